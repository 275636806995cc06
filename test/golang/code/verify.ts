/**
 * What must hold of every program, whatever its source: each rule that is broken is a line.
 */
import { Op } from '../../../src/golang/code/opcodes';
import {
  lengthAt,
  selectCaseOperands,
  shapeOf,
  type Operand,
} from '../../../src/golang/code/operands';
import type { Func, Program } from '../../../src/golang/code/program';

const absent = -0x80000000;

/** The rules a program breaks. */
export function broken(program: Program): string[] {
  const offences: string[] = [];
  const safePoints = new Set(program.stackMaps.pcs);
  let end = 0;
  for (const fn of program.funcs) {
    const complain = (pc: number, what: string): void => {
      offences.push(`${fn.name}+${pc - fn.entry}: ${what}`);
    };
    if (fn.entry !== end) complain(fn.entry, 'is not where the function before it ends');
    end = fn.end;
    const starts = startsOf(program, fn);
    for (const pc of starts) instruction(program, fn, pc, starts, safePoints, complain);
    const last = [...starts].at(-1);
    if (last === undefined || !shapeOf[program.code[last]!]!.ends) {
      complain(fn.end, 'control runs out of the function');
    }
    if (fn.deferReturnPc >= 0 && program.code[fn.deferReturnPc] !== Op.DEFERRETURN) {
      complain(fn.deferReturnPc, 'is no DEFERRETURN');
    }
  }
  if (end !== program.code.length) offences.push('code behind the last function');
  offences.push(...mapsBroken(program), ...positionsBroken(program));
  return offences;
}

function startsOf(program: Program, fn: Func): Set<number> {
  const starts = new Set<number>();
  for (let pc = fn.entry; pc < fn.end; pc += lengthAt(program.code, pc)) starts.add(pc);
  return starts;
}

/** Words an operand covers, as far as its shape says so by itself. */
function wordsOf(program: Program, pc: number, operand: Operand): number {
  const { size } = operand;
  if (typeof size === 'number') return size;
  const { operands } = shapeOf[program.code[pc]!]!;
  const value = (role: string): number =>
    program.code[pc + 1 + operands.findIndex((o) => o.role === role)]!;
  switch (size) {
    case 'w':
      return value('w');
    case 'b':
      return Math.ceil(value('b') / 4);
    case 'c':
      return 4 * value('c');
    case 'T':
      return Math.ceil(program.types[value('T')]!.size / 4);
    default: {
      const type = program.types[value('T')]!;
      const part = program.types[size === 'K' ? type.key : type.elem];
      return part === undefined ? 0 : Math.ceil(part.size / 4);
    }
  }
}

// LONG: one check per role of operands.
function instruction(
  program: Program,
  fn: Func,
  pc: number,
  starts: Set<number>,
  safePoints: Set<number>,
  complain: (pc: number, what: string) => void,
): void {
  const { code } = program;
  const op = code[pc]!;
  const shape = shapeOf[op];
  if (shape === undefined || op === Op.BAD) {
    complain(pc, `no operation ${op}`);
    return;
  }
  if (shape.isSafePoint && !safePoints.has(pc)) complain(pc, `${shape.name} has no stack map`);
  const target = (to: number): void => {
    if (!starts.has(to)) complain(pc, `${shape.name} jumps to ${to - fn.entry}, inside of another`);
  };
  const words = (at: number, count: number, isRegister = false): void => {
    if (at === absent || count === 0) return;
    const inside = at >= -fn.outBytes / 4 && at + count <= fn.frameBytes / 4;
    if (!inside) complain(pc, `${shape.name} uses ${count} words at ${at}, out of the frame`);
    if (at % 2 !== 0 && count >= 2 && isRegister && !/^MOV/.test(shape.name)) {
      complain(pc, `${shape.name} uses ${count} words at ${at}, which is not aligned`);
    }
  };
  const number = (value: number, count: number, what: string): void => {
    if (value < -1 || value >= count) complain(pc, `${shape.name}: no ${what} ${value}`);
  };
  shape.operands.forEach((operand, i) => {
    const value = code[pc + 1 + i]!;
    switch (operand.role) {
      case 'd':
      case 'x':
      case 'u':
        words(value, wordsOf(program, pc, operand), typeof operand.size === 'number');
        break;
      case 'I':
      case 'J':
        words(value, 24);
        break;
      case 'A':
      case 'B':
        if (value < -fn.outBytes || value >= fn.frameBytes) {
          complain(pc, `${shape.name} at byte ${value}`);
        }
        break;
      case 't':
        target(value);
        break;
      case 'T':
        number(value, program.types.length, 'type');
        break;
      case 'F':
        number(value, program.funcs.length, 'function');
        break;
      case 'S':
        number(value, program.sites.length, 'site');
        break;
      case 'N':
        number(value, program.natives.length, 'native');
        break;
      case 'a':
        if (value < 0x1000 || value >= program.statics.size) complain(pc, `static ${value}`);
        break;
      default:
    }
  });
  const rest = pc + 1 + shape.operands.length;
  const end = pc + lengthAt(code, pc);
  if (op === Op.JTABLE) for (let at = rest; at < end; at++) target(code[at]!);
  if (op === Op.SELECT) {
    for (let at = rest; at < end; at += selectCaseOperands) {
      words(code[at + 1]!, 2);
      number(code[at + 3]!, program.types.length, 'type');
    }
  }
  if (op === Op.CALL && program.funcs[code[pc + 1]!]!.argBytes > fn.outBytes) {
    complain(pc, 'the outgoing block is too small');
  }
}

function mapsBroken(program: Program): string[] {
  const { pcs, map, starts, words } = program.stackMaps;
  const offences: string[] = [];
  pcs.forEach((pc, i) => {
    if (i > 0 && pcs[i - 1]! >= pc) offences.push(`stack maps are out of order at ${pc}`);
    const fn = program.funcs[program.funcOf(pc)]!;
    if (pc < fn.entry || pc >= fn.end) offences.push(`${pc} belongs to no function`);
    const own = words.subarray(starts[map[i]!]!, starts[map[i]! + 1]!);
    own.forEach((word, k) => {
      if (word * 8 >= fn.frameBytes) offences.push(`${fn.name}: map with word ${word}`);
      if (k > 0 && own[k - 1]! >= word) offences.push(`${fn.name}: map out of order`);
    });
  });
  return offences;
}

function positionsBroken(program: Program): string[] {
  const offences: string[] = [];
  for (const fn of program.funcs) {
    if (!fn.user || fn.wrapper || fn.position.line === 0) continue;
    for (let pc = fn.entry; pc < fn.end; pc += lengthAt(program.code, pc)) {
      const { line } = program.positionOf(pc);
      if (line <= 0) offences.push(`${fn.name}+${pc - fn.entry}: no position`);
    }
    for (const { name, fromPc, toPc, offset, type } of fn.variables) {
      if (fromPc < fn.entry || toPc > fn.end || fromPc > toPc) {
        offences.push(`${fn.name}: scope of ${name}`);
      }
      if (offset < 0 || offset > fn.frameBytes) offences.push(`${fn.name}: place of ${name}`);
      if (program.types[type] === undefined) offences.push(`${fn.name}: type of ${name}`);
    }
  }
  return offences;
}
