/**
 * What code generation makes of one function and of static data before linking: code in which
 * everything outside of the function is a number in its list of references. Nothing here depends on
 * the program it ends up in, so that the library's functions are compiled once.
 */
import type {
  AllocExpr,
  Expr,
  Func,
  IrPackage,
  MethodValueExpr,
  Name,
  SliceLitExpr,
  Stmt,
  StringConvExpr,
} from '../ir/nodes';
import type { Layouts } from '../layout/layout';
import type { Pos } from '../syntax/pos';
import type { Type } from '../types/types';
import type { HeapGroup } from './heapgroups';
import type { Site, Variable } from './program';

/** Something outside of a function that its code or a datum refers to. */
export type Ref =
  /** `boxed`: values of the type may end up in an interface. */
  | { readonly kind: 'type'; readonly type: Type; readonly boxed: boolean }
  | { readonly kind: 'func'; readonly sym: string }
  | { readonly kind: 'site'; readonly site: SiteRef }
  | { readonly kind: 'native'; readonly sym: string }
  /** A byte of a datum. */
  | { readonly kind: 'data'; readonly data: Data; readonly add: number }
  /** A byte of a package-level variable, of any package. */
  | { readonly kind: 'global'; readonly sym: string; readonly add: number }
  /** A function's text address, as code words of closures hold it. */
  | { readonly kind: 'text'; readonly sym: string }
  /** What all objects of size 0 share, the table of small numbers, the common zero value. */
  | { readonly kind: 'special'; readonly name: Special; readonly add: number };

type Special = 'zerobase' | 'staticuint64s' | 'zeroVal';

/** An allocation site as the function's package numbers it. */
export interface SiteRef extends Omit<Site, 'id' | 'position' | 'user'> {
  readonly pos: Pos;
  /** Number among the package's sites; -1 for what has none there. */
  readonly number: number;
  /** In an instance of another package's function. */
  readonly isForeign: boolean;
}

/** A word of static data that holds an address. */
interface Relocation {
  readonly offset: number;
  readonly target: Ref;
}

/** A run of bytes of the static segment. */
export interface Data {
  /** Equal keys denote equal read-only data: one copy is enough. '' for what is by itself. */
  readonly key: string;
  readonly segment: 'rodata' | 'data' | 'bss';
  readonly size: number;
  readonly align: number;
  /** Absent for zeroes. */
  readonly bytes?: Uint8Array;
  readonly relocations: Relocation[];
  /** Byte offsets of words the collector must look at. */
  readonly pointers: readonly number[];
}

/** A package-level variable with its initial value. */
export interface GlobalData {
  readonly name: Name;
  readonly data: Data;
}

/** Words of the frame (8 bytes each) with live pointers at a safe point, ascending. */
export interface LiveMap {
  readonly pc: number;
  readonly words: readonly number[];
}

/** A variable; program counters are relative to the function. */
export interface LocalVariable extends Omit<Variable, 'type' | 'position' | 'site'> {
  readonly type: Type;
  readonly pos: Pos;
  readonly site: SiteRef | undefined;
}

/** A compiled function. Jump targets and program counters are relative to its first instruction. */
export interface FuncCode {
  readonly func: Func;
  readonly sym: string;
  readonly code: Int32Array;
  readonly refs: readonly Ref[];
  readonly maps: readonly LiveMap[];
  readonly localBytes: number;
  readonly argBytes: number;
  readonly outBytes: number;
  readonly deferReturnPc: number;
  readonly native: boolean;
  /** From pcs[i] on the position is pos[i]. */
  readonly positionPcs: Int32Array;
  readonly positions: Int32Array;
  /** Where statements begin. */
  readonly statements: Int32Array;
  readonly variables: readonly LocalVariable[];
  readonly params: readonly Type[];
  readonly results: readonly Type[];
}

/** What the functions of one package have in common. */
export interface Unit {
  readonly pkg: IrPackage;
  readonly layouts: Layouts;
  /** What the message about a site says. */
  readonly siteOf: (n: AllocExpr, fn: Func) => SiteRef;
  readonly heapGroups: (fn: Func) => ReadonlyMap<Name, HeapGroup>;
  /** Read-only data that hold the bytes of a string (one char code per byte). */
  readonly string: (bytes: string) => Data;
  /** The func value of a function without captured variables. */
  readonly funcValue: (sym: string) => Data;
  /** Data with the bytes of a constant value, in Go's layout. */
  readonly constant: (n: Expr, segment: 'rodata' | 'data') => Data;
  /** The array behind a slice literal or a constant converted to bytes. */
  readonly backing: (n: SliceLitExpr | StringConvExpr) => Data;
  /** Link name of the function a method value calls. */
  readonly methodValue: (n: MethodValueExpr) => string;
  /** Annotations at the statement: numbers of the program's annotations. */
  readonly annotationsAt: (s: Stmt) => readonly number[];
  /** Where the source statement begins that became s; undefined for statements made up. */
  readonly startOf: (s: Stmt) => Pos | undefined;
}
