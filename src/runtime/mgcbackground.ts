/**
 * The runtime's own goroutines, each step of which is one instruction of the machine: mark workers
 * (gcBgMarkWorker and gcBgMarkStartWorkers of runtime/mgc.go, their choice in runtime/mgcpacer.go),
 * the background sweeper (runtime/mgcsweep.go), the scavenger (runtime/mgcscavenge.go) and the one
 * that forces cycles (runtime/proc.go), of Go 1.26; and runtime.GC as far as it waits.
 *
 * NON-GO: a step of a worker is one root, object or span, and takes an instruction's time whatever
 * its size. Workers are not preempted at the end of a time slice. The scavenger takes 10 µs for
 * 64 KiB and sleeps by a fixed rule in place of a controller.
 *
 * LONG: one class, whose goroutines wake each other.
 */
import { assert } from '../base/assert';
import type { Table } from '../base/columns';
import { mallocgc } from './malloc';
import { gcMarkDone, gcStart, gcTriggerTest } from './mgc';
import { gcAssistStep } from './mgcassist';
import { gcDrainEnd, gcDrainStep, gcMarkWorkAvailable, gcwEmpty } from './mgcmark';
import { LimiterEvent, needUpdate, startLimiterEvent, stopLimiterEvent, update } from './mgclimit';
import { bgscavenge } from './mgcscavenge';
import { bgsweep, sweepone } from './mgcsweep';
import { MarkWorkerMode } from './mgcwork';
import {
  gopark,
  goready,
  goschedImpl,
  injectglist,
  newproc1,
  preemptall,
  ready,
  wakep,
} from './proc';
import { globrunqput } from './runq';
import type { Background } from './background';
import type { Runtime } from './runtime';
import type { GSchema } from './runtime2';
import { Collecting, GStatus, WaitReason } from './runtime2';
import { fixedStack } from './stack';
import { TimerKind, nanotime, newTimer, resetTimer } from './time';
import { WhyGC, WhySweep } from './trace';

/** What a goroutine of the runtime's own does. The machine keeps a function for each. */
const enum SystemKind {
  markWorker = 0,
  forcegc = 1,
  sweeper = 2,
  scavenger = 3,
  /** NON-GO: it sleeps for ever, since there is no container whose limits could change. */
  maxProcsUpdater = 4,
  /** It runs Go code, as soon as the program has set a finalizer. */
  finalizer = 5,
}

/** Sizes of what the first cycle allocates: a channel, a closure and a node per worker. */
const readyChan = 112;
const workerClosure = 16;
const workerNode = 512;

/** Nanoseconds that the scavenger takes for a step, works at a stretch, and its share of time. */
const scavengeStepNS = 10_000;
const minScavWorkTime = 1_000_000;
const scavengePercent = 0.01;
/** A fractional worker stops when it is this far above its share. */
const fractionalSlack = 1.2;
/** Spans that the sweeper sweeps before it looks whether others want the P. */
const sweepBatchSize = 10;

const systemSchema = {
  forcegc: 'i32',
  sweeper: 'i32',
  scavenger: 'i32',
  forcegcIdle: 'u8',
  scavengerParked: 'u8',
  scavengerTimer: 'i32',
  scavengerWorked: 'f64',
} as const;

/** Row per worker: its goroutine, and the next in the pool of those without work (row + 1). */
const workerSchema = { g: 'i32', next: 'u32' } as const;

export class BackgroundGoroutines implements Background {
  private readonly state: Table<typeof systemSchema>;
  private readonly workers: Table<typeof workerSchema>;

  /** `layOut` gives a goroutine the first frame of its kind. */
  constructor(
    private readonly rt: Runtime,
    private readonly layOut: (gp: number, kind: SystemKind) => void,
  ) {
    this.state = rt.columns.table('system', systemSchema, 1);
    this.workers = rt.columns.table('bgWorkers', workerSchema, rt.procs);
  }

