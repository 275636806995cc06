/**
 * One representative per identity class of types, for finished programs.
 */

import { typeSet } from './identity';
import type { Interface, Named, Type } from './types';

/**
 * Gives every type of a checked program a representative, the same object for identical types, and
 * a
 * number in order of first request. Make one per compilation.
 */
export class TypeTable {
  private readonly byType = new Map<Type, Type>();
  private readonly byKey = new Map<string, Type>();
  private readonly ids = new Map<Type, number>();
  private readonly namedIds = new Map<Named, number>();
  private readonly open: Interface[] = [];

  /** The representative of the identity class of `type`. */
  canonical(type: Type): Type {
    const known = this.byType.get(type);
    if (known !== undefined) return known;
    const key = this.key(type);
    const representative = this.byKey.get(key) ?? type;
    if (representative === type) this.byKey.set(key, type);
    this.byType.set(type, representative);
    return representative;
  }

  /** A small number for the identity class of `type`: 0, 1, … in order of first request. */
  id(type: Type): number {
    const representative = this.canonical(type);
    const known = this.ids.get(representative);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(representative, id);
    return id;
  }

  /** Text that is equal exactly for identical types. */
  private key(type: Type): string {
    switch (type.kind) {
      case 'basic':
        return type.basic;
      case 'named':
        return this.namedKey(type);
      case 'typeparam':
        return `P${type.index}`;
      case 'union':
        return type.terms.map((t) => `${t.tilde ? '~' : ''}${this.key(t.type)}`).join('|');
      case 'pointer':
        return `*${this.key(type.elem)}`;
      case 'slice':
        return `[]${this.key(type.elem)}`;
      case 'array':
        return `[${type.length}]${this.key(type.elem)}`;
      case 'map':
        return `map[${this.key(type.key)}]${this.key(type.elem)}`;
      case 'chan':
        return `${type.dir} chan(${this.key(type.elem)})`;
      case 'tuple':
        return `(${type.vars.map((v) => this.key(v.type)).join()})`;
      case 'signature':
        return `func${type.variadic ? '...' : ''}${this.key(type.params)}${this.key(type.results)}`;
      case 'struct':
        return `struct{${type.fields
          .map((f, i) => {
            const name = `${f.embedded ? '!' : ''}${f.name}@${f.pkg?.path ?? ''}`;
            return `${name} ${this.key(f.type)} ${JSON.stringify(type.tags[i] ?? '')}`;
          })
          .join(';')}}`;
      case 'interface':
        return this.interfaceKey(type);
    }
  }

  private interfaceKey(type: Interface): string {
    const depth = this.open.indexOf(type);
    if (depth >= 0) return `I^${this.open.length - depth}`;
    this.open.push(type);
    const methods = typeSet(type).map((m) => {
      const pkg = m.pkg?.path ?? '';
      return `${m.name}@${pkg}${this.key(m.type)}`;
    });
    this.open.pop();
    const terms = type.terms?.map((t) => `${t.tilde ? '~' : ''}${this.key(t.type)}`).join('|');
    return `interface{${methods.join(';')}}${type.constraint ? `!${terms ?? ''}` : ''}`;
  }

  private namedKey(type: Named): string {
    if (type.generic === undefined) return `N${this.namedId(type)}`;
    return `N${this.namedId(type.generic)}[${type.targs.map((t) => this.key(t)).join()}]`;
  }

  private namedId(type: Named): number {
    const known = this.namedIds.get(type);
    if (known !== undefined) return known;
    const id = this.namedIds.size;
    this.namedIds.set(type, id);
    return id;
  }
}
