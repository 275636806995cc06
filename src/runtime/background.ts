/**
 * What the allocator and the collector ask of the scheduler and of the runtime's own goroutines.
 *
 * NON-GO: in Go they call each other. Here the scheduler allocates and the allocator collects, so
 * one of them has to be named by what it does.
 */

/**
 * The runtime's own goroutines, between the scheduler that runs them and the collector that wakes
 * them (see mgcbackground.ts). Without them a cycle is marked at once when it starts.
 */
export interface Background {
  /** The mark worker a P is to run before anything else, or 0; one for a P without work, or 0. */
  findRunnableGCWorker(pp: number): number;
  findIdleGCWorker(pp: number): number;
  startWorkers(): void;
  /** A cycle has begun: an idle P looks for work. */
  wakeIdle(): void;
  readySweeper(): void;
  wakeScavenger(): void;
  /** Marking is over: whoever waits for that goes on. */
  wakeGCWaiters(): void;
  /** A goroutine that waits can go on: it runs next on this P, or after what is there already. */
  ready(gp: number, next: boolean): void;
  /** The same with a list of them, linked by schedlink. */
  injectglist(first: number): void;
  /** The goroutines of all other Ps make room for others, who may be mark workers. */
  preemptall(): void;
  /** The running goroutine makes room for others; waits until somebody pays what it owes. */
  gosched(): void;
  parkAssist(): void;
  /** Called as time passes. */
  sysmon(): void;
  /** One instruction of a goroutine of the runtime's own. */
  step(kind: number): void;
  /** A portion of the assist that the running goroutine is at. */
  assist(): void;
  /** A portion of runtime.GC of the running goroutine, which may be left waiting. */
  GC(): void;
  /** The running goroutine waits until the marking that is on is over. */
  gcWaitOnMark(): void;
  /** A portion of what the world stands still for (sched.gcwaiting). */
  stopped(): void;
}

const nothing = (): void => undefined;
/** There are none. */
export const noBackground: Background = {
  findRunnableGCWorker: () => 0,
  findIdleGCWorker: () => 0,
  startWorkers: nothing,
  wakeIdle: nothing,
  readySweeper: nothing,
  wakeScavenger: nothing,
  wakeGCWaiters: nothing,
  ready: nothing,
  injectglist: nothing,
  preemptall: nothing,
  gosched: nothing,
  parkAssist: nothing,
  sysmon: nothing,
  step: nothing,
  assist: nothing,
  GC: nothing,
  gcWaitOnMark: nothing,
  stopped: nothing,
};
