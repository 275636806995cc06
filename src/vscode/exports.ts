/** Saves what a run has shown, where the user says. */
import * as vscode from 'vscode';
import { exportedPage, pageFiles } from '../host/exportedPage';
import type { PageParts } from '../host/exportedPage';
import type { ExportFormat, ExportView, MadeFile } from '../protocol/exporting';
import type { EventBody } from '../protocol/protocol';
import { runRecord } from '../session/record';
import { report } from '../session/report';
import type { Exploration } from './exploration';
import { language, t } from './texts';

/** The record that `gomem run --json` prints. */
export async function exportJson(exploration: Exploration): Promise<void> {
  const record = runRecord(exploration.session, undefined);
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await save(exploration, text, `${exploration.name}.gomem.json`, t('host.exportJson'));
}

/** The run so far as a Markdown page. */
export async function exportReport(exploration: Exploration): Promise<void> {
  const text = report(exploration.session);
  await save(exploration, text, `${exploration.name}.gomem.md`, t('host.exportReport'));
}

/** Where the panels are: a picture is made by the page that shows it. */
interface Shower {
  show(exploration: Exploration, preserveFocus: boolean): { emit(event: EventBody): void };
  exportPage(exploration: Exploration): Promise<void>;
}

type Picked = vscode.QuickPickItem & { readonly act: () => unknown };

/** Asks what, and as what. */
export async function pickExport(exploration: Exploration, panels: Shower): Promise<void> {
  const view = (name: ExportView): Picked => ({
    label: t(`export.${name}`),
    act: () => pickFormat(exploration, panels, name),
  });
  const whole: readonly Picked[] = [
    { label: t('export.pageShort'), act: () => panels.exportPage(exploration) },
    { label: t('host.exportReport'), act: () => exportReport(exploration) },
    { label: t('host.exportJson'), act: () => exportJson(exploration) },
  ];
  const items = [view('stage'), view('bottom'), ...whole];
  const picked = await vscode.window.showQuickPick(items, { title: t('export.pick') });
  await picked?.act();
}

async function pickFormat(
  exploration: Exploration,
  panels: Shower,
  view: ExportView,
): Promise<void> {
  const formats: readonly ExportFormat[] = ['png', 'svg', 'csv', 'json'];
  const items = formats.map((format) => ({ label: t(`export.file.${format}`), format }));
  const title = t('export.pickFormat', { view: t(`export.${view}`) });
  const picked = await vscode.window.showQuickPick(items, { title });
  if (picked === undefined) return;
  panels.show(exploration, true).emit({ kind: 'export', view, format: picked.format });
}

/** The run so far as a page that opens without VS Code and runs it anew. */
export async function exportPage(
  exploration: Exploration,
  extensionUri: vscode.Uri,
): Promise<void> {
  const { name, source, session } = exploration;
  const { tick, endTick, options } = session.state();
  const run = { name, source, line: 1, options, tick, endTick, language };
  const page = exportedPage(await readPageParts(extensionUri), run);
  await save(exploration, page, `${name}.gomem.html`, t('export.file.html'));
}

async function readPageParts(extensionUri: vscode.Uri): Promise<PageParts> {
  const read = async (part: keyof PageParts): Promise<string> => {
    const uri = vscode.Uri.joinPath(extensionUri, 'dist', pageFiles[part]);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  };
  const [frame, style] = await Promise.all([read('frame'), read('style')]);
  const [engine, view] = await Promise.all([read('engine'), read('view')]);
  return { frame, style, engine, view };
}

/** A picture or a table that the view has made. */
export async function saveMade(exploration: Exploration, file: MadeFile): Promise<void> {
  const { name, format, text, base64 } = file;
  const what = t(`export.file.${format}`);
  if (base64 === undefined) await save(exploration, text ?? '', name, what);
  else {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    await save(exploration, bytes, name, what);
  }
}

async function save(
  { subject }: Exploration,
  content: string | Uint8Array,
  name: string,
  what: string,
): Promise<void> {
  const [, stem, extension] = /^(.*)\.(\w+)$/.exec(name)!;
  const file = `${stem!.replace(/\.go\b/, '').replace(/[^\w.-]+/g, '-')}.${extension}`;
  const folder = vscode.workspace.getWorkspaceFolder(subject.uri)?.uri;
  const uri = await vscode.window.showSaveDialog({
    filters: { [what]: [extension!] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
  });
  if (uri === undefined) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(uri, bytes);
  const open = t('host.open');
  const chosen = await vscode.window.showInformationMessage(
    t('host.saved', { name: uri.path.split('/').at(-1)! }),
    open,
  );
  // A picture or a page has its own editor, or the system's program.
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', uri);
}
