/** Entry of the extension, in Node and in a browser's extension host. */
import type * as vscode from 'vscode';
import { activateAll } from './vscode/activate';
import type { Api } from './vscode/activate';

/** VS Code calls this when somebody first wants something of us. */
export function activate(context: vscode.ExtensionContext): Api {
  return activateAll(context);
}
