/**
 * Go values in simulated memory as people read them: a value as fmt prints it, shortened, and the
 * name of each word of an object.
 */
import { Kind } from '../golang/code/program';
import type { TypeDesc } from '../golang/code/program';
import type { Memory } from '../runtime/memory';

/** Characters of a value at most; longer ones end in an ellipsis. */
const valueLimit = 80;
/** Elements and fields shown of one array, slice or struct. */
const itemLimit = 8;

/** Reads values of one program. */
export class Values {
  constructor(
    private readonly mem: Memory,
    private readonly types: readonly TypeDesc[],
    /** Static offset of type 0's descriptor; they follow one another every 64 bytes. */
    private readonly typesStart: number,
    /** Name of the function whose text begins at an address; undefined when there is none. */
    private readonly functionAt: (address: number) => string | undefined,
  ) {}

  /** The value of a type at an offset, in memory form. */
  format(type: number, off: number): string {
    return shorten(this.value(type, off, 3));
  }

  /** Type number of a type word; -1 for nil and for what is none. */
  typeOf(address: number): number {
    const at = address - this.mem.staticBase - this.typesStart;
    const type = at / 64;
    return at >= 0 && Number.isInteger(type) && type < this.types.length ? type : -1;
  }

  private word(off: number): number {
    const { u32 } = this.mem;
    return u32[off >> 2]! + u32[(off >> 2) + 1]! * 4294967296;
  }

  private value(type: number, off: number, depth: number): string {
    const desc = this.types[type];
    if (desc === undefined || off < 0 || off + desc.size > this.mem.size) return '?';
    const { kind } = desc;
    if (kind >= Kind.bool && kind <= Kind.float64) return this.number(kind, off);
    switch (kind) {
      case Kind.complex64:
        return this.complex(this.mem.f32[off >> 2]!, this.mem.f32[(off >> 2) + 1]!);
      case Kind.complex128:
        return this.complex(this.mem.f64[off >> 3]!, this.mem.f64[(off >> 3) + 1]!);
      case Kind.string:
        return this.string(off);
      case Kind.array:
        return this.items(desc.elem, off, desc.length, depth);
      case Kind.slice:
        return this.slice(desc, off, depth);
      case Kind.struct:
        return this.struct(desc, off, depth);
      case Kind.interface:
        return this.interface(off, depth);
      case Kind.func:
        return this.func(off);
      default:
        return this.word(off) === 0 ? 'nil' : hex(this.word(off));
    }
  }

  private number(kind: Kind, off: number): string {
    const { mem } = this;
    switch (kind) {
      case Kind.bool:
        return mem.u8[off] === 0 ? 'false' : 'true';
      case Kind.int8:
        return String(mem.i8[off]);
      case Kind.uint8:
        return String(mem.u8[off]);
      case Kind.int16:
        return String(mem.i16[off >> 1]);
      case Kind.uint16:
        return String(mem.u16[off >> 1]);
      case Kind.int32:
        return String(mem.i32[off >> 2]);
      case Kind.uint32:
        return String(mem.u32[off >> 2]);
      case Kind.float32:
        return String(mem.f32[off >> 2]);
      case Kind.float64:
        return String(mem.f64[off >> 3]);
      case Kind.uintptr:
        return hex(this.word(off));
      default:
        return this.integer(off, kind === Kind.int || kind === Kind.int64);
    }
  }

  private integer(off: number, signed: boolean): string {
    const low = BigInt(this.mem.u32[off >> 2]!);
    const high = BigInt(signed ? this.mem.i32[(off >> 2) + 1]! : this.mem.u32[(off >> 2) + 1]!);
    return String((high << 32n) + low);
  }

  private complex(real: number, imaginary: number): string {
    return `(${real}${imaginary < 0 ? '' : '+'}${imaginary}i)`;
  }

  private string(off: number): string {
    const length = this.word(off + 8);
    const at = this.mem.loadPtr(off);
    if (length === 0) return '""';
    if (at <= 0 || at + length > this.mem.size) return '?';
    const bytes = this.mem.u8.subarray(at, at + Math.min(length, valueLimit));
    const text = decodeUtf8(bytes);
    return length > valueLimit ? `${quote(text).slice(0, -1)}…` : quote(text);
  }

  private slice(desc: TypeDesc, off: number, depth: number): string {
    const at = this.mem.loadPtr(off);
    const length = this.word(off + 8);
    if (at === 0) return 'nil';
    const size = this.types[desc.elem]?.size ?? 0;
    if (at < 0 || at + length * size > this.mem.size) return '?';
    return this.items(desc.elem, at, length, depth);
  }

  private items(elem: number, at: number, length: number, depth: number): string {
    if (depth === 0) return '[…]';
    const size = this.types[elem]?.size ?? 0;
    const shown = Math.min(length, itemLimit);
    const items = Array.from({ length: shown }, (_, i) =>
      this.value(elem, at + i * size, depth - 1),
    );
    if (length > shown) items.push('…');
    return `[${items.join(' ')}]`;
  }

