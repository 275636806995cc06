/**
 * The values of number literals.
 */

import { floatOp, makeFloat, makeInt, powerOfTen, zeroFloat } from './constant';
import type { Constant, FloatConstant, NumberConstant } from './constant';

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
    return makeFloat(BigInt(`0x0${hex[1] ?? ''}${fraction}`), 1n, exponent);
  }
  const decimal = /^([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (decimal === null) return parseInteger(text);
  const fraction = decimal[2] ?? '';
  const exponent = Number(decimal[3] ?? '0') - fraction.length;
  const mantissa = BigInt(`0${decimal[1] ?? ''}${fraction}`);
  if (mantissa === 0n) return zeroFloat;
  if (Math.abs(exponent) <= maxExactExponent) {
    const power = 10n ** BigInt(Math.abs(exponent));
    return exponent >= 0 ? makeFloat(mantissa * power, 1n) : makeFloat(mantissa, power);
  }
  const power = powerOfTen(Math.abs(exponent));
  if (power === undefined) return exponent < 0 ? zeroFloat : undefined;
  const base: FloatConstant = { kind: 'float', num: mantissa, den: 1n, exponent: 0 };
  return floatOp(base, exponent >= 0 ? '*' : '/', power);
}

/** Decimal exponents up to this are computed exactly before rounding. */
const maxExactExponent = 5000;
