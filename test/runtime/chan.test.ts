import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random32, seedRandom } from '../../src/base/prng';
import * as chan from '../../src/runtime/chan';
import { Received } from '../../src/runtime/chan';
import { Fault, faultKind } from '../../src/runtime/fault';
import { mallocgc } from '../../src/runtime/malloc';
import type { Off } from '../../src/runtime/memory';
import { runqget } from '../../src/runtime/runq';
import type { Runtime } from '../../src/runtime/runtime';
import { selectgo } from '../../src/runtime/select';
import { markrootSudogs } from '../../src/runtime/sudog';
import { Types, Values, goroutine, start } from './services';

const runnable = 1;
const running = 2;
const waiting = 4;

/** A case of a select, or a send or receive alone. */
interface Case {
  send: boolean;
  chan: number;
  value: number;
}

interface Operation {
  cases: Case[];
  block: boolean;
  select: boolean;
}

/** What an operation came to. */
interface Outcome {
  index: number;
  /** Received value; 0 when the channel was closed. */
  value: number;
  ok: boolean;
  panics: boolean;
}

interface Waiter {
  g: number;
  index: number;
  value: number;
}

/** A channel as the language describes it. */
interface ModelChan {
  cap: number;
  buf: number[];
  closed: boolean;
  recvq: Waiter[];
  sendq: Waiter[];
}

/** Channels and blocked goroutines without any memory. */
class Model {
  readonly chans: ModelChan[] = [];
  /** Outcome of goroutines that have been woken and have not run since. */
  readonly woken = new Map<number, Outcome>();

  private wake(waiter: Waiter, outcome: Omit<Outcome, 'index'>): void {
    for (const c of this.chans) {
      c.recvq = c.recvq.filter(({ g }) => g !== waiter.g);
      c.sendq = c.sendq.filter(({ g }) => g !== waiter.g);
    }
    this.woken.set(waiter.g, { index: waiter.index, ...outcome });
  }

  ready({ send, chan: c }: Case): boolean {
    const { closed, recvq, sendq, buf, cap } = this.chans[c]!;
    if (send) return closed || recvq.length > 0 || buf.length < cap;
    return closed || sendq.length > 0 || buf.length > 0;
  }

  perform(index: number, { send, chan: number, value }: Case): Outcome {
    const c = this.chans[number]!;
    const nothing = { index, value: 0, ok: false, panics: false };
    if (send) {
      if (c.closed) return { ...nothing, panics: true };
      const receiver = c.recvq[0];
      if (receiver) this.wake(receiver, { value, ok: true, panics: false });
      else c.buf.push(value);
      return nothing;
    }
    const sender = c.sendq[0];
    if (c.buf.length > 0) {
      const received = c.buf.shift()!;
      if (sender) {
        c.buf.push(sender.value);
        this.wake(sender, { value: 0, ok: false, panics: false });
      }
      return { ...nothing, value: received, ok: true };
    }
    if (!sender) return nothing;
    this.wake(sender, { value: 0, ok: false, panics: false });
    return { ...nothing, value: sender.value, ok: true };
  }

  wait(g: number, cases: Case[]): void {
    cases.forEach(({ send, chan: c, value }, index) => {
      this.chans[c]![send ? 'sendq' : 'recvq'].push({ g, index, value });
    });
  }

  close(number: number): void {
    const c = this.chans[number]!;
    c.closed = true;
    while (c.recvq.length > 0) this.wake(c.recvq[0]!, { value: 0, ok: false, panics: false });
    while (c.sendq.length > 0) this.wake(c.sendq[0]!, { value: 0, ok: false, panics: true });
  }
}

/** A process with channels and goroutines, driven side by side with the model. */
class Pair {
  readonly types = new Types();
  readonly elems: number[];
  readonly rt: Runtime;
  readonly values: Values;
  readonly model = new Model();
  readonly chans: Off[] = [];
  readonly gs: number[] = [];
  readonly pending = new Map<number, Operation>();
  /** Places of values: per goroutine and case. */
  readonly places = new Map<number, Off[]>();

