/**
 * Entry points of the allocator, after runtime/malloc.go of Go 1.26.
 */
import type { Off } from './memory';
import type { Runtime } from './runtime';

/**
 * Allocates `size` bytes that hold values of type `typ` (a type number, -1: no pointers). Clears
 * them unless `needzero` is false and there are no pointers.
 */
export function mallocgc(rt: Runtime, size: number, typ: number, needzero: boolean): Off {
  void typ;
  void needzero;
  if (size === 0) return rt.statics.zerobase;
  const off = rt.mem.size;
  rt.mem.grow(off + Math.ceil(size / 16) * 16);
  return off;
}

/** new(T). */
export function newobject(rt: Runtime, typ: number): Off {
  return mallocgc(rt, rt.typeTable.size[typ]!, typ, true);
}

/** n values of a type side by side; the caller has checked that their size is no nonsense. */
export function newarray(rt: Runtime, typ: number, n: number): Off {
  return mallocgc(rt, rt.typeTable.size[typ]! * n, typ, true);
}
