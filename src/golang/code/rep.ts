/**
 * How values of a type stand in registers (see opcodes.ts), and how the arguments of a call are
 * laid out.
 */
import type { Layouts } from '../layout/layout';
import { alignUp } from '../layout/layout';
import { underlying } from '../types/predicates';
import type { BasicKind, Signature, Type } from '../types/types';

export const enum Rep {
  bool,
  i8,
  u8,
  i16,
  u16,
  i32,
  u32,
  i64,
  u64,
  f32,
  f64,
  c64,
  c128,
  pointer,
  string,
  slice,
  iface,
  /** Structs and arrays: Go's layout. */
  wide,
}

const basicReps: Partial<Record<BasicKind, Rep>> = {
  bool: Rep.bool,
  'untyped bool': Rep.bool,
  int: Rep.i64,
  int8: Rep.i8,
  int16: Rep.i16,
  int32: Rep.i32,
  int64: Rep.i64,
  uint: Rep.u64,
  uint8: Rep.u8,
  uint16: Rep.u16,
  uint32: Rep.u32,
  uint64: Rep.u64,
  uintptr: Rep.u64,
  float32: Rep.f32,
  float64: Rep.f64,
  complex64: Rep.c64,
  complex128: Rep.c128,
  string: Rep.string,
};

export function repOf(type: Type): Rep {
  const u = underlying(type);
  switch (u.kind) {
    case 'basic':
      return basicReps[u.basic] ?? Rep.pointer;
    case 'slice':
      return Rep.slice;
    case 'interface':
      return Rep.iface;
    case 'struct':
    case 'array':
    case 'tuple':
      return Rep.wide;
    default:
      return Rep.pointer;
  }
}

/** One or two bytes in memory: register form and Go's layout differ. */
export function isSmall(rep: Rep): boolean {
  return rep <= Rep.u16;
}

/** Integers (and bool) of up to 32 bits: one word. */
export function is32(rep: Rep): boolean {
  return rep <= Rep.u32;
}

export function is64(rep: Rep): boolean {
  return rep === Rep.i64 || rep === Rep.u64;
}

export function isSigned(rep: Rep): boolean {
  return rep === Rep.i64 || rep === Rep.i32 || rep === Rep.i16 || rep === Rep.i8;
}

/** Bits of an integer. */
export function bitsOf(rep: Rep): number {
  if (rep <= Rep.u8) return 8;
  if (rep <= Rep.u16) return 16;
  return rep <= Rep.u32 ? 32 : 64;
}

/** Bytes of the slots a value takes in a frame. */
export function slotBytes(type: Type, layouts: Layouts): number {
  return alignUp(layouts.sizeof(type), 8);
}

/** The argument block of a signature: offsets in bytes from its beginning. */
export interface ArgLayout {
  readonly params: readonly Type[];
  readonly results: readonly Type[];
  readonly paramAt: readonly number[];
  readonly resultAt: readonly number[];
  readonly bytes: number;
}

/** A receiver comes first when `recv` is given. */
export function argLayout(sig: Signature, recv: Type | undefined, layouts: Layouts): ArgLayout {
  const own = sig.params.vars.map((v) => v.type);
  const params = recv === undefined ? own : [recv, ...own];
  const results = sig.results.vars.map((v) => v.type);
  let bytes = 0;
  const place = (type: Type): number => {
    const at = bytes;
    bytes += slotBytes(type, layouts);
    return at;
  };
  return { params, results, paramAt: params.map(place), resultAt: results.map(place), bytes };
}
