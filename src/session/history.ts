/**
 * What the run looked like over time, for the timeline: series, event marks and who ran on which P,
 * over the whole run in bounded memory. The run is cut into buckets of equal width in ticks; when
 * there are too many, neighbours are merged and the width doubles, so the picture of a long run is
 * coarser, never shorter. Minimum and maximum are kept, so no peak is lost.
 *
 * History is about the run, not about the current tick: stepping back does not change it.
 */
import type { EventKind } from '../protocol/views';
import { eventKinds } from '../protocol/views';
import type { Portions } from './portions';

/** Buckets before neighbours are merged. Even. */
const bucketLimit = 8192;

/** Stretches of goroutines on Ps before neighbours are merged. */
const stretchLimit = 1 << 18;

/** Values at one moment. */
interface Sample {
  readonly liveBytes: number;
  readonly goalBytes: number;
  readonly inUseBytes: number;
  /** Mapped once, and with the operating system again. */
  readonly releasedBytes: number;
  /** Mapped, and not with the operating system. */
  readonly residentBytes: number;
}

/** Series of which a bucket keeps the last value. */
const lastSeries = ['goal', 'inUse', 'released', 'resident'] as const;
type LastSeries = Readonly<Record<(typeof lastSeries)[number], Float64Array>>;

/** Columns by bucket. */
interface Buckets extends LastSeries {
  liveMin: Float64Array;
  liveMax: Float64Array;
  /** Events by P, then kind: `(bucket × procs + p) × kinds + kind`. */
  marks: Uint32Array;
}

export class History {
  /** Ticks per bucket; a power of two, so a short run is known to the tick. */
  width = 1;
  /** Buckets in use. */
  count = 0;
  /** Counts what has been noted: as long as it stays, so do all answers. */
  changes = 0;
  private readonly buckets: Buckets;
  private readonly last = { live: 0, goal: 0, inUse: 0, released: 0, resident: 0 };
  /** Stretches in order of their beginning. The open one of a P has no end yet. */
  readonly stretches = {
    count: 0,
    p: new Uint8Array(1024),
    g: new Uint32Array(1024),
    from: new Float64Array(1024),
    to: new Float64Array(1024),
  };
  private readonly open: Int32Array;

  constructor(readonly procs: number) {
    const columns = bucketLimit;
    this.buckets = {
      liveMin: new Float64Array(columns),
      liveMax: new Float64Array(columns),
      ...makeSeries(columns),
      marks: new Uint32Array(columns * procs * eventKinds.length),
    };
    this.open = new Int32Array(procs).fill(-1);
  }

  /** The run has come to `tick`, and the values are those of the last sample. */
  extend(tick: number): void {
    this.bucketOf(tick);
  }

  /** Notes the values at `tick`; ticks never fall. */
  sample(tick: number, sample: Sample): void {
    this.changes++;
    const bucket = this.bucketOf(tick);
    const { liveMin, liveMax } = this.buckets;
    const { last } = this;
    last.live = sample.liveBytes;
    last.goal = sample.goalBytes;
    last.inUse = sample.inUseBytes;
    last.released = sample.releasedBytes;
    last.resident = sample.residentBytes;
    liveMin[bucket] = Math.min(liveMin[bucket]!, last.live);
    liveMax[bucket] = Math.max(liveMax[bucket]!, last.live);
    for (const name of lastSeries) this.buckets[name][bucket] = last[name];
  }

  /** Counts an event. */
  mark(tick: number, p: number, kind: number): void {
    this.changes++;
    const bucket = this.bucketOf(tick);
    const at = (bucket * this.procs + Math.min(p, this.procs - 1)) * eventKinds.length + kind;
    this.buckets.marks[at]!++;
  }

  /** From `tick` on goroutine `g` runs on P `p`; 0 means that the P is idle. */
  schedule(tick: number, p: number, g: number): void {
    this.changes++;
    this.close(tick, p);
    if (g === 0 || p >= this.procs) return;
    const { stretches } = this;
    const before = this.open[p]!;
    // The same goroutine again without a pause is one stretch.
    if (before >= 0 && stretches.g[before] === g && stretches.to[before] === tick) {
      stretches.to[before] = -1;
      return;
    }
    if (stretches.count === stretches.from.length) this.growStretches();
    const at = stretches.count++;
    stretches.p[at] = p;
    stretches.g[at] = g;
    stretches.from[at] = tick;
    stretches.to[at] = -1;
    this.open[p] = at;
  }

  /** The open stretch of `p` ends. */
  private close(tick: number, p: number): void {
    const at = this.open[p] ?? -1;
    if (at >= 0 && this.stretches.to[at] === -1) this.stretches.to[at] = tick;
  }

