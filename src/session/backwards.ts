/** Questions answered by reading the log backwards, not further than is quick. */
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { TraceKind } from '../runtime/trace';
import { eventSpan } from './view';
import type { View } from './view';

/** Events that are looked at. */
const reach = 200_000;

/** The last event that touched a span or a slot; -1 when none is near. */
export function lastEventOf(view: View, key: Key): number {
  const { trace } = view.rt;
  const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: 0, b: 0 };
  const born = kind === 'slot' ? view.eventOf(a, b) : -1;
  if (born >= 0) return born;
  const least = Math.max(0, trace.count - reach);
  for (let index = trace.count - 1; index >= least; index--) {
    if (kind === 'slot' && trace.kind(index) === TraceKind.alloc) continue;
    if (eventSpan(view, index) === a) return index;
  }
  return -1;
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
  const least = Math.max(0, trace.count - reach);
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
