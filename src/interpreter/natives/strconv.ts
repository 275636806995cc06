/** Natives of strconv: digits of floats. */
import type { Off } from '../../runtime/memory';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { bytesAt, latin1, setInt } from './args';
import { decimalDigits, parseDecimal } from './decimal';
import { RuneClass, runeIs } from './unicode';

/** decimal(buf []byte, f float64, from, count, bitSize int) (n, point int) */
function decimal(m: Machine, args: Off): void {
  const { mem } = m.rt;
  const word = args >> 2;
  const f = mem.f64[(args >> 3) + 3]!;
  const from = mem.i32[word + 8]!;
  const { digits, point } = decimalDigits(f, from, mem.i32[word + 10]!, mem.i32[word + 12]!);
  const data = mem.loadPtr(args);
  for (let i = 0; i < digits.length; i++) mem.u8[data + i] = digits.charCodeAt(i);
  if (digits.length > 0) mem.touch(data, digits.length);
  setInt(mem, args + 56, digits.length);
  setInt(mem, args + 64, point);
}

/** parseDecimal(s string, bitSize int) float64 */
function parse(m: Machine, args: Off): void {
  const { mem } = m.rt;
  const text = latin1(bytesAt(mem, args)).replaceAll('_', '');
  mem.f64[(args >> 3) + 3] = parseDecimal(text, mem.i32[(args >> 2) + 4]!);
}

const is =
  (runeClass: RuneClass): Native =>
  (m, args) => {
    const { i32 } = m.rt.mem;
    i32[(args >> 2) + 2] = runeIs(runeClass, i32[args >> 2]!) ? 1 : 0;
  };

export const strconv: Readonly<Record<string, Native>> = {
  'strconv.decimal': decimal,
  'strconv.parseDecimal': parse,
  'strconv.isPrint': is(RuneClass.printable),
  'strconv.isGraphic': is(RuneClass.graphic),
};
