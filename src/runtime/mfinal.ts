/**
 * Queued finalizers, after runtime/mfinal.go of Go 1.26: an object that has one lives through the
 * cycle that finds it unreachable, its finalizer is queued (mspecial.ts), and the next cycle may
 * free it.
 *
 * SetFinalizer itself and the goroutine that runs what is queued are Go (package runtime of our
 * library).
 */
import type { ColumnSet, Table } from '../base/columns';
import { headerBytes, isAllocated, objIndex } from './mbitmap';
import { greyPointer } from './mgcmark_greenteagc';
import { spanOfHeap } from './mheap';
import type { Off } from './memory';
import { persistentalloc } from './persistentalloc';
import type { Runtime } from './runtime';

const finalizerSchema = { fn: 'u32', arg: 'u32', typ: 'i32', iface: 'u8', nret: 'u8' } as const;

/** Bytes of a finBlock, and the finalizers that it holds. */
const finBlockSize = 4096;
const finalizersPerBlock = 101;

const fingSchema = {
  /**
   * Queued finalizers: from `head` up to `at` those of the blocks that are being worked off, the
   * last one first, as in Go; from `rest` up to `tail` those that came later.
   */
  head: 'u32',
  at: 'u32',
  rest: 'u32',
  tail: 'u32',
  /** finc: empty blocks. */
  blocks: 'u32',
  /** The goroutine that runs finalizers, and whether it waits for one. */
  g: 'u32',
  waits: 'u8',
  /** Finalizers that were queued ever, and that were called. */
  queued: 'f64',
  executed: 'f64',
} as const;

/** The tables: the queue, and who works it off. */
export const newFinalizers = (
  columns: ColumnSet,
): {
  readonly finq: Table<typeof finalizerSchema>;
  readonly fing: Table<typeof fingSchema>;
} => ({
  finq: columns.table('finq', finalizerSchema, 0, 16),
  fing: columns.table('fing', fingSchema, 1),
});

/** How a finalizer is called: type of its argument, and shape of its signature. */
export interface FinalizerCall {
  readonly typ: number;
  readonly iface: boolean;
  readonly nret: number;
}

/** A queued finalizer. */
interface Finalizer extends FinalizerCall {
  readonly fn: Off;
  readonly arg: Off;
}

/** The queue is a root: what is in it lives until its finalizer has been called. */
export function markrootFinq(rt: Runtime, p: number): void {
  queuedFinalizers(rt, (off) => {
    greyPointer(rt, p, off);
  });
}

/** Calls `visit` with what the queue holds. */
export function queuedFinalizers(rt: Runtime, visit: (off: Off) => void): void {
  const { finq, fing } = rt.finalizers;
  for (let i = fing.head[0]!; i < fing.tail[0]!; i++) {
    if (i >= fing.at[0]! && i < fing.rest[0]!) continue;
    visit(finq.fn[i]!);
    visit(finq.arg[i]!);
  }
}

/** queuefinalizer: what an object that nothing leads to any more is to be finalized with. */
export function queuefinalizer(rt: Runtime, finalizer: Finalizer): void {
  const { finq, fing } = rt.finalizers;
  if ((fing.tail[0]! - fing.rest[0]!) % finalizersPerBlock === 0) {
    if (fing.blocks[0] === 0) persistentalloc(rt, finBlockSize, 8, 'gcMiscSys');
    else fing.blocks[0]!--;
  }
  const at = fing.tail[0]!++;
  if (at === finq.rows) rt.columns.resize<typeof finalizerSchema>(finq, at + 1);
  finq.fn[at] = finalizer.fn;
  finq.arg[at] = finalizer.arg;
  finq.typ[at] = finalizer.typ;
  finq.iface[at] = finalizer.iface ? 1 : 0;
  finq.nret[at] = finalizer.nret;
  fing.queued[0]!++;
  if (fing.waits[0] === 0) return;
  fing.waits[0] = 0;
  rt.background.ready(fing.g[0]!, true);
}

/** The goroutine that runs finalizers from now on, which waits if it was there from the start. */
export function createfing(rt: Runtime, gp: number): void {
  const { fing } = rt.finalizers;
  if (fing.g[0] === gp) fing.waits[0] = 1;
  fing.g[0] = gp;
  rt.sched.g.system[gp] = 1;
}

/** Takes a finalizer off the queue. When there is none the goroutine, which asked, has to wait. */
export function nextFinalizer(rt: Runtime): Finalizer | undefined {
  const { finq, fing } = rt.finalizers;
  // What was called last was the last one of its block.
  const called = fing.at[0]! < fing.rest[0]!;
  if (called && (fing.at[0]! - fing.head[0]!) % finalizersPerBlock === 0) fing.blocks[0]!++;
  if (fing.at[0] === fing.head[0]) {
    fing.head[0] = fing.rest[0]!;
    fing.at[0] = fing.rest[0] = fing.tail[0]!;
  }
  if (fing.at[0] === fing.head[0]) {
    fing.head[0] = fing.at[0] = fing.rest[0] = fing.tail[0] = 0;
    fing.waits[0] = 1;
    return undefined;
  }
  const at = --fing.at[0]!;
  fing.executed[0]!++;
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
