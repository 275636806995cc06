/** What objects have beside them: finalizers, cleanups and weak handles, and what sweeping does. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { mallocgc } from '../../src/runtime/malloc';
import { GC, gcStart, markAll } from '../../src/runtime/mgc';
import { isMarked } from '../../src/runtime/mgcmark_greenteagc';
import {
  gcCleanupsCreateGs,
  gcCleanupsDequeue,
  gcCleanupsDone,
  gcCleanupsEnqueue,
  gcCleanupsFlush,
  gcCleanupsNeedsWake,
  gcCleanupsTake,
  gcCleanupsWake,
} from '../../src/runtime/mcleanup';
import { nextFinalizer } from '../../src/runtime/mfinal';
import { objIndex } from '../../src/runtime/mbitmap';
import { spanOfHeap } from '../../src/runtime/mheap';
import {
  addCleanup,
  addfinalizer,
  getOrAddWeakHandle,
  makeStrongFromWeak,
  stopCleanup,
} from '../../src/runtime/mspecialadd';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import { WhyGC } from '../../src/runtime/trace';
import { checkInvariants } from './invariants';

/** A process whose program holds `roots`. */
function process(procs = 1): { rt: Runtime; roots: number[]; alloc: () => number } {
  const options = { types: [], statics: noStatics, procs, gogc: -1, boot: false };
  const rt = new Runtime({ ...options, recording: false });
  const roots: number[] = [];
  rt.roots = {
    goroutines: () => 1,
    scanstack: (_, visit) => roots.forEach(visit),
  };
  return { rt, roots, alloc: () => mallocgc(rt, 64, -1, true) };
}

/** Numbers that were queued as cleanups' arguments, in the order in which they are called. */
function called(rt: Runtime): number[] {
  const found: number[] = [];
  while (rt.gcCleanups.queue.workUnits[0] !== 0) {
    const block = gcCleanupsDequeue(rt);
    for (let i = 0; ; i++) {
      const cleanup = gcCleanupsTake(rt, block, i);
      if (cleanup === undefined) break;
      found.push(cleanup.arg);
    }
    gcCleanupsDone(rt, block);
  }
  return found;
}

const call = { typ: 0, iface: false, nret: 0 };

test('dead objects have their cleanups queued; those of one object from the last one on', () => {
  const { rt, roots, alloc } = process();
  const [a, b, c] = [alloc(), alloc(), alloc()];
  roots.push(b);
  for (const [p, arg] of [
    [a, 1],
    [b, 2],
    [c, 3],
    [a, 4],
  ] as const)
    addCleanup(rt, p, 0, 0, arg);
  addCleanup(rt, a + 8, 0, 0, 5);
  const stopped = addCleanup(rt, a, 0, 0, 6);
  stopCleanup(rt, a, stopped);
  stopCleanup(rt, a, 999);
  GC(rt);
  // At a byte the newest stands first; offsets come in order.
  assert.deepEqual(called(rt), [4, 1, 5, 3]);
  roots.length = 0;
  GC(rt);
  assert.deepEqual(called(rt), [2]);
  GC(rt);
  assert.deepEqual(called(rt), []);
  assert.equal(rt.gcCleanups.queue.executed[0], 5);
  checkInvariants(rt);
});

test('a finalizer comes first: weak handles are cleared, cleanups wait for the death', () => {
  const { rt, roots, alloc } = process();
  const p = alloc();
  const q = alloc();
  const handles = [getOrAddWeakHandle(rt, p), getOrAddWeakHandle(rt, q)];
  roots.push(...handles);
  assert.equal(getOrAddWeakHandle(rt, p), handles[0], 'there is one handle of a byte');
  assert.notEqual(getOrAddWeakHandle(rt, p + 8), handles[0]);
  assert.ok(addfinalizer(rt, p, 0, call));
  assert.ok(!addfinalizer(rt, p, 0, call), 'there is one');
  addCleanup(rt, p, 0, 0, 7);
  assert.deepEqual(
    handles.map((h) => makeStrongFromWeak(rt, h)),
    [p, q],
  );
  GC(rt);
  assert.deepEqual(
    handles.map((h) => makeStrongFromWeak(rt, h)),
    [0, 0],
  );
  assert.deepEqual(called(rt), []);
  assert.equal(nextFinalizer(rt)?.arg, p);
  // The object is back, with handles anew; then it dies for good.
  const again = getOrAddWeakHandle(rt, p);
  assert.notEqual(again, handles[0]);
  roots.push(again);
  GC(rt);
  assert.equal(makeStrongFromWeak(rt, again), 0);
  assert.deepEqual(called(rt), [7]);
  assert.equal(nextFinalizer(rt), undefined);
});

