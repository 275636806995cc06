/** Lenses on functions ("Explore · 3 sites, 208 B/op") and on annotated lines. */
import * as vscode from 'vscode';
import type { FunctionSites, SourceSite } from '../golang/lookup';
import { goDocuments } from './analyses';
import type { Analyses, Analysed } from './analyses';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { placementOf, profileFor } from './explain';
import { lensMode } from './settings';
import { t } from './texts';

export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly analyses: Analyses,
    private readonly explorations: Explorations,
  ) {
    this.subscriptions = [
      this.changed,
      // Counts come with the run; while it runs nobody can read them.
      explorations.onDidChange((active) => active?.running !== true && this.changed.fire()),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('goMemory.lenses') && this.changed.fire(),
      ),
    ];
  }

  register(): vscode.Disposable {
    return vscode.languages.registerCodeLensProvider(goDocuments, this);
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const mode = lensMode(document.uri);
    const analysed = mode === 'off' ? undefined : this.analyses.of(document);
    if (analysed?.analysis.lowered === undefined) return [];
    const exploration = this.explorations.about(document.uri).find((one) => !one.stale);
    const profile = profileFor(analysed, exploration);
    const annotated = annotatedLines(analysed, profile, exploration);
    const functions =
      mode === 'all'
        ? analysed.lookup.functions.map((fn) => functionLens(fn, analysed, profile))
        : [];
    return [...functions, ...annotated];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/**
 * A lens per stop that runs to it, and one per expectation: what its line allocates, or has
 * allocated. Rows stay where they are while the program runs.
 */
function annotatedLines(
  analysed: Analysed,
  profile: string,
  exploration: Exploration | undefined,
): vscode.CodeLens[] {
  const { analysis, document, lookup } = analysed;
  const sites = exploration?.sites.filter(({ user }) => user) ?? [];
  const uri = document.uri.toString();
  const done = new Set<string>();
  return analysis.annotations.annotations.flatMap(({ verb, ownLine, line, func }) => {
    const key = `${verb} ${line}`;
    if (line === 0 || func !== undefined || done.has(key)) return [];
    if (verb !== 'stop' && verb !== 'expect') return [];
    done.add(key);
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(ownLine - 1, 0, ownLine - 1, 0), {
        title,
        command: `goMemory.${command}`,
        arguments: [{ uri, line: line - 1 }],
      });
    if (verb === 'stop') return [lens(t('lens.line'), 'runToLine')];
    const here = sites.filter(({ position }) => position.line === line);
    const count = sum(here.map((site) => site.count));
    if (count === 0)
      return [
        lens(
          titleOf(
            lookup.sites.filter((site) => site.line === line),
            profile,
          ),
          'exploreFile',
        ),
      ];
    const bytes = sum(here.map((site) => site.bytes));
    return [lens(t('lens.measured', { count, bytes }), 'revealLineInMap')];
  });
}

function functionLens(fn: FunctionSites, analysed: Analysed, profile: string): vscode.CodeLens {
  const uri = analysed.document.uri.toString();
  return new vscode.CodeLens(analysed.range(fn), {
    title: (fn.isInstance ? `${fn.name}: ` : '') + titleOf(fn.sites, profile),
    command: 'goMemory.exploreFile',
    arguments: [{ uri, line: fn.line - 1 }],
  });
}

/** How many of the sites are in the heap, and what one evaluation of each takes there. */
function titleOf(sites: readonly SourceSite[], profile: string): string {
  const heap = sites.filter(({ zone }) => zone === 'heap');
  const count = heap.length;
  const bytes = sum(
    heap.map(({ object }) => (object ? placementOf(object, profile).slotBytes : 0)),
  );
  const open = heap.some(({ object, inLoop }) => object === undefined || inLoop);
  if (count === 0) return t('lens.clean');
  if (bytes === 0) return t('lens.sitesOnly', { count });
  return t(open ? 'lens.sitesAtLeast' : 'lens.sites', { count, bytes });
}

function sum(values: readonly number[] = []): number {
  return values.reduce((total, value) => total + value, 0);
}
