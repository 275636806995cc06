/**
 * Marking: what the collector is at. The cycle and its queues above, the graph of objects with the
 * three colours below, and why the selected object is alive. Steps by object, span and part of a
 * cycle.
 */
import type { Key } from '../../src/protocol/keys';
import type {
  Alive,
  MarkGraph,
  Marking,
  MarkObject,
  MarkProgress,
} from '../../src/protocol/marking';
import { RequestError } from '../../src/protocol/port';
import type { RunTarget } from '../../src/protocol/protocol';
import type { PlainStringId } from '../../src/protocol/strings';
import type { SessionState } from '../../src/protocol/views';
import { createRoving } from '../a11y/roving';
import { textButton } from '../controls';
import type { Button } from '../controls';
import { make, refill } from '../dom';
import { Stage } from '../frame';
import { t, withRange } from '../state/context';
import type { Context } from '../state/context';
import { markSelected, modeFrame } from './box';
import { createChanges } from './changes';
import { aliveNode } from './markAlive';
import { createMarkArrows } from './markArrows';
import { boardNodes } from './markBoard';
import type { Marks } from './markBoard';
import { markLegend } from './markGlyph';
import { cycleNode, queuesNode } from './markQueues';
import { cyclesNode } from './markCycles';
import { markTable } from './markTable';
import type { TableState } from './markTable';
import { whileShown } from './mode';
import type { Mode } from './mode';

/** Objects that are asked for. */
const limit = 110;

