/** What Go 1.6's sysmon does by the clock: collections after two minutes, pages after five. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backgroundOf } from '../../../src/runtime/go1.6/background';
import { GC } from '../../../src/runtime/go1.6/mgc';
import { jump, nanotime } from '../../../src/runtime/time';
import { TraceKind } from '../../../src/runtime/trace';
import { Why16 } from '../../../src/runtime/go1.6/why';
import { Process } from './process';

const second = 1e9;

function started(): { process: Process; at(seconds: number): void } {
  const process = new Process();
  const { rt } = process;
  const { sysmon } = backgroundOf(rt);
  const start = nanotime(rt.host);
  const at = (seconds: number): void => {
    jump(rt.host, start + seconds * second);
    sysmon();
    process.finishCycle();
  };
  return { process, at };
}

test('a collection is forced when two minutes have gone without one, but never the first', () => {
  const { process, at } = started();
  const { rt } = process;
  process.alloc(64, 'scan');
  at(1000);
  assert.equal(rt.memstats.numgc[0], 0, 'no collection before the first one');
  GC(rt);
  at(1120);
  assert.equal(rt.memstats.numgc[0], 1, 'two minutes are not over');
  at(1120.001);
  assert.equal(rt.memstats.numgc[0], 2);
  const { trace } = rt.host;
  const starts: number[] = [];
  for (let i = 0; i < trace.count; i++)
    if (trace.kind(i) === TraceKind.gcStart) starts.push(trace.why(i));
  assert.deepEqual(starts, [Why16.forced, Why16.timer]);
  // The last one counts, and none without a percentage.
  at(1240);
  assert.equal(rt.memstats.numgc[0], 2);
  rt.work.gcpercent[0] = -1;
  at(5000);
  assert.equal(rt.memstats.numgc[0], 2);
});

test('pages go back when they were free for five minutes; sysmon looks every two and a half', () => {
  const { process, at } = started();
  const { rt } = process;
  rt.work.gcpercent[0] = -1;
  at(151);
  const looked = rt.work.lastscavenge[0]!;
  assert.equal(looked, nanotime(rt.host));
  const x = process.alloc(100 * 8192, 'noscan');
  at(200);
  process.drop([x]);
  GC(rt);
  const { memstats } = rt;
  assert.ok(memstats.heap_idle[0]! >= 100 * 8192);
  at(301);
  assert.equal(rt.work.lastscavenge[0], looked, 'not before half the limit is over');
  at(301.001);
  assert.equal(rt.work.lastscavenge[0], nanotime(rt.host));
  at(452);
  assert.equal(rt.work.lastscavenge[0], nanotime(rt.host));
  assert.equal(memstats.heap_released[0], 0, 'free for 252 seconds');
  at(510);
  assert.equal(memstats.heap_released[0], 0, 'free for long enough, but nobody looks');
  at(603);
  assert.equal(memstats.heap_released[0], memstats.heap_idle[0]);
  // Whoever takes a part of it has all of it back from the system.
  process.alloc(10 * 8192, 'noscan');
  assert.equal(memstats.heap_released[0], 0);
  // What is left of it has been free since it was freed: it goes when somebody looks.
  at(754);
  assert.equal(memstats.heap_released[0], memstats.heap_idle[0]);
});
