/**
 * The allocator and collector of Go 1.6: its global variables (mheap_, memstats, work, …) as tables
 * of one process.
 *
 * NON-GO: Go keeps these as globals; see ../runtime.ts. Memory, types, goroutines and the log are
 * those of the process the allocator works for. Offsets count as there; pages count from
 * arena_start.
 */
import type { Table } from '../../base/columns';
import type { Off } from '../memory';
import type { Runtime } from '../runtime';
import { numSizeClasses } from './msize';

/** Addresses of the three regions on linux/amd64: one reservation. */
export const regions = {
  spans: 0xc000000000,
  bitmap: 0xc020000000,
  arena_start: 0xc820000000,
  arena_end: 0x14820002000,
} as const;

/** State of a span. */
export const enum SpanState {
  inUse = 0,
  stack = 1,
  free = 2,
  dead = 3,
}

/** Phases of the collector. */
export const enum GCPhase {
  off = 0,
  mark = 1,
  markTermination = 2,
}

/** Lists of mheap and the mcentrals, by number; 0 is no list. */
export const maxMHeapList = 128;
export const freeList = (npages: number): number =>
  1 + (npages < maxMHeapList ? npages : maxMHeapList);
export const busyList = (npages: number): number =>
  130 + (npages < maxMHeapList ? npages : maxMHeapList);
export const nonemptyList = (sizeclass: number): number => 259 + sizeclass;
export const emptyList = (sizeclass: number): number => 259 + numSizeClasses + sizeclass;
export const stackpoolList = (order: number): number => 259 + 2 * numSizeClasses + order;
export const stackOrders = 4;
const listCount = 259 + 2 * numSizeClasses + stackOrders;

/**
 * mspan. Row 0 is emptymspan. The rows are h_allspans: a struct that is used again keeps its row,
 * and sweeping goes through the rows.
 */
const mspanSchema = {
  /** First page. */
  start: 'u32',
  npages: 'u32',
  /** First free object, 0 when there is none; each holds the address of the next. */
  freelist: 'u32',
  sweepgen: 'u32',
  /** Objects handed out. */
  ref: 'u16',
  sizeclass: 'u8',
  incache: 'u8',
  /** {@link SpanState} */
  state: 'u8',
  needzero: 'u8',
  elemsize: 'f64',
  /** Simulated time since which it has been free. */
  unusedsince: 'f64',
  /** Pages of it that the system has back. */
  npreleased: 'u32',
  /** Offset behind the data. */
  limit: 'f64',
  next: 'u32',
  prev: 'u32',
  /** The list it stands on, 0 for none. */
  list: 'u32',
  /** First row of the births of its objects, 0 for none. */
  births: 'u32',
  /** NON-GO: P + 1 whose mcache holds it. */
  owner: 'u8',
} as const;

const listSchema = { first: 'u32', last: 'u32', count: 'u32' } as const;

const mheapSchema = {
  sweepgen: 'u32',
  sweepdone: 'u8',
  /** Next row that sweepone looks at, and rows there were when sweeping began. */
  sweepidx: 'u32',
  nspan: 'u32',
  pagesInUse: 'f64',
  spanBytesAlloc: 'f64',
  pagesSwept: 'f64',
  sweepPagesPerByte: 'f64',
  /** Pages of arena_used; bytes mapped of the other two regions. */
  arena_used: 'u32',
  spans_mapped: 'f64',
  bitmap_mapped: 'f64',
  /** Free mspan structs of the fixalloc, last freed first; rows ever made. */
  spanFree: 'u32',
} as const;

/** memstats, and the collector's numbers. */
const mstatsSchema = {
  heap_sys: 'f64',
  heap_idle: 'f64',
  heap_inuse: 'f64',
  heap_released: 'f64',
  heap_objects: 'f64',
  heap_live: 'f64',
  heap_marked: 'f64',
  heap_reachable: 'f64',
  heap_scan: 'f64',
  next_gc: 'f64',
  heapminimum: 'f64',
  stacks_inuse: 'f64',
  gc_sys: 'f64',
  other_sys: 'f64',
  numgc: 'f64',
  total_alloc: 'f64',
  total_free: 'f64',
  nmalloc: 'f64',
  nfree: 'f64',
  tinyallocs: 'f64',
  largefree: 'f64',
  /** How often each level was asked, and the system. */
  mcacheHits: 'f64',
  mcentralLocks: 'f64',
  mheapLocks: 'f64',
  mmaps: 'f64',
  madvises: 'f64',
} as const;

