/**
 * A machine: one program in one simulated process. It holds what is derived from the program, the
 * registers of the goroutine that runs while it runs, and starts and slices the run. All state is
 * in the columns of its runtime.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { Op } from '../golang/code/opcodes';
import type { Func, Program } from '../golang/code/program';
import type { Off } from '../runtime/memory';
import { OutOfMemory } from '../runtime/memory';
import { freeGStacks } from '../runtime/gfree';
import { BackgroundGoroutines } from '../runtime/mgcbackground';
import { newmain, schedinit } from '../runtime/proc';
import { runqput } from '../runtime/runq';
import type { RuntimeOptions } from '../runtime/runtime';
import { Runtime } from '../runtime/runtime';
import { GStatus } from '../runtime/runtime2';
import { traceEvent, TraceKind } from '../runtime/trace';
import { clearDeferpool } from './defers';
import { fatal } from './fatal';
import { scanstack, StackTables } from './frames';
import { hold, isCollecting, isHeld } from './hold';
import type { Intervention } from './interventions';
import { Interventions } from './interventions';
import { Leave } from './leave';
import { execute } from './loop';
import type { Native } from './native';
import { poolCleanup } from './natives/sync';
import { timerAwaited, timerFired } from './natives/time';
import { Output } from './output';
import { markStack, shrinkstack } from './stackcopy';
import type { Stubs } from './stubs';
import { addStubs } from './stubs';
import { endTurn, schedule } from '../runtime/turns';
import { utf8 } from './text';

/** How a program ended; `message` is what Go prints last. */
interface MachineExit {
  readonly kind: ExitKind;
  readonly code: number;
  readonly message: string;
}

const longestRun = 2 ** 29;

const exitKinds = ['ok', 'exit', 'panic', 'deadlock', 'memory', 'fatal'] as const;
export type ExitKind = (typeof exitKinds)[number];

/** What a run is started with. */
export interface MachineOptions extends Omit<RuntimeOptions, 'types' | 'statics'> {
  readonly interventions?: readonly Intervention[];
  /** Made of the same options, and not used yet; else the machine makes its own. */
  readonly runtime?: Runtime;
}

const schema = {
  p: 'i32',
  g: 'i32',
  /** 1 + index into {@link exitKinds}; 0 while it runs. */
  exit: 'i32',
  code: 'i32',
} as const;

export class Machine {
  readonly rt: Runtime;
  readonly columns: ColumnSet;
  readonly output: Output;
  /** The program's code with the machine's own behind it. */
  readonly code: Int32Array;
  readonly funcs: readonly Func[];
  readonly stubs: Stubs;
  readonly tables: StackTables;

  // Derived from the program, by function number; sizes in words of four bytes.
  readonly entry: Int32Array;
  readonly localWords: Int32Array;
  readonly frameWords: Int32Array;
  readonly outWords: Int32Array;
  /** By program counter of a CALLI: the type word it saw last and the function that led to. */
  readonly siteType: Int32Array;
  readonly siteFunc: Int32Array;
  /** By type number. */
  readonly isInterface: Uint8Array;
  readonly hasPointers: Uint8Array;
  readonly typeBytes: Int32Array;
  /** Bytes of an element of a slice type. */
  readonly elemBytes: Int32Array;
  /** Address of type number 0, of function number 0, of the heap's first byte. */
  readonly typeBase: number;
  readonly textBase: number;
  readonly heapLow: number;
  readonly heapHigh: number;

  // Registers of the running goroutine while the machine runs.
  pc = 0;
  /** Frame pointer in words. */
  w = 0;
  fn = 0;
  /** Words between which the stack is marked as written: frames outside of it go through slow. */
  low = 0;
  high = 0;
  leave = Leave.no;
  /** Whether these, rather than the columns, are up to date. */
  live = false;
  /** What `rt.effort` may come to before the run is interrupted. */
  mostEffort = Infinity;

  /**
   * Instructions at a stretch: few at first, so that V8 knows the ways into and out of the loop
   * when it optimises the way round; at {@link longestRun} they are no limit any more.
   */
  private longest = 16;
  private readonly state: Table<typeof schema>;
  readonly interventions: Interventions;
  private statementCode: Int32Array | undefined;
  private stopCode: Int32Array | undefined;
  /** What Go printed last when the program ended: the same in each run. */
  private message = '';

