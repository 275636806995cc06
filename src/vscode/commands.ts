/**
 * The commands of the palette, the menus and the links. Each one works on the active exploration,
 * or on what a link or a menu names.
 */
import * as vscode from 'vscode';
import { goFences } from '../golang/snippet';
import { profiles } from '../protocol/compare';
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { RunTarget } from '../protocol/protocol';
import { sayBytes, sayRuntime } from '../protocol/strings';
import type { SessionState, SourcePosition } from '../protocol/views';
import { isGo } from './analyses';
import { checkExpectations, insertAnnotation } from './annotationCommands';
import { compareCommands } from './comparisons';
import { exampleNames, exampleUri } from './examples';
import type { Exploration } from './exploration';
import type { Subject } from './exploration';
import type { Explorations } from './explorations';
import { exportJson, exportReport, pickExport } from './exports';
import type { HeapView } from './heapView';
import { openLesson } from './lessons';
import { showSource } from './panel';
import type { Panels } from './panel';
import type { Problems } from './problems';
import { watched } from './progress';
import type { SitesView } from './sitesView';
import type { Stretches } from './stretches';
import { t } from './texts';

/** What the commands work with. */
interface Parts {
  readonly explorations: Explorations;
  readonly panels: Panels;
  readonly problems: Problems;
  readonly heapView: HeapView;
  readonly sitesView: SitesView;
  readonly stretches: Stretches;
  readonly showOutput: () => void;
  readonly refreshSnippets: () => void;
}

/** A place in a document, as our links and lenses name it. */
interface Place {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const commands: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
    ...exploreCommands(parts),
    ...transportCommands(parts),
    ...sourceCommands(parts),
    ...compareCommands(parts),
    ...otherCommands(parts),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, act]) =>
      vscode.commands.registerCommand(`goMemory.${name}`, guarded(act)),
    ),
  );
}

type Commands = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Our own mistakes reach the user instead of the console; a cancelled run is no mistake. */
function guarded(act: (...args: readonly unknown[]) => unknown) {
  return async (...args: readonly unknown[]): Promise<unknown> => {
    try {
      return await act(...args);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'cancelled') return undefined;
      const message = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(t('host.failed', { message }));
      return undefined;
    }
  };
}

// ---- exploring

function exploreCommands({ explorations, panels }: Parts): Commands {
  const explore = async (subject: Subject): Promise<Exploration> => {
    const exploration = await explorations.open(subject);
    await showDocument(subject.uri);
    panels.show(exploration, false);
    return exploration;
  };
  return {
    exploreFile: async (target) => {
      const place = placeIn(target);
      const uri = place ? vscode.Uri.parse(place.uri) : uriIn(target);
      if (uri === undefined) return void vscode.window.showInformationMessage(t('host.needsGo'));
      const exploration = await explore({ uri });
      if (place && place.line > 0 && !exploration.invalid && exploration.state.tick === 0)
        await runToLine(exploration, place.line);
      return undefined;
    },
    exploreSelection: async () => {
      const subject = selectedSubject();
      if (subject) await explore(subject);
      else void vscode.window.showInformationMessage(t('host.needsSelection'));
    },
    openLesson: (path) => openLesson(path, (uri) => explore({ uri })),
    showPanel: () => {
      const { active } = explorations;
      if (active) panels.show(active, false);
    },
  };
}

/** The panel stands beside the code, so the code must be there. */
async function showDocument(uri: vscode.Uri): Promise<void> {
  const text = uri.toString();
  const { visibleTextEditors } = vscode.window;
  if (visibleTextEditors.some(({ document }) => document.uri.toString() === text)) return;
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
}

/** The document of the active editor, if it is Go. */
function uriIn(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  if (target !== null && typeof target === 'object' && 'uri' in target) {
    if (target.uri instanceof vscode.Uri) return target.uri;
  }
  const document = vscode.window.activeTextEditor?.document;
  return document && isGo(document) ? document.uri : undefined;
}