const workSchema = {
  /** {@link GCPhase} */
  gcphase: 'u8',
  gcBlackenEnabled: 'u8',
  gcBlackenPromptly: 'u8',
  gcpercent: 'f64',
  triggerRatio: 'f64',
  initialHeapLive: 'f64',
  bytesMarked: 'f64',
  scanWork: 'f64',
  bgScanCredit: 'f64',
  heapGoal: 'f64',
  assistWorkPerByte: 'f64',
  assistBytesPerWork: 'f64',
  assistTime: 'f64',
  markStart: 'f64',
  /** Root jobs done and in all. */
  markrootNext: 'u32',
  markrootJobs: 'u32',
  /** Grey objects that wait. */
  nwork: 'u32',
  /** What the stopped world does next (Stopped), and how far a runtime.GC is (Forced). */
  stopped: 'u8',
  forced: 'u8',
  lastscavenge: 'f64',
  /** Simulated times: when what runs in the background was last asked, and the last cycle's end. */
  lastBackground: 'f64',
  lastGC: 'f64',
} as const;

const mcacheSchema = {
  tiny: 'u32',
  tinyoffset: 'u32',
  local_scan: 'f64',
  local_tinyallocs: 'f64',
} as const;

/** The state of one process. */
export class Runtime16 {
  readonly mspan: Table<typeof mspanSchema>;
  readonly list: Table<typeof listSchema>;
  readonly mheap: Table<typeof mheapSchema>;
  readonly memstats: Table<typeof mstatsSchema>;
  readonly work: Table<typeof workSchema>;
  readonly mcache: Table<typeof mcacheSchema>;
  /** by_size: objects handed out and freed, per size class. */
  readonly bySize: Table<{ readonly nmalloc: 'f64'; readonly nfree: 'f64' }>;
  /** alloc[class] of each P's mcache: `p × 67 + class`. */
  readonly mcacheAlloc: Table<{ readonly span: 'u32' }>;
  /** Stacks that each P keeps: `p × 4 + order`. */
  readonly stackcache: Table<{ readonly list: 'u32'; readonly size: 'u32' }>;
  /** h_spans: the span of each page. Of a free span only the first and last page are right. */
  readonly h_spans: Table<{ readonly span: 'u32' }>;
  /**
   * The heap bitmap, a byte for four words, in ascending order (the region grows downwards: byte i
   * stands at arena_start - 1 - i). Low nibble: pointer. High nibble: mark (first word), check mark
   * (second), more pointers follow (others).
   */
  readonly bitmap: Table<{ readonly bits: 'u8' }>;
  /** Grey objects that wait, last first. */
  readonly gcw: Table<{ readonly object: 'u32' }>;
  /** Offset of arena_start. */
  readonly heapStart: Off;
  /** GODEBUG=gcstoptheworld=1: cycles mark while the world stands still. */
  gcstoptheworld = false;
  /** A program runs: what the world stops for is done in portions, from its next safe point on. */
  inPortions = false;

  constructor(readonly host: Runtime) {
    const { columns, procs } = host;
    this.heapStart = host.mem.staticBytes;
    this.mspan = columns.table('go16.mspan', mspanSchema, 1, 1024);
    this.list = columns.table('go16.mSpanList', listSchema, listCount);
    this.mheap = columns.table('go16.mheap', mheapSchema, 1);
    this.memstats = columns.table('go16.memstats', mstatsSchema, 1);
    this.work = columns.table('go16.work', workSchema, 1);
    this.mcache = columns.table('go16.mcache', mcacheSchema, procs);
    this.mcacheAlloc = columns.table('go16.mcache.alloc', { span: 'u32' }, procs * numSizeClasses);
    this.bySize = columns.table('go16.bySize', { nmalloc: 'f64', nfree: 'f64' }, numSizeClasses);
    this.stackcache = columns.table(
      'go16.stackcache',
      { list: 'u32', size: 'u32' },
      procs * stackOrders,
    );
    this.h_spans = columns.table('go16.h_spans', { span: 'u32' }, 0, 512);
    this.bitmap = columns.table('go16.bitmap', { bits: 'u8' }, 0, 131072);
    this.gcw = columns.table('go16.gcw', { object: 'u32' }, 0, 4096);
  }
}
