/**
 * The type checker: from the syntax trees of a package to types, constants, objects and diagnostics
 * as the gc compiler (Go 1.26) prints them. Results are written into the nodes.
 *
 * Instances of generic functions are checked as functions of their own once everything is right.
 */

import type { Diagnostic } from '../diagnostic';
import type { Pieces } from '../pieces';
import { whole } from '../pieces';
import type { SourceFile } from '../syntax/nodes';
import type { FileSet } from '../syntax/pos';
import { Checker } from './context';
import type { Importer } from './context';
import { directCycles, isAnonymousCycle } from './cycles';
import { objDecl } from './decl';
import { rawExpr } from './expr';
import { computeInitOrder } from './initorder';
import { collectObjects, packageObjects, unusedImports } from './resolver';
import { ident } from './selector';
import { funcBody } from './stmt';
import { typeExpr } from './typexpr';
import { Package } from './types';
import type { CheckedFunction, Initializer, Interface, PkgName } from './types';
import { universe, unsafePackage } from './universe';
import { checkInstance } from './instancebody';

/** What a check of a package found; the rest stands in the nodes. */
export interface CheckResult {
  readonly package: Package;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Initialisations of package-level variables in the order they happen. */
  readonly initOrder: readonly Initializer[];
  /** Functions and methods in source order. */
  readonly functions: readonly CheckedFunction[];
  readonly imports: readonly PkgName[];
  /** Of a package checked on demand: checks all of it; before, the rest here is not complete. */
  readonly checkBodies: () => Pieces<readonly Diagnostic[]>;
}

export interface CheckOptions {
  /** Import path; `main` programs use 'main'. */
  readonly path?: string;
  /** Functions without a body are natives (our standard library) instead of errors. */
  readonly allowBodyless?: boolean;
  /** Declarations are checked when an importer asks for them, all else with `checkBodies`. */
  readonly onDemand?: boolean;
}

const anonymousCycle =
  'invalid recursive type: anonymous interface refers to itself' +
  ' (see https://go.dev/issue/56103)';

const entries = { rawExpr, typeExpr, ident, objDecl, funcBody };

/** Checks the files of one package. Goes on after errors and never throws on any input. */
export function checkPackage(
  files: readonly SourceFile[],
  importer: Importer,
  fileSet: FileSet,
  options: CheckOptions = {},
): CheckResult {
  return whole(checking(files, importer, fileSet, options));
}

/** The same, a declaration or a body at a time. */
export function* checking(
  files: readonly SourceFile[],
  importer: Importer,
  fileSet: FileSet,
  options: CheckOptions = {},
): Pieces<CheckResult> {
  const name = files.find((f) => f.packageName !== undefined)?.packageName?.name ?? 'main';
  const pkg = new Package(options.path ?? name, name, universe);
  const c = new Checker(
    pkg,
    fileSet,
    (path) => (path === 'unsafe' ? unsafePackage : importer(path)),
    entries,
    options.allowBodyless ?? false,
    options.onDemand ?? false,
  );
  pkg.checkInstance = (instance, instances) => checkInstance(c, instance, instances);
  collectObjects(c, files);
  yield;
  if (c.onDemand) {
    pkg.resolve = (obj) => {
      if (c.isResolved(obj)) return;
      objDecl(c, obj);
      c.processDelayed(0);
    };
  } else yield* declarations(c);
  const checkBodies = function* (): Pieces<readonly Diagnostic[]> {
    if (c.onDemand) yield* declarations(c);
    return yield* bodies(c);
  };
  return {
    package: pkg,
    diagnostics: c.onDemand ? [] : yield* checkBodies(),
    initOrder: c.initOrder,
    functions: c.functions,
    imports: c.imports.map((i) => i.obj),
    checkBodies,
  };
}

function* declarations(c: Checker): Pieces<void> {
  directCycles(c);
  yield* packageObjects(c);
  yield* c.processAll();
  if (!c.onDemand) return;
  for (const { obj } of c.imports) {
    if (!c.pkg.imports.includes(obj.imported)) c.pkg.imports.push(obj.imported);
  }
  c.functions.sort((a, b) => a.decl.pos - b.decl.pos);
}

/** What needs the bodies of all functions. */
function* bodies(c: Checker): Pieces<Diagnostic[]> {
  yield* c.processBodies();
  computeInitOrder(c);
  unusedImports(c);
  const known = new Set<Interface>();
  for (const { type, e } of c.interfaces.sort((a, b) => a.e.pos - b.e.pos)) {
    if (isAnonymousCycle(type, known)) c.lateError(e.pos, anonymousCycle);
  }
  endlessInstance(c);
  c.reportLateErrors();
  if (c.diagnostics.length === 0) yield* instanceBodies(c);
  return sortDiagnostics(c);
}

/** Instances that need instances without end: the compiler would not come to an end either. */
function endlessInstance(c: Checker): void {
  const loop = c.diagnostics.length > 0 ? undefined : c.monomorphy.loop();
  if (loop === undefined) return;
  const details = loop.steps.map(({ pos, obj, isType, type }) => {
    const how = isType ? 'implicitly parameterized by' : 'instantiated as';
    return { at: pos, text: `${obj.name} ${how} ${c.typeText(type)}` };
  });
  c.error(loop.obj, 'instantiation cycle:', details);
}

/** Checks the functions of all instances, which ask for more of them. */
function* instanceBodies(c: Checker): Pieces<void> {
  const { waiting } = c.instances;
  for (let i = 0; i < waiting.length; i++) {
    const next = waiting[i];
    if (next === undefined) continue;
    if (next.kind === 'named') {
      for (const method of next.methods) {
        c.entries.objDecl(c, method);
        waiting.push(method);
      }
      continue;
    }
    const checked = next.generic?.pkg?.checkInstance(next, c.instances);
    if (checked !== undefined) c.functions.push(checked);
    yield;
  }
  waiting.length = 0;
}

/**
 * By position; a message that repeats the one before it on the same line is dropped, as gc does.
 */
function sortDiagnostics(c: Checker): Diagnostic[] {
  let previous = '';
  const kept = c.diagnostics.filter((d) => {
    const { file, line } = c.fileSet.position(d.pos);
    const key = `${file}:${line}:${d.message}`;
    const repeated = key === previous;
    previous = key;
    return !repeated;
  });
  return kept
    .sort((a, b) => a.pos - b.pos)
    .filter((d, i, all) => {
      const before = all[i - 1];
      return before === undefined || before.pos !== d.pos || before.message !== d.message;
    });
}
