/** Run-time panics: calls the functions of the library's package runtime that make them. */
import { Fault, faultKind, faultType } from '../runtime/fault';
import { assert } from '../base/assert';
import { enter } from './enter';
import type { Machine } from './machine';

/**
 * Calls a function of package runtime that panics. Arguments are ints or addresses; the instruction
 * that failed is not left behind.
 */
export function raise(m: Machine, name: string, ...args: readonly number[]): void {
  const f = m.program.runtimeFuncs[name];
  assert(f !== undefined, `the library has no runtime.${name}`);
  const block = m.w - (m.funcs[f]!.argBytes >> 2);
  const { i32 } = m.rt.mem;
  args.forEach((value, i) => {
    i32[block + 2 * i] = value | 0;
    i32[block + 2 * i + 1] = Math.floor(value / 4294967296);
  });
  enter(m, f, ~m.pc, 0);
}

/** A nil pointer, or one that leads nowhere, was followed. */
export function panicmem(m: Machine): void {
  m.rt.sched.g.sig[m.rt.g] = 1;
  raise(m, 'panicmem');
}

/** Address of a type's descriptor: the type word of its interfaces; 0 for -1. */
export function typeWord(m: Machine, type: number): number {
  return type < 0 ? 0 : m.typeBase + 64 * type;
}

/** Raises what a function of the runtime returned; false when it returned a result. */
export function raiseFault(m: Machine, result: number): boolean {
  const kind = faultKind(result);
  if (kind === Fault.none) return false;
  const type = typeWord(m, faultType(result));
  switch (kind) {
    case Fault.makesliceLen:
      raise(m, 'panicmakeslicelen');
      break;
    case Fault.makesliceCap:
      raise(m, 'panicmakeslicecap');
      break;
    case Fault.growsliceLen:
      raise(m, 'panicgrowslice');
      break;
    case Fault.nilMap:
      raise(m, 'panicnilmap');
      break;
    case Fault.unhashable:
      raise(m, 'panicunhashable', type);
      break;
    case Fault.unhashableKey:
      raise(m, 'panicunhashablekey', type);
      break;
    case Fault.uncomparable:
      raise(m, 'panicuncomparable', type);
      break;
    case Fault.makechanSize:
      raise(m, 'panicmakechan');
      break;
    case Fault.sendClosed:
      raise(m, 'panicsend');
      break;
    case Fault.closeNil:
      raise(m, 'panicclosenil');
      break;
    default:
      raise(m, 'panicclosed');
  }
  return true;
}
