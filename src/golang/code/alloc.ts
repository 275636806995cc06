/**
 * Code for objects: new, &T{…}, make of slices, late moves of arrays to the heap.
 */
import { makeKind } from '../escape/storage';
import { canonical, elemOf } from '../ir/build';
import type { Expr, MakeSliceExpr, MoveToHeapExpr, Name, NewExpr, PtrLitExpr } from '../ir/nodes';
import { ArrayType } from '../types/types';
import type { Type } from '../types/types';
import { indexValue } from './address';
import { frameShapes } from './frame';
import type { Gen } from './gen';
import { literalInto } from './literal';
import { Op } from './opcodes';
import { order } from './order';
import { pinned, settle, storeZero } from './place';

type AllocNode = NewExpr | MakeSliceExpr | PtrLitExpr | MoveToHeapExpr;

export function allocExpr(g: Gen, n: AllocNode, dst: number): number {
  order(g, n);
  switch (n.op) {
    case 'ONEW':
      return settle(g, n.type, newObject(g, n, n.elem), dst);
    case 'OPTRLIT':
      return settle(g, n.type, pointerLiteral(g, n), dst);
    case 'OMAKESLICE':
      return settle(g, n.type, makeSlice(g, n), dst);
    case 'OMOVE2HEAP':
      return moveToHeap(g, n, dst);
  }
}

/** A zero object of the type where n's verdict says. */
function newObject(g: Gen, n: NewExpr | PtrLitExpr, type: Type): number {
  const d = g.pointer();
  if (n.esc !== 'stack') {
    g.emit(Op.NEW, d, g.typeRef(type), g.siteRef(n));
  } else if (g.layouts.sizeof(type) === 0) {
    g.emit(Op.LEAG, d, g.newRef({ kind: 'special', name: 'zerobase', add: 0 }));
  } else {
    const at = pinned(g, type);
    storeZero(g, { kind: 'frame', byte: at * 4 }, type);
    g.emit(Op.LEA, d, at * 4);
  }
  return d;
}

function pointerLiteral(g: Gen, n: PtrLitExpr): number {
  const { type } = n.x;
  if (n.esc === 'static') {
    const d = g.pointer();
    g.emit(Op.LEAG, d, g.dataRef(g.unit.constant(n.x, 'data')));
    literalInto(g, n.x, { kind: 'memory', pointer: d, offset: 0 }, 'constants');
    return d;
  }
  if (n.esc !== 'stack' || g.layouts.sizeof(type) === 0) {
    const d = newObject(g, n, type);
    literalInto(g, n.x, { kind: 'memory', pointer: d, offset: 0 }, 'zero');
    return d;
  }
  const at = pinned(g, type);
  literalInto(g, n.x, { kind: 'frame', byte: at * 4 }, 'unknown');
  const d = g.pointer();
  g.emit(Op.LEA, d, at * 4);
  return d;
}

/** make([]T, len, cap). */
function makeSlice(g: Gen, n: MakeSliceExpr): number {
  const elem = elemOf(n.type);
  const cap = n.cap ?? n.len;
  switch (makeKind(n, g.layouts)) {
    case 'stack':
      return stackSlice(g, n, elem, cap);
    case 'buffer':
      return bufferSlice(g, n, elem, cap);
    case 'heap': {
      const len = indexValue(g, n.len);
      const capacity = n.cap === undefined ? len : indexValue(g, n.cap);
      const d = g.temp(n.type);
      g.emit(Op.MAKESLICECAP, d, g.typeRef(elem), len, capacity, g.siteRef(n));
      return d;
    }
  }
}

