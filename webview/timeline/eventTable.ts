/**
 * The latest events as text, or those of the selected stretch with what they amount to: the twin of
 * the timeline's marks. A row's tick can be gone to.
 */
import { sayCount, sayText } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import type { EventRow } from '../../src/protocol/views';
import { make, refill, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { emptyState } from '../emptyState';
import { summaryNodes } from './rangeSummary';

interface EventTable {
  readonly element: HTMLElement;
  /** Only what is shown is asked for. */
  setShown(shown: boolean): void;
}

const rowsShown = 200;

// LONG: the closure is the class; its functions are the methods.
export function createEventTable(context: Context): EventTable {
  const rows = make('tbody');
  const columns: PlainStringId[] = ['events.tick', 'events.where', 'events.what', 'events.why'];
  const head = columns.map((id) => make('th', { scope: 'col', text: t(context, id) }));
  const table = make(
    'table',
    { class: 'events', 'aria-label': t(context, 'events.name') },
    make('thead', {}, make('tr', {}, ...head)),
    rows,
  );
  const none = emptyState(t(context, 'empty.events'));
  const summary = make('div', { class: 'range-summary' });
  const element = make(
    'div',
    {
      class: 'events-scroll',
      tabindex: '0',
      role: 'region',
      'aria-label': t(context, 'events.name'),
    },
    summary,
    table,
    none,
  );
  show(none, false);
  let shown = false;
  let asking = false;
  let stale = false;

  async function refresh(): Promise<void> {
    stale = true;
    if (asking || !shown) return;
    asking = true;
    while (stale && shown && context.session.get()) {
      stale = false;
      try {
        const { tick } = context.session.get()!;
        const range = context.range.get();
        const params = range
          ? { tick: Math.min(tick, range.toTick), fromTick: range.fromTick, count: rowsShown }
          : { tick, count: rowsShown };
        const found = await context.client.request('events', params);
        rows.replaceChildren(...[...found.rows].reverse().map((row) => eventRow(row)));
        show(none, found.rows.length === 0 && !range);
        const amount = range && (await context.client.request('rangeSummary', range));
        show(summary, range !== undefined);
        if (amount) refill(summary, summaryNodes(context, amount));
      } catch (error) {
        context.report(error);
      }
    }
    asking = false;
  }

  function eventRow(event: EventRow): HTMLElement {
    const { language } = context;
    const seek = make('button', { class: 'link', type: 'button', text: sayCount(event.tick) });
    seek.addEventListener('click', () => {
      context.client
        .request('seek', { tick: event.tick })
        .catch((error: unknown) => context.report(error));
    });
    const what = make(
      'td',
      {},
      event.goFunc === '' ? undefined : make('code', { text: event.goFunc }),
      ` ${sayText(language, event.what)}`,
    );
    const { key } = event;
    if (key) {
      const link = make('button', { class: 'link', type: 'button', text: key });
      link.addEventListener('click', () => context.selection.set({ key, from: 'timeline' }));
      what.append(' ', link);
    }
    const why = event.why.map((text) => sayText(language, text)).join(' → ');
    return make(
      'tr',
      {},
      make('td', { class: 'number' }, seek),
      make('td', { text: `P${event.p} G${event.g}` }),
      what,
      make('td', { class: 'quiet', text: why }),
    );
  }

  context.revision.subscribe(() => void refresh());
  context.range.subscribe(() => void refresh());
  return {
    element,
    setShown(next) {
      shown = next;
      if (next) void refresh();
    },
  };
}
