/**
 * What takes long can be interrupted: a long assist is done in portions, and a run comes to rest by
 * how long it took; where it does changes nothing of what happens.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { TraceKind, WhyMark } from '../../src/runtime/trace';
import { checkInvariants } from '../runtime/invariants';
import { load } from './harness';

/** A large heap that grows while it is marked: allocations owe more than they can pay at once. */
const source = `package main

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

func count(t *tree) int {
	if t == nil {
		return 0
	}
	return 1 + count(t.left) + count(t.right)
}

func main() {
	kept := build(16)
	total := 0
	var tables [][]*tree
	for i := 0; i < 3; i++ {
		t := build(13)
		total += count(t)
		for range 20 {
			tables = append(tables, make([]*tree, 30_000))
		}
	}
	println(count(kept), total, len(tables))
}
`;

type Machine = ReturnType<typeof load>;

function run(m: Machine, steps: number, most: number): void {
  for (let rounds = 0; !m.ended; rounds++) {
    const before = m.tick;
    m.run(steps, false, most);
    assert.ok(m.ended || m.tick > before, 'every run gets on');
    assert.ok(rounds < 1_000_000);
  }
}

test('a long assist goes on in portions, and nobody can tell from the end', () => {
  const whole = load('assist.go', source);
  run(whole, Infinity, Infinity);
  const hash = whole.columns.hash();
  const m = load('assist.go', source);
  let assisting = 0;
  let portions = 0;
  const { trace, sched } = m.rt;
  for (let seen = 0; !m.ended;) {
    m.run(100_000, false, 2000);
    if (sched.g.assisting[m.goroutine] === 1) {
      assisting++;
      assert.equal(m.atStatement, false, 'it still owes the work of the statement before');
      if (assisting % 20 === 1) checkInvariants(m.rt);
    }
    for (; seen < trace.count; seen++) {
      const isAssist = trace.kind(seen) === TraceKind.gcMark && trace.why(seen) === WhyMark.assist;
      if (isAssist) portions++;
    }
  }
  assert.ok(assisting > 5, `${assisting} runs ended within an assist`);
  assert.ok(portions > 20, `${portions} portions`);
  assert.equal(m.columns.hash(), hash);
  assert.equal(m.tick, whole.tick);
});

test('a run ends when it took as long as it may, after one instruction at least', () => {
  const m = load('assist.go', source);
  let longest = 0;
  let early = 0;
  while (!m.ended && m.tick < 600_000) {
    const before = m.tick;
    const took = m.run(5000, false, 3000);
    const ran = m.tick - before;
    assert.ok(ran >= 1 && took >= ran);
    if (ran < 5000) early++;
    longest = Math.max(longest, took);
  }
  assert.ok(early > 10, `${early} runs ended early`);
  // One instruction may do more: a collection that begins or ends.
  assert.ok(longest < 1_000_000, `${longest}`);
  const other = load('assist.go', source);
  while (other.tick < m.tick) other.run(1, false, 1);
  assert.equal(other.columns.hash(), m.columns.hash());
});
