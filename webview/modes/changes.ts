/** Remembers what a mode showed at the moment before, to mark what has changed since. */

export interface Changes {
  /** What is seen from now on belongs to this tick. */
  moment(tick: number): void;
  /** Notes that `name` shows `value`; whether it showed something else at the moment before. */
  seen(name: string, value: string): boolean;
}

export function createChanges(): Changes {
  let tick: number | undefined;
  let now = new Map<string, string>();
  let before: ReadonlyMap<string, string> = new Map();
  return {
    moment(next) {
      if (next === tick) return;
      tick = next;
      before = now;
      now = new Map();
    },
    seen(name, value) {
      now.set(name, value);
      const was = before.get(name);
      return was !== undefined && was !== value;
    },
  };
}
