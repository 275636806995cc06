/**
 * The intermediate representation: what a checked Go program means, with nothing left implicit.
 *
 * Models the tree of cmd/compile/internal/ir after type checking and before walk, under the same
 * operator names: implicit conversions, dereferences and addresses are nodes, promoted fields are
 * chains of ODOT/ODOTPTR, method calls are plain calls with the receiver as first argument,
 * variadic arguments are one slice, `a, b = f()` goes through temporaries where types differ, loop
 * variables that need it are copied per iteration, `go` and `defer` call closures without
 * parameters. Escape analysis writes `esc` and `byval`, code generation reads the tree.
 *
 * Leaves out: generics, range over functions and inlined calls (OINLCALL), which come later.
 * Order of evaluation: `init` first, then operands from left to right, then the operation. In
 * OAS2… all operands of index expressions and indirections on the left and all right-hand values
 * are evaluated before the first assignment.
 *
 * LONG: one closed set of node shapes, which every reader needs to see together.
 */

import type { Stmt as SyntaxStmt } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import type { Constant } from '../types/constant';
import type { Func as FuncObj, MapType, Package, Signature, Type, Var } from '../types/types';

/**
 * Verdict of escape analysis on the storage a node stands for. 'static': in the data segment, made
 * before the program runs (initial values of globals).
 */
type Esc = 'unknown' | 'heap' | 'stack' | 'static';

interface NodeBase {
  /** Characteristic position, as gc reports it. */
  readonly pos: Pos;
  /** Statements to run before the node itself (temporaries of multi-value calls and the like). */
  init?: Stmt[];
}

interface ExprBase extends NodeBase {
  type: Type;
}

/** A node that may make an object. */
interface AllocBase extends ExprBase {
  esc: Esc;
  /** Number of the allocation site in `IrPackage.sites`, -1 before escape analysis. */
  site: number;
  /** The storage may be reused by the next evaluation (not needed after the statement). */
  transient?: boolean;
}

// ------------------------------------------------------------------------------------------- names

/**
 * Where a variable lives. PAUTOHEAP is a PAUTO, PPARAM or PPARAMOUT whose `esc` is 'heap': use
 * `isHeapVar`.
 */
export type NameClass = 'PEXTERN' | 'PAUTO' | 'PPARAM' | 'PPARAMOUT' | 'PFUNC';

/**
 * A variable or a function: ONE object per variable and function, shared by all its uses; `pos` is
 * its declaration. A variable captured by a closure has a further Name in the closure's function
 * (see `outer`).
 */
export interface Name extends AllocBase {
  readonly op: 'ONAME';
  /** Source name; `.autotmp_N` for temporaries, `~rN` for unnamed results, `_` for blanks. */
  readonly name: string;
  readonly class: NameClass;
  /**
   * Link name of globals and functions: `main.x`, `strings.Repeat`, `main.(*T).M`, `main.f.func1`.
   * Equal names denote the same symbol across packages. '' for locals.
   */
  readonly sym: string;
  /**
   * Function whose frame holds the variable (for closure variables: the closure); undefined for
   * globals.
   */
  func?: Func;
  /** What the checker knows; undefined for temporaries and unnamed results. */
  readonly obj?: Var | FuncObj;
  /** The body, for functions of this package (literals included). */
  def?: Func;
  /**
   * Closure variable: the Name in the directly enclosing function that is captured. Follow it to
   * the end
   * (`canonical`) for the variable itself, which holds esc and byval.
   */
  readonly outer?: Name;
  /** Made by the compiler, not named in the source. */
  readonly autotemp?: boolean;
  /** Statement that declares and initialises the variable, if there is one. */
  defn?: Stmt | CaseClauseVarDefn;
  /**
   * Captured variables are copied into closures instead of shared. Written by escape analysis on
   * the canonical Name.
   */
  byval?: boolean;
  /**
   * Some `&x`, `x[:]` of an array, `x.PtrMethod()` exists, or a closure captures it by reference.
   */
  addrtaken?: boolean;
  /** Some closure mentions it. */
  captured?: boolean;
}

/** Marks the variable of a type-switch clause, which has no declaring statement. */
interface CaseClauseVarDefn {
  readonly op: 'OTYPESWCASE';
}

// ------------------------------------------------------------------------------------- expressions

