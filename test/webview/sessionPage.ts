/**
 * The page side of tests with a real session behind the view: the engine itself runs in the page,
 * where the extension host would be, and is driven in slices as there. The program comes in by
 * `window.hostOptions`.
 */
import { answersOf } from '../../src/host/answers';
import { Comparer } from '../../src/host/comparer';
import type { MadeFile } from '../../src/protocol/exporting';
import { createServer, RequestError } from '../../src/protocol/port';
import type { Handlers } from '../../src/protocol/port';
import { protocolVersion } from '../../src/protocol/protocol';
import type { RunTarget, ToView } from '../../src/protocol/protocol';
import type { SessionState, SourcePosition } from '../../src/protocol/views';
import { Session } from '../../src/session/session';

interface Options {
  readonly name?: string;
  readonly source?: string;
}

const given = (window as unknown as { hostOptions?: Options }).hostOptions ?? {};
const session = new Session(given.name ?? 'main.go', given.source ?? 'package main\n');

/** Steps of one slice: short enough for a frame in between. */
const sliceSteps = 200_000;

async function move(begin: () => void): Promise<SessionState> {
  begin();
  while (!session.work(sliceSteps)) await new Promise((resolve) => setTimeout(resolve, 0));
  const state = session.state();
  server.emit({ kind: 'state', state }, state.tick);
  return state;
}

const runTo = (target: RunTarget, position?: SourcePosition): Promise<SessionState> =>
  move(() => session.beginRunTo(target, position));

const comparer = new Comparer(
  () => session,
  (event) => server.emit(event, session.state().tick),
);

/** Files that the view wanted to be saved. */
const made: MadeFile[] = [];

const handlers: Handlers = {
  hello: ({ version }) => ({ version: Math.max(version, protocolVersion), state: session.state() }),
  step: ({ instructions }) => move(() => session.beginStep(instructions)),
  stepBack: () => move(() => session.beginStepBack()),
  run: () => move(() => session.beginRun()),
  runTo: ({ target, position }) => runTo(target, position),
  seek: ({ tick }) => move(() => session.beginSeek(tick)),
  toBirth: ({ key }) => move(() => session.beginBirth(key)),
  toDeath: ({ key }) => move(() => session.beginDeath(key)),
  intervene: ({ verb }) => move(() => session.beginIntervention(verb)),
  pause: () => move(() => session.pause()),
  restart: (options) => move(() => session.restart(options)),
  ...answersOf(
    () => session,
    (event) => server.emit(event, session.state().tick),
  ),
  compare: (params, cancellation) => comparer.compare(params, cancellation),
  openSavedRun() {
    // Stands for the dialog: the test has put the file there.
    const { savedRun } = window as unknown as { savedRun?: { name: string; text: string } };
    if (savedRun === undefined) return {};
    const problem = comparer.takeSaved(savedRun.name, savedRun.text);
    if (problem === undefined) return { name: savedRun.name };
    throw new RequestError({ code: 'invalid', message: problem });
  },
  openSource: () => ({}),
  copy: () => ({}),
  save(file) {
    made.push(file);
    return {};
  },
  savePage: () => ({}),
};

const post = (message: ToView): void => {
  const copy = structuredClone(message);
  queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data: copy })));
};
const server = createServer(handlers, post);
let saved: unknown;
Object.assign(window, {
  session,
  comparer,
  made,
  acquireVsCodeApi: () => ({
    postMessage(message: unknown) {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => server.receive(copy));
    },
    getState: () => saved,
    setState: (state: unknown) => (saved = state),
  }),
});
