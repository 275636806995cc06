/**
 * Allocations that help to mark: gcAssistAlloc of Go 1.6 (runtime/mgcmark.go).
 *
 * NON-GO: a goroutine in debt does all it owes itself; it never parks on the assist queue, because
 * scan work can always be done on the spot while one P runs at a time.
 */
import { gcMarkDone } from './mgc';
import { gcDrain } from './mgcmark';
import { gcOverAssistBytes } from './mgcpacer';
import type { Runtime16 } from './runtime';

/** Charges the running goroutine for `bytes`, and has it mark when it is in debt. */
export function gcAssistAlloc(rt: Runtime16, bytes: number): void {
  const { g } = rt.host.sched;
  const credit = g.gcAssistBytes;
  const at = rt.host.g;
  credit[at]! -= bytes;
  if (credit[at]! >= 0) return;
  const { work } = rt;
  const debt = -credit[at]! + gcOverAssistBytes;
  const scanWork = Math.floor(work.assistWorkPerByte[0]! * debt);
  const stolen = Math.min(scanWork, work.bgScanCredit[0]!);
  work.bgScanCredit[0]! -= stolen;
  if (stolen === scanWork) {
    credit[at]! += debt;
    return;
  }
  const before = work.scanWork[0]!;
  const more = gcDrain(rt, scanWork - stolen);
  const did = work.scanWork[0]! - before + stolen;
  credit[at]! += 1 + Math.floor(work.assistBytesPerWork[0]! * did);
  if (!more) gcMarkDone(rt);
}

/** The slot is larger than what was asked for: the rest counts too. */
export function gcAssistFragment(rt: Runtime16, bytes: number): void {
  rt.host.sched.g.gcAssistBytes[rt.host.g]! -= bytes;
}