export type ArithmeticOp =
  | 'OADD'
  | 'OSUB'
  | 'OMUL'
  | 'ODIV'
  | 'OMOD'
  | 'OAND'
  | 'OOR'
  | 'OXOR'
  | 'OANDNOT'
  | 'OLSH'
  | 'ORSH';
export type CompareOp = 'OEQ' | 'ONE' | 'OLT' | 'OLE' | 'OGT' | 'OGE';

/** A constant; the type is never untyped (string constants of type `string`, and so on). */
export interface BasicLit extends ExprBase {
  readonly op: 'OLITERAL';
  readonly value: Constant;
}

/** The nil of pointer, slice, map, chan, func, interface and unsafe.Pointer types. */
export interface NilExpr extends ExprBase {
  readonly op: 'ONIL';
}

/** Operators on one operand. */
export interface UnaryExpr extends ExprBase {
  readonly op: 'OPLUS' | 'ONEG' | 'OBITNOT' | 'ONOT' | 'OLEN' | 'OCAP' | 'OREAL' | 'OIMAG';
  x: Expr;
}

/** Receive; the value alone. `v, ok = <-c` is OAS2RECV. */
export interface RecvExpr extends ExprBase {
  readonly op: 'ORECV';
  x: Expr;
}

/**
 * Arithmetic and comparison. Operands have the same type (interface operands: one of them was
 * converted by
 * OCONVIFACE); for shifts the count has a type of its own. Comparison is of any comparable type:
 * structs, arrays
 * and interfaces included, slices, maps and funcs only with ONIL. String + is OADDSTR.
 */
export interface BinaryExpr extends ExprBase {
  readonly op: ArithmeticOp | CompareOp;
  x: Expr;
  y: Expr;
}

/** `&&`, `||`: the right side is evaluated only if needed. */
export interface LogicalExpr extends ExprBase {
  readonly op: 'OANDAND' | 'OOROR';
  x: Expr;
  y: Expr;
}

/** String concatenation of two or more operands; neighbouring constants are folded. */
export interface AddStringExpr extends AllocBase {
  readonly op: 'OADDSTR';
  list: Expr[];
}

/** `&x` of an addressable x. `&T{…}` is OPTRLIT. */
export interface AddrExpr extends ExprBase {
  readonly op: 'OADDR';
  x: Expr;
  readonly implicit: boolean;
}

/** `*x`. */
export interface StarExpr extends ExprBase {
  readonly op: 'ODEREF';
  x: Expr;
  readonly implicit: boolean;
}

/**
 * Field of a struct value (ODOT) or of the struct a pointer points to (ODOTPTR, checks for nil).
 */
export interface SelectorExpr extends ExprBase {
  readonly op: 'ODOT' | 'ODOTPTR';
  x: Expr;
  /** Number of the field in the struct, for Layouts.offsetsof. */
  readonly index: number;
  readonly field: Var;
  /** A step through an embedded field that is not written in the source. */
  readonly implicit: boolean;
}

/** `x[i]` of a string, slice or array value (pointers to arrays have an ODEREF in between). */
export interface IndexExpr extends ExprBase {
  readonly op: 'OINDEX';
  x: Expr;
  index: Expr;
}

/** `m[k]` as a value (zero if missing) or as the destination of an assignment. */
export interface IndexMapExpr extends ExprBase {
  readonly op: 'OINDEXMAP';
  x: Expr;
  index: Expr;
  /** The map type, underlying. */
  readonly map: MapType;
}

/**
 * `x[low:high:max]`. OSLICE: of a slice; OSLICESTR: of a string; OSLICEARR: of an array, x being a
 * pointer to it
 * (an implicit OADDR if the source has the array itself). The …3 forms have a max.
 */
export interface SliceExpr extends ExprBase {
  readonly op: 'OSLICE' | 'OSLICEARR' | 'OSLICESTR' | 'OSLICE3' | 'OSLICE3ARR';
  x: Expr;
  low?: Expr;
  high?: Expr;
  max?: Expr;
}

/** `x.(T)`; panics if it fails. `v, ok = x.(T)` is OAS2DOTTYPE. */
export interface TypeAssertExpr extends ExprBase {
  readonly op: 'ODOTTYPE';
  x: Expr;
  /**
   * Made by devirtualization: x holds exactly this type or nil, and nil panics as a call of a
   * method of a nil interface does.
   */
  readonly nilPanic?: boolean;
}

