/** The heads of a comparison's two sides, and the colours that these have everywhere. */
import type { Comparison } from '../../src/protocol/compare';
import { momentText, optionsText, sideTitle } from '../../src/protocol/comparing';
import type { SideName } from '../../src/protocol/comparing';
import { make } from '../dom';
import type { Palette } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import type { Pixel } from '../theme';

export const sideNames: readonly SideName[] = ['left', 'right'];

/** Blue and orange stay apart for every eye; the right one is dashed as well. */
export function sideColours(palette: Palette): Record<SideName, Pixel> {
  return { left: palette.category[1]!, right: palette.category[2]! };
}

/** The head of a column: the side's mark, what it is, and under which circumstances. */
export function sideHead(context: Context, comparison: Comparison, name: SideName): HTMLElement {
  const side = comparison[name];
  const { options, at, tick, trouble } = side;
  const facts = [
    ...(options ? [optionsText(options)] : []),
    momentText(context, at),
    ...(Number.isFinite(tick) ? [t(context, 'compare.tickNow', { tick })] : []),
  ];
  return make(
    'section',
    { class: `card compare-side ${name}` },
    make(
      'h3',
      {},
      make('span', { class: 'side-mark', 'aria-hidden': 'true' }),
      make('span', {
        class: 'visually-hidden',
        text: `${t(context, name === 'left' ? 'compare.leftSide' : 'compare.rightSide')}: `,
      }),
      sideTitle(context, comparison, name),
    ),
    make('p', { class: 'quiet', text: facts.join(' · ') }),
    trouble === undefined
      ? undefined
      : make('p', { class: 'problem', text: t(context, 'compare.ended', { message: trouble }) }),
  );
}
