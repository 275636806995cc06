/**
 * The annotation language: Go directive comments `//mem:VERB ARGS`, on the line they speak of or in
 * the comment lines right above it; those about the whole file before the first declaration.
 *
 * What is wrong with a directive is a warning on the exact characters, and the directive counts for
 * nothing; the program is never refused because of an annotation.
 */
import type { Diagnostic } from './diagnostic';
import type { Expr, FuncDecl, SourceFile, Stmt } from './syntax/nodes';
import type { Pos, SourceText } from './syntax/pos';
import type { Comment } from './syntax/scanner';
import type { Scope } from './annotationplaces';
import { Places } from './annotationplaces';
import { readWatched } from './watches';
import type { Predicate, Word } from './annotationvalues';
import {
  Complaint,
  nearest,
  readChoice,
  readCount,
  readDuration,
  readInteger,
  readPredicates,
  readSize,
  splitWords,
} from './annotationvalues';

/** The verbs, where each may stand, and an example of each: what completion offers. */
export const verbs = {
  runtime: { scope: 'file', example: '//mem:runtime go1.26' },
  procs: { scope: 'file', example: '//mem:procs 4' },
  gogc: { scope: 'file', example: '//mem:gogc 50' },
  memlimit: { scope: 'file', example: '//mem:memlimit 64MiB' },
  arch: { scope: 'file', example: '//mem:arch amd64' },
  seed: { scope: 'file', example: '//mem:seed 7' },
  base: { scope: 'file', example: '//mem:base 0xc000000000' },
  budget: { scope: 'file', example: '//mem:budget steps=10M time=5s heap=2GiB' },
  stop: { scope: 'line', example: '//mem:stop NAME' },
  note: { scope: 'line', example: '//mem:note TEXT' },
  mode: { scope: 'line', example: '//mem:mode levels' },
  watch: { scope: 'line', example: '//mem:watch EXPR' },
  gc: { scope: 'line', example: '//mem:gc' },
  scavenge: { scope: 'line', example: '//mem:scavenge' },
  advance: { scope: 'line', example: '//mem:advance 5m' },
  repeat: { scope: 'line', example: '//mem:repeat 100' },
  assume: { scope: 'line', example: '//mem:assume heap' },
  expect: { scope: 'lineOrFunc', example: '//mem:expect heap size=48' },
} as const satisfies Record<string, { scope: Scope; example: string }>;

export type Verb = keyof typeof verbs;

/** The modes of the panel that a stop may ask for. */
export const shownModes = [
  'map',
  'levels',
  'structures',
  'marking',
  'zones',
  'dashboard',
  'compare',
  'whatIf',
  'why',
] as const;
type ShownMode = (typeof shownModes)[number];

/** What a verb says. */
type Said =
  | { readonly verb: 'runtime'; readonly profile: string }
  | { readonly verb: 'procs'; readonly value: number }
  | { readonly verb: 'seed'; readonly value: number }
  | { readonly verb: 'repeat'; readonly value: number }
  /** -1: off. */
  | { readonly verb: 'gogc'; readonly value: number }
  /** -1: off. */
  | { readonly verb: 'memlimit'; readonly bytes: number }
  | { readonly verb: 'arch'; readonly name: string }
  | { readonly verb: 'base'; readonly base: number | 'random' }
  | {
      readonly verb: 'budget';
      readonly steps?: number;
      readonly nanoseconds?: number;
      readonly heapBytes?: number;
    }
  | { readonly verb: 'stop'; readonly name: string }
  | { readonly verb: 'note'; readonly language: NoteLanguage; readonly text: string }
  | { readonly verb: 'mode'; readonly mode: ShownMode }
  | { readonly verb: 'gc' | 'scavenge' }
  | { readonly verb: 'watch'; readonly text: string; readonly expr: Expr }
  | { readonly verb: 'advance'; readonly nanoseconds: number }
  | { readonly verb: 'assume'; readonly zone: 'heap' | 'stack' }
  | { readonly verb: 'expect'; readonly predicates: readonly Predicate[] };

type NoteLanguage = 'en' | 'zh-cn';

/** A directive that counts. */
export type Annotation = Said & {
  /** The directive's own characters. */
  readonly pos: Pos;
  readonly end: Pos;
  /** Line of the directive itself, from 1. */
  readonly ownLine: number;
  /** The line of code it speaks of, from 1; 0 for those about the file. */
  readonly line: number;
  /** The outermost statement that begins on that line. */
  readonly stmt?: Stmt;
  /** The function, when it speaks of one: it stands above the `func`. */
  readonly func?: FuncDecl;
};

/** A warning about a directive, with what could stand there instead. */
interface AnnotationDiagnostic extends Diagnostic {
  readonly fix?: { readonly pos: Pos; readonly end: Pos; readonly text: string };
}

export interface Annotations {
  readonly annotations: readonly Annotation[];
  readonly diagnostics: readonly AnnotationDiagnostic[];
}

