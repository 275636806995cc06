/** Which events fall into a stretch of the run, and what they amount to. */
import type { Params, Result } from '../protocol/protocol';
import { eventKinds } from '../protocol/views';
import { TraceKind } from '../runtime/trace';
import type { Trace } from '../runtime/trace';
import type { View } from './view';

/** Events that a summary looks at, newest first; it says when there are more. */
const reach = 500_000;

/** Sites that are named. */
const sitesMax = 12;

/** The first event after `tick`; events are in order of their ticks. */
export function eventsUntil(trace: Trace, tick: number): number {
  let low = 0;
  let high = trace.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (trace.tick(middle) <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What happened in ticks `fromTick…toTick`, as far as the run stands now. */
export function summaryOf(
  view: View,
  { fromTick, toTick }: Params<'rangeSummary'>,
): Result<'rangeSummary'> {
  const { trace } = view.rt;
  const limit = eventsUntil(trace, toTick);
  const first = eventsUntil(trace, fromTick - 1);
  const from = Math.max(first, limit - reach);
  const kinds = new Array<number>(eventKinds.length).fill(0);
  const sites = new Map<number, { count: number; bytes: number }>();
  let allocs = 0;
  let bytes = 0;
  for (let index = from; index < limit; index++) {
    const kind = trace.kind(index);
    kinds[kind]! += 1;
    if (kind !== TraceKind.alloc) continue;
    const size = trace.b(index);
    allocs += 1;
    bytes += size;
    const site = trace.site(index);
    const known = sites.get(site);
    if (known === undefined) sites.set(site, { count: 1, bytes: size });
    else {
      known.count += 1;
      known.bytes += size;
    }
  }
  const order = [...sites].sort(([a, one], [b, two]) => two.bytes - one.bytes || a - b);
  return {
    events: limit - first,
    counted: limit - from,
    allocs,
    bytes,
    kinds: eventKinds.flatMap((kind, number) =>
      kinds[number]! > 0 ? [{ kind, count: kinds[number]! }] : [],
    ),
    sites: order.slice(0, sitesMax).map(([number, totals]) => {
      const site = view.program.sites[number];
      const named = site !== undefined && site.user;
      return { ...(named ? { key: `site:${number}` as const, text: site.text } : {}), ...totals };
    }),
    moreSites: Math.max(0, order.length - sitesMax),
  };
}
