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

export function stepOf({ fromTick, toTick, points }: Steps, tick: number): number {
  const width = Math.max(1, toTick - fromTick) / Math.max(1, points);
  return Math.floor((tick - fromTick) / width);
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
  /** Of the step that is looked at: by goroutine, 0 for all of them. */
  const longest = new Map<number, number>();
  const propose = (key: number, i: number): void => {
    const before = longest.get(key);
    if (before === undefined || to(i) - from(i) > to(before) - from(before)) longest.set(key, i);
  };
  const take = (): void => {
    kept.push(...new Set([...longest.values()].sort((a, b) => a - b)));
    longest.clear();
  };
  let now = NaN;
  for (const i of numbers) {
    const step = stepOf(steps, from(i));
    if (step !== now) take();
    now = step;
    if (stepOf(steps, to(i)) > step) {
      take();
      kept.push(i);
      continue;
    }
    propose(0, i);
    if (g(i) <= keptGoroutines) propose(g(i), i);
  }
  take();
  return kept;
}
