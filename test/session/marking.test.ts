/** The Marking mode's answers against the engine's own bits, at every step of collections. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import type { AliveAnswer, MarkGraph, Marking, MarkObject } from '../../src/protocol/marking';
import { sayText } from '../../src/protocol/strings';
import { SlotBit } from '../../src/protocol/views';
import { isMarked } from '../../src/runtime/mgcmark_greenteagc';
import { gcUsesSpanInlineMarkBits } from '../../src/runtime/sizeclasses';
import type { RunTarget } from '../../src/protocol/protocol';
import type { Session } from '../../src/session/session';
import { finished, runOf, session, settle } from './load';

/** Lists, a map, a slice of pointers, a large object, and stores while the collector marks. */
const program = `package main

import "runtime"

type node struct {
	next *node
	name string
	data []byte
}

type table [80]*node

var list *node
var index = map[string]*node{}
var big *[5000]*node

func build(n int) *node {
	var head *node
	for i := 0; i < n; i++ {
		head = &node{next: head, name: "n", data: make([]byte, 100)}
	}
	return head
}

func churn(t *table, n int) {
	for i := 0; i < n; i++ {
		list.next, t[i%80] = t[(i*7)%80], list.next
		list.data = make([]byte, 64)
		if i%5 == 0 {
			t[i%80] = &node{next: list, name: "late"}
		}
	}
}

func main() {
	list = build(6)
	other := build(4)
	index["a"] = list.next
	build(12)
	t := new(table)
	t[3] = other
	big = new([5000]*node)
	big[4999] = other.next
	done := make(chan bool)
	go func() {
		churn(t, 60)
		done <- true
	}()
	runtime.GC()
	<-done
	list = list.next
	runtime.GC()
	println(t[3] != nil, other.name, len(index))
}
`;

const limit = 240;

/** The whole answer: asks until the graph is counted. */
function marking(of: Session, focus?: Key): Marking & { graph: MarkGraph } {
  for (let asked = 0; asked < 10_000; asked++) {
    const answer = of.marking({ limit, ...(focus === undefined ? {} : { focus }) });
    const { graph } = answer;
    if (graph !== undefined) return { ...answer, graph };
    assert.ok(answer.progress && answer.progress.done <= answer.progress.total);
  }
  return assert.fail('the graph is never counted');
}

function alive(of: Session, key: Key): AliveAnswer {
  for (let asked = 0; asked < 10_000; asked++) {
    const { answer, progress } = of.alive({ key });
    if (answer !== undefined) return answer;
    assert.ok(progress && progress.done <= progress.total);
  }
  return assert.fail('no answer');
}

function to(of: Session, target: RunTarget): Session {
  of.beginRunTo(target);
  return settle(of);
}

const slotOf = (key: Key): { span: number; slot: number } => {
  const { kind, a, b } = parseKey(key)!;
  assert.equal(kind, 'slot');
  return { span: a, slot: b };
};

/** What the bits in memory and the work buffers say of an object. */
function engineColour(of: Session, key: Key, buffered: ReadonlySet<Key>): string {
  const { rt } = runOf(of).machine;
  const { span, slot } = slotOf(key);
  if (!isMarked(rt, span, slot)) return 'white';
  const { mspan, mem } = rt;
  if ((mspan.spanclass[span]! & 1) === 1) return 'black';
  const inline = gcUsesSpanInlineMarkBits(mspan.elemsize[span]!) && mspan.npages[span] === 1;
  if (!inline) return buffered.has(key) ? 'grey' : 'black';
  const scans = mem.u8[mspan.base[span]! + 8192 - 128 + (slot >> 3)]!;
  return ((scans >> (slot & 7)) & 1) === 1 ? 'black' : 'grey';
}

/** The map's bits are of the same rule, whatever the size of an object. */
function checkMap(of: Session, { objects }: MarkGraph): void {
  const { view } = runOf(of).sources();
  for (const { key, colour } of objects) {
    if (colour !== 'grey' && colour !== 'black') continue;
    const { span, slot } = slotOf(key);
    const isScanned = (view.slotBits(span, slot) & SlotBit.scanned) !== 0;
    assert.equal(isScanned, colour === 'black', `${key}, ${view.elemBytes(span)} bytes`);
  }
}

function checkColours(of: Session, answer: ReturnType<typeof marking>): void {
  const { queues, shared, graph, tick } = answer;
  const lists = [shared, ...queues.map(({ objects }) => objects)];
  assert.ok(lists.every(({ total, items }) => total === items.length));
  const buffered = new Set(lists.flatMap(({ items }) => items.map(({ key }) => key)));
  for (const { key, colour } of graph.objects)
    assert.equal(colour, engineColour(of, key, buffered), `${key} at ${tick}`);
  checkMap(of, graph);
}

