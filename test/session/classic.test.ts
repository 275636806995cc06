/**
 * Go 1.6's runtime behind a session: programs run as they do on Go 1.26, every question has an
 * answer at any moment, and what views are told agrees with the engine's own lists.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { sayText } from '../../src/protocol/strings';
import { colourModes, PageState, pagesPerArena, SlotBit } from '../../src/protocol/views';
import type { Text } from '../../src/protocol/views';
import { heapBits } from '../../src/runtime/go1.6/mbitmap';
import { emptyList, nonemptyList, SpanState } from '../../src/runtime/go1.6/runtime';
import type { Runtime16 } from '../../src/runtime/go1.6/runtime';
import type { Session } from '../../src/session/session';
import { example, examples, finished, runOf, session, settle } from './load';

const classic = { profile: 'go1.6' };

/** Instructions after which an example is cut off; each ends well before. */
const steps = 40_000_000;

function engineOf(of: Session): Runtime16 {
  const { go16 } = runOf(of).machine.rt;
  assert.ok(go16);
  return go16;
}

/** The text in both languages, with every placeholder filled in. */
function said(text: Text, where: string): void {
  for (const language of ['en', 'zh-cn'] as const) {
    const words = sayText(language, text);
    assert.doesNotMatch(words, /\{\w+[:|}]|undefined|NaN|\[object/, `${where}: ${words}`);
  }
}

/** Every node of the tree, slots apart; no key twice. */
function nodes(of: Session): Key[] {
  const found: Key[] = [];
  const visit = (key: Key): void => {
    if (parseKey(key)?.kind === 'span') return;
    const { total, rows } = of.treeChildren(key, 0, 1000);
    assert.ok(total <= 1000 || key === 'sites');
    for (const row of rows) {
      said(row.label, row.key);
      if (row.detail !== undefined) said(row.detail, row.key);
      found.push(row.key);
      visit(row.key);
    }
  };
  visit('session');
  assert.equal(new Set(found).size, found.length, 'a key stands twice in the tree');
  return found;
}

/** A spread of the items, the first and the last among them. */
function some<T>(of: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(of.length / count));
  return of.filter((_, i) => i % step === 0 || i === of.length - 1);
}

/** Follows every list by its links and compares with what the tree shows of it. */
function checkLists(of: Session): void {
  const { list, mspan } = engineOf(of);
  const keys = nodes(of);
  const shown = new Set(keys);
  let listed = 0;
  for (let number = 1; number < list.rows; number++) {
    const spans: number[] = [];
    let before = 0;
    for (let s = list.first[number]!; s !== 0; before = s, s = mspan.next[s]!) {
      assert.equal(mspan.prev[s], before);
      assert.equal(mspan.list[s], number);
      spans.push(s);
    }
    assert.equal(list.last[number], before);
    assert.equal(list.count[number], spans.length);
    listed += spans.length;
    if (spans.length === 0) continue;
    const { total, rows } = of.treeChildren(`list:${number}`, 0, spans.length);
    assert.equal(total, spans.length);
    assert.deepEqual(
      rows.map(({ key }) => key),
      spans.map((span) => `span:${span}`),
    );
    assert.ok(shown.has(`list:${number}`), `list ${number} is in the tree`);
    for (const key of some(rows, 3)) assert.equal(of.treeParent(key.key), `list:${number}`);
  }
  const unlisted = Array.from({ length: mspan.rows }, (_, s) => s).filter(
    (s) => s > 0 && mspan.state[s] !== SpanState.dead && mspan.list[s] === 0,
  );
  const spans = keys.filter((key) => key.startsWith('span:'));
  assert.equal(spans.length, listed + unlisted.length);
}

