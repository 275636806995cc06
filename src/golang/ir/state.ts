/**
 * The state of lowering: what is known per package (names of globals and functions, wrappers) and
 * per function (its variables, what it captures).
 */

import { assert } from '../../base/assert';
import type { Layouts } from '../layout/layout';
import type { BlockStmt, Expr as SyntaxExpr, Stmt as SyntaxStmt } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { newAssign, newDecl, newNil } from './build';
import { Pointer, Signature, Tuple, Var } from '../types/types';
import { typ } from '../types/universe';
import type { Func as FuncObj, Package, Type, TypeName } from '../types/types';
import type { ClosureExpr, Expr, Func, Name, NameClass, Stmt } from './nodes';
import { TypeTable } from '../types/typetable';
import { linkText, shapesOf, typeArguments } from './typetext';
import type { RangeLoop } from './rangefunc';

/** Functions of files that call each other. */
interface Entries {
  expr(f: FuncState, e: SyntaxExpr): Expr;
  stmts(f: FuncState, list: readonly SyntaxStmt[]): Stmt[];
}

/** Why a closure was made: it decides the closure's name. */
type ClosureReason = 'literal' | 'go' | 'defer' | 'range';

interface ClosureCounters {
  literals: number;
  wrappers: number;
  /** Bodies of loops over functions, and their states. */
  ranges: number;
  states: number;
}

/** Everything lowering knows about one package. */
export class PackageState {
  readonly types = new TypeTable();
  readonly funcs: Func[] = [];
  readonly natives: Func[] = [];
  readonly wrappers: Func[] = [];
  readonly wrapperBySym = new Map<string, Func>();
  private readonly globalNames = new Map<Var, Name>();
  private readonly funcNames = new Map<FuncObj, Name>();
  private readonly localTypes = new Map<TypeName, number>();
  private readonly counters = new Map<Func, ClosureCounters>();
  /** Functions that are bodies of loops over functions. */
  readonly rangeBodies = new Set<Func>();
  private readonly shapedBodies = new Set<string>();
  /** Source statement by the first statement it became. */
  readonly origins = new Map<Stmt, SyntaxStmt>();

  constructor(
    readonly pkg: Package,
    readonly layouts: Layouts,
    readonly entries: Entries,
    /** How often an annotation wants a statement run; undefined: once. */
    readonly repeatOf: (s: SyntaxStmt) => number | undefined,
  ) {}

  /** The Name of a package-level variable, of this or an imported package. */
  global(v: Var): Name {
    const known = this.globalNames.get(v);
    if (known !== undefined) return known;
    const name = newName(v.pos, v.name, v.type, 'PEXTERN', `${v.pkg?.path ?? ''}.${v.name}`, v);
    this.globalNames.set(v, name);
    return name;
  }

  /** The Name of a declared function or method, of this or an imported package. */
  func(obj: FuncObj): Name {
    const known = this.funcNames.get(obj);
    if (known !== undefined) return known;
    const name = newName(obj.pos, obj.name, obj.type, 'PFUNC', this.funcSym(obj), obj);
    this.funcNames.set(obj, name);
    return name;
  }

  /** Link name of a declared function or method. */
  private funcSym(obj: FuncObj): string {
    const { recv } = obj.type;
    if (recv === undefined) {
      const targs = obj.targs.length === 0 ? '' : `[${obj.targs.map(linkText).join()}]`;
      return `${obj.pkg?.path ?? ''}.${obj.name}${targs}`;
    }
    return this.methodSym(recv.type, obj.name);
  }

  /** Link name of method `name` with a receiver of type `recv`. */
  methodSym(recv: Type, name: string): string {
    const pointer = recv.kind === 'pointer';
    const base = pointer ? recv.elem : recv;
    if (base.kind !== 'named') return `${this.pkg.path}.type${this.types.id(recv)}.${name}`;
    const { obj } = base;
    const path = obj.pkg?.path ?? '';
    const own = `${obj.name}${this.localSuffix(obj)}${typeArguments(base)}`;
    return pointer ? `${path}.(*${own}).${name}` : `${path}.${own}.${name}`;
  }

  /** Types declared in functions may share their name: they are numbered. */
  private localSuffix(obj: TypeName): string {
    if (obj.pkg === undefined || obj.parent === obj.pkg.scope) return '';
    let id = this.localTypes.get(obj);
    if (id === undefined) {
      id = this.localTypes.size + 1;
      this.localTypes.set(obj, id);
    }
    return `·${id}`;
  }

