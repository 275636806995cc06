/**
 * A small process for tests of what compiled code calls: types made by hand, values written and
 * read as bytes, goroutines without code.
 */
import assert from 'node:assert/strict';
import { mallocgc } from '../../src/runtime/malloc';
import type { Off } from '../../src/runtime/memory';
import { Runtime } from '../../src/runtime/runtime';
import type { GSchema } from '../../src/runtime/runtime2';
import type { TypeDesc } from '../../src/runtime/type';
import { noParts } from '../../src/runtime/type';

export type MapDesc = NonNullable<TypeDesc['map']>;

/** Kinds of internal/abi. */
export const kinds = {
  bool: 1,
  int: 2,
  int32: 5,
  uint8: 8,
  uint64: 11,
  float32: 13,
  float64: 14,
  complex64: 15,
  complex128: 16,
  array: 17,
  chan: 18,
  func: 19,
  interface: 20,
  map: 21,
  pointer: 22,
  slice: 23,
  string: 24,
  struct: 25,
};

const blank = {
  pkg: '',
  named: false,
  comparable: true,
  regularMemory: false,
  directInterface: false,
  ...noParts,
};

/** Pointer words `words` of a value, as a mask that ends at the last one. */
function mask(words: readonly number[]): { ptrdata: number; gcmask: Uint8Array } {
  const gcmask = new Uint8Array(words.length === 0 ? 0 : Math.max(...words) + 1);
  for (const word of words) gcmask[word] = 1;
  return { ptrdata: gcmask.length * 8, gcmask };
}

function alignUp(n: number, align: number): number {
  return Math.ceil(n / align) * align;
}

/** Types of a program, numbered as they are made. */
export class Types {
  readonly all: TypeDesc[] = [];

  private add(desc: Omit<TypeDesc, 'id' | keyof typeof blank> & Partial<TypeDesc>): number {
    const id = this.all.length;
    this.all.push({ ...blank, ...desc, id });
    return id;
  }

  private words(id: number): number[] {
    return [...this.all[id]!.gcmask].flatMap((bit, i) => (bit === 1 ? [i] : []));
  }

  scalar(name: string, kind: number, size: number, regularMemory = true): number {
    return this.add({ name, kind, size, align: Math.min(size, 8), regularMemory, ...mask([]) });
  }

  int = this.scalar('int', kinds.int, 8);
  int32 = this.scalar('int32', kinds.int32, 4);
  uint8 = this.scalar('uint8', kinds.uint8, 1);
  float64 = this.scalar('float64', kinds.float64, 8, false);
  string = this.add({ name: 'string', kind: kinds.string, size: 16, align: 8, ...mask([0]) });
  any = this.add({
    name: 'interface {}',
    kind: kinds.interface,
    size: 16,
    align: 8,
    // The type word leads to static memory and is no pointer for the collector.
    ...mask([1]),
  });
  slice = this.add({
    name: '[]int',
    kind: kinds.slice,
    size: 24,
    align: 8,
    comparable: false,
    elem: this.int,
    ...mask([0]),
  });

  pointer(elem: number): number {
    return this.add({
      name: `*${this.all[elem]!.name}`,
      kind: kinds.pointer,
      size: 8,
      align: 8,
      elem,
      regularMemory: true,
      directInterface: true,
      ...mask([0]),
    });
  }

  chan(elem: number): number {
    const name = `chan ${this.all[elem]!.name}`;
    return this.add({ name, kind: kinds.chan, size: 8, align: 8, elem, ...mask([0]) });
  }

  array(elem: number, length: number): number {
    const { name, size, align, comparable, regularMemory } = this.all[elem]!;
    const words = Array.from({ length }, (_, i) => this.words(elem).map((w) => w + (i * size) / 8));
    return this.add({
      name: `[${length}]${name}`,
      kind: kinds.array,
      size: size * length,
      align,
      comparable,
      regularMemory,
      elem,
      length,
      ...mask(words.flat()),
    });
  }

  struct(...types: number[]): number {
    const fields: { name: string; type: number; offset: number }[] = [];
    let size = 0;
    let align = 1;
    for (const type of types) {
      const field = this.all[type]!;
      size = alignUp(size, field.align);
      fields.push({ name: `f${fields.length}`, type, offset: size });
      size += field.size;
      align = Math.max(align, field.align);
    }
    // A pointer to a last field of no size must not point behind the struct.
    if (size > 0 && types.length > 0 && this.all[types[types.length - 1]!]!.size === 0) size++;
    const full = alignUp(size, align);
    const sum = types.reduce((all, type) => all + this.all[type]!.size, 0);
    return this.add({
      name: `struct {${types.map((type) => ` ${this.all[type]!.name}`).join(';')} }`,
      kind: kinds.struct,
      size: full,
      align,
      comparable: types.every((type) => this.all[type]!.comparable),
      regularMemory: sum === full && types.every((type) => this.all[type]!.regularMemory),
      fields: fields.map((field) => ({ ...field, embedded: false, exported: true })),
      ...mask(fields.flatMap(({ type, offset }) => this.words(type).map((w) => w + offset / 8))),
    });
  }

