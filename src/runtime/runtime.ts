/**
 * The runtime of one simulated process: its memory, its types and the tables its files share.
 *
 * NON-GO: Go's runtime keeps these as global variables (mheap_, gcController, sched, memstats);
 * here a process is a value, so that several run side by side and each can be saved and restored.
 */
import { ColumnSet } from '../base/columns';
import type { Table } from '../base/columns';
import type { InternalTypes } from './internaltypes';
import { internalTypeDescs, internalTypes } from './internaltypes';
import { Memory } from './memory';
import type { Off } from './memory';
import type { Sched } from './runtime2';
import { newSched } from './runtime2';
import { Trace } from './trace';
import { TypeTable } from './type';
import type { TypeDesc } from './type';

/** The static segment of the program (offsets count from its first byte). */
export interface Statics {
  /** Address of its first byte, below 2^32. */
  readonly base: number;
  readonly image: Uint8Array;
  /** Bytes, a multiple of 8192. */
  readonly size: number;
  readonly data: { readonly start: number; readonly end: number };
  readonly bss: { readonly start: number; readonly end: number };
  /** Offsets of the words of data and bss that may hold pointers, ascending. */
  readonly pointers: Uint32Array;
  /** Type T's descriptor stands at typesStart + 64 × T. */
  readonly typesStart: number;
  readonly zerobase: Off;
}

export interface RuntimeOptions {
  readonly types: readonly TypeDesc[];
  readonly statics: Statics;
  /** GOMAXPROCS. */
  readonly procs: number;
  /** GOGC in percent, -1 for off. */
  readonly gogc: number;
  /** GOMEMLIMIT in bytes; undefined: none. */
  readonly memoryLimit?: number;
  /** Address of the first arena; undefined: 0xc000000000. */
  readonly heapBase?: number;
  /** Bytes of simulated memory at most. */
  readonly budgetBytes?: number;
  readonly recording?: boolean;
}

/** What the collector asks the interpreter: who runs, and where their pointers are. */
export interface Roots {
  /** Goroutines that have a stack to scan, numbered from 0. */
  goroutines(): number;
  /** Calls `visit` with the target of each live pointer of a goroutine's frames. */
  scanstack(index: number, visit: (target: Off) => void): void;
}

const noRoots: Roots = { goroutines: () => 0, scanstack: () => undefined };

const clockSchema = { tick: 'f64' } as const;

export class Runtime {
  readonly columns = new ColumnSet();
  readonly mem: Memory;
  /** Types of the program, then those of the runtime's own objects. */
  readonly types: readonly TypeDesc[];
  readonly internal: InternalTypes;
  readonly typeTable: TypeTable;
  readonly statics: Statics;
  readonly trace: Trace;
  readonly sched: Sched;
  readonly procs: number;
  /** Whether events and births of objects are noted. */
  recording: boolean;
  roots: Roots = noRoots;
  /** Not 0 while the collector marks: pointer stores outside of frames need the barrier. */
  writeBarrierEnabled = 0;

  // Context of the call: the interpreter sets it before calling in, so it is no state of its own.
  p = 0;
  g = 0;
  /** Allocation site, -1 for none. */
  site = -1;
  pc = 0;

  private readonly clock: Table<typeof clockSchema>;

  constructor(options: RuntimeOptions) {
    const { statics } = options;
    const program = options.types.length;
    this.types = [...options.types, ...internalTypeDescs(program)];
    this.internal = internalTypes(program);
    this.typeTable = new TypeTable(this.types);
    this.statics = statics;
    this.procs = options.procs;
    this.recording = options.recording ?? true;
    const budget = options.budgetBytes ?? 1 << 30;
    this.mem = new Memory(statics.base, statics.size, options.heapBase ?? 0xc000000000, budget);
    this.columns.add(this.mem);
    this.clock = this.columns.table('clock', clockSchema, 1);
    this.trace = new Trace(this.columns);
    this.sched = newSched(this.columns, options.procs);
    this.mem.u8.set(statics.image);
    this.mem.touch(0, statics.image.length);
  }

  /** Instructions executed since the start. */
  get tick(): number {
    return this.clock.tick[0]!;
  }

  set tick(tick: number) {
    this.clock.tick[0] = tick;
  }
}
