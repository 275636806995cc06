/**
 * spanSet, the queue behind each list of an mcentral, after runtime/mspanset.go of Go 1.26: spans
 * come out in the order in which they went in.
 *
 * NON-GO: Go keeps 512 entries to a block under a growing spine so that Ps push and pop without a
 * lock; ours are linked entries from one pool. The order is the same.
 *
 * Entries stand apart from spans because an unswept set may still name a span that was swept by
 * other means, or even freed and taken for something else: whoever pops it looks at its sweepgen.
 */
import type { ColumnSet, Table } from '../base/columns';
import { numSpanClasses } from './sizeclasses';

const setSchema = { head: 'i32', tail: 'i32', count: 'i32' } as const;
const entrySchema = { span: 'i32', next: 'i32' } as const;

/** Sets of an mcentral: partial[0], partial[1], full[0], full[1]. */
const setsPerCentral = 4;

export class SpanSets {
  /** Row `spc × 4 + which`. Entry 0 stands for the end. */
  readonly set: Table<typeof setSchema>;
  /** Row 0 heads the free entries. */
  readonly entry: Table<typeof entrySchema>;

  constructor(private readonly columns: ColumnSet) {
    this.set = columns.table('spanSet', setSchema, numSpanClasses * setsPerCentral);
    this.entry = columns.table('spanSetEntry', entrySchema, 1, 1024);
  }

  push(set: number, span: number): void {
    const { entry } = this;
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
    const { head, tail, count } = this.set;
    const at = head[set]!;
    if (at === 0) return 0;
    const { span, next } = this.entry;
    head[set] = next[at]!;
    if (head[set] === 0) tail[set] = 0;
    count[set]!--;
    next[at] = next[0]!;
    next[0] = at;
    return span[at]!;
  }

  /** Empties the set. */
  reset(set: number): void {
    while (this.pop(set) !== 0);
  }
}
