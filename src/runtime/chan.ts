/**
 * Channels. Follows runtime/chan.go of Go 1.26.
 *
 * Operations that would wait park the goroutine and return the fault `parked`; the interpreter runs
 * the instruction again when the goroutine is woken, and the second call does what Go does behind
 * gopark. That it is the second call shows in g.waiting.
 *
 * Left out: locks, the race detector, synctest bubbles, block profiles.
 */
import { assert } from '../base/assert';
import { Fault, fault } from './fault';
import { mallocgc } from './malloc';
import { typedmemclr, typedmemmove, writePointer } from './mbarrier';
import type { Off } from './memory';
import { gopark, goready } from './proc';
import type { Runtime } from './runtime';
import { WaitReason } from './runtime2';
import { keep, setPtr } from './setptr';
import { ChanField, SudogField, elemType, setSuccess, sudogG, sudogPtr } from './sudog';
import { setChan, setElem } from './sudogset';
import { acquireSudog, releaseSudog } from './sudogcache';

const hchanSize = 112;

/** What Go allocates at most (runtime.maxAlloc). */
const maxAlloc = 2 ** 48;

function int(rt: Runtime, c: Off, field: ChanField): number {
  return rt.mem.i32[(c + field) >> 2]!;
}

function setInt(rt: Runtime, c: Off, field: ChanField, value: number): void {
  rt.mem.i32[(c + field) >> 2] = value;
  rt.mem.touch(c, hchanSize);
}

export function isClosed(rt: Runtime, c: Off): boolean {
  return int(rt, c, ChanField.closed) !== 0;
}

/** make(chan T, size): `typ` is the channel's type. Or a fault. */
export function makechan(rt: Runtime, typ: number, size: number): Off {
  const { elem } = rt.types[typ]!;
  const elemsize = rt.typeTable.size[elem]!;
  const mem = elemsize * size;
  // Elements of no size are counted all the same, in a word of 64 bits.
  if (size < 0 || mem > maxAlloc - hchanSize || size >= 2 ** 63) return fault(Fault.makechanSize);
  const before = rt.kept.length;
  let c: Off;
  if (mem === 0) {
    c = mallocgc(rt, hchanSize, -1, true);
    rt.mem.storePtr(c + ChanField.buf, c + ChanField.buf);
  } else if (rt.typeTable.ptrdata[elem] === 0) {
    c = mallocgc(rt, hchanSize + mem, -1, true);
    rt.mem.storePtr(c + ChanField.buf, c + hchanSize);
  } else {
    c = keep(rt, mallocgc(rt, hchanSize, rt.internal.hchan, true));
    setPtr(rt, c + ChanField.buf, mallocgc(rt, mem, elem, true));
  }
  rt.kept.length = before;
  rt.mem.u16[(c + ChanField.elemsize) >> 1] = elemsize;
  rt.mem.storePtr(c + ChanField.elemtype, rt.statics.typesStart + 64 * elem);
  rt.mem.i32[(c + ChanField.dataqsiz + 4) >> 2] = Math.floor(size / 4294967296);
  setInt(rt, c, ChanField.dataqsiz, size | 0);
  return c;
}

function chanbuf(rt: Runtime, c: Off, i: number): Off {
  return rt.mem.loadPtr(c + ChanField.buf) + i * rt.mem.u16[(c + ChanField.elemsize) >> 1]!;
}

/** Index after the one in a field, around the end of the buffer. */
function advance(rt: Runtime, c: Off, field: ChanField): void {
  const next = int(rt, c, field) + 1;
  setInt(rt, c, field, next === int(rt, c, ChanField.dataqsiz) ? 0 : next);
}

/** Whether the buffer has room. */
export function hasRoom(rt: Runtime, c: Off): boolean {
  const { u32 } = rt.mem;
  const high = u32[(c + ChanField.dataqsiz + 4) >> 2]!;
  return u32[(c + ChanField.qcount) >> 2]! < u32[(c + ChanField.dataqsiz) >> 2]! || high !== 0;
}

/** Whether the buffer holds something. */
export function hasData(rt: Runtime, c: Off): boolean {
  return int(rt, c, ChanField.qcount) !== 0;
}

/** Puts the value at `ep` into the buffer, which has room. */
export function bufsend(rt: Runtime, c: Off, ep: Off): void {
  typedmemmove(rt, elemType(rt, c), chanbuf(rt, c, int(rt, c, ChanField.sendx)), ep);
  advance(rt, c, ChanField.sendx);
  setInt(rt, c, ChanField.qcount, int(rt, c, ChanField.qcount) + 1);
}

/** Takes a value out of the buffer, which holds one, to `ep` (0: nowhere). */
export function bufrecv(rt: Runtime, c: Off, ep: Off): void {
  const typ = elemType(rt, c);
  const qp = chanbuf(rt, c, int(rt, c, ChanField.recvx));
  if (ep !== 0) typedmemmove(rt, typ, ep, qp);
  typedmemclr(rt, typ, qp);
  advance(rt, c, ChanField.recvx);
  setInt(rt, c, ChanField.qcount, int(rt, c, ChanField.qcount) - 1);
}