/** No reachable white object may be lost: something that is still to be looked at leads to it. */
function checkInvariant({ graph, queues }: ReturnType<typeof marking>): void {
  const objects = new Map(graph.objects.map((one) => [one.key as string, one]));
  const waiting = new Set<string>();
  for (const { colour, edges } of graph.objects)
    if (colour === 'grey') edges.forEach(({ to: target }) => waiting.add(target));
  for (const { scanned, edges } of graph.roots)
    if (scanned === false) edges.forEach(({ to: target }) => waiting.add(target));
  for (const { barrier } of queues) for (const key of barrier) if (key) waiting.add(key);
  for (const key of waiting) {
    const object = objects.get(key);
    if (object?.colour === 'white') object.edges.forEach(({ to: target }) => waiting.add(target));
  }
  for (const { key, colour, distance } of graph.objects)
    if (colour === 'white' && distance > 0) assert.ok(waiting.has(key), `${key} would be lost`);
}

for (const procs of [1, 2, 4]) {
  test(`colours are the engine's at each tick of two collections, ${procs} Ps`, () => {
    const of = finished(session(program, { procs }));
    of.beginSeek(0);
    settle(of);
    const seen = new Set<string>();
    let bornBlack = 0;
    let barrier = 0;
    let ticks = 0;
    for (let cycle = 0; cycle < 2; cycle++) {
      to(of, 'gc');
      for (;;) {
        const answer = marking(of);
        if (answer.phase !== 'roots' && answer.phase !== 'drain') break;
        seen.add(answer.phase);
        checkColours(of, answer);
        checkInvariant(answer);
        assert.equal(answer.barrier, true);
        barrier = Math.max(barrier, ...answer.queues.map(({ barrierTotal }) => barrierTotal));
        for (const one of answer.graph.objects) {
          seen.add(one.colour);
          if (!one.bornBlack) continue;
          bornBlack++;
          assert.equal(one.colour, 'black');
        }
        of.beginSeek(answer.tick + 1);
        settle(of);
        ticks++;
      }
      const { graph, phase } = marking(of);
      assert.ok(phase === 'sweep' || phase === 'off');
      for (const { key, colour, distance } of graph.objects)
        if (distance > 0) assert.notEqual(colour, 'dead', `${key} is in use`);
    }
    assert.deepEqual([...seen].sort(), ['black', 'drain', 'grey', 'roots', 'white']);
    assert.ok(ticks > 100, `${ticks} ticks`);

    assert.ok(procs !== 2 || (bornBlack > 0 && barrier > 0), `${bornBlack} ${barrier}`);
  });
}

test('counts, groups and what is drawn add up, and no arrow leads nowhere', () => {
  const of = session(program, { procs: 2 });
  for (const target of ['gc', 'markObject', 'markSpan', 'gcPhase', 'end'] as const) {
    const { graph } = marking(to(of, target));
    const { objects, groups, counts } = graph;
    const inGroups = groups.reduce((sum, { count }) => sum + count, 0);
    assert.equal(graph.objectsTotal, objects.length + inGroups);
    assert.equal(
      Object.values(counts).reduce((a, b) => a + b),
      graph.objectsTotal,
    );
    for (const { count, counts: own } of groups)
      assert.equal(
        Object.values(own).reduce((a, b) => a + b),
        count,
      );
    const ends = new Set<string>([...objects.map(({ key }) => key), ...groups.map(({ id }) => id)]);
    for (const { edges } of [...graph.roots, ...objects])
      for (const { to: end } of edges) assert.ok(ends.has(end), end);
    const unreachable = groups.filter(({ area }) => area === 'unreachable');
    const lost = objects.filter(({ distance }) => distance === 0).length;
    assert.equal(graph.unreachable, lost + unreachable.reduce((sum, { count }) => sum + count, 0));
  }
});

