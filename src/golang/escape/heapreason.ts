/**
 * Storage that must be in the heap whatever flows where: too large for the stack, and the like. The
 * limits are those of Go 1.26.
 */

import { canonical, elemOf } from '../ir/build';
import type { AllocExpr, ClosureExpr, MakeSliceExpr } from '../ir/nodes';
import type { Layouts } from '../layout/layout';

/** Bytes of the largest variable on the stack that is declared as one. */
const maxStackVariable = 128 * 1024;

/** Bytes of the largest other object on the stack: new, &T{…}, make, closures. */
const maxImplicitStackObject = 64 * 1024;

/** Why the storage of n is in the heap in any case; undefined if nothing forces it there. */
export function heapReason(n: AllocExpr, layouts: Layouts): string | undefined {
  if (n.op === 'ONAME' && n.class !== 'PAUTO') return undefined;
  if (layouts.sizeof(n.type) > maxStackVariable) return 'too large for stack';
  if (layouts.alignof(n.type) > layouts.target.word) return 'too aligned for stack';
  switch (n.op) {
    case 'ONEW':
    case 'OPTRLIT': {
      const elem = elemOf(n.type);
      if (layouts.sizeof(elem) > maxImplicitStackObject) return 'too large for stack';
      return layouts.alignof(elem) > layouts.target.word ? 'too aligned for stack' : undefined;
    }
    case 'OCLOSURE':
      return closureSize(n, layouts) > maxImplicitStackObject ? 'too large for stack' : undefined;
    case 'OMETHVALUE': {
      const size = layouts.target.word + layouts.sizeof(n.x.type);
      return size > maxImplicitStackObject ? 'too large for stack' : undefined;
    }
    case 'OMAKESLICE':
      return makeReason(n, layouts);
    default:
      return undefined;
  }
}

/** Bytes of a closure record: the code pointer and what is captured, by value or as a pointer. */
function closureSize(n: ClosureExpr, layouts: Layouts): number {
  const captured = n.func.closureVars.map((v) => {
    const variable = canonical(v);
    return variable.byval === true ? variable.type : n.func.sig;
  });
  // A function type stands for a pointer: both are one word with a pointer in it.
  return layouts.tupleLayout([n.func.sig, ...captured]).size;
}

function makeReason(n: MakeSliceExpr, layouts: Layouts): string | undefined {
  const size = layouts.sizeof(elemOf(n.type));
  if (size === 0) return 'zero-sized element';
  const count = n.cap ?? n.len;
  // Sizes known only at run time: small ones get a buffer on the stack.
  if (count.op !== 'OLITERAL' || count.value.kind !== 'int') return undefined;
  const { value } = count.value;
  if (value >= 1n << 31n) return undefined;
  return Number(value) > maxImplicitStackObject / size ? 'too large for stack' : undefined;
}