/** Clears the place of a value that a closed channel does not deliver. */
export function recvClosed(rt: Runtime, c: Off, ep: Off): void {
  if (ep !== 0) typedmemclr(rt, elemType(rt, c), ep);
}

/**
 * Copies a value between this goroutine and the stack of another one. The collector takes it that
 * only a running goroutine writes to its stack, so what is copied counts as a store in the heap.
 */
function copyDirect(rt: Runtime, typ: number, dst: Off, src: Off): void {
  if (rt.writeBarrierEnabled !== 0) {
    const { gcmask } = rt.types[typ]!;
    for (let i = 0; i < gcmask.length; i++)
      if (gcmask[i] === 1) writePointer(rt, dst + 8 * i, rt.mem.loadPtr(src + 8 * i));
  }
  rt.mem.copy(dst, src, rt.typeTable.size[typ]!);
}

/** Wakes the goroutine of a sudog that was taken out of its queue. */
function wake(rt: Runtime, sg: Off, success: boolean): void {
  const gp = sudogG(rt, sg);
  rt.sched.g.param[gp] = sg;
  setSuccess(rt, sg, success);
  goready(rt, gp);
}

/** Hands the value at `ep` to a receiver that waits. */
export function send(rt: Runtime, c: Off, sg: Off, ep: Off): void {
  const elem = sudogPtr(rt, sg, SudogField.elem);
  if (elem !== 0) {
    copyDirect(rt, elemType(rt, c), elem, ep);
    // Only the pointer: until the receiver runs, markrootSudogs finds the value by the number.
    setPtr(rt, sg + SudogField.elem, 0);
  }
  wake(rt, sg, true);
}

/** Takes a value for `ep` while a sender waits: its own, or that at the head of the full buffer. */
export function recv(rt: Runtime, c: Off, sg: Off, ep: Off): void {
  const typ = elemType(rt, c);
  const elem = sudogPtr(rt, sg, SudogField.elem);
  if (int(rt, c, ChanField.dataqsiz) === 0) {
    if (ep !== 0) copyDirect(rt, typ, ep, elem);
  } else {
    const qp = chanbuf(rt, c, int(rt, c, ChanField.recvx));
    if (ep !== 0) typedmemmove(rt, typ, ep, qp);
    typedmemmove(rt, typ, qp, elem);
    advance(rt, c, ChanField.recvx);
    setInt(rt, c, ChanField.sendx, int(rt, c, ChanField.recvx));
  }
  setElem(rt, sg, 0);
  wake(rt, sg, true);
}

/** Queues the running goroutine on a channel. */
function enqueueSelf(rt: Runtime, c: Off, queue: ChanField, ep: Off): void {
  const mysg = acquireSudog(rt);
  const { g } = rt.sched;
  setElem(rt, mysg, ep);
  setChan(rt, mysg, c);
  setPtr(rt, mysg + SudogField.waitlink, 0);
  g.waiting[rt.g] = mysg;
  g.param[rt.g] = 0;
  enqueue(rt, c + queue, mysg);
}

/** What follows on waking from a send or receive: whether it was done, rather than closed. */
function afterPark(rt: Runtime): boolean {
  const { g } = rt.sched;
  const mysg = g.waiting[rt.g]!;
  g.waiting[rt.g] = 0;
  g.param[rt.g] = 0;
  const success = rt.mem.u8[mysg + SudogField.success] === 1;
  setElem(rt, mysg, 0);
  setChan(rt, mysg, 0);
  releaseSudog(rt, mysg);
  return success;
}

/** c <- *ep. 1: sent; 0: it would wait and `block` is false; or a fault. */
export function chansend(rt: Runtime, c: Off, ep: Off, block: boolean): number {
  if (c === 0) {
    if (!block) return 0;
    gopark(rt, WaitReason.chanSendNilChan);
    return fault(Fault.parked);
  }
  if (block && rt.sched.g.waiting[rt.g] !== 0) return afterPark(rt) ? 1 : fault(Fault.sendClosed);
  if (isClosed(rt, c)) return fault(Fault.sendClosed);
  const sg = dequeue(rt, c + ChanField.recvq);
  if (sg !== 0) {
    send(rt, c, sg, ep);
    return 1;
  }
  if (hasRoom(rt, c)) {
    bufsend(rt, c, ep);
    return 1;
  }
  if (!block) return 0;
  enqueueSelf(rt, c, ChanField.sendq, ep);
  gopark(rt, WaitReason.chanSend);
  return fault(Fault.parked);
}

/** What chanrecv and selectgo say of a receive. */
export const enum Received {
  /** It would wait. */
  no = 0,
  /** The channel is closed: a zero value. */
  closed = 1,
  value = 3,
}

