/**
 * Slices of work of a few milliseconds: how many instructions one may take is learnt from those
 * before it, so that a slow stretch does not hold everybody else up.
 */

/** What one slice aims at; a slow instruction may overrun it. */
const sliceMilliseconds = 3;

export class Slices {
  /** Instructions per slice. */
  private steps = 2_000;
  /** Time spent, for the budget a program may set itself; whoever begins anew sets it to 0. */
  spentMilliseconds = 0;
  /** Longest slice so far. */
  longestMilliseconds = 0;

  /** Calls `work` with how many instructions it may take, at most `limit`; gives its answer. */
  slice(work: (steps: number) => boolean, limit = Infinity): boolean {
    const started = performance.now();
    const done = work(Math.min(this.steps, limit));
    const milliseconds = performance.now() - started;
    this.longestMilliseconds = Math.max(this.longestMilliseconds, milliseconds);
    this.spentMilliseconds += milliseconds;
    const ratio = sliceMilliseconds / Math.max(milliseconds, 0.1);
    this.steps = Math.round(
      Math.min(5_000_000, Math.max(200, this.steps * Math.min(2, Math.max(0.25, ratio)))),
    );
    return done;
  }
}
