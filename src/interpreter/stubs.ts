/**
 * Code of the machine's own: the frames at the bottom of each stack, the one a panic runs in, and
 * those of the runtime's own goroutines. In Go these are runtime.goexit, runtime.main,
 * runtime.gopanic, and runtime.gcBgMarkWorker with its like.
 */
import { Op } from '../golang/code/opcodes';
import type { Func, Program } from '../golang/code/program';

/** Words (8 bytes) of gopanic's frame: the panic record, at the frame pointer. */
export const enum PanicWord {
  /** The value: type word, data word. */
  arg = 0,
  /** The panic that was running when this one began (Off of its record as a pointer). */
  link = 2,
  /** Frame pointer of the function whose deferred call runs. */
  sp = 3,
  /** Low word: program counter of that defer statement; high word: {@link PanicFlag}s. */
  pc = 4,
}

export const enum PanicFlag {
  goexit = 1,
  recovered = 2,
  repanicked = 4,
  /** preprintpanic is at work on the value, has been. */
  printing = 8,
  printed = 16,
  /** Nobody has recovered it: it prints all panics. */
  uncaught = 32,
}

const panicBytes = 40;

/** Where the machine's own functions and code are. */
export interface Stubs {
  readonly code: Int32Array;
  readonly funcs: readonly Func[];
  /** Functions: bottom of a goroutine, of the main goroutine; panics. */
  readonly goexit: number;
  readonly main: number;
  readonly gopanic: number;
  /** First of the functions of the runtime's own goroutines, in the order of SystemKind. */
  readonly system: number;
}

const systemFuncs = [
  'gcBgMarkWorker',
  'forcegchelper',
  'bgsweep',
  'bgscavenge',
  'updateMaxProcsGoroutine',
  'runFinalizers',
];

/** The program's code and functions with those of the machine behind them. */
export function addStubs(program: Program): Stubs {
  const base = program.code.length;
  const first = program.funcs.length;
  const position = program.funcs[program.entry]!.position;
  const stub = (
    index: number,
    name: string,
    entry: number,
    length: number,
    local: number,
  ): Func => ({
    id: first + index,
    name,
    entry,
    end: entry + length,
    localBytes: local,
    argBytes: 0,
    frameBytes: local + 16,
    outBytes: 64,
    deferReturnPc: -1,
    wrapper: false,
    variables: [],
    native: -1,
    position,
    user: false,
    params: [],
    results: [],
  });
  const added = [Op.CALLC, 0, Op.GOEXIT, Op.CALL, program.entry, Op.GOEXIT, Op.GOPANIC];
  systemFuncs.forEach((_, kind) => added.push(Op.SYSTEM, kind));
  const code = new Int32Array(base + added.length);
  code.set(program.code);
  code.set(added, base);
  return {
    code,
    funcs: [
      ...program.funcs,
      stub(0, 'runtime.goexit', base, 3, 8),
      stub(1, 'runtime.main', base + 3, 3, 8),
      stub(2, 'runtime.gopanic', base + 6, 1, panicBytes),
      ...systemFuncs.map((name, kind) =>
        stub(3 + kind, `runtime.${name}`, base + 7 + 2 * kind, 2, 8),
      ),
    ],
    goexit: first,
    main: first + 1,
    gopanic: first + 2,
    system: first + 3,
  };
}