  /** Makes the goroutines that are there at main.main; they wait. */
  start(): void {
    const { state, rt } = this;
    state.forcegc[0] = this.bootG(SystemKind.forcegc, WaitReason.forceGCIdle);
    state.sweeper[0] = this.bootG(SystemKind.sweeper, WaitReason.gcSweepWait);
    state.scavenger[0] = this.bootG(SystemKind.scavenger, WaitReason.gcScavengeWait);
    this.bootG(SystemKind.maxProcsUpdater, WaitReason.updateGOMAXPROCSIdle);
    // Files have finalizers, so there is somebody to run them.
    rt.finalizers.fing.g[0] = this.bootG(SystemKind.finalizer, WaitReason.finalizerWait);
    state.forcegcIdle[0] = 1;
    state.scavengerParked[0] = 1;
    rt.sweep.parked[0] = 1;
    rt.background = this;
    rt.concurrentMark = true;
  }

  private bootG(kind: SystemKind, reason: WaitReason): number {
    const { rt } = this;
    const { g, columns } = rt.sched;
    const gp = g.rows;
    columns.resize<GSchema>(g, gp + 1);
    const which = kind - SystemKind.forcegc;
    g.object[gp] = rt.boot.systemG[which]!;
    g.stackLo[gp] = rt.boot.systemStack[which]!;
    g.stackHi[gp] = g.stackLo[gp]! + fixedStack;
    g.goid[gp] = 2 + which;
    g.system[gp] = 1;
    g.status[gp] = GStatus.waiting;
    g.waitreason[gp] = reason;
    this.layOut(gp, kind);
    return gp;
  }

  /** One instruction of the running goroutine, which is one of these. */
  step(kind: SystemKind): void {
    if (kind === SystemKind.markWorker) this.markStep();
    else if (kind === SystemKind.sweeper) this.sweepStep();
    else if (kind === SystemKind.scavenger) this.scavengeStep();
    else this.forceStep();
  }

  // ---- marking

  /** gcBgMarkStartWorkers: one worker per P, made before the first cycle. */
  startWorkers(): void {
    const { rt, workers } = this;
    const { work } = rt;
    if (work.bgMarkWorkers[0]! >= rt.procs) return;
    const { site } = rt;
    rt.site = -1;
    rt.preemptoff = true;
    mallocgc(rt, readyChan, -1, true);
    while (work.bgMarkWorkers[0]! < rt.procs) {
      mallocgc(rt, workerClosure, rt.internal.pointer, true);
      const gp = newproc1(rt, 0, 0);
      const { g } = rt.sched;
      g.system[gp] = 1;
      g.status[gp] = GStatus.waiting;
      g.waitreason[gp] = WaitReason.gcWorkerIdle;
      this.layOut(gp, SystemKind.markWorker);
      const node = mallocgc(rt, workerNode, -1, true);
      rt.columns.resize(rt.bootObjects, rt.bootObjects.rows + 1);
      rt.bootObjects.off[rt.bootObjects.rows - 1] = node;
      const row = work.bgMarkWorkers[0]!++;
      rt.columns.resize(workers, Math.max(workers.rows, row + 1));
      workers.g[row] = gp;
      this.poolPush(row);
    }
    rt.preemptoff = false;
    rt.site = site;
  }

  ready(gp: number, next: boolean): void {
    ready(this.rt, gp, next);
  }

  injectglist(first: number): void {
    injectglist(this.rt, first);
  }

  preemptall(): void {
    preemptall(this.rt);
  }

  gosched(): void {
    goschedImpl(this.rt);
  }

  parkAssist(): void {
    gopark(this.rt, WaitReason.gcAssistWait);
  }

  wakeIdle(): void {
    wakep(this.rt);
  }

  private poolPush(row: number): void {
    this.workers.next[row] = this.rt.work.workerPool[0]!;
    this.rt.work.workerPool[0] = row + 1;
  }

  /** Takes a worker from the pool and lets it run as `mode` on a P. */
  private poolTake(pp: number, mode: MarkWorkerMode): number {
    const { workerPool } = this.rt.work;
    const row = workerPool[0]! - 1;
    workerPool[0] = this.workers.next[row]!;
    const gp = this.workers.g[row]!;
    const { gcw, sched } = this.rt;
    gcw.workerMode[pp] = mode;
    const now = nanotime(this.rt);
    gcw.workerStart[pp] = now;
    if (mode === MarkWorkerMode.idle)
      startLimiterEvent(this.rt, pp, LimiterEvent.idleMarkWork, now);
    this.rt.work.nworking[0]!++;
    sched.g.status[gp] = GStatus.runnable;
    return gp;
  }

