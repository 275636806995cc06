/**
 * Levels: who is asked for memory, from the caches of the Ps down to the operating system, with
 * what each level holds and how often its lock was taken. The way of the last allocation is lit.
 */
import type {
  LevelCentral,
  LevelHeap,
  LevelName,
  LevelOs,
  LevelP,
  Levels,
  LevelSpan,
} from '../../src/protocol/modes';
import { levelNames } from '../../src/protocol/modes';
import { sayBytes, sayCount } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { pageBytes, PageState } from '../../src/protocol/views';
import type { Detail } from '../../src/protocol/views';
import { createRoving } from '../a11y/roving';
import { icon, icons, make, refill } from '../dom';
import { emptyState, goOnButton } from '../emptyState';
import { paletteOf } from '../heapmap/palette';
import type { Palette } from '../heapmap/palette';
import { t, withRange } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { bar, box, markSelected, modeFrame } from './box';
import { spanRows } from './levelCards';
import { askSpan, slotsNode } from './levelSlots';
import { locksNode } from './locks';
import { allocationsOf, askedLevels, trafficCounts, trafficSentence } from './levelTraffic';
import { whileShown } from './mode';
import type { Mode } from './mode';
import { shares } from './shares';
import { createTravel } from './travel';

export function createLevels(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'levels');
  const roving = createRoving(body);
  const travel = createTravel(body);
  let levels: Levels | undefined;
  /** The span that the last object lies in. */
  let span: Detail | undefined;

  function render(): void {
    if (!levels) return;
    sentence.textContent = levelsSentence(context, levels);
    refill(body, levelRows(context, levels, paletteOf(context.theme.get()), span));
    roving.refresh();
  }
  const asking = whileShown(context, async () => {
    const answer = await context.client.request('levels', withRange(context));
    span = await askSpan(context, answer.path);
    levels = answer;
    render();
    travel(levels, context.theme.get().reducedMotion);
  });
  context.selection.subscribe((selection) => markSelected(body, selection?.key));
  context.theme.subscribe(render);
  context.range.subscribe(asking.refresh);
  return { element, setShown: asking.setShown, focus: roving.focus };
}

function levelsSentence(context: Context, levels: Levels): string {
  const { path, served, allocations, traffic } = levels;
  if (traffic) return trafficSentence(context, traffic);
  if (!path) return t(context, 'levels.none');
  const args = { size: path.sizeBytes, p: path.p };
  const what = {
    mcache: () => t(context, 'levels.atMcache', args),
    mcentral: () => t(context, 'levels.atMcentral', args),
    mheap: () =>
      path.spanClass === 0 || path.spanClass === 1
        ? t(context, 'levels.atMheapLarge', { size: path.sizeBytes })
        : t(context, 'levels.atMheap', args),
    os: () => t(context, 'levels.atOs', { size: path.sizeBytes }),
  }[path.deepest]();
  const share = served / Math.max(1, allocations);
  return `${what} ${t(context, 'levels.share', { share, total: allocations })}`;
}

/** Which levels the last allocation asked, or those of the selected stretch. */
function litLevels({ path, traffic }: Levels): ReadonlySet<LevelName> {
  if (traffic) return askedLevels(traffic);
  if (!path) return new Set();
  const large = path.spanClass === 0 || path.spanClass === 1;
  const asked = levelNames.slice(0, levelNames.indexOf(path.deepest) + 1);
  // A large object knows neither cache nor central list.
  return new Set(large ? asked.filter((name) => name === 'mheap' || name === 'os') : asked);
}

function levelRows(
  context: Context,
  levels: Levels,
  palette: Palette,
  span: Detail | undefined,
): Node[] {
  const { stats } = context.session.get()!;
  const lit = litLevels(levels);
  const calls = levels.os.calls.reduce((sum, one) => sum + one.count, 0);
  const { traffic } = levels;
  const row = (
    name: LevelName,
    note: PlainStringId,
    counted: string,
    ...content: Node[]
  ): HTMLElement => {
    const counts = traffic ? trafficCounts(context, name, traffic) : [counted];
    const said = lit.has(name) ? (traffic ? 'stretch.lit' : 'levels.lit') : undefined;
    return levelRow(context, name, t(context, note), counts, content, said);
  };
  const isEmpty = levels.path === undefined && traffic === undefined;
  return [
    ...(isEmpty ? [emptyState(t(context, 'empty.levels'), goOnButton(context))] : []),
    row(
      'mcache',
      'levels.mcache',
      t(context, 'levels.served', { count: levels.served }),
      make('div', { class: 'p-cards' }, ...psNodes(context, levels, palette, span)),
      make('p', { class: 'levels-key quiet', text: t(context, 'levels.key') }),
    ),
    hop(context, 'levels.refill', lit.has('mcache') && lit.has('mcentral')),
    row(
      'mcentral',
      'levels.mcentral',
      t(context, 'levels.locked', { count: stats.mcentralLocks }),
      centralsNode(context, levels, palette),
      make('p', { class: 'levels-key quiet', text: t(context, 'levels.centralKey') }),
    ),
    hop(context, 'levels.grow', lit.has('mcentral') && lit.has('mheap')),
    row(
      'mheap',
      'levels.mheap',
      t(context, 'levels.locked', { count: stats.mheapLocks }),
      heapNode(context, levels.heap, palette),
    ),
    hop(context, 'levels.map', lit.has('os')),
    row(
      'os',
      'levels.osNote',
      t(context, 'levels.calls', { count: calls }),
      osNode(context, levels.os, palette),
    ),
    locksNode(context, levels),
  ];
}

