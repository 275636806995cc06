/** Natives of math and math/bits: what the machine's floating-point unit does. */
import type { Native } from '../native';
import { setInt } from './args';

const bits = new DataView(new ArrayBuffer(8));

function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return (bits.getUint32(0) >>> 20) & 0x7ff;
}

/** x = fraction × 2^exponent with the fraction in [½, 1). */
export function frexp(x: number): readonly [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  const subnormal = exponentOf(x) === 0;
  const exponent = exponentOf(subnormal ? x * 2 ** 52 : x) - 1022;
  bits.setUint32(0, (bits.getUint32(0) & 0x800fffff) | 0x3fe00000);
  return [bits.getFloat64(0), subnormal ? exponent - 52 : exponent];
}

export function ldexp(fraction: number, n: number): number {
  const [half, exponent] = frexp(fraction);
  if (half === 0 || !Number.isFinite(half)) return half;
  const total = exponent + Math.min(Math.max(n, -5000), 5000);
  if (total > 1024) return half * Infinity;
  if (total < -1074) return half * 0;
  if (total > -1021) return half * 2 ** (total - 1) * 2;
  return half * 2 ** (total + 60) * 2 ** -60;
}

const split = 134217729;

/** x × y as a sum of two floats, exactly (Dekker). */
function product(x: number, y: number): readonly [number, number] {
  const p = x * y;
  const a = split * x;
  const b = split * y;
  const xh = a - (a - x);
  const yh = b - (b - y);
  const xl = x - xh;
  const yl = y - yh;
  return [p, xl * yl - (p - xh * yh - xl * yh - xh * yl)];
}

/** x + y as a sum of two floats, exactly (Knuth). */
function sum(x: number, y: number): readonly [number, number] {
  const s = x + y;
  const t = s - x;
  return [s, x - (s - t) + (y - t)];
}

/** x + y rounded to odd, so that rounding once more is right. */
function oddSum(x: number, y: number): number {
  const [s, error] = sum(x, y);
  if (error === 0) return s;
  bits.setFloat64(0, s);
  const low = bits.getUint32(4);
  if (low % 2 === 1) return s;
  // The neighbour on the side of the error.
  const up = error > 0 === s > 0;
  if (up) bits.setUint32(4, low + 1);
  else if (low > 0) bits.setUint32(4, low - 1);
  else {
    bits.setUint32(4, 0xffffffff);
    bits.setUint32(0, bits.getUint32(0) - 1);
  }
  return bits.getFloat64(0);
}

/** x × y + z, rounded once (Boldo and Melquiond). */
export function fma(x: number, y: number, z: number): number {
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x * y + z;
  if (!Number.isFinite(z)) return z;
  if (z === 0) return x * y;
  // Numbers of middling size: nothing over- or underflows on the way.
  const [xf, xe] = frexp(x);
  const [yf, ye] = frexp(y);
  const pe = xe + ye;
  const ze = frexp(z)[1] - pe;
  if (ze > 120) return z;
  const small = ze < -200;
  const zf = small ? Math.sign(z) * 2 ** -200 : ldexp(frexp(z)[0], ze);
  const [uh, ul] = product(xf, yf);
  const [th, tl] = sum(zf, ul);
  const [vh, vl] = sum(uh, th);
  const rest = oddSum(tl, vl);
  const result = vh + rest;
  const scaled = ldexp(result, pe);
  if (Math.abs(scaled) >= 2 ** -1021 || scaled === 0) return scaled;
  // Subnormal: only the sum rounded to odd may be rounded there.
  return ldexp(oddSum(vh, rest), pe);
}

function roundHalfAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function roundToEven(x: number): number {
  const whole = Math.trunc(x);
  const rest = Math.abs(x - whole);
  return rest > 0.5 || (rest === 0.5 && whole % 2 !== 0) ? whole + Math.sign(x) : whole;
}

const one =
  (f: (x: number) => number): Native =>
  (m, args) => {
    const { f64 } = m.rt.mem;
    f64[(args >> 3) + 1] = f(f64[args >> 3]!);
  };

/** Copies a slot: the register form of a float and of its bits is the same. */
const same: Native = (m, args) => {
  const { i32 } = m.rt.mem;
  const at = args >> 2;
  i32[at + 2] = i32[at]!;
  i32[at + 3] = i32[at + 1]!;
};

export const math: Readonly<Record<string, Native>> = {
  'math.Float32bits': same,
  'math.Float32frombits': same,
  'math.Float64bits': same,
  'math.Float64frombits': same,
  'math.Floor': one(Math.floor),
  'math.Ceil': one(Math.ceil),
  'math.Trunc': one(Math.trunc),
  'math.Round': one(roundHalfAway),
  'math.RoundToEven': one(roundToEven),
  'math.Sqrt': one(Math.sqrt),
  // Frexp(f float64) (frac float64, exp int)
  'math.Frexp': (m, args) => {
    const { mem } = m.rt;
    const [fraction, exponent] = frexp(mem.f64[args >> 3]!);
    mem.f64[(args >> 3) + 1] = fraction;
    setInt(mem, args + 16, exponent);
  },
  // Ldexp(frac float64, exp int) float64
  'math.Ldexp': (m, args) => {
    const { f64, i32 } = m.rt.mem;
    f64[(args >> 3) + 2] = ldexp(f64[args >> 3]!, i32[(args >> 2) + 2]!);
  },
  // FMA(x, y, z float64) float64
  'math.FMA': (m, args) => {
    const { f64 } = m.rt.mem;
    const at = args >> 3;
    f64[at + 3] = fma(f64[at]!, f64[at + 1]!, f64[at + 2]!);
  },
  // Mod(x, y float64) float64
  'math.Mod': (m, args) => {
    const { f64 } = m.rt.mem;
    const at = args >> 3;
    f64[at + 2] = f64[at]! % f64[at + 1]!;
  },
  // pow10(n int) float64, for -323 ≤ n ≤ 308
  'math.pow10': (m, args) => {
    const { f64, i32 } = m.rt.mem;
    const n = i32[args >> 2]!;
    const far = Math.trunc(n / 32) * 32;
    const power = (exponent: number): number => Number(`1e${exponent}`);
    f64[(args >> 3) + 1] = n >= 0 ? power(far) * power(n - far) : power(far) / power(far - n);
  },
  // OnesCount64(x uint64) int
  'math/bits.OnesCount64': (m, args) => {
    const { mem } = m.rt;
    let ones = 0;
    for (const word of [mem.u32[args >> 2]!, mem.u32[(args >> 2) + 1]!])
      for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
    setInt(mem, args + 8, ones);
  },
  // Len64(x uint64) int
  'math/bits.Len64': (m, args) => {
    const { mem } = m.rt;
    const high = mem.u32[(args >> 2) + 1]!;
    const length = high !== 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(mem.u32[args >> 2]!);
    setInt(mem, args + 8, length);
  },
};
