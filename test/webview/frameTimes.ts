/**
 * How long the view's thread is busy per frame, from Chromium's own trace: script, layout, painting
 * and whatever else it does between two frames. Beside the time on the clock stands the time the
 * thread had a processor, which does not grow when others want it too.
 */
import type { CDPSession, Page } from 'playwright-core';

export interface FrameTimes {
  readonly clock: readonly number[];
  readonly processor: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const taskNames = ['RunTask', 'ThreadControllerImpl::RunTask'];

export async function framesDuring(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  const cdp = await page.context().browser()!.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => {
    // A trace is a list of objects, and nothing more is promised.
    for (const one of value as unknown as TraceEvent[]) {
      if (wanted(one)) events.push(one);
    }
  });
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline'],
      excludedCategories: ['*'],
    },
  });
  await act();
  await ended(cdp);
  await cdp.detach();
  return perFrame(events);
}

function ended(cdp: CDPSession): Promise<void> {
  const done = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
  return cdp.send('Tracing.end').then(() => done);
}

function wanted({ name }: TraceEvent): boolean {
  return taskNames.includes(name) || name === 'FireAnimationFrame' || name === 'thread_name';
}

/** Busy milliseconds from one frame to the next, on the thread that draws the most frames. */
function perFrame(events: readonly TraceEvent[]): FrameTimes {
  const idOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const frames = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.name !== 'FireAnimationFrame') continue;
    frames.set(idOf(event), [...(frames.get(idOf(event)) ?? []), event]);
  }
  const [busiest] = [...frames].sort(([, a], [, b]) => b.length - a.length);
  if (busiest === undefined) return { clock: [], processor: [] };
  const [thread, begun] = busiest;
  const tasks = events
    .filter((event) => taskNames.includes(event.name) && event.ph === 'X' && idOf(event) === thread)
    .sort((a, b) => a.ts - b.ts);
  // Several callbacks may share a frame, and then a task.
  const frameTasks = tasks.filter(({ ts, dur = 0 }) =>
    begun.some((frame) => frame.ts >= ts && frame.ts < ts + dur),
  );
  const clock: number[] = [];
  const processor: number[] = [];
  let at = 0;
  for (const frame of frameTasks) {
    let [busy, worked] = [0, 0];
    for (; at < tasks.length && tasks[at]!.ts <= frame.ts; at++) {
      busy += tasks[at]!.dur ?? 0;
      worked += tasks[at]!.tdur ?? 0;
    }
    clock.push(busy / 1000);
    processor.push(worked / 1000);
  }
  return { clock: clock.slice(1), processor: processor.slice(1) };
}