  private countersOf(fn: Func): ClosureCounters {
    let counters = this.counters.get(fn);
    if (counters === undefined) {
      counters = { literals: 0, wrappers: 0, ranges: 0, states: 0 };
      this.counters.set(fn, counters);
    }
    return counters;
  }

  /** The number of the next loop over a function in `fn`. */
  nextRangeState(fn: Func): number {
    return ++this.countersOf(fn).states;
  }

  /** A function that is known by its link name alone. */
  external(sym: string, sig: Signature): Name {
    return newName(0 as Pos, sym, sig, 'PFUNC', sym);
  }

  /** Whether an instance has the shape of one that was there before. */
  isRepeated(obj: FuncObj): boolean {
    const { generic } = obj;
    if (generic === undefined) return false;
    const { tparams, rparams } = generic.type;
    const shapes = shapesOf(tparams.length > 0 ? tparams : rparams, obj.targs);
    const key = `${generic.pkg?.path ?? ''} ${generic.pos} ${shapes.map((s) => s.text).join()}`;
    if (this.shapedBodies.has(key)) return true;
    this.shapedBodies.add(key);
    return false;
  }

  /** Gives a result without a name the one messages use. */
  rename(name: Name, text: string): void {
    (name as { name: string }).name = text;
  }

  /** The name of the next closure inside `outer`, as gc numbers them. */
  closureSym(outer: Func, why: ClosureReason): string {
    if (why === 'range') {
      // The bodies of a nest of loops are numbered in the function around it.
      let fn = outer;
      while (fn.outer !== undefined && this.rangeBodies.has(fn)) fn = fn.outer;
      return `${fn.name}-range${++this.countersOf(fn).ranges}`;
    }
    const counters = this.countersOf(outer);
    if (why !== 'literal') return `${outer.name}.${why}wrap${++counters.wrappers}`;
    return `${outer.name}.${outer.isClosure ? '' : 'func'}${++counters.literals}`;
  }
}

function newName(
  pos: Pos,
  name: string,
  type: Type,
  nameClass: NameClass,
  sym: string,
  obj?: Var | FuncObj,
): Name {
  return { op: 'ONAME', pos, type, esc: 'unknown', site: -1, name, class: nameClass, sym, obj };
}

/** What makes up a function besides its body. */
interface FuncParts {
  readonly sym: string;
  readonly pos: Pos;
  readonly endPos: Pos;
  readonly sig: Signature;
  readonly obj?: FuncObj;
  readonly outer?: Func;
  readonly wrapper?: boolean;
  readonly hasBody?: boolean;
  readonly pragmas?: ReadonlySet<string>;
  readonly nname?: Name;
  readonly isInstance?: boolean;
  readonly isForeign?: boolean;
  readonly isRepeated?: boolean;
}

/** A function with its parameters and results declared, and an empty body. */
export function newFunc(parts: FuncParts): Func {
  const nname = parts.nname ?? newName(parts.pos, parts.sym, parts.sig, 'PFUNC', parts.sym);
  const fn: Func = {
    name: parts.sym,
    pos: parts.pos,
    endPos: parts.endPos,
    nname,
    sig: parts.sig,
    obj: parts.obj,
    params: [],
    results: [],
    dcls: [],
    closureVars: [],
    body: [],
    hasBody: parts.hasBody ?? true,
    outer: parts.outer,
    isClosure: parts.outer !== undefined,
    wrapper: parts.wrapper ?? false,
    closures: [],
    pragmas: parts.pragmas ?? new Set<string>(),
    isInstance: parts.isInstance ?? parts.outer?.isInstance ?? false,
    isForeign: parts.isForeign ?? parts.outer?.isForeign ?? false,
    isRepeated: parts.isRepeated ?? parts.outer?.isRepeated ?? false,
    hasDefer: false,
    hasRecover: false,
  };
  nname.def = fn;
  declareParams(fn);
  return fn;
}

function declareParams(fn: Func): void {
  const { recv } = fn.sig;
  const params = recv === undefined ? fn.sig.params.vars : [recv, ...fn.sig.params.vars];
  const declare = (vars: readonly Var[], nameClass: NameClass, prefix: string): Name[] =>
    vars.map((v, i) => {
      const text = v.name === '' || v.name === '_' ? `${prefix}${i}` : v.name;
      const name = newName(v.pos, text, v.type, nameClass, '', v);
      name.func = fn;
      fn.dcls.push(name);
      return name;
    });
  fn.params.push(...declare(params, 'PPARAM', '~p'));
  fn.results.push(...declare(fn.sig.results.vars, 'PPARAMOUT', '~r'));
  if (recv !== undefined) fn.recv = fn.params[0];
}

