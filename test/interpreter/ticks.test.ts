/**
 * What a tick is: an instruction of the program, a step of one of the runtime's own goroutines, or
 * a portion of an assist. However often it is collected, a program executes the same instructions.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Assist } from '../../src/runtime/runtime2';
import { load } from './harness';

/** Ticks of a run by what they were. */
function ticks(gogc: number): { program: number; own: number; assists: number; cycles: number } {
  const source = readFileSync('test/session/testdata/churn.go', 'utf8');
  const m = load('churn.go', source, { gogc });
  const { background, sched } = m.rt;
  const step = background.step.bind(background);
  let own = 0;
  background.step = (kind) => {
    own++;
    step(kind);
  };
  let assists = 0;
  while (!m.ended) {
    const isHeld = sched.g.assisting[m.goroutine] !== Assist.no;
    const pc = m.currentPc;
    m.run(1, false);
    // Up to the next safe point it goes on.
    if (isHeld && m.currentPc === pc) assists++;
  }
  const cycles = m.rt.memstats.numgc[0]!;
  return { program: m.tick - own - assists, own, assists, cycles };
}

test('collecting more often changes no instruction of the program', () => {
  const [seldom, often] = [ticks(100), ticks(25)];
  assert.ok(often.cycles > seldom.cycles && seldom.cycles > 0);
  assert.ok(often.assists > seldom.assists && seldom.assists > 0);
  assert.equal(often.program, seldom.program);
});
