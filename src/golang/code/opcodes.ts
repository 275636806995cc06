/**
 * The instruction set between code generation and the interpreter. Code is one Int32Array for the
 * whole program: an operation, then its operands. A program counter is an index into it.
 *
 * Operands: `d x y z f p i n` are offsets into the frame in 32-bit words from the frame pointer
 * (may be negative: the outgoing arguments lie below the frame); `b` is the same in bytes; `#…` is
 * a plain number; `→t` is a program counter; `T` numbers a type, `F` a function, `S` a site.
 *
 * Registers. Every scalar variable and temporary owns an 8-byte slot, aligned to 8. Integers of up
 * to 32 bits stand in the low word, sign- or zero-extended to 32 bits (uint32: its bit pattern);
 * bool is 0 or 1 in the low word; what the high word holds then means nothing. 64-bit integers,
 * pointers, maps, channels and functions are low word, high word. float32 stands in the low word.
 * Strings are pointer, length; slices pointer, length, capacity; interfaces type word, data word;
 * complex64 one slot (real, imaginary), complex128 two. Structs and arrays have Go's layout,
 * rounded up to 8 bytes. A variable whose address is taken has Go's layout in any case ("memory
 * form"): small scalars are then read and written by LDL… and STL….
 *
 * LONG: one closed set, read from both sides.
 */
