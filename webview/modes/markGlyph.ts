/**
 * How the collector's colours look: each has a shape of its own, so that nobody needs to tell the
 * tones apart.
 */
import type { MarkColour, MarkGraph } from '../../src/protocol/marking';
import type { PlainStringId } from '../../src/protocol/strings';
import { apply, make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

export const colourTexts: Readonly<Record<MarkColour, PlainStringId>> = {
  white: 'marking.white',
  grey: 'marking.grey',
  black: 'marking.black',
  live: 'marking.live',
  dead: 'marking.dead',
  none: 'marking.none',
};

const svgSpace = 'http://www.w3.org/2000/svg';
const ring = 'M7 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z';
const hole = 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8z';

const shapes: Readonly<Record<MarkColour, string>> = {
  white: ring + hole,
  grey: `${ring}M7 3a4 4 0 0 0 0 8z`,
  black: ring,
  live: `${ring}${hole}M7 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z`,
  dead: `${ring}${hole}M4.6 5.4l.8-.8L7 6.2l1.6-1.6.8.8L7.8 7l1.6 1.6-.8.8L7 7.8 5.4 9.4l-.8-.8L6.2 7z`,
  none: 'M2 6h3v2H2zM6 6h2v2H6zM9 6h3v2H9z',
};

/** The mark of an object born black: a filled square that stands on its corner. */
const bornShape = 'M7 .8 13.2 7 7 13.2.8 7z';

/** The shape of a colour, 14 × 14, in the text's colour. */
export function glyph(colour: MarkColour, bornBlack = false): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  apply(svg, { viewBox: '0 0 14 14', width: '12', height: '12', 'aria-hidden': 'true' });
  svg.setAttribute('class', 'glyph');
  const path = document.createElementNS(svgSpace, 'path');
  apply(path, {
    d: bornBlack ? bornShape : shapes[colour],
    fill: 'currentColor',
    'fill-rule': 'evenodd',
  });
  svg.append(path);
  return svg;
}

/**
 * What the shapes mean: while marking the three colours, seen or not, because they are the rule of
 * it; else those that some object has.
 */
export function markLegend(
  context: Context,
  isMarking: boolean,
  { counts }: Pick<MarkGraph, 'counts'>,
  cycle: number,
): HTMLElement {
  const colours = isMarking
    ? (['white', 'grey', 'black'] as const)
    : (['live', 'dead', 'none'] as const).filter((colour) => counts[colour] > 0);
  const noteOf = (colour: MarkColour): PlainStringId =>
    colour === 'none' && cycle === 0 ? 'marking.newNote' : `marking.${colour}Note`;
  const entry = (picture: Element, text: string): HTMLElement =>
    make('li', {}, picture, make('span', { text }));
  const entries = colours.map((colour) =>
    entry(swatch(colour, glyph(colour)), t(context, noteOf(colour))),
  );
  if (isMarking)
    entries.push(entry(swatch('black', glyph('black', true)), t(context, 'marking.bornNote')));
  return make(
    'ul',
    { class: 'mark-legend quiet', 'aria-label': t(context, 'marking.legend') },
    ...entries,
  );
}

function swatch(colour: MarkColour, picture: Element): HTMLElement {
  return make('span', { class: `mark-swatch mark-${colour}` }, picture);
}
