/**
 * Marking goes on where it was when its own buffers make the heap grow: the views of the memory
 * are others then.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { popcount32, popcountRange } from '../../src/base/bits';
import { mallocgc } from '../../src/runtime/malloc';
import { GC } from '../../src/runtime/mgc';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import { arrayType } from './process';

/** Objects that wait in buffers of 253: more than there is room for in one span of buffers. */
const objectBytes = 1024;
const count = 6000;
/** What is left of a heap for the first of these spans, of four pages, but not for the second. */
const pagesLeft = 7;
const places = 1024;

for (const holder of ['array', 'structs', 'bss'] as const) {
  test(`every object that a full heap's ${holder} points at is marked`, () => {
    const bssStart = 40960;
    const words = count + places;
    const statics = {
      ...noStatics,
      size: 131072,
      bss: { start: bssStart, end: bssStart + words * 8 },
      pointers: Uint32Array.from({ length: words }, (_, word) => bssStart + word * 8),
    };
    const pair = { ...arrayType(2, 2), ptrdata: 8, gcmask: Uint8Array.of(1) };
    const types = [arrayType(0, objectBytes / 8), arrayType(1, count), pair];
    const rt = new Runtime({ types, statics, procs: 1, gogc: -1, boot: false, recording: false });
    const step = holder === 'structs' ? 16 : 8;
    let to = bssStart + places * 8;
    if (holder !== 'bss') {
      to = mallocgc(rt, count * step, holder === 'array' ? 1 : 2, true);
      rt.mem.storePtr(bssStart, to);
    }
    for (let i = 0; i < count; i++)
      rt.mem.storePtr(to + i * step, mallocgc(rt, objectBytes, 0, true));
    for (let place = 1; freePages(rt) > pagesLeft; place++)
      rt.mem.storePtr(bssStart + place * 8, mallocgc(rt, 8192, -1, true));
    const before = rt.mem.size;
    GC(rt);
    assert.ok(rt.mem.size > before, 'marking made the heap grow');
    const live = rt.gcController.heapMarked[0]!;
    assert.ok(live >= count * objectBytes, `${live} bytes were marked`);
  });
}

/** Pages that are free, those in the P's page cache too. */
function freePages(rt: Runtime): number {
  const { pages, allp } = rt;
  const cached = popcount32(allp.pcacheLow[0]!) + popcount32(allp.pcacheHigh[0]!);
  return cached + pages.end - popcountRange(pages.bits.alloc, 0, 0, pages.end);
}
