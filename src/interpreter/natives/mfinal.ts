/** SetFinalizer's checks and the queue of finalizers: after runtime/mfinal.go of Go 1.26. */
import { Kind } from '../../golang/code/program';
import { createfing, findObject, nextFinalizer } from '../../runtime/mfinal';
import type { Off } from '../../runtime/memory';
import { addfinalizer, removefinalizer } from '../../runtime/mspecialadd';
import { gopark, newproc } from '../../runtime/proc';
import { WaitReason } from '../../runtime/runtime2';
import { maxTinySize } from '../../runtime/sizeclasses';
import type { TypeDesc } from '../../runtime/type';
import { funcOf } from '../enter';
import { fatal } from '../fatal';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { typeAt } from './args';

/** Words of results that runFinalizers can call. */
const resultWordsMax = 3;

/** Dynamic type of an interface, undefined for nil. */
function typeOf(m: Machine, iface: Off): TypeDesc | undefined {
  return m.rt.mem.i32[iface >> 2] === 0 ? undefined : m.rt.types[typeAt(m, iface)];
}

/** Words that the results of a func take. */
function resultWords({ rt: { types } }: Machine, ftyp: TypeDesc): number {
  return ftyp.results.reduce((sum, id) => sum + Math.ceil(types[id]!.size / 8), 0);
}

/** Why a pointer type cannot be passed to a func; undefined when it can. */
function mismatch(m: Machine, etyp: TypeDesc, ftyp: TypeDesc): string | undefined {
  const { types } = m.rt;
  const cannot = `runtime.SetFinalizer: cannot pass ${etyp.name} to finalizer ${ftyp.name}`;
  if (ftyp.variadic) return `${cannot} because dotdotdot`;
  const fint = types[ftyp.params[0] ?? -1];
  if (fint === undefined || ftyp.params.length !== 1) return cannot;
  if (resultWords(m, ftyp) > resultWordsMax)
    return `${cannot}: so many results are not supported yet`;
  if (fint.id === etyp.id) return undefined;
  if (fint.kind === Kind.pointer) {
    const unnamed = !fint.named || !etyp.named;
    return unnamed && fint.elem === etyp.elem ? undefined : cannot;
  }
  if (fint.kind !== Kind.interface) return cannot;
  if (fint.methods.length > 0)
    return `${cannot}: parameters of interfaces with methods are not supported yet`;
  return undefined;
}

/** What is wrong with the first argument of SetFinalizer; undefined when nothing is. */
function wrongObject(m: Machine, etyp: TypeDesc | undefined, p: Off): string | undefined {
  if (etyp === undefined) return 'runtime.SetFinalizer: first argument is nil';
  if (etyp.kind !== Kind.pointer)
    return `runtime.SetFinalizer: first argument is ${etyp.name}, not pointer`;
  if (p === 0) return 'nil elem type!';
  const base = findObject(m.rt, p);
  if (base === 0) return 'runtime.SetFinalizer: pointer not in heap';
  const elem = m.rt.types[etyp.elem]!;
  // What shares a tiny block stands inside of it.
  const isTiny = elem.ptrdata === 0 && elem.size < maxTinySize;
  if (p !== base && !isTiny)
    return 'runtime.SetFinalizer: pointer not at beginning of allocated block';
  return undefined;
}

/** setfinalizer(obj any, finalizer any) bool */
const setfinalizer: Native = (m, args) => {
  const { rt } = m;
  const { mem } = rt;
  mem.i32[(args >> 2) + 8] = 0;
  const etyp = typeOf(m, args);
  const p = etyp?.kind === Kind.pointer ? Math.max(0, mem.loadPtr(args + 8)) : 0;
  // Globals never die, and neither do values without size.
  if (p !== 0 && p < rt.heapStart) return;
  const problem = wrongObject(m, etyp, p);
  if (problem !== undefined) return fatal(m, 'fatal', problem);
  // NON-GO: Go 1.6 had finalizers too; its model here has none.
  if (rt.go16 !== undefined) return;
  const ftyp = typeOf(m, args + 16);
  if (ftyp === undefined) return removefinalizer(rt, p);
  if (ftyp.kind !== Kind.func) {
    const message = `runtime.SetFinalizer: second argument is ${ftyp.name}, not a function`;
    return fatal(m, 'fatal', message);
  }
  const unfit = mismatch(m, etyp!, ftyp);
  if (unfit !== undefined) return fatal(m, 'fatal', unfit);
  const isInterface = rt.types[ftyp.params[0]!]!.kind === Kind.interface;
  const fn = mem.loadPtr(args + 24);
  const call = { typ: etyp!.id, iface: isInterface, nret: resultWords(m, ftyp) };
  if (!addfinalizer(rt, p, fn, call))
    return fatal(m, 'fatal', 'runtime.SetFinalizer: finalizer already set');
  mem.i32[(args >> 2) + 8] = 1;
};

/** nextFinalizer(f *finalizer), which has a func, an object as an interface, and a bool. */
const next: Native = (m, args) => {
  const { mem } = m.rt;
  const found = nextFinalizer(m.rt);
  if (found === undefined) {
    gopark(m.rt, WaitReason.finalizerWait);
    return;
  }
  const at = mem.loadPtr(args);
  mem.storePtr(at, found.fn);
  mem.i32[(at >> 2) + 2] = m.typeBase + 64 * found.typ;
  mem.i32[(at >> 2) + 3] = 0;
  mem.storePtr(at + 16, found.arg);
  mem.u8[at + 24] = found.iface ? 1 : 0;
  mem.i32[(at + 32) >> 2] = found.nret;
  mem.touch(at, 40);
};

export const mfinal: Readonly<Record<string, Native>> = {
  'runtime.setfinalizer': setfinalizer,
  // createfing(run func())
  'runtime.createfing': (m, args) => {
    const { rt } = m;
    const run = rt.mem.loadPtr(args);
    const func = funcOf(m, run);
    const gp = rt.finalizers.fing.g[0]! || newproc(rt, func, m.pc);
    rt.sched.g.startfn[gp] = func;
    createfing(rt, gp);
    m.layOut(gp, m.stubs.goexit, run);
  },
  'runtime.nextFinalizer': next,
};
