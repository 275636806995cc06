/**
 * Replays recordings of real Go 1.26 processes (test/oracle/placement): every object must be placed
 * at the recorded address, and every recorded state must be ours, to the last bit.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { HeapState } from '../../src/runtime/bootstrap';
import { loadHeap } from '../../src/runtime/bootstrap';
import { mallocgc } from '../../src/runtime/malloc';
import { GC } from '../../src/runtime/mgc';
import { Runtime } from '../../src/runtime/runtime';
import { checkInvariants } from './invariants';
import { arrayType, noStatics } from './process';

type Lists = Record<string, number[]>;
type SpanRow = [
  start: number,
  npages: number,
  state: number,
  spanclass: number,
  elemsize: number,
  nelems: number,
  freeindex: number,
  allocCount: number,
  sweepgen: number,
  needzero: number,
  allocBits: string[],
];

interface State {
  heapSweepgen: number;
  curArenaBase: number;
  curArenaEnd: number;
  pageCache: { base: number; free: string; scav: string };
  tiny: number;
  tinyOffset: number;
  cached: Record<string, number>;
  partialSwept: Lists;
  fullSwept: Lists;
  freePages: [number, number][];
  scavengedPages: [number, number][];
  spans: SpanRow[];
}

interface Recording {
  heapBase: number;
  padPages: number;
  initial: State;
  allocs: [size: number, hasPointers: number, kept: number, address: number][];
  gcs: { afterAllocs: number; drop: number[] }[];
  checkpoints: { afterAllocs: number; when: string; state: State }[];
}

function load(name: string): Recording {
  const file = `test/oracle/placement/${name}.json.gz`;
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
}

function lanes(hex: string): [number, number] {
  const word = BigInt(hex.startsWith('0x') ? hex : `0x${hex}`);
  return [Number(word & 0xffffffffn), Number(word >> 32n)];
}

/** Allocated slots at or behind freeindex. */
function slotsOf([, , , , , nelems, freeindex, , , , bits]: SpanRow): number[] {
  const found: number[] = [];
  for (let slot = freeindex; slot < nelems; slot++) {
    const lane = lanes(bits[slot >> 6] ?? '0')[(slot >> 5) & 1]!;
    if (((lane >>> (slot & 31)) & 1) === 1) found.push(slot);
  }
  return found;
}

function heapStateOf(recording: Recording): HeapState {
  const { heapBase, initial } = recording;
  const page = (address: number): number => (address - heapBase) / 8192;
  const firsts = (lists: Lists): [number, number[]][] =>
    Object.entries(lists).map(([spc, spans]) => [Number(spc), spans.map(page)]);
  return {
    sweepgen: initial.heapSweepgen,
    mappedPages: page(initial.curArenaBase),
    reservedPages: page(initial.curArenaEnd),
    spans: initial.spans.map((row) => ({
      page: page(row[0]),
      npages: row[1],
      spanclass: row[2] === 1 ? row[3] : -1,
      freeindex: row[6],
      allocCount: row[7],
      allocated: row[2] === 1 ? slotsOf(row) : [],
      needzero: row[9],
      stackBytes: row[4],
      freeStacks: [],
      largeBytes: 0,
    })),
    procs: [
      {
        cached: Object.entries(initial.cached).map(([spc, span]) => [Number(spc), page(span)]),
        tiny: {
          page: initial.tiny === 0 ? -1 : Math.floor(page(initial.tiny)),
          offset: initial.tiny % 8192,
          used: initial.tinyOffset,
        },
        pageCache: {
          page: page(initial.pageCache.base),
          free: lanes(initial.pageCache.free),
          scav: lanes(initial.pageCache.scav),
        },
        stacks: [],
      },
    ],
    partialSwept: firsts(initial.partialSwept),
    fullSwept: firsts(initial.fullSwept),
    scavenged: initial.scavengedPages.map(([address, n]) => [page(address), n]),
  };
}

