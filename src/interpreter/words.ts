/** Copies between frames and memory, in words where they fit. */
import type { Memory } from '../runtime/memory';

/** Copies `count` words; the ranges may overlap. */
export function copyWords(i32: Int32Array, to: number, from: number, count: number): void {
  if (count > 32) {
    i32.copyWithin(to, from, from + count);
    return;
  }
  // HOT
  if (to <= from) for (let k = 0; k < count; k++) i32[to + k] = i32[from + k]!;
  // HOT
  else for (let k = count - 1; k >= 0; k--) i32[to + k] = i32[from + k]!;
}

/** Copies bytes into a frame, whose pages are known to be written. */
export function copyFrom(mem: Memory, to: number, from: number, bytes: number): void {
  if (((to | from | bytes) & 3) === 0 && bytes <= 128) {
    copyWords(mem.i32, to >> 2, from >> 2, bytes >> 2);
  } else mem.u8.copyWithin(to, from, from + bytes);
}