function levelRow(
  context: Context,
  name: LevelName,
  note: string,
  counts: readonly string[],
  content: Node[],
  lit: PlainStringId | undefined,
): HTMLElement {
  const title = name === 'os' ? t(context, 'levels.os') : name;
  const said = lit ? make('span', { class: 'visually-hidden', text: t(context, lit) }) : undefined;
  return make(
    'section',
    { class: lit ? 'level lit' : 'level', 'data-level': name },
    make(
      'div',
      { class: 'level-head' },
      make('h3', { class: name === 'os' ? '' : 'go-type', text: title }),
      make('p', { class: 'quiet', text: note }),
      ...counts.map((text) => make('p', { class: 'level-count', text })),
      said,
    ),
    make('div', { class: 'level-content' }, ...content),
  );
}

/** The step from one level to the next. */
function hop(context: Context, id: PlainStringId, lit: boolean): HTMLElement {
  const arrow = icon(icons.down);
  return make(
    'p',
    { class: lit ? 'hop lit' : 'hop' },
    arrow,
    make('span', { text: t(context, id) }),
  );
}

function psNodes(
  context: Context,
  levels: Levels,
  palette: Palette,
  span: Detail | undefined,
): Node[] {
  const cards = levels.ps.map((p) => pNode(context, p, levels, palette, span));
  spanRows(
    cards,
    levels.ps.map(({ cached }) => cached.length),
  );
  if (levels.runnableTotal > 0) {
    const names = levels.runnable.map((g) => `G${g}`).join(' ');
    const rest = levels.runnableTotal - levels.runnable.length;
    const more = rest > 0 ? ` ${t(context, 'map.more', { count: rest })}` : '';
    cards.push(
      make(
        'div',
        { class: 'card p-card' },
        make('h4', { text: t(context, 'levels.global') }),
        make('p', { class: 'quiet', text: names + more }),
      ),
    );
  }
  return cards;
}

function pNode(
  context: Context,
  p: LevelP,
  levels: Levels,
  palette: Palette,
  span: Detail | undefined,
): HTMLElement {
  const running = p.g === undefined ? t(context, 'levels.idle') : `G${p.g} ${p.func ?? ''}`.trim();
  const queue = p.runq.map((g) => `G${g}`).join(' ');
  const { traffic } = levels;
  const onPath = traffic ? traffic.cells.some((cell) => cell.p === p.p) : levels.path?.p === p.p;
  const tiles = p.cached.map((one) => {
    const count = allocationsOf(traffic, one.spanClass, p.p);
    const lit = traffic ? count > 0 : onPath && levels.path?.spanClass === one.spanClass;
    return cachedNode(context, one, lit, palette, count);
  });
  return make(
    'div',
    { class: onPath ? 'card p-card lit' : 'card p-card' },
    make(
      'div',
      { class: 'card-head' },
      box(context, { key: `p:${p.p}`, class: 'plain', note: `P${p.p}: ${running}` }, `P${p.p}`),
      p.g === undefined
        ? make('span', { class: 'quiet', text: running })
        : box(context, { key: `g:${p.g}`, name: `p${p.p}g`, class: 'chip-g plain' }, running),
      queue === ''
        ? undefined
        : make('span', { class: 'quiet', text: `${t(context, 'levels.queue')} ${queue}` }),
    ),
    make(
      'div',
      { class: 'tiles' },
      ...(tiles.length > 0
        ? tiles
        : [make('p', { class: 'quiet', text: t(context, 'levels.noSpans') })]),
    ),
    !traffic && levels.path?.p === p.p && span
      ? slotsNode(context, span, levels.path, palette)
      : undefined,
    make(
      'div',
      { class: 'card-foot quiet' },
      box(
        context,
        { key: `mcache:${p.p}`, class: 'plain' },
        t(context, 'levels.tiny', { used: p.tinyBytes }),
      ),
      p.pageCachePages === undefined
        ? undefined
        : box(
            context,
            { key: `pagecache:${p.p}`, class: 'plain' },
            t(context, 'levels.pageCache', { pages: p.pageCachePages }),
          ),
    ),
  );
}

