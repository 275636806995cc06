/**
 * Shapes of what the host shows a view: rows, tiles, spans with slots, lanes, details. Where there
 * are many of a thing the shape is columns (typed arrays of one length), which cross to the webview
 * as they are. The view never holds the heap: every shape answers a window it asked for.
 *
 * LONG: one list of all shapes, so that both ends find them in one place.
 *
 * Units: `…Bytes`, `…Pages` (8 KiB), ticks are interpreter instructions since the start. Addresses
 * are doubles below 2^53.
 *
 * **Map space.** Arenas (64 MiB, 8192 pages) stand one after the other in the order in which they
 * were reserved, whatever lies between their addresses: `map page = arena × 8192 + page in arena`.
 */
import type { Key } from './keys';
import type { Phrase } from './strings';

/** A text for people: one of strings.ts with its arguments, or a name that never changes. */
export type Text = string | Phrase;

/** A place in a source file. Line and column count from 1; the column is in UTF-16 units. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

// ---- the session -------------------------------------------------------------------------------

/**
 * empty: nothing loaded · invalid: the file has errors, nothing to run · paused: stands at `tick` ·
 * running: slices are being run · finished: the program has ended, `tick` may be anywhere ·
 * failed: the engine itself broke, restart is possible.
 */
export type Phase = 'empty' | 'invalid' | 'paused' | 'running' | 'finished' | 'failed';

/** How the program ended. */
export interface Exit {
  readonly kind: 'ok' | 'exit' | 'panic' | 'deadlock' | 'budget' | 'memory' | 'crash';
  readonly code: number;
  readonly message: string;
}

/** What the run was started with; `restart` takes the ones a user may change. */
export interface RunOptions {
  readonly profile: string;
  readonly procs: number;
  /** GOGC in percent; -1 is off. */
  readonly gogc: number;
  /** GOMEMLIMIT in bytes; -1 is off. */
  readonly memoryLimit: number;
  readonly seed: number;
  /** What somebody did to the run from outside, in order of ticks; absent when nothing. */
  readonly interventions?: readonly Intervention[];
}

/** A collection, or giving back what is idle, that somebody asked for at a tick. */
export interface Intervention {
  readonly tick: number;
  readonly verb: 'gc' | 'scavenge';
}

/** Counters of the toolbar, the status line and the dashboard. Names as in runtime.MemStats. */
export interface Stats {
  readonly heapLiveBytes: number;
  readonly heapGoalBytes: number;
  readonly heapInUseBytes: number;
  readonly heapSysBytes: number;
  readonly heapReleasedBytes: number;
  readonly mallocs: number;
  readonly frees: number;
  readonly numGC: number;
  readonly goroutines: number;
  readonly syscalls: number;
  /** How often each level was asked: served without a lock, one mcentral's lock, the heap lock. */
  readonly mcacheHits: number;
  readonly mcentralLocks: number;
  readonly mheapLocks: number;
}

/** Everything the panel needs at once. Sent whole: it is small. */
export interface SessionState {
  readonly phase: Phase;
  readonly name: string;
  readonly tick: number;
  /** The furthest tick that was ever run; the scrubber's right end. */
  readonly endTick: number;
  /** True once the program has ended, so `endTick` cannot grow. */
  readonly complete: boolean;
  /** Where the goroutine that runs stands. */
  readonly position?: SourcePosition;
  readonly goroutine?: number;
  readonly p?: number;
  readonly gcPhase: GCPhase;
  readonly options: RunOptions;
  readonly stats: Stats;
  readonly exit?: Exit;
  /** The last event at or before `tick`, with its reason. */
  readonly last?: EventRow;
  /** Text of the `//mem:note` that playback has reached. */
  readonly note?: string;
  /** How far playback has come in the story of the stops; absent when the file has none. */
  readonly narration?: Narration;
  /** Errors of the source when `phase` is invalid, and what the engine said when it failed. */
  readonly problems: readonly string[];
  /** What the program has printed so far is shown by the host; this is its length. */
  readonly outputBytes: number;
}

/** Where playback stands among the `//mem:stop`s of the file. */
export interface Narration {
  /** Stops in the file, and which of them was passed last, from 1; 0 before the first. */
  readonly total: number;
  readonly number: number;
  readonly name: string;
  /** Number of this passage among all passages, from 1; 0 before the first. */
  readonly passage: number;
  /** Playback stands right at the stop. */
  readonly isHere: boolean;
  /** What `//mem:mode` says there. */
  readonly mode?: string;
  /** Where the passage before this place stands; absent when there is none. */
  readonly previousTick?: number;
}

