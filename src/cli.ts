/**
 * `gomem`: the session from a terminal, for tests, benchmarks, documentation and other projects' CI.
 * What it prints and how it exits is documented in `usage`; the same input gives the same bytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeLines } from './session/escapes';
import { makeReport, summaryLines } from './session/report';
import type { Overrides } from './session/session';
import { Session } from './session/session';

const usage = `gomem runs Go programs on a model of Go's memory allocator and garbage collector.

Usage:
  gomem run FILE [options]      run the program; - reads it from standard input
  gomem escape FILE [-l]        print where the escape analysis puts things, as the compiler does
  gomem check FILES...          check the //mem:expect annotations of the files
  gomem --help | --version

Options of run (they win over the file's annotations):
  --runtime PROFILE   go1.26
  --procs N           GOMAXPROCS
  --gogc N            GOGC in percent, or off
  --seed N            seed of the scheduler
  --until STOP        end at the //mem:stop of that name
  --json              print one JSON object (schema: media/gomem-run.schema.json) and nothing else

run prints what the program prints; a summary and problems go to standard error.
escape prints what go build -gcflags='-m -l' prints: inlining, which -l switches off, is not
modelled yet, and without -l a note on standard error says so.

Exit codes: 0 all is well, 1 an expectation failed, 2 the program or the command line is not valid,
3 a budget was exceeded, 4 the program panicked or deadlocked.
`;

const exitCode = { ok: 0, expectations: 1, invalid: 2, budget: 3, panic: 4 } as const;

/** Interpreter steps between two looks at the program's output. */
const sliceSteps = 4_000_000;

/** A wrong command line; the message is for its writer. */
class UsageError extends Error {}

/** Options by name: how many values each takes. */
const runOptions = {
  '--runtime': 1,
  '--procs': 1,
  '--gogc': 1,
  '--seed': 1,
  '--until': 1,
  '--json': 0,
} as const;

interface Arguments {
  readonly files: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** Sorts arguments into files and options; `--name value` and `--name=value` are the same. */
function readArguments(args: readonly string[], known: Readonly<Record<string, 0 | 1>>): Arguments {
  const files: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === '-' || !argument.startsWith('-')) {
      files.push(argument);
      continue;
    }
    const [name, ...rest] = argument.split('=');
    const count = Object.hasOwn(known, name!) ? known[name!] : undefined;
    if (count === undefined) throw new UsageError(`unknown option ${name}`);
    if (count === 0 && rest.length > 0) throw new UsageError(`${name} takes no value`);
    const value = count === 0 ? '' : rest.length > 0 ? rest.join('=') : args[++i];
    if (value === undefined) throw new UsageError(`${name} needs a value`);
    options.set(name!, value);
  }
  return { files, options };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name}: ${text} is not a whole number from ${least} to ${most}`);
}

function readOverrides(options: ReadonlyMap<string, string>): Overrides {
  const profile = options.get('--runtime');
  const procs = options.get('--procs');
  const gogc = options.get('--gogc');
  const seed = options.get('--seed');
  if (profile !== undefined && profile !== 'go1.26')
    throw new UsageError(`--runtime: ${profile} is not available (available: go1.26)`);
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(procs === undefined ? {} : { procs: wholeNumber('--procs', procs, 1, 256) }),
    ...(gogc === undefined
      ? {}
      : { gogc: gogc === 'off' ? -1 : wholeNumber('--gogc', gogc, 0, 1_000_000) }),
    ...(seed === undefined
      ? {}
      : { seed: wholeNumber('--seed', seed, 0, Number.MAX_SAFE_INTEGER) }),
  };
}

/** The file's text and the name that messages call it by. */
function readSource(file: string): { name: string; source: string } {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    // Invalid UTF-8 becomes U+FFFD, which the scanner reports; a BOM is the scanner's business too.
    const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { name: file === '-' ? '<stdin>' : file, source };
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints the diagnostics of a session; true when its program can run. */
function canRun(session: Session): boolean {
  for (const line of session.problemLines()) complain(line);
  return session.phase !== 'invalid';
}

/** Runs to the end (or to `until`), printing output as it comes when `live`. */
function finish(session: Session, until: string | undefined, live: boolean): void {
  let printed = 0;
  session.begin(until === undefined ? { kind: 'run' } : { kind: 'runToStop', name: until });
  for (let stands = false; !stands;) {
    stands = session.advance(sliceSteps);
    if (!live) continue;
    const output = session.output();
    print(output.slice(printed));
    printed = output.length;
  }
}

function codeOf(session: Session): number {
  const kind = session.exit?.kind ?? 'ok';
  if (kind === 'panic' || kind === 'deadlock' || kind === 'crash') return exitCode.panic;
  if (kind === 'budget' || kind === 'memory') return exitCode.budget;
  return session.expectations().every(({ ok }) => ok) ? exitCode.ok : exitCode.expectations;
}

function complainOfExpectations(session: Session): void {
  for (const { ok, line, column, expected, actual } of session.expectations()) {
    if (ok) continue;
    complain(`${session.name}:${line}:${column}: expected ${expected}, but ${actual}`);
  }
}

function run(args: readonly string[]): number {
  const { files, options } = readArguments(args, runOptions);
  if (files.length !== 1) throw new UsageError('run takes one file');
  const overrides = readOverrides(options);
  const session = new Session({ ...readSource(files[0]!), overrides });
  if (!canRun(session)) return exitCode.invalid;
  const until = options.get('--until');
  if (until !== undefined && !session.stopNames().includes(until))
    throw new UsageError(`--until: ${session.name} has no //mem:stop ${until}`);
  const json = options.has('--json');
  finish(session, until, !json);
  const report = makeReport(session);
  if (json) print(`${JSON.stringify(report, undefined, 2)}\n`);
  if (session.exit !== undefined && session.exit.message !== '') complain(session.exit.message);
  complainOfExpectations(session);
  if (!json) for (const line of summaryLines(report)) complain(line);
  return codeOf(session);
}

