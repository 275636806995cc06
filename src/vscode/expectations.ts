/**
 * Expectations as tests: every `//mem:expect` of the workspace stands in the Test Explorer, below
 * its file. Running one runs its file from the start to the end.
 */
import * as vscode from 'vscode';
import { annotationsOf } from '../golang/annotations';
import { analyse } from '../golang/analyse';
import type { ExpectationResult } from '../session/session';
import { isGo, nameOf } from './analyses';
import type { Analyses } from './analyses';
import type { AnnotatedFiles } from './annotatedFiles';
import { Exploration } from './exploration';
import { failureOf, rangeOfExpectation } from './problems';
import type { Problems } from './problems';
import { t } from './texts';

export class ExpectationTests implements vscode.Disposable {
  readonly controller: vscode.TestController;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly analyses: Analyses,
    private readonly files: AnnotatedFiles,
    private readonly problems: Problems,
  ) {
    this.controller = vscode.tests.createTestController('goMemory', t('host.expectations'));
    this.controller.resolveHandler = (item) => this.resolve(item);
    this.controller.refreshHandler = () => this.discover();
    this.controller.createRunProfile(
      t('host.runTests'),
      vscode.TestRunProfileKind.Run,
      (request, cancellation) => this.run(request, cancellation),
      true,
    );
    this.subscriptions = [
      this.controller,
      analyses.onDidSettle((document) => this.lookAt(document)),
    ];
    vscode.workspace.textDocuments.forEach((document) => this.lookAt(document));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (item === undefined) await this.discover();
    else if (item.uri !== undefined)
      this.fill(item, await vscode.workspace.openTextDocument(item.uri));
  }

  private async discover(): Promise<void> {
    for (const { uri } of await this.files.all()) {
      const item = this.fileItem(uri);
      item.canResolveChildren = true;
    }
  }

  /** Tests of an open document follow what is written. */
  private lookAt(document: vscode.TextDocument): void {
    if (!isGo(document)) return;
    const known = this.controller.items.get(document.uri.toString());
    if (document.getText().includes('//mem:expect'))
      this.fill(known ?? this.fileItem(document.uri), document);
    else if (known) this.controller.items.delete(known.id);
  }

  private fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.controller.items.get(id);
    if (known) return known;
    const item = this.controller.createTestItem(id, nameOf(uri), uri);
    this.controller.items.add(item);
    return item;
  }

  private fill(file: vscode.TestItem, document: vscode.TextDocument): void {
    const known = this.analyses.of(document)?.analysis;
    const { annotations, text } = known ?? analyse(nameOf(document.uri), document.getText());
    const expectations = annotationsOf(annotations.annotations, 'expect');
    if (expectations.length === 0) {
      this.controller.items.delete(file.id);
      return;
    }
    const items = expectations.map(({ ownLine, predicates, pos, end }) => {
      const label = predicates.map((predicate) => predicate.text).join(' ');
      const item = this.controller.createTestItem(`${file.id}#${ownLine}`, label, document.uri);
      const column = (at: number): number => text.position(at - text.base).utf16Column - 1;
      item.range = new vscode.Range(ownLine - 1, column(pos), ownLine - 1, column(end));
      item.sortText = String(ownLine).padStart(6, '0');
      return item;
    });
    file.canResolveChildren = false;
    file.children.replace(items);
  }

  private async run(
    request: vscode.TestRunRequest,
    cancellation: vscode.CancellationToken,
  ): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      for (const [file, wanted] of await this.wanted(request)) {
        if (cancellation.isCancellationRequested) break;
        await this.runFile(run, file, wanted, cancellation);
      }
    } finally {
      run.end();
    }
  }

  /** Which expectations to check, by file. */
  private async wanted(
    request: vscode.TestRunRequest,
  ): Promise<Map<vscode.TestItem, vscode.TestItem[]>> {
    const found = new Map<vscode.TestItem, vscode.TestItem[]>();
    const excluded = new Set(request.exclude);
    const roots = request.include ?? [...this.controller.items].map(([, item]) => item);
    for (const item of roots) {
      if (item.parent === undefined && item.children.size === 0) await this.resolve(item);
      const file = item.parent ?? item;
      const tests = item.parent === undefined ? [...item.children].map(([, one]) => one) : [item];
      const list = [...(found.get(file) ?? []), ...tests].filter((one) => !excluded.has(one));
      found.set(file, list);
    }
    return found;
  }

  private async runFile(
    run: vscode.TestRun,
    file: vscode.TestItem,
    wanted: readonly vscode.TestItem[],
    cancellation: vscode.CancellationToken,
  ): Promise<void> {
    if (file.uri === undefined) return;
    for (const test of wanted) run.started(test);
    const started = performance.now();
    const exploration = await Exploration.open({ uri: file.uri });
    const stop = cancellation.onCancellationRequested(() => exploration.dispose());
    try {
      const results = await checkedBy(exploration);
      const milliseconds = performance.now() - started;
      this.problems.showExpectations(exploration, results);
      for (const test of wanted) judge(run, test, results, milliseconds);
    } catch (error) {
      const message = new vscode.TestMessage(
        error instanceof Error ? error.message : String(error),
      );
      for (const test of wanted) run.errored(test, message);
    } finally {
      stop.dispose();
      exploration.dispose();
    }
  }
}

/** Runs an exploration to its end and says what became of its expectations. */
export async function checkedBy(exploration: Exploration): Promise<readonly ExpectationResult[]> {
  if (exploration.invalid) {
    const { name } = exploration;
    const message = exploration.state.problems[0] ?? '';
    throw new Error(t('host.invalid', { name, message }));
  }
  await exploration.run();
  return exploration.session.expectations();
}

/** One annotation may hold several predicates: it passes when all of them do. */
function judge(
  run: vscode.TestRun,
  test: vscode.TestItem,
  results: readonly ExpectationResult[],
  milliseconds: number,
): void {
  const line = (test.range?.start.line ?? -1) + 1;
  const mine = results.filter(({ start }) => start.line === line);
  const failed = mine.filter(({ ok }) => !ok);
  if (mine.length === 0) run.skipped(test);
  else if (failed.length === 0) run.passed(test, milliseconds);
  else
    run.failed(
      test,
      failed.map((result) => messageOf(result, test)),
      milliseconds,
    );
}

function messageOf(result: ExpectationResult, { uri }: vscode.TestItem): vscode.TestMessage {
  const { expected, actual } = result;
  const message = vscode.TestMessage.diff(failureOf(result), expected, actual);
  if (uri) message.location = new vscode.Location(uri, rangeOfExpectation(result));
  return message;
}
