/**
 * Work at answers, in slices of a few milliseconds with a turn for everybody else after each: of
 * several answers that are worked at, one has a slice per turn. An answer is about one moment: when
 * the run moves meanwhile, it is found anew where the run then stands.
 */
import { RequestError } from '../protocol/port';
import type { Cancellation } from '../protocol/port';
import type { Portions } from '../session/portions';
import type { Session } from '../session/session';
import { Slices } from './slices';
import { nextTurn } from './turns';

/** After so long whoever waits for a long answer is told how far it is. */
const reportMilliseconds = 50;

/** Whether a session still stands where it stood when this was called. */
export function standing(session: () => Session): () => boolean {
  const own = session();
  const run = own.loadedRun;
  const tick = run?.machine.tick;
  return () => session() === own && own.loadedRun === run && run?.machine.tick === tick;
}

export class Lane {
  /** The last turn that somebody waits for. */
  private last: Promise<void> | undefined;
  /** By what is asked: how much work fits into a slice is learnt, and is not the same for all. */
  private readonly slices = new Map<string, Slices>();

  constructor(private readonly session: () => Session) {}

  /** Works until the answer is there; rejects with `cancelled` on wish. */
  answer<Answer>(
    what: string,
    ask: () => Portions<Answer>,
    cancellation?: Cancellation,
  ): Promise<Answer> {
    return this.drive(what, ask, cancellation, Infinity);
  }

  /** The same, but after a while gives what can be said so far: how far the answer is. */
  soFar<Answer>(
    what: string,
    ask: () => Portions<Answer>,
    cancellation: Cancellation,
  ): Promise<Answer> {
    return this.drive(what, ask, cancellation, reportMilliseconds);
  }

  private async drive<Answer>(
    what: string,
    ask: () => Portions<Answer>,
    cancellation: Cancellation | undefined,
    milliseconds: number,
  ): Promise<Answer> {
    const slices = this.slices.get(what) ?? new Slices();
    this.slices.set(what, slices);
    const end = performance.now() + milliseconds;
    // Whoever asks while others are answered waits for its turn; else there is no need to.
    if (this.last !== undefined) await this.turn(cancellation);
    for (;;) {
      const stands = standing(this.session);
      const portions = ask();
      while (stands()) {
        const done = slices.slice((units) => portions.work(units));
        if (done || performance.now() >= end) return portions.answer;
        await this.turn(cancellation);
      }
      while (this.session().moving) await this.turn(cancellation);
    }
  }

  private async turn(cancellation: Cancellation | undefined): Promise<void> {
    const mine = (this.last ?? Promise.resolve()).then(nextTurn);
    this.last = mine;
    await mine;
    if (this.last === mine) this.last = undefined;
    if (cancellation?.cancelled === true)
      throw new RequestError({ code: 'cancelled', message: 'nobody wants the answer any more' });
  }
}
