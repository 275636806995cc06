/**
 * From a function of the IR to its code: parameters and captured variables at the beginning, the
 * body, the way out, then stack maps.
 */
import { canonical, isHeapVar } from '../ir/build';
import type { Func, MethodValueExpr, Name } from '../ir/nodes';
import { methodValueRecord } from '../layout/records';
import { underlying } from '../types/predicates';
import type { Signature } from '../types/types';
import { typ } from '../types/universe';
import { newVariable } from './alloc';
import { recordOf } from './closure';
import { expr } from './expr';
import { argBase, contextWord, frameShapes } from './frame';
import { anywhere, Gen } from './gen';
import { liveMaps } from './liveness';
import type { FuncCode, LocalVariable, Unit } from './object';
import { Op } from './opcodes';
import { lengthAt, shapeOf } from './operands';
import { load, move, store, zeroRegister } from './place';
import { argLayout, isSmall, repOf, slotBytes } from './rep';
import type { ArgLayout } from './rep';
import { stmts } from './stmt';

const entries = { expr, stmts };

/** Bytes the runtime's panic functions may need for their arguments. */
const leastOutBytes = 64;

function layoutOf(fn: Func, unit: Unit): ArgLayout {
  return argLayout(fn.sig, fn.recv?.type, unit.layouts);
}

/** Compiles one function. */
export function compileFunc(fn: Func, unit: Unit): FuncCode {
  const layout = layoutOf(fn, unit);
  const g = new Gen(unit, fn, layout, entries);
  if (!fn.hasBody) {
    g.emit(Op.NATIVE, g.newRef({ kind: 'native', sym: fn.name }));
    g.emit(Op.RET);
    return finish(g, fn.name, layout);
  }
  captured(g);
  results(g);
  parameters(g);
  resultsToHeap(g);
  const ends = fn.hasDefer || fn.results.some((r) => isHeapVar(r));
  if (ends) g.exit = g.label();
  g.block(() => {
    g.stmts(fn.body);
  });
  g.pos = fn.endPos === 0 ? fn.pos : fn.endPos;
  leave(g);
  return finish(g, fn.name, layout);
}

/** What the function does when it returns. */
function leave(g: Gen): void {
  if (g.exit === undefined) {
    if (g.code.length === 0 || !endsHere(g)) g.emit(Op.RET);
    return;
  }
  g.bind(g.exit);
  if (g.fn.hasDefer) {
    g.deferReturn = g.exit;
    g.emit(Op.DEFERRETURN);
  }
  g.fn.results.forEach((r, i) => {
    const home = g.homeOf(r);
    if (home.kind !== 'pointer') return;
    const at = (argBase * 4 + (g.args.resultAt[i] ?? 0)) / 4;
    load(g, { kind: 'memory', pointer: home.pointer, offset: 0 }, r.type, at);
  });
  g.emit(Op.RET);
}

/** Whether the last instruction is a return that nothing jumps behind. */
function endsHere(g: Gen): boolean {
  if (g.labels.some((label) => label.pc === g.pc)) return false;
  let pc = 0;
  let last = 0;
  while (pc < g.pc) {
    last = g.code[pc] ?? 0;
    pc += lengthAt(g.code, pc);
  }
  return last === Op.RET || last === Op.PANIC || last === Op.JMP || last === Op.LOOP;
}

// --------------------------------------------------------------------------------------- beginning

/** Captured values larger than this stay in the closure object. */
const maxCopied = 24;

/** Variables of the functions around a closure: read from its object. */
function captured(g: Gen): void {
  const { closureVars } = g.fn;
  const record = recordOf(closureVars);
  if (record === undefined) return;
  const offsets = g.layouts.offsetsof(record);
  closureVars.forEach((v, i) => {
    const offset = offsets[i + 1] ?? 0;
    const byReference = canonical(v).byval !== true;
    const type = record.fields[i + 1]?.type ?? typ.unsafePointer;
    if (!byReference && g.layouts.sizeof(type) > maxCopied) {
      g.homes.set(v, { kind: 'captured', offset });
    } else {
      const at = g.frame.own(g.frame.shapeOf(type));
      load(g, { kind: 'memory', pointer: contextWord, offset }, type, at);
      if (byReference) g.homes.set(v, { kind: 'pointer', pointer: at });
      else g.homes.set(v, { kind: 'register', at });
    }
    const home = g.homes.get(v);
    if (home !== undefined && v.obj !== undefined) g.describe(v, home);
  });
}

