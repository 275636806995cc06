/**
 * A recorded state of real Go's allocator put into ours, and ours told in the same form.
 */
import type { HeapState } from '../runtime/bootstrap';
import { loadHeap } from '../runtime/bootstrap';
import type { Runtime } from '../runtime/runtime';
import { numSpanClasses, pageSize } from '../runtime/sizeclasses';
import type { Lists } from './placementcheck';
import type {
  HeapSpan,
  RecordedProc,
  RecordedState,
  ScavengeIndex,
  StackSpan,
} from './placementrecord';

/** Two halves of a word in hexadecimal. */
function lanes(hex: string): [number, number] {
  const digits = hex.replace(/^0x/i, '').padStart(16, '0');
  return [parseInt(digits.slice(8), 16), parseInt(digits.slice(0, 8), 16)];
}

/** Slots with an object at or behind freeindex. */
function slotsOf(span: HeapSpan): number[] {
  const found: number[] = [];
  const words = span.allocBits.map(lanes);
  for (let slot = span.freeindex; slot < span.nelems; slot++)
    if ((((words[slot >> 6]?.[(slot >> 5) & 1] ?? 0) >>> (slot & 31)) & 1) === 1) found.push(slot);
  return found;
}

const page = (offset: number): number => Math.floor(offset / pageSize);

const pagesOf = (lists: Lists): [number, number[]][] =>
  Object.entries(lists).map(([spc, spans]) => [Number(spc), spans.map(page)]);

/** Builds a recorded state in a runtime that has no heap yet. */
export function loadRecorded(rt: Runtime, state: RecordedState): void {
  loadHeap(rt, heapStateOf(state));
  state.procs.forEach((proc, p) => {
    rt.mcache.tinyAllocs[p] = proc.tinyAllocs ?? 0;
    for (const [spc, [, before]] of Object.entries(proc.cached)) {
      const s = rt.mcacheAlloc.span[p * numSpanClasses + Number(spc)]!;
      if (before >= 0) rt.mspan.allocCountBeforeCache[s] = before;
    }
  });
  state.zeroedBase?.forEach((bytes, arena) => (rt.arena.zeroedBase[arena] = page(bytes)));
  loadScavengeIndex(rt, state);
  if (state.counters === undefined) return;
  const columns = counterColumns(rt);
  for (const [name, value] of Object.entries(state.counters)) {
    const column = columns[name];
    if (column === undefined) continue;
    if (typeof value === 'number') column[0] = value < 0 ? Infinity : value;
    else column.set(value);
  }
}

function loadScavengeIndex(rt: Runtime, { scavengeIndex }: RecordedState): void {
  if (scavengeIndex === undefined) return;
  const columns = indexColumns(rt);
  for (const [name, value] of Object.entries(scavengeIndex.fields)) {
    const column = columns[name];
    if (column !== undefined) column[0] = value;
  }
  const { inUse, lastInUse, gen, hasFree } = rt.pages.chunk;
  scavengeIndex.chunks.forEach((row, c) => {
    [inUse[c], lastInUse[c], gen[c], hasFree[c]] = [row[0]!, row[1]!, row[2]!, row[3]!];
  });
}

function indexColumns(rt: Runtime): Readonly<Record<string, Uint32Array | Uint8Array>> {
  const { gen, searchAddrBg, searchAddrForce, markedBg, markedForce, freeHWM } = rt.pages.state;
  return { gen, searchAddrBg, searchAddrForce, markedBg, markedForce, freeHWM };
}

/** Where the counters of a state stand. */
function counterColumns(rt: Runtime): Readonly<Record<string, Float64Array | Uint32Array>> {
  const { gcController: c, memstats: m, sizeStats, mheap } = rt;
  const { heapLive, totalAlloc, totalFree, heapInUse, heapFree, heapReleased, heapMarked } = c;
  const { inStacks, inWorkBufs, largeAlloc, largeAllocCount, largeFree, largeFreeCount } = m;
  const { tinyAllocCount, numgc } = m;
  const { smallAllocCount, smallFreeCount } = sizeStats;
  return {
    ...{ heapLive, totalAlloc, totalFree, heapInUse, heapFree, heapReleased, heapMarked },
    ...{ inStacks, inWorkBufs, largeAlloc, largeAllocCount, largeFree, largeFreeCount },
    ...{ tinyAllocCount, numgc, smallAllocCount, smallFreeCount, pagesInUse: mheap.pagesInUse },
    lastHeapInUse: rt.scavenge.lastHeapInUse,
    gcPercentGoal: rt.scavenge.gcPercentGoal,
    memoryLimitGoal: rt.scavenge.memoryLimitGoal,
    ...{ gcPercentHeapGoal: c.gcPercentHeapGoal, sweepDistMinTrigger: c.sweepDistMinTrigger },
    ...{ runway: c.runway, lastHeapGoal: c.lastHeapGoal },
    ...{ sweepHeapLiveBasis: mheap.sweepHeapLiveBasis, pagesSwept: mheap.pagesSwept },
    pagesSweptBasis: mheap.pagesSweptBasis,
  };
}