/** *ep = <-c, or the value is dropped when `ep` is 0. A {@link Received} or a fault. */
export function chanrecv(rt: Runtime, c: Off, ep: Off, block: boolean): number {
  if (c === 0) {
    if (!block) return Received.no;
    gopark(rt, WaitReason.chanReceiveNilChan);
    return fault(Fault.parked);
  }
  if (block && rt.sched.g.waiting[rt.g] !== 0)
    return afterPark(rt) ? Received.value : Received.closed;
  if (isClosed(rt, c)) {
    if (!hasData(rt, c)) {
      recvClosed(rt, c, ep);
      return Received.closed;
    }
  } else {
    const sg = dequeue(rt, c + ChanField.sendq);
    if (sg !== 0) {
      recv(rt, c, sg, ep);
      return Received.value;
    }
  }
  if (hasData(rt, c)) {
    bufrecv(rt, c, ep);
    return Received.value;
  }
  if (!block) return Received.no;
  enqueueSelf(rt, c, ChanField.recvq, ep);
  gopark(rt, WaitReason.chanReceive);
  return fault(Fault.parked);
}

/** close(c): 0 or a fault. */
export function closechan(rt: Runtime, c: Off): number {
  if (c === 0) return fault(Fault.closeNil);
  if (isClosed(rt, c)) return fault(Fault.closeClosed);
  setInt(rt, c, ChanField.closed, 1);
  const glist: Off[] = [];
  for (let sg = dequeue(rt, c + ChanField.recvq); sg !== 0; sg = dequeue(rt, c + ChanField.recvq)) {
    recvClosed(rt, c, sudogPtr(rt, sg, SudogField.elem));
    setElem(rt, sg, 0);
    glist.push(sg);
  }
  for (let sg = dequeue(rt, c + ChanField.sendq); sg !== 0; sg = dequeue(rt, c + ChanField.sendq)) {
    setElem(rt, sg, 0);
    glist.push(sg);
  }
  // Go collects them in a list that gives back the last one first.
  for (let i = glist.length - 1; i >= 0; i--) wake(rt, glist[i]!, false);
  return 0;
}

/** len(c). Channels of timers look unbuffered, though they have a buffer of one. */
export function chanlen(rt: Runtime, c: Off): number {
  return c === 0 || rt.mem.loadPtr(c + ChanField.timer) !== 0 ? 0 : int(rt, c, ChanField.qcount);
}

/** cap(c) */
export function chancap(rt: Runtime, c: Off): number {
  if (c === 0 || rt.mem.loadPtr(c + ChanField.timer) !== 0) return 0;
  const { u32, i32 } = rt.mem;
  const high = i32[(c + ChanField.dataqsiz + 4) >> 2]!;
  return high * 4294967296 + u32[(c + ChanField.dataqsiz) >> 2]!;
}

/** Puts a sudog at the end of the queue (first, last) at `q`. */
export function enqueue(rt: Runtime, q: Off, sgp: Off): void {
  setPtr(rt, sgp + SudogField.next, 0);
  const x = rt.mem.loadPtr(q + 8);
  setPtr(rt, sgp + SudogField.prev, x);
  setPtr(rt, x === 0 ? q : x + SudogField.next, sgp);
  setPtr(rt, q + 8, sgp);
}

/** Takes the first sudog out of a queue whose goroutine still waits; 0: none. */
export function dequeue(rt: Runtime, q: Off): Off {
  for (;;) {
    const sgp = rt.mem.loadPtr(q);
    if (sgp === 0) return 0;
    const y = sudogPtr(rt, sgp, SudogField.next);
    setPtr(rt, q, y);
    if (y === 0) {
      setPtr(rt, q + 8, 0);
    } else {
      setPtr(rt, y + SudogField.prev, 0);
      setPtr(rt, sgp + SudogField.next, 0);
    }
    if (rt.mem.u8[sgp + SudogField.isSelect] === 1) {
      // Another case of the select may have woken it, and it has not run since.
      const gp = sudogG(rt, sgp);
      if (rt.sched.g.selectDone[gp] !== 0) continue;
      rt.sched.g.selectDone[gp] = 1;
    }
    return sgp;
  }
}

/** Takes a sudog out of the middle of a queue, unless it is out already. */
export function dequeueSudoG(rt: Runtime, q: Off, sgp: Off): void {
  const x = sudogPtr(rt, sgp, SudogField.prev);
  const y = sudogPtr(rt, sgp, SudogField.next);
  if (x === 0 && y === 0 && rt.mem.loadPtr(q) !== sgp) return;
  assert(x !== 0 || rt.mem.loadPtr(q) === sgp, 'a sudog in the middle has one before it');
  setPtr(rt, x === 0 ? q : x + SudogField.next, y);
  setPtr(rt, y === 0 ? q + 8 : y + SudogField.prev, x);
  setPtr(rt, sgp + SudogField.next, 0);
  setPtr(rt, sgp + SudogField.prev, 0);
}
