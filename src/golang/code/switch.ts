/**
 * Code for expression switches: a jump table where the cases are numbers close together, else one
 * comparison after the other.
 */
import type { CaseClause, Expr, SwitchStmt } from '../ir/nodes';
import { isShared } from './address';
import { compare, jumpIf } from './compare';
import { endsWithJump } from './control';
import { anywhere } from './gen';
import type { Gen, Label } from './gen';
import { smallInteger } from './literalwords';
import { Op } from './opcodes';
import { isComplex, order } from './order';
import { Rep, repOf } from './rep';

export function switchStmt(g: Gen, s: SwitchStmt): void {
  const end = g.label();
  const bodies = s.cases.map(() => g.label());
  const byDefault = s.cases.findIndex((c) => c.isDefault);
  const otherwise = bodies[byDefault] ?? end;
  if (s.tag === undefined) {
    s.cases.forEach((c, i) => {
      for (const cond of c.list) {
        g.statementAt(cond.pos);
        jumpIf(g, cond, true, bodies[i] as Label);
      }
    });
    g.jump(otherwise);
  } else {
    order(g, s.tag);
    const tag = tagRegister(g, s, s.tag);
    if (!jumpTable(g, s, tag, bodies, otherwise)) {
      compareAll(g, s, s.tag, tag, bodies);
      g.jump(otherwise);
    }
  }
  s.cases.forEach((c, i) => {
    g.bind(bodies[i] as Label);
    clauseBody(g, s, c, end, bodies[i + 1]);
  });
  g.bind(end);
}

function clauseBody(
  g: Gen,
  s: SwitchStmt,
  c: CaseClause,
  end: Label,
  fallTo: Label | undefined,
): void {
  g.targets.push({ label: s.label, breakTo: end, fallTo });
  g.body(c.body);
  g.targets.pop();
  if (!endsWithJump(c.body)) g.jump(end);
}

/** The tag's value, which nothing changes while cases are evaluated. */
function tagRegister(g: Gen, s: SwitchStmt, tag: Expr): number {
  const steady =
    tag.op === 'ONAME' &&
    !isShared(tag) &&
    !s.cases.some((c) => c.list.some((x) => isComplex(g, x)));
  if (steady) return g.expr(tag);
  const at = g.temp(tag.type);
  return g.expr(tag, at);
}

function compareAll(
  g: Gen,
  s: SwitchStmt,
  tagExpr: Expr,
  tag: number,
  bodies: readonly Label[],
): void {
  const { type } = tagExpr;
  const rep = repOf(type);
  s.cases.forEach((c, i) => {
    const body = bodies[i] as Label;
    for (const x of c.list) {
      const mark = g.frame.markTemps();
      const small = x.op === 'OLITERAL' ? smallInteger(x) : undefined;
      if (x.op === 'ONIL') {
        g.emit(Op.JNIL, tag, body.id);
      } else if (small !== undefined) {
        g.emit(Op.JEQ64I, tag, small, body.id);
      } else {
        order(g, x);
        const value = g.expr(x);
        if (rep <= Rep.u32) g.emit(Op.JEQ32, tag, value, body.id);
        else g.emit(Op.JT, compare(g, 'OEQ', type, tag, value, anywhere), body.id);
      }
      g.frame.resetTemps(mark);
    }
  });
}

/** Cases a jump table is made for, at least, and how many places of it may be empty per case. */
const minTableCases = 4;
const maxTableSpread = 4;

function jumpTable(
  g: Gen,
  s: SwitchStmt,
  tag: number,
  bodies: readonly Label[],
  otherwise: Label,
): boolean {
  if (s.tag === undefined || repOf(s.tag.type) !== Rep.i64) return false;
  const targets = new Map<number, Label>();
  for (const [i, c] of s.cases.entries()) {
    for (const x of c.list) {
      const value = x.op === 'OLITERAL' ? smallInteger(x) : undefined;
      if (value === undefined) return false;
      if (!targets.has(value)) targets.set(value, bodies[i] as Label);
    }
  }
  if (targets.size < minTableCases) return false;
  const low = Math.min(...targets.keys());
  const count = Math.max(...targets.keys()) - low + 1;
  if (count > targets.size * maxTableSpread) return false;
  const places: number[] = [];
  for (let i = 0; i < count; i++) places.push((targets.get(low + i) ?? otherwise).id);
  g.emit(Op.JTABLE, tag, count, low, ...places, otherwise.id);
  return true;
}