  constructor(
    readonly program: Program,
    readonly natives: readonly Native[],
    options: MachineOptions,
  ) {
    const { statics, types } = program;
    this.rt = options.runtime ?? new Runtime({ ...options, types, statics });
    const { rt } = this;
    this.columns = rt.columns;
    this.output = new Output(rt.columns);
    this.state = rt.columns.table('machine', schema, 1);
    this.interventions = new Interventions(rt, options.interventions ?? []);
    this.stubs = addStubs(program);
    this.code = this.stubs.code;
    this.funcs = this.stubs.funcs;
    this.entry = Int32Array.from(this.funcs, ({ entry }) => entry);
    this.localWords = Int32Array.from(this.funcs, ({ localBytes }) => localBytes >> 2);
    this.frameWords = Int32Array.from(this.funcs, ({ frameBytes }) => frameBytes >> 2);
    this.outWords = Int32Array.from(this.funcs, ({ outBytes }) => outBytes >> 2);
    this.siteType = new Int32Array(this.code.length).fill(-1);
    this.siteFunc = new Int32Array(this.code.length);
    this.isInterface = Uint8Array.from(types, ({ kind }) => (kind === 20 ? 1 : 0));
    this.hasPointers = Uint8Array.from(types, ({ ptrdata }) => (ptrdata > 0 ? 1 : 0));
    this.typeBytes = Int32Array.from(types, ({ size }) => size);
    this.elemBytes = Int32Array.from(types, ({ elem }) => types[elem]?.size ?? 0);
    this.typeBase = (statics.base + statics.typesStart) | 0;
    this.textBase = (statics.base + 0x1000) | 0;
    this.heapLow = rt.mem.heapBase >>> 0;
    this.heapHigh = Math.floor(rt.mem.heapBase / 4294967296);
    this.tables = new StackTables(this);
    const emptyPools = poolCleanup(this);
    rt.roots = {
      goroutines: () => rt.sched.g.rows,
      scanstack: (index, visit) => scanstack(this, index, visit),
      shrinkstack: (index) => shrinkstack(this, index),
      clearpools: () => {
        emptyPools();
        clearDeferpool(rt);
      },
      freeStacks: () => {
        freeGStacks(rt);
      },
    };
    rt.onTimer = timerFired(this);
    rt.isTimerAwaited = timerAwaited(this);
    this.start();
  }

  /** Makes the main goroutine and lets it stand at its first instruction. */
  private start(): void {
    const { rt } = this;
    schedinit(rt);
    const gp = newmain(rt, this.stubs.main);
    this.layOut(gp, this.stubs.main, 0);
    if (rt.go16 === undefined) {
      new BackgroundGoroutines(rt, (row, kind) => {
        this.layOut(row, this.stubs.system + kind, 0);
      }).start();
    } else rt.go16.inPortions = true;
    runqput(rt, rt.p, gp, true);
    assert(schedule(rt), 'the main goroutine does not start');
    rt.sched.sched.mainStarted[0] = 1;
    this.loadG();
    this.save();
  }

  /** The first frame of a goroutine: a stub that calls `closure`. */
  layOut(gp: number, stub: number, closure: Off): void {
    const { g } = this.rt.sched;
    const { mem } = this.rt;
    const sp = g.stackHi[gp]! - this.funcs[stub]!.frameBytes;
    mem.zero(sp, this.funcs[stub]!.frameBytes);
    mem.storePtr(sp, closure);
    // The frame returns into itself, so that looking at "the caller" finds something.
    mem.i32[(sp + this.funcs[stub]!.localBytes + 4) >> 2] = stub;
    g.sp[gp] = sp;
    g.fn[gp] = stub;
    g.pc[gp] = this.funcs[stub]!.entry;
  }

  get tick(): number {
    return this.rt.tick;
  }

  get ended(): boolean {
    return this.state.exit[0] !== 0;
  }

  /** How the program ended; undefined while it runs. */
  get exit(): MachineExit | undefined {
    const { exit, code } = this.state;
    if (exit[0] === 0) return undefined;
    return { kind: exitKinds[exit[0]! - 1]!, code: code[0]!, message: this.message };
  }

  /** Row of the goroutine whose instruction is next, and its P. */
  get goroutine(): number {
    return this.state.g[0]!;
  }

  get currentP(): number {
    return this.state.p[0]!;
  }

  /** Program counter of the next instruction. */
  get currentPc(): number {
    return this.rt.sched.g.pc[this.goroutine]!;
  }

  get atStatement(): boolean {
    return (
      !this.ended &&
      !isHeld(this.rt, this.goroutine) &&
      !isCollecting(this.rt, this.goroutine) &&
      this.startsStatement(this.currentPc)
    );
  }

  startsStatement(pc: number): boolean {
    const { statementStarts } = this.program;
    return ((statementStarts[pc >> 5] ?? 0) & (1 << (pc & 31))) !== 0;
  }

  /**
   * Runs `steps` instructions unless the program ends or a stop is passed before; with `statements`
   * to the next beginning of a statement. It also ends, after at least one instruction, when it
   * took about as long as `most` short instructions. Returns how many it was as long as.
   */
  run(steps: number, statements: boolean, most = Infinity): number {
    return this.runWith(steps, statements ? this.codeForStatements() : this.code, most);
  }

