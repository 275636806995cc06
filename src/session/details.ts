/** The inspector's pages, by what a key names. */
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { Detail, RunOptions } from '../protocol/views';
import type { Calls } from './calls';
import type { Counters } from './counters';
import { heapPage } from './detailHeap';
import { programPage } from './detailProgram';
import { spanPage } from './detailSpan';
import type { Events } from './events';
import { ancestors } from './flatten';
import type { ObjectGraph } from './objectGraph';
import type { Positions } from './positions';
import type { Recorder } from './recorder';
import type { RowNames } from './rows';
import type { SiteTotals } from './sites';
import { treeRoot } from './tree';
import type { Structures } from './structures';
import type { Survey } from './survey';
import type { Touched } from './touched';
import type { Tree } from './tree';
import type { Values } from './values';
import type { View } from './view';

/** All that knows something about the present state. */
export interface Sources {
  readonly name: string;
  readonly view: View;
  readonly structures: Structures;
  readonly calls: Calls;
  readonly tree: Tree;
  readonly rows: RowNames;
  readonly sites: SiteTotals;
  readonly events: Events;
  readonly positions: Positions;
  readonly values: Values;
  readonly recorder: Recorder;
  /** The whole heap; nothing is looked at before somebody asks. */
  readonly survey: Survey;
  /** Objects and what points at them; nothing is counted before somebody asks. */
  readonly graph: ObjectGraph;
  readonly options: Pick<RunOptions, 'profile' | 'gogc' | 'memoryLimit' | 'seed'>;
}

/** What is known of the two ends of a stretch of the run, beside the present. */
export interface Ends {
  /** Where it begins. */
  readonly start: Sources;
  /** What was counted where it ends; undefined when that is the present, or lies ahead. */
  readonly end: Counters | undefined;
}

/** A page without what all pages have. */
export type Page = Omit<Detail, 'key' | 'path'>;

/**
 * The page of a key, without what happened there last. Throws a RequestError when the key names
 * nothing at this tick.
 */
export function detailOf(sources: Sources, key: Key, touched?: Touched): Detail {
  const parsed = parseKey(key);
  const page =
    parsed === undefined
      ? undefined
      : (sources.structures.page(sources, parsed) ??
        heapPage(sources, parsed) ??
        spanPage(sources, parsed, touched) ??
        programPage(sources, parsed));
  if (page === undefined) throw new RequestError({ code: 'notFound', message: key });
  const path = ancestors(sources.tree, treeRoot, key) ?? [];
  const around = sources.structures.around(parsed!, sources.view.rt.p);
  return { key, path, ...page, ...(around.length === 0 ? {} : { around }) };
}