/** What Go 1.6 promises of its lists. */
function checkInvariants(of: Session): void {
  const rt = engineOf(of);
  const { mspan, mcacheAlloc } = rt;
  for (let s = 1; s < mspan.rows; s++) {
    if (mspan.state[s] === SpanState.dead) continue;
    if (mspan.incache[s] === 1) {
      const sizeclass = mspan.sizeclass[s]!;
      assert.equal(mspan.list[s], emptyList(sizeclass));
      assert.equal(mcacheAlloc.span[(mspan.owner[s]! - 1) * 67 + sizeclass], s);
    }
    if (mspan.state[s] !== SpanState.inUse || mspan.sizeclass[s] === 0) continue;
    const page = of.inspect({ key: `span:${s}` });
    const freelist = page.lists[0]!;
    const { slots } = page.span!;
    const taken = slots.filter((bits) => (bits & SlotBit.allocated) !== 0).length;
    assert.equal(taken, mspan.ref[s], `span ${s}: ref`);
    assert.equal(freelist.total, slots.length - taken);
    if (mspan.list[s] === nonemptyList(mspan.sizeclass[s]!)) assert.ok(freelist.total > 0);
    // Link by link, as the memory says.
    let at = mspan.freelist[s]!;
    for (const { key } of freelist.items) {
      const { a, b } = parseKey(key)!;
      assert.equal(a, s);
      assert.equal(rt.heapStart + mspan.start[s]! * 8192 + b * mspan.elemsize[s]!, at);
      at = rt.host.mem.loadPtr(at);
    }
    if (freelist.total === freelist.items.length) assert.equal(at, 0);
  }
}

/** Each page of arena_used belongs to one span, free ones included, and tiles say the same. */
function checkMap(of: Session): void {
  const rt = engineOf(of);
  const { mspan } = rt;
  const overview = of.overview();
  const pageCount = overview.arenaCount * pagesPerArena;
  const spans = of.spans({ firstPage: 0, pageCount, colour: 'class' });
  const states: number[] = [];
  let next = 0;
  for (let i = 0; i < spans.count; i++) {
    const [id, npages] = [spans.id[i]!, spans.npages[i]!];
    assert.equal(spans.page[i], next, `span ${id} begins where the one before ends`);
    assert.equal(mspan.start[id], next);
    assert.equal(mspan.npages[id], npages);
    const isFree = mspan.state[id] === SpanState.free;
    const expected = isFree
      ? [PageState.free, PageState.released]
      : [mspan.state[id] === SpanState.stack ? PageState.stack : PageState.heap];
    const state: PageState = spans.state[i]!;
    assert.ok(expected.includes(state), `span ${id} is ${state}`);
    for (let page = 0; page < npages; page++) states.push(state);
    next += npages;
  }
  assert.equal(next, rt.mheap.arena_used[0]);
  const arenas = Array.from({ length: overview.arenaCount }, (_, arena) => arena);
  const { tiles } = of.tiles({ arenas, pagesPerCell: 1, colour: 'class' });
  for (const { arena, state } of tiles)
    for (let page = 0; page < pagesPerArena; page++)
      assert.equal(state[page], states[arena * pagesPerArena + page] ?? PageState.reserved);
}

/** Everything a view may ask, at this moment. */
function askAll(of: Session): void {
  const keys = nodes(of);
  for (const key of some(keys, 60)) {
    const page = of.inspect({ key });
    said(page.title, key);
    said(page.sentence, key);
    for (const { fields } of page.groups)
      for (const { name, value } of fields) {
        said(name, key);
        if (typeof value !== 'number' && typeof value !== 'boolean') said(value, key);
      }
    for (const { items } of page.lists) for (const { label } of items) said(label, key);
  }
  const overview = of.overview();
  for (const colour of colourModes) {
    of.spans({ firstPage: 0, pageCount: 128, colour });
    of.tiles({ arenas: [0], pagesPerCell: 16, colour });
  }
  for (const arena of [0, overview.arenaCount - 1]) of.inspect({ key: `arena:${arena}` });
  of.inspect({ key: 'chunk:0' });
  for (const row of of.events({ count: 100 }).rows) {
    said(row.what, `event ${row.index}`);
    for (const why of row.why) said(why, `event ${row.index}`);
  }
  const levels = of.levels();
  // What Go 1.26 alone has is not there; the way of the last allocation is known.
  assert.ok(levels.ps.every(({ pageCachePages }) => pageCachePages === undefined));
  assert.equal(levels.path === undefined, levels.allocations === 0);
  const { heapPages, stackPages, otherPages, cachedPages, freePages, releasedPages } = levels.heap;
  assert.equal(
    heapPages + stackPages + otherPages + cachedPages + freePages + releasedPages,
    levels.heap.mappedPages,
  );
  const { classes } = of.dashboard();
  for (const row of classes) assert.ok(row.mallocs >= row.frees, `class ${row.sizeClass}`);
  of.zones();
  of.marking({ limit: 20 });
  of.timeline({ fromTick: 0, toTick: of.state().endTick, points: 50 });
  of.sites();
  of.memStats();
  assert.ok(of.report().length > 0);
}