/** Our state in the shape of a recorded one, as far as that is exact. */
function stateOf(rt: Runtime): unknown {
  const { mspan, mheap, mem } = rt;
  const sg = mheap.sweepgen[0]!;
  const address = (page: number): number => mem.addrOf(rt.heapStart + page * 8192);
  const start = (s: number): number => address(mspan.startPage[s]!);
  const set = (which: number): Lists => {
    const lists: Lists = {};
    for (let spc = 0; spc < 136; spc++) {
      const spans: number[] = [];
      for (let e = rt.spanSets.set.head[spc * 4 + which]!; e !== 0; e = rt.spanSets.entry.next[e]!)
        spans.push(start(rt.spanSets.entry.span[e]!));
      if (spans.length > 0) lists[spc] = spans;
    }
    return lists;
  };
  const cached: Record<string, number> = {};
  for (let spc = 0; spc < 136; spc++) {
    const s = rt.mcacheAlloc.span[spc]!;
    if (s !== 0) cached[spc] = start(s);
  }
  const freePages: [number, number][] = [];
  const spans: unknown[] = [];
  for (let page = 0; page < rt.page.rows; page++) {
    const free = ((rt.pages.bits.alloc[page >> 5]! >>> (page & 31)) & 1) === 0;
    const last = freePages[freePages.length - 1];
    if (free && last !== undefined && last[0] + last[1] * 8192 === address(page)) last[1]++;
    else if (free) freePages.push([address(page), 1]);
    const s = rt.page.spans[page]!;
    if (mspan.state[s] === 0 || mspan.startPage[s] !== page) continue;
    if (mspan.state[s] === 2) {
      spans.push([start(s), mspan.npages[s]]);
      continue;
    }
    const slots: number[] = [];
    for (let i = mspan.freeindex[s]!; i < mspan.nelems[s]!; i++) {
      if (((rt.gcBits.bits[mspan.allocBits[s]! + (i >> 5)]! >>> (i & 31)) & 1) === 1) slots.push(i);
    }
    spans.push([
      ...[start(s), mspan.npages[s], mspan.spanclass[s], mspan.elemsize[s], mspan.nelems[s]],
      ...[mspan.freeindex[s], mspan.allocCount[s], mspan.sweepgen[s], slots],
    ]);
  }
  const { allp, mcache } = rt;
  const cacheFree = [allp.pcacheLow[0]!, allp.pcacheHigh[0]!];
  const tiny = mcache.tiny[0]! === 0 ? 0 : mem.addrOf(mcache.tiny[0]!);
  const swept = (sg >>> 1) & 1;
  return {
    heapSweepgen: sg,
    curArenaBase: address(mheap.curArenaBase[0]!),
    curArenaEnd: address(mheap.curArenaEnd[0]!),
    pageCache: [
      cacheFree,
      (cacheFree[0]! | cacheFree[1]!) === 0 ? 0 : address(allp.pcacheBase[0]!),
    ],
    tiny: [tiny, tiny === 0 ? 0 : mcache.tinyoffset[0]],
    cached,
    partialSwept: set(swept),
    fullSwept: set(2 + swept),
    partialUnswept: set(1 - swept),
    fullUnswept: set(3 - swept),
    freePages,
    spans,
  };
}

/** A recorded state in the same shape. */
function recorded(state: State): unknown {
  const free = lanes(state.pageCache.free);
  return {
    heapSweepgen: state.heapSweepgen,
    curArenaBase: state.curArenaBase,
    curArenaEnd: state.curArenaEnd,
    pageCache: [free, (free[0] | free[1]) === 0 ? 0 : state.pageCache.base],
    tiny: [state.tiny, state.tiny === 0 ? 0 : state.tinyOffset],
    cached: state.cached,
    partialSwept: state.partialSwept,
    fullSwept: state.fullSwept,
    partialUnswept: {},
    fullUnswept: {},
    freePages: state.freePages,
    spans: state.spans.map((row) =>
      row[2] === 2
        ? [row[0], row[1]]
        : [row[0], row[1], row[3], row[4], row[5], row[6], row[7], row[8], slotsOf(row)],
    ),
  };
}

function replay(name: string): void {
  const recording = load(name);
  const pointer = arrayType(0, 1);
  const rt = new Runtime({
    types: [pointer],
    statics: noStatics,
    procs: 1,
    gogc: -1,
    boot: false,
    heapBase: recording.heapBase,
    padPages: recording.padPages,
    recording: name !== 'medium-30k-3gc',
  });
  loadHeap(rt, heapStateOf(recording));
  rt.sched.p.status[0] = 1;
  assert.deepEqual(stateOf(rt), recorded(recording.initial), 'initial state');
  const kept = new Set<number>();
  const offs: number[] = [];
  rt.roots = {
    goroutines: () => 1,
    scanstack: (_, visit) => {
      for (const i of kept) visit(offs[i]!);
    },
  };
  const gcAt = new Map(recording.gcs.map((gc) => [gc.afterAllocs, gc.drop]));
  const check = (after: number, when: string): void => {
    const found = recording.checkpoints.find((c) => c.afterAllocs === after && c.when === when);
    assert.ok(found, `checkpoint ${when} ${after}`);
    assert.deepEqual(stateOf(rt), recorded(found.state), `${when} ${after}`);
    checkInvariants(rt);
  };
  recording.allocs.forEach(([size, hasPointers, keep, address], i) => {
    const drop = gcAt.get(i);
    if (drop !== undefined) {
      drop.forEach((k) => kept.delete(k));
      check(i, 'before-gc');
      GC(rt);
      check(i, 'after-gc');
    }
    const off = mallocgc(rt, size, hasPointers === 1 ? pointer.id : -1, true);
    offs.push(off);
    if (keep === 1) kept.add(i);
    assert.equal(rt.mem.addrOf(off), address, `allocation ${i} of ${size} bytes`);
  });
  check(recording.allocs.length, 'end');
}

for (const name of ['small-5k', 'medium-30k-3gc', 'multiclass-12k-4gc', 'randombase-5k-2gc'])
  test(`placement as recorded: ${name}`, () => replay(name));
