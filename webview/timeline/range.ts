/** The stretch of the run that is selected: how it grows, and how it is said. */
import { t } from '../state/context';
import type { Context } from '../state/context';

interface RangeMaker {
  set(from: number, to: number): void;
  /** Moves the free end as `way` says; a new range begins at `start`. */
  extend(start: number, way: (from: number) => number): void;
  clear(): void;
  /** Tells assistive technology what is selected. */
  say(): void;
  /** The words for it; none without a range. */
  said(): string[];
}

export function createRangeMaker(context: Context, endTick: () => number): RangeMaker {
  /** The end that stays, and the one that moves. */
  let anchor = 0;
  let free = 0;

  function said(): string[] {
    const range = context.range.get();
    return range ? [t(context, 'timeline.range', { from: range.fromTick, to: range.toTick })] : [];
  }
  function say(): void {
    context.announcer.say(said()[0] ?? t(context, 'timeline.noRange'));
  }
  function set(from: number, to: number): void {
    const within = (tick: number): number => Math.max(0, Math.min(endTick(), Math.round(tick)));
    [anchor, free] = [within(from), within(to)];
    context.range.set({ fromTick: Math.min(anchor, free), toTick: Math.max(anchor, free) });
  }
  return {
    set,
    say,
    said,
    extend(start, way) {
      if (context.range.get() === undefined) [anchor, free] = [start, start];
      set(anchor, way(free));
      say();
    },
    clear() {
      if (context.range.get() === undefined) return;
      context.range.set(undefined);
      say();
    },
  };
}
