/** What a comparison remembers of a run is of that run, with all that was done to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Comparer } from '../../src/host/comparer';
import { session, settle } from '../session/load';

const source = `package main

var last []byte

func main() {
	for i := 0; i < 100; i++ {
		last = make([]byte, 1000)
	}
	println(len(last))
}
`;

test('a collection that somebody asked for belongs to what is compared', async () => {
  const own = session(source);
  const comparer = new Comparer(
    () => own,
    () => undefined,
  );
  const collections = async (): Promise<number[]> => {
    const { left, right } = await comparer.compare(
      { left: { kind: 'end' }, right: { kind: 'end' }, other: { kind: 'run', options: {} } },
      { cancelled: false, onCancel: () => undefined },
    );
    return [left.collections.length, right.collections.length];
  };
  own.beginRunTo('line', { file: 'x.go', line: 7, column: 3 });
  settle(own);
  assert.deepEqual(await collections(), [0, 0]);
  own.beginIntervention('gc');
  settle(own);
  assert.deepEqual(await collections(), [1, 1]);
  own.restart({});
  assert.deepEqual(await collections(), [0, 0]);
  comparer.dispose();
});