// LONG: the closure is the class; its functions are the methods.
export function createMarking(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'marking');
  const roving = createRoving(body);
  const top = make('div', { class: 'mark-top' });
  const board = make('div', { class: 'mark-board' });
  const scroll = make('div', { class: 'mark-scroll' }, board);
  const side = make('div', { class: 'mark-side' });
  const below = make('div', { class: 'mark-below' });
  const queues = make('div', { class: 'mark-waiting' });
  const head = make('div', { class: 'mark-head' });
  const graphPart = make('div', { class: 'mark-graph' }, head, scroll);
  // The picture comes first; its queues are read beside it or after it.
  body.append(top, make('div', { class: 'mark-main' }, side, graphPart, queues), below);
  const arrows = createMarkArrows(board);
  const changes = createChanges();
  const table: TableState = { open: false };
  let marking: Marking | undefined;
  let graph: MarkGraph | undefined;
  let alive: Alive | undefined;
  let turned: ReadonlySet<string> = new Set();
  let focus: Key | undefined;
  /** The selection that the board has gone to already. */
  let followed: Key | undefined;
  let shown = false;
  /** The user does not want to wait for the count. */
  let stopped = false;
  /** The question that waits for its answer. */
  let asked: { cancel(): void } | undefined;
  let stepping = false;

  const selectedSlot = (): Key | undefined => {
    const key = context.selection.get()?.key;
    return key?.startsWith('slot:') ? key : undefined;
  };
  const isDrawn = (key: Key): boolean => graph?.objects.some((one) => one.key === key) ?? false;

  // ---- asking

  async function ask(): Promise<void> {
    try {
      await askAll();
      if (stepping) context.announcer.say(sentence.textContent ?? '');
    } finally {
      stepping = false;
    }
  }

  async function askAll(): Promise<void> {
    const selected = selectedSlot();
    await askGraph();
    // What was selected elsewhere and is far from the roots is looked at where it is, once.
    const isNew = selected !== undefined && selected !== followed;
    if (isNew && graph !== undefined && !isDrawn(selected)) {
      focus = selected;
      await askGraph();
    }
    if (graph !== undefined) followed = selected;
    await askAlive();
  }

  async function askGraph(): Promise<void> {
    do {
      const params = { limit, ...(focus ? { focus } : {}), ...withRange(context) };
      const pending = context.client.start('marking', params);
      asked = pending;
      marking = await pending.result;
      graph = marking.graph;
      if (graph) noteTurned(marking.tick, graph);
      render();
      if (marking.progress) await breathe();
    } while (marking.progress && shown && !stopped);
  }

  async function askAlive(): Promise<void> {
    const key = selectedSlot();
    alive = undefined;
    try {
      while (key !== undefined && graph !== undefined && shown && key === selectedSlot()) {
        alive = await context.client.request('alive', { key });
        renderSide();
        if (alive.answer) break;
        await breathe();
      }
    } catch (error) {
      // Gone at this tick: there is nothing to say about it.
      if (!(error instanceof RequestError) || error.code !== 'notFound') throw error;
      alive = undefined;
    }
    renderSide();
    renderBoard();
  }

  /** Which objects have another colour than at the moment before. */
  function noteTurned(tick: number, { objects }: MarkGraph): void {
    changes.moment(tick);
    const changed = objects.filter(({ key, colour }) => changes.seen(key, colour));
    // What the sweeper does to marks is no step of marking.
    const isFound = ({ colour }: MarkObject): boolean => colour === 'grey' || colour === 'black';
    const found = context.range.get()
      ? objects.filter(({ marked }) => marked === true)
      : changed.filter(isFound);
    turned = new Set(found.map(({ key }) => key));
  }

  // ---- drawing

  function marks(): Marks {
    const next = (marking?.queues ?? []).flatMap((one) =>
      one.worker && one.next ? [one.next] : [],
    );
    return { next: new Set<string>(next), turned, alive: alive?.answer, lookAround };
  }

  function render(): void {
    if (!marking) return;
    sentence.textContent = markingSentence(context, marking);
    const waiting = marking.readable ? queuesNode(context, marking) : undefined;
    const { stretch } = marking;
    const cycles = stretch && stretch.total > 0 ? [cyclesNode(context, stretch)] : [];
    refill(top, [...(marking.readable ? [cycleNode(context, marking)] : []), ...cycles]);
    refill(queues, waiting ? [waiting] : []);
    renderSide();
    renderBoard();
  }

  function renderBoard(): void {
    if (!marking) return;
    if (graph) {
      refill(board, [...boardNodes(context, graph, marks()), arrows.element]);
      refill(below, [markTable(context, graph, table)]);
    } else {
      const { progress } = marking;
      if (!progress) refill(board, []);
      else if (countingNode(progress).parentElement !== board) refill(board, [counting]);
      refill(below, []);
    }
    refill(head, graph ? headNodes(graph) : []);
    roving.refresh();
    drawArrows();
  }

  function headNodes(drawn: MarkGraph): Node[] {
    const isOn = marking?.phase === 'roots' || marking?.phase === 'drain';
    const counted = make('span', {
      class: 'quiet',
      text: t(context, 'marking.drawn', {
        drawn: drawn.objects.length,
        total: drawn.objectsTotal,
      }),
    });
    const back =
      focus === undefined
        ? []
        : [textButton(t(context, 'marking.fromRoots'), () => lookAround(undefined)).element];
    const hint = make('span', { class: 'quiet', text: t(context, 'marking.select') });
    const legend = markLegend(context, isOn, drawn, marking?.cycle ?? 0);
    return [legend, counted, ...back, ...(alive ? [] : [hint])];
  }

  function renderSide(): void {
    const key = selectedSlot();
    const around =
      key === undefined || focus === key
        ? undefined
        : textButton(t(context, 'marking.around'), () => lookAround(key)).element;
    refill(side, key && alive ? [aliveNode(context, alive, around)] : []);
    roving.refresh();
  }

  // Counting takes long in a large heap: how far it is, and how to stop it.
  const countBar = make('progress', { max: '1', 'aria-label': t(context, 'marking.count') });
  const countText = make('p');
  const countButton = textButton(t(context, 'marking.stop'), () => {
    stopped = !stopped;
    if (!stopped) {
      asking.refresh();
      return;
    }
    // What it has counted in the meantime is not wanted any more.
    asked?.cancel();
    renderBoard();
  });
  const counting = make(
    'div',
    { class: 'mark-counting' },
    countText,
    countBar,
    countButton.element,
  );

  function countingNode({ done, total }: MarkProgress): HTMLElement {
    const share = done / Math.max(1, total);
    countBar.value = share;
    countText.textContent = t(context, stopped ? 'marking.notCounted' : 'marking.counting', {
      share,
    });
    const label = t(context, stopped ? 'marking.count' : 'marking.stop');
    countButton.element.textContent = label;
    countButton.setLabel(label);
    return counting;
  }

  const drawArrows = (): void => {
    context.frame.schedule(Stage.canvas, () => arrows.draw(graph, alive?.answer));
  };

  // ---- what the user does

  function lookAround(key: Key | undefined): void {
    focus = key;
    if (key !== undefined) context.selection.set({ key, from: 'mode' });
    asking.refresh();
  }

  const move = async (movement: () => Promise<unknown>): Promise<void> => {
    if (stepping) return;
    stepping = true;
    try {
      await movement();
    } catch (error) {
      stepping = false;
      context.report(error);
    }
  };
  const stepButton = (
    [name, note]: readonly [PlainStringId, PlainStringId],
    movement: () => Promise<unknown>,
  ): Button => {
    const button = textButton(t(context, name), () => void move(movement));
    button.element.title = t(context, note);
    return button;
  };
  const steps = [
    ['markObject', 'marking.nextObject', 'marking.nextObjectNote'],
    ['markSpan', 'marking.nextSpan', 'marking.nextSpanNote'],
    ['gcPhase', 'marking.nextPhase', 'marking.nextPhaseNote'],
  ] as const satisfies readonly (readonly [RunTarget, PlainStringId, PlainStringId])[];
  const buttons = [
    ...steps.map(([target, ...texts]) =>
      stepButton(texts, () => context.client.request('runTo', { target })),
    ),
    stepButton(['marking.collect', 'marking.collectNote'], () =>
      context.client.request('intervene', { verb: 'gc' }),
    ),
  ];
  const tools = make('div', { class: 'mode-tools' }, ...buttons.map((one) => one.element));

  const asking = whileShown(context, ask);
  context.session.subscribe((state) => {
    const can = ['paused', 'finished'].includes(state?.phase ?? '') && !isOver(state);
    for (const button of buttons) button.setEnabled(can);
  });
  context.selection.subscribe((selection) => {
    markSelected(body, selection?.key);
    drawArrows();
    // The answer is about another object now.
    if (shown) asking.refresh();
  });
  context.theme.subscribe(render);
  context.range.subscribe(asking.refresh);
  board.addEventListener('focusin', drawArrows);
  new ResizeObserver(drawArrows).observe(board);
  return {
    element,
    tools,
    focus: roving.focus,
    setShown(next) {
      shown = next;
      stopped = false;
      asking.setShown(next);
    },
  };
}

