/**
 * Sizes, alignments, field offsets and pointer maps of Go types as the gc compiler lays them out.
 *
 * Models: 64-bit targets (amd64, arm64, …, and wasm, which is laid out alike) and 32-bit ones
 * through
 * one table; ptrdata and the pointer bitmap the garbage collector reads; direct interfaces.
 * Leaves out: types marked not-in-heap and SIMD types, which programs cannot name.
 */

import { isComplex, underlying } from '../types/predicates';
import type { BasicKind, Struct, Type } from '../types/types';

/** What the rules of layout need to know about an architecture, in bytes. */
interface Target {
  readonly word: 4 | 8;
  readonly maxAlign: 4 | 8;
}

/** amd64, arm64, riscv64, loong64, ppc64, mips64, s390x and wasm. */
export const target64: Target = { word: 8, maxAlign: 8 };

/** 386, arm and mips. */
export const target32: Target = { word: 4, maxAlign: 4 };

const fixedSizes: Partial<Record<BasicKind, number>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
  complex64: 8,
  complex128: 16,
};

/** Sizes of this many bytes and more are too large for the address space of any target. */
const maxTypeSize = 2 ** 50;

interface StructLayout {
  readonly offsets: readonly number[];
  readonly size: number;
  readonly align: number;
}

/** `offset` rounded up to a multiple of `alignment` (any positive number). */
export function alignUp(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

/** Structs in structs, deeper than any program has them. */
const maxNesting = 1000;

const endless: StructLayout = { offsets: [], size: Infinity, align: 1 };

/** Answers layout questions for one target; answers are remembered per type object. */
export class Layouts {
  private readonly sizes = new Map<Type, number>();
  private readonly structs = new Map<Struct, StructLayout>();
  private readonly pointerBytes = new Map<Type, number>();
  private depth = 0;
  private readonly masks = new Map<Type, Uint8Array>();

  constructor(readonly target: Target = target64) {}

  /** Size in bytes; Infinity when a type contains itself or is not below `maxTypeSize`. */
  sizeof(type: Type): number {
    const known = this.sizes.get(type);
    if (known !== undefined) return known;
    // A type that contains itself is an error reported elsewhere: the inner visit must end.
    this.sizes.set(type, Infinity);
    const size = this.computeSize(type);
    const bounded = size >= maxTypeSize ? Infinity : size;
    this.sizes.set(type, bounded);
    return bounded;
  }

  private computeSize(type: Type): number {
    const { word } = this.target;
    const u = underlying(type);
    switch (u.kind) {
      case 'basic':
        if (u.basic === 'string' || u.basic === 'untyped string') return 2 * word;
        return fixedSizes[u.basic] ?? word;
      case 'array':
        return u.length <= 0 ? 0 : u.length * this.sizeof(u.elem);
      case 'slice':
        return 3 * word;
      case 'interface':
        return 2 * word;
      case 'struct':
        return this.structLayout(u, type).size;
      case 'tuple':
        return this.tupleLayout(u.vars.map((v) => v.type)).size;
      default:
        return word;
    }
  }

  /** Alignment in bytes, at least 1. */
  alignof(type: Type): number {
    const { word, maxAlign } = this.target;
    const u = underlying(type);
    switch (u.kind) {
      case 'array':
        return this.alignof(u.elem);
      case 'struct':
        return this.structLayout(u, type).align;
      case 'slice':
      case 'interface':
        return word;
      case 'basic': {
        if (u.basic === 'string') return word;
        const size = fixedSizes[u.basic] ?? word;
        return Math.min(isComplex(u) ? size / 2 : size, maxAlign);
      }
      default:
        return word;
    }
  }

  /** Byte offsets of the fields of a struct type. */
  offsetsof(struct: Struct): readonly number[] {
    return this.structLayout(struct, struct).offsets;
  }

  /** Offset of the field an index path leads to, all steps within one object. */
  offsetof(type: Type, index: readonly number[]): number {
    let offset = 0;
    let t = type;
    for (const i of index) {
      const u = underlying(t);
      if (u.kind !== 'struct') return offset;
      offset += this.offsetsof(u)[i] ?? 0;
      t = u.fields[i]?.type ?? t;
    }
    return offset;
  }

  private structLayout(struct: Struct, named: Type): StructLayout {
    const known = this.structs.get(struct);
    if (known !== undefined) return known;
    // Types that contain themselves, or ever more of their like, are errors reported elsewhere.
    if (this.depth > maxNesting) return endless;
    this.structs.set(struct, endless);
    this.depth++;
    const layout = this.tupleLayout(
      struct.fields.map((f) => f.type),
      isAtomicAlign64(named) ? 8 : 1,
    );
    this.depth--;
    this.structs.set(struct, layout);
    return layout;
  }

  /** Lays values out one after the other as the fields of a struct. */
  tupleLayout(types: readonly Type[], minimumAlign = 1): StructLayout {
    let offset = 0;
    let align = minimumAlign;
    let lastSize = 0;
    const offsets = types.map((type) => {
      const fieldAlign = this.alignof(type);
      const at = alignUp(offset, fieldAlign);
      lastSize = this.sizeof(type);
      offset = at + lastSize;
      align = Math.max(align, fieldAlign);
      return at;
    });
    // The address of a trailing field of size 0 must not point to the next object.
    if (offset > 0 && lastSize === 0) offset++;
    return { offsets, size: alignUp(offset, align), align };
  }

  /** Bytes up to and including the last pointer: 0 means the collector never looks inside. */
  ptrdata(type: Type): number {
    const known = this.pointerBytes.get(type);
    if (known !== undefined) return known;
    this.pointerBytes.set(type, 0);
    const bytes = this.computePtrdata(type);
    this.pointerBytes.set(type, bytes);
    return bytes;
  }

  private computePtrdata(type: Type): number {
    const { word } = this.target;
    const u = underlying(type);
    switch (u.kind) {
      case 'basic':
        return u.basic === 'string' || u.basic === 'unsafe.Pointer' ? word : 0;
      case 'interface':
        return 2 * word;
      case 'array': {
        const elem = u.length <= 0 ? 0 : this.ptrdata(u.elem);
        return elem === 0 ? 0 : (u.length - 1) * this.sizeof(u.elem) + elem;
      }
      case 'struct': {
        const offsets = this.offsetsof(u);
        for (let i = u.fields.length - 1; i >= 0; i--) {
          const field = u.fields[i];
          const bytes = field === undefined ? 0 : this.ptrdata(field.type);
          if (bytes > 0) return (offsets[i] ?? 0) + bytes;
        }
        return 0;
      }
      case 'tuple':
        return 0;
      default:
        return word;
    }
  }

  hasPointers(type: Type): boolean {
    return this.ptrdata(type) > 0;
  }

  /**
   * Values of the type are stored in the data word of an interface itself, not behind a pointer.
   */
  isDirectInterface(type: Type): boolean {
    return this.sizeof(type) === this.target.word && this.ptrdata(type) === this.target.word;
  }

  /**
   * One bit per word of `ptrdata`, lowest bit first: set where the collector finds a pointer. Do
   * not
   * ask for types of more than 2^32 bytes.
   */
  pointerMask(type: Type): Uint8Array {
    const known = this.masks.get(type);
    if (known !== undefined) return known;
    const words = this.ptrdata(type) / this.target.word;
    const mask = new Uint8Array(Math.ceil(words / 8));
    this.markPointers(type, 0, mask);
    this.masks.set(type, mask);
    return mask;
  }

  /** Byte offsets of all pointers in a value of the type. */
  pointerOffsets(type: Type): number[] {
    const mask = this.pointerMask(type);
    const offsets: number[] = [];
    for (let i = 0; i < mask.length * 8; i++) {
      if (((mask[i >> 3] ?? 0) >> (i & 7)) & 1) offsets.push(i * this.target.word);
    }
    return offsets;
  }

  private markPointers(type: Type, offset: number, mask: Uint8Array): void {
    if (this.ptrdata(type) === 0) return;
    const { word } = this.target;
    const set = (at: number): void => {
      const bit = at / word;
      mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (1 << (bit & 7));
    };
    const u = underlying(type);
    switch (u.kind) {
      case 'array': {
        const size = this.sizeof(u.elem);
        for (let i = 0; i < u.length; i++) this.markPointers(u.elem, offset + i * size, mask);
        break;
      }
      case 'struct': {
        const offsets = this.offsetsof(u);
        u.fields.forEach((f, i) => this.markPointers(f.type, offset + (offsets[i] ?? 0), mask));
        break;
      }
      case 'interface':
        // Only the data word: the type word points to a type or itab outside the heap.
        set(offset + word);
        break;
      default:
        set(offset);
    }
  }
}

/** The marker type in sync/atomic whose presence aligns a struct to 8 bytes on every target. */
function isAtomicAlign64(type: Type): boolean {
  if (type.kind !== 'named' || type.obj.name !== 'align64') return false;
  const path = type.obj.pkg?.path;
  return path === 'sync/atomic' || path === 'internal/runtime/atomic';
}
