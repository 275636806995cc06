/**
 * The type model of Go and the objects names denote: built by the checker (check.ts), read by every
 * later room.
 *
 * Models: basic types with the untyped kinds, named types with lazily resolved underlying types and
 * methods, their instances, type parameters, all type literals, scopes, packages and the kinds of
 * objects. Leaves out: alias nodes (an alias denotes its target type).
 *
 * Types are not interned while checking (parameter names matter for messages): compare them with
 * `identical` (identity.ts); afterwards a TypeTable (identity.ts) gives one representative per
 * identity class.
 *
 * LONG: types and objects refer to each other; one file shows the whole model.
 */

import type { Expr, FuncDecl } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import type { Constant } from './constant';
import type { Instances } from './instances';

// ------------------------------------------------------------------------------------------- types

/** Any Go type; discriminated on `kind`. */
export type Type =
  | Basic
  | Named
  | Pointer
  | Slice
  | ArrayType
  | Struct
  | Signature
  | Interface
  | MapType
  | Chan
  | Tuple
  | Union
  | TypeParam;

/** Every basic kind; the untyped kinds exist for constants (and untyped bool and nil) only. */
export type BasicKind =
  | 'invalid'
  | 'bool'
  | 'int'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'uintptr'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128'
  | 'string'
  | 'unsafe.Pointer'
  | 'untyped bool'
  | 'untyped int'
  | 'untyped rune'
  | 'untyped float'
  | 'untyped complex'
  | 'untyped string'
  | 'untyped nil';

/** Bit set that describes a basic type (the same questions types2 asks of its BasicInfo). */
export const BasicInfo = {
  boolean: 1,
  integer: 2,
  unsigned: 4,
  float: 8,
  complex: 16,
  string: 32,
  untyped: 64,
  ordered: 2 | 8 | 32,
  numeric: 2 | 8 | 16,
  constType: 1 | 2 | 8 | 16 | 32,
} as const;

/**
 * A predeclared type. `byte` and `rune` are Basic values of their own with the kind of uint8,
 * int32.
 */
export class Basic {
  readonly kind = 'basic';
  constructor(
    readonly basic: BasicKind,
    /** Bits of BasicInfo. */
    readonly info: number,
    /** The name as messages print it (`byte` for the alias of uint8). */
    readonly name: string,
  ) {}
}

/** What an instance of a generic type gets from that type, when it is asked for. */
interface InstanceSource {
  /** The type written on the right-hand side, with the type arguments put in. */
  rhs(instance: Named): Type | undefined;
  methods(instance: Named): Func[];
}

const noTypes: readonly Type[] = [];
const noTypeParams: readonly TypeParam[] = [];

/**
 * A defined type, or an instance of a generic one. The checker fills in its underlying type, and
 * may be in the middle of doing so.
 */
export class Named {
  readonly kind = 'named';
  /**
   * Underlying type; undefined while the declaration is being resolved. Read it through
   * `underlying`.
   */
  under: Type | undefined;
  private readonly declared: Func[] = [];
  private rhs: Type | undefined;
  /** Of a generic type. An instance has them too. */
  tparams: readonly TypeParam[] = noTypeParams;
  /** Of an instance: where it is mentioned first. */
  at: Pos | undefined;
  /** The type arguments of the generic function around the declaration; they are in the name. */
  implicits: readonly Type[] = noTypes;
  constructor(
    readonly obj: TypeName,
    /** The generic type this is an instance of; undefined for declared types. */
    readonly generic?: Named,
    readonly targs: readonly Type[] = noTypes,
    private readonly source?: InstanceSource,
  ) {}

  /** Declared methods in source order; receivers may be T or *T. */
  get methods(): Func[] {
    return this.source === undefined ? this.declared : this.source.methods(this);
  }

  /** The type written on the right-hand side of the declaration (itself possibly a Named). */
  get origin(): Type | undefined {
    if (this.rhs === undefined && this.source !== undefined) this.rhs = this.source.rhs(this);
    return this.rhs;
  }

  set origin(type: Type | undefined) {
    this.rhs = type;
  }

  /** Generic and not instantiated: no type of a value. */
  get isGeneric(): boolean {
    return this.tparams.length > 0 && this.generic === undefined;
  }
}

export class Pointer {
  readonly kind = 'pointer';
  constructor(readonly elem: Type) {}
}

