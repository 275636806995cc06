/**
 * How fast a run is travelled: seeks to drawn ticks of a long recorded run, steps and steps back,
 * and how large its keyframes are. Bars: 100 ms for a seek at ten million events, 16 ms for a step.
 *
 *     npm run bench session            a million events
 *     EVENTS=10000000 npm run bench session
 */
import { randomBelow, seedRandom } from '../../src/base/prng';
import { Session } from '../../src/session/session';
import { ownBytes } from '../../src/session/snapshot';
import { digits, median, printTable, quantile } from './figures';

const wanted = Number(process.env['EVENTS'] ?? 1_000_000);
const source = `package main

type node struct {
	next  *node
	value [4]int
}

var list *node

func main() {
	for i := 0; i < ${wanted}; i++ {
		n := &node{value: [4]int{i}}
		if i%64 == 0 {
			n.next = list
			list = n
		}
		if i%100_000 == 0 {
			list = nil
		}
	}
}
`;

const session = new Session('long.go', source, { steps: 2 ** 40 });
if (session.problems.length > 0) throw new Error(session.problems.join('\n'));

/** Milliseconds until the machine stands, and the longest slice of it. */
function drive(begin: () => void): { total: number; slice: number } {
  const start = performance.now();
  begin();
  let slice = 0;
  for (let stands = false; !stands;) {
    const from = performance.now();
    stands = session.work(20_000);
    slice = Math.max(slice, performance.now() - from);
  }
  return { total: performance.now() - start, slice };
}

const run = drive(() => session.beginRun());
const { endTick, phase } = session.state();
const { count: events, bytes } = session.loadedRun!.machine.rt.trace;
const seconds = run.total / 1000;
console.log(
  `${phase}: ${events.toLocaleString('en')} events, ${endTick.toLocaleString('en')} ticks in ` +
    `${digits(seconds)} s; ${digits(endTick / seconds / 1e6)} M steps/s, longest slice ${digits(run.slice)} ms`,
);

const state = new Uint32Array(4);
seedRandom(state, 7);
const measure = (count: number, act: () => void): number[] =>
  Array.from({ length: count }, () => drive(act).total);
const seeks = measure(60, () => session.beginSeek(randomBelow(state, endTick)));
session.beginSeek(Math.floor(endTick / 2));
while (!session.work(1_000_000));
const steps = measure(100, () => session.beginStep());
const backs = measure(100, () => session.beginStepBack());
const row = (name: string, times: readonly number[], bar: string): string[] => [
  name,
  digits(median(times)),
  digits(quantile(times, 0.95)),
  digits(Math.max(...times)),
  bar,
];
printTable(
  ['movement', 'median ms', 'p95 ms', 'max ms', 'bar'],
  [row('seek', seeks, '100'), row('step', steps, '16'), row('step back', backs, '16')],
);
const mebibytes = (size: number): string => `${digits(size / 2 ** 20)} MiB`;
const { machine, transport } = session.loadedRun!;
const { keyframes } = transport;
const whole = ownBytes(machine.columns.snapshot().images);
console.log(`history: ${digits(bytes / events)} bytes an event (bar 16)`);
console.log(
  `snapshot: ${mebibytes(whole)} alone; ${keyframes.count} keyframes share what has not ` +
    `changed and take ${mebibytes(keyframes.bytes)}, ` +
    `${mebibytes(keyframes.bytes / keyframes.count)} each`,
);
console.log(`memory of the whole process: ${mebibytes(process.memoryUsage().rss)}`);