function cachedNode(
  context: Context,
  span: LevelSpan,
  lit: boolean,
  palette: Palette,
  /** Allocations of the selected stretch. */
  count: number,
): HTMLElement {
  const { spanClass, elemBytes, used, nelems, key } = span;
  const held = t(context, 'levels.cachedSpan', { size: elemBytes, used, nelems });
  const note = count > 0 ? `${held}, ${t(context, 'stretch.tile', { count })}` : held;
  return box(
    context,
    {
      key,
      class: lit ? 'tile lit' : 'tile',
      note,
      tone: palette.sizeClass[spanClass >> 1] ?? palette.muted,
    },
    make(
      'span',
      { class: 'tile-title' },
      sizeName(spanClass, elemBytes),
      count > 0 ? make('span', { class: 'tile-count', text: `+${sayCount(count)}` }) : undefined,
    ),
    bar(used / Math.max(1, nelems)),
  );
}

/** `48 B`, with a dot behind it when its objects hold no pointers. */
function sizeName(spanClass: number, elemBytes: number): string {
  return (spanClass & 1) === 1 ? `${sayBytes(elemBytes)} ·` : sayBytes(elemBytes);
}

function centralsNode(context: Context, levels: Levels, palette: Palette): HTMLElement {
  const { centrals, path, traffic } = levels;
  const onPath = traffic === undefined && path !== undefined && path.deepest !== 'mcache';
  const tiles = centrals.map((one) =>
    centralNode(context, one, onPath && path.spanClass === one.spanClass, palette),
  );
  return make(
    'div',
    { class: 'tiles' },
    ...(tiles.length > 0
      ? tiles
      : [make('p', { class: 'quiet', text: t(context, 'levels.noCentral') })]),
  );
}

function centralNode(
  context: Context,
  one: LevelCentral,
  lit: boolean,
  palette: Palette,
): HTMLElement {
  const { spanClass, elemBytes } = one;
  const unswept = one.partialUnswept + one.fullUnswept;
  const [partial, full] = [one.partialSwept, one.fullSwept];
  const counts = { size: elemBytes, partial, full, unswept };
  return box(
    context,
    {
      key: `mcentral:${spanClass}`,
      class: lit ? 'tile central lit' : 'tile central',
      note: t(context, 'levels.central', counts),
      tone: palette.sizeClass[spanClass >> 1] ?? palette.muted,
    },
    make('span', { class: 'tile-title', text: sizeName(spanClass, elemBytes) }),
    make('span', {
      class: 'tile-note',
      text:
        unswept > 0
          ? t(context, 'levels.unsweptShort', { count: unswept })
          : t(context, 'levels.centralShort', { partial, full }),
    }),
  );
}

function heapNode(context: Context, heap: LevelHeap, palette: Palette): HTMLElement {
  const parts: [PlainStringId, number, PageState][] = [
    ['map.stateHeap', heap.heapPages, PageState.heap],
    ['map.stateStack', heap.stackPages, PageState.stack],
    ['map.stateManual', heap.otherPages, PageState.manual],
    ['map.stateCached', heap.cachedPages, PageState.cached],
    ['map.stateFree', heap.freePages, PageState.free],
    ['map.stateReleased', heap.releasedPages, PageState.released],
  ];
  const shown = parts.filter(([, pages]) => pages > 0);
  return shares(
    context,
    heap.mappedPages,
    shown.map(([id, pages, state]) => ({
      text: t(context, id),
      value: sayBytes(pages * pageBytes),
      amount: pages,
      colour: css(palette.state[state]!),
    })),
    box(context, { key: 'mheap', class: 'plain go-type' }, 'mheap_'),
  );
}

function osNode(context: Context, os: LevelOs, palette: Palette): HTMLElement {
  const used = os.mappedBytes - os.releasedBytes;
  const parts = [
    ['levels.mapped', used, PageState.heap],
    ['levels.returned', os.releasedBytes, PageState.released],
    ['levels.reserved', os.reservedBytes - os.mappedBytes, PageState.reserved],
  ] as const;
  const calls = make(
    'ul',
    { class: 'calls' },
    ...os.calls.map(({ name, count }) =>
      make('li', {}, make('code', { text: name }), ` × ${sayCount(count)}`),
    ),
  );
  return make(
    'div',
    {},
    shares(
      context,
      os.reservedBytes,
      parts.map(([id, bytes, state]) => ({
        text: t(context, id),
        value: sayBytes(bytes),
        amount: bytes,
        colour: css(palette.state[state]!),
      })),
    ),
    calls,
  );
}
