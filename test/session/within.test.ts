/**
 * What the modes tell of a stretch of a run is what two looks at its ends find: slots, spans and
 * pages that had a part in it, what went between the levels, what changed.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answersOf } from '../../src/host/answers';
import type { Key } from '../../src/protocol/keys';
import type { Cancellation } from '../../src/protocol/port';
import type { TickRange } from '../../src/protocol/protocol';
import { SlotBit } from '../../src/protocol/views';
import { mcacheHits } from '../../src/runtime/mstats';
import { TraceKind } from '../../src/runtime/trace';
import type { Session } from '../../src/session/session';
import { whole } from '../../src/session/portions';
import { Touched } from '../../src/session/touched';
import type { View } from '../../src/session/view';
import { finished, runOf, session, settle } from './load';

const program = `package main

type node struct {
	next *node
	more [70]int
}

var kept []*node
var total int
var limit = 300
var bytes [][]byte

func fill(count int) int {
	sum := 0
	for i := 0; i < count; i++ {
		n := &node{}
		if i%9 == 0 {
			kept = append(kept, n)
		}
		if i%50 == 0 {
			bytes = append(bytes, make([]byte, 40_000+i))
		}
		sum += i
	}
	return sum
}

func main() {
	for round := 0; round < 3; round++ {
		total += fill(limit)
		bytes = nil
		//mem:gc
		kept = kept[:10:10]
		//mem:scavenge
		bytes = append(bytes, make([]byte, 24))
	}
}
`;

const wanted: Cancellation = { cancelled: false, onCancel: () => undefined };
const profiles = ['go1.26', 'go1.6'] as const;
const runs = profiles.map((profile) => finished(session(program, { profile, gogc: 50 })));

function at(of: Session, tick: number): View {
  of.beginSeek(tick);
  settle(of);
  return runOf(of).sources().view;
}

/** Each slot that is taken, with the event that filled it. */
function taken(view: View): Map<Key, number> {
  const found = new Map<Key, number>();
  view.forSpans(0, view.mappedPages, (span) => {
    for (let slot = 0; slot < view.nelems(span); slot++)
      if (view.isAllocated(span, slot)) found.set(`slot:${span}:${slot}`, view.eventOf(span, slot));
  });
  return found;
}

/** The span of each page, and where that begins; 0 where there is none. */
function pages(view: View): { span: number; first: number }[] {
  return Array.from({ length: view.mappedPages }, (_, page) => {
    const span = view.spanAt(page);
    return { span, first: span === 0 ? -1 : view.startPage(span) };
  });
}

function stretches(of: Session): fc.Arbitrary<TickRange> {
  const tick = fc.nat({ max: of.state().endTick });
  return fc
    .tuple(tick, tick)
    .map(([one, other]) => ({ fromTick: Math.min(one, other), toTick: Math.max(one, other) }));
}

for (const [number, profile] of profiles.entries()) {
  const run = runs[number]!;
  const check = (property: (range: TickRange) => void | Promise<void>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(stretches(run), async (range) => property(range)),
      { numRuns: 25 },
    );

  test(`${profile}: what a stretch filled and freed is told apart, slot by slot and page by page`, () =>
    check((range) => {
      const before = at(run, range.fromTick);
      const [then, thenPages] = [taken(before), pages(before)];
      const view = at(run, range.toTick + 1);
      const touched = new Touched(view, range);
      whole({ work: (units) => touched.work(units), answer: undefined });
      const { trace } = view.rt;
      const cut = new Set<number>();
      for (let index = touched.window.first; index < touched.window.limit; index++)
        if (trace.kind(index) === TraceKind.spanAlloc) cut.add(trace.a(index));
      for (const [key, event] of taken(view)) {
        const [, span, slot] = key.split(':').map(Number) as [number, number, number];
        const isFresh = (view.slotBits(span, slot, touched.window) & SlotBit.fresh) !== 0;
        // What no event made was there from the beginning.
        if (event >= 0) assert.equal(isFresh, then.get(key) !== event, `${key} by ${event}`);
        if (isFresh) assert.ok(touched.hasSpan(span), `the span of ${key}`);
      }
      view.forSpans(0, view.mappedPages, (span) => {
        for (let slot = 0; slot < view.nelems(span); slot++) {
          const bits = view.slotBits(span, slot, touched.window);
          const isFreed = (bits & SlotBit.freed) !== 0;
          const { first } = thenPages[view.startPage(span)] ?? { first: -1 };
          const isSame = first === view.startPage(span) && !view.isAllocated(span, slot);
          const wasTaken = (then.get(`slot:${span}:${slot}`) ?? -1) >= 0;
          if (isSame && wasTaken && !cut.has(span)) assert.ok(isFreed, `${span}:${slot}`);
          if (!isFreed) continue;
          assert.ok(!view.isAllocated(span, slot) && touched.hasSpan(span), `${span}:${slot}`);
        }
      });
      for (const [page, now] of pages(view).entries()) {
        const was = thenPages[page] ?? { span: -1, first: -1 };
        const isSame = was.span === now.span && was.first === now.first;
        if (now.span === 0 && was.span > 0) assert.ok(touched.hasPage(page), `page ${page} freed`);
        if (now.span > 0 && !isSame) assert.ok(touched.hasSpan(now.span), `page ${page} cut anew`);
      }
    }));

  test(`${profile}: what lies behind a stretch is not of it`, () =>
    check((range) => {
      const early = { fromTick: 0, toTick: Math.floor(range.fromTick / 2) };
      const view = at(run, run.state().endTick);
      const touched = new Touched(view, early);
      whole({ work: (units) => touched.work(units), answer: undefined });
      const then = taken(at(run, early.toTick + 1));
      const later = at(run, run.state().endTick);
      for (const [key, event] of taken(later)) {
        const [, span, slot] = key.split(':').map(Number) as [number, number, number];
        const isFresh = (later.slotBits(span, slot, touched.window) & SlotBit.fresh) !== 0;
        if (isFresh) assert.equal(then.get(key), event, key);
      }
    }));

  test(`${profile}: the traffic between the levels is what their counters say`, () =>
    check(async (range) => {
      const before = at(run, range.fromTick);
      const [hits, counters] = [mcacheHits(before.rt), before.counters];
      const after = at(run, range.toTick + 1);
      const [nowHits, now] = [mcacheHits(after.rt), after.counters];
      at(run, run.state().endTick);
      const { traffic } = await answersOf(() => run).levels({ range }, wanted);
      assert.ok(traffic);
      if (profile === 'go1.26') assert.equal(traffic.served.mcache, nowHits - hits);
      // Where the run does not stand behind the stretch's beginning there is nothing to count.
      if (traffic.counted === undefined) assert.ok(range.fromTick >= run.state().endTick);
      else
        assert.deepEqual(traffic.counted, {
          mcentralLocks: now.mcentralLocks - counters.mcentralLocks,
          mheapLocks: now.mheapLocks - counters.mheapLocks,
          syscalls: now.mmaps + now.madvises - counters.mmaps - counters.madvises,
        });
      const cells = traffic.cells.reduce((sum, { count }) => sum + count, 0);
      assert.equal(cells, traffic.allocations);
    }));
}

