/** For a stretch far into a run it is repeated: whoever waits sees how far, and can end that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf } from '../../src/host/answers';
import { RequestError } from '../../src/protocol/port';
import type { Cancellation } from '../../src/protocol/port';
import type { EventBody } from '../../src/protocol/protocol';
import { finished, session } from '../session/load';

const wanted: Cancellation = { cancelled: false, onCancel: () => undefined };

const program = (rounds: number): string => `package main

var kept []*int
var sum int

func main() {
	for i := 0; i < ${rounds}; i++ {
		sum += i
		if i%100000 == 0 {
			kept = append(kept, new(int))
		}
	}
}
`;

test('how far a run is repeated for a stretch is told, and who wants all of it ends that', async () => {
  const run = finished(session(program(3_000_000)));
  const { endTick } = run.state();
  const range = { fromTick: endTick - 2000, toTick: endTick - 1000 };
  const told: EventBody[] = [];
  const answers = answersOf(
    () => run,
    (event) => told.push(event),
  );
  const ended = Promise.resolve(answers.zones({ range }, wanted));
  const isCancelled = assert.rejects(
    ended,
    (error) => error instanceof RequestError && error.code === 'cancelled',
  );
  while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await answers.keepTo({}, wanted);
  await isCancelled;
  const shares = told.slice(0, -1).map((event) => 'share' in event && event.share);
  assert.deepEqual(told.at(-1), { kind: 'repeating' });
  assert.ok(shares.every((share) => typeof share === 'number' && share >= 0 && share <= 1));
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => Number(a) - Number(b)),
  );
  // Asked for again, it goes all the way.
  await answers.zones({ range }, wanted);
  assert.deepEqual(told.at(-1), { kind: 'repeating' });
});

test('when it is told after every slice, each share is further, and only the last may be all', async (t) => {
  const run = finished(session(program(20_000)));
  const { endTick } = run.state();
  const shares: number[] = [];
  const answers = answersOf(
    () => run,
    (event) => {
      if ('share' in event && event.share !== undefined) shares.push(event.share);
    },
  );
  let milliseconds = 0;
  t.mock.method(performance, 'now', () => (milliseconds += 200));
  // To the end of the stretch first, then back to its beginning.
  await answers.zones({ range: { fromTick: endTick >> 1, toTick: endTick - 1000 } }, wanted);
  // The session stands in the middle: on to another end, and back to near the start.
  const first = shares.splice(0);
  await answers.zones({ range: { fromTick: endTick >> 3, toTick: endTick - 500 } }, wanted);
  for (const told of [first, shares]) {
    assert.ok(told.length > 10, `${told.length} times`);
    assert.ok(told.every((share, at) => share >= 0 && share >= (told[at - 1] ?? 0)));
    assert.ok(told.slice(0, -1).every((share) => share < 1));
  }
});
