/** What the selection on the map holds and wastes, as sentences. */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { pageBytes } from '../../src/protocol/views';
import { latest } from '../state/latest';
import { t } from '../state/context';
import type { Context } from '../state/context';

const measurable = ['span', 'slot', 'pages', 'chunk', 'arena'];

/** Asks whenever the selection or the moment changes while `isShown`, and tells the words. */
export function watchMeasure(
  context: Context,
  isShown: () => boolean,
  said: (text: string) => void,
): () => void {
  const ask = latest(context, async () => {
    const key = context.selection.get()?.key;
    const kind = key && parseKey(key)?.kind;
    const text = key && kind && measurable.includes(kind) ? await measureText(context, key) : '';
    if (context.selection.get()?.key === key) said(text);
  });
  const refresh = (): void => {
    if (isShown() && context.session.get()) ask();
  };
  context.selection.subscribe(refresh);
  context.revision.subscribe(refresh);
  return refresh;
}

async function measureText(context: Context, key: Key): Promise<string> {
  const found = await context.client.request('measure', { key }).catch((error: unknown) => {
    // Gone at this tick: there is nothing to measure.
    context.report(error);
    return undefined;
  });
  if (!found) return '';
  const { spanPages, objectBytes, freeSlotBytes, tailBytes, asked } = found;
  const sentences: string[] = [];
  if (spanPages > 0) {
    const size = spanPages * pageBytes;
    const numbers = { pages: spanPages, size, used: objectBytes, free: freeSlotBytes };
    const waste = { waste: tailBytes, share: tailBytes / size };
    sentences.push(t(context, 'measure.span', { ...numbers, ...waste }));
  }
  if (asked.slotBytes > 0) {
    const inside = asked.slotBytes - asked.bytes;
    const share = inside / asked.slotBytes;
    sentences.push(t(context, 'measure.asked', { asked: asked.bytes, inside, share }));
  }
  const { freePages: pages, freeRuns: runs, longestRun: longest } = found;
  if (pages > 0) {
    const share = 1 - longest / pages;
    sentences.push(t(context, 'measure.free', { pages, runs, longest, share }));
  }
  return sentences.join(' ');
}
