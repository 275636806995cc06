/**
 * Work of the collector: per-P buffers of grey objects, the two global stacks of buffers, and the
 * memory they lie in, after runtime/mgcwork.go of Go 1.26. A buffer is 2048 bytes of a manual span:
 * link, push count, number of objects, then up to 253 addresses.
 *
 * The marking phase's own counters (`work` of runtime/mgc.go) are here too, since all of marking
 * uses them.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Off } from './memory';
import { SpanAllocType, allocManual, spanListInsert, spanListRemove } from './mheap';
import type { Runtime } from './runtime';
import { pageSize } from './sizeclasses';

const workbufSize = 2048;
const workbufHeader = 24;
/** Objects in a buffer. */
const workbufObjs = (workbufSize - workbufHeader) / 8;
/** Bytes of a span of buffers. */
const workbufAlloc = 32 << 10;
/** Entries of a P's ring of spans to scan. */
export const spanqSlots = 256;

/** gcphase, gcBlackenEnabled and writeBarrier.enabled. */
const gcSchema = { phase: 'u8', blackenEnabled: 'u8', writeBarrier: 'u8' } as const;

const workSchema = {
  /** Stacks of buffers: offsets. */
  full: 'i32',
  empty: 'i32',
  /** wbufSpans: lists of spans. */
  freeSpans: 'i32',
  busySpans: 'i32',
  /** Root jobs: next, number, and where the kinds begin (see gcPrepareMarkRoots). */
  markrootNext: 'i32',
  markrootJobs: 'i32',
  baseData: 'i32',
  baseBSS: 'i32',
  baseSpans: 'i32',
  baseStacks: 'i32',
  nStackRoots: 'i32',
  bytesMarked: 'f64',
  initialHeapLive: 'f64',
  cycles: 'u32',
  userForced: 'u8',
  /** Workers at work. */
  nworking: 'i32',
  /** heapLive when the cycle began and when marking ended; bytes marked. */
  heap0: 'f64',
  heap1: 'f64',
  heap2: 'f64',
  /** Simulated nanoseconds when phases began, and of stopped world in this cycle. */
  tSweepTerm: 'f64',
  tMark: 'f64',
  tMarkTerm: 'f64',
  tEnd: 'f64',
  pauseNS: 'f64',
  /** Background mark workers that exist, and those that wait for work (row + 1 of bgWorkers). */
  bgMarkWorkers: 'u32',
  workerPool: 'u32',
  /** Goroutines that wait for the end of marking. */
  sweepWaiters: 'u32',
  /** assistQueue: goroutines that wait until their debt is paid, first and last. */
  assistQueueHead: 'u32',
  assistQueueTail: 'u32',
} as const;

/** gcMarkWorkerMode. */
export const enum MarkWorkerMode {
  none = 0,
  dedicated = 1,
  fractional = 2,
  idle = 3,
}

/** gcWork and what else a P has for marking. */
const gcwSchema = {
  wbuf1: 'i32',
  wbuf2: 'i32',
  bytesMarked: 'f64',
  heapScanWork: 'f64',
  flushedWork: 'u8',
  mayNeedWorker: 'u8',
  /** spanQueue: ring positions, puts since entries were last handed out, and the shared rings. */
  spanqHead: 'i32',
  spanqTail: 'i32',
  putsSinceDrain: 'i32',
  chainHead: 'i32',
  chainTail: 'i32',
  /** Stack bytes and stacks scanned in this cycle, for the starting stack size. */
  scannedStackSize: 'f64',
  scannedStacks: 'f64',
  /** {@link MarkWorkerMode} of the worker that runs on the P, when it began, time as fractional. */
  workerMode: 'u8',
  workerStart: 'f64',
  fractionalMarkTime: 'f64',
  /** It has the pointer buffer of span scanning. */
  ptrBuf: 'u8',
  /**
   * NON-GO: so that views can step by them: objects and queued spans scanned ever, and what was
   * scanned last in this cycle, an object's offset or a span's (0: nothing).
   */
  scannedObjs: 'f64',
  scannedSpans: 'f64',
  lastScan: 'i32',
  lastIsSpan: 'u8',
} as const;

