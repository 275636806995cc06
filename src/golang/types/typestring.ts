/**
 * Types and objects as text, in the form compiler messages print them.
 */

import { quote } from './constantstring';
import type { Pos } from '../syntax/pos';
import type { Func, Package, Signature, Tuple, Type, TypeName, TypeParam, Var } from './types';
import { universe } from './universe';

/** How a package is written in front of a name: '' for none. */
export type Qualifier = (pkg: Package) => string;

/**
 * Packages by name: what a reader of Go source would write; the given package itself unqualified.
 */
export function relativeTo(pkg: Package | undefined): Qualifier {
  return (other) => (other === pkg ? '' : other.name);
}

/** A type as messages print it; `positionOf` is for type parameters named as what they hide. */
export function typeString(
  type: Type,
  qualifier: Qualifier,
  positionOf?: (pos: Pos) => string,
): string {
  return new TypeWriter(qualifier, true, positionOf).type(type);
}

/** `name(params) results` without parameter names: how messages compare two methods. */
export function methodString(method: Func, qualifier: Qualifier): string {
  return method.name + new TypeWriter(qualifier, false).signature(method.type);
}

/** The parameters and results of a signature, as after the word `func`. */
export function signatureString(sig: Signature, qualifier: Qualifier): string {
  return new TypeWriter(qualifier, true).signature(sig);
}

/** A list of type parameters with their constraints: `[K comparable, V any]`. */
export function typeParamsString(list: readonly TypeParam[], qualifier: Qualifier): string {
  return new TypeWriter(qualifier, true).typeParams(list);
}

/** Nesting beyond this depth is cut: only damaged programs have it. */
const maxDepth = 100;

class TypeWriter {
  private depth = 0;

  constructor(
    private readonly qualifier: Qualifier,
    private readonly paramNames: boolean,
    private readonly positionOf?: (pos: Pos) => string,
  ) {}

  type(type: Type): string {
    if (this.depth > maxDepth) return '…';
    this.depth++;
    const text = this.typeInner(type);
    this.depth--;
    return text;
  }

  private typeInner(type: Type): string {
    switch (type.kind) {
      case 'basic':
        return type.name;
      case 'named': {
        const name = this.typeName(type.obj);
        if (type.generic !== undefined) return `${name}[${type.targs.map((t) => this.type(t))}]`;
        return type.tparams.length === 0 ? name : name + this.typeParams(type.tparams);
      }
      case 'typeparam': {
        const { name, pos } = type.obj;
        if (universe.lookup(name) === undefined) return name;
        return `${name} /* with ${name} declared at ${this.positionOf?.(pos) ?? ''} */`;
      }
      case 'union':
        return type.terms.map((t) => (t.tilde ? '~' : '') + this.type(t.type)).join(' | ');
      case 'pointer':
        return `*${this.type(type.elem)}`;
      case 'slice':
        return `[]${this.type(type.elem)}`;
      case 'array':
        return `[${type.length}]${this.type(type.elem)}`;
      case 'struct':
        return this.struct(type.fields, type.tags);
      case 'map':
        return `map[${this.type(type.key)}]${this.type(type.elem)}`;
      case 'chan': {
        const elem = this.type(type.elem);
        if (type.dir === 'send') return `chan<- ${elem}`;
        if (type.dir === 'recv') return `<-chan ${elem}`;
        const parens = type.elem.kind === 'chan' && type.elem.dir === 'recv';
        return parens ? `chan (${elem})` : `chan ${elem}`;
      }
      case 'signature':
        return `func${this.signature(type)}`;
      case 'tuple':
        return this.tuple(type, false);
      case 'interface': {
        if (type.predeclared === 'any') return 'any';
        if (type.predeclared === 'comparable') return 'interface{comparable}';
        const [only] = type.embeddeds;
        if (type.implicit && type.embeddeds.length === 1 && only !== undefined) {
          return this.type(only);
        }
        const parts = type.methods.map((m) => m.name + this.signature(m.type));
        for (const embedded of type.embeddeds) parts.push(this.type(embedded));
        return `interface{${parts.join('; ')}}`;
      }
    }
  }

  typeParams(list: readonly TypeParam[]): string {
    const parts = list.map((p, i) => {
      const next = list[i + 1];
      // Neighbours with one constraint share it.
      const bound = next?.bound === p.bound ? '' : ` ${this.type(p.bound)}`;
      return this.type(p) + bound;
    });
    return `[${parts.join(', ')}]`;
  }

  private typeName(obj: TypeName): string {
    const prefix = obj.pkg === undefined ? '' : this.qualifier(obj.pkg);
    return prefix === '' ? obj.name : `${prefix}.${obj.name}`;
  }

  private struct(fields: readonly Var[], tags: readonly string[]): string {
    const parts = fields.map((field, i) => {
      const name = field.embedded ? '' : `${field.name} `;
      const tag = tags[i] ?? '';
      return name + this.type(field.type) + (tag === '' ? '' : ` ${quote(tag)}`);
    });
    return `struct{${parts.join('; ')}}`;
  }

  signature(sig: Signature): string {
    const own = sig.tparams.length === 0 ? '' : this.typeParams(sig.tparams);
    const params = own + this.tuple(sig.params, sig.variadic);
    const results = sig.results.vars;
    if (results.length === 0) return params;
    const only = results[0];
    if (results.length === 1 && only !== undefined && only.name === '') {
      return `${params} ${this.type(only.type)}`;
    }
    return `${params} ${this.tuple(sig.results, false)}`;
  }

  private tuple(tuple: Tuple, variadic: boolean): string {
    const parts = tuple.vars.map((v, i) => {
      const name = v.name !== '' && this.paramNames ? `${v.name} ` : '';
      if (!variadic || i < tuple.vars.length - 1) return name + this.type(v.type);
      if (v.type.kind === 'slice') return `${name}...${this.type(v.type.elem)}`;
      return `${name}${this.type(v.type)}...`;
    });
    return `(${parts.join(', ')})`;
  }
}
