/** The strip above the graph: how far the cycle is, and what waits in queues, in their order. */
import type { Key } from '../../src/protocol/keys';
import type {
  MarkAssist,
  Marking,
  MarkPhase,
  MarkQueue,
  MarkWork,
} from '../../src/protocol/marking';
import { markPhases } from '../../src/protocol/marking';
import { sayBytes, sayCount, sayText } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import type { Text } from '../../src/protocol/views';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { bar, box } from './box';
import { glyph } from './markGlyph';

/** Entries of one queue that are drawn. */
const chipsMax = 9;

const phaseTexts: Readonly<Record<MarkPhase, PlainStringId>> = {
  off: 'marking.phaseOff',
  roots: 'marking.phaseRoots',
  drain: 'marking.phaseDrain',
  sweep: 'marking.phaseSweep',
};

const workerTexts: Readonly<Record<NonNullable<MarkQueue['worker']>, PlainStringId>> = {
  dedicated: 'marking.dedicated',
  fractional: 'marking.fractional',
  idle: 'marking.idleWorker',
};

/** The cycle: its parts with the present one marked, and its accounts. */
export function cycleNode(context: Context, marking: Marking): HTMLElement {
  const { phase, work, barrier } = marking;
  const steps = markPhases.map((one) => {
    const isHere = one === phase;
    return make(
      'li',
      { class: isHere ? 'here' : '', 'aria-current': isHere ? 'step' : undefined },
      t(context, phaseTexts[one]),
    );
  });
  return make(
    'div',
    { class: 'mark-cycle' },
    make('ol', { class: 'mark-phases', 'aria-label': t(context, 'marking.phases') }, ...steps),
    make('dl', { class: 'mark-facts' }, ...workFacts(context, work, phase, barrier)),
  );
}

function workFacts(
  context: Context,
  work: MarkWork,
  phase: MarkPhase,
  barrier: boolean,
): HTMLElement[] {
  const isOn = phase === 'roots' || phase === 'drain';
  const fact = (id: PlainStringId, value: string, share?: number): HTMLElement =>
    make(
      'div',
      {},
      make('dt', { class: 'quiet', text: t(context, id) }),
      make('dd', {}, value, share === undefined ? undefined : bar(share)),
    );
  const heap = fact(
    'marking.heap',
    work.goal > 0 ? `${sayBytes(work.heapLive)} / ${sayBytes(work.goal)}` : sayBytes(work.heapLive),
    work.goal > 0 ? work.heapLive / work.goal : undefined,
  );
  const on = fact('marking.barrier', t(context, barrier ? 'marking.on' : 'marking.off'));
  if (!isOn) return [heap, on];
  return [
    fact(
      'marking.rootJobs',
      `${sayCount(work.rootsDone)} / ${sayCount(work.rootJobs)}`,
      work.rootsDone / Math.max(1, work.rootJobs),
    ),
    fact(
      'marking.scanned',
      `${sayBytes(work.scanned)} / ${sayBytes(work.expected)}`,
      work.scanned / Math.max(1, work.expected),
    ),
    fact('marking.marked', sayBytes(work.marked)),
    heap,
    fact('marking.credit', sayBytes(work.credit)),
    on,
  ];
}

/** What waits, by P; Ps with nothing share a line. Nothing at all outside of marking. */
export function queuesNode(context: Context, marking: Marking): HTMLElement | undefined {
  const { phase, queues, shared, assists } = marking;
  if (phase !== 'roots' && phase !== 'drain') return undefined;
  const isBusy = (one: MarkQueue): boolean =>
    one.worker !== undefined || one.objects.total + one.spansTotal + one.barrierTotal > 0;
  const busy = queues.filter(isBusy);
  const idle = queues.filter((one) => !isBusy(one)).map(({ p }) => `P${p}`);
  const everybody =
    shared.total === 0
      ? undefined
      : row(
          context,
          t(context, 'marking.sharedObjects'),
          shared.items.map((one) => ({ ...one, class: 'mark-grey' })),
          shared.total,
          'shared',
        );
  return make(
    'section',
    { class: 'mark-queues', 'aria-label': t(context, 'marking.queues') },
    ...busy.map((one) => queueNode(context, one)),
    everybody === undefined ? undefined : make('div', { class: 'card mark-queue' }, everybody),
    idle.length > 0
      ? make('p', { class: 'quiet', text: t(context, 'marking.idle', { ps: idle.join(', ') }) })
      : undefined,
    assists.length > 0 ? assistsNode(context, assists) : undefined,
  );
}

