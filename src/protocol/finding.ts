/** Finding on the map, and what a stretch of the run amounts to. */
import type { Key } from './keys';
import type { EventKind, Text } from './views';

/**
 * What is looked for: an address (0x…), a size class (`class 5`, `48 B`), or a part of the name of
 * a type or of an allocation site, in any case.
 */
export interface FindParams {
  readonly text: string;
  /** Where to go on: what the answer before said. */
  readonly fromPage?: number;
}

/** In address order; a large heap is looked through in several answers. */
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
  /**
   * What the program asked for, of the objects of which that is known, and the bytes of their
   * slots; undefined where there are too many objects to ask each.
   */
  readonly asked?: { readonly bytes: number; readonly slotBytes: number };
  readonly freePages: number;
  readonly freeRuns: number;
  readonly longestRun: number;
}

export interface RangeSummary {
  readonly events: number;
  /** The newest of them, which the rest is about. */
  readonly counted: number;
  readonly allocs: number;
  readonly bytes: number;
  /** Those that happened, in the order of the kinds. */
  readonly kinds: readonly { readonly kind: EventKind; readonly count: number }[];
  /** By bytes, most first; without a key what the runtime and the library made. */
  readonly sites: readonly {
    readonly key?: Key;
    readonly text?: string;
    readonly count: number;
    readonly bytes: number;
  }[];
  readonly moreSites: number;
}
