/** A session that is loaded in portions is the one that is loaded at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../../src/golang/compile';
import { profiles } from '../../src/protocol/compare';
import { Session } from '../../src/session/session';
import { checkInvariants } from '../runtime/invariants';
import { finished, hashOf, runOf } from './load';

const source = `//mem:base random

package main

var kept []*[100]int

func main() {
	for range 2000 {
		kept = append(kept, new([100]int))
	}
	println(len(kept))
}
`;

for (const profile of profiles) {
  test(`${profile}: loaded in two portions, and as if at once`, () => {
    const options = { profile, procs: 3, seed: 11 };
    const compiled = compile('x.go', source);
    const loading = Session.loading('x.go', compiled, options);
    assert.equal(loading.work(Infinity), false, 'first the process alone');
    assert.equal(loading.work(Infinity), true);
    const session = loading.answer;
    const whole = new Session('x.go', compiled, options);
    assert.equal(session.state().phase, 'paused');
    checkInvariants(runOf(session).machine.rt);
    assert.equal(hashOf(session), hashOf(whole));
    assert.equal(hashOf(finished(session)), hashOf(finished(whole)));
    // A restart makes a process of its own.
    session.restart({});
    assert.equal(hashOf(session), hashOf(new Session('x.go', compiled, options)));
  });
}

test('a program with errors has nothing to load', () => {
  const loading = Session.loading(
    'x.go',
    compile('x.go', 'package main\n\nfunc main() { x }\n'),
    {},
  );
  assert.equal(loading.work(Infinity), true);
  assert.equal(loading.answer.state().phase, 'invalid');
});

test('what the engine can not do is said by the session, as when it is loaded at once', () => {
  const options = { heapBytes: -1 };
  const loading = Session.loading('x.go', compile('x.go', source), options);
  while (!loading.work(Infinity));
  const { phase, problems } = loading.answer.state();
  assert.equal(phase, 'failed');
  assert.deepEqual(
    problems,
    new Session('x.go', compile('x.go', source), options).state().problems,
  );
});
