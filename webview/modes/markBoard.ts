/**
 * The graph of the Marking mode: roots at the left, objects in columns by their distance, below
 * them what is not drawn one by one, and last what nothing leads to.
 */
import type { Key } from '../../src/protocol/keys';
import type {
  AliveAnswer,
  MarkColour,
  MarkCounts,
  MarkEdge,
  MarkGraph,
  MarkGroup,
  MarkObject,
  MarkRoot,
} from '../../src/protocol/marking';
import { markColours } from '../../src/protocol/marking';
import { sayBytes, sayCount, sayText } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box } from './box';
import { colourTexts, glyph } from './markGlyph';

/** What is drawn beside the graph itself. */
export interface Marks {
  /** Ends of what is scanned next: keys of objects and of spans. */
  readonly next: ReadonlySet<string>;
  /** Keys of objects that have just taken on another colour. */
  readonly turned: ReadonlySet<string>;
  readonly alive: AliveAnswer | undefined;
  /** Draws the graph around an object. */
  readonly lookAround: (key: Key) => void;
}

/** One place on the board; arrows begin and end at `data-end`. */
interface End {
  readonly id: string;
  readonly edges: readonly MarkEdge[];
}

/** Columns of the board, and the groups below it. */
export function boardNodes(context: Context, graph: MarkGraph, marks: Marks): Node[] {
  const names = namesOf(context, graph);
  const distances = [...new Set(graph.objects.map(({ distance }) => distance))]
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  const columns = [
    column(
      t(context, 'marking.roots', { count: graph.rootsTotal }),
      'roots',
      graph.roots.map((root) => rootNode(context, root, names, marks)),
      graph.rootsTotal - graph.roots.length,
      context,
    ),
  ];
  let order = new Map(graph.roots.map((root, at) => [root.id, { at, edges: root.edges }]));
  for (const distance of distances) {
    const objects = inOrder(
      graph.objects.filter((one) => one.distance === distance),
      order,
    );
    order = new Map(objects.map((one, at) => [one.key as string, { at, edges: one.edges }]));
    const title = t(context, 'marking.distance', { distance });
    const nodes = objects.map((one) => objectNode(context, one, names, marks));
    columns.push(column(title, `layer${distance}`, nodes, 0, context));
  }
  const below: HTMLElement[] = [];
  const lost = graph.objects.filter(({ distance }) => distance === 0);
  if (lost.length > 0) {
    const nodes = lost.map((one) => objectNode(context, one, names, marks));
    const title = t(context, 'marking.unreachable', { count: graph.unreachable });
    below.push(column(title, 'lost', nodes, 0, context));
  }
  return [
    make('div', { class: 'mark-columns' }, ...columns),
    ...(graph.groups.length > 0 ? [groupsNode(context, graph.groups, marks)] : []),
    ...below,
  ];
}

/** Objects of a column near what points at them in the column before. */
function inOrder(
  objects: readonly MarkObject[],
  before: ReadonlyMap<string, { at: number; edges: readonly MarkEdge[] }>,
): MarkObject[] {
  const places = new Map<string, number[]>();
  for (const { at, edges } of before.values())
    for (const { to } of edges) places.set(to, [...(places.get(to) ?? []), at]);
  const middle = ({ key }: MarkObject): number => {
    const found = places.get(key) ?? [];
    return found.length === 0 ? Infinity : found.reduce((a, b) => a + b) / found.length;
  };
  const known = objects.map((one, at) => ({ one, at, middle: middle(one) }));
  known.sort((a, b) => (a.middle === b.middle ? a.at - b.at : a.middle - b.middle));
  return known.map(({ one }) => one);
}

/** What the ends of arrows are called. */
function namesOf(context: Context, graph: MarkGraph): ReadonlyMap<string, string> {
  const say = (text: MarkObject['label']): string => sayText(context.language, text);
  return new Map([
    ...graph.objects.map(({ key, label, address }): [string, string] => [
      key,
      `${say(label)} 0x${address.toString(16)}`,
    ]),
    ...graph.groups.map(({ id, label, count }): [string, string] => [
      id,
      t(context, 'marking.groupName', { count, what: say(label) }),
    ]),
  ]);
}

function column(
  title: string,
  name: string,
  nodes: readonly HTMLElement[],
  more: number,
  context: Context,
): HTMLElement {
  return make(
    'section',
    { class: `mark-column mark-column-${name}`, 'aria-label': title },
    make('h3', { class: 'quiet', text: title }),
    make('ul', {}, ...nodes.map((node) => make('li', {}, node))),
    more > 0
      ? make('p', { class: 'quiet', text: t(context, 'map.more', { count: more }) })
      : undefined,
  );
}

/** What an end's arrows say, in words. */
function edgesText(
  context: Context,
  edges: readonly MarkEdge[],
  names: ReadonlyMap<string, string>,
): string {
  const said = edges.map(({ to, name, count }) => {
    const what = names.get(to) ?? to;
    const times = count > 1 ? ` ×${sayCount(count)}` : '';
    return name === '' ? `${what}${times}` : `${name} → ${what}${times}`;
  });
  return said.length > 0 ? t(context, 'marking.pointsAt', { what: said.join(', ') }) : '';
}

function isOnPath({ alive }: Marks, id: string): boolean {
  return alive?.path.some((step) => step.id === id) ?? false;
}

