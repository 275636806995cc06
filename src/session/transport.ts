/**
 * Moves a machine to where somebody wants it: by a statement, to the end, to the next event of a
 * kind, to a line, to a tick. A movement is begun, then continued in slices. Inside of what was run
 * already every movement is a seek; beyond it the program runs on.
 */
import { Replay } from './replay';
import type { Replayable } from './replay';

/** The log of events; those of what was run before stay readable after a step back. */
interface EventLog {
  /** Events up to the present tick. */
  readonly count: number;
  kind(index: number): number;
  /** The event is there once more steps than this were run. */
  tick(index: number): number;
}

/** What moves. */
interface Movable extends Replayable {
  readonly trace: EventLog;
  /** The instruction that comes next. */
  readonly currentPc: number;
  /** As run, until one of these instructions is next. */
  runTo(steps: number, pcs: readonly number[]): number;
}

type Goal =
  | { readonly kind: 'seek' }
  | { readonly kind: 'step'; readonly from: number }
  | { readonly kind: 'run' }
  | {
      readonly kind: 'event';
      readonly accept: (event: number) => boolean;
      next: number;
      readonly then?: Goal;
    }
  | { readonly kind: 'until'; readonly there: () => boolean }
  | { readonly kind: 'beyond'; readonly tick: number; readonly then: Goal }
  | { readonly kind: 'line'; readonly pcs: readonly number[]; readonly from: number }
  | { readonly kind: 'behind'; readonly event: number; readonly then: Goal | undefined };

/** Steps between two looks at what has happened. */
const lookSteps = 20_000;

export class Transport {
  private readonly replay: Replay;
  private goal: Goal | undefined;
  /** Events of everything that was run: at least the log's count. */
  private known = 0;

  /**
   * `maxSteps` ends the run. `onNews` is called whenever new ground was covered, with the first
   * event that nobody has seen yet.
   */
  constructor(
    private readonly machine: Movable,
    private maxSteps: number,
    keyframeBytes: number,
    private readonly onNews: (firstEvent: number) => void,
  ) {
    this.replay = new Replay(machine, keyframeBytes);
    this.look();
  }

  get endTick(): number {
    return this.replay.endTick;
  }

  /** True once nothing can run on: the program has ended, or the budget is used up. */
  get complete(): boolean {
    return this.replay.complete || this.outOfSteps;
  }

  get outOfSteps(): boolean {
    return !this.replay.complete && this.replay.endTick >= this.maxSteps;
  }

  get isMoving(): boolean {
    return this.goal !== undefined;
  }

  /** How many keyframes are kept, and the bytes they take. */
  get keyframes(): { readonly count: number; readonly bytes: number } {
    return this.replay.keyframes;
  }

  /** What the movement is, for progress. */
  get isSeeking(): boolean {
    return this.goal?.kind === 'seek' || this.goal?.kind === 'behind';
  }

  beginStep(): void {
    this.begin({ kind: 'step', from: this.machine.tick });
  }

  beginStepBack(): void {
    this.begin({ kind: 'seek' });
    this.replay.beginStepBack();
  }

  beginRun(): void {
    this.begin({ kind: 'run' });
  }

  beginSeek(tick: number): void {
    this.begin({ kind: 'seek' });
    this.replay.beginSeek(tick);
  }

  /** To right behind the next event that is accepted, else to the end. */
  beginEvent(accept: (event: number) => boolean): void {
    this.begin({ kind: 'event', accept, next: this.machine.trace.count });
  }

  /**
   * To the first tick behind this one at which `there` says so, else to the end; it is asked at
   * each tick. With `after` it is not asked before the next such event.
   */
  beginUntil(there: () => boolean, after?: (event: number) => boolean): void {
    const then: Goal = { kind: 'until', there };
    if (after === undefined) this.begin(then);
    else this.begin({ kind: 'event', accept: after, next: this.machine.trace.count, then });
  }

  /** Runs on to a tick, and from there to the first one at which `there` says so. */
  beginBeyond(tick: number, there: () => boolean): void {
    this.begin({ kind: 'beyond', tick, then: { kind: 'until', there } });
  }

  /** To right behind an event of the log, ahead or back. */
  beginBehind(event: number): void {
    this.begin({ kind: 'behind', event, then: undefined });
    this.replay.beginSeek(this.machine.trace.tick(event));
  }

  /** To the next time one of these instructions is about to run, else to the end. */
  beginLine(pcs: readonly number[]): void {
    this.begin({ kind: 'line', pcs, from: this.machine.tick });
  }

  cancel(): void {
    this.goal = undefined;
    this.replay.cancel();
  }

  private begin(goal: Goal): void {
    this.cancel();
    this.goal = goal;
  }

