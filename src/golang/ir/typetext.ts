/**
 * Types as the back end of gc prints them in its diagnostics: close to what the type checker
 * prints, but with `interface {}`, spaces inside struct types, and no parameter names.
 */

import { quote } from '../types/constantstring';
import { constraintInterface, isExported, underlying } from '../types/predicates';
import type {
  Interface,
  Named,
  Package,
  Signature,
  Tuple,
  Type,
  TypeName,
  TypeParam,
  Var,
} from '../types/types';
import { identical, typeSet } from '../types/identity';

/** Nesting beyond this depth is cut: only recursive anonymous interfaces have it. */
const maxDepth = 2000;

/** `type` as messages about package `pkg` print it, in an instance with its shapes. */
export function typeText(
  type: Type,
  pkg: Package | undefined,
  shapes: readonly Shape[] = [],
): string {
  return text(type, { pkg, isLink: false, shapes }, 0);
}

/**
 * gc compiles one body for all type arguments of one shape, and its messages name the shapes:
 * `go.shape.int`.
 */
export interface Shape {
  /** What the type parameter is in this instance. */
  readonly type: Type;
  readonly text: string;
}

/** The shapes of the type arguments of a function or type. */
export function shapesOf(tparams: readonly TypeParam[], targs: readonly Type[]): Shape[] {
  return targs.map((type, i) => {
    const u = underlying(type);
    const p = tparams[i];
    // Where only methods are asked for, all pointers look the same.
    const isOpaque = p !== undefined && !constraintInterface(p).constraint;
    const shape = u.kind === 'pointer' && isOpaque ? '*uint8' : linkText(u);
    return { type, text: `go.shape.${shape}` };
  });
}

/** `type` as link names have it: every name with the path of its package. */
export function linkText(type: Type): string {
  return text(type, { pkg: undefined, isLink: true, shapes: [] }, 0);
}

/** What follows the name of an instance, or of a type declared in one: `[int,main.T]`. */
export function typeArguments({ implicits, targs }: Named, shapes: readonly Shape[] = []): string {
  if (implicits.length === 0 && targs.length === 0) return '';
  const style = { pkg: undefined, isLink: true, shapes };
  const one = (type: Type): string =>
    shapes.find((s) => identical(s.type, type))?.text ?? text(type, style, 0);
  const list = (types: readonly Type[]): string => types.map(one).join();
  const separator = implicits.length > 0 && targs.length > 0 ? ';' : '';
  return `[${list(implicits)}${separator}${list(targs)}]`;
}

/** Types declared in functions may share their name: link names number them. */
function version({ obj }: Named): string {
  const { pkg } = obj;
  if (pkg === undefined || obj.parent === pkg.scope) return '';
  return `·${pkg.localTypeNumber(obj.pos)}`;
}

/** How names are written. */
interface Style {
  /** The package whose names stand alone. */
  readonly pkg: Package | undefined;
  readonly isLink: boolean;
  readonly shapes: readonly Shape[];
}

function text(type: Type, style: Style, depth: number): string {
  const go = (t: Type): string => text(t, style, depth + 1);
  if (depth > maxDepth) return '@';
  for (const shape of style.shapes) {
    const isIt = type.kind === 'basic' ? type === shape.type : identical(type, shape.type);
    if (isIt) return shape.text;
  }
  switch (type.kind) {
    case 'basic':
      return style.isLink ? type.basic : type.name;
    case 'named':
      return (
        nameText(type.obj, style) +
        typeArguments(type, style.shapes) +
        (style.isLink ? version(type) : '')
      );
    case 'typeparam':
      return type.obj.name;
    case 'union':
      return type.terms.map((t) => (t.tilde ? '~' : '') + go(t.type)).join(' | ');
    case 'pointer':
      return `*${go(type.elem)}`;
    case 'slice':
      return `[]${go(type.elem)}`;
    case 'array':
      return `[${type.length}]${go(type.elem)}`;
    case 'map':
      return `map[${go(type.key)}]${go(type.elem)}`;
    case 'chan': {
      if (type.dir === 'recv') return `<-chan ${go(type.elem)}`;
      if (type.dir === 'send') return `chan<- ${go(type.elem)}`;
      const parens = type.elem.kind === 'chan' && type.elem.dir === 'recv';
      return parens ? `chan (${go(type.elem)})` : `chan ${go(type.elem)}`;
    }
    case 'signature':
      return `func${signatureText(type, go)}`;
    case 'tuple':
      return tupleText(type, false, go);
    case 'struct':
      return structText(type.fields, type.tags, style, go);
    case 'interface':
      return interfaceText(type, style, depth);
  }
}

function interfaceText(type: Interface, style: Style, depth: number): string {
  if (type.predeclared === 'any') return style.isLink ? 'interface {}' : 'any';
  // From the first unexported method on gc writes everything with its package.
  let within = style;
  const methods = typeSet(type).map((m) => {
    if (!isExported(m.name)) within = { ...style, pkg: undefined };
    const name = isExported(m.name)
      ? m.name
      : qualified(m.name, m.pkg, { ...style, pkg: undefined });
    const inside = within;
    return ` ${name}${signatureText(m.type, (t) => text(t, inside, depth + 1))}`;
  });
  return methods.length === 0 ? 'interface {}' : `interface {${methods.join(';')} }`;
}

function qualified(name: string, of: Package | undefined, { pkg, isLink }: Style): string {
  return of === undefined || of === pkg ? name : `${isLink ? of.path : of.name}.${name}`;
}

function nameText(obj: TypeName, style: Style): string {
  return qualified(obj.name, obj.pkg, style);
}

function signatureText(sig: Signature, go: (t: Type) => string): string {
  const params = tupleText(sig.params, sig.variadic, go);
  const [only] = sig.results.vars;
  if (only === undefined) return params;
  if (sig.results.vars.length === 1) return `${params} ${go(only.type)}`;
  return `${params} ${tupleText(sig.results, false, go)}`;
}

function tupleText(tuple: Tuple, variadic: boolean, go: (t: Type) => string): string {
  const parts = tuple.vars.map((v, i) => {
    if (!variadic || i < tuple.vars.length - 1 || v.type.kind !== 'slice') return go(v.type);
    return `...${go(v.type.elem)}`;
  });
  return `(${parts.join(', ')})`;
}

function structText(
  fields: readonly Var[],
  tags: readonly string[],
  style: Style,
  go: (t: Type) => string,
): string {
  if (fields.length === 0) return 'struct {}';
  const parts = fields.map((field, i) => {
    const own = isExported(field.name) ? field.name : qualified(field.name, field.pkg, style);
    const name = field.embedded ? '' : `${own} `;
    const tag = tags[i] ?? '';
    return ` ${name}${go(field.type)}${tag === '' ? '' : ` ${quote(tag)}`}`;
  });
  return `struct {${parts.join(';')} }`;
}
