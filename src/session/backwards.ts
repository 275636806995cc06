/** Questions answered by reading the log backwards, not further than is quick. */
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { TraceKind } from '../runtime/trace';
import type { Portions } from './portions';
import { eventSpan } from './view';
import type { View } from './view';

/** Events behind the present that a search for the last one looks at. */
const reach = 200_000;
/** Events that are looked at at once for objects: a few milliseconds. */
const objectReach = 60_000;

/** The last event that touched a span or a slot; -1 when none is near, and for anything else. */
export class LastEvent implements Portions<number> {
  answer = -1;
  private at: number;
  private readonly least: number;
  private readonly isSlot: boolean;
  private readonly span: number;

  constructor(
    private readonly view: View,
    key: Key,
  ) {
    const { count } = view.rt.trace;
    const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: -1, b: 0 };
    this.isSlot = kind === 'slot' && view.isHeap(a) && b < view.nelems(a);
    this.span = this.isSlot || (kind === 'span' && view.isLive(a)) ? a : -1;
    this.answer = this.isSlot ? view.eventOf(a, b) : -1;
    this.at = this.answer >= 0 || this.span < 0 ? 0 : count;
    this.least = Math.max(0, count - reach);
  }

  work(units: number): boolean {
    const { view, span, isSlot } = this;
    const { trace } = view.rt;
    const limit = Math.max(this.least, this.at - units);
    while (this.at > limit) {
      const index = --this.at;
      // The alloc events of a span are about other slots than one whose own is not known.
      if (isSlot && trace.kind(index) === TraceKind.alloc) continue;
      if (eventSpan(view, index) !== span) continue;
      this.answer = index;
      this.at = 0;
    }
    return this.at <= this.least;
  }
}

/** An object by its place. */
interface Slot {
  readonly span: number;
  readonly slot: number;
}

/** The newest objects of one of the sites that are still there, newest first. */
export function newestObjects(view: View, sites: readonly number[], limit: number): Slot[] {
  const { trace } = view.rt;
  const found: Slot[] = [];
  const least = Math.max(0, trace.count - objectReach);
  for (let index = trace.count - 1; index >= least && found.length < limit; index--) {
    if (trace.kind(index) !== TraceKind.alloc || !sites.includes(trace.site(index))) continue;
    const place = view.placeOf(trace.a(index));
    if (place === undefined || place.slot < 0) continue;
    const isThere =
      view.isAllocated(place.span, place.slot) && view.eventOf(place.span, place.slot) === index;
    if (isThere) found.push(place);
  }
  return found;
}
