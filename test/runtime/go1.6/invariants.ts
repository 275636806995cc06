/** What must hold of the state of Go 1.6's allocator between any two calls. */
import assert from 'node:assert/strict';
import { objectsOf } from '../../../src/runtime/go1.6/mheap';
import type { Runtime16 } from '../../../src/runtime/go1.6/runtime';
import { SpanState } from '../../../src/runtime/go1.6/runtime';

/** Slots that a span would hand out, as offsets, in order. */
function freelist(rt: Runtime16, s: number): number[] {
  const found: number[] = [];
  const { mspan } = rt;
  const base = rt.heapStart + mspan.start[s]! * 8192;
  for (let at = mspan.freelist[s]!; at > 0; at = Math.max(0, rt.host.mem.loadPtr(at))) {
    assert.equal((at - base) % mspan.elemsize[s]!, 0, `a free slot of span ${s} is none`);
    assert.ok(at >= base && at < base + mspan.npages[s]! * 8192, `a free slot outside of ${s}`);
    found.push(at);
    assert.ok(found.length <= objectsOf(rt, s), `the free list of span ${s} goes round`);
  }
  return found;
}

/** Every page belongs to one span, free neighbours are joined, and slots are free or counted. */
export function checkInvariants16(rt: Runtime16): void {
  const { mspan, mheap, h_spans, list, memstats } = rt;
  const owner = new Int32Array(mheap.arena_used[0]!);
  let inUse = 0;
  let idle = 0;
  for (let s = 1; s < mspan.rows; s++) {
    const state = mspan.state[s]! as SpanState;
    if (state === SpanState.dead || mspan.npages[s] === 0) continue;
    const [first, npages] = [mspan.start[s]!, mspan.npages[s]!];
    for (let page = first; page < first + npages; page++) {
      assert.equal(owner[page], 0, `page ${page} belongs to two spans`);
      owner[page] = s;
    }
    assert.equal(h_spans.span[first], s, `first page of span ${s}`);
    assert.equal(h_spans.span[first + npages - 1], s, `last page of span ${s}`);
    if (state === SpanState.free) idle += npages;
    if (state !== SpanState.inUse) continue;
    inUse += npages;
    if (mspan.sizeclass[s] === 0) continue;
    const free = new Set(freelist(rt, s));
    assert.equal(free.size + mspan.ref[s]!, objectsOf(rt, s), `slots of span ${s}`);
  }
  for (let page = 1; page < owner.length; page++) {
    const [a, b] = [owner[page - 1]!, owner[page]!];
    if (a === b || a === 0 || b === 0) continue;
    const both = mspan.state[a] === SpanState.free && mspan.state[b] === SpanState.free;
    assert.ok(!both, `free spans ${a} and ${b} are not joined`);
  }
  assert.equal(mheap.pagesInUse[0], inUse, 'pagesInUse');
  assert.equal(memstats.heap_idle[0], idle * 8192, 'heap_idle');
  for (let at = 1; at < list.rows; at++) {
    let count = 0;
    let last = 0;
    for (let s = list.first[at]!; s !== 0; s = mspan.next[s]!) {
      assert.equal(mspan.list[s], at, `list of span ${s}`);
      assert.equal(mspan.prev[s], last, `link of span ${s}`);
      last = s;
      count++;
    }
    assert.equal(list.last[at], last, `end of list ${at}`);
    assert.equal(list.count[at], count, `length of list ${at}`);
  }
}

/** Whether an object's slot is not to be handed out again. */
export function isAllocated16(rt: Runtime16, s: number, off: number): boolean {
  return mspanIsLarge(rt, s) || !freelist(rt, s).includes(slotOf(rt, s, off));
}

function mspanIsLarge(rt: Runtime16, s: number): boolean {
  return rt.mspan.sizeclass[s] === 0;
}

function slotOf(rt: Runtime16, s: number, off: number): number {
  const base = rt.heapStart + rt.mspan.start[s]! * 8192;
  const size = rt.mspan.elemsize[s]!;
  return base + Math.floor((off - base) / size) * size;
}
