/**
 * The inspector: one thing in words and numbers. The real struct fields with their values, links to
 * what they point at, the list it stands on, the words of an object, and why the last event
 * happened. It is also the text twin of whatever the map shows selected.
 */
import type { Key } from '../../src/protocol/keys';
import { hasText, sayBytes, sayCount, sayHex, sayText } from '../../src/protocol/strings';
import type {
  Detail,
  EventRow,
  Field,
  FieldGroup,
  Format,
  LinkList,
  SourcePosition,
  Text,
  Words,
} from '../../src/protocol/views';
import { iconButton } from '../controls';
import { icons, make, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { slotTable } from './slotTable';

interface Inspector {
  readonly element: HTMLElement;
}

const historyMax = 50;

// LONG: the closure is the class; its functions are the methods.
export function createInspector(context: Context): Inspector {
  const title = make('h2', { class: 'inspector-title', tabindex: '-1' });
  const body = make('div', {
    class: 'inspector-body',
    tabindex: '0',
    role: 'region',
    'aria-label': t(context, 'inspector.name'),
  });
  const past: Key[] = [];
  const future: Key[] = [];
  const back = iconButton(icons.back, t(context, 'inspector.back'), () => travel(past, future));
  const forward = iconButton(icons.forward, t(context, 'inspector.forward'), () =>
    travel(future, past),
  );
  const source = iconButton(icons.source, t(context, 'inspector.source'), () => {
    const position = context.detail.get()?.source;
    if (position) openSource(context, position);
  });
  const head = make(
    'div',
    { class: 'inspector-head' },
    title,
    back.element,
    forward.element,
    source.element,
  );
  const element = make('section', { class: 'inspector' }, head, body);
  let shown: Key | undefined;
  let travelling = false;

  function travel(from: Key[], to: Key[]): void {
    const key = from.pop();
    if (key === undefined) return;
    if (shown) to.push(shown);
    travelling = true;
    context.selection.set({ key, from: 'inspector' });
    travelling = false;
  }

  context.selection.subscribe((selection) => {
    if (travelling || !shown || selection?.key === shown) return;
    past.push(shown);
    if (past.length > historyMax) past.shift();
    future.length = 0;
  });

  function render(): void {
    const detail = context.detail.get();
    const selection = context.selection.get();
    back.setEnabled(past.length > 0);
    forward.setEnabled(future.length > 0);
    show(source.element, detail?.source !== undefined);
    if (!detail && selection) return;
    shown = detail?.key;
    title.textContent = detail
      ? sayText(context.language, detail.title)
      : t(context, 'inspector.nothing');
    const scrolled = body.scrollTop;
    const same = body.dataset['key'] === detail?.key;
    body.replaceChildren(...(detail ? detailNodes(context, detail) : emptyNodes(context)));
    body.dataset['key'] = detail?.key ?? '';
    body.scrollTop = same ? scrolled : 0;
  }

  context.detail.subscribe(render);
  context.selection.subscribe(render);
  context.session.subscribe(() => {
    if (!context.selection.get()) render();
  });
  render();
  return { element };
}

function openSource(context: Context, position: SourcePosition): void {
  context.client
    .request('openSource', { position })
    .catch((error: unknown) => context.report(error));
}

function emptyNodes(context: Context): Node[] {
  const last = context.session.get()?.last;
  return [
    make('p', { class: 'quiet', text: t(context, 'inspector.hint') }),
    ...(last ? [eventNode(context, last, t(context, 'inspector.lastEvent'))] : []),
  ];
}

function detailNodes(context: Context, detail: Detail): Node[] {
  return [
    make('p', { class: 'sentence', text: sayText(context.language, detail.sentence) }),
    ...(detail.source ? [sourceLink(context, detail.source)] : []),
    ...(detail.last ? [eventNode(context, detail.last, t(context, 'inspector.why'))] : []),
    ...detail.groups.map((group) => groupNode(context, group)),
    ...detail.lists.map((list) => listNode(context, list)),
    ...(detail.words ? [wordsNode(context, detail.words)] : []),
    ...(detail.span && detail.span.count > 0 ? slotTable(context, detail) : []),
  ];
}

function sourceLink(context: Context, position: SourcePosition): Node {
  const name = position.file.split('/').at(-1)!;
  const link = make('button', { class: 'link', type: 'button', text: `${name}:${position.line}` });
  link.addEventListener('click', () => openSource(context, position));
  return make('p', { class: 'source-line' }, link);
}

/** What happened and why, as the path of decisions that the engine took. */
function eventNode(context: Context, event: EventRow, heading: string): HTMLElement {
  const { language } = context;
  const steps = event.why.map((why) => make('li', { text: sayText(language, why) }));
  return make(
    'section',
    { class: 'why' },
    make('h3', { text: heading }),
    make(
      'p',
      {},
      make('code', { text: event.goFunc }),
      make('span', { text: ` ${sayText(language, event.what)}` }),
    ),
    steps.length > 0 ? make('ol', {}, ...steps) : undefined,
  );
}

function groupNode(context: Context, group: FieldGroup): HTMLElement {
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
  const head = make('th', { scope: 'row', title: explained }, make('span', { text: name }));
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

function valueText(context: Context, value: number | boolean | Text, format?: Format): string {
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

function keyLink(context: Context, key: Key, text: string): HTMLElement {
  const link = make('button', { class: 'link', type: 'button', text, 'data-key': key });
  link.addEventListener('click', () => context.selection.set({ key, from: 'inspector' }));
  return link;
}

function listNode(context: Context, list: LinkList): HTMLElement {
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

function wordsNode(context: Context, words: Words): HTMLElement {
  const head = [
    'inspector.offset',
    'inspector.field',
    'inspector.word',
    'inspector.pointer',
  ] as const;
  const table = make('table', { class: 'words', 'aria-label': t(context, 'inspector.words') });
  table.append(
    make(
      'thead',
      {},
      make('tr', {}, ...head.map((id) => make('th', { scope: 'col', text: t(context, id) }))),
    ),
  );
  const rows = make('tbody');
  for (let index = 0; index < words.low.length; index++) {
    const high = words.high[index]!.toString(16).padStart(8, '0');
    const hex = `${high}${words.low[index]!.toString(16).padStart(8, '0')}`;
    const target = words.targets[index];
    rows.append(
      make(
        'tr',
        {},
        make('td', { text: `+${(words.firstWord + index) * 8}` }),
        make('td', { text: words.names[index] ?? '' }),
        make('td', { class: 'hex', text: hex }),
        make(
          'td',
          {},
          target
            ? keyLink(context, target, target)
            : words.pointers[index] === 1
              ? t(context, 'inspector.isPointer')
              : '',
        ),
      ),
    );
  }
  table.append(rows);
  return make('section', {}, make('h3', { text: t(context, 'inspector.words') }), table);
}
