/** Natives of unicode: classes and cases of runes, from tables read at first use. */
import type { Native } from '../native';
import { caseTables, classTables } from './unicodetables';

/** Classes as std/unicode numbers them. */
export const enum RuneClass {
  letter,
  upper,
  lower,
  title,
  digit,
  number,
  punct,
  symbol,
  mark,
  space,
  printable,
  graphic,
}

type TableName = keyof typeof classTables;

/** The tables whose union a class is. */
const unions: readonly (readonly TableName[])[] = [
  ['letter'],
  ['upper'],
  ['lower'],
  ['title'],
  ['digit'],
  ['number'],
  ['punct'],
  ['symbol'],
  ['mark'],
  ['space'],
  ['letter', 'mark', 'number', 'punct', 'symbol'],
  ['letter', 'mark', 'number', 'punct', 'symbol', 'separator'],
];

const numbers = (text: string): number[] => text.split(' ').map((word) => parseInt(word, 36));

/** Beginnings and ends of ranges in turn. */
const bounds: Partial<Record<TableName, Int32Array>> = {};

function boundsOf(name: TableName): Int32Array {
  let table = bounds[name];
  if (table === undefined) {
    let at = 0;
    table = Int32Array.from(numbers(classTables[name]), (length) => (at += length));
    bounds[name] = table;
  }
  return table;
}

/** How many of the ascending values are at most `value`. */
function countUpTo(values: Int32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a rune is of a class. */
export function runeIs(runeClass: RuneClass, rune: number): boolean {
  if (runeClass === RuneClass.printable && rune === 0x20) return true;
  return unions[runeClass]!.some((name) => countUpTo(boundsOf(name), rune) % 2 === 1);
}

/** Marks pairs of upper and lower case that alternate. */
const alternating = 99999;

interface CaseRanges {
  readonly first: Int32Array;
  readonly end: Int32Array;
  /** Three per range: for upper, lower, title case. */
  readonly deltas: Int32Array;
}

let caseRanges: CaseRanges | undefined;

function readCases(): CaseRanges {
  const values = numbers(caseTables.ranges);
  const count = values.length / 5;
  const first = new Int32Array(count);
  const end = new Int32Array(count);
  const deltas = new Int32Array(3 * count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    first[i] = at + values[5 * i]!;
    end[i] = first[i]! + values[5 * i + 1]!;
    at = end[i]!;
    for (let k = 0; k < 3; k++) deltas[3 * i + k] = values[5 * i + 2 + k]!;
  }
  return { first, end, deltas };
}

/** A rune in upper (0), lower (1) or title case (2). */
export function runeTo(toCase: number, rune: number): number {
  caseRanges ??= readCases();
  const { first, end, deltas } = caseRanges;
  const i = countUpTo(first, rune) - 1;
  if (i < 0 || rune >= end[i]!) return rune;
  const delta = deltas[3 * i + toCase]!;
  if (delta !== alternating) return rune + delta;
  // Upper case stands at even distances; title case is upper case here.
  return first[i]! + (((rune - first[i]!) & ~1) | (toCase & 1));
}

let orbits: Int32Array | undefined;

/** The next rune that is equal but for case. */
export function simpleFold(rune: number): number {
  if (rune < 0 || rune > 0x10ffff) return rune;
  orbits ??= Int32Array.from(numbers(caseTables.orbits));
  for (let i = 0; i < orbits.length; i += 2) if (orbits[i] === rune) return orbits[i + 1]!;
  const lower = runeTo(1, rune);
  return lower === rune ? runeTo(0, rune) : lower;
}

export const unicode: Readonly<Record<string, Native>> = {
  // in(class int, r rune) bool
  'unicode.in': (m, args) => {
    const { i32 } = m.rt.mem;
    i32[(args >> 2) + 4] = runeIs(i32[args >> 2]!, i32[(args >> 2) + 2]!) ? 1 : 0;
  },
  // to(toCase int, r rune) rune
  'unicode.to': (m, args) => {
    const { i32 } = m.rt.mem;
    i32[(args >> 2) + 4] = runeTo(i32[args >> 2]!, i32[(args >> 2) + 2]!);
  },
  // SimpleFold(r rune) rune
  'unicode.SimpleFold': (m, args) => {
    const { i32 } = m.rt.mem;
    i32[(args >> 2) + 2] = simpleFold(i32[args >> 2]!);
  },
};