/**
 * Conversions without storage of their own. OCONVNOP: same bytes (named and unnamed versions of a
 * type, pointers and
 * unsafe.Pointer, channel directions); OCONV: between numeric types (uintptr and unsafe.Pointer
 * are OCONVNOP);
 * OSLICE2ARR, OSLICE2ARRPTR: check the length.
 */
export interface ConvExpr extends ExprBase {
  readonly op: 'OCONV' | 'OCONVNOP' | 'OSLICE2ARR' | 'OSLICE2ARRPTR';
  x: Expr;
  readonly implicit: boolean;
}

/**
 * Conversion to an interface type, from a concrete type or another interface type it implements.
 */
export interface ConvIfaceExpr extends AllocBase {
  readonly op: 'OCONVIFACE';
  x: Expr;
  readonly implicit: boolean;
}

/**
 * Conversions that make a new string or slice. OSTR2BYTESTMP is an OSTR2BYTES that escape analysis
 * found never to be
 * written: it shares the string's bytes.
 */
export interface StringConvExpr extends AllocBase {
  op: 'OBYTES2STR' | 'ORUNES2STR' | 'OSTR2BYTES' | 'OSTR2BYTESTMP' | 'OSTR2RUNES' | 'ORUNESTR';
  x: Expr;
  readonly implicit: boolean;
  /**
   * OBYTES2STR whose string lives only for one comparison, map lookup or concatenation: it shares
   * the bytes.
   * OSTR2BYTES ranged over: likewise.
   */
  temporary?: boolean;
}

/**
 * Call of a function value, a PFUNC Name or an OMETHEXPR (then args[0] is the receiver). Arguments
 * are
 * complete: the variadic parameter is one slice (an implicit OSLICELIT, or nil). `type` is the
 * result type, a Tuple
 * for none or several results.
 */
export interface CallFuncExpr extends ExprBase {
  readonly op: 'OCALLFUNC';
  fun: Expr;
  args: Expr[];
  /** The last argument is the slice of a variadic parameter (always so for variadic callees). */
  readonly isDDD: boolean;
  /** A method of a type parameter: gc finds it in a dictionary, so what it does is not known. */
  readonly viaDictionary?: boolean;
}

/** Call of an interface method: dynamic. */
export interface CallInterExpr extends ExprBase {
  readonly op: 'OCALLINTER';
  /** The interface value. */
  x: Expr;
  readonly method: FuncObj;
  /** Number of the method in the interface's sorted method list (typeSet). */
  readonly index: number;
  args: Expr[];
  readonly isDDD: boolean;
}

/**
 * A method as a function whose first parameter is the receiver: callee of a method call, or `T.M`
 * as a value.
 */
export interface MethodExpr extends ExprBase {
  readonly op: 'OMETHEXPR';
  /** T of T.M: the receiver type of the function. */
  readonly recv: Type;
  readonly method: FuncObj;
  /**
   * The function: a declared method; a wrapper made for promoted methods and value methods through
   * pointers; or, if
   * `recv` is an interface type, a wrapper with a dynamic call.
   */
  readonly callee: Name;
  /** The declared method, if `callee` is a wrapper around one. */
  readonly declared?: Name;
}

/**
 * Method value `x.M`: a closure over the receiver. x is already adjusted (`&x`, `*x`, embedded
 * fields).
 */
export interface MethodValueExpr extends AllocBase {
  readonly op: 'OMETHVALUE';
  x: Expr;
  readonly method: FuncObj;
  /**
   * The method called later; undefined if x is an interface value (dynamic, nil panics at once).
   */
  readonly callee?: Name;
  /** Number of the method in the interface's sorted method list, if x is an interface value. */
  readonly index?: number;
  /**
   * In an instance, of a type that depends on type arguments: a word more is captured, and the
   * closure is of the compiler's making, which says nothing of it.
   */
  readonly hasDictionary: boolean;
}

/** Function literal. Captured variables: func.closureVars. Without any it is static. */
export interface ClosureExpr extends AllocBase {
  readonly op: 'OCLOSURE';
  readonly func: Func;
}

