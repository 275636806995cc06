/** Steps of the collector: to the next object or span that it scans, or part of a cycle. */
import type { RunTarget } from '../protocol/protocol';
import { GCPhase } from '../runtime/go1.6/runtime';
import type { Runtime16 } from '../runtime/go1.6/runtime';
import { markPhaseOf } from './marking';
import type { View } from './view';

export type MarkTarget = Extract<RunTarget, 'markObject' | 'markSpan' | 'gcPhase'>;

/** Whether a target is one of the collector's steps. */
export function isMarkTarget(target: RunTarget): target is MarkTarget {
  return target === 'markObject' || target === 'markSpan' || target === 'gcPhase';
}

/**
 * When a step from this moment on is done. Scans of what the runtime made before the program began
 * are passed by; the end of marking ends every step. When `isIdle`, nothing can happen before the
 * next cycle begins.
 */
export function markStep(
  view: View,
  target: MarkTarget,
): { there: () => boolean; isIdle: boolean } {
  const { rt } = view;
  if (rt.go16 !== undefined) return classicStep(rt.go16, target);
  const phase = markPhaseOf(rt);
  if (target === 'gcPhase')
    return { there: () => markPhaseOf(rt) !== phase, isIdle: phase === 'off' };
  const { gcw } = rt;
  const column = target === 'markSpan' ? gcw.scannedSpans : gcw.scannedObjs;
  const counts = column.slice();
  const isIdle = rt.gcPhase === 0;
  const there = (): boolean => {
    let isThere = !isIdle && rt.gcPhase === 0;
    for (let p = 0; p < rt.procs; p++) {
      if (column[p] === counts[p]) continue;
      counts[p] = column[p]!;
      if (rt.gcPhase === 0 || isOfProgram(view, p)) isThere = true;
    }
    return isThere;
  };
  return { there, isIdle };
}

/** Go 1.6 does not tell what it scanned last: a step is a portion of marking, or a phase. */
function classicStep({ work }: Runtime16, target: MarkTarget): ReturnType<typeof markStep> {
  const phase = work.gcphase[0]!;
  const scanWork = work.scanWork[0]!;
  const isIdle = phase === GCPhase.off;
  const there = (): boolean => {
    if (work.gcphase[0] !== phase) return true;
    return target !== 'gcPhase' && !isIdle && work.scanWork[0] !== scanWork;
  };
  return { there, isIdle };
}

/** Whether what a P scanned last holds something that the program allocated. */
function isOfProgram(view: View, p: number): boolean {
  const { gcw } = view.rt;
  const place = view.placeOf(gcw.lastScan[p]!);
  if (place === undefined) return false;
  const { span, slot } = place;
  if (gcw.lastIsSpan[p] === 0) return view.eventOf(span, slot) >= 0;
  for (let i = 0; i < view.nelems(span); i++) if (view.eventOf(span, i) >= 0) return true;
  return false;
}
