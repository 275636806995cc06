/** The collections of a selected stretch, each with the way to its beginning. */
import type { MarkCycle, MarkStretch } from '../../src/protocol/marking';
import { sayText } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

export function cyclesNode(context: Context, { cycles, total }: MarkStretch): HTMLElement {
  const title = t(context, 'stretch.cycles');
  const items = cycles.map((cycle) => make('li', {}, ...cycleNodes(context, cycle)));
  const rest = total - cycles.length;
  if (rest > 0)
    items.push(make('li', { class: 'quiet', text: t(context, 'map.more', { count: rest }) }));
  return make(
    'section',
    { class: 'mark-cycles', 'aria-label': title },
    make('h3', { class: 'quiet', text: title }),
    make('ol', {}, ...items),
  );
}

function cycleNodes(context: Context, one: MarkCycle): Node[] {
  const { cycle, startTick: start, endTick: end, sweptTick: swept, markedBytes: bytes } = one;
  const link = make('button', {
    class: 'link',
    type: 'button',
    'data-focus': `cycle${cycle}`,
    text: t(context, 'stretch.cycle', { cycle, start }),
  });
  link.addEventListener('click', () => {
    // An event is seen from right behind it.
    context.client
      .request('seek', { tick: start + 1 })
      .catch((error: unknown) => context.report(error));
  });
  const said = [
    end < 0 ? t(context, 'stretch.cycleOn') : t(context, 'stretch.cycleMarked', { end, bytes }),
    ...(swept < 0 ? [] : [t(context, 'stretch.cycleSwept', { swept })]),
    sayText(context.language, one.reason),
  ];
  return [link, make('span', { class: 'quiet', text: said.join(' · ') })];
}
