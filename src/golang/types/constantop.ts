/**
 * The operators of constant expressions.
 */

import {
  addFloats,
  floatOp,
  makeFloat,
  makeInt,
  makeString,
  sign,
  toComplex,
  toFloat,
} from './constant';
import type { Constant, NumberConstant } from './constant';

const rank = { bool: 0, string: 0, int: 1, float: 2, complex: 3 } as const;

/** Brings two numeric constants to the same kind. */
function match(x: Constant, y: Constant): [Constant, Constant] {
  if (x.kind === y.kind) return [x, y];
  const kind = rank[x.kind] > rank[y.kind] ? x.kind : y.kind;
  const raise = (c: Constant): Constant =>
    (kind === 'complex' ? toComplex(c) : kind === 'float' ? toFloat(c) : c) ?? c;
  return [raise(x), raise(y)];
}

function negateNumber(x: NumberConstant): NumberConstant {
  return x.kind === 'int' ? { kind: 'int', value: -x.value } : { ...x, num: -x.num };
}

export function negate(x: Constant): Constant {
  switch (x.kind) {
    case 'int':
      return { kind: 'int', value: -x.value };
    case 'float':
      return { ...x, num: -x.num };
    case 'complex':
      return { kind: 'complex', re: negateNumber(x.re), im: negateNumber(x.im) };
    default:
      return x;
  }
}

/** `^x`; `bits` is the width of an unsigned type, 0 for signed and untyped operands. */
export function complement(x: bigint, bits: number): bigint {
  return bits > 0 ? BigInt.asUintN(bits, ~x) : ~x;
}

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '&^';

/**
 * x op y for operands of matching kinds; `/` on two integer constants is a float division unless
 * `integer`. The divisor must not be zero. Strings know `+` only. Undefined: not representable.
 */
export function binaryOp(
  a: Constant,
  op: ArithmeticOp,
  b: Constant,
  integer: boolean,
): Constant | undefined {
  const [x, y] = match(a, b);
  if (x.kind === 'string' && y.kind === 'string') return makeString(x.value + y.value);
  if (x.kind === 'int' && y.kind === 'int') {
    if (op === '/' && !integer) return makeFloat(x.value, y.value);
    return makeInt(intOp(x.value, op, y.value));
  }
  if (x.kind === 'float' && y.kind === 'float') return isFloatOp(op) ? floatOp(x, op, y) : x;
  if (x.kind === 'complex' && y.kind === 'complex') return complexOp(x, op, y);
  return a;
}

function isFloatOp(op: ArithmeticOp): op is '+' | '-' | '*' | '/' {
  return op === '+' || op === '-' || op === '*' || op === '/';
}

function complexOp(
  x: Extract<Constant, { kind: 'complex' }>,
  op: ArithmeticOp,
  y: Extract<Constant, { kind: 'complex' }>,
): Constant | undefined {
  const f = (
    p: Constant | undefined,
    o: ArithmeticOp,
    q: Constant | undefined,
  ): NumberConstant | undefined => {
    const z = p === undefined || q === undefined ? undefined : binaryOp(p, o, q, false);
    return z?.kind === 'int' || z?.kind === 'float' ? z : undefined;
  };
  const { re: a, im: b } = x;
  const { re: c, im: d } = y;
  let re: NumberConstant | undefined;
  let im: NumberConstant | undefined;
  if (op === '+' || op === '-') {
    re = f(a, op, c);
    im = f(b, op, d);
  } else if (op === '*') {
    re = f(f(a, '*', c), '-', f(b, '*', d));
    im = f(f(b, '*', c), '+', f(a, '*', d));
  } else if (op === '/') {
    const s = f(f(c, '*', c), '+', f(d, '*', d));
    re = f(f(f(a, '*', c), '+', f(b, '*', d)), '/', s);
    im = f(f(f(b, '*', c), '-', f(a, '*', d)), '/', s);
  }
  return re === undefined || im === undefined ? undefined : { kind: 'complex', re, im };
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
    const difference = addFloats(x, { ...y, num: -y.num });
    order = difference === undefined ? 0 : sign(difference);
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