/** The annotations of one verb. */
export function annotationsOf<V extends Verb>(
  annotations: readonly Annotation[],
  verb: V,
): Extract<Annotation, { verb: V }>[] {
  return annotations.filter((a): a is Extract<Annotation, { verb: V }> => a.verb === verb);
}

/** Reads the directives among a file's comments. */
export function parseAnnotations(
  file: SourceFile,
  text: SourceText,
  comments: readonly Comment[],
): Annotations {
  const directives = comments.filter((comment) => comment.text.startsWith('//mem:'));
  if (directives.length === 0) return { annotations: [], diagnostics: [] };
  const places = new Places(file, text, comments);
  const annotations: Annotation[] = [];
  const diagnostics: AnnotationDiagnostic[] = [];
  for (const directive of directives) {
    try {
      annotations.push(readDirective(directive, places, annotations));
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      diagnostics.push(diagnosticOf(error, text.base));
    }
  }
  const lonely = annotations.filter((one) => one.verb === 'mode' && !hasStop(annotations, one));
  for (const { pos, end } of lonely) {
    const [start, limit] = [pos - text.base, end - text.base];
    const word = { text: text.text.slice(start, limit), start, end: limit };
    const message = 'mode speaks of a stop, and there is none on this line';
    diagnostics.push(diagnosticOf(new Complaint(word, 'place', message), text.base));
  }
  return { annotations: annotations.filter((one) => !lonely.includes(one)), diagnostics };
}

function hasStop(annotations: readonly Annotation[], { line }: Annotation): boolean {
  return annotationsOf(annotations, 'stop').some((stop) => stop.line === line);
}

function diagnosticOf({ word, code, message, fix }: Complaint, base: number): AnnotationDiagnostic {
  const pos = (base + word.start) as Pos;
  const end = (base + word.end) as Pos;
  return {
    pos,
    end,
    severity: 'warning',
    code: `mem.${code}`,
    message,
    ...(fix === undefined ? {} : { fix: { pos, end, text: fix } }),
  };
}

const prefix = '//mem:';