  /** A map type, with its group laid out as cmd/compile/internal/reflectdata does. */
  map(key: number, elem: number): number {
    const indirectKey = this.all[key]!.size > 128;
    const indirectElem = this.all[elem]!.size > 128;
    const slot = this.struct(
      indirectKey ? this.pointer(key) : key,
      indirectElem ? this.pointer(elem) : elem,
    );
    const group = this.struct(this.scalar('uint64', kinds.uint64, 8), this.array(slot, 8));
    return this.add({
      name: `map[${this.all[key]!.name}]${this.all[elem]!.name}`,
      kind: kinds.map,
      size: 8,
      align: 8,
      comparable: false,
      directInterface: true,
      elem,
      key,
      ...mask([0]),
      map: {
        group,
        groupSize: this.all[group]!.size,
        slotSize: this.all[slot]!.size,
        elemOff: this.all[slot]!.fields[1]!.offset,
        indirectKey,
        indirectElem,
      },
    });
  }
}

/** A process of these types, with one P. */
export function start(types: Types, seed = 1): Runtime {
  const typesStart = 16384;
  const size = alignUp(typesStart + 64 * (types.all.length + 16), 8192);
  const image = new Uint8Array(size);
  const zero = { start: size, end: size };
  for (let i = 0; i < 256; i++) image[4096 + 8 * i] = i;
  const rt = new Runtime({
    types: types.all,
    statics: {
      base: 0x400000,
      image,
      size,
      data: zero,
      bss: zero,
      noptrdata: zero,
      noptrbss: zero,
      ownBytes: 0,
      pointers: new Uint32Array(0),
      typesStart,
      zerobase: 64,
      zeroVal: 1024,
      staticuint64s: 4096,
    },
    procs: 1,
    gogc: -1,
    seed,
    sites: 1,
  });
  return rt;
}

/** A JavaScript picture of a Go value, and how it is written. */
export class Values {
  constructor(
    readonly rt: Runtime,
    readonly types: Types,
  ) {}

  /** Room for a value that nobody collects. */
  place(typ: number): Off {
    return mallocgc(this.rt, Math.max(8, this.types.all[typ]!.size), typ, true);
  }

  /** Writes a text and returns where its header stands. */
  text(at: Off, text: string): Off {
    const { rt } = this;
    const bytes = new TextEncoder().encode(text);
    const data = bytes.length === 0 ? 0 : mallocgc(rt, bytes.length, -1, false);
    rt.mem.u8.set(bytes, data);
    rt.mem.touch(data, bytes.length);
    rt.mem.touch(at, 16);
    rt.mem.storePtr(at, data);
    rt.mem.i32[(at >> 2) + 2] = bytes.length;
    rt.mem.i32[(at >> 2) + 3] = 0;
    return at;
  }

  readText(at: Off): string {
    const data = this.rt.mem.loadPtr(at);
    const length = this.rt.mem.i32[(at >> 2) + 2]!;
    return new TextDecoder().decode(this.rt.mem.u8.slice(data, data + length));
  }

  /** Writes value number `n` of a type: different numbers give different values. */
  write(typ: number, at: Off, n: number): Off {
    const { rt } = this;
    const type = this.types.all[typ]!;
    rt.mem.touch(at, Math.max(1, type.size));
    switch (type.kind) {
      case kinds.string:
        return this.text(at, n % 5 === 0 ? '' + n : `key ${n} of a text that is not so short`);
      case kinds.interface: {
        const inner = n % 2 === 0 ? this.types.int : this.types.string;
        const data = this.write(inner, this.place(inner), n);
        rt.mem.storePtr(at, rt.statics.typesStart + 64 * inner);
        rt.mem.storePtr(at + 8, data);
        return at;
      }
      case kinds.float64:
        rt.mem.f64[at >> 3] = n / 4;
        return at;
      case kinds.array:
        for (let i = 0; i < type.length; i++)
          this.write(type.elem, at + i * this.types.all[type.elem]!.size, n + i);
        return at;
      case kinds.struct:
        for (const { type: field, offset } of type.fields) this.write(field, at + offset, n);
        return at;
      case kinds.pointer:
        rt.mem.storePtr(at, 64 + 8 * n);
        return at;
      default:
        if (type.size === 1) rt.mem.u8[at] = n;
        else rt.mem.i32[at >> 2] = n;
        if (type.size === 8) rt.mem.i32[(at >> 2) + 1] = n >> 31;
        return at;
    }
  }

  /** A text that two values share exactly when they are equal. */
  read(typ: number, at: Off): string {
    const { rt } = this;
    const type = this.types.all[typ]!;
    switch (type.kind) {
      case kinds.string:
        return JSON.stringify(this.readText(at));
      case kinds.interface: {
        const descriptor = rt.mem.loadPtr(at);
        const inner = (descriptor - rt.statics.typesStart) / 64;
        return `any(${inner}, ${this.read(inner, rt.mem.loadPtr(at + 8))})`;
      }
      case kinds.float64:
        return String(rt.mem.f64[at >> 3]! + 0);
      case kinds.array: {
        const { size } = this.types.all[type.elem]!;
        const items = Array.from({ length: type.length }, (_, i) =>
          this.read(type.elem, at + i * size),
        );
        return `[${items.join(' ')}]`;
      }
      case kinds.struct:
        return `{${type.fields.map((field) => this.read(field.type, at + field.offset)).join(' ')}}`;
      case kinds.pointer:
        return String(rt.mem.loadPtr(at));
      default:
        return String(type.size === 1 ? rt.mem.u8[at] : rt.mem.i32[at >> 2]);
    }
  }
}

/** A goroutine that can be parked and woken; it has no code. */
export function goroutine(rt: Runtime): number {
  const { g } = rt.sched;
  const gp = g.rows;
  rt.columns.resize<GSchema>(g, gp + 1);
  g.object[gp] = mallocgc(rt, 456, rt.internal.g, true);
  assert.equal(g.rows, gp + 1);
  return gp;
}