function heapStateOf(state: RecordedState): HeapState {
  const pool = (state.stackPool ?? []).flat();
  // A span goes in front of its list, so the last comes first.
  const stacks = [...state.stackSpans].sort(
    (a, b) => pool.indexOf(b.start) - pool.indexOf(a.start),
  );
  return {
    sweepgen: state.heapSweepgen,
    mappedPages: page(state.curArenaBase),
    reservedPages: page(state.curArenaEnd),
    spans: [
      ...state.heapSpans.map((span) => ({
        page: page(span.start),
        npages: span.npages,
        spanclass: span.spanclass,
        freeindex: span.freeindex,
        allocCount: span.allocCount,
        allocated: slotsOf(span),
        needzero: span.needzero,
        stackBytes: 0,
        freeStacks: [],
        largeBytes: Math.max(0, span.dataBytes),
      })),
      ...stacks.map((span) => ({
        page: page(span.start),
        npages: span.npages,
        spanclass: -1,
        freeindex: 0,
        allocCount: span.taken,
        allocated: [],
        needzero: 1,
        stackBytes: span.stackBytes,
        freeStacks: span.free.map((offset) => offset - span.start),
        largeBytes: 0,
      })),
    ],
    procs: state.procs.map((proc) => ({
      cached: Object.entries(proc.cached).map(
        ([spc, [span]]) => [Number(spc), page(span)] as const,
      ),
      tiny: {
        page: proc.tiny === 0 ? -1 : page(proc.tiny),
        offset: proc.tiny % pageSize,
        used: proc.tinyOffset,
      },
      pageCache: {
        page: page(proc.pageCache.base),
        free: lanes(proc.pageCache.free),
        scav: lanes(proc.pageCache.scav),
      },
      stacks: proc.stacks.map((list) =>
        list.map((offset) => [page(offset), offset % pageSize] as const),
      ),
    })),
    partialSwept: pagesOf(state.partialSwept),
    fullSwept: pagesOf(state.fullSwept),
    scavenged: state.scavengedPages.map(([start, n]) => [page(start), n]),
  };
}

/** Our state as far as the recorded one tells it. */
export function stateOf(rt: Runtime, like: RecordedState): RecordedState {
  const { mheap, mem } = rt;
  const bytes = (pages: number): number => pages * pageSize;
  const swept = (mheap.sweepgen[0]! >>> 1) & 1;
  const unsweptGen = mheap.sweepgen[0]! - 2;
  const set = (which: number, unswept = false): Lists => {
    const lists: Record<string, number[]> = {};
    const { set: sets, entry } = rt.spanSets;
    for (let spc = 0; spc < numSpanClasses; spc++) {
      const spans: number[] = [];
      for (let e = sets.head[spc * 4 + which]!; e !== 0; e = entry.next[e]!) {
        const s = entry.span[e]!;
        // A span that was swept by other means stays in the set, of no consequence.
        const stale = rt.mspan.state[s] !== 1 || rt.mspan.sweepgen[s] !== unsweptGen;
        if (!unswept || !stale) spans.push(bytes(rt.mspan.startPage[s]!));
      }
      if (spans.length > 0) lists[spc] = spans;
    }
    return lists;
  };
  const chain = (first: number): number[] => {
    const found: number[] = [];
    for (let x = first; x !== 0; x = mem.loadPtr(x)) found.push(x - rt.heapStart);
    return found;
  };
  const pool = (order: number): number[] => {
    const found: number[] = [];
    for (let s = rt.stackpool.span[order]!; s !== 0; s = rt.mspan.next[s]!)
      found.push(rt.mspan.base[s]! - rt.heapStart);
    return found;
  };
  const counters: Record<string, number | number[]> = {};
  const columns = counterColumns(rt);
  for (const [name, value] of Object.entries(like.counters ?? {})) {
    const column = columns[name];
    if (column !== undefined)
      counters[name] = typeof value === 'number' ? finite(column[0]!) : Array.from(column);
  }
  return {
    heapSweepgen: mheap.sweepgen[0]!,
    curArenaBase: bytes(mheap.curArenaBase[0]!),
    curArenaEnd: bytes(mheap.curArenaEnd[0]!),
    procs: like.procs.map((_, p) => procOf(rt, p, chain)),
    partialSwept: set(swept),
    fullSwept: set(2 + swept),
    partialUnswept: set(1 - swept, true),
    fullUnswept: set(3 - swept, true),
    freePages: runs(rt, rt.pages.bits.alloc, 0),
    scavengedPages: runs(rt, rt.pages.bits.scavenged, 1),
    ...spansOf(rt, chain),
    ...(like.stackPool === undefined ? {} : { stackPool: [0, 1, 2, 3].map(pool) }),
    ...(like.counters === undefined ? {} : { counters }),
    ...(like.scavengeIndex === undefined ? {} : { scavengeIndex: scavengeIndexNow(rt) }),
  };
}

