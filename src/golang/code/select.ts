/**
 * Code for select.
 */
import { isBlank } from '../ir/build';
import type { CommClause, SelectStmt, SelRecvStmt } from '../ir/nodes';
import { elemOf } from '../ir/build';
import type { Type } from '../types/types';
import { typ } from '../types/universe';
import { placeOf } from './address';
import { endsWithJump } from './control';
import { anywhere, optional } from './gen';
import type { Gen, Label } from './gen';
import { assignToMap } from './mapchan';
import { Op } from './opcodes';
import { order } from './order';
import { load, move, store } from './place';
import { isSmall, repOf } from './rep';

/** A case with its operands evaluated. */
interface Prepared {
  readonly clause: CommClause;
  readonly chan: number;
  readonly chanType: Type;
  /** Register with the value to send, or for the value received. */
  readonly value: number;
}

export function selectStmt(g: Gen, s: SelectStmt): void {
  const end = g.label();
  const cases = s.cases.filter((c) => c.comm !== undefined);
  const byDefault = s.cases.find((c) => c.comm === undefined);
  const prepared = cases.map((clause) => prepare(g, clause));
  const index = g.scalar();
  const wantsOk = cases.some((c) => c.comm?.op === 'OSELRECV2' && !isBlank(c.comm.lhs[1]));
  const ok = wantsOk ? g.scalar() : undefined;
  const operands = prepared.flatMap(({ clause, chan, chanType, value }) => [
    clause.comm?.op === 'OSEND' ? 1 : 0,
    chan,
    value,
    g.typeRef(chanType),
  ]);
  const hasDefault = byDefault === undefined ? 0 : 1;
  g.emit(Op.SELECT, index, optional(ok), cases.length, hasDefault, ...operands);
  const bodies = prepared.map(() => g.label());
  const last = byDefault === undefined ? prepared.length - 1 : prepared.length;
  prepared.forEach((_, i) => {
    if (i < last) g.emit(Op.JEQ64I, index, i, (bodies[i] as Label).id);
  });
  if (byDefault !== undefined) body(g, s, byDefault, end);
  // Without a default the last case is what is left.
  [...prepared.entries()].reverse().forEach(([i, p]) => {
    g.bind(bodies[i] as Label);
    const { comm } = p.clause;
    g.block(() => {
      if (comm?.op === 'OSELRECV2') received(g, comm, p, ok);
      clauseBody(g, s, p.clause, end);
    });
  });
  g.bind(end);
}

function body(g: Gen, s: SelectStmt, clause: CommClause, end: Label): void {
  g.block(() => {
    clauseBody(g, s, clause, end);
  });
}

function clauseBody(g: Gen, s: SelectStmt, clause: CommClause, end: Label): void {
  g.targets.push({ label: s.label, breakTo: end });
  g.stmts(clause.body);
  g.targets.pop();
  if (!endsWithJump(clause.body)) g.jump(end);
}

/** Channels and values to send are evaluated once, in source order. */
function prepare(g: Gen, clause: CommClause): Prepared {
  const { comm } = clause;
  if (comm === undefined) throw new Error('default is no communication');
  if (comm.op === 'OSEND') {
    order(g, comm.chan);
    const chan = keep(g, comm.chan.type, g.expr(comm.chan));
    order(g, comm.value);
    const value = keep(g, comm.value.type, g.expr(comm.value));
    return { clause, chan, chanType: comm.chan.type, value };
  }
  const [recv] = comm.rhs;
  order(g, recv.x);
  const chan = keep(g, recv.x.type, g.expr(recv.x));
  const elem = elemOf(recv.x.type);
  const value = g.layouts.sizeof(elem) === 0 || isBlank(comm.lhs[0]) ? undefined : g.temp(elem);
  return { clause, chan, chanType: recv.x.type, value: optional(value) };
}

function keep(g: Gen, type: Type, at: number): number {
  const tmp = g.temp(type);
  move(g, type, tmp, at);
  return tmp;
}

/** Assigns what was received; variables are declared here, in the clause that was chosen. */
function received(g: Gen, comm: SelRecvStmt, p: Prepared, ok: number | undefined): void {
  if (comm.init !== undefined && comm.init.length > 0) g.stmts(comm.init);
  const [x, isOk] = comm.lhs;
  const elem = elemOf(p.chanType);
  if (!isBlank(x)) {
    const small = isSmall(repOf(elem));
    const value = small ? load(g, { kind: 'frame', byte: p.value * 4 }, elem, anywhere) : p.value;
    assignReceived(g, x, elem, value);
  }
  if (!isBlank(isOk) && ok !== undefined) assignReceived(g, isOk, typ.bool, ok);
}

function assignReceived(g: Gen, x: SelRecvStmt['lhs'][0], type: Type, value: number): void {
  order(g, x);
  if (x.op === 'OINDEXMAP') {
    const m = g.expr(x.x);
    assignToMap(g, x.x.type, m, g.expr(x.index), (place, elem) => {
      store(g, place, elem, value);
    });
    return;
  }
  if (g.layouts.sizeof(type) > 0) store(g, placeOf(g, x), type, value);
}
