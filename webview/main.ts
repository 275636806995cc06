/**
 * Boot: connects the page to the host, keeps the shared state in step with its events, and builds
 * the panel. Runs before the window's `load` event, which the controls need.
 */
import './style/base.css';
import './style/views.css';
import './style/modes.css';
import './style/tools.css';
import './style/marking.css';
import './style/compare.css';
import './style/classic.css';
import { createClient, RequestError } from '../src/protocol/port';
import { protocolVersion } from '../src/protocol/protocol';
import type { ProtocolEvent, TickRange, ToView } from '../src/protocol/protocol';
import { languageOf, say } from '../src/protocol/strings';
import type { Detail, MapOverview, SessionState } from '../src/protocol/views';
import { createAnnouncer } from './a11y/live';
import { make } from './dom';
import { createFrame } from './frame';
import { createMessages } from './messages';
import { createPanel } from './panel';
import type { Panel } from './panel';
import { atom } from './state/atom';
import type { Context, Selection } from './state/context';
import { modeNames, recall, remember } from './state/persist';
import type { VsCodeApi } from './state/persist';
import { latest } from './state/latest';
import { createSync } from './state/sync';
import type { Sync } from './state/sync';
import { watchTheme } from './theme';

declare function acquireVsCodeApi(): VsCodeApi;

/** How often somebody looks whether answers are late. */
const lookMilliseconds = 1000;

/** What tests and the bench reach from outside. */
interface Exposed {
  context: Context;
  panel: Panel;
}

const api = acquireVsCodeApi();
const language = languageOf(document.documentElement.lang);

function createContext(onEvent: (event: ProtocolEvent) => void, onGap: () => void): Context {
  const onSilence = (silent: boolean): void =>
    messages.notice(silent ? say(language, 'panel.silent') : '');
  const client = createClient((message) => api.postMessage(message), {
    ...{ onEvent, onGap, onSilence },
  });
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
    range: atom<TickRange | undefined>(undefined),
    mode: atom(modeNames.includes(remembered.mode) ? remembered.mode : 'map'),
    compareWith: atom<string | undefined>(undefined),
    whatIf: atom(remembered.whatIf ?? {}),
    repeating: atom<number | undefined>(undefined),
    comparing: atom<ReturnType<Context['comparing']['get']>>(undefined),
    recall: () => recall(api),
    remember: (part) => remember(api, part),
    report: showError,
  };
}

/** Expected endings stay silent; anything else is said where everybody sees it. */
function showError(error: unknown): void {
  if (error instanceof RequestError) {
    if (error.code === 'cancelled' || error.code === 'notFound') return;
    if (error.code === 'lost') {
      messages.notice(say(language, 'panel.lost'), noticeMilliseconds);
      return;
    }
    if (error.code === 'closed') {
      messages.error(say(language, 'panel.closed'), true);
      return;
    }
    if (error.code === 'version') {
      messages.error(say(language, 'panel.version'), true);
      return;
    }
  }
  messages.error(
    say(language, 'panel.error', {
      message: error instanceof Error ? error.message : String(error),
    }),
  );
}

/** How long a notice stands that need not disturb anybody at work. */
const noticeMilliseconds = 8000;
const messages = createMessages({ language });

function boot(): void {
  // Used only inside the callbacks, which run after both are set.
  const context = createContext(
    (event) => handleEvent(context, panel, sync, event),
    () => sync.recover(),
  );
  const sync = createSync(context);
  const root = make('div', { class: 'root' });
  document.body.append(...messages.elements, root);
  const panel = createPanel(context, root);
  window.addEventListener('message', (event: MessageEvent<ToView>) => {
    context.client.receive(event.data);
  });
  window.addEventListener('unload', () => context.client.dispose());
  window.setInterval(() => context.client.look(), lookMilliseconds);
  context.client
    .request('hello', { version: protocolVersion })
    .then(({ state }) => {
      const { selection } = context.recall();
      arrive(context, sync, state);
      if (selection) context.selection.set({ key: selection, from: 'host' });
    })
    .catch(showError);
  // Right behind the first question, without waiting for its answer.
  sync.begin();
  const keepTo = latest(context, async () => {
    const range = context.range.get();
    await context.client.request('keepTo', range === undefined ? {} : { range });
  });
  context.range.subscribe(keepTo);
  Object.assign(window, { explorer: { context, panel } satisfies Exposed });
}

/** The host finds the session of a restored panel by what the page remembers. */
function arrive(context: Context, sync: Sync, state: SessionState): void {
  const { session } = document.body.dataset;
  if (session !== undefined) {
    const { profile, procs, gogc, memoryLimit, interventions } = state.options;
    const options = { profile, procs, gogc, memoryLimit, interventions };
    const subject: unknown = JSON.parse(session);
    context.remember({ session: { subject, tick: state.tick, options } });
  }
  sync.arrive(state);
}

function handleEvent(context: Context, panel: Panel, sync: Sync, event: ProtocolEvent): void {
  switch (event.kind) {
    case 'state':
      arrive(context, sync, event.state);
      break;
    case 'progress':
      context.announcer.say(say(language, 'panel.progress', { tick: event.toTick }));
      break;
    case 'comparing':
      context.comparing.set(event);
      break;
    case 'repeating':
      context.repeating.set(event.share);
      break;
    case 'reveal':
      if (event.keys[0]) context.selection.set({ key: event.keys[0], from: 'host' });
      break;
    case 'command':
      runCommand(context, panel, event.command);
      break;
    case 'export':
      void panel.exporter.run(event.view, event.format);
      break;
    case 'stale':
      panel.setStale(event.stale);
      break;
    case 'closed':
      messages.error(event.message || say(language, 'panel.closed'), true);
      break;
  }
}

function runCommand(
  context: Context,
  panel: Panel,
  command: Extract<ProtocolEvent, { kind: 'command' }>['command'],
): void {
  const actions: Record<typeof command, () => void> = {
    zoomIn: () => panel.map.zoom(1.5),
    zoomOut: () => panel.map.zoom(1 / 1.5),
    fit: () => panel.map.fit(),
    focusMap: () => {
      context.mode.set('map');
      panel.map.focus();
    },
    focusTree: () => panel.tree.focus(),
    compareProfiles: () => {
      context.compareWith.set(undefined);
      context.mode.set('compare');
    },
    compareSaved: () => {
      context.compareWith.set('saved');
      context.mode.set('compare');
    },
    focusTimeline: () => panel.timeline.focus(),
    forgetStretch: () => context.range.set(undefined),
  };
  actions[command]();
}

boot();