/** The selected lines, or the fence around the cursor in Markdown, or the whole Go file. */
function selectedSubject(): Subject | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const { uri } = document;
  if (!selection.isEmpty) {
    // A selection that ends at the beginning of a line does not mean that line.
    const behind = selection.end.character === 0 && selection.end.line > selection.start.line;
    const lastLine = selection.end.line - (behind ? 1 : 0);
    return { uri, lines: { firstLine: selection.start.line, lastLine } };
  }
  if (isGo(document)) return { uri };
  const line = selection.active.line + 1;
  const fence = goFences(document.getText()).find(
    ({ firstLine, limitLine }) => line >= firstLine - 1 && line <= limitLine,
  );
  if (fence === undefined) return undefined;
  return { uri, lines: { firstLine: fence.firstLine - 1, lastLine: fence.limitLine - 2 } };
}

// ---- transport

function transportCommands({ explorations }: Parts): Commands {
  const on =
    (act: (exploration: Exploration) => Promise<SessionState>) => async (): Promise<void> => {
      const { active } = explorations;
      if (active) await watched(active, () => act(active));
    };
  const runTo = (target: RunTarget) => on((exploration) => exploration.runTo(target));
  return {
    step: on((exploration) => exploration.step()),
    stepBack: on((exploration) => exploration.stepBack()),
    run: on((exploration) => exploration.run()),
    pause: () => void explorations.active?.pause(),
    restart: on((exploration) => exploration.restart()),
    runToStop: runTo('stop'),
    runToGC: runTo('gc'),
    runToRefill: runTo('refill'),
    runToHeapGrowth: runTo('heapGrowth'),
    runGCNow: on((exploration) => exploration.intervene('gc')),
    scavengeNow: on((exploration) => exploration.intervene('scavenge')),
    changeRuntime: on(async (exploration) => {
      const profile = await pickRuntime(exploration);
      return profile === undefined ? exploration.state : exploration.restart({ profile });
    }),
    changeProcs: on(async (exploration) => {
      const procs = await pickNumber(
        t('host.pickProcs'),
        [1, 2, 3, 4, 8, 16],
        'procs',
        exploration,
      );
      return procs === undefined ? exploration.state : exploration.restart({ procs });
    }),
    changeGogc: on(async (exploration) => {
      const gogc = await pickNumber(
        t('host.pickGogc'),
        [25, 50, 100, 200, 400, -1],
        'gogc',
        exploration,
      );
      return gogc === undefined ? exploration.state : exploration.restart({ gogc });
    }),
    changeMemoryLimit: on(async (exploration) => {
      const memoryLimit = await pickNumber(
        t('host.pickMemoryLimit'),
        [4, 8, 16, 32, 64, 128].map((mebibytes) => mebibytes * 2 ** 20).concat(-1),
        'memoryLimit',
        exploration,
      );
      return memoryLimit === undefined ? exploration.state : exploration.restart({ memoryLimit });
    }),
  };
}

