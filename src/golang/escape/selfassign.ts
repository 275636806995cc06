/**
 * Assignments within one object (`b.buf = b.buf[i:j]`, `v.x = v.y`): they store no pointer that was
 * not there before, so they are no flow.
 */

import { compareConstants } from '../types/constantop';
import { identical } from '../types/identity';
import { underlying } from '../types/predicates';
import type { BinaryExpr, Expr } from '../ir/nodes';

export function isSelfAssign(dst: Expr, src: Expr): boolean {
  if (isSliceSelfAssign(dst, src)) return true;
  if (dst.op === 'ODOT' || dst.op === 'ODOTPTR') {
    return src.op === dst.op && sameSafeExpr(dst.x, src.x);
  }
  if (dst.op === 'OINDEX' && src.op === 'OINDEX') {
    if (mayAffectMemory(dst.index) || mayAffectMemory(src.index)) return false;
    return sameSafeExpr(dst.x, src.x);
  }
  return false;
}

/** `*p = (*p)[i:j]`, `p.s = p.s[i:j]`; not for arrays stored in place. */
function isSliceSelfAssign(dst: Expr, src: Expr): boolean {
  if (dst.op !== 'ODEREF' && dst.op !== 'ODOTPTR') return false;
  if (dst.x.op !== 'ONAME') return false;
  switch (src.op) {
    case 'OSLICE':
    case 'OSLICE3':
    case 'OSLICESTR':
      break;
    case 'OSLICEARR':
    case 'OSLICE3ARR':
      // Slicing an array makes a pointer that was not there before.
      if (src.x.op === 'OADDR') return false;
      break;
    default:
      return false;
  }
  const base = src.x;
  return (base.op === 'ODEREF' || base.op === 'ODOTPTR') && base.x === dst.x;
}

/** Whether both expressions denote the same value and have no side effects. */
export function sameSafeExpr(left: Expr, right: Expr): boolean {
  const l = skipConvNop(left);
  const r = skipConvNop(right);
  if (l.op === 'ONAME' || r.op === 'ONAME') return l === r;
  if (l.op !== r.op || !identical(l.type, r.type)) return false;
  switch (l.op) {
    case 'ODOT':
    case 'ODOTPTR':
      return (
        (r.op === 'ODOT' || r.op === 'ODOTPTR') &&
        l.field.name === r.field.name &&
        sameSafeExpr(l.x, r.x)
      );
    case 'ODEREF':
      return r.op === 'ODEREF' && sameSafeExpr(l.x, r.x);
    case 'ONOT':
    case 'OBITNOT':
    case 'OPLUS':
    case 'ONEG':
      return 'x' in r && sameSafeExpr(l.x, r.x);
    case 'OCONV':
      return r.op === 'OCONV' && isSimple(l) && sameSafeExpr(l.x, r.x);
    case 'OINDEX':
    case 'OINDEXMAP':
      return (
        (r.op === 'OINDEX' || r.op === 'OINDEXMAP') &&
        sameSafeExpr(l.x, r.x) &&
        sameSafeExpr(l.index, r.index)
      );
    case 'OLITERAL':
      return r.op === 'OLITERAL' && compareConstants(l.value, '==', r.value);
    case 'ONIL':
      return true;
    default:
      return sameArithmetic(l, r);
  }
}

function sameArithmetic(l: Expr, r: Expr): boolean {
  return isArithmetic(l) && isArithmetic(r) && sameSafeExpr(l.x, r.x) && sameSafeExpr(l.y, r.y);
}

function skipConvNop(n: Expr): Expr {
  let x = n;
  while (x.op === 'OCONVNOP') x = x.x;
  return x;
}

function isSimple(n: Expr): boolean {
  const u = underlying(n.type);
  return u.kind === 'basic' && u.basic !== 'string' && u.basic !== 'unsafe.Pointer';
}

const arithmetic = new Set<string>([
  'OADD',
  'OSUB',
  'OOR',
  'OXOR',
  'OMUL',
  'OLSH',
  'ORSH',
  'OAND',
  'OANDNOT',
  'ODIV',
  'OMOD',
]);

function isArithmetic(n: Expr): n is BinaryExpr {
  return arithmetic.has(n.op);
}

/** Whether evaluating n may change memory; index errors and the like do not count. */
function mayAffectMemory(n: Expr): boolean {
  switch (n.op) {
    case 'ONAME':
    case 'OLITERAL':
    case 'ONIL':
      return false;
    case 'OINDEX':
      return mayAffectMemory(n.x) || mayAffectMemory(n.index);
    case 'OCONVNOP':
    case 'OCONV':
    case 'OLEN':
    case 'OCAP':
    case 'ONOT':
    case 'OBITNOT':
    case 'OPLUS':
    case 'ONEG':
    case 'ODOT':
    case 'ODOTPTR':
    case 'ODEREF':
      return mayAffectMemory(n.x);
    default:
      return mayAffectAsOperands(n);
  }
}

function mayAffectAsOperands(n: Expr): boolean {
  return !isArithmetic(n) || mayAffectMemory(n.x) || mayAffectMemory(n.y);
}
