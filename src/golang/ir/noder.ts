/**
 * From a checked package to its IR. What every node means is decided here and in the neighbouring
 * files (expr, call, stmt, control, …), after cmd/compile/internal/noder; the result has loop
 * variables written out and dead assignments removed, and is ready for escape analysis.
 *
 * Generic functions are there as their instances.
 */

import type { Layouts } from '../layout/layout';
import type { Pieces } from '../pieces';
import { whole } from '../pieces';
import type { FuncDecl, SourceFile, Stmt as SyntaxStmt } from '../syntax/nodes';
import type { CheckResult } from '../types/check';
import { identical } from '../types/identity';
import type { CheckedFunction, Initializer } from '../types/types';
import { newAssign, noPos } from './build';
import { multiExpr, tupleAssignment } from './call';
import { newConversion } from './convert';
import { removeDeadLocals } from './deadlocals';
import { devirtualize } from './devirtualize';
import { expr } from './expr';
import { distinctLoopVariables } from './loopvar';
import { methodTable } from './methods';
import type { Func, IrPackage, Name, Stmt } from './nodes';
import { emptySignature, FuncState, newFunc, PackageState } from './state';
import { sentinel } from './sentinels';
import { markStatic } from './staticinit';
import { stmts } from './stmt';

/** Words of `//go:` comments before a declaration, such as `noinline`. */
type PragmasOf = (decl: FuncDecl) => ReadonlySet<string>;

/** How often an annotation wants a statement run; undefined: once. */
type RepeatOf = (s: SyntaxStmt) => number | undefined;

/** Lowers a package that was checked without errors. */
export function buildPackage(
  check: CheckResult,
  files: readonly SourceFile[],
  layouts: Layouts,
  pragmasOf: PragmasOf = () => new Set<string>(),
  repeatOf: RepeatOf = () => undefined,
): IrPackage {
  return whole(building(check, files, layouts, pragmasOf, repeatOf));
}

/** The same, a function at a time. */
export function* building(
  check: CheckResult,
  files: readonly SourceFile[],
  layouts: Layouts,
  pragmasOf: PragmasOf = () => new Set<string>(),
  repeatOf: RepeatOf = () => undefined,
): Pieces<IrPackage> {
  const p = new PackageState(check.package, layouts, { expr, stmts }, repeatOf);
  const globals = globalVariables(p, files);
  const inits: Func[] = [];
  const init = variableInit(p, check.initOrder);
  if (init !== undefined) inits.push(init);
  for (const f of check.functions) {
    if (f.decl.name.name === '_') continue;
    const decl = (f.decl.template ?? f.decl) as FuncDecl;
    const fn = declaredFunc(p, f, inits, pragmasOf(decl));
    if (fn.hasBody) p.funcs.push(fn);
    else p.natives.push(fn);
    yield;
  }
  const own = init === undefined ? [] : [init];
  const messages = yield* devirtualize(p, inCompileOrder(own, p.funcs));
  for (const fn of [...own, ...p.funcs]) {
    loopVariables(fn);
    yield;
  }
  const staticInits = init === undefined ? new Set<Stmt>() : markStatic(init);
  for (const fn of [...own, ...p.funcs]) {
    removeDeadLocals(fn);
    yield;
  }
  return {
    types: check.package,
    funcs: p.funcs,
    globals,
    inits,
    staticInits,
    messages,
    natives: p.natives,
    methodTable: (type) => methodTable(p, type),
    wrappers: p.wrappers,
    origins: p.origins,
    sites: [],
  };
}

/** The order gc keeps functions in: closures of the last declared function come first. */
function inCompileOrder(init: readonly Func[], declared: readonly Func[]): Func[] {
  const inside = (fn: Func): Func[] => fn.closures.flatMap((c) => [c, ...inside(c)]);
  const closures = [...declared].reverse().flatMap(inside);
  return [...init, ...init.flatMap(inside), ...declared, ...closures];
}

function loopVariables(fn: Func): void {
  distinctLoopVariables(fn);
  fn.closures.forEach(loopVariables);
}

function globalVariables(p: PackageState, files: readonly SourceFile[]): Name[] {
  const globals: Name[] = [];
  for (const file of files) {
    for (const decl of file.decls) {
      if (decl.kind !== 'VarDecl') continue;
      for (const { obj } of decl.names) {
        if (obj?.kind === 'var') globals.push(p.global(obj));
      }
    }
  }
  return globals;
}

/** The function that initialises the package's variables in dependency order. */
function variableInit(p: PackageState, order: readonly Initializer[]): Func | undefined {
  if (order.length === 0) return undefined;
  const sym = `${p.pkg.path}.init`;
  const fn = newFunc({ sym, pos: noPos, endPos: noPos, sig: emptySignature() });
  const f = new FuncState(p, fn, undefined);
  fn.body = order.map((init) => initializer(f, init));
  return fn;
}

function initializer(f: FuncState, init: Initializer): Stmt {
  const [first] = init.lhs;
  if (first === undefined) throw new Error('initialisation of nothing');
  const { pos } = first;
  const lhs = init.lhs.map((v) => f.pkg.global(v));
  const [only] = lhs;
  if (lhs.length === 1 && only !== undefined) {
    // Programs are lowered without inlining, the library with what it does here.
    const known = f.pkg.pkg.path === 'main' ? undefined : sentinel(f, init.rhs);
    const x = known ?? f.expr(init.rhs);
    const value = identical(x.type, only.type) ? x : newConversion(pos, only.type, x, true);
    return newAssign(pos, only, value);
  }
  const tuple = init.rhs.type;
  const exact =
    tuple?.kind === 'tuple' && tuple.vars.every((v, i) => sameType(v.type, lhs[i]?.type));
  if (exact) return tupleAssignment(pos, lhs, f.expr(init.rhs));
  const types = init.lhs.map((v) => v.type);
  const rhs = multiExpr(f, pos, (i) => types[i], [init.rhs]);
  return { op: 'OAS2', pos, lhs, rhs, def: false };
}

function sameType(x: Parameters<typeof identical>[0], y: typeof x | undefined): boolean {
  return y !== undefined && identical(x, y);
}

function declaredFunc(
  p: PackageState,
  { obj, decl }: CheckedFunction,
  inits: Func[],
  pragmas: ReadonlySet<string>,
): Func {
  const isInit = obj.name === 'init' && obj.type.recv === undefined;
  const nname = isInit ? undefined : p.func(obj);
  const count = inits.filter((fn) => fn.name !== `${p.pkg.path}.init`).length;
  const fn = newFunc({
    sym: nname?.sym ?? `${p.pkg.path}.init.${count}`,
    pos: decl.name.pos,
    endPos: decl.body?.rbrace ?? noPos,
    sig: obj.type,
    obj,
    nname,
    hasBody: decl.body !== undefined,
    pragmas,
    isInstance: obj.generic !== undefined,
    isForeign: obj.pkg !== p.pkg,
    isRepeated: p.isRepeated(obj),
  });
  if (isInit) inits.push(fn);
  if (decl.body !== undefined) new FuncState(p, fn, undefined).body(decl.body);
  return fn;
}
