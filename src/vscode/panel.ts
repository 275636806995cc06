/**
 * The Explorer panel: a page that speaks the protocol with one exploration. Closing the panel ends
 * the exploration; a reload of the window brings both back, at the tick where they stood.
 */
import * as vscode from 'vscode';
import { answersOf } from '../host/answers';
import { profiles } from '../protocol/compare';
import { createServer, RequestError } from '../protocol/port';
import type { Cancellation, Handlers, Server } from '../protocol/port';
import { protocolVersion } from '../protocol/protocol';
import type { EventBody } from '../protocol/protocol';
import type { Intervention, RunOptions, SessionState, SourcePosition } from '../protocol/views';
import { nameOf } from './analyses';
import { openSavedRun } from './comparisons';
import { Exploration } from './exploration';
import type { Subject } from './exploration';
import type { Explorations } from './explorations';
import { exportPage, saveMade } from './exports';
import { pageOf } from './page';
import type { Stretches } from './stretches';
import { t } from './texts';

export const panelType = 'goMemory.explorer';

/** What the page remembers of its exploration, over a reload of the window. */
interface Saved {
  readonly subject: Subject;
  readonly tick: number;
  readonly options: Parameters<Exploration['restart']>[0];
}

/** All panels of this window. */
export class Panels implements vscode.WebviewPanelSerializer {
  private readonly all = new Map<Exploration, Panel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly explorations: Explorations,
    private readonly stretches: Stretches,
  ) {}

  /** Shows the panel of an exploration, beside the code when it is a new one. */
  show(exploration: Exploration, preserveFocus: boolean): Panel {
    const known = this.all.get(exploration);
    if (known) {
      known.panel.reveal(undefined, preserveFocus);
      return known;
    }
    const panel = vscode.window.createWebviewPanel(
      panelType,
      titleOf(exploration),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus },
      { enableFindWidget: false },
    );
    return this.attach(panel, exploration);
  }

  /** Saves a run as one page. */
  exportPage(exploration: Exploration): Promise<void> {
    return exportPage(exploration, this.extensionUri);
  }

  /** The panel of an exploration, if it has one. */
  of(exploration: Exploration | undefined): Panel | undefined {
    return exploration && this.all.get(exploration);
  }

  /** VS Code brings a panel back after a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = savedIn(state);
    if (saved === undefined) {
      panel.dispose();
      return;
    }
    try {
      const exploration = await Exploration.open(saved.subject, saved.options);
      this.explorations.add(exploration);
      this.attach(panel, exploration);
      if (saved.tick > 0) await exploration.advanceTo(saved.tick);
    } catch (error) {
      if (error instanceof RequestError) return;
      panel.dispose();
      const name = nameOf(saved.subject.uri);
      void vscode.window.showWarningMessage(t('host.notRestored', { name }));
    }
  }

  private attach(panel: vscode.WebviewPanel, exploration: Exploration): Panel {
    const made = new Panel(
      panel,
      exploration,
      this.extensionUri,
      this.explorations,
      this.stretches,
    );
    this.all.set(exploration, made);
    panel.onDidDispose(() => {
      this.all.delete(exploration);
      exploration.dispose();
    });
    exploration.onDidDispose(() => panel.dispose());
    return made;
  }
}

/** One panel: the protocol's host end on one exploration. */
class Panel {
  private readonly server: Server;
  /** The page has been told that the program runs. */
  private toldRunning = false;
  /** What the page is told as soon as it is there; undefined once it is. */
  private unsaid: EventBody[] | undefined = [];

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly exploration: Exploration,
    extensionUri: vscode.Uri,
    explorations: Explorations,
    stretches: Stretches,
  ) {
    const { webview } = panel;
    const tell = (event: EventBody): void => this.emit(event);
    const handlers = handlersOf(exploration, extensionUri, stretches, tell);
    const { hello } = handlers;
    handlers.hello = (params, cancellation) => {
      // A page that begins keeps to no stretch.
      stretches.keepTo(exploration, undefined);
      // Behind the answer: only then the page knows what it is about.
      setTimeout(() => this.pageIsThere());
      return hello(params, cancellation);
    };
    this.server = createServer(handlers, (message) => {
      // Whether it arrives is the protocol's business: sequence numbers tell of gaps.
      void webview.postMessage(message);
    });
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media/panel-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media/panel-dark.svg'),
    };
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
    };
    webview.onDidReceiveMessage((message: unknown) => this.server.receive(message));
    exploration.onDidChange((state) => this.emitState(state));
    exploration.onDidProgress((state) => this.emitProgress(state));
    exploration.onDidCompare((event) => this.emit(event));
    panel.onDidChangeViewState(() => panel.active && explorations.activate(exploration));
    panel.onDidDispose(() => this.server.dispose());
    const { uri, lines } = exploration.subject;
    const session = { uri: uri.toString(), ...(lines ? { lines } : {}) };
    webview.html = pageOf(webview, extensionUri, { title: panel.title, session });
  }

  /** Says something unasked, as soon as the page can hear it. */
  emit(event: EventBody): void {
    if (this.unsaid === undefined) this.server.emit(event, this.exploration.state.tick);
    else this.unsaid.push(event);
  }

  private pageIsThere(): void {
    const events = this.unsaid ?? [];
    this.unsaid = undefined;
    for (const event of events) this.emit(event);
  }

  private emitState(state: SessionState): void {
    this.toldRunning = false;
    this.panel.title = titleOf(this.exploration);
    this.server.emit({ kind: 'state', state }, state.tick);
    this.server.emit({ kind: 'stale', stale: this.exploration.stale }, state.tick);
  }

  private emitProgress(state: SessionState): void {
    if (!this.toldRunning) this.server.emit({ kind: 'state', state }, state.tick);
    this.toldRunning = true;
    const { heapLiveBytes } = state.stats;
    this.emit({ kind: 'progress', what: 'run', toTick: state.tick, heapLiveBytes });
  }
}

