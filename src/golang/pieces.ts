/**
 * Work in pieces of a few milliseconds at most: per declaration, per function. Whoever has it done
 * lets others have a turn between two of them, or does not care and has all of it at once. Between
 * two pieces everything shared is as another program may find it.
 */
export type Pieces<T> = Generator<undefined, T>;

/** All of it at once. */
export function whole<T>(pieces: Pieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
