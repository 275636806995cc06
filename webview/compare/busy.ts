/** Says how far a simulation is, and ends it when the user wants that. */
import { textButton } from '../controls';
import { make, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

/** Below this a simulation is as good as done at once. */
const patienceMilliseconds = 250;

interface Busy {
  readonly element: HTMLElement;
  begin(): void;
  end(): void;
}

export function createBusy(context: Context, cancel: () => void): Busy {
  let timer = 0;
  const text = make('span', {});
  const share = make('progress', { 'aria-label': t(context, 'compare.running'), max: '1' });
  const button = textButton(t(context, 'compare.cancel'), cancel);
  const element = make('div', { class: 'compare-busy' }, share, text, button.element);
  show(element, false);
  context.comparing.subscribe((now) => {
    if (now === undefined || element.hidden) return;
    const { toTick, endTick } = now;
    const isKnown = endTick !== undefined && endTick > toTick;
    text.textContent = isKnown
      ? t(context, 'compare.runningOf', { tick: toTick, end: endTick })
      : t(context, 'compare.runningAt', { tick: toTick });
    if (isKnown) share.value = toTick / endTick;
    else share.removeAttribute('value');
  });
  return {
    element,
    begin() {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        text.textContent = t(context, 'compare.running');
        share.removeAttribute('value');
        show(element, true);
        context.announcer.say(t(context, 'compare.running'));
      }, patienceMilliseconds);
    },
    end() {
      window.clearTimeout(timer);
      show(element, false);
    },
  };
}
