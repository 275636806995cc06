/**
 * Instances of generic types and functions: one per list of type arguments. Types get their
 * underlying types and methods when they are asked for; those without type parameters in their
 * arguments wait here until their functions are checked (instancebody.ts).
 */

import { Layouts } from '../layout/layout';
import { sameTypes } from './identity';
import { isParameterized, substitute, substitution } from './subst';
import { Func, Named, Pointer, Signature, Var } from './types';
import type { Type } from './types';
import { unresolvedSignature } from './universe';

/** All instances one package asks for, of its own generic declarations and of other packages'. */
export class Instances {
  /** Of the package that asks: what types of its instances measure is kept here. */
  readonly layouts = new Layouts();
  /** Functions and types whose bodies have not been checked, in order of first mention. */
  readonly waiting: (Func | Named)[] = [];
  private readonly types = new Map<Named, Named[]>();
  private readonly funcs = new Map<Func, Func[]>();
  private readonly methods = new Map<Named, Func[]>();

  /** The instance of a generic type with these arguments. */
  readonly type = (generic: Named, targs: readonly Type[]): Named => {
    let list = this.types.get(generic);
    if (list === undefined) {
      list = [];
      this.types.set(generic, list);
    }
    const known = list.find((n) => sameTypes(n.targs, targs));
    if (known !== undefined) return known;
    const made = new Named(generic.obj, generic, targs, {
      rhs: (instance) => this.rhs(instance),
      methods: (instance) => this.methodsOf(instance),
    });
    made.tparams = generic.tparams;
    made.implicits = generic.implicits;
    list.push(made);
    if (!isParameterized(made)) this.waiting.push(made);
    return made;
  };

  /** The instance of a generic function with these arguments. */
  func(generic: Func, targs: readonly Type[]): Func {
    const list = this.funcs.get(generic) ?? [];
    this.funcs.set(generic, list);
    const known = list.find((f) => sameTypes(f.targs, targs));
    if (known !== undefined) return known;
    const { type } = generic;
    const made = new Func(generic.pos, generic.pkg, generic.name, this.signature(type, targs));
    made.generic = generic;
    made.targs = targs;
    made.bodyless = generic.bodyless;
    list.push(made);
    if (!targs.some((t) => isParameterized(t))) this.waiting.push(made);
    return made;
  }

  /** A generic signature with its type arguments. */
  signature(generic: Signature, targs: readonly Type[]): Signature {
    const map = substitution(generic.tparams, targs);
    const params = substitute(generic.params, map, this.type);
    const results = substitute(generic.results, map, this.type);
    return new Signature(undefined, params, results, generic.variadic);
  }

  private rhs(instance: Named): Type | undefined {
    const { generic } = instance;
    if (generic?.origin === undefined) return undefined;
    return substitute(generic.origin, substitution(generic.tparams, instance.targs), this.type);
  }

  private methodsOf(instance: Named): Func[] {
    let list = this.methods.get(instance);
    if (list === undefined) {
      list = [];
      this.methods.set(instance, list);
    }
    const declared = instance.generic?.methods ?? [];
    while (list.length < declared.length) list.push(newMethod(declared[list.length]!, instance));
    return list;
  }

  /** Gives a method of an instance its type, once the generic method has one. */
  completeMethod(method: Func): void {
    const { generic, instanceOf } = method;
    if (generic === undefined || instanceOf === undefined) return;
    if (method.type !== unresolvedSignature || generic.type === unresolvedSignature) return;
    const { params, results, variadic, rparams, recv } = generic.type;
    const map = substitution(rparams, method.targs);
    const type = recv?.type.kind === 'pointer' ? new Pointer(instanceOf) : instanceOf;
    const self = new Var(recv?.pos ?? generic.pos, generic.pkg, recv?.name ?? '', type, 'receiver');
    method.type = new Signature(
      self,
      substitute(params, map, this.type),
      substitute(results, map, this.type),
      variadic,
    );
    method.bodyless = generic.bodyless;
  }
}

function newMethod(generic: Func, instance: Named): Func {
  const method = new Func(generic.pos, generic.pkg, generic.name, unresolvedSignature);
  method.generic = generic;
  method.targs = instance.targs;
  method.instanceOf = instance;
  method.pointerReceiver = generic.pointerReceiver;
  return method;
}