/** The OCLOSURE for a closure made by newFunc. */
export function newClosure(pos: Pos, func: Func): ClosureExpr {
  const closure: ClosureExpr = {
    op: 'OCLOSURE',
    pos,
    type: func.sig,
    esc: 'unknown',
    site: -1,
    func,
  };
  func.closure = closure;
  func.outer?.closures.push(func);
  return closure;
}

/** Adds a variable by which closure `fn` knows `outer`, a variable of the function around it. */
export function newClosureVar(pos: Pos, fn: Func, outer: Name): Name {
  const name: Name = { ...newName(pos, outer.name, outer.type, outer.class, '', outer.obj), outer };
  name.func = fn;
  let variable = outer;
  while (variable.outer !== undefined) variable = variable.outer;
  variable.captured = true;
  fn.closureVars.push(name);
  return name;
}

/** No parameters, no results: the signature of go and defer wrappers and of init. */
export function emptySignature(): Signature {
  return new Signature(undefined, new Tuple([]), new Tuple([]), false);
}

/** Lowering of one function body. */
export class FuncState {
  private readonly locals = new Map<Var, Name>();
  private readonly captured = new Map<Var, Name>();
  private loop: RangeLoop | undefined;
  private dict: Var | undefined;
  constructor(
    readonly pkg: PackageState,
    readonly fn: Func,
    readonly outer: FuncState | undefined,
  ) {
    for (const name of fn.dcls) this.bind(name);
  }

  /** The loop over a function whose body this is. */
  get rangeLoop(): RangeLoop | undefined {
    return this.loop;
  }

  set rangeLoop(loop: RangeLoop | undefined) {
    this.loop = loop;
    this.pkg.rangeBodies.add(this.fn);
  }

  private bind(name: Name): void {
    if (name.obj?.kind === 'var') this.locals.set(name.obj, name);
  }

  /** Declares a local variable of the source. */
  newLocal(v: Var, pos = v.pos): Name {
    const name = newName(pos, v.name, v.type, 'PAUTO', '', v);
    name.func = this.fn;
    this.fn.dcls.push(name);
    this.locals.set(v, name);
    return name;
  }

  /**
   * In an instance: lets a closure capture the dictionary of type arguments, as every one does in
   * the body gc has for all instances of a shape. Its words are of no use here; it takes one.
   */
  captureDictionary(pos: Pos): void {
    if (this.fn.isInstance) this.useLocal(pos, this.dictionary());
  }

  private dictionary(): Var {
    if (this.outer !== undefined) return this.outer.dictionary();
    if (this.dict === undefined) {
      const type = new Pointer(typ.uint8);
      this.dict = new Var(this.fn.pos, this.pkg.pkg, '.dict', type, 'local');
      (this.newLocal(this.dict) as { autotemp?: boolean }).autotemp = true;
    }
    return this.dict;
  }

  /** Declares a temporary. */
  temp(pos: Pos, type: Type): Name {
    return newTemp(this.fn, pos, type);
  }

  /** The Name by which this function knows a variable of its own or of a function around it. */
  useLocal(pos: Pos, v: Var): Name {
    const name = this.locals.get(v) ?? this.captured.get(v);
    if (name !== undefined) return name;
    assert(this.outer !== undefined, `no declaration of ${v.name}`);
    const closureVar = newClosureVar(pos, this.fn, this.outer.useLocal(pos, v));
    this.captured.set(v, closureVar);
    return closureVar;
  }

  expr(e: SyntaxExpr): Expr {
    return this.pkg.entries.expr(this, e);
  }

  stmts(list: readonly SyntaxStmt[]): Stmt[] {
    return this.pkg.entries.stmts(this, list);
  }

  /** Lowers a function's body into `fn`. */
  body(block: BlockStmt): void {
    this.fn.body = this.stmts(block.list);
    if (this.dict === undefined) return;
    const { pos } = this.fn;
    const name = this.useLocal(pos, this.dict);
    const start = newAssign(pos, name, newNil(pos, name.type), true);
    start.init = [newDecl(pos, name)];
    this.fn.body.unshift(start);
  }
}

/** Declares a temporary of `fn`, named as gc names it: after the number of variables so far. */
export function newTemp(fn: Func, pos: Pos, type: Type): Name {
  const name: Name = {
    ...newName(pos, `.autotmp_${fn.dcls.length}`, type, 'PAUTO', ''),
    autotemp: true,
  };
  name.func = fn;
  fn.dcls.push(name);
  return name;
}
