/**
 * Boot: connects the page to the host, keeps the shared state in step with its events, and builds
 * the panel. Runs before the window's `load` event, which the controls need.
 */
import './style/base.css';
import './style/views.css';
import { createClient, RequestError } from '../src/protocol/port';
import { protocolVersion } from '../src/protocol/protocol';
import type { ProtocolEvent, ToView } from '../src/protocol/protocol';
import { languageOf, say } from '../src/protocol/strings';
import type { Detail, MapOverview, SessionState } from '../src/protocol/views';
import { createAnnouncer } from './a11y/live';
import { make } from './dom';
import { createFrame } from './frame';
import { createPanel } from './panel';
import type { Panel } from './panel';
import { atom } from './state/atom';
import type { Context, Selection } from './state/context';
import { recall, remember } from './state/persist';
import type { VsCodeApi } from './state/persist';
import { lastSentence } from './status';
import { watchTheme } from './theme';

declare function acquireVsCodeApi(): VsCodeApi;

/** What tests and the bench reach from outside. */
interface Exposed {
  context: Context;
  panel: Panel;
}

const api = acquireVsCodeApi();
const language = languageOf(document.documentElement.lang);

function createContext(onEvent: (event: ProtocolEvent) => void, onGap: () => void): Context {
  const client = createClient((message) => api.postMessage(message), { onEvent, onGap });
  const session = atom<SessionState | undefined>(undefined);
  const remembered = recall(api);
  return {
    client,
    language,
    frame: createFrame(),
    theme: watchTheme(),
    announcer: createAnnouncer(),
    session,
    overview: atom<MapOverview | undefined>(undefined),
    revision: atom(0),
    selection: atom<Selection | undefined>(undefined),
    detail: atom<Detail | undefined>(undefined),
    colour: atom(remembered.colour),
    recall: () => recall(api),
    remember: (part) => remember(api, part),
    report: showError,
  };
}

/** Expected endings stay silent; anything else is said where everybody sees it. */
function showError(error: unknown): void {
  if (error instanceof RequestError) {
    if (error.code === 'cancelled' || error.code === 'notFound') return;
    if (error.code === 'closed') {
      banner(say(language, 'panel.closed'));
      return;
    }
    if (error.code === 'version') {
      banner(say(language, 'panel.version'));
      return;
    }
  }
  banner(
    say(language, 'panel.error', {
      message: error instanceof Error ? error.message : String(error),
    }),
  );
}

const bannerElement = make('div', { class: 'banner', role: 'alert', hidden: '' });

function banner(text: string): void {
  bannerElement.textContent = text;
  bannerElement.hidden = false;
}

function boot(): void {
  // Found only inside the functions below, which run after it is set.
  const context = createContext(
    (event) => handleEvent(event),
    () => becomeStale(),
  );
  const root = make('div', { class: 'root' });
  document.body.append(bannerElement, root);
  const panel = createPanel(context, root);
  window.addEventListener('message', (event: MessageEvent<ToView>) =>
    context.client.receive(event.data),
  );
  window.addEventListener('unload', () => context.client.dispose());

  function handleEvent(event: ProtocolEvent): void {
    switch (event.kind) {
      case 'state':
        arrive(event.state);
        break;
      case 'progress':
        context.announcer.say(say(language, 'panel.progress', { tick: event.toTick }));
        break;
      case 'reveal':
        if (event.keys[0]) context.selection.set({ key: event.keys[0], from: 'host' });
        break;
      case 'command':
        runCommand(panel, event.command);
        break;
      case 'closed':
        banner(event.message || say(language, 'panel.closed'));
        break;
    }
  }

  function arrive(state: SessionState): void {
    const before = context.session.get();
    context.session.set(state);
    becomeStale();
    if (before && state.phase !== 'running' && state.last && before.tick !== state.tick) {
      const line = state.position ? say(language, 'panel.line', { line: state.position.line }) : '';
      context.announcer.say(`${line} ${lastSentence(context, state.last)}`);
    }
  }

  function becomeStale(): void {
    context.revision.set(context.revision.get() + 1);
    void refreshOverview();
    void refreshDetail();
  }

  /** One request of a kind at a time; what changed meanwhile is asked for when it returns. */
  const once = (ask: () => Promise<void>): (() => Promise<void>) => {
    let running = false;
    let again = false;
    return async () => {
      again = true;
      if (running) return;
      running = true;
      while (again) {
        again = false;
        await ask().catch(showError);
      }
      running = false;
    };
  };
  const refreshOverview = once(async () => {
    context.overview.set(await context.client.request('overview', {}));
  });
  const refreshDetail = once(async () => {
    const selection = context.selection.get();
    if (!selection) {
      context.detail.set(undefined);
      return;
    }
    try {
      const detail = await context.client.request('inspect', { key: selection.key });
      if (context.selection.get()?.key === selection.key) context.detail.set(detail);
    } catch (error) {
      // Gone at this tick: the selection stays, so that it is there again after a step back.
      if (error instanceof RequestError && error.code === 'notFound') context.detail.set(undefined);
      else throw error;
    }
  });
  context.selection.subscribe((selection) => {
    context.remember({ selection: selection?.key });
    void refreshDetail();
  });

  context.client
    .request('hello', { version: protocolVersion })
    .then(({ state }) => {
      const { selection } = context.recall();
      arrive(state);
      if (selection) context.selection.set({ key: selection, from: 'host' });
    })
    .catch(showError);
  Object.assign(window, { explorer: { context, panel } satisfies Exposed });
}

function runCommand(
  panel: Panel,
  command: Extract<ProtocolEvent, { kind: 'command' }>['command'],
): void {
  const actions: Record<typeof command, () => void> = {
    zoomIn: () => panel.map.zoom(1.5),
    zoomOut: () => panel.map.zoom(1 / 1.5),
    fit: () => panel.map.fit(),
    focusMap: () => panel.map.focus(),
    focusTree: () => panel.tree.focus(),
    focusTimeline: () => panel.timeline.focus(),
  };
  actions[command]();
}

boot();
