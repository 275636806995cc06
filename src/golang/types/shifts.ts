/**
 * Shifts: constant ones are computed; the type of an untyped left operand comes from the context.
 */

import type { Operation } from '../syntax/nodes';
import type { Checker } from './context';
import { toInt } from './constant';
import { shift } from './constantop';
import type { Operand } from './operand';
import { isInteger, isUntyped } from './predicates';
import { convertUntyped, overflow, representable } from './represent';
import { typ } from './universe';
import { allInteger } from './typeset';

/** Largest constant shift count: so that the smallest float64 can be written as 1.0 >> n. */
const maxShift = 1023 - 1 + 52;

/** x << y and x >> y. */
export function shiftOperation(
  c: Checker,
  x: Operand,
  y: Operand,
  e: Operation | undefined,
  op: '<<' | '>>',
): void {
  const left = x.mode === 'constant' && x.value !== undefined ? toInt(x.value) : undefined;
  if (!allInteger(x.type) && !(isUntyped(x.type) && left !== undefined)) {
    c.error(x, `invalid operation: shifted operand ${c.operandText(x)} must be integer`);
    x.mode = 'invalid';
    return;
  }
  if (!checkShiftCount(c, y)) {
    x.mode = 'invalid';
    return;
  }
  if (x.mode === 'constant') {
    if (y.mode === 'constant') {
      constantShift(c, x, y, left?.value, e, op);
      return;
    }
    if (isUntyped(x.type)) {
      // The type of the left operand is what it would be if the shift were not there.
      const info = x.expr === undefined ? undefined : c.untyped.get(x.expr);
      if (info !== undefined) info.isShiftLeft = true;
      x.mode = 'value';
      return;
    }
  }
  if (!allInteger(x.type)) {
    c.error(x, `invalid operation: shifted operand ${c.operandText(x)} must be integer`);
    x.mode = 'invalid';
    return;
  }
  x.mode = 'value';
}

function checkShiftCount(c: Checker, y: Operand): boolean {
  if (y.mode === 'constant') {
    const count = y.value === undefined ? undefined : toInt(y.value);
    if (count !== undefined && count.value < 0n) {
      c.error(y, `invalid operation: negative shift count ${c.operandText(y)}`);
      return false;
    }
    if (isUntyped(y.type)) {
      representable(c, y, typ.uint);
      return !y.isInvalid();
    }
    if (allInteger(y.type)) return true;
  } else if (allInteger(y.type) && !isUntyped(y.type)) {
    return true;
  } else if (isUntyped(y.type)) {
    convertUntyped(c, y, typ.uint);
    return !y.isInvalid();
  }
  c.error(y, `invalid operation: shift count ${c.operandText(y)} must be integer`);
  return false;
}

function constantShift(
  c: Checker,
  x: Operand,
  y: Operand,
  left: bigint | undefined,
  e: Operation | undefined,
  op: '<<' | '>>',
): void {
  const count = y.value === undefined ? undefined : toInt(y.value);
  if (left === undefined || count === undefined) {
    x.value = undefined;
    if (!isInteger(x.type)) x.type = typ.untypedInt;
    return;
  }
  if (count.value > BigInt(maxShift)) {
    c.error(y, `invalid operation: invalid shift count ${c.operandText(y)}`);
    x.mode = 'invalid';
    return;
  }
  if (!isInteger(x.type)) x.type = typ.untypedInt;
  x.value = { kind: 'int', value: shift(left, op, Number(count.value)) };
  x.expr = e ?? x.expr;
  overflow(c, x, e);
}
