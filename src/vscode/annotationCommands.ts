/** Commands about annotations: insert one, check what they expect. */
import * as vscode from 'vscode';
import { verbs } from '../golang/annotations';
import type { Verb } from '../golang/annotations';
import { isGo } from './analyses';
import { verbSnippet } from './completion';
import { checkedBy } from './expectations';
import { Exploration } from './exploration';
import type { Problems } from './problems';
import { watched } from './progress';
import { t } from './texts';

/** Runs a file to its end and says which expectations hold. */
export async function checkExpectations(
  uri: vscode.Uri | undefined,
  problems: Problems,
): Promise<void> {
  if (uri === undefined) {
    void vscode.window.showInformationMessage(t('host.needsGo'));
    return;
  }
  // A run of its own: the one that is being explored stays where it is.
  const exploration = await Exploration.open({ uri });
  try {
    const { name } = exploration;
    let results: Awaited<ReturnType<typeof checkedBy>> = [];
    await watched(exploration, async () => {
      results = await checkedBy(exploration);
      return exploration.state;
    });
    problems.showExpectations(exploration, results);
    const failed = results.filter(({ ok }) => !ok).length;
    const count = results.length;
    if (count === 0) void vscode.window.showInformationMessage(t('host.noExpectations', { name }));
    else if (failed === 0)
      void vscode.window.showInformationMessage(t('host.allHold', { name, count }));
    else {
      void vscode.window.showWarningMessage(t('host.someFail', { name, failed, count }));
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }
  } finally {
    exploration.dispose();
  }
}

/** Puts an annotation above the line of the cursor. */
export async function insertAnnotation(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isGo(editor.document)) {
    void vscode.window.showInformationMessage(t('host.needsGo'));
    return;
  }
  const items = (Object.keys(verbs) as Verb[]).map((verb) => ({
    label: `//mem:${verb}`,
    description: t(`verb.${verb}`),
    verb,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t('host.pickAnnotation'),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const { line } = editor.selection.active;
  const snippet = verbSnippet(picked.verb);
  snippet.appendText('\n');
  const indent = editor.document.lineAt(line).firstNonWhitespaceCharacterIndex;
  const margin = editor.document.lineAt(line).text.slice(0, indent);
  snippet.value += margin;
  await editor.insertSnippet(snippet, new vscode.Position(line, indent), {
    undoStopBefore: true,
    undoStopAfter: true,
  });
}
