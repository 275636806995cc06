/**
 * Moves a machine along its run in both directions. Forward is running; backward is restoring the
 * nearest keyframe and running on to the tick asked for. The machine is deterministic, so what is
 * run again is what was run before.
 *
 * Nothing here takes long at once: a seek is begun, then continued with a budget of steps, and so
 * is a keyframe; until it is complete the machine stands still.
 */
import type { ColumnSet, SetPicture } from '../base/columns';
import { assert } from '../base/assert';
import { Keyframes } from './snapshot';

/** What can be replayed: all its state is in the columns. */
export interface Replayable {
  readonly columns: ColumnSet;
  /** Steps since the start. */
  readonly tick: number;
  /**
   * Runs `steps` steps unless the program ends before, or fewer, but one, if they take long; with
   * `statements` it stops at the next beginning of a statement behind the present tick. Returns how
   * many steps it was about as long as.
   */
  run(steps: number, statements: boolean): number;
  /** True when the next step is the first of a statement. */
  readonly atStatement: boolean;
  /** True when the program has ended: running does nothing. */
  readonly ended: boolean;
}

/** Steps between keyframes of a run's first stretch, and the most between any two. */
const firstSpacing = 20_000;
const lastSpacing = 1_000_000;

/** Bytes that are pictured in about the time of one step: dear keyframes stand further apart. */
const bytesPerStep = 16;

/** A keyframe is left this far before the target of a seek, so that stepping back starts there. */
const approachSteps = 10_000;

/** How far before the present a step back looks for a statement first. */
const firstReach = 500;

/** So much nearer stands the keyframe that a look leaves: what it finds is near it as well. */
const lookSteps = approachSteps - 2 * firstReach;

/** Where a seek goes. */
type Goal =
  | { readonly kind: 'tick'; readonly tick: number }
  /** The last beginning of a statement before `before`, looked for from `from` on. */
  | { readonly kind: 'statement'; readonly before: number; from: number; found: number };

export class Replay {
  private readonly frames: Keyframes;
  private goal: Goal | undefined;
  /** Whether the goal is still to be approached from a keyframe. */
  private isFar = false;
  /** A keyframe in the making, of the tick where the machine stands. */
  private picture: SetPicture | undefined;
  /** The furthest tick reached. */
  endTick = 0;
  /** True once the program has ended, at `endTick`. */
  complete = false;
  private nextFrame = 0;

  constructor(
    private readonly machine: Replayable,
    budgetBytes: number,
  ) {
    this.frames = new Keyframes(budgetBytes);
    this.keepFrame();
  }

  /** True while a keyframe is in the making: first `picturing`, then the machine may move. */
  get isPicturing(): boolean {
    return this.picture !== undefined;
  }

  /** Goes on with the keyframe in the making, for about the time of `steps` steps. */
  picturing(steps: number): void {
    const { picture, machine } = this;
    if (!picture?.work(steps * bytesPerStep)) return;
    this.picture = undefined;
    const { tick } = machine;
    const bytes = this.frames.add({ tick, snapshot: picture.snapshot });
    // One that a seek left on its way changes nothing about the regular ones.
    if (tick < this.nextFrame) return;
    const spacing = Math.min(lastSpacing, Math.max(firstSpacing, tick / 64));
    this.nextFrame = tick + Math.floor(Math.max(spacing, bytes / bytesPerStep));
  }

  /** True while the machine stands at the furthest tick: what it does next is new. */
  get atEnd(): boolean {
    return this.machine.tick === this.endTick;
  }

  get keyframes(): { readonly count: number; readonly bytes: number } {
    return this.frames;
  }

  /**
   * Runs on, at most `steps` and to the next keyframe. Stops at a statement when asked to. Returns
   * how many steps it was about as long as.
   */
  run(steps: number, statements = false): number {
    assert(!this.isPicturing, 'the machine moves while a keyframe is in the making');
    const took = this.machine.run(Math.min(steps, this.untilFrame), statements);
    this.noteTick();
    return took;
  }