function escape(args: readonly string[]): number {
  const { files, options } = readArguments(args, { '-l': 0 });
  if (files.length !== 1) throw new UsageError('escape takes one file');
  const { problems, lines } = escapeLines(readSource(files[0]!));
  for (const line of problems) complain(line);
  if (problems.length > 0) return exitCode.invalid;
  if (!options.has('-l'))
    complain("gomem: inlining is not modelled yet: as go build -gcflags='-m -l' prints");
  for (const line of lines) print(`${line}\n`);
  return exitCode.ok;
}

function check(args: readonly string[]): number {
  const { files } = readArguments(args, {});
  if (files.length === 0) throw new UsageError('check takes one file or more');
  let worst = 0;
  for (const file of files) {
    const session = new Session(readSource(file));
    let code: number = exitCode.invalid;
    if (canRun(session)) {
      finish(session, undefined, false);
      if (session.exit !== undefined && session.exit.message !== '') complain(session.exit.message);
      complainOfExpectations(session);
      code = codeOf(session);
    }
    const count = session.expectations().length;
    const verdict = code === exitCode.ok ? 'ok  ' : 'FAIL';
    print(`${verdict}  ${session.name}  ${count} expectation${count === 1 ? '' : 's'}\n`);
    worst = Math.max(worst, code);
  }
  return worst;
}

function version(): string {
  const manifest = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function main([command, ...args]: readonly string[]): number {
  try {
    if (command === undefined) throw new UsageError('no command');
    if ([command, ...args].some((word) => word === '--help' || word === '-h')) print(usage);
    else if (command === '--version') print(`gomem ${version()}\n`);
    else if (command === 'run') return run(args);
    else if (command === 'escape') return escape(args);
    else if (command === 'check') return check(args);
    else throw new UsageError(`unknown command ${command}`);
    return exitCode.ok;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`gomem: ${error.message}`);
    if (command === undefined) process.stderr.write(usage);
    else complain('gomem --help says how it is used');
    return exitCode.invalid;
  }
}

// A reader that stops reading (`gomem … | head`) is no reason for a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = main(process.argv.slice(2));
