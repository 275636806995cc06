/**
 * The objects that allocating expressions make: what kind of expression it is, where the object is
 * made, and how large it is where that does not depend on the run.
 */
import { boxKind, closureKind, conversionKind, makeKind } from './escape/storage';
import { canonical, elemOf } from './ir/build';
import type { AllocExpr, ClosureExpr, MakeSliceExpr } from './ir/nodes';
import type { Layouts } from './layout/layout';
import type { Type } from './types/types';
import { methodValueRecord } from './layout/records';

/** Where an object is made. none: there is no object, the value needs no memory of its own. */
export type Zone = 'heap' | 'stack' | 'static' | 'none';

/**
 * When the verdict does not hold: `small` values (below 256) and `empty` ones share memory the
 * runtime has anyway; what has a `buffer` on the stack goes to the heap when it does not fit; a
 * slice that `grows` asks only when its capacity is used up.
 */
export type Unless = 'small' | 'empty' | 'buffer' | 'grows';

/** Size of an object and how the collector sees it. */
export interface ObjectShape {
  readonly bytes: number;
  /** Bytes up to and including the last pointer; 0: never looked into. */
  readonly pointerBytes: number;
}

/** Size and pointers of a value of the type. */
export function shapeOf(type: Type, layouts: Layouts): ObjectShape {
  return { bytes: layouts.sizeof(type), pointerBytes: layouts.ptrdata(type) };
}

const kinds: Readonly<Record<AllocExpr['op'], string>> = {
  ONAME: 'variable',
  ONEW: 'new',
  OPTRLIT: '&T{}',
  OMAKESLICE: 'make',
  OMAKEMAP: 'map',
  OMAKECHAN: 'chan',
  OSLICELIT: 'slice',
  OMAPLIT: 'map',
  OCLOSURE: 'closure',
  OMETHVALUE: 'closure',
  OCONVIFACE: 'box',
  OADDSTR: 'string',
  OBYTES2STR: 'string',
  ORUNES2STR: 'string',
  OSTR2BYTES: 'string',
  OSTR2BYTESTMP: 'string',
  OSTR2RUNES: 'string',
  ORUNESTR: 'string',
  OAPPEND: 'append',
  OMOVE2HEAP: 'append',
};

/** What kind of expression allocates, in a word. */
export function kindOf(n: AllocExpr): string {
  return n.op === 'OSLICELIT' && n.implicit ? 'arguments' : kinds[n.op];
}

/** Where the object is made by the verdict, and when not. */
export function placeOf(
  n: AllocExpr,
  heap: boolean,
  layouts: Layouts,
): { zone: Zone; unless?: Unless } {
  if (n.esc === 'static') return { zone: 'static' };
  switch (n.op) {
    case 'OCONVIFACE':
      return boxPlaces[boxKind(n, layouts)];
    case 'OMAKESLICE':
      return makeKind(n, layouts) === 'buffer'
        ? { zone: 'stack', unless: 'buffer' }
        : verdict(heap);
    case 'OCLOSURE':
      return { zone: closureKind(n) };
    case 'OADDSTR':
      return heap ? { zone: 'heap' } : { zone: 'stack', unless: 'buffer' };
    case 'OAPPEND':
      return heap ? { zone: 'heap', unless: 'grows' } : { zone: 'stack', unless: 'buffer' };
    case 'OBYTES2STR':
    case 'ORUNES2STR':
    case 'OSTR2BYTES':
    case 'OSTR2BYTESTMP':
    case 'OSTR2RUNES':
    case 'ORUNESTR': {
      const kind = conversionKind(n);
      if (kind === 'shared') return { zone: 'none' };
      return kind === 'heap' ? { zone: 'heap' } : { zone: 'stack', unless: 'buffer' };
    }
    default:
      return verdict(heap);
  }
}

function verdict(heap: boolean): { zone: Zone } {
  return { zone: heap ? 'heap' : 'stack' };
}

const boxPlaces: Readonly<
  Record<ReturnType<typeof boxKind>, { readonly zone: Zone; readonly unless?: Unless }>
> = {
  none: { zone: 'none' },
  direct: { zone: 'none' },
  zero: { zone: 'none' },
  byteTable: { zone: 'none' },
  readonly: { zone: 'static' },
  static: { zone: 'static' },
  stack: { zone: 'stack' },
  small: { zone: 'heap', unless: 'small' },
  string: { zone: 'heap', unless: 'empty' },
  slice: { zone: 'heap', unless: 'empty' },
  heap: { zone: 'heap' },
};

/** The type whose value the object holds. */
export function objectType(n: AllocExpr): Type {
  switch (n.op) {
    case 'ONEW':
    case 'OPTRLIT':
      return elemOf(n.type);
    case 'OCONVIFACE':
      return n.x.type;
    default:
      return n.type;
  }
}

/** Size of the object where it does not depend on the run. */
export function objectOf(n: AllocExpr, layouts: Layouts): ObjectShape | undefined {
  switch (n.op) {
    case 'ONAME':
    case 'ONEW':
    case 'OPTRLIT':
    case 'OCONVIFACE':
      return shapeOf(objectType(n), layouts);
    case 'OMAKESLICE': {
      const count = constantCount(n);
      return count === undefined ? undefined : arrayShape(elemOf(n.type), count, layouts);
    }
    case 'OSLICELIT':
      return arrayShape(elemOf(n.type), n.len, layouts);
    case 'OCLOSURE':
      return closureShape(n, layouts);
    case 'OMETHVALUE': {
      const shape = shapeOf(methodValueRecord(n.x.type, n.hasDictionary), layouts);
      return { ...shape, pointerBytes: Math.max(shape.pointerBytes, layouts.target.word) };
    }
    default:
      return undefined;
  }
}

function constantCount(n: MakeSliceExpr): number | undefined {
  const count = n.cap ?? n.len;
  if (count.op !== 'OLITERAL' || count.value.kind !== 'int') return undefined;
  return Number(count.value.value);
}

function arrayShape(elem: Type, count: number, layouts: Layouts): ObjectShape {
  const { bytes, pointerBytes } = shapeOf(elem, layouts);
  const last = pointerBytes === 0 || count === 0 ? 0 : (count - 1) * bytes + pointerBytes;
  return { bytes: count * bytes, pointerBytes: last };
}

/** A closure record: the code pointer, then what is captured, by value or as a pointer. */
function closureShape(n: ClosureExpr, layouts: Layouts): ObjectShape {
  const captured = n.func.closureVars.map((v) => {
    const variable = canonical(v);
    // A function type stands for a pointer: both are one word with a pointer in it.
    return variable.byval === true ? variable.type : n.type;
  });
  const types = [n.type, ...captured];
  const { size, offsets } = layouts.tupleLayout(types);
  // The code pointer is no pointer into the heap, but the record's layout counts it as one.
  const ends = types.map((type, i) => {
    const bytes = layouts.ptrdata(type);
    return bytes === 0 ? 0 : offsets[i]! + bytes;
  });
  return { bytes: size, pointerBytes: Math.max(...ends) };
}
