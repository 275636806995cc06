/**
 * Where the allocator puts an object of a given size, as far as that does not depend on the run:
 * which path of mallocgc, which class, which slot in which kind of span.
 */
import * as classic from '../runtime/go1.6/msize';
import {
  class_to_allocnpages,
  class_to_size,
  heapBitsInSpan,
  makeSpanClass,
  mallocHeaderSize,
  maxSmallSize,
  maxTinySize,
  pageSize,
  sizeclassOf,
  spanclass_nelems,
  tinySpanClass,
} from '../runtime/sizeclasses';

export interface Placement {
  /** zero: the one address of all objects without size · tiny: packed into a 16-byte block. */
  readonly path: 'zero' | 'tiny' | 'small' | 'large';
  readonly sizeClass: number;
  /** Go 1.6 has none. */
  readonly spanClass: number | undefined;
  /** Of the slot; for a large object, of its pages. */
  readonly slotBytes: number;
  /** Of the malloc header in front of the object: its type, for the collector. */
  readonly headerBytes: number;
  /** Of the slot that the object does not use. */
  readonly wasteBytes: number;
  readonly spanBytes: number;
  readonly slots: number;
}

/** Places an object of `bytes`; `noscan`: there is no pointer in it. */
export function place(bytes: number, noscan: boolean, profile = 'go1.26'): Placement {
  if (bytes === 0) return { ...nowhere, path: 'zero' };
  if (profile === 'go1.6') return placeClassic(bytes, noscan);
  if (noscan && bytes < maxTinySize) return inClass('tiny', tinySpanClass, bytes, 0);
  if (bytes > maxSmallSize - mallocHeaderSize) return large(bytes, makeSpanClass(0, noscan));
  const headerBytes = noscan || heapBitsInSpan(bytes) ? 0 : mallocHeaderSize;
  const sizeClass = sizeclassOf(bytes + headerBytes);
  return inClass('small', makeSpanClass(sizeClass, noscan), bytes, headerBytes);
}

/** In Go 1.6 nothing stands in front of an object, and pointers do not change its class. */
function placeClassic(bytes: number, noscan: boolean): Placement {
  if (bytes > classic.maxSmallSize) return { ...large(bytes, 0), spanClass: undefined };
  const isTiny = noscan && bytes < classic.maxTinySize;
  const sizeClass = isTiny ? classic.tinySizeClass : classic.sizeToClassOf(bytes);
  const slotBytes = classic.class_to_size[sizeClass]!;
  return {
    path: isTiny ? 'tiny' : 'small',
    sizeClass,
    spanClass: undefined,
    slotBytes,
    headerBytes: 0,
    wasteBytes: slotBytes - bytes,
    spanBytes: classic.class_to_allocnpages[sizeClass]! * pageSize,
    slots: classic.class_to_objects[sizeClass]!,
  };
}

/** A span of its own. */
function large(bytes: number, spanClass: number): Placement {
  const slotBytes = Math.ceil(bytes / pageSize) * pageSize;
  const wasteBytes = slotBytes - bytes;
  const whole = { slotBytes, wasteBytes, spanBytes: slotBytes, slots: 1 };
  return { path: 'large', sizeClass: 0, spanClass, headerBytes: 0, ...whole };
}

const nowhere = {
  sizeClass: 0,
  spanClass: 0,
  slotBytes: 0,
  headerBytes: 0,
  wasteBytes: 0,
  spanBytes: 0,
  slots: 0,
};

function inClass(
  path: 'tiny' | 'small',
  spanClass: number,
  bytes: number,
  headerBytes: number,
): Placement {
  const sizeClass = spanClass >> 1;
  const slotBytes = class_to_size[sizeClass]!;
  return {
    path,
    sizeClass,
    spanClass,
    slotBytes,
    headerBytes,
    wasteBytes: slotBytes - headerBytes - bytes,
    spanBytes: class_to_allocnpages[sizeClass]! * pageSize,
    slots: spanclass_nelems[spanClass]!,
  };
}
