/**
 * The heap over a whole run in bounded memory: points of equal width in instructions, which are
 * merged in pairs when there are too many. The largest value of each stretch is kept, so no peak is
 * lost, and the same run gives the same points however it is sliced.
 */
import type { ComparedCurve } from '../protocol/compare';

const pointLimit = 1024;

/** Values at one moment, in bytes. */
interface Point {
  readonly live: number;
  readonly goal: number;
  readonly inUse: number;
  readonly resident: number;
}

const columns = ['live', 'goal', 'inUse', 'resident'] as const;

export class Curve {
  /** Ticks per point. */
  width = 256;
  private count = 0;
  private lastTick = 0;
  private readonly values = {
    live: new Float64Array(pointLimit),
    goal: new Float64Array(pointLimit),
    inUse: new Float64Array(pointLimit),
    resident: new Float64Array(pointLimit),
  };

  /** Notes what holds at `tick`; ticks never fall. */
  add(tick: number, point: Point): void {
    while (tick >= pointLimit * this.width) this.merge();
    const at = Math.floor(tick / this.width);
    for (const name of columns) {
      const column = this.values[name];
      // What nobody has looked at meanwhile is as it was.
      for (let i = this.count; i < at; i++) column[i] = i === 0 ? point[name] : column[i - 1]!;
      column[at] = at < this.count ? Math.max(column[at]!, point[name]) : point[name];
    }
    this.count = Math.max(this.count, at + 1);
    this.lastTick = tick;
  }

  private merge(): void {
    const half = (this.count + 1) >>> 1;
    for (const name of columns) {
      const column = this.values[name];
      for (let i = 0; i < half; i++)
        column[i] = Math.max(column[2 * i]!, column[Math.min(2 * i + 1, this.count - 1)]!);
    }
    this.count = half;
    this.width *= 2;
  }

  /** All points; each holds up to its tick. */
  points(): ComparedCurve {
    const cut = (column: Float64Array): Float64Array => column.slice(0, this.count);
    const { live, goal, inUse, resident } = this.values;
    const ticks = Float64Array.from({ length: this.count }, (_, i) =>
      Math.min(this.lastTick, (i + 1) * this.width),
    );
    return {
      ...{ ticks, live: cut(live), goal: cut(goal), inUse: cut(inUse) },
      resident: cut(resident),
    };
  }
}
