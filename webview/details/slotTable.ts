/** The slots of a span as text: the twin of its card on the map. Equal neighbours are one line. */
import { parseKey } from '../../src/protocol/keys';
import { SlotBit } from '../../src/protocol/views';
import type { Detail, MapSpans } from '../../src/protocol/views';
import type { PlainStringId } from '../../src/protocol/strings';
import { make } from '../dom';
import { slotState } from '../heapmap/tooltip';
import { t } from '../state/context';
import type { Context } from '../state/context';

const runsMax = 200;

interface Run {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** Slots in order, neighbours of the same state joined. */
function slotRuns(spans: MapSpans, span: number): Run[] {
  const runs: { first: number; last: number; bits: number }[] = [];
  const start = spans.slotStart[span]!;
  for (let slot = 0; slot < spans.nelems[span]!; slot++) {
    const bits = spans.slots[start + slot]!;
    const previous = runs.at(-1);
    if (previous?.bits === bits) previous.last = slot;
    else runs.push({ first: slot, last: slot, bits });
  }
  return runs;
}

export function slotTable(context: Context, detail: Detail): Node[] {
  const spans = detail.span!;
  if (spans.nelems[0] === 0) return [];
  const runs = slotRuns(spans, 0);
  const id = spans.id[0]!;
  const own = parseKey(detail.key);
  const rows = runs.slice(0, runsMax).map(({ first, last, bits }) => {
    const link = make('button', {
      class: 'link',
      type: 'button',
      text: first === last ? String(first) : `${first}–${last}`,
    });
    link.addEventListener('click', () =>
      context.selection.set({ key: `slot:${id}:${first}`, from: 'inspector' }),
    );
    const here = own?.kind === 'slot' && own.b >= first && own.b <= last;
    return make(
      'tr',
      { class: here ? 'here' : '', 'aria-current': here ? 'true' : undefined },
      make('td', {}, link),
      make('td', { text: slotState(context, bits) }),
      make('td', { text: markText(context, bits) }),
    );
  });
  const columns: PlainStringId[] = ['inspector.slots', 'inspector.state', 'inspector.mark'];
  const head = make(
    'tr',
    {},
    ...columns.map((column) => make('th', { scope: 'col', text: t(context, column) })),
  );
  const table = make(
    'table',
    { class: 'slots', 'aria-label': t(context, 'inspector.slotTable') },
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
  return [make('section', {}, make('h3', { text: t(context, 'inspector.slotTable') }), table)];
}

function markText(context: Context, bits: number): string {
  if ((bits & SlotBit.allocated) === 0 || (bits & SlotBit.marked) === 0) return '';
  return t(context, (bits & SlotBit.scanned) !== 0 ? 'map.black' : 'map.grey');
}
