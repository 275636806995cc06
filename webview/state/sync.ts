/**
 * Keeps the shared state in step with the host: takes in a new state of the session, and asks again
 * for the overview and the inspector's page, one request of a kind at a time.
 */
import { RequestError } from '../../src/protocol/port';
import type { MapOverview, SessionState } from '../../src/protocol/views';
import { lastSentence } from '../status';
import { latest } from './latest';
import { t, withRange } from './context';
import type { Context } from './context';

export interface Sync {
  /** Asks for what the first picture needs, though there is no state yet. */
  begin(): void;
  /** A new state has come: all windows are stale, and a step is spoken. */
  arrive(state: SessionState): void;
  /** A message was lost: what is here may be wrong, and is asked for again. */
  recover(): void;
}

export function createSync(context: Context): Sync {
  /** What was asked for by `begin`, until a state has come. */
  let ahead: Promise<MapOverview> | undefined;
  const refreshOverview = latest(context, async () => {
    const answer = ahead ?? context.client.request('overview', {});
    ahead = undefined;
    context.overview.set(await answer);
  });
  const refreshDetail = latest(context, async () => {
    const selection = context.selection.get();
    if (!selection) {
      context.detail.set(undefined);
      return;
    }
    const params = { key: selection.key, ...withRange(context) };
    try {
      const detail = await context.client.request('inspect', params);
      if (context.selection.get()?.key === selection.key) context.detail.set(detail);
    } catch (error) {
      // Gone at this tick: the selection stays, so that it is there again after a step back.
      if (!(error instanceof RequestError) || error.code !== 'notFound') throw error;
      context.detail.set(undefined);
    }
  });
  context.selection.subscribe((selection) => {
    context.remember({ selection: selection?.key });
    refreshDetail();
  });
  context.range.subscribe(refreshDetail);

  function stale(): void {
    // The map waits for it, and answers come in the order of the questions.
    refreshOverview();
    context.revision.set(context.revision.get() + 1);
    refreshDetail();
  }

  function arrive(state: SessionState): void {
    const before = context.session.get();
    context.session.set(state);
    stale();
    if (before !== undefined && before.tick !== state.tick) speak(context, state);
  }

  function begin(): void {
    ahead = context.client.request('overview', {});
    // Whoever waits for it hears of it.
    ahead.catch(() => undefined);
  }

  const recover = latest(context, async () => {
    arrive(await context.client.request('state', {}));
  });
  return { begin, arrive, recover };
}

/** Says what a step has done. */
function speak(context: Context, state: SessionState): void {
  if (!state.last || state.phase === 'running') return;
  const { line } = state.position ?? {};
  // At a stop the story goes on; what happened there stands in the line above it.
  if (state.narration?.isHere === true && state.note !== undefined) {
    context.announcer.say(state.note);
    return;
  }
  const place = line === undefined ? '' : t(context, 'panel.line', { line });
  context.announcer.say(`${place} ${lastSentence(context, state.last)}`.trim());
}
