/**
 * The machine is its columns: whatever is restored runs on to the same end, and how a run is sliced
 * changes nothing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { trackedShift } from '../../src/base/columns';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import type { Machine } from '../../src/interpreter/machine';
import { Birth, freedSite } from '../../src/runtime/births';
import { ownBytes } from '../../src/session/snapshot';
import { load } from './harness';

const programs = ['goroutines.go', 'defers.go', 'maps.go', 'slices.go', 'gc.go'] as const;
const sources = programs.map((name) => readFileSync(`test/interpreter/testdata/${name}`, 'utf8'));

/** Goroutines that share, wait, sleep and panic, in few instructions. */
const busy = `package main

import (
	"fmt"
	"sync"
	"time"
)

type node struct {
	next *node
	name string
}

func grow(n int) int {
	var pad [20]int
	if n == 0 {
		return 0
	}
	pad[n%20] = n
	return grow(n-1) + pad[n%20]
}

func work(i int, out chan<- string, mu *sync.Mutex, m map[int]*node) {
	defer func() {
		if r := recover(); r != nil {
			out <- fmt.Sprint("recovered ", r)
		}
	}()
	mu.Lock()
	m[i] = &node{m[i-1], fmt.Sprint("n", i)}
	mu.Unlock()
	if i%3 == 0 {
		time.Sleep(time.Duration(i) * time.Microsecond)
	}
	if i%4 == 1 {
		panic(i)
	}
	out <- fmt.Sprint(grow(i * 10))
}

func main() {
	out := make(chan string, 3)
	var mu sync.Mutex
	m := map[int]*node{}
	for i := range 12 {
		go work(i, out, &mu, m)
	}
	n := 0
	for range 12 {
		select {
		case s := <-out:
			n += len(s)
		case <-time.After(time.Second):
			panic("too late")
		}
	}
	fmt.Println(n, len(m))
}
`;

function state(m: Machine): string {
  return m.columns
    .hashes()
    .map(({ name, hash }) => `${name} ${hash}`)
    .join('\n');
}

for (const procs of [1, 3]) {
  test(`restored at random moments, a run on ${procs} Ps ends as it ended`, () => {
    const m = load('busy.go', busy, { procs });
    const random = new Uint32Array(4);
    seedRandom(random, 11 + procs);
    const pictures: {
      tick: number;
      hash: string;
      image: ReturnType<Machine['columns']['snapshot']>;
    }[] = [];
    while (!m.ended) {
      m.run(1 + randomBelow(random, 900), random32(random) % 3 === 0);
      pictures.push({ tick: m.tick, hash: state(m), image: m.columns.snapshot() });
    }
    assert.equal(m.exit?.kind, 'ok');
    assert.ok(pictures.length > 20, 'enough moments');
    for (let i = 0; i < 25; i++) {
      const from = randomBelow(random, pictures.length);
      const to = from + randomBelow(random, pictures.length - from);
      m.columns.restore(pictures[from]!.image);
      assert.equal(state(m), pictures[from]!.hash);
      while (m.tick < pictures[to]!.tick) m.run(Math.min(777, pictures[to]!.tick - m.tick), false);
      assert.equal(state(m), pictures[to]!.hash, `from tick ${pictures[from]!.tick}`);
    }
  });
}

test('how a run is sliced changes nothing', () => {
  const one = load('busy.go', busy, { procs: 2 });
  while (!one.ended) one.run(1_000_000, false);
  const other = load('busy.go', busy, { procs: 2 });
  const random = new Uint32Array(4);
  seedRandom(random, 5);
  while (!other.ended) other.run(1 + randomBelow(random, 300), random32(random) % 2 === 0);
  assert.equal(other.tick, one.tick);
  assert.equal(state(other), state(one));
});

test('recording changes nothing', () => {
  const [quiet, noted] = [false, true].map((recording) => {
    const m = load('busy.go', busy, { recording });
    while (!m.ended) m.run(1_000_000, false);
    return m;
  });
  assert.equal(quiet!.tick, noted!.tick);
  assert.ok(noted!.rt.trace.count > 0);
  assert.equal(quiet!.rt.mem.size, noted!.rt.mem.size);
});

test('a run by statements stops at the beginning of each', () => {
  const m = load('busy.go', busy);
  const seen = new Set<number>();
  for (let i = 0; i < 300 && !m.ended; i++) {
    const before = m.tick;
    m.run(1_000_000, true);
    if (m.ended) break;
    assert.ok(m.tick > before && m.atStatement, `at tick ${m.tick}`);
    const { file, line } = m.program.positionOf(m.currentPc);
    assert.equal(file, 'busy.go');
    seen.add(line);
  }
  // The lines of main up to the loop that waits.
  for (const line of [43, 44, 45, 46, 48, 49, 50])
    assert.ok(seen.has(line), `line ${line} of ${[...seen]}`);
});

for (const [i, name] of programs.entries()) {
  test(`${name}: seeks land where the run came by`, () => {
    const m = load(name, sources[i]!, { procs: 1 + (i % 2) });
    const start = m.columns.snapshot();
    m.run(200_000, false);
    const half = { tick: m.tick, hash: state(m) };
    const picture = m.columns.snapshot();
    m.run(150_000, false);
    const end = { tick: m.tick, hash: state(m) };
    m.columns.restore(picture);
    assert.equal(state(m), half.hash);
    while (m.tick < end.tick) m.run(Math.min(10_007, end.tick - m.tick), false);
    assert.equal(state(m), end.hash);
    m.columns.restore(start);
    assert.equal(m.tick, 0);
    while (m.tick < half.tick) m.run(Math.min(30_011, half.tick - m.tick), false);
    assert.equal(state(m), half.hash);
  });
}

/** Objects of several spans that die now and then, and spans that are given back. */
const churning = `package main

type node struct {
	next *node
	text [40]byte
}

func main() {
	var kept [16]*node
	for i := 0; i < 40000; i++ {
		slot := i % 16
		if i%1000 == slot {
			kept[slot] = nil
		}
		kept[slot] = &node{next: kept[slot]}
		if i%9000 == 0 {
			_ = make([]byte, 100000)
		}
	}
}
`;

for (const profile of ['go1.26', 'go1.6'] as const) {
  test(`${profile}: a picture of what is marked as written is a picture of everything`, () => {
    const m = load('churning.go', churning, { profile, gogc: 20, recording: true });
    const { table } = m.rt.births;
    let freed = 0;
    for (let rounds = 0; !m.ended; rounds++) {
      m.run(7919, false);
      const { images } = m.columns.snapshot();
      table.dirty.fill(1);
      assert.equal(ownBytes(m.columns.snapshot().images, images), 0, `round ${rounds}`);
    }
    const { words } = table;
    for (let row = 0; row < table.rows; row++)
      if (words[row * Birth.words + Birth.site] === freedSite) freed++;
    assert.ok(freed > 1000, `${freed} slots of objects that died`);
    assert.ok(table.rows > 4 << trackedShift, `${table.rows} births`);
  });
}
