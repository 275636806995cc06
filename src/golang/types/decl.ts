/**
 * Declarations: constants, variables, types and functions, at package level (on demand, in any
 * order) and in function bodies (in source order).
 */

import type { ConstDecl, Decl, Expr, Name, TypeDecl, VarDecl } from '../syntax/nodes';
import { initConst, initVar, initVars } from './assignments';
import type { Checker, DeclInfo } from './context';
import { cycleError, firstInSource, validType } from './cycles';
import { expr, exprFor } from './entry';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import { isConstType, isValid, sameName, underlying } from './predicates';
import { funcType } from './functype';
import { typeExpr } from './typexpr';
import { varType } from './vartype';
import { Const, FuncInfo, Named, Scope, TypeName, Var } from './types';
import type { Func, Obj, TypeParam } from './types';
import { typ, unresolved } from './universe';
import { declareTypeParams } from './typeparams';

// ----------------------------------------------------------------------------------- package level

/** Makes sure that the declaration of `obj` is checked; finds cycles on the way. */
export function objDecl(c: Checker, obj: Obj): void {
  if (obj.kind === 'func' && obj.generic !== undefined) {
    // An instance has its type from what it is an instance of.
    const { generic } = obj;
    if (generic.pkg === c.pkg) objDecl(c, generic);
    else generic.pkg?.resolve(generic);
    c.instances.completeMethod(obj);
    return;
  }
  if (c.objPath.includes(obj)) {
    closeCycle(c, obj);
    return;
  }
  if (c.isResolved(obj)) return;
  const info = c.objMap.get(obj);
  if (info === undefined) return;
  c.objPath.push(obj);
  const env = c.newEnvironment(info.fileScope);
  if (obj.kind === 'const' || obj.kind === 'var') env.decl = info;
  c.inEnvironment(env, () => {
    switch (obj.kind) {
      case 'const':
        constDecl(c, obj, info.iota ?? 0, info.typeExpr, info.init, info.inherited === true);
        break;
      case 'var':
        varDecl(c, obj, info.lhs, info.typeExpr, info.init);
        break;
      case 'typename':
        if (info.typeDecl !== undefined) typeDecl(c, obj, info.typeDecl);
        // Who asks for a type may call its methods.
        if (c.onDemand) c.methods.get(obj)?.forEach((method) => c.later(() => objDecl(c, method)));
        collectMethods(c, obj);
        break;
      case 'func':
        funcDecl(c, obj, info);
        break;
      default:
    }
  });
  c.objPath.pop();
}

/** `obj` was reached again while its declaration is being checked. */
function closeCycle(c: Checker, obj: Obj): void {
  const cycle = c.objPath.slice(c.objPath.indexOf(obj));
  switch (obj.kind) {
    case 'const':
    case 'var':
      if (!validCycle(c, cycle) || !c.isResolved(obj)) obj.type = typ.invalid;
      break;
    case 'typename':
      if (!validCycle(c, cycle)) obj.type = typ.invalid;
      break;
    case 'func':
      // Functions may refer to themselves in their types through other declarations only.
      validCycle(c, cycle);
      break;
    default:
  }
}

function validCycle(c: Checker, cycle: readonly Obj[]): boolean {
  let values = 0;
  let definitions = 0;
  for (const obj of cycle) {
    if (obj.kind === 'const' || obj.kind === 'var') values++;
    else if (obj.kind === 'typename') {
      // Cycles through lists of type parameters are valid.
      if (c.inTypeParams && obj.type.kind === 'named' && obj.type.isGeneric) return true;
      if (!obj.isAlias) definitions++;
    }
  }
  // Cycles of values only are initialisation cycles (initorder.ts); a type may refer to itself.
  if (values === cycle.length) return true;
  if (values === 0 && definitions > 0) return true;
  cycleError(c, cycle, firstInSource(cycle));
  return false;
}

function constDecl(
  c: Checker,
  obj: Const,
  iota: number,
  type: Expr | undefined,
  init: Expr | undefined,
  inherited: boolean,
): void {
  const { iota: outerIota, errorPos } = c.env;
  c.env.iota = iota;
  obj.value = undefined;
  let valid = true;
  if (type !== undefined) {
    const t = typeExpr(c, type);
    if (!isConstType(t)) {
      if (isValid(underlying(t))) c.error(type, `invalid constant type ${c.typeText(t)}`);
      obj.type = typ.invalid;
      valid = false;
    } else obj.type = t;
  }
  if (valid) {
    const x = new Operand();
    if (init !== undefined) {
      // A repeated expression stands elsewhere: its errors belong to this line.
      if (inherited) c.env.errorPos = obj.pos;
      expr(c, x, init);
    }
    initConst(c, obj, x);
  }
  c.env.iota = outerIota;
  c.env.errorPos = errorPos;
}