  constructor(seed: number, capacities: readonly number[], goroutines: number) {
    const { int, string, uint8 } = this.types;
    this.elems = capacities.map((_, i) => [int, string, this.types.array(uint8, 3)][i % 3]!);
    const types = this.elems.map((elem) => this.types.chan(elem));
    this.rt = start(this.types, seed);
    this.values = new Values(this.rt, this.types);
    capacities.forEach((cap, i) => {
      this.model.chans.push({ cap, buf: [], closed: false, recvq: [], sendq: [] });
      this.chans.push(chan.makechan(this.rt, types[i]!, cap));
    });
    for (let i = 0; i < goroutines; i++) {
      const g = goroutine(this.rt);
      this.gs.push(g);
      this.places.set(
        g,
        capacities.map(() => this.values.place(string)),
      );
      this.rt.sched.g.status[g] = runnable;
    }
  }

  /** Value number n as this channel carries it; 0 is the zero value. */
  text(c: number, n: number): string {
    const at = this.values.place(this.elems[c]!);
    if (n !== 0) this.values.write(this.elems[c]!, at, n);
    return this.values.read(this.elems[c]!, at);
  }

  /** Runs an operation of a goroutine, for the first or second time; undefined: it is parked. */
  run(g: number, { cases, block, select }: Operation): Outcome | undefined | 'would wait' {
    const { rt } = this;
    rt.g = g;
    rt.sched.g.status[g] = running;
    const places = this.places.get(g)!;
    const first = cases[0]!;
    let result: number;
    if (select) {
      const words = cases.flatMap(({ send, chan: c }) => [
        send ? 1 : 0,
        this.chans[c]!,
        places[c]!,
      ]);
      result = selectgo(rt, Int32Array.from(words), cases.length, block);
    } else if (first.send) {
      result = chan.chansend(rt, this.chans[first.chan]!, places[first.chan]!, block);
      if (result === 0) return 'would wait';
      if (result === 1) result = 0;
    } else {
      result = chan.chanrecv(rt, this.chans[first.chan]!, places[first.chan]!, block);
      if (result === Received.no) return 'would wait';
    }
    if (faultKind(result) === Fault.parked) return undefined;
    rt.sched.g.status[g] = runnable;
    if (faultKind(result) === Fault.sendClosed)
      return { index: -1, value: 0, ok: false, panics: true };
    assert.equal(faultKind(result), Fault.none);
    const index = select ? result >> 2 : 0;
    if (index === cases.length) return 'would wait';
    const ok = (result & 3) === Received.value;
    return { index, value: 0, ok, panics: false };
  }

  check(g: number, operation: Operation, got: Outcome, expected: Outcome): void {
    assert.equal(got.panics, expected.panics);
    if (got.panics) return;
    assert.equal(got.index, expected.index);
    assert.equal(got.ok, expected.ok);
    const { send, chan: c } = operation.cases[got.index]!;
    if (send) return;
    const at = this.places.get(g)![c]!;
    assert.equal(this.values.read(this.elems[c]!, at), this.text(c, expected.value));
  }

  /** One step: something random by a random goroutine that is not blocked. */
  step(draw: (n: number) => number, value: number): void {
    const { rt, model } = this;
    const ready = this.gs.filter((g) => rt.sched.g.status[g] === runnable);
    if (ready.length === 0) return;
    const g = ready[draw(ready.length)]!;
    const again = this.pending.get(g);
    if (again) {
      const got = this.run(g, again);
      assert.ok(got !== undefined && got !== 'would wait', 'a woken goroutine goes on');
      this.check(g, again, got, model.woken.get(g)!);
      model.woken.delete(g);
      this.pending.delete(g);
      return;
    }
    const c = draw(this.chans.length);
    if (draw(40) === 0) {
      const result = chan.closechan(rt, this.chans[c]!);
      assert.equal(faultKind(result), model.chans[c]!.closed ? Fault.closeClosed : Fault.none);
      if (!model.chans[c]!.closed) model.close(c);
      return;
    }
    const select = draw(3) === 0;
    const used = this.chans.map((_, i) => i).filter((i) => i === c || (select && draw(2) === 0));
    const cases = used.map((i, k) => ({ send: draw(2) === 0, chan: i, value: value + k }));
    this.begin(g, { cases, block: draw(4) !== 0, select });
  }

