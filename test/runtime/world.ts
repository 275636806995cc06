/**
 * A random program against the runtime: it allocates objects of many types, writes pointers,
 * forgets objects, attaches finalizers, cleanups and weak pointers to them, uses stacks, changes
 * the P and how many there are, and keeps a model of what must be true. Drawn from a seed.
 *
 * With `concurrent` it has several goroutines, which the scheduler runs beside the runtime's own:
 * cycles are marked and swept in between, allocations help and wait.
 */
import assert from 'node:assert/strict';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import { mallocgc } from '../../src/runtime/malloc';
import { writePointer } from '../../src/runtime/mbarrier';
import { isAllocated, objIndex } from '../../src/runtime/mbitmap';
import { gcCleanupsDequeue, gcCleanupsDone, gcCleanupsTake } from '../../src/runtime/mcleanup';
import { nextFinalizer } from '../../src/runtime/mfinal';
import { GC } from '../../src/runtime/mgc';
import { gcAssistStep } from '../../src/runtime/mgcassist';
import { BackgroundGoroutines } from '../../src/runtime/mgcbackground';
import {
  addCleanup,
  addfinalizer,
  getOrAddWeakHandle,
  makeStrongFromWeak,
  removefinalizer,
  stopCleanup,
} from '../../src/runtime/mspecialadd';
import { wbBufGet2 } from '../../src/runtime/mwbbuf';
import { newmain, newproc1, schedinit } from '../../src/runtime/proc';
import { GOMAXPROCS } from '../../src/runtime/procresize';
import { runqput } from '../../src/runtime/runq';
import { Assist, Collecting } from '../../src/runtime/runtime2';
import { jump, nanotime } from '../../src/runtime/time';
import { endTurn, schedule } from '../../src/runtime/turns';
import { scavengeAll } from '../../src/runtime/mgcscavenge';
import { readmemstats } from '../../src/runtime/mstats';
import type { RuntimeOptions } from '../../src/runtime/runtime';
import { Runtime } from '../../src/runtime/runtime';
import { spanOfHeap as spanOfHeap16 } from '../../src/runtime/go1.6/mheap';
import { stackalloc, stackfree } from '../../src/runtime/stack';
import type { TypeDesc } from '../../src/runtime/type';
import { isAllocated16 } from './go1.6/invariants';
import { checkObject } from './invariants';
import { noStatics, wordsType } from '../../src/runtime/noprogram';

/** An object of the model: where it is, and what its pointer words point at. */
interface Thing {
  readonly off: number;
  readonly size: number;
  /** Word numbers that may hold pointers. */
  readonly pointers: readonly number[];
  readonly targets: (Thing | undefined)[];
  /** What its first bytes must be where it has no pointers. */
  stamp: number;
}

const shapes = [
  [1],
  [1, 0],
  [0, 1],
  [1, 1, 1],
  [0, 0, 1, 0],
  [1, 0, 0, 0, 1, 0],
  [...new Array<number>(7).fill(0), 1],
  [...new Array<number>(33).fill(0), 1, 0, 1],
  new Array<number>(64).fill(1),
  [1, ...new Array<number>(79).fill(0), 1, 0],
  [0, ...new Array<number>(200).fill(1)],
];

export const worldTypes: readonly TypeDesc[] = shapes.map((words, id) => wordsType(id, words));

export type WorldOptions = Partial<RuntimeOptions> & {
  most?: number;
  concurrent?: boolean;
  /** false: nothing is attached to objects. */
  specials?: boolean;
  /** The program calls GOMAXPROCS. */
  resizes?: boolean;
};

