/**
 * Work at answers, in slices of a few milliseconds with a turn for everybody else after each: of
 * several answers that are worked at, one has a slice per turn.
 */
import { RequestError } from '../protocol/port';
import type { Cancellation } from '../protocol/port';
import type { Portions } from '../session/portions';
import type { Session } from '../session/session';
import { nextTurn } from './runner';
import { Slices } from './slices';

/** Whether a session still stands where it stood when this was called. */
export function standing(session: () => Session): () => boolean {
  const own = session();
  const run = own.facts;
  const tick = run?.machine.tick;
  return () => session() === own && own.facts === run && run?.machine.tick === tick;
}

/** After so long whoever waits for a long answer is told how far it is. */
const reportMilliseconds = 50;

export class Lane {
  /** The last turn that somebody waits for. */
  private last: Promise<void> | undefined;
  /** By what is asked: how much work fits into a slice is learnt, and differs from one to another. */
  private readonly slices = new Map<string, Slices>();

  constructor(private readonly session: () => Session) {}

  /** Works until the answer is there; rejects with `cancelled` when the run moves, or on wish. */
  answer<Answer>(
    what: string,
    portions: Portions<Answer>,
    cancellation: Cancellation,
  ): Promise<Answer> {
    return this.drive(what, portions, cancellation, Infinity);
  }

  /** The same, but after a while gives what can be said so far: how far the answer is. */
  soFar<Answer>(
    what: string,
    portions: Portions<Answer>,
    cancellation: Cancellation,
  ): Promise<Answer> {
    return this.drive(what, portions, cancellation, reportMilliseconds);
  }

  private async drive<Answer>(
    what: string,
    portions: Portions<Answer>,
    cancellation: Cancellation,
    milliseconds: number,
  ): Promise<Answer> {
    const stands = standing(this.session);
    const slices = this.slicesOf(what);
    const end = performance.now() + milliseconds;
    // Whoever asks while others are answered waits for its turn; else there is no need to.
    if (this.last !== undefined) await this.turn();
    for (;;) {
      if (cancellation.cancelled || !stands())
        throw new RequestError({ code: 'cancelled', message: `${what}: the run has moved on` });
      const done = slices.slice((units) => portions.work(units));
      if (done || performance.now() >= end) return portions.answer;
      await this.turn();
    }
  }

  private slicesOf(what: string): Slices {
    const known = this.slices.get(what) ?? new Slices();
    this.slices.set(what, known);
    return known;
  }

  private async turn(): Promise<void> {
    const mine = (this.last ?? Promise.resolve()).then(nextTurn);
    this.last = mine;
    await mine;
    if (this.last === mine) this.last = undefined;
  }
}
