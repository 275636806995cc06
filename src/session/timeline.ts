/**
 * The run at a glance: curves, lanes, collections and stops of a window of it. On where the machine
 * stands depend only what is told event by event, and the stops next to the present.
 */
import type { Params, Result } from '../protocol/protocol';
import { eventKinds } from '../protocol/views';
import type { TimelineGC, TimelineLane, TimelineStop } from '../protocol/views';
import type { Runtime } from '../runtime/runtime';
import { eventsUntil } from './eventWindow';
import { gcReason } from './events';
import { firstPerStep, longestPerStep, stepOf } from './fold';
import type { Steps } from './fold';
import type { Folded } from './history';
import type { Portions } from './portions';
import { standingTick } from './recorder';
import type { Collection, Passage, Pictured, Recorder } from './recorder';

type Answer = Result<'timeline'>;

/** So many events of a window are sent one by one. */
const exactMax = 4096;

/** Stretches that are looked at in the time of one unit. */
const stretchesPerUnit = 4;

export class TimelineAnswer implements Portions<Answer> {
  private readonly steps: Steps;
  /** Of the same question before, or once it is made. */
  private pictured: Pictured | undefined;
  private readonly key: string;
  private readonly folding: Portions<Folded>;
  /** By P, the stretches that touch the window, and how many of all were looked at. */
  private readonly touching: number[][];
  private looked = 0;
  private readonly lanes: TimelineLane[] = [];
  private readonly stops: StopsOfWindow;

  constructor(
    private readonly recorder: Recorder,
    private readonly rt: Runtime,
    { fromTick, toTick, points }: Params<'timeline'>,
  ) {
    const steps = { fromTick, toTick, points: Math.max(1, Math.min(4096, points)) };
    this.steps = steps;
    const { history, pictured } = recorder;
    const first = eventsUntil(rt.trace, fromTick - 1);
    const isExact = eventsUntil(rt.trace, toTick) - first <= exactMax;
    // What is noted one by one reaches to the present.
    const present = isExact ? rt.tick : -1;
    this.key = [fromTick, toTick, steps.points, history.changes, present].join();
    this.pictured = pictured?.key === this.key ? pictured : undefined;
    this.folding = history.fold(fromTick, toTick, steps.points);
    this.touching = Array.from({ length: history.procs }, () => []);
    this.stops = new StopsOfWindow(recorder.stops, steps, rt.tick);
  }

  work(units: number): boolean {
    if (this.pictured === undefined) this.picture(units);
    else return this.stops.work(units);
    return false;
  }

  /** Goes on with series and lanes, of which each is one piece of work. */
  private picture(units: number): void {
    const { key, folding, lanes, recorder } = this;
    if (!folding.work(units) || !this.look(units)) return;
    const { answer: folded } = folding;
    if (lanes.length < this.touching.length) lanes.push(this.lane(lanes.length, folded));
    if (lanes.length < this.touching.length) return;
    this.pictured = recorder.pictured = { key, folded, lanes };
  }

  /** Goes on with the stretches; true when all are known that touch the window. */
  private look(units: number): boolean {
    const { stretches } = this.recorder.history;
    const { fromTick, toTick } = this.steps;
    const limit = Math.min(stretches.count, this.looked + units * stretchesPerUnit);
    for (; this.looked < limit; this.looked++) {
      const at = this.looked;
      if (stretches.from[at]! > toTick) {
        this.looked = stretches.count;
        break;
      }
      if (endOf(stretches.to[at]!) >= fromTick) this.touching[stretches.p[at]!]!.push(at);
    }
    return this.looked === stretches.count;
  }

  private lane(p: number, { ticks, marks }: Folded): TimelineLane {
    const { steps } = this;
    const { stretches, procs } = this.recorder.history;
    const { toTick } = steps;
    const runs = longestPerStep(this.touching[p]!, steps, {
      from: (i) => stretches.from[i]!,
      to: (i) => endOf(stretches.to[i]!),
      g: (i) => stretches.g[i]!,
    });
    const found: { tick: number; kind: number; count: number }[] = [];
    const kinds = eventKinds.length;
    const { exactUntil } = this.exact(p, found);
    ticks.forEach((tick, step) => {
      if (tick <= exactUntil) return;
      for (let kind = 0; kind < kinds; kind++) {
        const count = marks[(step * procs + p) * kinds + kind]!;
        if (count > 0) found.push({ tick, kind, count });
      }
    });
    return {
      p,
      runFrom: Float64Array.from(runs, (i) => stretches.from[i]!),
      runTo: Float64Array.from(runs, (i) =>
        stretches.to[i]! < 0 ? Math.max(toTick, stretches.from[i]!) : stretches.to[i]!,
      ),
      runG: Uint32Array.from(runs, (i) => stretches.g[i]!),
      eventTick: Float64Array.from(found, ({ tick }) => tick),
      eventKind: Uint8Array.from(found, ({ kind }) => kind),
      eventCount: Uint32Array.from(found, ({ count }) => count),
    };
  }

