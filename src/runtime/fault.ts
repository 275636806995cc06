/**
 * NON-GO: functions of the runtime do not panic by themselves. They return a negative number that
 * says why, and the interpreter lets the Go part of the runtime panic. Results that are offsets,
 * counts or truth values are never negative, so one number carries both.
 */

/** Why a function of the runtime did not do what it was asked for. At most 15 kinds. */
export const enum Fault {
  none,
  /** runtime.errorString "makeslice: len out of range" */
  makesliceLen,
  /** runtime.errorString "makeslice: cap out of range" */
  makesliceCap,
  /** runtime.errorString "growslice: len out of range" */
  growsliceLen,
  /** runtime.plainError "assignment to entry in nil map" */
  nilMap,
  /** runtime.errorString "hash of unhashable type T" */
  unhashable,
  /** maps.unhashableTypeError "hash of unhashable type: T" (the map is empty) */
  unhashableKey,
  /** runtime.errorString "comparing uncomparable type T" */
  uncomparable,
  /** runtime.plainError "makechan: size out of range" */
  makechanSize,
  /** runtime.plainError "send on closed channel" */
  sendClosed,
  /** runtime.plainError "close of nil channel" */
  closeNil,
  /** runtime.plainError "close of closed channel" */
  closeClosed,
  /**
   * Not an error: the goroutine is parked. The interpreter leaves the program counter at the
   * instruction and runs it again when the goroutine is scheduled: the second call goes on where
   * the first one went to sleep.
   */
  parked,
}

/** The number that stands for a fault, about type number `type` where the kind speaks of one. */
export function fault(kind: Fault, type = -1): number {
  return -(((type + 1) << 4) | kind);
}

/** Kind of a fault; 0 for a result. */
export function faultKind(result: number): Fault {
  return result < 0 ? -result & 15 : Fault.none;
}

/** Type number a fault speaks of, or -1. */
export function faultType(result: number): number {
  return (-result >> 4) - 1;
}
