/**
 * Keyframes: pictures of the whole machine along the run, so that any tick is reached by restoring
 * the nearest one before it and running on. Pictures share what did not change between them (see
 * columns.ts), so their cost is what the program touched in between.
 *
 * The memory they may take is a budget: when it is used up, the keyframe whose absence costs least
 * goes, which leaves them evenly spread over the run. The last one stays whatever it takes, so what
 * the others share with it costs nothing: a state as large as the budget leaves them a part of it.
 */
import { assert } from '../base/assert';
import type { Snapshot } from '../base/columns';

interface Keyframe {
  readonly tick: number;
  readonly snapshot: Snapshot;
}

/** Part of the budget that is there for what the last frame does not hold. */
const besideLast = 1 / 4;

/** Keyframes in order of tick. The one of the start is never dropped. */
export class Keyframes {
  private frames: Keyframe[] = [];
  /** Bytes held by all frames. What only frames far apart share counts twice; it is little. */
  private heldBytes = 0;
  /** Bytes of the last frame, shared or not. */
  private lastBytes = 0;

  constructor(private readonly budgetBytes: number) {}

  get count(): number {
    return this.frames.length;
  }

  get bytes(): number {
    return this.heldBytes;
  }

  has(tick: number): boolean {
    return this.frames[this.indexBefore(tick)]?.tick === tick;
  }

  /**
   * Adds a frame unless there is one of that tick, and drops others when the budget is used up.
   * Returns the bytes that it shares with neither neighbour.
   */
  add(frame: Keyframe): number {
    if (this.has(frame.tick)) return 0;
    const at = this.indexBefore(frame.tick) + 1;
    this.frames.splice(at, 0, frame);
    if (at === this.frames.length - 1) {
      const images = [frame, this.frames[at - 1]].map((one) => one?.snapshot.images);
      this.lastBytes += ownBytes(images[0], images[1]) - ownBytes(images[1], images[0]);
    }
    const bytes = this.ownBytes(at);
    this.heldBytes += bytes;
    let kept = at;
    const { budgetBytes, lastBytes } = this;
    while (this.heldBytes > Math.max(budgetBytes, lastBytes + budgetBytes * besideLast)) {
      const dropped = this.dropCheapest(kept);
      if (dropped < 0) break;
      if (dropped < kept) kept--;
    }
    return bytes;
  }

  /** The last frame at or before `tick`. */
  nearest(tick: number): Keyframe {
    const frame = this.frames[this.indexBefore(tick)];
    assert(frame !== undefined, `no keyframe at or before tick ${tick}`);
    return frame;
  }

  /** Index of the last frame at or before `tick`, -1 when there is none. */
  private indexBefore(tick: number): number {
    let low = 0;
    let high = this.frames.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.frames[middle]!.tick <= tick) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * Drops the frame that leaves the smallest gap, neither the first nor the last, nor the new one
   * at `kept` or the one before it: what a seek leaves for stepping back stands close to others,
   * and would go before it was used. Returns where it was, -1 for none.
   */
  private dropCheapest(kept: number): number {
    let cheapest = -1;
    let smallest = Infinity;
    for (let i = 1; i + 1 < this.frames.length; i++) {
      if (i === kept || i === kept - 1) continue;
      const gap = this.frames[i + 1]!.tick - this.frames[i - 1]!.tick;
      if (gap >= smallest) continue;
      smallest = gap;
      cheapest = i;
    }
    if (cheapest < 0) return -1;
    this.heldBytes -= this.ownBytes(cheapest);
    this.frames.splice(cheapest, 1);
    return cheapest;
  }

  private ownBytes(at: number): number {
    const images = (index: number): unknown => this.frames[index]?.snapshot.images;
    return ownBytes(images(at), images(at - 1), images(at + 1));
  }
}

/**
 * Bytes of the buffers in a snapshot's `image` that neither `before` nor `after`, if given, has at
 * the same place.
 */
export function ownBytes(image: unknown, before?: unknown, after?: unknown): number {
  if (typeof image !== 'object' || image === null || image === before || image === after) return 0;
  if (ArrayBuffer.isView(image)) return image.byteLength;
  const [befores, afters] = [partsOf(before), partsOf(after)];
  return partsOf(image).reduce<number>(
    (bytes, part, index) => bytes + ownBytes(part, befores[index], afters[index]),
    0,
  );
}

function partsOf(image: unknown): readonly unknown[] {
  if (Array.isArray(image)) return image as unknown[];
  return typeof image === 'object' && image !== null ? Object.values(image) : [];
}
