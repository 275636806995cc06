/**
 * Constant values with Go's arbitrary precision, and their exact conversion to machine types.
 *
 * Models: booleans, byte strings, integers of any size, floats as exact rationals, complex pairs;
 * the
 * operators of constant expressions; correctly rounded float32 and float64 (half to even,
 * subnormals,
 * overflow). As in the real compiler a float whose numerator or denominator needs more than 4096
 * bits
 * is rounded to a mantissa of 512 bits. Leaves out: types; what may be combined is the checker's
 * matter.
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
 * An exact rational in lowest terms with `den` > 0 (den 1 is allowed: `2.0` is a float constant).
 */
interface FloatConstant {
  readonly kind: 'float';
  readonly num: bigint;
  readonly den: bigint;
}

type NumberConstant = Extract<Constant, { kind: 'int' | 'float' }>;

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

/** The quotient num/den as a float constant. */
export function makeFloat(num: bigint, den: bigint): NumberConstant {
  let n = num;
  let d = den;
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const divisor = gcd(n < 0n ? -n : n, d);
  if (divisor > 1n) {
    n /= divisor;
    d /= divisor;
  }
  if (bitLength(n) > maxRatBits || bitLength(d) > maxRatBits) {
    const big = roundToBits(n, d, bigMantissaBits);
    return big.exponent >= 0
      ? { kind: 'float', num: big.mantissa << BigInt(big.exponent), den: 1n }
      : lowest(big.mantissa, -big.exponent);
  }
  return { kind: 'float', num: n, den: d };
}

