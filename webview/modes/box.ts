/** The box that stands for one thing of the run in a mode: selects it, and shows that it is. */
import type { Key } from '../../src/protocol/keys';
import { make } from '../dom';
import { cutText } from '../fullText';
import { t } from '../state/context';
import type { Context } from '../state/context';
import type { ModeName } from '../state/persist';
import { css } from '../theme';
import type { Pixel } from '../theme';

interface BoxProps {
  readonly key?: Key;
  /** Names the box over a rendering; the key when there is none. */
  readonly name?: string;
  readonly class?: string;
  /** More than the text says: the tooltip, which screen readers read behind the text. */
  readonly note?: string;
  readonly tone?: Pixel;
}

/** A button of class `item`, so that it takes part in arrow keys (see a11y/roving.ts). */
export function box(
  context: Context,
  { key, name, class: extra = '', note, tone }: BoxProps,
  ...children: (Node | string | undefined)[]
): HTMLElement {
  const selected = key !== undefined && context.selection.get()?.key === key;
  const element = make(
    'button',
    {
      class: `item ${extra} ${selected ? 'selected' : ''}`.trim(),
      type: 'button',
      'data-focus': name ?? key,
      'data-key': key,
      'aria-current': selected ? 'true' : undefined,
      title: note,
    },
    ...children,
  );
  if (tone !== undefined) element.style.setProperty('--tone', css(tone));
  if (key) element.addEventListener('click', () => context.selection.set({ key, from: 'mode' }));
  return element;
}

/** A bar that is filled to a share 0…1. */
export function bar(share: number): HTMLElement {
  const fill = make('span', {});
  fill.style.width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return make('span', { class: 'bar', 'aria-hidden': 'true' }, fill);
}

/** Marks what is selected without making anything anew. */
export function markSelected(container: HTMLElement, key: Key | undefined): void {
  for (const element of container.querySelectorAll<HTMLElement>('.item[data-key]')) {
    const selected = element.dataset['key'] === key;
    element.classList.toggle('selected', selected);
    if (selected) element.setAttribute('aria-current', 'true');
    else element.removeAttribute('aria-current');
  }
}

/** The frame every mode stands in: its sentence, then what it shows. */
export function modeFrame(
  context: Context,
  name: ModeName,
): { element: HTMLElement; sentence: HTMLElement; body: HTMLElement } {
  const sentence = make('p', { class: 'mode-sentence' });
  const body = make('div', { class: 'mode-body' });
  const title = make('h2', { class: 'visually-hidden', text: t(context, `mode.${name}`) });
  const note = make('p', { class: 'visually-hidden', text: t(context, 'mode.keys') });
  const said = cutText(context, 'mode-said', sentence);
  const element = make('div', { class: `mode mode-${name}` }, title, said, body, note);
  return { element, sentence, body };
}
