/**
 * Size classes of Go 1.6, after runtime/msize.go: computed when the process starts, as that Go did,
 * rather than tabulated. 66 classes, none of 24 bytes, pointers and no pointers side by side.
 */

export const pageShift = 13;
export const pageSize = 8192;
export const numSizeClasses = 67;
export const maxSmallSize = 32768;
export const maxTinySize = 16;
export const tinySizeClass = 2;

interface SizeClasses {
  /** Bytes of an object of each class; 0 for class 0, large objects. */
  readonly class_to_size: Int32Array;
  readonly class_to_allocnpages: Int32Array;
}

/** The step to the next size after `size`, given the step so far. */
function nextAlign(size: number, align: number): number {
  if ((size & (size - 1)) !== 0) return align;
  if (size >= 2048) return 256;
  if (size >= 128) return size >> 3;
  return size >= 16 ? 16 : align;
}

/** Bytes of a span whose tail wastes at most an eighth. */
function spanBytes(size: number): number {
  let bytes = pageSize;
  while (bytes % size > bytes >> 3) bytes += pageSize;
  return bytes;
}

/** initSizes. */
function initSizes(): SizeClasses {
  const sizes = [0];
  const pages = [0];
  let align = 8;
  for (let size = align; size <= maxSmallSize; size += align) {
    align = nextAlign(size, align);
    const bytes = spanBytes(size);
    const npages = bytes >> pageShift;
    const last = sizes.length - 1;
    // A larger object that fits as often into as many pages makes the smaller class pointless.
    const same =
      last > 0 &&
      npages === pages[last] &&
      Math.floor(bytes / size) === Math.floor(bytes / sizes[last]!);
    if (same) sizes[last] = size;
    else {
      sizes.push(size);
      pages.push(npages);
    }
  }
  return {
    class_to_size: Int32Array.from(sizes),
    class_to_allocnpages: Int32Array.from(pages),
  };
}

export const { class_to_size, class_to_allocnpages } = initSizes();

/** Objects in a span of each class; 1 for a large object. */
export const class_to_objects = Int32Array.from(class_to_size, (size, sizeclass) =>
  size === 0 ? 1 : Math.floor((class_to_allocnpages[sizeclass]! * pageSize) / size),
);

/** size_to_class8 and size_to_class128 in one: the class of each size in steps of 8 bytes. */
const sizeToClass = new Uint8Array(maxSmallSize / 8 + 1);
for (let i = 0, sizeclass = 1; i < sizeToClass.length; i++) {
  if (i * 8 > class_to_size[sizeclass]!) sizeclass++;
  sizeToClass[i] = sizeclass;
}

/** Class of a request of 1 to {@link maxSmallSize} bytes. */
export function sizeToClassOf(size: number): number {
  return sizeToClass[(size + 7) >> 3]!;
}
