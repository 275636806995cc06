/**
 * Hash and equality of values of any type. Follows runtime/alg.go of Go 1.26, and for equality what
 * the compiler generates (cmd/compile/internal/reflectdata/alg.go).
 *
 * NON-GO: a hash has 32 bits, as on Wasm, and is the same on every machine: Go's uses the AES
 * instructions of the processor with a key drawn at start.
 */
import { rand } from './rand';
import type { Runtime } from './runtime';
import type { Off } from './memory';
import type { TypeDesc } from './type';
import { Fault, fault } from './fault';

/** How values of a type are hashed and compared. */
export const enum Alg {
  /** Cannot be compared. */
  none,
  mem0,
  mem8,
  mem16,
  mem32,
  mem64,
  mem,
  f32,
  f64,
  c64,
  c128,
  string,
  inter,
  array,
  struct,
}

/** Facts of a type as a map key, as bits beside {@link Alg} (internal/abi.MapType.Flags). */
export const enum AlgFlag {
  /** Equal keys can differ in their bytes, so assigning replaces the key. */
  needKeyUpdate = 16,
  /** The key contains an interface, which may hold what cannot be compared. */
  hashMightPanic = 32,
}

const enum Kind {
  float32 = 13,
  float64,
  complex64,
  complex128,
  array,
  interface = 20,
  string = 24,
  struct,
}

const memAlgs: Readonly<Record<number, Alg>> = {
  0: Alg.mem0,
  1: Alg.mem8,
  2: Alg.mem16,
  4: Alg.mem32,
  8: Alg.mem64,
};

const kindAlgs: Readonly<Record<number, Alg>> = {
  [Kind.float32]: Alg.f32 | AlgFlag.needKeyUpdate,
  [Kind.float64]: Alg.f64 | AlgFlag.needKeyUpdate,
  [Kind.complex64]: Alg.c64 | AlgFlag.needKeyUpdate,
  [Kind.complex128]: Alg.c128 | AlgFlag.needKeyUpdate,
  [Kind.string]: Alg.string | AlgFlag.needKeyUpdate,
  [Kind.interface]: Alg.inter | AlgFlag.needKeyUpdate | AlgFlag.hashMightPanic,
};

/** Alg and flags of every type by its number: derived from the program, never changed. */
export function newAlg(types: readonly TypeDesc[]): Uint8Array {
  const algs = new Uint8Array(types.length);
  const known = new Uint8Array(types.length);
  const of = (id: number): number => {
    const type = types[id]!;
    if (known[id] === 1) return algs[id]!;
    known[id] = 1;
    algs[id] = compute(type);
    return algs[id]!;
  };
  const flagsOf = (id: number): number => of(id) & (AlgFlag.needKeyUpdate | AlgFlag.hashMightPanic);
  const compute = (type: TypeDesc): number => {
    if (!type.comparable) return Alg.none;
    const flags =
      type.kind === Kind.array
        ? flagsOf(type.elem)
        : type.fields.reduce((all, { type: field }) => all | flagsOf(field), 0);
    if (type.regularMemory) return (memAlgs[type.size] ?? Alg.mem) | flags;
    if (type.kind === Kind.array) return Alg.array | flags;
    if (type.kind === Kind.struct) return Alg.struct | flags;
    return kindAlgs[type.kind] ?? Alg.none;
  };
  types.forEach((type) => of(type.id));
  return algs;
}

/** Type number behind a type word, which holds the address of the descriptor. */
function typeOfWord(rt: Runtime, descriptor: Off): number {
  return (descriptor - rt.statics.typesStart) >> 6;
}

