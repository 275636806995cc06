/** The limiter of the collector's time, against what the real one did (test/oracle/limiter). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import {
  LimiterEvent,
  addAssistTime,
  capacityPerProc,
  finishGCTransition,
  gcCPULimiterUpdatePeriod,
  limiting,
  needUpdate,
  resetCapacity,
  startGCTransition,
  startLimiterEvent,
  stopLimiterEvent,
  update,
} from '../../src/runtime/mgclimit';
import { readMetric } from '../../src/runtime/metrics';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';

function process(procs: number): Runtime {
  const options = { types: [], statics: noStatics, procs, gogc: 100, boot: false };
  return new Runtime({ ...options, recording: false });
}

test('drawn sequences of calls leave what they leave in Go', () => {
  const lines = readFileSync('test/oracle/limiter/limiter.txt', 'utf8').trimEnd().split('\n');
  let rt = process(1);
  let compared = 0;
  let limited = 0;
  for (const [at, line] of lines.entries()) {
    const [op, ...rest] = line.split(' ');
    const [now, arg] = [Number(rest[0]), Number(rest[1])];
    if (op === 'new') {
      rt = process(1);
      resetCapacity(rt, now, arg);
      continue;
    }
    if (op === 'update') update(rt, now);
    else if (op === 'assist') addAssistTime(rt, arg);
    else if (op === 'transition') startGCTransition(rt, arg === 1, now);
    else if (op === 'finish') finishGCTransition(rt, now);
    else if (op === 'reset') resetCapacity(rt, now, arg);
    else assert.fail(line);
    const { fill, capacity, overflow } = rt.gcCPULimiter;
    const late = needUpdate(rt, now + gcCPULimiterUpdatePeriod);
    const is = [fill[0], capacity[0], overflow[0], limiting(rt), late].join(' ');
    assert.equal(is, rest.slice(2).join(' '), `line ${at + 1}: ${line}`);
    compared++;
    if (limiting(rt)) limited++;
  }
  assert.ok(compared === 4000 && limited > 300, `${compared} calls, ${limited} while limiting`);
});

test('what a P is at counts as far as it has come, and only once', () => {
  const rt = process(2);
  const { gcCPULimiter: l } = rt;
  startGCTransition(rt, true, 0);
  finishGCTransition(rt, 0);
  assert.ok(startLimiterEvent(rt, 0, LimiterEvent.markAssist, 0));
  assert.ok(!startLimiterEvent(rt, 0, LimiterEvent.scavengeAssist, 10), 'something is counted');
  assert.ok(startLimiterEvent(rt, 1, LimiterEvent.idle, 0));
  // Of 2000 ns, 500 are the collector's share and 1000 the assist's; the idle 1000 are no time.
  update(rt, 1000);
  assert.equal(l.fill[0], 1500 - (2000 - 1000 - 1500));
  assert.equal(rt.cpuStats.idleTime[0], 1000);
  stopLimiterEvent(rt, 0, LimiterEvent.markAssist, 1600);
  stopLimiterEvent(rt, 1, LimiterEvent.idle, 1200);
  assert.equal(l.assistTimePool[0], 600);
  assert.equal(l.idleTimePool[0], 200);
});

test('the cycle that was limited last is a metric', () => {
  const rt = process(1);
  const name = '/gc/limiter/last-enabled:gc-cycle';
  assert.deepEqual(readMetric(rt, name), [0, 0]);
  rt.memstats.numgc[0] = 6;
  addAssistTime(rt, 2 * capacityPerProc);
  update(rt, capacityPerProc);
  assert.ok(limiting(rt));
  assert.deepEqual(readMetric(rt, name), [7, 0]);
});
