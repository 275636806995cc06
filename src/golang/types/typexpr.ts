/**
 * Type expressions: from syntax to types.
 */

import type {
  ArrayType as ArrayTypeExpr,
  Expr,
  InterfaceType,
  MapType as MapTypeExpr,
  Name,
  StructType,
} from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { maxChannelElemBytes } from '../layout/records';
import type { Checker } from './context';
import { toInt } from './constant';
import { expr, use } from './entry';
import { exprString } from '../syntax/exprstring';
import { compareMethods, identical, incomparableReason, typeSet } from './identity';
import { Operand } from './operand';
import { deref, isInteger, isUntyped, isValid, sameName, underlying } from './predicates';
import { funcType } from './functype';
import { ArrayType, Chan, Func, Interface, MapType, Pointer, Slice, Struct, Var } from './types';
import type { Type, TypeName } from './types';
import { typ } from './universe';
import { unquoteString } from './unquote';
import { varType } from './vartype';
import { aliasOf, instantiatedType, typeName } from './typeinst';
import { union } from './typeparams';
import { typeParamsString } from './typestring';

/** Checks a type expression; `definedAs` is the name it is the definition of. */
export function typeExpr(c: Checker, e: Expr, definedAs?: TypeName): Type {
  let type = typeInner(c, e, definedAs);
  const alias = aliasOf(e);
  if (alias !== undefined || (type.kind === 'named' && type.isGeneric)) {
    const text =
      alias === undefined
        ? c.typeText(type)
        : alias.name + typeParamsString(alias.tparams, c.qualifier);
    c.error(e, `cannot use generic type ${text} without instantiation`);
    type = typ.invalid;
  }
  e.type = type;
  e.mode = isValid(type) ? 'type' : 'invalid';
  return type;
}

/** LONG: one case per kind of type expression. */
function typeInner(c: Checker, e: Expr, definedAs: TypeName | undefined): Type {
  switch (e.kind) {
    case 'BadExpr':
      return typ.invalid;
    case 'Name':
    case 'SelectorExpr':
      return typeName(c, e);
    case 'ParenExpr':
      return typeExpr(c, e.x, definedAs);
    case 'IndexExpr':
      return instantiatedType(c, e);
    case 'ArrayType':
      return arrayType(c, e);
    case 'SliceType':
      return new Slice(varType(c, e.elem));
    case 'DotsType':
      c.error(e, 'invalid use of ...');
      return typ.invalid;
    case 'StructType':
      return structType(c, e);
    case 'Operation': {
      if (e.op === '*' && e.y === undefined) {
        const elem = varType(c, e.x);
        return isValid(elem) ? new Pointer(elem) : typ.invalid;
      }
      break;
    }
    case 'FuncType':
      return funcType(c, e, undefined);
    case 'InterfaceType':
      return interfaceType(c, e, definedAs);
    case 'MapType':
      return mapType(c, e);
    case 'ChanType': {
      const elem = varType(c, e.elem);
      c.later(() => {
        if (isValid(elem) && c.layouts.sizeof(elem) >= maxChannelElemBytes) {
          c.lateError(e, 'channel element type too large (>64kB)');
        }
      });
      return new Chan(e.dir, elem);
    }
    default:
  }
  c.error(e, `${exprString(e)} is not a type`);
  use(c, [e]);
  return typ.invalid;
}

function arrayType(c: Checker, e: ArrayTypeExpr): Type {
  let length = -1;
  if (e.len === undefined) {
    c.error(e, 'invalid use of [...] array (outside a composite literal)');
  } else length = arrayLength(c, e.len);
  const elem = varType(c, e.elem);
  if (length < 0) return typ.invalid;
  const type = new ArrayType(length, elem);
  c.later(() => {
    if (!isValid(elem) || Number.isFinite(c.layouts.sizeof(type))) return;
    c.lateError(e, `type ${c.typeText(type)} larger than address space`);
  });
  return type;
}

/** The value of an array length, -1 after a complaint. */
function arrayLength(c: Checker, e: Expr): number {
  if (e.kind === 'Name') {
    const obj = c.lookup(e.name);
    if (obj === undefined) {
      c.error(e, `undefined array length ${e.name} or missing type constraint`);
      return -1;
    }
    if (obj.kind !== 'const') {
      c.error(e, `invalid array length ${e.name}`);
      return -1;
    }
  }
  const x = new Operand();
  expr(c, x, e);
  if (x.mode !== 'constant') {
    if (x.mode !== 'invalid') {
      c.error(x, `array length ${c.operandText(x)} must be constant`);
    }
    return -1;
  }
  const numeric = isUntyped(x.type) || isInteger(x.type);
  const value = numeric && x.value !== undefined ? toInt(x.value) : undefined;
  if (value !== undefined && value.value >= 0n && value.value < 1n << 63n) {
    if (value.value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value.value);
    c.unsupported(x, 'arrays of more than 2^53 elements');
    return -1;
  }
  if (x.value === undefined) return -1;
  const message = isInteger(x.type)
    ? `invalid array length ${c.operandText(x)}`
    : `array length ${c.operandText(x)} must be integer`;
  c.error(x, message);
  return -1;
}