  /** Series and marks of the buckets that touch `[fromTick, toTick)`, folded to `points` steps. */
  fold(fromTick: number, toTick: number, points: number): Portions<Folded> {
    const first = Math.min(Math.floor(fromTick / this.width), Math.max(0, this.count - 1));
    const limit = Math.min(this.count, Math.floor(toTick / this.width) + 1);
    const steps = Math.max(0, Math.min(points, limit - first));
    const answer = makeFolded(steps, this.procs);
    const cells = this.procs * eventKinds.length;
    let step = 0;
    const work = (units: number): boolean => {
      for (let left = units; step < steps && left > 0; step++) {
        const from = first + Math.floor((step * (limit - first)) / steps);
        const to = first + Math.floor(((step + 1) * (limit - first)) / steps);
        answer.ticks[step] = Math.min(to * this.width, Math.max(toTick, fromTick));
        this.foldStep(answer, step, from, to);
        left -= (to - from) * cells;
      }
      return step === steps;
    };
    return { work, answer };
  }

  private foldStep(folded: Folded, step: number, from: number, to: number): void {
    const { liveMin, liveMax, marks } = this.buckets;
    let min = Infinity;
    let max = 0;
    for (let bucket = from; bucket < to; bucket++) {
      min = Math.min(min, liveMin[bucket]!);
      max = Math.max(max, liveMax[bucket]!);
    }
    folded.liveMin[step] = min;
    folded.liveMax[step] = max;
    for (const name of lastSeries) folded[name][step] = this.buckets[name][to - 1]!;
    const stride = this.procs * eventKinds.length;
    for (let bucket = from; bucket < to; bucket++) {
      for (let i = 0; i < stride; i++) {
        folded.marks[step * stride + i]! += marks[bucket * stride + i]!;
      }
    }
  }

  /** The bucket of `tick`, opening buckets up to it with the values that held until then. */
  private bucketOf(tick: number): number {
    while (tick >= bucketLimit * this.width) this.merge();
    const bucket = Math.floor(tick / this.width);
    const { liveMin, liveMax } = this.buckets;
    for (; this.count <= bucket; this.count++) {
      liveMin[this.count] = this.last.live;
      liveMax[this.count] = this.last.live;
      for (const name of lastSeries) this.buckets[name][this.count] = this.last[name];
    }
    return bucket;
  }

  /** Two buckets become one. */
  private merge(): void {
    const { liveMin, liveMax, marks } = this.buckets;
    const stride = this.procs * eventKinds.length;
    const count = (this.count + 1) >>> 1;
    for (let i = 0; i < count; i++) {
      const left = 2 * i;
      const right = Math.min(left + 1, this.count - 1);
      liveMin[i] = Math.min(liveMin[left]!, liveMin[right]!);
      liveMax[i] = Math.max(liveMax[left]!, liveMax[right]!);
      for (const name of lastSeries) this.buckets[name][i] = this.buckets[name][right]!;
      for (let k = 0; k < stride; k++) {
        const added = right > left ? marks[right * stride + k]! : 0;
        marks[i * stride + k] = marks[left * stride + k]! + added;
      }
    }
    marks.fill(0, count * stride);
    this.count = count;
    this.width *= 2;
  }

  /** Room for more stretches, or, at the limit, short ones are merged into the one before. */
  private growStretches(): void {
    const { stretches } = this;
    if (stretches.count >= stretchLimit) {
      this.mergeStretches();
      return;
    }
    const room = stretches.count * 2;
    stretches.p = resized(stretches.p, new Uint8Array(room));
    stretches.g = resized(stretches.g, new Uint32Array(room));
    stretches.from = resized(stretches.from, new Float64Array(room));
    stretches.to = resized(stretches.to, new Float64Array(room));
  }

  /** Keeps every second stretch of each P, drawn out to the beginning of the next kept one. */
  private mergeStretches(): void {
    const { stretches } = this;
    const lastKept = new Int32Array(this.procs).fill(-1);
    const seen = new Uint32Array(this.procs);
    let kept = 0;
    for (let i = 0; i < stretches.count; i++) {
      const p = stretches.p[i]!;
      const isOpen = this.open[p] === i;
      const before = lastKept[p]!;
      if (seen[p]!++ % 2 === 1 && !isOpen && before >= 0) {
        stretches.to[before] = stretches.to[i]!;
        continue;
      }
      stretches.p[kept] = p;
      stretches.g[kept] = stretches.g[i]!;
      stretches.from[kept] = stretches.from[i]!;
      stretches.to[kept] = stretches.to[i]!;
      lastKept[p] = kept;
      if (isOpen) this.open[p] = kept;
      kept++;
    }
    stretches.count = kept;
  }
}

/** What {@link History.fold} returns; marks as in the buckets. */
export interface Folded extends LastSeries {
  readonly ticks: Float64Array;
  readonly liveMin: Float64Array;
  readonly liveMax: Float64Array;
  readonly marks: Uint32Array;
}

function makeFolded(steps: number, procs: number): Folded {
  return {
    ticks: new Float64Array(steps),
    liveMin: new Float64Array(steps),
    liveMax: new Float64Array(steps),
    ...makeSeries(steps),
    marks: new Uint32Array(steps * procs * eventKinds.length),
  };
}

function makeSeries(count: number): LastSeries {
  const [goal, inUse] = [new Float64Array(count), new Float64Array(count)];
  return { goal, inUse, released: new Float64Array(count), resident: new Float64Array(count) };
}

function resized<A extends Uint8Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Number of a kind of event in {@link History.mark}. */
export function kindNumber(kind: EventKind): number {
  return eventKinds.indexOf(kind);
}
