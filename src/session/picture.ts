/** The heap as a picture without a view: one square per page, as an SVG document. */
import { PageState } from '../protocol/views';
import type { View } from './view';

const columns = 64;
const cell = 12;

const colours: Readonly<Record<PageState, string>> = {
  [PageState.reserved]: '#ffffff',
  [PageState.released]: '#f0f0f0',
  [PageState.free]: '#d8d8d8',
  [PageState.cached]: '#c4d4e8',
  [PageState.heap]: '#4a90c2',
  [PageState.stack]: '#b58900',
  [PageState.manual]: '#7a6fac',
  [PageState.padding]: '#a0a0a0',
};

/** Rows of pages that are drawn at most. */
const rowLimit = 512;

/** Mapped pages of the heap, from the first one on; `title` is what a screen reader says. */
export function heapPicture(view: View, title: string): string {
  const pages = Math.min(view.mappedPages, columns * rowLimit);
  const rows = Math.ceil(pages / columns);
  const shapes: string[] = [];
  for (let page = 0; page < pages;) {
    const span = view.spanAt(page);
    const count = span === 0 ? 1 : view.npages(span);
    const state = span === 0 ? view.bareState(page) : view.spanState(span);
    for (let i = page; i < Math.min(pages, page + count); i++)
      shapes.push(square(view, i, span, state, i === page));
    page += count;
  }
  const size = { width: columns * cell, height: Math.max(1, rows) * cell };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${size.width} ${size.height}"`,
    ` width="${size.width}" height="${size.height}"><title>${escapeXml(title)}</title>`,
    ...shapes,
    '</svg>\n',
  ].join('');
}

/** One page; how much of its span is taken shows as its height. */
function square(
  view: View,
  page: number,
  span: number,
  state: PageState,
  isFirst: boolean,
): string {
  const x = (page % columns) * cell;
  const y = Math.floor(page / columns) * cell;
  const side = cell - 1;
  const isHeap = state === PageState.heap;
  const share = isHeap ? view.used(span) / Math.max(1, view.nelems(span)) : 1;
  const height = Math.max(1, Math.round(side * share));
  const back = isHeap ? rect(x, y, side, side, '#dbe9f4') : '';
  const mark = isFirst && span !== 0 ? rect(x, y, 2, side, '#1b3a57') : '';
  return `${back}${rect(x, y + side - height, side, height, colours[state])}${mark}`;
}

function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
