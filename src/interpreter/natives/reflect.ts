/**
 * Natives of reflect, internal/abi, internal/reflectlite and errors: what needs the type tables.
 */
import { chancap, chanlen } from '../../runtime/chan';
import { missingMethod } from '../../runtime/iface';
import { newobject } from '../../runtime/malloc';
import { mapiterinit, mapiternext, maplen } from '../../runtime/map';
import { typedmemmove } from '../../runtime/mbarrier';
import type { Off } from '../../runtime/memory';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { setInt, typeAt } from './args';

/** typedmemmove(t *abi.Type, to, from unsafe.Pointer) */
const move: Native = (m, args) => {
  const { mem } = m.rt;
  typedmemmove(m.rt, typeAt(m, args), mem.loadPtr(args + 8), mem.loadPtr(args + 16));
};

/** unsafe_New(t *abi.Type) unsafe.Pointer */
const unsafeNew: Native = (m, args) => {
  const object = newobject(m.rt, typeAt(m, args));
  const { mem } = m.rt;
  mem.i32[(args >> 2) + 2] = mem.lowOf(object);
  mem.i32[(args >> 2) + 3] = mem.highOf(object);
};

/** A length of what a pointer leads to. */
const length =
  (of: (rt: Machine['rt'], at: Off) => number): Native =>
  (m, args) => {
    const at = m.rt.mem.loadPtr(args);
    setInt(m.rt.mem, args + 8, of(m.rt, at));
  };

/** Goes on; without a next entry the key is nil. */
function next(m: Machine, type: number, it: Off): void {
  if (!mapiternext(m.rt, type, it)) m.rt.mem.storePtr(it, 0);
}

export const reflect: Readonly<Record<string, Native>> = {
  // implements(t, iface *Type) bool
  'internal/abi.implements': (m, args) => {
    const missing = missingMethod(m.rt, typeAt(m, args), typeAt(m, args + 8));
    m.rt.mem.i32[(args >> 2) + 4] = missing < 0 ? 1 : 0;
  },
  'errors.typedmemmove': move,
  'internal/reflectlite.typedmemmove': move,
  'internal/reflectlite.unsafe_New': unsafeNew,
  'reflect.typedmemmove': move,
  'reflect.unsafe_New': unsafeNew,
  'reflect.maplen': length(maplen),
  'reflect.chanlen': length(chanlen),
  'reflect.chancap': length(chancap),
  // mapiterinit(t *abi.Type, m unsafe.Pointer, it *hiter)
  'reflect.mapiterinit': (m, args) => {
    const { mem } = m.rt;
    const it = mem.loadPtr(args + 16);
    const type = typeAt(m, args);
    mapiterinit(m.rt, type, mem.loadPtr(args + 8), it);
    next(m, type, it);
  },
  // mapiternext(t *abi.Type, it *hiter)
  'reflect.mapiternext': (m, args) => {
    next(m, typeAt(m, args), m.rt.mem.loadPtr(args + 8));
  },
};
