/**
 * What the collector has before it, read from its own buffers and queues in the order in which it
 * takes from them: grey objects, spans with grey objects, pointers behind the write barrier.
 */
import { popcount32 } from '../base/bits';
import { MarkWorkerMode, bufferObjects, fullBuffers, spanqSlots } from '../runtime/mgcwork';
import type { Off } from '../runtime/memory';
import type { Runtime } from '../runtime/runtime';
import { marksAt } from '../runtime/mgcmark_greenteagc';
import { wbBufEntries } from '../runtime/mwbbuf';
import { pageSize, spanInlineMarkBytes } from '../runtime/sizeclasses';

/** Grey objects in a P's two buffers. */
export function queuedObjects(rt: Runtime, p: number): Off[] {
  const found: Off[] = [];
  const add = (obj: Off): void => void found.push(obj);
  bufferObjects(rt, rt.gcw.wbuf1[p]!, add);
  bufferObjects(rt, rt.gcw.wbuf2[p]!, add);
  return found;
}

/** Grey objects in the buffers that any P may take. */
export function sharedObjects(rt: Runtime): Off[] {
  const found: Off[] = [];
  fullBuffers(rt, (b) => bufferObjects(rt, b, (obj) => void found.push(obj)));
  return found;
}

/** Offsets of the spans in a P's own queue, then of those that it shares, oldest first. */
export function queuedSpans(rt: Runtime, p: number): { own: Off[]; shared: Off[] } {
  const { gcw, spanq, spanSPMC, spanSPMCRing } = rt;
  const baseOf = (entry: number): Off => entry & ~(pageSize - 1);
  const own: Off[] = [];
  for (let at = gcw.spanqHead[p]!; at !== gcw.spanqTail[p]; at++)
    own.push(baseOf(spanq.ring[p * spanqSlots + (at & (spanqSlots - 1))]!));
  const shared: Off[] = [];
  for (let r = gcw.chainTail[p]!; r !== 0; r = spanSPMC.prev[r]!) {
    const mask = spanSPMC.cap[r]! - 1;
    for (let at = spanSPMC.head[r]!; at !== spanSPMC.tail[r]; at++)
      shared.push(baseOf(spanSPMCRing.entry[spanSPMC.ring[r]! + (at & mask)]!));
  }
  return { own, shared };
}

/** Objects of a span with inline marks that are marked and not scanned. */
export function greyInSpan(rt: Runtime, base: Off): number {
  const at = base + pageSize - spanInlineMarkBytes;
  let count = 0;
  for (let i = 0; i < marksAt; i += 4) {
    const grey = rt.mem.u32[(at + marksAt + i) >> 2]! & ~rt.mem.u32[(at + i) >> 2]!;
    // The last byte of each half is no bit: who owns the span, its class.
    count += popcount32(i === marksAt - 4 ? grey & 0x00ffffff : grey);
  }
  return count;
}

/** Pointers that wait behind a P's write barrier; 0 for nil. */
export function barrierPointers(rt: Runtime, p: number): Off[] {
  const from = p * wbBufEntries;
  return [...rt.wbBuf.buf.subarray(from, from + rt.allp.wbBufNext[p]!)];
}

/** What the next step of a mark worker on a P scans: an object or a span; 0 when it has neither. */
export function nextScan(rt: Runtime, p: number): { off: Off; isSpan: boolean } {
  const { work, gcw } = rt;
  // Root jobs come first.
  if (work.markrootNext[0]! < work.markrootJobs[0]!) return { off: 0, isSpan: false };
  const object = queuedObjects(rt, p)[0];
  const first = gcw.wbuf1[p] === 0 ? undefined : firstOf(rt, gcw.wbuf1[p]!);
  if (first !== undefined) return { off: first, isSpan: false };
  const spans = queuedSpans(rt, p);
  if (spans.own.length > 0) return { off: spans.own[0]!, isSpan: true };
  const other = object ?? sharedObjects(rt)[0];
  if (other !== undefined) return { off: other, isSpan: false };
  return { off: spans.shared[0] ?? 0, isSpan: true };
}

function firstOf(rt: Runtime, b: Off): Off | undefined {
  let first: Off | undefined;
  bufferObjects(rt, b, (obj) => (first ??= obj));
  return first;
}

const modeNames: Readonly<Record<MarkWorkerMode, 'dedicated' | 'fractional' | 'idle' | undefined>> =
  {
    [MarkWorkerMode.none]: undefined,
    [MarkWorkerMode.dedicated]: 'dedicated',
    [MarkWorkerMode.fractional]: 'fractional',
    [MarkWorkerMode.idle]: 'idle',
  };

/** How the mark worker on a P was chosen; undefined when none is there. */
export function workerOn(rt: Runtime, p: number): 'dedicated' | 'fractional' | 'idle' | undefined {
  return modeNames[rt.gcw.workerMode[p]! as MarkWorkerMode];
}
