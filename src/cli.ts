/**
 * `gomem`: what the extension knows, from a terminal, for tests, documentation and other projects'
 * CI. What it prints and how it exits is documented in `usage`; the same input gives the same bytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, diagnosticLines, escapeLines } from './golang/analyse';

const usage = `gomem says what Go programs do to memory.

Usage:
  gomem escape FILE [-l]        print where the escape analysis puts things, as the compiler does;
                                - reads the program from standard input
  gomem --help | --version

escape prints what go build -gcflags='-m -l' prints: inlining, which -l switches off, is not
modelled yet, and without -l a note on standard error says so.

Exit codes: 0 all is well, 2 the program or the command line is not valid.
`;

const exitCode = { ok: 0, invalid: 2 } as const;

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

function escape(args: readonly string[]): number {
  const { files, options } = readArguments(args, { '-l': 0 });
  if (files.length !== 1) throw new UsageError('escape takes one file');
  const { name, source } = readSource(files[0]!);
  const analysis = analyse(name, source);
  for (const line of diagnosticLines(analysis, 'error')) complain(line);
  if (analysis.lowered === undefined) return exitCode.invalid;
  if (!options.has('-l'))
    complain("gomem: inlining is not modelled yet: as go build -gcflags='-m -l' prints");
  for (const line of escapeLines(analysis)) print(`${line}\n`);
  return exitCode.ok;
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
    else if (command === 'escape') return escape(args);
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