/** Lets the page show how far it is, and hear that it should stop. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const isOver = (state: SessionState | undefined): boolean =>
  state?.phase === 'finished' && state.tick === state.endTick;

/** One sentence that says what one sees now. */
function markingSentence(
  context: Context,
  { phase, cycle, readable, work, graph, stretch }: Marking,
): string {
  const range = context.range.get();
  if (range && stretch && graph) {
    const { objects } = graph;
    return t(context, 'stretch.marking', {
      from: range.fromTick,
      to: range.toTick,
      cycles: stretch.total,
      drawn: objects.length,
      born: objects.filter(({ born }) => born === true).length,
      marked: objects.filter(({ marked }) => marked === true).length,
    });
  }
  const { reachable = 0, unreachable = 0 } = graph ?? {};
  if (!readable && graph) {
    return unreachable === 0
      ? t(context, 'marking.unreadableAll', { reachable })
      : t(context, 'marking.unreadable', { reachable, unreachable });
  }
  const { grey = 0, black = 0, white = 0, dead = 0, live = 0 } = graph?.counts ?? {};
  if (phase === 'roots')
    return t(context, 'marking.sentenceRoots', {
      ...{ cycle, grey, white, done: work.rootsDone, jobs: work.rootJobs },
    });
  if (phase === 'drain') return t(context, 'marking.sentenceDrain', { cycle, grey, black, white });
  if (phase === 'sweep') return t(context, 'marking.sentenceSweep', { cycle, live, dead });
  if (graph === undefined) return t(context, 'marking.sentenceCounting');
  // Where the steps lead no further the sentence says what does.
  if (isOver(context.session.get())) {
    return cycle === 0
      ? t(context, 'marking.sentenceNoneAtEnd', { reachable, unreachable })
      : t(context, 'marking.sentenceAtEnd', { reachable, unreachable, cycle });
  }
  if (cycle === 0) return t(context, 'marking.sentenceNone', { reachable, unreachable });
  return unreachable === 0
    ? t(context, 'marking.sentenceOffAll', { reachable, cycle })
    : t(context, 'marking.sentenceOff', { reachable, unreachable, cycle });
}
