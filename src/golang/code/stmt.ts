/**
 * Code for statements: which file knows how to do what, and the simple ones themselves.
 */
import { canonical, isHeapVar } from '../ir/build';
import type {
  BranchStmt,
  BuiltinStmt,
  Expr,
  GoDeferStmt,
  Name,
  RepeatStmt,
  ReturnStmt,
  SendStmt,
  Stmt,
  UnaryStmt,
} from '../ir/nodes';
import { anyNode } from '../ir/visit';
import { elemOf } from '../ir/build';
import { underlying } from '../types/predicates';
import { newVariable } from './alloc';
import { assign, assignOp } from './assign';
import { assignCall, assignList, assignOk } from './assignlist';
import { call } from './call';
import { forStmt, ifStmt } from './control';
import { effect } from './expr';
import { frameShapes } from './frame';
import type { Gen } from './gen';
import { Op, PrintKind } from './opcodes';
import { isComplex, order, orderList } from './order';
import { move, store } from './place';
import { rangeStmt } from './range';
import { isSigned, Rep, repOf } from './rep';
import { selectStmt } from './select';
import { switchStmt } from './switch';
import { typeSwitch } from './typeswitch';
import { placeOf } from './address';
import { toInt64 } from './arith';

export function stmts(g: Gen, list: readonly Stmt[]): void {
  const { staticInits } = g.unit.pkg;
  for (const s of list) if (!staticInits.has(s)) statement(g, s);
}

function statement(g: Gen, s: Stmt): void {
  const start = g.unit.startOf(s);
  // A watch is nothing that a step could stop at.
  if (start !== undefined && !('watch' in s)) {
    g.pos = start;
    for (const index of g.unit.annotationsAt(s)) g.emit(Op.ANNOTATION, index);
    if (g.statements.at(-1) !== g.pc) g.statements.push(g.pc);
  }
  const mark = g.frame.markTemps();
  if (s.init !== undefined && s.init.length > 0 && !ownInit(s)) stmts(g, s.init);
  if (start === undefined && s.pos !== 0) g.pos = s.pos;
  run(g, s);
  g.frame.resetTemps(mark);
}

/** Statements of expressions are run by expr. */
function ownInit(s: Stmt): boolean {
  return s.op === 'ORECV' || s.op === 'OCOPY' || s.op === 'ORECOVER';
}

// LONG: one line or two per statement.
function run(g: Gen, s: Stmt): void {
  switch (s.op) {
    case 'ODCL':
      declare(g, s.x);
      return;
    case 'OAS':
      assign(g, s);
      return;
    case 'OASOP':
      assignOp(g, s);
      return;
    case 'OAS2':
      assignList(g, s);
      return;
    case 'OAS2FUNC':
      assignCall(g, s);
      return;
    case 'OAS2RECV':
    case 'OAS2MAPR':
    case 'OAS2DOTTYPE':
      assignOk(g, s);
      return;
    case 'OBLOCK':
      stmts(g, s.list);
      return;
    case 'OREPEAT':
      repeat(g, s);
      return;
    case 'OIF':
      ifStmt(g, s);
      return;
    case 'OFOR':
      forStmt(g, s);
      return;
    case 'ORANGE':
      rangeStmt(g, s);
      return;
    case 'OSWITCH':
      switchStmt(g, s);
      return;
    case 'OTYPESW':
      typeSwitch(g, s);
      return;
    case 'OSELECT':
      selectStmt(g, s);
      return;
    case 'OSEND':
      send(g, s);
      return;
    case 'ORETURN':
      returnStmt(g, s);
      return;
    case 'OLABEL':
      g.bind(g.namedLabel(s.label));
      return;
    case 'OBREAK':
    case 'OCONTINUE':
    case 'OGOTO':
    case 'OFALL':
      branch(g, s);
      return;
    case 'OGO':
    case 'ODEFER':
      goDefer(g, s);
      return;
    case 'OPANIC':
    case 'OCLOSE':
    case 'OCLEAR':
    case 'OCHECKNIL':
      unaryStmt(g, s);
      return;
    case 'OPRINT':
    case 'OPRINTLN':
    case 'ODELETE':
      builtinStmt(g, s);
      return;
    case 'OCALLFUNC':
    case 'OCALLINTER':
      call(g, s);
      return;
    case 'ORECV':
    case 'OCOPY':
    case 'ORECOVER':
      effect(g, s);
      return;
    case 'OSELRECV2':
      throw new Error('receive of a select outside of it');
    default:
      // Calls of package unsafe, complex, min and max: values that are dropped.
      effect(g, s);
  }
}

