/**
 * The numbers of a comparison: totals, and tables by class, type, line and age. Bars repeat what
 * the cells say, so they are hidden from screen readers.
 */
import type {
  ComparedCell,
  ComparedRow,
  ComparedTable,
  ComparedTotal,
  Comparison,
  Measure,
} from '../../src/protocol/compare';
import { sideTitle } from '../../src/protocol/comparing';
import { hasText, sayText } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import type { Format } from '../../src/protocol/views';
import { createRoving } from '../a11y/roving';
import { choice } from '../controls';
import { valueText } from '../details/fields';
import { make, refill } from '../dom';
import { bar, box } from '../modes/box';
import { openSource, placeText } from '../source';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { createTabs } from '../tabs';
import { sideNames } from './names';

const bytes: ReadonlySet<Measure> = new Set(['bytes', 'free', 'rounding', 'allocated']);

function formatOf(measure: Measure): Format {
  return bytes.has(measure) ? 'bytes' : 'count';
}

/** +12 KiB, −3, = */
function differenceText(context: Context, { difference }: ComparedCell, format: Format): string {
  if (difference === 0) return '=';
  const amount = valueText(context, Math.abs(difference), format);
  return `${difference > 0 ? '+' : '−'}${amount}`;
}

/** How much more or less that is, where it is something one can say in percent. */
function shareText({ left, difference }: ComparedCell): string {
  if (difference === 0 || left === 0) return '';
  const percent = Math.round((100 * difference) / Math.abs(left));
  if (percent === 0 || Math.abs(percent) >= 1000) return '';
  return ` ${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`;
}

function cellNodes(context: Context, cell: ComparedCell, format: Format, most: number): Node[] {
  const value = (amount: number): string => valueText(context, amount, format);
  return [
    make('td', { text: value(cell.left) }),
    make('td', { text: value(cell.right) }),
    make(
      'td',
      { class: cell.difference === 0 ? 'quiet' : 'differs' },
      differenceText(context, cell, format),
      make('span', { class: 'quiet share', text: shareText(cell) }),
    ),
    make(
      'td',
      { class: 'both', 'aria-hidden': 'true' },
      ...sideNames.map((side) => {
        const line = bar(Math.max(0, cell[side]) / Math.max(1, most));
        line.classList.add(side);
        return line;
      }),
    ),
  ];
}

/** The row of heads that both kinds of tables have. */
function headRow(context: Context, comparison: Comparison): HTMLElement {
  const side = (name: 'left' | 'right'): HTMLElement =>
    make(
      'th',
      { scope: 'col', title: sideTitle(context, comparison, name) },
      make('span', { class: `side-mark ${name}`, 'aria-hidden': 'true' }),
      sideTitle(context, comparison, name),
    );
  return make(
    'tr',
    {},
    make('th', { scope: 'col', text: t(context, 'compare.what') }),
    side('left'),
    side('right'),
    make('th', { scope: 'col', text: t(context, 'compare.difference') }),
    make('td', { class: 'both' }),
  );
}

function totalRow(context: Context, total: ComparedTotal): HTMLElement {
  const text = sayText(context.language, total.name);
  const gloss = `gloss.MemStats.${text}`;
  const title = hasText(gloss) ? sayText(context.language, { id: gloss }) : undefined;
  const isGo = typeof total.name === 'string';
  return make(
    'tr',
    { title },
    make('th', { scope: 'row' }, make('span', { class: isGo ? 'go-type' : '', text })),
    // Totals have no unit in common, so each bar is to the scale of its own row.
    ...cellNodes(context, total, total.format, Math.max(total.left, total.right)),
  );
}

/** Totals in sight before a line has to be opened. */
const totalsShown = 14;

/** Totals that differ; the others behind a line that opens. */
export function totalsNode(
  context: Context,
  comparison: Comparison,
  totals: readonly ComparedTotal[],
  title: PlainStringId,
): HTMLElement {
  const table = (rows: readonly ComparedTotal[], label: string): HTMLElement =>
    make(
      'table',
      { class: 'numbers compared', 'aria-label': label },
      make('thead', {}, headRow(context, comparison)),
      make('tbody', {}, ...rows.map((row) => totalRow(context, row))),
    );
  const different = totals.filter(({ difference }) => difference !== 0);
  const first = different.slice(0, totalsShown);
  return make(
    'section',
    { class: 'compare-part' },
    make('h3', { text: t(context, title) }),
    first.length > 0 ? table(first, t(context, title)) : undefined,
    folded(context, 'compare.moreTotals', different.slice(totalsShown), table),
    folded(
      context,
      'compare.equalTotals',
      totals.filter(({ difference }) => difference === 0),
      table,
    ),
  );
}

/** A line that opens to more totals. */
function folded(
  context: Context,
  title: 'compare.moreTotals' | 'compare.equalTotals',
  totals: readonly ComparedTotal[],
  table: (rows: readonly ComparedTotal[], label: string) => HTMLElement,
): HTMLElement | undefined {
  if (totals.length === 0) return undefined;
  const text = t(context, title, { count: totals.length });
  return make('details', { class: 'equal' }, make('summary', { text }), table(totals, text));
}

const tableNames = ['byClass', 'byType', 'bySite', 'byAge'] as const;
type TableName = (typeof tableNames)[number];

interface Tables {
  readonly element: HTMLElement;
  set(comparison: Comparison): void;
}

