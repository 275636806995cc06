/**
 * What differs between runtimes is how their levels hang together: which lists there are, what they
 * are called and what stands on them. One of these is chosen with the {@link View} when a run is
 * made; tree, rows and inspector ask it about whatever is not the same in all runtimes.
 */
import type { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import type { Phrase } from '../protocol/strings';
import type { Field, LinkList, Neighbour } from '../protocol/views';
import type { Page, Sources } from './details';
import type { Children } from './flatten';
import type { RowFacts } from './rows';

/** A key taken apart. */
export type Parsed = NonNullable<ReturnType<typeof parseKey>>;

/** Each answer is undefined for keys that are not of this runtime's levels. */
export interface Structures {
  children(key: Parsed): Children | undefined;
  parent(key: Parsed): Key | undefined;
  /** The row of a key that has `count` children. */
  row(key: Parsed, count: number): RowFacts | undefined;
  /** The inspector's page; undefined too when what the key names is not there. */
  page(sources: Sources, key: Parsed): Page | undefined;
  /** The fields of an mspan that is live. */
  spanFields(span: number): Field[];
  /**
   * The structs around a span or a list that is there, itself included, from the heap down to it;
   * empty for everything else. `p` is where the program runs.
   */
  around(key: Parsed, p: number): readonly Neighbour[];
  /** Whether the objects of a heap span have pointers. */
  pointers(span: number): Phrase;
  /** Lists that begin at a span. */
  spanLists(span: number): LinkList[];
  /** What is to be said of a slot of a heap span beside what all slots have. */
  slotFields(span: number, slot: number): Field[];
}
