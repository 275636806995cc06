/** Saves what a run has shown, where the user says. */
import * as vscode from 'vscode';
import { runRecord } from '../session/record';
import { report } from '../session/report';
import type { Exploration } from './exploration';
import { t } from './texts';

/** The record that `gomem run --json` prints. */
export async function exportJson(exploration: Exploration): Promise<void> {
  const record = runRecord(exploration.session, undefined);
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await save(exploration, text, 'json', t('host.exportJson'));
}

/** The run so far as a Markdown page. */
export async function exportReport(exploration: Exploration): Promise<void> {
  await save(exploration, report(exploration.session), 'md', t('host.exportReport'));
}

async function save(
  { name, subject }: Exploration,
  text: string,
  extension: string,
  what: string,
): Promise<void> {
  const file = `${name.replace(/\.go\b/, '').replace(/[^\w.-]+/g, '-')}.gomem.${extension}`;
  const folder = vscode.workspace.getWorkspaceFolder(subject.uri)?.uri;
  const uri = await vscode.window.showSaveDialog({
    filters: { [what]: [extension] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const open = t('host.open');
  const chosen = await vscode.window.showInformationMessage(
    t('host.saved', { name: uri.path.split('/').at(-1)! }),
    open,
  );
  if (chosen === open) await vscode.window.showTextDocument(uri);
}
