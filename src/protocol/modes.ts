/**
 * Shapes behind the panel's modes beside the map: Levels, Dashboard and Zones. Each is the whole
 * picture of one mode at the current tick, small enough to send at once: lists are cut at the caps
 * below and say how long they really are. Structures and Why need no shape of their own: they show
 * `inspect` and `events`.
 */
import type { Key } from './keys';
import type { EventRow, Field, SourcePosition, Text } from './views';

/** At most so many Ps, runnable goroutines, stacks and so on are sent. */
export const modeRowsMax = 64;

// ---- levels ------------------------------------------------------------------------------------

/** Who holds what on each level, and the way the last allocation took through them. */
export interface Levels {
  readonly tick: number;
  readonly ps: readonly LevelP[];
  /** GOMAXPROCS. */
  readonly procs: number;
  /** Goroutines in the global run queue, in order. */
  readonly runnable: readonly number[];
  readonly runnableTotal: number;
  /** Span classes with a span in one of their lists, ascending. */
  readonly centrals: readonly LevelCentral[];
  readonly heap: LevelHeap;
  readonly os: LevelOs;
  /** Allocations of the program, and those that an mcache served alone. */
  readonly allocations: number;
  readonly served: number;
  /** What its locks have cost the run, and what one lock without caches would have (a model). */
  readonly locks: { readonly levels: LockCosts; readonly one: LockCosts };
  /** Undefined before the first allocation. */
  readonly path?: LevelPath;
  /** With a stretch of the run: what went between the levels in it. */
  readonly traffic?: LevelTraffic;
}

/** What went between the levels in ticks `fromTick…toTick`, as far as the run stands at `tick`. */
export interface LevelTraffic {
  readonly tick: number;
  readonly fromTick: number;
  readonly toTick: number;
  /** Those that got memory, and what they asked for. */
  readonly allocations: number;
  readonly bytes: number;
  /** By the deepest level that each of them had to ask. */
  readonly served: Readonly<Record<LevelName, number>>;
  /** Spans that went from an mcentral to an mcache, and back. */
  readonly refills: number;
  readonly returned: number;
  /** Spans that mheap has cut out of free pages, and those that it got back. */
  readonly cut: number;
  readonly freedSpans: number;
  readonly freedObjects: number;
  /** How often the heap grew, and how often free pages were given back. */
  readonly grown: number;
  readonly scavenged: number;
  /** Allocations by the P that made them and their span class (-1: of nothing). */
  readonly cells: readonly {
    readonly p: number;
    readonly spanClass: number;
    readonly count: number;
  }[];
  /** How often locks were taken in it, and system calls made. */
  readonly counted?: {
    readonly mcentralLocks: number;
    readonly mheapLocks: number;
    readonly syscalls: number;
  };
}

/** Of one way of locking. `spentNS` is all time in the allocator, of all Ps together. */
export interface LockCosts {
  readonly taken: number;
  readonly waits: number;
  readonly waitNS: number;
  readonly spentNS: number;
}

export interface LevelP {
  readonly p: number;
  /** The goroutine that runs on it, and the function that one stands in. */
  readonly g?: number;
  readonly func?: string;
  /** Its own run queue, in order. */
  readonly runq: readonly number[];
  /** Bytes taken of the tiny block; 0 when there is none. */
  readonly tinyBytes: number;
  /** Free pages in its page cache; Go 1.6 has none. */
  readonly pageCachePages?: number;
  /** The spans its mcache holds, by span class. */
  readonly cached: readonly LevelSpan[];
}

export interface LevelSpan {
  readonly key: Key;
  readonly spanClass: number;
  readonly elemBytes: number;
  readonly nelems: number;
  /** Slots taken, as the mcache sees it. */
  readonly used: number;
}

export interface LevelCentral {
  readonly spanClass: number;
  readonly elemBytes: number;
  readonly partialSwept: number;
  readonly fullSwept: number;
  readonly partialUnswept: number;
  readonly fullUnswept: number;
}

/** Pages of the page heap by use; they add up to `mappedPages`. */
export interface LevelHeap {
  readonly arenas: number;
  readonly mappedPages: number;
  readonly heapPages: number;
  readonly stackPages: number;
  readonly otherPages: number;
  readonly cachedPages: number;
  readonly freePages: number;
  /** Free, and with the operating system. */
  readonly releasedPages: number;
  readonly spans: number;
}