export class Slice {
  readonly kind = 'slice';
  constructor(readonly elem: Type) {}
}

export class ArrayType {
  readonly kind = 'array';
  /**
   * `length` is -1 when the length is invalid (already reported). A length above 2^53 is refused
   * earlier.
   */
  constructor(
    public length: number,
    readonly elem: Type,
  ) {}
}

export class Struct {
  readonly kind = 'struct';
  /** `tags[i]` belongs to `fields[i]`: the decoded tag as a byte string, or '' for none. */
  constructor(
    readonly fields: Var[],
    readonly tags: string[],
  ) {}
}

/** A list of variables: parameters, results, or the type of a multi-value expression. */
export class Tuple {
  readonly kind = 'tuple';
  constructor(readonly vars: Var[]) {}
}

export class Signature {
  readonly kind = 'signature';
  /** Scope of the parameters and the body; undefined for signatures of function types. */
  scope: Scope | undefined;
  /** Of a generic function that is not instantiated. */
  tparams: readonly TypeParam[] = noTypeParams;
  /** Type parameters that the receiver of a method of a generic type names. */
  rparams: readonly TypeParam[] = noTypeParams;
  constructor(
    /** Receiver of a method; ignored by type identity. */
    public recv: Var | undefined,
    readonly params: Tuple,
    readonly results: Tuple,
    /** The last parameter is `...T`; its Var has the type []T. */
    readonly variadic: boolean,
  ) {}
}

/**
 * An interface: explicit methods and embedded types; `typeSet` (typeset.ts) computes the complete
 * set.
 */
export class Interface {
  readonly kind = 'interface';
  /** All methods including embedded ones, sorted by unique id; filled by `typeSet`. */
  allMethods: Func[] | undefined;
  /** True for `comparable`, and interfaces that embed it and have no terms. */
  comparable = false;
  /** Types that values may have, filled by `typeSet`; undefined: all. */
  terms: readonly Term[] | undefined;
  /** Stands around the constraint `~int | string` that is written without `interface`. */
  implicit = false;
  constructor(
    readonly methods: Func[],
    readonly embeddeds: Type[],
    readonly embedPos: Pos[],
    /** 'any' or 'comparable' for the predeclared ones: messages print the name. */
    readonly predeclared = '',
  ) {}

  /** Restricts types by more than methods: it can only be a constraint. */
  get constraint(): boolean {
    return this.comparable || this.terms !== undefined;
  }
}

/** `~T`: every type with the underlying type T; or T alone. */
export interface Term {
  readonly tilde: boolean;
  readonly type: Type;
}

/** Terms as they are written in an interface: `~int | string`. */
export class Union {
  readonly kind = 'union';
  constructor(readonly terms: readonly Term[]) {}
}

export class MapType {
  readonly kind = 'map';
  constructor(
    readonly key: Type,
    readonly elem: Type,
  ) {}
}

type ChanDir = 'both' | 'send' | 'recv';

export class Chan {
  readonly kind = 'chan';
  constructor(
    readonly dir: ChanDir,
    readonly elem: Type,
  ) {}
}

/** A type parameter of a function or type declaration. */
export class TypeParam {
  readonly kind = 'typeparam';
  /** The constraint as an interface; filled by `constraintInterface` (predicates.ts). */
  iface: Interface | undefined;
  constructor(
    readonly obj: TypeName,
    readonly index: number,
    /** The constraint as written. */
    public bound: Type,
  ) {}
}

// ----------------------------------------------------------------------------------------- objects

/** What a name denotes; discriminated on `kind`. */
export type Obj = PkgName | Const | TypeName | Var | Func | Label | Builtin | Nil;

abstract class ObjBase {
  /** Innermost scope that declares the object; undefined for fields and methods. */
  parent: Scope | undefined;
  /**
   * Position after which a local name is visible: Go's scopes start after the declaration. 0 at
   * package level.
   */
  scopePos = 0;
  /** Source order among the package-level objects of a package, from 1; 0 for others. */
  order = 0;
  constructor(
    readonly pos: Pos,
    readonly pkg: Package | undefined,
    readonly name: string,
    public type: Type,
  ) {}
}

export class PkgName extends ObjBase {
  readonly kind = 'pkgname';
  used = false;
  constructor(
    pos: Pos,
    pkg: Package | undefined,
    name: string,
    type: Type,
    /** Gives the package: one of the library may be read when something of it is needed. */
    private readonly load: () => Package,
  ) {
    super(pos, pkg, name, type);
  }

