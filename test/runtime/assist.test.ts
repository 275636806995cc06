/** Credit for scan work: whose debt it pays, in which order, and what is left of it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  assistQueue,
  gcFlushBgCredit,
  gcParkAssist,
  gcWakeAllAssists,
} from '../../src/runtime/mgccredit';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import type { GSchema } from '../../src/runtime/runtime2';

/** A process in a mark phase, in which goroutines 1, 2, … wait that owe so many bytes. */
function waiting(...debts: number[]): { rt: Runtime; woken: string[] } {
  const options = { types: [], statics: noStatics, procs: 1, gogc: 100, boot: false };
  const rt = new Runtime({ ...options, recording: false });
  const woken: string[] = [];
  rt.background = {
    ...rt.background,
    ready: (gp, next) => woken.push(`${gp}${next ? ' next' : ''}`),
    injectglist: (first) => {
      for (let gp = first; gp !== 0; gp = rt.sched.g.schedlink[gp]!) woken.push(`${gp} injected`);
    },
  };
  rt.sched.columns.resize<GSchema>(rt.sched.g, 1 + debts.length);
  rt.gc.blackenEnabled[0] = 1;
  rt.gcController.assistBytesPerWork[0] = 2;
  rt.gcController.assistWorkPerByte[0] = 0.5;
  debts.forEach((debt, i) => {
    rt.g = i + 1;
    rt.sched.g.gcAssistBytes[rt.g] = -debt;
    assert.equal(gcParkAssist(rt), true);
  });
  return { rt, woken };
}

function queue(rt: Runtime): number[] {
  const found: number[] = [];
  assistQueue(rt, (gp) => found.push(gp));
  return found;
}

test('work pays for those that wait in their order, and what is left is credit', () => {
  const { rt, woken } = waiting(100, 300, 50);
  assert.deepEqual(queue(rt), [1, 2, 3]);
  gcFlushBgCredit(rt, 60);
  // 120 bytes: all of the first debt, 20 of the second, which goes behind the third.
  assert.deepEqual(woken, ['1']);
  assert.deepEqual(queue(rt), [3, 2]);
  assert.deepEqual([...rt.sched.g.gcAssistBytes.subarray(0, 4)], [0, 0, -280, -50]);
  gcFlushBgCredit(rt, 200);
  assert.deepEqual(woken, ['1', '3', '2']);
  assert.deepEqual(queue(rt), []);
  assert.equal(rt.gcController.bgScanCredit[0], (400 - 50 - 280) / 2);
  gcFlushBgCredit(rt, 10);
  assert.equal(rt.gcController.bgScanCredit[0], 45);
});

test('work that is worth no byte pays for nobody, and is lost', () => {
  const { rt, woken } = waiting(5);
  rt.gcController.assistBytesPerWork[0] = 0.001;
  gcFlushBgCredit(rt, 999);
  assert.deepEqual([woken, queue(rt)], [[], [1]]);
  assert.equal(rt.gcController.bgScanCredit[0], 0);
});

test('nobody waits while there is credit, or after the marking', () => {
  const { rt, woken } = waiting(5, 6, 7);
  rt.gcController.bgScanCredit[0] = 1;
  rt.g = 1;
  assert.equal(gcParkAssist(rt), false, 'it is to take the credit');
  rt.gc.blackenEnabled[0] = 0;
  gcWakeAllAssists(rt);
  assert.deepEqual(woken, ['1 injected', '2 injected', '3 injected']);
  assert.deepEqual(queue(rt), []);
  assert.equal(gcParkAssist(rt), true, 'there is nothing to wait for');
  assert.deepEqual(queue(rt), []);
});
