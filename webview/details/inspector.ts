/**
 * The inspector: one thing in words and numbers. The real struct fields with their values, links to
 * what they point at, the list it stands on, the words of an object, and why the last event
 * happened. It is also the text twin of whatever the map shows selected.
 */
import type { Key } from '../../src/protocol/keys';
import { sayText } from '../../src/protocol/strings';
import type { Detail, EventRow, Words } from '../../src/protocol/views';
import { iconButton } from '../controls';
import type { Button } from '../controls';
import { icons, make, refill, show } from '../dom';
import { emptyState, newestButton } from '../emptyState';
import { Stage } from '../frame';
import { openSource, sourceLink } from '../source';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { groupNode, keyLink, listNode } from './fields';
import { createLifeButtons } from './life';
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
  const newest = newestButton(context);
  const life = createLifeButtons(context);
  const onMap = iconButton(icons.pin, t(context, 'mode.showOnMap'), () => context.mode.set('map'));
  const head = make(
    'div',
    { class: 'inspector-head' },
    title,
    back.element,
    forward.element,
    life.birth,
    life.death,
    onMap.element,
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
    life.update(detail);
    show(source.element, detail?.source !== undefined);
    show(onMap.element, detail?.page !== undefined && context.mode.get() !== 'map');
    if (!detail && selection) return;
    shown = detail?.key;
    element.classList.toggle('empty', !detail);
    title.textContent = detail
      ? sayText(context.language, detail.title)
      : t(context, 'inspector.nothing');
    refill(body, detail ? detailNodes(context, detail) : emptyNodes(context, newest));
    const key = detail?.key ?? '';
    if (body.dataset['key'] === key) return;
    body.dataset['key'] = key;
    body.scrollTop = 0;
  }

  context.mode.subscribe(render);
  context.detail.subscribe(render);
  context.selection.subscribe(render);
  const renderEmpty = (): void => {
    if (!context.selection.get()) render();
  };
  context.session.subscribe(() => context.frame.schedule(Stage.dom, renderEmpty));
  render();
  return { element };
}

function emptyNodes(context: Context, newest: Button): Node[] {
  const last = context.session.get()?.last;
  return [
    emptyState(t(context, 'inspector.hint'), last && newest),
    ...(last ? [eventNode(context, last, t(context, 'inspector.lastEvent'))] : []),
  ];
}

function detailNodes(context: Context, detail: Detail): Node[] {
  return [
    make('p', { class: 'sentence', text: sayText(context.language, detail.sentence) }),
    ...(detail.source ? [make('p', {}, sourceLink(context, detail.source))] : []),
    ...(detail.last ? [eventNode(context, detail.last, t(context, 'inspector.why'))] : []),
    ...detail.groups.map((group) => groupNode(context, group)),
    ...detail.lists.map((list) => listNode(context, list)),
    ...(detail.words ? [wordsNode(context, detail.words)] : []),
    ...(detail.span && detail.span.count > 0 ? slotTable(context, detail) : []),
  ];
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
      event.goFunc === '' ? undefined : make('code', { text: event.goFunc }),
      make('span', { text: ` ${sayText(language, event.what)}` }),
    ),
    steps.length > 0 ? make('ol', {}, ...steps) : undefined,
  );
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