/** Restarting with the runtime that is there already would only lose the place. */
async function pickRuntime({ state }: Exploration): Promise<string | undefined> {
  const now = state.options.profile;
  const items = profiles.map((profile) => ({
    label: sayRuntime(profile),
    description: profile === now ? t('host.now') : '',
    detail: t(profile === 'go1.6' ? 'host.runtimeClassic' : 'host.runtimeModern'),
    profile,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: t('host.pickRuntime') });
  return picked?.profile === now ? undefined : picked?.profile;
}

type Changeable = 'procs' | 'gogc' | 'memoryLimit';

async function pickNumber(
  title: string,
  values: readonly number[],
  option: Changeable,
  exploration: Exploration,
): Promise<number | undefined> {
  const now = exploration.state.options[option];
  const all = values.includes(now) ? values : [now, ...values];
  const items = all.map((value) => ({
    label: labelOf(option, value),
    description: value === now ? t('host.now') : '',
    value,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.value;
}

function labelOf(option: Changeable, value: number): string {
  if (option === 'procs') return String(value);
  if (option === 'memoryLimit')
    return value < 0 ? `off: ${t('host.noMemoryLimit')}` : sayBytes(value);
  return value < 0 ? `off: ${t('host.collectorOff')}` : t('host.percent', { percent: value });
}

// ---- from the source to the heap and back

function sourceCommands(parts: Parts): Commands {
  const { explorations, panels, heapView } = parts;
  /** The exploration of a place; explored first where there is none. */
  const at = async (target: unknown): Promise<[Exploration, number] | undefined> => {
    const place = placeIn(target) ?? activePlace();
    if (place === undefined) return undefined;
    const uri = vscode.Uri.parse(place.uri);
    const known = explorations.about(uri).filter((one) => one.covers(place.line));
    const active = known.find((one) => one === explorations.active) ?? known.at(-1);
    const exploration = active ?? (await explorations.open({ uri }));
    explorations.activate(exploration);
    panels.show(exploration, true);
    return [exploration, place.line];
  };
  return {
    runToLine: async (target) => {
      const found = await at(target);
      if (found) await watched(found[0], () => runToLine(...found));
    },
    revealLineInMap: async (target) => {
      const found = await at(target);
      if (found === undefined) return;
      const [exploration, line] = found;
      const keys = exploration.keysOfLine(line);
      if (keys.length > 0) panels.of(exploration)?.emit({ kind: 'reveal', keys });
      else void vscode.window.showInformationMessage(t('host.nothingHere', { line: line + 1 }));
    },
    firstHere: async (target) => {
      const found = await at(target);
      if (found === undefined) return;
      const [exploration, line] = found;
      const facts = exploration.session.hoverFacts(positionOf(exploration, line));
      if (facts?.firstTick !== undefined) {
        const { firstTick } = facts;
        await watched(exploration, () => exploration.seek(firstTick));
      }
    },
    openSite: async (position) => {
      const { active } = explorations;
      if (active) await showSource(active, position as SourcePosition);
    },
    revealInSource: async (row) => {
      const { active } = explorations;
      const key = keyIn(row) ?? heapView.selection;
      const position = key && active?.session.sourceOf(key);
      if (active && position) await showSource(active, position);
      else void vscode.window.showInformationMessage(t('host.noSource'));
    },
    revealInMap: (row) => {
      const { active } = explorations;
      const key = keyIn(row) ?? heapView.selection;
      if (active && key) panels.show(active, true).emit({ kind: 'reveal', keys: [key] });
    },
  };
}

async function runToLine(exploration: Exploration, line: number): Promise<SessionState> {
  const position = positionOf(exploration, line);
  const state = await exploration.runTo('line', position);
  if (state.complete && state.position?.line !== line + 1) {
    void vscode.window.showInformationMessage(t('host.notReached', { line: line + 1 }));
  }
  return state;
}

function positionOf({ name }: Exploration, line: number): SourcePosition {
  return { file: name, line: line + 1, column: 1 };
}

function activePlace(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  return { uri: editor.document.uri.toString(), line: editor.selection.active.line };
}

/** What a link or a lens of ours hands over. */
function placeIn(target: unknown): Place | undefined {
  if (target === null || typeof target !== 'object') return undefined;
  const { uri, line, lineNumber } = target as Record<string, unknown>;
  if (typeof uri === 'string' && typeof line === 'number') return { uri, line };
  // The gutter's menu counts lines from 1.
  if (uri instanceof vscode.Uri && typeof lineNumber === 'number')
    return { uri: uri.toString(), line: lineNumber - 1 };
  return undefined;
}

/** The key of a row of the tree a menu was opened on. */
function keyIn(row: unknown): Key | undefined {
  const key = (row as { key?: unknown } | undefined)?.key;
  return typeof key === 'string' && parseKey(key) ? (key as Key) : undefined;
}

// ---- the rest

function otherCommands(parts: Parts): Commands {
  const { explorations, problems, sitesView } = parts;
  return {
    checkExpectations: (target) => checkExpectations(uriIn(target), problems),
    insertAnnotation,
    openExample: async (name) => {
      const picked =
        exampleNames.find((known) => known === name) ??
        (await vscode.window.showQuickPick([...exampleNames], { title: t('host.pickExample') }));
      if (picked) await vscode.window.showTextDocument(exampleUri(picked));
    },
    exportJson: () => explorations.active && exportJson(explorations.active),
    exportReport: () => explorations.active && exportReport(explorations.active),
    exportHtml: () => explorations.active && parts.panels.exportPage(explorations.active),
    export: () => explorations.active && pickExport(explorations.active, parts.panels),
    sortSitesByBytes: () => sitesView.sortBy('bytes'),
    sortSitesByCount: () => sitesView.sortBy('count'),
    filterSites: () => sitesView.pickFilter(),
    forgetStretch: () => {
      const { active } = explorations;
      parts.panels.of(active)?.emit({ kind: 'command', command: 'forgetStretch' });
      if (active) parts.stretches.keepTo(active, undefined);
    },
    showOutput: () => parts.showOutput(),
    refreshSnippets: () => parts.refreshSnippets(),
  };
}
