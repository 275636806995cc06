/** View "Snippets": annotated files of the workspace, and the examples that ship. */
import * as vscode from 'vscode';
import { nameOf } from './analyses';
import type { AnnotatedFiles } from './annotatedFiles';
import { exampleNames, exampleUri } from './examples';
import { t } from './texts';

type Node =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'file'; readonly uri: vscode.Uri; readonly annotations?: number };

export class SnippetsView implements vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(private readonly files: AnnotatedFiles) {
    this.onDidChangeTreeData = files.onDidChange;
  }

  register(): vscode.Disposable {
    return vscode.window.createTreeView('goMemory.snippets', { treeDataProvider: this });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return [{ kind: 'workspace' }, { kind: 'examples' }];
    if (node.kind === 'examples')
      return exampleNames.map((name) => ({ kind: 'file', uri: exampleUri(name) }));
    if (node.kind === 'file') return [];
    const found = await this.files.all();
    return found.map((file) => ({ kind: 'file', ...file }));
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'file') return this.groupItem(node.kind);
    const item = new vscode.TreeItem(node.uri, vscode.TreeItemCollapsibleState.None);
    item.label = nameOf(node.uri);
    if (node.annotations !== undefined) {
      item.description = t('view.annotations', { count: node.annotations });
      item.tooltip = vscode.workspace.asRelativePath(node.uri);
    }
    item.contextValue = 'snippet';
    item.command = { command: 'vscode.open', title: t('host.open'), arguments: [node.uri] };
    return item;
  }

  private async groupItem(kind: 'workspace' | 'examples'): Promise<vscode.TreeItem> {
    const { Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(t(`view.${kind}`), Expanded);
    item.id = kind;
    if (kind === 'workspace' && (await this.files.all()).length === 0)
      item.description = t('view.noneAnnotated');
    return item;
  }
}
