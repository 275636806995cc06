/** A place in a source file, as everything outside of the front end names it. */

/** Line and column count from 1; the column is in bytes, as the compiler counts. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
