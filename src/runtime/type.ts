/**
 * Type descriptors as the runtime sees them: what the collector needs of runtime/type.go and
 * internal/abi/type.go of Go 1.26. Names, methods and equality are left to the callers, who share
 * the same numbers.
 *
 * The shape is the one that code generation fills; the runtime may not import it from there.
 */

/** A type (internal/abi.Type). Types that are identical have one number. */
export interface TypeDesc {
  readonly id: number;
  /** internal/abi.Kind. */
  readonly kind: number;
  readonly name: string;
  readonly pkg: string;
  readonly named: boolean;
  readonly size: number;
  readonly align: number;
  /** Bytes of the prefix that may hold pointers; 0: none (noscan). */
  readonly ptrdata: number;
  /** One byte per word of `ptrdata`: 1 for a pointer. */
  readonly gcmask: Uint8Array;
  readonly comparable: boolean;
  /** Equality is equality of memory. */
  readonly regularMemory: boolean;
  /** The data word of an interface is the value itself. */
  readonly directInterface: boolean;
  /** Element type of pointer, slice, array, chan, map; else -1. */
  readonly elem: number;
  /** Key type of a map, else -1. */
  readonly key: number;
  readonly pointerTo: number;
  /** Length of an array; direction of a channel; else 0. */
  readonly length: number;
  readonly fields: readonly {
    readonly name: string;
    readonly type: number;
    readonly offset: number;
    readonly embedded: boolean;
    readonly exported: boolean;
  }[];
  readonly methods: readonly {
    readonly name: string;
    readonly pkg: string;
    readonly func: number;
    readonly type: number;
  }[];
  readonly params: readonly number[];
  readonly results: readonly number[];
  readonly variadic: boolean;
  readonly map?: {
    readonly group: number;
    readonly groupSize: number;
    readonly slotSize: number;
    readonly elemOff: number;
    readonly indirectKey: boolean;
    readonly indirectElem: boolean;
  };
}

/** Sizes and pointer masks of all types by number, for code that may not chase objects. */
export class TypeTable {
  readonly size: Float64Array;
  readonly ptrdata: Float64Array;
  /** Pointer mask of the first 64 words, low and high half. */
  readonly maskLow: Int32Array;
  readonly maskHigh: Int32Array;
  readonly gcmask: readonly Uint8Array[];
  /** 1 for types of pointers alone. */
  readonly allPointers: Uint8Array;

  constructor(types: readonly TypeDesc[]) {
    this.size = Float64Array.from(types, (type) => type.size);
    this.ptrdata = Float64Array.from(types, (type) => type.ptrdata);
    this.gcmask = types.map((type) => type.gcmask);
    this.allPointers = Uint8Array.from(types, ({ size, ptrdata, gcmask }) =>
      ptrdata === size && gcmask.every((bit) => bit === 1) ? 1 : 0,
    );
    const half = (mask: Uint8Array, from: number): number => {
      let word = 0;
      for (let i = 0; i < 32 && from + i < mask.length; i++)
        if (mask[from + i] !== 0) word |= 1 << i;
      return word;
    };
    this.maskLow = Int32Array.from(types, (type) => half(type.gcmask, 0));
    this.maskHigh = Int32Array.from(types, (type) => half(type.gcmask, 32));
  }
}

/** What a type has that is made of nothing one could ask it for. */
export const noParts = {
  elem: -1,
  key: -1,
  pointerTo: -1,
  length: 0,
  fields: [],
  methods: [],
  params: [],
  results: [],
  variadic: false,
} satisfies Partial<TypeDesc>;