  private begin(g: number, operation: Operation): void {
    const { model } = this;
    const { cases, block } = operation;
    for (const { send, chan: c, value } of cases) {
      const at = this.places.get(g)![c]!;
      if (send) this.values.write(this.elems[c]!, at, value);
    }
    const ready = cases.filter((one) => model.ready(one));
    const got = this.run(g, operation);
    if (ready.length === 0) {
      assert.equal(got, block ? undefined : 'would wait');
      if (block) {
        model.wait(g, cases);
        this.pending.set(g, operation);
      } else this.rt.sched.g.status[g] = runnable;
      return;
    }
    assert.ok(got !== undefined && got !== 'would wait');
    if (got.panics) {
      assert.ok(ready.some(({ send, chan: c }) => send && model.chans[c]!.closed));
      return;
    }
    assert.ok(ready.includes(cases[got.index]!), 'a case that can go on is chosen');
    this.check(g, operation, got, model.perform(got.index, cases[got.index]!));
  }

  compare(): void {
    const { rt, model } = this;
    while (runqget(rt, 0) !== 0);
    for (const g of this.gs) {
      const blocked = this.pending.has(g) && !model.woken.has(g);
      assert.equal(rt.sched.g.status[g], blocked ? waiting : runnable, `goroutine ${g}`);
    }
    model.chans.forEach(({ buf, cap }, i) => {
      assert.equal(chan.chanlen(rt, this.chans[i]!), buf.length);
      assert.equal(chan.chancap(rt, this.chans[i]!), cap);
    });
  }
}

test('channels and selects do what their model does, in any order of goroutines', () => {
  for (let seed = 1; seed <= 120; seed++) {
    const random = new Uint32Array(4);
    seedRandom(random, seed);
    const draw = (n: number): number => random32(random) % n;
    const capacities = Array.from({ length: 1 + draw(5) }, () => draw(3) * draw(3));
    const pair = new Pair(seed, capacities, 2 + draw(10));
    for (let i = 0; i < 250; i++) {
      pair.step(draw, 10 * i + 1);
      pair.compare();
    }
    // Every sudog is in the cache or waited with, and none is in both.
    const seen = new Set<Off>();
    markrootSudogs(pair.rt, (s) => seen.add(s));
    const free = [...pair.rt.sudogs.cache.sudog].filter((s) => s !== 0);
    assert.equal(free.length, pair.rt.sudogs.length.cached[0]);
    assert.equal(new Set(free).size, free.length);
    const held: Off[] = [];
    for (const first of pair.rt.sched.g.waiting)
      for (let s = first; s !== 0; s = pair.rt.mem.loadPtr(s + 72)) held.push(s);
    assert.ok(held.every((s) => !free.includes(s)));
    for (const s of [...free, ...pair.rt.sched.g.waiting]) assert.ok(s === 0 || seen.has(s));
  }
});

test('a value handed to a receiver is reachable until the receiver has run', () => {
  const types = new Types();
  const typ = types.chan(types.pointer(types.int));
  const rt = start(types);
  const c = chan.makechan(rt, typ, 0);
  const [receiver, sender] = [goroutine(rt), goroutine(rt)];
  const [to, from] = [mallocgc(rt, 8, -1, true), mallocgc(rt, 8, -1, true)];
  const object = mallocgc(rt, 8, -1, true);
  rt.mem.storePtr(from, object);
  const roots = (): Off[] => {
    const seen: Off[] = [];
    markrootSudogs(rt, (target) => seen.push(target));
    return seen;
  };
  rt.g = receiver;
  assert.equal(faultKind(chan.chanrecv(rt, c, to, true)), Fault.parked);
  assert.ok(!roots().includes(object));
  rt.g = sender;
  assert.equal(chan.chansend(rt, c, from, true), 1);
  assert.ok(roots().includes(object));
  rt.g = receiver;
  assert.equal(chan.chanrecv(rt, c, to, true), Received.value);
  assert.equal(rt.mem.loadPtr(to), object);
  assert.ok(!roots().includes(object));
});

