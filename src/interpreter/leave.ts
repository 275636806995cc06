/** Why the dispatch loop is left before its tick. */
export const enum Leave {
  no = 0,
  /** The running goroutine no longer runs: it waits, has ended or made room. */
  schedule = 1,
  /** The session asked to stop here. */
  stop = 2,
  /** The next instruction is not one of the dispatch loop's. */
  slow = 4,
  /** The instruction is not done: it is executed again when what it began is. */
  again = 5,
  /** The program has ended. */
  ended = 3,
}
