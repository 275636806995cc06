/**
 * Shapes behind the panel's Marking mode: how far the collector is, what waits to be scanned, and
 * the graph of objects with its roots. Counting the whole graph takes a while in a large heap, so
 * an answer may carry `progress` in place of the graph; asking again goes on where it stood.
 */
import type { Key } from './keys';
import type { Text } from './views';

/** Objects that are drawn at most, whatever is asked for. */
export const markObjectsMax = 240;
/** Entries of one queue, roots, groups and steps of a path that are sent. */
export const markRowsMax = 64;

/**
 * off: no cycle, all is swept · roots: marking, root jobs are left · drain: marking, only queued
 * work is left · sweep: what was not marked is being freed.
 */
export const markPhases = ['off', 'roots', 'drain', 'sweep'] as const;
export type MarkPhase = (typeof markPhases)[number];

/**
 * white, grey, black: of the cycle that is marking · live, dead: what the cycle before found, as
 * long as the span waits to be swept · none: no mark is known, the span has been swept.
 */
export const markColours = ['white', 'grey', 'black', 'live', 'dead', 'none'] as const;
export type MarkColour = (typeof markColours)[number];

/** How much of a count is done. */
export interface MarkProgress {
  readonly done: number;
  readonly total: number;
}

export interface Marking {
  readonly tick: number;
  /**
   * Whether the collector's phases and queues are those of this mode. False under Go 1.6, whose
   * queues are others: then the graph alone counts.
   */
  readonly readable: boolean;
  readonly phase: MarkPhase;
  /** Collections begun so far. */
  readonly cycle: number;
  /** Whether pointer stores go through the write barrier. */
  readonly barrier: boolean;
  readonly work: MarkWork;
  readonly queues: readonly MarkQueue[];
  /** Buffers of objects that any P may take. */
  readonly shared: MarkList;
  readonly assists: readonly MarkAssist[];
  /** The graph is not counted yet. */
  readonly progress?: MarkProgress;
  readonly graph?: MarkGraph;
  /** With a stretch of the run: the collections that touch it. */
  readonly stretch?: MarkStretch;
}

/** Collections that touch a stretch of the run, as far as that stands, and how many there are. */
export interface MarkStretch {
  readonly cycles: readonly MarkCycle[];
  readonly total: number;
}

/** One collection. A tick of -1 is not reached yet. */
export interface MarkCycle {
  readonly cycle: number;
  readonly startTick: number;
  readonly endTick: number;
  readonly sweptTick: number;
  readonly reason: Text;
  readonly markedBytes: number;
  /** How often goroutines had to help with marking. */
  readonly assists: number;
}

/** Bytes unless said otherwise. */
export interface MarkWork {
  readonly rootsDone: number;
  readonly rootJobs: number;
  /** Scanned in this cycle, of heap, stacks and globals, and what the pacer expects. */
  readonly scanned: number;
  readonly expected: number;
  readonly marked: number;
  readonly heapLive: number;
  /** Where the next cycle begins, and where it should end; 0 for never. */
  readonly trigger: number;
  readonly goal: number;
  /** Scan work of background workers that allocations may use up in place of helping. */
  readonly credit: number;
}

/** Waiting objects, the one that is taken next first. */
export interface MarkList {
  readonly total: number;
  readonly items: readonly { readonly key: Key; readonly label: Text }[];
}

/** What one P has to scan. */
export interface MarkQueue {
  readonly p: number;
  /** Its work buffers, last in first out. */
  readonly objects: MarkList;
  /** Its queue of spans, first in first out; `grey` objects of each wait. */
  readonly spans: readonly { readonly key: Key; readonly label: Text; readonly grey: number }[];
  readonly spansTotal: number;
  /** Of those, how many any P may take. */
  readonly spansShared: number;
  /** Pointers that stores overwrote or wrote, in order; `undefined` for nil. */
  readonly barrier: readonly (Key | undefined)[];
  readonly barrierTotal: number;
  /** What a mark worker does on it. */
  readonly worker?: 'dedicated' | 'fractional' | 'idle';
  /** What was scanned last on it in this cycle, and what comes next. */
  readonly last?: Key;
  readonly next?: Key;
}