/** `new(T)`. */
export interface NewExpr extends AllocBase {
  readonly op: 'ONEW';
  /** T; `type` is *T. */
  readonly elem: Type;
}

/** `make([]T, len, cap)`. */
export interface MakeSliceExpr extends AllocBase {
  readonly op: 'OMAKESLICE';
  len: Expr;
  cap?: Expr;
}

/** `make(map[K]V, hint)`. */
export interface MakeMapExpr extends AllocBase {
  readonly op: 'OMAKEMAP';
  len?: Expr;
}

/** `make(chan T, size)`: always on the heap, without a verdict of its own. */
export interface MakeChanExpr extends AllocBase {
  readonly op: 'OMAKECHAN';
  len?: Expr;
}

/** `&T{…}`: x is the literal. */
export interface PtrLitExpr extends AllocBase {
  readonly op: 'OPTRLIT';
  x: Expr;
}

/** One element of an array or slice literal. */
export interface IndexedElem {
  readonly index: number;
  value: Expr;
}

/** `T{…}` of a struct type: fields that are absent are zero. In source order. */
export interface StructLitExpr extends ExprBase {
  readonly op: 'OSTRUCTLIT';
  readonly fields: { readonly index: number; readonly field: Var; value: Expr }[];
}

/** `[n]T{…}`: absent elements are zero. */
export interface ArrayLitExpr extends ExprBase {
  readonly op: 'OARRAYLIT';
  readonly elems: IndexedElem[];
}

/** `[]T{…}`: a new array of `len` elements and a slice of it. */
export interface SliceLitExpr extends AllocBase {
  readonly op: 'OSLICELIT';
  readonly len: number;
  readonly elems: IndexedElem[];
  /** The arguments for a variadic parameter. */
  readonly implicit: boolean;
}

/** `map[K]V{…}`. */
export interface MapLitExpr extends AllocBase {
  readonly op: 'OMAPLIT';
  readonly entries: { key: Expr; value: Expr }[];
}

/** `append(s, a, b)`, or with isDDD `append(s, t...)`, t being a slice or a string. */
export interface AppendExpr extends AllocBase {
  readonly op: 'OAPPEND';
  /** args[0] is the slice appended to. */
  args: Expr[];
  readonly isDDD: boolean;
  /**
   * The array is moved to the heap later and its capacity matters: the stack buffer is used step by
   * step (growsliceBuf) instead of at once.
   */
  useBuf?: boolean;
}

/**
 * If slice variable x has its array on the stack, a copy of x in the heap, else x: inserted before
 * the one place where x's array may be seen by others.
 */
export interface MoveToHeapExpr extends AllocBase {
  readonly op: 'OMOVE2HEAP';
  readonly x: Name;
  /** Keep the capacity; otherwise it may become what the size class of the length has room for. */
  readonly preserveCapacity: boolean;
}

/** `copy(x, y)`, `complex(x, y)`, and the two-operand functions of package unsafe. */
export interface BinaryCallExpr extends ExprBase {
  readonly op: 'OCOPY' | 'OCOMPLEX' | 'OUNSAFEADD' | 'OUNSAFESLICE' | 'OUNSAFESTRING';
  x: Expr;
  y: Expr;
}

/** unsafe.StringData and unsafe.SliceData. */
export interface UnsafeDataExpr extends ExprBase {
  readonly op: 'OUNSAFESTRINGDATA' | 'OUNSAFESLICEDATA';
  x: Expr;
}

/** `min`, `max` of two or more ordered operands, `recover()`. */
export interface BuiltinCallExpr extends ExprBase {
  readonly op: 'OMIN' | 'OMAX' | 'ORECOVER';
  args: Expr[];
}

export type Expr =
  | Name
  | BasicLit
  | NilExpr
  | UnaryExpr
  | RecvExpr
  | BinaryExpr
  | LogicalExpr
  | AddStringExpr
  | AddrExpr
  | StarExpr
  | SelectorExpr
  | IndexExpr
  | IndexMapExpr
  | SliceExpr
  | TypeAssertExpr
  | ConvExpr
  | ConvIfaceExpr
  | StringConvExpr
  | CallFuncExpr
  | CallInterExpr
  | MethodExpr
  | MethodValueExpr
  | ClosureExpr
  | NewExpr
  | MakeSliceExpr
  | MakeMapExpr
  | MakeChanExpr
  | PtrLitExpr
  | StructLitExpr
  | ArrayLitExpr
  | SliceLitExpr
  | MapLitExpr
  | AppendExpr
  | MoveToHeapExpr
  | BinaryCallExpr
  | UnsafeDataExpr
  | BuiltinCallExpr;

