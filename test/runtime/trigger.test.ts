/** The object with which a cycle begins: marking finds it if it is kept, as in Go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mallocgc } from '../../src/runtime/malloc';
import { isAllocated } from '../../src/runtime/mbitmap';
import { markAll } from '../../src/runtime/mgc';
import { sweepone } from '../../src/runtime/mgcsweep';
import { spanOfHeap } from '../../src/runtime/mheap';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import { WhySweep } from '../../src/runtime/trace';

/** Whether the object that begins a cycle outlives it. */
function outlives(keep: 'nobody' | 'stack' | 'call', concurrent: boolean): boolean {
  const options = { types: [], statics: noStatics, procs: 1, gogc: 100, boot: false };
  const rt = new Runtime({ ...options, recording: false });
  rt.concurrentMark = concurrent;
  let off = 0;
  rt.roots = {
    goroutines: () => 1,
    scanstack: (_, visit) => {
      if (keep === 'stack') visit(off);
    },
  };
  const begun = (): boolean => rt.gcPhase !== 0 || rt.memstats.numgc[0]! > 0;
  while (!begun()) off = mallocgc(rt, 40_000, -1, true);
  if (keep === 'call') rt.kept.push(off);
  if (concurrent) markAll(rt);
  while (sweepone(rt, WhySweep.gc) >= 0);
  const s = spanOfHeap(rt, off);
  return s !== 0 && isAllocated(rt, s, 0);
}

test('marking beside the program finds the object where somebody keeps it', () => {
  assert.equal(outlives('nobody', true), false);
  assert.equal(outlives('stack', true), true);
  assert.equal(outlives('call', true), true);
});

test('where all is marked at once, the object is held: its caller has not got it yet', () => {
  assert.equal(outlives('nobody', false), true);
});
