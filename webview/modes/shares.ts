/** What a whole consists of: one bar of shares, and the same as a list with numbers. */
import { make } from '../dom';
import type { Context } from '../state/context';

interface Share {
  readonly text: string;
  readonly value: string;
  readonly amount: number;
  readonly colour: string;
}

export function shares(
  context: Context,
  total: number,
  parts: readonly Share[],
  head?: Node,
): HTMLElement {
  const strip = make('div', { class: 'shares', 'aria-hidden': 'true' });
  const list = make('ul', { class: 'share-list' });
  for (const { text, value, amount, colour } of parts) {
    const piece = make('span', {});
    piece.style.flexGrow = String(amount / Math.max(1, total));
    piece.style.backgroundColor = colour;
    strip.append(piece);
    const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.backgroundColor = colour;
    list.append(
      make(
        'li',
        { class: 'legend-entry' },
        swatch,
        text,
        make('span', { class: 'number', text: value }),
      ),
    );
  }
  if (head) list.prepend(make('li', {}, head));
  return make('div', { class: 'shares-block', lang: context.language }, strip, list);
}