/** Expressions with storage of their own: they have a verdict and a site. */
export type AllocExpr = Extract<Expr, { esc: Esc }>;

// -------------------------------------------------------------------------------------- statements

/**
 * Declares a local variable: from here on it exists anew (a fresh zero variable on each
 * execution).
 */
export interface Decl extends NodeBase {
  readonly op: 'ODCL';
  readonly x: Name;
}

/** `x = y`; y undefined: the zero value. x may be the blank name (evaluate y and drop it). */
export interface AssignStmt extends NodeBase {
  readonly op: 'OAS';
  x: Expr;
  y?: Expr;
  /** Declares x (`:=` or `var`). */
  readonly def: boolean;
}

/**
 * `x op= y`, `x++`: x is evaluated once. String += is OASOP with OADD: its result is always a new
 * string.
 */
export interface AssignOpStmt extends NodeBase {
  readonly op: 'OASOP';
  readonly asOp: ArithmeticOp;
  x: Expr;
  y: Expr;
  readonly incDec: boolean;
}

/** `a, b = x, y`: all right sides first, then the assignments from left to right. */
export interface AssignListStmt extends NodeBase {
  readonly op: 'OAS2';
  lhs: Expr[];
  rhs: Expr[];
  readonly def: boolean;
}

/** `a, b = f()`. Types agree exactly; destinations may be blank names. */
export interface AssignFuncStmt extends NodeBase {
  readonly op: 'OAS2FUNC';
  lhs: Expr[];
  rhs: [CallFuncExpr | CallInterExpr];
  readonly def: boolean;
}

/**
 * `v, ok = <-c`, `v, ok = m[k]`, `v, ok = x.(T)`. lhs has two elements, of exactly the value's
 * type and `bool`.
 */
export interface AssignOkStmt extends NodeBase {
  readonly op: 'OAS2RECV' | 'OAS2MAPR' | 'OAS2DOTTYPE';
  lhs: Expr[];
  rhs: [RecvExpr | IndexMapExpr | TypeAssertExpr];
  readonly def: boolean;
}

export interface BlockStmt extends NodeBase {
  readonly op: 'OBLOCK';
  readonly list: Stmt[];
}

/**
 * The statements `count` times over: an annotation asks for it. To the analysis it is one time, so
 * objects on the stack are the same ones each time.
 */
export interface RepeatStmt extends NodeBase {
  readonly op: 'OREPEAT';
  readonly count: number;
  readonly body: Stmt[];
}

export interface IfStmt extends NodeBase {
  readonly op: 'OIF';
  cond: Expr;
  readonly body: Stmt[];
  readonly else: Stmt[];
}

/**
 * `for cond { body; post }`; `init` is the init clause. Per-iteration copies of loop variables are
 * already written out
 * in body, cond and post.
 */
export interface ForStmt extends NodeBase {
  readonly op: 'OFOR';
  cond?: Expr;
  post?: Stmt;
  body: Stmt[];
  /** Each iteration has its own loop variables; false once that is written out. */
  distinctVars: boolean;
  /** Target of labelled break and continue. */
  label?: string;
}

/**
 * `for key, value = range x { body }` over an integer, string, array, pointer to array, slice, map
 * or channel
 * (the value received is `key`). x is evaluated once, arrays are copied unless only the length is
 * needed. key and
 * value are assigned at the start of each iteration; they have exactly the types the range yields,
 * may be blank names,
 * and their ODCLs stand in `init`.
 */
export interface RangeStmt extends NodeBase {
  readonly op: 'ORANGE';
  x: Expr;
  key?: Expr;
  value?: Expr;
  body: Stmt[];
  readonly def: boolean;
  /** As in ForStmt. */
  distinctVars: boolean;
  label?: string;
}

export interface CaseClause {
  readonly op: 'OCASE';
  readonly pos: Pos;
  /** Values compared with the tag, or conditions if there is no tag; empty for default. */
  list: Expr[];
  readonly isDefault: boolean;
  /** Ends with OFALL if control falls through. */
  readonly body: Stmt[];
}

