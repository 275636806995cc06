/**
 * The export menu: what is in sight as a picture (PNG, SVG) or as its numbers (CSV, JSON), and the
 * whole run as one page. A button of the toolbar opens it; arrows move in it, Escape closes it.
 */
import type { ExportFormat, ExportView } from '../../src/protocol/exporting';
import { createRoving } from '../a11y/roving';
import { iconButton } from '../controls';
import { icons, make, refill } from '../dom';
import { createPopover } from '../popover';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { dataOf } from './data';
import { pngOf, svgOf } from './sheet';
import { csvOf, jsonOf } from './table';

export interface Exporter {
  readonly element: HTMLElement;
  /** Makes the file and hands it to the host. */
  run(view: ExportView, format: ExportFormat): Promise<void>;
}

const formats: readonly ExportFormat[] = ['png', 'svg', 'csv', 'json'];

/** One view that stands in the panel now. */
interface InSight {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly HTMLElement[];
}

// LONG: the closure is the class; its functions are the methods.
export function createExporter(context: Context): Exporter {
  const menu = make('div', {
    class: 'export-menu',
    role: 'menu',
    'aria-label': t(context, 'export.menu'),
  });
  const roving = createRoving(menu);
  const button = iconButton(icons.export, t(context, 'export.menu'), () => {
    const open = !popover.isOpen();
    popover.set(open);
    if (open) menu.querySelector<HTMLElement>('.item')?.focus();
  });
  button.element.setAttribute('aria-haspopup', 'menu');
  const popover = createPopover(button, menu, 'export', () => {
    refill(menu, [
      ...(['stage', 'bottom'] as const).map((view) => row(view)),
      group(t(context, 'export.run'), [item('HTML', t(context, 'export.page'), () => page())]),
    ]);
    roving.refresh();
  });

  function row(view: ExportView): HTMLElement {
    const { title } = inSight(context, view);
    const items = formats.map((format) =>
      item(
        format.toUpperCase(),
        t(context, 'export.as', { view: title, format: format.toUpperCase() }),
        () => run(view, format),
      ),
    );
    return group(title, items);
  }

  function item(text: string, label: string, act: () => Promise<void>): HTMLElement {
    const one = make('button', {
      class: 'item export-item',
      type: 'button',
      role: 'menuitem',
      'aria-label': label,
      'data-focus': label,
      text,
    });
    one.addEventListener('click', () => {
      popover.set(false, true);
      void act();
    });
    return one;
  }

  async function run(view: ExportView, format: ExportFormat): Promise<void> {
    try {
      const { name, title, parts } = inSight(context, view);
      const state = context.session.get();
      const file = `${state?.name ?? 'run'}-${name}-${state?.tick ?? 0}.${format}`;
      const data = await fileOf(context, format, { name, title, parts });
      await context.client.request('save', { name: file, format, ...data });
    } catch (error) {
      context.report(error);
    }
  }

  async function page(): Promise<void> {
    await context.client.request('savePage', {}).catch((error: unknown) => context.report(error));
  }

  return { element: popover.element, run };
}

function group(title: string, items: readonly HTMLElement[]): HTMLElement {
  return make(
    'div',
    { class: 'export-group', role: 'group', 'aria-label': title },
    make('span', { class: 'export-title', 'aria-hidden': 'true', text: title }),
    ...items,
  );
}

/** The view in the middle of the panel, or the one at its bottom, whose key stands in its head. */
function inSight(context: Context, view: ExportView): InSight {
  const name = view === 'stage' ? context.mode.get() : context.recall().bottomTab;
  const title = document.getElementById(`tab-${name}`)?.textContent ?? name;
  const panel = document.getElementById(`panel-${name}`);
  const key = name === 'timeline' ? document.querySelector<HTMLElement>('.timeline-key') : null;
  return { name, title, parts: [...(panel ? [panel] : []), ...(key ? [key] : [])] };
}

async function fileOf(
  context: Context,
  format: ExportFormat,
  { name, title, parts }: InSight,
): Promise<{ text: string } | { base64: string }> {
  if (format === 'svg') return { text: svgOf(context, title, parts) };
  if (format === 'png') return { base64: await pngOf(svgOf(context, title, parts)) };
  const data = await dataOf(context, name, parts[0]!);
  if (format === 'csv') return { text: csvOf(data) };
  const state = context.session.get();
  const { columns, rows, answers } = data;
  const about = { view: name, program: state?.name, tick: state?.tick, options: state?.options };
  return { text: jsonOf({ ...about, columns, rows, answers }) };
}
