/**
 * Zones: code, globals, stacks and heap of the process, each variable of the program in the one it
 * lives in, with its value, the reason why it lives there, and arrows to what it points at.
 */
import type { Key } from '../../src/protocol/keys';
import type { ZoneFrame, ZoneStack, ZoneVariable, Zones } from '../../src/protocol/modes';
import { sayBytes, sayHex, sayText } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { createRoving } from '../a11y/roving';
import { make, refill } from '../dom';
import { emptyState, goOnButton } from '../emptyState';
import { Stage } from '../frame';
import { sourceLink } from '../source';
import { t, withRange } from '../state/context';
import type { Context } from '../state/context';
import { createArrows } from './arrows';
import { createChanges } from './changes';
import type { Changes } from './changes';
import { box, markSelected, modeFrame } from './box';
import { whileShown } from './mode';
import type { Mode } from './mode';
import { objectList, openTo } from './zoneObjects';
import type { OpenRuns } from './zoneObjects';

export function createZones(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'zones');
  const roving = createRoving(body);
  const board = make('div', { class: 'zones' });
  const arrows = createArrows(board);
  body.append(board);
  let zones: Zones | undefined;
  const changes = createChanges();
  const opened: OpenRuns = { first: new Set(), changed: () => render() };
  /** The selection for which a run of equal objects was opened: who closes it has it closed. */
  let followed: Key | undefined;
  const drawArrows = (): void => context.frame.schedule(Stage.canvas, arrows.draw);

  function render(): void {
    if (!zones) return;
    sentence.textContent = zonesSentence(context, zones);
    const isChanged = changedIn(context, zones, changes);
    refill(board, [...zoneNodes(context, zones, isChanged, opened), arrows.element]);
    roving.refresh();
    drawArrows();
  }
  function follow(): boolean {
    const key = context.selection.get()?.key;
    if (!zones || key === followed || !openTo(zones.objects, key, opened)) return false;
    followed = key;
    return true;
  }
  const asking = whileShown(context, async () => {
    zones = await context.client.request('zones', withRange(context));
    changes.moment(zones.tick);
    follow();
    render();
  });
  context.selection.subscribe((selection) => {
    if (follow()) render();
    markSelected(board, selection?.key);
    drawArrows();
  });
  context.theme.subscribe(render);
  context.range.subscribe(asking.refresh);
  board.addEventListener('focusin', drawArrows);
  new ResizeObserver(drawArrows).observe(board);
  return { element, setShown: asking.setShown, focus: roving.focus };
}

function zonesSentence(context: Context, zones: Zones): string {
  const objects = `${zones.objects.length}${zones.moreObjects ? '+' : ''}`;
  const range = context.range.get();
  if (range === undefined || zones.compared !== true)
    return t(context, 'zones.sentence', {
      globals: zones.globalsTotal,
      stacks: zones.stacksTotal,
      objects,
    });
  const variables = [
    ...zones.globals,
    ...zones.stacks.flatMap(({ frames }) => frames.flatMap((frame) => frame.variables)),
  ];
  return t(context, 'stretch.zones', {
    from: range.fromTick,
    to: range.toTick,
    all: variables.length,
    changed: variables.filter(({ changed }) => changed === true).length,
    born: zones.objects.filter(({ born }) => born === true).length,
    objects,
  });
}

/** What says that a variable has changed, if it has; undefined for the others. */
type IsChanged = (one: ZoneVariable) => string | undefined;

/** Since the selected stretch began, if one is selected; else since the moment before. */
function changedIn(context: Context, { compared }: Zones, changes: Changes): IsChanged {
  const range = context.range.get();
  return (one) => {
    const isNew = changes.seen(variableName(one), one.value);
    if (range === undefined || compared !== true) return isNew ? '' : undefined;
    return one.changed === true
      ? t(context, 'stretch.changed', { from: range.fromTick })
      : undefined;
  };
}

const variableName = ({ name, address }: ZoneVariable): string => `${name}@${address}`;

