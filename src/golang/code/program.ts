/**
 * A program ready to run: code, functions, types, the static segment, and the tables that lead from
 * an instruction back to the source. Immutable; everything that changes during a run lives in the
 * columns of the runtime and the interpreter.
 */
import type { SourcePosition } from './position';

/** Kinds of types, numbered as internal/abi.Kind. */
export const enum Kind {
  invalid,
  bool,
  int,
  int8,
  int16,
  int32,
  int64,
  uint,
  uint8,
  uint16,
  uint32,
  uint64,
  uintptr,
  float32,
  float64,
  complex64,
  complex128,
  array,
  chan,
  func,
  interface,
  map,
  pointer,
  slice,
  string,
  struct,
  unsafePointer,
}

/** A field of a struct type. */
export interface TypeField {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly embedded: boolean;
  readonly exported: boolean;
}

/**
 * A method of a concrete type, or one that an interface type asks for. Sorted as Go does: exported
 * ones first, then by name.
 */
export interface TypeMethod {
  readonly name: string;
  /** Package path of an unexported name, else ''. */
  readonly pkg: string;
  /**
   * Concrete types: the function that takes the data word of an interface as its receiver: T's own
   * method if T is a direct interface, else the one of *T; -1 when no call can reach it, and for
   * interface types.
   */
  readonly func: number;
  /** Type number of the signature without receiver. */
  readonly type: number;
}

/** A type descriptor (internal/abi.Type). Types that are identical have one number. */
export interface TypeDesc {
  readonly id: number;
  readonly kind: Kind;
  /** As reflect prints it: `main.T`, `[]int`, `map[string]*main.T`. */
  readonly name: string;
  /** Package path of a named type, else ''. */
  readonly pkg: string;
  readonly named: boolean;
  readonly size: number;
  readonly align: number;
  /** Bytes of the prefix that may hold pointers; 0: none (noscan). */
  readonly ptrdata: number;
  /** One byte per word of `ptrdata`: 1 for a pointer. */
  readonly gcmask: Uint8Array;
  /** Comparable by == without panic at compile time. */
  readonly comparable: boolean;
  /** Equality is equality of memory (no floats, strings, interfaces, padding). */
  readonly regularMemory: boolean;
  /** The data word of an interface is the value itself. */
  readonly directInterface: boolean;
  /** Element type of pointer, slice, array, chan, map; else -1. */
  readonly elem: number;
  /** Key type of a map, else -1. */
  readonly key: number;
  /** Type of *this, when it is used in the program, else -1. */
  readonly pointerTo: number;
  /** Length of an array; direction of a channel (1 receive, 2 send, 3 both); else 0. */
  readonly length: number;
  readonly fields: readonly TypeField[];
  readonly methods: readonly TypeMethod[];
  /** Parameter and result types of a func type, variadic last parameter included. */
  readonly params: readonly number[];
  readonly results: readonly number[];
  readonly variadic: boolean;
  /** Map types: layout of a group of eight slots (internal/abi.MapType). */
  readonly map?: MapDesc;
}

/** internal/abi.MapType: sizes in bytes. */
export interface MapDesc {
  /** Type of a group: control word, then eight slots. */
  readonly group: number;
  readonly groupSize: number;
  /** Bytes of a slot (key, padding, element). */
  readonly slotSize: number;
  /** Offset of the element in a slot. */
  readonly elemOff: number;
  /** Keys (elements) above 128 bytes are kept behind a pointer. */
  readonly indirectKey: boolean;
  readonly indirectElem: boolean;
}

/** Where a variable of a function lives, for the debugger and the views. */
export interface Variable {
  readonly name: string;
  readonly type: number;
  /** Byte offset from the frame pointer; for 'captured' from the closure object. */
  readonly offset: number;
  /**
   * register: register form in the frame · memory: Go's layout in the frame · heap: the frame holds
   * a pointer to it · captured: a copy in the closure object · capturedRef: a pointer to it there.
   */
  readonly home: 'register' | 'memory' | 'heap' | 'captured' | 'capturedRef';
  readonly role: 'param' | 'result' | 'local';
  /** Program counters between which it is in scope. */
  readonly fromPc: number;
  readonly toPc: number;
  readonly position: SourcePosition;
  /** Number of its allocation site when it moved to the heap, else -1. */
  readonly site: number;
}

/**
 * A function. Its frame, from the frame pointer upwards: locals and temporaries (`localBytes`), the
 * link (16 bytes: word 0 the return program counter, word 1 the number of the function returned to,
 * words 2–3 the closure object), then the argument block (`argBytes`): receiver, parameters and
 * results in order, each in its own 8-byte aligned slots in register form (memory form when the
 * address is taken; the caller writes register form, the callee converts on entry). Stacks grow
 * down: the caller writes the block at [fp - argBytes, fp) of its own frame pointer, so the
 * callee's frame pointer is fp - frameBytes, with frameBytes = localBytes + 16 + argBytes. After
 * the return the caller reads the results at the same place.
 */
export interface Func {
  readonly id: number;
  /** Link name: `main.f`, `main.(*T).M`, `main.f.func1`. */
  readonly name: string;
  /** First and last+1 program counter. */
  readonly entry: number;
  readonly end: number;
  readonly localBytes: number;
  readonly argBytes: number;
  readonly frameBytes: number;
  /** Largest block it passes to a callee (at least that of the runtime's panic functions): what a
   * stack check asks for on top. */
  readonly outBytes: number;
  /** Program counter of the DEFERRETURN that recovery continues at, or -1. */
  readonly deferReturnPc: number;
  /** Made by the compiler around one call: does not count as caller for recover(). */
  readonly wrapper: boolean;
  readonly variables: readonly Variable[];
  /** Number of the native, or -1. */
  readonly native: number;
  readonly position: SourcePosition;
  /** Function of the program itself rather than of the standard library. */
  readonly user: boolean;
  /** Argument types, receiver first, and result types: for natives and for display. */
  readonly params: readonly number[];
  readonly results: readonly number[];
}

