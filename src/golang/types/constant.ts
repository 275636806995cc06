/**
 * Constant values with Go's arbitrary precision, and their exact conversion to machine types.
 *
 * Models: booleans, byte strings, integers of any size, floats as exact rationals, complex pairs;
 * the operators of constant expressions; correctly rounded float32 and float64 (half to even,
 * subnormals, overflow). As in the real compiler a float whose numerator or denominator needs more
 * than 4096 bits is rounded to a mantissa of 512 bits. Leaves out: types; what may be combined is
 * the checker's matter.
 */

/**
 * A value of a constant. `string` holds one char code 0…255 per BYTE, so that every Go string fits.
 */
export type Constant =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'int'; readonly value: bigint }
  | FloatConstant
  | { readonly kind: 'complex'; readonly re: NumberConstant; readonly im: NumberConstant };

/**
 * num / den · 2^exponent. Ordinary values have exponent 0 and stand in lowest terms with den > 0
 * (den
 * 1 is allowed: `2.0` is a float constant); very large and very small ones have den 1 and a
 * mantissa
 * of at most 512 bits.
 */
export interface FloatConstant {
  readonly kind: 'float';
  readonly num: bigint;
  readonly den: bigint;
  readonly exponent: number;
}

export type NumberConstant = Extract<Constant, { kind: 'int' | 'float' }>;

/** Numerators and denominators beyond this many bits are rounded to `bigMantissaBits`. */
const maxRatBits = 4096;
const bigMantissaBits = 512;

export function makeBool(value: boolean): Constant {
  return { kind: 'bool', value };
}

/** `bytes` holds one char code 0…255 per byte. */
export function makeString(bytes: string): Constant {
  return { kind: 'string', value: bytes };
}

export function makeInt(value: bigint | number): Constant {
  return { kind: 'int', value: BigInt(value) };
}

/**
 * Beyond this binary exponent the compiler's arithmetic gives up: the result is not representable.
 */
const maxExponent = 2 ** 31;

/** num/den · 2^exponent as a float constant; undefined if it is too large. */
export function makeFloat(num: bigint, den: bigint, exponent = 0): FloatConstant | undefined {
  if (den === 0n) return undefined;
  if (num === 0n) return zeroFloat;
  const large = bitLength(num) > maxRatBits || bitLength(den) > maxRatBits;
  if (exponent !== 0 || large) {
    const big = roundToBits(num, den, bigMantissaBits);
    return makeBig(big.mantissa, big.exponent + exponent);
  }
  const negative = den < 0n;
  let n = negative ? -num : num;
  let d = negative ? -den : den;
  const divisor = gcd(n < 0n ? -n : n, d);
  if (divisor > 1n) {
    n /= divisor;
    d /= divisor;
  }
  return { kind: 'float', num: n, den: d, exponent: 0 };
}

/** mantissa · 2^exponent, as a plain rational where that is small enough. */
function makeBig(mantissa: bigint, exponent: number): FloatConstant | undefined {
  const magnitude = bitLength(mantissa) + exponent;
  if (magnitude > maxExponent) return undefined;
  if (magnitude < -maxExponent) return zeroFloat;
  const small = Math.abs(magnitude) < maxRatBits && Math.abs(exponent) < maxRatBits;
  if (!small) return { kind: 'float', num: mantissa, den: 1n, exponent };
  if (exponent >= 0) {
    return { kind: 'float', num: mantissa << BigInt(exponent), den: 1n, exponent: 0 };
  }
  let m = mantissa;
  let shift = -exponent;
  while (shift > 0 && (m & 1n) === 0n) {
    m >>= 1n;
    shift--;
  }
  return { kind: 'float', num: m, den: 1n << BigInt(shift), exponent: 0 };
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Number of bits of the absolute value; 0 for 0. */
export function bitLength(value: bigint): number {
  const v = value < 0n ? -value : value;
  if (v === 0n) return 0;
  const hex = v.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0] ?? '0', 16)));
}

export const zeroFloat: FloatConstant = { kind: 'float', num: 0n, den: 1n, exponent: 0 };

/** 10^exponent to the precision of large constants; undefined if it is too large. */
export function powerOfTen(exponent: number): FloatConstant | undefined {
  let result: FloatConstant | undefined = { kind: 'float', num: 1n, den: 1n, exponent: 0 };
  let square: FloatConstant | undefined = { kind: 'float', num: 10n, den: 1n, exponent: 0 };
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (square === undefined) return undefined;
    if (e % 2 === 1) result = floatOp(result, '*', square);
    if (result === undefined) return undefined;
    square = floatOp(square, '*', square);
  }
  return result;
}

// ------------------------------------------------------------------------------------- conversions

/** The same value as an integer, if it is one. */
export function toInt(x: Constant): Extract<Constant, { kind: 'int' }> | undefined {
  switch (x.kind) {
    case 'int':
      return x;
    case 'float':
      return x.den === 1n && x.exponent === 0 ? { kind: 'int', value: x.num } : undefined;
    case 'complex':
      return isZero(x.im) ? toInt(x.re) : undefined;
    default:
      return undefined;
  }
}

/** The same value as a float (an integer stays exact), if it is real. */
export function toFloat(x: Constant): FloatConstant | undefined {
  switch (x.kind) {
    case 'int':
      return { kind: 'float', num: x.value, den: 1n, exponent: 0 };
    case 'float':
      return x;
    case 'complex':
      return isZero(x.im) ? toFloat(x.re) : undefined;
    default:
      return undefined;
  }
}

/** The same value as a complex number, if it is numeric. */
export function toComplex(x: Constant): Extract<Constant, { kind: 'complex' }> | undefined {
  switch (x.kind) {
    case 'int':
    case 'float':
      return { kind: 'complex', re: x, im: { kind: 'int', value: 0n } };
    case 'complex':
      return x;
    default:
      return undefined;
  }
}

