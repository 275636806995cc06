/**
 * Operands: what the checker knows about an expression while it works on it, and how messages
 * describe it.
 */

import type { Expr } from '../syntax/nodes';
import { constantString } from './constantstring';
import type { Constant } from './constant';
import { exprString } from '../syntax/exprstring';
import { compositeKind, isUntyped, isValid, underlying } from './predicates';
import { typeString } from './typestring';
import type { Qualifier } from './typestring';
import type { BuiltinName, Mode, Type } from './types';
import { anyType, typ } from './universe';

/**
 * The state of one expression under examination; reused and copied by the functions of the checker.
 */
export class Operand {
  mode: Mode = 'invalid';
  type: Type = typ.invalid;
  /**
   * Set exactly when mode is 'constant', unless the value is unknown because of an earlier error.
   */
  value: Constant | undefined;
  expr: Expr | undefined;
  /** Set exactly when mode is 'builtin'. */
  builtin: BuiltinName | undefined;

  /** Becomes a copy of `other`. */
  assign(other: Operand): void {
    this.mode = other.mode;
    this.type = other.type;
    this.value = other.value;
    this.expr = other.expr;
    this.builtin = other.builtin;
  }

  copy(): Operand {
    const x = new Operand();
    x.assign(this);
    return x;
  }

  /**
   * A call, so that the compiler does not remember the answer across calls that change the mode.
   */
  isInvalid(): boolean {
    return this.mode === 'invalid';
  }

  isNil(): boolean {
    return this.mode === 'nil';
  }
}

/** A value operand of a type, for results that have no expression of their own. */
export function valueOperand(expr: Expr | undefined, type: Type): Operand {
  const x = new Operand();
  x.mode = 'value';
  x.expr = expr;
  x.type = type;
  return x;
}

const modeWords: Record<Mode, string> = {
  invalid: 'invalid operand',
  novalue: 'no value',
  builtin: 'built-in',
  type: 'type',
  constant: 'constant',
  variable: 'variable',
  mapindex: 'map index expression',
  value: 'value',
  nil: 'nil',
  commaok: 'comma, ok expression',
  package: 'package',
};

/** `x (variable of type int)`, `1.5 (untyped float constant)`, … */
export function operandString(x: Operand, qualifier: Qualifier): string {
  if (x.mode === 'nil') {
    if (!isValid(x.type)) return 'nil (with invalid type)';
    if (x.type === typ.untypedNil) return 'nil';
    return `nil (of type ${typeString(x.type, qualifier)})`;
  }
  const expr = expressionText(x, qualifier);
  let text = '';
  let typed = false;
  if (x.mode !== 'invalid' && x.mode !== 'novalue' && x.mode !== 'builtin' && x.mode !== 'type') {
    if (isUntyped(x.type)) text += `${x.type.name} `;
    else typed = true;
  }
  text += modeWords[x.mode];
  if (x.mode === 'constant' && x.value !== undefined) {
    const value = constantString(x.value);
    if (value !== expr) text += ` ${value}`;
  }
  if (typed) text += typeDescription(x.type, qualifier);
  return expr === '' ? text : `${expr} (${text})`;
}

function expressionText(x: Operand, qualifier: Qualifier): string {
  if (x.expr !== undefined) return exprString(x.expr);
  if (x.mode === 'builtin') return x.builtin ?? '';
  if (x.mode === 'type') return typeString(x.type, qualifier);
  return x.value === undefined ? '' : constantString(x.value);
}

function typeDescription(type: Type, qualifier: Qualifier): string {
  if (!isValid(type)) return ' with invalid type';
  let what = '';
  if (type === anyType) what = 'interface ';
  else if (type.kind === 'named') {
    const u = underlying(type);
    if (type.isGeneric) what = 'generic ';
    what += `${compositeKind(type) || (u.kind === 'basic' ? u.name : u.kind)} `;
  }
  const text = ` of ${what}type ${typeString(type, qualifier)}`;
  if (type.kind !== 'typeparam') return text;
  const empty = type.iface !== undefined && type.iface.terms?.length === 0;
  const bound = typeString(type.bound, qualifier);
  return `${text} constrained by ${bound}${empty ? ' with empty type set' : ''}`;
}
