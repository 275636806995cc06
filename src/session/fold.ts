/**
 * Thins out what lies along a run, so that an answer grows with the pixels it is for and not with
 * the run: what is shorter than a step of the window is told apart by nobody.
 */

/** The window of a question and how finely it is cut. */
export interface Steps {
  readonly fromTick: number;
  readonly toTick: number;
  readonly points: number;
}

/** Goroutines whose short stretches are kept each for themselves; lanes for more never fit. */
const keptGoroutines = 32;

function stepWidth({ fromTick, toTick, points }: Steps): number {
  return Math.max(1, toTick - fromTick) / Math.max(1, points);
}

export function stepOf(steps: Steps, tick: number): number {
  return Math.floor((tick - steps.fromTick) / stepWidth(steps));
}

/** Items in the order of their ticks: the first of each step, and those that must stay. */
export function firstPerStep<Item>(
  items: readonly Item[],
  steps: Steps,
  tickOf: (item: Item) => number,
  mustStay: (item: Item, index: number) => boolean,
): Item[] {
  let last = NaN;
  return items.filter((item, index) => {
    const step = stepOf(steps, tickOf(item));
    const isFirst = step !== last;
    last = step;
    return isFirst || mustStay(item, index);
  });
}

/**
 * Of stretches in the order of their ticks, given by number: those that are longer than a step, and
 * of the short ones the longest of each step, for all and for each of the first goroutines.
 */
export function longestPerStep(
  numbers: readonly number[],
  steps: Steps,
  { from, to, g }: { from(i: number): number; to(i: number): number; g(i: number): number },
): number[] {
  if (numbers.length <= steps.points) return [...numbers];
  const kept: number[] = [];
  /** Of the step that is looked at: by goroutine, 0 for all of them; -1 for none yet. */
  const longest = new Int32Array(keptGoroutines + 1).fill(-1);
  const lengths = new Float64Array(keptGoroutines + 1);
  const proposed: number[] = [];
  const propose = (key: number, i: number, length: number): void => {
    if (longest[key]! < 0) proposed.push(key);
    else if (length <= lengths[key]!) return;
    longest[key] = i;
    lengths[key] = length;
  };
  const take = (): void => {
    const found = proposed.map((key) => longest[key]!).sort((a, b) => a - b);
    for (const i of found) if (i !== kept.at(-1)) kept.push(i);
    for (const key of proposed) longest[key] = -1;
    proposed.length = 0;
  };
  const width = stepWidth(steps);
  /** Where the step that is looked at ends: dividing for each stretch would take long. */
  let edge = -Infinity;
  for (const i of numbers) {
    const begin = from(i);
    if (begin >= edge) {
      take();
      edge = steps.fromTick + (stepOf(steps, begin) + 1) * width;
    }
    const end = to(i);
    if (end >= edge) {
      take();
      kept.push(i);
      continue;
    }
    propose(0, i, end - begin);
    if (g(i) <= keptGoroutines) propose(g(i), i, end - begin);
  }
  take();
  return kept;
}