/**
 * Where the collector finds pointers in a frame. A safe point is an instruction that may allocate,
 * block, call or jump back; entry `i` of the table says which words of the frame (byte offset / 8
 * from the frame pointer, locals and argument block) hold live pointers while it executes (for
 * calls: until the callee returns; outgoing blocks belong to the callee). A frame that stands at
 * any other instruction is there because that one panicked: only the words live at the function's
 * `deferReturnPc` are, nothing when it has none.
 */
export interface StackMaps {
  /** Program counters of safe points, and of the program's own statements, ascending. */
  readonly pcs: Int32Array;
  /** For each: number of its bitmap. */
  readonly map: Uint32Array;
  /** `words[starts[m]…starts[m+1]]`: frame word (8 bytes) numbers of bitmap m, ascending. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
}

/** One allocation site. */
export interface Site {
  readonly id: number;
  readonly position: SourcePosition;
  /** Name of the function it stands in. */
  readonly func: string;
  /**
   * What allocates: `new`, `make`, `&T{}`, `append`, `closure`, `box`, `string`, `variable`,
   * `map`, `chan`, `go`, `defer`.
   */
  readonly kind: string;
  /** Type of the object, as a text. */
  readonly type: string;
  /** The expression or variable, as the compiler's message names it. */
  readonly text: string;
  /** Verdict. */
  readonly zone: 'heap' | 'stack' | 'static';
  readonly user: boolean;
}

/** A package-level variable. */
export interface Global {
  readonly name: string;
  readonly type: number;
  /** Byte offset in the static segment. */
  readonly offset: number;
  /** data: has an initial value; bss: starts as zero. */
  readonly segment: 'data' | 'bss';
  readonly position: SourcePosition;
  readonly user: boolean;
}

/** What an ANNOTATION instruction does. */
export type ProgramAnnotation =
  | { readonly verb: 'stop'; readonly name: string; readonly position: SourcePosition }
  | {
      readonly verb: 'note';
      readonly en: string;
      readonly zhCn: string;
      readonly position: SourcePosition;
    }
  | { readonly verb: 'gc' | 'scavenge'; readonly position: SourcePosition }
  | { readonly verb: 'watch'; readonly text: string; readonly position: SourcePosition }
  | {
      readonly verb: 'advance';
      readonly nanoseconds: number;
      readonly position: SourcePosition;
    };

/**
 * The static segment:
 * [text: 16 bytes per function][read-only data][noptrdata][data][bss][noptrbss].
 */
export interface StaticSegment {
  /** Address of its first byte: 0x400000. Function F's text address is base + 0x1000 + 16 × F. */
  readonly base: number;
  /** Initial bytes from offset 0. */
  readonly image: Uint8Array;
  /** Bytes, a multiple of 8192. */
  readonly size: number;
  readonly rodata: { readonly start: number; readonly end: number };
  /** Variables that have a value from the start and hold no pointers. */
  readonly noptrdata: { readonly start: number; readonly end: number };
  readonly data: { readonly start: number; readonly end: number };
  readonly bss: { readonly start: number; readonly end: number };
  /** Variables that start as zero and hold no pointers. */
  readonly noptrbss: { readonly start: number; readonly end: number };
  /** Bytes of data and bss that are the program's own and not its library's. */
  readonly ownBytes: number;
  /** Offsets of the words of data and bss that may hold pointers, ascending. */
  readonly pointers: Uint32Array;
  /** Type number T's descriptor address is base + typesStart + 64 × T: type words of interfaces. */
  readonly typesStart: number;
  /** Offset of runtime.zerobase. */
  readonly zerobase: number;
  /** Offset of 1024 zero bytes (runtime.zeroVal): what MAPGET yields for a missing key. */
  readonly zeroVal: number;
  /** Offset of runtime.staticuint64s: 256 eight-byte numbers. */
  readonly staticuint64s: number;
}

/** Names of functions the interpreter calls by itself, written in Go in std/runtime.go. */
interface RuntimeFuncs {
  readonly [name: string]: number;
}

export interface Program {
  readonly code: Int32Array;
  readonly funcs: readonly Func[];
  readonly types: readonly TypeDesc[];
  readonly statics: StaticSegment;
  readonly globals: readonly Global[];
  readonly sites: readonly Site[];
  readonly stackMaps: StackMaps;
  /** Link names of natives by number: `math.Sqrt`, `strings.(*Builder).grow`. */
  readonly natives: readonly string[];
  readonly annotations: readonly ProgramAnnotation[];
  /** Function that runs package initialisation in order and then main.main. */
  readonly entry: number;
  readonly runtimeFuncs: RuntimeFuncs;
  /** Bit pc: the instruction begins a statement of the program (not of the library). */
  readonly statementStarts: Uint32Array;
  /** Position of an instruction. */
  positionOf(pc: number): SourcePosition;
  /** Function an instruction belongs to. */
  funcOf(pc: number): number;
  /** Program counters at which a statement of the line begins. */
  pcsOfLine(file: string, line: number): readonly number[];
}