test('a select takes each of its ready cases now and then', () => {
  const pair = new Pair(1, [4, 4, 4], 1);
  const counts = [0, 0, 0];
  const g = pair.gs[0]!;
  const cases = [0, 1, 2].map((i) => ({ send: false, chan: i, value: 0 }));
  for (let i = 0; i < 300; i++) {
    for (const c of [0, 1, 2]) {
      const at = pair.places.get(g)![c]!;
      pair.values.write(pair.elems[c]!, at, i);
      assert.equal(chan.chansend(pair.rt, pair.chans[c]!, at, false), 1);
    }
    const got = pair.run(g, { cases, block: true, select: true }) as Outcome;
    counts[got.index]!++;
    for (const c of [0, 1, 2])
      if (c !== got.index) chan.chanrecv(pair.rt, pair.chans[c]!, 0, false);
  }
  for (const count of counts) assert.ok(count > 60, `${counts.join()}`);
});

test('where channels keep their elements', () => {
  const types = new Types();
  const none = types.chan(types.struct());
  const ints = types.chan(types.int);
  const strings = types.chan(types.string);
  const rt = start(types);
  const bufOf = (c: Off): Off => rt.mem.loadPtr(c + 16);
  let c = chan.makechan(rt, none, 1000);
  assert.equal(bufOf(c), c + 16);
  c = chan.makechan(rt, ints, 0);
  assert.equal(bufOf(c), c + 16);
  c = chan.makechan(rt, ints, 10);
  assert.equal(bufOf(c), c + 112);
  c = chan.makechan(rt, strings, 10);
  assert.ok(bufOf(c) >= c + 112 && bufOf(c) !== c + 112 - 96);
  assert.equal(faultKind(chan.makechan(rt, ints, -1)), Fault.makechanSize);
  assert.equal(faultKind(chan.makechan(rt, ints, 2 ** 60)), Fault.makechanSize);
  c = chan.makechan(rt, none, 2 ** 40);
  assert.equal(chan.chancap(rt, c), 2 ** 40);
  assert.equal(chan.chansend(rt, c, mallocgc(rt, 8, -1, true), true), 1);
  assert.equal(chan.chanlen(rt, c), 1);
});

test('nil channels wait for ever, and closing them is an error', () => {
  const types = new Types();
  const rt = start(types);
  rt.g = goroutine(rt);
  assert.equal(chan.chansend(rt, 0, 0, false), 0);
  assert.equal(chan.chanrecv(rt, 0, 0, false), Received.no);
  assert.equal(faultKind(chan.chansend(rt, 0, 0, true)), Fault.parked);
  assert.equal(faultKind(chan.chanrecv(rt, 0, 0, true)), Fault.parked);
  assert.equal(faultKind(selectgo(rt, Int32Array.of(1, 0, 0), 1, true)), Fault.parked);
  assert.equal(selectgo(rt, Int32Array.of(1, 0, 0), 1, false), 4);
  assert.equal(faultKind(chan.closechan(rt, 0)), Fault.closeNil);
  assert.equal(chan.chanlen(rt, 0) + chan.chancap(rt, 0), 0);
});

test('a full cache of sudogs gives half to all Ps, and an empty one takes from there', () => {
  const types = new Types();
  const typ = types.chan(types.int);
  const rt = start(types);
  const c = chan.makechan(rt, typ, 0);
  const at = mallocgc(rt, 8, -1, true);
  const gs = Array.from({ length: 300 }, () => goroutine(rt));
  const receive = (g: number): number => {
    rt.g = g;
    return chan.chanrecv(rt, c, at, true);
  };
  for (const g of gs) assert.equal(faultKind(receive(g)), Fault.parked);
  assert.equal(chan.closechan(rt, c), 0);
  for (const g of gs) assert.equal(receive(g), Received.closed);
  const free = new Set<Off>([...rt.sudogs.cache.sudog].filter((s) => s !== 0));
  const cached = free.size;
  for (let s = rt.sudogs.central.first[0]!; s !== 0; s = rt.mem.loadPtr(s + 8)) free.add(s);
  assert.equal(free.size, 300);
  assert.equal(cached, rt.sudogs.length.cached[0]);
  assert.ok(free.size - cached >= 128);
  const second = chan.makechan(rt, typ, 0);
  for (const g of gs) {
    rt.g = g;
    assert.equal(faultKind(chan.chanrecv(rt, second, at, true)), Fault.parked);
    assert.ok(free.has(rt.sched.g.waiting[g]!), 'no new sudogs');
  }
});