/** _GCoff, _GCmark, _GCmarktermination; sweeping goes on while the phase is off. */
export const enum GCPhase {
  off = 0,
  mark = 1,
  markTermination = 2,
}

// ---- events ------------------------------------------------------------------------------------

/** What the timeline can filter, jump to and mark. The engine's finer kinds fold into these. */
export const eventKinds = [
  'alloc',
  'refill',
  'uncache',
  'grow',
  'heapGrow',
  'spanAlloc',
  'spanFree',
  'gcStart',
  'gcMark',
  'gcEnd',
  'sweep',
  'stackAlloc',
  'stackFree',
  'schedule',
  'go',
  'goExit',
  'stop',
  'note',
  'output',
  'scavenge',
  'watch',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One event with its reason in words. */
export interface EventRow {
  readonly index: number;
  readonly tick: number;
  readonly kind: EventKind;
  /** The Go runtime function that decided, e.g. `mcache.refill`. */
  readonly goFunc: string;
  /** What happened. */
  readonly what: Text;
  /** Why: the branches taken, in order, each one a sentence. */
  readonly why: readonly Text[];
  readonly p: number;
  readonly g: number;
  /** What it happened to. */
  readonly key?: Key;
  readonly position?: SourcePosition;
}

// ---- tree --------------------------------------------------------------------------------------

/** What a row's icon and its colour chip show. */
export type RowKind =
  | 'group'
  | 'heap'
  | 'arena'
  | 'central'
  | 'list'
  | 'cache'
  | 'p'
  | 'g'
  | 'span'
  | 'object'
  | 'freeSlot'
  | 'pages'
  | 'frame'
  | 'variable'
  | 'site';

/** One visible row of the tree: what a screen reader says and what the row shows. */
export interface TreeRow {
  readonly key: Key;
  readonly kind: RowKind;
  readonly label: Text;
  /** The quieter text behind the label. */
  readonly detail?: Text;
  /** From 1, as aria-level. */
  readonly level: number;
  readonly setSize: number;
  /** From 1. */
  readonly posInSet: number;
  /** undefined for a leaf. */
  readonly expanded?: boolean;
  /** Share 0…1 drawn as a small bar (slots allocated of a span, …). */
  readonly fill?: number;
  readonly spanClass?: number;
  /** Changed by the last step. */
  readonly changed?: boolean;
}

/** Rows `offset…offset+rows.length` of `total`. */
export interface TreeWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly TreeRow[];
}

// ---- map ---------------------------------------------------------------------------------------

export const pagesPerArena = 8192;
export const pagesPerChunk = 512;
export const pageBytes = 8192;

/** What a page is used for. */
export const enum PageState {
  /** Reserved address space: no memory behind it. */
  reserved = 0,
  /** Free, and the operating system has it back (scavenged, or never touched). */
  released = 1,
  free = 2,
  /** Free, but set aside in a P's page cache. */
  cached = 3,
  heap = 4,
  stack = 5,
  /** Other manual spans: GC work buffers and the like. */
  manual = 6,
  /** Marked allocated for ever at the first growth when the base is random. */
  padding = 7,
}

/** A span's sweepgen against the heap's: h-2, h-1, h, h+1, h+3. */
export const enum SweepState {
  none = 0,
  unswept = 1,
  sweeping = 2,
  swept = 3,
  cachedUnswept = 4,
  cachedSwept = 5,
}

/** What colour stands for on the map. */
export const colourModes = [
  'class',
  'occupancy',
  'state',
  'gc',
  'owner',
  'goroutine',
  'site',
  'type',
  'age',
] as const;
export type ColourMode = (typeof colourModes)[number];

/** Colours that speak of objects, one by one; the others speak of spans. */
const objectColours = ['goroutine', 'site', 'type', 'age'] as const;
export type ObjectColour = (typeof objectColours)[number];

export function isObjectColour(mode: ColourMode): mode is ObjectColour {
  return objectColours.some((one) => one === mode);
}

