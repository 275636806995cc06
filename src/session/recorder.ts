/**
 * Watches a run cover new ground: what happened is folded into the timeline's history, and stops,
 * notes and collections are listed. It knows the whole run, wherever the machine stands now.
 */
import type { Program } from '../golang/code/program';
import type { Params, Result } from '../protocol/protocol';
import { eventKinds } from '../protocol/views';
import type { SourcePosition, TimelineGC, TimelineLane, TimelineStop } from '../protocol/views';
import { heapGoal } from '../runtime/mgcpacer';
import type { Runtime } from '../runtime/runtime';
import { memStatsNow } from '../runtime/mstats';
import { TraceKind, WhyMark } from '../runtime/trace';
import type { WhyGC } from '../runtime/trace';
import { countersOf } from './counters';
import { eventsUntil } from './eventWindow';
import { gcReason } from './events';
import { firstPerStep, longestPerStep, stepOf } from './fold';
import type { Steps } from './fold';
import { History } from './history';
import type { Positions } from './positions';

/** runtime.MemStats under its names. */
export type MemStats = Readonly<Record<string, number>>;

/** One passage of a `//mem:stop`. */
interface Passage {
  readonly name: string;
  /** Number of its event, and of its annotation. */
  readonly event: number;
  readonly annotation: number;
  readonly tick: number;
  readonly position: SourcePosition | undefined;
  /** What was the case then; of a stop that is passed very often only for the first times. */
  readonly memStats: MemStats | undefined;
}

/** The tick at which the machine stands at a stop: its instruction is done. */
export function standingTick({ tick }: Pick<Passage, 'tick'>): number {
  return tick + 1;
}

/** One collection. */
interface Collection {
  readonly cycle: number;
  readonly startTick: number;
  readonly why: WhyGC;
  readonly liveBefore: number;
  endTick: number;
  marked: number;
  goal: number;
  /** How often goroutines had to help with marking, and the bytes that they marked. */
  assists: number;
  assistBytes: number;
  /** The last sweep so far, and whether all is swept. */
  sweptTick: number;
}

/** What the timeline's answer to a question mostly consists of. */
interface Pictured {
  /** The question, and all that the answer depends on. */
  readonly key: string;
  readonly folded: ReturnType<History['fold']>;
  readonly lanes: readonly TimelineLane[];
}

/** So many events of a window are sent one by one. */
const exactMax = 4096;

/** Statistics are kept for so many passages of stops, and for the last of each. */
const statsLimit = 4096;

export class Recorder {
  readonly history: History;
  private picture: Pictured | undefined;
  readonly stops: Passage[] = [];
  /** Events and annotations of the notes that playback has reached, in order. */
  readonly notes: { readonly event: number; readonly annotation: number }[] = [];
  readonly collections: Collection[] = [];
  /** What was sampled up to here is not sampled again when it is passed once more. */
  private sampledTick = 0;
  /** Tick of the first allocation of each site, -1 before. */
  private readonly first: Float64Array;

  constructor(
    private readonly rt: Runtime,
    private readonly program: Program,
    private readonly positions: Positions,
  ) {
    this.history = new History(rt.procs);
    this.first = new Float64Array(program.sites.length).fill(-1);
    this.sample();
    rt.trace.onHeap = () => {
      this.sample();
    };
  }

  /** Tick of the first allocation of a site; -1 when there was none so far. */
  firstTick(site: number): number {
    return this.first[site]!;
  }

  /** The machine stands at new ground; events from `first` on are new. */
  see(first: number): void {
    const { trace } = this.rt;
    const { count } = trace;
    for (let index = first; index < count; index++) this.event(index);
    this.history.extend(this.rt.tick);
  }

  /**
   * Notes the heap's totals. They are asked for where the run itself has changed them, not where a
   * slice of it ended: the curve is the same on every machine.
   */
  private sample(): void {
    const { tick } = this.rt;
    if (tick < this.sampledTick) return;
    this.sampledTick = tick;
    const { heapLive, heapInUse, heapFree, heapReleased } = countersOf(this.rt);
    this.history.sample(tick, {
      liveBytes: heapLive,
      goalBytes: this.goal,
      inUseBytes: heapInUse,
      releasedBytes: heapReleased,
      residentBytes: heapInUse + heapFree,
    });
  }

  /** The heap goal at present, 0 for none. */
  get goal(): number {
    const goal = heapGoal(this.rt);
    return Number.isSafeInteger(goal) ? goal : 0;
  }

  private event(index: number): void {
    const { trace } = this.rt;
    const kind = trace.kind(index);
    const tick = trace.tick(index);
    this.history.mark(tick, trace.p(index), kind);
    if (kind === TraceKind.alloc) {
      const site = trace.site(index);
      if (site >= 0 && this.first[site]! < 0) this.first[site] = tick;
      return;
    }
    if (kind === TraceKind.schedule) this.history.schedule(tick, trace.b(index), trace.a(index));
    else if (kind === TraceKind.goExit) this.history.schedule(tick, trace.p(index), 0);
    else if (kind === TraceKind.stop) this.stop(index, tick);
    else if (kind === TraceKind.note) this.notes.push({ event: index, annotation: trace.a(index) });
    else this.collection(index, kind, tick);
  }

  private stop(event: number, tick: number): void {
    const { trace } = this.rt;
    const annotation = trace.a(event);
    const said = this.program.annotations[annotation];
    const name = said?.verb === 'stop' ? said.name : '';
    const position = said === undefined ? undefined : this.positions.of(said.position);
    // The machine comes back right behind a stop, so the last event is what stands now.
    const isNow = event === trace.count - 1;
    const stats = isNow ? memStatsOf(this.rt) : undefined;
    const isKept = this.stops.length < statsLimit;
    const memStats = isKept ? stats : undefined;
    this.stops.push({ name, event, annotation, tick, position, memStats });
  }

