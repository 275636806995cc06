/**
 * Type descriptors as bytes of the static segment, which the library's reflect package reads
 * (src/golang/std/internal/abi mirrors the layout). 64 bytes per type:
 *
 * | offset | what |
 * |--------|------|
 * | 0      | size of a value (u64) |
 * | 8      | name as reflect prints it: address and length of its bytes |
 * | 24 | kind (u8), flags (u8: {@link TypeFlag}), alignment (u16), result count of a func (u32) |
 * | 32     | address of the element's type, 0 for none |
 * | 40     | address of the key's type, 0 for none |
 * | 48     | address of the table: fields, parameters and results, or methods |
 * | 56 | entries of the table (parameters only for a func); length of an array; direction of a
 * channel |
 *
 * Table of a struct, 40 bytes per field: address and length of the name, type, offset, flags (u64:
 * 1 embedded, 2 exported). Table of a func: addresses of types. Table of an interface, 24 bytes per
 * method: address and length of the name, type.
 */
import { encodeRune } from '../types/utf8';
import type { TypeDesc } from './program';
import { Kind } from './program';

/** Bytes of a type's record. */
const recordBytes = 64;

/** Flags of a record. */
const enum TypeFlag {
  named = 1,
  directInterface = 2,
  comparable = 4,
  variadic = 8,
  regularMemory = 16,
  hasPointers = 32,
}

/** Grows as words and texts are added; addresses are relative to its first byte. */
class Bytes {
  data = new Uint8Array(1024);
  view = new DataView(this.data.buffer);
  length = 0;

  /** Room for `count` zero bytes, 8-byte aligned; its offset. */
  reserve(count: number): number {
    const at = (this.length + 7) & -8;
    this.length = at + count;
    if (this.length > this.data.length) {
      const larger = new Uint8Array(Math.max(this.length, 2 * this.data.length));
      larger.set(this.data);
      this.data = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }

  word(at: number, value: number): void {
    this.view.setUint32(at, value >>> 0, true);
    this.view.setUint32(at + 4, Math.floor(value / 2 ** 32) >>> 0, true);
  }
}

/** UTF-8 texts, each kept once. */
class Texts {
  private readonly known = new Map<string, { at: number; length: number }>();

  constructor(
    private readonly bytes: Bytes,
    private readonly address: number,
  ) {}

  /** Writes a string header at `at`. */
  header(at: number, text: string): void {
    let place = this.known.get(text);
    if (place === undefined) {
      const encoded = [...text].map((c) => encodeRune(c.codePointAt(0)!)).join('');
      place = { at: this.bytes.reserve(encoded.length), length: encoded.length };
      for (let i = 0; i < encoded.length; i++) {
        this.bytes.data[place.at + i] = encoded.charCodeAt(i);
      }
      this.known.set(text, place);
    }
    this.bytes.word(at, text === '' ? 0 : this.address + place.at);
    this.bytes.word(at + 8, place.length);
  }
}

function flagsOf(type: TypeDesc): number {
  return (
    (type.named ? TypeFlag.named : 0) |
    (type.directInterface ? TypeFlag.directInterface : 0) |
    (type.comparable ? TypeFlag.comparable : 0) |
    (type.variadic ? TypeFlag.variadic : 0) |
    (type.regularMemory ? TypeFlag.regularMemory : 0) |
    (type.ptrdata > 0 ? TypeFlag.hasPointers : 0)
  );
}

/**
 * The bytes to be put at `address` of the static segment: the records of all types by number, then
 * the names and tables they refer to.
 */
export function typeRecords(types: readonly TypeDesc[], address: number): Uint8Array {
  const bytes = new Bytes();
  const texts = new Texts(bytes, address);
  const ref = (type: number): number => (type < 0 ? 0 : address + recordBytes * type);
  bytes.reserve(recordBytes * types.length);
  types.forEach((type, number) => {
    const at = recordBytes * number;
    const { fields, methods, params, results } = type;
    const signature = [...params, ...results];
    const table = (count: number, size: number): number => {
      const start = count === 0 ? 0 : bytes.reserve(count * size);
      bytes.word(at + 48, count === 0 ? 0 : address + start);
      return start;
    };
    bytes.word(at, type.size);
    bytes.view.setUint8(at + 24, type.kind);
    bytes.view.setUint8(at + 25, flagsOf(type));
    bytes.view.setUint16(at + 26, type.align, true);
    bytes.view.setUint32(at + 28, results.length, true);
    texts.header(at + 8, type.name);
    bytes.word(at + 32, ref(type.elem));
    bytes.word(at + 40, ref(type.key));
    bytes.word(at + 56, type.length);
    if (type.kind === Kind.struct) {
      const start = table(fields.length, 40);
      fields.forEach((field, i) => {
        texts.header(start + 40 * i, field.name);
        bytes.word(start + 40 * i + 16, ref(field.type));
        bytes.word(start + 40 * i + 24, field.offset);
        bytes.word(start + 40 * i + 32, (field.embedded ? 1 : 0) | (field.exported ? 2 : 0));
      });
      bytes.word(at + 56, fields.length);
    } else if (type.kind === Kind.func) {
      const start = table(signature.length, 8);
      signature.forEach((param, i) => {
        bytes.word(start + 8 * i, ref(param));
      });
      bytes.word(at + 56, params.length);
    } else if (type.kind === Kind.interface) {
      const start = table(methods.length, 24);
      methods.forEach((method, i) => {
        texts.header(start + 24 * i, method.name);
        bytes.word(start + 24 * i + 16, ref(method.type));
      });
      bytes.word(at + 56, methods.length);
    }
  });
  return bytes.data.slice(0, bytes.length);
}
