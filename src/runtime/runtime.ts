/**
 * The runtime of one simulated process: its memory, its types and the tables its files share.
 *
 * NON-GO: Go's runtime keeps these as global variables (mheap_, gcController, sched, memstats);
 * here a process is a value, so that several run side by side and each can be saved and restored.
 */
import { ColumnSet } from '../base/columns';
import type { Table } from '../base/columns';
import { newAlg } from './alg';
import { Births, newSites } from './births';
import type { ItabTable } from './iface';
import { newItabs } from './iface';
import type { Background } from './background';
import { noBackground } from './background';
import { backgroundOf } from './go1.6/background';
import { bootHeap as bootHeap16 } from './go1.6/bootstrap';
import { gcinit } from './go1.6/mgcpacer';
import { Runtime16, regions } from './go1.6/runtime';
import type { Boot } from './bootstate';
import { forgetLocks, newContention } from './contention';
import { bootHeap } from './bootstate';
import { newBootObjects } from './bootstrap';
import type { InternalTypes } from './internaltypes';
import { internalTypeDescs, internalTypes } from './internaltypes';
import { newMcacheAllocTable, newMcacheTable } from './mcache';
import { Memory } from './memory';
import type { Off } from './memory';
import type { RandTable } from './rand';
import { newRand } from './rand';
import { newCleanups } from './mcleanup';
import { newFinalizers } from './mfinal';
import { markFromStack } from './mgcmark';
import { newSpanSPMC, newSpanSPMCRing, newSpanq } from './mgcmark_greenteagc';
import { gcControllerInit, newGcController } from './mgcpacer';
import { newGcCPULimiter, resetCapacity } from './mgclimit';
import { newScavenge } from './mgcscavenge';
import { newSweep } from './mgcsweep';
import { newGc, newGcw, newWork } from './mgcwork';
import type { MspanTable } from './mheap';
import {
  heapArenaBytes,
  newArenaTable,
  newGcBitsFreeTable,
  newGcBitsTable,
  newMheapTable,
  newMspanTable,
  newPageTable,
} from './mheap';
import { PageAlloc } from './mpagealloc';
import { newAllp } from './mpagecache';
import { SpanSets } from './mspanset';
import { newGcBitsArenas, newPalloc } from './persistentalloc';
import { newSpecials } from './mspecial';
import { newImmortalWeakHandles } from './mspecialadd';
import { memStatsNow, newCpuStats, newMemstats, newPauses, newSizeStats } from './mstats';
import { newWbBuf } from './mwbbuf';
import { pageSize } from './sizeclasses';
import { newStackCache, newStackPool } from './stack';
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
  /** Whose allocator and collector it has; undefined: go1.26. */
  readonly profile?: 'go1.26' | 'go1.6';
  /** GOMAXPROCS. */
  readonly procs: number;
  /** GOGC in percent, -1 for off. */
  readonly gogc: number;
  /** GOMEMLIMIT in bytes; undefined: none. */
  readonly memoryLimit?: number;
  /** Address of the heap's first chunk (a multiple of 4 MiB); undefined: 0xc000000000.
   * Go 1.6 always has the same. */
  readonly heapBase?: number;
  /** Bytes of simulated memory at most. */
  readonly budgetBytes?: number;
  readonly recording?: boolean;
  /** Where the random numbers of the process begin. */
  readonly seed?: number;
  /** Pages at heapBase that are never used: how a random base begins. */
  readonly padPages?: number;
  /** false: the heap begins empty instead of as it is when main.main begins. */
  readonly boot?: boolean;
  /** Number of the program's allocation sites. */
  readonly sites?: number;
}

/** What the collector asks the interpreter: who runs, and where their pointers are. */
interface Roots {
  /** Goroutines that have a stack to scan, numbered from 0. */
  goroutines(): number;
  /**
   * Calls `visit` with the target of each live pointer of a goroutine's frames; one that points at
   * nothing does no harm.
   */
  scanstack(index: number, visit: (target: Off) => void): void;
  /** Halves the stack of a goroutine that uses little of it, before it is scanned. */
  shrinkstack?(index: number): void;
  /** Frees the stacks of dead goroutines (markrootFreeGStacks). */
  freeStacks?(): void;
  /** Drops what pools keep, at the start of a cycle. */
  clearpools?(): void;
}

const noRoots: Roots = { goroutines: () => 0, scanstack: () => undefined };

