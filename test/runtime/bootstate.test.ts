/** The state at main.main: the first objects lie where the first objects of a real process lie. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mallocgc } from '../../src/runtime/malloc';
import { GC } from '../../src/runtime/mgc';
import { memStatsNow, readmemstats } from '../../src/runtime/mstats';
import { Runtime } from '../../src/runtime/runtime';
import { checkInvariants } from './invariants';
import { noStatics } from '../../src/runtime/noprogram';
import { arrayType } from './process';

function start(procs: number): Runtime {
  const rt = new Runtime({ types: [arrayType(0, 1)], statics: noStatics, procs, gogc: 100 });
  rt.sched.p.status[0] = 1;
  return rt;
}

test('GOMAXPROCS=1: spans, first addresses, and accounts as measured', () => {
  const rt = start(1);
  checkInvariants(rt);
  const pages: string[] = [];
  for (let s = 1; s < rt.mspan.rows; s++) {
    const what = rt.mspan.state[s] === 2 ? 'stack' : rt.mspan.spanclass[s];
    pages.push(`${rt.mspan.startPage[s]} ${what}×${rt.mspan.allocCount[s]}`);
  }
  assert.equal(
    pages.join(' · '),
    '0 36×1 · 1 52×1 · 2 66×1 · 3 2×11 · 4 50×13 · 5 stack×0 · 9 67×7 · 10 6×3 · 11 5×17 · ' +
      '12 4×7 · 13 60×2 · 14 7×8 · 15 11×5 · 16 13×6 · 17 15×2 · 18 9×9 · 19 31×1 · ' +
      '20 stack×2 · 24 118×1 · 26 stack×8 · 30 76×3 · 31 stack×0 · 35 21×1 · 36 8×1 · 37 18×1 · ' +
      '38 stack×0 · 42 67×3 · 43 stack×2 · 47 16×4 · 48 stack×0 · 52 12×2 · 53 19×1 · ' +
      '54 stack×4 · 58 24×1 · 59 10×5 · 60 30×2',
  );
  const stats = memStatsNow(rt);
  assert.equal(stats.HeapSys + stats.StackInuse, 4 << 20);
  assert.equal(stats.NextGC, 4194304);
  assert.equal(stats.MSpanSys, 16320);
  assert.equal(stats.MCacheSys, 16072);
  assert.equal(stats.HeapIdle, stats.HeapReleased);
  const sum = stats.HeapSys + stats.StackSys + stats.MSpanSys + stats.MCacheSys;
  assert.equal(stats.Sys, sum + stats.BuckHashSys + stats.GCSys + stats.OtherSys);
  // mappedReady is everything but what the system has back.
  assert.equal(rt.gcController.mappedReady[0], stats.Sys - stats.HeapReleased);
  assert.equal(rt.mem.addrOf(mallocgc(rt, 8, -1, true)), 0xc0000160f8);
  assert.equal(rt.mem.addrOf(mallocgc(rt, 8, -1, true)), 0xc000016110);
});

test('several Ps: one p struct each, objects of the runtime survive collections as measured', () => {
  for (const procs of [1, 2, 3, 4, 7, 8, 16, 64]) {
    const rt = start(procs);
    checkInvariants(rt);
    const { HeapObjects } = memStatsNow(rt);
    for (let i = 0; i < 3; i++) {
      GC(rt);
      checkInvariants(rt);
    }
    // What start-up has left behind goes with the first cycle.
    assert.equal(HeapObjects - readmemstats(rt).HeapObjects, 11);
    checkInvariants(rt);
  }
});
