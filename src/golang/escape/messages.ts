/** The compiler's messages about escapes and parameters, with their exact words. */

import type { Pos } from '../syntax/pos';

/** What a message is about. */
export type MessageKind =
  | 'moved'
  | 'escapes'
  | 'stays'
  | 'leaks'
  | 'parameter'
  | 'selfAssignment'
  | 'zeroCopy'
  | 'uintptr'
  | 'call';

/** One line of `go build -gcflags=-m`, without the position in front. */
export interface Message {
  readonly pos: Pos;
  readonly kind: MessageKind;
  readonly text: string;
}
