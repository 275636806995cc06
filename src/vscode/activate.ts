/** Puts the parts together. Everything registered here costs next to nothing until it is used. */
import * as vscode from 'vscode';
import { Analyses } from './analyses';
import { AnnotatedFiles } from './annotatedFiles';
import { registerCommands } from './commands';
import { registerCompletion } from './completion';
import { Decorations } from './decorations';
import { Examples } from './examples';
import { ExpectationTests } from './expectations';
import { Explorations } from './explorations';
import { HeapView } from './heapView';
import { Hovers } from './hovers';
import { Lenses } from './lenses';
import { ProgramOutput } from './output';
import { Panels, panelType } from './panel';
import { Problems } from './problems';
import { SitesView } from './sitesView';
import { SnippetsView } from './snippetsView';
import { StatisticsView } from './statisticsView';
import { StatusBar } from './statusBar';
import { Stretches } from './stretches';

/** What the extension exports: the state behind its views, for tests and for other extensions. */
export interface Api {
  readonly explorations: Explorations;
  readonly panels: Panels;
  readonly heapView: HeapView;
  readonly sitesView: SitesView;
  readonly snippetsView: SnippetsView;
  readonly stretches: Stretches;
  readonly statisticsView: StatisticsView;
  readonly tests: vscode.TestController;
}

export function activateAll(context: vscode.ExtensionContext): Api {
  const analyses = new Analyses();
  const files = new AnnotatedFiles();
  const explorations = new Explorations();
  const stretches = new Stretches(explorations);
  const panels = new Panels(context.extensionUri, explorations, stretches);
  const problems = new Problems(analyses);
  const output = new ProgramOutput(explorations);
  const heapView = new HeapView(explorations);
  const sitesView = new SitesView(explorations, stretches);
  const snippetsView = new SnippetsView(files);
  const statisticsView = new StatisticsView(explorations);
  const tests = new ExpectationTests(analyses, files, problems);
  const lenses = new Lenses(analyses, explorations);
  context.subscriptions.push(
    analyses,
    files,
    explorations,
    stretches,
    problems,
    output,
    heapView,
    sitesView,
    lenses,
    lenses.register(),
    statisticsView,
    snippetsView.register(),
    new Decorations(explorations),
    new StatusBar(explorations),
    new Hovers(analyses, explorations).register(),
    registerCompletion(),
    new Examples(context.extensionUri).register(),
    tests,
    vscode.window.registerWebviewPanelSerializer(panelType, panels),
    registerCommands({
      explorations,
      panels,
      problems,
      heapView,
      sitesView,
      stretches,
      showOutput: () => output.show(),
      refreshSnippets: () => files.refresh(),
    }),
  );
  return {
    explorations,
    panels,
    heapView,
    sitesView,
    stretches,
    snippetsView,
    statisticsView,
    tests: tests.controller,
  };
}
