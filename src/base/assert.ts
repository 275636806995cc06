/** Assertions: a failure is a mistake of ours, never of the user's program. */

/**
 * Throws when `condition` is false; `message` names the invariant. It is made whatever the
 * condition is: where an allocation or a sweep comes by, it is plain text without numbers.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
