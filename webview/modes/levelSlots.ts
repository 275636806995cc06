/** The span that the last object lies in, cut into its slots: the smallest of what Levels shows. */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import type { LevelPath } from '../../src/protocol/modes';
import { RequestError } from '../../src/protocol/port';
import { sayText } from '../../src/protocol/strings';
import type { Detail } from '../../src/protocol/views';
import { make } from '../dom';
import type { Palette } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { box } from './box';
import { slotStrip, takenSlots } from './slotStrip';

/** Drawn at most so wide, in pixels. */
const widthMax = 500;

/** What is known of the span; nothing for a large object, which has a span to itself. */
export async function askSpan(
  context: Context,
  path: LevelPath | undefined,
): Promise<Detail | undefined> {
  if (path?.key === undefined || path.spanClass < 2) return undefined;
  const parsed = parseKey(path.key);
  if (parsed?.kind !== 'slot') return undefined;
  const key: Key = `span:${parsed.a}`;
  try {
    return await context.client.request('inspect', { key });
  } catch (error) {
    // Gone at this tick.
    if (error instanceof RequestError && error.code === 'notFound') return undefined;
    throw error;
  }
}

export function slotsNode(
  context: Context,
  { key, title, span }: Detail,
  path: LevelPath,
  palette: Palette,
): HTMLElement | undefined {
  if (span === undefined || span.count === 0 || span.nelems[0] === 0) return undefined;
  const lit = path.key && parseKey(path.key);
  const slot = lit?.kind === 'slot' ? lit.b : 0;
  const text = t(context, 'levels.slots', {
    pages: span.npages[0]!,
    nelems: span.nelems[0]!,
    size: span.elemBytes[0]!,
    used: takenSlots(span),
    slot,
  });
  return make(
    'figure',
    { class: 'level-slots' },
    make(
      'figcaption',
      {},
      box(context, { key, class: 'plain' }, sayText(context.language, title)),
      make('span', { class: 'quiet', text }),
    ),
    slotStrip(span, palette, widthMax, slot),
  );
}
