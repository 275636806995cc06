/**
 * Allocations that help to mark. What takes long can be interrupted: a long assist is done in
 * portions, and a run comes to rest by how long it took; where it does changes nothing of what
 * happens. Who cannot pay waits.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { TraceKind, WhyMark } from '../../src/runtime/trace';
import { traceback } from '../../src/interpreter/traceback';
import { assistQueue } from '../../src/runtime/mgccredit';
import { checkCollector, checkInvariants } from '../runtime/invariants';
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
  let assists = 0;
  const { trace, sched } = m.rt;
  for (let seen = 0; !m.ended;) {
    m.run(100_000, false, 2000);
    if (sched.g.assisting[m.goroutine] !== 0) {
      assisting++;
      assert.equal(m.atStatement, false, 'it still owes the work of the statement before');
      if (assisting % 20 === 1) checkInvariants(m.rt);
      checkCollector(m.rt);
    }
    for (; seen < trace.count; seen++) {
      const isAssist = trace.kind(seen) === TraceKind.gcMark && trace.why(seen) === WhyMark.assist;
      if (isAssist) assists++;
    }
  }
  assert.ok(assisting > 20, `${assisting} runs ended within an assist`);
  assert.ok(assists > 2 && assisting > 5 * assists, `${assists} assists`);
  assert.equal(m.columns.hash(), hash);
  assert.equal(m.tick, whole.tick);
});

test('go1.6: a long assist goes on in portions too', () => {
  const options = { profile: 'go1.6' } as const;
  const whole = load('assist.go', source, options);
  run(whole, Infinity, Infinity);
  const m = load('assist.go', source, options);
  let assisting = 0;
  while (!m.ended) {
    m.run(100_000, false, 2000);
    if (m.rt.sched.g.assisting[m.goroutine] !== 0) assisting++;
  }
  assert.ok(assisting > 20, `${assisting} runs ended within an assist`);
  assert.equal(m.columns.hash(), whole.columns.hash());
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

/** Several goroutines that allocate faster than a worker marks. */
const crowd = `package main

type node struct {
	next *node
	pad  [6]int
}

var kept [8]*node

func grow(i, n int, done chan bool) {
	for k := 0; k < n; k++ {
		kept[i] = &node{next: kept[i]}
		if k%64 == 0 {
			kept[i] = kept[i].next
		}
	}
	done <- true
}

func main() {
	done := make(chan bool)
	for i := range kept {
		go grow(i, 12000, done)
	}
	for range kept {
		<-done
	}
}
`;

test('who cannot pay waits for credit, first come first served', () => {
  const m = load('crowd.go', crowd, { procs: 4, gogc: 50 });
  const { rt } = m;
  const { trace } = rt;
  let waited = 0;
  let paid = 0;
  let most = 0;
  let dump = '';
  const waiting: number[] = [];
  for (let seen = 0; !m.ended;) {
    m.run(1, false);
    checkCollector(rt);
    for (; seen < trace.count; seen++) {
      if (trace.kind(seen) !== TraceKind.gcMark) continue;
      if (trace.why(seen) === WhyMark.assistWait) {
        waited++;
        waiting.push(trace.a(seen));
      } else if (trace.why(seen) === WhyMark.assistPaid) {
        paid++;
        // Whoever was paid for in part went to the end; nobody else was passed over.
        assert.ok(waiting.includes(trace.a(seen)));
        waiting.splice(waiting.indexOf(trace.a(seen)), 1);
      }
    }
    const queue: number[] = [];
    assistQueue(rt, (gp) => queue.push(rt.sched.g.goid[gp]!));
    if (queue.length === 0) waiting.length = 0;
    else assert.deepEqual([...queue].sort(), [...waiting].sort());
    if (queue.length > most) {
      most = queue.length;
      dump = traceback(m, [...rt.sched.g.goid].indexOf(queue[0]!));
    }
  }
  assert.equal(m.exit?.kind, 'ok');
  assert.ok(waited > 10 && paid > 5 && most > 1, `${waited} waited, ${paid} paid, ${most} at once`);
  assert.match(dump, /^goroutine \d+ \[GC assist wait\]:\nmain\.grow\(/);
});

test('a state in which assists wait can be put back', () => {
  const m = load('crowd.go', crowd, { procs: 4, gogc: 50 });
  const { rt } = m;
  let restored = 0;
  while (!m.ended && restored < 5) {
    m.run(97, false);
    if (rt.work.assistQueueHead[0] === 0) continue;
    restored++;
    const picture = m.columns.snapshot();
    m.run(5000, false);
    const hash = m.columns.hash();
    m.columns.restore(picture);
    checkCollector(rt);
    m.run(5000, false);
    assert.equal(m.columns.hash(), hash);
    // From there on, since more waits may follow close by.
    m.columns.restore(picture);
  }
  assert.equal(restored, 5);
});