/** From here on the variable exists anew. */
function declare(g: Gen, n: Name): void {
  if (n.name === '_') return;
  const home = g.declare(n, true);
  if (isHeapVar(canonical(n)) && home.kind === 'pointer') newVariable(g, n, home.pointer);
}

/** The body over and over, as an annotation asks. */
function repeat(g: Gen, s: RepeatStmt): void {
  if (s.count <= 0) return;
  const count = g.frame.own(frameShapes.scalar);
  g.int(0, count);
  const top = g.label();
  g.bind(top);
  g.loopDepth++;
  g.body(s.body);
  g.emit(Op.LOOPLT64, count, 1, g.int(s.count), top.id);
  g.loopDepth--;
}

function send(g: Gen, s: SendStmt): void {
  orderList(g, [s.chan, s.value]);
  const c = g.expr(s.chan);
  const value = g.expr(s.value);
  g.emit(Op.SEND, c, value, g.typeRef(s.chan.type));
}

function branch(g: Gen, s: BranchStmt): void {
  if (s.op === 'OGOTO') {
    const label = g.namedLabel(s.label ?? '');
    // Backwards: a place where the goroutine may be stopped.
    g.emit(label.pc >= 0 ? Op.LOOP : Op.JMP, label.id);
    return;
  }
  for (const target of [...g.targets].reverse()) {
    if (s.op === 'OFALL') {
      if (target.fallTo === undefined) continue;
      g.jump(target.fallTo);
      return;
    }
    if (s.label !== undefined && target.label !== s.label) continue;
    if (s.op === 'OBREAK') {
      if (target.breakTo === undefined) continue;
      g.jump(target.breakTo);
      return;
    }
    if (target.continueTo === undefined) continue;
    g.jump(target.continueTo);
    return;
  }
  throw new Error(`${s.op} out of nothing`);
}

function returnStmt(g: Gen, s: ReturnStmt): void {
  const { results } = g.fn;
  if (s.results.length > 0) {
    orderList(g, s.results);
    const direct = s.results.length === 1 || isPlainReturn(g, s.results);
    if (direct) {
      s.results.forEach((x, i) => {
        const result = results[i];
        if (result !== undefined) assignResult(g, result, x);
      });
    } else {
      const values = s.results.map((x) => {
        const tmp = g.temp(x.type);
        move(g, x.type, tmp, g.expr(x, tmp));
        return tmp;
      });
      values.forEach((at, i) => {
        const result = results[i];
        if (result !== undefined) store(g, placeOf(g, result), result.type, at);
      });
    }
  }
  if (g.exit === undefined) g.emit(Op.RET);
  else g.jump(g.exit);
}

/** Whether the results can be written one after the other: none reads another one's variable. */
function isPlainReturn(g: Gen, values: readonly Expr[]): boolean {
  if (g.fn.hasDefer) return false;
  const named = g.fn.results.some((r) => r.obj !== undefined && r.obj.name !== '');
  if (!named) return true;
  const results = new Set<unknown>(g.fn.results.map(canonical));
  const reads = (x: Expr): boolean =>
    anyNode(x, (n) => n.op === 'ONAME' && results.has(canonical(n)));
  return !values.some(reads) && !values.some((x) => isComplex(g, x));
}

function assignResult(g: Gen, result: Name, x: Expr): void {
  assign(g, { op: 'OAS', pos: g.pos, x: result, y: x, def: false });
}