test('zones: a variable is marked that holds something else than where the stretch begins', async () => {
  const run = session(program);
  run.beginRunTo('gc');
  settle(run);
  const first = run.state().tick;
  run.beginRunTo('gc');
  settle(run);
  const range = { fromTick: first, toTick: run.state().tick };
  const zones = await answersOf(() => run).zones({ range }, wanted);
  assert.equal(zones.compared, true);
  const changed = (name: string): boolean | undefined =>
    zones.globals.find((one) => one.name === name)?.changed;
  assert.equal(changed('main.total'), true);
  assert.equal(changed('main.limit'), undefined);
  const main = zones.stacks[0]!.frames.find(({ func }) => func === 'main.main')!;
  assert.equal(main.variables.find(({ name }) => name === 'round')?.changed, true);
  const { view } = runOf(run).sources();
  const seen = new Set<boolean>();
  for (const { key, born = false } of zones.objects) {
    const [, span, slot] = key.split(':').map(Number) as [number, number, number];
    assert.equal(born, view.bornAt(span, slot) >= first, key);
    seen.add(born);
  }
  assert.equal(seen.size, 2);
  const all = await answersOf(() => run).zones({ range: { ...range, fromTick: 0 } }, wanted);
  assert.ok(all.objects.length > 0 && all.objects.every(({ born }) => born === true));
});

test('structures: fields are compared with where the stretch begins, not with the last step', async () => {
  const run = session(program);
  run.beginRunTo('refill');
  settle(run);
  const fromTick = run.state().tick;
  run.beginRunTo('gc');
  settle(run);
  run.beginStep();
  settle(run);
  const range = { fromTick, toTick: run.state().tick };
  const answers = answersOf(() => run);
  const page = await answers.inspect({ key: 'mheap', range }, wanted);
  const then = session(program);
  then.beginRunTo('refill');
  settle(then);
  const old = then.inspect({ key: 'mheap' });
  let changes = 0;
  for (const [number, { fields }] of page.groups.entries())
    for (const { name, value, changed, before } of fields) {
      const was = old.groups[number]!.fields.find((one) => one.name === name);
      if (was === undefined || typeof value === 'object') continue;
      assert.equal(changed === true, was.value !== value, JSON.stringify(name));
      if (changed === true) assert.deepEqual(before, was.value);
      changes += changed === true ? 1 : 0;
    }
  assert.ok(changes > 0);
});

test('marking: the collections that touch a stretch, and what was marked since it began', async () => {
  const run = session(program);
  for (const target of ['gc', 'gc', 'markObject', 'markObject', 'markObject'] as const) {
    run.beginRunTo(target);
    settle(run);
  }
  const { collections } = runOf(run).recorder;
  assert.equal(collections.length, 2);
  const answers = answersOf(() => run);
  const ask = async (fromTick: number) => {
    const range = { fromTick, toTick: run.state().tick };
    for (;;) {
      const marking = await answers.marking({ limit: 100, range }, wanted);
      if (marking.graph !== undefined) return marking;
    }
  };
  const last = await ask(collections[1]!.startTick);
  assert.deepEqual(
    last.stretch!.cycles.map(({ cycle }) => cycle),
    [collections[1]!.cycle],
  );
  const isMarked = (colour: string): boolean => colour === 'grey' || colour === 'black';
  assert.ok(last.graph!.objects.some(({ marked }) => marked === true));
  for (const { colour, marked } of last.graph!.objects)
    assert.equal(marked === true, isMarked(colour));
  const none = await ask(run.state().tick - 1);
  const marks = none.graph!.objects.filter(({ marked }) => marked === true).length;
  assert.ok(marks < last.graph!.objects.filter(({ marked }) => marked === true).length);
  assert.equal((await ask(0)).stretch!.total, 2);
});
