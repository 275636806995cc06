/**
 * Fields of real structs and lists one can follow, as text with links: what the inspector and the
 * Structures mode are made of.
 */
import type { Key } from '../../src/protocol/keys';
import { hasText, sayBytes, sayCount, sayHex, sayText } from '../../src/protocol/strings';
import type { Field, FieldGroup, Format, LinkList, Text } from '../../src/protocol/views';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

export function groupNode(context: Context, group: FieldGroup): HTMLElement {
  const heading =
    group.goType ?? (group.title === undefined ? '' : sayText(context.language, group.title));
  const table = make('table', { class: 'fields', 'aria-label': heading });
  for (const field of group.fields) table.append(fieldRow(context, group.goType, field));
  return make(
    'section',
    {},
    make('h3', { class: group.goType ? 'go-type' : '', text: heading }),
    table,
  );
}

function fieldRow(context: Context, goType: string | undefined, field: Field): HTMLElement {
  const name = sayText(context.language, field.name);
  const gloss = goType && `gloss.${goType}.${name}`;
  const explained =
    gloss && hasText(gloss) ? t(context, gloss as 'gloss.mspan.freeindex') : undefined;
  const head = make('th', { scope: 'row', title: explained }, make('span', {}, ...words(name)));
  if (explained) head.append(make('span', { class: 'visually-hidden', text: `: ${explained}` }));
  const cell = make('td');
  const text = valueText(context, field.value, field.format);
  cell.append(field.link ? keyLink(context, field.link, text) : make('span', { text }));
  const row = make('tr', { class: field.changed ? 'changed' : '' }, head, cell);
  if (field.changed) {
    const before =
      field.before === undefined ? undefined : valueText(context, field.before, field.format);
    cell.append(
      make('span', {
        class: 'before',
        text:
          before === undefined
            ? t(context, 'inspector.changed')
            : t(context, 'inspector.was', { before }),
      }),
    );
  }
  return row;
}

/** A long name of Go's may break in front of a word, as `freeIndexForScan` before `For`. */
function words(name: string): Node[] {
  const parts = name.split(/(?<=[a-z.])(?=[A-Z.])/);
  return parts.flatMap((part, at) => [
    ...(at > 0 ? [document.createElement('wbr')] : []),
    document.createTextNode(part),
  ]);
}

export function valueText(
  context: Context,
  value: number | boolean | Text,
  format?: Format,
): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return sayText(context.language, value);
  switch (format) {
    case 'bytes':
      return sayBytes(value);
    case 'address':
    case 'hex':
      return sayHex(value);
    case 'percent':
      return `${Math.round(value * 1000) / 10}%`;
    case 'index':
      return String(value);
    case 'nanoseconds':
      return `${sayCount(value)} ns`;
    default:
      return sayCount(value);
  }
}

export function keyLink(context: Context, key: Key, text: string): HTMLElement {
  const link = make('button', { class: 'link', type: 'button', text, 'data-key': key });
  link.addEventListener('click', () => context.selection.set({ key, from: 'inspector' }));
  return link;
}

export function listNode(context: Context, list: LinkList): HTMLElement {
  const items = list.items.map(({ key, label, fill }) => {
    const item = make('li', {}, keyLink(context, key, sayText(context.language, label)));
    if (fill !== undefined) {
      const bar = make('span', { class: 'row-fill', 'aria-hidden': 'true' }, make('span', {}));
      (bar.firstElementChild as HTMLElement).style.width = `${Math.round(fill * 100)}%`;
      item.append(bar);
    }
    return item;
  });
  const rest = list.total - list.items.length;
  if (rest > 0)
    items.push(make('li', { class: 'quiet', text: t(context, 'map.more', { count: rest }) }));
  const heading = `${sayText(context.language, list.title)} (${sayCount(list.total)})`;
  const content =
    items.length > 0
      ? make('ol', { class: 'chain' }, ...items)
      : make('p', { class: 'quiet', text: t(context, 'inspector.emptyList') });
  return make('section', {}, make('h3', { text: heading }), content);
}
