/**
 * Collects the package-level declarations of all files: imports, objects, methods.
 */

import type { Decl, Expr, FuncDecl, ImportDecl, Name, SourceFile, TypeDecl } from '../syntax/nodes';
import type { Pieces } from '../pieces';
import type { Checker, DeclInfo } from './context';
import { checkArity, collectMethods, ConstGroup, objDecl } from './decl';
import { unparen } from './entry';
import { isExported } from './predicates';
import { isStandardPackage } from './stdnames';
import { receiverBase } from './functype';
import { Const, Func, PkgName, Scope, TypeName, Var } from './types';
import type { Obj, Package } from './types';
import { typ, unresolved, unresolvedSignature } from './universe';
import { unquoteString } from './unquote';

interface PendingMethod {
  readonly obj: Func;
  readonly base: Name;
  readonly pointer: boolean;
}

export function collectObjects(c: Checker, files: readonly SourceFile[]): void {
  const methods: PendingMethod[] = [];
  const fileScopes = files.map((file) => {
    const scope = new Scope(c.pkg.scope, 'file');
    const group = new ConstGroup();
    file.decls.forEach((decl, index) => {
      if (decl.kind !== 'ConstDecl') group.reset();
      collectDecl(c, decl, index, scope, group, methods);
    });
    return scope;
  });
  for (const file of files) {
    const name = file.packageName;
    if (name?.name === '_') c.error(name, 'invalid package name _');
  }
  for (const scope of fileScopes) checkFileScope(c, scope);
  for (const method of methods) attachMethod(c, method);
}

/** Names of imports and of the package share a space. */
function checkFileScope(c: Checker, scope: Scope): void {
  for (const obj of scope.objects()) {
    const other = c.pkg.scope.lookup(obj.name);
    if (other === undefined) continue;
    if (obj.kind === 'pkgname') {
      const path = obj.imported.path;
      const imported = path === obj.imported.name ? path : `${obj.imported.name} ("${path}")`;
      const message = `${other.name} already declared through import of package ${imported}`;
      c.error(other, message, c.otherDeclaration(obj));
    } else {
      const path = obj.pkg?.path ?? '';
      const message = `${other.name} already declared through dot-import of package ${path}`;
      c.error(other, message, c.otherDeclaration(obj));
    }
  }
}

function collectDecl(
  c: Checker,
  decl: Decl,
  index: number,
  fileScope: Scope,
  group: ConstGroup,
  methods: PendingMethod[],
): void {
  switch (decl.kind) {
    case 'ImportDecl':
      collectImport(c, decl, fileScope);
      break;
    case 'ConstDecl': {
      const { iota, typeExpr, values, inherited } = group.next(decl, index);
      decl.names.forEach((name, i) => {
        const obj = new Const(name.pos, c.pkg, name.name, unresolved);
        const info = {
          fileScope,
          typeExpr,
          init: values[i],
          inherited,
          iota,
          deps: new Set<Obj>(),
        };
        declarePackageObject(c, name, obj, info);
      });
      checkArity(c, decl.names, values, true, inherited, decl);
      break;
    }
    case 'VarDecl': {
      const { values, typeExpr } = decl;
      const lhs: Var[] = [];
      const shared: DeclInfo | undefined =
        values.length === 1
          ? { fileScope, lhs, typeExpr, init: values[0], deps: new Set<Obj>() }
          : undefined;
      decl.names.forEach((name, i) => {
        const obj = new Var(name.pos, c.pkg, name.name, unresolved, 'package');
        obj.used = true;
        lhs.push(obj);
        const own = { fileScope, typeExpr, init: values[i], deps: new Set<Obj>() };
        declarePackageObject(c, name, obj, shared ?? own);
      });
      if (typeExpr === undefined || values.length > 0) {
        checkArity(c, decl.names, values, false, false, decl);
      }
      break;
    }
    case 'TypeDecl':
      collectType(c, decl, fileScope);
      break;
    case 'FuncDecl':
      collectFunc(c, decl, fileScope, methods);
      break;
    default:
  }
}

