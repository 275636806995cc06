/**
 * Walks the frames of a goroutine, and says which of their words are pointers: for the collector,
 * for moving a stack, for traces and views.
 */
import { shapeOf } from '../golang/code/operands';
import { Op } from '../golang/code/opcodes';
import type { Func, TypeDesc } from '../golang/code/program';
import { Kind } from '../golang/code/program';
import type { Off } from '../runtime/memory';
import type { Runtime } from '../runtime/runtime';
import { GStatus } from '../runtime/runtime2';
import type { Machine } from './machine';
import { DeferField } from './defers';
import { PanicWord } from './stubs';

/** In place of a bitmap's number: nothing is live; what the caller passed is. */
const noMap = -1;
const entryMap = -2;

/** What is known about the pointers in frames, by program counter and by function. */
export class StackTables {
  /** Bitmap for a frame that stands at an instruction, for one that called and is returned to. */
  private readonly at: Int32Array;
  private readonly returning: Int32Array;
  /** Frame words (8 bytes) of a function's parameters that are pointers. */
  readonly args: readonly Int32Array[];

  constructor(m: Machine) {
    const { program, code, funcs } = m;
    const { pcs, map } = program.stackMaps;
    this.at = new Int32Array(code.length).fill(noMap);
    this.returning = new Int32Array(code.length + 1).fill(noMap);
    pcs.forEach((pc, i) => {
      this.at[pc] = map[i]!;
      const length = callLength(code[pc]!);
      if (length > 0) this.returning[pc + length] = map[i]!;
    });
    this.args = funcs.map((func) => pointerWords(func, program.types));
  }

  /** Whether the goroutine may be stopped at its next instruction, so that others run. */
  mayStop(m: Machine): boolean {
    const { pc } = m;
    if (m.rt.sched.g.locks[m.rt.g] !== 0) return false;
    if (pc === m.entry[m.fn]) return true;
    const op = m.code[pc]!;
    return this.at[pc]! >= 0 && callLength(op) === 0 && shapeOf[op]!.isSafePoint;
  }

  /**
   * Whether the collector may begin, or go on, before the goroutine's next instruction: what
   * somebody asks for from outside is also done between two statements.
   */
  mayHold(m: Machine): boolean {
    if (!m.interventions.isOn || m.pc === m.entry[m.fn]) return this.mayStop(m);
    return this.at[m.pc]! >= 0 && callLength(m.code[m.pc]!) === 0;
  }

  /** Bitmap of a frame whose next instruction is `pc`, or which an instruction there left. */
  mapAt(m: Machine, fn: number, pc: number): number {
    const func = m.funcs[fn]!;
    if (pc === func.entry || func.native >= 0) return entryMap;
    const map = this.at[pc]!;
    // It panicked there: what runs after a recovery is all that is still needed.
    return map >= 0 || func.deferReturnPc < 0 ? map : this.at[func.deferReturnPc]!;
  }

  /** Bitmap of a frame that is returned to with this word in the link. */
  mapReturning(m: Machine, fn: number, ret: number): number {
    return ret < 0 ? this.mapAt(m, fn, ~ret) : this.returning[ret]!;
  }
}

/** Words of a call instruction; 0 for other instructions. */
function callLength(op: number): number {
  if (op === Op.CALL || op === Op.CALLC) return 2;
  return op === Op.CALLI ? 5 : 0;
}

/** Pointer words of a value in register form, and how many words it has. */
function registerPointers(type: TypeDesc): { words: number; pointers: readonly number[] } {
  switch (type.kind) {
    case Kind.string:
      return { words: 2, pointers: [0] };
    case Kind.slice:
      return { words: 3, pointers: [0] };
    case Kind.interface:
      return { words: 2, pointers: [1] };
    case Kind.complex128:
      return { words: 2, pointers: [] };
    case Kind.struct:
    case Kind.array: {
      const pointers = [...type.gcmask.keys()].filter((word) => type.gcmask[word] === 1);
      return { words: Math.ceil(type.size / 8), pointers };
    }
    default:
      return { words: 1, pointers: type.ptrdata > 0 ? [0] : [] };
  }
}

function pointerWords(func: Func, types: readonly TypeDesc[]): Int32Array {
  const found: number[] = [];
  let at = (func.localBytes + 16) >> 3;
  for (const param of func.params) {
    const { words, pointers } = registerPointers(types[param]!);
    for (const word of pointers) found.push(at + word);
    at += words;
  }
  return Int32Array.from(found);
}

/** A place in a walk over frames: from the innermost outwards. */
export class FrameWalk {
  /** Frame pointer (Off), function, and where it is: the instruction that called, or is next. */
  fp: Off = 0;
  fn = 0;
  pc = 0;
  /** Number of the bitmap, or noMap, entryMap. */
  map = noMap;

