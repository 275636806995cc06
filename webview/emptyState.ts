/** Where there is nothing to see yet: what will stand here, why it does not, and the way to it. */
import { textButton } from './controls';
import type { Button } from './controls';
import { make } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

export function emptyState(text: string, action?: Button): HTMLElement {
  return make('div', { class: 'empty-state' }, make('p', { text }), action?.element);
}

/** Runs on to where the next thing is to be seen: the story's next stop, or the next refill. */
export function goOnButton(context: Context): Button {
  const tellsStory = context.session.get()?.narration !== undefined;
  const text = t(context, tellsStory ? 'empty.goOn' : 'empty.toRefill');
  const button = textButton(text, () => {
    context.client
      .request('runTo', { target: tellsStory ? 'stop' : 'refill' })
      .catch((error: unknown) => context.report(error));
  });
  button.element.dataset['focus'] = 'go on';
  return button;
}

/** Selects what was allocated last, and is still there. */
export function newestButton(context: Context): Button {
  const select = async (): Promise<void> => {
    const tick = context.session.get()?.tick ?? 0;
    const params = { tick, count: 64, kinds: ['alloc'] as const };
    const { rows } = await context.client.request('events', params);
    const key = rows.findLast((row) => row.key !== undefined)?.key;
    if (key !== undefined) context.selection.set({ key, from: 'inspector' });
    else context.announcer.say(t(context, 'levels.none'));
  };
  const button = textButton(t(context, 'empty.newest'), () => {
    select().catch((error: unknown) => context.report(error));
  });
  button.element.dataset['focus'] = 'newest';
  return button;
}