/**
 * Expression switch: the tag is evaluated once, then compared as by OEQ with the values in source
 * order.
 */
export interface SwitchStmt extends NodeBase {
  readonly op: 'OSWITCH';
  tag?: Expr;
  readonly cases: CaseClause[];
  label?: string;
}

export interface TypeCaseClause {
  readonly op: 'OTYPECASE';
  readonly pos: Pos;
  /** undefined stands for nil; empty list for default. */
  readonly types: (Type | undefined)[];
  readonly isDefault: boolean;
  /** The clause's variable, of the case's type if there is exactly one, else of x's type. */
  readonly var?: Name;
  readonly body: Stmt[];
}

/** `switch v := x.(type)`. */
export interface TypeSwitchStmt extends NodeBase {
  readonly op: 'OTYPESW';
  x: Expr;
  readonly cases: TypeCaseClause[];
  label?: string;
}

/**
 * Receive of a select clause: `lhs[0], lhs[1] = <-c`, both of the exact types, possibly blank
 * names.
 */
export interface SelRecvStmt extends NodeBase {
  readonly op: 'OSELRECV2';
  lhs: [Expr, Expr];
  rhs: [RecvExpr];
  readonly def: boolean;
}

export interface CommClause {
  readonly op: 'OCOMM';
  readonly pos: Pos;
  /** undefined for default. The variables' ODCLs are in comm.init. */
  readonly comm?: SendStmt | SelRecvStmt;
  readonly body: Stmt[];
}

export interface SelectStmt extends NodeBase {
  readonly op: 'OSELECT';
  readonly cases: CommClause[];
  label?: string;
}

export interface SendStmt extends NodeBase {
  readonly op: 'OSEND';
  chan: Expr;
  value: Expr;
}

/** Return: assigns the results (all evaluated first), then leaves. No results: a bare return. */
export interface ReturnStmt extends NodeBase {
  readonly op: 'ORETURN';
  results: Expr[];
}

/** A label: target of goto, and name of the following loop, switch or select. */
export interface LabelStmt extends NodeBase {
  readonly op: 'OLABEL';
  readonly label: string;
}

export interface BranchStmt extends NodeBase {
  readonly op: 'OBREAK' | 'OCONTINUE' | 'OGOTO' | 'OFALL';
  readonly label?: string;
}

/**
 * `go` and `defer` of a call without arguments and results: of a function name, a closure, or a
 * function value. Other
 * calls were put into a wrapper closure (func.wrapper) before.
 */
export interface GoDeferStmt extends NodeBase {
  readonly op: 'OGO' | 'ODEFER';
  call: CallFuncExpr;
  /** ODEFER outside loops: the record may be on the stack. */
  esc: Esc;
  /** ODEFER in the body of a loop over a function: the list of the function around it. */
  readonly deferAt?: Expr;
}

/**
 * `panic(x)`, x being an interface value; `close(x)`; `clear(x)` of a map or slice; OCHECKNIL:
 * panic as a call through the nil interface x would.
 */
export interface UnaryStmt extends NodeBase {
  readonly op: 'OPANIC' | 'OCLOSE' | 'OCLEAR' | 'OCHECKNIL';
  x: Expr;
}

/** `print`, `println`, `delete(m, k)`. */
export interface BuiltinStmt extends NodeBase {
  readonly op: 'OPRINT' | 'OPRINTLN' | 'ODELETE';
  args: Expr[];
  /** Prints nothing: notes what its operand points to, for a `//mem:watch`. */
  watch?: true;
}

export type Stmt =
  | Decl
  | AssignStmt
  | AssignOpStmt
  | AssignListStmt
  | AssignFuncStmt
  | AssignOkStmt
  | BlockStmt
  | RepeatStmt
  | IfStmt
  | ForStmt
  | RangeStmt
  | SwitchStmt
  | TypeSwitchStmt
  | SelectStmt
  | SelRecvStmt
  | SendStmt
  | ReturnStmt
  | LabelStmt
  | BranchStmt
  | GoDeferStmt
  | UnaryStmt
  | BuiltinStmt
  // Expressions that may stand alone; their results are dropped.
  | CallFuncExpr
  | CallInterExpr
  | RecvExpr
  | BinaryCallExpr
  | BuiltinCallExpr;

