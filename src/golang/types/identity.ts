/**
 * Type identity: the relation itself, and one representative per identity class for finished
 * programs.
 */

import { sameName } from './predicates';
import { typeSet } from './typeset';
import type { Interface, Named, Struct, Tuple, Type } from './types';

interface InterfacePair {
  readonly x: Interface;
  readonly y: Interface;
  readonly outer: InterfacePair | undefined;
}

/** Whether x and y are the same type. */
export function identical(x: Type, y: Type): boolean {
  return same(x, y, false, undefined);
}

/** As `identical`, with struct tags ignored: the relation conversions use. */
export function identicalIgnoreTags(x: Type, y: Type): boolean {
  return same(x, y, true, undefined);
}

function same(x: Type, y: Type, ignoreTags: boolean, pairs: InterfacePair | undefined): boolean {
  if (x === y) return true;
  const go = (a: Type, b: Type): boolean => same(a, b, ignoreTags, pairs);
  switch (x.kind) {
    case 'basic':
      return y.kind === 'basic' && x.basic === y.basic;
    case 'pointer':
      return y.kind === 'pointer' && go(x.elem, y.elem);
    case 'slice':
      return y.kind === 'slice' && go(x.elem, y.elem);
    case 'array': {
      if (y.kind !== 'array') return false;
      // An invalid length was reported already and must not cause further messages.
      return (x.length < 0 || y.length < 0 || x.length === y.length) && go(x.elem, y.elem);
    }
    case 'map':
      return y.kind === 'map' && go(x.key, y.key) && go(x.elem, y.elem);
    case 'chan':
      return y.kind === 'chan' && x.dir === y.dir && go(x.elem, y.elem);
    case 'struct':
      return y.kind === 'struct' && sameStruct(x, y, ignoreTags, pairs);
    case 'tuple':
      return y.kind === 'tuple' && sameTuple(x, y, ignoreTags, pairs);
    case 'signature':
      return (
        y.kind === 'signature' &&
        x.variadic === y.variadic &&
        sameTuple(x.params, y.params, ignoreTags, pairs) &&
        sameTuple(x.results, y.results, ignoreTags, pairs)
      );
    case 'interface':
      return y.kind === 'interface' && sameInterface(x, y, ignoreTags, pairs);
    case 'named':
    case 'typeparam':
      return false;
  }
}

function sameTuple(
  x: Tuple,
  y: Tuple,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  if (x.vars.length !== y.vars.length) return false;
  return x.vars.every((v, i) => {
    const other = y.vars[i];
    return other !== undefined && same(v.type, other.type, ignoreTags, pairs);
  });
}

function sameStruct(
  x: Struct,
  y: Struct,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  if (x.fields.length !== y.fields.length) return false;
  return x.fields.every((f, i) => {
    const g = y.fields[i];
    return (
      g !== undefined &&
      f.embedded === g.embedded &&
      (ignoreTags || x.tags[i] === y.tags[i]) &&
      sameName(f.name, f.pkg, g.name, g.pkg) &&
      same(f.type, g.type, ignoreTags, pairs)
    );
  });
}

function sameInterface(
  x: Interface,
  y: Interface,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  if (x.comparable !== y.comparable || x.constraint !== y.constraint) return false;
  const a = typeSet(x);
  const b = typeSet(y);
  if (a.length !== b.length) return false;
  // Interfaces may refer to each other through anonymous types: assume equality on the second
  // visit.
  for (let p = pairs; p !== undefined; p = p.outer) {
    if ((p.x === x && p.y === y) || (p.x === y && p.y === x)) return true;
  }
  const inner: InterfacePair = { x, y, outer: pairs };
  return a.every((m, i) => {
    const n = b[i];
    return (
      n !== undefined &&
      sameName(m.name, m.pkg, n.name, n.pkg) &&
      same(m.type, n.type, ignoreTags, inner)
    );
  });
}

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
        return `N${this.namedId(type)}`;
      case 'typeparam':
        return `P${type.index}`;
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
    return `interface{${methods.join(';')}}${type.constraint ? '!' : ''}`;
  }

  private namedId(type: Named): number {
    const known = this.namedIds.get(type);
    if (known !== undefined) return known;
    const id = this.namedIds.size;
    this.namedIds.set(type, id);
    return id;
  }
}