  /** To be called after the machine ran by other means: notes how far it came. */
  noteTick(): void {
    const { machine } = this;
    if (machine.tick > this.endTick) this.endTick = machine.tick;
    if (machine.ended && this.atEnd) this.complete = true;
    if (machine.tick >= this.nextFrame && this.atEnd) this.keepFrame();
  }

  /** Steps that may be run before a keyframe is due. */
  get untilFrame(): number {
    return Math.max(1, this.nextFrame - this.machine.tick);
  }

  /** Begins to go to `tick`, at most to the end of what was run. */
  beginSeek(tick: number): void {
    this.goal = { kind: 'tick', tick: Math.min(Math.max(0, tick), this.endTick) };
    this.isFar = true;
  }

  /** Begins to go to the last statement that began before the present tick; tick 0 if none did. */
  beginStepBack(): void {
    const before = this.machine.tick;
    this.goal = { kind: 'statement', before, from: Math.max(0, before - firstReach), found: -1 };
    this.isFar = true;
  }

  /** Goes on with what was begun, for at most `steps` steps; true when the machine stands there. */
  advance(steps: number): boolean {
    for (let left = steps; this.goal !== undefined && left > 0;) {
      if (this.isPicturing) {
        this.picturing(left);
        return false;
      }
      if (this.isFar) this.approach(this.goal.kind === 'tick' ? this.goal.tick : this.goal.from);
      const took =
        this.goal.kind === 'tick'
          ? this.goToTick(this.goal.tick, left)
          : this.lookForStatement(this.goal, left);
      // Going back costs about as much as a few thousand steps.
      left -= Math.max(took, 2000);
    }
    return this.goal === undefined;
  }

  /** Forgets what was begun; the machine stands where it came to. */
  cancel(): void {
    this.goal = undefined;
  }

  private goToTick(tick: number, steps: number): number {
    const took = this.runTowards(tick, steps, approachSteps);
    if (this.machine.tick === tick) this.goal = undefined;
    return took;
  }

  /** Runs on towards a tick, and leaves a keyframe when it comes by so many steps before it. */
  private runTowards(tick: number, steps: number, before: number): number {
    const rest = tick - this.machine.tick;
    assert(rest >= 0, `a seek to ${tick} stands behind it`);
    const leave = Math.max(0, rest - before);
    const took = this.machine.run(Math.min(steps, leave > 0 ? leave : rest), false);
    if (leave > 0 && tick - this.machine.tick === before) this.keepFrame();
    return took;
  }

  private lookForStatement(goal: Extract<Goal, { kind: 'statement' }>, steps: number): number {
    const { machine } = this;
    if (machine.tick < goal.from) return this.runTowards(goal.from, steps, lookSteps);
    let left = steps;
    while (left > 0) {
      const at = machine.tick;
      if (at >= goal.before) {
        this.endLook(goal);
        break;
      }
      if (machine.atStatement) goal.found = at;
      left -= machine.run(Math.min(left, goal.before - at), true);
    }
    return steps - left;
  }

  /** The stretch before the present has been looked through. */
  private endLook(goal: Extract<Goal, { kind: 'statement' }>): void {
    if (goal.found >= 0 || goal.from === 0) {
      this.beginSeek(Math.max(0, goal.found));
      return;
    }
    const reach = (goal.before - goal.from) * 8;
    this.goal = { ...goal, from: Math.max(0, goal.before - reach) };
    this.isFar = true;
  }

  /** Puts the machine at or before `tick`: where it is if that is nearest, else a keyframe. */
  private approach(tick: number): void {
    this.isFar = false;
    const frame = this.frames.nearest(tick);
    const here = this.machine.tick;
    if (here <= tick && here >= frame.tick) return;
    this.machine.columns.restore(frame.snapshot);
    assert(this.machine.tick === frame.tick, 'a keyframe of another tick');
  }

  /** Begins a keyframe of the present tick, unless there is one. */
  private keepFrame(): void {
    if (!this.frames.has(this.machine.tick)) this.picture = this.machine.columns.picture();
  }
}
