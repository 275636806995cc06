/**
 * The examples that ship, as files of their own scheme that nobody can change by accident:
 * `gomem-example:/01-three-levels.go`.
 */
import * as vscode from 'vscode';

const exampleScheme = 'gomem-example';

/** All examples, in the order to read them. A browser's host cannot list the folder. */
export const exampleNames = [
  '01-three-levels.go',
  '02-heap-or-stack.go',
  '03-tiny-objects.go',
  '04-growing-slices.go',
  '05-collect-and-reuse.go',
  '06-goroutine-caches.go',
  '07-maps.go',
  '08-strings-and-interfaces.go',
  '09-struct-padding.go',
  '10-large-objects.go',
] as const;

/** The lessons stand in a folder of their own; `lessons.ts` says what each is about. */
const lessonPath = /^\/lessons\/[\w-]+\.go$/;

export function exampleUri(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: exampleScheme, path: `/${name}` });
}

/** Serves the extension's own folder `examples`, read-only. */
export class Examples implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly extensionUri: vscode.Uri) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerFileSystemProvider(exampleScheme, this, { isReadonly: true }),
    );
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: length };
  }

  readDirectory(): [string, vscode.FileType][] {
    return exampleNames.map((name) => [name, vscode.FileType.File]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const isKnown = exampleNames.some((name) => uri.path === `/${name}`);
    if (!isKnown && !lessonPath.test(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return await vscode.workspace.fs.readFile(this.realUri(uri.path));
    } catch {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private realUri(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, 'examples', path);
  }
}
