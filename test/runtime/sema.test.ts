import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random32, seedRandom } from '../../src/base/prng';
import { Fault, faultKind } from '../../src/runtime/fault';
import { mallocgc } from '../../src/runtime/malloc';
import type { Off } from '../../src/runtime/memory';
import { runqget } from '../../src/runtime/runq';
import type { Runtime } from '../../src/runtime/runtime';
import { WaitReason } from '../../src/runtime/runtime2';
import * as sema from '../../src/runtime/sema';
import { Types, goroutine, start } from './services';

const runnable = 1;
const waiting = 4;

/** Checks order and priorities of a treap, and returns the addresses in it. */
function treap(rt: Runtime, node: Off, parent: Off): Off[] {
  if (node === 0) return [];
  assert.equal(rt.mem.loadPtr(node + 64), parent);
  const priority = rt.mem.u32[(node + 56) >> 2]!;
  assert.ok(priority !== 0);
  if (parent !== 0) assert.ok(priority >= rt.mem.u32[(parent + 56) >> 2]!);
  const at = rt.mem.loadPtr(node + 24);
  const left = treap(rt, rt.mem.loadPtr(node + 16), node);
  const right = treap(rt, rt.mem.loadPtr(node + 8), node);
  assert.ok(left.every((addr) => addr < at) && right.every((addr) => addr > at));
  return [...left, at, ...right];
}

test('semaphores wake in order of arrival, or the last one first, and hand over on request', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const rt = start(new Types(), seed);
    const random = new Uint32Array(4);
    seedRandom(random, seed);
    const draw = (n: number): number => random32(random) % n;
    // Addresses that share a root of the table, so that its tree has more than one node.
    const memory = mallocgc(rt, 8 * 251 * 12, -1, true);
    const addrs = Array.from({ length: 1 + draw(11) }, (_, i) => memory + 8 * 251 * i);
    const root = (addrs[0]! >>> 3) % 251;
    const counts = addrs.map(() => draw(3));
    const queues: number[][] = addrs.map(() => []);
    addrs.forEach((addr, i) => (rt.mem.i32[addr >> 2] = counts[i]!));
    const gs = Array.from({ length: 20 }, () => goroutine(rt));
    /** Woken goroutines: which semaphore, and whether it was handed to them. */
    const woken = new Map<number, { at: number; handed: boolean; lifo: boolean }>();
    const blocked = new Map<number, { at: number; lifo: boolean }>();
    const { g } = rt.sched;
    for (const gp of gs) g.status[gp] = runnable;
    for (let step = 0; step < 300; step++) {
      while (runqget(rt, 0) !== 0);
      const at = draw(addrs.length);
      const ready = gs.filter((gp) => g.status[gp] === runnable);
      if (draw(2) === 0 || ready.length === 0) {
        const handoff = draw(3) === 0;
        const yields = sema.semrelease1(rt, addrs[at]!, handoff);
        counts[at]!++;
        const next = queues[at]!.shift();
        assert.equal(yields, handoff && next !== undefined);
        if (next === undefined) continue;
        if (handoff) counts[at]!--;
        woken.set(next, { at, handed: handoff, lifo: blocked.get(next)!.lifo });
        blocked.delete(next);
        assert.equal(g.status[next], runnable);
        continue;
      }
      const gp = ready[draw(ready.length)]!;
      rt.g = gp;
      const again = woken.get(gp);
      const i = again ? again.at : at;
      const lifo = again ? again.lifo : draw(3) === 0;
      const result = sema.semacquire1(rt, addrs[i]!, lifo, WaitReason.semacquire);
      woken.delete(gp);
      if (again?.handed || counts[i]! > 0) {
        assert.equal(result, 0);
        if (!again?.handed) counts[i]!--;
      } else {
        assert.equal(faultKind(result), Fault.parked);
        assert.equal(g.status[gp], waiting);
        if (lifo) queues[i]!.unshift(gp);
        else queues[i]!.push(gp);
        blocked.set(gp, { at: i, lifo });
      }
      assert.equal(rt.mem.i32[addrs[i]! >> 2], counts[i]);
      assert.deepEqual(
        treap(rt, rt.semtable.treap[root]!, 0),
        addrs.filter((_, k) => queues[k]!.length > 0),
      );
      assert.equal(rt.semtable.nwait[root], blocked.size);
    }
  }
});

test('a list of sync.Cond wakes in order of tickets', () => {
  const rt = start(new Types());
  const l = mallocgc(rt, 32, -1, true);
  const gs = Array.from({ length: 6 }, () => goroutine(rt));
  const { g } = rt.sched;
  const wait = (i: number, ticket: number): number => {
    rt.g = gs[i]!;
    return sema.notifyListWait(rt, l, ticket);
  };
  const isWaiting = (): boolean[] => gs.map((gp) => g.status[gp] === waiting);
  const tickets = gs.map(() => sema.notifyListAdd(rt, l));
  assert.deepEqual(tickets, [0, 1, 2, 3, 4, 5]);
  // Number 1 goes to sleep first; it is still number 0 that is woken first.
  for (const i of [1, 0, 2, 3]) assert.equal(faultKind(wait(i, tickets[i]!)), Fault.parked);
  sema.notifyListNotifyOne(rt, l);
  assert.deepEqual(isWaiting().slice(0, 4), [false, true, true, true]);
  assert.equal(wait(0, tickets[0]!), 0);
  sema.notifyListNotifyOne(rt, l);
  assert.equal(wait(1, tickets[1]!), 0);
  sema.notifyListNotifyAll(rt, l);
  assert.deepEqual(
    isWaiting(),
    gs.map(() => false),
  );
  assert.equal(wait(2, tickets[2]!), 0);
  assert.equal(wait(3, tickets[3]!), 0);
  // Notified between taking the ticket and waiting with it.
  assert.equal(wait(4, tickets[4]!), 0);
  assert.equal(wait(5, tickets[5]!), 0);
  assert.equal(rt.mem.loadPtr(l + 16), 0);
  assert.equal(rt.mem.loadPtr(l + 24), 0);
  const last = sema.notifyListAdd(rt, l);
  assert.equal(faultKind(wait(0, last)), Fault.parked);
  sema.notifyListNotifyOne(rt, l);
  assert.equal(wait(0, last), 0);
  assert.equal(rt.mem.loadPtr(l + 24), 0, 'the tail goes with the last one');
});
