/**
 * Types as the back end of gc prints them in its diagnostics: close to what the type checker
 * prints, but with `interface {}`, spaces inside struct types, and no parameter names.
 */

import { quote } from '../types/constantstring';
import { isExported } from '../types/predicates';
import { typeSet } from '../types/typeset';
import type { Package, Signature, Tuple, Type, TypeName, Var } from '../types/types';

/** Nesting beyond this depth is cut: only recursive anonymous interfaces have it. */
const maxDepth = 2000;

/** `type` as messages about package `pkg` print it. */
export function typeText(type: Type, pkg: Package | undefined, depth = 0): string {
  const go = (t: Type): string => typeText(t, pkg, depth + 1);
  if (depth > maxDepth) return '@';
  switch (type.kind) {
    case 'basic':
      return type.name;
    case 'named':
    case 'typeparam':
      return nameText(type.obj, pkg);
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
      return structText(type.fields, type.tags, pkg, go);
    case 'interface': {
      if (type.predeclared === 'any') return 'any';
      // From the first unexported method on gc writes everything with its package.
      let within = pkg;
      const methods = typeSet(type).map((m) => {
        if (!isExported(m.name)) within = undefined;
        const name = isExported(m.name) ? m.name : qualified(m.name, m.pkg, undefined);
        const inside = within;
        return ` ${name}${signatureText(m.type, (t) => typeText(t, inside, depth + 1))}`;
      });
      return methods.length === 0 ? 'interface {}' : `interface {${methods.join(';')} }`;
    }
  }
}

function qualified(name: string, of: Package | undefined, pkg: Package | undefined): string {
  return of === undefined || of === pkg ? name : `${of.name}.${name}`;
}

function nameText(obj: TypeName, pkg: Package | undefined): string {
  return qualified(obj.name, obj.pkg, pkg);
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
  pkg: Package | undefined,
  go: (t: Type) => string,
): string {
  if (fields.length === 0) return 'struct {}';
  const parts = fields.map((field, i) => {
    const own = isExported(field.name) ? field.name : qualified(field.name, field.pkg, pkg);
    const name = field.embedded ? '' : `${own} `;
    const tag = tags[i] ?? '';
    return ` ${name}${go(field.type)}${tag === '' ? '' : ` ${quote(tag)}`}`;
  });
  return `struct {${parts.join(';')} }`;
}
