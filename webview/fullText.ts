/**
 * Text that has so many lines and no more, and, when that cuts it, a button that shows all of it.
 * Assistive technology has the whole text either way.
 */
import { apply, make, show } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

/** `text` is a block inside of the line that is cut; styles say how high that is. */
export function cutText(
  context: Pick<Context, 'language'>,
  name: string,
  text: HTMLElement,
): HTMLElement {
  const line = make('div', { class: 'cut-line' }, text);
  const more = make('button', {
    ...{ class: 'cut-more', type: 'button', 'data-export': 'no' },
    text: '…',
  });
  const element = make('div', { class: `cut ${name}` }, line, more);
  let open = false;

  function update(): void {
    apply(more, {
      'aria-expanded': String(open),
      'aria-label': t(context, open ? 'panel.less' : 'panel.more'),
      title: t(context, open ? 'panel.less' : 'panel.more'),
    });
    element.classList.toggle('open', open);
  }
  more.addEventListener('click', () => {
    open = !open;
    update();
  });
  // Sizes as laid out: asking for them after each change would lay out twice.
  const sizes = new ResizeObserver(() => {
    if (!open) show(more, text.offsetHeight > line.clientHeight + 1);
  });
  sizes.observe(text);
  sizes.observe(line);
  show(more, false);
  update();
  return element;
}
