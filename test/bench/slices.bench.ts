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
import { Slices } from '../../src/host/slices';
import { nextTurn } from '../../src/host/turns';
import { Session } from '../../src/session/session';
import { digits, printTable, quantile } from './figures';
import { collectionsIn, held, isLong } from './held';
import type { Held } from './held';

/** A program that takes longer is cut off. */
const runSeconds = 20;
const programs = 'test/bench/programs';

interface Slice extends Held {
  readonly tick: number;
}

async function slicesOf(file: string): Promise<Slice[]> {
  const session = new Session(basename(file), readFileSync(file, 'utf8'), { steps: 2 ** 40 });
  if (session.problems.length > 0) throw new Error(session.problems.join('\n'));
  const slicer = new Slices();
  const slices: Slice[] = [];
  const end = performance.now() + runSeconds * 1000;
  session.beginRun();
  for (let done = false; !done && performance.now() < end;) {
    const slice = held(() => {
      done = slicer.slice((steps) => session.work(steps));
    });
    slices.push({ ...slice, tick: session.loadedRun!.machine.tick });
    await nextTurn();
  }
  await nextTurn();
  return slices;
}

/** What is known about a slice longer than the bar. */
function tell(slice: Slice): void {
  const { wall, cpu, tick } = slice;
  const took = collectionsIn(slice).map(
    ({ kind, milliseconds }) => `${kind}: ${digits(milliseconds)}`,
  );
  const by = took.length > 0 ? `, V8's collections by kind: ${took.join(', ')}` : '';
  console.log(`  ${digits(cpu)} ms (clock ${digits(wall)}) up to tick ${tick}${by}`);
}

const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(programs).map((name) => join(programs, name));
const rows: string[][] = [];
for (const file of files) {
  const slices = await slicesOf(file);
  const long = slices.filter(isLong);
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
