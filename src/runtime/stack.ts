/**
 * Goroutine stacks, after runtime/stack.go of Go 1.26. Copying a stack into a bigger one is up to the
 * interpreter, which knows the frames.
 */
import type { Off } from './memory';
import type { Runtime } from './runtime';

/** A stack of `bytes` bytes, a power of two of at least 2048. */
export function stackalloc(rt: Runtime, bytes: number): Off {
  const off = rt.mem.size;
  rt.mem.grow(off + bytes);
  return off;
}

export function stackfree(rt: Runtime, off: Off, bytes: number): void {
  rt.mem.zero(off, bytes);
}