function mix(h: number, word: number): number {
  let w = Math.imul(word, 0xcc9e2d51);
  w = Math.imul((w << 15) | (w >>> 17), 0x1b873593) ^ h;
  return (Math.imul((w << 13) | (w >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hash of `size` bytes at `p` with seed `h`. */
export function memhash(rt: Runtime, p: Off, h: number, size: number): number {
  h = mix(h, size);
  let at = p;
  const end = p + size;
  if ((p & 3) === 0) {
    const i32 = rt.mem.i32;
    // HOT
    for (; at + 4 <= end; at += 4) h = mix(h, i32[at >> 2]!);
  } else {
    const u8 = rt.mem.u8;
    // HOT
    for (; at + 4 <= end; at += 4)
      h = mix(h, u8[at]! | (u8[at + 1]! << 8) | (u8[at + 2]! << 16) | (u8[at + 3]! << 24));
  }
  let rest = 0;
  for (let i = end - 1; i >= at; i--) rest = (rest << 8) | rt.mem.u8[i]!;
  return finish(mix(h, rest));
}

function memhash64(rt: Runtime, p: Off, h: number): number {
  const i32 = rt.mem.i32;
  return finish(mix(mix(h, i32[p >> 2]!), i32[(p >> 2) + 1]!));
}

/** Hash of the text whose pointer and length stand at `p`. */
function strhash(rt: Runtime, p: Off, h: number): number {
  const length = rt.mem.i32[(p >> 2) + 2]!;
  return memhash(rt, length === 0 ? 0 : rt.mem.loadPtr(p), h, length);
}

const c0 = 0x9e3779b9 | 0;
const c1 = 0x85ebca77 | 0;

// Equal numbers have equal hashes: +0 and -0 do. A NaN equals nothing, so its hash is drawn, lest
// many of them make one long chain.
function floathash(rt: Runtime, value: number, p: Off, h: number, size: number): number {
  if (value === 0) return finish(Math.imul(c1, c0 ^ h));
  if (value !== value) return finish(Math.imul(c1, c0 ^ h ^ rand(rt)));
  return memhash(rt, p, h, size);
}

function f32hash(rt: Runtime, p: Off, h: number): number {
  return floathash(rt, rt.mem.f32[p >> 2]!, p, h, 4);
}

function f64hash(rt: Runtime, p: Off, h: number): number {
  return floathash(rt, rt.mem.f64[p >> 3]!, p, h, 8);
}

function interhash(rt: Runtime, p: Off, h: number): number {
  const descriptor = rt.mem.loadPtr(p);
  if (descriptor === 0) return h;
  const typ = typeOfWord(rt, descriptor);
  const data = rt.types[typ]!.directInterface ? p + 8 : rt.mem.loadPtr(p + 8);
  return Math.imul(c1, typehash(rt, typ, data, h ^ c0));
}

/**
 * Hash of the value of type `typ` at `p` with seed `h`, a 32-bit number. Interfaces in it hold
 * comparable values: `unhashable` was asked before.
 */
export function typehash(rt: Runtime, typ: number, p: Off, h: number): number {
  switch (rt.alg[typ]! & 15) {
    case Alg.mem64:
      return memhash64(rt, p, h);
    case Alg.mem32:
      return finish(mix(h, rt.mem.i32[p >> 2]!));
    case Alg.string:
      return strhash(rt, p, h);
    case Alg.inter:
      return interhash(rt, p, h);
    case Alg.f32:
      return f32hash(rt, p, h);
    case Alg.f64:
      return f64hash(rt, p, h);
    case Alg.c64:
      return f32hash(rt, p + 4, f32hash(rt, p, h));
    case Alg.c128:
      return f64hash(rt, p + 8, f64hash(rt, p, h));
    case Alg.array: {
      const { elem, length } = rt.types[typ]!;
      const size = rt.types[elem]!.size;
      for (let i = 0; i < length; i++) h = typehash(rt, elem, p + i * size, h);
      return h;
    }
    case Alg.struct: {
      const fields = rt.types[typ]!.fields;
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i]!;
        if (field.name !== '_') h = typehash(rt, field.type, p + field.offset, h);
      }
      return h;
    }
    default:
      return memhash(rt, p, h, rt.types[typ]!.size);
  }
}

/**
 * Number of the first type in the value of type `typ` at `p` that cannot be hashed (an interface
 * holds it), or -1. Follows mapKeyError2 of internal/runtime/maps/map.go.
 */
export function unhashable(rt: Runtime, typ: number, p: Off): number {
  const alg = rt.alg[typ]!;
  if (alg === Alg.none) return typ;
  if ((alg & AlgFlag.hashMightPanic) === 0) return -1;
  const type = rt.types[typ]!;
  if ((alg & 15) === Alg.inter) {
    const descriptor = rt.mem.loadPtr(p);
    if (descriptor === 0) return -1;
    const inner = typeOfWord(rt, descriptor);
    const data = rt.types[inner]!.directInterface ? p + 8 : rt.mem.loadPtr(p + 8);
    return unhashable(rt, inner, data);
  }
  if ((alg & 15) === Alg.array) {
    const size = rt.types[type.elem]!.size;
    for (let i = 0; i < type.length; i++) {
      const bad = unhashable(rt, type.elem, p + i * size);
      if (bad >= 0) return bad;
    }
    return -1;
  }
  for (const field of type.fields) {
    const bad = field.name === '_' ? -1 : unhashable(rt, field.type, p + field.offset);
    if (bad >= 0) return bad;
  }
  return -1;
}

/** Whether `size` bytes at `p` and `q` agree. */
function memequal(rt: Runtime, p: Off, q: Off, size: number): boolean {
  if (p === q) return true;
  let i = 0;
  if (((p | q) & 3) === 0) {
    const i32 = rt.mem.i32;
    // HOT
    for (; i + 4 <= size; i += 4) if (i32[(p + i) >> 2] !== i32[(q + i) >> 2]) return false;
  }
  const u8 = rt.mem.u8;
  // HOT
  for (; i < size; i++) if (u8[p + i] !== u8[q + i]) return false;
  return true;
}

/** Whether the strings at `p` and `q` (pointer, length) are equal. */
export function strequal(rt: Runtime, p: Off, q: Off): boolean {
  const { i32 } = rt.mem;
  const length = i32[(p >> 2) + 2]!;
  if (length !== i32[(q >> 2) + 2]) return false;
  return length === 0 || memequal(rt, rt.mem.loadPtr(p), rt.mem.loadPtr(q), length);
}

/** -1, 0 or 1: how the strings at `p` and `q` are ordered, byte by byte. */
export function cmpstring(rt: Runtime, p: Off, q: Off): number {
  const { i32, u8 } = rt.mem;
  const lengthP = i32[(p >> 2) + 2]!;
  const lengthQ = i32[(q >> 2) + 2]!;
  const shorter = Math.min(lengthP, lengthQ);
  if (shorter > 0) {
    const a = rt.mem.loadPtr(p);
    const b = rt.mem.loadPtr(q);
    // HOT
    for (let i = 0; i < shorter; i++) {
      const difference = u8[a + i]! - u8[b + i]!;
      if (difference !== 0) return difference < 0 ? -1 : 1;
    }
  }
  return lengthP === lengthQ ? 0 : lengthP < lengthQ ? -1 : 1;
}

/**
 * Whether the interface values at `p` and `q` (type word, data word) are equal: 1, 0, or the fault
 * `uncomparable`. Follows nilinterequal and efaceeq.
 */
export function efaceeq(rt: Runtime, p: Off, q: Off): number {
  const { i32 } = rt.mem;
  const a = p >> 2;
  const b = q >> 2;
  if (i32[a] !== i32[b] || i32[a + 1] !== i32[b + 1]) return 0;
  const descriptor = rt.mem.loadPtr(p);
  if (descriptor === 0) return 1;
  const typ = typeOfWord(rt, descriptor);
  if (rt.alg[typ] === Alg.none) return fault(Fault.uncomparable, typ);
  const same = i32[a + 2] === i32[b + 2] && i32[a + 3] === i32[b + 3];
  if (rt.types[typ]!.directInterface) return same ? 1 : 0;
  return typequal(rt, typ, rt.mem.loadPtr(p + 8), rt.mem.loadPtr(q + 8));
}

/**
 * Whether the values of type `typ` at `p` and `q` are equal: 1, 0, or the fault `uncomparable`.
 * Parts are compared in order up to the first difference, as the language asks for.
 */
export function typequal(rt: Runtime, typ: number, p: Off, q: Off): number {
  const { i32, f32, f64 } = rt.mem;
  switch (rt.alg[typ]! & 15) {
    case Alg.mem64: {
      const same = i32[p >> 2] === i32[q >> 2] && i32[(p >> 2) + 1] === i32[(q >> 2) + 1];
      return same ? 1 : 0;
    }
    case Alg.mem32:
      return i32[p >> 2] === i32[q >> 2] ? 1 : 0;
    case Alg.string:
      return strequal(rt, p, q) ? 1 : 0;
    case Alg.inter:
      return efaceeq(rt, p, q);
    case Alg.f32:
      return f32[p >> 2] === f32[q >> 2] ? 1 : 0;
    case Alg.f64:
      return f64[p >> 3] === f64[q >> 3] ? 1 : 0;
    case Alg.c64:
      return f32[p >> 2] === f32[q >> 2] && f32[(p >> 2) + 1] === f32[(q >> 2) + 1] ? 1 : 0;
    case Alg.c128:
      return f64[p >> 3] === f64[q >> 3] && f64[(p >> 3) + 1] === f64[(q >> 3) + 1] ? 1 : 0;
    case Alg.array: {
      const { elem, length } = rt.types[typ]!;
      const size = rt.types[elem]!.size;
      for (let i = 0; i < length; i++) {
        const equal = typequal(rt, elem, p + i * size, q + i * size);
        if (equal !== 1) return equal;
      }
      return 1;
    }
    case Alg.struct: {
      const fields = rt.types[typ]!.fields;
      for (let i = 0; i < fields.length; i++) {
        const { name, type, offset } = fields[i]!;
        if (name === '_') continue;
        const equal = typequal(rt, type, p + offset, q + offset);
        if (equal !== 1) return equal;
      }
      return 1;
    }
    default:
      return memequal(rt, p, q, rt.types[typ]!.size) ? 1 : 0;
  }
}
