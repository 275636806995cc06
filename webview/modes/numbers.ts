/** Tables of numbers, as the dashboard has them: any column sorts, and rows lead to the map. */
import type { Key } from '../../src/protocol/keys';
import { sayBytes } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { make } from '../dom';
import { paletteOf } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { sortable, sortButton } from './sorting';

/** Goes to the map with `key` selected. */
function mapLink(context: Context, key: Key | undefined, text: string, label: string): Node {
  if (!key) return document.createTextNode(text);
  const link = make('button', {
    class: 'link',
    type: 'button',
    text,
    title: label,
    'aria-label': label,
    'data-key': key,
  });
  link.addEventListener('click', () => {
    context.mode.set('map');
    context.selection.set({ key, from: 'mode' });
  });
  return link;
}

interface ClassRow {
  readonly sizeClass: number;
  readonly elemBytes: number;
  readonly key?: Key;
}

/** A row about a size class: its name leads to the map; the slot's bytes stand before `cells`. */
export function classRow(
  context: Context,
  { sizeClass, elemBytes, key }: ClassRow,
  cells: readonly (Node | string)[],
): HTMLElement {
  const palette = paletteOf(context.theme.get());
  const isLarge = sizeClass === 0;
  const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = css(palette.sizeClass[sizeClass] ?? palette.muted);
  const name = isLarge ? t(context, 'dashboard.large') : String(sizeClass);
  const label = t(context, 'dashboard.spanOf', { class: name });
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, swatch, mapLink(context, key, name, label)),
    ...[isLarge ? '' : sayBytes(elemBytes), ...cells].map((cell) => make('td', {}, cell)),
  );
}

export function tableNode(
  context: Context,
  title: PlainStringId,
  columns: readonly PlainStringId[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const heads = columns.map((id) =>
    make('th', { scope: 'col' }, sortButton(title, t(context, id))),
  );
  const table = make(
    'table',
    { class: 'numbers', 'aria-label': t(context, title) },
    make('thead', {}, make('tr', {}, ...heads)),
    make('tbody', {}, ...rows),
  );
  sortable(title, table);
  return make(
    'section',
    { class: 'dashboard-part' },
    make('h3', { text: t(context, title) }),
    make('div', { class: 'table-scroll' }, table),
  );
}
