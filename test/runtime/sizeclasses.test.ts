/** Size classes and span classes against the table measured from a real process. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mallocgc } from '../../src/runtime/malloc';
import { Runtime } from '../../src/runtime/runtime';
import {
  class_to_allocnpages,
  class_to_size,
  gcUsesSpanInlineMarkBits,
  objIndexSmall,
  pageSize,
  roundupsize,
  spanclass_nelems,
} from '../../src/runtime/sizeclasses';
import { noStatics } from '../../src/runtime/noprogram';
import { arrayType } from './process';

/** Class, bytes, pages, objects with and without pointers, largest request with and without. */
const table: readonly (readonly number[])[] = [
  [1, 8, 1, 1008, 1024, 8, 0],
  [2, 16, 1, 496, 504, 16, 16],
  [3, 24, 1, 330, 336, 24, 24],
  [4, 32, 1, 248, 252, 32, 32],
  [5, 48, 1, 165, 168, 48, 48],
  [6, 64, 1, 124, 126, 64, 64],
  [7, 80, 1, 99, 100, 80, 80],
  [8, 96, 1, 82, 84, 96, 96],
  [9, 112, 1, 70, 72, 112, 112],
  [10, 128, 1, 62, 63, 128, 128],
  [11, 144, 1, 55, 56, 144, 144],
  [12, 160, 1, 49, 50, 160, 160],
  [13, 176, 1, 45, 45, 176, 176],
  [14, 192, 1, 41, 42, 192, 192],
  [15, 208, 1, 38, 38, 208, 208],
  [16, 224, 1, 35, 36, 224, 224],
  [17, 240, 1, 33, 33, 240, 240],
  [18, 256, 1, 31, 31, 256, 256],
  [19, 288, 1, 27, 28, 288, 288],
  [20, 320, 1, 24, 25, 320, 320],
  [21, 352, 1, 22, 22, 352, 352],
  [22, 384, 1, 20, 21, 384, 384],
  [23, 416, 1, 19, 19, 416, 416],
  [24, 448, 1, 17, 18, 448, 448],
  [25, 480, 1, 16, 16, 480, 480],
  [26, 512, 1, 15, 15, 512, 512],
  [27, 576, 1, 14, 14, 568, 576],
  [28, 640, 1, 12, 12, 632, 640],
  [29, 704, 1, 11, 11, 696, 704],
  [30, 768, 1, 10, 10, 760, 768],
  [31, 896, 1, 9, 9, 888, 896],
  [32, 1024, 1, 8, 8, 1016, 1024],
  [33, 1152, 1, 7, 7, 1144, 1152],
  [34, 1280, 1, 6, 6, 1272, 1280],
  [35, 1408, 2, 11, 11, 1400, 1408],
  [36, 1536, 1, 5, 5, 1528, 1536],
  [37, 1792, 2, 9, 9, 1784, 1792],
  [38, 2048, 1, 4, 4, 2040, 2048],
  [39, 2304, 2, 7, 7, 2296, 2304],
  [40, 2688, 1, 3, 3, 2680, 2688],
  [41, 3072, 3, 8, 8, 3064, 3072],
  [42, 3200, 2, 5, 5, 3192, 3200],
  [43, 3456, 3, 7, 7, 3448, 3456],
  [44, 4096, 1, 2, 2, 4088, 4096],
  [45, 4864, 3, 5, 5, 4856, 4864],
  [46, 5376, 2, 3, 3, 5368, 5376],
  [47, 6144, 3, 4, 4, 6136, 6144],
  [48, 6528, 4, 5, 5, 6520, 6528],
  [49, 6784, 5, 6, 6, 6776, 6784],
  [50, 6912, 6, 7, 7, 6904, 6912],
  [51, 8192, 1, 1, 1, 8184, 8192],
  [52, 9472, 7, 6, 6, 9464, 9472],
  [53, 9728, 6, 5, 5, 9720, 9728],
  [54, 10240, 5, 4, 4, 10232, 10240],
  [55, 10880, 4, 3, 3, 10872, 10880],
  [56, 12288, 3, 2, 2, 12280, 12288],
  [57, 13568, 5, 3, 3, 13560, 13568],
  [58, 14336, 7, 4, 4, 14328, 14336],
  [59, 16384, 2, 1, 1, 16376, 16384],
  [60, 18432, 9, 4, 4, 18424, 18432],
  [61, 19072, 7, 3, 3, 19064, 19072],
  [62, 20480, 5, 2, 2, 20472, 20480],
  [63, 21760, 8, 3, 3, 21752, 21760],
  [64, 24576, 3, 1, 1, 24568, 24576],
  [65, 27264, 10, 3, 3, 27256, 27264],
  [66, 28672, 7, 2, 2, 28664, 28672],
  [67, 32768, 4, 1, 1, 32760, 32760],
];

