/** The middle of the panel: one moment, looked at in the mode that its tabs choose. */
import { make, show } from './dom';
import type { HeapMapView } from './heapmap/heapMapView';
import { createCompare } from './modes/compare';
import { createDashboard } from './modes/dashboard';
import { createLevels } from './modes/levels';
import { createMarking } from './modes/marking';
import type { Mode } from './modes/mode';
import { createStructures } from './modes/structures';
import { createWhatIf } from './modes/whatIf';
import { createWhy } from './modes/why';
import { createZones } from './modes/zones';
import { t } from './state/context';
import type { Context } from './state/context';
import { modeNames } from './state/persist';
import type { ModeName } from './state/persist';
import { createStretchBar } from './stretchBar';
import { createTabs } from './tabs';

export function createStage(context: Context, map: HeapMapView, find: HTMLElement): HTMLElement {
  const modes: Record<ModeName, Mode> = {
    map,
    levels: createLevels(context),
    structures: createStructures(context),
    marking: createMarking(context),
    zones: createZones(context),
    dashboard: createDashboard(context),
    compare: createCompare(context),
    whatIf: createWhatIf(context),
    why: createWhy(context),
  };
  const tabs = createTabs(
    t(context, 'mode.name'),
    modeNames.map((name) => ({
      name,
      text: t(context, `mode.${name}`),
      content: modes[name].element,
    })),
    (name) => context.mode.set(name),
  );
  const tools = modeNames.flatMap((name) => modes[name].tools ?? []);
  const apply = (current: ModeName): void => {
    context.remember({ mode: current });
    for (const name of modeNames) {
      modes[name].setShown(name === current);
      const own = modes[name].tools;
      if (own) show(own, name === current);
    }
  };
  context.mode.subscribe((name) => {
    tabs.select(name);
    apply(name);
  });
  tabs.select(context.mode.get());
  apply(context.mode.get());
  return make(
    'section',
    { class: 'stage', 'aria-label': t(context, 'mode.name') },
    make('div', { class: 'stage-head' }, tabs.list, ...tools),
    createStretchBar(context),
    ...tabs.panels,
    find,
  );
}
