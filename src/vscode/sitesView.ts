/**
 * View "Allocation Sites": what each line has allocated so far, or in the selected stretch of the
 * run, largest first.
 */
import * as vscode from 'vscode';
import type { PlainStringId } from '../protocol/strings';
import type { SiteCounts } from '../session/session';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import type { Stretches } from './stretches';
import { t } from './texts';

type Order = 'bytes' | 'count';

/** Which sites are shown. */
type Filter =
  | { readonly kind: 'user' | 'all' | 'heap' | 'live' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'class'; readonly sizeClass: number };

const quietMilliseconds = 80;

export class SitesView implements vscode.TreeDataProvider<SiteCounts>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<SiteCounts>;
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private order: Order = 'bytes';
  private filter: Filter = { kind: 'user' };

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly explorations: Explorations,
    private readonly stretches: Stretches,
  ) {
    this.view = vscode.window.createTreeView('goMemory.sites', { treeDataProvider: this });
    this.subscriptions = [
      this.changed,
      this.view,
      explorations.onDidChange((active) => active?.running !== true && this.changedSoon(active)),
      stretches.onDidChange((one) => one === explorations.active && this.changedSoon(one)),
    ];
  }

  /** Sorts by bytes or by count. */
  sortBy(order: Order): void {
    this.order = order;
    this.changedSoon(this.explorations.active);
  }

  /** Lets the user choose what to show. */
  async pickFilter(): Promise<void> {
    const kinds = [
      ['user', 'view.filterUser'],
      ['all', 'view.filterAll'],
      ['heap', 'view.filterHeap'],
      ['live', 'view.filterLive'],
      ['type', 'view.filterType'],
      ['class', 'view.filterClass'],
    ] as const;
    const picked = await vscode.window.showQuickPick(
      kinds.map(([kind, id]) => ({ label: t(id), filter: kind })),
      { title: t('view.filterTitle') },
    );
    if (picked === undefined) return;
    const filter = await this.completeFilter(picked.filter);
    if (filter === undefined) return;
    this.filter = filter;
    this.changedSoon(this.explorations.active);
  }

  async getChildren(node?: SiteCounts): Promise<SiteCounts[]> {
    const { active } = this.explorations;
    if (node !== undefined || active === undefined) return [];
    const sites = await this.stretches.sitesOf(active);
    const amount = ({ bytes, count }: SiteCounts): number =>
      this.order === 'bytes' ? bytes : count;
    const shown = sites
      .filter((site) => this.shows(site))
      .sort((a, b) => amount(b) - amount(a) || a.position.line - b.position.line);
    this.view.message = active.invalid ? undefined : this.message(active, shown.length);
    return shown;
  }

  /** Which stretch of the run is shown, and that there is nothing to show. */
  message(active: Exploration, shown: number): string | undefined {
    const range = this.stretches.of(active);
    const said = [
      ...(range === undefined
        ? []
        : [t('view.stretch', { from: range.fromTick, to: range.toTick })]),
      ...(shown === 0 ? [t(this.nothing(range !== undefined))] : []),
    ];
    return said.length === 0 ? undefined : said.join(' ');
  }

  /** Other sites than those shown may have allocated: libraries, and what the filter leaves out. */
  private nothing(within: boolean): PlainStringId {
    if (this.filter.kind !== 'user') return 'view.noSuchSites';
    return within ? 'view.noneWithin' : 'view.noAllocations';
  }

  getTreeItem(site: SiteCounts): vscode.TreeItem {
    const { site: number, text, type, zone, count, bytes, live, liveBytes, position, func } = site;
    const item = new vscode.TreeItem(text);
    item.id = String(number);
    const size = count === 0 ? 0 : bytes / count;
    item.description =
      count === 0
        ? t('view.siteUnrun', { zone: t(`zone.${zone}`) })
        : t('view.siteDetail', { count, size: Math.round(size), bytes });
    item.tooltip = [
      `${type} · ${func}`,
      `${position.file}:${position.line}`,
      ...(live > 0 ? [t('view.siteLive', { live, bytes: liveBytes })] : []),
    ].join('\n');
    const dim = count === 0 ? new vscode.ThemeColor('disabledForeground') : undefined;
    item.iconPath = new vscode.ThemeIcon(zone === 'heap' ? 'flame' : 'layers', dim);
    item.contextValue = 'site';
    item.command = {
      command: 'goMemory.openSite',
      title: t('view.siteLine', { line: position.line }),
      arguments: [position],
    };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private shows(site: SiteCounts): boolean {
    switch (this.filter.kind) {
      case 'all':
        return true;
      case 'user':
        return site.user && site.count > 0;
      case 'heap':
        return site.zone === 'heap';
      case 'live':
        return site.live > 0;
      case 'type':
        return site.type === this.filter.type;
      case 'class':
        return site.count > 0 && site.sizeClass === this.filter.sizeClass;
    }
  }

  private async completeFilter(kind: Filter['kind']): Promise<Filter | undefined> {
    const sites = this.explorations.active?.sites ?? [];
    if (kind === 'type') {
      const types = [...new Set(sites.map(({ type }) => type))].sort((a, b) => (a < b ? -1 : 1));
      const type = await vscode.window.showQuickPick(types, { title: t('view.pickType') });
      return type === undefined ? undefined : { kind, type };
    }
    if (kind === 'class') {
      const used = sites.filter(({ count }) => count > 0).map(({ sizeClass }) => sizeClass);
      const items = [...new Set(used)]
        .sort((a, b) => a - b)
        .map((number) => ({ label: t('view.sizeClass', { number }), number }));
      const picked = await vscode.window.showQuickPick(items, { title: t('view.pickClass') });
      return picked === undefined ? undefined : { kind, sizeClass: picked.number };
    }
    return { kind };
  }

  private changedSoon(active: Exploration | undefined): void {
    this.view.description = active === undefined ? undefined : this.description();
    if (active === undefined) this.view.message = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(undefined), quietMilliseconds);
  }

  private description(): string {
    const order = t(this.order === 'bytes' ? 'view.byBytes' : 'view.byCount');
    const { filter } = this;
    if (filter.kind === 'user') return order;
    const words =
      filter.kind === 'type'
        ? filter.type
        : filter.kind === 'class'
          ? t('view.sizeClass', { number: filter.sizeClass })
          : t(filterNames[filter.kind]);
    return t('view.shown', { filter: words, order });
  }
}

const filterNames = {
  all: 'view.filterAll',
  heap: 'view.filterHeap',
  live: 'view.filterLive',
} as const;
