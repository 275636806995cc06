/**
 * The questions whose answers grow with the heap or with the run, each as what is to be worked at:
 * a host works at them in slices, so that a large heap holds nobody up.
 */
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { Method, Params, Result, TickRange } from '../protocol/protocol';
import { sayText } from '../protocol/strings';
import type { Detail } from '../protocol/views';
import { aliveOf } from './alive';
import { LastEvent } from './backwards';
import { dashboardOf } from './dashboard';
import { detailOf } from './details';
import type { Ends, Sources } from './details';
import { EventSearch } from './eventRange';
import { eventsOf } from './eventWindow';
import { markChanges } from './fields';
import { findAnywhere } from './find';
import { Rows } from './flatten';
import { levelsOf } from './levels';
import { Traffic } from './levelTraffic';
import { mapSpans, mapTiles } from './map';
import { markingOf } from './marking';
import { measured } from './measure';
import { after, then } from './portions';
import type { Portions } from './portions';
import type { Run } from './run';
import { TimelineAnswer } from './timeline';
import type { Touched } from './touched';
import { treeRoot } from './tree';
import { zonesOf } from './zones';

/** `ends` is of the stretch of the run that the question names, once somebody has been there. */
type Ask<M extends Method> = (run: Run, params: Params<M>, ends?: Ends) => Portions<Result<M>>;

const treeSearch: Ask<'treeSearch'> = (run, params) => new TreeSearch(run.sources(), params);

const tiles: Ask<'tiles'> = (run, params) =>
  touching(run, params.range, (touched) => mapTiles(run.sources().view, params, touched));

const spans: Ask<'spans'> = (run, params) =>
  touching(run, params.range, (touched) => mapSpans(run.sources().view, params, touched));

/** An answer for which it may have to be known what had a part in a stretch. */
function touching<Answer>(
  run: Run,
  range: TickRange | undefined,
  ask: (touched?: Touched) => Portions<Answer>,
): Portions<Answer> {
  if (range === undefined) return ask();
  const touched = run.touched(range);
  return then(touched, () => ask(touched));
}

const inspect: Ask<'inspect'> = (run, { key, range }, ends) => {
  const sources = run.sources();
  return touching(run, range, (touched) => {
    const lastEvent = new LastEvent(sources.view, key);
    return after(lastEvent, () => {
      const { answer: last } = lastEvent;
      const said = detailOf(sources, key, touched);
      const page = last < 0 ? said : { ...said, last: sources.events.row(last) };
      const remembered = run.remember(page);
      const before = range === undefined ? remembered : pageThen(ends, key);
      if (before === undefined) return page;
      return { ...page, groups: markChanges(page.groups, before.groups) };
    });
  });
};

/** The page as it was where a stretch begins; undefined when there was nothing of the kind. */
function pageThen(ends: Ends | undefined, key: Key): Detail | undefined {
  try {
    return ends && detailOf(ends.start, key);
  } catch (error) {
    if (error instanceof RequestError && error.code === 'notFound') return undefined;
    throw error;
  }
}

const timeline: Ask<'timeline'> = (run, params) =>
  new TimelineAnswer(run.recorder, run.machine.rt, params);

const events: Ask<'events'> = (run, params) =>
  new EventSearch(run.machine.rt.trace, run.sources().events, params);

const find: Ask<'find'> = (run, params) => findAnywhere(run.sources(), params);

const measure: Ask<'measure'> = (run, { key }) => measured(run.sources().view, key);

const rangeSummary: Ask<'rangeSummary'> = (run, range) => {
  const stretch = run.stretch(range);
  return after(stretch, () => stretch.summary);
};

const levels: Ask<'levels'> = (run, { range }, ends) => {
  const sources = run.sources();
  if (range === undefined) return after(sources.survey, () => levelsOf(sources));
  const traffic = new Traffic(sources.view, range);
  return then(sources.survey, () => after(traffic, () => levelsOf(sources, traffic, ends)));
};

const zones: Ask<'zones'> = (run, { range }, ends) => ({
  work: () => true,
  get answer() {
    const sources = run.sources();
    const within = range && eventsOf(sources.view.rt.trace, range);
    return zonesOf(sources, within, ends?.start);
  },
});

const dashboard: Ask<'dashboard'> = (run) => {
  const sources = run.sources();
  return after(sources.survey, () => dashboardOf(sources));
};

/** Its answer is there at any time: how far the graph is, as long as it is not done. */
const marking: Ask<'marking'> = (run, params, ends) => {
  const sources = run.sources();
  return after(sources.graph, () => markingOf(sources, params, ends?.start));
};

const alive: Ask<'alive'> = (run, { key }) => aliveOf(run.sources(), key);

export const questions = {
  treeSearch,
  tiles,
  spans,
  inspect,
  timeline,
  events,
  find,
  measure,
  rangeSummary,
  levels,
  dashboard,
  zones,
  marking,
  alive,
} satisfies { [M in Method]?: Ask<M> };

/** Requests that are answered so. */
export type LongQuestion = keyof typeof questions;

/** Rows that a search looks at. */
const searchLimit = 20_000;

/** The next row whose label begins with some letters, from one on and round. */
class TreeSearch implements Portions<Result<'treeSearch'>> {
  answer = { index: -1 };
  private readonly rows: Rows;
  private readonly tries: number;
  private tried = 0;

  constructor(
    private readonly sources: Sources,
    private readonly params: Params<'treeSearch'>,
  ) {
    this.rows = new Rows(sources.tree, treeRoot, params.expanded);
    this.tries = Math.min(this.rows.total, searchLimit);
  }

  work(units: number): boolean {
    const { prefix, after: before, language } = this.params;
    const wanted = prefix.toLowerCase();
    const limit = Math.min(this.tries, this.tried + units);
    while (this.answer.index < 0 && this.tried < limit) {
      const index = (before + ++this.tried) % this.rows.total;
      const { label } = this.sources.rows.facts(this.rows.at(index).key);
      if (sayText(language, label).toLowerCase().startsWith(wanted)) this.answer = { index };
    }
    return this.answer.index >= 0 || this.tried >= this.tries;
  }
}