/** An array in the frame when it is small enough at run time. */
function bufferSlice(g: Gen, n: MakeSliceExpr, elem: Type, cap: Expr): number {
  const type = bufferType(g, elem);
  const buffer = g.frame.pin(g.frame.shapeOf(type));
  const d = g.temp(n.type);
  const count = indexValue(g, cap);
  const make = (): void => {
    g.emit(Op.MAKESLICEBUF, d, g.typeRef(elem), buffer * 4, count, g.siteRef(n));
  };
  if (n.cap === undefined) {
    make();
    return d;
  }
  const len = indexValue(g, n.len);
  const tooLarge = g.scalar();
  const big = g.label();
  const small = g.label();
  const end = g.label();
  g.emit(Op.LTU64, tooLarge, g.int(type.length), count);
  g.emit(Op.JT, tooLarge, big.id);
  // Less capacity than length panics, as everywhere.
  g.emit(Op.LTU64, tooLarge, count, len);
  g.emit(Op.JF, tooLarge, small.id);
  g.bind(big);
  g.emit(Op.MAKESLICECAP, d, g.typeRef(elem), len, count, g.siteRef(n));
  g.jump(end);
  g.bind(small);
  make();
  shorten(g, d, len);
  g.bind(end);
  return d;
}

/** As many elements as fit the buffer of 32 bytes. */
function bufferType(g: Gen, elem: Type): ArrayType {
  const size = g.layouts.sizeof(elem);
  return new ArrayType(Math.max(1, Math.floor(32 / Math.max(size, 1))), elem);
}

function stackSlice(g: Gen, n: MakeSliceExpr, elem: Type, cap: Expr): number {
  const count = cap.op === 'OLITERAL' && cap.value.kind === 'int' ? Number(cap.value.value) : 0;
  const array = new ArrayType(count, elem);
  const d = g.temp(n.type);
  if (g.layouts.sizeof(array) === 0) {
    g.emit(Op.LEAG, d, g.newRef({ kind: 'special', name: 'zerobase', add: 0 }));
  } else {
    const at = pinned(g, array);
    storeZero(g, { kind: 'frame', byte: at * 4 }, array);
    g.emit(Op.LEA, d, at * 4);
  }
  g.int(count, d + 4);
  const known = n.len.op === 'OLITERAL' && n.len.value.kind === 'int' ? n.len.value.value : -1;
  // A capacity that the analysis found to be constant may be less than the length: that panics.
  if (n.cap === undefined || (known >= 0 && known <= count)) {
    indexInto(g, n.len, d + 2);
    return d;
  }
  g.int(count, d + 2);
  shorten(g, d, indexValue(g, n.len));
  return d;
}

function indexInto(g: Gen, n: Expr, dst: number): void {
  const at = indexValue(g, n);
  if (at !== dst) g.emit(Op.MOV2, dst, at);
}

/** Gives slice d, whose length is its capacity, a length that may not fit. */
function shorten(g: Gen, d: number, len: number): void {
  const tooLong = g.scalar();
  const fits = g.label();
  const positive = g.label();
  g.emit(Op.LTU64, tooLong, d + 4, len);
  g.emit(Op.JF, tooLong, fits.id);
  g.emit(Op.JGE64I, len, 0, positive.id);
  g.emit(Op.CALL, g.funcRef('runtime.panicmakeslicelen'));
  g.bind(positive);
  g.emit(Op.CALL, g.funcRef('runtime.panicmakeslicecap'));
  g.bind(fits);
  g.emit(Op.MOV2, d + 2, len);
}

function moveToHeap(g: Gen, n: MoveToHeapExpr, dst: number): number {
  const d = settle(g, n.type, g.expr(n.x), g.into(dst, n.type));
  const exact = n.preserveCapacity ? 1 : 0;
  g.emit(Op.MOVE2HEAP, d, g.typeRef(elemOf(n.type)), exact, g.siteRef(n));
  return d;
}

/**
 * Makes the heap object of a variable that was moved there; `pointer` is its register. Of variables
 * that share an object the first one makes it.
 */
export function newVariable(g: Gen, n: Name, pointer: number): void {
  const variable = canonical(n);
  const group = g.heapGroups.get(variable);
  if (group === undefined) {
    g.emit(Op.NEW, pointer, g.typeRef(n.type), g.siteRef(variable));
    return;
  }
  const { first, firstOffset, offset, type } = group;
  if (first === variable) {
    const base = firstOffset === 0 ? pointer : g.frame.own(frameShapes.pointer);
    g.groupBases.set(variable, base);
    g.emit(Op.NEW, base, g.typeRef(type), g.siteRef(variable));
    if (base === pointer) return;
  }
  g.emit(Op.ADDPTR, pointer, g.groupBases.get(first)!, offset);
}