  private struct(desc: TypeDesc, off: number, depth: number): string {
    if (depth === 0) return '{…}';
    const fields = desc.fields
      .slice(0, itemLimit)
      .map(({ name, type, offset }) => `${name}:${this.value(type, off + offset, depth - 1)}`);
    if (desc.fields.length > itemLimit) fields.push('…');
    return `{${fields.join(' ')}}`;
  }

  private interface(off: number, depth: number): string {
    const typeWord = this.word(off);
    if (typeWord === 0) return 'nil';
    const type = this.typeOf(typeWord);
    const desc = this.types[type];
    if (desc === undefined) return '?';
    const at = desc.directInterface ? off + 8 : this.mem.loadPtr(off + 8);
    return `${desc.name}(${this.value(type, at, depth - 1)})`;
  }

  private func(off: number): string {
    const closure = this.mem.loadPtr(off);
    if (closure === 0) return 'nil';
    if (closure < 0) return '?';
    return this.functionAt(this.word(closure)) ?? hex(this.word(off));
  }

  /**
   * The field each of `count` words from `firstWord` on belongs to, in an object of elements of a
   * type one behind the other, from byte `start` of the object on (behind a malloc header).
   */
  wordNames(type: number, start: number, firstWord: number, count: number): string[] {
    const size = this.types[type]?.size ?? 0;
    const names = Array.from({ length: count }, () => [] as string[]);
    const first = firstWord * 8 - start;
    const limit = first + count * 8;
    if (size === 0) return names.map(() => '');
    const isSeveral = first < 0 ? limit > size : true;
    for (let at = Math.max(0, Math.floor(first / size) * size); at < limit; at += size) {
      const prefix = isSeveral && (at > 0 || limit > size) ? `[${at / size}]` : '';
      this.nameWords(type, at, prefix, (offset, name) => {
        const word = ((offset + start) >> 3) - firstWord;
        names[word]?.push(name);
      });
    }
    return names.map((list) => list.join(', '));
  }

  /**
   * The pointer at a byte of values of a type one behind the other, named by its fields and
   * indices; the index of the value itself is left out unless there are `several`.
   */
  pointerName(type: number, byte: number, several: boolean): string {
    const size = this.types[type]?.size ?? 0;
    if (size === 0 || byte < 0) return '';
    let path = several ? `[${Math.floor(byte / size)}]` : '';
    let at = byte % size;
    for (let desc = this.types[type]; desc !== undefined;) {
      if (desc.kind === Kind.struct) {
        const field = desc.fields.findLast(({ offset }) => offset <= at);
        if (field === undefined) break;
        path += path === '' ? field.name : `.${field.name}`;
        at -= field.offset;
        desc = this.types[field.type];
      } else if (desc.kind === Kind.array) {
        const bytes: number = this.types[desc.elem]?.size ?? 0;
        if (bytes === 0) break;
        path += `[${Math.floor(at / bytes)}]`;
        at %= bytes;
        desc = this.types[desc.elem];
      } else break;
    }
    return path;
  }

  /** Calls `name` for each scalar of a value at `at`. */
  private nameWords(
    type: number,
    at: number,
    path: string,
    name: (offset: number, path: string) => void,
  ): void {
    const desc = this.types[type];
    if (desc === undefined) return;
    const join = (field: string): string => (path === '' ? field : `${path}.${field}`);
    const parts = wordParts[desc.kind];
    if (desc.kind === Kind.struct) {
      for (const { name: field, type: of, offset } of desc.fields)
        this.nameWords(of, at + offset, join(field), name);
    } else if (desc.kind === Kind.array) {
      const size = this.types[desc.elem]?.size ?? 0;
      for (let i = 0; i < Math.min(desc.length, 4096); i++)
        this.nameWords(desc.elem, at + i * size, `${path}[${i}]`, name);
    } else if (parts !== undefined) parts.forEach((part, i) => name(at + i * 8, join(part)));
    else name(at, path);
  }
}

/** Names of the words of types that have several. */
const wordParts: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  [Kind.string]: ['ptr', 'len'],
  [Kind.slice]: ['ptr', 'len', 'cap'],
  [Kind.interface]: ['type', 'data'],
  [Kind.complex128]: ['real', 'imag'],
};

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function shorten(text: string): string {
  return text.length > valueLimit ? `${text.slice(0, valueLimit - 1)}…` : text;
}

/** UTF-8 as text; what is none becomes U+FFFD, byte by byte as Go does. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const { rune, length } = decodeRune(bytes, at);
    text += String.fromCodePoint(rune);
    at += length;
    if (text.length > 4096) {
      parts.push(text);
      text = '';
    }
  }
  return parts.join('') + text;
}

function decodeRune(bytes: Uint8Array, at: number): { rune: number; length: number } {
  const first = bytes[at]!;
  if (first < 0x80) return { rune: first, length: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  let rune = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return { rune: 0xfffd, length: 1 };
    rune = (rune << 6) | (next & 0x3f);
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  const isBad = rune < least || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000);
  return isBad || first < 0xc2 || first > 0xf4 ? { rune: 0xfffd, length: 1 } : { rune, length };
}
