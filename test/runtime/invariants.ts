/** What must hold of the allocator's state between any two calls. Throws on the first offence. */
import assert from 'node:assert/strict';
import { isAllocated, objIndex } from '../../src/runtime/mbitmap';
import { isMarked } from '../../src/runtime/mgcmark_greenteagc';
import { checkInvariants16 } from './go1.6/invariants';
import { assistQueue } from '../../src/runtime/mgccredit';
import { LimiterEvent } from '../../src/runtime/mgclimit';
import { MarkWorkerMode } from '../../src/runtime/mgcwork';
import type { Runtime } from '../../src/runtime/runtime';
import { Assist, GStatus, PStatus, WaitReason } from '../../src/runtime/runtime2';

const inUse = 1;
const manual = 2;

/** Every page is in exactly one of: a span, a page cache, free, padding. */
function checkPages(rt: Runtime): void {
  const { page, mspan, pages, allp } = rt;
  const owners = new Uint8Array(page.rows);
  for (let s = 1; s < mspan.rows; s++) {
    if (mspan.state[s] === 0) continue;
    for (let i = 0; i < mspan.npages[s]!; i++) {
      const at = mspan.startPage[s]! + i;
      owners[at]!++;
      assert.equal(page.spans[at], s, `page ${at} of span ${s}`);
    }
  }
  for (let p = 0; p < rt.procs; p++) {
    for (let i = 0; i < 64; i++) {
      const lane = i < 32 ? allp.pcacheLow[p]! : allp.pcacheHigh[p]!;
      if (((lane >>> (i & 31)) & 1) === 1) owners[allp.pcacheBase[p]! + i]!++;
    }
  }
  let released = 0;
  let inUsePages = 0;
  for (let at = 0; at < page.rows; at++) {
    const allocated = ((pages.bits.alloc[at >> 5]! >>> (at & 31)) & 1) === 1;
    const scavenged = ((pages.bits.scavenged[at >> 5]! >>> (at & 31)) & 1) === 1;
    const padding = at < rt.padPages;
    assert.equal(owners[at]! + (padding ? 1 : 0), allocated ? 1 : 0, `owners of page ${at}`);
    if (!padding) assert.ok(!(allocated && scavenged), `page ${at} is in use and scavenged`);
    if (scavenged) released++;
    if ((page.flags[at]! & 1) !== 0) inUsePages += mspan.npages[page.spans[at]!]!;
  }
  for (let p = 0; p < rt.procs; p++) {
    for (let i = 0; i < 64; i++) {
      const lane = i < 32 ? allp.pcacheScavLow[p]! : allp.pcacheScavHigh[p]!;
      if (((lane >>> (i & 31)) & 1) === 1) released++;
    }
  }
  const { gcController, mheap, memstats } = rt;
  assert.equal(gcController.heapReleased[0], released * 8192, 'heapReleased');
  assert.equal(mheap.pagesInUse[0], inUsePages, 'pagesInUse');
  assert.equal(gcController.heapInUse[0], inUsePages * 8192, 'heapInUse');
  const total = [gcController.heapInUse, gcController.heapFree, gcController.heapReleased];
  const manualBytes = memstats.inStacks[0]! + memstats.inWorkBufs[0]!;
  assert.equal(
    total.reduce((sum, column) => sum + column[0]!, manualBytes),
    page.rows * 8192,
    'the parts of the heap',
  );
}

/** Counts, bits and cache words of each heap span. */
function checkSpans(rt: Runtime): void {
  const { mspan, mheap } = rt;
  const sg = mheap.sweepgen[0]!;
  for (let s = 1; s < mspan.rows; s++) {
    if (mspan.state[s] !== inUse) continue;
    const nelems = mspan.nelems[s]!;
    let allocated = 0;
    for (let i = 0; i < nelems; i++) if (isAllocated(rt, s, i)) allocated++;
    assert.equal(mspan.allocCount[s], allocated, `allocCount of span ${s}`);
    const state = mspan.sweepgen[s]! - sg;
    assert.ok([-2, 0, 1, 3].includes(state), `sweepgen of span ${s}: ${state}`);
    assert.equal(mspan.owner[s] !== 0, state === 1 || state === 3, `owner of span ${s}`);
    if (mspan.owner[s] === 0) continue;
    // allocCache is the complement of allocBits from freeindex to the end of its 64-bit word.
    const freeindex = mspan.freeindex[s]!;
    for (let i = freeindex; i < Math.min(nelems, (freeindex & ~63) + 64); i++) {
      const bit = i - freeindex;
      const lane = bit < 32 ? mspan.allocCacheLow[s]! : mspan.allocCacheHigh[s]!;
      const free = ((lane >>> (bit & 31)) & 1) === 1;
      assert.equal(free, !isAllocated(rt, s, i), `allocCache of span ${s}, slot ${i}`);
    }
  }
}

