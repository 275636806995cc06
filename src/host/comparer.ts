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
import { standing } from './lane';
import { Slices } from './slices';
import { inSlices, OneAtATime } from './turns';

/** Runs whose recordings are kept: the explored one, and what it was compared with last. */
const recordingsKept = 6;
/** A second run is never stepped back, so it needs next to no keyframes. */
const keyframeBytes = 2 ** 22;

type Turn = () => Promise<void>;

export class Comparer {
  private readonly slices = new Slices();
  /** Looking at the explored run; how much of that fits into a slice is another matter. */
  private readonly looks = new Slices();
  private readonly one = new OneAtATime();
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
    return Math.max(this.slices.longestMilliseconds, this.looks.longestMilliseconds);
  }

  /** Takes in a saved run; a text says what is wrong with it. */
  takeSaved(name: string, text: string): string | undefined {
    const read = savedRun(name, text);
    if (typeof read === 'string') return read;
    this.saved = read;
    return undefined;
  }

  compare({ left, right, other }: CompareParams, cancellation: Cancellation): Promise<Comparison> {
    return this.one.begin(async (next) => {
      const turn = async (): Promise<void> => {
        await next();
        if (cancellation.cancelled) throw cancelled;
      };
      const own = await this.side({}, left, turn);
      if (other.kind === 'run')
        return compareMoments(own, await this.side(other.options, right, turn));
      const { saved } = this;
      if (saved === undefined)
        throw new RequestError({ code: 'notFound', message: 'no saved run is open' });
      return compareMoments(own, { recorded: saved, facts: at(saved, right), at: right });
    });
  }

  /** Ends what is being simulated. */
  stop(): void {
    this.one.end();
  }

  dispose(): void {
    this.stop();
    this.kept.clear();
    this.keptFor = this.saved = undefined;
  }

  private async side(
    options: Partial<SessionOptions>,
    moment: Moment,
    turn: Turn,
  ): Promise<ComparedMoment> {
    const recorded = await this.recorded(options, Infinity, turn);
    const facts =
      moment.kind === 'now'
        ? await this.gathered(turn)
        : moment.kind === 'tick'
          ? at(await this.recorded(options, moment.tick, turn), moment)
          : at(recorded, moment);
    return { recorded, facts, at: moment };
  }

  /** A run of the explored text, as it is remembered or newly simulated. */
  private async recorded(
    options: Partial<SessionOptions>,
    toTick: number,
    turn: Turn,
  ): Promise<Recorded> {
    const own = this.own();
    // Another text makes another session; the same with other options stays the same.
    if (this.keptFor !== own) this.kept.clear();
    this.keptFor = own;
    const wanted = { ...own.options, ...options };
    const { profile, procs, gogc, memoryLimit, seed, interventions } = wanted;
    const settings = [profile, procs, gogc, memoryLimit, seed, interventions ?? []];
    const id = JSON.stringify([...settings, String(toTick)]);
    const known = this.kept.get(id) ?? (await this.simulate(own, wanted, toTick, turn));
    this.kept.delete(id);
    this.kept.set(id, known);
    if (this.kept.size > recordingsKept) this.kept.delete([...this.kept.keys()][0]!);
    return known;
  }

  private async simulate(
    own: Session,
    options: SessionOptions,
    toTick: number,
    turn: Turn,
  ): Promise<Recorded> {
    const { slices } = this;
    // To make a run takes a few milliseconds itself.
    await turn();
    const session = own.sibling({ ...options, keyframeBytes });
    const recording = new Recording(session, toTick);
    const likely = [...this.kept.values()].at(-1)?.endTick;
    const endTick = likely === undefined ? {} : { endTick: likely };
    const budget = options.nanoseconds / 1e6;
    slices.spentMilliseconds = 0;
    const slice = (): boolean => {
      const done = slices.slice((steps) => recording.work(steps));
      if (budget > 0 && slices.spentMilliseconds > budget) session.exceedTime();
      return done;
    };
    await turn();
    await inSlices(slice, turn, () =>
      this.tell({ kind: 'comparing', toTick: recording.tick, ...endTick }),
    );
    return recording.recorded;
  }

  /** The explored session as it stands; if it moves meanwhile, where it stands then. */
  private async gathered(turn: Turn): Promise<Facts> {
    for (;;) {
      const session = this.own();
      if (session.loadedRun === undefined) throw notThere;
      const stands = standing(this.own);
      const gatherer = new Gatherer(session);
      let done = false;
      while (!done && stands()) {
        done = this.looks.slice((slots) => gatherer.work(slots));
        await turn();
      }
      if (done && stands()) return gatherer.facts;
    }
  }
}

const cancelled = new RequestError({ code: 'cancelled', message: 'the comparison is not wanted' });
const notThere = new RequestError({ code: 'notFound', message: 'the run does not come there' });

function at(recorded: Recorded, moment: ComparedSide['at']): Facts {
  const facts = factsAt(recorded, moment);
  if (facts === undefined) throw notThere;
  return facts;
}