export const newGc = (columns: ColumnSet): Table<typeof gcSchema> =>
  columns.table('gc', gcSchema, 1);

export const newWork = (columns: ColumnSet): Table<typeof workSchema> =>
  columns.table('work', workSchema, 1);

export const newGcw = (columns: ColumnSet, procs: number): Table<typeof gcwSchema> =>
  columns.table('gcw', gcwSchema, procs);

// ---- buffers -----------------------------------------------------------------------------------

function nobj(rt: Runtime, b: Off): number {
  return rt.mem.i32[(b + 16) >> 2]!;
}

function setNobj(rt: Runtime, b: Off, n: number): void {
  rt.mem.i32[(b + 16) >> 2] = n;
  rt.mem.dirty[b >> 12] = 1;
}

/** lfstack.push and pop. */
function push(rt: Runtime, stack: Int32Array, b: Off): void {
  rt.mem.storePtr(b, stack[0]!);
  stack[0] = b;
}

function pop(rt: Runtime, stack: Int32Array): Off {
  const b = stack[0]!;
  if (b !== 0) stack[0] = rt.mem.loadPtr(b);
  return b;
}

/** getempty: a buffer without objects, from the stack, an idle span, or a new span. */
function getempty(rt: Runtime): Off {
  const { work } = rt;
  const b = pop(rt, work.empty);
  if (b !== 0) return b;
  let s = work.freeSpans[0]!;
  if (s !== 0) spanListRemove(rt, work.freeSpans, 0, s);
  else s = allocBufferSpan(rt);
  spanListInsert(rt, work.busySpans, 0, s);
  const base = rt.mspan.base[s]!;
  for (let at = 0; at < workbufAlloc; at += workbufSize) {
    setNobj(rt, base + at, 0);
    if (at > 0) push(rt, work.empty, base + at);
  }
  return base;
}

/** A new span for buffers, in no list yet. */
export function allocBufferSpan(rt: Runtime): number {
  return allocManual(rt, workbufAlloc / pageSize, SpanAllocType.workBuf);
}

function putfull(rt: Runtime, b: Off): void {
  push(rt, rt.work.full, b);
}

/** gcWork.init. */
function initBuffers(rt: Runtime, p: number): Off {
  const { gcw, work } = rt;
  const b = getempty(rt);
  gcw.wbuf1[p] = b;
  const full = pop(rt, work.full);
  gcw.wbuf2[p] = full !== 0 ? full : getempty(rt);
  return b;
}

function swap(rt: Runtime, p: number): Off {
  const { wbuf1, wbuf2 } = rt.gcw;
  const b = wbuf2[p]!;
  wbuf2[p] = wbuf1[p]!;
  wbuf1[p] = b;
  return b;
}

/** putObj: one more grey object. */
export function putObj(rt: Runtime, p: number, obj: Off): void {
  const { gcw } = rt;
  let b = gcw.wbuf1[p]!;
  if (b === 0) b = initBuffers(rt, p);
  else if (nobj(rt, b) === workbufObjs) {
    b = swap(rt, p);
    if (nobj(rt, b) === workbufObjs) {
      putfull(rt, b);
      gcw.flushedWork[p] = 1;
      gcw.mayNeedWorker[p] = 1;
      b = getempty(rt);
      gcw.wbuf1[p] = b;
    }
  }
  const n = nobj(rt, b);
  rt.mem.storePtr(b + workbufHeader + n * 8, obj);
  setNobj(rt, b, n + 1);
}

/** Whether an object waits in the first buffer. */
export function hasObj(rt: Runtime, p: number): boolean {
  const b = rt.gcw.wbuf1[p]!;
  return b !== 0 && nobj(rt, b) !== 0;
}

/** tryGetObjFast: the object put last into the first buffer, 0 when it is empty. */
export function tryGetObjFast(rt: Runtime, p: number): Off {
  const b = rt.gcw.wbuf1[p]!;
  if (b === 0) return 0;
  const n = nobj(rt, b);
  return n === 0 ? 0 : take(rt, b, n);
}