/** Each span is in exactly one place: an mcache, or one central set. */
function checkPlaces(rt: Runtime): void {
  const { mspan, mheap, spanSets } = rt;
  const sg = mheap.sweepgen[0]!;
  const swept = (sg >>> 1) & 1;
  const places = new Uint8Array(mspan.rows);
  for (let at = 0; at < rt.mcacheAlloc.rows; at++) {
    const s = rt.mcacheAlloc.span[at]!;
    if (s === 0) continue;
    places[s]!++;
    assert.equal(mspan.spanclass[s], at % 136, 'class of a cached span');
    assert.equal(mspan.owner[s], Math.floor(at / 136) + 1, 'owner of a cached span');
  }
  for (let set = 0; set < 136 * 4; set++) {
    const unswept = (set & 1) !== swept;
    const full = (set & 2) !== 0;
    let count = 0;
    let last = 0;
    for (let e = spanSets.set.head[set]!; e !== 0; e = spanSets.entry.next[e]!) {
      const s = spanSets.entry.span[e]!;
      count++;
      last = e;
      // An unswept set may name spans that were swept by other means since.
      if (unswept && mspan.sweepgen[s] !== sg - 2) continue;
      if (mspan.state[s] !== inUse) continue;
      places[s]!++;
      assert.equal(mspan.spanclass[s], set >> 2, `class of span ${s} in a set`);
      const isFull = mspan.allocCount[s] === mspan.nelems[s];
      assert.equal(isFull, full, `span ${s} is in the wrong set`);
    }
    assert.equal(count, spanSets.set.count[set], `count of set ${set}`);
    assert.equal(last, spanSets.set.tail[set], `tail of set ${set}`);
  }
  for (let s = 1; s < mspan.rows; s++) {
    const expected = mspan.state[s] === inUse ? 1 : 0;
    assert.equal(places[s], expected, `places of span ${s}`);
  }
}

/** Free stacks of a manual span agree with its count, and lists of spans are linked both ways. */
function checkStacks(rt: Runtime): void {
  const { mspan, stackpool, stackcache } = rt;
  for (let at = 0; at < stackpool.rows; at++) {
    let before = 0;
    for (let s = stackpool.span[at]!; s !== 0; before = s, s = mspan.next[s]!) {
      assert.equal(mspan.prev[s], before, `link of stack span ${s}`);
      assert.equal(mspan.state[s], manual, `state of stack span ${s}`);
      if (at >= 4) continue;
      let free = 0;
      for (let x = mspan.manualFreeList[s]!; x !== 0; x = rt.mem.loadPtr(x)) free++;
      assert.equal(free + mspan.allocCount[s]!, 32768 / (2048 << at), `stacks of span ${s}`);
    }
  }
  for (let at = 0; at < stackcache.rows; at++) {
    let bytes = 0;
    for (let x = stackcache.list[at]!; x !== 0; x = rt.mem.loadPtr(x)) bytes += 2048 << (at & 3);
    assert.equal(bytes, stackcache.size[at], 'bytes of a stack cache');
  }
}

/** Who marks, who waits for credit, and what the limiter thinks of it. */
export function checkCollector(rt: Runtime): void {
  const { work, gcw, gcCPULimiter: limiter } = rt;
  const { g, p } = rt.sched;
  const queued = new Set<number>();
  let last = 0;
  assistQueue(rt, (gp) => {
    assert.ok(!queued.has(gp), `goroutine ${gp} waits twice`);
    queued.add(gp);
    last = gp;
    assert.ok(g.gcAssistBytes[gp]! < 0, `goroutine ${gp} waits and owes nothing`);
  });
  assert.equal(work.assistQueueTail[0], last, 'end of the queue of assists');
  if (rt.gcBlackenEnabled === 0) assert.equal(queued.size, 0, 'assists wait for no cycle');
  let working = 0;
  for (let gp = 1; gp < g.rows; gp++) {
    const waits = g.status[gp] === GStatus.waiting && g.waitreason[gp] === WaitReason.gcAssistWait;
    assert.equal(waits, queued.has(gp), `wait of goroutine ${gp}`);
    if (g.assisting[gp] === Assist.drains) working++;
  }
  for (let pp = 0; pp < rt.procs; pp++) {
    const event = p.limiterEvent[pp]! as LimiterEvent;
    if (gcw.workerMode[pp] !== MarkWorkerMode.none) working++;
    assert.equal(event === LimiterEvent.idle, p.status[pp] === PStatus.idle, `P ${pp} is idle`);
    const idleWorks = gcw.workerMode[pp] === MarkWorkerMode.idle;
    assert.equal(event === LimiterEvent.idleMarkWork, idleWorks, `idle worker of P ${pp}`);
    const assists = p.curg[pp] !== 0 && g.assisting[p.curg[pp]!] === Assist.drains;
    assert.equal(event === LimiterEvent.markAssist, assists, `assist on P ${pp}`);
  }
  assert.equal(work.nworking[0], working, 'those who mark');
  const { fill, capacity, enabled, gcEnabled } = limiter;
  assert.ok(fill[0]! >= 0 && fill[0]! <= capacity[0]!, 'fill of the bucket');
  assert.equal(enabled[0] !== 0, fill[0] === capacity[0], 'the limiter is on with a full bucket');
  assert.equal(gcEnabled[0], rt.gcBlackenEnabled, 'what the limiter knows of the cycle');
}

