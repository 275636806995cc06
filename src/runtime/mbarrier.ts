/**
 * Stores with the write barrier and the bulk operations that need it, after runtime/mbarrier.go and
 * bulkBarrierPreWrite of runtime/mbitmap.go of Go 1.26. The barrier is Go's hybrid one: what is
 * overwritten and what is written are both marked, whatever the state of the stack.
 */
import { bulkBarrier, writebarrierptr } from './go1.6/mbarrier';
import { headerBytes, heapBitsSmall, objIndex, typeOfHeader } from './mbitmap';
import type { Off } from './memory';
import { spanOfHeap } from './mheap';
import { wbBufGet1, wbBufGet2 } from './mwbbuf';
import type { Runtime } from './runtime';
import { heapBitsInSpan } from './sizeclasses';

/** *at = target for a pointer outside of the running frames. */
export function writePointer(rt: Runtime, at: Off, target: Off): void {
  if (rt.writeBarrierEnabled !== 0) {
    if (rt.go16 !== undefined) writebarrierptr(rt.go16, target);
    else wbBufGet2(rt, rt.mem.loadPtr(at), target);
  }
  rt.mem.storePtr(at, target);
}

/** *to = *from for a value of a type. */
export function typedmemmove(rt: Runtime, typ: number, to: Off, from: Off): void {
  if (to === from) return;
  const size = rt.typeTable.size[typ]!;
  if (rt.writeBarrierEnabled !== 0 && rt.typeTable.ptrdata[typ] !== 0)
    bulkBarrierPreWrite(rt, to, from, size, typ);
  rt.mem.copy(to, from, size);
}

/** copy() of n elements of a type. */
export function typedslicecopy(rt: Runtime, typ: number, to: Off, from: Off, n: number): void {
  if (to === from || n === 0) return;
  const bytes = n * rt.typeTable.size[typ]!;
  if (rt.writeBarrierEnabled !== 0 && rt.typeTable.ptrdata[typ] !== 0)
    bulkBarrierPreWrite(rt, to, from, bytes, typ);
  rt.mem.copy(to, from, bytes);
}

/** *at = zero value of a type. */
export function typedmemclr(rt: Runtime, typ: number, at: Off): void {
  const size = rt.typeTable.size[typ]!;
  if (rt.writeBarrierEnabled !== 0 && rt.typeTable.ptrdata[typ] !== 0)
    bulkBarrierPreWrite(rt, at, 0, size, typ);
  rt.mem.zero(at, size);
}

/** Clears memory that holds pointers, of whatever type. */
export function memclrHasPointers(rt: Runtime, at: Off, bytes: number): void {
  if (rt.writeBarrierEnabled !== 0) bulkBarrierPreWrite(rt, at, 0, bytes, -1);
  rt.mem.zero(at, bytes);
}

/**
 * Notes each pointer that a copy to [to, to+bytes) overwrites and brings; `from` 0: a clearing. The
 * heap knows where pointers are there; in the static segment the values' type says it.
 */
function bulkBarrierPreWrite(rt: Runtime, to: Off, from: Off, bytes: number, typ: number): void {
  if (rt.go16 !== undefined) {
    bulkBarrier(rt.go16, from, bytes, typ);
    return;
  }
  if (to < rt.heapStart) {
    barrierStatic(rt, to, from, bytes);
    return;
  }
  // Writes to stacks need no barrier.
  const s = spanOfHeap(rt, to);
  if (s === 0 || (rt.mspan.spanclass[s]! & 1) === 1) return;
  const elemsize = rt.mspan.elemsize[s]!;
  const slot = rt.mspan.base[s]! + objIndex(rt, s, to) * elemsize;
  if (heapBitsInSpan(elemsize)) {
    barrierBits(rt, s, slot, to, from, bytes);
    return;
  }
  const header = headerBytes(rt, s);
  const known = rt.mspan.spanclass[s]! > 1 ? typeOfHeader(rt, slot) : rt.mspan.largeType[s]! - 1;
  if (known >= 0) barrierTyped(rt, slot + header, known, to, from, bytes);
  else if (typ >= 0) barrierTyped(rt, to, typ, to, from, bytes);
}

function barrierWord(rt: Runtime, to: Off, from: Off, at: Off): void {
  const old = rt.mem.loadPtr(at);
  if (from === 0) wbBufGet1(rt, old);
  else wbBufGet2(rt, old, rt.mem.loadPtr(from + (at - to)));
}

/** Pointer words known from the bitmap of the span. */
function barrierBits(rt: Runtime, s: number, slot: Off, to: Off, from: Off, bytes: number): void {
  const first = (to - slot) >> 3;
  const words = bytes >> 3;
  for (let w = 0; w < words; w++) {
    if ((heapBitsSmall(rt, s, slot, first + w) & 1) === 1) barrierWord(rt, to, from, to + w * 8);
  }
}

/** Pointer words known from the type of values side by side from `first` on. */
function barrierTyped(
  rt: Runtime,
  first: Off,
  typ: number,
  to: Off,
  from: Off,
  bytes: number,
): void {
  const size = rt.typeTable.size[typ]!;
  const mask = rt.typeTable.gcmask[typ]!;
  for (let at = to; at < to + bytes; at += 8) {
    if (mask[((at - first) % size) >> 3] === 1) barrierWord(rt, to, from, at);
  }
}

/** Pointer words known from the program's list of them. */
function barrierStatic(rt: Runtime, to: Off, from: Off, bytes: number): void {
  const { pointers } = rt.statics;
  let low = 0;
  for (let high = pointers.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (pointers[middle]! < to) low = middle + 1;
    else high = middle;
  }
  for (; low < pointers.length && pointers[low]! < to + bytes; low++)
    barrierWord(rt, to, from, pointers[low]!);
}
