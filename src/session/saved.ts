/**
 * A saved run as one side of a comparison: what `gomem run --json` has printed (see record.ts). It
 * may come from anywhere, so everything in it is looked at before it is believed.
 */
import type { Facts, SiteFacts } from './facts';
import type { MemStats } from './recorder';
import type { Recorded } from './recording';

type Json = Readonly<Record<string, unknown>>;

/** What a record does not tell. */
const unknown = NaN;

/** Reads a record; a text says what is wrong with it. */
export function savedRun(name: string, text: string): Recorded | string {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (!isObject(record)) return 'it is not an object';
  if (record['version'] !== 1) return `version ${JSON.stringify(record['version'])} is not known`;
  const memStats = statsIn(record['memstats']);
  if (memStats === undefined) return 'it has no memstats';
  return recordedOf(name, record, memStats);
}

function recordedOf(name: string, record: Json, memStats: MemStats): Recorded {
  const stops = listIn(record['stops']);
  const gcs = listIn(record['gcs']);
  const ticks = [...stops, ...gcs].map(({ tick }) => numberIn(tick));
  const endTick = ticks.reduce((most, tick) => Math.max(most, tick || 0), 0);
  const locks = isObject(record['locks']) ? record['locks'] : {};
  const calls = isObject(record['syscalls']) ? record['syscalls'] : {};
  const end: Facts = {
    ...factsOf(unknown, memStats),
    syscalls: Object.values(calls).reduce((sum: number, count) => sum + numberIn(count), 0),
    mcacheHits: numberIn(locks['mcache']),
    mcentralLocks: numberIn(locks['mcentral']),
    mheapLocks: numberIn(locks['mheap']),
    sites: listIn(record['sites']).map(siteOf),
  };
  const counts = new Map<string, number>();
  const passages = stops.flatMap((stop) => {
    const stopName = textIn(stop['name']);
    const passage = (counts.get(stopName) ?? 0) + 1;
    counts.set(stopName, passage);
    const stats = statsIn(stop['memstats']);
    if (stats === undefined || Object.keys(stats).length === 0) return [];
    return [{ name: stopName, passage, facts: factsOf(numberIn(stop['tick']), stats) }];
  });
  return {
    ...{ profile: textIn(record['profile']), saved: name, passages, end, endTick },
    exit: undefined,
    curve: curveOf(passages, gcs),
    collections: gcs.map((gc) => numberIn(gc['tick'])),
  };
}

function factsOf(tick: number, memStats: MemStats): Facts {
  return {
    ...{ tick, memStats, assists: unknown, assistBytes: unknown, syscalls: unknown },
    ...{ mcacheHits: unknown, mcentralLocks: unknown, mheapLocks: unknown },
  };
}

function siteOf(site: Json): SiteFacts {
  const line = numberIn(site['line']);
  const column = numberIn(site['col']);
  const live = numberIn(site['live']);
  const liveBytes = live * numberIn(site['elemsize']);
  const kind = textIn(site['kind']);
  return {
    site: -1,
    ...{ position: { file: '', line, column }, byteColumn: column, kind },
    func: textIn(site['func']),
    // A record names a site by its kind, not by its expression.
    text: kind,
    type: textIn(site['type']),
    user: true,
    allocations: numberIn(site['count']),
    allocated: numberIn(site['bytes']),
    ...{ live, liveBytes, objects: live, bytes: liveBytes },
  };
}

/** What stops and collections tell of the heap's course. */
function curveOf(passages: Recorded['passages'], gcs: readonly Json[]): Recorded['curve'] {
  const atStops = passages.map(({ facts: { tick, memStats } }) => ({
    tick,
    live: memStats['HeapAlloc'] ?? 0,
    goal: memStats['NextGC'] ?? 0,
    inUse: memStats['HeapInuse'] ?? 0,
  }));
  const atCollections = gcs.map((gc) => ({
    tick: numberIn(gc['tick']),
    live: numberIn(gc['heapLiveBefore']),
    goal: numberIn(gc['heapGoal']),
    inUse: undefined,
  }));
  const points = [...atStops, ...atCollections].toSorted((a, b) => a.tick - b.tick);
  let inUse = 0;
  const inUses = points.map((point) => (inUse = point.inUse ?? inUse));
  const isGoal = (goal: number): boolean => goal > 0 && goal < Number.MAX_SAFE_INTEGER;
  return {
    ticks: Float64Array.from(points, ({ tick }) => tick),
    live: Float64Array.from(points, ({ live }) => live),
    goal: Float64Array.from(points, ({ goal }) => (isGoal(goal) ? goal : 0)),
    inUse: Float64Array.from(inUses),
    resident: new Float64Array(0),
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function numberIn(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Numbers under their names; undefined when it is no list of them. */
function statsIn(value: unknown): MemStats | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => {
      const [, number] = entry;
      return typeof number === 'number' && Number.isFinite(number);
    }),
  );
}