export const enum Op {
  /** Never generated: running into it is a mistake of ours. */
  BAD,

  // ---- moves
  /** d x — one word */
  MOV1,
  /** d x — 8 bytes */
  MOV2,
  /** d x — 16 bytes */
  MOV4,
  /** d x — 24 bytes */
  MOV6,
  /** d x #words — may overlap */
  MOVN,
  /** d #value */
  LDC1,
  /** d #low #high */
  LDC2,
  /** d #words — zeroes */
  ZERON,
  /** d b — address of a byte of the frame */
  LEA,
  /** d b — load from the frame: memory form to register form */
  LDL8S,
  LDL8U,
  LDL16S,
  LDL16U,
  /** b x — store into the frame: register form to memory form */
  STL8,
  STL16,

  // ---- 64-bit integers; shift counts are uint64 registers
  /** d x y */
  ADD64,
  SUB64,
  MUL64,
  /** Division by zero panics. */
  DIVI64,
  DIVU64,
  MODI64,
  MODU64,
  AND64,
  OR64,
  XOR64,
  ANDN64,
  SHL64,
  SHRI64,
  SHRU64,
  /** d x #imm — adds a sign-extended 32-bit number */
  ADDI64,
  /** d x */
  NEG64,
  NOT64,

  // ---- integers of up to 32 bits, result wraps to 32 bits; narrower types follow with EXT…
  /** d x y */
  ADD32,
  SUB32,
  MUL32,
  DIVI32,
  DIVU32,
  MODI32,
  MODU32,
  AND32,
  OR32,
  XOR32,
  ANDN32,
  /** The count y is a uint64 register. Narrow operands are extended already, results need EXT…. */
  SHL32,
  SHRI32,
  SHRU32,
  /** d x #imm */
  ADDI32,
  /** d x */
  NEG32,
  NOT32,
  /** d x — to 8 or 16 bits, sign- or zero-extended back to 32 */
  EXT8S,
  EXT8U,
  EXT16S,
  EXT16U,
  /** x — panics when the signed 64-bit shift count is negative */
  CHKSHIFT,

  // ---- floating point
  /** d x y */
  ADDF64,
  SUBF64,
  MULF64,
  DIVF64,
  ADDF32,
  SUBF32,
  MULF32,
  DIVF32,
  /** d x y — as the builtins min and max: NaN if one of them is, -0 below 0 */
  MINF64,
  MAXF64,
  /** d x */
  NEGF64,
  NEGF32,
  /** d x y — complex128; complex64 converts to it and back */
  ADDC,
  SUBC,
  MULC,
  DIVC,
  /** d x */
  NEGC,
  /** d x — complex64 to complex128 and back */
  C64TOC128,
  C128TOC64,

  // ---- conversions, d x
  /** 32-bit register to 64 bits. Narrowing to 32 bits is MOV1 (then EXT…). */
  SX32TO64,
  ZX32TO64,
  I64TOF64,
  U64TOF64,
  I32TOF64,
  U32TOF64,
  F64TOI64,
  F64TOU64,
  F32TOF64,
  F64TOF32,
  /** 64 bits to float32, rounded once. */
  I64TOF32,
  U64TOF32,

  // ---- comparisons into a bool register, d x y; > and >= swap the operands
  EQ32,
  NE32,
  LTI32,
  LTU32,
  LEI32,
  LEU32,
  EQ64,
  NE64,
  LTI64,
  LTU64,
  LEI64,
  LEU64,
  EQF64,
  NEF64,
  LTF64,
  LEF64,
  EQF32,
  NEF32,
  LTF32,
  LEF32,
  EQC,
  EQSTR,
  NESTR,
  LTSTR,
  LESTR,
  /** Two interface values; may panic on a type that cannot be compared. */
  EQIFACE,
  NEIFACE,
  /** d p1 p2 T — the values two pointer registers point at */
  EQVAL,
  /** d x — !x */
  NOT,

  // ---- branches
  /** →t */
  JMP,
  /** →t — a backward jump: a safe point */
  LOOP,
  /** x #step y →t — the end of a counting loop: adds the 64-bit number step to x, jumps back if
   * then x < y (x ≤ y), signed; a safe point */
  LOOPLT64,
  LOOPLE64,
  /** x →t */
  JT,
  JF,
  /** x y →t, 64 bits signed (JEQ64, JNE64: any) */
  JLT64,
  JLE64,
  JGT64,
  JGE64,
  JEQ64,
  JNE64,
  /** x #imm →t */
  JLT64I,
  JLE64I,
  JGT64I,
  JGE64I,
  JEQ64I,
  JNE64I,
  /** x y →t, 32-bit registers */
  JEQ32,
  JNE32,
  JLTI32,
  JGEI32,
  /** x →t — pointer, map, channel, function or interface type word is nil / is not */
  JNIL,
  JNNIL,
  /** x #count #low →t×(count+1) — jump table over a signed 64-bit register; last is the default */
  JTABLE,

  // ---- memory through a pointer register p at byte offset #o; nil panics
  /** d p #o */
  LD8S,
  LD8U,
  LD16S,
  LD16U,
  LD32,
  LD64,
  /** d p #o #bytes — into the frame, Go's layout */
  LDN,
  /** p #o x */
  ST8,
  ST16,
  ST32,
  ST64,
  /** p #o x — a pointer, with the write barrier */
  STP,
  /** p #o x #bytes T — from the frame; the barrier applies to T's pointers (T = -1: none) */
  STN,
  /** pd ps #bytes T — from memory to memory, may overlap */
  MOVE,
  /** p #bytes T — zeroes memory (T = -1: without pointers) */
  CLEARMEM,
  /** s #elemBytes T — zeroes the elements of a slice (T = -1: without pointers) */
  CLEARSLICE,
  /** p — panics when nil */
  NILCHK,
  /** d p #o — address arithmetic p + o; panics when p is nil */
  ADDPTR,

  // ---- globals: #a is the byte offset in the static segment
  /** d #a */
  LDG32,
  LDG64,
  /** d #a #bytes */
  LDGN,
  /** #a x */
  STG32,
  STG64,
  /** #a x — a pointer, with the write barrier */
  STGP,
  /** #a x #bytes T */
  STGN,
  /** d #a — address of a byte of the static segment */
  LEAG,
  /** d #a #len — string constant: address of a byte of the static segment, and its length */
  LDSTR,

  // ---- indexing; indexes are int registers; out of range panics as Go does
  /** i n — panics unless 0 ≤ i < n (n an int register) */
  BOUND,
  /** i #n */
  BOUNDI,
  /** d s i #elemBytes — address of an element of slice register s */
  IDXADDR,
  /** d p i #elemBytes #len — address of an element of the array p points at; nil panics */
  IDXARR,
  /** d s i — element of slice s */
  LDX8U,
  LDX8S,
  LDX16U,
  LDX16S,
  LDX32,
  LDX64,
  /** d s i — pair of words (strings, interfaces) */
  LDX128,
  /** s i x — without pointers */
  STX8,
  STX16,
  STX32,
  STX64,
  /** s i x — a pointer, with the write barrier */
  STXP,
  /** d s i — byte of a string */
  STRIDX,
  /** d s lo hi max T — s[lo:hi:max] of a slice; operands that are absent are -0x80000000. T: the
   * slice type */
  SLICE,
  /** d p lo hi max #len T — of the array p points at; T: the slice type */
  SLICEARR,
  /** d s lo hi */
  SLICESTR,
  /** s #len — panics unless len(s) ≥ #len (conversion of a slice to an array) */
  CHKSLICEARR,

  // ---- calls (see Func in program.ts for the frame)
  /** F */
  CALL,
  /** f — of a function value; nil panics */
  CALLC,
  /** x T #m #args — method number m of interface type T; nil panics. Stores the data word as the
   * receiver at the bottom of the outgoing block, which is #args bytes long */
  CALLI,
  /** Returns. */
  RET,
  /** #n — the native body n of the function it stands in; then RET follows */
  NATIVE,
  /** f S — starts a goroutine */
  GO,
  /** b f — defers f; the record is the 48 bytes of the frame at b */
  DEFERSTK,
  /** f S — defers f; the record is allocated */
  DEFERHEAP,
  /** f x S — defers f for the function whose list the interface value x holds */
  DEFERAT,
  /** Runs what this frame has deferred, one call after the other; then goes on. */
  DEFERRETURN,
  /** x — panics with an interface value */
  PANIC,
  /** d — recover() */
  RECOVER,

  // ---- objects
  /** d T S — newobject */
  NEW,
  /**
   * d T n S — mallocgc of n (int register) elements of T; panics on a bad n with "makeslice: len"
   */
  MAKESLICE,
  /** d T len cap S — T is the element type; makes the whole slice */
  MAKESLICECAP,
  /** d s n T S — makes room: d = s with capacity for n (int register) more elements and length
   * unchanged. T is the element type. Checks first; allocates only when needed (growslice) */
  GROW,
  /** d s n T #buffer #count used S — as GROW, with room for #count elements at byte offset #buffer
   * of the frame. `used` a bool register: when the new length fits #count, `used` is false and s is
   * empty, d is [s: buffer, length 0, capacity #count], the buffer zeroed and `used` set; otherwise
   * growslice. `used` -0x80000000: growsliceBuf of Go's runtime/slice.go */
  GROWBUF,
  /** d s x T S — append(s, v): v in memory form at x (T: the element type) */
  APPEND,
  /** d s x T S — append(s, x...): x a slice, or a string when T is a byte */
  APPENDS,
  /** d s n T S — append(s, make([]T, n)...): n (int register) zero elements; a negative n panics as
   * make does */
  EXTEND,
  /** d T #buffer n S — make of variable size that does not escape: in the frame at byte offset
   * #buffer when it fits stackBufferSize, else on the heap; n is length and capacity */
  MAKESLICEBUF,
  /**
   * d x T S — closure object of type T (funcval and captured values), copied from the frame at x
   */
  NEWCLOSURE,
  /** d T x S — boxed value: d = interface{T, data}; x holds the value in memory form. Uses
   * convT64 and friends' shortcuts for small values */
  BOX,
  /** d T p — interface{T, p}: no allocation */
  MAKEIFACE,

  // ---- strings; #buffer is a byte offset of 32 bytes in the frame, or -1
  /** d x #count #buffer S — concatenates count strings at x, x+4, … */
  CONCAT,
  /** d x #buffer S */
  BYTES2STR,
  STR2BYTES,
  RUNES2STR,
  /** #buffer of 128 bytes */
  STR2RUNES,
  /** d x #buffer S — x is an int64 register */
  RUNE2STR,
  /** d s i — decodes a rune: d = rune (low word), d+2 = index of the next one (int); i < len(s) */
  DECODERUNE,
  /** d x y T — copy(x, y) of slices with element type T, d the count */
  COPY,
  /** d x y — copy([]byte, string) */
  COPYSTR,

  // ---- interfaces
  /**
   * d x T I — x.(T) for a concrete T; result in register form at d; I: x's own type, for the panic
   */
  ASSERT,
  /** d ok x T — d is zeroed when it fails */
  ASSERTOK,
  /** d x T — x.(T) for an interface T */
  ASSERTI,
  ASSERTIOK,
  /** d x T — whether x's type is T, or implements T if T is an interface */
  ISTYPE,

  // ---- maps (T: the map type); keys and elements in memory form in the frame, at k and e
  /** d T hint S — make; hint an int register or -0x80000000 */
  MAKEMAP,
  /** d T hint #header #group S — make of a map that does not escape: its 48-byte header, and its
   * first group when hint ≤ 8 (or absent), are in the frame at these byte offsets (both zeroed by
   * the instruction) */
  MAKEMAPSTK,
  /** p T m k — address of the element or of a zero value */
  MAPGET,
  /** p ok T m k */
  MAPGETOK,
  /** p T m k S — address to assign to */
  MAPASSIGN,
  /** T m k */
  MAPDELETE,
  /** T m */
  MAPCLEAR,
  /** d m */
  MAPLEN,
  /** it T m — it: 96 bytes of the frame (maps.Iter) */
  MAPITER,
  /** pk pe it T →t — addresses of the next key and element; jumps when there is none */
  MAPNEXT,

  // ---- channels
  /** d T n S — T: the channel type */
  MAKECHAN,
  /** c x T — x holds the value in memory form */
  SEND,
  /** d ok c T — value in memory form at d (d = -0x80000000: dropped), ok a register or the same */
  RECV,
  /** c */
  CLOSE,
  /** d c */
  CHANLEN,
  CHANCAP,
  /** d ok #count #default then count × (#send c x T) — select: d = index of the case that happened,
   * or count for the default (#default 1 when there is one); x holds the value to send, or takes
   * the one received, in memory form; ok for a receive */
  SELECT,

  // ---- the rest
  /** x #kind — print of one operand to standard error; kinds in {@link PrintKind} */
  PRINT,
  /**
   * #n — the annotation numbered n of the program is reached (stop, note, gc, scavenge, advance)
   */
  ANNOTATION,
  /** x #n — the watch numbered n among the program's annotations sees the pointer at x */
  WATCH,
  /** s T #exact S — (move2heap) slice register s moves to the heap if its array is in this very
   * frame; T element type; #exact 1: keep the capacity */
  MOVE2HEAP,
  /** d p n T — unsafe.Slice: checked; T: element type */
  UNSAFESLICE,
  /** d p n — unsafe.String: checked */
  UNSAFESTRING,

  // ---- never generated: the machine puts these into code of its own
  /** Stands over an instruction at which the run is to stop. Takes no tick. */
  BREAK,
  /** Body of gopanic and Goexit: calls what is deferred, one after the other, then ends. */
  GOPANIC,
  /** A goroutine's function has returned. */
  GOEXIT,
  /** #kind — a step of a goroutine of the runtime's own; the program counter stays. */
  SYSTEM,
}

/** What PRINT prints. */
export const enum PrintKind {
  bool,
  int,
  uint,
  float,
  complex,
  string,
  pointer,
  slice,
  iface,
  space,
  newline,
  float32,
  complex64,
}

/** An operand that is absent. */
export const absent = -0x80000000;
