/**
 * The stack maps of a whole program, equal bitmaps shared.
 */
import type { FuncCode } from './object';
import type { StackMaps } from './program';

export function stackMaps(funcs: readonly { code: FuncCode; entry: number }[]): StackMaps {
  const pcs: number[] = [];
  const map: number[] = [];
  const starts: number[] = [];
  const words: number[] = [];
  const known = new Map<string, number>();
  for (const { code, entry } of funcs) {
    for (const { pc, words: own } of code.maps) {
      const key = own.join();
      let number = known.get(key);
      if (number === undefined) {
        number = starts.push(words.length) - 1;
        for (const word of own) words.push(word);
        known.set(key, number);
      }
      pcs.push(entry + pc);
      map.push(number);
    }
  }
  starts.push(words.length);
  return {
    pcs: Int32Array.from(pcs),
    map: Uint32Array.from(map),
    starts: Uint32Array.from(starts),
    words: Uint32Array.from(words),
  };
}
