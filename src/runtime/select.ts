/**
 * The select statement. Follows runtime/select.go of Go 1.26.
 *
 * NON-GO: the order in which channels are locked does not matter here, so waiters are queued in the
 * order of polling; each sudog notes which case it waits for, and a woken goroutine finds out from
 * these what happened.
 */
import {
  Received,
  bufrecv,
  bufsend,
  chanrecv,
  chansend,
  dequeue,
  dequeueSudoG,
  enqueue,
  hasData,
  hasRoom,
  isClosed,
  recv,
  recvClosed,
  send,
} from './chan';
import { Fault, fault } from './fault';
import type { Off } from './memory';
import { gopark } from './proc';
import { cheaprandn } from './rand';
import type { Runtime } from './runtime';
import { WaitReason } from './runtime2';
import { setPtr } from './setptr';
import { ChanField, SudogField, setIsSelect, setTicket, sudogPtr, ticket } from './sudog';
import { setChan, setElem } from './sudogset';
import { acquireSudog, releaseSudog } from './sudogcache';

/** Numbers per case in the argument of selectgo: 1 for a send, channel, value (0: dropped). */
export const caseWords = 3;

/** Result of selectgo: the case times 4 plus the {@link Received} of a receive. */
function result(index: number, received: Received): number {
  return (index << 2) | received;
}

/**
 * Waits until one of `count` cases can go on, chosen at random among those that can. `cases` holds
 * {@link caseWords} numbers per case. Returns the case times 4 plus a {@link Received}; `count`
 * times 4 when none can and `block` is false; or a fault (`parked`: call again with the same
 * cases).
 */
export function selectgo(rt: Runtime, cases: Int32Array, count: number, block: boolean): number {
  if (count === 1) return single(rt, cases, block);
  if (block && rt.sched.g.waiting[rt.g] !== 0) return afterPark(rt, cases);
  const pollorder: number[] = [];
  for (let i = 0; i < count; i++) {
    if (cases[caseWords * i + 1] === 0) continue;
    const j = cheaprandn(rt, pollorder.length + 1);
    pollorder.push(i);
    if (j === pollorder.length - 1) continue;
    pollorder[pollorder.length - 1] = pollorder[j]!;
    pollorder[j] = i;
  }
  for (const i of pollorder) {
    const done = poll(rt, cases, i);
    if (done !== notReady) return done;
  }
  if (!block) return result(count, Received.no);
  park(rt, cases, pollorder);
  return fault(Fault.parked);
}

/** A select of one case, which the compiler turns into the operation itself (walk/select.go). */
function single(rt: Runtime, cases: Int32Array, block: boolean): number {
  const c = cases[1]!;
  const elem = cases[2]!;
  if (cases[0] !== 1) {
    const received = chanrecv(rt, c, elem, block);
    return received === Received.no ? result(1, Received.no) : received;
  }
  const sent = chansend(rt, c, elem, block);
  return sent < 0 ? sent : result(sent === 1 ? 0 : 1, Received.no);
}

/** What no result of a case is. */
const notReady = 2;

/** Does case `i` if it can go on; {@link notReady} if it cannot. */
function poll(rt: Runtime, cases: Int32Array, i: number): number {
  const isSend = cases[caseWords * i] === 1;
  const c = cases[caseWords * i + 1]!;
  const elem = cases[caseWords * i + 2]!;
  if (isSend) {
    if (isClosed(rt, c)) return fault(Fault.sendClosed);
    const sg = dequeue(rt, c + ChanField.recvq);
    if (sg !== 0) send(rt, c, sg, elem);
    else if (hasRoom(rt, c)) bufsend(rt, c, elem);
    else return notReady;
    return result(i, Received.no);
  }
  const sg = dequeue(rt, c + ChanField.sendq);
  if (sg !== 0) recv(rt, c, sg, elem);
  else if (hasData(rt, c)) bufrecv(rt, c, elem);
  else if (isClosed(rt, c)) {
    recvClosed(rt, c, elem);
    return result(i, Received.closed);
  } else return notReady;
  return result(i, Received.value);
}

/** Queues the goroutine on all channels. */
function park(rt: Runtime, cases: Int32Array, pollorder: readonly number[]): void {
  const { g } = rt.sched;
  let last = 0;
  for (const i of pollorder) {
    const c = cases[caseWords * i + 1]!;
    const sg = acquireSudog(rt);
    setIsSelect(rt, sg, true);
    setElem(rt, sg, cases[caseWords * i + 2]!);
    setChan(rt, sg, c);
    setTicket(rt, sg, i);
    if (last === 0) g.waiting[rt.g] = sg;
    else setPtr(rt, last + SudogField.waitlink, sg);
    last = sg;
    enqueue(rt, c + (cases[caseWords * i] === 1 ? ChanField.sendq : ChanField.recvq), sg);
  }
  g.param[rt.g] = 0;
  gopark(rt, last === 0 ? WaitReason.selectNoCases : WaitReason.select);
}

/** Leaves the queues of all other cases, and says which one was done by whoever woke us. */
function afterPark(rt: Runtime, cases: Int32Array): number {
  const { g } = rt.sched;
  g.selectDone[rt.g] = 0;
  const woken = g.param[rt.g]!;
  g.param[rt.g] = 0;
  let sg = g.waiting[rt.g]!;
  g.waiting[rt.g] = 0;
  let index = -1;
  let success = false;
  while (sg !== 0) {
    const i = ticket(rt, sg);
    const c: Off = cases[caseWords * i + 1]!;
    const isSend = cases[caseWords * i] === 1;
    setIsSelect(rt, sg, false);
    setElem(rt, sg, 0);
    setChan(rt, sg, 0);
    setTicket(rt, sg, 0);
    if (sg === woken) {
      index = i;
      success = rt.mem.u8[sg + SudogField.success] === 1;
    } else dequeueSudoG(rt, c + (isSend ? ChanField.sendq : ChanField.recvq), sg);
    const next = sudogPtr(rt, sg, SudogField.waitlink);
    setPtr(rt, sg + SudogField.waitlink, 0);
    releaseSudog(rt, sg);
    sg = next;
  }
  if (cases[caseWords * index] === 1)
    return success ? result(index, Received.no) : fault(Fault.sendClosed);
  return result(index, success ? Received.value : Received.closed);
}