/** Without an end, as the recorder writes it. */
const finite = (value: number): number => (value >= 2 ** 53 ? -1 : value);

function word(low: number, high: number): string {
  const hex = (lane: number): string => (lane >>> 0).toString(16);
  return high === 0 ? hex(low) : hex(high) + hex(low).padStart(8, '0');
}

function procOf(rt: Runtime, p: number, chain: (first: number) => number[]): RecordedProc {
  const { allp, mcache, mspan } = rt;
  const cached: Record<string, [number, number]> = {};
  for (let spc = 0; spc < numSpanClasses; spc++) {
    const s = rt.mcacheAlloc.span[p * numSpanClasses + spc]!;
    if (s !== 0) cached[spc] = [mspan.startPage[s]! * pageSize, mspan.allocCountBeforeCache[s]!];
  }
  return {
    pageCache: {
      base: allp.pcacheBase[p]! * pageSize,
      free: word(allp.pcacheLow[p]!, allp.pcacheHigh[p]!),
      scav: word(allp.pcacheScavLow[p]!, allp.pcacheScavHigh[p]!),
    },
    tiny: mcache.tiny[p] === 0 ? 0 : mcache.tiny[p]! - rt.heapStart,
    tinyOffset: mcache.tinyoffset[p]!,
    tinyAllocs: mcache.tinyAllocs[p]!,
    cached,
    stacks: [0, 1, 2, 3].map((order) => chain(rt.stackcache.list[p * 4 + order]!)),
  };
}

function scavengeIndexNow(rt: Runtime): ScavengeIndex {
  const fields: Record<string, number> = {};
  for (const [name, column] of Object.entries(indexColumns(rt))) fields[name] = column[0]!;
  const { inUse, lastInUse, gen, hasFree, rows } = rt.pages.chunk;
  const chunks = Array.from({ length: rows }, (_, c) => [
    ...[inUse[c]!, lastInUse[c]!, gen[c]!, hasFree[c]!],
  ]);
  return { fields, chunks };
}

/** Runs of pages whose bit is `value`. */
function runs(rt: Runtime, bits: Uint32Array, value: number): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < rt.page.rows; at++) {
    if (((bits[at >> 5]! >>> (at & 31)) & 1) !== value) continue;
    const last = found[found.length - 1];
    if (last !== undefined && last[0] + last[1] * pageSize === at * pageSize) last[1]++;
    else found.push([at * pageSize, 1]);
  }
  return found;
}

function spansOf(
  rt: Runtime,
  chain: (first: number) => number[],
): { heapSpans: HeapSpan[]; stackSpans: StackSpan[] } {
  const { mspan, gcBits } = rt;
  const heapSpans: HeapSpan[] = [];
  const stackSpans: StackSpan[] = [];
  for (let at = 0; at < rt.page.rows; at++) {
    const s = rt.page.spans[at]!;
    if (mspan.state[s] === 0 || mspan.startPage[s] !== at) continue;
    const start = at * pageSize;
    const npages = mspan.npages[s]!;
    if (mspan.state[s] === 2) {
      const free = chain(mspan.manualFreeList[s]!);
      const taken = mspan.allocCount[s]!;
      stackSpans.push({ start, npages, stackBytes: mspan.elemsize[s]!, taken, free });
      continue;
    }
    const allocBits: string[] = [];
    for (let i = 0; i < mspan.nelems[s]!; i += 64) {
      const w = mspan.allocBits[s]! + (i >> 5);
      allocBits.push(word(gcBits.bits[w]!, gcBits.bits[w + 1]!));
    }
    heapSpans.push({
      start,
      npages,
      spanclass: mspan.spanclass[s]!,
      elemsize: mspan.elemsize[s]!,
      nelems: mspan.nelems[s]!,
      freeindex: mspan.freeindex[s]!,
      allocCount: mspan.allocCount[s]!,
      sweepgen: mspan.sweepgen[s]!,
      needzero: mspan.needzero[s]!,
      allocBits,
      dataBytes: mspan.limit[s]! - mspan.base[s]!,
    });
  }
  return { heapSpans, stackSpans };
}

