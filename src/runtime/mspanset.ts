/**
 * spanSet, the queue behind each list of an mcentral, after runtime/mspanset.go of Go 1.26: spans
 * come out in the order in which they went in.
 *
 * NON-GO: Go keeps 512 entries to a block under a growing spine so that Ps push and pop without a
 * lock; ours are linked entries from one pool. The order is the same, and what blocks and spines
 * would take is counted.
 *
 * Entries stand apart from spans because an unswept set may still name a span that was swept by
 * other means, or even freed and taken for something else: whoever pops it looks at its sweepgen.
 */
import type { ColumnSet, Table } from '../base/columns';
import { persistentalloc } from './persistentalloc';
import type { Runtime } from './runtime';
import { numSpanClasses } from './sizeclasses';

const setSchema = {
  head: 'i32',
  tail: 'i32',
  count: 'i32',
  /** Spans that were pushed and popped since the last reset: headTailIndex. */
  pushed: 'u32',
  popped: 'u32',
  /** Blocks, those that are empty again included, and how many there is room for. */
  spineLen: 'u32',
  spineCap: 'u32',
} as const;
const entrySchema = { span: 'i32', next: 'i32' } as const;

/** spanSetBlockPool: blocks that are empty. */
const blockPoolSchema = { free: 'u32' } as const;

/** Spans to a block; bytes of one, and to what they are aligned. */
const spanSetBlockEntries = 512;
const spanSetBlockBytes = 4608;
const spanSetBlockAlign = 512;
/** Blocks of a set's first spine, and to what spines are aligned: a cache line. */
const spanSetInitSpineCap = 256;
const spineAlign = 64;

/** Sets of an mcentral: partial[0], partial[1], full[0], full[1]. */
const setsPerCentral = 4;

export class SpanSets {
  /** Row `spc × 4 + which`. Entry 0 stands for the end. */
  readonly set: Table<typeof setSchema>;
  /** Row 0 heads the free entries. */
  readonly entry: Table<typeof entrySchema>;
  private readonly blockPool: Table<typeof blockPoolSchema>;
  private readonly columns: ColumnSet;

  constructor(private readonly rt: Runtime) {
    this.columns = rt.columns;
    this.set = rt.columns.table('spanSet', setSchema, numSpanClasses * setsPerCentral);
    this.entry = rt.columns.table('spanSetEntry', entrySchema, 1, 1024);
    this.blockPool = rt.columns.table('spanSetBlockPool', blockPoolSchema, 1);
  }

  push(set: number, span: number): void {
    const { entry } = this;
    const { pushed, spineLen } = this.set;
    if (pushed[set]! >= spineLen[set]! * spanSetBlockEntries) this.addBlock(set);
    pushed[set]!++;
    let at = entry.next[0]!;
    if (at === 0) {
      at = entry.rows;
      this.columns.resize(entry, at + 1);
    } else {
      entry.next[0] = entry.next[at]!;
    }
    entry.span[at] = span;
    entry.next[at] = 0;
    const { head, tail, count } = this.set;
    if (tail[set] === 0) head[set] = at;
    else entry.next[tail[set]!] = at;
    tail[set] = at;
    count[set]!++;
  }

  /** The span that was pushed first, 0 when the set is empty. */
  pop(set: number): number {
    const { head, tail, count, popped } = this.set;
    const at = head[set]!;
    if (at === 0) return 0;
    if (++popped[set] % spanSetBlockEntries === 0) this.blockPool.free[0]!++;
    const { span, next } = this.entry;
    head[set] = next[at]!;
    if (head[set] === 0) tail[set] = 0;
    count[set]!--;
    next[at] = next[0]!;
    next[0] = at;
    return span[at]!;
  }

  /** Empties the set, and gives its block back. */
  reset(set: number): void {
    while (this.pop(set) !== 0);
    const { pushed, popped, spineLen } = this.set;
    if (popped[set]! % spanSetBlockEntries !== 0) this.blockPool.free[0]!++;
    pushed[set] = popped[set] = spineLen[set] = 0;
  }

  private addBlock(set: number): void {
    const { spineLen, spineCap } = this.set;
    if (spineLen[set] === spineCap[set]) {
      spineCap[set] = spineCap[set] === 0 ? spanSetInitSpineCap : spineCap[set]! * 2;
      persistentalloc(this.rt, spineCap[set] * 8, spineAlign, 'gcMiscSys');
    }
    const { free } = this.blockPool;
    if (free[0] === 0) persistentalloc(this.rt, spanSetBlockBytes, spanSetBlockAlign, 'gcMiscSys');
    else free[0]!--;
    spineLen[set]!++;
  }
}
