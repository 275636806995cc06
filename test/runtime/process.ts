/** Parts of a small simulated process, for tests of the runtime without a program. */
import { wordsType } from '../../src/runtime/noprogram';
import type { TypeDesc } from '../../src/runtime/type';

/** An array of pointers. */
export function arrayType(id: number, pointers: number): TypeDesc {
  return wordsType(id, new Array<number>(pointers).fill(1));
}