/** tryGetObj: also from the second buffer and from the global stack. */
export function tryGetObj(rt: Runtime, p: number): Off {
  let b = rt.gcw.wbuf1[p]!;
  if (b === 0) b = initBuffers(rt, p);
  if (nobj(rt, b) === 0) {
    b = swap(rt, p);
    if (nobj(rt, b) === 0) {
      const full = pop(rt, rt.work.full);
      if (full === 0) return 0;
      push(rt, rt.work.empty, b);
      rt.gcw.wbuf1[p] = full;
      b = full;
    }
  }
  return take(rt, b, nobj(rt, b));
}

function take(rt: Runtime, b: Off, n: number): Off {
  setNobj(rt, b, n - 1);
  return rt.mem.loadPtr(b + workbufHeader + (n - 1) * 8);
}

/** gcWork.balance: gives others something to do when the global stack is empty. */
export function balance(rt: Runtime, p: number): void {
  const { gcw } = rt;
  const b1 = gcw.wbuf1[p]!;
  if (b1 === 0) return;
  const b2 = gcw.wbuf2[p]!;
  if (nobj(rt, b2) !== 0) {
    putfull(rt, b2);
    gcw.wbuf2[p] = getempty(rt);
  } else if (nobj(rt, b1) > 4) {
    gcw.wbuf1[p] = handoff(rt, b1);
  } else {
    return;
  }
  gcw.flushedWork[p] = 1;
  gcw.mayNeedWorker[p] = 1;
}

/** Publishes the older half of a buffer. Returns a buffer with the other half. */
function handoff(rt: Runtime, b: Off): Off {
  const to = getempty(rt);
  const all = nobj(rt, b);
  const n = all >> 1;
  setNobj(rt, b, all - n);
  setNobj(rt, to, n);
  rt.mem.copy(to + workbufHeader, b + workbufHeader + (all - n) * 8, n * 8);
  putfull(rt, b);
  return to;
}

/** The part of gcWork.dispose that concerns buffers and accounts. */
export function disposeBuffers(rt: Runtime, p: number): void {
  const { gcw, work } = rt;
  for (const column of [gcw.wbuf1, gcw.wbuf2]) {
    const b = column[p]!;
    if (b === 0) continue;
    column[p] = 0;
    if (nobj(rt, b) === 0) {
      push(rt, work.empty, b);
    } else {
      putfull(rt, b);
      gcw.flushedWork[p] = 1;
    }
  }
  work.bytesMarked[0]! += gcw.bytesMarked[p]!;
  gcw.bytesMarked[p] = 0;
  rt.gcController.heapScanWork[0]! += gcw.heapScanWork[p]!;
  gcw.heapScanWork[p] = 0;
}

/** Calls `visit` with the objects in a buffer, the one that is taken next first. */
export function bufferObjects(rt: Runtime, b: Off, visit: (obj: Off) => void): void {
  if (b === 0) return;
  for (let n = nobj(rt, b); n > 0; n--) visit(rt.mem.loadPtr(b + workbufHeader + (n - 1) * 8));
}

/** Calls `visit` with the buffers in the global stack of full ones, from its top. */
export function fullBuffers(rt: Runtime, visit: (b: Off) => void): void {
  for (let b = rt.work.full[0]!; b !== 0; b = Math.max(0, rt.mem.loadPtr(b))) visit(b);
}

/** Whether a P's buffers hold no object. */
export function buffersEmpty(rt: Runtime, p: number): boolean {
  const { wbuf1, wbuf2 } = rt.gcw;
  return wbuf1[p] === 0 || (nobj(rt, wbuf1[p]!) === 0 && nobj(rt, wbuf2[p]!) === 0);
}

/** prepareFreeWorkbufs: all buffers are empty, so their spans may go. */
export function prepareFreeWorkbufs(rt: Runtime): void {
  const { work, mspan } = rt;
  work.empty[0] = 0;
  // takeAll: the busy list goes in front of what was free.
  const busy = work.busySpans[0]!;
  if (busy === 0) return;
  let last = busy;
  while (mspan.next[last] !== 0) last = mspan.next[last]!;
  const old = work.freeSpans[0]!;
  mspan.next[last] = old;
  if (old !== 0) mspan.prev[old] = last;
  work.freeSpans[0] = busy;
  work.busySpans[0] = 0;
}