export interface LevelOs {
  /** Address space taken once and for all. */
  readonly reservedBytes: number;
  /** What of it may be used. */
  readonly mappedBytes: number;
  /** What of that has been given back for now. */
  readonly releasedBytes: number;
  /** System calls by name, most frequent first. */
  readonly calls: readonly { readonly name: string; readonly count: number }[];
}

/** Where an allocation was served; each level asks the next one down. */
export const levelNames = ['mcache', 'mcentral', 'mheap', 'os'] as const;
export type LevelName = (typeof levelNames)[number];

export interface LevelPath {
  readonly deepest: LevelName;
  readonly p: number;
  readonly g: number;
  /**
   * Span class of what was allocated; 0 and 1 for large objects, which ask mheap at once; -1 when
   * its span has gone.
   */
  readonly spanClass: number;
  readonly sizeBytes: number;
  /** The slot it got. */
  readonly key?: Key;
  readonly position?: SourcePosition;
  /** The events of this one allocation, in order: the last one is the allocation itself. */
  readonly events: readonly EventRow[];
}

// ---- dashboard ---------------------------------------------------------------------------------

export interface Dashboard {
  readonly tick: number;
  /** runtime.MemStats, under its names and in its order, without BySize. */
  readonly memStats: readonly Field[];
  /** Size classes that have or had an object, ascending; class 0 are large objects, at the end. */
  readonly classes: readonly DashboardClass[];
  /** Runs of free pages, by length: those of [2^i, 2^(i+1)) pages stand at i. */
  readonly freeRuns: readonly { readonly runs: number; readonly pages: number }[];
}

export interface DashboardClass {
  readonly sizeClass: number;
  readonly elemBytes: number;
  /** Spans in use, and how many of them an mcache holds or the sweeper has not seen. */
  readonly spans: number;
  readonly cachedSpans: number;
  readonly unsweptSpans: number;
  readonly slots: number;
  /** Slots that are taken. */
  readonly objects: number;
  readonly bytes: number;
  /** Bytes at the ends of spans that are no slot. */
  readonly tailBytes: number;
  readonly mallocs: number;
  readonly frees: number;
  /** Its first span in address order, to be shown on the map. */
  readonly key?: Key;
}

// ---- zones -------------------------------------------------------------------------------------

/** The four zones of the process, with each variable in the one it lives in. */
export interface Zones {
  readonly tick: number;
  /** Functions of the program, library included. */
  readonly functions: number;
  readonly globalBytes: number;
  readonly heapBytes: number;
  readonly stackBytes: number;
  readonly globals: readonly ZoneVariable[];
  readonly globalsTotal: number;
  /** Goroutines that are not dead, the running one first. */
  readonly stacks: readonly ZoneStack[];
  readonly stacksTotal: number;
  /** Heap objects that the variables above point at, then what these point at. */
  readonly objects: readonly ZoneObject[];
  /** Whether there are more, which nobody has counted. */
  readonly moreObjects: boolean;
  /** Whether what has changed since a stretch of the run began is marked. */
  readonly compared?: boolean;
}

export interface ZoneVariable {
  readonly name: string;
  readonly type: string;
  /** As fmt would print it, shortened. */
  readonly value: string;
  readonly address: number;
  readonly bytes: number;
  /** `global:N`, or the slot of a variable that was moved to the heap. */
  readonly key?: Key;
  /** The heap objects its pointers point at. */
  readonly targets: readonly Key[];
  /** Why it lives where it lives. */
  readonly reason: Text;
  readonly source?: SourcePosition;
  /** With a stretch of the run: it was not there when that began, or held something else. */
  readonly changed?: boolean;
}

export interface ZoneStack {
  readonly key: Key;
  readonly g: number;
  readonly status: Text;
  readonly lowAddress: number;
  readonly highAddress: number;
  readonly usedBytes: number;
  /** Innermost first. */
  readonly frames: readonly ZoneFrame[];
  readonly framesTotal: number;
}

export interface ZoneFrame {
  readonly key: Key;
  readonly func: string;
  readonly position?: SourcePosition;
  readonly bytes: number;
  readonly variables: readonly ZoneVariable[];
}

export interface ZoneObject {
  readonly key: Key;
  /** Its type, or what is known of it. */
  readonly label: Text;
  readonly address: number;
  readonly bytes: number;
  readonly spanClass: number;
  /** Number of the line that allocated it; none for what the runtime or a library made. */
  readonly site?: number;
  /** Empty when nothing is known of its type. */
  readonly value: string;
  readonly targets: readonly Key[];
  /** With a stretch of the run: it was allocated in it. */
  readonly born?: boolean;
}
