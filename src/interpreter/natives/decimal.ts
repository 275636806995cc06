/**
 * Decimal digits of floats, exactly, as strconv of Go 1.26 gives them: the shortest that tell a
 * float from its neighbours, or as many as asked for, rounded to nearest even.
 */

/** |x| = 0.d1d2…dn × 10^point; the first digit is not 0, nor the last one. */
interface Digits {
  readonly digits: string;
  readonly point: number;
}

const none: Digits = { digits: '', point: 0 };

const limbDigits = 7;
const limb = 10 ** limbDigits;

/** Multiplies a number in limbs, least significant first, by a factor below 2^29. */
function multiply(limbs: number[], factor: number): void {
  let carry = 0;
  // HOT
  for (let i = 0; i < limbs.length; i++) {
    const product = limbs[i]! * factor + carry;
    carry = Math.floor(product / limb);
    limbs[i] = product - carry * limb;
  }
  while (carry > 0) {
    limbs.push(carry % limb);
    carry = Math.floor(carry / limb);
  }
}

/** Multiplies by base^exponent, several at a time. */
function scale(limbs: number[], base: number, exponent: number, most: number): void {
  let left = exponent;
  while (left > 0) {
    const step = Math.min(left, most);
    multiply(limbs, base ** step);
    left -= step;
  }
}

/** The exact digits of mantissa × 2^exponent, for an integer mantissa below 2^54. */
function exact(mantissa: number, exponent: number): Digits {
  if (mantissa === 0) return none;
  const limbs: number[] = [];
  for (let rest = mantissa; rest > 0; rest = Math.floor(rest / limb)) limbs.push(rest % limb);
  // m / 2^k = m × 5^k / 10^k.
  if (exponent > 0) scale(limbs, 2, exponent, 28);
  else scale(limbs, 5, -exponent, 12);
  let text = String(limbs[limbs.length - 1]!);
  for (let i = limbs.length - 2; i >= 0; i--) text += String(limbs[i]!).padStart(limbDigits, '0');
  const point = text.length + Math.min(exponent, 0);
  return trim(text, point);
}

/** Without zeroes at the end. */
function trim(text: string, point: number): Digits {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 48) end--;
  return end === 0 ? none : { digits: text.slice(0, end), point };
}

const bits = new DataView(new ArrayBuffer(8));

interface Parts {
  /** |x| = mantissa × 2^exponent. */
  readonly mantissa: number;
  readonly exponent: number;
  /** The neighbour below is half as far away as the one above. */
  readonly narrow: boolean;
}

function parts(x: number, bitSize: number): Parts {
  bits.setFloat64(0, x);
  if (bitSize === 32) {
    bits.setFloat32(0, x);
    const word = bits.getUint32(0);
    const fraction = word & 0x7fffff;
    const biased = (word >>> 23) & 0xff;
    const mantissa = biased === 0 ? fraction : fraction + 0x800000;
    const exponent = Math.max(biased, 1) - 150;
    return { mantissa, exponent, narrow: fraction === 0 && biased > 1 };
  }
  const high = bits.getUint32(0);
  const fraction = (high & 0xfffff) * 4294967296 + bits.getUint32(4);
  const biased = (high >>> 20) & 0x7ff;
  const mantissa = biased === 0 ? fraction : fraction + 4503599627370496;
  const exponent = Math.max(biased, 1) - 1075;
  return { mantissa, exponent, narrow: fraction === 0 && biased > 1 };
}

/** The digits rounded to `count` of them; half to even. */
function round({ digits, point }: Digits, count: number): Digits {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return none;
  const next = digits.charCodeAt(count) - 48;
  const half = next === 5 && digits.length === count + 1;
  const odd = count > 0 && digits.charCodeAt(count - 1) % 2 === 1;
  if (next > 5 || (next === 5 && (!half || odd))) return up(digits.slice(0, count), point);
  return trim(digits.slice(0, count), point);
}

/** One more in the last place. */
function up(digits: string, point: number): Digits {
  let i = digits.length - 1;
  while (i >= 0 && digits.charCodeAt(i) === 57) i--;
  if (i < 0) return { digits: '1', point: point + 1 };
  const next = String.fromCharCode(digits.charCodeAt(i) + 1);
  return { digits: digits.slice(0, i) + next, point };
}

/**
 * The shortest digits between the halves to both neighbours, nearest to the float; of two that are
 * equally near the even one, or above a power of two the larger.
 */
