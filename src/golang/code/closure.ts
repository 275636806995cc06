/**
 * Code for closures and method values: the objects behind function values.
 */
import { canonical } from '../ir/build';
import type { ClosureExpr, MethodValueExpr, Name } from '../ir/nodes';
import { closureKind } from '../escape/storage';
import { closureRecord, methodValueRecord } from '../layout/records';
import type { Struct } from '../types/types';
import { addressOfVariable } from './address';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order } from './order';
import { pinned, store } from './place';

/** The record of a closure's variables; undefined when there are none. */
export function recordOf(vars: readonly Name[]): Struct | undefined {
  if (vars.length === 0) return undefined;
  return closureRecord(
    vars.map((v) => ({ type: v.type, byReference: canonical(v).byval !== true })),
  );
}

export function closureExpr(g: Gen, n: ClosureExpr, dst: number): number {
  const record = recordOf(n.func.closureVars);
  if (record === undefined || closureKind(n) === 'static') {
    const d = g.into(dst, n.type);
    g.emit(Op.LEAG, d, g.dataRef(g.unit.funcValue(n.func.name)));
    return d;
  }
  const onStack = closureKind(n) === 'stack';
  const at = onStack ? pinned(g, record) : g.temp(record);
  fillRecord(g, n, record, at);
  const d = g.into(dst, n.type);
  if (onStack) g.emit(Op.LEA, d, at * 4);
  else g.emit(Op.NEWCLOSURE, d, at, g.typeRef(record), g.siteRef(n));
  return d;
}

/** The closure as a callee. */
export function closureValue(g: Gen, n: ClosureExpr): number {
  return closureExpr(g, n, anywhere);
}

function fillRecord(g: Gen, n: ClosureExpr, record: Struct, at: number): void {
  textAddress(g, n.func.name, at);
  const offsets = g.layouts.offsetsof(record);
  n.func.closureVars.forEach((v, i) => {
    const field = record.fields[i + 1];
    const outer = v.outer;
    if (outer === undefined || field === undefined) throw new Error('captured nothing');
    const byte = at * 4 + (offsets[i + 1] ?? 0);
    const value =
      canonical(v).byval === true ? g.expr(outer) : addressOfVariable(g, outer, anywhere);
    store(g, { kind: 'frame', byte }, field.type, value);
  });
}

/** The code word of a closure object. */
function textAddress(g: Gen, sym: string, at: number): void {
  g.emit(Op.LEAG, at, g.newRef({ kind: 'text', sym }));
}

/** `x.M` as a value: a closure over the receiver. */
export function methodValue(g: Gen, n: MethodValueExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  // A nil interface panics here rather than when the method is called.
  if (n.index !== undefined) g.emit(Op.NILCHK, x);
  const record = methodValueRecord(n.x.type, n.hasDictionary);
  const onStack = n.esc === 'stack';
  const at = onStack ? pinned(g, record) : g.temp(record);
  textAddress(g, g.unit.methodValue(n), at);
  const [, receiver = 8, dictionary] = g.layouts.offsetsof(record);
  // Where the dictionary would be: an address that is no object's.
  if (dictionary !== undefined) textAddress(g, g.unit.methodValue(n), at + dictionary / 4);
  store(g, { kind: 'frame', byte: at * 4 + receiver }, n.x.type, x);
  const d = g.into(dst, n.type);
  if (onStack) g.emit(Op.LEA, d, at * 4);
  else g.emit(Op.NEWCLOSURE, d, at, g.typeRef(record), g.siteRef(n));
  return d;
}