  private collection(index: number, kind: TraceKind, tick: number): void {
    const { trace } = this.rt;
    const last = this.collections.at(-1);
    if (kind === TraceKind.gcStart) {
      this.collections.push({
        cycle: trace.a(index),
        startTick: tick,
        why: trace.why(index),
        liveBefore: trace.b(index),
        endTick: -1,
        marked: 0,
        goal: this.goal,
        assists: 0,
        assistBytes: 0,
        sweptTick: -1,
      });
    } else if (kind === TraceKind.gcEnd && last !== undefined) {
      last.endTick = tick;
      last.marked = trace.b(index);
      last.goal = this.goal;
    } else if (kind === TraceKind.gcMark && last !== undefined) {
      if (trace.why(index) !== WhyMark.assist) return;
      last.assists += 1;
      last.assistBytes += trace.b(index);
    } else if (kind === TraceKind.sweep && last !== undefined && last.endTick >= 0)
      last.sweptTick = tick;
  }

  /**
   * Annotations of the notes that playback has reached last, up to event number `count`: one note
   * in several languages is several events in a row.
   */
  notesBefore(count: number): number[] {
    let low = 0;
    let high = this.notes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.notes[middle]!.event < count) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low - 1; at >= 0; at--) {
      const next = this.notes[at + 1];
      if (found.length > 0 && this.notes[at]!.event < next!.event - 2) break;
      found.push(this.notes[at]!.annotation);
    }
    return found;
  }

  timeline({ fromTick, toTick, points }: Params<'timeline'>): Result<'timeline'> {
    const steps = { fromTick, toTick, points: Math.max(1, Math.min(4096, points)) };
    const { folded, lanes } = this.pictured(steps);
    const touching = this.collections.filter((gc) => touches(gc, fromTick, toTick));
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
      stops: this.timelineStops(steps),
    };
  }

  /** One per step, and those that are next to the present: one can go to each from there. */
  private timelineStops(steps: Steps): TimelineStop[] {
    const found = this.stops.flatMap((passage, number) => {
      const { name, position } = passage;
      const tick = standingTick(passage);
      return position === undefined || tick < steps.fromTick || tick > steps.toTick
        ? []
        : [{ key: `stop:${number}` as const, name, tick, position }];
    });
    const ahead = found.findIndex(({ tick }) => tick >= this.rt.tick);
    const near = ahead < 0 ? found.length : ahead;
    return firstPerStep(
      found,
      steps,
      ({ tick }) => tick,
      (_, index) => Math.abs(index - near) <= 1,
    );
  }

  /**
   * Notes the events of a P one by one where there are few enough in the window: marks of a long
   * run stand at the edges of its buckets. What lies ahead of the present is not in the log; up to
   * which tick it is, comes back.
   */
  private exact(
    p: number,
    fromTick: number,
    toTick: number,
    found: { tick: number; kind: number; count: number }[],
  ): { exactUntil: number } {
    const { trace } = this.rt;
    const first = eventsUntil(trace, fromTick - 1);
    const limit = eventsUntil(trace, toTick);
    if (limit - first > exactMax) return { exactUntil: -1 };
    for (let index = first; index < limit; index++) {
      const own = Math.min(trace.p(index), this.history.procs - 1) === p;
      if (own) found.push({ tick: trace.tick(index), kind: trace.kind(index), count: 1 });
    }
    return { exactUntil: this.rt.tick };
  }

  /** Series and lanes; moving about in a run that is known does not change them. */
  private pictured(steps: Steps): Pick<Pictured, 'folded' | 'lanes'> {
    const { history, rt } = this;
    const { fromTick, toTick, points } = steps;
    const first = eventsUntil(rt.trace, fromTick - 1);
    const isExact = eventsUntil(rt.trace, toTick) - first <= exactMax;
    // What is noted one by one reaches to the present.
    const key = [fromTick, toTick, points, history.changes, isExact ? rt.tick : -1].join();
    if (this.picture?.key !== key) {
      const folded = history.fold(fromTick, toTick, points);
      const touching = this.touching(steps);
      const lanes = touching.map((numbers, p) => this.lane(p, numbers, folded, steps));
      this.picture = { key, folded, lanes };
    }
    return this.picture;
  }

  /** By P, the stretches that touch the window. */
  private touching({ fromTick, toTick }: Steps): number[][] {
    const { stretches, procs } = this.history;
    const found = Array.from({ length: procs }, (): number[] => []);
    for (let i = 0; i < stretches.count && stretches.from[i]! <= toTick; i++) {
      if (endOf(stretches.to[i]!) >= fromTick) found[stretches.p[i]!]!.push(i);
    }
    return found;
  }

  private lane(
    p: number,
    touching: readonly number[],
    { ticks, marks }: { ticks: Float64Array; marks: Uint32Array },
    steps: Steps,
  ): TimelineLane {
    const { stretches, procs } = this.history;
    const { fromTick, toTick } = steps;
    const runs = longestPerStep(touching, steps, {
      from: (i) => stretches.from[i]!,
      to: (i) => endOf(stretches.to[i]!),
      g: (i) => stretches.g[i]!,
    });
    const found: { tick: number; kind: number; count: number }[] = [];
    const kinds = eventKinds.length;
    const { exactUntil } = this.exact(p, fromTick, toTick, found);
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

/**
 * runtime.MemStats of the present state: its plain numbers. No goal at all is the largest number
 * there is, as in Go.
 */
export function memStatsOf(rt: Runtime): MemStats {
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(memStatsNow(rt))) {
    if (typeof value === 'number') numbers[name] = Math.min(value, Number.MAX_SAFE_INTEGER);
  }
  return numbers;
}
