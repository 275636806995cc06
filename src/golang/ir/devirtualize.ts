/**
 * Calls of interface methods whose concrete type is known become direct calls: of local interface
 * variables that only ever hold values of one type. gc does this with and without inlining.
 */

import type { Pos } from '../syntax/pos';
import { identical } from '../types/identity';
import { lookupFieldOrMethod } from '../types/lookup';
import { isInterface } from '../types/predicates';
import type { Type } from '../types/types';
import type { Pieces } from '../pieces';
import { canonical, isBlank, outerValue } from './build';
import { implementsType } from './checked';
import { newMethodCall, receiver } from './methods';
import type { CallInterExpr, Expr, Func, Name, Node, TypeAssertExpr } from './nodes';
import { NodePrinter } from './print';
import type { PackageState } from './state';
import { forChildren } from './visit';

/** A message with its position, as `-m` prints it. */
interface PassMessage {
  readonly pos: Pos;
  readonly text: string;
}

/** Rewrites the calls in `funcs` (closures are listed by themselves) and reports each of them. */
export function* devirtualize(p: PackageState, funcs: readonly Func[]): Pieces<PassMessage[]> {
  const pass = new Devirtualizer(p);
  for (const fn of funcs) {
    pass.function(fn);
    yield;
  }
  return pass.messages;
}

/** What is assigned to a variable: a value, a concrete type, or something of unknown type. */
type Assignment = Expr | { readonly concrete: Type } | undefined;

/** No type: the variable holds nil only, or its own value. */
const noType = 'none';

class Devirtualizer {
  readonly messages: PassMessage[] = [];
  private readonly printer: NodePrinter;
  private readonly assignments = new Map<Name, Assignment[]>();
  private readonly analyzed = new Set<Func>();

  constructor(private readonly p: PackageState) {
    this.printer = new NodePrinter(p.pkg);
  }

  function(fn: Func): void {
    this.printer.within(fn);
    for (const s of fn.body) this.visit(s);
  }

  private visit(n: Node): void {
    forChildren(n, (child) => {
      this.visit(child);
    });
    if (n.op === 'OCALLINTER') this.call(n);
  }

  private call(n: CallInterExpr): void {
    const type = this.concreteType(n.x, new Set());
    if (type === undefined || type === noType || !implementsType(type, n.x.type)) return;
    // The body serves all types of one shape.
    if (this.printer.type(type).includes('go.shape.')) return;
    const { method } = n;
    const found = lookupFieldOrMethod(type, true, method.pkg, method.name);
    if (found.obj?.kind !== 'func') return;
    const assertion: TypeAssertExpr = { op: 'ODOTTYPE', pos: n.pos, type, x: n.x, nilPanic: true };
    const { index, indirect, obj } = found;
    const recv = receiver(assertion, n.pos, { kind: 'method', recv: type, obj, index, indirect });
    const direct = newMethodCall(this.p, n.pos, recv, obj, n.args, n.isDDD);
    const how = direct.op === 'OCALLFUNC' ? 'devirtualizing' : 'partially devirtualizing';
    const callee = `${this.printer.node(n.x)}.${method.name}`;
    this.messages.push({ pos: n.pos, text: `${how} ${callee} to ${this.printer.type(type)}` });
    become(n, { ...direct, type: n.type, ...(n.init === undefined ? {} : { init: n.init }) });
  }

  // -------------------------------------------------------------------------------- concrete types

  private concreteType(n: Expr, seen: Set<Name>): Type | typeof noType | undefined {
    let x = n;
    for (;;) {
      if (!isInterface(x.type)) return x.type;
      if (x.op !== 'OCONVNOP' && x.op !== 'OCONVIFACE' && x.op !== 'ODOTTYPE') break;
      x = x.x;
    }
    if (x.op !== 'ONAME') return undefined;
    const name = canonical(x);
    if (name.class !== 'PAUTO' || name.func === undefined || name.addrtaken === true) {
      return undefined;
    }
    if (seen.has(name)) return noType;
    seen.add(name);
    this.analyze(name.func);
    let type: Type | undefined;
    for (const a of this.assignments.get(name) ?? []) {
      if (a === undefined) return undefined;
      const t = 'concrete' in a ? a.concrete : this.concreteType(a, seen);
      if (t === noType) continue;
      if (t === undefined || (type !== undefined && !identical(type, t))) return undefined;
      type = t;
    }
    return type ?? noType;
  }

  private analyze(fn: Func): void {
    if (this.analyzed.has(fn)) return;
    this.analyzed.add(fn);
    for (const s of fn.body) this.collect(s);
  }

  private collect(n: Node): void {
    forChildren(n, (child) => {
      this.collect(child);
    });
    this.note(n);
  }

  /** Notes the assignments to interface variables that n makes. */
  private note(n: Node): void {
    switch (n.op) {
      case 'OAS':
        if (n.y !== undefined) this.assign(n.x, valueOf(n.y));
        return;
      case 'OAS2':
        n.lhs.forEach((x, i) => {
          const y = n.rhs[i];
          if (y !== undefined) this.assign(x, y);
        });
        return;
      case 'OAS2DOTTYPE':
        this.assign(n.lhs[0], n.rhs[0]);
        return;
      case 'OAS2MAPR':
      case 'OAS2RECV':
      case 'OSELRECV2':
        this.assign(n.lhs[0], { concrete: n.rhs[0].type });
        return;
      case 'OAS2FUNC': {
        const { type } = n.rhs[0];
        n.lhs.forEach((x, i) => {
          const result = type.kind === 'tuple' ? type.vars[i]?.type : type;
          this.assign(x, result === undefined ? undefined : { concrete: result });
        });
        return;
      }
      case 'ORANGE':
        // Variables have the types the loop yields: keys and elements.
        for (const x of [n.key, n.value]) {
          if (x !== undefined) this.assign(x, { concrete: x.type });
        }
        return;
      case 'OTYPESW':
        for (const c of n.cases) {
          if (c.var !== undefined) this.assign(c.var, n.x);
        }
        return;
      case 'OCLOSURE':
        this.analyze(n.func);
        return;
      default:
    }
  }

  private assign(dst: Expr | undefined, value: Assignment): void {
    if (dst?.op !== 'ONAME' || isBlank(dst)) return;
    const outer = outerValue(dst);
    if (outer.op !== 'ONAME' || outer.func === undefined || !isInterface(outer.type)) return;
    const name = canonical(outer);
    if (name.class !== 'PAUTO') return;
    let known = value;
    if (known !== undefined && 'concrete' in known && isInterface(known.concrete)) {
      known = undefined;
    }
    if (known !== undefined && 'op' in known && known.op === 'ONIL') return;
    const list = this.assignments.get(name);
    if (list === undefined) this.assignments.set(name, [known]);
    else list.push(known);
  }
}

/** Results of calls are known by their type only. */
function valueOf(n: Expr): Assignment {
  return n.op === 'OCALLFUNC' || n.op === 'OCALLINTER' ? { concrete: n.type } : n;
}

/** Turns node n into another one in place: everything that holds n holds the new node. */
function become(n: CallInterExpr, other: Expr): void {
  for (const key of Object.keys(n)) Reflect.deleteProperty(n, key);
  Object.assign(n, other);
}