function titleOf({ name, stale }: Exploration): string {
  return t(stale ? 'host.panelStale' : 'host.panelTitle', { name });
}

/** Answers the page. Whatever is about the state of the run, the session knows. */
function handlersOf(
  exploration: Exploration,
  extensionUri: vscode.Uri,
  stretches: Stretches,
  tell: (event: EventBody) => void,
): Handlers {
  const answers = answersOf(() => exploration.session, tell);
  const moving = (
    move: () => Promise<SessionState>,
    cancellation: Cancellation,
  ): Promise<SessionState> => {
    cancellation.onCancel(() => exploration.pause());
    return move();
  };
  return {
    hello({ version }) {
      if (version !== protocolVersion)
        throw new RequestError({ code: 'version', message: `this host speaks ${protocolVersion}` });
      return { version, state: exploration.state };
    },
    step: ({ instructions }, cancellation) =>
      moving(() => exploration.step(instructions), cancellation),
    stepBack: (_, cancellation) => moving(() => exploration.stepBack(), cancellation),
    run: (_, cancellation) => moving(() => exploration.run(), cancellation),
    runTo: ({ target, position }, cancellation) =>
      moving(() => exploration.runTo(target, position), cancellation),
    seek: ({ tick }, cancellation) => moving(() => exploration.seek(tick), cancellation),
    toBirth: ({ key }, cancellation) => moving(() => exploration.toBirth(key), cancellation),
    toDeath: ({ key }, cancellation) => moving(() => exploration.toDeath(key), cancellation),
    intervene: ({ verb }, cancellation) => moving(() => exploration.intervene(verb), cancellation),
    pause: () => exploration.pause(),
    restart: (options) => exploration.restart(options),
    ...answers,
    compare: (params, cancellation) => exploration.comparer.compare(params, cancellation),
    openSavedRun: () => openSavedRun(exploration),
    keepTo(params, cancellation) {
      stretches.keepTo(exploration, params.range);
      return answers.keepTo(params, cancellation);
    },
    async openSource({ position }) {
      await showSource(exploration, position);
      return {};
    },
    async copy({ text }) {
      await vscode.env.clipboard.writeText(text);
      return {};
    },
    async save(file) {
      await saveMade(exploration, file);
      return {};
    },
    async savePage() {
      await exportPage(exploration, extensionUri);
      return {};
    },
  };
}

/** Shows a line of the explored document, in an editor that is open already if there is one. */
export async function showSource(
  exploration: Exploration,
  position: SourcePosition,
): Promise<void> {
  const location = exploration.locationOf(position);
  if (location === undefined) {
    const { file } = position;
    void vscode.window.showInformationMessage(t('host.librarySource', { file }));
    return;
  }
  const text = location.uri.toString();
  const open = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === text,
  );
  await vscode.window.showTextDocument(location.uri, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(location.range.start, location.range.start),
    preserveFocus: false,
  });
}

/** Takes apart what a page remembered; undefined when it is not ours. */
function savedIn(state: unknown): Saved | undefined {
  const { session } = (state ?? {}) as { session?: unknown };
  const { subject, tick, options } = (session ?? {}) as Partial<Record<keyof Saved, unknown>>;
  const { uri, lines } = (subject ?? {}) as { uri?: unknown; lines?: unknown };
  if (typeof uri !== 'string') return undefined;
  const { firstLine, lastLine } = (lines ?? {}) as { firstLine?: unknown; lastLine?: unknown };
  const numbers = typeof firstLine === 'number' && typeof lastLine === 'number';
  return {
    subject: {
      uri: vscode.Uri.parse(uri),
      ...(numbers ? { lines: { firstLine, lastLine } } : {}),
    },
    tick: typeof tick === 'number' ? tick : 0,
    options: chosenIn(options),
  };
}

/** What of remembered options can be options; for the rest the file's annotations decide. */
function chosenIn(options: unknown): Saved['options'] {
  const { profile, ...numbers } = (options ?? {}) as Partial<Record<keyof RunOptions, unknown>>;
  const { procs, gogc, memoryLimit, interventions } = numbers;
  return {
    ...(typeof profile === 'string' && profiles.includes(profile) ? { profile } : {}),
    ...(typeof procs === 'number' ? { procs } : {}),
    ...(typeof gogc === 'number' ? { gogc } : {}),
    ...(typeof memoryLimit === 'number' ? { memoryLimit } : {}),
    ...(Array.isArray(interventions) && interventions.every(isIntervention)
      ? { interventions }
      : {}),
  };
}

function isIntervention(value: unknown): value is Intervention {
  const { tick, verb } = (value ?? {}) as Partial<Record<keyof Intervention, unknown>>;
  return typeof tick === 'number' && (verb === 'gc' || verb === 'scavenge');
}
