/** Reading parameters and writing results of natives: 8-byte slots in register form. */
import type { Uint64 } from '../../base/bits';
import type { Memory, Off } from '../../runtime/memory';
import type { Machine } from '../machine';

/** Number of the type whose descriptor a pointer leads to. */
export function typeAt(m: Machine, at: Off): number {
  return (m.rt.mem.i32[at >> 2]! - m.typeBase) >> 6;
}

/** Writes an int below 2^53 in magnitude. */
export function setInt(mem: Memory, at: Off, value: number): void {
  mem.i32[at >> 2] = value | 0;
  mem.i32[(at >> 2) + 1] = Math.floor(value / 4294967296);
}

/** Writes a uint64. */
export function setUint64(mem: Memory, at: Off, [low, high]: Uint64): void {
  mem.i32[at >> 2] = low;
  mem.i32[(at >> 2) + 1] = high;
}

/** An int64 as a number: exact below 2^53 in magnitude. */
export function getInt(mem: Memory, at: Off): number {
  return mem.i32[(at >> 2) + 1]! * 4294967296 + mem.u32[at >> 2]!;
}

/** Length of a string or slice whose register stands at `at`. */
function lengthAt(mem: Memory, at: Off): number {
  return mem.i32[(at >> 2) + 2]!;
}

/** The bytes of a string or byte slice, as long as nothing is allocated. */
export function bytesAt(mem: Memory, at: Off): Uint8Array {
  const length = lengthAt(mem, at);
  if (length === 0) return mem.u8.subarray(0, 0);
  const data = mem.loadPtr(at);
  return mem.u8.subarray(data, data + length);
}

/** Bytes below 256 as a text of as many characters. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
