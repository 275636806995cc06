/** Waste and fragmentation of a stretch of memory: a span, a free run, a chunk or an arena. */
import type { Measured } from '../protocol/finding';
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import { PageState, pageBytes, pagesPerArena, pagesPerChunk } from '../protocol/views';
import type { View } from './view';

/** Slots that are asked one by one: a few milliseconds. */
const slotsMax = 100_000;

export function measured(view: View, key: Key): Measured {
  const { first, count } = pagesOf(view, key);
  const limit = Math.min(first + count, view.mappedPages);
  const spans: number[] = [];
  view.forSpans(first, limit, (span) => {
    // A span that only reaches into the stretch counts where it begins.
    if (view.isHeap(span) && view.startPage(span) >= first) spans.push(span);
  });
  const sum = (of: (span: number) => number): number =>
    spans.reduce((total, span) => total + of(span), 0);
  const slotBytes = sum((span) => view.nelems(span) * view.elemBytes(span));
  const objectBytes = sum((span) => view.used(span) * view.elemBytes(span));
  const spanPages = sum((span) => view.npages(span));
  const slots = sum((span) => view.nelems(span));
  return {
    pages: count,
    spanPages,
    objectBytes,
    freeSlotBytes: slotBytes - objectBytes,
    tailBytes: spanPages * pageBytes - slotBytes,
    ...(slots <= slotsMax ? { asked: askedOf(view, spans) } : {}),
    ...freeOf(view, Math.max(0, first), limit),
  };
}

/** The engine pages that a key stands for. */
function pagesOf(view: View, key: Key): { first: number; count: number } {
  const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: 0, b: 0 };
  const isSpan = kind === 'span' || kind === 'slot';
  if (isSpan && view.isLive(a)) return { first: view.startPage(a), count: view.npages(a) };
  if (kind === 'pages') return { first: view.enginePage(a), count: b };
  const size = kind === 'chunk' ? pagesPerChunk : kind === 'arena' ? pagesPerArena : 0;
  if (size > 0 && a * size < view.arenaCount * pagesPerArena)
    return { first: view.enginePage(a * size), count: size };
  throw new RequestError({ code: 'notFound', message: `${key} is no stretch of memory` });
}

function askedOf(view: View, spans: readonly number[]): NonNullable<Measured['asked']> {
  let bytes = 0;
  let slotBytes = 0;
  for (const span of spans) {
    for (let slot = 0; slot < view.nelems(span); slot++) {
      const asked = view.isAllocated(span, slot) ? view.requestedBytes(span, slot) : -1;
      if (asked < 0 || asked > view.elemBytes(span)) continue;
      bytes += asked;
      slotBytes += view.elemBytes(span);
    }
  }
  return { bytes, slotBytes };
}

function freeOf(
  view: View,
  first: number,
  limit: number,
): Pick<Measured, 'freePages' | 'freeRuns' | 'longestRun'> {
  let freePages = 0;
  let freeRuns = 0;
  let longestRun = 0;
  let run = 0;
  for (let page = first; page < limit;) {
    const span = view.spanAt(page);
    const state = span === 0 ? view.bareState(page) : PageState.heap;
    const isFree = state === PageState.free || state === PageState.released;
    if (isFree) {
      freePages += 1;
      if (run++ === 0) freeRuns += 1;
      longestRun = Math.max(longestRun, run);
    } else run = 0;
    page = span === 0 ? page + 1 : Math.max(page + 1, view.startPage(span) + view.npages(span));
  }
  return { freePages, freeRuns, longestRun };
}
