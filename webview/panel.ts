/**
 * Puts the views together: toolbar and status above, tree | stage | inspector, timeline or events
 * below. Sides can be folded away; which are open is remembered.
 */
import { iconButton } from './controls';
import type { Button } from './controls';
import { createInspector } from './details/inspector';
import { icons, make, show } from './dom';
import { createExporter } from './export/exporter';
import type { Exporter } from './export/exporter';
import { createFindBox } from './find';
import { createHeapMapView } from './heapmap/heapMapView';
import type { HeapMapView } from './heapmap/heapMapView';
import { createKeyHelp } from './keyHelp';
import { createNarration } from './narration';
import { createStage } from './stage';
import { t } from './state/context';
import type { Context } from './state/context';
import { createStaleNote } from './stale';
import { createStatus } from './status';
import { createTabs } from './tabs';
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
  readonly exporter: Exporter;
  /** Says that the file is not what runs any more, and offers to start again. */
  setStale(stale: boolean): void;
}

// LONG: every part of the panel is made and placed here, one after the other.
export function createPanel(context: Context, root: HTMLElement): Panel {
  const find = createFindBox(context);
  const map = createHeapMapView(context, find.open);
  const stage = createStage(context, map, find.element);
  const tree = createTreeView(context);
  const inspector = createInspector(context);
  const timeline = createTimelineView(context, map.loading);
  const events = createEventTable(context);
  const toolbar = createToolbar(context);
  const status = createStatus(context);
  const narration = createNarration(context);
  const stale = createStaleNote(context);

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
  const main = make('div', { class: 'main' }, treeSide, stage, inspectorSide);

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
    button.element.classList.add('fold');
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
  const exporter = createExporter(context);
  const keyHelp = createKeyHelp(context);
  const tools = make(
    'div',
    { class: 'tools', role: 'group', 'aria-label': t(context, 'panel.tools') },
    toolbar.configuration,
    exporter.element,
    keyHelp.element,
    foldTree.element,
    foldInspector.element,
  );

  const bottom = bottomPart(context, timeline, events, status.counters);
  const heading = make('h1', { class: 'visually-hidden', text: 'Go Memory' });
  context.session.subscribe((state) => {
    if (state) heading.textContent = `Go Memory: ${state.name}`;
  });
  root.replaceChildren(
    make(
      'main',
      { class: 'panel' },
      heading,
      make('div', { class: 'top' }, toolbar.element, tools, status.element),
      make('div', { class: 'head' }, stale.element, status.problem, narration),
      main,
      bottom,
      keyHelp.dialog,
      context.announcer.element,
    ),
  );
  return { map, tree, timeline, exporter, setStale: stale.set };
}

function bottomPart(
  context: Context,
  timeline: TimelineView,
  events: ReturnType<typeof createEventTable>,
  counters: HTMLElement,
): HTMLElement {
  const tabs = createTabs(
    t(context, 'panel.bottom'),
    [
      { name: 'timeline', text: t(context, 'timeline.tab'), content: timeline.element },
      { name: 'events', text: t(context, 'events.tab'), content: events.element },
    ] as const,
    (name) => {
      events.setShown(name === 'events');
      show(timeline.key, name === 'timeline');
      context.remember({ bottomTab: name });
    },
  );
  tabs.select(context.recall().bottomTab);
  return make(
    'section',
    { class: 'bottom', 'aria-label': t(context, 'panel.bottom') },
    make('div', { class: 'bottom-head' }, tabs.list, counters, timeline.key),
    ...tabs.panels,
  );
}
