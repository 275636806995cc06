/**
 * Random programs on the go1.6 allocator while its collector marks beside them: nothing that can be
 * reached is freed, what cannot is, and every list, counter and bit agrees after each step.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBelow, seedRandom } from '../../../src/base/prng';
import { GC, gcBgMarkWorker, gcStart } from '../../../src/runtime/go1.6/mgc';
import { mallocgc } from '../../../src/runtime/go1.6/malloc';
import { isMarked } from '../../../src/runtime/go1.6/mbitmap';
import { scavenge } from '../../../src/runtime/go1.6/mheap';
import { class_to_objects, numSizeClasses, pageSize } from '../../../src/runtime/go1.6/msize';
import type { Runtime16 } from '../../../src/runtime/go1.6/runtime';
import {
  GCPhase,
  SpanState,
  busyList,
  emptyList,
  freeList,
  nonemptyList,
} from '../../../src/runtime/go1.6/runtime';
import { Why16 } from '../../../src/runtime/go1.6/why';
import { writePointer } from '../../../src/runtime/mbarrier';
import { Process } from './process';

/** Rows of a list from front to back; its links and count agree. */
function rowsOf(rt: Runtime16, list: number): number[] {
  const rows: number[] = [];
  let before = 0;
  for (let s = rt.list.first[list]!; s !== 0; s = rt.mspan.next[s]!) {
    assert.equal(rt.mspan.prev[s], before, `prev of span ${s}`);
    assert.equal(rt.mspan.list[s], list, `list of span ${s}`);
    rows.push(s);
    before = s;
  }
  assert.equal(rt.list.last[list], before, `end of list ${list}`);
  assert.equal(rt.list.count[list], rows.length, `count of list ${list}`);
  return rows;
}

/** Every page in one span, every span where its state says, every count right. */
function checkInvariants(rt: Runtime16): void {
  const { mspan, mheap, memstats, h_spans, host } = rt;
  let pages = 0;
  let free = 0;
  let released = 0;
  let inUse = 0;
  for (let s = 1; s < mspan.rows; s++) {
    const state = mspan.state[s]!;
    if (state === SpanState.dead) continue;
    const first = mspan.start[s]!;
    const npages = mspan.npages[s]!;
    pages += npages;
    assert.equal(h_spans.span[first], s, `first page of span ${s}`);
    assert.equal(h_spans.span[first + npages - 1], s, `last page of span ${s}`);
    if (state === SpanState.free) {
      free += npages;
      released += mspan.npreleased[s]!;
      assert.equal(mspan.list[s], freeList(npages), `free span ${s}`);
      continue;
    }
    if (state !== SpanState.inUse) continue;
    inUse += npages;
    checkSpan(rt, s);
  }
  assert.equal(pages, mheap.arena_used[0], 'pages in spans');
  assert.equal(free * pageSize, memstats.heap_idle[0], 'heap_idle');
  assert.equal(released * pageSize, memstats.heap_released[0], 'heap_released');
  assert.equal(inUse, mheap.pagesInUse[0], 'pagesInUse');
  assert.equal(memstats.heap_idle[0]! + memstats.heap_inuse[0]!, memstats.heap_sys[0]);
  for (let i = 1; i <= 128; i++) {
    rowsOf(rt, freeList(i));
    rowsOf(rt, busyList(i));
  }
  for (let sizeclass = 1; sizeclass < numSizeClasses; sizeclass++) {
    for (const s of rowsOf(rt, nonemptyList(sizeclass)))
      assert.equal(mspan.incache[s], 0, 'a cached span is on the empty list');
    rowsOf(rt, emptyList(sizeclass));
    const cached = rt.mcacheAlloc.span[sizeclass]!;
    if (cached !== 0) assert.equal(mspan.list[cached], emptyList(sizeclass));
  }
  assert.equal(host.mem.size >= rt.heapStart + mheap.arena_used[0]! * pageSize, true);
}

function checkSpan(rt: Runtime16, s: number): void {
  const { mspan, host } = rt;
  const sizeclass = mspan.sizeclass[s]!;
  if (sizeclass === 0) {
    assert.equal(mspan.list[s], busyList(mspan.npages[s]!), `large span ${s}`);
    return;
  }
  const base = rt.heapStart + mspan.start[s]! * pageSize;
  const size = mspan.elemsize[s]!;
  let count = 0;
  for (let at = mspan.freelist[s]!; at !== 0; at = host.mem.loadPtr(at)) {
    assert.equal((at - base) % size, 0, 'a free object begins a slot');
    assert.ok(at >= base && at < mspan.limit[s]!, 'a free object lies in its span');
    count++;
  }
  assert.equal(count + mspan.ref[s]!, class_to_objects[sizeclass], `objects of span ${s}`);
}

/** A program that builds and drops a graph whose objects have their names in the last word. */
class Mutator {
  private readonly random = new Uint32Array(4);
  private readonly objects = new Map<number, { id: number; words: number; targets: number[] }>();
  private roots: number[] = [];
  private ids = 0;

