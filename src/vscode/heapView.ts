/** View "Heap": the session's tree at the current tick, as a native tree. */
import * as vscode from 'vscode';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { RowKind, TreeRow } from '../protocol/views';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { t, textOf } from './texts';

/** A row, or the line that says how many children are not shown. */
type Node = TreeRow | { readonly more: number; readonly under: Key };

/** A native tree takes all children at once: more than this nobody reads. */
const childLimit = 500;
/** The tree is drawn anew at most this often while somebody steps. */
const quietMilliseconds = 80;

const icons: Readonly<Record<RowKind, string>> = {
  group: 'symbol-namespace',
  heap: 'database',
  arena: 'map',
  central: 'library',
  list: 'list-ordered',
  cache: 'zap',
  p: 'chip',
  g: 'git-branch',
  span: 'symbol-array',
  object: 'symbol-object',
  freeSlot: 'circle-outline',
  pages: 'layout-panel',
  frame: 'debug-stackframe',
  variable: 'symbol-variable',
  site: 'location',
};

export class HeapView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly explorations: Explorations) {
    this.view = vscode.window.createTreeView('goMemory.heap', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscriptions = [
      this.changed,
      this.view,
      explorations.onDidChange((active) => this.changedSoon(active)),
      this.view.onDidChangeSelection(({ selection }) => {
        const key = keyOf(selection[0]);
        void vscode.commands.executeCommand(
          'setContext',
          'goMemory.objectSelected',
          key !== undefined,
        );
      }),
    ];
  }

  /** What is selected. */
  get selection(): Key | undefined {
    return keyOf(this.view.selection[0]);
  }

  getChildren(node?: Node): Node[] {
    const session = this.explorations.active?.session;
    if (session === undefined) return [];
    const key = node === undefined ? 'session' : keyOf(node);
    if (key === undefined) return [];
    try {
      const { total, rows } = session.treeChildren(key, 0, childLimit);
      const left = total - rows.length;
      return left > 0 ? [...rows, { more: left, under: key }] : rows;
    } catch (error) {
      // Gone since the tree was drawn: the next drawing will not ask for it.
      if (error instanceof RequestError) return [];
      throw error;
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('more' in node) {
      const item = new vscode.TreeItem(t('view.more', { count: node.more }));
      item.id = `${node.under} more`;
      return item;
    }
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      textOf(node.label),
      node.expanded === undefined ? None : Collapsed,
    );
    item.id = node.key;
    item.description = node.detail === undefined ? undefined : textOf(node.detail);
    const colour = node.changed ? new vscode.ThemeColor('goMemory.changed') : undefined;
    item.iconPath = new vscode.ThemeIcon(icons[node.kind], colour);
    item.tooltip = [textOf(node.label), item.description].filter(Boolean).join('\n');
    item.contextValue = /^(object|span|site|frame|variable)$/.test(node.kind) ? 'located' : 'row';
    return item;
  }

  getParent(node: Node): Node | undefined {
    const session = this.explorations.active?.session;
    const key = keyOf(node);
    if (session === undefined || key === undefined) return undefined;
    const parent = session.treeParent(key);
    if (parent === undefined) return undefined;
    const siblings = session.treeChildren(session.treeParent(parent) ?? 'session', 0, childLimit);
    return siblings.rows.find((row) => row.key === parent);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private changedSoon(active: Exploration | undefined): void {
    this.view.message = messageOf(active);
    this.view.description = active?.name;
    // Rows of a running program would change under the reader's eyes.
    if (active?.running === true) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(undefined), quietMilliseconds);
  }
}

function keyOf(node: Node | undefined): Key | undefined {
  return node === undefined || 'more' in node ? undefined : node.key;
}

function messageOf(active: Exploration | undefined): string | undefined {
  if (active === undefined) return undefined;
  if (active.stale) return t('view.stale');
  const { phase, tick, problems } = active.state;
  if (phase === 'invalid') return problems[0] ?? t('view.invalid');
  return active.running ? t('view.running', { tick }) : undefined;
}
