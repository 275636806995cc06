/**
 * What objects have beside them, their specials: finalizers, weak handles, cleanups; after
 * runtime/mheap.go and mgcsweep.go of Go 1.26. Here is what marking and sweeping do with them; who
 * adds them and takes them away is in mspecialadd.ts.
 *
 * Leaves out the kinds for profiles, tests and sanitizers.
 *
 * NON-GO: specials are rows of a table instead of structs of fixed-size allocators.
 */
import type { ColumnSet, Table } from '../base/columns';
import { gcCleanupsEnqueue } from './mcleanup';
import { queuefinalizer } from './mfinal';
import { greyPointer, scanBody } from './mgcmark_greenteagc';
import { fixallocChunk } from './persistentalloc';
import type { Runtime } from './runtime';

/** Kinds as Go numbers them: the specials of an offset are sorted by it. */
export const enum SpecialKind {
  finalizer = 2,
  weakHandle = 3,
  cleanup = 7,
}

const specialSchema = {
  /** Of the object's byte it is for, in the span: specials of a span are sorted by it. */
  offset: 'u32',
  /** {@link SpecialKind} */
  kind: 'u8',
  /** Offset of a func value, or of the weak handle. */
  fn: 'u32',
  /** A cleanup's argument, and what calls its func with it: offsets. */
  arg: 'u32',
  call: 'u32',
  /** A cleanup's number. */
  id: 'f64',
  /** Type of the pointer that was given to SetFinalizer. */
  typ: 'i32',
  /** The finalizer's parameter is an interface; words of its results. */
  iface: 'u8',
  nret: 'u8',
  /** Next special of the span, or next free row; 0 for none. */
  next: 'u32',
} as const;

/** Bytes of the structs of these kinds, and who they are charged to. */
const specialBytes = {
  [SpecialKind.finalizer]: 56,
  [SpecialKind.weakHandle]: 32,
  [SpecialKind.cleanup]: 56,
} as const;

/** By kind: structs that its fixed-size allocator has left. */
const specialAllocSchema = { left: 'u32' } as const;

const stateSchema = {
  /** First free row. */
  free: 'u32',
  /** The last cleanup's number. */
  cleanupID: 'f64',
} as const;

type SpecialTable = Table<typeof specialSchema>;

/** Row 0 stands for none. */
export const newSpecials = (
  columns: ColumnSet,
): {
  readonly special: SpecialTable;
  readonly alloc: Table<typeof specialAllocSchema>;
  readonly state: Table<typeof stateSchema>;
} => ({
  special: columns.table('special', specialSchema, 1),
  alloc: columns.table('specialAlloc', specialAllocSchema, SpecialKind.cleanup + 1),
  state: columns.table('specials', stateSchema, 1),
});

// ---- lists -------------------------------------------------------------------------------------

/**
 * specialFindSplicePoint: behind which row a special stands, or would (0: at the head); see
 * {@link specialAt}.
 */
export function specialFindSplicePoint(
  rt: Runtime,
  s: number,
  offset: number,
  kind: SpecialKind,
): number {
  const { special } = rt.specials;
  let last = 0;
  for (let at = rt.mspan.specials[s]!; at !== 0; at = special.next[at]!) {
    const later = special.offset[at]! - offset || special.kind[at]! - kind;
    if (later >= 0) break;
    last = at;
  }
  return last;
}

/** The row behind another one if it is of this offset and kind, else 0. */
export function specialAt(
  rt: Runtime,
  s: number,
  last: number,
  offset: number,
  kind: SpecialKind,
): number {
  const { special } = rt.specials;
  const row = behind(rt, s, last);
  return row !== 0 && special.offset[row] === offset && special.kind[row] === kind ? row : 0;
}

function behind(rt: Runtime, s: number, row: number): number {
  return row === 0 ? rt.mspan.specials[s]! : rt.specials.special.next[row]!;
}

function link(rt: Runtime, s: number, row: number, next: number): void {
  if (row === 0) rt.mspan.specials[s] = next;
  else rt.specials.special.next[row] = next;
}

/** A new special behind another one of its span. */
export function insertSpecial(
  rt: Runtime,
  s: number,
  last: number,
  offset: number,
  kind: SpecialKind,
): number {
  const { special, state, alloc } = rt.specials;
  if (alloc.left[kind] === 0) {
    const stat = kind === SpecialKind.weakHandle ? 'gcMiscSys' : 'other_sys';
    alloc.left[kind] = fixallocChunk(rt, specialBytes[kind], stat);
  }
  alloc.left[kind]!--;
  let row = state.free[0]!;
  if (row === 0) {
    row = special.rows;
    rt.columns.resize<typeof specialSchema>(special, row + 1);
  } else state.free[0] = special.next[row]!;
  special.offset[row] = offset;
  special.kind[row] = kind;
  special.next[row] = behind(rt, s, last);
  link(rt, s, last, row);
  return row;
}

