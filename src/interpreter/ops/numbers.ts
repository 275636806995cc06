/** Arithmetic that is rare: complex numbers, minimum and maximum, unusual conversions. */
import { Op } from '../../golang/code/opcodes';
import { divI64, divU64, f64ToI64, f64ToU64, i64ToF32, modI64, modU64 } from '../int64';
import type { Machine } from '../machine';
import { raise } from '../raise';

/** DIVI64, DIVU64, MODI64, MODU64: d x y */
export function divide64(m: Machine): void {
  const { code, pc, w } = m;
  const { i32 } = m.rt.mem;
  const d = w + code[pc + 1]!;
  const x = w + code[pc + 2]!;
  const y = w + code[pc + 3]!;
  if ((i32[y]! | i32[y + 1]!) === 0) {
    raise(m, 'panicdivide');
    return;
  }
  const op = code[pc]!;
  if (op === Op.DIVI64) divI64(i32, d, x, y);
  else if (op === Op.MODI64) modI64(i32, d, x, y);
  else if (op === Op.DIVU64) divU64(i32, d, x, y);
  else modU64(i32, d, x, y);
  m.pc += 4;
}

/** F64TOI64, F64TOU64: d x */
export function toInt64(m: Machine): void {
  const { code, pc, w } = m;
  const { i32, f64 } = m.rt.mem;
  const value = f64[(w + code[pc + 2]!) >> 1]!;
  if (code[pc] === Op.F64TOI64) f64ToI64(i32, w + code[pc + 1]!, value);
  else f64ToU64(i32, w + code[pc + 1]!, value);
  m.pc += 3;
}

/** ADDC, SUBC, MULC, DIVC: d x y of complex128. */
export function complexOp(m: Machine): void {
  const { code, pc, w } = m;
  const { f64 } = m.rt.mem;
  const d = (w + code[pc + 1]!) >> 1;
  const x = (w + code[pc + 2]!) >> 1;
  const y = (w + code[pc + 3]!) >> 1;
  const a = f64[x]!;
  const b = f64[x + 1]!;
  const c = f64[y]!;
  const e = f64[y + 1]!;
  const op = code[pc]!;
  if (op === Op.DIVC) divide(f64, d, a, b, c, e);
  else if (op === Op.MULC) {
    f64[d] = a * c - b * e;
    f64[d + 1] = a * e + b * c;
  } else {
    f64[d] = op === Op.ADDC ? a + c : a - c;
    f64[d + 1] = op === Op.ADDC ? b + e : b - e;
  }
  m.pc += 4;
}

function isInfinite(a: number, b: number): boolean {
  return Math.abs(a) === Infinity || Math.abs(b) === Infinity;
}

/** complex128div of runtime/complex.go. */
function divide(f64: Float64Array, d: number, a: number, b: number, c: number, e: number): void {
  let real: number;
  let imaginary: number;
  if (Math.abs(c) >= Math.abs(e)) {
    const ratio = e / c;
    const denominator = c + ratio * e;
    real = (a + b * ratio) / denominator;
    imaginary = (b - a * ratio) / denominator;
  } else {
    const ratio = c / e;
    const denominator = e + ratio * c;
    real = (a * ratio + b) / denominator;
    imaginary = (b * ratio - a) / denominator;
  }
  if (Number.isNaN(real) && Number.isNaN(imaginary)) {
    // Infinities and zeros, as annex G of C99 has them.
    if (c === 0 && e === 0 && (!Number.isNaN(a) || !Number.isNaN(b))) {
      const infinity = Object.is(c, -0) || c < 0 ? -Infinity : Infinity;
      real = infinity * a;
      imaginary = infinity * b;
    } else if (isInfinite(a, b) && Number.isFinite(c) && Number.isFinite(e)) {
      const p = inf2one(a);
      const q = inf2one(b);
      real = Infinity * (p * c + q * e);
      imaginary = Infinity * (q * c - p * e);
    } else if (isInfinite(c, e) && Number.isFinite(a) && Number.isFinite(b)) {
      const p = inf2one(c);
      const q = inf2one(e);
      real = 0 * (a * p + b * q);
      imaginary = 0 * (b * p - a * q);
    }
  }
  f64[d] = real;
  f64[d + 1] = imaginary;
}

/** ±1 for an infinity, a zero of the same sign for anything else. */
function inf2one(value: number): number {
  const size = Math.abs(value) === Infinity ? 1 : 0;
  return value < 0 || Object.is(value, -0) ? -size : size;
}

/** NEGC: d x */
export function negateComplex(m: Machine): void {
  const { code, pc, w } = m;
  const { f64 } = m.rt.mem;
  const d = (w + code[pc + 1]!) >> 1;
  const x = (w + code[pc + 2]!) >> 1;
  const imaginary = -f64[x + 1]!;
  f64[d] = -f64[x]!;
  f64[d + 1] = imaginary;
  m.pc += 3;
}

/** C64TOC128, C128TOC64: d x */
export function convertComplex(m: Machine): void {
  const { code, pc, w } = m;
  const { f32, f64 } = m.rt.mem;
  const d = w + code[pc + 1]!;
  const x = w + code[pc + 2]!;
  if (code[pc] === Op.C64TOC128) {
    const imaginary = f32[x + 1]!;
    f64[d >> 1] = f32[x]!;
    f64[(d >> 1) + 1] = imaginary;
  } else {
    const imaginary = f64[(x >> 1) + 1]!;
    f32[d] = f64[x >> 1]!;
    f32[d + 1] = imaginary;
  }
  m.pc += 3;
}

/** EQC: d x y */
export function equalComplex(m: Machine): void {
  const { code, pc, w } = m;
  const { f64, i32 } = m.rt.mem;
  const x = (w + code[pc + 2]!) >> 1;
  const y = (w + code[pc + 3]!) >> 1;
  i32[w + code[pc + 1]!] = f64[x] === f64[y] && f64[x + 1] === f64[y + 1] ? 1 : 0;
  m.pc += 4;
}

/** MINF64, MAXF64: d x y */
export function minMax(m: Machine): void {
  const { code, pc, w } = m;
  const { f64 } = m.rt.mem;
  const x = f64[(w + code[pc + 2]!) >> 1]!;
  const y = f64[(w + code[pc + 3]!) >> 1]!;
  f64[(w + code[pc + 1]!) >> 1] = code[pc] === Op.MINF64 ? Math.min(x, y) : Math.max(x, y);
  m.pc += 4;
}

/** I64TOF32, U64TOF32: d x */
export function toFloat32(m: Machine): void {
  const { code, pc, w } = m;
  const { f32, i32 } = m.rt.mem;
  const x = w + code[pc + 2]!;
  f32[w + code[pc + 1]!] = i64ToF32(i32[x]!, i32[x + 1]!, code[pc] === Op.I64TOF32);
  m.pc += 3;
}
