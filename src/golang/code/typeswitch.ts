/**
 * Code for type switches.
 */
import { canonical, isHeapVar } from '../ir/build';
import type { TypeCaseClause, TypeSwitchStmt } from '../ir/nodes';
import { isInterface } from '../types/predicates';
import { placeOf } from './address';
import { newVariable } from './alloc';
import { endsWithJump } from './control';
import { unbox } from './convert';
import { anywhere } from './gen';
import type { Gen, Label } from './gen';
import { registerFor } from './literal';
import { Op } from './opcodes';
import { order } from './order';
import { store } from './place';

export function typeSwitch(g: Gen, s: TypeSwitchStmt): void {
  order(g, s.x);
  const x = g.frame.temp('.p');
  g.expr(s.x, x);
  const end = g.label();
  const bodies = s.cases.map(() => g.label());
  const otherwise = bodies[s.cases.findIndex((c) => c.isDefault)] ?? end;
  const is = g.scalar();
  s.cases.forEach((c, i) => {
    const body = bodies[i] as Label;
    for (const type of c.types) {
      if (type === undefined) {
        g.emit(Op.JNIL, x, body.id);
        continue;
      }
      g.emit(Op.ISTYPE, is, x, g.typeRef(type));
      g.emit(Op.JT, is, body.id);
    }
  });
  g.jump(otherwise);
  s.cases.forEach((c, i) => {
    g.bind(bodies[i] as Label);
    g.targets.push({ label: s.label, breakTo: end });
    g.block(() => {
      bind(g, s, c, x);
      g.stmts(c.body);
    });
    g.targets.pop();
    if (!endsWithJump(c.body)) g.jump(end);
  });
  g.bind(end);
}

/** Gives the clause's variable its value. */
function bind(g: Gen, s: TypeSwitchStmt, c: TypeCaseClause, x: number): void {
  const { var: variable } = c;
  if (variable === undefined) return;
  const home = g.declare(variable, true);
  if (isHeapVar(canonical(variable)) && home.kind === 'pointer') {
    newVariable(g, variable, home.pointer);
  }
  const { type } = variable;
  const place = placeOf(g, variable);
  if (isInterface(type)) {
    store(g, place, type, x);
    return;
  }
  const at = registerFor(g, place, type);
  if (at !== undefined) unbox(g, x, s.x.type, type, at);
  else store(g, place, type, unbox(g, x, s.x.type, type, anywhere));
}
