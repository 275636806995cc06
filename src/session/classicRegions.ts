/** The three regions that Go 1.6 reserves in one piece, and what of them is mapped. */
import { regions } from '../runtime/go1.6/runtime';
import type { Runtime16 } from '../runtime/go1.6/runtime';

export const regionNames = ['spans', 'bitmap', 'arena'] as const;

/** Numbers as in keys. */
export const enum RegionNumber {
  spans = 0,
  bitmap = 1,
  arena = 2,
}

/** A region and the part of it that is mapped. */
interface Region {
  readonly address: number;
  readonly bytes: number;
  readonly mappedAddress: number;
  readonly mapped: number;
}

/** The bitmap is mapped from its end downwards, the others from their beginning upwards. */
export function regionOf({ mheap }: Runtime16, number: RegionNumber): Region {
  if (number === RegionNumber.spans) {
    const mapped = mheap.spans_mapped[0]!;
    const bytes = regions.bitmap - regions.spans;
    return { address: regions.spans, bytes, mappedAddress: regions.spans, mapped };
  }
  if (number === RegionNumber.bitmap) {
    const mapped = mheap.bitmap_mapped[0]!;
    const bytes = regions.arena_start - regions.bitmap;
    return { address: regions.bitmap, bytes, mappedAddress: regions.arena_start - mapped, mapped };
  }
  const bytes = regions.arena_end - regions.arena_start;
  const mapped = mheap.arena_used[0]! * 8192;
  return { address: regions.arena_start, bytes, mappedAddress: regions.arena_start, mapped };
}
