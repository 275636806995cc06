/**
 * What the panel says over everything else: errors, which interrupt, and notices, which do not. An
 * error can be closed (its button, or Escape wherever the focus is) and goes by itself once nobody
 * has looked at it for a while; one that says the session is over stays until it is closed.
 */
import { iconButton } from './controls';
import { icons, make, show } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

interface Messages {
  readonly elements: readonly HTMLElement[];
  /** `lasting` errors do not go by themselves. */
  error(text: string, lasting?: boolean): void;
  /** Says `text` until something else is said, or for so long; nothing takes it away. */
  notice(text: string, milliseconds?: number): void;
}

/** Long enough to read the longest of them twice. */
const errorMilliseconds = 20_000;

// LONG: the closure is the class; its functions are the methods.
export function createMessages(context: Pick<Context, 'language'>): Messages {
  const words = make('span', { role: 'alert' });
  const close = iconButton(icons.close, t(context, 'panel.closeError'), () => hide());
  const banner = make(
    'section',
    { class: 'banner', hidden: '', 'aria-label': t(context, 'panel.message') },
    words,
    close.element,
  );
  const notice = make('div', { class: 'notice', role: 'status', hidden: '' });
  let errorTimer = 0;
  let noticeTimer = 0;
  let stays = false;
  /** What had the focus before somebody went to the error's button. */
  let from: Element | null = null;

  function hide(): void {
    window.clearTimeout(errorTimer);
    const held = banner.contains(document.activeElement);
    show(banner, false);
    words.textContent = '';
    if (held && from instanceof HTMLElement && from.isConnected) from.focus();
  }
  function wait(): void {
    window.clearTimeout(errorTimer);
    if (!stays) errorTimer = window.setTimeout(hide, errorMilliseconds);
  }
  // Who reads it, or is about to close it, has all the time there is.
  const hold = (): void => window.clearTimeout(errorTimer);
  banner.addEventListener('pointerenter', hold);
  banner.addEventListener('pointerleave', wait);
  banner.addEventListener('focusin', ({ relatedTarget }) => {
    if (relatedTarget instanceof Element && !banner.contains(relatedTarget)) from = relatedTarget;
    hold();
  });
  banner.addEventListener('focusout', wait);
  // After everything else that Escape may mean: what has used it has prevented it.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || banner.hidden) return;
    event.preventDefault();
    hide();
  });

  return {
    elements: [banner, notice],
    error(text, lasting = false) {
      words.textContent = text;
      show(banner, true);
      stays = lasting;
      wait();
    },
    notice(text, milliseconds = Infinity) {
      window.clearTimeout(noticeTimer);
      notice.textContent = text;
      show(notice, text !== '');
      if (milliseconds === Infinity) return;
      noticeTimer = window.setTimeout(() => {
        notice.textContent = '';
        show(notice, false);
      }, milliseconds);
    },
  };
}
