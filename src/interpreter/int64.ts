/**
 * Arithmetic on 64-bit integers held as two 32-bit words, as far as it takes more than a line.
 * Registers are word indexes: low word at `x`, high word at `x + 1`.
 */

const two32 = 4294967296;
const two53 = 9007199254740992;

/** Quotient and remainder of the last division, magnitudes as unsigned words. */
const quotient = new Uint32Array(2);
const remainder = new Uint32Array(2);

/** Divides unsigned a by unsigned b ≠ 0 into {@link quotient} and {@link remainder}. */
function divide(al: number, ah: number, bl: number, bh: number): void {
  const a = ah * two32 + al;
  const b = bh * two32 + bl;
  if (a < two53 && b < two53) {
    // Both are exact, and so is the quotient rounded down: it differs from the next integer by more
    // than half a unit in the last place.
    const q = Math.floor(a / b);
    const r = a - q * b;
    quotient[1] = q / two32;
    quotient[0] = q;
    remainder[1] = r / two32;
    remainder[0] = r;
    return;
  }
  longDivide(al, ah, bl, bh);
}

/** Bit by bit; for numbers that no double holds. */
function longDivide(al: number, ah: number, bl: number, bh: number): void {
  let rl = 0;
  let rh = 0;
  let ql = 0;
  let qh = 0;
  // HOT
  for (let i = 63; i >= 0; i--) {
    const bit = i >= 32 ? (ah >>> (i - 32)) & 1 : (al >>> i) & 1;
    const carry = rh >>> 31;
    rh = ((rh << 1) | (rl >>> 31)) >>> 0;
    rl = ((rl << 1) | bit) >>> 0;
    if (carry === 0 && (rh < bh || (rh === bh && rl < bl))) continue;
    const borrow = rl < bl ? 1 : 0;
    rl = (rl - bl) >>> 0;
    rh = (rh - bh - borrow) >>> 0;
    if (i >= 32) qh |= 1 << (i - 32);
    else ql |= 1 << i;
  }
  quotient[0] = ql;
  quotient[1] = qh;
  remainder[0] = rl;
  remainder[1] = rh;
}

/** Stores a magnitude of two words, negated if asked to. */
function store(i32: Int32Array, d: number, words: Uint32Array, negative: boolean): void {
  const low = words[0]!;
  const high = words[1]!;
  i32[d] = negative ? -low : low;
  i32[d + 1] = negative ? ~high + (low === 0 ? 1 : 0) : high;
}

function divideSigned(i32: Int32Array, x: number, y: number): void {
  const al = i32[x]! >>> 0;
  const ah = i32[x + 1]!;
  const bl = i32[y]! >>> 0;
  const bh = i32[y + 1]!;
  const na = ah < 0;
  const nb = bh < 0;
  divide(
    na ? -al >>> 0 : al,
    (na ? ~ah + (al === 0 ? 1 : 0) : ah) >>> 0,
    nb ? -bl >>> 0 : bl,
    (nb ? ~bh + (bl === 0 ? 1 : 0) : bh) >>> 0,
  );
}

/** d = x / y, truncated; y ≠ 0. */
export function divI64(i32: Int32Array, d: number, x: number, y: number): void {
  divideSigned(i32, x, y);
  store(i32, d, quotient, (i32[x + 1]! ^ i32[y + 1]!) < 0);
}

/** d = x % y with the sign of x; y ≠ 0. */
export function modI64(i32: Int32Array, d: number, x: number, y: number): void {
  divideSigned(i32, x, y);
  store(i32, d, remainder, i32[x + 1]! < 0);
}

export function divU64(i32: Int32Array, d: number, x: number, y: number): void {
  divide(i32[x]! >>> 0, i32[x + 1]! >>> 0, i32[y]! >>> 0, i32[y + 1]! >>> 0);
  store(i32, d, quotient, false);
}

export function modU64(i32: Int32Array, d: number, x: number, y: number): void {
  divide(i32[x]! >>> 0, i32[x + 1]! >>> 0, i32[y]! >>> 0, i32[y + 1]! >>> 0);
  store(i32, d, remainder, false);
}

/** Truncates to an int64 as the machine instruction does: what does not fit is the least one. */
export function f64ToI64(i32: Int32Array, d: number, value: number): void {
  const v = Math.trunc(value);
  if (v >= -9223372036854775808 && v < 9223372036854775808) {
    const high = Math.floor(v / two32);
    i32[d] = v - high * two32;
    i32[d + 1] = high;
  } else {
    i32[d] = 0;
    i32[d + 1] = -0x80000000;
  }
}

/** Truncates to a uint64: from 2^63 on by way of the difference to it. */
export function f64ToU64(i32: Int32Array, d: number, value: number): void {
  if (value < 9223372036854775808) {
    f64ToI64(i32, d, value);
    return;
  }
  f64ToI64(i32, d, value - 9223372036854775808);
  i32[d + 1]! ^= -0x80000000;
}

/** The 64-bit integer as a float32, rounded once. */
export function i64ToF32(low: number, high: number, signed: boolean): number {
  const negative = signed && high < 0;
  const l = (negative ? -low : low) >>> 0;
  const h = (negative ? ~high + (low === 0 ? 1 : 0) : high) >>> 0;
  // More than 53 bits no double holds. What float32 cuts off in any case may then shrink to one bit
  // that says whether there was anything, and the second rounding cannot go wrong.
  const v = h >= 0x200000 ? sticky(h, l) : h * two32 + l;
  return Math.fround(negative ? -v : v);
}

/** The upper 40 bits of a word pair, the last one set if anything below was cut off. */
function sticky(h: number, l: number): number {
  const upper = h * 256 + (l >>> 24);
  const cut = (l & 0xffffff) !== 0;
  return (cut && upper % 2 === 0 ? upper + 1 : upper) * 16777216;
}