/** Where arenas are and how much of each is mapped. One entry per arena, in map order. */
export interface MapOverview {
  readonly tick: number;
  readonly arenaCount: number;
  readonly arenaAddresses: Float64Array;
  /** Per arena: pages that are more than reserved. */
  readonly mappedPages: Uint16Array;
  /** First and last+1 map page that any span has used; what "fit" shows. */
  readonly usedFirstPage: number;
  readonly usedLimitPage: number;
  readonly spanCount: number;
  /** Bytes of a slot by size class; class 0 are large objects. */
  readonly classBytes: Uint16Array;
  /** What was reserved for the heap and its tables, in order of address; none in Go 1.26. */
  readonly regions: readonly MapRegion[];
  /** Names of sites for legends and tooltips: `sites[shade]`. Entry 0 is "none". */
  readonly sites: readonly string[];
  /** Names of types in the same way. */
  readonly types: readonly string[];
}

/** A region of the reservation, and the one stretch of it that is mapped. */
export interface MapRegion {
  readonly key: Key;
  /** As Go calls it. */
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
  readonly mappedAddress: number;
  readonly mappedBytes: number;
}

/**
 * A tile: one arena in cells of `pagesPerCell` consecutive pages, `8192 / pagesPerCell` cells. A
 * cell over several pages tells about the page that says most: an in-use one before a free one.
 */
export interface MapTile {
  readonly arena: number;
  readonly pagesPerCell: PagesPerCell;
  /** {@link PageState} */
  readonly state: Uint8Array;
  /** Span class 0…135 of the cell's span; 255 where there is no heap span. */
  readonly spanClass: Uint8Array;
  /** Allocated bytes of the span over what its slots can hold, 0…255. */
  readonly fill: Uint8Array;
  /** 1 on the first page of a span, with one page per cell; else empty. */
  readonly starts: Uint8Array;
  /**
   * By colour mode. gc: {@link SweepState}, plus 8 × share marked (0…31) · owner: P + 1 of the
   * mcache that holds the span, 0 none · goroutine: number of the one that made most, 0 none ·
   * site, type: index of MapOverview.sites or types of the most frequent one
   * · age: 0 (just now) … 255 (since the start), logarithmic · else empty.
   */
  readonly shade: Uint16Array;
  /** With a stretch of the run: 1 where something of the cell had a part in it. */
  readonly touched?: Uint8Array;
}
export type PagesPerCell = 1 | 4 | 16 | 64;

/** Bits of a slot's state. */
export const enum SlotBit {
  allocated = 1,
  /** Its mark bit (gcmarkBits or inline marks) is set. */
  marked = 2,
  /** Marked and scanned: black. Marked without it is grey. */
  scanned = 4,
  /** Allocated by the last step; with a stretch of the run, in it. */
  fresh = 8,
  /** Freed by the last step; with a stretch of the run, in it, and free since. */
  freed = 16,
  /** A 16-byte tiny block, shared by several objects. */
  tiny = 32,
}

/** Spans that touch a range of map pages, in address order, with their slots. */
export interface MapSpans {
  readonly firstPage: number;
  readonly pageCount: number;
  readonly count: number;
  readonly id: Uint32Array;
  /** Map page of the span's first page. */
  readonly page: Float64Array;
  readonly npages: Uint32Array;
  /** {@link PageState}: heap, stack or manual; in Go 1.6, whose free runs are spans, free too. */
  readonly state: Uint8Array;
  readonly spanClass: Uint8Array;
  readonly elemBytes: Float64Array;
  readonly nelems: Uint32Array;
  readonly freeindex: Uint32Array;
  readonly allocCount: Uint32Array;
  /** {@link SweepState} */
  readonly sweep: Uint8Array;
  /** P + 1 of the mcache that holds it; 0 none. */
  readonly owner: Uint8Array;
  /** Bytes of pointer bitmap and of inline mark bits at the span's end; in that order. */
  readonly heapBitsBytes: Uint16Array;
  readonly markBitsBytes: Uint16Array;
  /** 8 where each slot begins with a malloc header, else 0. */
  readonly headerBytes: Uint8Array;
  /** `slotStart[i]…slotStart[i+1]` are span i's slots in the next two; count+1 entries. */
  readonly slotStart: Uint32Array;
  /** {@link SlotBit}s per slot. */
  readonly slots: Uint8Array;
  /** As MapTile.shade, per slot, for an {@link ObjectColour}; else empty. */
  readonly slotShade: Uint16Array;
  /** With a stretch of the run: 1 for each span that had a part in it. */
  readonly touched?: Uint8Array;
}

// ---- details -----------------------------------------------------------------------------------

/** How a number is written. */
export type Format =
  'count' | 'bytes' | 'address' | 'hex' | 'index' | 'tick' | 'percent' | 'nanoseconds';

