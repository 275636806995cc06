/** What a button of the panel unfolds under it; Escape, a click or the focus elsewhere close it. */
import type { Button } from './controls';
import { make, show } from './dom';

interface Popover {
  /** Button and content, for the bar they stand in. */
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  /** Opening gives nothing the focus; closing by keyboard or `focusBack` gives it to the button. */
  set(open: boolean, focusBack?: boolean): void;
}

/** `opened` is called each time before the content is seen. */
export function createPopover(
  button: Button,
  content: HTMLElement,
  name: string,
  opened: () => void,
): Popover {
  content.hidden = true;
  content.classList.add('popover');
  const element = make(
    'span',
    { class: `popover-place ${name}`, 'data-export': 'no' },
    button.element,
    content,
  );
  button.element.setAttribute('aria-expanded', 'false');

  function set(open: boolean, focusBack = false): void {
    if (open) opened();
    show(content, open);
    button.element.setAttribute('aria-expanded', String(open));
    if (focusBack) button.element.focus();
  }
  element.addEventListener('keydown', (event) => {
    // A drop-down list in it has used the key to close itself.
    if (event.key !== 'Escape' || content.hidden || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    set(false, true);
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!content.hidden && target instanceof Node && !element.contains(target)) set(false);
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) set(false);
  });
  return { element, isOpen: () => !content.hidden, set };
}
