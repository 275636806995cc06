/** Values as print and uncaught panics write them: runtime/print.go and runtime/error.go. */
import { Kind } from '../golang/code/program';
import type { Off } from '../runtime/memory';
import type { Machine } from './machine';
import { stringBytes, textOf } from './text';

/** A 64-bit integer in decimal. */
export function intText(low: number, high: number, signed: boolean): string {
  if (!signed || high >= 0) return unsignedText(low, high);
  const l = -low >>> 0;
  return `-${unsignedText(l, ~high + (l === 0 ? 1 : 0))}`;
}

function unsignedText(low: number, high: number): string {
  const h = high >>> 0;
  const l = low >>> 0;
  if (h < 0x200000) return String(h * 4294967296 + l);
  // Long division by 10^9 in three steps of sixteen bits keeps every intermediate below 2^53.
  const parts = [h >>> 16, h & 0xffff, l >>> 16, l & 0xffff];
  let rest = 0;
  const quotient = parts.map((part) => {
    const value = rest * 65536 + part;
    rest = value % 1e9;
    return Math.floor(value / 1e9);
  });
  const q = ((quotient[0]! * 65536 + quotient[1]!) * 65536 + quotient[2]!) * 65536 + quotient[3]!;
  return `${q}${String(rest).padStart(9, '0')}`;
}

/** A pointer, as print writes it. */
export function hexText(low: number, high: number): string {
  const h = high >>> 0;
  const l = (low >>> 0).toString(16);
  return h === 0 ? `0x${l}` : `0x${h.toString(16)}${l.padStart(8, '0')}`;
}

/** A float as format 'g' with the fewest digits writes it. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0`;
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string];
  const exp = Number(exponent);
  if (exp < -4 || exp >= 6) {
    const size = String(Math.abs(exp)).padStart(2, '0');
    return `${sign}${mantissa}e${exp < 0 ? '-' : '+'}${size}`;
  }
  const all = mantissa.replace('.', '');
  if (exp < 0) return `${sign}0.${'0'.repeat(-exp - 1)}${all}`;
  if (all.length <= exp + 1) return sign + all.padEnd(exp + 1, '0');
  return `${sign}${all.slice(0, exp + 1)}.${all.slice(exp + 1)}`;
}

/** A complex number of two floats' texts. */
export function complexText(real: string, imaginary: string): string {
  return `(${real}${/^[+-]/.test(imaginary) ? '' : '+'}${imaginary}i)`;
}

/** A value of a basic kind that stands in memory at `at`; undefined for other kinds. */
function basicText(m: Machine, kind: Kind, at: Off): string | undefined {
  const { i32, u8, i8, i16, u16, u32, f32, f64 } = m.rt.mem;
  const w = at >> 2;
  switch (kind) {
    case Kind.bool:
      return u8[at] === 0 ? 'false' : 'true';
    case Kind.int8:
      return String(i8[at]);
    case Kind.int16:
      return String(i16[at >> 1]);
    case Kind.int32:
      return String(i32[w]);
    case Kind.int:
    case Kind.int64:
      return intText(i32[w]!, i32[w + 1]!, true);
    case Kind.uint8:
      return String(u8[at]);
    case Kind.uint16:
      return String(u16[at >> 1]);
    case Kind.uint32:
      return String(u32[w]);
    case Kind.uint:
    case Kind.uint64:
    case Kind.uintptr:
      return intText(i32[w]!, i32[w + 1]!, false);
    case Kind.float32:
      return float32Text(f32[w]!);
    case Kind.float64:
      return floatText(f64[at >> 3]!);
    case Kind.complex64:
      return complexText(float32Text(f32[w]!), float32Text(f32[w + 1]!));
    case Kind.complex128:
      return complexText(floatText(f64[at >> 3]!), floatText(f64[(at >> 3) + 1]!));
    default:
      return undefined;
  }
}

/** The fewest digits that lead back to the same float32. */
export function float32Text(value: number): string {
  for (let precision = 1; precision < 9; precision++) {
    const short = Number(value.toPrecision(precision));
    if (Math.fround(short) === value) return floatText(short);
  }
  return floatText(value);
}

/** The value of an interface that stands at `at`, as an uncaught panic prints it. */
export function printPanicValue(m: Machine, at: Off): string {
  const { mem } = m.rt;
  const word = mem.i32[at >> 2]!;
  if (word === 0) return 'nil';
  const type = m.rt.types[(word - m.typeBase) >> 6]!;
  // Types of the program's own are named.
  const own = type.pkg !== '';
  const data = mem.loadPtr(at + 8);
  const kind = type.kind as Kind;
  if (kind === Kind.string) {
    const text = textOf(stringBytes(m, data)).replace(/\n/g, '\n\t');
    return own ? `${type.name}("${text}")` : text;
  }
  const basic = basicText(m, kind, data);
  if (basic === undefined) {
    return `(${type.name}) ${hexText(mem.i32[(at >> 2) + 2]!, mem.i32[(at >> 2) + 3]!)}`;
  }
  if (!own) return basic;
  return basic.startsWith('(') ? `${type.name}${basic}` : `${type.name}(${basic})`;
}
