/** Finding, and what a stretch of the run amounts to. */
import type { Key } from './keys';
import type { EventKind, Text } from './views';

/**
 * What is looked for: an address (0x…), a size class (`class 5`, `48 B`), or a part of the name of
 * a type, an allocation site, a function or a variable, in any case.
 */
export interface FindParams {
  readonly text: string;
  /** Where to go on: what the answer before said. */
  readonly fromPage?: number;
}

/**
 * In address order; a large heap is looked through in several answers. What the program names
 * follows the objects of the first one.
 */
export interface Found {
  readonly matches: readonly { readonly key: Key; readonly label: Text }[];
  /** Map page to go on at; undefined when all has been looked at. */
  readonly nextPage?: number;
}

/** What a stretch of memory holds: where its bytes are, and how its free pages are cut up. */
export interface Measured {
  readonly pages: number;
  /** Pages of heap spans, and what is in them. */
  readonly spanPages: number;
  readonly objectBytes: number;
  readonly freeSlotBytes: number;
  /** Behind the last slot, or taken by bitmaps. */
  readonly tailBytes: number;
  /** What the program asked for, of the objects of which that is known, and their slots' bytes. */
  readonly asked: { readonly bytes: number; readonly slotBytes: number };
  readonly freePages: number;
  readonly freeRuns: number;
  readonly longestRun: number;
}

/** What happened in ticks `fromTick…toTick`, as far as the run stands at `tick`. */
export interface RangeSummary {
  readonly tick: number;
  readonly fromTick: number;
  readonly toTick: number;
  readonly events: number;
  readonly allocs: number;
  /** What the program asked for. */
  readonly bytes: number;
  /** Those that happened, in the order of the kinds. */
  readonly kinds: readonly { readonly kind: EventKind; readonly count: number }[];
  /** By bytes asked for, most first; without a key what the runtime and the library made. */
  readonly sites: readonly {
    readonly key?: Key;
    readonly text?: string;
    readonly count: number;
    readonly bytes: number;
    /** Slots it was the last to take, not swept yet. */
    readonly live: number;
  }[];
  readonly moreSites: number;
  /** Size classes with a slot taken or freed, ascending; class 0 are large objects, at the end. */
  readonly classes: readonly StretchClass[];
}

/** A size class in a stretch of the run. */
export interface StretchClass {
  readonly sizeClass: number;
  readonly elemBytes: number;
  /** Slots taken, their bytes, and what was asked for of them. */
  readonly mallocs: number;
  readonly bytes: number;
  readonly asked: number;
  /** Objects swept. */
  readonly frees: number;
  /** Slots of those taken that have not been swept since nor taken again, and their bytes. */
  readonly live: number;
  readonly liveBytes: number;
  /** The newest of them, to be shown on the map. */
  readonly key?: Key;
}