/** One field of a real struct, or one computed fact. */
export interface Field {
  /** Go's spelling; a computed fact has a StringId name. */
  readonly name: Text;
  readonly value: number | boolean | Text;
  readonly format?: Format;
  /** What the value points at. */
  readonly link?: Key;
  /** Changed by the last step; the old value when it is known. */
  readonly changed?: boolean;
  readonly before?: number | boolean | Text;
}

/** Fields of one Go struct (`goType`), or of a group of facts (`title`). */
export interface FieldGroup {
  /** Go's type name: mspan, mcache, mcentral, mheap, g, p, heapArena, pageCache. */
  readonly goType?: string;
  readonly title?: Text;
  readonly fields: readonly Field[];
}

/** A list one can follow: a span set from head to tail, an mcache's spans, holders of a site. */
export interface LinkList {
  readonly title: Text;
  readonly total: number;
  /** Each item points back at the one before, too. */
  readonly both?: boolean;
  /** The first ones, at most 64. */
  readonly items: readonly { readonly key: Key; readonly label: Text; readonly fill?: number }[];
}

/** Contents of an object, word by word (8 bytes each), at most 512 words from `firstWord`. */
export interface Words {
  readonly address: number;
  readonly firstWord: number;
  /** Low and high half of each word. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** 1 where the collector sees a pointer. */
  readonly pointers: Uint8Array;
  /** Field path per word (`next`, `name.ptr`), empty inside padding. */
  readonly names: readonly string[];
  /** What a pointer points at, by word. */
  readonly targets: readonly (Key | '')[];
}

/** A struct in the neighbourhood of another one. */
export interface Neighbour {
  readonly key: Key;
  /** As an expression of the runtime: `mheap_.central[10].mcentral`. */
  readonly path: string;
}

/** The inspector's page about one thing. Goes with the map: span and slots in the same shape. */
export interface Detail {
  readonly key: Key;
  /** Keys from the root of the tree to this one, without it. */
  readonly path: readonly Key[];
  readonly title: Text;
  /** One sentence: what this is, now. */
  readonly sentence: Text;
  /** Where it stands on the map. */
  readonly page?: number;
  readonly pageCount?: number;
  readonly groups: readonly FieldGroup[];
  readonly lists: readonly LinkList[];
  /** The structs that have to do with this one, and how the runtime's code gets to each. */
  readonly around?: readonly Neighbour[];
  /** With one span: the strip of slots. */
  readonly span?: MapSpans;
  readonly words?: Words;
  /** The line that made it. */
  readonly source?: SourcePosition;
  /** The last event that touched it, with its reasons. */
  readonly last?: EventRow;
}

// ---- timeline ----------------------------------------------------------------------------------

/**
 * The run between two ticks, decimated to about `points` steps. Series keep minimum and maximum of
 * each step, so no peak is lost.
 */
export interface Timeline {
  readonly fromTick: number;
  readonly toTick: number;
  /** Right edge of each step. */
  readonly ticks: Float64Array;
  readonly liveMinBytes: Float64Array;
  readonly liveMaxBytes: Float64Array;
  readonly goalBytes: Float64Array;
  readonly inUseBytes: Float64Array;
  /** Mapped once, and with the operating system again; and what of the mapped it has not got. */
  readonly releasedBytes: Float64Array;
  readonly residentBytes: Float64Array;
  /** Collections that touch the window: mark from start to end, sweep done at sweptTick. */
  readonly gcs: readonly TimelineGC[];
  readonly lanes: readonly TimelineLane[];
  readonly stops: readonly TimelineStop[];
}

/** One collection. A tick of -1 is not reached yet. */
export interface TimelineGC {
  readonly cycle: number;
  readonly startTick: number;
  readonly endTick: number;
  readonly sweptTick: number;
  readonly reason: Text;
  readonly markedBytes: number;
}

/** What one P did: which goroutine ran, and events folded to one mark per step and kind. */
export interface TimelineLane {
  readonly p: number;
  readonly runFrom: Float64Array;
  readonly runTo: Float64Array;
  readonly runG: Uint32Array;
  readonly eventTick: Float64Array;
  /** Index into {@link eventKinds}. */
  readonly eventKind: Uint8Array;
  /** How many events the mark stands for. */
  readonly eventCount: Uint32Array;
}

/** A `//mem:stop` that the run has passed. */
export interface TimelineStop {
  readonly key: Key;
  readonly name: string;
  /** Where the machine stands at it. */
  readonly tick: number;
  readonly position: SourcePosition;
}
