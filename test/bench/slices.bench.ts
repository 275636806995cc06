/**
 * How long a run holds up whoever else lives in the extension host: the slices it is run in, on the
 * clock and in processor time of the thread, which does not count the time that other processes had
 * the core. The bar: no slice over 10 ms.
 *
 *     npm run bench slices                     the programs of this bench
 *     node test/tools/run-ts.mjs test/bench/slices.bench.ts FILE.go…
 *                                             others; each long slice is told
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import type { NodeGCPerformanceDetail } from 'node:perf_hooks';
import { Slices } from '../../src/host/slices';
import { nextTurn } from '../../src/host/turns';
import { Session } from '../../src/session/session';
import { digits, printTable, quantile } from './figures';

/** A program that takes longer is cut off. */
const runSeconds = 20;
const barMilliseconds = 10;
const programs = 'test/bench/programs';

interface Slice {
  /** On the clock, from `performance.now()`. */
  readonly start: number;
  readonly wall: number;
  readonly cpu: number;
  readonly tick: number;
}

/** Milliseconds that this thread has run, NaN where the system does not tell. */
function cpuMilliseconds(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

interface Collection {
  readonly start: number;
  readonly milliseconds: number;
  readonly kind: number;
}

/** Collections of V8's own collector. */
const collections: Collection[] = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { startTime, duration } = entry;
    const { kind } = (entry as { detail?: NodeGCPerformanceDetail }).detail ?? {};
    collections.push({ start: startTime, milliseconds: duration, kind: kind ?? 0 });
  }
}).observe({ entryTypes: ['gc'] });

async function slicesOf(file: string): Promise<Slice[]> {
  const session = new Session(basename(file), readFileSync(file, 'utf8'), { steps: 2 ** 40 });
  if (session.problems.length > 0) throw new Error(session.problems.join('\n'));
  const slicer = new Slices();
  const slices: Slice[] = [];
  const end = performance.now() + runSeconds * 1000;
  session.beginRun();
  for (let done = false; !done && performance.now() < end;) {
    const before = cpuMilliseconds();
    const start = performance.now();
    done = slicer.slice((steps) => session.work(steps));
    const wall = performance.now() - start;
    const cpu = cpuMilliseconds() - before;
    slices.push({ start, wall, cpu, tick: session.loadedRun!.machine.tick });
    await nextTurn();
  }
  await nextTurn();
  return slices;
}

/** What is known about a slice longer than the bar. */
function tell({ start, wall, cpu, tick }: Slice): void {
  const inside = collections.filter(
    (one) => one.start < start + wall && one.start + one.milliseconds > start,
  );
  const took = inside.map(({ kind, milliseconds }) => `${kind}: ${digits(milliseconds)}`);
  const by = took.length > 0 ? `, V8's collections by kind: ${took.join(', ')}` : '';
  console.log(`  ${digits(cpu)} ms (clock ${digits(wall)}) up to tick ${tick}${by}`);
}

const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(programs).map((name) => join(programs, name));
const rows: string[][] = [];
for (const file of files) {
  const slices = await slicesOf(file);
  const long = slices.filter(({ cpu, wall }) => (Number.isNaN(cpu) ? wall : cpu) > barMilliseconds);
  const figures = (times: readonly number[]): string[] =>
    [0.5, 0.99, 1].map((share) => digits(quantile(times, share)));
  rows.push([
    basename(file),
    String(slices.length),
    ...figures(slices.map(({ cpu }) => cpu)),
    ...figures(slices.map(({ wall }) => wall)),
    String(long.length),
  ]);
  if (named.length > 0) long.forEach(tell);
}
const spread = ['median', 'p99', 'max ms'];
printTable(
  ['program', 'slices', ...spread.map((word) => `cpu ${word}`), ...spread, 'over 10 ms'],
  rows,
);
