/** A small card beside the pointer; the same facts are in the inspector once selected. */
import { PageState, SlotBit } from '../../src/protocol/views';
import { sayBytes, sayHex } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { make, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import type { Hit } from './hit';

interface Tooltip {
  readonly element: HTMLElement;
  /** Places the card near a point of `area`, or hides it. */
  set(hit: Hit | undefined, x: number, y: number, area: HTMLElement): void;
}

const stateTexts: Record<PageState, PlainStringId> = {
  [PageState.reserved]: 'map.stateReserved',
  [PageState.released]: 'map.stateReleased',
  [PageState.free]: 'map.stateFree',
  [PageState.cached]: 'map.stateCached',
  [PageState.heap]: 'map.stateHeap',
  [PageState.stack]: 'map.stateStack',
  [PageState.manual]: 'map.stateManual',
  [PageState.padding]: 'map.statePadding',
};

export function createTooltip(context: Context): Tooltip {
  const title = make('div', { class: 'tooltip-title' });
  const body = make('div', { class: 'tooltip-body' });
  const element = make(
    'div',
    { class: 'tooltip', role: 'tooltip', 'aria-hidden': 'true' },
    title,
    body,
  );
  element.hidden = true;
  let shown = '';
  return {
    element,
    set(hit, x, y, area) {
      show(element, hit !== undefined);
      if (!hit) return;
      if (hit.key !== shown) {
        shown = hit.key;
        const [head, ...lines] = describeHit(context, hit);
        title.textContent = head!;
        body.replaceChildren(...lines.map((text) => make('div', { text })));
      }
      const room = area.getBoundingClientRect();
      const left =
        x + 16 + element.offsetWidth > room.width ? x - 12 - element.offsetWidth : x + 16;
      const top = Math.min(y + 14, room.height - element.offsetHeight - 4);
      element.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
    },
  };
}

/** A title and lines for what is under the pointer or the keyboard's cursor. */
export function describeHit(context: Context, hit: Hit): string[] {
  const address = sayHex(hit.address);
  const { spans, span } = hit;
  if (!spans || span === undefined) {
    if (hit.page < 0) return [t(context, 'map.arena', { number: hit.key.slice(6), address })];
    const page = t(context, 'map.pageAt', { address });
    if (hit.state !== PageState.heap || hit.spanClass === 255) {
      return [t(context, stateTexts[hit.state]), page];
    }
    const elem = context.overview.get()?.classBytes[hit.spanClass >> 1] ?? 0;
    const size = elem === 0 ? t(context, 'map.large') : sayBytes(elem);
    return [
      t(context, 'map.heapOf', { size }),
      t(context, 'map.filled', { share: hit.fill / 255 }),
      page,
    ];
  }
  const id = spans.id[span]!;
  const elemBytes = spans.elemBytes[span]!;
  const nelems = spans.nelems[span]!;
  const npages = spans.npages[span]!;
  const what =
    nelems === 0
      ? t(context, stateTexts[hit.state])
      : t(context, 'map.spanOf', { elem: sayBytes(elemBytes), nelems });
  const lines = [
    t(context, 'map.spanLine', { id, what }),
    t(context, 'map.spanPages', { npages, size: sayBytes(npages * 8192) }),
  ];
  if (nelems > 0) {
    lines.push(t(context, 'map.spanUse', { count: spans.allocCount[span]!, nelems }));
  }
  if (spans.owner[span]! > 0)
    lines.push(t(context, 'map.spanOwner', { p: spans.owner[span]! - 1 }));
  if (hit.slot < 0) return lines;
  const bits = spans.slots[spans.slotStart[span]! + hit.slot]!;
  return [
    t(context, 'map.slotTitle', { slot: hit.slot, state: slotState(context, bits) }),
    ...lines,
  ];
}

/** With a stretch of the run selected, what is new is what is of it. */
export function slotState(context: Context, bits: number): string {
  return t(context, slotStateId(bits, context.range.get() !== undefined));
}

function slotStateId(bits: number, isStretch: boolean): PlainStringId {
  if ((bits & SlotBit.allocated) === 0) {
    if ((bits & SlotBit.freed) === 0) return 'map.slotFree';
    return isStretch ? 'map.stretchFreed' : 'map.slotFreed';
  }
  if ((bits & SlotBit.fresh) !== 0) return isStretch ? 'map.stretchTaken' : 'map.slotFresh';
  return (bits & SlotBit.tiny) !== 0 ? 'map.slotTiny' : 'map.slotAllocated';
}