function collectType(c: Checker, decl: TypeDecl, fileScope: Scope): void {
  const obj = new TypeName(decl.name.pos, c.pkg, decl.name.name, unresolved);
  obj.isAlias = decl.alias;
  const info = { fileScope, typeDecl: decl, deps: new Set<Obj>() };
  declarePackageObject(c, decl.name, obj, info);
}

function declarePackageObject(c: Checker, name: Name, obj: Obj, info: DeclInfo): void {
  if (name.name === 'init') {
    c.error(name, 'cannot declare init - must be func');
    return;
  }
  if (name.name === 'main' && c.pkg.name === 'main') {
    c.error(name, 'cannot declare main - must be func');
    return;
  }
  c.declare(c.pkg.scope, name, obj, 0);
  addObject(c, obj, info);
}

function addObject(c: Checker, obj: Obj, info: DeclInfo): void {
  c.objMap.set(obj, info);
  c.objList.push(obj);
  obj.order = c.objList.length;
}

function collectFunc(c: Checker, decl: FuncDecl, fileScope: Scope, methods: PendingMethod[]): void {
  const name = decl.name.name;
  const obj = new Func(decl.name.pos, c.pkg, name, unresolvedSignature);
  decl.obj = obj;
  decl.name.obj = obj;
  if (decl.recv === undefined) {
    if (name === 'init' || (name === 'main' && c.pkg.name === 'main')) {
      const generic = decl.tparams[0];
      if (generic !== undefined) {
        c.error(generic, `func ${name} must have no type parameters`);
      }
      if (decl.sig.params.length > 0 || decl.sig.results.length > 0) {
        c.error(decl.name, `func ${name} must have no arguments and no return values`);
      }
    }
    if (name === 'init') {
      obj.parent = c.pkg.scope;
      if (decl.body === undefined) c.error(obj, 'func init must have a body');
    } else c.declare(c.pkg.scope, decl.name, obj, 0);
  } else {
    const found = receiverBase(decl.recv.typeExpr);
    const base = found.kind === 'IndexExpr' ? found.x : found;
    if (base.kind === 'Name' && name !== '_') {
      methods.push({ obj, base, pointer: isPointerReceiver(decl.recv.typeExpr) });
    }
  }
  addObject(c, obj, { fileScope, funcDecl: decl, deps: new Set<Obj>() });
}

function isPointerReceiver(e: Expr): boolean {
  const inner = unparen(e);
  return inner.kind === 'Operation' && inner.op === '*' && inner.y === undefined;
}

/** Finds the type a method belongs to, through aliases and one pointer. */
function attachMethod(c: Checker, method: PendingMethod): void {
  let name: Name | undefined = method.base;
  let { pointer } = method;
  const seen = new Set<Obj>();
  while (name !== undefined) {
    const obj = c.pkg.scope.lookup(name.name);
    if (obj?.kind !== 'typename' || seen.has(obj)) return;
    seen.add(obj);
    const decl: TypeDecl | undefined = c.objMap.get(obj)?.typeDecl;
    if (decl === undefined) return;
    if (!decl.alias) {
      method.obj.pointerReceiver = pointer;
      const list = c.methods.get(obj) ?? [];
      list.push(method.obj);
      c.methods.set(obj, list);
      return;
    }
    if (decl.tparams.length > 0) return;
    const target: Expr = unparen(decl.typeExpr);
    const base: Expr = receiverBase(target);
    if (base !== target) {
      if (pointer) return;
      pointer = true;
    }
    name = base.kind === 'Name' ? base : undefined;
  }
}

// ----------------------------------------------------------------------------------------- imports

const illegalInPath = '!"#$%&\'()*,:;<=>?[\\]^{|}`\uFFFD';

function pathProblem(path: string): string | undefined {
  if (path === '') return 'empty string';
  for (const character of path) {
    const code = character.codePointAt(0) ?? 0;
    const graphic = code > 32 && code !== 127 && !/\p{C}|\p{Z}/u.test(character);
    if (!graphic || illegalInPath.includes(character)) {
      const hex = code.toString(16).toUpperCase().padStart(4, '0');
      const shown = code >= 32 && code !== 127 ? ` '${character}'` : '';
      return `invalid character U+${hex}${shown}`;
    }
  }
  return undefined;
}

