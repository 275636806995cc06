/** The map's own tools: what colour stands for, following what happens, zoom. */
import type { PlainStringId } from '../../src/protocol/strings';
import { colourModes } from '../../src/protocol/views';
import type { ColourMode } from '../../src/protocol/views';
import { choice, iconButton } from '../controls';
import { icons, make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import type { Viewport } from './viewport';

export const colourTexts: Record<ColourMode, PlainStringId> = {
  class: 'map.byClass',
  occupancy: 'map.byOccupancy',
  state: 'map.byState',
  gc: 'map.byGC',
  owner: 'map.byOwner',
  goroutine: 'map.byGoroutine',
  site: 'map.bySite',
  type: 'map.byType',
  age: 'map.byAge',
};

/**
 * Colour by, find, follow; and zoom, which lies over the map. `followed` is called when following
 * is switched.
 */
export function createMapBar(
  context: Context,
  view: Viewport,
  followed: () => void,
  find: () => void,
): {
  bar: HTMLElement;
  zoom: HTMLElement;
  colours: ReturnType<typeof choice>;
  follow: ReturnType<typeof iconButton>;
} {
  const colours = choice(
    t(context, 'map.colour'),
    colourModes.map((mode) => [mode, t(context, colourTexts[mode])] as const),
    context.colour.get(),
    (value) => context.colour.set(value as ColourMode),
  );
  const follow = iconButton(icons.target, t(context, 'map.follow'), () => {
    const on = !context.recall().follow;
    context.remember({ follow: on });
    follow.setPressed(on);
    followed();
  });
  const zoomBy = (path: string, label: string, factor: number): HTMLElement =>
    iconButton(path, label, () => view.zoom(view.centre(), factor, true)).element;
  const bar = make(
    'div',
    { class: 'map-bar', role: 'toolbar', 'aria-label': t(context, 'map.tools') },
    make('span', { class: 'bar-label', text: t(context, 'map.colour'), 'aria-hidden': 'true' }),
    colours.element,
    iconButton(icons.search, t(context, 'find.name'), find).element,
    follow.element,
  );
  const zoom = make(
    'div',
    {
      class: 'map-zoom',
      role: 'group',
      'data-export': 'no',
      'aria-label': t(context, 'map.zoom'),
    },
    zoomBy(icons.zoomIn, t(context, 'map.zoomIn'), 1.5),
    zoomBy(icons.zoomOut, t(context, 'map.zoomOut'), 1 / 1.5),
    iconButton(icons.fit, t(context, 'map.fit'), view.fit).element,
  );
  return { bar, zoom, colours, follow };
}