/** What a state says, one fact each, by name. Facts of no consequence are left out. */
function factsOf(state: RecordedState): Map<string, string> {
  const facts = new Map<string, string>();
  const exact = state.counters !== undefined;
  const { heapSweepgen, curArenaBase, curArenaEnd } = state;
  facts.set('the heap', [heapSweepgen, curArenaBase, curArenaEnd].join(' '));
  state.procs.forEach((proc, p) => {
    const [low, high] = lanes(proc.pageCache.free);
    // Nobody asks where an empty cache stood.
    const isEmpty = (low | high) === 0;
    const base = isEmpty ? 'none' : proc.pageCache.base;
    const scav = exact && !isEmpty ? word(...lanes(proc.pageCache.scav)) : '';
    facts.set(`page cache of P ${p}`, `${base} ${word(low, high)} ${scav}`);
    facts.set(`tiny block of P ${p}`, `${proc.tiny} ${proc.tiny === 0 ? 0 : proc.tinyOffset}`);
    for (const [spc, [span, before]] of Object.entries(proc.cached))
      facts.set(`span of class ${spc} of P ${p}`, exact ? `${span} ${before}` : `${span}`);
    if (!exact) return;
    facts.set(`tiny objects of P ${p}`, `${proc.tinyAllocs ?? 0}`);
    proc.stacks.forEach((list, order) => facts.set(`stacks ${order} of P ${p}`, list.join(' ')));
  });
  for (const name of ['partialSwept', 'fullSwept', 'partialUnswept', 'fullUnswept'] as const)
    for (const [spc, list] of Object.entries(state[name]))
      facts.set(`${name} of class ${spc}`, list.join(' '));
  facts.set('free pages', state.freePages.join(' '));
  if (exact) facts.set('scavenged pages', state.scavengedPages.join(' '));
  for (const span of state.heapSpans) {
    const { start, npages, spanclass, elemsize, nelems, freeindex, allocCount, sweepgen } = span;
    const fields = [npages, spanclass, elemsize, nelems, freeindex, allocCount, sweepgen];
    const more = exact ? `needzero ${span.needzero} bytes ${span.dataBytes}` : '';
    facts.set(`span ${start}`, `${fields.join(' ')} objects ${slotsOf(span).join(' ')} ${more}`);
  }
  for (const { start, npages, stackBytes, taken, free } of state.stackSpans) {
    const more = exact && stackBytes < 32768 ? `${taken} ${free.join(' ')}` : '';
    facts.set(`stack span ${start}`, `${npages} ${more}`);
  }
  state.stackPool?.forEach((list, order) => facts.set(`stack pool ${order}`, list.join(' ')));
  for (const [name, value] of Object.entries(state.counters ?? {})) facts.set(name, String(value));
  for (const [name, value] of Object.entries(state.scavengeIndex?.fields ?? {}))
    facts.set(`scavengeIndex.${name}`, String(value));
  state.scavengeIndex?.chunks.forEach((row, c) => facts.set(`chunk ${c}`, row.join(' ')));
  return facts;
}

/** The first `most` facts in which two states differ, for people. */
export function differences(real: RecordedState, ours: RecordedState, most: number): string[] {
  const theirs = factsOf(real);
  const here = factsOf(ours);
  const found: string[] = [];
  for (const name of new Set([...theirs.keys(), ...here.keys()])) {
    const [a, b] = [theirs.get(name) ?? 'nothing', here.get(name) ?? 'nothing'];
    if (a === b) continue;
    if (found.length === most) break;
    let same = 0;
    while (a[same] === b[same]) same++;
    const from = Math.max(0, same - 30);
    const piece = (text: string): string => (from > 0 ? '…' : '') + text.slice(from, same + 60);
    found.push(`${name}: Go has ${piece(a)}, here it is ${piece(b)}`);
  }
  return found;
}
