/**
 * Birth and death of an object or a span. The birth of what lives is known; the death lies ahead:
 * the run goes on from one sweep of its span to the next until its slot is free again.
 */
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { TraceKind } from '../runtime/trace';
import type { View } from './view';

/** What is followed: a slot while the object that event `born` made is in it, or a span. */
export interface Follow {
  readonly span: number;
  /** -1 for a span. */
  readonly slot: number;
  readonly born: number;
}

/** Events that are looked at for the birth of a span. */
const reach = 1_000_000;

/** What stands at `key` now; undefined when nothing there has a birth that is known. */
export function followed(view: View, key: Key): Follow | undefined {
  const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: 0, b: 0 };
  if (kind === 'slot') {
    if (!view.isLive(a) || !view.isAllocated(a, b)) return undefined;
    const born = view.eventOf(a, b);
    return born < 0 ? undefined : { span: a, slot: b, born };
  }
  if (kind !== 'span' || !view.isLive(a)) return undefined;
  const { trace } = view.rt;
  const least = Math.max(0, trace.count - reach);
  for (let index = trace.count - 1; index >= least; index--) {
    const isBirth = trace.kind(index) === TraceKind.spanAlloc && trace.a(index) === a;
    if (isBirth) return { span: a, slot: -1, born: index };
  }
  return undefined;
}

/** Whether it is there still. */
export function lives(view: View, { span, slot, born }: Follow): boolean {
  if (!view.isLive(span)) return false;
  return slot < 0 || (view.isAllocated(span, slot) && view.eventOf(span, slot) === born);
}

/** Whether `index` is an event that may have ended it. */
export function mayEnd(view: View, { span, slot }: Follow, index: number): boolean {
  const { trace } = view.rt;
  const kind = trace.kind(index);
  if (trace.a(index) !== span) return false;
  return kind === TraceKind.spanFree || (slot >= 0 && kind === TraceKind.sweep);
}
