/** The bits of Go 1.6's heap bitmap, byte by byte, from an allocation to the next in its slot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GC } from '../../../src/runtime/go1.6/mgc';
import { mallocgc } from '../../../src/runtime/go1.6/malloc';
import { hasPointers } from '../../../src/runtime/go1.6/mbitmap';
import { pageSize } from '../../../src/runtime/go1.6/msize';
import type { Runtime16 } from '../../../src/runtime/go1.6/runtime';
import { SpanState } from '../../../src/runtime/go1.6/runtime';
import { noStatics, wordsType } from '../../../src/runtime/noprogram';
import { Runtime } from '../../../src/runtime/runtime';

/** One word; a scalar and a pointer; a pointer and then ten scalars. */
const types = [wordsType(0, [1]), wordsType(1, [0, 1]), wordsType(2, [1, ...Array(10).fill(0)])];

interface Heap {
  readonly rt: Runtime16;
  readonly live: Set<number>;
  alloc(size: number, typ: number): number;
}

function heap(): Heap {
  const host = new Runtime({
    types,
    statics: noStatics,
    procs: 1,
    gogc: 100,
    profile: 'go1.6',
    boot: false,
  });
  const rt = host.go16!;
  const live = new Set<number>();
  host.roots = {
    goroutines: () => 1,
    scanstack: (_, visit) => {
      for (const object of live) visit(object);
    },
  };
  const alloc = (size: number, typ: number): number => {
    const x = mallocgc(rt, size, typ, true);
    live.add(x);
    return x;
  };
  return { rt, live, alloc };
}

/** The two bits of each word from `x` on: `p` pointer, `m` mark or more, `b` both, `.` none. */
function bitsAt({ rt }: Heap, x: number, words: number): string {
  let text = '';
  for (let i = 0; i < words; i++) {
    const word = ((x - rt.heapStart) >> 3) + i;
    const bits = (rt.bitmap.bits[word >> 2]! >> (word & 3)) & 0x11;
    text += bits === 0x11 ? 'b' : bits === 0x10 ? 'm' : bits === 1 ? 'p' : '.';
  }
  return text;
}

test('an object says where its pointers are, and from the third word on that more may follow', () => {
  const h = heap();
  assert.equal(bitsAt(h, h.alloc(16, 1), 2), '.p');
  assert.equal(bitsAt(h, h.alloc(48, 1), 6), '.pmbmb');
  assert.equal(bitsAt(h, h.alloc(48, 1), 6), '.pmbmb');
  // The scalars at its end, and what the size class has beyond it, say nothing.
  assert.equal(bitsAt(h, h.alloc(88, 2), 12), 'p...........');
  // All but the last value of an array are described to their end.
  assert.equal(bitsAt(h, h.alloc(176, 2), 22), 'p.mmmmmmmmmb..........');
  assert.equal(bitsAt(h, h.alloc(64, -1), 8), '........');
});

test('a freed object forgets its first words; the next one there says all of its own', () => {
  const h = heap();
  // Another object keeps each span where it is.
  for (const [size, kept, freed] of [
    [64, 0, '....bbbb'],
    [48, 0, '....bb'],
    [48, 1, '......'],
    [80, 0, '....bbbbbb'],
    [80, 1, '......bbbb'],
    [16, 1, '..'],
  ] as const) {
    const words = size / 8;
    for (let i = 0; i < kept; i++) h.alloc(size, 0);
    const x = h.alloc(size, 0);
    const neighbours = [h.alloc(size, 0), ...(kept ? [x - size] : [])];
    const all = bitsAt(h, x, words);
    assert.equal(all, 'pp'.padEnd(words, 'b'));
    h.live.delete(x);
    GC(h.rt);
    const shift = ((x - h.rt.heapStart) >> 3) & 3;
    assert.equal(shift, kept === 0 ? 0 : 2, `${size}: where in its byte it begins`);
    assert.equal(bitsAt(h, x, words), freed, `${size} freed`);
    for (const n of neighbours) assert.equal(bitsAt(h, n, words), all, 'a neighbour lives on');
    // Nobody reads behind the first words of an object without pointers.
    assert.equal(hasPointers(h.rt, x, size), false);
    const noscan = h.alloc(size, -1);
    assert.equal(noscan, x);
    assert.equal(bitsAt(h, x, words), freed, `${size} without pointers`);
    h.live.delete(x);
    GC(h.rt);
    if (size >= 64) {
      // One with pointers says anew what each of its words is.
      assert.equal(h.alloc(size, 1), x);
      assert.equal(bitsAt(h, x, words), '.p'.padEnd(words, 'mb'));
    }
    h.live.clear();
    GC(h.rt);
  }
});

test('what was described in the slot before ends with the object that is there now', () => {
  const h = heap();
  const x = h.alloc(96, 0);
  const other = h.alloc(96, 0);
  assert.equal(bitsAt(h, x, 12), 'ppbbbbbbbbbb');
  h.live.delete(x);
  GC(h.rt);
  assert.equal(bitsAt(h, x, 12), '....bbbbbbbb');
  assert.equal(h.alloc(88, 2), x);
  assert.equal(bitsAt(h, x, 12), 'p...........');
  assert.equal(bitsAt(h, other, 12), 'ppbbbbbbbbbb');
});

test('words of a span of pointers stay pointers, also when the heap has it back', () => {
  const h = heap();
  const x = h.alloc(8, 0);
  const y = h.alloc(8, 0);
  assert.equal(bitsAt(h, x, 4), 'pppp');
  h.live.delete(y);
  GC(h.rt);
  assert.equal(bitsAt(h, x, 4), 'pppp');
  const s = h.rt.h_spans.span[Math.floor((x - h.rt.heapStart) / pageSize)]!;
  h.live.clear();
  GC(h.rt);
  assert.equal(h.rt.mspan.state[s], SpanState.free);
  assert.equal(bitsAt(h, x, 4), 'pppp');
  // Whoever is there next begins with none.
  let z = h.alloc(64, -1);
  for (let i = 0; i < 200 && (x & ~(pageSize - 1)) !== (z & ~(pageSize - 1)); i++)
    z = h.alloc(64 + 8 * i, -1);
  assert.equal(x & ~(pageSize - 1), z & ~(pageSize - 1), 'its page is used again');
  assert.equal(bitsAt(h, z, 8), '........');
});