function readDirective(
  comment: Comment,
  places: Places,
  before: readonly Annotation[],
): Annotation {
  const written = comment.text.replace(/\s+$/, '');
  const whole: Word = {
    text: written,
    start: comment.start,
    end: comment.start + written.length,
  };
  const name = /^[A-Za-z0-9_]*/.exec(written.slice(prefix.length))![0];
  const start = comment.start + prefix.length;
  const verbWord: Word = { text: name, start, end: start + name.length };
  const verb = (Object.keys(verbs) as Verb[]).find((known) => known === name);
  if (verb === undefined) {
    const at = name === '' ? whole : verbWord;
    const fix = nearest(name, Object.keys(verbs));
    throw new Complaint(at, 'verb', `//mem:${name} is not an annotation`, fix);
  }
  const rest: Word = {
    text: written.slice(prefix.length + name.length),
    start: verbWord.end,
    end: whole.end,
  };
  if (rest.text !== '' && !/^[\s[]/.test(rest.text))
    throw new Complaint(rest, 'argument', `a space is missing behind //mem:${name}`);
  const said = readers[verb](verbWord, rest, places.text.base);
  const place = places.find(comment, verbs[verb].scope, whole);
  if (said.verb === 'stop') refuseSecondStop(said.name, rest, before);
  return {
    ...said,
    pos: (places.text.base + whole.start) as Pos,
    end: (places.text.base + whole.end) as Pos,
    ownLine: places.text.lineOf(comment.start),
    ...place,
  };
}

function refuseSecondStop(name: string, rest: Word, before: readonly Annotation[]): void {
  if (!annotationsOf(before, 'stop').some((stop) => stop.name === name)) return;
  const [word] = splitWords(rest.text, rest.start);
  throw new Complaint(word!, 'stop', `there is a stop ${name} already`);
}

/**
 * Reads the arguments of each verb. `verb` is where to complain when there are none, `base` where
 * the file's places begin.
 */
const readers: { [V in Verb]: (verb: Word, rest: Word, base: number) => Said } = {
  runtime(verb, rest) {
    const word = only(verb, rest);
    const profile = readChoice(word, ['go1.26', 'go1.6', 'classic']);
    return { verb: 'runtime', profile: profile === 'classic' ? 'go1.6' : profile };
  },
  procs: (verb, rest) => ({ verb: 'procs', value: readInteger(only(verb, rest), 1, 256) }),
  gogc(verb, rest) {
    const word = only(verb, rest);
    const value = word.text === 'off' ? -1 : readInteger(word, 0, 1_000_000);
    return { verb: 'gogc', value };
  },
  memlimit(verb, rest) {
    const word = only(verb, rest);
    return { verb: 'memlimit', bytes: word.text === 'off' ? -1 : readSize(word) };
  },
  arch(verb, rest) {
    const word = only(verb, rest);
    const name = readChoice(word, ['amd64', 'arm64']);
    if (name !== 'amd64') throw notYet(word, name, 'amd64');
    return { verb: 'arch', name };
  },
  seed: (verb, rest) => ({
    verb: 'seed',
    value: readInteger(only(verb, rest), 0, Number.MAX_SAFE_INTEGER),
  }),
  base: (verb, rest) => ({ verb: 'base', base: readBase(only(verb, rest)) }),
  budget: readBudget,
  stop(verb, rest) {
    const word = only(verb, rest);
    if (/^[\w.-]+$/.test(word.text)) return { verb: 'stop', name: word.text };
    throw new Complaint(word, 'name', 'a name has letters, digits, dots, dashes and underscores');
  },
  note: readNote,
  mode: (verb, rest) => ({ verb: 'mode', mode: readChoice(only(verb, rest), shownModes) }),
  watch(verb, rest, base) {
    const text = rest.text.trim();
    if (text === '') throw missing(verb);
    const start = rest.start + rest.text.indexOf(text);
    const expr = readWatched({ text, start, end: start + text.length }, base);
    return { verb: 'watch', text, expr };
  },
  gc(_, rest) {
    nothing(rest);
    return { verb: 'gc' };
  },
  scavenge(_, rest) {
    nothing(rest);
    return { verb: 'scavenge' };
  },
  advance: (verb, rest) => ({ verb: 'advance', nanoseconds: readDuration(only(verb, rest)) }),
  repeat: (verb, rest) => ({ verb: 'repeat', value: readInteger(only(verb, rest), 1, 1e9) }),
  assume: (verb, rest) => ({
    verb: 'assume',
    zone: readChoice(only(verb, rest), ['heap', 'stack']),
  }),
  expect(verb, rest) {
    const predicates = readPredicates(rest.text, rest.start);
    if (predicates.length === 0) throw missing(verb);
    return { verb: 'expect', predicates };
  },
};

/** The one argument there must be. */
function only(verb: Word, rest: Word): Word {
  const [word, second, ...others] = splitWords(rest.text, rest.start);
  if (word === undefined) throw missing(verb);
  if (second === undefined) return word;
  const end = (others.at(-1) ?? second).end;
  const extra = { text: rest.text.slice(second.start - rest.start), start: second.start, end };
  throw new Complaint(extra, 'argument', `${verb.text} takes one argument`, '');
}

function nothing(rest: Word): void {
  const words = splitWords(rest.text, rest.start);
  if (words.length === 0) return;
  const extra = { text: rest.text, start: words[0]!.start, end: rest.end };
  throw new Complaint(extra, 'argument', 'this annotation takes no argument', '');
}

function missing(verb: Word): Complaint {
  const { example } = verbs[verb.text as Verb];
  return new Complaint(verb, 'argument', `${verb.text} needs an argument, as in ${example}`);
}

function notYet(word: Word, what: string, fix?: string): Complaint {
  return new Complaint(word, 'notYet', `${what} is not available yet`, fix);
}

const arenaBytes = 64 * 2 ** 20;

function readBase(word: Word): number | 'random' {
  if (word.text === 'random') return 'random';
  const value = /^0x[0-9a-fA-F_]+$/.test(word.text) ? Number(word.text.replaceAll('_', '')) : NaN;
  if (value > 0 && value < 2 ** 47 && value % arenaBytes === 0) return value;
  const message = `${word.text} is neither random nor an address of 64 MiB alignment below 2^47`;
  throw new Complaint(word, 'base', message, '0xc000000000');
}

function readBudget(verb: Word, rest: Word): Said {
  const words = splitWords(rest.text, rest.start);
  if (words.length === 0) throw missing(verb);
  const budget: { steps?: number; nanoseconds?: number; heapBytes?: number } = {};
  for (const word of words) {
    const at = word.text.indexOf('=');
    const name: Word = { ...word, text: word.text.slice(0, Math.max(at, 0)) };
    if (at < 0) throw new Complaint(word, 'argument', `${word.text} is not like steps=10M`);
    const value = { ...word, text: word.text.slice(at + 1), start: word.start + at + 1 };
    const what = readChoice({ ...name, end: word.start + at }, ['steps', 'time', 'heap']);
    if (what === 'steps') budget.steps = readCount(value);
    else if (what === 'time') budget.nanoseconds = readDuration(value);
    else budget.heapBytes = readSize(value);
  }
  return { verb: 'budget', ...budget };
}

function readNote(verb: Word, rest: Word): Said {
  const tagged = /^\[([^\]\s]*)(\]?)/.exec(rest.text);
  let language: NoteLanguage = 'en';
  if (tagged !== null) {
    const [tag, name] = tagged;
    const word = { text: name!, start: rest.start + 1, end: rest.start + 1 + name!.length };
    if (tagged[2] === '') throw new Complaint(word, 'argument', 'the ] is missing', `${name!}]`);
    language = readChoice(word, ['en', 'zh-cn']);
    const text = rest.text.slice(tag.length).trim();
    if (text === '') throw missing(verb);
    return { verb: 'note', language, text };
  }
  if (rest.text.trim() === '') throw missing(verb);
  return { verb: 'note', language, text: rest.text.trim() };
}
