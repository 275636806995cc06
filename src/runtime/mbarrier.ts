/**
 * Stores with the write barrier and the bulk operations that need it, after runtime/mbarrier.go and
 * bulkBarrierPreWrite of runtime/mbitmap.go of Go 1.26.
 */
import type { Off } from './memory';
import type { Runtime } from './runtime';

/** *at = target for a pointer outside of the running frames. */
export function writePointer(rt: Runtime, at: Off, target: Off): void {
  rt.mem.storePtr(at, target);
}

/** *to = *from for a value of a type. */
export function typedmemmove(rt: Runtime, typ: number, to: Off, from: Off): void {
  rt.mem.copy(to, from, rt.typeTable.size[typ]!);
}

/** copy() of n elements of a type. */
export function typedslicecopy(rt: Runtime, typ: number, to: Off, from: Off, n: number): void {
  rt.mem.copy(to, from, n * rt.typeTable.size[typ]!);
}

/** *at = zero value of a type. */
export function typedmemclr(rt: Runtime, typ: number, at: Off): void {
  rt.mem.zero(at, rt.typeTable.size[typ]!);
}

/** Clears memory that holds pointers, of whatever type. */
export function memclrHasPointers(rt: Runtime, at: Off, bytes: number): void {
  rt.mem.zero(at, bytes);
}
