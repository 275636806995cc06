/** Rows of some events of the log. */
import type { Params, Result } from '../protocol/protocol';
import { eventKinds } from '../protocol/views';
import type { EventRow } from '../protocol/views';
import type { Trace } from '../runtime/trace';
import type { Events } from './events';
import { eventsUntil } from './eventWindow';
import type { Portions } from './portions';

/** Rows of one answer at most. */
const rowLimit = 1000;
/** What a row costs, in events that are only looked at. */
const rowUnits = 50;

/** Events of some kinds from an index on, or the last ones up to a tick. */
export class EventSearch implements Portions<Result<'events'>> {
  private readonly found: EventRow[] = [];
  private readonly kinds: ReadonlySet<number> | undefined;
  private readonly most: number;
  private readonly by: 1 | -1;
  /** The next event to be looked at, and where there are no more. */
  private at: number;
  private readonly end: number;

  constructor(
    private readonly trace: Trace,
    private readonly events: Events,
    { tick, fromTick, from, count, kinds }: Params<'events'>,
  ) {
    const total = trace.count;
    this.kinds = kinds && new Set(kinds.map((kind) => eventKinds.indexOf(kind)));
    this.most = Math.min(count, rowLimit);
    this.by = from === undefined ? -1 : 1;
    this.at =
      from === undefined
        ? (tick === undefined ? total : eventsUntil(trace, tick)) - 1
        : Math.max(0, from);
    const least = fromTick === undefined ? 0 : eventsUntil(trace, fromTick - 1);
    this.end = from === undefined ? least - 1 : total;
  }

  work(units: number): boolean {
    for (let left = units; left > 0 && !this.isOver; this.at += this.by) {
      left--;
      if (this.kinds?.has(this.trace.kind(this.at)) === false) continue;
      this.found.push(this.events.row(this.at));
      left -= rowUnits;
    }
    return this.isOver;
  }

  private get isOver(): boolean {
    return (this.end - this.at) * this.by <= 0 || this.found.length >= this.most;
  }

  get answer(): Result<'events'> {
    const { found, by, trace } = this;
    return { total: trace.count, rows: by > 0 ? found : found.toReversed() };
  }
}
