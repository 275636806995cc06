/**
 * The words behind a verb of `//mem:`: numbers, sizes, durations, predicates. Everything here takes
 * a word with its place and either gives a value or says what is wrong with exactly that word.
 */

/** A piece of a comment with its place in the file (UTF-16 offsets). */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a word, and what could stand there instead. */
export class Complaint extends Error {
  constructor(
    readonly word: Word,
    readonly code: string,
    message: string,
    readonly fix?: string,
  ) {
    super(message);
  }
}

type PredicateName = keyof typeof predicateKinds;
type PredicateOp = '' | '=' | '!=' | '<=' | '>=' | '<' | '>' | '~=';

/** One predicate of `//mem:expect`. */
export interface Predicate {
  readonly name: PredicateName;
  readonly op: PredicateOp;
  readonly value: number | string;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a predicate compares with. */
export const predicateKinds = {
  heap: 'nothing',
  stack: 'nothing',
  size: 'bytes',
  class: 'number',
  spanclass: 'number',
  count: 'number',
  bytes: 'bytes',
  allocs: 'number',
  gcs: 'number',
  heapalive: 'bytes',
  reason: 'text',
} as const;

/** Splits at white space. */
export function splitWords(text: string, start: number): Word[] {
  return [...text.matchAll(/\S+/g)].map((found) => ({
    text: found[0],
    start: start + found.index,
    end: start + found.index + found[0].length,
  }));
}

/** A whole number, with `_` between digits as in Go. */
export function readInteger(word: Word, least: number, most: number): number {
  const value = /^\d[\d_]*$/.test(word.text) ? Number(word.text.replaceAll('_', '')) : NaN;
  if (value >= least && value <= most) return value;
  throw new Complaint(word, 'number', `${word.text} is not a whole number ${range(least, most)}`);
}

function range(least: number, most: number): string {
  return most === Infinity ? `from ${least} on` : `from ${least} to ${most}`;
}

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** Bytes of `4096` or `64MiB`, as GOMEMLIMIT is written; undefined for anything else. */
export function sizeOf(text: string): number | undefined {
  const value = scaled(text, sizeUnits);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/** A size; complains about anything else. */
export function readSize(word: Word): number {
  const value = sizeOf(word.text);
  if (value !== undefined) return value;
  throw new Complaint(word, 'size', `${word.text} is not a size like 4096, 64KiB or 2GiB`);
}

const countUnits: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9 };

/** `10M`: a count of steps. */
export function readCount(word: Word): number {
  const value = scaled(word.text, countUnits);
  if (value !== undefined && Number.isSafeInteger(value) && value > 0) return value;
  throw new Complaint(word, 'count', `${word.text} is not a count like 5000, 200k or 10M`);
}

const timeUnits: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** A duration as time.ParseDuration reads it, in nanoseconds. */
export function readDuration(word: Word): number {
  const parts = [...word.text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gy)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  const value = parts.reduce((sum, part) => sum + Number(part[1]) * timeUnits[part[2]!]!, 0);
  if (parts.length > 0 && length === word.text.length && Number.isSafeInteger(Math.round(value)))
    return Math.round(value);
  throw new Complaint(word, 'duration', `${word.text} is not a duration like 500ms, 5s or 5m`);
}

function scaled(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const found = /^(\d[\d_]*(?:\.\d+)?)([A-Za-z]*)$/.exec(text);
  const unit = found === null ? undefined : units[found[2]!];
  if (found === null || unit === undefined) return undefined;
  return Number(found[1]!.replaceAll('_', '')) * unit;
}

/** One of a few words. */
export function readChoice<Choice extends string>(word: Word, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === word.text);
  if (found !== undefined) return found;
  const list = choices.join(', ');
  const fix = nearest(word.text, choices);
  throw new Complaint(word, 'choice', `${word.text} is not one of ${list}`, fix);
}

/** The predicates behind `//mem:expect`. */
export function readPredicates(text: string, start: number): Predicate[] {
  const pattern = /([^\s=!<>~"]*)(=|!=|<=|>=|<|>|~=|)("(?:[^"\\]|\\.)*"?|\S*)/g;
  const predicates: Predicate[] = [];
  for (const found of text.matchAll(pattern)) {
    const [whole, name, op, value] = found;
    if (whole === '') continue;
    const at = start + found.index;
    const word: Word = { text: whole, start: at, end: at + whole.length };
    const nameWord: Word = { text: name!, start: at, end: at + name!.length };
    const valueWord: Word = { text: value!, start: word.end - value!.length, end: word.end };
    predicates.push(readPredicate(word, nameWord, op as PredicateOp, valueWord));
  }
  return predicates;
}

function readPredicate(word: Word, nameWord: Word, op: PredicateOp, value: Word): Predicate {
  const names = Object.keys(predicateKinds) as PredicateName[];
  const name = names.find((known) => known === nameWord.text);
  if (name === undefined) {
    const fix = nearest(nameWord.text, names);
    const at = nameWord.text === '' ? word : nameWord;
    throw new Complaint(at, 'predicate', `${at.text} is not one of ${names.join(', ')}`, fix);
  }
  const made = (of: number | string): Predicate => ({
    name,
    op,
    value: of,
    text: word.text,
    start: word.start,
    end: word.end,
  });
  const kind = predicateKinds[name];
  if (kind === 'nothing') {
    if (op !== '') throw new Complaint(word, 'predicate', `${name} stands alone`, name);
    return made('');
  }
  if (value.text === '') {
    const example = kind === 'text' ? `${name}~="returned"` : `${name}=1`;
    throw new Complaint(word, 'predicate', `${name} needs a value, as in ${example}`);
  }
  if ((kind === 'text') !== (op === '~=')) {
    const wanted = kind === 'text' ? '~=' : '=';
    const message = `${name} is compared with ${kind === 'text' ? '~=' : '=, !=, <, <=, > or >='}`;
    throw new Complaint(word, 'predicate', message, `${name}${wanted}${value.text}`);
  }
  if (kind === 'text') return made(unquote(value));
  return made(kind === 'bytes' ? readSize(value) : readInteger(value, 0, Number.MAX_SAFE_INTEGER));
}

function unquote(word: Word): string {
  if (!word.text.startsWith('"')) return word.text;
  if (word.text.length > 1 && word.text.endsWith('"'))
    return word.text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  throw new Complaint(word, 'text', 'the closing quote is missing', `${word.text}"`);
}

/** The choice that is at most two slips away from what was written. */
export function nearest(text: string, choices: readonly string[]): string | undefined {
  if (text === '') return undefined;
  let best: string | undefined;
  let least = 3;
  for (const choice of choices) {
    const distance = editDistance(text.toLowerCase(), choice.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    best = choice;
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