  findRunnableGCWorker(pp: number): number {
    const { rt } = this;
    const c = rt.gcController;
    if (rt.gcBlackenEnabled === 0) return 0;
    const now = nanotime(rt);
    if (needUpdate(rt, now)) update(rt, now);
    if (!this.shouldWork(pp)) return 0;
    const goal = c.fractionalUtilizationGoal[0]!;
    if (c.dedicatedMarkWorkersNeeded[0]! > 0) {
      c.dedicatedMarkWorkersNeeded[0]!--;
      return this.poolTake(pp, MarkWorkerMode.dedicated);
    }
    if (goal === 0) return 0;
    const elapsed = now - c.markStartTime[0]!;
    if (elapsed > 0 && rt.gcw.fractionalMarkTime[pp]! / elapsed > goal) return 0;
    return this.poolTake(pp, MarkWorkerMode.fractional);
  }

  findIdleGCWorker(pp: number): number {
    const c = this.rt.gcController;
    if (!this.shouldWork(pp) || c.idleMarkWorkers[0]! >= c.maxIdleMarkWorkers[0]!) return 0;
    c.idleMarkWorkers[0]!++;
    return this.poolTake(pp, MarkWorkerMode.idle);
  }

  private shouldWork(pp: number): boolean {
    const { rt } = this;
    if (rt.gcBlackenEnabled === 0 || rt.work.workerPool[0] === 0) return false;
    return !gcwEmpty(rt, pp) || gcMarkWorkAvailable(rt);
  }

  private markStep(): void {
    const { rt } = this;
    const pp = rt.p;
    const mode = rt.gcw.workerMode[pp]!;
    // Marking may have been finished by others, at once.
    if (mode === MarkWorkerMode.none) {
      this.parkWorker();
      return;
    }
    const more = gcDrainStep(rt, pp);
    if (rt.gcw.mayNeedWorker[pp] !== 0) {
      rt.gcw.mayNeedWorker[pp] = 0;
      wakep(rt);
    }
    if (more && !this.shouldYield(pp, mode)) return;
    this.stopWorker(pp, mode);
    gcMarkDone(rt);
    this.parkWorker();
  }

  /** Whether a worker of the mode has had its share, or others want the P. */
  private shouldYield(pp: number, mode: MarkWorkerMode): boolean {
    const { rt } = this;
    if (mode === MarkWorkerMode.fractional) {
      const c = rt.gcController;
      const now = nanotime(rt);
      const elapsed = now - c.markStartTime[0]!;
      const own = rt.gcw.fractionalMarkTime[pp]! + now - rt.gcw.workerStart[pp]!;
      return elapsed > 0 && own / elapsed > fractionalSlack * c.fractionalUtilizationGoal[0]!;
    }
    if (mode !== MarkWorkerMode.idle) return false;
    const { p, sched } = rt.sched;
    return sched.runqsize[0]! > 0 || p.runnext[pp] !== 0 || p.runqhead[pp] !== p.runqtail[pp];
  }

  /** markWorkerStop, gcEndWork. */
  private stopWorker(pp: number, mode: MarkWorkerMode): void {
    const { rt } = this;
    const c = rt.gcController;
    gcDrainEnd(rt, pp);
    const now = nanotime(rt);
    const duration = now - rt.gcw.workerStart[pp]!;
    if (mode === MarkWorkerMode.dedicated) {
      c.dedicatedMarkTime[0]! += duration;
      c.dedicatedMarkWorkersNeeded[0]!++;
    } else if (mode === MarkWorkerMode.fractional) {
      c.fractionalMarkTime[0]! += duration;
      rt.gcw.fractionalMarkTime[pp]! += duration;
    } else {
      c.idleMarkTime[0]! += duration;
      c.idleMarkWorkers[0]!--;
      stopLimiterEvent(rt, pp, LimiterEvent.idleMarkWork, now);
    }
    rt.gcw.workerMode[pp] = MarkWorkerMode.none;
    rt.work.nworking[0]!--;
  }

  private parkWorker(): void {
    const { rt, workers } = this;
    let row = 0;
    while (workers.g[row] !== rt.g) row++;
    this.poolPush(row);
    gopark(rt, WaitReason.gcWorkerIdle);
  }

  assist(): void {
    gcAssistStep(this.rt, this.rt.g);
  }