function goDefer(g: Gen, s: GoDeferStmt): void {
  const { call: n } = s;
  if (n.init !== undefined && n.init.length > 0) g.stmts(n.init);
  order(g, n.fun);
  const f = g.expr(n.fun);
  g.pos = s.pos;
  if (s.op === 'OGO') {
    g.emit(Op.GO, f, goSite(g, s));
    return;
  }
  if (s.deferAt !== undefined) {
    g.emit(Op.DEFERAT, f, g.expr(s.deferAt), goSite(g, s));
  } else if (s.esc === 'stack') {
    // runtime._defer: the function and the link are pointers.
    g.emit(Op.DEFERSTK, g.frame.pin('...pp.') * 4, f);
  } else {
    g.emit(Op.DEFERHEAP, f, goSite(g, s));
  }
}

function goSite(g: Gen, s: GoDeferStmt): number {
  const kind = s.op === 'OGO' ? 'go' : 'defer';
  return g.otherSite(kind, s.call.fun.type, kind);
}

function unaryStmt(g: Gen, s: UnaryStmt): void {
  order(g, s.x);
  const x = g.expr(s.x);
  switch (s.op) {
    case 'OPANIC':
      g.emit(Op.PANIC, x);
      return;
    case 'OCLOSE':
      g.emit(Op.CLOSE, x);
      return;
    case 'OCHECKNIL':
      g.emit(Op.NILCHK, x);
      return;
    case 'OCLEAR':
      if (underlying(s.x.type).kind === 'map') g.emit(Op.MAPCLEAR, g.typeRef(s.x.type), x);
      else clearSlice(g, s.x, x);
  }
}

/** clear(s) of a slice: element by element, as its length is known at run time only. */
function clearSlice(g: Gen, n: Expr, x: number): void {
  const elem = elemOf(n.type);
  if (g.layouts.sizeof(elem) === 0) return;
  g.emit(Op.CLEARSLICE, x, g.layouts.sizeof(elem), g.barrierRef(elem));
}

function builtinStmt(g: Gen, s: BuiltinStmt): void {
  orderList(g, s.args);
  if (s.op === 'ODELETE') {
    const [m, k] = s.args;
    if (m === undefined || k === undefined) throw new Error('delete without operands');
    const map = g.expr(m);
    g.emit(Op.MAPDELETE, g.typeRef(m.type), map, g.expr(k));
    return;
  }
  const values = s.args.map((arg) => g.expr(arg));
  if (s.watch) {
    watch(g, s, values[0] ?? 0);
    return;
  }
  s.args.forEach((arg, i) => {
    if (i > 0 && s.op === 'OPRINTLN') g.emit(Op.PRINT, 0, PrintKind.space);
    print(g, arg, values[i] ?? 0);
  });
  if (s.op === 'OPRINTLN') g.emit(Op.PRINT, 0, PrintKind.newline);
}

/** Notes the pointer in the one operand: a pointer, or that of a slice, string or interface. */
function watch(g: Gen, s: BuiltinStmt, at: number): void {
  const [number] = g.unit.annotationsAt(s);
  const rep = s.args[0] && repOf(s.args[0].type);
  if (number === undefined) return;
  if (rep === Rep.iface) g.emit(Op.WATCH, at + 2, number);
  else if (rep === Rep.pointer || rep === Rep.slice || rep === Rep.string)
    g.emit(Op.WATCH, at, number);
}

function print(g: Gen, arg: Expr, at: number): void {
  const rep = repOf(arg.type);
  switch (rep) {
    case Rep.bool:
      g.emit(Op.PRINT, at, PrintKind.bool);
      return;
    case Rep.f64:
      g.emit(Op.PRINT, at, PrintKind.float);
      return;
    case Rep.f32:
      g.emit(Op.PRINT, at, PrintKind.float32);
      return;
    case Rep.c64:
      g.emit(Op.PRINT, at, PrintKind.complex64);
      return;
    case Rep.c128:
      g.emit(Op.PRINT, at, PrintKind.complex);
      return;
    case Rep.string:
      g.emit(Op.PRINT, at, PrintKind.string);
      return;
    case Rep.slice:
      g.emit(Op.PRINT, at, PrintKind.slice);
      return;
    case Rep.iface:
      g.emit(Op.PRINT, at, PrintKind.iface);
      return;
    case Rep.pointer:
      g.emit(Op.PRINT, at, PrintKind.pointer);
      return;
    default:
      g.emit(Op.PRINT, toInt64(g, at, rep), isSigned(rep) ? PrintKind.int : PrintKind.uint);
  }
}
