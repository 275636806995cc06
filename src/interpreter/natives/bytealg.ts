/** Natives of internal/bytealg: searching and comparing bytes. */
import { mallocgc } from '../../runtime/malloc';
import { roundupsize } from '../../runtime/sizeclasses';
import type { Off } from '../../runtime/memory';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { bytesAt, setInt } from './args';
import { raise } from '../raise';

/** Where `part` is in `bytes` at or after `from`, or -1. */
function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  const n = part.length;
  if (n === 0) return 0;
  const first = part[0]!;
  const last = bytes.length - n;
  // HOT
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < n && bytes[at + i] === part[i]) i++;
    if (i === n) return at;
  }
  return -1;
}

function lastIndexOf(bytes: Uint8Array, part: Uint8Array): number {
  const n = part.length;
  // HOT
  for (let at = bytes.length - n; at >= 0; at--) {
    let i = 0;
    while (i < n && bytes[at + i] === part[i]) i++;
    if (i === n) return at;
  }
  return -1;
}

function countOf(bytes: Uint8Array, byte: number): number {
  let n = 0;
  // HOT
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) n++;
  return n;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  // HOT
  for (let i = 0; i < n; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

/** A search for a byte in `slots` words of a string or slice. */
function byteSearch(slots: number, search: (bytes: Uint8Array, byte: number) => number): Native {
  return (m, args) => {
    const { mem } = m.rt;
    const at = args + 8 * slots;
    setInt(mem, at + 8, search(bytesAt(mem, args), mem.u8[at]!));
  };
}

/** A search for bytes in bytes. */
function search(slots: number, by: (a: Uint8Array, b: Uint8Array) => number): Native {
  return (m, args) => {
    const { mem } = m.rt;
    setInt(mem, args + 16 * slots, by(bytesAt(mem, args), bytesAt(mem, args + 8 * slots)));
  };
}

const indexByte = (bytes: Uint8Array, byte: number): number => bytes.indexOf(byte);
const lastIndexByte = (bytes: Uint8Array, byte: number): number => bytes.lastIndexOf(byte);

/** MakeNoZero(n int) []byte */
function makeNoZero(m: Machine, args: Off): void {
  const { rt } = m;
  const n = rt.mem.i32[args >> 2]!;
  const high = rt.mem.i32[(args >> 2) + 1]!;
  if (high !== 0 || n < 0) {
    raise(m, 'panicmakeslicelen');
    return;
  }
  const cap = roundupsize(n, true);
  const data = mallocgc(rt, cap, -1, false);
  rt.mem.i32[(args >> 2) + 2] = rt.mem.lowOf(data);
  rt.mem.i32[(args >> 2) + 3] = rt.mem.highOf(data);
  setInt(rt.mem, args + 16, n);
  setInt(rt.mem, args + 24, cap);
}

export const bytealg: Readonly<Record<string, Native>> = {
  'internal/bytealg.IndexByte': byteSearch(3, indexByte),
  'internal/bytealg.IndexByteString': byteSearch(2, indexByte),
  'internal/bytealg.LastIndexByteString': byteSearch(2, lastIndexByte),
  'internal/bytealg.Count': byteSearch(3, countOf),
  'internal/bytealg.CountString': byteSearch(2, countOf),
  'internal/bytealg.IndexString': search(2, indexOf),
  'internal/bytealg.LastIndexString': search(2, lastIndexOf),
  'internal/bytealg.Index': search(3, indexOf),
  'internal/bytealg.LastIndex': search(3, lastIndexOf),
  'internal/bytealg.Compare': search(3, compare),
  'internal/bytealg.Equal': search(3, (a, b) => (compare(a, b) === 0 ? 1 : 0)),
  'internal/bytealg.MakeNoZero': makeNoZero,
};
