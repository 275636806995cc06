/**
 * Size classes, after internal/runtime/gc/sizeclasses.go and malloc.go of Go 1.26, and span classes
 * with the number of objects that initSpan of runtime/mheap.go gives them under the Green Tea
 * collector.
 */

/** Bytes of a runtime page. */
export const pageSize = 8192;
export const pageShift = 13;

export const numSizeClasses = 68;
export const numSpanClasses = numSizeClasses * 2;

/** Largest request served from a size class is maxSmallSize - mallocHeaderSize. */
export const maxSmallSize = 32768;
export const mallocHeaderSize = 8;
/** Objects up to this size keep their pointer bitmap in the span; larger ones have a header. */
export const minSizeForMallocHeader = 512;
export const maxTinySize = 16;
export const tinySpanClass = 5;

/** Bytes of spanInlineMarkBits at the end of a span. */
export const spanInlineMarkBytes = 128;
/** Bytes of the pointer bitmap in a one-page span. */
export const heapBitsBytes = pageSize / 8 / 8;

/** Bytes of an object of each size class. */
export const class_to_size = Uint16Array.from([
  0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352,
  384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304,
  2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880,
  12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
]);

/** Pages of a span of each size class. */
export const class_to_allocnpages = Uint8Array.from([
  0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2, 9, 7, 5, 8, 3,
  10, 7, 4,
]);

/**
 * class_to_divmagic: what to multiply with instead of dividing by a size.
 *
 * NON-GO: of 22 bits behind the point instead of 32, so that a product is a word of 32 bits; for
 * offsets into a page and sizes of spans with inline marks that is exact.
 */
const class_to_divmagic = Int32Array.from(class_to_size, (size) => Math.ceil((1 << 22) / size));

/** Index of the object at an offset into a span with inline marks, of objects of a size class. */
export function objIndexSmall(offset: number, sizeclass: number): number {
  return Math.imul(offset, class_to_divmagic[sizeclass]!) >>> 22;
}

/** Whether objects of this size have their pointer bitmap at the end of their span. */
export function heapBitsInSpan(size: number): boolean {
  return size <= minSizeForMallocHeader;
}

/** Whether spans of objects of this size carry their mark bits themselves. */
export function gcUsesSpanInlineMarkBits(size: number): boolean {
  return heapBitsInSpan(size) && size >= 16;
}

/** Smallest class for each size in steps of 8 bytes, up to maxSmallSize. */
const sizeToClass8 = new Uint8Array(maxSmallSize / 8 + 1);
for (let i = 1, sizeclass = 1; i < sizeToClass8.length; i++) {
  if (i * 8 > class_to_size[sizeclass]!) sizeclass++;
  sizeToClass8[i] = sizeclass;
}

/** Size class of a request of up to maxSmallSize bytes. */
export function sizeclassOf(size: number): number {
  return sizeToClass8[(size + 7) >> 3]!;
}

export function makeSpanClass(sizeclass: number, noscan: boolean): number {
  return (sizeclass << 1) | (noscan ? 1 : 0);
}

/** Bytes at the end of a span that hold pointer and mark bits. */
function reservedBytes(spc: number): number {
  const size = class_to_size[spc >> 1]!;
  if (size === 0) return 0;
  const marks = gcUsesSpanInlineMarkBits(size) ? spanInlineMarkBytes : 0;
  const bits = (spc & 1) === 0 && heapBitsInSpan(size) ? heapBitsBytes : 0;
  return marks + bits;
}

/** Objects in a span of each span class; 1 for the two large ones. */
export const spanclass_nelems = Uint16Array.from({ length: numSpanClasses }, (_, spc) => {
  const sizeclass = spc >> 1;
  if (sizeclass === 0) return 1;
  const bytes = class_to_allocnpages[sizeclass]! * pageSize - reservedBytes(spc);
  return Math.floor(bytes / class_to_size[sizeclass]!);
});

/**
 * Bytes that mallocgc sets aside for a request, without its header (runtime/msize.go): what append
 * may grow into.
 */
export function roundupsize(size: number, noscan: boolean): number {
  if (size > maxSmallSize - mallocHeaderSize) return Math.ceil(size / pageSize) * pageSize;
  const header = !noscan && size > minSizeForMallocHeader ? mallocHeaderSize : 0;
  return class_to_size[sizeclassOf(size + header)]! - header;
}