/** Four tables under tabs, each counting what its drop-down list says. */
export function createTables(context: Context): Tables {
  const parts = tableNames.map((name) => ({ name, part: createTable(context, name) }));
  const tabs = createTabs(
    t(context, 'compare.tables'),
    parts.map(({ name, part }) => ({
      name,
      text: t(context, `compare.${name}`),
      content: part.element,
    })),
    () => undefined,
  );
  tabs.select('byClass');
  const element = make(
    'section',
    { class: 'compare-part' },
    make(
      'div',
      { class: 'compare-tabs' },
      make('h3', { text: t(context, 'compare.tables') }),
      tabs.list,
    ),
    ...tabs.panels,
  );
  return {
    element,
    set(comparison) {
      const { classes, types, sites, ages } = comparison;
      const by: Record<TableName, ComparedTable | undefined> = {
        ...{ byClass: classes, byType: types, bySite: sites, byAge: ages },
      };
      for (const { name, part } of parts) part.set(comparison, by[name]);
    },
  };
}

interface Table {
  readonly element: HTMLElement;
  set(comparison: Comparison, table: ComparedTable | undefined): void;
}

function createTable(context: Context, name: TableName): Table {
  const body = make('div', {});
  const picker = make('span', { class: 'labelled' });
  const element = make('div', { class: 'compare-table' }, picker, body);
  const roving = createRoving(body);
  let measures: readonly Measure[] = [];
  let measure = 0;
  let render = (): void => undefined;

  function offer(next: readonly Measure[]): void {
    if (measures.join() === next.join()) return;
    measures = next;
    measure = 0;
    const options = next.map((one) => [one, t(context, `compare.measure.${one}`)] as const);
    const list = choice(t(context, 'compare.counting'), options, next[0]!, (value) => {
      measure = Math.max(0, measures.indexOf(value as Measure));
      render();
    });
    const label = t(context, 'compare.countingShort');
    picker.replaceChildren(
      make('span', { class: 'bar-label', 'aria-hidden': 'true', text: label }),
      list.element,
    );
  }

  return {
    element,
    set(comparison, table) {
      picker.hidden = table === undefined || table.rows.length === 0;
      if (table === undefined || table.rows.length === 0) {
        const id = table !== undefined ? 'compare.noRows' : missing(comparison);
        refill(body, [make('p', { class: 'quiet', text: t(context, id) })]);
        return;
      }
      offer(table.measures);
      render = () => {
        refill(body, tableNodes(context, comparison, table, measure, name));
        roving.refresh();
      };
      render();
    },
  };
}

/** Why there is no table. */
function missing({ right, sites }: Comparison): PlainStringId {
  return right.saved !== undefined && sites === undefined
    ? 'compare.onlyStats'
    : 'compare.notKnown';
}

function tableNodes(
  context: Context,
  comparison: Comparison,
  table: ComparedTable,
  at: number,
  name: TableName,
): Node[] {
  const measure = table.measures[at]!;
  const format = formatOf(measure);
  // The first measure's order is the host's; ages have an order of their own.
  const rows =
    at === 0 || name === 'byAge'
      ? table.rows
      : table.rows.toSorted(
          (a, b) => Math.abs(b.cells[at]!.difference) - Math.abs(a.cells[at]!.difference),
        );
  const most = rows.reduce((max, { cells }) => Math.max(max, cells[at]!.left, cells[at]!.right), 1);
  const sum = table.sums[at]!;
  const sumRow = make(
    'tr',
    { class: 'sum' },
    make('th', { scope: 'row', text: t(context, 'compare.sum') }),
    ...cellNodes(context, sum, format, Math.max(sum.left, sum.right)),
  );
  const label = `${t(context, `compare.${name}`)}, ${t(context, `compare.measure.${measure}`)}`;
  const made = make(
    'table',
    { class: 'numbers compared', 'aria-label': label },
    make('thead', {}, headRow(context, comparison)),
    make(
      'tbody',
      {},
      ...rows.map((row) =>
        make('tr', {}, rowHead(context, row), ...cellNodes(context, row.cells[at]!, format, most)),
      ),
    ),
    make('tfoot', {}, sumRow),
  );
  const more =
    table.hidden > 0
      ? [make('p', { class: 'quiet', text: t(context, 'map.more', { count: table.hidden }) })]
      : [];
  return [made, ...more];
}

/** What the row is about: a box that selects it, and a link to its line. */
function rowHead(context: Context, { label, detail, key, source }: ComparedRow): HTMLElement {
  const text = sayText(context.language, label);
  const more = detail === undefined ? '' : sayText(context.language, detail);
  const face = [
    make('span', { class: 'go-type', text }),
    more === '' ? undefined : make('span', { class: 'quiet', text: ` ${more}` }),
  ];
  const name = `${text} ${more} ${source?.line ?? ''}`;
  const title = key === undefined ? make('span', {}, ...face) : undefined;
  return make(
    'th',
    { scope: 'row' },
    title ?? box(context, { key, name, class: 'plain' }, ...face),
    source === undefined ? undefined : lineLink(context, source, name),
  );
}

function lineLink(
  context: Context,
  source: NonNullable<ComparedRow['source']>,
  name: string,
): HTMLElement {
  const link = make('button', {
    class: 'item plain line-link',
    type: 'button',
    'data-focus': `${name} line`,
    text: placeText(source),
  });
  link.addEventListener('click', () => openSource(context, source));
  return link;
}
