/**
 * A whole run as a comparison wants it: what was the case at each stop and at the end, and curves
 * of the heap. It is made in slices by a session of its own, which nobody needs afterwards.
 */
import type { Moment } from '../protocol/compare';
import type { Exit, RunOptions } from '../protocol/views';
import { Curve } from './curve';
import { Gatherer } from './facts';
import type { Facts } from './facts';
import type { Session } from './session';

/** Passages whose facts are kept, of one stop and of all. */
const passagesOfOne = 16;
const passagesOfAll = 64;

/** Instructions between two looks, at most: so the run comes to rest right behind each stop. */
const lookSteps = 1000;

/** A sample of the curves costs about so many instructions. */
const sampleSteps = 100;

/** A slot costs about so many instructions to look at. */
const slotSteps = 4;

/** Facts at one passage of a stop. */
interface Passage {
  readonly name: string;
  /** From 1. */
  readonly passage: number;
  readonly facts: Facts;
}

/** One side of a comparison: a run, simulated or saved. */
export interface Recorded {
  readonly profile: string;
  readonly options?: RunOptions;
  /** Name of the file of a saved run. */
  readonly saved?: string;
  readonly passages: readonly Passage[];
  readonly end: Facts | undefined;
  readonly endTick: number;
  readonly exit: Exit | undefined;
  readonly curve: ReturnType<Curve['points']>;
  /** Ticks at which collections began. */
  readonly collections: readonly number[];
}

export class Recording {
  private gatherer: Gatherer | undefined;
  /** What the gathered facts are about; undefined for the end, or the tick that was asked for. */
  private stop: { name: string; passage: number } | undefined;
  private readonly passages: Passage[] = [];
  private readonly counts = new Map<string, number>();
  private seenStops = 0;
  private readonly curve = new Curve();
  private end: Facts | undefined;
  private begun = false;

  /** `session` is new; `toTick` ends the recording there instead of at the end of the program. */
  constructor(
    private readonly session: Session,
    private readonly toTick = Infinity,
  ) {}

  /** Where the run is. */
  get tick(): number {
    return this.session.loadedRun?.machine.tick ?? 0;
  }

  /** Runs and looks for about as long as `steps` instructions take; true when all is recorded. */
  work(steps: number): boolean {
    const { session } = this;
    if (session.loadedRun === undefined) return true;
    for (let left = steps; left > 0 && this.end === undefined;) {
      if (this.gatherer !== undefined) {
        if (this.gatherer.work(left / slotSteps)) this.takeFacts(this.gatherer.facts);
        // Gathering is only divided at spans, so a slice may end with it.
        return this.end !== undefined;
      }
      left -= this.run();
    }
    return this.end !== undefined;
  }

  /** A piece of the run; about how many steps would have taken as long. */
  private run(): number {
    const { session } = this;
    if (!this.begun) {
      session.beginRun();
      this.begun = true;
      this.sample();
    }
    const before = this.tick;
    const steps = Math.min(lookSteps, this.curve.width, this.toTick - before);
    const isOver = steps <= 0 || session.work(steps);
    this.sample();
    this.lookForStop();
    if (isOver && this.gatherer === undefined) {
      session.pause();
      this.stop = undefined;
      this.gatherer = new Gatherer(session);
    }
    return Math.max(steps, sampleSteps);
  }

  private sample(): void {
    const { session } = this;
    const { recorder } = session.loadedRun!;
    const { HeapAlloc, HeapInuse, HeapSys, HeapReleased } = session.memStats();
    this.curve.add(this.tick, {
      live: HeapAlloc!,
      goal: recorder.goal,
      inUse: HeapInuse!,
      resident: HeapSys! - HeapReleased!,
    });
  }

  private lookForStop(): void {
    const { recorder, machine } = this.session.loadedRun!;
    for (; this.seenStops < recorder.stops.length; this.seenStops++) {
      const { name, event } = recorder.stops[this.seenStops]!;
      const passage = (this.counts.get(name) ?? 0) + 1;
      this.counts.set(name, passage);
      const isHere = event === machine.rt.trace.count - 1;
      const isKept = passage <= passagesOfOne && this.passages.length < passagesOfAll;
      if (!isHere || !isKept) continue;
      this.stop = { name, passage };
      this.gatherer = new Gatherer(this.session);
    }
  }

  private takeFacts(facts: Facts): void {
    this.gatherer = undefined;
    if (this.stop === undefined) this.end = facts;
    else this.passages.push({ ...this.stop, facts });
    this.stop = undefined;
  }

  /** What there is so far; meant for when `work` has said that all is recorded. */
  get recorded(): Recorded {
    const { session } = this;
    const { exit, options } = session.state();
    const collections = session.loadedRun?.recorder.collections ?? [];
    return {
      ...{ profile: options.profile, options, exit, endTick: this.tick },
      ...{ passages: this.passages, end: this.end, curve: this.curve.points() },
      collections: collections.map(({ startTick }) => startTick),
    };
  }
}

/** The facts of a moment other than now; undefined when the run has not come there. */
export function factsAt(recorded: Recorded, at: Moment): Facts | undefined {
  if (at.kind === 'stop')
    return recorded.passages.find(({ name, passage }) => name === at.name && passage === at.passage)
      ?.facts;
  return recorded.end;
}
