/**
 * Buffers of the write barrier, after runtime/mwbbuf.go of Go 1.26: pointers that a store overwrote
 * or wrote wait here, per P, until 512 of them are marked together.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Off } from './memory';
import { greyPointer } from './mgcmark_greenteagc';
import type { Runtime } from './runtime';
import { TraceKind, WhyMark, traceEvent } from './trace';

export const wbBufEntries = 512;

/** Row p × 512 + i: targets that wait. */
export const newWbBuf = (columns: ColumnSet, procs: number): Table<{ readonly buf: 'u32' }> =>
  columns.table('wbBuf', { buf: 'u32' } as const, procs * wbBufEntries);

/** wbBuf.get1 and the store: one more pointer to mark; nil takes an entry too. */
export function wbBufGet1(rt: Runtime, target: Off): void {
  const { p } = rt;
  if (rt.allp.wbBufNext[p]! + 1 > wbBufEntries) wbBufFlush1(rt, p);
  const n = rt.allp.wbBufNext[p]!;
  rt.wbBuf.buf[p * wbBufEntries + n] = Math.max(0, target);
  rt.allp.wbBufNext[p] = n + 1;
}

/** wbBuf.get2 and the stores: what a store overwrites, and what it writes. */
export function wbBufGet2(rt: Runtime, old: Off, target: Off): void {
  const { p } = rt;
  if (rt.allp.wbBufNext[p]! + 2 > wbBufEntries) wbBufFlush1(rt, p);
  const n = rt.allp.wbBufNext[p]!;
  const { buf } = rt.wbBuf;
  buf[p * wbBufEntries + n] = Math.max(0, old);
  buf[p * wbBufEntries + n + 1] = Math.max(0, target);
  rt.allp.wbBufNext[p] = n + 2;
}

/** Marks what waits in a P's buffer. */
export function wbBufFlush1(rt: Runtime, p: number): void {
  const n = rt.allp.wbBufNext[p]!;
  if (n === 0) return;
  rt.allp.wbBufNext[p] = 0;
  // HOT
  for (let i = 0; i < n; i++) greyPointer(rt, p, rt.wbBuf.buf[p * wbBufEntries + i]!);
  traceEvent(rt, TraceKind.gcMark, WhyMark.wbFlush, p, n);
}
