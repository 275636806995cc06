/** What the selected stretch of the run amounts to: events, allocations, sites. */
import type { RangeSummary } from '../../src/protocol/finding';
import { textButton } from '../controls';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context, TickRange } from '../state/context';

export function summaryNodes(
  context: Context,
  { fromTick, toTick }: TickRange,
  { events, counted, allocs, bytes, sites, moreSites }: RangeSummary,
): Node[] {
  const amount = { from: fromTick, to: toTick, events, allocs, bytes };
  const ahead = (context.session.get()?.tick ?? 0) < toTick;
  const sentences = [
    t(context, 'range.events', amount),
    ...(counted < events ? [t(context, 'range.newest', { counted })] : []),
    ...(ahead ? [t(context, 'range.ahead')] : []),
  ];
  const clear = textButton(t(context, 'range.clear'), () => context.range.set(undefined));
  const list = make(
    'ul',
    { class: 'range-sites', 'aria-label': t(context, 'range.sites') },
    ...sites.map(({ key, text, ...totals }) => {
      const name = text ?? t(context, 'range.library');
      const said = t(context, 'range.site', { text: name, ...totals });
      if (!key) return make('li', { class: 'quiet', text: said });
      const link = make('button', { class: 'link', type: 'button', 'data-key': key, text: said });
      link.addEventListener('click', () => context.selection.set({ key, from: 'timeline' }));
      return make('li', {}, link);
    }),
    ...(moreSites > 0
      ? [make('li', { class: 'quiet', text: t(context, 'map.more', { count: moreSites }) })]
      : []),
  );
  return [
    make('p', { text: sentences.join(' ') }, clear.element),
    ...(sites.length > 0 ? [list] : []),
  ];
}