function varDecl(
  c: Checker,
  obj: Var,
  lhs: readonly Var[] | undefined,
  type: Expr | undefined,
  init: Expr | undefined,
): void {
  if (type !== undefined) obj.type = varType(c, type);
  if (init === undefined) {
    if (type === undefined) obj.type = typ.invalid;
    return;
  }
  if (lhs === undefined || lhs.length === 1) {
    const x = new Operand();
    exprFor(c, x, init, obj.type, obj.name);
    initVar(c, obj, x, 'variable declaration');
    return;
  }
  if (type !== undefined) for (const v of lhs) v.type = obj.type;
  initVars(c, lhs, [init], undefined);
}

function typeDecl(c: Checker, obj: TypeName, decl: TypeDecl): void {
  c.later(() => {
    if (obj.type.kind === 'named') validType(c, obj.type);
  });
  const outer = c.env.scope;
  if (decl.tparams.length > 0) c.env.scope = new Scope(outer, 'type parameters');
  if (decl.alias) aliasDecl(c, obj, decl);
  else {
    const named = new Named(obj);
    if (c.env.func !== undefined) {
      named.implicits = c.env.func.implicits;
      if (!c.isInstantiating) c.pkg.addLocalType(obj.pos);
    }
    obj.type = named;
    declareTypeParams(c, decl.tparams, (list) => {
      named.tparams = list;
    });
    const type = typeExpr(c, decl.typeExpr, obj);
    named.origin = type;
    if (type.kind === 'typeparam') {
      c.error(decl.typeExpr, 'cannot use a type parameter as RHS in type declaration');
      named.origin = typ.invalid;
    }
  }
  c.env.scope = outer;
}

function aliasDecl(c: Checker, obj: TypeName, decl: TypeDecl): void {
  obj.isAlias = true;
  let tparams: readonly TypeParam[] = [];
  declareTypeParams(c, decl.tparams, (list) => {
    tparams = list;
  });
  const type = typeExpr(c, decl.typeExpr, obj);
  obj.type = type;
  obj.tparams = tparams;
  if (type.kind === 'typeparam' && tparams.includes(type)) {
    const text = 'cannot use type parameter declared in alias declaration as RHS';
    c.error(decl.typeExpr, text);
    obj.type = typ.invalid;
  }
}

/** Gives a type its methods, with complaints about doubles. */
export function collectMethods(c: Checker, obj: TypeName): void {
  const methods = c.methods.get(obj);
  if (methods === undefined) return;
  c.methods.delete(obj);
  const base = obj.type.kind === 'named' ? obj.type : undefined;
  const seen: Func[] = [];
  for (const method of methods) {
    const other = seen.find((m) => sameName(m.name, m.pkg, method.name, method.pkg));
    if (other !== undefined) {
      const at = c.positionString(other.pos);
      c.error(method, `method ${obj.name}.${method.name} already declared at ${at}`);
      continue;
    }
    seen.push(method);
    base?.methods.push(method);
  }
  if (base === undefined) return;
  c.later(() => {
    const u = underlying(base);
    if (u.kind !== 'struct') return;
    for (const field of u.fields) {
      const method = base.methods.find((m) => sameName(m.name, m.pkg, field.name, field.pkg));
      if (field.name === '_' || method === undefined) continue;
      const message = `field and method with the same name ${field.name}`;
      c.error(method, message, c.otherDeclaration(field));
    }
  });
}

function funcDecl(c: Checker, obj: Func, info: DeclInfo): void {
  const decl = info.funcDecl;
  if (decl === undefined) return;
  const sig = funcType(c, decl.sig, decl.recv, decl.tparams);
  const isGeneric = sig.tparams.length > 0 || sig.rparams.length > 0;
  obj.type = sig;
  decl.obj = obj;
  obj.bodyless = decl.body === undefined;
  const funcInfo = new FuncInfo(sig, undefined, functionName(obj), false);
  funcInfo.implicits = sig.tparams.length > 0 ? sig.tparams : sig.rparams;
  obj.info = funcInfo;
  decl.info = funcInfo;
  const vars = [...sig.params.vars, ...sig.results.vars];
  if (sig.recv !== undefined) vars.push(sig.recv);
  for (const v of vars) v.func = funcInfo;
  // What runs are the instances of a generic function.
  if (!isGeneric) c.functions.push({ obj, decl, info: funcInfo });
  if (decl.body === undefined) {
    if (decl.tparams.length > 0) c.error(decl, 'generic function is missing function body');
    else if (!c.allowBodyless) c.error(decl.name, 'missing function body');
    return;
  }
  const { body } = decl;
  c.laterBody(() => {
    c.inEnvironment(c.newEnvironment(info.fileScope), () => {
      c.entries.funcBody(c, { info: funcInfo, sig, body, decl: info, iota: undefined });
    });
  });
}

