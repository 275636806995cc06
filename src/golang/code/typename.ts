/**
 * Types as package reflect prints them.
 */
import { quote } from '../types/constantstring';
import { isExported } from '../types/predicates';
import type { Interface, Signature, Struct, Type } from '../types/types';
import { typeSet } from '../types/identity';
import { typeArguments } from '../ir/typetext';

export function reflectName(type: Type): string {
  switch (type.kind) {
    case 'basic':
      return type.basic === 'untyped bool' ? 'bool' : type.basic;
    case 'named': {
      const { pkg, name } = type.obj;
      const own = name + typeArguments(type);
      return pkg === undefined ? own : `${pkg.name}.${own}`;
    }
    case 'typeparam':
    case 'union':
      throw new Error('constraints have no values');
    case 'pointer':
      return `*${reflectName(type.elem)}`;
    case 'slice':
      return `[]${reflectName(type.elem)}`;
    case 'array':
      return `[${type.length}]${reflectName(type.elem)}`;
    case 'map':
      return `map[${reflectName(type.key)}]${reflectName(type.elem)}`;
    case 'chan': {
      const elem = reflectName(type.elem);
      if (type.dir === 'recv') return `<-chan ${elem}`;
      if (type.dir === 'send') return `chan<- ${elem}`;
      const parens = type.elem.kind === 'chan' && type.elem.dir === 'recv';
      return parens ? `chan (${elem})` : `chan ${elem}`;
    }
    case 'signature':
      return `func${signatureName(type)}`;
    case 'tuple':
      return `(${type.vars.map((v) => reflectName(v.type)).join(', ')})`;
    case 'struct':
      return structName(type);
    case 'interface':
      return interfaceName(type);
  }
}

function signatureName(sig: Signature): string {
  const params = sig.params.vars.map(({ type }, i, all) => {
    const last = sig.variadic && i === all.length - 1 && type.kind === 'slice';
    return last ? `...${reflectName(type.elem)}` : reflectName(type);
  });
  const results = sig.results.vars.map((v) => reflectName(v.type));
  const tail =
    results.length === 0
      ? ''
      : results.length === 1
        ? ` ${results[0]!}`
        : ` (${results.join(', ')})`;
  return `(${params.join(', ')})${tail}`;
}

function structName({ fields, tags }: Struct): string {
  if (fields.length === 0) return 'struct {}';
  const parts = fields.map((field, i) => {
    const name = field.embedded ? '' : `${field.name} `;
    const tag = tags[i] ?? '';
    return ` ${name}${reflectName(field.type)}${tag === '' ? '' : ` ${quote(tag)}`}`;
  });
  return `struct {${parts.join(';')} }`;
}

function interfaceName(type: Interface): string {
  const methods = typeSet(type).map((method) => {
    const own = isExported(method.name) ? '' : `${method.pkg?.name ?? ''}.`;
    return ` ${own}${method.name}${signatureName(method.type)}`;
  });
  return methods.length === 0 ? 'interface {}' : `interface {${methods.join(';')} }`;
}
