/**
 * The predeclared types, constants, functions and nil, and package unsafe.
 */

import { makeBool, makeInt } from './constant';
import {
  Basic,
  BasicInfo,
  Builtin,
  Const,
  Func,
  Interface,
  Named,
  Nil,
  Package,
  Scope,
  Signature,
  Tuple,
  TypeName,
  Var,
} from './types';
import type { BasicKind, BuiltinName, Obj, Type } from './types';
import type { Pos } from '../syntax/pos';

const { boolean, integer, unsigned, float, complex, string, untyped } = BasicInfo;

const infos: Record<BasicKind, number> = {
  invalid: 0,
  bool: boolean,
  int: integer,
  int8: integer,
  int16: integer,
  int32: integer,
  int64: integer,
  uint: integer | unsigned,
  uint8: integer | unsigned,
  uint16: integer | unsigned,
  uint32: integer | unsigned,
  uint64: integer | unsigned,
  uintptr: integer | unsigned,
  float32: float,
  float64: float,
  complex64: complex,
  complex128: complex,
  string,
  'unsafe.Pointer': 0,
  'untyped bool': boolean | untyped,
  'untyped int': integer | untyped,
  'untyped rune': integer | untyped,
  'untyped float': float | untyped,
  'untyped complex': complex | untyped,
  'untyped string': string | untyped,
  'untyped nil': untyped,
};

function basic(kind: BasicKind, name: string = kind): Basic {
  return new Basic(kind, infos[kind], name);
}

/**
 * The predeclared types by the name of their kind, with `byte` and `rune` beside uint8 and int32.
 */
export const typ = {
  invalid: basic('invalid', 'invalid type'),
  bool: basic('bool'),
  int: basic('int'),
  int8: basic('int8'),
  int16: basic('int16'),
  int32: basic('int32'),
  int64: basic('int64'),
  uint: basic('uint'),
  uint8: basic('uint8'),
  uint16: basic('uint16'),
  uint32: basic('uint32'),
  uint64: basic('uint64'),
  uintptr: basic('uintptr'),
  float32: basic('float32'),
  float64: basic('float64'),
  complex64: basic('complex64'),
  complex128: basic('complex128'),
  string: basic('string'),
  unsafePointer: basic('unsafe.Pointer'),
  byte: basic('uint8', 'byte'),
  rune: basic('int32', 'rune'),
  untypedBool: basic('untyped bool'),
  untypedInt: basic('untyped int'),
  untypedRune: basic('untyped rune'),
  untypedFloat: basic('untyped float'),
  untypedComplex: basic('untyped complex'),
  untypedString: basic('untyped string'),
  untypedNil: basic('untyped nil'),
} as const;

/** Stands for the type of an object whose declaration was not looked at yet. */
export const unresolved = basic('invalid', 'invalid type');

/** The same for functions. */
export const unresolvedSignature = new Signature(undefined, new Tuple([]), new Tuple([]), false);

const noPos = 0 as Pos;

/** The scope around every package. */
export const universe = new Scope(undefined, 'universe');

/** Package unsafe: its functions are builtins. */
export const unsafePackage = new Package('unsafe', 'unsafe', universe);

/** The predeclared type any: its own object so that messages can print the name. */
export const anyType = new Interface([], [], [], 'any');

/** What the compiler itself means by interface{}: messages print it so, unlike `any`. */
export const emptyInterface = new Interface([], [], []);

/** The predeclared type error. */
const errorType = makeErrorType();

function declare(obj: Obj): void {
  universe.insert(obj);
}

function typeName(name: string, type: Type, isAlias = false): TypeName {
  const obj = new TypeName(noPos, undefined, name, type);
  obj.isAlias = isAlias;
  return obj;
}

function makeErrorType(): Named {
  const obj = typeName('error', typ.invalid);
  const named = new Named(obj);
  obj.type = named;
  const result = new Tuple([new Var(noPos, undefined, '', typ.string, 'result')]);
  const sig = new Signature(
    new Var(noPos, undefined, '', named, 'receiver'),
    new Tuple([]),
    result,
    false,
  );
  named.under = new Interface([new Func(noPos, undefined, 'Error', sig)], [], []);
  return named;
}

const builtinNames: BuiltinName[] = [
  ...([
    'append',
    'cap',
    'clear',
    'close',
    'complex',
    'copy',
    'delete',
    'imag',
    'len',
    'make',
  ] as const),
  ...(['max', 'min', 'new', 'panic', 'print', 'println', 'real', 'recover'] as const),
];

const unsafeNames: BuiltinName[] = [
  ...([
    'Add',
    'Alignof',
    'Offsetof',
    'Sizeof',
    'Slice',
    'SliceData',
    'String',
    'StringData',
  ] as const),
];

function fillUniverse(): void {
  for (const type of Object.values(typ)) {
    const hidden =
      (type.info & untyped) !== 0 || type.basic === 'invalid' || type.basic === 'unsafe.Pointer';
    if (!hidden) declare(typeName(type.name, type));
  }
  declare(typeName('any', anyType, true));
  declare(errorType.obj);
  const comparableObj = typeName('comparable', typ.invalid);
  const comparableType = new Named(comparableObj);
  const comparableUnder = new Interface([], [], [], 'comparable');
  comparableUnder.comparable = true;
  comparableType.under = comparableUnder;
  comparableObj.type = comparableType;
  declare(comparableObj);
  for (const [name, value] of [
    ['true', true],
    ['false', false],
  ] as const) {
    const obj = new Const(noPos, undefined, name, typ.untypedBool);
    obj.value = makeBool(value);
    declare(obj);
  }
  const iota = new Const(noPos, undefined, 'iota', typ.untypedInt);
  iota.value = makeInt(0);
  declare(iota);
  declare(new Nil(noPos, undefined, 'nil', typ.untypedNil));
  for (const name of builtinNames) declare(new Builtin(noPos, undefined, name, typ.invalid));
  for (const name of unsafeNames) {
    unsafePackage.scope.insert(new Builtin(noPos, unsafePackage, name, typ.invalid));
  }
  const pointer = new TypeName(noPos, unsafePackage, 'Pointer', typ.unsafePointer);
  unsafePackage.scope.insert(pointer);
}

fillUniverse();