  get imported(): Package {
    return this.load();
  }
}

export class Const extends ObjBase {
  readonly kind = 'const';
  /** Undefined when the declaration is invalid. */
  value: Constant | undefined;
}

export class TypeName extends ObjBase {
  readonly kind = 'typename';
  isAlias = false;
  /** Of a generic alias; `type` is what it stands for, with these in it. */
  tparams: readonly TypeParam[] = noTypeParams;
}

export type VarRole = 'package' | 'local' | 'receiver' | 'param' | 'result' | 'field';

export class Var extends ObjBase {
  readonly kind = 'var';
  /** Read somewhere: assignments alone do not count. */
  used = false;
  /** Field that is embedded (its name is the type's name). */
  embedded = false;
  /** Function whose frame holds the variable; undefined for package variables and fields. */
  func: FuncInfo | undefined;
  /** Some closure refers to it from inside (see FuncInfo.captures). */
  captured = false;
  /**
   * Every assignment to it was its declaration: false once `x = …`, `x++`, `range` etc. write it
   * again.
   */
  reassigned = false;
  /**
   * `&x`, an implicit `&x` of a method call with pointer receiver, or slicing of an array variable.
   */
  addressTaken = false;
  constructor(
    pos: Pos,
    pkg: Package | undefined,
    name: string,
    type: Type,
    readonly role: VarRole,
  ) {
    super(pos, pkg, name, type);
  }
}

export class Func extends ObjBase {
  readonly kind = 'func';
  /** Declared with a pointer receiver; meaningful for methods of named types only. */
  pointerReceiver = false;
  /**
   * Function information of the body; undefined for interface methods and before the body was
   * checked.
   */
  info: FuncInfo | undefined;
  /** No body: a native function of our standard library, or an error elsewhere. */
  bodyless = false;
  /** What this is an instance of; see `instances.ts`. */
  generic: Func | undefined;
  /** Type arguments of an instance: those of the function, or of its receiver's type. */
  targs: readonly Type[] = noTypes;
  /**
   * Of an instance whose body was checked: what its type parameters are there. Basic types are
   * objects of their own, so that one sees which `int` is a type parameter.
   */
  standIns: readonly Type[] = noTypes;
  /** Of a method of an instance: the type it is a method of. */
  instanceOf: Named | undefined;
  override type: Signature;
  constructor(pos: Pos, pkg: Package | undefined, name: string, type: Signature) {
    super(pos, pkg, name, type);
    this.type = type;
  }
}

class Label extends ObjBase {
  readonly kind = 'label';
  used = false;
}

export type BuiltinName =
  | 'append'
  | 'cap'
  | 'clear'
  | 'close'
  | 'complex'
  | 'copy'
  | 'delete'
  | 'imag'
  | 'len'
  | 'make'
  | 'max'
  | 'min'
  | 'new'
  | 'panic'
  | 'print'
  | 'println'
  | 'real'
  | 'recover'
  | 'Add'
  | 'Alignof'
  | 'Offsetof'
  | 'Sizeof'
  | 'Slice'
  | 'SliceData'
  | 'String'
  | 'StringData';

export class Builtin extends ObjBase {
  readonly kind = 'builtin';
  constructor(
    pos: Pos,
    pkg: Package | undefined,
    readonly id: BuiltinName,
    type: Type,
  ) {
    super(pos, pkg, id, type);
  }
}

export class Nil extends ObjBase {
  readonly kind = 'nil';
}

/** What the checker learns about one function body: a declared function or a function literal. */
export class FuncInfo {
  /**
   * Variables of enclosing functions the body (or a literal inside it) mentions, in order of first
   * mention.
   */
  readonly captures: Var[] = [];
  /** Function literals directly inside, in source order. */
  readonly inner: FuncInfo[] = [];
  /** Contains `recover()` or `defer` directly (not in an inner literal). */
  hasDefer = false;
  hasRecover = false;
  /** Of a generic function its type parameters, of an instance its type arguments. */
  implicits: readonly Type[];
  constructor(
    readonly sig: Signature,
    readonly outer: FuncInfo | undefined,
    /** Name as gc prints it: `main`, `T.M`, `(*T).M`, `main.func1`. */
    readonly name: string,
    /** A function literal, as opposed to a declared function. */
    readonly isLiteral: boolean,
  ) {
    this.implicits = outer?.implicits ?? noTypes;
    outer?.inner.push(this);
  }
}