/** mantissa / 2^shift in lowest terms. */
function lowest(mantissa: bigint, shift: number): NumberConstant {
  let m = mantissa;
  let s = shift;
  if (m === 0n) return { kind: 'float', num: 0n, den: 1n };
  while (s > 0 && (m & 1n) === 0n) {
    m >>= 1n;
    s--;
  }
  return { kind: 'float', num: m, den: 1n << BigInt(s) };
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

// --------------------------------------------------------------------------------------- literals

/** Exponents of literals beyond this are refused: the value would need megabytes. */
const maxDecimalExponent = 100_000;
const maxBinaryExponent = 400_000;

/** The value of an integer, float or imaginary literal as written; undefined if it is malformed. */
export function numberFromLiteral(
  literal: string,
  kind: 'int' | 'float' | 'imag',
): Constant | undefined {
  const text = literal.replaceAll('_', '');
  if (kind === 'imag') {
    const body = text.slice(0, -1);
    // `0123i` is decimal for backward compatibility.
    const decimal = /^[0-9]+$/.test(body);
    const im = decimal ? makeInt(BigInt(body)) : parseReal(body);
    if (im === undefined || (im.kind !== 'int' && im.kind !== 'float')) return undefined;
    return { kind: 'complex', re: { kind: 'int', value: 0n }, im };
  }
  return kind === 'int' ? parseInteger(text) : parseReal(text);
}

function parseInteger(text: string): NumberConstant | undefined {
  const octal = /^0[0-7]+$/.test(text);
  const digits = octal ? `0o${text.slice(1)}` : text;
  if (!/^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$/.test(digits)) return undefined;
  return { kind: 'int', value: BigInt(digits.toLowerCase()) };
}

function parseReal(text: string): NumberConstant | undefined {
  const hex = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (hex !== null) {
    const fraction = hex[2] ?? '';
    const exponent = Number(hex[3]) - 4 * fraction.length;
    const mantissa = BigInt(`0x0${hex[1] ?? ''}${fraction}`);
    if (Math.abs(exponent) > maxBinaryExponent) return mantissa === 0n ? zeroFloat : undefined;
    return exponent >= 0
      ? makeFloat(mantissa << BigInt(exponent), 1n)
      : makeFloat(mantissa, 1n << BigInt(-exponent));
  }
  const decimal = /^([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (decimal === null) return parseInteger(text);
  const fraction = decimal[2] ?? '';
  const exponent = Number(decimal[3] ?? '0') - fraction.length;
  const mantissa = BigInt(`0${decimal[1] ?? ''}${fraction}`);
  if (Math.abs(exponent) > maxDecimalExponent) return mantissa === 0n ? zeroFloat : undefined;
  return exponent >= 0
    ? makeFloat(mantissa * 10n ** BigInt(exponent), 1n)
    : makeFloat(mantissa, 10n ** BigInt(-exponent));
}

const zeroFloat: NumberConstant = { kind: 'float', num: 0n, den: 1n };

// ------------------------------------------------------------------------------------- conversions

/** The same value as an integer, if it is one. */
export function toInt(x: Constant): Extract<Constant, { kind: 'int' }> | undefined {
  switch (x.kind) {
    case 'int':
      return x;
    case 'float':
      return x.den === 1n ? { kind: 'int', value: x.num } : undefined;
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
      return { kind: 'float', num: x.value, den: 1n };
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

/** `maxExponent` is the exponent of the largest finite value's mantissa of `bits` bits. */
function roundToNumber(
  f: FloatConstant,
  bits: number,
  minExponent: number,
  maxExponent: number,
): number {
  // A quick exit for values that no machine float can hold; it also keeps the shifts below small.
  const magnitude = bitLength(f.num) - bitLength(f.den);
  if (magnitude > maxExponent + bits + 1) return f.num < 0n ? -Infinity : Infinity;
  if (magnitude < minExponent - 2) return 0;
  const { mantissa, exponent } = roundToBits(f.num, f.den, bits, minExponent);
  const full = mantissa === 1n << BigInt(bits) || mantissa === -(1n << BigInt(bits));
  if (exponent + (full ? 1 : 0) > maxExponent) return mantissa < 0n ? -Infinity : Infinity;
  // Both factors and the product are exact: the mantissa was rounded to the bits available there.
  return exponent < -1000
    ? Number(mantissa) * 2 ** -1000 * 2 ** (exponent + 1000)
    : Number(mantissa) * 2 ** exponent;
}

/** The float constant with exactly the value of a finite number. */
export function fromNumber(value: number): NumberConstant {
  if (Number.isInteger(value)) return { kind: 'float', num: BigInt(value), den: 1n };
  let scaled = value;
  let shift = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return makeFloat(BigInt(scaled), 1n << BigInt(shift));
}

// --------------------------------------------------------------------------------------- operators

const rank = { bool: 0, string: 0, int: 1, float: 2, complex: 3 } as const;

/** Brings two numeric constants to the same kind. */
function match(x: Constant, y: Constant): [Constant, Constant] {
  if (x.kind === y.kind) return [x, y];
  const kind = rank[x.kind] > rank[y.kind] ? x.kind : y.kind;
  const raise = (c: Constant): Constant =>
    (kind === 'complex' ? toComplex(c) : kind === 'float' ? toFloat(c) : c) ?? c;
  return [raise(x), raise(y)];
}

export function negate(x: Constant): Constant {
  switch (x.kind) {
    case 'int':
      return { kind: 'int', value: -x.value };
    case 'float':
      return { kind: 'float', num: -x.num, den: x.den };
    case 'complex':
      return { kind: 'complex', re: asNumber(negate(x.re)), im: asNumber(negate(x.im)) };
    default:
      return x;
  }
}

function asNumber(x: Constant): NumberConstant {
  if (x.kind !== 'int' && x.kind !== 'float') throw new RangeError(`not a real: ${x.kind}`);
  return x;
}

/** `^x`; `bits` is the width of an unsigned type, 0 for signed and untyped operands. */
export function complement(x: bigint, bits: number): bigint {
  return bits > 0 ? BigInt.asUintN(bits, ~x) : ~x;
}

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '&^';

/**
 * x op y for operands of matching kinds; `/` on two integer constants is a float division unless
 * `integer`. The divisor must not be zero. Strings know `+` only.
 */
export function binaryOp(a: Constant, op: ArithmeticOp, b: Constant, integer: boolean): Constant {
  const [x, y] = match(a, b);
  if (x.kind === 'string' && y.kind === 'string') return makeString(x.value + y.value);
  if (x.kind === 'int' && y.kind === 'int') {
    if (op === '/' && !integer) return makeFloat(x.value, y.value);
    return makeInt(intOp(x.value, op, y.value));
  }
  if (x.kind === 'float' && y.kind === 'float') return floatOp(x, op, y);
  if (x.kind === 'complex' && y.kind === 'complex') {
    const { re: a0, im: b0 } = x;
    const { re: c0, im: d0 } = y;
    const f = (p: Constant, o: ArithmeticOp, q: Constant): NumberConstant =>
      asNumber(binaryOp(p, o, q, false));
    switch (op) {
      case '+':
      case '-':
        return { kind: 'complex', re: f(a0, op, c0), im: f(b0, op, d0) };
      case '*':
        return {
          kind: 'complex',
          re: f(f(a0, '*', c0), '-', f(b0, '*', d0)),
          im: f(f(b0, '*', c0), '+', f(a0, '*', d0)),
        };
      case '/': {
        const s = f(f(c0, '*', c0), '+', f(d0, '*', d0));
        return {
          kind: 'complex',
          re: f(f(f(a0, '*', c0), '+', f(b0, '*', d0)), '/', s),
          im: f(f(f(b0, '*', c0), '-', f(a0, '*', d0)), '/', s),
        };
      }
    }
  }
  return a;
}

function intOp(x: bigint, op: ArithmeticOp, y: bigint): bigint {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '&^':
      return x & ~y;
  }
}

function floatOp(x: FloatConstant, op: ArithmeticOp, y: FloatConstant): Constant {
  switch (op) {
    case '+':
      return makeFloat(x.num * y.den + y.num * x.den, x.den * y.den);
    case '-':
      return makeFloat(x.num * y.den - y.num * x.den, x.den * y.den);
    case '*':
      return makeFloat(x.num * y.num, x.den * y.den);
    case '/':
      return makeFloat(x.num * y.den, x.den * y.num);
    default:
      return x;
  }
}

/** x << count or x >> count of an integer. */
export function shift(x: bigint, op: '<<' | '>>', count: number): bigint {
  return op === '<<' ? x << BigInt(count) : x >> BigInt(count);
}

export type CompareOp = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Compares two constants of matching kinds. */
export function compareConstants(a: Constant, op: CompareOp, b: Constant): boolean {
  const [x, y] = match(a, b);
  let order: number;
  if (x.kind === 'bool' && y.kind === 'bool') order = x.value === y.value ? 0 : 1;
  else if (x.kind === 'string' && y.kind === 'string') {
    order = x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
  } else if (x.kind === 'int' && y.kind === 'int') {
    order = x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
  } else if (x.kind === 'float' && y.kind === 'float') {
    const l = x.num * y.den;
    const r = y.num * x.den;
    order = l < r ? -1 : l > r ? 1 : 0;
  } else if (x.kind === 'complex' && y.kind === 'complex') {
    const same = compareConstants(x.re, '==', y.re) && compareConstants(x.im, '==', y.im);
    order = same ? 0 : 1;
  } else return false;
  switch (op) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

// ---------------------------------------------------------------------------------------- printing

/** The value as messages of the compiler print it: short, floats in %.6g style. */
export function constantString(x: Constant): string {
  switch (x.kind) {
    case 'bool':
      return String(x.value);
    case 'string':
      return quoteShort(x.value);
    case 'int':
      return x.value.toString();
    case 'float':
      return floatString(x);
    case 'complex':
      return `(${constantString(x.re)} + ${constantString(x.im)}i)`;
  }
}

/** Length of the longest string constant that messages print in full, in characters with quotes. */
const maxQuotedLength = 72;

function quoteShort(bytes: string): string {
  const quoted = quote(bytes);
  const characters = [...quoted];
  if (characters.length <= maxQuotedLength) return quoted;
  return `${characters.slice(0, maxQuotedLength - 3).join('')}...`;
}

/** A byte string as a double-quoted Go literal. */
export function quote(bytes: string): string {
  let out = '"';
  for (let i = 0; i < bytes.length;) {
    const { rune, size } = decodeRune(bytes, i);
    if (rune < 0) out += `\\x${bytes.charCodeAt(i).toString(16).padStart(2, '0')}`;
    else out += escapeRune(rune);
    i += size;
  }
  return `${out}"`;
}

const shortEscapes: Record<number, string> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

function escapeRune(rune: number): string {
  const short = shortEscapes[rune];
  if (short !== undefined) return short;
  if (rune < 32 || rune === 127) return `\\x${rune.toString(16).padStart(2, '0')}`;
  const text = String.fromCodePoint(rune);
  if (/\p{C}|\p{Z}/u.test(text) && rune !== 32) {
    return rune > 0xffff
      ? `\\U${rune.toString(16).padStart(8, '0')}`
      : `\\u${rune.toString(16).padStart(4, '0')}`;
  }
  return text;
}

/** Decodes the UTF-8 sequence at `at`; rune -1 and size 1 for an invalid one. */
export function decodeRune(bytes: string, at: number): { rune: number; size: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { rune: first, size: 1 };
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return { rune: -1, size: 1 };
  let rune = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const next = bytes.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return { rune: -1, size: 1 };
    rune = rune * 64 + (next & 0x3f);
  }
  const overlong = rune < (size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000);
  const surrogate = rune >= 0xd800 && rune < 0xe000;
  if (overlong || surrogate || rune > 0x10ffff) return { rune: -1, size: 1 };
  return { rune, size };
}

/** The UTF-8 bytes of a code point; invalid ones become U+FFFD as in Go. */
export function encodeRune(rune: number): string {
  const valid = rune >= 0 && rune <= 0x10ffff && (rune < 0xd800 || rune > 0xdfff);
  const r = valid ? rune : 0xfffd;
  if (r < 0x80) return String.fromCharCode(r);
  if (r < 0x800) return String.fromCharCode(0xc0 | (r >> 6), 0x80 | (r & 63));
  if (r < 0x10000) {
    return String.fromCharCode(0xe0 | (r >> 12), 0x80 | ((r >> 6) & 63), 0x80 | (r & 63));
  }
  return String.fromCharCode(
    0xf0 | (r >> 18),
    0x80 | ((r >> 12) & 63),
    0x80 | ((r >> 6) & 63),
    0x80 | (r & 63),
  );
}

/**
 * Like C's %.6g of the nearest float64; values beyond its range as mantissa and decimal exponent.
 */
function floatString(x: FloatConstant): string {
  const value = toFloat64(x);
  if (value === 0 && x.num !== 0n) return extremeString(x);
  if (!Number.isFinite(value)) return extremeString(x);
  return formatG(value);
}

function formatG(value: number): string {
  if (value === 0) return '0';
  const [digits, exponentText] = value.toExponential(5).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    const mantissa = (digits ?? '').replace(/\.?0+$/, '');
    const e = Math.abs(exponent).toString().padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${e}`;
  }
  const fixed = value.toFixed(5 - exponent);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

function extremeString(x: FloatConstant): string {
  const n = x.num < 0n ? -x.num : x.num;
  let exponent = n.toString().length - x.den.toString().length;
  const mantissaOf = (e: number): number =>
    toFloat64(
      e >= 0 ? makeFloat(n, x.den * 10n ** BigInt(e)) : makeFloat(n * 10n ** BigInt(-e), x.den),
    );
  let mantissa = mantissaOf(exponent);
  if (mantissa < 1) mantissa = mantissaOf(--exponent);
  else if (mantissa >= 10) mantissa = mantissaOf(++exponent);
  const e = Math.abs(exponent).toString().padStart(2, '0');
  return `${x.num < 0n ? '-' : ''}${formatG(mantissa)}e${exponent < 0 ? '-' : '+'}${e}`;
}
