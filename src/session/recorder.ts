/**
 * Watches a run cover new ground: what happened is folded into the timeline's history, and stops,
 * notes and collections are listed. It knows the whole run, wherever the machine stands now.
 */
import type { Program } from '../golang/code/program';
import type { SourcePosition, TimelineLane } from '../protocol/views';
import { heapGoal } from '../runtime/mgcpacer';
import type { Runtime } from '../runtime/runtime';
import { memStatsNow } from '../runtime/mstats';
import { TraceKind, WhyMark } from '../runtime/trace';
import type { WhyGC } from '../runtime/trace';
import { countersOf } from './counters';
import { History } from './history';
import type { Folded } from './history';
import type { Positions } from './positions';

/** runtime.MemStats under its names. */
export type MemStats = Readonly<Record<string, number>>;

/** One passage of a `//mem:stop`. */
export interface Passage {
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
export interface Collection {
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

/** What an answer about a window of the timeline mostly consists of. */
export interface Pictured {
  /** The question, and all that the answer depends on. */
  readonly key: string;
  readonly folded: Folded;
  readonly lanes: readonly TimelineLane[];
}

/** Statistics are kept for so many passages of stops, and for the last of each. */
const statsLimit = 4096;

export class Recorder {
  readonly history: History;
  /** Of the latest question, for whoever asks it again: moving about changes none of it. */
  pictured: Pictured | undefined;
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