function isZero(x: NumberConstant): boolean {
  return x.kind === 'int' ? x.value === 0n : x.num === 0n;
}

/** Sign of a real, 0 for zero; for complex numbers 0 exactly if both parts are 0. */
export function sign(x: Constant): number {
  switch (x.kind) {
    case 'int':
      return x.value < 0n ? -1 : x.value > 0n ? 1 : 0;
    case 'float':
      return x.num < 0n ? -1 : x.num > 0n ? 1 : 0;
    case 'complex':
      return isZero(x.re) && isZero(x.im) ? 0 : 1;
    default:
      return 1;
  }
}

/**
 * mantissa · 2^exponent, the best approximation of num/den with at most `bits` bits (half to even).
 */
function roundToBits(
  num: bigint,
  den: bigint,
  bits: number,
  minExponent = -Infinity,
): { mantissa: bigint; exponent: number } {
  if (num === 0n) return { mantissa: 0n, exponent: 0 };
  const negative = num < 0n;
  const n = negative ? -num : num;
  // Choose the exponent so that the quotient has `bits` or `bits + 1` bits, then drop what is too
  // much.
  let exponent = bitLength(n) - bitLength(den) - bits;
  if (exponent < minExponent) exponent = minExponent;
  let scaled = exponent >= 0 ? n : n << BigInt(-exponent);
  let divisor = exponent >= 0 ? den << BigInt(exponent) : den;
  if (scaled / divisor >= 1n << BigInt(bits)) {
    exponent++;
    if (exponent > 0) divisor <<= 1n;
    else scaled = n << BigInt(-exponent);
  }
  let mantissa = scaled / divisor;
  const twice = (scaled - mantissa * divisor) * 2n;
  if (twice > divisor || (twice === divisor && (mantissa & 1n) === 1n)) mantissa++;
  return { mantissa: negative ? -mantissa : mantissa, exponent };
}

/** The nearest float64 (half to even); ±Infinity when the value is too large. */
export function toFloat64(x: Constant): number {
  const f = toFloat(x);
  if (f === undefined) return NaN;
  return roundToNumber(f, 53, -1074, 971);
}

/** The nearest float32 (half to even) as a number; ±Infinity when the value is too large. */
export function toFloat32(x: Constant): number {
  const f = toFloat(x);
  if (f === undefined) return NaN;
  return roundToNumber(f, 24, -149, 104);
}

/** `largestExponent` is that of the largest finite value's mantissa of `bits` bits. */
function roundToNumber(
  f: FloatConstant,
  bits: number,
  minExponent: number,
  largestExponent: number,
): number {
  // A quick exit for values that no machine float can hold; it also keeps the shifts below small.
  const magnitude = bitLength(f.num) - bitLength(f.den) + f.exponent;
  if (magnitude > largestExponent + bits + 1) return f.num < 0n ? -Infinity : Infinity;
  if (magnitude < minExponent - 2) return 0;
  // Now the exponent is small, and shifting it into the fraction is cheap.
  const num = f.exponent > 0 ? f.num << BigInt(f.exponent) : f.num;
  const den = f.exponent < 0 ? f.den << BigInt(-f.exponent) : f.den;
  const { mantissa, exponent } = roundToBits(num, den, bits, minExponent);
  const full = mantissa === 1n << BigInt(bits) || mantissa === -(1n << BigInt(bits));
  if (exponent + (full ? 1 : 0) > largestExponent) return mantissa < 0n ? -Infinity : Infinity;
  // Both factors and the product are exact: the mantissa was rounded to the bits available there.
  return exponent < -1000
    ? Number(mantissa) * 2 ** -1000 * 2 ** (exponent + 1000)
    : Number(mantissa) * 2 ** exponent;
}

/** The float constant with exactly the value of a finite number. */
export function fromNumber(value: number): FloatConstant {
  if (Number.isInteger(value)) return { kind: 'float', num: BigInt(value), den: 1n, exponent: 0 };
  let scaled = value;
  let shift = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return { kind: 'float', num: BigInt(scaled), den: 1n << BigInt(shift), exponent: 0 };
}

/** x op y; undefined if the result is not representable. */
export function floatOp(
  x: FloatConstant,
  op: '+' | '-' | '*' | '/',
  y: FloatConstant,
): FloatConstant | undefined {
  switch (op) {
    case '+':
    case '-':
      return addFloats(x, op === '+' ? y : { ...y, num: -y.num });
    case '*':
      return makeFloat(x.num * y.num, x.den * y.den, x.exponent + y.exponent);
    case '/':
      return makeFloat(x.num * y.den, x.den * y.num, x.exponent - y.exponent);
  }
}

/** x + y; undefined if the result is not representable. */
export function addFloats(x: FloatConstant, y: FloatConstant): FloatConstant | undefined {
  if (x.num === 0n) return y;
  if (y.num === 0n) return x;
  if (x.exponent === 0 && y.exponent === 0) {
    return makeFloat(x.num * y.den + y.num * x.den, x.den * y.den);
  }
  // The smaller one vanishes if it lies below the last bit of the larger one.
  const gap = magnitude(x) - magnitude(y);
  if (gap > 2 * bigMantissaBits) return x;
  if (gap < -2 * bigMantissaBits) return y;
  const low = Math.min(x.exponent, y.exponent);
  const lift = (f: FloatConstant): bigint => f.num << BigInt(f.exponent - low);
  return makeFloat(lift(x) * y.den + lift(y) * x.den, x.den * y.den, low);
}

/** Binary logarithm of the absolute value, give or take one. */
export function magnitude(f: FloatConstant): number {
  return bitLength(f.num) - bitLength(f.den) + f.exponent;
}