test('sizes, pages and objects per span', () => {
  for (const [sizeclass, size, pages, scan, noscan] of table) {
    assert.equal(class_to_size[sizeclass!], size);
    assert.equal(class_to_allocnpages[sizeclass!], pages);
    assert.equal(spanclass_nelems[sizeclass! * 2], scan, `class ${sizeclass} with pointers`);
    assert.equal(spanclass_nelems[sizeclass! * 2 + 1], noscan, `class ${sizeclass} without`);
  }
});

/** Span class and slot offset that a request of a fresh process gets. */
function serve(rt: Runtime, size: number, typ: number): [spc: number, offset: number] {
  const off = mallocgc(rt, size, typ, true);
  const s = rt.page.spans[(off - rt.heapStart) >> 13]!;
  return [rt.mspan.spanclass[s]!, (off - rt.mspan.base[s]!) % rt.mspan.elemsize[s]!];
}

test('every request size gets the measured class, header and limit', () => {
  const rt = new Runtime({
    types: [arrayType(0, 1)],
    statics: noStatics,
    procs: 1,
    gogc: -1,
    boot: false,
    recording: false,
  });
  const classFor = (size: number, column: number): number =>
    table.find((row) => row[column]! >= size)![0]!;
  for (let size = 16; size <= 32760; size += size < 1200 ? 1 : 61) {
    assert.deepEqual(serve(rt, size, -1), [classFor(size, 6) * 2 + 1, 0], `${size} bytes`);
    const words = size & ~7;
    const header = words > 512 ? 8 : 0;
    assert.deepEqual(serve(rt, words, 0), [classFor(words, 5) * 2, header], `${words} bytes`);
  }
  for (const size of [32761, 32768, 40000, 1 << 20]) {
    assert.equal(serve(rt, size, -1)[0], 1);
    assert.equal(serve(rt, (size + 7) & ~7, 0)[0], 0);
  }
  assert.equal(mallocgc(rt, 0, 0, true), noStatics.zerobase);
});

test('tiny objects share blocks as measured', () => {
  const rt = new Runtime({
    types: [],
    statics: noStatics,
    procs: 1,
    gogc: -1,
    boot: false,
  });
  const blocks = new Map<number, number>();
  const sizes = [1, 1, 2, 4, 8, 3, 5, 8, 1, 12, 4, 15, 1, 7, 6, 2, 1, 8, 8, 4, 8];
  // The measured process had a block of which 13 bytes were taken.
  mallocgc(rt, 8, -1, true);
  mallocgc(rt, 5, -1, true);
  const placed = sizes.map((size) => {
    const off = mallocgc(rt, size, -1, true);
    const block = off & ~15;
    if (!blocks.has(block)) blocks.set(block, blocks.size + 1);
    return `B${blocks.get(block)}:${off & 15}`;
  });
  assert.equal(
    placed.join(' '),
    'B1:13 B1:14 B2:0 B2:4 B2:8 B3:0 B3:3 B3:8 B4:0 B4:4 B5:0 B6:0 B5:4 B5:5 B7:0 B7:6 B7:8 ' +
      'B8:0 B8:8 B9:0 B9:8',
  );
});

test('roundupsize: what append may grow into', () => {
  for (const row of table.slice(1)) {
    const [, size, , , , scan, noscan] = row as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    assert.equal(roundupsize(noscan, true), size);
    assert.equal(roundupsize(scan, false), scan > 512 ? size - 8 : size);
  }
  assert.equal(roundupsize(32769, true), 40960);
  assert.equal(roundupsize(40961, false), 49152);
});

test('what multiplies instead of dividing finds the object of every offset', () => {
  let checked = 0;
  class_to_size.forEach((size, sizeclass) => {
    if (!gcUsesSpanInlineMarkBits(size)) return;
    for (let offset = 0; offset < pageSize; offset++) {
      if (objIndexSmall(offset, sizeclass) === Math.floor(offset / size)) checked++;
      else assert.fail(`offset ${offset} of objects of ${size} bytes`);
    }
  });
  assert.equal(checked, 25 * pageSize);
});
