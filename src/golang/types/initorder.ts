/**
 * The order in which package-level variables are initialised: by dependency, then by source order.
 */

import type { Checker } from './context';
import type { Func, Obj, Var } from './types';

/** One variable or constant with what it waits for; functions are passed through. */
interface GraphNode {
  readonly obj: Obj;
  readonly dependents: Set<GraphNode>;
  readonly dependencies: Set<GraphNode>;
  readonly order: number;
  waits: number;
  done: boolean;
}

/** Computes the initialisation order of a package and reports initialisation cycles. */
export function computeInitOrder(c: Checker): void {
  const nodes = dependencyGraph(c);
  const emitted = new Set<unknown>();
  for (let left = nodes.length; left > 0; left--) {
    const node = nextNode(nodes);
    if (node === undefined) break;
    if (node.waits > 0) {
      // Report a cycle only if the node itself lies on one.
      const cycle = findPath(c, node.obj, node.obj, new Set());
      if (cycle !== undefined) reportCycle(c, cycle);
    }
    node.done = true;
    for (const dependent of node.dependents) dependent.waits--;
    const info = c.objMap.get(node.obj);
    if (node.obj.kind !== 'var' || info?.init === undefined || emitted.has(info)) continue;
    emitted.add(info);
    const lhs: readonly Var[] = info.lhs ?? [node.obj];
    c.initOrder.push({ lhs, rhs: info.init });
  }
}

/** Constants first, then what waits for least, then source order. */
function nextNode(nodes: readonly GraphNode[]): GraphNode | undefined {
  let best: GraphNode | undefined;
  for (const node of nodes) {
    if (!node.done && (best === undefined || isBefore(node, best))) best = node;
  }
  return best;
}

function isBefore(a: GraphNode, b: GraphNode): boolean {
  const constA = a.obj.kind === 'const';
  if (constA !== (b.obj.kind === 'const')) return constA;
  return a.waits < b.waits || (a.waits === b.waits && a.order < b.order);
}

/** The graph of variables and constants, with functions replaced by what they depend on. */
function dependencyGraph(c: Checker): GraphNode[] {
  const nodes = new Map<Obj, GraphNode>();
  for (const obj of c.objList) {
    if (obj.kind !== 'const' && obj.kind !== 'var') continue;
    nodes.set(obj, {
      obj,
      dependents: new Set(),
      dependencies: new Set(),
      order: obj.order,
      waits: 0,
      done: false,
    });
  }
  const reach = new Map<Func, Obj[]>();
  for (const node of nodes.values()) {
    for (const dependency of valuesBehind(c, node.obj, reach)) {
      const other = nodes.get(dependency);
      if (other === undefined) continue;
      node.dependencies.add(other);
      other.dependents.add(node);
    }
    node.waits = node.dependencies.size;
  }
  return [...nodes.values()];
}

/** Variables and constants an object depends on, directly or through functions. */
function valuesBehind(c: Checker, obj: Obj, reach: Map<Func, Obj[]>): Obj[] {
  const values = new Set<Obj>();
  for (const dependency of c.objMap.get(obj)?.deps ?? []) {
    if (dependency.kind !== 'func') values.add(dependency);
    else for (const value of valuesOfFunction(c, dependency, reach)) values.add(value);
  }
  return [...values];
}

function valuesOfFunction(c: Checker, func: Func, reach: Map<Func, Obj[]>): Obj[] {
  const known = reach.get(func);
  if (known !== undefined) return known;
  const values = new Set<Obj>();
  const seen = new Set<Obj>([func]);
  const work: Obj[] = [func];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    for (const dependency of c.objMap.get(next)?.deps ?? []) {
      if (dependency.kind !== 'func') values.add(dependency);
      else if (!seen.has(dependency)) {
        seen.add(dependency);
        work.push(dependency);
      }
    }
  }
  const list = [...values];
  reach.set(func, list);
  return list;
}

/** A path of dependencies from one object to another, last step first. */
function findPath(c: Checker, from: Obj, to: Obj, seen: Set<Obj>): Obj[] | undefined {
  if (seen.has(from)) return undefined;
  seen.add(from);
  const deps = [...(c.objMap.get(from)?.deps ?? [])].sort((a, b) => a.order - b.order);
  for (const dependency of deps) {
    if (dependency === to) return [dependency];
    const path = findPath(c, dependency, to, seen);
    if (path !== undefined) return [...path, dependency];
  }
  return undefined;
}

function reportCycle(c: Checker, cycle: readonly Obj[]): void {
  const [first] = cycle;
  if (first === undefined) return;
  if (cycle.length === 1) {
    c.error(first, `initialization cycle: ${first.name} refers to itself`);
    return;
  }
  let from = first;
  const details = [...cycle].reverse().map((next) => {
    const detail = { at: from.pos, text: `${from.name} refers to ${next.name}` };
    from = next;
    return detail;
  });
  c.error(first, `initialization cycle for ${first.name}`, details);
}