/** Results start as zero where that can be seen. */
function results(g: Gen): void {
  g.fn.results.forEach((r, i) => {
    const word = argBase + (g.args.resultAt[i] ?? 0) / 4;
    const named = r.obj !== undefined && r.obj.name !== '' && r.obj.name !== '_';
    if (g.layouts.sizeof(r.type) > 0 && (named || g.fn.hasDefer)) zeroRegister(g, r.type, word);
    place(g, r, word);
  });
}

/** The second half of paramsToHeap: results come behind the parameters. */
function resultsToHeap(g: Gen): void {
  for (const r of g.fn.results) {
    const home = g.homeOf(r);
    if (home.kind === 'pointer') newVariable(g, r, home.pointer);
  }
}

function parameters(g: Gen): void {
  g.fn.params.forEach((p, i) => {
    const word = argBase + (g.args.paramAt[i] ?? 0) / 4;
    place(g, p, word);
    const home = g.homeOf(p);
    if (home.kind === 'pointer') {
      newVariable(g, p, home.pointer);
      store(g, { kind: 'memory', pointer: home.pointer, offset: 0 }, p.type, word);
    } else if (home.kind === 'memory' && isSmall(repOf(p.type))) {
      store(g, { kind: 'frame', byte: home.byte }, p.type, word);
    }
  });
}

/** A parameter or result lives in the argument block, or its object is made here. */
function place(g: Gen, n: Name, word: number): void {
  if (isHeapVar(n)) {
    g.homes.set(n, { kind: 'pointer', pointer: g.frame.own(frameShapes.pointer) });
  } else if (n.addrtaken === true) {
    g.homes.set(n, { kind: 'memory', byte: word * 4 });
    g.pinnedArgs.push(n);
  } else {
    g.homes.set(n, { kind: 'register', at: word });
  }
  const home = g.homes.get(n);
  if (home !== undefined && n.obj !== undefined && n.obj.name !== '' && n.obj.name !== '_') {
    g.describe(n, home);
  }
}

// ------------------------------------------------------------------------------------------ ending

/** Puts the prologue in front and fixes what was open: labels, the argument block, stack maps. */
function finish(g: Gen, sym: string, layout: ArgLayout): FuncCode {
  const localBytes = g.frame.bytes;
  const front = prologue(g);
  const code = Int32Array.from([...front, ...g.code]);
  const shift = front.length;
  const argWord = (localBytes + 16) / 4;
  resolve(g, code, shift, argWord);
  const deferReturnPc = g.deferReturn === undefined ? -1 : g.deferReturn.pc + shift;
  const { maps, unset } = liveMaps(g, code, shift, localBytes, layout, deferReturnPc);
  const object: FuncCode = {
    func: g.fn,
    sym,
    code,
    refs: g.refs,
    maps,
    localBytes,
    argBytes: layout.bytes,
    outBytes: Math.max(g.outBytes, leastOutBytes),
    deferReturnPc,
    native: !g.fn.hasBody,
    positionPcs: Int32Array.from([0, ...g.positionPcs.map((pc) => pc + shift)]),
    positions: Int32Array.from([g.fn.pos, ...g.positions]),
    statements: Int32Array.from(g.statements.map((pc) => pc + shift)),
    variables: variables(g, shift, code.length, argWord),
    params: layout.params,
    results: layout.results,
  };
  if (unset.length === 0) return object;
  // Words that some path reads before it writes them must not hold what was there before.
  for (const slot of unset) g.frame.pinned.push(slot);
  return finish(g, sym, layout);
}

/** Zeroes areas the collector always looks at, loads the constants of loops. */
function prologue(g: Gen): number[] {
  const front: number[] = [];
  const zero = [...new Set(g.frame.pinned)].sort((a, b) => a - b);
  for (let i = 0; i < zero.length;) {
    let end = i + 1;
    // A gap of a word is zeroed as well: it is cheaper than another instruction.
    while (end < zero.length && (zero[end] ?? 0) - (zero[end - 1] ?? 0) <= 2) end++;
    const first = zero[i] ?? 0;
    const count = (zero[end - 1] ?? 0) - first + 1;
    if (count === 1) front.push(Op.LDC2, first * 2, 0, 0);
    else front.push(Op.ZERON, first * 2, count * 2);
    i = end;
  }
  for (const { at, words } of g.constants.values()) {
    front.push(words.length === 1 ? Op.LDC1 : Op.LDC2, at, ...words);
  }
  return front;
}

