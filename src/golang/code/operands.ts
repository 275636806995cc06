/**
 * What the operands of each operation are: which words of the frame it reads and writes, which are
 * numbers, jump targets, types. Linking, stack maps, the disassembler and the tests read code by
 * it.
 *
 * A shape is a list of operands, each a letter for its role and, for the frame, its size:
 *
 * d x u words of the frame that are written, read, both; size in words, or `w` / `b` (the number
 *           of the operand with that letter, in words or bytes), `T` (a value of the type operand),
 *           `E` (one of its element type), `K` (one of its key type), `c` (strings, as many as `c`)
 *   A       byte offset of an area whose address is taken; B byte offset that is read or written
 *   # w b c plain numbers
 *   t       jump target · T type · F function · S site · N native · a place in the static segment
 *   I J     the iterator of a map, set up or moved on
 *
 * `?` behind an operand: may be absent. `!` at the end: a safe point. `.`: control does not go on.
 *
 * LONG: one line per operation.
 */
import { Op } from './opcodes';

type Role =
  | 'd'
  | 'x'
  | 'u'
  | 'A'
  | 'B'
  | '#'
  | 'w'
  | 'b'
  | 'c'
  | 't'
  | 'T'
  | 'F'
  | 'S'
  | 'N'
  | 'a'
  | 'I'
  | 'J';

type Sized = 'w' | 'b' | 'c' | 'T' | 'E' | 'K';

export interface Operand {
  readonly role: Role;
  /** Words of the frame, or what they depend on. */
  readonly size: number | Sized;
}

export interface Shape {
  readonly name: string;
  readonly operands: readonly Operand[];
  /** May allocate, block, call or jump back: the collector may look at the frame. */
  readonly isSafePoint: boolean;
  /** Control never goes on to the next instruction. */
  readonly ends: boolean;
}

const move = { MOV1: 'd1 x1', MOV2: 'd2 x2', MOV4: 'd4 x4', MOV6: 'd6 x6', MOVN: 'dw xw w' };
const unary32 = 'd1 x1';
const unary64 = 'd2 x2';
const binary32 = 'd1 x1 x1';
const binary64 = 'd2 x2 x2';
const shift32 = 'd1 x1 x2';
const compare64 = 'd1 x2 x2';
const compare128 = 'd1 x4 x4';
const jump64 = 'x2 x2 t';
const jump64i = 'x2 # t';
const jump32 = 'x1 x1 t';

