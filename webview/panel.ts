/**
 * Puts the views together: toolbar and status above, tree | map | inspector, timeline or events
 * below. Sides can be folded away; which are open is remembered.
 */
import { iconButton } from './controls';
import type { Button } from './controls';
import { createInspector } from './details/inspector';
import { icons, make, show } from './dom';
import { createHeapMapView } from './heapmap/heapMapView';
import type { HeapMapView } from './heapmap/heapMapView';
import { t } from './state/context';
import type { Context } from './state/context';
import { createStatus } from './status';
import { createEventTable } from './timeline/eventTable';
import { createTimelineView } from './timeline/timelineView';
import type { TimelineView } from './timeline/timelineView';
import { createToolbar } from './toolbar';
import { createTreeView } from './tree/treeView';
import type { TreeView } from './tree/treeView';

export interface Panel {
  readonly map: HeapMapView;
  readonly tree: TreeView;
  readonly timeline: TimelineView;
}

// LONG: every part of the panel is made and placed here, one after the other.
export function createPanel(context: Context, root: HTMLElement): Panel {
  const map = createHeapMapView(context);
  const tree = createTreeView(context);
  const inspector = createInspector(context);
  const timeline = createTimelineView(context);
  const events = createEventTable(context);
  const toolbar = createToolbar(context);
  const status = createStatus(context);

  const treeSide = make(
    'aside',
    { class: 'side side-tree', 'aria-label': t(context, 'tree.name') },
    tree.element,
  );
  const inspectorSide = make(
    'aside',
    { class: 'side side-inspector', 'aria-label': t(context, 'inspector.name') },
    inspector.element,
  );
  const main = make('div', { class: 'main' }, treeSide, map.element, inspectorSide);

  const fold = (
    side: HTMLElement,
    path: string,
    label: string,
    name: 'treeOpen' | 'inspectorOpen',
  ): Button => {
    const apply = (open: boolean): void => {
      show(side, open);
      main.classList.toggle(`no-${name}`, !open);
      button.setPressed(open);
    };
    const button = iconButton(path, label, () => {
      const open = !context.recall()[name];
      context.remember({ [name]: open });
      apply(open);
    });
    apply(context.recall()[name]);
    return button;
  };
  const foldTree = fold(treeSide, icons.left, t(context, 'panel.toggleTree'), 'treeOpen');
  const foldInspector = fold(
    inspectorSide,
    icons.right,
    t(context, 'panel.toggleInspector'),
    'inspectorOpen',
  );
  toolbar.element.append(foldTree.element, foldInspector.element);

  const bottom = bottomPart(context, timeline, events);
  const heading = make('h1', { class: 'visually-hidden', text: 'Go Memory' });
  context.session.subscribe((state) => {
    if (state) heading.textContent = `Go Memory: ${state.name}`;
  });
  root.replaceChildren(
    make(
      'main',
      { class: 'panel' },
      heading,
      toolbar.element,
      status.element,
      main,
      bottom,
      context.announcer.element,
    ),
  );
  return { map, tree, timeline };
}

/** Two tabs over one place. */
function bottomPart(
  context: Context,
  timeline: TimelineView,
  events: ReturnType<typeof createEventTable>,
): HTMLElement {
  const tabs = (['timeline', 'events'] as const).map((name) =>
    make('button', {
      class: 'tab',
      type: 'button',
      role: 'tab',
      id: `tab-${name}`,
      'aria-controls': `panel-${name}`,
      text: t(context, name === 'timeline' ? 'timeline.tab' : 'events.tab'),
    }),
  );
  const panels = ([timeline.element, events.element] as const).map((content, index) =>
    make(
      'div',
      {
        class: 'tab-panel',
        role: 'tabpanel',
        id: `panel-${index === 0 ? 'timeline' : 'events'}`,
        'aria-labelledby': tabs[index]!.id,
      },
      content,
    ),
  );
  const select = (index: number): void => {
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      show(panels[at]!, at === index);
    });
    events.setShown(index === 1);
    show(timeline.key, index === 0);
    context.remember({ bottomTab: index === 1 ? 'events' : 'timeline' });
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => select(index));
    tab.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      select(1 - index);
      tabs[1 - index]!.focus();
    });
  });
  select(context.recall().bottomTab === 'events' ? 1 : 0);
  const list = make(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': t(context, 'panel.bottom') },
    ...tabs,
  );
  return make(
    'section',
    { class: 'bottom', 'aria-label': t(context, 'panel.bottom') },
    make('div', { class: 'bottom-head' }, list, timeline.key),
    ...panels,
  );
}
