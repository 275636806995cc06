/**
 * The heap of the mode Zones. Of equal objects that follow one another the first is shown, the
 * others are one row that opens: a list of hundreds would hide all else.
 */
import type { Key } from '../../src/protocol/keys';
import type { ZoneObject } from '../../src/protocol/modes';
import { sayBytes, sayHex, sayText } from '../../src/protocol/strings';
import { make } from '../dom';
import { paletteOf } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box } from './box';

/** Runs of equal objects that are shown in full. */
export interface OpenRuns {
  /** Keys of their first objects. */
  readonly first: Set<Key>;
  /** One was opened or closed. */
  readonly changed: () => void;
}

/** So many behind the first are a row. */
const fewest = 3;

export function objectList(
  context: Context,
  objects: readonly ZoneObject[],
  opened: OpenRuns,
): HTMLElement {
  const rows = runsOf(objects).flatMap((run) => {
    const [first, ...others] = run;
    if (others.length < fewest) return run.map((one) => objectNode(context, one));
    const isOpen = opened.first.has(first!.key);
    return [
      objectNode(context, first!),
      othersNode(context, others, isOpen, () => {
        if (!opened.first.delete(first!.key)) opened.first.add(first!.key);
        opened.changed();
      }),
      ...(isOpen ? others.map((one) => objectNode(context, one)) : []),
    ];
  });
  return make('ul', { class: 'objects' }, ...rows);
}

/** Opens the run in which `key` would be out of sight; whether there was one. */
export function openTo(
  objects: readonly ZoneObject[],
  key: Key | undefined,
  opened: OpenRuns,
): boolean {
  const run = runsOf(objects).find((one) => one.some((object) => object.key === key));
  const first = run?.[0]?.key;
  if (!run || first === undefined || first === key || run.length <= fewest) return false;
  if (opened.first.has(first)) return false;
  opened.first.add(first);
  return true;
}

/** Objects that follow one another and are alike: in type, size and place of allocation. */
function runsOf(objects: readonly ZoneObject[]): ZoneObject[][] {
  const runs: ZoneObject[][] = [];
  for (const one of objects) {
    const last = runs.at(-1);
    if (last && isAlike(last[0]!, one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

function isAlike(a: ZoneObject, b: ZoneObject): boolean {
  return (
    sayText('en', a.label) === sayText('en', b.label) &&
    a.bytes === b.bytes &&
    a.spanClass === b.spanClass &&
    a.site === b.site &&
    a.born === b.born
  );
}

/** Those behind the first; while it is closed, arrows end and begin at it. */
function othersNode(
  context: Context,
  others: readonly ZoneObject[],
  isOpen: boolean,
  toggle: () => void,
): HTMLElement {
  const [{ key, label, bytes, spanClass, born }] = others as [ZoneObject];
  const palette = paletteOf(context.theme.get());
  const type = sayText(context.language, label);
  const face = box(
    context,
    {
      name: `others ${key}`,
      class: `tile others ${born === true ? 'born' : ''}`.trim(),
      tone: palette.sizeClass[spanClass >> 1] ?? palette.muted,
    },
    make('span', {
      class: 'tile-title',
      text: t(context, 'zones.others', { count: others.length, type, bytes }),
    }),
  );
  face.setAttribute('aria-expanded', String(isOpen));
  face.addEventListener('click', toggle);
  if (!isOpen) {
    const inside = new Set(others.map((one) => one.key));
    const targets = others.flatMap((one) => one.targets).filter((one) => !inside.has(one));
    face.dataset['object'] = [...inside].join(' ');
    if (targets.length > 0) face.dataset['targets'] = [...new Set(targets)].join(' ');
  }
  return make('li', {}, face);
}

function objectNode(context: Context, one: ZoneObject): HTMLElement {
  const palette = paletteOf(context.theme.get());
  const title = sayText(context.language, one.label);
  const isBorn = one.born === true;
  const born = isBorn ? `, ${t(context, 'stretch.born')}` : '';
  const face = box(
    context,
    {
      key: one.key,
      class: isBorn ? 'tile object born' : 'tile object',
      note: `${title}, ${sayBytes(one.bytes)}, ${sayHex(one.address)}: ${one.value}${born}`,
      tone: palette.sizeClass[one.spanClass >> 1] ?? palette.muted,
    },
    make(
      'span',
      { class: 'tile-title' },
      title,
      isBorn ? make('span', { class: 'born-mark', text: t(context, 'stretch.new') }) : undefined,
    ),
    make('span', { class: 'tile-note', text: `${sayBytes(one.bytes)} · ${sayHex(one.address)}` }),
    one.value === '' ? undefined : make('span', { class: 'variable-value', text: one.value }),
  );
  face.dataset['object'] = one.key satisfies Key;
  if (one.targets.length > 0) face.dataset['targets'] = one.targets.join(' ');
  return make('li', {}, face);
}