function finish(element: HTMLElement, { id, edges }: End, marks: Marks): HTMLElement {
  element.dataset['end'] = id;
  if (edges.length > 0) element.dataset['ends'] = edges.map(({ to }) => to).join(' ');
  element.classList.toggle('on-path', isOnPath(marks, id));
  return element;
}

function rootNode(
  context: Context,
  root: MarkRoot,
  names: ReadonlyMap<string, string>,
  marks: Marks,
): HTMLElement {
  const name = sayText(context.language, root.name);
  const where = sayText(context.language, root.where);
  const state =
    root.scanned === undefined
      ? ''
      : t(context, root.scanned ? 'marking.rootScanned' : 'marking.rootWaits');
  const note = [`${name}, ${where}`, state, edgesText(context, root.edges, names)];
  const face = box(
    context,
    {
      ...(root.key ? { key: root.key } : {}),
      name: root.id,
      class: `mark-root ${root.scanned === true ? 'scanned' : ''}`,
      note: note.filter((part) => part !== '').join('; '),
    },
    make('span', { class: 'mark-name', text: name }),
    make('span', { class: 'mark-size', text: where }),
  );
  return finish(face, root, marks);
}

function objectNode(
  context: Context,
  one: MarkObject,
  names: ReadonlyMap<string, string>,
  marks: Marks,
): HTMLElement {
  const label = sayText(context.language, one.label);
  const colour = t(context, one.bornBlack ? 'marking.bornBlack' : colourTexts[one.colour]);
  const span = `span:${one.key.split(':')[1]!}`;
  const isNext = marks.next.has(one.key) || (marks.next.has(span) && one.colour === 'grey');
  const isTurned = marks.turned.has(one.key);
  const said = [
    `${label}, ${colour}, ${sayBytes(one.bytes)}, 0x${one.address.toString(16)}`,
    ...(one.value === '' ? [] : [one.value]),
    edgesText(context, one.edges, names),
  ];
  const extra = [isNext ? 'next' : '', isTurned ? 'turned' : ''].join(' ').trim();
  const hidden = [
    colour,
    ...(isTurned ? [t(context, 'marking.justTurned')] : []),
    ...(one.born === true ? [t(context, 'stretch.born')] : []),
    ...(isNext ? [t(context, 'marking.next')] : []),
  ];
  const face = box(
    context,
    {
      key: one.key,
      class: `mark-object mark-${one.colour} ${extra}`.trim(),
      note: said.filter((part) => part !== '').join('; '),
    },
    glyph(one.colour, one.bornBlack),
    make('span', { class: 'mark-name', text: shortLabel(context, one) }),
    make('span', { class: 'visually-hidden', text: `, ${hidden.join(', ')}, ` }),
    one.born === true ? bornMark(context) : undefined,
    make('span', { class: 'mark-size', text: sayBytes(one.bytes) }),
  );
  return finish(face, { id: one.key, edges: one.edges }, marks);
}

/** The size stands under the name: what is known by its size alone need not say it twice. */
function shortLabel(context: Context, { label }: MarkObject): string {
  const isSize = typeof label !== 'string' && label.id === 'marking.someObject';
  return isSize ? t(context, 'marking.shortObject') : sayText(context.language, label);
}

function bornMark(context: Context): HTMLElement {
  const text = t(context, 'stretch.new');
  return make('span', { class: 'born-mark', text, 'aria-hidden': 'true' });
}

function groupsNode(context: Context, groups: readonly MarkGroup[], marks: Marks): HTMLElement {
  return make(
    'section',
    { class: 'mark-groups' },
    make('h3', { class: 'quiet', text: t(context, 'marking.groups') }),
    make('ul', {}, ...groups.map((group) => make('li', {}, groupNode(context, group, marks)))),
  );
}

function groupNode(context: Context, group: MarkGroup, marks: Marks): HTMLElement {
  const label = sayText(context.language, group.label);
  const area = {
    program: '',
    runtime: t(context, 'marking.areaRuntime'),
    unreachable: t(context, 'marking.areaUnreachable'),
  }[group.area];
  const counted = countsText(context, group.counts);
  const note = [label, area, counted, t(context, 'marking.lookAround')];
  const face = box(
    context,
    {
      name: group.id,
      class: 'mark-group',
      note: note.filter((part) => part !== '').join('; '),
    },
    make('span', { class: 'mark-name', text: label }),
    make('span', { class: 'mark-count', text: `×${sayCount(group.count)}` }),
    sharesBar(group.counts, group.count),
    make('span', {
      class: 'mark-size',
      text: area === '' ? sayBytes(group.bytes) : `${sayBytes(group.bytes)} · ${area}`,
    }),
  );
  face.dataset['end'] = group.id;
  face.addEventListener('click', () => marks.lookAround(group.key));
  return face;
}

/** `12 white, 3 grey`. */
function countsText(context: Context, counts: MarkCounts): string {
  return markColours
    .filter((colour) => counts[colour] > 0)
    .map((colour) => `${sayCount(counts[colour])} ${t(context, colourTexts[colour])}`)
    .join(', ');
}

/** How many of a group have which colour. */
function sharesBar(counts: MarkCounts, total: number): HTMLElement {
  const part = (colour: MarkColour): HTMLElement | undefined => {
    if (counts[colour] === 0) return undefined;
    const piece = make('span', { class: `mark-${colour}` });
    piece.style.flexGrow = String(Math.max(0.03, counts[colour] / total));
    return piece;
  };
  return make('span', { class: 'mark-shares', 'aria-hidden': 'true' }, ...markColours.map(part));
}
