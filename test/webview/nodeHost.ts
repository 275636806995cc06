/**
 * A session in Node behind a page in Chromium, as in VS Code: two processes, two heaps, copies of
 * messages in between. The session is driven in slices by the runner that the extension uses.
 */
import { answersOf, movementsOf } from '../../src/host/answers';
import { Comparer } from '../../src/host/comparer';
import { Runner } from '../../src/host/runner';
import { createServer, RequestError } from '../../src/protocol/port';
import type { Cancellation, Handlers } from '../../src/protocol/port';
import type { SessionState } from '../../src/protocol/views';
import type { SessionOptions } from '../../src/session/options';
import { Session } from '../../src/session/session';
import { createBridge } from './bridge';
import type { Bridge } from './bridge';

export interface NodeHost extends Bridge {
  readonly session: Session;
}

type Through = <Message>(deliver: (message: Message) => void) => (message: Message) => void;

/** `through` may hold up, lose or double what goes either way. */
// LONG: every part of the host is made and joined here, one after the other.
export function createNodeHost(
  name: string,
  source: string,
  options: Partial<SessionOptions> = {},
  through: Through = (deliver) => deliver,
): NodeHost {
  const session = new Session(name, source, options);
  if (session.problems.length > 0) throw new Error(session.problems.join('\n'));
  const bridge = createBridge(through((message) => server.receive(message)));
  const runner = new Runner(session, () => {
    const { tick, stats } = session.state();
    const { heapLiveBytes } = stats;
    server.emit({ kind: 'progress', what: 'run', toTick: tick, heapLiveBytes }, tick);
  });
  function told(): SessionState {
    const state = session.state();
    server.emit({ kind: 'state', state }, state.tick);
    return state;
  }
  async function move(
    begin: (session: Session) => void,
    cancellation: Cancellation,
  ): Promise<SessionState> {
    cancellation.onCancel(() => runner.stop());
    await runner.drive(begin);
    return told();
  }
  const comparer = new Comparer(
    () => session,
    (event) => server.emit(event, session.state().tick),
  );
  const handlers: Handlers = {
    hello: ({ version }) => ({ version, state: session.state() }),
    ...movementsOf(move),
    pause() {
      runner.stop();
      return told();
    },
    restart(options) {
      runner.restart(options);
      return told();
    },
    ...answersOf(
      () => session,
      (event) => server.emit(event, session.state().tick),
    ),
    compare: (params, cancellation) => comparer.compare(params, cancellation),
    openSavedRun() {
      throw new RequestError({ code: 'notFound', message: 'there is no dialog here' });
    },
    openSource: () => ({}),
    copy: () => ({}),
    save: () => ({}),
    savePage: () => ({}),
  };
  const server = createServer(handlers, through(bridge.post));
  return { session, ...bridge };
}
