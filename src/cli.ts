/**
 * `gomem`: what the extension knows, from a terminal, for tests, documentation and other projects'
 * CI. What it prints and how it exits is documented in `usage`; the same input gives the same
 * bytes.
 *
 * LONG: one function per command, and what they share.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportedPage, pageFiles } from './host/exportedPage';
import type { PageParts } from './host/exportedPage';
import { analyse, diagnosticLines, escapeLines } from './golang/analyse';
import { sizeOf } from './golang/annotationvalues';
import { goFences } from './golang/snippet';
import { compareMoments } from './session/compare';
import type { ComparedMoment } from './session/compare';
import { comparisonRecord, comparisonReport } from './session/compareReport';
import { otherProfile, profileNamed } from './session/options';
import type { SessionOptions } from './session/options';
import { heapPicture } from './session/picture';
import { BrokenRecord } from './session/placementcheck';
import { replayRecord } from './session/placementreplay';
import { runRecord } from './session/record';
import { factsAt, Recording } from './session/recording';
import type { Recorded } from './session/recording';
import { savedRun } from './session/saved';
import { Session } from './session/session';

const usage = `gomem says what Go programs do to memory.

Usage:
  gomem run FILE [OPTION…]      run a program on the model of Go's allocator
    --json                      print what happened, as media/gomem-run.schema.json describes it
    --runtime go1.26|go1.6      the runtime to model; classic is another name for go1.6
    --procs N                   GOMAXPROCS
    --gogc N|off                GOGC
    --memlimit SIZE|off         GOMEMLIMIT, such as 64MiB
    --until STOP                run to the //mem:stop of that name
                                (--runtime, --procs, --gogc and --memlimit hold for check, compare,
                                report, svg and html, too)
  gomem escape FILE [-l]        print where the escape analysis puts things, as the compiler does
  gomem check FILE… [OPTION…]   run programs and check their //mem:expect annotations
  gomem compare FILE [OTHER]    run a program twice and say what differs: on the other runtime, or
                                with other options; or compare it with OTHER, a program or a run
                                that gomem run --json has written
    --other-runtime P, --other-procs N, --other-gogc N|off, --other-memlimit SIZE|off
                                what the second run does differently
    --stop STOP                 compare at the first passage of a stop instead of the end
    --json                      as media/gomem-compare.schema.json describes it
  gomem report FILE [OPTION…]   run a program and describe the run in Markdown
  gomem svg FILE --stop STOP    draw the heap as it is at a stop
  gomem html FILE [-o OUT]      write the run as one page that opens in any browser; --stop STOP
                                shows it at a stop instead of its end
  gomem replay RECORD           place the objects of a recorded process of real Go 1.26 and compare
                                addresses and states; the last line is
                                placed N, mismatched M, states K, differing L
  gomem --help | --version

FILE is a Go file, a fragment of one, or a Markdown file with \`\`\`go fences, of which the first runs
(check runs all; FILE:LINE runs the one there); - reads from standard input. Options win over
annotations of the file.

RECORD is a record of format go-placement/1 or /2, plain or gzipped, as test/oracle/recorder makes
them. replay exits with 1 if an address or a state differs, with 2 if the record is broken.

escape prints what go build -gcflags='-m -l' prints: inlining, which -l switches off, is not
modelled yet, and without -l a note on standard error says so.

Exit codes: 0 all is well, 1 expectations failed, 2 the program or the command line is not valid,
3 the budget was used up, 4 the program panicked or exited with an error, 70 a mistake of gomem.
`;

const exitCode = {
  ok: 0,
  expectations: 1,
  invalid: 2,
  budget: 3,
  panic: 4,
  internal: 70,
} as const;

/** Instructions between two looks at the clock. */
const sliceSteps = 2_000_000;

/** A wrong command line; the message is for its writer. */
class UsageError extends Error {}

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

/** A program to look at. */
interface Input {
  /** The name that messages call it by. */
  readonly name: string;
  readonly source: string;
  /** In Markdown, the line whose fence is meant. */
  readonly line: number;
}