/** A configuration drawn from a seed. */
export function worldOptions(seed: number): WorldOptions & { most: number } {
  const state = new Uint32Array(4);
  seedRandom(state, seed ^ 0x5eed);
  const one = <T>(choices: readonly T[]): T => choices[randomBelow(state, choices.length)]!;
  return {
    procs: one([1, 1, 2, 3, 4]),
    gogc: one([-1, 10, 50, 100, 400]),
    memoryLimit: one([Infinity, Infinity, 8 << 20, 32 << 20]),
    recording: one([true, false]),
    most: one([600, 9000, 40000, 200000]),
    concurrent: one([false, true, true]),
    profile: one(['go1.26', 'go1.26', 'go1.26', 'go1.6'] as const),
    resizes: one([false, false, true]),
  };
}

/** Something of the program has a cleanup, whose argument is another object. */
interface Attached {
  readonly thing: Thing;
  readonly arg: number;
  readonly id: number;
}

/** Goroutines of a concurrent program. Each holds every so-manieth root. */
const goroutines = 5;
/** First bytes of a cleanup's argument. */
const argStamp = 0xa7;
const argBytes = 40;

export class World {
  readonly rt: Runtime;
  private readonly random = new Uint32Array(4);
  /** What frames of the program hold. */
  readonly roots: (Thing | undefined)[] = new Array<undefined>(24).fill(undefined);
  private readonly stacks: { off: number; bytes: number }[] = [];
  private readonly most: number;
  private readonly concurrent: boolean;
  private readonly specials: boolean;
  private readonly resizes: boolean;
  private readonly cleanups = new Map<number, Attached>();
  private readonly weaks: { thing: Thing; handle: number }[] = [];
  private readonly finalized = new Map<number, Thing>();
  /** What the runtime's own goroutines do, by row. */
  private readonly kinds = new Map<number, number>();

  constructor(seed: number, options: WorldOptions) {
    seedRandom(this.random, seed);
    this.most = options.most ?? 40000;
    this.specials = options.specials !== false && options.profile !== 'go1.6';
    this.resizes = options.resizes ?? false;
    // Of Go 1.6 the collector alone runs beside the program, as time passes.
    this.concurrent = (options.concurrent ?? false) && options.profile !== 'go1.6';
    this.rt = new Runtime({
      types: worldTypes,
      statics: noStatics,
      procs: 1,
      gogc: 100,
      boot: false,
      ...options,
    });
    const { rt } = this;
    rt.roots = {
      goroutines: () => (this.concurrent ? rt.sched.g.rows : 1),
      scanstack: (gp, visit) => {
        if (this.concurrent && (gp === 0 || gp > goroutines)) return;
        if (gp <= 1) for (const { handle } of this.weaks) visit(handle);
        this.roots.forEach((root, i) => {
          if (root !== undefined && (!this.concurrent || i % goroutines === gp - 1))
            visit(root.off);
        });
      },
    };
    if (this.concurrent) this.startGoroutines();
    else rt.sched.p.status.fill(1);
  }

  private startGoroutines(): void {
    const { rt } = this;
    schedinit(rt);
    for (let i = 0; i < goroutines; i++) {
      const gp = i === 0 ? newmain(rt, 0) : newproc1(rt, 0, 0);
      runqput(rt, rt.p, gp, false);
      assert.equal(gp, i + 1);
    }
    new BackgroundGoroutines(rt, (gp, kind) => this.kinds.set(gp, kind)).start();
    assert.ok(schedule(rt));
    rt.sched.sched.mainStarted[0] = 1;
  }

  /** One instruction of whoever runs. */
  private instruction(): void {
    const { rt } = this;
    const { g, p, sched } = rt.sched;
    const gp = rt.g;
    const kind = this.kinds.get(gp);
    const { collecting, assisting } = g;
    if (kind !== undefined) rt.background.step(kind);
    else if (collecting[gp] === Collecting.done) collecting[gp] = Collecting.no;
    else if (collecting[gp] !== Collecting.no) rt.background.GC();
    else if (assisting[gp] !== Assist.no) gcAssistStep(rt, gp);
    else this.event();
    // Others do more between two calls of the runtime; and now and then nobody does.
    rt.tick += kind === undefined ? 1 + this.below(40) : 1;
    if (this.below(3000) === 0) jump(rt, nanotime(rt) + 1e6 * this.below(40));
    if (p.curg[rt.p] === gp) {
      if (rt.tick < sched.turnEnd[0]!) return;
      endTurn(rt);
    }
    assert.ok(schedule(rt), 'nobody will ever run again');
  }

