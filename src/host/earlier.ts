/**
 * The explored run as it was where a stretch of it begins: a second session beside it, which is
 * moved there in slices by way of where the stretch ends, and stays until nobody asks any more.
 */
import { RequestError } from '../protocol/port';
import type { Cancellation } from '../protocol/port';
import type { TickRange } from '../protocol/protocol';
import { countersOf } from '../session/counters';
import type { Counters } from '../session/counters';
import type { Ends } from '../session/details';
import type { Run } from '../session/run';
import type { Session } from '../session/session';
import { Slices } from './slices';
import { inSlices, nextTurn } from './turns';

/** It is seldom moved, so it needs next to no keyframes. */
const keyframeBytes = 2 ** 22;

export class Earlier {
  private readonly slices = new Slices();
  /** The explored run, and the session that repeats it. */
  private of: Run | undefined;
  private session: Session | undefined;
  private journey: Journey | undefined;

  /** `tell` hears what share of a long way is done, and nothing once it is over. */
  constructor(
    private readonly own: () => Session,
    private readonly tell: (share?: number) => void,
  ) {}

  /** The ends of a stretch; undefined when the explored run does not stand behind its beginning. */
  async ends(range: TickRange | undefined, wanted: Cancellation): Promise<Ends | undefined> {
    const own = this.own();
    const run = own.loadedRun;
    if (range === undefined || run === undefined) {
      this.forget();
      return undefined;
    }
    const { tick } = run.machine;
    if (tick <= range.fromTick) return undefined;
    if (this.of !== run) this.forget();
    this.of = run;
    this.session ??= own.sibling({ ...own.options, keyframeBytes });
    if (this.journey?.isTo(range, tick) !== true)
      this.journey = new Journey(this.session, range, tick);
    const { journey } = this;
    await this.travel(journey, wanted);
    return journey.ends;
  }

  private async travel(journey: Journey, wanted: Cancellation): Promise<void> {
    const turn = async (): Promise<void> => {
      await nextTurn();
      if (this.journey !== journey || wanted.cancelled) throw cancelled;
    };
    const slice = (): boolean => this.slices.slice((steps) => journey.work(steps));
    let isTold = false;
    try {
      await inSlices(slice, turn, () => {
        isTold = true;
        this.tell(journey.share);
      });
    } finally {
      // Of a way to somewhere else is told by who goes there.
      if (isTold && (this.journey === journey || this.journey === undefined)) this.tell();
    }
  }

  /** To be asked behind an answer: it is wrong if the second session was moved meanwhile. */
  check(range: TickRange | undefined, ends: Ends | undefined): void {
    if (range !== undefined && ends !== undefined && ends.start.view.rt.tick !== range.fromTick)
      throw cancelled;
  }

  /** Nobody asks about a stretch any more: what is under way there ends. */
  forget(): void {
    this.of = this.session = this.journey = undefined;
  }
}

const cancelled = new RequestError({ code: 'cancelled', message: 'another stretch is wanted' });

/** The way of a session to both ends of a stretch, that where it begins last. */
class Journey {
  private readonly ticks: number[];
  private end: Counters | undefined;
  /** All that is to be run, in ticks, and what of it lies behind the leg that is under way. */
  private readonly length: number;
  private behind = 0;

  /** `now` is where the explored run stands. */
  constructor(
    private readonly session: Session,
    private readonly range: TickRange,
    now: number,
  ) {
    const behind = range.toTick + 1;
    this.ticks = behind < now ? [behind, range.fromTick] : [range.fromTick];
    this.length = Math.max(
      1,
      this.ticks.reduce((sum, tick) => sum + tick, 0),
    );
    session.pause();
  }

  /**
   * From 0 to 1. A leg back begins at a keyframe, so it may be done sooner; as long as the session
   * stands behind where it leads, nothing of it is done.
   */
  get share(): number {
    const [tick = 0] = this.ticks;
    const { machine } = this.session.loadedRun!;
    const done = machine.tick > tick ? 0 : machine.tick;
    return Math.min(1, (this.behind + done) / this.length);
  }

  /** Whether it is to this stretch, as it is seen from there. */
  isTo({ fromTick, toTick }: TickRange, now: number): boolean {
    const { range } = this;
    const isSame = range.fromTick === fromTick && range.toTick === toTick;
    return isSame && (this.hasEnd || toTick + 1 >= now);
  }

  private get hasEnd(): boolean {
    return this.end !== undefined || this.ticks.length > 1;
  }

  get isDone(): boolean {
    return this.ticks.length === 0;
  }

  /** Runs at most about `steps` instructions; true when it is done. */
  work(steps: number): boolean {
    const { session } = this;
    const [tick] = this.ticks;
    if (tick === undefined) return true;
    const { machine, transport } = session.loadedRun!;
    if (transport.endTick < tick && !transport.complete) {
      if (!session.moving) session.beginRun();
      session.work(Math.max(1, Math.min(steps, tick - transport.endTick)));
      if (transport.endTick >= tick) session.pause();
    } else if (machine.tick !== Math.min(tick, transport.endTick)) {
      if (!session.moving) session.beginSeek(tick);
      session.work(steps);
    } else {
      if (session.moving) session.pause();
      this.ticks.shift();
      this.behind += tick;
      if (!this.isDone) this.end = countersOf(machine.rt);
    }
    return this.isDone;
  }

  get ends(): Ends {
    return { start: this.session.loadedRun!.sources(), end: this.end };
  }
}
