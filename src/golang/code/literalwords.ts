/**
 * Constants of basic types as the words of a register.
 */
import type { BasicLit } from '../ir/nodes';
import { toComplex, toFloat32, toFloat64, toInt } from '../types/constant';
import type { Constant, NumberConstant } from '../types/constant';
import { bitsOf, is32, isSigned, Rep, repOf } from './rep';

const scratch = new DataView(new ArrayBuffer(8));

/** Low word, and high word of 64-bit values; four words for complex128. Not for strings. */
export function literalWords(n: BasicLit): number[] {
  const rep = repOf(n.type);
  const { value } = n;
  switch (rep) {
    case Rep.f32:
      return [float32Bits(value)];
    case Rep.f64:
      return float64Bits(value);
    case Rep.c64: {
      const { re, im } = parts(value);
      return [float32Bits(re), float32Bits(im)];
    }
    case Rep.c128: {
      const { re, im } = parts(value);
      return [...float64Bits(re), ...float64Bits(im)];
    }
    default:
      if (value.kind === 'bool') return [value.value ? 1 : 0];
      return integerWords(toInt(value)?.value ?? 0n, rep);
  }
}

function integerWords(value: bigint, rep: Rep): number[] {
  if (!is32(rep)) {
    return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];
  }
  const bits = bitsOf(rep);
  const wrapped = isSigned(rep) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return [Number(BigInt.asIntN(32, wrapped))];
}

/** The integer of a constant, when it is one that fits a signed 32-bit operand. */
export function smallInteger(n: BasicLit): number | undefined {
  const rep = repOf(n.type);
  if (rep !== Rep.i64 && rep !== Rep.u64) return undefined;
  const value = toInt(n.value)?.value;
  if (value === undefined || value < -0x7fffffffn || value > 0x7fffffffn) return undefined;
  return Number(value);
}

function parts(value: Constant): { re: NumberConstant; im: NumberConstant } {
  const complex = toComplex(value);
  if (complex === undefined) throw new Error('constant that is no number');
  return complex;
}

function float32Bits(value: Constant): number {
  scratch.setFloat32(0, toFloat32(value), true);
  return scratch.getInt32(0, true);
}

function float64Bits(value: Constant): [number, number] {
  scratch.setFloat64(0, toFloat64(value), true);
  return [scratch.getInt32(0, true), scratch.getInt32(4, true)];
}
