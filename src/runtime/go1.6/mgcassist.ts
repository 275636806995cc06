/**
 * Allocations that help to mark: gcAssistAlloc of Go 1.6 (runtime/mgcmark.go).
 *
 * NON-GO: a goroutine in debt does all it owes itself; it never parks on the assist queue, because
 * scan work can always be done on the spot while one P runs at a time. What it owes it does before
 * its next instruction, in portions; one object is done at once however large, since 1.6 knows no
 * oblets.
 */
import { Assist } from '../runtime2';
import { gcMarkDone } from './mgc';
import { gcDrain } from './mgcmark';
import { gcOverAssistBytes } from './mgcpacer';
import type { Runtime16 } from './runtime';

/** Scan work of a portion, in bytes. */
const assistPortion = 4096;

/** Charges the running goroutine for `bytes`, and has it mark when it is in debt. */
export function gcAssistAlloc(rt: Runtime16, bytes: number): void {
  const { g } = rt.host.sched;
  const credit = g.gcAssistBytes;
  const at = rt.host.g;
  credit[at]! -= bytes;
  // What it allocates before it has paid makes its debt larger.
  if (credit[at]! >= 0 || g.assisting[at] !== Assist.no) return;
  const { work } = rt;
  const debt = -credit[at]! + gcOverAssistBytes;
  const scanWork = Math.floor(work.assistWorkPerByte[0]! * debt);
  const stolen = Math.min(scanWork, work.bgScanCredit[0]!);
  work.bgScanCredit[0]! -= stolen;
  if (stolen === scanWork) {
    credit[at]! += debt;
    return;
  }
  g.assisting[at] = Assist.drains;
  g.assistWork[at] = scanWork;
  g.assistDone[at] = stolen;
  if (rt.inPortions) rt.host.sched.sched.turnEnd[0] = rt.host.tick;
  else while (g.assisting[at] !== Assist.no) gcAssistStep(rt, Infinity);
}

/** A portion of the assist that the running goroutine is at. */
export function gcAssistStep(rt: Runtime16, budget = assistPortion): void {
  const { work, host } = rt;
  const { g, sched } = host.sched;
  const at = host.g;
  if (work.gcBlackenEnabled[0] === 0) {
    // What is owed to a cycle that is over is forgotten.
    g.assisting[at] = Assist.no;
    g.gcAssistBytes[at] = 0;
    return;
  }
  sched.turnEnd[0] = host.tick;
  const before = work.scanWork[0]!;
  const more = gcDrain(rt, Math.min(budget, g.assistWork[at]! - g.assistDone[at]!));
  g.assistDone[at]! += work.scanWork[0]! - before;
  if (more && g.assistDone[at]! < g.assistWork[at]!) return;
  g.assisting[at] = Assist.no;
  g.gcAssistBytes[at]! += 1 + Math.floor(work.assistBytesPerWork[0]! * g.assistDone[at]!);
  if (!more) gcMarkDone(rt);
}

/** The slot is larger than what was asked for: the rest counts too. */
export function gcAssistFragment(rt: Runtime16, bytes: number): void {
  rt.host.sched.g.gcAssistBytes[rt.host.g]! -= bytes;
}
