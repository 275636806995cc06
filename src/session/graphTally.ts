/**
 * Objects of the heap counted by colour and by what they are: the collector's three colours while
 * it marks, what it has found while the sweeper has not come by, and nothing after that.
 */
import type { MarkColour } from '../protocol/marking';
import { SweepState } from '../protocol/views';
import type { ObjectNames } from './objectNames';
import type { View } from './view';

/** What leads to an object: the program's roots, the library's and the runtime's, nothing. */
export type Area = 'program' | 'runtime' | 'unreachable';

/** Objects of one type, or of one size, in one area. */
export interface Tally {
  readonly area: Area;
  /** See {@link ObjectNames.whatOf}. */
  readonly what: number;
  readonly counts: Record<MarkColour, number>;
  count: number;
  bytes: number;
  /** The first one. */
  readonly span: number;
  readonly slot: number;
}

/** Unreachable objects of which the places are kept. */
const placesMax = 64;

const zero = (): Record<MarkColour, number> => ({
  ...{ white: 0, grey: 0, black: 0 },
  ...{ live: 0, dead: 0, none: 0 },
});

export class Tallies {
  readonly counts = zero();
  objects = 0;
  bytes = 0;
  unreachable = 0;
  unreachableBytes = 0;
  /** The first ones in no particular order. */
  readonly unreachablePlaces: { readonly span: number; readonly slot: number }[] = [];
  private readonly groups = new Map<string, Tally>();

  constructor(
    private readonly view: View,
    private readonly names: ObjectNames,
  ) {}

  colourOf(span: number, slot: number): MarkColour {
    const { view } = this;
    const isMarked = view.isMarked(span, slot);
    if (view.rt.gcPhase !== 0) {
      if (!isMarked) return 'white';
      return view.isScanned(span, slot) ? 'black' : 'grey';
    }
    const sweep = view.sweepState(span);
    if (sweep !== SweepState.unswept && sweep !== SweepState.cachedUnswept) return 'none';
    return isMarked ? 'live' : 'dead';
  }

  /** Counts the objects of a span. */
  countSpan(span: number, areaOf: (slot: number) => Area): void {
    const { view } = this;
    const bytes = view.elemBytes(span);
    for (let slot = 0; slot < view.nelems(span); slot++) {
      if (!view.isAllocated(span, slot)) continue;
      const area = areaOf(slot);
      const colour = this.colourOf(span, slot);
      const tally = this.tallyOf(area, span, slot);
      tally.count++;
      tally.bytes += bytes;
      tally.counts[colour]++;
      this.counts[colour]++;
      this.objects++;
      this.bytes += bytes;
      if (area !== 'unreachable') continue;
      this.unreachable++;
      this.unreachableBytes += bytes;
      if (this.unreachablePlaces.length < placesMax) this.unreachablePlaces.push({ span, slot });
    }
  }

  private tallyOf(area: Area, span: number, slot: number): Tally {
    const what = this.names.whatOf(span, slot);
    const name = `${area} ${what}`;
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const made: Tally = { area, what, counts: zero(), count: 0, bytes: 0, span, slot };
    this.groups.set(name, made);
    return made;
  }

  /** All groups, the ones with most objects first. */
  list(): Tally[] {
    return [...this.groups.values()].sort((a, b) => b.count - a.count || a.what - b.what);
  }
}
