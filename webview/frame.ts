/**
 * The one animation frame loop: state first, then DOM, then canvas, each task at most once per
 * frame however often it was asked for. It measures itself: `frameMilliseconds` holds the script
 * time of the latest frames.
 */
export interface Frame {
  /** Asks for `task` in the next frame. Tasks of a lower stage run first. */
  schedule(stage: Stage, task: () => void): void;
  /** Milliseconds of the latest frames, oldest first, at most 512. */
  readonly frameMilliseconds: readonly number[];
}

export const enum Stage {
  state = 0,
  dom = 1,
  canvas = 2,
}

export function createFrame(): Frame {
  const stages: Set<() => void>[] = [new Set(), new Set(), new Set()];
  const frameMilliseconds: number[] = [];
  let asked = false;

  function run(): void {
    asked = false;
    const begin = performance.now();
    for (const stage of stages) {
      const tasks = [...stage];
      stage.clear();
      for (const task of tasks) task();
    }
    frameMilliseconds.push(performance.now() - begin);
    if (frameMilliseconds.length > 512) frameMilliseconds.shift();
  }

  return {
    frameMilliseconds,
    schedule(stage, task) {
      stages[stage]!.add(task);
      if (asked) return;
      asked = true;
      requestAnimationFrame(run);
    },
  };
}
