/** Waste and fragmentation of a stretch of memory: a span, a free run, a chunk or an arena. */
import type { Measured } from '../protocol/finding';
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import { PageState, pageBytes, pagesPerArena, pagesPerChunk } from '../protocol/views';
import type { Portions } from './portions';
import type { View } from './view';

/** Throws a RequestError when the key names no stretch of memory. */
export function measured(view: View, key: Key): Portions<Measured> {
  return new Measuring(view, pagesOf(view, key));
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

class Measuring implements Portions<Measured> {
  private readonly first: number;
  private readonly limit: number;
  private page: number;
  private readonly pages: number;
  private spanPages = 0;
  private slotBytes = 0;
  private objectBytes = 0;
  /** Of objects of which is known what was asked for: that, and the bytes of their slots. */
  private readonly asked = { bytes: 0, slotBytes: 0 };
  private freePages = 0;
  private freeRuns = 0;
  private longestRun = 0;
  private run = 0;

  constructor(
    private readonly view: View,
    { first, count }: ReturnType<typeof pagesOf>,
  ) {
    this.pages = count;
    this.first = this.page = Math.max(0, first);
    this.limit = Math.min(first + count, view.mappedPages);
  }

  work(units: number): boolean {
    for (let left = units; left > 0 && this.page < this.limit;) left -= 1 + this.next();
    return this.page >= this.limit;
  }

  /** Takes in a span, or a page without one; the slots that were looked at. */
  private next(): number {
    const { view, page } = this;
    const span = view.spanAt(page);
    const state = span === 0 ? view.bareState(page) : PageState.heap;
    const isFree = state === PageState.free || state === PageState.released;
    this.run = isFree ? this.run + 1 : 0;
    this.freePages += isFree ? 1 : 0;
    this.freeRuns += this.run === 1 ? 1 : 0;
    this.longestRun = Math.max(this.longestRun, this.run);
    this.page = span === 0 ? page + 1 : view.startPage(span) + view.npages(span);
    // A span that only reaches into the stretch counts where it begins.
    const isOwn = view.isHeap(span) && view.startPage(span) >= this.first;
    return isOwn ? this.span(span) : 0;
  }

  private span(span: number): number {
    const { view } = this;
    const nelems = view.nelems(span);
    const elemBytes = view.elemBytes(span);
    this.spanPages += view.npages(span);
    this.slotBytes += nelems * elemBytes;
    this.objectBytes += view.used(span) * elemBytes;
    for (let slot = 0; slot < nelems; slot++) {
      const asked = view.isAllocated(span, slot) ? view.requestedBytes(span, slot) : -1;
      if (asked < 0 || asked > elemBytes) continue;
      this.asked.bytes += asked;
      this.asked.slotBytes += elemBytes;
    }
    return nelems;
  }

  get answer(): Measured {
    const { pages, spanPages, slotBytes, objectBytes, asked } = this;
    const { freePages, freeRuns, longestRun } = this;
    return {
      ...{ pages, spanPages, objectBytes, asked, freePages, freeRuns, longestRun },
      freeSlotBytes: slotBytes - objectBytes,
      tailBytes: spanPages * pageBytes - slotBytes,
    };
  }
}
