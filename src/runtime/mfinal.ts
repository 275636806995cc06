/**
 * Finalizers, after runtime/mfinal.go and the specials of runtime/mheap.go of Go 1.26: an object
 * that has one lives through the cycle that finds it unreachable, its finalizer is queued, and the
 * next cycle may free it.
 *
 * Leaves out cleanups and weak handles, which programs reach by generic functions alone.
 * SetFinalizer itself and the goroutine that runs what is queued are Go (package runtime of our
 * library).
 *
 * NON-GO: specials are rows of a table instead of structs of a fixed-size allocator, and what an
 * object's specials are is found by walking its span's list from the start.
 */
import type { ColumnSet, Table } from '../base/columns';
import { headerBytes, isAllocated, objIndex } from './mbitmap';
import { greyPointer, scanBody } from './mgcmark_greenteagc';
import { spanOfHeap } from './mheap';
import type { Off } from './memory';
import type { Runtime } from './runtime';

const specialSchema = {
  /** Of the object in its span, in bytes: specials of a span are sorted by it. */
  offset: 'u32',
  /** The finalizer: offset of its func value. */
  fn: 'u32',
  /** Type of the pointer that was given to SetFinalizer. */
  typ: 'i32',
  /** The finalizer's parameter is an interface; words of its results. */
  iface: 'u8',
  nret: 'u8',
  /** Next special of the span, or next free row; 0 for none. */
  next: 'u32',
} as const;

const finalizerSchema = { fn: 'u32', arg: 'u32', typ: 'i32', iface: 'u8', nret: 'u8' } as const;

const fingSchema = {
  /** First free row of the specials. */
  free: 'u32',
  /** Queued finalizers, from `head` up to `tail`. */
  head: 'u32',
  tail: 'u32',
  /** The goroutine that runs finalizers, and whether it waits for one. */
  g: 'u32',
  waits: 'u8',
} as const;

/** The tables: specials, the queue, and who works it off. Row 0 of the specials stands for none. */
export const newFinalizers = (
  columns: ColumnSet,
): {
  readonly special: Table<typeof specialSchema>;
  readonly finq: Table<typeof finalizerSchema>;
  readonly fing: Table<typeof fingSchema>;
} => ({
  special: columns.table('special', specialSchema, 1),
  finq: columns.table('finq', finalizerSchema, 0, 16),
  fing: columns.table('fing', fingSchema, 1),
});

/** How a finalizer is called: type of its argument, and shape of its signature. */
interface FinalizerCall {
  readonly typ: number;
  readonly iface: boolean;
  readonly nret: number;
}

/** A queued finalizer. */
interface Finalizer extends FinalizerCall {
  readonly fn: Off;
  readonly arg: Off;
}

/** Where a special of an object stands: behind which other row (0: at the head). */
function before(rt: Runtime, s: number, offset: number): number {
  const { special } = rt.finalizers;
  let last = 0;
  for (let at = rt.mspan.specials[s]!; at !== 0 && special.offset[at]! < offset;) {
    last = at;
    at = special.next[at]!;
  }
  return last;
}

function behind(rt: Runtime, s: number, row: number): number {
  return row === 0 ? rt.mspan.specials[s]! : rt.finalizers.special.next[row]!;
}

function link(rt: Runtime, s: number, row: number, next: number): void {
  if (row === 0) rt.mspan.specials[s] = next;
  else rt.finalizers.special.next[row] = next;
}

/**
 * addfinalizer: a finalizer for what is at `p`, which is in the heap. False when there is one
 * already.
 */
export function addfinalizer(rt: Runtime, p: Off, fn: Off, call: FinalizerCall): boolean {
  const s = spanOfHeap(rt, p);
  const offset = p - rt.mspan.base[s]!;
  const last = before(rt, s, offset);
  const next = behind(rt, s, last);
  const { special, fing } = rt.finalizers;
  if (next !== 0 && special.offset[next] === offset) return false;
  let row = fing.free[0]!;
  if (row === 0) {
    row = special.rows;
    rt.columns.resize<typeof specialSchema>(special, row + 1);
  } else fing.free[0] = special.next[row]!;
  special.offset[row] = offset;
  special.fn[row] = fn;
  special.typ[row] = call.typ;
  special.iface[row] = call.iface ? 1 : 0;
  special.nret[row] = call.nret;
  special.next[row] = next;
  link(rt, s, last, row);
  // The marker may have been at this span already.
  if (rt.gcPhase !== 0) markSpecial(rt, rt.p, s, row);
  return true;
}

/** removefinalizer: the object will die without one. */
export function removefinalizer(rt: Runtime, p: Off): void {
  const s = spanOfHeap(rt, p);
  if (s === 0) return;
  const offset = p - rt.mspan.base[s]!;
  const last = before(rt, s, offset);
  const row = behind(rt, s, last);
  if (row === 0 || rt.finalizers.special.offset[row] !== offset) return;
  link(rt, s, last, rt.finalizers.special.next[row]!);
  release(rt, row);
}

