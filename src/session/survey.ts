/**
 * The heap seen once from end to end, page by page: what its pages are, its spans by size class,
 * its free runs by length. One survey belongs to one moment of the run; it is made in portions.
 */
import type { DashboardClass } from '../protocol/modes';
import { SweepState } from '../protocol/views';
import type { View } from './view';

type ClassRow = { -readonly [Name in keyof DashboardClass]: DashboardClass[Name] };

export class Survey {
  /** Pages by {@link PageState}. */
  readonly pages = new Uint32Array(8);
  /** Runs of free pages, by length: those of [2^i, 2^(i+1)) pages stand at i. */
  readonly freeRuns: { runs: number; pages: number }[] = [];
  private readonly rows = new Map<number, ClassRow>();
  private page = 0;
  private free = 0;

  constructor(private readonly view: View) {}

  /** Looks at about `units` spans, or pages without one; true when all were seen. */
  work(units: number): boolean {
    const { mappedPages } = this.view;
    for (let left = units; left > 0 && this.page < mappedPages; left--) this.next();
    if (this.page >= mappedPages) this.endRun();
    return this.page >= mappedPages;
  }

  private next(): void {
    const { view, page } = this;
    const span = view.spanAt(page);
    const limit = span === 0 ? page + 1 : view.startPage(span) + view.npages(span);
    this.pages[span === 0 ? view.bareState(page) : view.spanState(span)]! += limit - page;
    if (span === 0 && view.isFreePage(page)) this.free++;
    else this.endRun();
    if (view.isHeap(span)) this.addSpan(span);
    this.page = limit;
  }

  private endRun(): void {
    if (this.free === 0) return;
    const power = 31 - Math.clz32(this.free);
    while (this.freeRuns.length <= power) this.freeRuns.push({ runs: 0, pages: 0 });
    this.freeRuns[power]!.runs += 1;
    this.freeRuns[power]!.pages += this.free;
    this.free = 0;
  }

  private addSpan(span: number): void {
    const { view } = this;
    const row = this.rowOf(view.spanClass(span) >> 1);
    const sweep = view.sweepState(span);
    const isCached = sweep === SweepState.cachedSwept || sweep === SweepState.cachedUnswept;
    const isUnswept = sweep === SweepState.unswept || sweep === SweepState.cachedUnswept;
    const elemBytes = view.elemBytes(span);
    const slots = view.nelems(span);
    row.key ??= `span:${span}`;
    row.spans += 1;
    row.cachedSpans += isCached ? 1 : 0;
    row.unsweptSpans += isUnswept ? 1 : 0;
    row.slots += slots;
    row.objects += view.used(span);
    row.bytes += view.used(span) * elemBytes;
    row.tailBytes += view.npages(span) * 8192 - slots * elemBytes;
  }

  private rowOf(sizeClass: number): ClassRow {
    const known = this.rows.get(sizeClass);
    if (known !== undefined) return known;
    const row: ClassRow = {
      sizeClass,
      elemBytes: this.view.classBytes(sizeClass),
      spans: 0,
      cachedSpans: 0,
      unsweptSpans: 0,
      slots: 0,
      objects: 0,
      bytes: 0,
      tailBytes: 0,
      mallocs: 0,
      frees: 0,
    };
    this.rows.set(sizeClass, row);
    return row;
  }

  // ---- answers, once all was seen

  /** By size class; of those that have no span any more, what they did is still told. */
  classes(): DashboardClass[] {
    const { view, rows } = this;
    const [mallocs, frees] = [view.mallocs(), view.frees()];
    for (let sizeClass = 0; sizeClass < view.sizeClasses; sizeClass++) {
      if (mallocs[sizeClass] === 0 && !rows.has(sizeClass)) continue;
      const row = this.rowOf(sizeClass);
      row.mallocs = mallocs[sizeClass]!;
      row.frees = frees[sizeClass]!;
    }
    return [...rows.values()].sort((a, b) => classOrder(a) - classOrder(b));
  }
}

/** Large objects stand at the end of what is told by size class. */
export function classOrder({ sizeClass }: { readonly sizeClass: number }): number {
  return sizeClass === 0 ? Infinity : sizeClass;
}
