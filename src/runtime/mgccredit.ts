/**
 * Credit for scan work, and the goroutines that wait for some: the assist queue of
 * runtime/mgcmark.go of Go 1.26.
 */
import type { Runtime } from './runtime';
import { TraceKind, WhyMark, traceEvent } from './trace';

/** gQueue.pushBack of work.assistQueue. */
function pushBack(rt: Runtime, gp: number): void {
  const { work } = rt;
  const { schedlink } = rt.sched.g;
  schedlink[gp] = 0;
  if (work.assistQueueTail[0] === 0) work.assistQueueHead[0] = gp;
  else schedlink[work.assistQueueTail[0]!] = gp;
  work.assistQueueTail[0] = gp;
}

/** gQueue.pop. */
function pop(rt: Runtime): number {
  const { work } = rt;
  const gp = work.assistQueueHead[0]!;
  work.assistQueueHead[0] = rt.sched.g.schedlink[gp]!;
  rt.sched.g.schedlink[gp] = 0;
  if (work.assistQueueHead[0] === 0) work.assistQueueTail[0] = 0;
  return gp;
}

/** gcWakeAllAssists: marking is over, so nobody owes anything any more. */
export function gcWakeAllAssists(rt: Runtime): void {
  const { work } = rt;
  const first = work.assistQueueHead[0]!;
  work.assistQueueHead[0] = work.assistQueueTail[0] = 0;
  rt.background.injectglist(first);
}

/** gcParkAssist: the running goroutine waits for credit. False when it is to try again instead. */
export function gcParkAssist(rt: Runtime): boolean {
  if (rt.gcBlackenEnabled === 0) return true;
  // In Go there may be some since it last looked: work that it did itself is not credit for all.
  if (rt.gcController.bgScanCredit[0]! > 0) return false;
  pushBack(rt, rt.g);
  const { goid, gcAssistBytes } = rt.sched.g;
  const owed = -gcAssistBytes[rt.g]!;
  traceEvent(rt, TraceKind.gcMark, WhyMark.assistWait, goid[rt.g]!, owed);
  rt.background.parkAssist();
  return true;
}

/**
 * gcFlushBgCredit: scan work that was not done for an allocation pays for those that wait, in their
 * order, and what is left for later ones.
 */
export function gcFlushBgCredit(rt: Runtime, scanWork: number): void {
  const { work, gcController: c } = rt;
  if (work.assistQueueHead[0] === 0) {
    c.bgScanCredit[0]! += scanWork;
    return;
  }
  const { gcAssistBytes, goid } = rt.sched.g;
  let scanBytes = Math.trunc(scanWork * c.assistBytesPerWork[0]!);
  while (work.assistQueueHead[0] !== 0 && scanBytes > 0) {
    const gp = pop(rt);
    if (scanBytes + gcAssistBytes[gp]! < 0) {
      // A large debt is paid in part and goes to the end, so that small ones need not wait for it.
      gcAssistBytes[gp]! += scanBytes;
      scanBytes = 0;
      pushBack(rt, gp);
      break;
    }
    scanBytes += gcAssistBytes[gp]!;
    traceEvent(rt, TraceKind.gcMark, WhyMark.assistPaid, goid[gp]!, -gcAssistBytes[gp]!);
    gcAssistBytes[gp] = 0;
    // Not as the next one: it would always come right after the worker, with a fresh time slice.
    rt.background.ready(gp, false);
  }
  if (scanBytes > 0) c.bgScanCredit[0]! += Math.trunc(scanBytes * c.assistWorkPerByte[0]!);
}

/** Calls `visit` with the goroutines that wait for credit, in their order. */
export function assistQueue(rt: Runtime, visit: (gp: number) => void): void {
  for (let gp = rt.work.assistQueueHead[0]!; gp !== 0; gp = rt.sched.g.schedlink[gp]!) visit(gp);
}