test('names: roots are the variables, arrows are the fields', () => {
  const of = session(program);
  to(of, 'gc');
  const { graph } = marking(of);
  const said = (text: Parameters<typeof sayText>[1]): string => sayText('en', text);
  const root = graph.roots.find(({ name }) => said(name) === 'main.list')!;
  assert.equal(root.key, 'global:0');
  const head = graph.objects.find(({ key }) => key === root.edges[0]!.to)!;
  assert.equal(said(head.label), 'main.node');
  const fields = head.edges.map(({ name }) => name);
  assert.deepEqual(fields, ['next', 'data']);
  const bytes = graph.objects.find(({ key }) => key === head.edges[1]!.to)!;
  assert.equal(said(bytes.label), '[]byte');
  const other = graph.roots.find(({ name }) => said(name) === 'other')!;
  assert.equal(said(other.where), 'main.main, goroutine 1');
  const table = graph.roots.find(({ name }) => said(name) === 'main.big')!;
  const large = graph.objects.find(({ key }) => key === table.edges[0]!.to)!;
  assert.deepEqual(
    large.edges.map(({ name }) => name),
    ['[4999]'],
  );
  for (const one of [...graph.objects, ...graph.groups])
    assert.doesNotMatch(said(one.label), /plainError|undefined|\{/);
});

/** Whether the memory of an object really holds an address inside of another one. */
function holds(of: Session, from: Key, target: Key): boolean {
  const { mem } = runOf(of).machine.rt;
  const { view } = runOf(of).sources();
  const range = (key: Key): [number, number] => {
    const { span, slot } = slotOf(key);
    const first = view.slotOff(span, slot);
    return [first, first + view.elemBytes(span)];
  };
  const [first, end] = range(from);
  const [low, high] = range(target);
  for (let at = first; at < end; at += 8)
    if (mem.loadPtr(at) >= low && mem.loadPtr(at) < high) return true;
  return false;
}

test('why alive: the way is real and shortest, and what it retains goes with it', () => {
  const of = to(session(program), 'gc');
  const { graph } = marking(of);
  for (const { key, distance } of graph.objects) {
    const answer = alive(of, key);
    assert.equal(answer.reachable, distance > 0);
    if (distance === 0) continue;
    assert.equal(answer.path.length + answer.skipped, distance + 1);
    assert.equal(answer.path.at(-1)!.key, key);
    const steps = answer.path.slice(1);
    for (let i = 1; i < steps.length; i++)
      assert.ok(holds(of, steps[i - 1]!.key!, steps[i]!.key!), `${key}, step ${i}`);
    const root = graph.roots.find(({ edges }) =>
      edges.some(({ to: end }) => end === steps[0]!.key),
    );
    assert.ok(root, `no root points at ${steps[0]!.key}`);
    assert.deepEqual(truth(graph, key), [answer.retainedObjects, answer.retainedBytes], key);
  }
});

/** Objects and bytes that the roots do not lead to any more once an object is taken out. */
function truth({ roots, objects }: MarkGraph, without: Key): [number, number] {
  const all = new Map(objects.map((one) => [one.key as string, one]));
  const reach = (gone: string): MarkObject[] => {
    const found = new Set<string>();
    for (const { edges } of roots)
      for (const { to: end } of edges) if (end !== gone) found.add(end);
    for (const key of found)
      for (const { to: end } of all.get(key)?.edges ?? []) if (end !== gone) found.add(end);
    return [...found].flatMap((key) => all.get(key) ?? []);
  };
  const before = reach('');
  const after = new Set(reach(without));
  const lost = before.filter((one) => !after.has(one));
  return [lost.length, lost.reduce((sum, { bytes }) => sum + bytes, 0)];
}

test('steps of the collector: phases in order, objects and spans one by one, and back', () => {
  const of = session(program);
  const phases: string[] = [];
  for (let i = 0; i < 9; i++) phases.push(marking(to(of, 'gcPhase')).phase);
  const cycle = ['roots', 'drain', 'sweep', 'off'];
  assert.deepEqual(phases.slice(0, 8), [...cycle, ...cycle]);
  of.beginSeek(0);
  settle(of);
  to(of, 'gc');
  const { gcw } = runOf(of).machine.rt;
  const states: string[] = [];
  for (let i = 0; i < 3; i++) {
    const before = gcw.scannedObjs[0]!;
    to(of, 'markObject');
    assert.ok(gcw.scannedObjs[0]! > before);
    const { queues, graph } = marking(of);
    assert.ok(queues[0]!.last);
    states.push(JSON.stringify(graph.counts));
  }
  const spans = gcw.scannedSpans[0]!;
  to(of, 'markSpan');
  assert.ok(gcw.scannedSpans[0]! > spans);
  of.beginSeek(0);
  settle(of);
  to(of, 'gc');
  for (const state of states)
    assert.equal(JSON.stringify(marking(to(of, 'markObject')).graph.counts), state);
});

test('a step with no collection to come ends with the program', () => {
  const of = session('package main\n\nfunc main() { println(len(make([]int, 9))) }\n');
  for (const target of ['markObject', 'markSpan', 'gcPhase'] as const) {
    assert.equal(to(of, target).state().phase, 'finished');
    of.restart({});
  }
});

test('what was dropped is dead after marking, and gone after the sweep', () => {
  const of = session(program);
  for (let i = 0; i < 3; i++) to(of, 'gcPhase');
  const { graph, phase } = marking(of);
  assert.equal(phase, 'sweep');
  assert.ok(graph.counts.dead + graph.counts.live + graph.counts.none > 0);
  const lost = graph.objects.find(({ colour }) => colour === 'dead');
  if (lost) assert.equal(lost.distance, 0);
  to(of, 'gcPhase');
  assert.equal(marking(of).graph.counts.dead, 0);
});

test('what a finalizer needs is reachable, though the object itself is not', () => {
  const of = to(
    session(`package main

import "runtime"

type part struct{ v [3]int }
type whole struct {
	part *part
	size int
}

func make1() {
	w := &whole{part: &part{}, size: 3}
	runtime.SetFinalizer(w, func(w *whole) { println(w.size) })
}

func main() {
	make1()
	runtime.GC()
	runtime.GC()
	println(len(make([]byte, 4096)))
}
`),
    'gc',
  );
  const { graph } = marking(of);
  const said = (text: Parameters<typeof sayText>[1]): string => sayText('en', text);
  const whole = graph.objects.find(({ label }) => said(label) === 'main.whole')!;
  const part = graph.objects.find(({ label }) => said(label) === 'main.part')!;
  assert.deepEqual([whole.distance, part.distance], [0, 1]);
  const root = graph.roots.find(({ kind }) => kind === 'finalizer')!;
  assert.equal(root.key, whole.key);
  assert.ok(root.edges.some(({ to: end }) => end === part.key));
  assert.match(said(alive(of, part.key).path[0]!.label), /finalizer/);
  for (let i = 0; i < 2; i++) to(of, 'gcPhase');
  const drained = marking(to(of, 'gcPhase')).graph.objects;
  assert.notEqual(drained.find(({ key }) => key === part.key)!.colour, 'dead');
});

test('a large heap is counted in portions, and one can look around from any object', () => {
  const of = finished(
    session(`package main

type node struct{ next *node; v [5]int }

var list *node

func main() {
	for i := 0; i < 60000; i++ {
		list = &node{next: list}
	}
}
`),
  );
  const first = of.marking({ limit });
  assert.ok(first.graph === undefined && first.progress!.total > 60_000);
  const { graph } = marking(of);
  assert.ok(graph.objects.length <= limit && graph.objectsTotal > 60_000);
  const last = graph.objects.reduce((a, b) => (a.distance > b.distance ? a : b));
  const around = marking(of, last.key).graph;
  assert.ok(around.objects.some(({ key }) => key === last.key));
  assert.ok(Math.max(...around.objects.map(({ distance }) => distance)) > last.distance);
  const head = graph.objects[0]!;
  const answer = alive(of, head.key);
  assert.equal(answer.retainedObjects, 60_000);
  assert.equal(answer.holdsTotal, 1);
  const deep = around.objects.reduce((a, b) => (a.distance > b.distance ? a : b));
  assert.equal(alive(of, deep.key).path.length + alive(of, deep.key).skipped, deep.distance + 1);
});

test('under Go 1.6 the graph is there, and its queues are not claimed', () => {
  const of = session(program, { profile: 'go1.6' });
  for (const target of ['gc', 'end'] as const) {
    const answer = marking(to(of, target));
    assert.equal(answer.readable, false);
    assert.deepEqual([answer.phase, answer.queues, answer.assists], ['off', [], []]);
    const { graph } = answer;
    if (target === 'end') break;
    const root = graph.roots.find(({ name }) => name === 'main.list')!;
    const head = graph.objects.find(({ key }) => key === root.edges[0]!.to)!;
    assert.equal(head.label, 'main.node');
    for (const { key, distance } of graph.objects.filter((one) => one.distance > 1).slice(0, 20)) {
      const { path, skipped } = alive(of, key);
      assert.equal(path.length + skipped, distance + 1);
      const steps = path.slice(1);
      for (let i = 1; i < steps.length; i++)
        assert.ok(holds(of, steps[i - 1]!.key!, steps[i]!.key!), `${key}, step ${i}`);
    }
  }
  for (const target of ['markObject', 'markSpan', 'gcPhase'] as const) {
    of.restart({});
    let steps = 0;
    const ticks = new Set<number>();
    // Into the cycle, and in steps of its own to its end.
    while (of.state().stats.numGC === 0 && steps < 1000) {
      steps++;
      ticks.add(to(of, target).state().tick);
    }
    assert.equal(of.state().stats.numGC, 1);
    assert.ok(steps > 1 && ticks.size === steps, `${target}: ${steps} steps`);
  }
});

test('what is no object is not found', () => {
  const of = to(session(program), 'gc');
  for (const key of ['span:1', 'slot:9999:0', 'slot:1:99999', 'mheap', 'slot:0:0'] as const)
    assert.throws(() => alive(of, key), { code: 'notFound' });
  // A focus that has gone is as good as none.
  assert.deepEqual(marking(of, 'slot:9999:0').graph, marking(of).graph);
});
