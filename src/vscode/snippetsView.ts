/** View "Snippets": annotated files of the workspace, the lessons and the examples that ship. */
import * as vscode from 'vscode';
import { nameOf } from './analyses';
import type { AnnotatedFiles } from './annotatedFiles';
import { exampleNames, exampleUri } from './examples';
import { lessons } from './lessons';
import { t } from './texts';

type Node =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'lessons' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'lesson'; readonly lesson: (typeof lessons)[number] }
  | { readonly kind: 'file'; readonly uri: vscode.Uri; readonly annotations?: number };

/** In the order of the view. */
const groups = ['workspace', 'lessons', 'examples'] as const;
type Group = (typeof groups)[number];

export class SnippetsView implements vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(private readonly files: AnnotatedFiles) {
    this.onDidChangeTreeData = files.onDidChange;
  }

  register(): vscode.Disposable {
    return vscode.window.createTreeView('goMemory.snippets', { treeDataProvider: this });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return groups.map((kind) => ({ kind }));
    if (node.kind === 'examples')
      return exampleNames.map((name) => ({ kind: 'file', uri: exampleUri(name) }));
    if (node.kind === 'lessons') return lessons.map((lesson) => ({ kind: 'lesson', lesson }));
    if (node.kind === 'file' || node.kind === 'lesson') return [];
    const found = await this.files.all();
    return found.map((file) => ({ kind: 'file', ...file }));
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    if (node.kind === 'lesson') return lessonItem(node.lesson);
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

  private async groupItem(kind: Group): Promise<vscode.TreeItem> {
    const { Expanded } = vscode.TreeItemCollapsibleState;
    const label = kind === 'lessons' ? t('lesson.group') : t(`view.${kind}`);
    const item = new vscode.TreeItem(label, Expanded);
    item.id = kind;
    if (kind === 'workspace' && (await this.files.all()).length === 0)
      item.description = t('view.noneAnnotated');
    return item;
  }
}

function lessonItem({ path, title, about }: (typeof lessons)[number]): vscode.TreeItem {
  const item = new vscode.TreeItem(t(title), vscode.TreeItemCollapsibleState.None);
  item.description = t(about);
  item.tooltip = t(about);
  item.iconPath = new vscode.ThemeIcon('mortar-board');
  item.contextValue = 'lesson';
  item.command = { command: 'goMemory.openLesson', title: t('host.open'), arguments: [path] };
  return item;
}