/** Name of a declared function as gc prints it. */
export function functionName(obj: Func): string {
  const recv = obj.type.recv;
  if (recv === undefined) return obj.name;
  const { type } = recv;
  if (type.kind === 'pointer' && type.elem.kind === 'named') {
    return `(*${type.elem.obj.name}).${obj.name}`;
  }
  return type.kind === 'named' ? `${type.obj.name}.${obj.name}` : obj.name;
}

/** Complains if the numbers of names and initial expressions differ. */
export function checkArity(
  c: Checker,
  names: readonly Name[],
  inits: readonly Expr[],
  isConst: boolean,
  inherited: boolean,
  place: ConstDecl | VarDecl,
): void {
  const l = names.length;
  const r = inits.length;
  if (l < r) {
    const extra = inits[l];
    if (extra === undefined) return;
    if (inherited) c.error(place.pos, `extra init expr at ${c.positionString(extra.pos)}`);
    else c.error(extra, `extra init expr ${exprString(extra)}`);
  } else if (l > r && (isConst || r !== 1)) {
    const name = names[r];
    if (name !== undefined) c.error(name, `missing init expr for ${name.name}`);
  }
}

// ------------------------------------------------------------------------------------ in functions

/** State of a const group: the expressions that later lines repeat. */
export class ConstGroup {
  private first = -1;
  private last: ConstDecl | undefined;
  private group: unknown;

  /** The number (iota) of a declaration and the expressions it uses. */
  next(
    decl: ConstDecl,
    index: number,
  ): { iota: number; typeExpr: Expr | undefined; values: readonly Expr[]; inherited: boolean } {
    if (this.first < 0 || decl.group === undefined || decl.group !== this.group) {
      this.first = index;
      this.last = undefined;
      this.group = decl.group;
    }
    let inherited = true;
    if (decl.typeExpr !== undefined || decl.values.length > 0) {
      this.last = decl;
      inherited = false;
    } else if (this.last === undefined) inherited = false;
    return {
      iota: index - this.first,
      typeExpr: this.last?.typeExpr,
      values: this.last?.values ?? [],
      inherited,
    };
  }

  reset(): void {
    this.first = -1;
  }
}

/** Declarations inside a function: names are visible after their declaration. */
export function declStmt(c: Checker, decls: readonly Decl[]): void {
  const group = new ConstGroup();
  decls.forEach((decl, index) => {
    switch (decl.kind) {
      case 'ConstDecl':
        localConst(c, decl, group, index);
        break;
      case 'VarDecl':
        group.reset();
        localVar(c, decl);
        break;
      case 'TypeDecl': {
        group.reset();
        // A type's name is visible in its own definition.
        const obj = new TypeName(decl.name.pos, c.pkg, decl.name.name, unresolved);
        c.declare(c.env.scope, decl.name, obj, decl.name.pos);
        c.objPath.push(obj);
        typeDecl(c, obj, decl);
        c.objPath.pop();
        break;
      }
      default:
        c.error(decl, `unexpected declaration`);
    }
  });
}

function localConst(c: Checker, decl: ConstDecl, group: ConstGroup, index: number): void {
  const top = c.delayedCount;
  const { iota, typeExpr: type, values, inherited } = group.next(decl, index);
  const objs = decl.names.map((name, i) => {
    const obj = new Const(name.pos, c.pkg, name.name, unresolved);
    constDecl(c, obj, iota, type, values[i], inherited);
    return obj;
  });
  checkArity(c, decl.names, values, true, inherited, decl);
  c.processDelayed(top);
  decl.names.forEach((name, i) => {
    const obj = objs[i];
    if (obj !== undefined) c.declare(c.env.scope, name, obj, decl.end);
  });
}

function localVar(c: Checker, decl: VarDecl): void {
  const top = c.delayedCount;
  const vars = decl.names.map((name) => {
    const v = new Var(name.pos, c.pkg, name.name, unresolved, 'local');
    v.func = c.env.func;
    return v;
  });
  const { values } = decl;
  for (const [i, v] of vars.entries()) {
    const single = values.length === 1 && vars.length !== 1;
    varDecl(c, v, single ? vars : undefined, decl.typeExpr, single ? values[0] : values[i]);
    // One call gives all of them their values.
    if (values.length === 1) break;
  }
  for (const v of vars) if (!c.isResolved(v)) v.type = typ.invalid;
  if (decl.typeExpr === undefined || values.length > 0) {
    checkArity(c, decl.names, values, false, false, decl);
  }
  c.processDelayed(top);
  decl.names.forEach((name, i) => {
    const v = vars[i];
    if (v !== undefined) c.declare(c.env.scope, name, v, decl.end);
  });
}
