/**
 * What `gomem run --json` prints: media/gomem-run.schema.json says what each member means. Members
 * and their order are a promise.
 */
import { say } from '../protocol/strings';
import { countersOf } from './counters';
import { gcReason } from './events';
import type { MemStats } from './recorder';
import type { Run } from './run';
import type { Session } from './session';

/** The record of a run; `until` is the stop it was to be run to. */
export function runRecord(session: Session, until: string | undefined): object {
  const { options, loadedRun: run } = session;
  return {
    version: 1,
    profile: options.profile,
    arch: 'amd64',
    exit: exitOf(session, until),
    stdout: session.printed(1),
    memstats: counts(session.memStats()),
    sites: sites(session),
    escapes: escapes(session),
    stops: run === undefined ? [] : stops(run),
    locks: locks(session),
    syscalls: run === undefined ? {} : syscalls(run),
    gcs: run === undefined ? [] : collections(run),
    expectations: session
      .expectations()
      .map(({ line, ok, expected, actual }) => ({ line, ok, expected, actual })),
  };
}

/** Only whole numbers are in the record. */
function counts(stats: MemStats): MemStats {
  return Object.fromEntries(
    Object.entries(stats).filter(([, value]) => Number.isSafeInteger(value) && value >= 0),
  );
}

function escapes({ analysis: { fileSet, lowered } }: Session): object[] {
  return (lowered?.escapes.messages ?? []).map(({ pos, text }) => {
    const { line, column } = fileSet.position(pos);
    return { line, col: column, message: text };
  });
}

function stops(run: Run): object[] {
  return run.recorder.stops.map(({ name, tick, memStats }) => ({
    name,
    tick,
    memstats: counts(memStats ?? {}),
  }));
}

function locks(session: Session): object {
  const { mcacheHits, mcentralLocks, mheapLocks } = session.state().stats;
  return { mcache: mcacheHits, mcentral: mcentralLocks, mheap: mheapLocks };
}

function syscalls({ machine }: Run): object {
  const { mmaps, madvises } = countersOf(machine.rt);
  return { mmap: mmaps, madvise: madvises };
}

function collections({ recorder }: Run): object[] {
  return recorder.collections.map((gc) => ({
    cycle: gc.cycle,
    tick: gc.startTick,
    reason: say('en', gcReason(gc.why)),
    heapLiveBefore: gc.liveBefore,
    heapLiveAfter: gc.marked,
    heapGoal: gc.goal,
  }));
}

function exitOf(session: Session, until: string | undefined): { kind: string; message: string } {
  const exit = session.state().exit;
  if (exit !== undefined) return { kind: exit.kind, message: exit.message };
  return { kind: 'stopped', message: until ?? '' };
}

function sites(session: Session): object[] {
  const order = (a: { line: number; col: number }, b: { line: number; col: number }): number =>
    a.line - b.line || a.col - b.col;
  return session
    .sites()
    .filter(({ user, zone }) => user && zone !== 'static')
    .map((site) => ({
      line: site.position.line,
      col: site.byteColumn,
      func: site.func,
      kind: site.kind,
      type: site.type,
      zone: site.zone,
      size: site.size,
      elemsize: site.elemBytes,
      class: site.sizeClass,
      spanclass: site.spanClass,
      count: site.count,
      bytes: site.bytes,
      live: site.live,
    }))
    .sort(order);
}