const shapes: Record<keyof typeof Op, string> = {
  BAD: '.',
  ...move,
  LDC1: 'd1 #',
  LDC2: 'd2 # #',
  ZERON: 'dw w',
  LEA: 'd2 A',
  LDL8S: 'd1 B',
  LDL8U: 'd1 B',
  LDL16S: 'd1 B',
  LDL16U: 'd1 B',
  STL8: 'B x1',
  STL16: 'B x1',
  ADD64: binary64,
  SUB64: binary64,
  MUL64: binary64,
  DIVI64: binary64,
  DIVU64: binary64,
  MODI64: binary64,
  MODU64: binary64,
  AND64: binary64,
  OR64: binary64,
  XOR64: binary64,
  ANDN64: binary64,
  SHL64: binary64,
  SHRI64: binary64,
  SHRU64: binary64,
  ADDI64: 'd2 x2 #',
  NEG64: unary64,
  NOT64: unary64,
  ADD32: binary32,
  SUB32: binary32,
  MUL32: binary32,
  DIVI32: binary32,
  DIVU32: binary32,
  MODI32: binary32,
  MODU32: binary32,
  AND32: binary32,
  OR32: binary32,
  XOR32: binary32,
  ANDN32: binary32,
  SHL32: shift32,
  SHRI32: shift32,
  SHRU32: shift32,
  ADDI32: 'd1 x1 #',
  NEG32: unary32,
  NOT32: unary32,
  EXT8S: unary32,
  EXT8U: unary32,
  EXT16S: unary32,
  EXT16U: unary32,
  CHKSHIFT: 'x2',
  ADDF64: binary64,
  SUBF64: binary64,
  MULF64: binary64,
  DIVF64: binary64,
  ADDF32: binary32,
  SUBF32: binary32,
  MULF32: binary32,
  DIVF32: binary32,
  MINF64: binary64,
  MAXF64: binary64,
  NEGF64: unary64,
  NEGF32: unary32,
  ADDC: 'd4 x4 x4',
  SUBC: 'd4 x4 x4',
  MULC: 'd4 x4 x4',
  DIVC: 'd4 x4 x4',
  NEGC: 'd4 x4',
  C64TOC128: 'd4 x2',
  C128TOC64: 'd2 x4',
  SX32TO64: 'd2 x1',
  ZX32TO64: 'd2 x1',
  I64TOF64: unary64,
  U64TOF64: unary64,
  I32TOF64: 'd2 x1',
  U32TOF64: 'd2 x1',
  F64TOI64: unary64,
  F64TOU64: unary64,
  F32TOF64: 'd2 x1',
  F64TOF32: 'd1 x2',
  I64TOF32: 'd1 x2',
  U64TOF32: 'd1 x2',
  EQ32: binary32,
  NE32: binary32,
  LTI32: binary32,
  LTU32: binary32,
  LEI32: binary32,
  LEU32: binary32,
  EQ64: compare64,
  NE64: compare64,
  LTI64: compare64,
  LTU64: compare64,
  LEI64: compare64,
  LEU64: compare64,
  EQF64: compare64,
  NEF64: compare64,
  LTF64: compare64,
  LEF64: compare64,
  EQF32: binary32,
  NEF32: binary32,
  LTF32: binary32,
  LEF32: binary32,
  EQC: compare128,
  EQSTR: compare128,
  NESTR: compare128,
  LTSTR: compare128,
  LESTR: compare128,
  EQIFACE: compare128,
  NEIFACE: compare128,
  EQVAL: 'd1 x2 x2 T',
  NOT: unary32,
  JMP: 't .',
  LOOP: 't !.',
  LOOPLT64: 'u2 # x2 t !',
  LOOPLE64: 'u2 # x2 t !',
  JT: 'x1 t',
  JF: 'x1 t',
  JLT64: jump64,
  JLE64: jump64,
  JGT64: jump64,
  JGE64: jump64,
  JEQ64: jump64,
  JNE64: jump64,
  JLT64I: jump64i,
  JLE64I: jump64i,
  JGT64I: jump64i,
  JGE64I: jump64i,
  JEQ64I: jump64i,
  JNE64I: jump64i,
  JEQ32: jump32,
  JNE32: jump32,
  JLTI32: jump32,
  JGEI32: jump32,
  JNIL: 'x2 t',
  JNNIL: 'x2 t',
  JTABLE: 'x2 # # .',
  LD8S: 'd1 x2 #',
  LD8U: 'd1 x2 #',
  LD16S: 'd1 x2 #',
  LD16U: 'd1 x2 #',
  LD32: 'd1 x2 #',
  LD64: 'd2 x2 #',
  LDN: 'db x2 # b',
  ST8: 'x2 # x1',
  ST16: 'x2 # x1',
  ST32: 'x2 # x1',
  ST64: 'x2 # x2',
  STP: 'x2 # x2',
  STN: 'x2 # xb b T',
  MOVE: 'x2 x2 # T',
  CLEARMEM: 'x2 # T',
  CLEARSLICE: 'x4 # T',
  NILCHK: 'x2',
  ADDPTR: 'd2 x2 #',
  LDG32: 'd1 a',
  LDG64: 'd2 a',
  LDGN: 'db a b',
  STG32: 'a x1',
  STG64: 'a x2',
  STGP: 'a x2',
  STGN: 'a xb b T',
  LEAG: 'd2 a',
  LDSTR: 'd4 a #',
  BOUND: 'x2 x2',
  BOUNDI: 'x2 #',
  IDXADDR: 'd2 x4 x2 #',
  IDXARR: 'd2 x2 x2 # #',
  LDX8U: 'd1 x4 x2',
  LDX8S: 'd1 x4 x2',
  LDX16U: 'd1 x4 x2',
  LDX16S: 'd1 x4 x2',
  LDX32: 'd1 x4 x2',
  LDX64: 'd2 x4 x2',
  LDX128: 'd4 x4 x2',
  STX8: 'x4 x2 x1',
  STX16: 'x4 x2 x1',
  STX32: 'x4 x2 x1',
  STX64: 'x4 x2 x2',
  STXP: 'x4 x2 x2',
  STRIDX: 'd1 x4 x2',
  SLICE: 'd6 x6 x2? x2? x2? T',
  SLICEARR: 'd6 x2 x2? x2? x2? # T',
  SLICESTR: 'd4 x4 x2? x2?',
  CHKSLICEARR: 'x4 #',
  CALL: 'F !',
  CALLC: 'x2 !',
  CALLI: 'x4 T # # !',
  RET: '.',
  NATIVE: 'N !',
  GO: 'x2 S !',
  DEFERSTK: 'A x2 !',
  DEFERHEAP: 'x2 S !',
  DEFERAT: 'x2 x4 S !',
  DEFERRETURN: '!',
  PANIC: 'x4 !.',
  RECOVER: 'd4 !',
  NEW: 'd2 T S !',
  MAKESLICE: 'd2 T x2 S !',
  MAKESLICECAP: 'd6 T x2 x2 S !',
  GROW: 'd6 x6 x2 T S !',
  GROWBUF: 'd6 x6 x2 T # # u1? S !',
  APPEND: 'd6 x6 xT T S !',
  APPENDS: 'd6 x6 x4 T S !',
  EXTEND: 'd6 x6 x2 T S !',
  MAKESLICEBUF: 'd6 T # x2 S !',
  NEWCLOSURE: 'd2 xT T S !',
  BOX: 'd4 T xT S !',
  MAKEIFACE: 'd4 T x2',
  CONCAT: 'd4 xc c # S !',
  BYTES2STR: 'd4 x4 # S !',
  STR2BYTES: 'd6 x4 # S !',
  RUNES2STR: 'd4 x4 # S !',
  STR2RUNES: 'd6 x4 # S !',
  RUNE2STR: 'd4 x2 # S !',
  DECODERUNE: 'd4 x4 x2',
  COPY: 'd2? x4 x4 T',
  COPYSTR: 'd2? x4 x4',
  ASSERT: 'dT x4 T T',
  ASSERTOK: 'dT d1 x4 T',
  ASSERTI: 'd4 x4 T',
  ASSERTIOK: 'd4 d1 x4 T',
  ISTYPE: 'd1 x4 T',
  MAKEMAP: 'd2 T x2? S !',
  MAKEMAPSTK: 'd2 T x2? # # S !',
  MAPGET: 'd2 T x2 xK',
  MAPGETOK: 'd2 d1 T x2 xK',
  MAPASSIGN: 'd2 T x2 xK S !',
  MAPDELETE: 'T x2 xK',
  MAPCLEAR: 'T x2',
  MAPLEN: 'd2 x2',
  MAPITER: 'I T x2',
  MAPNEXT: 'd2 d2 J T t',
  MAKECHAN: 'd2 T x2? S !',
  SEND: 'x2 xE T !',
  RECV: 'dE? d1? x2 T !',
  CLOSE: 'x2 !',
  CHANLEN: 'd2 x2',
  CHANCAP: 'd2 x2',
  SELECT: 'd2 d1? # # !',
  PRINT: 'x2 #',
  ANNOTATION: '# !',
  WATCH: 'x2 #',
  MOVE2HEAP: 'u6 T # S !',
  UNSAFESLICE: 'd6 x2 x2 T',
  UNSAFESTRING: 'd4 x2 x2',
  BREAK: '.',
  GOPANIC: '!.',
  GOEXIT: '.',
  SYSTEM: '# !',
};

function parse(name: string, text: string): Shape {
  const words = text.split(' ').filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  const marked = /^[!.]+$/.test(last);
  const operands = (marked ? words.slice(0, -1) : words).map((word): Operand => {
    const size = word.slice(1).replace('?', '');
    const count = Number(size);
    return { role: word[0] as Role, size: Number.isNaN(count) ? (size as Sized) : count };
  });
  return {
    name,
    operands,
    isSafePoint: marked && last.includes('!'),
    ends: marked && last.includes('.'),
  };
}

/** By operation. */
export const shapeOf: readonly Shape[] = Object.entries(shapes).map(([name, text]) =>
  parse(name, text),
);

/** Words of the frame that a map's iterator takes. */
export const iteratorWords = 24;

/** Operands per case of a SELECT: is it a send, channel, value, type. */
export const selectCaseOperands = 4;

/** Length of the instruction at pc, its operation included. */
export function lengthAt(code: ArrayLike<number>, pc: number): number {
  const op = code[pc]!;
  const fixed = shapeOf[op]!.operands.length + 1;
  if (op === Op.JTABLE) return fixed + code[pc + 2]! + 1;
  if (op === Op.SELECT) return fixed + selectCaseOperands * code[pc + 3]!;
  return fixed;
}
