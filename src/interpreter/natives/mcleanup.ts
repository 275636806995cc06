/** AddCleanup's checks, the queue of cleanups, and weak pointers. */
import { Kind } from '../../golang/code/program';
import {
  gcCleanupsCreateGs,
  gcCleanupsDequeue,
  gcCleanupsDone,
  gcCleanupsTake,
} from '../../runtime/mcleanup';
import { headerBytes, heapBitsSmall, objIndex, typeOfHeader } from '../../runtime/mbitmap';
import { findObject } from '../../runtime/mfinal';
import { spanOfHeap } from '../../runtime/mheap';
import type { Off } from '../../runtime/memory';
import {
  addCleanup,
  getOrAddWeakHandle,
  makeStrongFromWeak,
  stopCleanup,
} from '../../runtime/mspecialadd';
import { gopark } from '../../runtime/proc';
import type { Runtime } from '../../runtime/runtime';
import { WaitReason } from '../../runtime/runtime2';
import { minSizeForMallocHeader, tinySpanClass } from '../../runtime/sizeclasses';
import type { TypeDesc } from '../../runtime/type';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { getInt, setInt, typeAt } from './args';

/** What checkCleanup says, numbered as in mcleanup.go. */
const enum Problem {
  fits = 0,
  equal = 1,
  never = 2,
  noObject = 3,
  within = 4,
  closes = 5,
}

/** Whether an object of the heap, a func value, holds a pointer into these bytes. */
function closesOver(rt: Runtime, fn: Off, first: Off, end: Off): boolean {
  if (fn <= 0 || findObject(rt, fn) === 0) return false;
  const { mspan, mem, typeTable } = rt;
  const s = spanOfHeap(rt, fn);
  if ((mspan.spanclass[s]! & 1) === 1) return false;
  const size = mspan.elemsize[s]!;
  const slot = mspan.base[s]! + objIndex(rt, s, fn) * size;
  const header = headerBytes(rt, s);
  const large = mspan.spanclass[s]! < 2;
  const typ = large ? mspan.largeType[s]! - 1 : header > 0 ? typeOfHeader(rt, slot) : -1;
  const mask = typ < 0 ? undefined : typeTable.gcmask[typ]!;
  for (let at = header; at < size; at += 8) {
    const isPointer =
      size <= minSizeForMallocHeader
        ? heapBitsSmall(rt, s, slot, at >> 3) & 1
        : mask?.[(at - header) >> 3];
    const target = isPointer === 1 ? mem.loadPtr(slot + at) : 0;
    if (target >= first && target < end) return true;
  }
  return false;
}

/** What is wrong with a cleanup's object, argument if that is a pointer (else 0), and func. */
function problemOf(rt: Runtime, ptr: Off, arg: Off, fn: Off): Problem {
  if (arg === ptr) return Problem.equal;
  // NON-GO: the model of Go 1.6, which had no cleanups, calls none.
  if (ptr < rt.heapStart || rt.go16 !== undefined) return Problem.never;
  if (findObject(rt, ptr) === 0) return Problem.noObject;
  const s = spanOfHeap(rt, ptr);
  const size = rt.mspan.elemsize[s]!;
  const base = rt.mspan.base[s]! + objIndex(rt, s, ptr) * size;
  const isWithin = arg >= base && arg < base + size;
  if (isWithin && rt.mspan.spanclass[s] !== tinySpanClass) return Problem.within;
  return closesOver(rt, fn, base, base + size) ? Problem.closes : Problem.fits;
}

/** The type that a pointer in an interface points at. */
function elemAt(m: Machine, iface: Off): TypeDesc {
  return m.rt.types[m.rt.types[typeAt(m, iface)]!.elem]!;
}

/** checkCleanup(ptr unsafe.Pointer, arg any, fn unsafe.Pointer) (problem int) */
const checkCleanup: Native = (m, args) => {
  const { rt } = m;
  const { mem } = rt;
  const { kind } = elemAt(m, args + 8);
  const isPointer = kind === Kind.pointer || kind === Kind.unsafePointer;
  const arg = isPointer ? Math.max(0, mem.loadPtr(mem.loadPtr(args + 16))) : 0;
  setInt(mem, args + 32, problemOf(rt, mem.loadPtr(args), arg, mem.loadPtr(args + 24)));
};

/** dequeueCleanups() int */
const dequeueCleanups: Native = ({ rt }, args) => {
  rt.sched.g.system[rt.g] = 1;
  const block = gcCleanupsDequeue(rt);
  if (block === 0) gopark(rt, WaitReason.cleanupWait);
  else {
    // While it calls cleanups it is a goroutine like others.
    rt.sched.g.system[rt.g] = 0;
    setInt(rt.mem, args, block);
  }
};

/** takeCleanup(block, i int, c *cleanupFn) bool */
const takeCleanup: Native = ({ rt }, args) => {
  const { mem } = rt;
  const cleanup = gcCleanupsTake(rt, getInt(mem, args), getInt(mem, args + 8));
  mem.i32[(args >> 2) + 6] = cleanup === undefined ? 0 : 1;
  if (cleanup === undefined) return;
  const at = mem.loadPtr(args + 16);
  mem.storePtr(at, cleanup.call);
  mem.storePtr(at + 8, cleanup.fn);
  mem.storePtr(at + 16, cleanup.arg);
};

export const mcleanup: Readonly<Record<string, Native>> = {
  // hasPointers(typ any) bool
  'runtime.hasPointers': (m, args) => {
    m.rt.mem.i32[(args >> 2) + 4] = elemAt(m, args).ptrdata > 0 ? 1 : 0;
  },
  'runtime.checkCleanup': checkCleanup,
  'runtime.createCleanupGs': ({ rt }, args) => {
    setInt(rt.mem, args, gcCleanupsCreateGs(rt));
  },
  // addCleanup(ptr, call, fn, arg unsafe.Pointer) uint64
  'runtime.addCleanup': ({ rt }, args) => {
    const { mem } = rt;
    const [ptr, call, fn, arg] = [0, 8, 16, 24].map((at) => mem.loadPtr(args + at));
    setInt(mem, args + 32, addCleanup(rt, ptr!, call!, fn!, arg!));
  },
  // stopCleanup(ptr uintptr, id uint64)
  'runtime.stopCleanup': ({ rt }, args) => {
    stopCleanup(rt, rt.mem.loadPtr(args), getInt(rt.mem, args + 8));
  },
  'runtime.dequeueCleanups': dequeueCleanups,
  'runtime.takeCleanup': takeCleanup,
  'runtime.cleanupsDone': ({ rt }, args) => {
    gcCleanupsDone(rt, getInt(rt.mem, args));
  },
  // runtime_registerWeakPointer(ptr unsafe.Pointer) unsafe.Pointer
  'weak.runtime_registerWeakPointer': ({ rt }, args) => {
    rt.mem.storePtr(args + 8, getOrAddWeakHandle(rt, rt.mem.loadPtr(args)));
  },
  // runtime_makeStrongFromWeak(u unsafe.Pointer) unsafe.Pointer
  'weak.runtime_makeStrongFromWeak': ({ rt }, args) => {
    rt.mem.storePtr(args + 8, makeStrongFromWeak(rt, rt.mem.loadPtr(args)));
  },
};