function release(rt: Runtime, row: number): void {
  const { special, fing } = rt.finalizers;
  special.fn[row] = 0;
  special.next[row] = fing.free[0]!;
  fing.free[0] = row;
}

/** What a finalizer can reach stays: all behind its object, though not the object itself. */
function markSpecial(rt: Runtime, p: number, s: number, row: number): void {
  const { special } = rt.finalizers;
  const { mspan } = rt;
  const size = mspan.elemsize[s]!;
  const object = mspan.base[s]! + Math.floor(special.offset[row]! / size) * size;
  if ((mspan.spanclass[s]! & 1) === 0) scanBody(rt, p, s, object);
  greyPointer(rt, p, special.fn[row]!);
}

/** markrootSpans: the specials of the spans that begin in these pages of the heap. */
export function markrootSpans(rt: Runtime, p: number, firstPage: number, pages: number): void {
  const { page, mspan, finalizers } = rt;
  if (finalizers.special.rows === 1) return;
  const end = Math.min(page.rows, firstPage + pages);
  for (let at = Math.max(0, firstPage); at < end; at++) {
    const s = page.spans[at]!;
    if (s === 0 || mspan.startPage[s] !== at || mspan.specials[s] === 0) continue;
    for (let row = mspan.specials[s]!; row !== 0; row = finalizers.special.next[row]!)
      markSpecial(rt, p, s, row);
  }
}

/** The queue is a root: what is in it lives until its finalizer has been called. */
export function markrootFinq(rt: Runtime, p: number): void {
  const { finq, fing } = rt.finalizers;
  for (let i = fing.head[0]!; i < fing.tail[0]!; i++) {
    greyPointer(rt, p, finq.fn[i]!);
    greyPointer(rt, p, finq.arg[i]!);
  }
}

/**
 * The part of mspan.sweep about specials, before anything of the span is freed: an unmarked object
 * with a finalizer is marked after all, and the finalizer queued.
 */
export function sweepSpecials(rt: Runtime, s: number): void {
  const { mspan, gcBits, finalizers } = rt;
  const { special } = finalizers;
  const size = mspan.elemsize[s]!;
  let last = 0;
  for (let row = mspan.specials[s]!; row !== 0;) {
    const next = special.next[row]!;
    const index = Math.floor(special.offset[row]! / size);
    const word = mspan.gcmarkBits[s]! + (index >> 5);
    const bit = 1 << (index & 31);
    if ((gcBits.bits[word]! & bit) !== 0) last = row;
    else {
      gcBits.bits[word]! |= bit;
      link(rt, s, last, next);
      queuefinalizer(rt, mspan.base[s]! + special.offset[row]!, row);
      release(rt, row);
    }
    row = next;
  }
}

function queuefinalizer(rt: Runtime, arg: Off, row: number): void {
  const { special, finq, fing } = rt.finalizers;
  const at = fing.tail[0]!++;
  if (at === finq.rows) rt.columns.resize<typeof finalizerSchema>(finq, at + 1);
  finq.fn[at] = special.fn[row]!;
  finq.arg[at] = arg;
  finq.typ[at] = special.typ[row]!;
  finq.iface[at] = special.iface[row]!;
  finq.nret[at] = special.nret[row]!;
  if (fing.waits[0] === 0) return;
  fing.waits[0] = 0;
  rt.background.ready(fing.g[0]!, true);
}

/** The running goroutine, one of the runtime's own, is who runs finalizers from now on. */
export function createfing(rt: Runtime): void {
  rt.finalizers.fing.g[0] = rt.g;
  rt.sched.g.system[rt.g] = 1;
}

/** Takes a finalizer off the queue. When there is none the goroutine, which asked, has to wait. */
export function nextFinalizer(rt: Runtime): Finalizer | undefined {
  const { finq, fing } = rt.finalizers;
  const at = fing.head[0]!;
  if (at === fing.tail[0]!) {
    fing.head[0] = 0;
    fing.tail[0] = 0;
    fing.waits[0] = 1;
    return undefined;
  }
  fing.head[0] = at + 1;
  const { fn, arg, typ, iface, nret } = finq;
  const call = { typ: typ[at]!, iface: iface[at] !== 0, nret: nret[at]! };
  return { fn: fn[at]!, arg: arg[at]!, ...call };
}

/** findObject: where the object begins that `p` points into, behind its header; 0 if in none. */
export function findObject(rt: Runtime, p: Off): Off {
  const s = spanOfHeap(rt, p);
  if (s === 0) return 0;
  const index = objIndex(rt, s, p);
  if (!isAllocated(rt, s, index)) return 0;
  return rt.mspan.base[s]! + index * rt.mspan.elemsize[s]! + headerBytes(rt, s);
}
