/**
 * The state of one checker run, shared by the files of this room: where we are (environment), what
 * is still to do (delayed actions), what was found (diagnostics), and the entry points of files
 * that call each other.
 */

import type { Diagnostic } from '../diagnostic';
import type {
  BlockStmt,
  CallExpr,
  Expr,
  FuncDecl,
  ImportDecl,
  Name,
  TypeDecl,
} from '../syntax/nodes';
import type { FileSet, Pos } from '../syntax/pos';
import type { Pieces } from '../pieces';
import type { Layouts } from '../layout/layout';
import { extent } from './extent';
import type { Place } from './extent';
import { operandString } from './operand';
import type { Operand } from './operand';
import { isValid, underlying } from './predicates';
import { relativeTo, typeString } from './typestring';
import type { Qualifier } from './typestring';
import { unresolved, unresolvedSignature } from './universe';
import { Instances } from './instances';
import { Monomorphy } from './mono';
import { Package } from './types';
import type {
  CheckedFunction,
  Func,
  FuncInfo,
  Initializer,
  Interface,
  Named,
  Obj,
  PkgName,
  Scope,
  Signature,
  Type,
  TypeName,
  Var,
} from './types';

/** What a package-level object was declared with. */
export interface DeclInfo {
  readonly fileScope: Scope;
  /** All variables of `var a, b = f()`. */
  readonly lhs?: Var[];
  readonly typeExpr?: Expr;
  readonly init?: Expr;
  /** The initial expression is repeated from an earlier line of a const group. */
  readonly inherited?: boolean;
  readonly typeDecl?: TypeDecl;
  readonly funcDecl?: FuncDecl;
  /** iota of a constant declaration. */
  readonly iota?: number;
  /** Package-level objects mentioned in the initial expression or the function body. */
  readonly deps: Set<Obj>;
}

/** Where the checker is in the program. */
interface Environment {
  /** Package-level declaration whose initial expression or body is being checked. */
  decl: DeclInfo | undefined;
  scope: Scope;
  iota: number | undefined;
  /** Position for errors in a repeated constant expression; 0 for none. */
  errorPos: Pos;
  sig: Signature | undefined;
  func: FuncInfo | undefined;
  /** Calls of the predeclared panic, for the analysis of missing returns. */
  panicCalls: Set<CallExpr>;
  hasCallOrRecv: boolean;
  /** In the body of a loop over a function. */
  inRangeFunc: boolean;
}

/** A variable of function type that an expression is assigned to, and how messages call it. */
interface Target {
  readonly sig: Signature;
  readonly description: string;
}

/** What a call of rawExpr found: only statements may stand alone. */
export type ExprKind = 'conversion' | 'expression' | 'statement';

/** Entry points across files that call each other; filled in by check.ts. */
interface Entries {
  rawExpr(c: Checker, x: Operand, e: Expr, hint: Type | undefined, generic?: boolean): ExprKind;
  typeExpr(c: Checker, e: Expr, definedAs?: TypeName): Type;
  ident(c: Checker, x: Operand, e: Name, wantType: boolean): void;
  objDecl(c: Checker, obj: Obj): void;
  funcBody(c: Checker, body: FunctionBody): void;
}

/** A function body that waits for its turn. */
export interface FunctionBody {
  readonly info: FuncInfo;
  readonly sig: Signature;
  readonly body: BlockStmt;
  readonly decl: DeclInfo | undefined;
  /** iota at a function literal inside a constant declaration. */
  readonly iota: number | undefined;
}

/** Gives the checker the checked package of an import path, if we have it. */
export type Importer = (path: string) => Package | undefined;

/** The messages with a further line per detail, as the compiler prints them. */
interface Detail {
  readonly at?: Pos;
  readonly text: string;
}

