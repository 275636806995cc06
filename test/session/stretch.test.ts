/** Stretches of a run: what the log says of one is what the runtime's counters say at its ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StretchClass } from '../../src/protocol/finding';
import type { Session } from '../../src/session/session';
import { whole } from '../../src/session/portions';
import { Stretch } from '../../src/session/stretch';
import { finished, runOf, session, settle } from './load';

/** Tiny objects, pointers of 8 bytes, headers, large objects, dead ones in between. */
const program = `package main

type node struct {
	next *node
	more [70]int
}

var kept []*node
var bytes [][]byte
var words []**int
var small []*int32

func main() {
	for i := 0; i < 900; i++ {
		n := &node{}
		if i%9 == 0 {
			kept = append(kept, n)
		}
		p := new(*int)
		if i%5 == 0 {
			words = append(words, p)
		}
		s := new(int32)
		if i%7 == 0 {
			small = append(small, s)
		}
		if i%150 == 0 {
			bytes = append(bytes, make([]byte, 40_000+i))
		}
		if i == 500 {
			bytes = nil
			kept = kept[:10:10]
		}
	}
	//mem:gc
	bytes = append(bytes, make([]byte, 24))
}
`;

const profiles = ['go1.26', 'go1.6'] as const;
const runs = profiles.map((profile) => finished(session(program, { profile, gogc: 50 })));

function at(of: Session, tick: number): Session {
  of.beginSeek(tick);
  return settle(of);
}

/** By size class, what the counters say. */
function counted(of: Session): Map<number, { mallocs: number; frees: number }> {
  return new Map(of.dashboard().classes.map((row) => [row.sizeClass, row]));
}

for (const [number, profile] of profiles.entries()) {
  test(`${profile}: taken and freed in a stretch is the difference at its ends`, () => {
    const run = runs[number]!;
    const { endTick } = run.state();
    const tick = fc.nat({ max: endTick });
    fc.assert(
      fc.property(tick, tick, (one, other) => {
        const [fromTick, toTick] = [Math.min(one, other), Math.max(one, other)];
        const before = counted(at(run, fromTick));
        const mallocs = run.memStats()['Mallocs']!;
        // An event carries the tick before its instruction: who stands there has yet to run it.
        const after = counted(at(run, toTick + 1));
        const { classes, allocs } = run.rangeSummary({ fromTick, toTick });
        assert.equal(allocs, run.memStats()['Mallocs']! - mallocs);
        const known = new Map(classes.map((row) => [row.sizeClass, row]));
        for (const [sizeClass, row] of after) {
          const was = before.get(sizeClass);
          const { mallocs: taken = 0, frees = 0 } = known.get(sizeClass) ?? {};
          assert.equal(taken, row.mallocs - (was?.mallocs ?? 0), `taken of class ${sizeClass}`);
          assert.equal(frees, row.frees - (was?.frees ?? 0), `freed of class ${sizeClass}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  test(`${profile}: a stretch over all of the run says what its sites say`, () => {
    const run = at(runs[number]!, Infinity);
    const within = whole(run.sitesWithin({ fromTick: 0, toTick: Infinity }));
    const all = run.sites().map(({ text, count, bytes }) => [text, count, bytes]);
    const same = within.map(({ text, count, bytes }) => [text, count, bytes]);
    assert.deepEqual(same, all);
    const live = (sites: ReturnType<Session['sites']>, text: string): number =>
      sites.find((site) => site.text === text)!.live;
    // In tiny blocks several objects share a slot, which has one last tenant.
    for (const text of ['&node{}', 'new(*int)'])
      assert.equal(live(within, text), live(run.sites(), text), text);
  });

  test(`${profile}: what is still there can be shown, and was made in the stretch`, () => {
    const run = at(runs[number]!, Infinity);
    const { view } = runOf(run).sources();
    const fromTick = Math.floor(run.state().endTick / 3);
    const toTick = fromTick * 2;
    const { classes } = run.rangeSummary({ fromTick, toTick });
    let live = 0;
    view.forSpans(0, view.mappedPages, (span) => {
      if (!view.isHeap(span)) return;
      for (let slot = 0; slot < view.nelems(span); slot++) {
        const born = view.isAllocated(span, slot) ? view.bornAt(span, slot) : -1;
        if (born >= fromTick && born <= toTick) live += 1;
      }
    });
    assert.equal(
      classes.reduce((sum, row) => sum + row.live, 0),
      live,
    );
    assert.ok(live > 20);
    for (const { key, sizeClass, live: there } of classes) {
      assert.equal(key !== undefined, there > 0, `class ${sizeClass}`);
      if (key !== undefined) assert.ok(run.inspect({ key }).groups.length > 0);
    }
  });
}

test('read in portions of any size a stretch is the same, and what lies ahead is not in it', () => {
  const run = at(runs[0]!, Infinity);
  const range = { fromTick: 100, toTick: run.state().endTick };
  const whole = run.rangeSummary(range);
  const { view } = runOf(run).sources();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (portion) => {
      const stretch = new Stretch(view, range);
      while (!stretch.work(portion));
      assert.deepEqual(stretch.summary, whole);
    }),
    { numRuns: 10 },
  );
  const tick = Math.floor(range.toTick / 2);
  const half = at(run, tick).rangeSummary(range);
  assert.equal(half.tick, tick);
  const taken = (rows: readonly StretchClass[]): number =>
    rows.reduce((sum, { mallocs }) => sum + mallocs, 0);
  assert.ok(taken(half.classes) > 0 && taken(half.classes) < taken(whole.classes));
  const empty = run.rangeSummary({ fromTick: tick, toTick: tick - 1 });
  assert.deepEqual([empty.events, empty.classes], [0, []]);
});