test('a weak pointer does not bring back what is dead, swept or not; nor hide what it gave', () => {
  const { rt, roots, alloc } = process();
  const dead = alloc();
  const alive = alloc();
  const handles = [getOrAddWeakHandle(rt, dead), getOrAddWeakHandle(rt, alive)];
  roots.push(...handles, alive);
  // The mcache has another span by now, so nobody sweeps this one at once.
  for (let i = 0; i < 300; i++) alloc();
  assert.ok(gcStart(rt, WhyGC.cycle));
  markAll(rt);
  const s = spanOfHeap(rt, dead);
  assert.equal(rt.mspan.sweepgen[s], rt.mheap.sweepgen[0]! - 2, 'it is not swept yet');
  assert.equal(makeStrongFromWeak(rt, handles[0]!), 0);
  assert.equal(rt.mspan.sweepgen[s], rt.mheap.sweepgen[0], 'now it is');
  assert.equal(makeStrongFromWeak(rt, handles[1]!), alive);
  // While marking, whoever gets a strong pointer may hold the only one, on a stack that was seen.
  rt.concurrentMark = true;
  GC(rt);
  roots.splice(roots.indexOf(alive), 1);
  assert.ok(gcStart(rt, WhyGC.cycle));
  assert.ok(!isMarked(rt, s, objIndex(rt, s, alive)));
  assert.equal(makeStrongFromWeak(rt, handles[1]!), alive);
  assert.ok(isMarked(rt, s, objIndex(rt, s, alive)));
  markAll(rt);
  assert.equal(makeStrongFromWeak(rt, handles[1]!), alive);
});

test('argument and func of a cleanup live until it is called, and a weak handle while needed', () => {
  const { rt, alloc } = process();
  const [p, fn, arg, adapter] = [alloc(), alloc(), alloc(), alloc()];
  addCleanup(rt, p, adapter, fn, arg);
  const handle = getOrAddWeakHandle(rt, alloc());
  const dead = (off: number): boolean => {
    const s = spanOfHeap(rt, off);
    return !(s !== 0 && rt.mspan.freeindex[s]! === 0 && isAllocatedNow(rt, s, off));
  };
  GC(rt);
  assert.deepEqual([p, fn, arg, adapter].map(dead), [true, false, false, false]);
  assert.equal(dead(handle), false, 'it was marked by the cycle that found its object dead');
  assert.deepEqual(called(rt), [arg]);
  GC(rt);
  assert.deepEqual([fn, arg, adapter, handle].map(dead), [true, true, true, true]);
});

function isAllocatedNow(rt: Runtime, s: number, off: number): boolean {
  const index = objIndex(rt, s, off);
  return ((rt.gcBits.bits[rt.mspan.allocBits[s]! + (index >> 5)]! >>> (index & 31)) & 1) === 1;
}

test('blocks of cleanups: twenty each, coalesced over Ps, and goroutines by their number', () => {
  const { rt } = process(8);
  const { queue, p } = rt.gcCleanups;
  for (let i = 0; i < 50; i++) {
    rt.p = i % 4;
    gcCleanupsEnqueue(rt, 0, 0, i + 1);
  }
  rt.p = 0;
  assert.deepEqual(
    [...p.cleanups.subarray(0, 4)].map((b) => rt.gcCleanups.block.n[b]),
    [13, 13, 12, 12],
  );
  assert.equal(queue.workUnits[0], 0);
  assert.ok(!gcCleanupsNeedsWake(rt));
  assert.equal(gcCleanupsCreateGs(rt), 1, 'there is one at least');
  gcCleanupsFlush(rt);
  // 13 take 7 of 13, the other 6 take 12, which leaves 18 that take 2 of 12, and 10.
  assert.equal(queue.workUnits[0], 3);
  assert.ok(gcCleanupsNeedsWake(rt));
  assert.equal(gcCleanupsWake(rt), 0, 'nobody sleeps');
  assert.equal(queue.needg[0], 1, 'two are the most for eight Ps');
  assert.equal(gcCleanupsCreateGs(rt), 1);
  assert.equal(gcCleanupsCreateGs(rt), 0);
  assert.deepEqual(
    called(rt).sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  assert.equal(gcCleanupsDequeue(rt), 0, 'it is to sleep');
  assert.equal(queue.asleep[0], 1);
});
