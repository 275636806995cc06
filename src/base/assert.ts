/** Assertions: a failure is a mistake of ours, never of the user's program. */

/**
 * Throws when `condition` is false; `message` names the invariant and the numbers that disagree.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
