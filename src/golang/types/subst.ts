/**
 * Type arguments in the place of type parameters.
 */

import { Chan, Func, Interface, MapType, Pointer, Signature, Slice, Struct } from './types';
import { ArrayType, Tuple, Union, Var } from './types';
import type { Named, Type, TypeParam } from './types';

/** What stands for each type parameter. */
type Substitution = ReadonlyMap<TypeParam, Type>;

/** Gives the instance of a generic type. */
type Instantiate = (generic: Named, targs: readonly Type[]) => Type;

/** What stands for each of `tparams`; those without an argument stay. */
export function substitution(
  tparams: readonly TypeParam[],
  targs: readonly (Type | undefined)[],
): Map<TypeParam, Type> {
  const map = new Map<TypeParam, Type>();
  tparams.forEach((p, i) => {
    const type = targs[i];
    if (type !== undefined) map.set(p, type);
  });
  return map;
}

/** The type with its type parameters replaced; itself if it has none of them. */
export function substitute<T extends Type>(type: T, map: Substitution, instance: Instantiate): T {
  if (map.size === 0) return type;
  return new Substituter(map, instance).type(type) as T;
}

class Substituter {
  /** Interfaces may mention themselves: what they become. */
  private readonly open = new Map<Interface, Interface>();

  constructor(
    private readonly map: Substitution,
    private readonly instance: Instantiate,
  ) {}

  type(type: Type): Type {
    switch (type.kind) {
      case 'basic':
        return type;
      case 'typeparam':
        return this.map.get(type) ?? type;
      case 'named': {
        if (type.generic === undefined) return type;
        const targs = this.list(type.targs);
        return targs === type.targs ? type : this.instance(type.generic, targs);
      }
      case 'pointer': {
        const elem = this.type(type.elem);
        return elem === type.elem ? type : new Pointer(elem);
      }
      case 'slice': {
        const elem = this.type(type.elem);
        return elem === type.elem ? type : new Slice(elem);
      }
      case 'array': {
        const elem = this.type(type.elem);
        return elem === type.elem ? type : new ArrayType(type.length, elem);
      }
      case 'map': {
        const key = this.type(type.key);
        const elem = this.type(type.elem);
        return key === type.key && elem === type.elem ? type : new MapType(key, elem);
      }
      case 'chan': {
        const elem = this.type(type.elem);
        return elem === type.elem ? type : new Chan(type.dir, elem);
      }
      case 'struct': {
        const fields = this.vars(type.fields);
        return fields === type.fields ? type : new Struct(fields, type.tags);
      }
      case 'tuple':
        return this.tuple(type);
      case 'signature':
        return this.signature(type);
      case 'union': {
        const types = type.terms.map((t) => this.type(t.type));
        if (types.every((t, i) => t === type.terms[i]?.type)) return type;
        return new Union(types.map((t, i) => ({ tilde: type.terms[i]?.tilde === true, type: t })));
      }
      case 'interface':
        return this.interface(type);
    }
  }

  private list(types: readonly Type[]): readonly Type[] {
    const changed = types.map((t) => this.type(t));
    return changed.every((t, i) => t === types[i]) ? types : changed;
  }

  private vars(vars: Var[]): Var[] {
    let changed = false;
    const list = vars.map((v) => {
      const type = this.type(v.type);
      if (type === v.type) return v;
      changed = true;
      const copy = new Var(v.pos, v.pkg, v.name, type, v.role);
      copy.embedded = v.embedded;
      return copy;
    });
    return changed ? list : vars;
  }

  private tuple(tuple: Tuple): Tuple {
    const vars = this.vars(tuple.vars);
    return vars === tuple.vars ? tuple : new Tuple(vars);
  }

  private signature(sig: Signature): Signature {
    const params = this.tuple(sig.params);
    const results = this.tuple(sig.results);
    if (params === sig.params && results === sig.results) return sig;
    const copy = new Signature(sig.recv, params, results, sig.variadic);
    copy.tparams = sig.tparams;
    return copy;
  }

  private interface(type: Interface): Interface {
    const open = this.open.get(type);
    if (open !== undefined) return open;
    if (type.methods.length === 0 && type.embeddeds.length === 0) return type;
    const methods: Func[] = [];
    const copy = new Interface(methods, [], type.embedPos, type.predeclared);
    copy.implicit = type.implicit;
    this.open.set(type, copy);
    let changed = false;
    for (const m of type.methods) {
      const sig = this.signature(m.type);
      if (sig === m.type) {
        methods.push(m);
        continue;
      }
      changed = true;
      methods.push(new Func(m.pos, m.pkg, m.name, sig));
    }
    for (const e of type.embeddeds) {
      const embedded = this.type(e);
      if (embedded !== e) changed = true;
      copy.embeddeds.push(embedded);
    }
    if (!changed) {
      this.open.set(type, type);
      return type;
    }
    return copy;
  }
}

/** Whether a type mentions type parameters (those of `tparams` alone, if they are given). */
export function isParameterized(type: Type, tparams?: readonly TypeParam[]): boolean {
  return mentions(type, tparams, []);
}

function mentions(
  type: Type,
  tparams: readonly TypeParam[] | undefined,
  open: Interface[],
): boolean {
  const go = (t: Type): boolean => mentions(t, tparams, open);
  switch (type.kind) {
    case 'basic':
      return false;
    case 'typeparam':
      return tparams?.includes(type) ?? true;
    case 'named':
      if (type.targs.some(go)) return true;
      // A type declared in a generic function is another one in each instance of it.
      return tparams === undefined && (type.isGeneric || type.implicits.some(go));
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return go(type.elem);
    case 'map':
      return go(type.key) || go(type.elem);
    case 'struct':
      return type.fields.some((f) => go(f.type));
    case 'tuple':
      return type.vars.some((v) => go(v.type));
    case 'signature':
      return go(type.params) || go(type.results);
    case 'union':
      return type.terms.some((t) => go(t.type));
    case 'interface': {
      if (open.includes(type)) return false;
      open.push(type);
      const found = type.methods.some((m) => go(m.type)) || type.embeddeds.some(go);
      open.pop();
      return found;
    }
  }
}
