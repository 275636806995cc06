/**
 * Questions about one type: its underlying type, its kind, whether it has nil, is comparable, and
 * so on.
 */

import { BasicInfo, Interface } from './types';
import type { Basic, Package, Type, TypeParam } from './types';
import { anyType, typ } from './universe';

/** Chains of named types longer than this are cycles that were already reported. */
const maxChain = 10_000;

/** The underlying type; `invalid type` while (or because) it is not known. */
export function underlying(type: Type): Type {
  if (type.kind === 'typeparam') return constraintInterface(type);
  let t: Type = type;
  for (let i = 0; t.kind === 'named'; i++) {
    const next: Type | undefined = t.under ?? t.origin;
    if (next === undefined || i > maxChain) return typ.invalid;
    t = next;
  }
  if (type.kind === 'named') type.under = t;
  return t;
}

const noConstraint = new Interface([], [], []);

/** The constraint of a type parameter as an interface. */
export function constraintInterface(type: TypeParam): Interface {
  if (type.iface !== undefined) return type.iface;
  const { bound } = type;
  const u = bound.kind === 'typeparam' ? typ.invalid : underlying(bound);
  if (!isValid(u)) return noConstraint;
  if (u.kind === 'interface') type.iface = u;
  else {
    type.iface = new Interface([], [bound], [type.obj.pos]);
    type.iface.implicit = true;
    type.bound = type.iface;
  }
  return type.iface;
}

export function isValid(type: Type): boolean {
  return type.kind !== 'basic' || type.basic !== 'invalid';
}

function hasInfo(type: Type, info: number): boolean {
  const u = underlying(type);
  return u.kind === 'basic' && (u.info & info) !== 0;
}

export const isBoolean = (type: Type): boolean => hasInfo(type, BasicInfo.boolean);
export const isInteger = (type: Type): boolean => hasInfo(type, BasicInfo.integer);
export const isFloat = (type: Type): boolean => hasInfo(type, BasicInfo.float);
export const isComplex = (type: Type): boolean => hasInfo(type, BasicInfo.complex);
export const isNumeric = (type: Type): boolean => hasInfo(type, BasicInfo.numeric);
export const isString = (type: Type): boolean => hasInfo(type, BasicInfo.string);
export const isConstType = (type: Type): boolean => hasInfo(type, BasicInfo.constType);

/** Untyped constant types and untyped nil. */
export function isUntyped(type: Type): type is Basic {
  return type.kind === 'basic' && (type.info & BasicInfo.untyped) !== 0;
}

function isUntypedNumeric(type: Type): boolean {
  return isUntyped(type) && (type.info & BasicInfo.numeric) !== 0;
}

/** Also type parameters, whose underlying types are their constraints. */
export function isInterface(type: Type): boolean {
  return underlying(type).kind === 'interface';
}

/** A type whose values have dynamic types. */
export function isDynamic(type: Type): boolean {
  return type.kind !== 'typeparam' && underlying(type).kind === 'interface';
}

export function asInterface(type: Type): Interface | undefined {
  const u = underlying(type);
  return u.kind === 'interface' ? u : undefined;
}

/** Predeclared, defined and type-parameter types have names; type literals have none. */
export function hasName(type: Type): boolean {
  return type.kind === 'basic' || type.kind === 'named' || type.kind === 'typeparam';
}

/** The type of an untyped value where nothing else decides; other types are their own default. */
export function defaultType(type: Type): Type {
  if (type.kind !== 'basic') return type;
  switch (type.basic) {
    case 'untyped bool':
      return typ.bool;
    case 'untyped int':
      return typ.int;
    case 'untyped rune':
      return typ.rune;
    case 'untyped float':
      return typ.float64;
    case 'untyped complex':
      return typ.complex128;
    case 'untyped string':
      return typ.string;
    default:
      return type;
  }
}

const untypedRank: Partial<Record<string, number>> = {
  'untyped int': 1,
  'untyped rune': 2,
  'untyped float': 3,
  'untyped complex': 4,
};

/** The larger of two untyped types of one family; undefined if they do not mix. */
export function maxUntyped(x: Type, y: Type): Type | undefined {
  if (x === y) return x;
  if (!isUntypedNumeric(x) || !isUntypedNumeric(y)) return undefined;
  const rank = (t: Type): number => (t.kind === 'basic' ? (untypedRank[t.basic] ?? 0) : 0);
  return rank(x) > rank(y) ? x : y;
}

/** Kind word of a composite type as messages use it; '' for basic types. */
export function compositeKind(type: Type): string {
  const u = underlying(type);
  switch (u.kind) {
    case 'basic':
      return '';
    case 'signature':
      return 'func';
    case 'named':
    case 'typeparam':
      return '';
    default:
      return u.kind;
  }
}

/** The pointed-to type of a pointer, or the type itself. */
export function deref(type: Type): { type: Type; isPointer: boolean } {
  if (type.kind === 'pointer') return { type: type.elem, isPointer: true };
  return { type, isPointer: false };
}

/** The array an array pointer points to, else the type itself. */
export function arrayPointerDeref(type: Type): Type {
  if (type.kind !== 'pointer') return type;
  const u = underlying(type.elem);
  return u.kind === 'array' ? u : type;
}

export function isBytesOrRunes(type: Type): boolean {
  const u = underlying(type);
  if (u.kind !== 'slice') return false;
  const elem = underlying(u.elem);
  return elem.kind === 'basic' && (elem.basic === 'uint8' || elem.basic === 'int32');
}

function isPointerTo(type: Type, test: (elem: Type) => boolean): boolean {
  const u = underlying(type);
  return u.kind === 'pointer' && test(u.elem);
}

export function isInterfacePointer(type: Type): boolean {
  return isPointerTo(type, isInterface);
}

export function isUnsafePointer(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'basic' && u.basic === 'unsafe.Pointer';
}

export function isUintptr(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'basic' && u.basic === 'uintptr';
}

/** An upper-case first letter. */
export function isExported(name: string): boolean {
  const first = name.codePointAt(0);
  if (first === undefined) return false;
  if (first < 128) return first >= 65 && first <= 90;
  return /^\p{Lu}/u.test(name);
}

/**
 * Whether two field or method names denote the same thing: unexported ones only within one package.
 */
export function sameName(
  name: string,
  pkg: Package | undefined,
  otherName: string,
  otherPkg: Package | undefined,
  foldCase = false,
): boolean {
  if (foldCase && name.toLowerCase() === otherName.toLowerCase()) return true;
  if (name !== otherName) return false;
  return isExported(name) || pkg?.path === otherPkg?.path;
}

/** An interface all types implement. */
export function isEmptyInterface(type: Interface): boolean {
  return type === anyType || (type.methods.length === 0 && type.embeddeds.length === 0);
}
