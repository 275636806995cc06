/**
 * Problems and their fixes: annotations that mean nothing, while typing; Go's own errors only where
 * the user asked for them, since gopls tells them too; expectations that failed, after a run.
 */
import * as vscode from 'vscode';
import { reworded } from '../protocol/complaints';
import type { ExpectationResult } from '../session/session';
import { goDocuments } from './analyses';
import type { Analyses, Analysed } from './analyses';
import type { Exploration } from './exploration';
import { enabled } from './settings';
import { language, t } from './texts';

const source = 'Go Memory';

export class Problems implements vscode.Disposable {
  private readonly written = vscode.languages.createDiagnosticCollection('goMemory');
  private readonly expected = vscode.languages.createDiagnosticCollection('goMemory.expectations');
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly analyses: Analyses) {
    const { workspace, languages } = vscode;
    this.subscriptions = [
      this.written,
      this.expected,
      analyses.onDidSettle((document) => this.look(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.expected.delete(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.written.delete(uri);
        this.expected.delete(uri);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('goMemory.goErrors')) this.lookAtAll();
      }),
      languages.registerCodeActionsProvider(goDocuments, new Fixes(analyses), {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
    this.lookAtAll();
  }

  /** Shows the expectations of a complete run that do not hold. */
  showExpectations(exploration: Exploration, results: readonly ExpectationResult[]): void {
    if (exploration.stale) return;
    const failed = results.filter(({ ok }) => !ok);
    this.expected.set(exploration.subject.uri, failed.map(expectationDiagnostic));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private lookAtAll(): void {
    for (const document of vscode.workspace.textDocuments) this.look(document);
  }

  private look(document: vscode.TextDocument): void {
    const goErrors = enabled('goErrors', document.uri);
    // Most Go files have no annotation: they are not worth an analysis.
    const worth =
      document.languageId === 'go' && (goErrors || document.getText().includes('//mem:'));
    const analysed = worth ? this.analyses.of(document) : undefined;
    this.written.set(document.uri, analysed ? diagnosticsOf(analysed, goErrors) : []);
  }
}

function diagnosticsOf(analysed: Analysed, goErrors: boolean): vscode.Diagnostic[] {
  const { analysis } = analysed;
  return analysis.diagnostics
    .filter(({ code }) => goErrors || code.startsWith('mem.'))
    .map(({ pos, end, severity, code, message }) => {
      const found = new vscode.Diagnostic(
        analysed.rangeOf({ pos, end }),
        reworded(language, message),
        severities[severity],
      );
      found.source = source;
      found.code = code;
      return found;
    });
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function expectationDiagnostic(result: ExpectationResult): vscode.Diagnostic {
  const found = new vscode.Diagnostic(
    rangeOfExpectation(result),
    failureOf(result),
    vscode.DiagnosticSeverity.Error,
  );
  found.source = source;
  found.code = 'mem.expect';
  return found;
}

/** What was expected, and what is the case. */
export function failureOf({ expected, actual }: ExpectationResult): string {
  return t('host.failedExpectation', { expected, actual: reworded(language, actual) });
}

/** The predicate's own characters. */
export function rangeOfExpectation({ start, end }: ExpectationResult): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

/** What could stand there instead. */
class Fixes implements vscode.CodeActionProvider {
  constructor(private readonly analyses: Analyses) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const analysed = this.analyses.of(document);
    return (analysed?.analysis.annotations.diagnostics ?? []).flatMap((diagnostic) => {
      const place = analysed!.rangeOf(diagnostic);
      if (diagnostic.fix === undefined || place.intersection(range) === undefined) return [];
      const { text } = diagnostic.fix;
      const title = text === '' ? t('fix.remove') : t('fix.replace', { text });
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, analysed!.rangeOf(diagnostic.fix), text);
      action.isPreferred = true;
      action.diagnostics = context.diagnostics.filter(
        (shown) => shown.source === source && shown.range.isEqual(place),
      );
      return [action];
    });
  }
}
