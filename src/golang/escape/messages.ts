/** The compiler's messages about escapes and parameters, with their exact words. */

import type { FileSet, Pos } from '../syntax/pos';

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

/** Columns beyond this are not kept in the compiler's positions, nor printed. */
const maxColumn = 254;

/** The message as the compiler prints it: `file:line:column: text`. */
export function messageLine(fileSet: FileSet, message: Message): string {
  // Variables the compiler makes have no place.
  if (message.pos === 0) return message.text;
  const { file, line, column } = fileSet.position(message.pos);
  const where = column > maxColumn ? `${file}:${line}` : `${file}:${line}:${column}`;
  return `${where}: ${message.text}`;
}
