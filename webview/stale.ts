/** A line that shows while the file has another text than what runs. */
import { textButton } from './controls';
import { make, show } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

interface StaleNote {
  readonly element: HTMLElement;
  set(stale: boolean): void;
}

export function createStaleNote(context: Context): StaleNote {
  const restart = textButton(t(context, 'run.restart'), () => {
    context.client.request('restart', {}).catch((error: unknown) => context.report(error));
  });
  const text = make('span', { text: t(context, 'panel.stale') });
  const element = make('div', { class: 'stale', role: 'status' }, text, restart.element);
  show(element, false);
  return { element, set: (stale) => show(element, stale) };
}