  constructor(private readonly m: Machine) {}

  /** To the innermost frame of a goroutine. */
  begin(gp: number): void {
    const { m } = this;
    const { g } = m.rt.sched;
    const running = gp === m.rt.g && m.live;
    this.fp = running ? m.w << 2 : g.sp[gp]!;
    this.fn = running ? m.fn : g.fn[gp]!;
    this.pc = running ? m.pc : g.pc[gp]!;
    this.map = m.tables.mapAt(m, this.fn, this.pc);
  }

  /** Whether the collector may look at the frame where it stands. */
  get hasMap(): boolean {
    return this.map !== noMap;
  }

  /** To the caller; false at the bottom of the stack. */
  next(): boolean {
    const { m } = this;
    if (this.fn >= m.stubs.goexit && this.fn !== m.stubs.gopanic) return false;
    const link = (this.fp >> 2) + m.localWords[this.fn]!;
    const { i32 } = m.rt.mem;
    const ret = i32[link]!;
    this.fp += m.frameWords[this.fn]! << 2;
    this.fn = i32[link + 1]!;
    this.map = m.tables.mapReturning(m, this.fn, ret);
    this.pc = ret < 0 ? ~ret : ret - 1;
    return true;
  }

  /** Calls `visit` with the place of each word of the frame that holds a live pointer. */
  pointers(visit: (at: Off) => void): void {
    const { m, fp, fn, map } = this;
    const link = fp + (m.localWords[fn]! << 2);
    if (fn >= m.stubs.goexit) {
      if (fn === m.stubs.gopanic) {
        visit(fp + 8 * (PanicWord.arg + 1));
        visit(fp + 8 * PanicWord.link);
        visit(fp + 8 * PanicWord.sp);
      } else visit(fp);
      return;
    }
    visit(link + 8);
    if (map === entryMap) {
      const words = m.tables.args[fn]!;
      for (let i = 0; i < words.length; i++) visit(fp + 8 * words[i]!);
    } else if (map >= 0) {
      const { starts, words } = m.program.stackMaps;
      const end = starts[map + 1]!;
      for (let i = starts[map]!; i < end; i++) visit(fp + 8 * words[i]!);
    }
  }
}

/** Roots of one goroutine: its frames, what it has deferred, its g. */
export function scanstack(m: Machine, gp: number, visit: (target: Off) => void): void {
  const { rt } = m;
  const { g } = rt.sched;
  if (gp === 0) {
    scanpools(rt, visit);
    return;
  }
  if (g.object[gp] !== 0) visit(g.object[gp]!);
  if (g.status[gp] === GStatus.dead || g.status[gp] === GStatus.idle) return;
  const { mem } = rt;
  const visitWord = (at: Off): void => {
    const target = mem.loadPtr(at);
    if (target > 0) visit(target);
  };
  for (let d = g._defer[gp]!; d > 0; d = mem.loadPtr(d + DeferField.link)) {
    visit(d);
    visitWord(d + DeferField.fn);
  }
  const walk = new FrameWalk(m);
  walk.begin(gp);
  // The collector counts the bytes of stack in use by this.
  g.sp[gp] = walk.fp;
  if (gp !== rt.g) receivedPointers(m, gp, walk.fp, visitWord);
  do walk.pointers(visitWord);
  while (walk.next());
}

/** Defer records that Ps keep for later. */
function scanpools(rt: Runtime, visit: (target: Off) => void): void {
  const { p, sched } = rt.sched;
  for (let pp = 0; pp < rt.procs; pp++) if (p.deferpool[pp] !== 0) visit(p.deferpool[pp]!);
  if (sched.deferpool[0] !== 0) visit(sched.deferpool[0]!);
}

/** A value handed to a goroutine which has not run since stands where no map speaks of it. */
function receivedPointers(m: Machine, gp: number, fp: Off, visitWord: (at: Off) => void): void {
  const { g } = m.rt.sched;
  const pc = g.pc[gp]!;
  const { code } = m;
  if (g.param[gp] === 0) return;
  const scan = (d: number, type: number): void => {
    if (d === -0x80000000) return;
    const { gcmask } = m.rt.types[m.rt.types[type]!.elem]!;
    for (let word = 0; word < gcmask.length; word++)
      if (gcmask[word] === 1) visitWord(fp + 4 * d + 8 * word);
  };
  if (code[pc] === Op.RECV) scan(code[pc + 1]!, code[pc + 4]!);
  if (code[pc] !== Op.SELECT) return;
  // Which case it was is found out later; the others hold what they held before.
  for (let i = 0; i < code[pc + 3]!; i++) {
    const at = pc + 5 + 4 * i;
    if (code[at] === 0) scan(code[at + 2]!, code[at + 3]!);
  }
}
