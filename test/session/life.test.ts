/** Birth, death, finding, and what a stretch of the run amounts to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { Session } from '../../src/session/session';

const source = `package main

type leaf struct {
	next *leaf
	name string
	rest [5]int
}

var kept *leaf

func garbage(n int) {
	for i := 0; i < n; i++ {
		kept = &leaf{name: "leaf"}
	}
}

func main() {
	garbage(3)
	//mem:stop three
	garbage(200)
	//mem:gc
	garbage(100)
	big := make([]byte, 100_000)
	kept.rest[0] = len(big)
	//mem:stop end
}
`;

function finish(session: Session, begin: () => void): void {
  begin();
  while (!session.work(1000)) continue;
}

function atThree(): Session {
  const session = new Session('main.go', source);
  finish(session, () => session.beginRunToStop('three'));
  return session;
}

const isSlot = (key: Key): boolean => parseKey(key)?.kind === 'slot';

/** The objects among what is found; the lines that make them are found as well. */
const leaves = (session: Session) =>
  session.find({ text: 'main.LEAF' }).matches.filter(({ key }) => isSlot(key));

test('objects are found by type, spans by class and size, slots by address', () => {
  const session = atThree();
  const found = leaves(session);
  assert.equal(found.length, 3);
  const others = session.find({ text: 'main.LEAF' }).matches.filter(({ key }) => !isSlot(key));
  assert.deepEqual(others, [{ key: 'site:0', label: 'main.garbage: &leaf{...}' }]);
  for (const { key, label } of found) {
    assert.match(String(label), /^main\.leaf · 0x[0-9a-f]+$/);
    const [, address] = String(label).split(' · ');
    assert.deepEqual(session.find({ text: address! }).matches, [{ key, label: address }]);
    const { kind, a } = parseKey(key)!;
    assert.equal(kind, 'slot');
    const spans = session.find({ text: '64 B' }).matches.map((one) => one.key);
    assert.ok(spans.includes(`span:${a}`));
  }
  assert.deepEqual(session.find({ text: 'class 5' }), session.find({ text: ' 48b ' }));
  for (const none of ['', '0x10', 'class 99', 'nothing of the kind', '0xfffffffffffff'])
    assert.deepEqual(session.find({ text: none }), { matches: [] });
});

test('a large heap is looked through in several answers', () => {
  const text = `package main
var all [][]byte
func main() {
	for i := 0; i < 2000; i++ { all = append(all, make([]byte, 512)) }
	//mem:stop end
}
`;
  const session = new Session('main.go', text);
  finish(session, () => session.beginRunToStop('end'));
  const keys = new Set<Key>();
  let fromPage: number | undefined = 0;
  let answers = 0;
  while (fromPage !== undefined) {
    const { matches, nextPage } = session.find({ text: 'make([]byte', fromPage });
    for (const { key } of matches) {
      assert.ok(!keys.has(key), key);
      keys.add(key);
    }
    assert.ok(nextPage === undefined || nextPage > fromPage);
    fromPage = nextPage;
    answers += 1;
  }
  assert.equal([...keys].filter(isSlot).length, 2000);
  assert.equal(keys.size, 2001, 'and the line that makes them');
  assert.ok(answers > 5);
});

test('to the birth of an object: it is there, and was not one instruction before', () => {
  const session = atThree();
  const { tick } = session.state();
  const [first, second] = leaves(session);
  finish(session, () => session.beginBirth(second!.key));
  const born = session.state().tick;
  assert.ok(born < tick);
  assert.deepEqual(leaves(session), [first, second]);
  finish(session, () => session.beginSeek(born - 1));
  assert.deepEqual(leaves(session), [first]);
});

test('to the death of an object: the sweep after the collection that did not find it', () => {
  const session = atThree();
  const [first] = leaves(session);
  finish(session, () => session.beginDeath(first!.key));
  const { last, stats, tick } = session.state();
  assert.equal(stats.numGC, 1);
  // A collection sweeps many spans at one moment; the object's own is among them.
  assert.equal(last!.tick, tick - 1);
  const { rows } = session.events({ fromTick: last!.tick, count: 1000, kinds: ['sweep'] });
  assert.ok(rows.some(({ key }) => key === `span:${parseKey(first!.key)!.a}`));
  assert.ok(!leaves(session).some(({ key }) => key === first!.key));
  // It dies at the same moment, wherever one asks from.
  finish(session, () => session.beginSeek(0));
  finish(session, () => session.beginRunToStop('three'));
  finish(session, () => session.beginDeath(first!.key));
  assert.equal(session.state().tick, tick);
});

test('what lives to the end has its death behind the end', () => {
  const session = atThree();
  finish(session, () => session.beginRunToStop('end'));
  const [large] = session.find({ text: 'make([]byte' }).matches;
  finish(session, () => session.beginDeath(large!.key));
  const { tick, endTick, complete } = session.state();
  assert.ok(complete && tick === endTick);
  const span = `span:${parseKey(large!.key)!.a}` as const;
  finish(session, () => session.beginBirth(span));
  const made = session.events({ count: 4, kinds: ['spanAlloc'] }).rows.at(-1)!;
  assert.equal(made.key, span);
  assert.equal(made.tick, session.state().last!.tick);
  assert.throws(() => session.beginBirth('slot:1:4000'), /no birth/);
  assert.throws(() => session.beginDeath('mheap'), /no birth/);
});