  constructor(
    private readonly process: Process,
    seed: number,
  ) {
    seedRandom(this.random, seed);
  }

  step(): void {
    const draw = randomBelow(this.random, 100);
    if (draw < 55) this.make();
    else if (draw < 80) this.link();
    else if (draw < 95) this.forget();
    else if (draw < 97) mallocgc(this.process.rt, 1 + randomBelow(this.random, 60000), -1, true);
    else if (draw < 98) scavenge(this.process.rt, Infinity, 0);
    else if (draw < 99) gcStart(this.process.rt, Why16.timer);
    else gcBgMarkWorker(this.process.rt, 1 + randomBelow(this.random, 4096));
  }

  private make(): void {
    const { rt } = this.process;
    const words = 2 + randomBelow(this.random, randomBelow(this.random, 20) === 0 ? 600 : 40);
    // An array of pointers; the last word is no pointer to anything, but a number.
    const object = this.process.alloc(words * 8, 'scan');
    assert.equal(this.objects.has(object) && this.isReachable(object), false, 'handed out twice');
    const id = ++this.ids;
    rt.host.mem.i32[(object >> 2) + words * 2 - 2] = id;
    for (let w = 0; w < words - 1; w++)
      assert.equal(rt.host.mem.loadPtr(object + w * 8), 0, 'a new object is clear');
    this.objects.set(object, { id, words, targets: [] });
    this.roots.push(object);
  }

  private link(): void {
    if (this.roots.length < 2) return;
    const from = this.pick();
    const to = this.pick();
    const { words, targets } = this.objects.get(from)!;
    const slot = randomBelow(this.random, words - 1);
    writePointer(this.process.rt.host, from + slot * 8, to);
    targets[slot] = to;
  }

  private forget(): void {
    if (this.roots.length === 0) return;
    const at = randomBelow(this.random, this.roots.length);
    this.process.drop([this.roots[at]!]);
    this.roots[at] = this.roots.at(-1)!;
    this.roots.pop();
  }

  private pick(): number {
    return this.roots[randomBelow(this.random, this.roots.length)]!;
  }

  private reachable(): Set<number> {
    const seen = new Set<number>(this.roots);
    for (const object of seen)
      for (const target of this.objects.get(object)!.targets)
        if (target !== undefined) seen.add(target);
    return seen;
  }

  private isReachable(object: number): boolean {
    return this.reachable().has(object);
  }

  /** Whatever can be reached is as it was written. */
  checkContents(): number {
    const { rt } = this.process;
    const alive = this.reachable();
    for (const object of alive) {
      const { id, words, targets } = this.objects.get(object)!;
      assert.equal(rt.host.mem.i32[(object >> 2) + words * 2 - 2], id, 'an object was overwritten');
      targets.forEach((target, slot) => {
        assert.equal(rt.host.mem.loadPtr(object + slot * 8), target, 'a pointer was lost');
      });
    }
    for (const object of [...this.objects.keys()])
      if (!alive.has(object)) this.objects.delete(object);
    return alive.size;
  }
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`seed ${seed}: cycles beside a program that changes its graph`, () => {
    const process = new Process();
    const mutator = new Mutator(process, seed);
    for (let i = 0; i < 4000; i++) {
      mutator.step();
      if (i % 50 === 0) checkInvariants(process.rt);
      if (i % 400 === 0) mutator.checkContents();
    }
    process.finishCycle();
    GC(process.rt);
    checkInvariants(process.rt);
    const alive = mutator.checkContents();
    const { rt } = process;
    let objects = 0;
    for (let s = 1; s < rt.mspan.rows; s++) {
      if (rt.mspan.state[s] !== SpanState.inUse) continue;
      objects += rt.mspan.sizeclass[s] === 0 ? 1 : rt.mspan.ref[s]!;
      assert.equal(isMarked(rt, rt.heapStart + rt.mspan.start[s]! * pageSize), false);
    }
    assert.equal(
      objects,
      alive,
      'after a full collection the reachable objects are there, no more',
    );
    assert.equal(rt.work.gcphase[0], GCPhase.off);
    assert.ok(rt.memstats.numgc[0]! > 1);
  });
}

test('a picture put back runs on as before', () => {
  const run = (restore: boolean): number => {
    const process = new Process();
    const { columns } = process.rt.host;
    for (let i = 0; i < 3000; i++) process.drop([process.alloc(16 + (i % 900), 'scan')]);
    const picture = columns.snapshot();
    const on = (): void => {
      for (let i = 0; i < 3000; i++) process.drop([process.alloc(16 + ((i * 7) % 2000), 'noscan')]);
      GC(process.rt);
    };
    on();
    if (restore) {
      columns.restore(picture);
      on();
    }
    return columns.hash();
  };
  assert.equal(run(true), run(false));
});
