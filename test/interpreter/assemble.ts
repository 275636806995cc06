/**
 * Programs written by hand, instruction by instruction, for tests of the machine alone. Functions
 * have no parameters unless they say so; all of their slots count as pointers nowhere.
 */
import { Machine } from '../../src/interpreter/machine';
import type { MachineOptions } from '../../src/interpreter/machine';
import type { Native } from '../../src/interpreter/native';
import type { Func, Program, TypeDesc } from '../../src/golang/code/program';

export interface HandFunc {
  readonly name: string;
  readonly code: readonly number[];
  readonly localBytes: number;
  readonly argBytes?: number;
  readonly outBytes?: number;
  readonly native?: number;
  readonly deferReturn?: number;
}

const position = { file: 'hand.go', line: 1, column: 1 };

/** Jump targets are written relative to the function: `target(n)` is word n of its code. */
const targetBase = 0x40000000;
export const target = (word: number): number => targetBase + word;

export function assemble(
  functions: readonly HandFunc[],
  safePoints: readonly (readonly [func: number, word: number, live: readonly number[]])[] = [],
  types: readonly TypeDesc[] = [],
): Program {
  const code: number[] = [];
  const funcs: Func[] = [];
  for (const [id, func] of functions.entries()) {
    const entry = code.length;
    for (const word of func.code)
      code.push(
        word >= targetBase && word < targetBase + 0x10000 ? word - targetBase + entry : word,
      );
    const argBytes = func.argBytes ?? 0;
    funcs.push({
      id,
      name: func.name,
      entry,
      end: code.length,
      localBytes: func.localBytes,
      argBytes,
      frameBytes: func.localBytes + 16 + argBytes,
      outBytes: func.outBytes ?? 64,
      deferReturnPc: func.deferReturn === undefined ? -1 : entry + func.deferReturn,
      wrapper: false,
      variables: [],
      native: func.native ?? -1,
      position,
      user: true,
      params: [],
      results: [],
    });
  }
  const points = safePoints
    .map(([func, word, live]) => ({ pc: funcs[func]!.entry + word, live }))
    .sort((a, b) => a.pc - b.pc);
  const starts = [0];
  for (const { live } of points) starts.push(starts[starts.length - 1]! + live.length);
  const image = new Uint8Array(16384);
  const text = new DataView(image.buffer);
  // Function values: one word in the static segment per function, from 0x3000 on.
  funcs.forEach((_, id) => {
    text.setUint32(0x3000 + 8 * id, 0x401000 + 16 * id, true);
  });
  return {
    code: Int32Array.from(code),
    funcs,
    types,
    statics: {
      base: 0x400000,
      image,
      size: 16384,
      rodata: { start: 0x2000, end: 0x3800 },
      data: { start: 0x3800, end: 0x3c00 },
      bss: { start: 0x3c00, end: 0x4000 },
      noptrdata: { start: 0x3800, end: 0x3800 },
      noptrbss: { start: 0x4000, end: 0x4000 },
      ownBytes: 0x800,
      pointers: new Uint32Array(0),
      typesStart: 0x2000,
      zerobase: 0x3800,
      zeroVal: 0x3800,
      staticuint64s: 0x3800,
    },
    globals: [],
    sites: [],
    stackMaps: {
      pcs: Int32Array.from(points, ({ pc }) => pc),
      map: Uint32Array.from(points, (_, i) => i),
      starts: Uint32Array.from(starts),
      words: Uint32Array.from(points.flatMap(({ live }) => live)),
    },
    natives: [],
    annotations: [],
    entry: 0,
    runtimeFuncs: {},
    statementStarts: new Uint32Array((code.length >> 5) + 1),
    positionOf: () => position,
    funcOf: (pc) => funcs.findIndex(({ entry, end }) => entry <= pc && pc < end),
    pcsOfLine: () => [],
  };
}

export function machineOf(
  program: Program,
  options: Partial<MachineOptions> = {},
  natives: readonly Native[] = [],
): Machine {
  return new Machine(program, natives, { procs: 1, gogc: 100, ...options });
}