for (const name of examples) {
  test(`${name} prints the same on Go 1.6`, () => {
    const modern = finished(example(name, { steps }));
    const old = finished(example(name, { ...classic, steps }));
    const { exit, options } = old.state();
    assert.equal(options.profile, 'go1.6');
    assert.deepEqual([exit?.kind, exit?.code], ['ok', 0]);
    assert.equal(old.printed(1), modern.printed(1));
    checkLists(old);
    checkInvariants(old);
    checkMap(old);
  });
}

test('the three regions lie one behind the other, and as much of each is mapped as Go maps', () => {
  const of = finished(example('10-large-objects.go', { ...classic, steps }));
  const used = engineOf(of).mheap.arena_used[0]! * 8192;
  const { regions } = of.overview();
  assert.deepEqual(
    regions.map(({ name, address }) => [name, address]),
    [
      ['spans', 0xc000000000],
      ['bitmap', 0xc020000000],
      ['arena', 0xc820000000],
    ],
  );
  const [spans, bitmap, arena] = regions;
  const up = (bytes: number, unit: number): number => Math.ceil(bytes / unit) * unit;
  assert.equal(spans!.mappedBytes, up((used / 8192) * 8, 4096));
  assert.equal(bitmap!.mappedBytes, up(used / 32, 8192));
  assert.equal(arena!.mappedBytes, used);
  // The bitmap is mapped downwards from the arena's first byte.
  assert.equal(bitmap!.mappedAddress + bitmap!.mappedBytes, arena!.address);
  for (const { key, mappedBytes } of regions) {
    const { groups } = of.inspect({ key });
    const values = groups.flatMap(({ fields }) => fields.map(({ value }) => value));
    assert.ok(values.includes(mappedBytes), key);
  }
});

test('at fifty moments of a run every question has an answer', () => {
  const of = finished(example('05-collect-and-reuse.go', { ...classic, steps }));
  const { endTick } = of.state();
  for (let i = 0; i <= 50; i++) {
    of.beginSeek(Math.round((endTick * i) / 50));
    settle(of);
    askAll(of);
    checkLists(of);
    checkMap(of);
  }
});

test('an object without pointers has none, whatever the bitmap says of what was there before', () => {
  const of = finished(
    session(
      `package main

import "runtime"

var kept, dropped *[16]*int
var bytes []byte

func main() {
	dropped = new([16]*int)
	kept = new([16]*int)
	dropped = nil
	runtime.GC()
	bytes = make([]byte, 128)
	bytes[0] = 1
}
`,
      classic,
    ),
  );
  const rt = engineOf(of);
  const { view } = runOf(of).sources();
  let described = 0;
  let left = 0;
  for (let s = 1; s < rt.mspan.rows; s++) {
    if (rt.mspan.state[s] !== SpanState.inUse || rt.mspan.elemsize[s] !== 128) continue;
    const first = rt.mspan.start[s]! << 10;
    for (let slot = 0; slot < 64; slot++) {
      const isPointer = (word: number): boolean => view.isPointer(s, slot, word);
      const words = Array.from({ length: 16 }, (_, word) => word);
      if (words.every(isPointer)) described++;
      const bits = (word: number): number => heapBits(rt, first + slot * 16 + word);
      if ((bits(0) & 1) === 1 || bits(2) !== 0 || bits(15) === 0) continue;
      left++;
      assert.equal(words.some(isPointer), false);
    }
  }
  assert.ok(described > 0 && left > 0, `${described} with pointers, ${left} with old bits`);
});
