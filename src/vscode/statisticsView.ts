/** View "Statistics": runtime.MemStats at the current tick, each field with what it means. */
import * as vscode from 'vscode';
import type { StringId } from '../protocol/strings';
import { hasText, sayBytes, sayCount } from '../protocol/strings';
import type { Explorations } from './explorations';
import { t } from './texts';

type GroupName = 'heapGroup' | 'workGroup' | 'gcGroup' | 'offHeapGroup';
type Node =
  | { readonly group: GroupName }
  | { readonly field: string; readonly value: number; readonly before: number | undefined };

/** Fields by what they are about, in the order in which they make sense. */
const groups: Readonly<Record<GroupName, readonly string[]>> = {
  heapGroup: ['HeapAlloc', 'HeapInuse', 'HeapIdle', 'HeapReleased', 'HeapSys', 'HeapObjects'],
  workGroup: ['Mallocs', 'Frees', 'TotalAlloc', 'Alloc', 'Lookups'],
  gcGroup: ['NextGC', 'NumGC', 'NumForcedGC', 'PauseTotalNs', 'LastGC', 'GCCPUFraction'],
  offHeapGroup: [
    'Sys',
    'StackInuse',
    'StackSys',
    'MSpanInuse',
    'MSpanSys',
    'MCacheInuse',
    'MCacheSys',
    'BuckHashSys',
    'GCSys',
    'OtherSys',
  ],
};

/** Fields that are no bytes. */
const counts = /^(Lookups|Mallocs|Frees|HeapObjects|NumGC|NumForcedGC|PauseTotalNs|LastGC|GCCPU)/;

const quietMilliseconds = 80;

export class StatisticsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private now: Readonly<Record<string, number>> = {};
  private before: Readonly<Record<string, number>> = {};

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly explorations: Explorations) {
    const view = vscode.window.createTreeView('goMemory.statistics', { treeDataProvider: this });
    this.subscriptions = [
      this.changed,
      view,
      explorations.onDidChange((active) => {
        if (active?.running === true) return;
        view.description = active && t('host.atTick', { tick: active.state.tick });
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.changed.fire(undefined), quietMilliseconds);
      }),
    ];
  }

  getChildren(node?: Node): Node[] {
    const { active } = this.explorations;
    if (active === undefined || active.invalid) return [];
    if (node === undefined) {
      const read = active.session.memStats();
      if (Object.keys(read).some((name) => read[name] !== this.now[name])) {
        this.before = this.now;
        this.now = read;
      }
      return (Object.keys(groups) as GroupName[])
        .filter((group) => groups[group].some((name) => name in read))
        .map((group) => ({ group }));
    }
    if (!('group' in node)) return [];
    return groups[node.group].flatMap((field) => {
      const value = this.now[field];
      return value === undefined ? [] : [{ field, value, before: this.before[field] }];
    });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('group' in node) {
      const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(
        t(`view.${node.group}`),
        node.group === 'offHeapGroup' ? Collapsed : Expanded,
      );
      item.id = node.group;
      return item;
    }
    const { field, value, before } = node;
    const say = counts.test(field) ? sayCount : sayBytes;
    const item = new vscode.TreeItem(field);
    item.id = field;
    const change = before === undefined ? 0 : value - before;
    item.description =
      change === 0
        ? say(value)
        : `${say(value)} (${change > 0 ? '+' : '−'}${say(Math.abs(change))})`;
    const id: StringId | string = `memstats.${field}`;
    const gloss = hasText(id) ? t(id as 'memstats.Alloc') : '';
    item.tooltip = gloss;
    item.accessibilityInformation = { label: `${field}: ${item.description}. ${gloss}` };
    const colour = change === 0 ? undefined : new vscode.ThemeColor('goMemory.changed');
    item.iconPath = new vscode.ThemeIcon('symbol-numeric', colour);
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
