/**
 * Runs a session in slices of a few milliseconds, so that other extensions never wait for it, and
 * lets everybody else have a turn between two slices.
 */
import type { Session } from '../session/session';
import { Slices } from './slices';
import { inSlices, OneAtATime } from './turns';

/** Drives one session; a new run ends the one before. */
export class Runner {
  private readonly one = new OneAtATime();
  /** How long they are is kept from run to run. */
  private readonly slices = new Slices();

  constructor(
    readonly session: Session,
    private readonly onProgress: () => void,
  ) {}

  get running(): boolean {
    return this.one.busy;
  }

  /** Longest slice so far. */
  get longestMilliseconds(): number {
    return this.slices.longestMilliseconds;
  }

  /**
   * Begins something and resolves when the machine stands; rejects with `cancelled` when something
   * else was begun, or `stop` was called, before.
   */
  async drive(begin: (session: Session) => void): Promise<void> {
    await this.loop(begin, () => this.slice());
  }

  /** Runs on until at least this tick was run. */
  async driveTo(tick: number): Promise<void> {
    const left = (): number => tick - this.session.state().endTick;
    if (left() <= 0) return;
    await this.loop(
      (session) => session.beginRun(),
      () => this.slice(left) || left() <= 0,
    );
    this.session.pause();
  }

  private loop(begin: (session: Session) => void, slice: () => boolean): Promise<void> {
    this.stop();
    return this.one.begin(async (turn) => {
      begin(this.session);
      await inSlices(slice, turn, this.onProgress);
    });
  }

  /** Starts anew from tick 0, with the time of a new run. */
  restart(options: Parameters<Session['restart']>[0]): void {
    this.stop();
    this.slices.spentMilliseconds = 0;
    this.session.restart(options);
  }

  /** Leaves the machine where it came to. */
  stop(): void {
    if (!this.one.busy) return;
    this.one.end();
    this.session.pause();
  }

  /** Runs one slice, of at most `left()` instructions; true when the machine stands. */
  private slice(left?: () => number): boolean {
    const done = this.slices.slice((steps) => this.session.work(steps), left);
    const budget = this.session.options.nanoseconds / 1e6;
    if (budget > 0 && this.slices.spentMilliseconds > budget) this.session.exceedTime();
    return done;
  }
}