  below(bound: number): number {
    return randomBelow(this.random, bound);
  }

  /** One random event, or an instruction of the runtime's own. */
  step(): void {
    const { rt } = this;
    if (this.concurrent) this.instruction();
    else this.event();
    if (rt.go16 === undefined) return;
    rt.tick += this.below(400);
    rt.background.sysmon();
  }

  private event(): void {
    const draw = this.below(this.specials ? 106 : 100);
    if (draw < 55) this.allocate();
    else if (draw < 75) this.write();
    else if (draw < 88) this.roots[this.ownRoot()] = undefined;
    else if (draw < 92) this.takeStack();
    else if (draw < 96) this.freeStack();
    else if (draw < 98) this.pass();
    else if (draw < 99) this.look();
    else if (draw < 100) this.collect();
    else if (draw < 103) this.attach();
    else this.queued();
  }

  /** A root of the goroutine that runs. */
  private ownRoot(): number {
    if (!this.concurrent) return this.below(this.roots.length);
    const each = Math.floor(this.roots.length / goroutines);
    return this.below(each) * goroutines + this.rt.g - 1;
  }

  private collect(): void {
    if (!this.concurrent) GC(this.rt);
    // Each takes long: not as often.
    else if (this.below(12) === 0) this.rt.sched.g.collecting[this.rt.g] = Collecting.begun;
  }

  /** Goes on on another P, or gives an object to another goroutine, as a channel does. */
  private pass(): void {
    const { rt } = this;
    if (!this.concurrent) {
      rt.p = this.below(rt.procs);
      return;
    }
    const thing = this.walk();
    const to = this.below(this.roots.length);
    const old = this.roots[to];
    if (rt.writeBarrierEnabled !== 0) wbBufGet2(rt, old?.off ?? 0, thing?.off ?? 0);
    this.roots[to] = thing;
  }

  /** A finalizer, a cleanup, a weak pointer for an object that is held; or one is taken away. */
  private attach(): void {
    const { rt } = this;
    const thing = this.walk();
    if (thing === undefined) return;
    const draw = this.below(5);
    if (draw === 0) {
      const call = { typ: 0, iface: false, nret: 0 };
      const isNew = addfinalizer(rt, thing.off, 0, call);
      assert.equal(isNew, !this.finalized.has(thing.off));
      this.finalized.set(thing.off, thing);
    } else if (draw === 1) {
      removefinalizer(rt, thing.off);
      this.finalized.delete(thing.off);
    } else if (draw === 2) {
      this.weaks.push({ thing, handle: getOrAddWeakHandle(rt, thing.off) });
      if (this.weaks.length > 30) this.weaks.shift();
    } else if (draw === 3) {
      const arg = mallocgc(rt, argBytes, -1, true);
      rt.mem.u8.fill(argStamp, arg, arg + argBytes);
      rt.mem.touch(arg, argBytes);
      this.cleanups.set(arg, { thing, arg, id: addCleanup(rt, thing.off, 0, 0, arg) });
    } else {
      for (const { thing: other, arg, id } of this.cleanups.values()) {
        if (other !== thing) continue;
        stopCleanup(rt, thing.off, id);
        this.cleanups.delete(arg);
        return;
      }
    }
  }

