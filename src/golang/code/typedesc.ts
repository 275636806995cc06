/**
 * Type descriptors of a program: each type that is used gets a number, and what it consists of as
 * well.
 */
import type { IrPackage } from '../ir/nodes';
import { mapLayout } from '../layout/records';
import type { Pieces } from '../pieces';
import type { Layouts } from '../layout/layout';
import { isComparable, typeSet } from '../types/identity';
import { isExported, underlying } from '../types/predicates';
import type { BasicKind, Interface, MapType, Type } from '../types/types';
import { Pointer, Signature } from '../types/types';
import type { MapDesc, TypeDesc, TypeField, TypeMethod } from './program';
import { Kind } from './program';
import { reflectName } from './typename';
import { TypeTable } from '../types/typetable';

const basicKinds: Partial<Record<BasicKind, Kind>> = {
  bool: Kind.bool,
  'untyped bool': Kind.bool,
  int: Kind.int,
  int8: Kind.int8,
  int16: Kind.int16,
  int32: Kind.int32,
  int64: Kind.int64,
  uint: Kind.uint,
  uint8: Kind.uint8,
  uint16: Kind.uint16,
  uint32: Kind.uint32,
  uint64: Kind.uint64,
  uintptr: Kind.uintptr,
  float32: Kind.float32,
  float64: Kind.float64,
  complex64: Kind.complex64,
  complex128: Kind.complex128,
  string: Kind.string,
  'unsafe.Pointer': Kind.unsafePointer,
};

function kindOf(u: Type): Kind {
  switch (u.kind) {
    case 'basic':
      return basicKinds[u.basic] ?? Kind.invalid;
    case 'pointer':
      return Kind.pointer;
    case 'slice':
      return Kind.slice;
    case 'array':
      return Kind.array;
    case 'struct':
      return Kind.struct;
    case 'signature':
      return Kind.func;
    case 'interface':
      return Kind.interface;
    case 'map':
      return Kind.map;
    case 'chan':
      return Kind.chan;
    default:
      return Kind.invalid;
  }
}

/** A method of a type that gets into interfaces, and the function that is called for it. */
interface MethodUse {
  readonly name: string;
  readonly pkg: string;
  readonly sym: string;
  readonly type: Type;
  func: number;
}

interface Entry {
  readonly type: Type;
  boxed: boolean;
  methods: MethodUse[] | undefined;
}

/** Numbers types while a program is linked. */
export class TypeLinker {
  private readonly table = new TypeTable();
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<Type, number>();
  /** Names of the methods that interfaces ask for. */
  private readonly wanted = new Set<string>();
  private boxed: Entry[] = [];
  private visited = 0;

  constructor(
    private readonly layouts: Layouts,
    /** The package that makes the method table of a type. */
    private readonly packageOf: (type: Type) => IrPackage,
  ) {}

  get count(): number {
    return this.entries.length;
  }

  /** The number of a type; from now on the program has it. */
  number(type: Type): number {
    const known = this.numbers.get(type);
    if (known !== undefined) return known;
    const own = this.table.canonical(type);
    let number = this.numbers.get(own);
    if (number === undefined) {
      number = this.entries.push({ type: own, boxed: false, methods: undefined }) - 1;
      this.numbers.set(own, number);
    }
    this.numbers.set(type, number);
    return number;
  }

  /**
   * Values of the type get into interfaces: its methods may be called, and reflect sees its parts.
   */
  box(type: Type): void {
    const entry = this.entries[this.number(type)] as Entry;
    if (entry.boxed) return;
    entry.boxed = true;
    this.boxed.push(entry);
    const u = underlying(entry.type);
    switch (u.kind) {
      case 'pointer':
      case 'slice':
      case 'array':
      case 'chan':
        this.box(u.elem);
        break;
      case 'map':
        this.box(u.key);
        this.box(u.elem);
        break;
      case 'struct':
        for (const field of u.fields) this.box(field.type);
        break;
      default:
    }
  }

  /** Numbers what the types so far consist of; gives the functions that are wanted now. */
  *settle(reach: (sym: string) => number): Pieces<boolean> {
    let changed = false;
    for (; this.visited < this.entries.length; this.visited++) {
      changed = true;
      this.parts((this.entries[this.visited] as Entry).type);
    }
    for (const entry of this.boxed) {
      if (entry.methods === undefined) {
        entry.methods = this.methodsOf(entry.type);
        yield;
      }
      for (const method of entry.methods) {
        if (method.func >= 0 || !this.wanted.has(method.name)) continue;
        method.func = reach(method.sym);
        yield;
        if (method.func < 0) continue;
        this.number(method.type);
        changed = true;
      }
    }
    return changed;
  }

  private parts(type: Type): void {
    const u = underlying(type);
    switch (u.kind) {
      case 'pointer':
      case 'slice':
      case 'array':
      case 'chan':
        this.number(u.elem);
        return;
      case 'map':
        this.number(u.key);
        this.number(u.elem);
        this.number(mapLayout(this.layouts, u).group);
        return;
      case 'struct':
        for (const field of u.fields) this.number(field.type);
        return;
      case 'signature':
        for (const v of [...u.params.vars, ...u.results.vars]) this.number(v.type);
        return;
      case 'interface':
        for (const method of typeSet(u)) {
          this.wanted.add(method.name);
          this.number(method.type);
        }
        return;
      default:
    }
  }

