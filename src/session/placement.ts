/**
 * Where the allocator puts an object of a given size, as far as that does not depend on the run:
 * which path of mallocgc, which class, which slot in which kind of span.
 */
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
  readonly spanClass: number;
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
export function place(bytes: number, noscan: boolean): Placement {
  if (bytes === 0) return { ...nowhere, path: 'zero' };
  if (noscan && bytes < maxTinySize) return inClass('tiny', tinySpanClass, bytes, 0);
  if (bytes > maxSmallSize - mallocHeaderSize) {
    const slotBytes = Math.ceil(bytes / pageSize) * pageSize;
    return {
      path: 'large',
      sizeClass: 0,
      spanClass: makeSpanClass(0, noscan),
      slotBytes,
      headerBytes: 0,
      wasteBytes: slotBytes - bytes,
      spanBytes: slotBytes,
      slots: 1,
    };
  }
  const headerBytes = noscan || heapBitsInSpan(bytes) ? 0 : mallocHeaderSize;
  const sizeClass = sizeclassOf(bytes + headerBytes);
  return inClass('small', makeSpanClass(sizeClass, noscan), bytes, headerBytes);
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
