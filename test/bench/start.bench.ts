/**
 * The first program of a process: how long compiling it, with the packages it imports, loading it
 * and running it hold up whoever else lives in the extension host. Each program in a process of its
 * own, driven as the extension drives it, nothing warmed up.
 *
 *     npm run bench start                      an example, one with fmt, one with generic packages
 *     node test/tools/run-ts.mjs test/bench/start.bench.ts FILE.go…
 *                                             others; each long slice is told
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compiling } from '../../src/golang/compile';
import type { Compiled } from '../../src/golang/compile';
import { Slices } from '../../src/host/slices';
import { nextTurn } from '../../src/host/turns';
import { Session } from '../../src/session/session';
import { digits, printTable, quantile } from './figures';
import { collectionsIn, held, isLong } from './held';
import type { Held } from './held';

const files = ['examples/01-three-levels.go', 'test/bench/start.go'];

interface Slice extends Held {
  readonly what: string;
  /** Of it, milliseconds on the clock that V8's collector took. */
  readonly collecting: number;
}

interface Report {
  readonly pieces: number;
  readonly slices: readonly Slice[];
}

/** In the process of its own: compiles, loads and runs. */
async function start(file: string): Promise<Report> {
  const made: (Held & { what: string })[] = [];
  const slices = async (what: string, work: () => boolean): Promise<void> => {
    for (let done = false; !done;) {
      made.push({
        what,
        ...held(() => {
          done = work();
        }),
      });
      await nextTurn();
    }
  };
  const source = readFileSync(file, 'utf8');
  const work = compiling(basename(file), source);
  let pieces = 0;
  let compiled: Compiled | undefined;
  const compiler = new Slices();
  const piece = (): boolean => {
    const { done, value } = work.next();
    pieces++;
    if (done) compiled = value;
    return done === true;
  };
  await slices('compile', () => compiler.slice(piece));
  const loading = Session.loading(basename(file), compiled!, {});
  await slices('load', () => loading.work(Infinity));
  const session = loading.answer;
  session.beginRun();
  if (session.problems.length > 0) throw new Error(session.problems.join('\n'));
  const runner = new Slices();
  await slices('run', () => runner.slice((steps) => session.work(steps)));
  await nextTurn();
  const collecting = (slice: Held): number =>
    collectionsIn(slice).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return { pieces, slices: made.map((slice) => ({ ...slice, collecting: collecting(slice) })) };
}

/** What a process of its own has to report about a program. */
function ask(file: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1]!, ['--start', file]);
    child.once('message', (report) => resolve(report as Report));
    child.once('exit', (code) => reject(new Error(`exit code ${code}`)));
  });
}

function row(file: string, { pieces, slices }: Report): string[] {
  const cpu = (wanted: (slice: Slice) => boolean): number[] =>
    slices.filter(wanted).map((slice) => slice.cpu);
  const compile = cpu(({ what }) => what === 'compile');
  const of = (what: string): string => digits(Math.max(...cpu((slice) => slice.what === what)));
  return [
    basename(file),
    String(pieces),
    digits(compile.reduce((sum, one) => sum + one, 0)),
    digits(quantile(compile, 0.99)),
    of('compile'),
    digits(Math.max(...cpu((slice) => slice.what === 'compile' && slice.collecting === 0))),
    of('load'),
    of('run'),
    String(slices.filter(isLong).length),
  ];
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--start') process.send!(await start(rest[0]!));
else {
  const named = first === undefined ? [] : [first, ...rest];
  const rows: string[][] = [];
  for (const file of named.length > 0 ? named : files) {
    const report = await ask(file);
    rows.push(row(file, report));
    if (named.length === 0) continue;
    for (const { what, cpu, wall, collecting } of report.slices.filter(isLong))
      console.log(
        `  ${what}: ${digits(cpu)} ms (clock ${digits(wall)}, collecting ${digits(collecting)})`,
      );
  }
  const head = ['program', 'pieces', 'compile cpu ms', 'slice p99', 'max', 'max uncollected'];
  printTable([...head, 'load', 'run max', 'over 10 ms'], rows);
}
