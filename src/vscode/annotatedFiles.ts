/**
 * Go files of the workspace that have annotations. Looked for only when somebody wants to see them.
 */
import * as vscode from 'vscode';

/** More files than this are not looked into. */
const fileLimit = 2_000;
/** Larger files are no snippets. */
const byteLimit = 512 * 1024;
/** Files read at the same time. */
const together = 16;

interface AnnotatedFile {
  readonly uri: vscode.Uri;
  readonly annotations: number;
}

export class AnnotatedFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private found: Promise<AnnotatedFile[]> | undefined;
  private watcher: vscode.FileSystemWatcher | undefined;

  readonly onDidChange = this.changed.event;

  /** The files, in order of their paths. */
  all(): Promise<AnnotatedFile[]> {
    this.watch();
    this.found ??= search();
    return this.found;
  }

  refresh(): void {
    this.found = undefined;
    this.changed.fire();
  }

  dispose(): void {
    this.watcher?.dispose();
    this.changed.dispose();
  }

  private watch(): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher('**/*.go');
    const refresh = (): void => this.refresh();
    this.watcher.onDidCreate(refresh);
    this.watcher.onDidChange(refresh);
    this.watcher.onDidDelete(refresh);
  }
}

async function search(): Promise<AnnotatedFile[]> {
  const exclude = '**/{node_modules,vendor,.git}/**';
  const uris = await vscode.workspace.findFiles('**/*.go', exclude, fileLimit);
  uris.sort((a, b) => (a.path < b.path ? -1 : 1));
  const found: AnnotatedFile[] = [];
  for (let first = 0; first < uris.length; first += together) {
    const batch = await Promise.all(uris.slice(first, first + together).map(look));
    found.push(...batch.filter((file) => file.annotations > 0));
  }
  return found;
}

async function look(uri: vscode.Uri): Promise<AnnotatedFile> {
  return { uri, annotations: countAnnotations(await textOf(uri)) };
}

/** The text of a file; '' for one that cannot be read, or is too large. */
async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > byteLimit) return '';
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Deleted in between, or a folder that was taken away: nothing to show.
    return '';
  }
}

function countAnnotations(text: string): number {
  return text.match(/\/\/mem:[a-z]/g)?.length ?? 0;
}
