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
import { emptyList, nonemptyList, SpanState } from '../../src/runtime/go1.6/runtime';
import type { Runtime16 } from '../../src/runtime/go1.6/runtime';
import type { Session } from '../../src/session/session';
import { example, examples, finished, runOf, settle } from './load';

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

/** Each page once: spans do not overlap, tiles say what spans say, and arena_used is covered. */
function checkMap(of: Session): void {
  const rt = engineOf(of);
  const overview = of.overview();
  const pageCount = overview.arenaCount * pagesPerArena;
  const spans = of.spans({ firstPage: 0, pageCount, colour: 'class' });
  const owners = new Map<number, number>();
  for (let i = 0; i < spans.count; i++) {
    for (let page = 0; page < spans.npages[i]!; page++) {
      const at = spans.page[i]! + page;
      assert.ok(!owners.has(at), `page ${at} belongs to two spans`);
      owners.set(at, i);
    }
  }
  const arenas = Array.from({ length: overview.arenaCount }, (_, arena) => arena);
  const { tiles } = of.tiles({ arenas, pagesPerCell: 1, colour: 'class' });
  const free = new Map<number, number>();
  for (let s = 1; s < rt.mspan.rows; s++) {
    if (rt.mspan.state[s] !== SpanState.free) continue;
    for (let page = 0; page < rt.mspan.npages[s]!; page++) {
      assert.ok(!owners.has(rt.mspan.start[s]! + page));
      free.set(rt.mspan.start[s]! + page, s);
    }
  }
  const used = rt.mheap.arena_used[0]!;
  for (const { arena, state } of tiles) {
    for (let i = 0; i < pagesPerArena; i++) {
      const page = arena * pagesPerArena + i;
      const isSpan = owners.has(page);
      assert.equal(isSpan || free.has(page), page < used, `page ${page}`);
      const expected: number[] = isSpan
        ? [PageState.heap, PageState.stack]
        : page < used
          ? [PageState.free, PageState.released]
          : [PageState.reserved];
      assert.ok(expected.includes(state[i]!), `page ${page} is ${state[i]}`);
    }
  }
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
