/** Where the keyboard's cursor goes on the map, and what box a selection has. */
import { pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { Detail, MapOverview, MapSpans } from '../../src/protocol/views';
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import type { Rect } from '../space/camera';
import { pagesPerRow, spanAt } from './hit';
import { arenaRect, pageSegments, pagesRect, slotRect } from './layout';
import { rasterOfSpan } from './paintSlots';

/** Boxes, in world units, of what a key names; empty when it is nowhere on the map. */
export function boxesOf(
  key: Key,
  overview: MapOverview,
  spansWith: (id: number) => { spans: MapSpans; span: number } | undefined,
  detail: Detail | undefined,
): Rect[] {
  const parsed = parseKey(key);
  if (!parsed) return [];
  const { kind, a, b } = parsed;
  if (kind === 'arena') return a < overview.arenaCount ? [arenaRect(a, overview.arenaCount)] : [];
  if (kind === 'chunk') return [pagesRect(a * pagesPerChunk, pagesPerChunk, overview.arenaCount)];
  if (kind === 'pages') return rowsOf(a, b, overview);
  if (kind === 'span' || kind === 'slot') {
    const found = spansWith(a);
    if (!found) return detail?.key === key ? boxesOfDetail(detail, overview) : [];
    const { spans, span } = found;
    if (kind === 'slot') return slotBoxes(spans, span, b, overview);
    return rowsOf(spans.page[span]!, spans.npages[span]!, overview);
  }
  return detail?.key === key ? boxesOfDetail(detail, overview) : [];
}

function boxesOfDetail(detail: Detail, overview: MapOverview): Rect[] {
  if (detail.page === undefined) return [];
  return rowsOf(detail.page, detail.pageCount ?? 1, overview);
}

function rowsOf(first: number, count: number, overview: MapOverview): Rect[] {
  const limit = overview.arenaCount * pagesPerArena;
  if (first >= limit) return [];
  return pageSegments(first, Math.min(count, limit - first), overview.arenaCount, 64).map(
    ({ x, y, pages }) => ({ x, y, width: pages, height: 1 }),
  );
}

/** A slot is one box, or two where its span's strip wraps to the next row of pages. */
function slotBoxes(spans: MapSpans, span: number, slot: number, overview: MapOverview): Rect[] {
  if (slot >= spans.nelems[span]!) return [];
  const box = slotRect(rasterOfSpan(spans, span), slot);
  const npages = spans.npages[span]!;
  const boxes: Rect[] = [];
  for (const segment of pageSegments(spans.page[span]!, npages, overview.arenaCount)) {
    const left = Math.max(box.x, segment.offset);
    const right = Math.min(box.x + box.width, segment.offset + segment.pages);
    if (right <= left) continue;
    const x = segment.x + left - segment.offset;
    boxes.push({ x, y: segment.y + box.y, width: right - left, height: box.height });
  }
  return boxes;
}

/** The box around boxes. */
export function around(boxes: readonly Rect[]): Rect | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The slot, span or page next to `key`; undefined at an edge or when it is not loaded. */
export function neighbour(
  key: Key,
  direction: Direction,
  spansWith: (id: number) => { spans: MapSpans; span: number } | undefined,
  blockAt: (page: number) => MapSpans | undefined,
): Key | undefined {
  const parsed = parseKey(key);
  const found = parsed && spansWith(parsed.a);
  if (!parsed || !found) return undefined;
  const { spans, span } = found;
  if (parsed.kind === 'slot') {
    const { columns } = rasterOfSpan(spans, span);
    const step = { left: -1, right: 1, up: -columns, down: columns }[direction];
    const slot = parsed.b + step;
    if (slot >= 0 && slot < spans.nelems[span]!) return `slot:${parsed.a}:${slot}`;
  } else if (parsed.kind !== 'span') return undefined;
  const first = spans.page[span]!;
  const limit = first + spans.npages[span]!;
  const from = {
    left: first - 1,
    right: limit,
    up: first - pagesPerRow,
    down: first + pagesPerRow,
  };
  return nearestSpan(from[direction], direction, parsed.a, blockAt);
}

/** From `page` on, in the direction's sense, the first page that a span other than `not` covers. */
function nearestSpan(
  page: number,
  direction: Direction,
  not: number,
  blockAt: (page: number) => MapSpans | undefined,
): Key | undefined {
  const step = { left: -1, right: 1, up: -pagesPerRow, down: pagesPerRow }[direction];
  for (let tries = 0; tries < 64 && page >= 0; tries++, page += step) {
    const spans = blockAt(page);
    const span = spans ? spanAt(spans, page) : -1;
    if (spans && span >= 0 && spans.id[span] !== not) return `span:${spans.id[span]!}`;
  }
  return undefined;
}
