/** Levels of a selected stretch: what went between the levels in it, in place of all of the run. */
import type { LevelName, LevelTraffic } from '../../src/protocol/modes';
import { levelNames } from '../../src/protocol/modes';
import { t } from '../state/context';
import type { Context } from '../state/context';

export function trafficSentence(context: Context, traffic: LevelTraffic): string {
  const { fromTick: from, toTick: to, allocations: total, bytes, served } = traffic;
  if (total === 0) return t(context, 'stretch.levelsNone', { from, to });
  return t(context, 'stretch.levels', { from, to, total, bytes, ...served });
}

/** The levels that somebody asked in it. */
export function askedLevels({ served }: LevelTraffic): ReadonlySet<LevelName> {
  const deeper = (at: number): number =>
    levelNames.slice(at).reduce((sum, name) => sum + served[name], 0);
  return new Set(levelNames.filter((_, at) => deeper(at) > 0));
}

/** What is counted at a level: how often its lock was taken, and what it gave and got. */
export function trafficCounts(
  context: Context,
  name: LevelName,
  traffic: LevelTraffic,
): readonly string[] {
  const { served, refills, returned, cut, freedSpans, grown, scavenged, counted } = traffic;
  const locked = (count: number | undefined): string[] =>
    count === undefined ? [] : [t(context, 'levels.locked', { count })];
  switch (name) {
    case 'mcache':
      return [t(context, 'levels.served', { count: served.mcache })];
    case 'mcentral':
      return [
        ...locked(counted?.mcentralLocks),
        t(context, 'stretch.refills', { up: refills, down: returned }),
      ];
    case 'mheap':
      return [
        ...locked(counted?.mheapLocks),
        t(context, 'stretch.cut', { cut, freed: freedSpans }),
      ];
    case 'os':
      return [
        ...(counted ? [t(context, 'levels.calls', { count: counted.syscalls })] : []),
        t(context, 'stretch.grown', { grown, back: scavenged }),
      ];
  }
}

/** Allocations of a span class in it, on one P or on all. */
export function allocationsOf(
  traffic: LevelTraffic | undefined,
  spanClass: number,
  p: number,
): number {
  const cells = traffic?.cells ?? [];
  return cells.reduce(
    (sum, cell) => sum + (cell.spanClass === spanClass && cell.p === p ? cell.count : 0),
    0,
  );
}
