/**
 * Runs a session in slices of a few milliseconds, so that other extensions never wait for it, and
 * lets everybody else have a turn between two slices.
 */
import { RequestError } from '../protocol/port';
import type { Session } from '../session/session';
import { Slices } from './slices';

/** How often a long run tells where it is. */
const progressMilliseconds = 100;

/** Drives one session; a new run ends the one before. */
export class Runner {
  private current: object | undefined;
  /** How long they are is kept from run to run. */
  private readonly slices = new Slices();

  constructor(
    readonly session: Session,
    private readonly onProgress: () => void,
  ) {}

  get running(): boolean {
    return this.current !== undefined;
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

  private async loop(begin: (session: Session) => void, slice: () => boolean): Promise<void> {
    this.stop();
    const mine = {};
    this.current = mine;
    try {
      begin(this.session);
      let told = performance.now();
      while (!slice()) {
        if (performance.now() - told >= progressMilliseconds) {
          told = performance.now();
          this.onProgress();
        }
        await nextTurn();
        if (this.current !== mine)
          throw new RequestError({ code: 'cancelled', message: 'something else was begun' });
      }
    } finally {
      if (this.current === mine) this.current = undefined;
    }
  }

  /** Starts anew from tick 0, with the time of a new run. */
  restart(options: Parameters<Session['restart']>[0]): void {
    this.stop();
    this.slices.spentMilliseconds = 0;
    this.session.restart(options);
  }

  /** Leaves the machine where it came to. */
  stop(): void {
    if (this.current === undefined) return;
    this.current = undefined;
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

/** Not everywhere is all of it; Node and browsers agree on what is used here. */
interface Scope {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => Channel;
}

const here = globalThis as object as Scope;

interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: null): void };
}

let channel: Channel | undefined;
const waiting: (() => void)[] = [];

/** Lets everything else that waits have a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Node's own way costs no millisecond; neither does a message, while browsers hold timers back.
    if (here.setImmediate) here.setImmediate(resolve);
    else if (here.MessageChannel) {
      channel ??= new here.MessageChannel();
      channel.port1.onmessage = () => waiting.shift()?.();
      waiting.push(resolve);
      channel.port2.postMessage(null);
    } else setTimeout(resolve, 0);
  });
}