  private methodsOf(type: Type): MethodUse[] {
    const u = underlying(type);
    if (u.kind === 'interface') return [];
    // The data word of an interface is the receiver: a pointer unless the value is one itself.
    const receiver = this.layouts.isDirectInterface(type) ? type : new Pointer(type);
    const own = this.packageOf(type).methodTable(type);
    if (own.length === 0) return [];
    const callees = new Map(
      this.packageOf(type)
        .methodTable(receiver)
        .map(({ method, callee }) => [method, callee.sym] as const),
    );
    return own.map(({ method, callee }) => ({
      name: method.name,
      pkg: isExported(method.name) ? '' : (method.pkg?.path ?? ''),
      sym: callees.get(method) ?? callee.sym,
      type: signatureOnly(method.type),
      func: -1,
    }));
  }

  /** All descriptors, by number. */
  descriptors(): TypeDesc[] {
    const pointerTo = new Map<number, number>();
    this.entries.forEach(({ type }, id) => {
      if (type.kind === 'pointer') pointerTo.set(this.number(type.elem), id);
    });
    return this.entries.map((entry, id) => this.descriptor(entry, id, pointerTo.get(id) ?? -1));
  }

  private descriptor({ type, methods }: Entry, id: number, pointerTo: number): TypeDesc {
    const u = underlying(type);
    const { layouts } = this;
    const ptrdata = layouts.ptrdata(type);
    const signature = u.kind === 'signature' ? u : undefined;
    const numbers = (vars: readonly { type: Type }[] | undefined): number[] =>
      (vars ?? []).map((v) => this.number(v.type));
    return {
      id,
      kind: kindOf(u),
      name: reflectName(type),
      pkg: type.kind === 'named' ? (type.obj.pkg?.path ?? '') : '',
      named: type.kind === 'named' || type.kind === 'basic',
      size: layouts.sizeof(type),
      align: layouts.alignof(type),
      ptrdata,
      gcmask: this.mask(type, ptrdata),
      comparable: isComparable(type),
      regularMemory: isRegular(type, layouts),
      directInterface: layouts.isDirectInterface(type),
      elem: 'elem' in u ? this.number(u.elem) : -1,
      key: u.kind === 'map' ? this.number(u.key) : -1,
      pointerTo,
      length: lengthOf(u),
      fields: this.fields(u),
      methods: this.methods(u, methods),
      params: numbers(signature?.params.vars),
      results: numbers(signature?.results.vars),
      variadic: signature?.variadic ?? false,
      ...(u.kind === 'map' ? { map: this.map(u) } : {}),
    };
  }

  private mask(type: Type, ptrdata: number): Uint8Array {
    const bits = this.layouts.pointerMask(type);
    const mask = new Uint8Array(ptrdata / 8);
    for (let i = 0; i < mask.length; i++) mask[i] = ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
    return mask;
  }

  private fields(u: Type): TypeField[] {
    if (u.kind !== 'struct') return [];
    const offsets = this.layouts.offsetsof(u);
    return u.fields.map((field, i) => ({
      name: field.name,
      type: this.number(field.type),
      offset: offsets[i] ?? 0,
      embedded: field.embedded,
      exported: isExported(field.name),
    }));
  }

  private methods(u: Type, methods: readonly MethodUse[] | undefined): TypeMethod[] {
    if (u.kind === 'interface') return this.interfaceMethods(u);
    return (methods ?? []).map(({ name, pkg, func, type }) => ({
      name,
      pkg,
      func,
      type: func < 0 ? -1 : this.number(type),
    }));
  }

  private interfaceMethods(u: Interface): TypeMethod[] {
    return typeSet(u).map((method) => ({
      name: method.name,
      pkg: isExported(method.name) ? '' : (method.pkg?.path ?? ''),
      func: -1,
      type: this.number(method.type),
    }));
  }

  private map(u: MapType): MapDesc {
    const layout = mapLayout(this.layouts, u);
    return {
      group: this.number(layout.group),
      groupSize: layout.groupSize,
      slotSize: layout.slotSize,
      elemOff: layout.elemOffset,
      indirectKey: layout.keyIndirect,
      indirectElem: layout.elemIndirect,
    };
  }

  /**
   * Bytes of the largest element of a map: lookups of missing keys give a zero value this large.
   */
  largestMapElem(): number {
    let largest = 0;
    for (const { type } of this.entries) {
      const u = underlying(type);
      if (u.kind === 'map') largest = Math.max(largest, this.layouts.sizeof(u.elem));
    }
    return largest;
  }
}

/** Without the receiver, which does not belong to the type of a method. */
function signatureOnly(sig: Signature): Signature {
  return new Signature(undefined, sig.params, sig.results, sig.variadic);
}

function lengthOf(u: Type): number {
  if (u.kind === 'array') return u.length;
  if (u.kind !== 'chan') return 0;
  return u.dir === 'recv' ? 1 : u.dir === 'send' ? 2 : 3;
}

/** Whether equality is equality of all bytes. */
function isRegular(type: Type, layouts: Layouts): boolean {
  const u = underlying(type);
  switch (u.kind) {
    case 'basic':
      return !/^(float|complex|string)/.test(u.basic);
    case 'pointer':
    case 'chan':
      return true;
    case 'array':
      return isRegular(u.elem, layouts);
    case 'struct': {
      let end = 0;
      const offsets = layouts.offsetsof(u);
      for (const [i, field] of u.fields.entries()) {
        if (field.name === '_' || offsets[i] !== end || !isRegular(field.type, layouts))
          return false;
        end += layouts.sizeof(field.type);
      }
      return end === layouts.sizeof(type);
    }
    default:
      return false;
  }
}
