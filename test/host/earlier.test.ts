/** For a stretch far into a run it is repeated: whoever waits sees how far, and can end that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf } from '../../src/host/answers';
import { RequestError } from '../../src/protocol/port';
import type { Cancellation } from '../../src/protocol/port';
import type { EventBody } from '../../src/protocol/protocol';
import { finished, session } from '../session/load';

const wanted: Cancellation = { cancelled: false, onCancel: () => undefined };

const program = `package main

var kept []*int
var sum int

func main() {
	for i := 0; i < 3000000; i++ {
		sum += i
		if i%100000 == 0 {
			kept = append(kept, new(int))
		}
	}
}
`;

test('how far a run is repeated for a stretch is told, and who wants all of it ends that', async () => {
  const run = finished(session(program));
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
  assert.ok(shares.every((share) => typeof share === 'number' && share > 0 && share < 1));
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => Number(a) - Number(b)),
  );
  // Asked for again, it goes all the way.
  await answers.zones({ range }, wanted);
  assert.deepEqual(told.at(-1), { kind: 'repeating' });
});
