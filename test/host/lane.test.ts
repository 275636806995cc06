/** Answers in slices: the same as at once, with turns for others, and moves are noticed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf } from '../../src/host/answers';
import { Lane } from '../../src/host/lane';
import { RequestError } from '../../src/protocol/port';
import type { Cancellation } from '../../src/protocol/port';
import type { Portions } from '../../src/session/portions';
import { finished, session, settle } from '../session/load';

const wanted: Cancellation = { cancelled: false, onCancel: () => undefined };

const program = `package main

var kept [][]byte

func main() {
	for i := 0; i < 3000; i++ {
		kept = append(kept, make([]byte, i%600))
		if i%1000 == 999 {
			kept = kept[:500:500]
		}
	}
}
`;
const run = finished(session(program, { gogc: 50 }));

test('what is answered in slices is what is answered at once', async () => {
  const answers = answersOf(() => run);
  const range = { fromTick: 200, toTick: 9000 };
  const tiles = { arenas: [0], pagesPerCell: 1, colour: 'site' } as const;
  const spans = { firstPage: 0, pageCount: 300, colour: 'age' } as const;
  const found = await Promise.all([
    answers.rangeSummary(range, wanted),
    answers.tiles(tiles, wanted),
    answers.spans(spans, wanted),
    answers.levels({}, wanted),
    answers.dashboard({}, wanted),
    answers.find({ text: 'byte' }, wanted),
    answers.measure({ key: 'arena:0' }, wanted),
    answers.events({ count: 40, kinds: ['gcStart', 'sweep'] }, wanted),
  ]);
  assert.deepEqual(found, [
    run.rangeSummary(range),
    run.tiles(tiles),
    run.spans(spans),
    run.levels(),
    run.dashboard(),
    run.find({ text: 'byte' }),
    run.measure({ key: 'arena:0' }),
    run.events({ count: 40, kinds: ['gcStart', 'sweep'] }),
  ]);
});

test('the timeline that is found bit by bit is the one that is found at once', () => {
  const source = `package main

var ping = make(chan int)
var kept []*int

func main() {
	go func() {
		for i := range ping {
			kept = append(kept, &i)
		}
	}()
	for i := 0; i < 400; i++ {
		//mem:stop round
		ping <- i
	}
}
`;
  const bits = finished(session(source, { gogc: 20, procs: 2 }));
  const { endTick } = bits.state();
  bits.beginSeek(Math.floor(endTick / 2));
  settle(bits);
  for (const points of [7, 300]) {
    for (const fromTick of [0, Math.floor(endTick / 3), Math.floor(endTick / 2) - 50]) {
      const window = { fromTick, toTick: endTick - fromTick, points };
      const asked = bits.ask('timeline', window);
      while (!asked.work(1));
      // Another session has nothing left over from the question before.
      const whole = finished(session(source, { gogc: 20, procs: 2 }));
      whole.beginSeek(Math.floor(endTick / 2));
      settle(whole);
      assert.deepEqual(asked.answer, whole.timeline(window));
      assert.ok(
        asked.answer.stops.length > 0 && asked.answer.lanes.some(({ runG }) => runG.length > 0),
      );
    }
  }
});

/** Work of so many portions, each longer than a slice. */
function slow(portions: number, log: string[], name: string): Portions<string> {
  let done = 0;
  return {
    work() {
      const until = performance.now() + 4;
      while (performance.now() < until);
      log.push(name);
      return ++done >= portions;
    },
    answer: name,
  };
}

test('answers that are worked at take turns, and others have theirs', async () => {
  const lane = new Lane(() => run);
  const log: string[] = [];
  let turns = 0;
  let over = false;
  const watch = (): void => {
    turns++;
    if (!over) setImmediate(watch);
  };
  setImmediate(watch);
  const both = await Promise.all([
    lane.answer('a', () => slow(4, log, 'a')),
    lane.answer('b', () => slow(4, log, 'b')),
  ]);
  over = true;
  assert.deepEqual(both, ['a', 'b']);
  // The first slice is at once, and the second in the first turn that anybody waits for.
  assert.equal(log.join(''), 'aabababb');
  assert.ok(turns >= 7, `${turns}`);
});

test('when the run moves, the answer is about where it then stands', async () => {
  const lane = new Lane(() => run);
  const log: string[] = [];
  const asked: number[] = [];
  const answer = lane.answer('where', () => {
    const { tick } = run.state();
    asked.push(tick);
    return slow(asked.length === 1 ? 1000 : 1, log, `tick ${tick}`);
  });
  await new Promise((resolve) => setTimeout(resolve));
  run.beginSeek(1000);
  assert.ok(run.moving);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(asked.length, 1, 'while it moves nobody asks');
  settle(run);
  assert.equal(await answer, 'tick 1000');
  assert.equal(asked.length, 2);
  finished(run);
});

test('who does not want the answer any more gets an error, and no more work is done', async () => {
  const lane = new Lane(() => run);
  const log: string[] = [];
  const cancellation = { cancelled: false, onCancel: () => undefined };
  const answer = lane.answer('a', () => slow(1000, log, 'a'), cancellation);
  await new Promise((resolve) => setTimeout(resolve, 10));
  cancellation.cancelled = true;
  await assert.rejects(
    answer,
    (error) => error instanceof RequestError && error.code === 'cancelled',
  );
  const { length } = log;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(log.length, length);
  // The next one is not held up by it.
  assert.equal(await lane.answer('b', () => slow(1, log, 'b')), 'b');
});

test('what takes long says how far it is', async () => {
  const lane = new Lane(() => run);
  const portions = slow(1000, [], 'far');
  const start = performance.now();
  assert.equal(await lane.soFar('a', () => portions, wanted), 'far');
  assert.ok(performance.now() - start >= 50);
});
