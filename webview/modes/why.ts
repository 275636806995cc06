/**
 * Why: what happened at the cursor as a chain of decisions, each named after the function of the Go
 * runtime that takes it, with the reasons in the order in which they were found.
 */
import { sayCount, sayText } from '../../src/protocol/strings';
import type { EventRow } from '../../src/protocol/views';
import { iconButton } from '../controls';
import { icons, make, refill } from '../dom';
import { emptyState, goOnButton } from '../emptyState';
import { sourceLink } from '../source';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box, markSelected, modeFrame } from './box';
import { whileShown } from './mode';
import type { Mode } from './mode';

/** One statement may do a lot; what is older than this many events is on the timeline. */
const eventsMax = 40;

// LONG: the closure is the class; its functions are the methods.
export function createWhy(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'why');
  const place = make('span', { class: 'quiet' });
  const step = (path: string, id: 'why.previous' | 'why.next', by: number) =>
    iconButton(path, t(context, id), () => void go(by));
  const previous = step(icons.back, 'why.previous', -1);
  const next = step(icons.forward, 'why.next', 1);
  const tools = make('div', { class: 'mode-tools' }, place, previous.element, next.element);
  let total = 0;
  let last: EventRow | undefined;

  /** Goes to the tick of the event before the group that is shown, or of the one behind it. */
  async function go(by: number): Promise<void> {
    try {
      const from = by > 0 ? (last?.index ?? -1) + 1 : firstIndex() - 1;
      if (from < 0) return;
      const { rows } = await context.client.request('events', { from, count: 1 });
      const range = context.range.get();
      const outside =
        range && rows[0] && (rows[0].tick < range.fromTick || rows[0].tick > range.toTick);
      if (outside) context.announcer.say(t(context, 'why.outside'));
      else if (rows[0]) await context.client.request('seek', { tick: rows[0].tick });
    } catch (error) {
      context.report(error);
    }
  }
  let group: readonly EventRow[] = [];
  const firstIndex = (): number => group[0]?.index ?? 0;

  async function ask(): Promise<void> {
    const { tick: now } = context.session.get()!;
    const range = context.range.get();
    const params = range
      ? { tick: Math.min(now, range.toTick), fromTick: range.fromTick, count: eventsMax }
      : { tick: now, count: eventsMax };
    const found = await context.client.request('events', params);
    total = found.total;
    // What was decided last: stops and output are events too, but nobody decides them.
    last = found.rows.findLast(({ why }) => why.length > 0) ?? found.rows.at(-1);
    group = found.rows.filter(
      ({ tick: at, goFunc, index }) => at === last?.tick && (goFunc !== '' || index === last.index),
    );
    render();
  }

  function render(): void {
    previous.setEnabled(firstIndex() > 0);
    next.setEnabled(last !== undefined && last.index + 1 < total);
    place.textContent = last ? t(context, 'why.number', { index: last.index + 1, total }) : '';
    sentence.textContent = last
      ? t(context, 'why.sentence', {
          tick: last.tick,
          what: sayText(context.language, last.what),
        })
      : t(context, context.range.get() ? 'range.none' : 'why.empty');
    refill(body, [
      make('ol', { class: 'decisions' }, ...group.map((event) => decision(context, event))),
      ...(isDecided(group) || context.range.get()
        ? []
        : [emptyState(t(context, 'empty.why'), goOnButton(context))]),
    ]);
  }
  const asking = whileShown(context, ask);
  context.range.subscribe(asking.refresh);
  context.selection.subscribe((selection) => markSelected(body, selection?.key));
  return {
    element,
    tools,
    setShown: asking.setShown,
    focus: () => body.querySelector<HTMLElement>('button')?.focus(),
  };
}

/** Whether there is anything to explain; before the first allocation there is not. */
function isDecided(group: readonly EventRow[]): boolean {
  return group.some(({ why, tick }) => why.length > 0 || tick > 0);
}

function decision(context: Context, event: EventRow): HTMLElement {
  const { language } = context;
  const what = sayText(language, event.what);
  const reasons = event.why.map((why) => make('li', { text: sayText(language, why) }));
  return make(
    'li',
    { class: 'decision' },
    make(
      'div',
      { class: 'decision-head' },
      event.goFunc === '' ? undefined : make('code', { text: event.goFunc }),
      make('span', { class: 'quiet', text: `G${event.g} · P${event.p}` }),
      event.position ? sourceLink(context, event.position) : undefined,
    ),
    reasons.length > 0
      ? make('ol', { class: 'reasons' }, ...reasons)
      : event.goFunc === ''
        ? undefined
        : make('p', { class: 'quiet', text: t(context, 'why.noReason') }),
    make(
      'p',
      { class: 'outcome' },
      reasons.length > 0 ? make('span', { class: 'so', text: t(context, 'why.so') }) : undefined,
      event.key
        ? box(
            context,
            { key: event.key, name: `event${sayCount(event.index)}`, class: 'outcome-box' },
            what,
          )
        : make('span', { text: what }),
    ),
  );
}