  /** Works off what the collector has queued, and asks a weak pointer. */
  private queued(): void {
    const { rt } = this;
    for (;;) {
      const block = rt.gcCleanups.queue.workUnits[0] === 0 ? 0 : gcCleanupsDequeue(rt);
      if (block === 0) break;
      for (let i = 0; ; i++) {
        const cleanup = gcCleanupsTake(rt, block, i);
        if (cleanup === undefined) break;
        const attached = this.cleanups.get(cleanup.arg);
        assert.ok(attached, 'a cleanup is called that was not to be');
        assert.ok(!this.reachable().has(attached.thing), 'a cleanup of what is alive');
        assert.equal(rt.mem.u8[cleanup.arg + this.below(argBytes)], argStamp, 'its argument');
        this.cleanups.delete(cleanup.arg);
      }
      gcCleanupsDone(rt, block);
    }
    const finalizer = nextFinalizer(rt);
    if (finalizer !== undefined) {
      const thing = this.finalized.get(finalizer.arg);
      assert.ok(thing, 'a finalizer is called that was not to be');
      assert.ok(!this.reachable().has(thing), 'a finalizer of what is alive');
      this.finalized.delete(finalizer.arg);
      for (const one of this.weaks) {
        if (one.thing === thing) assert.equal(makeStrongFromWeak(rt, one.handle), 0);
      }
      if (this.below(2) === 0) this.roots[this.ownRoot()] = thing;
    }
    // The goroutine that would call finalizers is this program.
    rt.finalizers.fing.waits[0] = 0;
    const one = this.weaks[this.below(this.weaks.length + 1)];
    if (one === undefined) return;
    const strong = makeStrongFromWeak(rt, one.handle);
    if (strong === 0) this.weaks.splice(this.weaks.indexOf(one), 1);
    else if (this.below(2) === 0) this.roots[this.ownRoot()] = one.thing;
  }

  /** What programs ask of the runtime: statistics, memory given back, another number of Ps. */
  private look(): void {
    if (this.resizes && this.below(2) === 0) {
      const procs = 1 + this.below(7);
      if (this.rt.gcPhase === 0) GOMAXPROCS(this.rt, procs);
      return;
    }
    if (this.below(4) === 0) scavengeAll(this.rt);
    else readmemstats(this.rt);
  }

  private allocate(): void {
    const { rt } = this;
    let thing: Thing;
    const marks = rt.writeBarrierEnabled !== 0 ? rt.work.cycles[0]! : -1;
    if (this.below(2) === 0) {
      const type = this.below(shapes.length);
      const words = shapes[type]!;
      let n = 1;
      if (this.below(3) === 0) n = 1 + this.below(this.below(12) === 0 ? 400 : 8);
      const off = mallocgc(rt, words.length * 8 * n, type, true);
      const pointers: number[] = [];
      for (let e = 0; e < n; e++)
        words.forEach((word, w) => word === 1 && pointers.push(e * words.length + w));
      const targets = new Array<undefined>(pointers.length).fill(undefined);
      thing = { off, size: words.length * 8 * n, pointers, targets, stamp: 0 };
    } else {
      const size = 1 + this.below([15, 60, 600, this.most][this.below(4)]!);
      const off = mallocgc(rt, size, -1, true);
      for (let i = 0; i < size; i += 37) assert.equal(rt.mem.u8[off + i], 0, 'clear memory');
      const stamp = random32(this.random) & 255;
      rt.mem.u8.fill(stamp, off, off + size);
      rt.mem.touch(off, size);
      thing = { off, size, pointers: [], targets: [], stamp };
    }
    for (const word of thing.pointers) assert.equal(rt.mem.loadPtr(thing.off + word * 8), 0);
    const black = rt.writeBarrierEnabled !== 0 && rt.work.cycles[0] === marks;
    checkObject(rt, thing.off, black);
    this.roots[this.ownRoot()] = thing;
  }

  /** Stores a pointer from one reachable object into another. */
  private write(): void {
    const holder = this.walk();
    if (holder === undefined || holder.pointers.length === 0) return;
    const which = this.below(holder.pointers.length);
    const target = this.below(5) === 0 ? undefined : this.walk();
    const interior =
      target === undefined ? 0 : target.off + (this.below(3) === 0 ? target.size - 1 : 0);
    writePointer(this.rt, holder.off + holder.pointers[which]! * 8, interior);
    holder.targets[which] = target;
  }