function shortest32(x: number): Digits {
  const { mantissa, exponent, narrow } = parts(x, 32);
  const value = exact(mantissa, exponent);
  const above = exact(2 * mantissa + 1, exponent - 1);
  const below = narrow
    ? exact(4 * mantissa - 1, exponent - 2)
    : exact(2 * mantissa - 1, exponent - 1);
  const inclusive = mantissa % 2 === 0;
  const fits = (candidate: Digits): boolean => {
    const low = order(below, candidate);
    const high = order(candidate, above);
    return inclusive ? low <= 0 && high <= 0 : low < 0 && high < 0;
  };
  for (let count = 1; count < value.digits.length; count++) {
    const down = trim(value.digits.slice(0, count), value.point);
    const raised = up(value.digits.slice(0, count), value.point);
    const downFits = fits(down);
    const upFits = fits(raised);
    if (downFits && upFits) return nearer(value, down, raised, narrow);
    if (downFits) return down;
    if (upFits) return raised;
  }
  return value;
}

/** Of the digits below and above a value those that are nearer. */
function nearer({ digits }: Digits, down: Digits, raised: Digits, narrow: boolean): Digits {
  const count = down.digits.length;
  const next = digits[count]!;
  if (next !== '5' || digits.length > count + 1) return next < '5' ? down : raised;
  return narrow || down.digits.charCodeAt(count - 1) % 2 === 1 ? raised : down;
}

/** Negative, 0 or positive as a is less than, equal to or greater than b. */
function order(a: Digits, b: Digits): number {
  if (a.digits === '' || b.digits === '') return a.digits.length - b.digits.length;
  if (a.point !== b.point) return a.point - b.point;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}

/** Exponents between which the exact digits are one more than the shortest, at times. */
const tieExponents = { from: -70, to: 0 } as const;

/** What JavaScript writes has the shortest digits for a float64; of two equally near ones any. */
function shortest64(x: number): Digits {
  const text = Math.abs(x).toExponential();
  const e = text.indexOf('e');
  const digits = text[0]! + text.slice(2, e);
  const written = { digits, point: Number(text.slice(e + 1)) + 1 };
  if (digits.length < 15) return written;
  const { mantissa, exponent, narrow } = parts(x, 64);
  if (exponent < tieExponents.from || exponent > tieExponents.to) return written;
  const value = exact(mantissa, exponent);
  const tie = value.digits.length === digits.length + 1 && value.digits.endsWith('5');
  if (!tie) return written;
  const down = { digits: value.digits.slice(0, digits.length), point: value.point };
  return nearer(value, down, up(down.digits, down.point), narrow);
}

/** What digits are counted from (strconv/ftoa.go). */
const enum From {
  shortest,
  significant,
  fraction,
}

/** The digits of |x|, which is finite. */
export function decimalDigits(x: number, from: From, count: number, bitSize: number): Digits {
  if (x === 0) return none;
  if (from === From.shortest) return bitSize === 32 ? shortest32(x) : shortest64(x);
  const { mantissa, exponent } = parts(x, bitSize);
  const value = exact(mantissa, exponent);
  return round(value, from === From.significant ? count : value.point + count);
}

/** The float64 next to a decimal number, or the float32. */
export function parseDecimal(text: string, bitSize: number): number {
  const x = Number(text);
  if (bitSize !== 32 || x === 0 || !Number.isFinite(x)) return x;
  const nearest = Math.fround(x);
  const magnitude = Math.abs(x);
  // Rounded twice: wrong only when the float64 lies halfway between two float32 and the number does
  // not.
  const { mantissa, exponent } = parts(magnitude, 64);
  const least = magnitude < 2 ** -126 ? -149 : exponent + 29;
  const unit = 2 ** (least - exponent);
  if (unit < 2 || mantissa % unit !== unit / 2) return nearest;
  const written = writtenDigits(text);
  const side = order(written, exact(mantissa, exponent));
  if (side === 0) return nearest;
  const step = 2 ** exponent;
  return Math.sign(x) * Math.fround(magnitude + (side > 0 ? step : -step));
}

/** The digits of a decimal number as it is written. */
function writtenDigits(text: string): Digits {
  const [, whole, fraction = '', exponent = '0'] =
    /^[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = (whole ?? '') + fraction;
  const zeroes = /^0*/.exec(all)![0].length;
  return trim(all.slice(zeroes), (whole ?? '').length - zeroes + Number(exponent));
}
