/**
 * Above what the modes show, while a stretch of the run is selected: which one it is, how much of
 * it has happened, and the way back to the whole run.
 */
import { textButton } from './controls';
import { make, show } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';
import type { ModeName } from './state/persist';

/** These look at whole runs, and have moments of their own to choose. */
const wholeRuns: readonly ModeName[] = ['compare', 'whatIf'];

export function createStretchBar(context: Context): HTMLElement {
  const name = make('span', { class: 'stretch-name' });
  const note = make('span', { class: 'quiet', role: 'status' });
  const share = make('progress', { max: '1', 'aria-label': t(context, 'stretch.repeating') });
  const repeating = make(
    'span',
    { class: 'stretch-repeating', role: 'status' },
    share,
    make('span', { class: 'quiet', text: t(context, 'stretch.repeating') }),
    textButton(t(context, 'compare.cancel'), () => context.range.set(undefined)).element,
  );
  show(repeating, false);
  const toEnd = textButton(t(context, 'stretch.toEnd'), () => {
    const range = context.range.get();
    if (range === undefined) return;
    context.client
      .request('seek', { tick: range.toTick + 1 })
      .catch((error: unknown) => context.report(error));
  });
  const all = textButton(t(context, 'stretch.all'), () => context.range.set(undefined));
  all.element.title = t(context, 'stretch.allNote');
  const element = make(
    'div',
    { class: 'stretch-bar', role: 'group', 'aria-label': t(context, 'stretch.barName') },
    name,
    note,
    repeating,
    make('span', { class: 'spring' }),
    toEnd.element,
    all.element,
  );

  function update(): void {
    const range = context.range.get();
    const state = context.session.get();
    show(element, range !== undefined && !wholeRuns.includes(context.mode.get()));
    if (range === undefined) return;
    const { fromTick: from, toTick: to } = range;
    name.textContent = t(context, 'stretch.bar', { from, to });
    const tick = state?.tick ?? 0;
    const isOver = tick > to || (state?.complete === true && tick >= state.endTick);
    note.textContent = isOver
      ? ''
      : tick <= from
        ? t(context, 'stretch.notYet')
        : t(context, 'stretch.partly', { tick });
    show(toEnd.element, !isOver && state !== undefined && tick < state.endTick);
  }
  context.repeating.subscribe((now) => {
    show(repeating, now !== undefined);
    if (now !== undefined) share.value = now;
  });
  context.range.subscribe(update);
  context.session.subscribe(update);
  context.mode.subscribe(update);
  update();
  return element;
}