  /** A reachable object some steps from a root. */
  private walk(): Thing | undefined {
    let at = this.roots[this.ownRoot()];
    for (let n = this.below(6); n > 0 && at !== undefined && at.targets.length > 0; n--)
      at = at.targets[this.below(at.targets.length)] ?? at;
    return at;
  }

  private takeStack(): void {
    if (this.stacks.length > 60) return;
    const bytes = 2048 << this.below(7);
    this.stacks.push({ off: stackalloc(this.rt, bytes), bytes });
  }

  private freeStack(): void {
    const [stack] = this.stacks.splice(this.below(this.stacks.length + 1), 1);
    if (stack !== undefined) stackfree(this.rt, stack.off, stack.bytes);
  }

  /** Everything a root leads to. */
  reachable(): Set<Thing> {
    const found = new Set<Thing>();
    const queue = this.roots.filter((root) => root !== undefined);
    while (queue.length > 0) {
      const thing = queue.pop()!;
      if (found.has(thing)) continue;
      found.add(thing);
      for (const target of thing.targets) if (target !== undefined) queue.push(target);
    }
    return found;
  }

  private checkSlot({ off }: Thing): void {
    const { rt } = this;
    if (rt.go16 !== undefined) {
      const s = spanOfHeap16(rt.go16, off);
      assert.ok(s !== 0, 'a reachable object lies in no span');
      assert.ok(isAllocated16(rt.go16, s, off), 'a reachable object was freed');
      return;
    }
    const s = rt.page.spans[(off - rt.heapStart) >> 13]!;
    assert.equal(rt.mspan.state[s], 1, 'a reachable object lies in no span');
    assert.ok(isAllocated(rt, s, objIndex(rt, s, off)), 'a reachable object was freed');
  }

  /** Reachable objects are there with what the program wrote into them. */
  check(): void {
    const { rt } = this;
    const reachable = this.reachable();
    for (const { thing, handle } of this.weaks) {
      const off = Math.max(0, rt.mem.loadPtr(handle));
      if (off !== thing.off) assert.equal(off, 0, 'what a weak pointer points at');
    }
    for (const thing of reachable) {
      this.checkSlot(thing);
      thing.pointers.forEach((word, i) => {
        const target = thing.targets[i];
        const stored = rt.mem.loadPtr(thing.off + word * 8);
        if (target === undefined) assert.equal(stored, 0);
        else assert.ok(stored >= target.off && stored < target.off + target.size, 'a pointer');
      });
      if (thing.pointers.length > 0) continue;
      assert.equal(rt.mem.u8[thing.off], thing.stamp, 'first byte');
      assert.equal(rt.mem.u8[thing.off + thing.size - 1], thing.stamp, 'last byte');
    }
  }

  /** Slots that reachable objects take: what a collection leaves, apart from tiny blocks in use. */
  slots(): Set<number> {
    const { rt } = this;
    const found = new Set<number>();
    for (const { off } of this.reachable()) {
      const s = rt.page.spans[(off - rt.heapStart) >> 13]!;
      found.add(rt.mspan.base[s]! + objIndex(rt, s, off) * rt.mspan.elemsize[s]!);
    }
    return found;
  }
}

/** Slots that hold an object, as the allocator sees it. */
export function allocatedSlots(rt: Runtime): Set<number> {
  const { mspan } = rt;
  const found = new Set<number>();
  for (let s = 1; s < mspan.rows; s++) {
    if (mspan.state[s] !== 1) continue;
    for (let i = 0; i < mspan.nelems[s]!; i++)
      if (isAllocated(rt, s, i)) found.add(mspan.base[s]! + i * mspan.elemsize[s]!);
  }
  return found;
}