/** One thing in a row of waiting ones. */
interface Chip {
  readonly key?: Key | undefined;
  readonly label: Text;
  readonly note?: string;
  readonly class?: string;
}

function queueNode(context: Context, queue: MarkQueue): HTMLElement {
  const { p, worker, objects, spans, spansTotal, barrier, barrierTotal } = queue;
  const workerText = t(context, worker === undefined ? 'marking.noWorker' : workerTexts[worker]);
  const spanChips = spans.map(({ key, label, grey }): Chip => ({
    key,
    label: t(context, 'marking.spanChip', { span: key.slice('span:'.length), grey }),
    note: sayText(context.language, label),
    class: 'mark-span',
  }));
  const barrierChips = barrier.map((key): Chip => ({
    ...(key ? { key } : {}),
    label: key?.replace('slot:', '') ?? 'nil',
    class: 'mark-store',
  }));
  const grey = objects.items.map((one): Chip => ({ ...one, class: 'mark-grey' }));
  return make(
    'div',
    { class: 'card mark-queue' },
    make(
      'div',
      { class: 'card-head' },
      box(context, { key: `p:${p}`, name: `queue${p}`, class: 'plain' }, `P${p}`),
      make('span', { class: 'quiet', text: workerText }),
      objects.total + spansTotal + barrierTotal === 0
        ? make('span', { class: 'quiet', text: t(context, 'marking.empty') })
        : undefined,
    ),
    row(context, t(context, 'marking.objectQueue'), grey, objects.total, `p${p}o`),
    row(context, t(context, 'marking.spanQueue'), spanChips, spansTotal, `p${p}s`),
    row(context, t(context, 'marking.barrierBuffer'), barrierChips, barrierTotal, `p${p}b`, false),
  );
}

/** A queue as a row of chips, what is taken first at the left; nothing when nothing waits. */
function row(
  context: Context,
  title: string,
  chips: readonly Chip[],
  total: number,
  name: string,
  isQueue = true,
): HTMLElement | undefined {
  if (total === 0) return undefined;
  const shown = chips.slice(0, chipsMax);
  const rest = total - shown.length;
  return make(
    'div',
    { class: 'mark-row' },
    make('span', { class: 'quiet mark-row-name', text: `${title} (${sayCount(total)})` }),
    make(
      'ol',
      { class: isQueue ? 'mark-chips queue' : 'mark-chips', 'aria-label': title },
      ...shown.map((chip, at) =>
        make('li', {}, chipNode(context, chip, `${name}${at}`, isQueue && at === 0)),
      ),
      rest > 0
        ? make('li', { class: 'quiet', text: t(context, 'map.more', { count: rest }) })
        : undefined,
    ),
  );
}

function chipNode(context: Context, chip: Chip, name: string, isFirst: boolean): HTMLElement {
  const label = sayText(context.language, chip.label);
  const note = [chip.note ?? chip.key ?? label, ...(isFirst ? [t(context, 'marking.first')] : [])];
  const face = [
    chip.class === 'mark-grey' ? glyph('grey') : undefined,
    make('span', { class: 'mark-name', text: label }),
  ];
  const css = `mark-chip ${chip.class ?? ''}`.trim();
  if (chip.key === undefined) return make('span', { class: css }, ...face);
  return box(context, { key: chip.key, name, class: css, note: note.join(', ') }, ...face);
}

function assistsNode(context: Context, assists: readonly MarkAssist[]): HTMLElement {
  return make(
    'div',
    { class: 'mark-row' },
    make('span', { class: 'quiet mark-row-name', text: t(context, 'marking.assists') }),
    make(
      'ul',
      { class: 'mark-chips' },
      ...assists.map(({ key, g, bytes, place }) =>
        make(
          'li',
          {},
          box(
            context,
            { key, name: `assist${g}`, class: bytes < 0 ? 'mark-chip owes' : 'mark-chip' },
            place === undefined
              ? t(context, bytes < 0 ? 'marking.owes' : 'marking.hasCredit', {
                  g,
                  bytes: Math.abs(Math.round(bytes)),
                })
              : t(context, 'marking.waits', { g, place, bytes: Math.round(-bytes) }),
          ),
        ),
      ),
    ),
  );
}
