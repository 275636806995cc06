/**
 * The collector at this tick: its phase and accounts, what waits in its queues, and the graph of
 * objects. The graph is found in portions: see objectGraph.ts.
 */
import type { Key } from '../protocol/keys';
import { markRowsMax } from '../protocol/marking';
import type {
  MarkAssist,
  MarkList,
  MarkPhase,
  MarkQueue,
  MarkStretch,
  MarkWork,
  Marking,
} from '../protocol/marking';
import type { Params, TickRange } from '../protocol/protocol';
import { assistQueue } from '../runtime/mgccredit';
import { gcTrigger, heapGoal } from '../runtime/mgcpacer';
import { isSweepDone } from '../runtime/mgcsweep';
import type { Off } from '../runtime/memory';
import type { Runtime } from '../runtime/runtime';
import type { Sources } from './details';
import { gcReason } from './events';
import { eventsOf } from './eventWindow';
import {
  barrierPointers,
  greyInSpan,
  nextScan,
  queuedObjects,
  queuedSpans,
  sharedObjects,
  workerOn,
} from './greyQueues';
import { graphOf } from './markGraph';
import type { ObjectNames } from './objectNames';
import type { View } from './view';

/** Where the collector is. */
export function markPhaseOf(rt: Runtime): MarkPhase {
  const { work } = rt;
  if (rt.gcPhase !== 0) return work.markrootNext[0]! < work.markrootJobs[0]! ? 'roots' : 'drain';
  return work.cycles[0] === 0 || isSweepDone(rt) ? 'off' : 'sweep';
}

/** Everything about marking at this tick; how far the graph is, as long as it is not done. */
export function markingOf(sources: Sources, params: Params<'marking'>, then?: Sources): Marking {
  const { view, graph } = sources;
  const { rt } = view;
  const { range } = params;
  const within = range && eventsOf(rt.trace, range);
  const readable = rt.go16 === undefined;
  const { names } = graph;
  return {
    tick: rt.tick,
    readable,
    phase: readable ? markPhaseOf(rt) : 'off',
    cycle: rt.work.cycles[0]!,
    barrier: rt.writeBarrierEnabled !== 0,
    work: workOf(rt),
    queues: readable ? Array.from({ length: rt.procs }, (_, p) => queueOf(view, names, p)) : [],
    shared: objectList(view, names, readable ? sharedObjects(rt) : []),
    assists: readable ? assistsOf(sources) : [],
    ...(graph.done
      ? { graph: graphOf(sources, params, within, then) }
      : { progress: graph.progress }),
    ...(range === undefined ? {} : { stretch: stretchOf(sources, range) }),
  };
}

/** The collections that touch a stretch, as the machine stands now. */
function stretchOf({ view, recorder }: Sources, { fromTick, toTick }: TickRange): MarkStretch {
  const { tick: now } = view.rt;
  const reached = (tick: number): number => (tick < now ? tick : -1);
  const cycles = recorder.collections.filter(({ startTick, endTick, sweptTick }) => {
    const last = endTick < 0 ? Infinity : Math.max(endTick, sweptTick);
    return startTick <= toTick && startTick < now && last >= fromTick;
  });
  return {
    total: cycles.length,
    cycles: cycles.slice(0, markRowsMax).map((one) => ({
      cycle: one.cycle,
      startTick: one.startTick,
      endTick: reached(one.endTick),
      sweptTick: reached(one.sweptTick),
      reason: { id: gcReason(one.why) },
      markedBytes: reached(one.endTick) < 0 ? 0 : one.marked,
      assists: one.assists,
    })),
  };
}