const noBoot: Boot = {
  mainG: 0,
  mainStackLo: 0,
  mainStackHi: 0,
  systemG: [],
  systemStack: [],
};

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
  /** Ps at the start. */
  readonly ncpu: number;
  /** Whether events and births of objects are noted. */
  recording: boolean;
  roots: Roots = noRoots;
  background: Background = noBackground;
  /** Whether it makes a difference that a timer of package time with this argument fires. */
  isTimerAwaited: (arg: number) => boolean = () => true;
  /** A timer of package time has fired: its row and argument. */
  onTimer: (row: number, arg: number) => void = () => undefined;
  /** No cycle may start now: its workers are being made. */
  preemptoff = false;
  /** NON-GO: pages of the spans of the start, by number: no event tells of them. */
  readonly bootSpanPages: ArrayLike<number>;
  /** NON-GO: memory beside the heap is told by a record, and not counted here. */
  metadataIsTold = false;
  /**
   * How long what was done has taken, about, in the shortest instructions: so whoever runs the
   * program knows when to let others have a turn. No state: nothing that happens depends on it.
   */
  effort = 0;
  /** Whether marking goes on between instructions, by workers that the scheduler runs. */
  concurrentMark = false;

  // ---- allocator and collector: tables by Go's names
  readonly mspan: MspanTable;
  readonly mheap: ReturnType<typeof newMheapTable>;
  /** Pages from the start of the heap: their spans and heapArena's flags. */
  readonly page: ReturnType<typeof newPageTable>;
  readonly arena: ReturnType<typeof newArenaTable>;
  readonly gcBits: ReturnType<typeof newGcBitsTable>;
  readonly gcBitsFree: ReturnType<typeof newGcBitsFreeTable>;
  readonly pages: PageAlloc;
  readonly palloc: ReturnType<typeof newPalloc>;
  readonly gcBitsArenas: ReturnType<typeof newGcBitsArenas>;
  readonly spanSets: SpanSets;
  readonly mcache: ReturnType<typeof newMcacheTable>;
  readonly mcacheAlloc: ReturnType<typeof newMcacheAllocTable>;
  readonly allp: ReturnType<typeof newAllp>;
  readonly stackpool: ReturnType<typeof newStackPool>;
  readonly stackcache: ReturnType<typeof newStackCache>;
  readonly gcController: ReturnType<typeof newGcController>;
  readonly gcCPULimiter: ReturnType<typeof newGcCPULimiter>;
  readonly scavenge: ReturnType<typeof newScavenge>;
  readonly sweep: ReturnType<typeof newSweep>;
  readonly gc: ReturnType<typeof newGc>;
  readonly work: ReturnType<typeof newWork>;
  readonly gcw: ReturnType<typeof newGcw>;
  readonly spanq: ReturnType<typeof newSpanq>;
  readonly spanSPMC: ReturnType<typeof newSpanSPMC>;
  readonly spanSPMCRing: ReturnType<typeof newSpanSPMCRing>;
  readonly wbBuf: ReturnType<typeof newWbBuf>;
  readonly memstats: ReturnType<typeof newMemstats>;
  readonly sizeStats: ReturnType<typeof newSizeStats>;
  readonly cpuStats: ReturnType<typeof newCpuStats>;
  readonly pauses: ReturnType<typeof newPauses>;
  readonly contention: ReturnType<typeof newContention>;
  readonly specials: ReturnType<typeof newSpecials>;
  readonly immortalWeakHandles: ReturnType<typeof newImmortalWeakHandles>;
  readonly finalizers: ReturnType<typeof newFinalizers>;
  readonly gcCleanups: ReturnType<typeof newCleanups>;
  /** Objects of the runtime itself, which never die. */
  readonly bootObjects: ReturnType<typeof newBootObjects>;
  readonly births: Births;
  readonly sites: ReturnType<typeof newSites>;
  /** Main's goroutine, as it stands when main.main begins. */
  readonly boot: Boot;
  /** The allocator and collector of Go 1.6, where the process runs on them. */
  readonly go16: Runtime16 | undefined;
  /** Offset of the heap's first page. */
  readonly heapStart: Off;
  /** Pages between the start of the first arena and the start of the heap. */
  readonly arenaSkew: number;
  readonly padPages: number;

  // Results that a callee leaves to its caller, and scratch: no state.
  nextSpan = 0;
  nextWhy = 0;
  refillFrom = 0;
  markP = 0;
  readonly toScan = new Int32Array(32);
  readonly ptrBuf = new Int32Array(pageSize / 8);
  readonly visitRoot = (target: Off): void => markFromStack(this, target);

  // Context of the call: the interpreter sets it before calling in, so it is no state of its own.
  p = 0;
  g = 0;
  /** Allocation site, -1 for none. */
  site = -1;
  pc = 0;
  /** Type of the values that are being allocated, -1 when nobody knows: mallocgc sets it. */
  typ = -1;
  /** Called for each object while recording. It may change tables of its own, nothing else. */
  onAlloc: (() => void) | undefined;
  /** Objects that a call of the runtime holds while it allocates: roots of the collector. */
  readonly kept: Off[] = [];

  private readonly clock: Table<typeof clockSchema>;

  // LONG: one list of tables.
  constructor(options: RuntimeOptions) {
    const { statics } = options;
    const program = options.types.length;
    this.types = [...options.types, ...internalTypeDescs(program)];
    this.internal = internalTypes(program);
    this.typeTable = new TypeTable(this.types);
    this.statics = statics;
    this.ncpu = options.procs;
    this.recording = options.recording ?? true;
    const budget = options.budgetBytes ?? 1 << 30;
    const isGo16 = options.profile === 'go1.6';
    const heapBase = isGo16 ? regions.arena_start : (options.heapBase ?? 0xc000000000);
    this.mem = new Memory(statics.base, statics.size, heapBase, budget);
    this.columns.add(this.mem);
    this.clock = this.columns.table('clock', clockSchema, 1);
    this.trace = new Trace(this.columns);
    this.sched = newSched(this.columns, options.procs);
    this.sched.sched.gomaxprocs[0] = options.procs;
    this.timers = newTimers(this.columns);
    this.rand = newRand(this.columns, options.seed ?? 1);
    this.alg = newAlg(this.types);
    // What it holds follows from the types alone: a memory of answers, no state of the process.
    this.itabs = newItabs(new ColumnSet());
    this.sudogs = newSudogs(this.columns, options.procs);
    this.semtable = newSemtable(this.columns);
    this.mem.u8.set(statics.image);
    this.mem.touch(0, statics.image.length);

    const { columns, procs } = this;
    this.heapStart = statics.size;
    this.arenaSkew = (this.mem.heapBase % heapArenaBytes) / pageSize;
    this.padPages = options.padPages ?? 0;
    this.mspan = newMspanTable(columns);
    this.mheap = newMheapTable(columns);
    this.page = newPageTable(columns);
    this.arena = newArenaTable(columns);
    this.gcBits = newGcBitsTable(columns);
    this.gcBitsFree = newGcBitsFreeTable(columns);
    this.palloc = newPalloc(columns, procs);
    this.gcBitsArenas = newGcBitsArenas(columns);
    this.pages = new PageAlloc(columns);
    this.spanSets = new SpanSets(this);
    this.mcache = newMcacheTable(columns, procs);
    this.mcacheAlloc = newMcacheAllocTable(columns, procs);
    this.allp = newAllp(columns, procs);
    this.stackpool = newStackPool(columns);
    this.stackcache = newStackCache(columns, procs);
    this.gcController = newGcController(columns);
    this.gcCPULimiter = newGcCPULimiter(columns);
    this.scavenge = newScavenge(columns);
    this.sweep = newSweep(columns);
    this.gc = newGc(columns);
    this.work = newWork(columns);
    this.gcw = newGcw(columns, procs);
    this.spanq = newSpanq(columns, procs);
    this.spanSPMC = newSpanSPMC(columns);
    this.spanSPMCRing = newSpanSPMCRing(columns);
    this.wbBuf = newWbBuf(columns, procs);
    this.memstats = newMemstats(columns);
    this.sizeStats = newSizeStats(columns);
    this.cpuStats = newCpuStats(columns);
    this.pauses = newPauses(columns);
    this.contention = newContention(columns, procs);
    this.specials = newSpecials(columns);
    this.immortalWeakHandles = newImmortalWeakHandles(columns);
    this.finalizers = newFinalizers(columns);
    this.gcCleanups = newCleanups(columns, procs);
    this.bootObjects = newBootObjects(columns);
    this.births = new Births(columns);
    this.sites = newSites(columns, options.sites ?? 0);
    resetCapacity(this, 0, procs);
    gcControllerInit(this, options.gogc, options.memoryLimit ?? Infinity);
    this.go16 = isGo16 ? new Runtime16(this) : undefined;
    if (this.go16 !== undefined) {
      gcinit(this.go16, options.gogc);
      this.background = backgroundOf(this.go16);
      // The sweeper of Go 1.26 has nothing to do, ever.
      this.sweep.parked[0] = 1;
      this.boot = options.boot === false ? noBoot : { ...noBoot, ...bootHeap16(this.go16) };
      this.memstats.bootMallocs[0] = memStatsNow(this).Mallocs;
      forgetLocks(this);
      this.bootSpanPages = this.go16.mspan.npages.slice();
      this.trace.clear();
      return;
    }
    this.boot = options.boot === false ? noBoot : bootHeap(this);
    this.memstats.bootMallocs[0] = memStatsNow(this).Mallocs;
    forgetLocks(this);
    this.bootSpanPages = this.mspan.npages.slice();
    this.trace.clear();
  }

  /** GOMAXPROCS. */
  get procs(): number {
    return this.sched.sched.gomaxprocs[0]!;
  }

  /** gcphase: 0 off, 1 marking, 2 mark termination. */
  get gcPhase(): number {
    return this.gc.phase[0]!;
  }

  /** Not 0 while allocations must help with marking. */
  get gcBlackenEnabled(): number {
    return this.gc.blackenEnabled[0]!;
  }

  /** Not 0 while the collector marks: pointer stores outside of frames need the barrier. */
  get writeBarrierEnabled(): number {
    return this.gc.writeBarrier[0]!;
  }

  set writeBarrierEnabled(on: number) {
    this.gc.writeBarrier[0] = on;
  }

  /** Instructions executed since the start. */
  get tick(): number {
    return this.clock.tick[0]!;
  }

  set tick(tick: number) {
    this.clock.tick[0] = tick;
  }
}
