/** The text twin of the board: the same roots and objects as a table, with the same keys. */
import type { Key } from '../../src/protocol/keys';
import type { MarkEdge, MarkGraph } from '../../src/protocol/marking';
import { sayBytes, sayHex, sayText } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box } from './box';
import { colourTexts } from './markGlyph';

/** Whether the table is open outlives a rendering. */
export interface TableState {
  open: boolean;
}

export function markTable(context: Context, graph: MarkGraph, state: TableState): HTMLElement {
  const { language } = context;
  const labels = new Map<string, string>([
    ...graph.objects.map(({ key, address }): [string, string] => [key, sayHex(address)]),
    ...graph.groups.map(({ id, label }): [string, string] => [id, sayText(language, label)]),
  ]);
  const targets = (edges: readonly MarkEdge[]): string =>
    edges
      .map(({ to, name }) => [name, labels.get(to) ?? to].filter((part) => part !== '').join(' → '))
      .join(', ');
  const rows = [
    ...graph.roots.map(({ id, key, name, where, edges }) =>
      row(context, `row${id}`, key, sayText(language, name), [
        t(context, 'marking.root'),
        sayText(language, where),
        '',
        '0',
        targets(edges),
      ]),
    ),
    ...graph.objects.map((one) =>
      row(context, `row${one.key}`, one.key, sayText(language, one.label), [
        t(context, one.bornBlack ? 'marking.bornBlack' : colourTexts[one.colour]),
        sayHex(one.address),
        sayBytes(one.bytes),
        one.distance === 0 ? '–' : String(one.distance),
        targets(one.edges),
      ]),
    ),
  ];
  const heads = [
    ...(['marking.columnName', 'marking.columnColour', 'marking.columnPlace'] as const),
    ...(['marking.columnSize', 'marking.columnDistance', 'marking.columnTargets'] as const),
  ].map((id) => make('th', { scope: 'col', text: t(context, id) }));
  const details = make(
    'details',
    { class: 'mark-twin' },
    make('summary', { text: t(context, 'marking.asTable', { count: rows.length }) }),
    make(
      'div',
      { class: 'table-scroll' },
      make(
        'table',
        { class: 'numbers mark-table' },
        make('thead', {}, make('tr', {}, ...heads)),
        make('tbody', {}, ...rows),
      ),
    ),
  );
  details.open = state.open;
  details.addEventListener('toggle', () => {
    state.open = details.open;
  });
  return details;
}

function row(
  context: Context,
  name: string,
  key: Key | undefined,
  label: string,
  cells: readonly string[],
): HTMLElement {
  const face =
    key === undefined ? label : box(context, { key, name, class: 'plain go-type' }, label);
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, face),
    ...cells.map((text) => make('td', { text })),
  );
}