function zoneNodes(context: Context, zones: Zones, changes: IsChanged, opened: OpenRuns): Node[] {
  const more = (total: number, shown: number): Node[] =>
    total > shown
      ? [make('p', { class: 'quiet', text: t(context, 'map.more', { count: total - shown }) })]
      : [];
  const none = (id: PlainStringId): Node => make('p', { class: 'quiet', text: t(context, id) });
  const globals =
    zones.globals.length > 0
      ? [
          make(
            'ul',
            { class: 'variables' },
            ...zones.globals.map((one) => variable(context, one, changes)),
          ),
          ...more(zones.globalsTotal, zones.globals.length),
        ]
      : [none('zones.noGlobals')];
  const stacks =
    zones.stacks.length > 0
      ? [
          ...zones.stacks.map((stack) => stackNode(context, stack, changes)),
          ...more(zones.stacksTotal, zones.stacks.length),
        ]
      : [none('zones.noStacks')];
  const objects =
    zones.objects.length > 0
      ? [
          objectList(context, zones.objects, opened),
          ...(zones.moreObjects ? [none('zones.moreObjects')] : []),
        ]
      : [none('zones.noObjects'), emptyState(t(context, 'empty.zones'), goOnButton(context))];
  return [
    make(
      'div',
      { class: 'zone-column' },
      zone(context, 'code', t(context, 'zones.functions', { count: zones.functions }), []),
      zone(context, 'globals', sayBytes(zones.globalBytes), globals),
      zone(context, 'stacks', sayBytes(zones.stackBytes), stacks),
    ),
    make(
      'div',
      { class: 'zone-column' },
      zone(context, 'heap', sayBytes(zones.heapBytes), objects),
    ),
  ];
}

function zone(
  context: Context,
  name: 'code' | 'globals' | 'stacks' | 'heap',
  size: string,
  content: Node[],
): HTMLElement {
  const title = t(context, `zones.${name}`);
  return make(
    'section',
    { class: `card zone zone-${name}`, 'aria-label': title },
    make(
      'div',
      { class: 'card-head' },
      make('h3', { text: title }),
      make('span', { class: 'number', text: size }),
      make('span', { class: 'quiet', text: t(context, `zones.${name}Note`) }),
    ),
    ...content,
  );
}

function stackNode(context: Context, stack: ZoneStack, changes: IsChanged): HTMLElement {
  const text = t(context, 'zones.stack', {
    g: stack.g,
    status: sayText(context.language, stack.status),
    used: stack.usedBytes,
    size: stack.highAddress - stack.lowAddress,
  });
  const rest = stack.framesTotal - stack.frames.length;
  return make(
    'section',
    { class: 'stack' },
    make('h4', {}, box(context, { key: stack.key, class: 'plain' }, text)),
    ...stack.frames.map((frame) => frameNode(context, frame, changes)),
    rest > 0
      ? make('p', { class: 'quiet', text: t(context, 'map.more', { count: rest }) })
      : undefined,
  );
}

function frameNode(context: Context, frame: ZoneFrame, changes: IsChanged): HTMLElement {
  const { func, position } = frame;
  const text = position ? t(context, 'zones.frame', { func, line: position.line }) : func;
  return make(
    'div',
    { class: 'stack-frame' },
    make(
      'p',
      { class: 'frame-head' },
      box(context, { key: frame.key, class: 'plain go-type' }, text),
      make('span', { class: 'quiet number', text: sayBytes(frame.bytes) }),
    ),
    frame.variables.length > 0
      ? make(
          'ul',
          { class: 'variables' },
          ...frame.variables.map((one) => variable(context, one, changes)),
        )
      : make('p', { class: 'quiet', text: t(context, 'zones.noVariables') }),
  );
}

function variable(context: Context, one: ZoneVariable, changes: IsChanged): HTMLElement {
  const name = variableName(one);
  const said = changes(one);
  const names = one.targets.join(' ');
  const target = one.targets[0];
  const note = [
    `${one.name} ${one.type} = ${one.value}`,
    ...(target ? [t(context, 'zones.pointsAt', { what: names })] : []),
    ...(said ? [said] : []),
  ].join(', ');
  const body = [
    make('span', { class: 'variable-name', text: one.name }),
    make('span', { class: 'quiet', text: one.type }),
    make('span', { class: 'variable-value', text: one.value }),
  ];
  const face = box(
    context,
    {
      key: one.key ?? target,
      name,
      class: said === undefined ? 'variable' : 'variable changed',
      note,
    },
    ...body,
  );
  if (target) face.dataset['targets'] = names;
  return make(
    'li',
    {},
    face,
    make(
      'span',
      { class: 'reason quiet' },
      `${sayHex(one.address)} · ${sayText(context.language, one.reason)} `,
      one.source ? sourceLink(context, one.source) : undefined,
    ),
  );
}
