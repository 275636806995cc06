/** "Why is this alive?": the way from a root to the selected object, and what goes with it. */
import type { Alive, AliveAnswer, AliveStep } from '../../src/protocol/marking';
import { markRowsMax } from '../../src/protocol/marking';
import { sayBytes, sayText } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box } from './box';

/** The card about the selection; `around` is a button that draws the graph around it. */
export function aliveNode(
  context: Context,
  alive: Alive,
  around: HTMLElement | undefined,
): HTMLElement {
  const { answer } = alive;
  const title = make('h3', { text: t(context, 'marking.why') });
  const head = make('div', { class: 'card-head' }, title, around);
  if (answer === undefined) {
    const { done = 0, total = 1 } = alive.progress ?? {};
    const text = t(context, 'marking.counting', { share: done / Math.max(1, total) });
    return make('section', { class: 'card mark-alive' }, head, make('p', { class: 'quiet', text }));
  }
  return make(
    'section',
    { class: 'card mark-alive', 'aria-label': t(context, 'marking.why') },
    head,
    make('p', { class: 'mark-answer', text: sentence(context, answer) }),
    answer.reachable ? pathNode(context, answer) : undefined,
    ...(answer.reachable ? retainedNodes(context, answer) : []),
  );
}

function sentence(context: Context, answer: AliveAnswer): string {
  const { language } = context;
  const what = sayText(language, answer.label);
  if (!answer.reachable) return t(context, 'marking.notAlive', { what, bytes: answer.bytes });
  const root = sayText(language, answer.path[0]?.label ?? '');
  const steps = answer.path.length + answer.skipped - 1;
  return t(context, 'marking.aliveBecause', { what, root, steps });
}

function pathNode(context: Context, { path, skipped }: AliveAnswer): HTMLElement {
  const rows = path.map((step, at) => make('li', {}, stepNode(context, step, at)));
  if (skipped > 0)
    rows.splice(
      markRowsMax / 2,
      0,
      make('li', { class: 'quiet', text: t(context, 'map.more', { count: skipped }) }),
    );
  return make('ol', { class: 'mark-path', 'aria-label': t(context, 'marking.path') }, ...rows);
}

function stepNode(context: Context, step: AliveStep, at: number): HTMLElement {
  const label = sayText(context.language, step.label);
  const field = step.field === '' ? undefined : make('code', { text: step.field });
  const face = [field, make('span', { class: 'mark-name', text: label })];
  if (step.key === undefined) return make('span', { class: 'mark-step' }, ...face);
  const note = step.field === '' ? label : `${step.field}: ${label}`;
  return box(context, { key: step.key, name: `step${at}`, class: 'mark-step', note }, ...face);
}

function retainedNodes(context: Context, answer: AliveAnswer): HTMLElement[] {
  const { retainedBytes, retainedObjects, dominator, holds, holdsTotal } = answer;
  const { language } = context;
  const nodes = [
    make('p', {
      text: t(context, 'marking.retains', { bytes: retainedBytes, count: retainedObjects }),
    }),
    dominator === undefined
      ? make('p', { class: 'quiet', text: t(context, 'marking.noDominator') })
      : make(
          'p',
          {},
          `${t(context, 'marking.dominator')} `,
          box(
            context,
            { key: dominator.key, name: 'dominator', class: 'plain go-type' },
            sayText(language, dominator.label),
          ),
        ),
  ];
  if (holds.length === 0) return nodes;
  const rows = holds.map(({ key, label, retainedBytes: bytes, retainedObjects: count }) =>
    make(
      'li',
      {},
      box(
        context,
        { key, name: `held${key}`, class: 'mark-step' },
        make('span', { class: 'mark-name', text: sayText(language, label) }),
        make('span', {
          class: 'mark-size',
          text: t(context, 'marking.held', { bytes, count }),
        }),
      ),
    ),
  );
  const rest = holdsTotal - holds.length;
  if (rest > 0)
    rows.push(make('li', { class: 'quiet', text: t(context, 'map.more', { count: rest }) }));
  const text = t(context, 'marking.holds', { count: holdsTotal, bytes: sayBytes(retainedBytes) });
  return [
    ...nodes,
    make('p', { class: 'quiet', text }),
    make('ul', { class: 'mark-held' }, ...rows),
  ];
}