/** Takes a special out of its span's list and gives its row back. */
export function unlinkSpecial(rt: Runtime, s: number, last: number, row: number): void {
  const { special, state, alloc } = rt.specials;
  alloc.left[special.kind[row]!]!++;
  link(rt, s, last, special.next[row]!);
  special.fn[row] = special.arg[row] = special.call[row] = 0;
  special.next[row] = state.free[0]!;
  state.free[0] = row;
}

// ---- marking -----------------------------------------------------------------------------------

/**
 * gcScanFinalizer, gcScanCleanup: what a special keeps. A finalizer keeps all behind its object,
 * though not the object itself; the others only what they name.
 */
export function markSpecial(rt: Runtime, p: number, s: number, row: number): void {
  const { special } = rt.specials;
  const { mspan } = rt;
  const size = mspan.elemsize[s]!;
  if (special.kind[row] === SpecialKind.finalizer && (mspan.spanclass[s]! & 1) === 0)
    scanBody(rt, p, s, mspan.base[s]! + Math.floor(special.offset[row]! / size) * size);
  for (const column of ['call', 'fn', 'arg'] as const) {
    const off = special[column][row]!;
    if (off !== 0) greyPointer(rt, p, off);
  }
}

/** markrootSpans: the specials of the spans that begin in these pages of the heap. */
export function markrootSpans(rt: Runtime, p: number, firstPage: number, pages: number): void {
  const { page, mspan, specials } = rt;
  if (specials.special.rows === 1) return;
  const end = Math.min(page.rows, firstPage + pages);
  for (let at = Math.max(0, firstPage); at < end; at++) {
    const s = page.spans[at]!;
    if (s === 0 || mspan.startPage[s] !== at || mspan.specials[s] === 0) continue;
    for (let row = mspan.specials[s]!; row !== 0; row = specials.special.next[row]!)
      markSpecial(rt, p, s, row);
  }
}

// ---- sweeping ----------------------------------------------------------------------------------

/**
 * The part of mspan.sweep about specials, before anything of the span is freed. An unmarked object
 * with a finalizer is marked after all; its finalizers are queued and its weak handles cleared.
 * One without is dead: cleanups are queued, weak handles cleared.
 */
export function sweepSpecials(rt: Runtime, s: number): void {
  const { mspan, gcBits, specials } = rt;
  const { special } = specials;
  const size = mspan.elemsize[s]!;
  let last = 0;
  for (let row = mspan.specials[s]!; row !== 0; row = behind(rt, s, last)) {
    const index = Math.floor(special.offset[row]! / size);
    const word = mspan.gcmarkBits[s]! + (index >> 5);
    const bit = 1 << (index & 31);
    if ((gcBits.bits[word]! & bit) !== 0) {
      last = row;
      continue;
    }
    const end = (index + 1) * size;
    const revived = hasFinalizer(rt, row, end);
    if (revived) gcBits.bits[word]! |= bit;
    for (; row !== 0 && special.offset[row]! < end; row = behind(rt, s, last)) {
      if (revived && special.kind[row] === SpecialKind.cleanup) last = row;
      else {
        freeSpecial(rt, s, row);
        unlinkSpecial(rt, s, last, row);
      }
    }
    if (row === 0) return;
  }
}

function hasFinalizer(rt: Runtime, first: number, end: number): boolean {
  const { special } = rt.specials;
  for (let row = first; row !== 0 && special.offset[row]! < end; row = special.next[row]!)
    if (special.kind[row] === SpecialKind.finalizer) return true;
  return false;
}

/** freeSpecial: what is due when an object is found dead. */
function freeSpecial(rt: Runtime, s: number, row: number): void {
  const { special } = rt.specials;
  const fn = special.fn[row]!;
  if (special.kind[row] === SpecialKind.weakHandle) rt.mem.storePtr(fn, 0);
  else if (special.kind[row] === SpecialKind.cleanup)
    gcCleanupsEnqueue(rt, special.call[row]!, fn, special.arg[row]!);
  else {
    const arg = rt.mspan.base[s]! + special.offset[row]!;
    const call = { typ: special.typ[row]!, nret: special.nret[row]! };
    queuefinalizer(rt, { fn, arg, iface: special.iface[row] !== 0, ...call });
  }
}
