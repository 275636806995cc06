/**
 * The file of a picture: a heading that says what it is, of which program, when and under which
 * runtime; below it the view with its legend, as elementPicture draws them. PNG is the same picture
 * at twice the size.
 */
import { sayBytes } from '../../src/protocol/strings';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { paletteOf } from '../heapmap/palette';
import { elementPicture } from './elementPicture';
import { number, paint, svgElement } from './svgText';
import type { Attributes } from './svgText';

const margin = 20;
const headHeight = 50;
/** A picture of a narrow view still has room for its heading. */
const widthMin = 460;

/** The view as an SVG file. `parts` stand one below the other. */
export function svgOf(context: Context, title: string, parts: readonly HTMLElement[]): string {
  const palette = paletteOf(context.theme.get());
  const state = context.session.get();
  const heading = `${title} · ${state?.name ?? ''}`;
  const family = context.theme.get().fontFamily;
  const text = (y: number, size: number, more: Attributes, said: string): string =>
    svgElement(
      'text',
      {
        x: String(margin),
        y: String(y),
        'font-family': family,
        'font-size': String(size),
        ...more,
      },
      { text: said },
    );
  let y = margin + headHeight;
  let width = widthMin;
  const drawn = parts.map((part) => {
    const picture = elementPicture(part);
    const size = { width: number(picture.width), height: number(picture.height) };
    const place = { x: String(margin), y: number(y), ...size, overflow: 'visible' };
    y += picture.height + 8;
    width = Math.max(width, picture.width + 2 * margin);
    return svgElement('svg', place, picture.content);
  });
  const height = Math.ceil(y + margin - 8);
  const size = { width: number(width), height: number(height) };
  const ink = paint('fill', css(palette.foreground));
  const content = [
    svgElement('title', {}, { text: heading }),
    svgElement('desc', {}, { text: subtitle(context) }),
    svgElement('rect', { ...size, ...paint('fill', css(palette.background)) }),
    text(margin + 18, 20, { ...ink, 'font-weight': '600' }, heading),
    text(margin + 38, 12, { ...ink, 'fill-opacity': '0.8' }, subtitle(context)),
    ...drawn,
  ];
  const space = { xmlns: 'http://www.w3.org/2000/svg' };
  const root = { ...space, ...size, viewBox: `0 0 ${size.width} ${size.height}` };
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}${svgElement('svg', root, content.join(''))}\n`;
}

/** When, and under which runtime. */
function subtitle(context: Context): string {
  const state = context.session.get();
  if (!state) return '';
  const { profile, procs, gogc, memoryLimit } = state.options;
  const { position } = state;
  return [
    t(context, 'export.tick', { tick: state.tick, end: state.endTick }),
    ...(position ? [t(context, 'export.line', { line: position.line })] : []),
    profile,
    `GOMAXPROCS=${procs}`,
    `GOGC=${gogc < 0 ? 'off' : gogc}`,
    ...(memoryLimit > 0 ? [`GOMEMLIMIT=${sayBytes(memoryLimit)}`] : []),
    'Go Memory Explorer',
  ].join(' · ');
}

/** No browser makes a canvas with a longer side. */
const sideMax = 16_000;

/** An SVG file as PNG at twice its size, in base 64. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(2, sideMax / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(naturalWidth * scale);
  canvas.height = Math.round(naturalHeight * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}
