/**
 * The runtime of one simulated process: its memory, its types and the tables its files share.
 *
 * NON-GO: Go's runtime keeps these as global variables (mheap_, gcController, sched, memstats);
 * here a process is a value, so that several run side by side and each can be saved and restored.
 */
import { ColumnSet } from '../base/columns';
import type { Table } from '../base/columns';
import { newAlg } from './alg';
import type { ItabTable } from './iface';
import { newItabs } from './iface';
import type { InternalTypes } from './internaltypes';
import { internalTypeDescs, internalTypes } from './internaltypes';
import { Memory } from './memory';
import type { Off } from './memory';
import type { RandTable } from './rand';
import { newRand } from './rand';
import type { Sched } from './runtime2';
import { newSched } from './runtime2';
import type { SemaTable } from './sema';
import { newSemtable } from './sema';
import type { Sudogs } from './sudog';
import { newSudogs } from './sudog';
import type { Timers } from './time';
import { newTimers } from './time';
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
  /** 1024 zero bytes: what a missing map element is. */
  readonly zeroVal: Off;
  /** runtime.staticuint64s: 256 numbers of eight bytes. */
  readonly staticuint64s: Off;
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
  /** Where the random numbers of the process begin. */
  readonly seed?: number;
}

/** What the collector asks the interpreter: who runs, and where their pointers are. */
export interface Roots {
  /** Goroutines that have a stack to scan, numbered from 0. */
  goroutines(): number;
  /** Calls `visit` with the target of each live pointer of a goroutine's frames. */
  scanstack(index: number, visit: (target: Off) => void): void;
}

/** The collector's workers, as far as the scheduler knows them. */
export interface Background {
  /** The mark worker a P is to run before anything else, or 0. */
  findRunnableGCWorker(pp: number): number;
}

const noBackground: Background = { findRunnableGCWorker: () => 0 };

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
  readonly timers: Timers;
  /** State of the random numbers. */
  readonly rand: RandTable;
  /** How values of each type are compared and hashed. */
  readonly alg: Uint8Array;
  readonly itabs: ItabTable;
  readonly sudogs: Sudogs;
  readonly semtable: SemaTable;
  readonly procs: number;
  /** Whether events and births of objects are noted. */
  recording: boolean;
  roots: Roots = noRoots;
  background: Background = noBackground;
  /** A timer of package time has fired: its row and argument. */
  onTimer: (row: number, arg: number) => void = () => undefined;
  /** Not 0 while the collector marks: pointer stores outside of frames need the barrier. */
  writeBarrierEnabled = 0;

  // Context of the call: the interpreter sets it before calling in, so it is no state of its own.
  p = 0;
  g = 0;
  /** Allocation site, -1 for none. */
  site = -1;
  pc = 0;
  /** Objects that a call of the runtime holds while it allocates: roots of the collector. */
  readonly kept: Off[] = [];

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
    this.timers = newTimers(this.columns);
    this.rand = newRand(this.columns, options.seed ?? 1);
    this.alg = newAlg(this.types);
    this.itabs = newItabs(this.columns);
    this.sudogs = newSudogs(this.columns, options.procs);
    this.semtable = newSemtable(this.columns);
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
