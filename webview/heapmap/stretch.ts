/** What the selected stretch of the run did to the heap, as the map's sentence. */
import { stretchSentence } from '../modes/stretch';
import { latest } from '../state/latest';
import { t } from '../state/context';
import type { Context } from '../state/context';

/** Asks whenever the stretch or the moment changes while `isShown`; no words for no stretch. */
export function watchStretch(
  context: Context,
  isShown: () => boolean,
  said: (text: string) => void,
): () => void {
  const ask = latest(context, async () => {
    const range = context.range.get();
    const summary = range && (await context.client.request('rangeSummary', range));
    if (context.range.get() !== range) return;
    said(summary ? t(context, 'stretch.map', { said: stretchSentence(context, summary) }) : '');
  });
  const refresh = (): void => {
    if (isShown() && context.session.get()) ask();
  };
  context.range.subscribe(refresh);
  context.revision.subscribe(refresh);
  return refresh;
}
