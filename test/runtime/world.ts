/**
 * A random program against the runtime: it allocates objects of many types, writes pointers,
 * forgets objects, uses stacks, changes the P, and keeps a model of what must be true. Drawn from a
 * seed.
 */
import assert from 'node:assert/strict';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import { mallocgc } from '../../src/runtime/malloc';
import { writePointer } from '../../src/runtime/mbarrier';
import { isAllocated, objIndex } from '../../src/runtime/mbitmap';
import { GC } from '../../src/runtime/mgc';
import { scavengeAll } from '../../src/runtime/mgcscavenge';
import { readmemstats } from '../../src/runtime/mstats';
import type { RuntimeOptions } from '../../src/runtime/runtime';
import { Runtime } from '../../src/runtime/runtime';
import { stackalloc, stackfree } from '../../src/runtime/stack';
import type { TypeDesc } from '../../src/runtime/type';
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

/** A configuration drawn from a seed. */
export function worldOptions(seed: number): Partial<RuntimeOptions> & { most: number } {
  const state = new Uint32Array(4);
  seedRandom(state, seed ^ 0x5eed);
  const one = <T>(choices: readonly T[]): T => choices[randomBelow(state, choices.length)]!;
  return {
    procs: one([1, 1, 2, 3, 4]),
    gogc: one([-1, 10, 50, 100, 400]),
    memoryLimit: one([Infinity, Infinity, 8 << 20, 32 << 20]),
    recording: one([true, false]),
    most: one([600, 9000, 40000, 200000]),
  };
}

export class World {
  readonly rt: Runtime;
  private readonly random = new Uint32Array(4);
  /** What frames of the program hold. */
  readonly roots: (Thing | undefined)[] = new Array<undefined>(24).fill(undefined);
  private readonly stacks: { off: number; bytes: number }[] = [];
  private readonly most: number;

  constructor(seed: number, options: Partial<RuntimeOptions> & { most?: number }) {
    seedRandom(this.random, seed);
    this.most = options.most ?? 40000;
    this.rt = new Runtime({
      types: worldTypes,
      statics: noStatics,
      procs: 1,
      gogc: 100,
      boot: false,
      ...options,
    });
    this.rt.sched.p.status.fill(1);
    this.rt.roots = {
      goroutines: () => 1,
      scanstack: (_, visit) => {
        for (const root of this.roots) if (root !== undefined) visit(root.off);
      },
    };
  }

  below(bound: number): number {
    return randomBelow(this.random, bound);
  }

  /** One random event. */
  step(): void {
    const draw = this.below(100);
    if (draw < 55) this.allocate();
    else if (draw < 75) this.write();
    else if (draw < 88) this.roots[this.below(this.roots.length)] = undefined;
    else if (draw < 92) this.takeStack();
    else if (draw < 96) this.freeStack();
    else if (draw < 98) this.rt.p = this.below(this.rt.procs);
    else if (draw < 99) this.look();
    else GC(this.rt);
  }

  /** What programs ask of the runtime: statistics, or memory given back. */
  private look(): void {
    if (this.below(4) === 0) scavengeAll(this.rt);
    else readmemstats(this.rt);
  }

  private allocate(): void {
    const { rt } = this;
    let thing: Thing;
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
    this.roots[this.below(this.roots.length)] = thing;
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
    let at = this.roots[this.below(this.roots.length)];
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

  /** Reachable objects are there with what the program wrote into them. */
  check(): void {
    const { rt } = this;
    for (const thing of this.reachable()) {
      const s = rt.page.spans[(thing.off - rt.heapStart) >> 13]!;
      assert.equal(rt.mspan.state[s], 1, 'a reachable object lies in no span');
      assert.ok(isAllocated(rt, s, objIndex(rt, s, thing.off)), 'a reachable object was freed');
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
