/**
 * Keyframes: pictures of the whole machine along the run, so that any tick is reached by restoring
 * the nearest one before it and running on. Pictures share what did not change between them (see
 * columns.ts), so their cost is what the program touched in between.
 *
 * The memory they may take is a budget: when it is used up, the keyframe whose absence costs least
 * goes, which leaves them evenly spread over the run.
 */
import { assert } from '../base/assert';
import type { Snapshot } from '../base/columns';

interface Keyframe {
  readonly tick: number;
  readonly snapshot: Snapshot;
}

/** Keyframes in order of tick. The one of the start is never dropped. */
export class Keyframes {
  private frames: Keyframe[] = [];
  /** Bytes held by all frames; too high by what dropped frames still share until it is counted. */
  private heldBytes = 0;

  constructor(private readonly budgetBytes: number) {}

  get count(): number {
    return this.frames.length;
  }

  get bytes(): number {
    return this.heldBytes;
  }

  /**
   * Adds a frame unless there is one of that tick, and drops others when the budget is used up.
   * Returns the bytes that it does not share with the frame before.
   */
  add(frame: Keyframe): number {
    const at = this.indexBefore(frame.tick) + 1;
    if (at > 0 && this.frames[at - 1]!.tick === frame.tick) return 0;
    const bytes = freshBytes(frame.snapshot, this.frames[at - 1]?.snapshot);
    this.heldBytes += bytes;
    this.frames.splice(at, 0, frame);
    if (this.heldBytes > this.budgetBytes) this.thin();
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

  /** Drops frames until a quarter of the budget is free again. */
  private thin(): void {
    this.heldBytes = totalBytes(this.frames);
    while (this.heldBytes > this.budgetBytes * 0.75 && this.frames.length > 2) {
      // A few at a time: counting what is shared is the expensive part.
      for (let n = Math.ceil(this.frames.length / 8); n > 0; n--) this.dropCheapest();
      this.heldBytes = totalBytes(this.frames);
    }
  }

  /** Drops the frame that leaves the smallest gap; neither the first nor the last. */
  private dropCheapest(): void {
    let cheapest = -1;
    let smallest = Infinity;
    for (let i = 1; i + 1 < this.frames.length; i++) {
      const gap = this.frames[i + 1]!.tick - this.frames[i - 1]!.tick;
      if (gap >= smallest) continue;
      smallest = gap;
      cheapest = i;
    }
    if (cheapest > 0) this.frames.splice(cheapest, 1);
  }
}

/** Bytes of the buffers in `snapshot` that `before` does not share. */
function freshBytes(snapshot: Snapshot, before: Snapshot | undefined): number {
  const known = new Set<object>();
  if (before !== undefined) addBytes(before.images, known);
  return addBytes(snapshot.images, known);
}

function totalBytes(frames: readonly Keyframe[]): number {
  const known = new Set<object>();
  return frames.reduce((sum, { snapshot }) => sum + addBytes(snapshot.images, known), 0);
}

/** Adds the buffers inside an image to `known` and returns the bytes of those that were new. */
function addBytes(image: unknown, known: Set<object>): number {
  if (typeof image !== 'object' || image === null || known.has(image)) return 0;
  known.add(image);
  if (ArrayBuffer.isView(image)) return image.byteLength;
  const parts: unknown[] = Array.isArray(image) ? image : Object.values(image);
  return parts.reduce<number>((sum, part) => sum + addBytes(part, known), 0);
}
