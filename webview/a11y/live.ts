/** Speaks to screen readers without moving the focus. */
import { make } from '../dom';

export interface Announcer {
  readonly element: HTMLElement;
  /** Says `text` politely; of several within a short time the last one is said. */
  say(text: string): void;
}

/** Shorter than a person notices, long enough to swallow a burst of steps. */
const settleMilliseconds = 150;

export function createAnnouncer(): Announcer {
  const element = make('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  let timer = 0;
  return {
    element,
    say(text) {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        // The same text twice is not spoken unless the node changes.
        element.textContent = element.textContent === text ? `${text}\u00a0` : text;
      }, settleMilliseconds);
    },
  };
}
