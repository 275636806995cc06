/**
 * Structures: the runtime's real structs around what is selected, each with its fields as they are
 * now, and above it the path by which Go's own code reaches it. Lists are followed link by link.
 * Everything comes from `inspect`, as in the inspector; here the neighbours stand side by side.
 */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { RequestError } from '../../src/protocol/port';
import { sayText } from '../../src/protocol/strings';
import type { Detail, LinkList, MapSpans, Neighbour } from '../../src/protocol/views';
import { groupNode } from '../details/fields';
import { make, refill } from '../dom';
import { paletteOf } from '../heapmap/palette';
import { t, withRange } from '../state/context';
import type { Context } from '../state/context';
import { createRoving } from '../a11y/roving';
import { bar, box, markSelected, modeFrame } from './box';
import { whileShown } from './mode';
import type { Mode } from './mode';
import { slotStrip } from './slotStrip';

/** Slots are drawn so wide, in pixels. */
const stripWidth = 250;

export function createStructures(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'structures');
  const board = make('div', { class: 'struct-board' });
  body.append(board);
  const roving = createRoving(body);
  /** The span or the list the cards are about; kept while something else is selected. */
  let about: Key | undefined;

  const inspect = async (key: Key): Promise<Detail | undefined> => {
    try {
      return await context.client.request('inspect', { key, ...withRange(context) });
    } catch (error) {
      // Gone at this tick.
      if (error instanceof RequestError && error.code === 'notFound') return undefined;
      throw error;
    }
  };

  /** The span that the program got memory from last. */
  async function lastSpan(): Promise<Key | undefined> {
    const { tick } = context.session.get()!;
    const params = { tick, count: 8, kinds: ['alloc', 'refill'] as const };
    const { rows } = await context.client.request('events', params);
    return rows.map(({ key }) => aboutOf(key)).findLast((key) => key !== undefined);
  }

  async function ask(): Promise<void> {
    const wanted = aboutOf(context.selection.get()?.key);
    let span = wanted && (await inspect(wanted));
    about = span ? wanted : ((await lastSpan()) ?? about);
    span ??= about && (await inspect(about));
    const places = placesAround(context, span);
    const details = await Promise.all(
      places.map(async ({ key, path }) => ({
        path,
        detail: key === about ? span : await inspect(key),
      })),
    );
    const cards = details.flatMap(({ path, detail }) =>
      detail ? [structCard(context, path, detail)] : [],
    );
    sentence.textContent = span
      ? structuresSentence(context, sayText(context.language, span.title))
      : t(context, 'structures.empty');
    refill(board, cards);
    roving.refresh();
  }

  const asking = whileShown(context, ask);
  context.selection.subscribe((selection) => {
    markSelected(body, selection?.key);
    asking.refresh();
  });
  context.theme.subscribe(asking.refresh);
  context.range.subscribe(asking.refresh);
  return { element, setShown: asking.setShown, focus: roving.focus };
}

/** What one sees: with a stretch selected, changes count from its beginning. */
function structuresSentence(context: Context, what: string): string {
  const from = comparedTick(context);
  return from === undefined
    ? t(context, 'structures.sentence', { what })
    : t(context, 'stretch.structures', { what, from });
}

/** The tick that changes count from; undefined: the last step. */
function comparedTick(context: Context): number | undefined {
  return context.range.get()?.fromTick;
}

function changesText(context: Context, count: number): string {
  const from = comparedTick(context);
  return from === undefined
    ? t(context, 'structures.changes', { count })
    : t(context, 'stretch.structChanges', { count, from });
}

/** The span or the list that a key speaks of. */
function aboutOf(key: Key | undefined): Key | undefined {
  const parsed = key && parseKey(key);
  if (parsed?.kind === 'list' || parsed?.kind === 'spanset') return key;
  return parsed?.kind === 'span' || parsed?.kind === 'slot' ? `span:${parsed.a}` : undefined;
}

/** What the cards are about, the structs around it, and the goroutine that runs. */
function placesAround(context: Context, about: Detail | undefined): readonly Neighbour[] {
  const around: readonly Neighbour[] = about?.around ?? [{ key: 'mheap', path: 'mheap_' }];
  const places = [
    ...around.filter(({ key }) => key === about?.key),
    ...around.filter(({ key }) => key !== about?.key),
  ];
  const g = context.session.get()?.goroutine;
  return g === undefined ? places : [...places, { key: `g:${g}`, path: 'getg()' }];
}

function structCard(context: Context, path: string, detail: Detail): HTMLElement {
  const changes = detail.groups.reduce(
    (sum, { fields }) => sum + fields.filter(({ changed }) => changed).length,
    0,
  );
  const title = sayText(context.language, detail.title);
  const strip = detail.span && detail.span.count > 0 && detail.span.nelems[0]! > 0;
  return make(
    'section',
    { class: changes > 0 ? 'card struct changed' : 'card struct', 'aria-label': title },
    make('p', { class: 'struct-path' }, make('code', { text: path })),
    make('h3', {}, box(context, { key: detail.key, class: 'plain' }, title)),
    changes > 0
      ? make('p', {
          class: 'struct-changes',
          text: changesText(context, changes),
        })
      : undefined,
    strip ? stripFigure(context, detail.span) : undefined,
    ...detail.groups
      .filter(({ goType }) => goType !== undefined)
      .map((group) => groupNode(context, group)),
    ...detail.lists.map((list) => chainNode(context, detail.key, list)),
  );
}

/** Lists whose items lead to one another; the others are tables, in the order of their index. */
const led: ReadonlySet<string> = new Set([
  'classic.list.freelist',
  'list.frames',
  'list.queue',
  'list.runq',
  'list.spans',
]);

/** Between two links: one points at the next, or each at the other. */
function arrow({ both, title }: LinkList): Element | undefined {
  if (both !== true && (typeof title === 'string' || !led.has(title.id))) return undefined;
  const text = both === true ? '⇄' : '→';
  return make('span', { class: 'quiet', 'aria-hidden': 'true', text });
}

/** A list as boxes with arrows between them, to be followed from head to tail. */
function chainNode(context: Context, owner: Key, list: LinkList): HTMLElement {
  const links = list.items.flatMap(({ key, label, fill }, index) => {
    const text = sayText(context.language, label);
    const link = box(
      context,
      { key, name: `${owner}>${index}`, class: 'link-box' },
      make('span', { text }),
      fill === undefined ? undefined : bar(fill),
    );
    return [make('li', {}, index > 0 ? arrow(list) : undefined, link)];
  });
  const rest = list.total - list.items.length;
  if (rest > 0) {
    links.push(make('li', { class: 'quiet', text: t(context, 'map.more', { count: rest }) }));
  }
  return make(
    'section',
    {},
    make('h4', { text: `${sayText(context.language, list.title)} (${list.total})` }),
    links.length > 0
      ? make('ol', { class: 'links' }, ...links)
      : make('p', { class: 'quiet', text: t(context, 'inspector.emptyList') }),
  );
}

/** The span's slots; the table of slots is their twin. */
function stripFigure(context: Context, spans: MapSpans): HTMLElement {
  return make(
    'figure',
    { class: 'strip-figure' },
    slotStrip(spans, paletteOf(context.theme.get()), stripWidth),
    make('figcaption', { class: 'quiet', text: t(context, 'structures.slots') }),
  );
}
