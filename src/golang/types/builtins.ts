/**
 * Calls of predeclared functions: argument counts, dispatch to the rules, and the simplest rules.
 */

import type { CallExpr } from '../syntax/nodes';
import { exprList } from './arguments';
import { assignment } from './assignable';
import {
  checkAppend,
  checkClear,
  checkClose,
  checkCopy,
  checkDelete,
  checkLength,
  checkMake,
  checkNew,
} from './builtincollections';
import { checkComplex, checkMinMax, checkPart } from './builtinnumbers';
import { result } from './builtinrule';
import type { BuiltinRule } from './builtinrule';
import {
  checkAdd,
  checkOffsetof,
  checkSize,
  checkSliceData,
  checkStringData,
  checkUnsafeSlice,
  checkUnsafeString,
} from './builtinunsafe';
import type { Checker, ExprKind } from './context';
import { use } from './entry';
import { exprString } from '../syntax/exprstring';
import type { Operand } from './operand';
import type { BuiltinName } from './types';
import { emptyInterface } from './universe';

/** Checks the call of the builtin that `x` holds and leaves its result in `x`. */
export function builtinCall(c: Checker, x: Operand, call: CallExpr): ExprKind {
  const id = x.builtin;
  if (id === undefined) return 'statement';
  const rule = rules[id];
  x.builtin = undefined;
  x.mode = 'invalid';
  x.value = undefined;
  if (call.hasDots && id !== 'append') {
    c.error(call, `invalid operation: invalid use of ... with built-in ${id}`);
    use(c, call.args);
    return rule.kind;
  }
  // A call inside len or cap decides only whether that len or cap is constant.
  const outerCall = c.env.hasCallOrRecv;
  if (id === 'len' || id === 'cap') c.env.hasCallOrRecv = false;
  const args = rule.raw === true ? [] : exprList(c, call.args);
  const count = rule.raw === true ? call.args.length : args.length;
  if (args.every((a) => a.mode !== 'invalid') && checkCount(c, id, rule, count, call)) {
    const [first] = args;
    if (first !== undefined) x.assign(first);
    rule.check(c, x, args, call);
  }
  if (id === 'len' || id === 'cap') c.env.hasCallOrRecv = outerCall;
  if (id === 'panic' && c.hasUnsupported) c.env.panicCalls.add(call);
  const constant = isConstant(x);
  if (!constant) x.value = undefined;
  if (!constant && !x.isInvalid()) c.env.hasCallOrRecv = true;
  return rule.kind;
}

function isConstant(x: Operand): boolean {
  return x.mode === 'constant';
}

function checkCount(
  c: Checker,
  id: BuiltinName,
  rule: BuiltinRule,
  count: number,
  call: CallExpr,
): boolean {
  let problem = '';
  if (count < rule.count) problem = 'not enough';
  else if (rule.variadic !== true && count > rule.count) problem = 'too many';
  if (problem === '') return true;
  const numbers = `(expected ${rule.count}, found ${count})`;
  c.error(call, `invalid operation: ${problem} arguments for ${exprString(call)} ${numbers}`);
  if (rule.raw === true && id !== 'make' && id !== 'new') use(c, call.args);
  return false;
}

function checkPanic(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  if ((c.env.sig?.results.vars.length ?? 0) > 0) c.env.panicCalls.add(call);
  assignment(c, x, emptyInterface, 'argument to panic');
  if (x.mode === 'invalid') return;
  result(x, call, undefined, [emptyInterface]);
}

function checkPrint(id: 'print' | 'println'): BuiltinRule['check'] {
  return (c, x, args, call) => {
    for (const arg of args) {
      assignment(c, arg, undefined, `argument to built-in ${id}`);
      if (arg.mode === 'invalid') {
        x.mode = 'invalid';
        return;
      }
    }
    result(
      x,
      call,
      undefined,
      args.map((a) => a.type),
    );
  };
}

function checkRecover(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  if (c.env.func !== undefined) c.env.func.hasRecover = true;
  result(x, call, emptyInterface, []);
}

const rules: Record<BuiltinName, BuiltinRule> = {
  append: { count: 1, variadic: true, kind: 'expression', check: checkAppend },
  cap: { count: 1, kind: 'expression', check: checkLength('cap') },
  clear: { count: 1, kind: 'statement', check: checkClear },
  close: { count: 1, kind: 'statement', check: checkClose },
  complex: { count: 2, kind: 'expression', check: checkComplex },
  copy: { count: 2, kind: 'statement', check: checkCopy },
  delete: { count: 2, kind: 'statement', check: checkDelete },
  imag: { count: 1, kind: 'expression', check: checkPart('imag') },
  len: { count: 1, kind: 'expression', check: checkLength('len') },
  make: { count: 1, variadic: true, kind: 'expression', raw: true, check: checkMake },
  max: { count: 1, variadic: true, kind: 'expression', check: checkMinMax('max') },
  min: { count: 1, variadic: true, kind: 'expression', check: checkMinMax('min') },
  new: { count: 1, kind: 'expression', raw: true, check: checkNew },
  panic: { count: 1, kind: 'statement', check: checkPanic },
  print: { count: 0, variadic: true, kind: 'statement', check: checkPrint('print') },
  println: { count: 0, variadic: true, kind: 'statement', check: checkPrint('println') },
  real: { count: 1, kind: 'expression', check: checkPart('real') },
  recover: { count: 0, kind: 'statement', check: checkRecover },
  Add: { count: 2, kind: 'expression', check: checkAdd },
  Alignof: { count: 1, kind: 'expression', check: checkSize('Alignof') },
  Offsetof: { count: 1, kind: 'expression', raw: true, check: checkOffsetof },
  Sizeof: { count: 1, kind: 'expression', check: checkSize('Sizeof') },
  Slice: { count: 2, kind: 'expression', check: checkUnsafeSlice },
  SliceData: { count: 1, kind: 'expression', check: checkSliceData },
  String: { count: 2, kind: 'expression', check: checkUnsafeString },
  StringData: { count: 1, kind: 'expression', check: checkStringData },
};