/** The file's text; of `FILE.md:LINE` the fence at the line. */
function readSource(argument: string): Input {
  const [, markdown, at] = /^(.*\.(?:md|markdown)):(\d+)$/i.exec(argument) ?? [];
  const file = markdown ?? argument;
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    // Invalid UTF-8 becomes U+FFFD, which the scanner reports; a BOM is the scanner's business too.
    const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return {
      name: file === '-' ? '<stdin>' : file,
      source,
      line: Number(at ?? 1),
    };
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** All programs of a file: it, or each fence in it. */
function readAll(argument: string): Input[] {
  const input = readSource(argument);
  if (!/\.(md|markdown)$/i.test(argument)) return [input];
  return goFences(input.source).map(({ firstLine }) => ({
    ...input,
    line: firstLine,
  }));
}

function only(command: string, files: readonly string[]): Input {
  if (files.length !== 1) throw new UsageError(`${command} takes one file`);
  return readSource(files[0]!);
}

function print(text: string): void {
  process.stdout.write(text);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function escape(args: readonly string[]): number {
  const { files, options } = readArguments(args, { '-l': 0 });
  const { name, source, line } = only('escape', files);
  const analysis = analyse(name, source, line);
  for (const message of diagnosticLines(analysis, 'error')) complain(message);
  if (analysis.lowered === undefined) return exitCode.invalid;
  if (!options.has('-l'))
    complain("gomem: inlining is not modelled yet: as go build -gcflags='-m -l' prints");
  for (const message of escapeLines(analysis)) print(`${message}\n`);
  return exitCode.ok;
}

/** What every command that runs a program takes. */
const runOptions = { '--runtime': 1, '--procs': 1, '--gogc': 1, '--memlimit': 1 } as const;

/** The same for the second run of a comparison. */
const otherOptions = {
  '--other-runtime': 1,
  '--other-procs': 1,
  '--other-gogc': 1,
  '--other-memlimit': 1,
} as const;

/** What the command line says about a run, in options that begin with `prefix`. */
function readRunOptions(
  options: ReadonlyMap<string, string>,
  prefix: '--' | '--other-' = '--',
): Partial<SessionOptions> {
  const given = (name: string): [string, string | undefined] => [
    `${prefix}${name}`,
    options.get(`${prefix}${name}`),
  ];
  const procs = readNumber(...given('procs'), 1, 256);
  const off = given('gogc')[1] === 'off';
  const gogc = off ? -1 : readNumber(...given('gogc'), 0, 1_000_000);
  return {
    ...readProfile(...given('runtime')),
    ...(procs === undefined ? {} : { procs }),
    ...(gogc === undefined ? {} : { gogc }),
    ...readMemoryLimit(...given('memlimit')),
  };
}

function readProfile(option: string, text: string | undefined): Partial<SessionOptions> {
  const found = text === undefined ? {} : profileNamed(text);
  if ('complaint' in found) throw new UsageError(`${option}: ${found.complaint}`);
  return found;
}

function readMemoryLimit(option: string, text: string | undefined): Partial<SessionOptions> {
  if (text === undefined) return {};
  if (text === 'off') return { memoryLimit: -1 };
  const memoryLimit = sizeOf(text);
  if (memoryLimit !== undefined) return { memoryLimit };
  throw new UsageError(`${option}: ${text} is not a size like 4096, 64KiB or 2GiB`);
}

function readNumber(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option}: ${text} is not a whole number from ${least} to ${most}`);
}

/** A session ready to run; undefined when the program is not valid, which has been said then. */
function load(input: Input, options: Partial<SessionOptions> = {}): Session | undefined {
  const session = new Session(input.name, input.source, {
    ...options,
    line: input.line,
  });
  const { problems, warnings } = session;
  for (const problem of [...problems, ...warnings]) complain(problem);
  return problems.length > 0 ? undefined : session;
}

/** Runs what was begun, telling `onSlice` now and then, until it stands or its time is over. */
function finish(session: Session, onSlice: () => void = () => undefined): void {
  const { nanoseconds } = session.options;
  const end = nanoseconds > 0 ? Date.now() + nanoseconds / 1e6 : Infinity;
  while (!session.work(sliceSteps)) {
    onSlice();
    if (Date.now() >= end) session.exceedTime();
  }
  onSlice();
}

/** What a run's end means for the exit code; says on standard error what Go would not. */
function exitOf(session: Session): number {
  const exit = session.state().exit;
  if (exit === undefined || exit.kind === 'ok') return exitCode.ok;
  if (exit.kind === 'exit') return exit.code === 0 ? exitCode.ok : exitCode.panic;
  if (exit.kind === 'crash') {
    complain(`gomem: internal error: ${exit.message}`);
    return exitCode.internal;
  }
  if (exit.kind === 'budget' || exit.kind === 'memory') complain(`gomem: ${exit.message}`);
  return exit.kind === 'budget' || exit.kind === 'memory' ? exitCode.budget : exitCode.panic;
}

function run(args: readonly string[]): number {
  const { files, options } = readArguments(args, { ...runOptions, '--until': 1, '--json': 0 });
  const session = load(only('run', files), readRunOptions(options));
  if (session === undefined) return exitCode.invalid;
  const until = options.get('--until');
  if (until !== undefined && !session.stopNames.includes(until))
    throw new UsageError(`--until: there is no //mem:stop ${until}`);
  const json = options.has('--json');
  let printed = 0;
  const show = (): void => {
    for (const { fd, bytes } of session.outputFrom(printed)) {
      printed += bytes.length;
      if (fd === 2) process.stderr.write(bytes);
      else if (!json) process.stdout.write(bytes);
    }
  };
  if (until === undefined) session.beginRun();
  else session.beginRunToStop(until);
  finish(session, show);
  if (json) print(`${JSON.stringify(runRecord(session, until), undefined, 2)}\n`);
  return exitOf(session);
}

function check(args: readonly string[]): number {
  const { files, options } = readArguments(args, runOptions);
  if (files.length === 0) throw new UsageError('check takes at least one file');
  const chosen = readRunOptions(options);
  return worst(files.flatMap(readAll).map((input) => checkOne(input, chosen)));
}

/** Whatever keeps a program from its end weighs more than a failed expectation. */
const weight: readonly number[] = [
  ...[exitCode.ok, exitCode.expectations, exitCode.budget, exitCode.panic],
];

/** Of several exit codes the one that says most. */
function worst(codes: readonly number[]): number {
  const rank = (code: number): number => weight.indexOf(code) + 1 || 99;
  return codes.reduce((most, code) => (rank(code) > rank(most) ? code : most), exitCode.ok);
}

function checkOne(input: Input, chosen: Partial<SessionOptions>): number {
  const session = load(input, chosen);
  if (session === undefined) return exitCode.invalid;
  session.beginRun();
  finish(session);
  const code = exitOf(session);
  if (code === exitCode.panic) complain(`${input.name}: ${session.state().exit!.message}`);
  const results = session.expectations();
  const failed = results.filter(({ ok }) => !ok);
  for (const { start, expected, actual } of failed)
    print(`${start.file}:${start.line}:${start.column}: expected ${expected}: ${actual}\n`);
  const name = input.line > 1 ? `${input.name}:${input.line}` : input.name;
  const verdict = failed.length > 0 ? 'FAIL' : code === exitCode.ok ? 'ok' : 'STOPPED';
  print(`${verdict}\t${name}\t${results.length - failed.length} of ${results.length}\n`);
  return code === exitCode.ok && failed.length > 0 ? exitCode.expectations : code;
}

function report(args: readonly string[]): number {
  const { files, options } = readArguments(args, runOptions);
  const session = load(only('report', files), readRunOptions(options));
  if (session === undefined) return exitCode.invalid;
  session.beginRun();
  finish(session);
  print(session.report());
  return exitOf(session);
}

function svg(args: readonly string[]): number {
  const { files, options } = readArguments(args, { ...runOptions, '--stop': 1 });
  const session = load(only('svg', files), readRunOptions(options));
  if (session === undefined) return exitCode.invalid;
  const stop = options.get('--stop');
  if (stop === undefined) session.beginRun();
  else if (session.stopNames.includes(stop)) session.beginRunToStop(stop);
  else throw new UsageError(`--stop: there is no //mem:stop ${stop}`);
  finish(session);
  const view = session.loadedRun?.sources().view;
  if (view !== undefined) print(heapPicture(view, `${session.name} ${stop ?? ''}`.trim()));
  return exitOf(session);
}

// ---- comparing

/** One side of a comparison, and how its program ended. */
interface Side {
  readonly moment: ComparedMoment;
  readonly code: number;
}

function compare(args: readonly string[]): number {
  const known = { ...runOptions, ...otherOptions, '--stop': 1, '--json': 0 } as const;
  const { files, options } = readArguments(args, known);
  const [first, second] = files;
  if (first === undefined || files.length > 2)
    throw new UsageError('compare takes one or two files');
  const chosen = readRunOptions(options);
  const other = readRunOptions(options, '--other-');
  const stop = options.get('--stop');
  const input = readSource(first);
  const session = load(input, chosen);
  if (session === undefined) return exitCode.invalid;
  const isSaved = second?.endsWith('.json') === true;
  if (isSaved && Object.keys(other).length > 0)
    throw new UsageError('a saved run has its options already');
  // With nothing said, what one wants to see is the other runtime.
  const isPlain = second === undefined && Object.keys(other).length === 0;
  const rest = isPlain ? { profile: otherProfile(session.options.profile) } : other;
  const left = sideOf(session, stop);
  let right: Side;
  if (isSaved) right = savedSide(second, stop);
  else {
    const twin = second === undefined ? input : readSource(second);
    const run = load(twin, { ...chosen, ...rest });
    if (run === undefined) return exitCode.invalid;
    right = sideOf(run, stop);
  }
  const comparison = compareMoments(left.moment, right.moment);
  const titles = second === undefined || isSaved ? undefined : { left: first, right: second };
  if (!options.has('--json')) print(comparisonReport('en', comparison, titles));
  else print(`${JSON.stringify(comparisonRecord(comparison, titles), undefined, 2)}\n`);
  return worst([left.code, right.code]);
}

/** Runs a session to its end and keeps what it was like at a stop, or at the end. */
function sideOf(session: Session, stop: string | undefined): Side {
  const recording = new Recording(session);
  const { nanoseconds } = session.options;
  const end = nanoseconds > 0 ? Date.now() + nanoseconds / 1e6 : Infinity;
  while (!recording.work(sliceSteps)) if (Date.now() >= end) session.exceedTime();
  return { moment: momentOf(recording.recorded, stop, session.name), code: exitOf(session) };
}

function savedSide(file: string, stop: string | undefined): Side {
  const read = savedRun(file, readSource(file).source);
  if (typeof read === 'string') throw new UsageError(`${file} is not a saved run: ${read}`);
  return { moment: momentOf(read, stop, file), code: exitCode.ok };
}

function momentOf(recorded: Recorded, stop: string | undefined, name: string): ComparedMoment {
  const at: ComparedMoment['at'] =
    stop === undefined ? { kind: 'end' } : { kind: 'stop', name: stop, passage: 1 };
  const facts = factsAt(recorded, at);
  if (facts !== undefined) return { recorded, facts, at };
  throw new UsageError(`--stop: ${name} does not come to a //mem:stop ${stop}`);
}

/** The run as a page of its own: to a file, or to standard output. */
function html(args: readonly string[]): number {
  const known = { ...runOptions, '--stop': 1, '-o': 1 } as const;
  const { files, options } = readArguments(args, known);
  const input = only('html', files);
  const chosen = readRunOptions(options);
  const session = load(input, chosen);
  if (session === undefined) return exitCode.invalid;
  session.beginRun();
  finish(session);
  const { endTick } = session.state();
  const stop = options.get('--stop');
  if (stop !== undefined) {
    if (!session.stopNames.includes(stop))
      throw new UsageError(`--stop: there is no //mem:stop ${stop}`);
    session.beginSeek(0);
    finish(session);
    session.beginRunToStop(stop);
    finish(session);
  }
  const { name, source, line } = input;
  const { tick } = session.state();
  const run = { name, source, line, options: chosen, tick, endTick, language: 'en' } as const;
  const page = exportedPage(readPageParts(), run);
  const out = options.get('-o') ?? '-';
  if (out === '-') print(page);
  else writeOut(out, page);
  return exitOf(session);
}

function readPageParts(): PageParts {
  const read = (part: keyof PageParts): string => {
    try {
      return readFileSync(join(__dirname, pageFiles[part]), 'utf8');
    } catch {
      throw new UsageError(`html needs ${pageFiles[part]} beside it, which a build makes`);
    }
  };
  return { frame: read('frame'), style: read('style'), engine: read('engine'), view: read('view') };
}

function writeOut(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A record, plain or gzipped. */
function readRecordFile(name: string): Uint8Array {
  try {
    const bytes = readFileSync(name === '-' ? 0 : name);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function* linesOf(bytes: Uint8Array): Iterable<string> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    yield decoder.decode(bytes.subarray(at, end));
    at = end + 1;
  }
}

function replay(args: readonly string[]): number {
  const { files } = readArguments(args, {});
  if (files.length !== 1) throw new UsageError('replay takes one record');
  const name = files[0]!;
  try {
    const { told, placed, mismatched, states, differing } = replayRecord(
      linesOf(readRecordFile(name)),
    );
    for (const line of told) print(`${line}\n`);
    print(`placed ${placed}, mismatched ${mismatched}, states ${states}, differing ${differing}\n`);
    return mismatched + differing > 0 ? exitCode.expectations : exitCode.ok;
  } catch (error) {
    if (!(error instanceof BrokenRecord)) throw error;
    complain(`gomem: ${name}:${error.line}: expected ${error.expected}`);
    return exitCode.invalid;
  }
}

function version(): string {
  const manifest = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

const commands: Readonly<Record<string, (args: readonly string[]) => number>> = {
  run,
  escape,
  check,
  compare,
  report,
  svg,
  html,
  replay,
};

/**
 * The command line: does what the arguments say and returns the exit code.
 */
export function gomem([command, ...args]: readonly string[]): number {
  // A reader that stops reading (`gomem … | head`) is no reason for a stack trace.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    if (command === undefined) throw new UsageError('no command');
    if ([command, ...args].some((word) => word === '--help' || word === '-h')) print(usage);
    else if (command === '--version') print(`gomem ${version()}\n`);
    else if (Object.hasOwn(commands, command)) return commands[command]!(args);
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
