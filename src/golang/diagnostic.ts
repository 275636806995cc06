/**
 * What the front end has to say about a program, at a place of it.
 */

import type { Pos } from './syntax/pos';

export interface Diagnostic {
  readonly pos: Pos;
  /** End of the range, at least `pos`. */
  readonly end: Pos;
  readonly severity: 'error' | 'warning' | 'information';
  /** Which part speaks: 'syntax', 'type', 'unsupported', … */
  readonly code: string;
  /** As the compiler words it for errors of Go. */
  readonly message: string;
}
