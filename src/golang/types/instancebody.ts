/**
 * Bodies of instances: a generic function, checked without type arguments already, is checked again
 * in a copy where its type parameters are names for the arguments. So everything later rooms read
 * in the tree has the types it has when the instance runs.
 */

import { cloneTree } from '../syntax/clone';
import type { FuncDecl } from '../syntax/nodes';
import type { Checker } from './context';
import { functionName } from './decl';
import { funcType, receiverBase } from './functype';
import type { Instances } from './instances';
import { Basic, FuncInfo, Pointer, Scope, TypeName } from './types';
import type { CheckedFunction, Func, Type } from './types';

/** Checks the body of an instance of a function of this checker's package. */
export function checkInstance(
  c: Checker,
  instance: Func,
  instances: Instances,
): CheckedFunction | undefined {
  const { generic } = instance;
  if (generic === undefined) return undefined;
  const info = c.objMap.get(generic);
  if (info?.funcDecl === undefined) return undefined;
  c.entries.objDecl(c, generic);
  const decl = cloneTree(info.funcDecl);
  const scope = new Scope(info.fileScope, 'type arguments', false, false);
  instance.standIns = instance.targs.map((type) =>
    type.kind === 'basic' ? new Basic(type.basic, type.info, type.name) : type,
  );
  typeParamNames(decl).forEach((name, i) => {
    const type = instance.standIns[i];
    if (type === undefined || name === '_') return;
    const obj = new TypeName(decl.name.pos, c.pkg, name, type);
    obj.isAlias = true;
    scope.insert(obj);
  });
  let checked: CheckedFunction | undefined;
  const before = c.instances;
  const nested = c.isInstantiating;
  const open = c.untyped.size;
  c.instances = instances;
  c.isInstantiating = true;
  c.inEnvironment(c.newEnvironment(scope), () => {
    checked = body(c, instance, decl);
  });
  c.instances = before;
  c.isInstantiating = nested;
  if (open === 0) c.untyped.clear();
  return checked;
}

function body(c: Checker, obj: Func, decl: FuncDecl): CheckedFunction {
  const top = c.delayedCount;
  const sig = funcType(c, decl.sig, decl.recv, [], receiverType(obj));
  obj.type = sig;
  decl.obj = obj;
  decl.name.obj = obj;
  const info = new FuncInfo(sig, undefined, functionName(obj), false);
  info.implicits = obj.targs;
  obj.info = info;
  decl.info = info;
  obj.bodyless = decl.body === undefined;
  const vars = [...sig.params.vars, ...sig.results.vars];
  if (sig.recv !== undefined) vars.push(sig.recv);
  for (const v of vars) v.func = info;
  if (decl.body !== undefined) {
    c.entries.funcBody(c, { info, sig, body: decl.body, decl: undefined, iota: undefined });
  }
  c.processDelayed(top);
  return { obj, decl, info };
}

function receiverType({ instanceOf, pointerReceiver }: Func): Type | undefined {
  if (instanceOf === undefined) return undefined;
  return pointerReceiver ? new Pointer(instanceOf) : instanceOf;
}

/** The names of the type parameters, those of the receiver's type for a method. */
function typeParamNames(decl: FuncDecl): string[] {
  if (decl.recv === undefined) return decl.tparams.map((f) => f.name?.name ?? '_');
  const base = receiverBase(decl.recv.typeExpr);
  if (base.kind !== 'IndexExpr') return [];
  return base.indices.map((e) => (e.kind === 'Name' ? e.name : '_'));
}