export type Node = Expr | Stmt | CaseClause | TypeCaseClause | CommClause;

// ---------------------------------------------------------------------------- functions, packages

/**
 * A function: declared, a method (the receiver is params[0]), a literal, or made by the compiler.
 */
export interface Func {
  /** Link name: `main.f`, `main.(*T).M`, `main.T.M`, `main.f.func1`, `main.init.0`, `main.init`. */
  readonly name: string;
  readonly pos: Pos;
  /** Position of the closing brace; 0 for functions without body. */
  readonly endPos: Pos;
  /** The PFUNC Name. */
  readonly nname: Name;
  readonly sig: Signature;
  readonly obj?: FuncObj;
  /** The receiver's Name, for methods: the same object as params[0]. */
  recv?: Name;
  /** Parameters in order, receiver first. Unnamed and blank ones are there too. */
  readonly params: Name[];
  readonly results: Name[];
  /**
   * All variables of the frame: parameters, results, locals, temporaries, in order of declaration.
   */
  readonly dcls: Name[];
  /**
   * For closures: captured variables, in order of first mention. Their `outer` is a Name of
   * `outer`.
   */
  readonly closureVars: Name[];
  body: Stmt[];
  /** False for functions implemented natively or elsewhere. */
  readonly hasBody: boolean;
  /**
   * The enclosing function of a literal; the package's init function for literals at package
   * level.
   */
  readonly outer?: Func;
  readonly isClosure: boolean;
  /** The OCLOSURE node, for closures. */
  closure?: ClosureExpr;
  /**
   * Made by the compiler around one call (go/defer, promoted methods): for recover() its frame
   * does not count, and
   * a recover() directly inside one recovers nothing.
   */
  readonly wrapper: boolean;
  /** Closures directly inside, in source order, wrappers included. */
  readonly closures: Func[];
  /** //go:noinline, //go:noescape and the like that stand before the declaration. */
  readonly pragmas: ReadonlySet<string>;
  /** Of a generic function, or inside one: gc prints less about its parameters. */
  readonly isInstance: boolean;
  /** An instance of another package's function: its positions are in that package's files. */
  readonly isForeign: boolean;
  /** gc has one body for all instances of one shape: messages about the others are not printed. */
  readonly isRepeated: boolean;
  /** Contains a defer statement. */
  hasDefer: boolean;
  /** Results are read after a deferred call may have changed them, etc.: contains recover(). */
  hasRecover: boolean;
}

/** One method of a concrete type as interface tables need it. */
export interface MethodEntry {
  readonly method: FuncObj;
  /** Function taking the receiver exactly as the type has it (T or *T) as params[0]. */
  readonly callee: Name;
}

/** One package after lowering. */
export interface IrPackage {
  readonly types: Package;
  /**
   * Every declared function and method with a body, in source order. Closures are in the `closures`
   * of the function around them, the initialisation of globals is in `inits`.
   */
  readonly funcs: Func[];
  /** Package-level variables in source order. */
  readonly globals: Name[];
  /**
   * The functions that run before main, in this order: `main.init`, which initialises the globals
   * in dependency order (there only if there is something to initialise), then the declared init
   * functions main.init.0, main.init.1, … (they stand in `funcs` as well).
   */
  readonly inits: readonly Func[];
  /** Statements of `inits[0]` whose values are wholly static: they need no code. */
  readonly staticInits: ReadonlySet<Stmt>;
  /** Messages of passes before escape analysis, in the order gc prints them. */
  readonly messages: readonly { readonly pos: Pos; readonly text: string }[];
  /** Functions declared without body: natives. */
  readonly natives: Func[];
  /**
   * Method table of a concrete type (Named or pointer to Named, or a struct with embedded fields),
   * sorted by
   * method name as typeSet sorts; makes wrapper functions (also appended to `wrappers`) as needed.
   */
  methodTable(type: Type): readonly MethodEntry[];
  /** Source statement by the first statement it became, where there is one. */
  readonly origins: ReadonlyMap<Stmt, SyntaxStmt>;
  /** Wrappers made so far by lowering and methodTable. */
  readonly wrappers: Func[];
  /**
   * Allocation sites, filled by escape analysis: expressions with storage, and variables moved to
   * the heap.
   */
  readonly sites: AllocExpr[];
}