export class Checker {
  readonly diagnostics: Diagnostic[] = [];
  /** Untyped expressions whose final type is open; of a shift that is not constant or not. */
  readonly untyped = new Map<Expr, { isShiftLeft: boolean }>();
  readonly objMap = new Map<Obj, DeclInfo>();
  /** Package-level objects in source order (methods included). */
  readonly objList: Obj[] = [];
  readonly methods = new Map<TypeName, Func[]>();
  readonly imports: { obj: PkgName; decl: ImportDecl }[] = [];
  readonly dotImports = new Map<Obj, PkgName>();
  readonly functions: CheckedFunction[] = [];
  readonly initOrder: Initializer[] = [];
  /** Objects whose declarations are being checked, outermost first. */
  readonly objPath: Obj[] = [];
  /** Function literals outside functions so far: they are numbered. */
  globalClosures = 0;
  /** Every interface type that is written in the package. */
  readonly interfaces: { type: Interface; e: Expr }[] = [];
  /** Types known not to contain themselves. */
  readonly validTypes = new WeakSet<Named>();
  readonly unknownPackages = new Set<Package>();
  /** Something was refused: what depends on it is unknown and gives no further messages. */
  hasUnsupported = false;
  /** A package we do not have was imported with a dot: any name may come from it. */
  hasUnknownDotImport = false;
  readonly qualifier: Qualifier;
  env: Environment;
  /** Instances of the package that asks: another one's while we check bodies for it. */
  instances = new Instances();
  /** An instance is being checked: its generic function was, so nothing is reported. */
  isInstantiating = false;
  /** Which type parameters stand for types made of which others. */
  readonly monomorphy: Monomorphy;
  /** What the next expression is assigned to: a generic function may get its types from there. */
  target: Target | undefined;
  /** In a list of type parameters, where types may not be recursive yet. */
  inTypeParams = false;
  private readonly delayed: (() => void)[] = [];
  private readonly bodies: (() => void)[] = [];
  private readonly late: { place: Place; message: string }[] = [];

  constructor(
    readonly pkg: Package,
    readonly fileSet: FileSet,
    readonly importer: Importer,
    readonly entries: Entries,
    /** Functions without a body are natives instead of errors. */
    readonly allowBodyless: boolean,
    /** Declarations are checked when an importer asks for them, all of them with the bodies. */
    readonly onDemand: boolean,
  ) {
    this.monomorphy = new Monomorphy(pkg);
    this.qualifier = relativeTo(pkg);
    this.env = this.newEnvironment(pkg.scope);
  }

  get layouts(): Layouts {
    return this.instances.layouts;
  }

  newEnvironment(scope: Scope): Environment {
    return {
      decl: undefined,
      scope,
      iota: undefined,
      errorPos: 0 as Pos,
      sig: undefined,
      func: undefined,
      panicCalls: new Set(),
      hasCallOrRecv: false,
      inRangeFunc: false,
    };
  }

  /** Runs `body` in another environment and comes back to this one. */
  inEnvironment(env: Environment, body: () => void): void {
    const saved = this.env;
    this.env = env;
    body();
    this.env = saved;
  }

  // ------------------------------------------------------------------------------ delayed actions

  /** Puts work off until the types at hand are complete. */
  later(action: () => void): void {
    this.delayed.push(action);
  }

  /** Puts the body of a declared function off: with the rest, or until bodies are asked for. */
  laterBody(action: () => void): void {
    (this.onDemand ? this.bodies : this.delayed).push(action);
  }

  /** Checks the bodies that were put off. */
  *processBodies(): Pieces<void> {
    for (let next = this.bodies.shift(); next !== undefined; next = this.bodies.shift()) {
      next();
      this.processDelayed(0);
      yield;
    }
  }

  get delayedCount(): number {
    return this.delayed.length;
  }

  /** Runs all that was put off; who asks for a declaration meanwhile may do some of it. */
  *processAll(): Pieces<void> {
    for (let next = this.delayed.shift(); next !== undefined; next = this.delayed.shift()) {
      next();
      yield;
    }
  }

  /** Runs what was put off since `top`, including what that puts off in turn. */
  processDelayed(top: number): void {
    for (let i = top; i < this.delayed.length; i++) this.delayed[i]?.();
    this.delayed.length = top;
  }