/** A goroutine's account with the collector. */
export interface MarkAssist {
  readonly key: Key;
  readonly g: number;
  /** Bytes it may still allocate; below zero it owes work. */
  readonly bytes: number;
  /** Its place in the queue of those that wait for others to pay, from 1 on. */
  readonly place?: number;
}

/** Objects by colour. */
export type MarkCounts = Readonly<Record<MarkColour, number>>;

export interface MarkGraph {
  /** All objects of the heap. */
  readonly counts: MarkCounts;
  readonly objectsTotal: number;
  readonly bytesTotal: number;
  /** Those that the program's own roots lead to, and those that no root leads to. */
  readonly reachable: number;
  readonly unreachable: number;
  readonly unreachableBytes: number;
  readonly roots: readonly MarkRoot[];
  readonly rootsTotal: number;
  /** By distance from the roots; unreachable ones last. */
  readonly objects: readonly MarkObject[];
  /** What is not drawn one by one. */
  readonly groups: readonly MarkGroup[];
}

/** An arrow from a root or an object to what one of its words points at. */
export interface MarkEdge {
  /** Key of an object, or `id` of a group. */
  readonly to: string;
  /** The field; of several to one group, the first one. */
  readonly name: string;
  readonly count: number;
}

export interface MarkRoot {
  readonly id: string;
  readonly kind: 'global' | 'variable' | 'goroutine' | 'finalizer' | 'runtime';
  readonly key?: Key;
  /** The variable, or what else it is. */
  readonly name: Text;
  /** Where it stands: a function and its goroutine, a segment. */
  readonly where: Text;
  /** Whether this cycle has looked at it; undefined outside of marking. */
  readonly scanned?: boolean;
  readonly edges: readonly MarkEdge[];
}

export interface MarkObject {
  readonly key: Key;
  /** Its type, or what is known of it. */
  readonly label: Text;
  readonly address: number;
  readonly bytes: number;
  readonly spanClass: number;
  /** Empty when nothing is known of its type. */
  readonly value: string;
  readonly colour: MarkColour;
  /** Allocated while this cycle was marking: black from birth. */
  readonly bornBlack: boolean;
  /** Pointers to it on the shortest way from a root; 0 when there is none. */
  readonly distance: number;
  readonly edges: readonly MarkEdge[];
  /** With a stretch of the run: it was allocated in it; it was marked since that began. */
  readonly born?: boolean;
  readonly marked?: boolean;
}

/** Objects of one type, or of one size where the type is not known. */
export interface MarkGroup {
  readonly id: string;
  /** What leads to them: the program's roots, the runtime's, nothing. */
  readonly area: 'program' | 'runtime' | 'unreachable';
  readonly label: Text;
  readonly count: number;
  readonly bytes: number;
  readonly counts: MarkCounts;
  /** One of them, to look around from. */
  readonly key: Key;
}

/** Why an object is alive. */
export interface Alive {
  readonly tick: number;
  readonly progress?: MarkProgress;
  readonly answer?: AliveAnswer;
}

export interface AliveAnswer {
  readonly key: Key;
  readonly label: Text;
  readonly bytes: number;
  /** False when no root leads to it. */
  readonly reachable: boolean;
  /** A shortest way: the root, then object by object to this one. */
  readonly path: readonly AliveStep[];
  /** Steps of it that are left out behind the first ones. */
  readonly skipped: number;
  /** What would go with it: itself and all that is reached through it alone. */
  readonly retainedBytes: number;
  readonly retainedObjects: number;
  /** The nearest object that every way to this one leads through; undefined when there is none. */
  readonly dominator?: { readonly key: Key; readonly label: Text };
  /** What it alone keeps alive, largest first. */
  readonly holds: readonly AliveHeld[];
  readonly holdsTotal: number;
}

export interface AliveStep {
  /** Key of the object, or `id` of the root. */
  readonly id: string;
  /** Missing for roots that have none. */
  readonly key?: Key;
  readonly label: Text;
  /** The field of the step before that points here. */
  readonly field: string;
}

export interface AliveHeld {
  readonly key: Key;
  readonly label: Text;
  readonly retainedBytes: number;
  readonly retainedObjects: number;
}
