/**
 * Dashboard: runtime.MemStats as the program itself would read it, and one row per size class. Each
 * class leads to its first span on the map. With a stretch of the run selected the rows tell what
 * happened in it.
 */
import type { RangeSummary } from '../../src/protocol/finding';
import type { Dashboard, DashboardClass } from '../../src/protocol/modes';
import { hasText, sayBytes, sayCount, sayText } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import type { Field } from '../../src/protocol/views';
import { valueText } from '../details/fields';
import { make, refill } from '../dom';
import { emptyState, goOnButton } from '../emptyState';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { bar, modeFrame } from './box';
import { createChanges } from './changes';
import type { Changes } from './changes';
import { whileShown } from './mode';
import type { Mode } from './mode';
import { classRow, tableNode } from './numbers';
import { stretchNodes, stretchSentence } from './stretch';

export function createDashboard(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'dashboard');
  let dashboard: Dashboard | undefined;
  /** Of the selected stretch of the run; undefined while all of it counts. */
  let stretch: RangeSummary | undefined;
  const changes = createChanges();
  body.tabIndex = 0;
  body.setAttribute('role', 'region');
  body.setAttribute('aria-label', t(context, 'mode.dashboard'));

  function render(): void {
    if (!dashboard) return;
    sentence.textContent = stretch
      ? stretchSentence(context, stretch)
      : dashboardSentence(context, dashboard);
    const { classes, memStats, freeRuns } = dashboard;
    refill(body, [
      ...(stretch
        ? stretchNodes(context, stretch)
        : classes.length > 0
          ? [classTable(context, classes)]
          : [emptyState(t(context, 'empty.dashboard'), goOnButton(context))]),
      statsNode(context, memStats, changes),
      freeRunsNode(context, freeRuns),
    ]);
  }
  const asking = whileShown(context, async () => {
    const range = context.range.get();
    dashboard = await context.client.request('dashboard', {});
    stretch = range && (await context.client.request('rangeSummary', range));
    changes.moment(dashboard.tick);
    render();
  });
  context.theme.subscribe(render);
  context.range.subscribe(asking.refresh);
  return { element, setShown: asking.setShown, focus: () => body.focus() };
}

function dashboardSentence(context: Context, { classes }: Dashboard): string {
  const sum = (of: (row: DashboardClass) => number): number =>
    classes.reduce((total, row) => total + of(row), 0);
  const spans = sum((row) => row.spans);
  if (spans === 0) return t(context, 'dashboard.empty');
  const held = sum((row) => row.slots * row.elemBytes + row.tailBytes);
  const waste = 1 - sum((row) => row.bytes) / Math.max(1, held);
  return t(context, 'dashboard.sentence', { objects: sum((row) => row.objects), spans, waste });
}

function classTable(context: Context, classes: readonly DashboardClass[]): HTMLElement {
  const columns: readonly PlainStringId[] = [
    'dashboard.class',
    'dashboard.slot',
    'dashboard.spans',
    'dashboard.cached',
    'dashboard.unswept',
    'dashboard.objects',
    'dashboard.use',
    'dashboard.free',
    'dashboard.tail',
    'dashboard.mallocs',
    'dashboard.frees',
  ];
  const rows = classes.map((row) => {
    const share = row.objects / Math.max(1, row.slots);
    return classRow(context, row, [
      sayCount(row.spans),
      sayCount(row.cachedSpans),
      sayCount(row.unsweptSpans),
      sayCount(row.objects),
      make('span', { class: 'use' }, bar(share), `${Math.round(share * 100)}%`),
      sayCount(row.slots - row.objects),
      sayBytes(row.tailBytes),
      sayCount(row.mallocs),
      sayCount(row.frees),
    ]);
  });
  return tableNode(context, 'dashboard.classes', columns, rows);
}

function statsNode(context: Context, fields: readonly Field[], changes: Changes): HTMLElement {
  const entries = fields.map(({ name, value, format }) => {
    const text = sayText(context.language, name);
    const shown = valueText(context, value, format);
    const gloss = `gloss.MemStats.${text}`;
    const explained = hasText(gloss) ? sayText(context.language, { id: gloss }) : undefined;
    return make(
      'div',
      { class: changes.seen(text, shown) ? 'stat changed' : 'stat', title: explained },
      make('dt', { class: 'go-type', text }),
      make('dd', { class: 'number', text: shown }),
    );
  });
  return make(
    'section',
    { class: 'dashboard-part' },
    make('h3', { class: 'go-type', text: t(context, 'dashboard.memStats') }),
    make('dl', { class: 'stats' }, ...entries),
  );
}

function freeRunsNode(context: Context, runs: Dashboard['freeRuns']): HTMLElement {
  const total = Math.max(1, ...runs.map(({ pages }) => pages));
  const rows = runs.flatMap(({ runs: count, pages }, power) => {
    if (count === 0) return [];
    const [from, to] = [2 ** power, 2 ** (power + 1) - 1];
    const length = from === to ? sayCount(from) : `${sayCount(from)}–${sayCount(to)}`;
    return [
      make(
        'tr',
        {},
        make('th', { scope: 'row', text: length }),
        make('td', { text: sayCount(count) }),
        make('td', {}, make('span', { class: 'use' }, bar(pages / total), sayCount(pages))),
      ),
    ];
  });
  if (rows.length > 0) {
    return tableNode(
      context,
      'dashboard.freeRuns',
      ['dashboard.run', 'dashboard.runs', 'dashboard.pages'],
      rows,
    );
  }
  return make(
    'section',
    { class: 'dashboard-part' },
    make('h3', { text: t(context, 'dashboard.freeRuns') }),
    make('p', { class: 'quiet', text: t(context, 'dashboard.noRuns') }),
  );
}