function mapType(c: Checker, e: MapTypeExpr): Type {
  const type = new MapType(varType(c, e.key), varType(c, e.elem));
  c.later(() => {
    if (incomparableReason(type.key, (t) => c.typeText(t)) === undefined) return;
    if (!isValid(underlying(type.key))) return;
    const why = type.key.kind === 'typeparam' ? ' (missing comparable constraint)' : '';
    c.error(e.key, `invalid map key type ${c.typeText(type.key)}${why}`);
  });
  return type;
}

// ------------------------------------------------------------------------------- struct, interface

function structType(c: Checker, e: StructType): Type {
  const fields: Var[] = [];
  const tags: string[] = [];
  let previous: Expr | undefined;
  let type: Type = typ.invalid;
  e.fields.forEach((f, i) => {
    // `a, b T` shares one type expression.
    if (f.typeExpr !== previous) {
      type = varType(c, f.typeExpr);
      previous = f.typeExpr;
    }
    const id = f.name ?? embeddedName(f.typeExpr);
    if (id === undefined) {
      c.error(f.typeExpr, `invalid embedded field type ${exprString(f.typeExpr)}`);
      return;
    }
    const field = new Var(id.pos, c.pkg, id.name, type, 'field');
    field.embedded = f.name === undefined;
    if (field.embedded) checkEmbedded(c, f.typeExpr, type);
    const other = fields.find((o) => o.name !== '_' && sameName(o.name, o.pkg, id.name, c.pkg));
    if (other !== undefined) {
      c.error(id, `${id.name} redeclared`, c.otherDeclaration(other));
      return;
    }
    fields.push(field);
    tags.push(fieldTag(c, e, i));
    if (f.name !== undefined) f.name.obj = field;
  });
  return new Struct(fields, tags);
}

function fieldTag(c: Checker, e: StructType, i: number): string {
  const tag = e.tags[i];
  if (tag === undefined || tag.bad) return '';
  const value = tag.litKind === 'string' ? unquoteString(tag.text) : undefined;
  if (value === undefined) c.error(tag, `incorrect tag syntax: ${tag.text}`);
  return value ?? '';
}

function embeddedName(e: Expr): Name | undefined {
  switch (e.kind) {
    case 'Name':
      return e;
    case 'Operation': {
      if (e.op !== '*' || e.y !== undefined) return undefined;
      const pointer = e.x.kind === 'Operation' && e.x.op === '*' && e.x.y === undefined;
      return pointer ? undefined : embeddedName(e.x);
    }
    case 'SelectorExpr':
      return e.sel;
    case 'IndexExpr':
      return embeddedName(e.x);
    default:
      return undefined;
  }
}

function checkEmbedded(c: Checker, e: Expr, type: Type): void {
  c.later(() => {
    const base = deref(type);
    if (base.type.kind === 'typeparam') {
      c.error(e, 'embedded field type cannot be a (pointer to a) type parameter');
      return;
    }
    const u = underlying(base.type);
    if (u.kind === 'basic' && u.basic === 'unsafe.Pointer') {
      c.error(e, 'embedded field type cannot be unsafe.Pointer');
    } else if (u.kind === 'pointer') {
      c.error(e, 'embedded field type cannot be a pointer');
    } else if (u.kind === 'interface' && base.isPointer) {
      c.error(e, 'embedded field type cannot be a pointer to an interface');
    }
  });
}

function interfaceType(c: Checker, e: InterfaceType, definedAs: TypeName | undefined): Type {
  const methods: Func[] = [];
  const embeddeds: Type[] = [];
  const embedPos: Pos[] = [];
  const type = new Interface(methods, embeddeds, embedPos);
  const named = definedAs?.type.kind === 'named' ? definedAs.type : undefined;
  for (const m of e.methods) {
    if (m.name === undefined) {
      embeddeds.push(union(c, m.typeExpr));
      embedPos.push(m.typeExpr.start);
      continue;
    }
    if (m.name.name === '_') {
      c.error(m.name, 'methods must have a unique non-blank name');
      continue;
    }
    const sig = typeExpr(c, m.typeExpr);
    if (sig.kind !== 'signature') continue;
    sig.recv = new Var(m.name.pos, c.pkg, '', named ?? type, 'receiver');
    const method = new Func(m.name.pos, c.pkg, m.name.name, sig);
    m.name.obj = method;
    methods.push(method);
  }
  methods.sort(compareMethods);
  if (!c.isInstantiating) c.interfaces.push({ type, e });
  c.later(() => {
    typeSet(type, (pos, method, other, explicit) => {
      const report = (): void => {
        if (!explicit && identical(method.type, other.type)) return;
        c.error(pos, `duplicate method ${method.name}`, [
          { at: other.pos, text: `other declaration of method ${method.name}` },
        ]);
      };
      // Methods of embedded interfaces may be doubled if their types agree: that is known later.
      if (explicit) report();
      else c.later(report);
    });
  });
  return type;
}