test('the events of a stretch, and what they amount to', () => {
  const session = atThree();
  const from = session.state().tick + 1;
  finish(session, () => session.beginRunToStop('end'));
  const to = session.state().tick;
  const range = { fromTick: from, toTick: to };
  const { events, allocs, kinds, sites } = session.rangeSummary(range);
  assert.equal(
    events,
    kinds.reduce((sum, { count }) => sum + count, 0),
  );
  assert.equal(allocs, kinds.find(({ kind }) => kind === 'alloc')!.count);
  const named = sites.filter(({ text }) => text !== undefined);
  assert.deepEqual(
    named.map(({ text, count }) => [text!.replace(/\{.*/, ''), count]),
    [
      ['make([]byte, 100000)', 1],
      ['&leaf', 300],
    ],
  );
  const all = session.events({ count: 1000, kinds: ['gcStart', 'gcEnd'] }).rows;
  const within = session.events({ fromTick: from, tick: to, count: 1000, kinds: ['gcStart'] }).rows;
  assert.deepEqual(within, all.slice(0, 1));
  assert.deepEqual(session.events({ fromTick: from, tick: from - 1, count: 9 }).rows, []);
  const last = session.events({ tick: to, count: 3 }).rows;
  assert.deepEqual(last, session.events({ count: 3 }).rows);
  assert.ok(last[0]!.index < last[1]!.index);
});

test('zoomed in, the timeline has each event at its own tick; from afar it counts them', () => {
  const session = new Session(
    'main.go',
    `package main
var kept []byte
func main() {
	for i := 0; i < 20000; i++ { kept = make([]byte, 32) }
}
`,
  );
  finish(session, () => session.beginRun());
  const { endTick } = session.state();
  const fromTick = Math.floor(endTick / 2);
  const toTick = fromTick + 2000;
  const marks = (from: number, to: number) =>
    session.timeline({ fromTick: from, toTick: to, points: 500 }).lanes[0]!;
  const { rows } = session.events({ fromTick, tick: toTick, count: 1000 });
  const near = marks(fromTick, toTick);
  assert.ok(rows.length > 100);
  assert.deepEqual(
    [...near.eventTick],
    rows.map(({ tick }) => tick),
  );
  assert.ok(near.eventCount.every((count) => count === 1));
  const far = marks(0, endTick);
  const total = session.events({ count: 1 }).total;
  assert.ok(far.eventTick.length < total / 4);
  assert.equal(
    far.eventCount.reduce((sum, count) => sum + count, 0),
    total,
  );
  // What lies ahead of the present is known from the history alone.
  finish(session, () => session.beginSeek(fromTick + 1000));
  const both = marks(fromTick, toTick);
  const seen = both.eventCount.reduce((sum, count) => sum + count, 0);
  assert.ok(Math.abs(seen - rows.length) < 40, `${seen} of ${rows.length}`);
  assert.ok(both.eventTick.at(-1)! > fromTick + 1000);
});

test('objects have the colours of their goroutine, type and site', () => {
  const session = new Session(
    'main.go',
    `package main
type leaf struct { next *leaf }
var kept [2]*leaf
func main() {
	kept[0] = &leaf{}
	done := make(chan bool)
	go func() { kept[1] = &leaf{}; done <- true }()
	<-done
	//mem:stop end
}
`,
  );
  finish(session, () => session.beginRunToStop('end'));
  const { usedFirstPage: firstPage, usedLimitPage, types, sites } = session.overview();
  const window = { firstPage, pageCount: usedLimitPage - firstPage };
  const shades = (colour: 'goroutine' | 'type' | 'site'): number[] => {
    const spans = session.spans({ ...window, colour });
    return leaves(session).map(({ key }) => {
      const { a, b } = parseKey(key)!;
      const at = spans.id.indexOf(a);
      return spans.slotShade[spans.slotStart[at]! + b]!;
    });
  };
  const [first, second] = shades('goroutine');
  assert.equal(first, 1);
  assert.ok(second! > 1);
  assert.deepEqual(
    shades('type').map((shade) => types[shade]),
    ['main.leaf', 'main.leaf'],
  );
  assert.deepEqual(
    shades('site').map((shade) => sites[shade]),
    ['&leaf{}', '&leaf{}'],
  );
  assert.equal(session.spans({ ...window, colour: 'class' }).slotShade.length, 0);
});

test('a chunk and a free run are measured: bytes add up, fragmentation is about the runs', () => {
  const session = atThree();
  const found = session.measure({ key: 'chunk:0' });
  const { spanPages, objectBytes, freeSlotBytes, tailBytes, freePages, freeRuns, longestRun } =
    found;
  assert.equal(found.pages, 512);
  assert.equal(objectBytes + freeSlotBytes + tailBytes, spanPages * 8192);
  assert.ok(freeRuns >= 1 && longestRun <= freePages && freePages + spanPages <= 512);
  const { bytes, slotBytes } = found.asked!;
  assert.ok(bytes > 0 && bytes <= slotBytes && slotBytes <= objectBytes);
  assert.throws(() => session.measure({ key: 'mheap' }), /no stretch/);
  assert.throws(() => session.measure({ key: 'arena:99' }), /no stretch/);
});