  /** Stands for a package that cannot be had: its members are not complained about one by one. */
  unknownPackage(path: string, name: string): Package {
    const pkg = new Package(path, name, undefined);
    this.unknownPackages.add(pkg);
    return pkg;
  }

  // ----------------------------------------------------------------------------------------- names

  /** The object a name denotes here. Local objects enter their scope after their declaration. */
  lookup(name: string): Obj | undefined {
    for (let scope: Scope | undefined = this.env.scope; scope !== undefined; scope = scope.outer) {
      const obj = scope.lookup(name);
      if (obj !== undefined) return obj;
    }
    return undefined;
  }

  /** Declares an object in a scope, with the complaint if the name is taken. */
  declare(scope: Scope, id: Name | undefined, obj: Obj, scopePos: number): void {
    if (obj.name !== '_') {
      const other = scope.insert(obj);
      if (other !== undefined) {
        this.error(id ?? obj, `${obj.name} redeclared in this block`, this.otherDeclaration(other));
        return;
      }
      obj.scopePos = scopePos;
    }
    if (id !== undefined) id.obj = obj;
  }

  /** Notes that the current package-level declaration depends on `obj`. */
  addDependency(obj: Obj): void {
    if (this.env.decl !== undefined && this.objMap.has(obj)) this.env.decl.deps.add(obj);
  }

  /** Nothing can be said about the type: it is invalid, or built on something we refused. */
  isUnknown(type: Type): boolean {
    return !isValid(this.hasUnsupported ? underlying(type) : type);
  }

  isResolved(obj: Obj): boolean {
    return obj.type !== unresolved && obj.type !== unresolvedSignature;
  }

  // ---------------------------------------------------------------------------------------- errors

  error(place: Place, message: string, details: readonly Detail[] = []): void {
    this.report(place, message, details, 'type');
  }

  /** An error a later phase of the compiler finds: it is told only if there are no others. */
  lateError(place: Place, message: string): void {
    this.late.push({ place, message });
  }

  /** Tells the late errors if nothing else is wrong. */
  reportLateErrors(): void {
    if (this.diagnostics.length > 0) return;
    for (const { place, message } of this.late) this.error(place, message);
  }

  /** A part of Go that is not there yet: said exactly where it is used. */
  unsupported(place: Place, what: string): void {
    if (!this.isInstantiating) this.hasUnsupported = true;
    this.report(place, `not supported yet: ${what}`, [], 'unsupported');
  }

  /**
   * The lines that follow a message are indented and begin with their position if they have one.
   */
  private report(
    place: Place,
    message: string,
    details: readonly Detail[],
    code: 'type' | 'unsupported',
  ): void {
    if (this.isInstantiating) return;
    // Follow-up errors name what the first error left behind.
    const followUp = message.indexOf('invalid operand') > 0 || message.indexOf('invalid type') > 0;
    if (followUp && this.diagnostics.length > 0) return;
    let { pos, end } = extent(place);
    if (this.env.errorPos !== 0) {
      pos = this.env.errorPos;
      end = pos;
    }
    const lines = details.map((d) => {
      const at = d.at === undefined || d.at === 0 ? '' : `${this.positionString(d.at)}: `;
      return `\n\t${at}${d.text}`;
    });
    this.diagnostics.push({
      pos,
      end,
      severity: 'error',
      code,
      message: message + lines.join(''),
    });
  }

  positionString(pos: Pos): string {
    const { file, line, column } = this.fileSet.position(pos);
    return `${file}:${line}:${column}`;
  }

  otherDeclaration(obj: Obj): Detail[] {
    return obj.pos === 0 ? [] : [{ at: obj.pos, text: `other declaration of ${obj.name}` }];
  }

  typeText(type: Type): string {
    return typeString(type, this.qualifier, (pos) => this.positionString(pos));
  }

  operandText(x: Operand): string {
    return operandString(x, this.qualifier);
  }
}