/** The part of it that an allocation touches: the new object's slot, span, pages, and colour. */
export function checkObject(rt: Runtime, off: number, black: boolean): void {
  if (rt.go16 !== undefined) return;
  const { mspan, page } = rt;
  const at = (off - rt.heapStart) >> 13;
  const s = page.spans[at]!;
  assert.equal(mspan.state[s], inUse, 'a new object lies in no span');
  assert.ok(at >= mspan.startPage[s]! && at < mspan.startPage[s]! + mspan.npages[s]!, 'its page');
  const index = objIndex(rt, s, off);
  assert.ok(isAllocated(rt, s, index), 'the slot of a new object is free');
  const count = mspan.allocCount[s]!;
  assert.ok(count > 0 && count <= mspan.nelems[s]!, `objects in span ${s}`);
  assert.ok(mspan.freeindex[s]! <= mspan.nelems[s]!, `freeindex of span ${s}`);
  const owner = mspan.owner[s]!;
  const spc = mspan.spanclass[s]!;
  if (owner !== 0) assert.equal(rt.mcacheAlloc.span[(owner - 1) * 136 + spc], s, 'its mcache');
  if (black) assert.ok(isMarked(rt, s, index), 'a new object is white');
}

export function checkInvariants(rt: Runtime): void {
  if (rt.go16 !== undefined) {
    checkInvariants16(rt.go16);
    return;
  }
  checkPages(rt);
  checkSpans(rt);
  checkPlaces(rt);
  checkStacks(rt);
  checkMapped(rt);
}

/** That mappedReady, which a memory limit is about, is what there is; and what span sets count. */
function checkMapped(rt: Runtime): void {
  const { gcController: c, memstats: m, spanSets, gcBitsArenas, mheap } = rt;
  const heap = c.heapInUse[0]! + c.heapFree[0]! + m.inStacks[0]! + m.inWorkBufs[0]!;
  const { mspan_sys, mcache_sys, buckhash_sys, gcMiscSys, other_sys } = m;
  const beside = [mspan_sys, mcache_sys, buckhash_sys, gcMiscSys, other_sys];
  const mapped = beside.reduce((sum, stat) => sum + stat[0]!, heap);
  if (!rt.metadataIsTold) assert.equal(c.mappedReady[0], mapped, 'memory that is mapped');
  const { count, pushed, popped, spineLen, spineCap } = spanSets.set;
  for (let set = 0; set < spanSets.set.rows; set++) {
    assert.equal(pushed[set]! - popped[set]!, count[set], `spans of set ${set}`);
    assert.equal(spineLen[set], Math.ceil(pushed[set]! / 512), `blocks of set ${set}`);
    assert.ok(spineLen[set]! <= spineCap[set]!, `spine of set ${set}`);
  }
  assert.ok(gcBitsArenas.nextUsed[0]! <= 65520, 'bits of an arena');
  assert.ok(mheap.spanInuse[0]! <= mheap.allspansCap[0]!, 'room in allspans');
}

/** That objects lie in allocated slots; after marking, in marked ones. */
export function checkAlive(rt: Runtime, offs: Iterable<number>, marked: boolean): void {
  for (const off of offs) {
    const s = rt.page.spans[(off - rt.heapStart) >> 13]!;
    assert.equal(rt.mspan.state[s], inUse, `object ${off} in no span`);
    const index = objIndex(rt, s, off);
    assert.ok(isAllocated(rt, s, index), `object ${off} in a free slot`);
    if (marked) assert.ok(isMarked(rt, s, index), `object ${off} is not marked`);
  }
}