  /**
   * A portion of runtime.GC of the running goroutine: begins a cycle and waits for it, or sweeps.
   */
  GC(): void {
    const { rt } = this;
    const { collecting } = rt.sched.g;
    if (collecting[rt.g] === Collecting.begun) {
      if (rt.gcPhase === 0) {
        gcStart(rt, WhyGC.cycle);
        this.wakeIdle();
        collecting[rt.g] = Collecting.cycle;
      }
      this.gcWaitOnMark();
      return;
    }
    // The others run between any two spans.
    if (sweepone(rt, WhySweep.gc) >= 0) goschedImpl(rt);
    else collecting[rt.g] = Collecting.done;
  }

  gcWaitOnMark(): void {
    const { rt } = this;
    rt.sched.g.schedlink[rt.g] = rt.work.sweepWaiters[0]!;
    rt.work.sweepWaiters[0] = rt.g;
    gopark(rt, WaitReason.waitForGCCycle);
  }

  /** The world stands still between two instructions by itself. */
  stopped(): void {
    assert(false, 'nothing is left to do in a stopped world');
  }

  wakeGCWaiters(): void {
    const { rt } = this;
    const { sweepWaiters } = rt.work;
    for (let gp = sweepWaiters[0]!; gp !== 0;) {
      const next = rt.sched.g.schedlink[gp]!;
      this.inject(gp);
      gp = next;
    }
    sweepWaiters[0] = 0;
  }

  /** injectglist: into the global queue. */
  private inject(gp: number): void {
    const { g } = this.rt.sched;
    g.schedlink[gp] = 0;
    g.status[gp] = GStatus.runnable;
    g.waitreason[gp] = WaitReason.zero;
    globrunqput(this.rt, gp);
    wakep(this.rt);
  }

  // ---- sweeping

  readySweeper(): void {
    const { sweep } = this.rt;
    if (sweep.parked[0] === 0) return;
    sweep.parked[0] = 0;
    goready(this.rt, this.state.sweeper[0]!);
  }

  private sweepStep(): void {
    const { rt } = this;
    const { sweep } = rt;
    if (bgsweep(rt, 1)) {
      sweep.parked[0] = 1;
      sweep.nSwept[0] = 0;
      this.wakeScavenger();
      gopark(rt, WaitReason.gcSweepWait);
      return;
    }
    sweep.nSwept[0]!++;
    if (sweep.nSwept[0]! % sweepBatchSize !== 0) return;
    // goschedIfBusy
    if (rt.sched.sched.npidle[0] === 0) goschedImpl(rt);
  }

  // ---- scavenging

  wakeScavenger(): void {
    const { state } = this;
    if (state.scavengerParked[0] === 0) return;
    state.scavengerParked[0] = 0;
    this.inject(state.scavenger[0]!);
  }

  private scavengeStep(): void {
    const { rt, state } = this;
    rt.cpuStats.scavengeTime[0]! += 1;
    if (bgscavenge(rt) === 0) {
      state.scavengerParked[0] = 1;
      state.scavengerWorked[0] = 0;
      gopark(rt, WaitReason.gcScavengeWait);
      return;
    }
    state.scavengerWorked[0]! += scavengeStepNS;
    if (state.scavengerWorked[0]! < minScavWorkTime) return;
    const pause = state.scavengerWorked[0]! / (scavengePercent * rt.procs);
    state.scavengerWorked[0] = 0;
    if (state.scavengerTimer[0] === 0)
      state.scavengerTimer[0] = newTimer(rt, TimerKind.goready, state.scavenger[0]!);
    resetTimer(rt, state.scavengerTimer[0]!, nanotime(rt) + pause, 0);
    gopark(rt, WaitReason.sleep);
  }

  // ---- cycles by time

  sysmon(): void {
    const { state, rt } = this;
    if (state.forcegcIdle[0] === 0 || !gcTriggerTest(rt, WhyGC.time)) return;
    state.forcegcIdle[0] = 0;
    this.inject(state.forcegc[0]!);
  }

  private forceStep(): void {
    if (gcStart(this.rt, WhyGC.time)) this.wakeIdle();
    this.state.forcegcIdle[0] = 1;
    gopark(this.rt, WaitReason.forceGCIdle);
  }
}