/** The name a package most likely has: the last element that is no version. */
function packageName(path: string): string {
  const elements = path.split('/');
  const last = elements[elements.length - 1] ?? '';
  return /^v[0-9]+$/.test(last) ? (elements[elements.length - 2] ?? last) : last;
}

function collectImport(c: Checker, decl: ImportDecl, fileScope: Scope): void {
  if (decl.path.bad) return;
  const path = unquoteString(decl.path.text);
  const problem = path === undefined ? 'invalid syntax' : pathProblem(path);
  if (path === undefined || problem !== undefined) {
    c.error(decl.path, `invalid import path (${problem ?? ''})`);
    return;
  }
  if (c.onDemand) {
    importOnDemand(c, decl, path, fileScope);
    return;
  }
  const known = c.importer(path);
  if (known === undefined) {
    if (isStandardPackage(path)) c.unsupported(decl.path, `package ${path}`);
    else c.error(decl.path, `package ${path} is not in std`);
  }
  const last = packageName(path);
  const name = decl.localName?.name ?? known?.name ?? last;
  if (name === 'init') {
    c.error(decl, 'cannot import package as init - init must be a func');
    return;
  }
  const pkg = known ?? c.unknownPackage(path, last);
  if (known !== undefined && !c.pkg.imports.includes(known)) c.pkg.imports.push(known);
  const obj = new PkgName(decl.pos, c.pkg, name, typ.invalid, () => pkg);
  if (known === undefined) {
    obj.used = true;
    if (name === '.') c.hasUnknownDotImport = true;
  }
  decl.obj = obj;
  if (decl.localName !== undefined) decl.localName.obj = obj;
  c.imports.push({ obj, decl });
  if (name !== '.') {
    c.declare(fileScope, undefined, obj, 0);
    return;
  }
  for (const member of pkg.scope.objects()) {
    if (!isExported(member.name)) continue;
    pkg.resolve(member);
    const other = fileScope.lookup(member.name);
    if (other !== undefined) {
      const message = `${other.name} redeclared in this block`;
      c.error(decl.localName ?? decl, message, c.otherDeclaration(other));
    } else {
      fileScope.insert(member);
      c.dotImports.set(member, obj);
    }
  }
}

/** An import of the library, whose packages are there and called as their paths end. */
function importOnDemand(c: Checker, decl: ImportDecl, path: string, fileScope: Scope): void {
  const last = packageName(path);
  let pkg: Package | undefined;
  const load = (): Package => (pkg ??= c.importer(path) ?? c.unknownPackage(path, last));
  const name = decl.localName?.name ?? last;
  const obj = new PkgName(decl.pos, c.pkg, name, typ.invalid, load);
  decl.obj = obj;
  c.imports.push({ obj, decl });
  c.declare(fileScope, undefined, obj, 0);
}

/** Complains about imports nothing uses. */
export function unusedImports(c: Checker): void {
  // Code that was refused was not looked at: it may use them.
  if (c.hasUnsupported) return;
  for (const { obj, decl } of c.imports) {
    if (obj.name === '_' || obj.used) continue;
    const { path } = obj.imported;
    const last = path.slice(path.lastIndexOf('/') + 1);
    const plain = obj.name === '.' || obj.name === last;
    const as = plain ? '' : ` as ${obj.name}`;
    c.error(decl, `"${path}" imported${as} and not used`);
  }
}

/** Checks all package-level declarations: types first, then aliases, then everything else. */
export function* packageObjects(c: Checker): Pieces<void> {
  const aliases: Obj[] = [];
  const others: Obj[] = [];
  for (const obj of c.objList) {
    if (obj.kind !== 'typename') others.push(obj);
    else if (obj.isAlias) aliases.push(obj);
    else {
      objDecl(c, obj);
      yield;
    }
  }
  for (const obj of [...aliases, ...others]) {
    objDecl(c, obj);
    yield;
  }
  for (const obj of c.objList) if (obj.kind === 'typename') collectMethods(c, obj);
}