function workOf(rt: Runtime): MarkWork {
  const { work, gcController: c, gcw } = rt;
  const sum = (column: Float64Array): number => column.reduce((all, one) => all + one, 0);
  const finite = (value: number): number => (Number.isSafeInteger(value) ? value : 0);
  return {
    rootsDone: Math.min(work.markrootNext[0]!, work.markrootJobs[0]!),
    rootJobs: work.markrootJobs[0]!,
    scanned:
      c.heapScanWork[0]! + c.stackScanWork[0]! + c.globalsScanWork[0]! + sum(gcw.heapScanWork),
    expected: c.lastHeapScan[0]! + c.lastStackScan[0]! + c.globalsScan[0]!,
    marked: work.bytesMarked[0]! + sum(gcw.bytesMarked),
    heapLive: c.heapLive[0]!,
    trigger: finite(gcTrigger(rt)),
    goal: finite(heapGoal(rt)),
    credit: c.bgScanCredit[0]!,
  };
}

function queueOf(view: View, names: ObjectNames, p: number): MarkQueue {
  const { rt } = view;
  const { gcw } = rt;
  const { own, shared } = queuedSpans(rt, p);
  const barrier = barrierPointers(rt, p);
  const worker = workerOn(rt, p);
  const isOn = rt.gcPhase !== 0;
  const next = isOn ? nextScan(rt, p) : { off: 0, isSpan: false };
  const nextKey = scanKey(view, next.off, next.isSpan);
  const lastKey = isOn ? scanKey(view, gcw.lastScan[p]!, gcw.lastIsSpan[p] === 1) : undefined;
  const rows = [...own, ...shared].slice(0, markRowsMax);
  return {
    p,
    objects: objectList(view, names, queuedObjects(rt, p)),
    spans: rows.map((off) => spanRow(view, names, off)),
    spansTotal: own.length + shared.length,
    spansShared: shared.length,
    barrier: barrier.slice(-markRowsMax).map((off) => (off > 0 ? view.keyOf(off) : undefined)),
    barrierTotal: barrier.length,
    ...(worker === undefined ? {} : { worker }),
    ...(lastKey === undefined ? {} : { last: lastKey }),
    ...(nextKey === undefined ? {} : { next: nextKey }),
  };
}

/** The object or the span that a worker scans. */
function scanKey(view: View, off: Off, isSpan: boolean): Key | undefined {
  const place = off === 0 ? undefined : view.placeOf(off);
  if (place === undefined) return undefined;
  return isSpan || place.slot < 0 ? `span:${place.span}` : `slot:${place.span}:${place.slot}`;
}

function spanRow(view: View, names: ObjectNames, off: Off): MarkQueue['spans'][number] {
  const { span } = view.placeOf(off)!;
  const label = names.label(span, 0);
  return { key: `span:${span}`, label, grey: greyInSpan(view.rt, off) };
}

function objectList(view: View, names: ObjectNames, offs: readonly Off[]): MarkList {
  const items = offs.slice(0, markRowsMax).flatMap((off) => {
    const place = view.placeOf(off);
    if (place === undefined || place.slot < 0) return [];
    const { span, slot } = place;
    return [{ key: names.key(span, slot), label: names.label(span, slot) }];
  });
  return { total: offs.length, items };
}

/** Accounts that are not at zero; outside of marking there are none. */
function assistsOf({ view, calls }: Sources): MarkAssist[] {
  const { rt } = view;
  if (rt.gcPhase === 0) return [];
  const { system, gcAssistBytes } = rt.sched.g;
  const places = new Map<number, number>();
  assistQueue(rt, (gp) => places.set(gp, places.size + 1));
  return calls
    .goroutines()
    .map((g) => ({ g, row: calls.rowOf(g) }))
    .filter(({ row }) => system[row] === 0 && gcAssistBytes[row] !== 0)
    .sort((a, b) => (places.get(a.row) ?? Infinity) - (places.get(b.row) ?? Infinity) || a.g - b.g)
    .slice(0, markRowsMax)
    .map(({ g, row }) => {
      const place = places.get(row);
      const account = { key: `g:${g}`, g, bytes: gcAssistBytes[row]! } as const;
      return place === undefined ? account : { ...account, place };
    });
}