/** A function declaration with what was found about it. */
export interface CheckedFunction {
  readonly obj: Func;
  readonly decl: FuncDecl;
  readonly info: FuncInfo;
}

// -------------------------------------------------------------------------------- scopes, packages

/** A block of declarations. Local names are visible from `scopePos` of the object on. */
export class Scope {
  private readonly names = new Map<string, Obj>();
  /** Inner scopes in source order; not kept for the universe. */
  readonly children: Scope[] = [];
  constructor(
    readonly outer: Scope | undefined,
    readonly comment: string,
    /**
     * The scope of a function's parameters and body: names of outer scopes are captured across it.
     */
    readonly isFunc = false,
    /** Whether the outer scope knows of it: not those of instances, which outlive programs. */
    isKept = true,
  ) {
    if (outer?.outer !== undefined && isKept) outer.children.push(this);
  }

  /** The object declared under `name` in this very scope. */
  lookup(name: string): Obj | undefined {
    return this.names.get(name);
  }

  /** The innermost object visible under `name` at position `pos`. */
  lookupOuter(name: string, pos: number): Obj | undefined {
    const own = this.names.get(name);
    if (own !== undefined && own.scopePos <= pos) return own;
    return this.outer?.lookupOuter(name, pos);
  }

  /**
   * Declares `obj`; returns the object already declared under that name instead, if there is one.
   */
  insert(obj: Obj): Obj | undefined {
    const other = this.names.get(obj.name);
    if (other !== undefined) return other;
    this.names.set(obj.name, obj);
    obj.parent ??= this;
    return undefined;
  }

  /** All objects in the order of declaration. */
  objects(): Obj[] {
    return [...this.names.values()];
  }
}

export class Package {
  readonly scope: Scope;
  /** Directly imported packages in order of first import. */
  readonly imports: Package[] = [];
  private readonly localTypes: Pos[] = [];
  private isSorted = false;
  /** Checks the declaration of an object that an importer asks for, if that is yet to be done. */
  resolve: (obj: Obj) => void = () => undefined;
  /** Checks the body of an instance of one of the package's generic functions. */
  checkInstance: (instance: Func, instances: Instances) => CheckedFunction | undefined = () =>
    undefined;
  constructor(
    readonly path: string,
    readonly name: string,
    universe: Scope | undefined,
  ) {
    this.scope = new Scope(universe, `package ${path}`);
  }

  /** Notes where a type is declared in a function. */
  addLocalType(pos: Pos): void {
    this.localTypes.push(pos);
    this.isSorted = false;
  }

  /** gc numbers the types declared in functions in source order, from 1. */
  localTypeNumber(pos: Pos): number {
    if (!this.isSorted) this.localTypes.sort((a, b) => a - b);
    this.isSorted = true;
    return this.localTypes.indexOf(pos) + 1;
  }
}

// -------------------------------------------------------------- what the checker writes into nodes

/** What an expression is, written to `expr.mode`: as types2's operand modes. */
export type Mode =
  /** Not checked, or in error (reported). */
  | 'invalid'
  /** Call without results. */
  | 'novalue'
  | 'builtin'
  | 'type'
  | 'constant'
  /** Addressable. */
  | 'variable'
  /** Assignable but not addressable; allows `v, ok`. */
  | 'mapindex'
  | 'value'
  | 'nil'
  /** Value that allows `v, ok`: type assertion, receive. */
  | 'commaok'
  /** Package name in front of a selector. */
  | 'package';

/**
 * What `x.f` means, written to `selector.selection`; absent for package-qualified names (see the
 * Sel name's obj).
 */
export interface Selection {
  readonly kind: 'field' | 'method' | 'methodexpr';
  /** Type of x (for methodexpr: the type T of T.f). */
  readonly recv: Type;
  readonly obj: Var | Func;
  /**
   * Path of field numbers from recv; the last one is the field's number, or the method's number in
   * its type.
   */
  readonly index: readonly number[];
  /** Some pointer was dereferenced on the way, the one of x included. */
  readonly indirect: boolean;
}

/** One package-level initialisation `lhs… = rhs`; a package has them in dependency order. */
export interface Initializer {
  readonly lhs: readonly Var[];
  readonly rhs: Expr;
}