  /**
   * Notes the events of a P one by one where there are few enough in the window: marks of a long
   * run stand at the edges of its buckets. What lies ahead of the present is not in the log; up to
   * which tick it is, comes back.
   */
  private exact(
    p: number,
    found: { tick: number; kind: number; count: number }[],
  ): { exactUntil: number } {
    const { trace } = this.rt;
    const { fromTick, toTick } = this.steps;
    const first = eventsUntil(trace, fromTick - 1);
    const limit = eventsUntil(trace, toTick);
    if (limit - first > exactMax) return { exactUntil: -1 };
    for (let index = first; index < limit; index++) {
      const own = Math.min(trace.p(index), this.recorder.history.procs - 1) === p;
      if (own) found.push({ tick: trace.tick(index), kind: trace.kind(index), count: 1 });
    }
    return { exactUntil: this.rt.tick };
  }

  get answer(): Answer {
    const { steps, recorder } = this;
    const { fromTick, toTick } = steps;
    const { folded, lanes } = this.pictured!;
    const touching = recorder.collections.filter((gc) => touches(gc, fromTick, toTick));
    const isLong = (gc: Collection): boolean =>
      gc.endTick < 0 || stepOf(steps, gc.endTick) > stepOf(steps, gc.startTick);
    const gcs = firstPerStep(touching, steps, ({ startTick }) => startTick, isLong);
    return {
      fromTick,
      toTick,
      ticks: folded.ticks,
      liveMinBytes: folded.liveMin,
      liveMaxBytes: folded.liveMax,
      goalBytes: folded.goal,
      inUseBytes: folded.inUse,
      releasedBytes: folded.released,
      residentBytes: folded.resident,
      gcs: gcs.map(timelineGC),
      lanes,
      stops: this.stops.answer,
    };
  }
}

/**
 * The passages of stops in a window, which may be millions: the first of each step, and those that
 * are next to the present: one can go to each from there.
 */
class StopsOfWindow implements Portions<TimelineStop[]> {
  readonly answer: TimelineStop[] = [];
  private number: number;
  private readonly limit: number;
  /** Numbers of the passages next to the present. */
  private readonly near: ReadonlySet<number>;
  private step = NaN;

  constructor(
    private readonly passages: readonly Passage[],
    private readonly steps: Steps,
    now: number,
  ) {
    this.number = firstAt(passages, steps.fromTick);
    this.limit = firstAt(passages, steps.toTick + 1);
    const ahead = this.next(Math.max(this.number, firstAt(passages, now)) - 1, 1);
    this.near = new Set([this.next(ahead, -1), ahead, this.next(ahead, 1)]);
  }

  work(units: number): boolean {
    const limit = Math.min(this.limit, this.number + units);
    for (; this.number < limit; this.number++) {
      const { number, steps } = this;
      const passage = this.passages[number]!;
      const { name, position } = passage;
      if (position === undefined) continue;
      const tick = standingTick(passage);
      const step = stepOf(steps, tick);
      if (step !== this.step || this.near.has(number))
        this.answer.push({ key: `stop:${number}`, name, tick, position });
      this.step = step;
    }
    return this.number >= this.limit;
  }

  /** The next passage whose place is known, from one on, ahead or back. */
  private next(from: number, by: 1 | -1): number {
    let number = Math.min(from, this.limit) + by;
    while (number >= 0 && number < this.limit && !this.passages[number]!.position) number += by;
    return number;
  }
}

/** The first passage at or behind a tick. */
function firstAt(passages: readonly Passage[], tick: number): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (standingTick(passages[middle]!) < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whoever has not been seen to stop runs on. */
function endOf(tick: number): number {
  return tick < 0 ? Infinity : tick;
}

function touches({ startTick, endTick, sweptTick }: Collection, from: number, to: number): boolean {
  const last = Math.max(startTick, endTick, sweptTick);
  return startTick <= to && (endTick < 0 || last >= from);
}

function timelineGC(gc: Collection): TimelineGC {
  const { cycle, startTick, endTick, sweptTick, why, marked } = gc;
  return {
    cycle,
    startTick,
    endTick,
    sweptTick,
    reason: { id: gcReason(why) },
    markedBytes: marked,
  };
}
