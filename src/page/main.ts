/**
 * The host inside an exported page, where the extension would be: loads the program that stands in
 * the page, runs it in short slices, and answers the view over the same protocol. It is part of
 * the extension's file, so that the engine ships once; elsewhere it does nothing.
 */
import { compiling } from '../golang/compile';
import { answersOf, movementsOf } from '../host/answers';
import { Comparer } from '../host/comparer';
import type { PageRun } from '../host/exportedPage';
import { Runner } from '../host/runner';
import { inTurns } from '../host/turns';
import { createServer, RequestError } from '../protocol/port';
import type { Cancellation, Handlers } from '../protocol/port';
import { protocolVersion } from '../protocol/protocol';
import type { MadeFile } from '../protocol/exporting';
import type { ToView } from '../protocol/protocol';
import type { SessionState } from '../protocol/views';
import { Session } from '../session/session';
import { saveFile } from './download';
import { createSourcePane } from './sourcePane';
import { pageStyle } from './style';
import { followTheme } from './themes';
import { chooseFile } from './upload';

// LONG: every part of the host is made and joined here, one after the other.
async function openPage(): Promise<void> {
  /** The page as it was written, up to this script, for whoever wants a copy. */
  const written = document.documentElement.outerHTML;
  const run = JSON.parse(document.getElementById('run')!.textContent!) as PageRun;
  followTheme();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pageStyle);
  document.adoptedStyleSheets.push(sheet);

  const { name, source, line, options, language } = run;
  const pane = createSourcePane(name, source, language);
  document.body.prepend(pane.element);
  // The view asks as soon as it is there; it is answered when the program is.
  const waiting: unknown[] = [];
  let receive = (message: unknown): void => void waiting.push(message);
  offerApi((message) => receive(message));
  const compiled = await inTurns(compiling(name, source, line));
  const session = new Session(name, compiled, { ...options, line, language });
  const runner = new Runner(session, () => {
    const state = session.state();
    const { heapLiveBytes } = state.stats;
    server.emit({ kind: 'progress', what: 'run', toTick: state.tick, heapLiveBytes }, state.tick);
  });

  function told(): SessionState {
    const state = session.state();
    server.emit({ kind: 'state', state }, state.tick);
    const own = state.position?.file === name ? state.position.line : undefined;
    pane.setLine(own);
    return state;
  }
  async function move(
    begin: (session: Session) => void,
    cancellation?: Cancellation,
  ): Promise<SessionState> {
    cancellation?.onCancel(() => runner.stop());
    await runner.drive(begin);
    return told();
  }

  const comparer = new Comparer(
    () => session,
    (event) => server.emit(event, session.state().tick),
  );
  const handlers: Handlers = {
    hello({ version }) {
      if (version !== protocolVersion)
        throw new RequestError({ code: 'version', message: `this page speaks ${protocolVersion}` });
      return { version, state: session.state() };
    },
    ...movementsOf(move),
    pause() {
      runner.stop();
      return told();
    },
    restart(chosen) {
      runner.restart(chosen);
      return told();
    },
    ...answersOf(
      () => session,
      (event) => server.emit(event, session.state().tick),
    ),
    compare: (params, cancellation) => comparer.compare(params, cancellation),
    async openSavedRun() {
      const file = await chooseFile();
      if (file === undefined) return {};
      const problem = comparer.takeSaved(file.name, file.text);
      if (problem === undefined) return { name: file.name };
      throw new RequestError({ code: 'invalid', message: `${file.name}: ${problem}` });
    },
    openSource({ position }) {
      if (position.file === name) pane.show(position.line);
      return {};
    },
    async copy({ text }) {
      await navigator.clipboard.writeText(text);
      return {};
    },
    save(file: MadeFile) {
      saveFile(file);
      return {};
    },
    savePage() {
      saveFile({
        name: `${name.split(/[\\/]/).at(-1)!}.gomem.html`,
        format: 'html',
        text: copyOf(written),
      });
      return {};
    },
  };
  const server = createServer(handlers, deliver);
  receive = (message) => server.receive(message);
  waiting.forEach(receive);
  void goWhereItStood(runner, run, told);
}

/** The page again: what was there when this script ran, and the view's script behind it. */
function copyOf(written: string): string {
  const view = [...document.scripts].at(-1)!.text;
  const head = written.slice(0, written.lastIndexOf('</body>'));
  // Put together: this script stands in the page too, and must not hold the end of one.
  const tag = 'script';
  return `<!doctype html>\n${head}<${tag}>${view}</${tag}>\n</body></html>\n`;
}

/** What crosses the border of a webview is a copy, and arrives later; so does it here. */
function deliver(message: ToView): void {
  const data = structuredClone(message);
  queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data })));
}

/** The view asks for this by name, as in VS Code. */
function offerApi(receive: (message: unknown) => void): void {
  let saved: unknown;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage(message: unknown) {
        const copy = structuredClone(message);
        queueMicrotask(() => receive(copy));
      },
      getState: () => saved,
      setState: (state: unknown) => (saved = state),
    }),
  });
}

async function goWhereItStood(
  runner: Runner,
  { tick, endTick }: PageRun,
  told: () => SessionState,
): Promise<void> {
  try {
    await runner.driveTo(endTick);
    await runner.drive((session) => session.beginSeek(tick));
  } catch (error) {
    // Whoever opens the page may step on before it has come that far.
    if (!(error instanceof RequestError)) throw error;
  }
  told();
}

if ('document' in globalThis) void openPage();
