/** What the selected stretch of the run amounts to: events, allocations, sites. */
import type { RangeSummary } from '../../src/protocol/finding';
import { textButton } from '../controls';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

/** In words, as the twin of the timeline's band. */
export function summaryNodes(context: Context, summary: RangeSummary): Node[] {
  const { fromTick: from, toTick: to, events, allocs, bytes } = summary;
  const said = t(context, 'range.events', { from, to, events, allocs, bytes });
  return [aheadNode(context, summary, said), ...siteNodes(context, summary)];
}

/** What is said of the stretch, whether more of it lies ahead, and the way back to all. */
function aheadNode(context: Context, { tick, toTick }: RangeSummary, said: string): HTMLElement {
  const ahead = tick < toTick ? t(context, 'range.ahead') : '';
  const clear = textButton(t(context, 'range.clear'), () => context.range.set(undefined));
  return make('p', { text: [said, ahead].filter(Boolean).join(' ') }, clear.element);
}

/** The sites that have asked for most; none when nobody has. */
export function siteNodes(context: Context, { sites, moreSites }: RangeSummary): Node[] {
  if (sites.length === 0) return [];
  const items = sites.map(({ key, text, ...totals }) => {
    const name = text ?? t(context, 'range.library');
    const said = t(context, 'range.site', { text: name, ...totals });
    if (!key) return make('li', { class: 'quiet', text: said });
    const link = make('button', { class: 'link', type: 'button', 'data-key': key, text: said });
    link.addEventListener('click', () => context.selection.set({ key, from: 'timeline' }));
    return make('li', {}, link);
  });
  if (moreSites > 0)
    items.push(make('li', { class: 'quiet', text: t(context, 'map.more', { count: moreSites }) }));
  const name = t(context, 'range.sites');
  return [make('ul', { class: 'range-sites', 'aria-label': name }, ...items)];
}
