/** Answers to everything that the session alone knows, whoever is the host. */
import type { Handlers } from '../protocol/port';
import type { Session } from '../session/session';

/** Requests that are questions about the session at its current tick. */
type Question =
  | 'tree'
  | 'treeLocate'
  | 'treeSearch'
  | 'overview'
  | 'tiles'
  | 'spans'
  | 'inspect'
  | 'timeline'
  | 'events'
  | 'rangeSummary'
  | 'find'
  | 'measure'
  | 'levels'
  | 'dashboard'
  | 'zones'
  | 'marking'
  | 'alive';

/** `session` is asked each time, since a restart with another text makes a new one. */
export function answersOf(session: () => Session): Pick<Handlers, Question> {
  return {
    tree: (params) => session().tree(params),
    treeLocate: (params) => session().treeLocate(params),
    treeSearch: (params) => session().treeSearch(params),
    overview: () => session().overview(),
    tiles: (params) => session().tiles(params),
    spans: (params) => session().spans(params),
    inspect: (params) => session().inspect(params),
    timeline: (params) => session().timeline(params),
    events: (params) => session().events(params),
    rangeSummary: (params) => session().rangeSummary(params),
    find: (params) => session().find(params),
    measure: (params) => session().measure(params),
    levels: () => session().levels(),
    dashboard: () => session().dashboard(),
    zones: () => session().zones(),
    marking: (params) => session().marking(params),
    alive: (params) => session().alive(params),
  };
}
