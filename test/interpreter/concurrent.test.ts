/**
 * Collections between the instructions of real programs: when marking ends, everything that the
 * program can still reach is marked, whatever it wrote meanwhile; and the program prints the same.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { headerBytes, heapBitsSmall, objIndex, typeOfHeader } from '../../src/runtime/mbitmap';
import { isMarked } from '../../src/runtime/mgcmark_greenteagc';
import type { Runtime } from '../../src/runtime/runtime';
import { TraceKind, WhyMark } from '../../src/runtime/trace';
import { checkInvariants } from '../runtime/invariants';
import { finish, load, outcomeOf } from './harness';

/** Targets of the pointers of an object. */
function pointersOf(rt: Runtime, s: number, slot: number): number[] {
  const { mspan, mem, typeTable } = rt;
  const elemsize = mspan.elemsize[s]!;
  const found: number[] = [];
  const add = (at: number): void => {
    const target = mem.loadPtr(at);
    if (target > 0) found.push(target);
  };
  if ((mspan.spanclass[s]! & 1) === 1) return found;
  if (elemsize <= 512) {
    for (let w = 0; w < elemsize / 8; w++)
      if ((heapBitsSmall(rt, s, slot, w) & 1) === 1) add(slot + w * 8);
    return found;
  }
  const large = mspan.spanclass[s]! < 2;
  const typ = large ? mspan.largeType[s]! - 1 : typeOfHeader(rt, slot);
  if (typ < 0) return found;
  const first = slot + headerBytes(rt, s);
  const size = typeTable.size[typ]!;
  const mask = typeTable.gcmask[typ]!;
  for (let at = first; at < slot + elemsize; at += 8)
    if (mask[((at - first) % size) / 8] === 1) add(at);
  return found;
}

/** Everything that roots lead to is marked. */
function checkmark(rt: Runtime): number {
  const { mspan } = rt;
  const seen = new Set<number>();
  const queue: number[] = [];
  const reach = (target: number): void => {
    if (target < rt.heapStart || target >= rt.mem.size) return;
    const s = rt.page.spans[(target - rt.heapStart) >> 13]!;
    if (mspan.state[s] !== 1 || target >= mspan.limit[s]!) return;
    const slot = mspan.base[s]! + objIndex(rt, s, target) * mspan.elemsize[s]!;
    if (seen.has(slot)) return;
    seen.add(slot);
    queue.push(slot);
  };
  for (const off of rt.statics.pointers) reach(rt.mem.loadPtr(off));
  for (let gp = 0; gp < rt.roots.goroutines(); gp++) rt.roots.scanstack(gp, reach);
  while (queue.length > 0) {
    const slot = queue.pop()!;
    const s = rt.page.spans[(slot - rt.heapStart) >> 13]!;
    const index = objIndex(rt, s, slot);
    assert.ok(isMarked(rt, s, index), `reachable object at ${slot} is not marked`);
    pointersOf(rt, s, slot).forEach(reach);
  }
  return seen.size;
}

const shuffle = `package main

import "fmt"

type node struct {
	left, right *node
	list        []*node
	name        string
	any         interface{}
}

var root *node
var table = map[int]*node{}

func build(depth int) *node {
	if depth == 0 {
		return &node{name: fmt.Sprint("leaf", depth)}
	}
	n := &node{left: build(depth - 1), right: build(depth - 1)}
	n.list = append(n.list, n.left, n.right)
	n.any = n.left
	return n
}

// rotate moves subtrees about so that the only pointer to one is often on the stack.
func rotate(n *node, step int) *node {
	if n == nil || n.left == nil {
		return n
	}
	l, r := n.left, n.right
	n.left, n.right = nil, nil
	n.list[0], n.list[1] = nil, nil
	n.any = nil
	fresh := &node{left: rotate(r, step+1), right: rotate(l, step+1)}
	fresh.list = append(fresh.list, fresh.left, fresh.right)
	fresh.any = fresh.right
	return fresh
}

func count(n *node) int {
	if n == nil {
		return 0
	}
	return 1 + count(n.left) + count(n.right)
}

func worker(id int, in <-chan *node, out chan<- *node) {
	for n := range in {
		out <- rotate(n, id)
	}
	close(out)
}

func main() {
	root = build(9)
	in, out, done := make(chan *node), make(chan *node, 2), make(chan bool)
	go worker(1, in, out)
	go func() {
		for i := 0; i < 120; i++ {
			t := root.left
			root.left = nil
			in <- t
			root.left = <-out
			table[i%7] = root.right
			root.left, root.right = root.right, root.left
			if i%5 == 0 {
				root = rotate(root, 0)
			}
		}
		close(in)
		done <- true
	}()
	<-done
	fmt.Println(count(root), len(table))
}
`;

const programs: [name: string, source: string][] = [
  ['shuffle.go', shuffle],
  ...[
    'gc.go',
    'maps.go',
    'goroutines.go',
    'channels.go',
    'slices.go',
    'closures.go',
    'reach.go',
  ].map((name): [string, string] => [
    name,
    readFileSync(`test/interpreter/testdata/${name}`, 'utf8'),
  ]),
];

for (const [name, source] of programs) {
  test(`marking misses nothing: ${name}`, () => {
    // Without collections of its own accord.
    const plain = load(name, source, { recording: false, gogc: -1 });
    finish(plain, 5e7);
    for (const procs of [1, 3]) {
      const machine = load(name, source, { recording: true, gogc: 1, procs });
      const { rt } = machine;
      let cycles = 0;
      let most = 0;
      const append = rt.trace.append.bind(rt.trace);
      rt.trace.append = (runtime, kind, why, a, b): void => {
        if (kind === TraceKind.gcMark && why === WhyMark.done) {
          most = Math.max(most, checkmark(rt));
          cycles++;
          if (cycles % 8 === 0) checkInvariants(rt);
        }
        append(runtime, kind, why, a, b);
      };
      finish(machine, 5e7);
      checkInvariants(rt);
      if (name !== 'gc.go' && procs === 1)
        assert.equal(outcomeOf(machine).stdout, outcomeOf(plain).stdout, `${procs} Ps`);
      if (name === 'shuffle.go')
        assert.ok(cycles > 2 && most > 500, `${cycles} cycles, ${most} objects at most`);
    }
  });
}
