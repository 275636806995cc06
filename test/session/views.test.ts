/** What views ask: tree, map, inspector, events and timeline speak of one and the same state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { sayText } from '../../src/protocol/strings';
import { colourModes, PageState, pagesPerArena, SlotBit } from '../../src/protocol/views';
import type { Detail, MapSpans, Text } from '../../src/protocol/views';
import type { Session } from '../../src/session/session';
import { example, examples, finished, runOf, session, settle } from './load';

function arenasOf(of: Session): number[] {
  return Array.from({ length: of.overview().arenaCount }, (_, arena) => arena);
}

function allSpans(of: Session): MapSpans {
  const pageCount = of.overview().arenaCount * pagesPerArena;
  return of.spans({ firstPage: 0, pageCount, colour: 'class' });
}

/** Every node of the tree, slots apart. */
function nodes(of: Session, key: Key = 'session'): Key[] {
  if (parseKey(key)?.kind === 'span') return [];
  const { rows } = of.treeChildren(key, 0, 1000);
  return rows.flatMap((row) => [row.key, ...nodes(of, row.key)]);
}

/** The text in both languages, with every placeholder filled in. */
function said(text: Text, where: string): void {
  for (const language of ['en', 'zh-cn'] as const) {
    const words = sayText(language, text);
    assert.doesNotMatch(words, /\{\w+[:|}]|undefined|NaN|\[object/, `${where}: ${words}`);
  }
}

/** Tiles at the finest resolution say of each page what the spans say. */
function checkMap(of: Session): void {
  const spans = allSpans(of);
  assert.equal(spans.count, of.overview().spanCount);
  const pages = new Map<number, number>();
  for (let i = 0; i < spans.count; i++) {
    for (let page = 0; page < spans.npages[i]!; page++) {
      const at = spans.page[i]! + page;
      assert.ok(!pages.has(at), `page ${at} belongs to two spans`);
      pages.set(at, i);
    }
    const slots = spans.slots.subarray(spans.slotStart[i], spans.slotStart[i + 1]);
    const taken = slots.filter((bits) => (bits & SlotBit.allocated) !== 0).length;
    // What a stack span counts are stacks, which are no slots.
    const isHeap = spans.state[i] === PageState.heap;
    if (isHeap) assert.equal(taken, spans.allocCount[i], `slots of span ${spans.id[i]}`);
  }
  const { tiles } = of.tiles({ arenas: arenasOf(of), pagesPerCell: 1, colour: 'class' });
  for (const { arena, state, spanClass, starts } of tiles) {
    for (let page = 0; page < pagesPerArena; page++) {
      const at = arena * pagesPerArena + page;
      const span = pages.get(at);
      if (span === undefined) {
        assert.ok(state[page]! < PageState.heap || state[page] === PageState.padding);
        assert.equal(starts[page], 0);
        continue;
      }
      assert.equal(state[page], spans.state[span], `page ${at}`);
      assert.equal(starts[page], spans.page[span] === at ? 1 : 0, `page ${at}`);
      const isHeap = state[page] === PageState.heap;
      assert.equal(spanClass[page], isHeap ? spans.spanClass[span] : 255, `page ${at}`);
    }
  }
}

/** Each span stands in the tree exactly once, and is found there. */
function checkTree(of: Session): void {
  const keys = nodes(of);
  assert.equal(new Set(keys).size, keys.length, 'a key stands twice');
  const inTree = keys.filter((key) => key.startsWith('span:')).sort();
  const onMap = Array.from(allSpans(of).id, (id) => `span:${id}`).sort();
  assert.deepEqual(inTree, onMap);
  for (const key of keys.filter((_, i) => i % 7 === 0)) {
    const { index, open } = of.treeLocate({ expanded: [], key });
    const window = of.tree({ expanded: open, offset: index, count: 1 });
    assert.equal(window.rows[0]?.key, key);
    assert.equal(window.rows[0]?.level, open.length + 1);
  }
}

function checkDetail(of: Session, key: Key): Detail {
  const page = of.inspect({ key });
  said(page.title, key);
  said(page.sentence, key);
  for (const { title, fields } of page.groups) {
    if (title !== undefined) said(title, key);
    for (const { name, value } of fields) {
      said(name, key);
      if (typeof value === 'number') assert.ok(Number.isFinite(value), `${key} ${String(name)}`);
      else if (typeof value !== 'boolean') said(value, key);
    }
  }
  for (const { title, items } of page.lists) {
    said(title, key);
    for (const { label } of items) said(label, key);
  }
  return page;
}

for (const name of examples) {
  test(`${name}: tree, map and inspector agree along the run`, () => {
    const moved = finished(example(name));
    const { endTick } = moved.state();
    for (const share of [0, 0.4, 0.75, 1]) {
      moved.beginSeek(Math.floor(endTick * share));
      settle(moved);
      checkMap(moved);
      checkTree(moved);
    }
    const keys = nodes(moved);
    for (const key of keys) checkDetail(moved, key);
    const { rows } = moved.tree({ expanded: keys, offset: 0, count: 400 });
    for (const { key, label, detail, posInSet, setSize } of rows) {
      said(label, key);
      if (detail !== undefined) said(detail, key);
      assert.ok(posInSet >= 1 && posInSet <= setSize);
    }
  });

  test(`${name}: every event says what happened and why`, () => {
    const moved = finished(example(name));
    const { total } = moved.events({ count: 0 });
    let rows = 0;
    for (let from = 0; from < total; from += 1000) {
      for (const row of moved.events({ from, count: 1000 }).rows) {
        said(row.what, `event ${row.index}`);
        for (const why of row.why) said(why, `event ${row.index}`);
        if (row.position !== undefined) assert.equal(row.position.file, name);
        rows++;
      }
    }
    assert.equal(rows, total);
  });
}

test('tiles of every colour and resolution', () => {
  const done = finished(example('05-collect-and-reuse.go'));
  for (const colour of colourModes) {
    for (const pagesPerCell of [1, 4, 16, 64] as const) {
      const [tile] = done.tiles({ arenas: [0], pagesPerCell, colour }).tiles;
      assert.equal(tile!.state.length, pagesPerArena / pagesPerCell);
      assert.ok(tile!.state.includes(PageState.heap));
    }
  }
  assert.deepEqual(done.tiles({ arenas: [7], pagesPerCell: 1, colour: 'class' }).tiles, []);
});

test('a random base: map pages count from the arena, addresses stay true', () => {
  const moved = finished(example('03-tiny-objects.go', { base: 'random', seed: 9 }));
  checkMap(moved);
  checkTree(moved);
  const { rt } = runOf(moved).machine;
  const [first] = allSpans(moved).page;
  const address = moved.overview().arenaAddresses[0]! + first! * 8192;
  const page = moved.inspect({ key: `span:${allSpans(moved).id[0]!}` });
  const start = page.groups[0]?.fields.find(({ name }) => name === 'startAddr');
  assert.equal(start?.value, address);
  assert.ok(rt.arenaSkew >= 0);
});

test('words of an object have the names of its fields', () => {
  const walker = example('01-three-levels.go');
  walker.beginRunToStop('second');
  settle(walker);
  const [key] = walker.keysOfLine(26);
  assert.match(key!, /^slot:/);
  const { words, source } = walker.inspect({ key: key! });
  assert.equal(source?.line, 26);
  assert.deepEqual(words?.names, [
    'next',
    'value[0]',
    'value[1]',
    'value[2]',
    'value[3]',
    'value[4]',
  ]);
  assert.deepEqual([...words!.pointers], [1, 0, 0, 0, 0, 0]);
  assert.equal(words!.low[1], 1);
});

test('what the last step changed is marked, with what it was', () => {
  const walker = example('01-three-levels.go');
  walker.beginRunToStop('second');
  settle(walker);
  const [object] = walker.keysOfLine(26);
  const span: Key = `span:${parseKey(object!)!.a}`;
  walker.inspect({ key: span });
  walker.beginRunToStop('fill');
  settle(walker);
  const fields = walker.inspect({ key: span }).groups[0]!.fields;
  const count = fields.find(({ name }) => name === 'allocCount');
  assert.equal(count?.changed, true);
  assert.equal(Number(count?.value) - Number(count?.before), 1);
});

test('the timeline knows collections, stops and who ran', () => {
  const done = finished(example('05-collect-and-reuse.go'));
  const { endTick } = done.state();
  const line = done.timeline({ fromTick: 0, toTick: endTick, points: 200 });
  assert.deepEqual(
    line.stops.map(({ name }) => name),
    ['fill', 'collect', 'swept', 'reuse', 'empty', 'end'],
  );
  // Who seeks to a stop stands at it.
  for (const { tick, name } of line.stops) {
    done.beginSeek(tick);
    const { last, narration } = settle(done).state();
    assert.equal(last?.kind, 'stop');
    assert.deepEqual([narration?.name, narration?.isHere], [name, true]);
  }
  assert.equal(line.gcs.length, 2);
  for (const { startTick, endTick: end } of line.gcs) assert.ok(startTick <= end);
  assert.equal(line.lanes.length, 1);
  assert.ok(line.lanes[0]!.runG.includes(1));
  assert.ok(Math.max(...line.liveMaxBytes) > 100_000);
});

test('no event says nothing, whichever language a note is in', () => {
  const done = finished(example('05-collect-and-reuse.go'));
  const { total } = done.events({ count: 1 });
  const notes = { en: new Set<string>(), 'zh-cn': new Set<string>() };
  for (let from = 0; from < total;) {
    const { rows } = done.events({ from, count: 500 });
    for (const { what, kind, index } of rows) {
      for (const language of ['en', 'zh-cn'] as const) {
        const words = sayText(language, what);
        assert.notEqual(words.trim(), '', `event ${index}, ${kind}, ${language}`);
        if (kind === 'note') notes[language].add(words.replace(/[:：].*/s, ''));
      }
    }
    from = rows.at(-1)!.index + 1;
  }
  assert.deepEqual([...notes.en].sort(), ['note', 'note in Chinese']);
  assert.deepEqual([...notes['zh-cn']].sort(), ['注释', '英文注释']);
});

test('type-ahead finds rows by their beginning, in the language that is shown', () => {
  const done = finished(example('07-maps.go'));
  const find = (prefix: string, language: 'en' | 'zh-cn'): number =>
    done.treeSearch({ expanded: [], prefix, after: -1, language }).index;
  assert.equal(
    done.tree({ expanded: [], offset: find('mheap', 'en'), count: 1 }).rows[0]?.key,
    'mheap',
  );
  assert.ok(find('全局', 'zh-cn') >= 0);
  assert.equal(find('nothing like it', 'en'), -1);
});

test('the timeline is the same however the run is cut into slices', () => {
  for (const profile of ['go1.26', 'go1.6'] as const) {
    for (const length of [200, 60_000]) {
      const source = `package main

var kept [64][]byte

func main() {
	for i := 0; i < ${length}; i++ {
		kept[i%64] = make([]byte, 64<<(i%9))
	}
}
`;
      const run = (steps: number): Session => {
        const made = session(source, { profile });
        made.beginRun();
        return settle(made, steps);
      };
      const curve = (of: Session): unknown => {
        const { endTick } = of.state();
        const { lanes, ...line } = of.timeline({ fromTick: 0, toTick: endTick, points: 700 });
        return {
          ...line,
          lanes: lanes.map(({ eventTick, eventKind }) => ({ eventTick, eventKind })),
        };
      };
      const whole = run(1e9);
      const expected = curve(whole);
      const { inUseBytes, liveMaxBytes } = expected as ReturnType<Session['timeline']>;
      assert.ok(new Set(liveMaxBytes).size > 5 && inUseBytes.every((bytes) => bytes > 0));
      for (const steps of [3000, 50_000]) assert.deepEqual(curve(run(steps)), expected);
      // Travelling does not add to it.
      whole.beginSeek(Math.floor(whole.state().endTick / 3));
      assert.deepEqual(curve(finished(settle(whole))), expected);
    }
  }
});
