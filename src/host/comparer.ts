/**
 * Makes the comparisons of one exploration. Whole runs are simulated beside the explored one, in
 * slices, and what they were like is kept as long as text and options are the same; the sessions
 * that made it are not.
 */
import type { ComparedSide, CompareParams, Comparison, Moment } from '../protocol/compare';
import { RequestError } from '../protocol/port';
import type { Cancellation } from '../protocol/port';
import type { EventBody } from '../protocol/protocol';
import { compareMoments } from '../session/compare';
import type { ComparedMoment } from '../session/compare';
import { Gatherer } from '../session/facts';
import type { Facts } from '../session/facts';
import type { SessionOptions } from '../session/options';
import { factsAt, Recording } from '../session/recording';
import type { Recorded } from '../session/recording';
import { savedRun } from '../session/saved';
import type { Session } from '../session/session';
import { nextTurn } from './runner';
import { Slices } from './slices';

/** Runs whose recordings are kept: the explored one, and what it was compared with last. */
const recordingsKept = 6;
/** A second run is never stepped back, so it needs next to no keyframes. */
const keyframeBytes = 2 ** 22;
/** How often a long run tells where it is. */
const progressMilliseconds = 100;
/** Slots that may be looked at in place of one instruction; looking is slower. */
const slotShare = 1 / 8;

export class Comparer {
  private readonly slices = new Slices();
  private current: object | undefined;
  /** Of the newest use last. */
  private readonly kept = new Map<string, Recorded>();
  private keptFor: Session | undefined;
  private saved: Recorded | undefined;

  /** `own` is the explored session; `tell` hears how far a long simulation is. */
  constructor(
    private readonly own: () => Session,
    private readonly tell: (event: EventBody) => void,
  ) {}

  /** Longest slice so far. */
  get longestMilliseconds(): number {
    return this.slices.longestMilliseconds;
  }

  /** Takes in a saved run; a text says what is wrong with it. */
  takeSaved(name: string, text: string): string | undefined {
    const read = savedRun(name, text);
    if (typeof read === 'string') return read;
    this.saved = read;
    return undefined;
  }

  async compare(params: CompareParams, cancellation: Cancellation): Promise<Comparison> {
    const mine = {};
    this.current = mine;
    cancellation.onCancel(() => this.current === mine && this.stop());
    try {
      const { left, right, other } = params;
      const own = await this.side({}, left, mine);
      if (other.kind === 'run')
        return compareMoments(own, await this.side(other.options, right, mine));
      const { saved } = this;
      if (saved === undefined)
        throw new RequestError({ code: 'notFound', message: 'no saved run is open' });
      return compareMoments(own, { recorded: saved, facts: at(saved, right), at: right });
    } finally {
      if (this.current === mine) this.current = undefined;
    }
  }

  /** Ends what is being simulated. */
  stop(): void {
    this.current = undefined;
  }

  dispose(): void {
    this.stop();
    this.kept.clear();
    this.keptFor = this.saved = undefined;
  }

  private async side(
    options: Partial<SessionOptions>,
    moment: Moment,
    mine: object,
  ): Promise<ComparedMoment> {
    const recorded = await this.recorded(options, Infinity, mine);
    const facts =
      moment.kind === 'now'
        ? await this.gathered(mine)
        : moment.kind === 'tick'
          ? at(await this.recorded(options, moment.tick, mine), moment)
          : at(recorded, moment);
    return { recorded, facts, at: moment };
  }

  /** A run of the explored text, as it is remembered or newly simulated. */
  private async recorded(
    options: Partial<SessionOptions>,
    toTick: number,
    mine: object,
  ): Promise<Recorded> {
    const own = this.own();
    // Another text makes another session; the same with other options stays the same.
    if (this.keptFor !== own) this.kept.clear();
    this.keptFor = own;
    const wanted = { ...own.options, ...options };
    const { profile, procs, gogc, memoryLimit, seed } = wanted;
    const id = JSON.stringify([profile, procs, gogc, memoryLimit, seed, String(toTick)]);
    const known = this.kept.get(id) ?? (await this.simulate(wanted, toTick, mine));
    this.kept.delete(id);
    this.kept.set(id, known);
    if (this.kept.size > recordingsKept) this.kept.delete([...this.kept.keys()][0]!);
    return known;
  }

  private async simulate(options: SessionOptions, toTick: number, mine: object): Promise<Recorded> {
    const session = this.own().sibling({ ...options, keyframeBytes });
    const recording = new Recording(session, toTick);
    const likely = [...this.kept.values()].at(-1)?.endTick;
    const budget = options.nanoseconds / 1e6;
    this.slices.spentMilliseconds = 0;
    let told = performance.now();
    while (!this.slices.slice((steps) => recording.work(steps))) {
      if (budget > 0 && this.slices.spentMilliseconds > budget) session.exceedTime();
      if (performance.now() - told >= progressMilliseconds) {
        told = performance.now();
        const endTick = likely === undefined ? {} : { endTick: likely };
        this.tell({ kind: 'comparing', toTick: recording.tick, ...endTick });
      }
      await this.turn(mine);
    }
    return recording.recorded;
  }

  /** The explored session as it stands; if it moves meanwhile, where it stands then. */
  private async gathered(mine: object): Promise<Facts> {
    for (;;) {
      const session = this.own();
      if (session.facts === undefined) throw notThere;
      const run = session.facts;
      const gatherer = new Gatherer(session);
      const stands = (): boolean => this.own().facts === run && run.machine.tick === gatherer.tick;
      let done = false;
      while (!done && stands()) {
        done = this.slices.slice((steps) => gatherer.work(steps * slotShare));
        await this.turn(mine);
      }
      if (done && stands()) return gatherer.facts;
    }
  }

  /** Lets others have a turn; whoever has been overtaken meanwhile ends here. */
  private async turn(mine: object): Promise<void> {
    await nextTurn();
    if (this.current !== mine)
      throw new RequestError({ code: 'cancelled', message: 'something else is compared' });
  }
}

const notThere = new RequestError({ code: 'notFound', message: 'the run does not come there' });

function at(recorded: Recorded, moment: ComparedSide['at']): Facts {
  const facts = factsAt(recorded, moment);
  if (facts === undefined) throw notThere;
  return facts;
}
