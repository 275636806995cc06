/** Answers to everything that the session alone knows, whoever is the host. */
import type { Cancellation, Handlers } from '../protocol/port';
import type { EventBody, Params, Result } from '../protocol/protocol';
import type { SessionState } from '../protocol/views';
import type { Portions } from '../session/portions';
import type { LongQuestion } from '../session/questions';
import type { Session } from '../session/session';
import { Earlier } from './earlier';
import { Lane } from './lane';

/** Requests that move the run. */
type Movement =
  'step' | 'stepBack' | 'run' | 'runTo' | 'seek' | 'toBirth' | 'toDeath' | 'intervene';

/** `move` begins a movement, and answers once the machine stands again. */
export function movementsOf(
  move: (begin: (session: Session) => void, cancellation: Cancellation) => Promise<SessionState>,
): Pick<Handlers, Movement> {
  return {
    step: ({ instructions }, cancellation) =>
      move((session) => session.beginStep(instructions), cancellation),
    stepBack: (_, cancellation) => move((session) => session.beginStepBack(), cancellation),
    run: (_, cancellation) => move((session) => session.beginRun(), cancellation),
    runTo: ({ target, position }, cancellation) =>
      move((session) => session.beginRunTo(target, position), cancellation),
    seek: ({ tick }, cancellation) => move((session) => session.beginSeek(tick), cancellation),
    toBirth: ({ key }, cancellation) => move((session) => session.beginBirth(key), cancellation),
    toDeath: ({ key }, cancellation) => move((session) => session.beginDeath(key), cancellation),
    intervene: ({ verb }, cancellation) =>
      move((session) => session.beginIntervention(verb), cancellation),
  };
}

/** Requests that are questions about the session at its current tick. */
type Question = LongQuestion | 'keepTo' | 'state' | 'tree' | 'treeLocate' | 'overview';

/** Those that may ask what has changed since a stretch of the run began. */
type Looking = 'inspect' | 'levels' | 'zones';

/**
 * `session` is asked each time, since a restart with another text makes a new one. `tell` hears how
 * far the run is repeated for a stretch of it.
 */
export function answersOf(
  session: () => Session,
  tell: (event: EventBody) => void = () => undefined,
): Pick<Handlers, Question> {
  const lane = new Lane(session);
  const earlier = new Earlier(session, (share) =>
    tell({ kind: 'repeating', ...(share === undefined ? {} : { share }) }),
  );
  const long =
    <M extends LongQuestion>(method: M) =>
    (params: Params<M>, cancellation: Cancellation): Promise<Result<M>> =>
      lane.answer(method, () => session().ask(method, params), cancellation);
  const soFar =
    <M extends LongQuestion>(method: M) =>
    (params: Params<M>, cancellation: Cancellation): Promise<Result<M>> =>
      lane.soFar(method, () => session().ask(method, params), cancellation);
  const looking =
    <M extends Looking>(method: M) =>
    async (params: Params<M>, cancellation: Cancellation): Promise<Result<M>> => {
      const ends = await earlier.ends(params.range, cancellation);
      const ask = (): Portions<Result<M>> => session().ask(method, params, ends);
      const answer = await lane.answer(method, ask, cancellation);
      earlier.check(params.range, ends);
      return answer;
    };
  return {
    keepTo({ range }) {
      if (range === undefined) earlier.forget();
      return {};
    },
    state: () => session().state(),
    tree: (params) => session().tree(params),
    treeLocate: (params) => session().treeLocate(params),
    treeSearch: long('treeSearch'),
    overview: () => session().overview(),
    tiles: long('tiles'),
    spans: long('spans'),
    inspect: looking('inspect'),
    timeline: long('timeline'),
    events: long('events'),
    rangeSummary: long('rangeSummary'),
    find: long('find'),
    measure: long('measure'),
    levels: looking('levels'),
    dashboard: long('dashboard'),
    zones: looking('zones'),
    async marking(params, cancellation) {
      const ends = await earlier.ends(params.range, cancellation);
      const ask = (): Portions<Result<'marking'>> => session().ask('marking', params, ends);
      const answer = await lane.soFar('marking', ask, cancellation);
      earlier.check(params.range, ends);
      return answer;
    },
    alive: soFar('alive'),
  };
}
