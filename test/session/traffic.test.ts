/**
 * What crosses to a view is as large as what the view shows: a heap and a run ten times as large,
 * with ten times as many switches between goroutines and stops, give answers of the same size.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, patched } from '../../src/protocol/patch';
import { Session } from '../../src/session/session';
import { pack } from '../webview/wire';

/** Objects of many kinds from several goroutines, with a stop in each round. */
const program = (rounds: number): string => `package main

type node struct {
	next *node
	data [40]int
}

var lists [4]*node

func grow(who int, rounds int, done chan bool) {
	for i := 0; i < rounds; i++ {
		lists[who] = &node{next: lists[who]}
		done <- true
	}
}

func main() {
	done := make(chan bool)
	for who := range lists {
		go grow(who, ${rounds}, done)
	}
	for i := 0; i < 4*${rounds}; i++ {
		<-done
		//mem:stop passed
	}
}
`;

function run(rounds: number): Session {
  const session = new Session('traffic.go', program(rounds), { gogc: 10 });
  assert.deepEqual(session.problems, []);
  session.beginRun();
  while (!session.work(1_000_000));
  assert.equal(session.state().exit?.code, 0);
  return session;
}

function sizes(session: Session): Record<string, number> {
  const { endTick } = session.state();
  const colour = 'site';
  const [first] = session.tree({ expanded: [], offset: 0, count: 1 }).rows;
  const answers: Record<string, unknown> = {
    state: session.state(),
    overview: session.overview(),
    tree: session.tree({ expanded: ['ps', 'mheap', 'arenas', 'arena:0'], offset: 0, count: 60 }),
    tiles: session.tiles({ arenas: [0], pagesPerCell: 16, colour }),
    spans: session.spans({ firstPage: session.overview().usedFirstPage, pageCount: 8, colour }),
    timeline: session.timeline({ fromTick: 0, toTick: endTick, points: 100 }),
    events: session.events({ tick: endTick, count: 50 }),
    rangeSummary: session.rangeSummary({ fromTick: 0, toTick: endTick }),
    inspect: session.inspect({ key: first!.key }),
    levels: session.levels(),
    dashboard: session.dashboard(),
    zones: session.zones(),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, pack(answer).length]),
  );
}

test('after a step what is new is sent, and that is less than a hundredth of what is shown', () => {
  const session = run(3000);
  session.beginSeek(Math.floor(session.state().endTick / 2));
  while (!session.work(1_000_000));
  const colour = 'class';
  const first = session.overview().usedFirstPage;
  const look = (): unknown[] => [
    session.tiles({ arenas: [0], pagesPerCell: 1, colour }),
    session.spans({ firstPage: first, pageCount: 128, colour }),
    session.timeline({ fromTick: 0, toTick: session.state().endTick, points: 500 }),
  ];
  const shown = pack(look()).length;
  for (let steps = 0; steps < 20; steps++) {
    const before = look();
    session.beginStep();
    while (!session.work(1_000_000));
    const now = look();
    const patch = difference(before, now);
    assert.deepEqual(patch ? patched(before, patch) : before, now);
    const sent = pack(patch ?? {}).length;
    assert.ok(sent < shown / 100 + 1000, `${sent} of ${shown} characters`);
  }
});

test('the lanes of a run that is known are made once, whatever moment is looked at', () => {
  const session = run(3000);
  const { endTick } = session.state();
  const lanesAt = (tick: number): unknown => {
    session.beginSeek(tick);
    while (!session.work(1_000_000));
    return session.timeline({ fromTick: 0, toTick: endTick, points: 500 }).lanes;
  };
  const lanes = lanesAt(Math.floor(0.8 * endTick));
  assert.equal(lanesAt(Math.floor(0.7 * endTick)), lanes);
  // Near the beginning the few events so far are told one by one.
  assert.notDeepEqual(lanesAt(Math.floor(0.01 * endTick)), lanes);
  assert.deepEqual(lanesAt(Math.floor(0.8 * endTick)), lanes);
});

test('answers grow with the window and not with heap or run', () => {
  const [small, large] = [300, 3000].map((rounds) => run(rounds));
  assert.ok(large!.overview().spanCount > 5 * small!.overview().spanCount);
  assert.ok(large!.state().endTick > 8 * small!.state().endTick);
  const before = sizes(small!);
  const after = sizes(large!);
  for (const [name, size] of Object.entries(after)) {
    assert.ok(size < 1.25 * before[name]! + 1000, `${name}: ${before[name]} → ${size} characters`);
    assert.ok(size < 64_000, `${name}: ${size} characters`);
  }
});