  /** Goes on for about `steps` steps; true when the machine stands where it should. */
  work(steps: number): boolean {
    for (let left = steps; this.goal !== undefined && left > 0;) {
      if (this.replay.isPicturing) {
        this.replay.picturing(Math.min(left, lookSteps));
        left -= lookSteps;
        continue;
      }
      // Looking costs about as much as a thousand steps.
      left -= Math.max(this.advance(this.goal, Math.min(left, lookSteps)), 1000);
    }
    return this.goal === undefined;
  }

  /** Goes on with a movement for about `steps` steps at most; how many it was as long as. */
  private advance(goal: Goal, steps: number): number {
    let took = steps;
    if (goal.kind === 'seek') {
      if (this.replay.advance(steps)) this.goal = undefined;
    } else if (goal.kind === 'behind') this.goBehind(goal, steps);
    else if (goal.kind === 'until') this.goUntil(goal, steps);
    else if (goal.kind === 'beyond') {
      const left = goal.tick - this.machine.tick;
      if (left > 0) took = this.forward(Math.min(steps, left), false);
      if (this.stands) this.goal = undefined;
      else if (this.machine.tick >= goal.tick) this.goal = goal.then;
    } else if (goal.kind === 'run') {
      took = this.forward(steps, false);
      if (this.stands) this.goal = undefined;
    } else if (goal.kind === 'step') {
      took = this.forward(steps, true);
      const moved = this.machine.tick > goal.from;
      if (this.stands || (moved && this.machine.atStatement)) this.goal = undefined;
    } else if (goal.kind === 'line') this.toLine(goal, steps);
    else this.toEvent(goal, steps);
    return took;
  }

  /** True when running does nothing more. */
  private get stands(): boolean {
    return this.machine.ended || this.machine.tick >= this.maxSteps;
  }

  private forward(steps: number, statements: boolean): number {
    const took = this.replay.run(Math.min(steps, this.room), statements);
    this.look();
    return took;
  }

  /** Steps that the budget still allows. */
  private get room(): number {
    return Math.max(0, this.maxSteps - this.machine.tick);
  }

  /** The run ends at the furthest tick it has come to. */
  endHere(): void {
    this.maxSteps = this.replay.endTick;
  }

  private look(): void {
    const { count } = this.machine.trace;
    const { known } = this;
    if (!this.replay.atEnd) return;
    this.known = Math.max(known, count);
    this.onNews(known);
  }

  private toLine(goal: Extract<Goal, { kind: 'line' }>, steps: number): void {
    for (let left = steps; left > 0 && !this.replay.isPicturing;) {
      const took = this.machine.runTo(Math.min(left, this.room, this.replay.untilFrame), goal.pcs);
      this.replay.noteTick();
      this.look();
      const { tick, currentPc } = this.machine;
      const isThere = tick > goal.from && goal.pcs.includes(currentPc);
      if (isThere || this.stands) {
        this.goal = undefined;
        return;
      }
      left -= Math.max(1, took);
    }
  }

  private toEvent(goal: Extract<Goal, { kind: 'event' }>, steps: number): void {
    const found = this.find(goal, this.known);
    if (found >= 0) {
      this.goal = { kind: 'behind', event: found, then: goal.then };
      const { trace, tick } = this.machine;
      // The keyframe before it may be nearer than the present.
      if (trace.count > found || trace.tick(found) > tick) this.replay.beginSeek(trace.tick(found));
      return;
    }
    if (this.replay.atEnd) this.forward(steps, false);
    else {
      this.replay.beginSeek(this.replay.endTick);
      this.replay.advance(steps);
      return;
    }
    if (this.stands && this.find(goal, this.known) < 0) this.goal = undefined;
  }

  /** The first event from `goal.next` on that is looked for; notes how far it has looked. */
  private find(goal: Extract<Goal, { kind: 'event' }>, limit: number): number {
    for (let index = goal.next; index < limit; index++) {
      if (goal.accept(index)) return index;
    }
    goal.next = limit;
    return -1;
  }

  /** Goes on to the first tick at which an event has happened. */
  private goBehind({ event, then }: Extract<Goal, { kind: 'behind' }>, steps: number): void {
    if (!this.replay.advance(steps)) return;
    while (this.machine.trace.count <= event && !this.stands) {
      if (this.replay.isPicturing) return;
      this.forward(1, false);
    }
    this.goal = then;
  }

  private goUntil({ there }: Extract<Goal, { kind: 'until' }>, steps: number): void {
    for (let left = steps; left > 0 && this.goal !== undefined;) {
      if (this.replay.isPicturing) return;
      if (there() || this.stands) this.goal = undefined;
      else left -= Math.max(1, this.forward(1, false));
    }
  }
}
