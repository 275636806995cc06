/**
 * Finalizers, cleanups and weak pointers are attached to objects and taken away again: the other
 * part of the specials of runtime/mheap.go of Go 1.26.
 *
 * NON-GO: the weak handle of what is no object of the heap, and so never dies, takes 16 bytes of
 * the heap, where Go has memory of its own for such. Weak pointers are not held up while marking
 * ends, because that takes no time.
 */
import type { ColumnSet, Table } from '../base/columns';
import { mallocgc } from './malloc';
import { greyPointer } from './mgcmark_greenteagc';
import { ensureSwept } from './mgcsweep';
import { spanOfHeap } from './mheap';
import type { Off } from './memory';
import {
  SpecialKind,
  insertSpecial,
  markSpecial,
  specialAt,
  specialFindSplicePoint,
  unlinkSpecial,
} from './mspecial';
import type { FinalizerCall } from './mfinal';
import type { Runtime } from './runtime';

/** Bytes of a weak handle: a word, and room so that it shares its slot with nothing. */
const weakHandleBox = 16;

const immortalSchema = { p: 'u32', handle: 'u32' } as const;

/** mheap.immortalWeakHandles: of variables that are in no heap. */
export const newImmortalWeakHandles = (columns: ColumnSet): Table<typeof immortalSchema> =>
  columns.table('immortalWeakHandles', immortalSchema, 0);

/** addspecial: its row; 0 when the byte has one of the kind already and `force` is not set. */
function addspecial(rt: Runtime, p: Off, kind: SpecialKind, force: boolean): number {
  const s = spanOfHeap(rt, p);
  ensureSwept(rt, s);
  const offset = p - rt.mspan.base[s]!;
  const last = specialFindSplicePoint(rt, s, offset, kind);
  if (!force && specialAt(rt, s, last, offset, kind) !== 0) return 0;
  return insertSpecial(rt, s, last, offset, kind);
}

/** The marker may have been at this span already. */
function markAdded(rt: Runtime, p: Off, row: number): void {
  if (rt.gcPhase !== 0) markSpecial(rt, rt.p, spanOfHeap(rt, p), row);
}

// ---- finalizers --------------------------------------------------------------------------------

/**
 * addfinalizer: a finalizer for what is at `p`, which is in the heap. False when there is one
 * already.
 */
export function addfinalizer(rt: Runtime, p: Off, fn: Off, call: FinalizerCall): boolean {
  const row = addspecial(rt, p, SpecialKind.finalizer, false);
  if (row === 0) return false;
  const { special } = rt.specials;
  special.fn[row] = fn;
  special.typ[row] = call.typ;
  special.iface[row] = call.iface ? 1 : 0;
  special.nret[row] = call.nret;
  markAdded(rt, p, row);
  return true;
}

/** removefinalizer: the object will die without one. */
export function removefinalizer(rt: Runtime, p: Off): void {
  const s = spanOfHeap(rt, p);
  if (s === 0) return;
  ensureSwept(rt, s);
  const offset = p - rt.mspan.base[s]!;
  const last = specialFindSplicePoint(rt, s, offset, SpecialKind.finalizer);
  const row = specialAt(rt, s, last, offset, SpecialKind.finalizer);
  if (row !== 0) unlinkSpecial(rt, s, last, row);
}

// ---- cleanups ----------------------------------------------------------------------------------

/**
 * addCleanup: `call` is to be called with `fn` and `arg` once what is at `p` is dead. Returns its
 * number.
 */
export function addCleanup(rt: Runtime, p: Off, call: Off, fn: Off, arg: Off): number {
  const { state } = rt.specials;
  const id = ++state.cleanupID[0]!;
  const row = addspecial(rt, p, SpecialKind.cleanup, true);
  const { special } = rt.specials;
  special.call[row] = call;
  special.fn[row] = fn;
  special.arg[row] = arg;
  special.id[row] = id;
  markAdded(rt, p, row);
  return id;
}

/** Cleanup.Stop: the cleanup of this number is not called any more, unless it is queued already. */
export function stopCleanup(rt: Runtime, p: Off, id: number): void {
  const s = spanOfHeap(rt, p);
  if (id === 0 || s === 0) return;
  ensureSwept(rt, s);
  const { special } = rt.specials;
  const offset = p - rt.mspan.base[s]!;
  let last = specialFindSplicePoint(rt, s, offset, SpecialKind.cleanup);
  for (;;) {
    const row = specialAt(rt, s, last, offset, SpecialKind.cleanup);
    if (row === 0) return;
    if (special.id[row] === id) {
      unlinkSpecial(rt, s, last, row);
      return;
    }
    last = row;
  }
}

// ---- weak pointers -----------------------------------------------------------------------------

/** getOrAddWeakHandle: the one handle of what is at `p`. The caller holds `p` meanwhile. */
export function getOrAddWeakHandle(rt: Runtime, p: Off): Off {
  // NON-GO: in the model of Go 1.6, which had none, weak pointers keep what they were made of.
  const s = rt.go16 === undefined ? spanOfHeap(rt, p) : 0;
  if (s === 0) return immortalWeakHandle(rt, p);
  ensureSwept(rt, s);
  const offset = p - rt.mspan.base[s]!;
  const last = specialFindSplicePoint(rt, s, offset, SpecialKind.weakHandle);
  const found = specialAt(rt, s, last, offset, SpecialKind.weakHandle);
  if (found !== 0) return rt.specials.special.fn[found]!;
  const handle = mallocgc(rt, weakHandleBox, -1, true);
  rt.mem.storePtr(handle, p);
  const row = addspecial(rt, p, SpecialKind.weakHandle, false);
  rt.specials.special.fn[row] = handle;
  markAdded(rt, p, row);
  return handle;
}

function immortalWeakHandle(rt: Runtime, p: Off): Off {
  const { immortalWeakHandles: known, bootObjects, columns } = rt;
  for (let i = 0; i < known.rows; i++) if (known.p[i] === p) return known.handle[i]!;
  const handle = mallocgc(rt, weakHandleBox, -1, true);
  rt.mem.storePtr(handle, p);
  for (const off of rt.go16 === undefined ? [handle] : [handle, p]) {
    columns.resize(bootObjects, bootObjects.rows + 1);
    bootObjects.off[bootObjects.rows - 1] = off;
  }
  columns.resize<typeof immortalSchema>(known, known.rows + 1);
  known.p[known.rows - 1] = p;
  known.handle[known.rows - 1] = handle;
  return handle;
}

/**
 * internal_weak_runtime_makeStrongFromWeak: what a handle is for, 0 when that is dead. Its span is
 * swept first, so that nothing dead comes back.
 */
export function makeStrongFromWeak(rt: Runtime, handle: Off): Off {
  const p = Math.max(0, rt.mem.loadPtr(handle));
  if (p === 0 || p < rt.heapStart || rt.go16 !== undefined) return p;
  const s = spanOfHeap(rt, p);
  if (s === 0) return 0;
  ensureSwept(rt, s);
  const now = Math.max(0, rt.mem.loadPtr(handle));
  if (now !== 0 && rt.gcPhase !== 0) greyPointer(rt, rt.p, now);
  return now;
}
