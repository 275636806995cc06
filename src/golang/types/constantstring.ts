/**
 * Constants as text, in the form compiler messages print them.
 */

import { floatOp, magnitude, powerOfTen, toFloat64 } from './constant';
import type { Constant, FloatConstant } from './constant';
import { decodeRune } from './utf8';

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

/**
 * Like C's %.6g of the nearest float64; values beyond its range as mantissa and decimal exponent.
 */
function floatString(x: FloatConstant): string {
  const value = toFloat64(x);
  if ((value === 0) !== (x.num === 0n) || !Number.isFinite(value)) return extremeString(x);
  const short = formatG(value);
  // A fraction must not look like an integer: then all digits are given.
  return x.den !== 1n && !short.includes('.') ? formatShortest(value) : short;
}

function formatG(value: number): string {
  if (value === 0) return '0';
  const [digits, exponentText] = value.toExponential(5).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    const mantissa = (digits ?? '').replace(/\.?0+$/, '');
    return `${mantissa}e${exponentSuffix(exponent)}`;
  }
  const fixed = value.toFixed(5 - exponent);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** Go's %g: the shortest text that gives the same float64, with an exponent from 21 digits on. */
function formatShortest(value: number): string {
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 21) return `${mantissa ?? ''}e${exponentSuffix(exponent)}`;
  return String(value).includes('e') ? value.toFixed(20).replace(/0+$/, '') : String(value);
}

function exponentSuffix(exponent: number): string {
  const digits = Math.abs(exponent).toString().padStart(2, '0');
  return (exponent < 0 ? '-' : '+') + digits;
}

function extremeString(x: FloatConstant): string {
  const positive: FloatConstant = x.num < 0n ? { ...x, num: -x.num } : x;
  let exponent = Math.floor(magnitude(positive) * Math.log10(2));
  const mantissaOf = (e: number): number => {
    const power = powerOfTen(Math.abs(e));
    const m = power === undefined ? undefined : floatOp(positive, e >= 0 ? '/' : '*', power);
    return m === undefined ? 1 : toFloat64(m);
  };
  let mantissa = mantissaOf(exponent);
  if (mantissa < 1) mantissa = mantissaOf(--exponent);
  else if (mantissa >= 10) mantissa = mantissaOf(++exponent);
  return `${x.num < 0n ? '-' : ''}${formatG(mantissa)}e${exponentSuffix(exponent)}`;
}