/** Operands that stand for labels and for the argument block become what they mean. */
function resolve(g: Gen, code: Int32Array, shift: number, argWord: number): void {
  const target = (id: number): number => (g.labels[id]?.pc ?? 0) + shift;
  for (let pc = shift; pc < code.length;) {
    const op = code[pc] ?? 0;
    const length = lengthAt(code, pc);
    const { operands } = shapeOf[op] ?? { operands: [] };
    operands.forEach(({ role }, i) => {
      const at = pc + 1 + i;
      code[at] = resolved(role, code[at] ?? 0, argWord, target);
    });
    if (op === Op.JTABLE) {
      for (let at = pc + operands.length + 1; at < pc + length; at++) {
        code[at] = target(code[at] ?? 0);
      }
    } else if (op === Op.SELECT) {
      for (let at = pc + operands.length + 1; at < pc + length; at += 4) {
        code[at + 1] = resolved('x', code[at + 1] ?? 0, argWord, target);
        code[at + 2] = resolved('x', code[at + 2] ?? 0, argWord, target);
      }
    }
    pc += length;
  }
}

function resolved(
  role: string,
  value: number,
  argWord: number,
  target: (id: number) => number,
): number {
  switch (role) {
    case 't':
      return target(value);
    case 'd':
    case 'x':
    case 'u':
      return value >= contextWord ? value - argBase + argWord : value;
    case 'A':
    case 'B':
      return value >= contextWord * 4 ? value - argBase * 4 + argWord * 4 : value;
    default:
      return value;
  }
}

function variables(g: Gen, shift: number, end: number, argWord: number): LocalVariable[] {
  return g.variables.map(({ variable, from, to }) => ({
    ...variable,
    offset:
      variable.home !== 'captured' && variable.offset >= contextWord * 4
        ? variable.offset - argBase * 4 + argWord * 4
        : variable.offset,
    fromPc: variable.role === 'local' ? from + shift : 0,
    toPc: to < 0 ? end : to + shift,
  }));
}

// ----------------------------------------------------------------------------------- method values

/** The function behind a method value: passes its arguments on, the receiver first. */
export function compileMethodValue(
  n: MethodValueExpr,
  sym: string,
  fn: Func,
  unit: Unit,
): FuncCode {
  const sig = underlying(n.type) as Signature;
  const layout = argLayout(sig, undefined, unit.layouts);
  const g = new Gen(unit, fn, layout, entries);
  const record = methodValueRecord(n.x.type, n.hasDictionary);
  const [, offset = 8] = unit.layouts.offsetsof(record);
  const receiver = n.index === undefined ? n.x.type : typ.unsafePointer;
  const inner = argLayout(sig, receiver, unit.layouts);
  g.outgoing(inner.bytes);
  const base = -inner.bytes / 4;
  const own = { kind: 'memory', pointer: contextWord, offset } as const;
  const x = load(g, own, n.x.type, n.index === undefined ? base : anywhere);
  layout.params.forEach((type, i) => {
    const at = base + (inner.paramAt[i + 1] ?? 0) / 4;
    copy(g, type, at, argBase + (layout.paramAt[i] ?? 0) / 4);
  });
  if (n.index === undefined) g.emit(Op.CALL, g.funcRef(n.callee?.sym ?? ''));
  else g.emit(Op.CALLI, x, g.typeRef(n.x.type), n.index, inner.bytes);
  layout.results.forEach((type, i) => {
    const at = argBase + (layout.resultAt[i] ?? 0) / 4;
    copy(g, type, at, base + (inner.resultAt[i] ?? 0) / 4);
  });
  g.emit(Op.RET);
  return finish(g, sym, layout);
}

function copy(
  g: Gen,
  type: Signature['params']['vars'][0]['type'],
  to: number,
  from: number,
): void {
  if (slotBytes(type, g.layouts) > 0) move(g, type, to, from);
}
