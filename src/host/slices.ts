/**
 * Slices of work of a few milliseconds, each made of many small portions with a look at the clock
 * between two of them: whatever turns out slow overruns the slice by one portion only. How many
 * instructions a portion may take is learnt from those before it.
 */

/** After this a slice begins no other portion. */
const sliceMilliseconds = 3;

/** What a portion aims at: far below a slice, far above what it costs to begin one. */
const portionMilliseconds = 0.25;

export class Slices {
  /** Instructions per portion. */
  private steps = 200;
  /** Time spent, for the budget a program may set itself; whoever begins anew sets it to 0. */
  spentMilliseconds = 0;
  /** Longest slice so far. */
  longestMilliseconds = 0;

  /**
   * Calls `work` with how many instructions it may take, at most `left()`, until it answers true
   * or the slice is over; gives its last answer.
   */
  slice(work: (steps: number) => boolean, left: () => number = () => Infinity): boolean {
    const started = performance.now();
    let now = started;
    let done = false;
    while (!done && now - started < sliceMilliseconds && left() > 0) {
      const before = now;
      done = work(Math.min(this.steps, left()));
      now = performance.now();
      const ratio = portionMilliseconds / Math.max(now - before, portionMilliseconds / 16);
      this.steps = Math.round(
        Math.min(500_000, Math.max(100, this.steps * Math.min(2, Math.max(0.25, ratio)))),
      );
    }
    const milliseconds = now - started;
    this.longestMilliseconds = Math.max(this.longestMilliseconds, milliseconds);
    this.spentMilliseconds += milliseconds;
    return done;
  }
}