  /** As run, until an instruction at one of these program counters is next. */
  runTo(steps: number, pcs: readonly number[], most = Infinity): number {
    this.stopCode ??= this.code.slice();
    const { stopCode } = this;
    for (const pc of pcs) stopCode[pc] = Op.BREAK;
    const took = this.runWith(steps, stopCode, most);
    for (const pc of pcs) stopCode[pc] = this.code[pc]!;
    return took;
  }

  private codeForStatements(): Int32Array {
    if (this.statementCode === undefined) {
      this.statementCode = this.code.slice();
      for (let pc = 0; pc < this.program.code.length; pc++)
        if (this.startsStatement(pc)) this.statementCode[pc] = Op.BREAK;
    }
    return this.statementCode;
  }

  private runWith(steps: number, code: Int32Array, most: number): number {
    if (this.ended) return 0;
    this.load();
    const { rt } = this;
    const start = rt.tick;
    const target = start + steps;
    rt.effort = 0;
    this.mostEffort = most;
    try {
      // The instruction that is next may be one to stop at: the first one does not.
      if (code !== this.code && steps > 0) this.go(start + 1, this.code);
      this.go(target, code);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      fatal(this, 'memory', 'runtime: out of memory');
    }
    this.leave = Leave.no;
    this.save();
    return Math.max(rt.tick - start, rt.effort);
  }

  private go(target: number, code: Int32Array): void {
    const { rt, interventions } = this;
    const { turnEnd } = rt.sched.sched;
    // The first instruction runs whatever is to come.
    for (let first = true; first || rt.effort < this.mostEffort; first = false) {
      if (rt.tick >= target || this.leave !== Leave.no) return;
      const end = Math.max(Math.min(turnEnd[0]!, interventions.next), rt.tick + 1);
      const isDue = rt.tick >= interventions.next;
      if ((isDue || isHeld(rt, rt.g)) && this.tables.mayHold(this)) {
        this.saveG();
        if (isDue) interventions.act();
        else hold(rt);
        interventions.settle();
      }
      // The call that waited for a collection returns, whether or not there is a stop.
      else if (isCollecting(rt, rt.g)) execute(this, this.code, rt.tick + 1);
      else execute(this, code, Math.min(target, end, rt.tick + this.longest));
      if (this.longest < longestRun) this.longest *= 2;
      this.settle();
    }
  }

  /** Puts somebody else on the P when its goroutine no longer runs or its turn is over. */
  private settle(): void {
    const { rt } = this;
    const { p, sched } = rt.sched;
    if (this.leave === Leave.ended) return;
    const gone = rt.g === 0 || p.curg[rt.p] !== rt.g;
    if (this.leave === Leave.again) this.leave = Leave.no;
    if (!gone) {
      // Nobody else runs while the world stands still, or is about to.
      if (sched.gcwaiting[0] === 1) return;
      if (rt.tick < sched.turnEnd[0]! || !this.tables.mayStop(this)) return;
      this.saveG();
      endTurn(rt);
    } else {
      if (this.leave === Leave.schedule) this.leave = Leave.no;
      if (rt.g !== 0) this.saveG();
    }
    if (schedule(rt)) this.loadG();
    else deadlock(this);
  }

  private load(): void {
    const { rt, state } = this;
    rt.p = state.p[0]!;
    rt.g = state.g[0]!;
    this.leave = Leave.no;
    this.live = true;
    this.loadG();
  }

  /** Puts the registers where snapshots and views find them. */
  save(): void {
    const { rt, state } = this;
    state.p[0] = rt.p;
    state.g[0] = rt.g;
    if (rt.g !== 0) this.saveG();
    this.live = false;
  }

  private saveG(): void {
    const { g } = this.rt.sched;
    const { g: gp } = this.rt;
    g.pc[gp] = this.pc;
    g.sp[gp] = this.w << 2;
    g.fn[gp] = this.fn;
  }

  private loadG(): void {
    const { g } = this.rt.sched;
    const { g: gp } = this.rt;
    this.pc = g.pc[gp]!;
    this.w = g.sp[gp]! >> 2;
    this.fn = g.fn[gp]!;
    markStack(this);
  }

  /** Writes to standard output (1) or standard error (2). */
  write(fd: number, bytes: Uint8Array): void {
    this.output.write(fd, bytes);
    traceEvent(this.rt, TraceKind.output, fd, this.output.length, bytes.length);
  }

  printError(text: string): void {
    this.write(2, utf8(text));
  }

  /** The program ends. */
  end(kind: ExitKind, code: number, message: string): void {
    this.state.exit[0] = 1 + exitKinds.indexOf(kind);
    this.state.code[0] = code;
    this.message = message;
    this.leave = Leave.ended;
  }
}

function deadlock(m: Machine): void {
  const { g } = m.rt.sched;
  const main = g.status[1] === GStatus.dead;
  fatal(
    m,
    'deadlock',
    main
      ? 'no goroutines (main called runtime.Goexit) - deadlock!'
      : 'all goroutines are asleep - deadlock!',
  );
}
