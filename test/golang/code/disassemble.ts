/**
 * Code as text, for tests and for looking at what the compiler makes.
 */
import { Op } from '../../../src/golang/code/opcodes';
import { lengthAt, shapeOf } from '../../../src/golang/code/operands';
import type { Program } from '../../../src/golang/code/program';

/** The instructions of one function of a program, a line each. */
export function disassemble(program: Program, func: number): string[] {
  const fn = program.funcs[func];
  if (fn === undefined) return [];
  const lines: string[] = [];
  for (let pc = fn.entry; pc < fn.end; pc += lengthAt(program.code, pc)) {
    lines.push(`${pc - fn.entry}: ${instruction(program, pc, fn.entry)}`);
  }
  return lines;
}

function instruction(program: Program, pc: number, entry: number): string {
  const { code } = program;
  const op = code[pc] ?? 0;
  const shape = shapeOf[op];
  if (shape === undefined) return `?${op}`;
  const parts = shape.operands.map(({ role }, i) => {
    const value = code[pc + 1 + i] ?? 0;
    return text(program, role, value, entry);
  });
  const rest = [...code.subarray(pc + 1 + shape.operands.length, pc + lengthAt(code, pc))];
  const tail = op === Op.JTABLE ? rest.map((to) => `→${to - entry}`) : rest.map(String);
  return [shape.name, ...parts, ...tail].join(' ');
}

function text(program: Program, role: string, value: number, entry: number): string {
  if (value === -0x80000000) return '-';
  switch (role) {
    case 't':
      return `→${value - entry}`;
    case 'T':
      return value < 0 ? '-' : `T:${program.types[value]?.name ?? '?'}`;
    case 'F':
      return `F:${program.funcs[value]?.name ?? '?'}`;
    case 'N':
      return `N:${program.natives[value] ?? '?'}`;
    case 'S':
      return `S${value}`;
    case 'a':
      return `@${value}`;
    case 'A':
    case 'B':
      return `[${value}]`;
    case 'd':
    case 'x':
    case 'u':
      return `r${value}`;
    default:
      return `#${value}`;
  }
}
