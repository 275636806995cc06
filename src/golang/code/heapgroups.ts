/**
 * Small variables without pointers that share one object in the heap: newHeapaddr and
 * flushPendingHeapAllocations of cmd/compile/internal/ssagen/ssa.go of Go 1.26.
 *
 * While gc makes the code of one basic block it collects variables that were moved to the heap, as
 * long as they fit into 16 bytes together; the object is made where the first of them is declared.
 * So what matters is where blocks end. gc's blocks end where its code branches, which is told here
 * for each kind of node as walk and ssagen leave it: at checks of an index, for example, but not at
 * calls. Where a rule depends on what later passes prove, the block is taken to end.
 */
import { canonical, isHeapVar } from '../ir/build';
import type { BinaryExpr, CallFuncExpr, Expr, Func, Name, Node, Stmt } from '../ir/nodes';
import { forChildren, visitList } from '../ir/visit';
import type { Layouts } from '../layout/layout';
import { record } from '../layout/records';
import { isFloat, isInterface, isString, underlying } from '../types/predicates';
import type { Struct, Type } from '../types/types';
import { isSigned, repOf } from './rep';

/** maxAggregatedHeapAllocation, in bytes. */
const maxAggregatedHeapAllocation = 16;

/** Of the map literals that are not filled by a loop. */
const maxMapEntries = 25;

/** The object that a variable shares with others. */
export interface HeapGroup {
  /** Whose declaration makes the object. */
  readonly first: Name;
  readonly firstOffset: number;
  readonly offset: number;
  /** Of the object: a field per variable. */
  readonly type: Struct;
  /** Of the variables, in the order of their declarations. */
  readonly names: readonly string[];
}

/** The variables of a function that share objects. */
export function heapGroups(fn: Func, layouts: Layouts): ReadonlyMap<Name, HeapGroup> {
  const found = new Map<Name, HeapGroup>();
  if (fn.dcls.some(isHeapVar)) new Blocks(fn, layouts, found).function();
  return found;
}

class Blocks {
  /** pendingHeapAllocations of the block that is on. */
  private pending: Name[] = [];
  private readonly openDefers: boolean;

  constructor(
    private readonly fn: Func,
    private readonly layouts: Layouts,
    private readonly found: Map<Name, HeapGroup>,
  ) {
    this.openDefers = hasOpenDefers(fn);
  }

  function(): void {
    for (const n of [...this.fn.params, ...this.fn.results]) this.variable(n);
    this.list(this.fn.body);
    this.end();
  }

  /** newHeapaddr. */
  private variable(n: Name): void {
    const size = this.layouts.sizeof(n.type);
    if (n.name === '_' || !isHeapVar(n)) return;
    if (this.layouts.hasPointers(n.type) || size >= maxAggregatedHeapAllocation || size === 0)
      return;
    const used = this.pending.reduce((sum, v) => sum + this.layouts.sizeof(v.type), 0);
    if (used + size > maxAggregatedHeapAllocation) this.end();
    this.pending.push(n);
  }

  /** flushPendingHeapAllocations: the block ends. The widest variables come first. */
  private end(): void {
    const { pending, layouts } = this;
    this.pending = [];
    const [first] = pending;
    if (first === undefined || pending.length === 1) return;
    const sorted = [...pending].sort((x, y) => layouts.alignof(y.type) - layouts.alignof(x.type));
    const type = record(sorted.map((n) => [nameOf(n), n.type]));
    const offsets = layouts.offsetsof(type);
    const firstOffset = offsets[sorted.indexOf(first)] ?? 0;
    const names = pending.map(nameOf);
    sorted.forEach((n, i) => {
      this.found.set(n, { first, firstOffset, offset: offsets[i] ?? 0, type, names });
    });
  }

  private list(list: readonly Stmt[]): void {
    for (const s of list) this.statement(s);
  }

  /** Statements that begin and end a block. */
  private body(list: readonly Stmt[]): void {
    this.end();
    this.list(list);
    this.end();
  }

  /**
   * LONG: a few lines per statement.
   */
  private statement(s: Stmt): void {
    if (s.init !== undefined) this.list(s.init);
    switch (s.op) {
      case 'ODCL':
        this.variable(s.x);
        return;
      case 'OBLOCK':
        this.list(s.list);
        return;
      case 'OREPEAT':
        this.body(s.body);
        return;
      case 'OIF':
        if (s.cond.op === 'OLITERAL' && s.cond.value.kind === 'bool') {
          this.list(s.cond.value.value ? s.body : s.else);
          return;
        }
        this.operand(s.cond);
        this.body(s.body);
        this.body(s.else);
        return;
      case 'OFOR':
        this.end();
        if (s.cond !== undefined) this.operand(s.cond);
        this.body(s.body);
        if (s.post !== undefined) this.body([s.post]);
        return;
      case 'ORANGE':
        this.operand(s.x);
        this.body(s.body);
        return;
      case 'OSWITCH':
        if (s.tag !== undefined) this.operand(s.tag);
        for (const { list, body } of s.cases) {
          this.end();
          for (const x of list) this.operand(x);
          this.body(body);
        }
        return;
      case 'OTYPESW':
        this.operand(s.x);
        for (const { var: variable, body } of s.cases) {
          this.end();
          if (variable !== undefined) this.variable(variable);
          this.list(body);
          this.end();
        }
        return;
      case 'OSELECT':
        this.end();
        for (const { comm, body } of s.cases)
          this.body(comm === undefined ? body : [...(comm.init ?? []), ...body]);
        return;
      case 'ODEFER':
        this.operand(s.call);
        if (!this.openDefers) this.end();
        return;
      default:
        this.rest(s);
    }
  }

  private operand(x: Expr): void {
    if (x.init !== undefined) this.list(x.init);
    this.rest(x);
  }

  /** What stands in a node behind its init, and whether the node itself ends the block. */
  private rest(n: Node): void {
    const init = new Set<Node>('init' in n ? n.init : []);
    forChildren(n, (child) => {
      if (!init.has(child)) this.operand(child as Expr);
    });
    if (this.branches(n)) this.end();
  }

  /**
   * Whether gc makes branches for a node.
   *
   * LONG: a line or two per kind of node.
   */
  private branches(n: Node): boolean {
    switch (n.op) {
      case 'OLABEL':
      case 'OBREAK':
      case 'OCONTINUE':
      case 'OGOTO':
      case 'OFALL':
      case 'ORETURN':
      case 'OPANIC':
      case 'OCHECKNIL':
      case 'OANDAND':
      case 'OOROR':
      case 'OSLICEARR':
      case 'OSLICE3':
      case 'OSLICE3ARR':
      case 'OSLICE2ARR':
      case 'OSLICE2ARRPTR':
      case 'OSLICELIT':
      case 'OAPPEND':
      case 'OMOVE2HEAP':
      case 'OCOPY':
      case 'OMIN':
      case 'OMAX':
      case 'ODOTTYPE':
      case 'OUNSAFESLICE':
      case 'OUNSAFESTRING':
        return true;
      case 'OSLICE':
      case 'OSLICESTR':
        return n.low !== undefined || n.high !== undefined;
      case 'OCLEAR':
      case 'OLEN':
      case 'OCAP': {
        const { kind } = underlying(n.x.type);
        return n.op === 'OCLEAR' ? kind === 'slice' : kind === 'map' || kind === 'chan';
      }
      case 'OINDEX':
        return underlying(n.x.type).kind !== 'array' || n.index.op !== 'OLITERAL';
      case 'ODIV':
      case 'OMOD':
      case 'OLSH':
      case 'ORSH':
        return isChecked(n.op, n.y);
      case 'OASOP':
        return isChecked(n.asOp, n.y);
      case 'OEQ':
      case 'ONE':
        return this.comparesInSteps(n);
      case 'OCONVIFACE':
        return isInterface(n.x.type);
      case 'OCONV':
        return isUint64(n.type) ? isFloat(n.x.type) : isUint64(n.x.type) && isFloat(n.type);
      case 'OSTR2BYTES':
        return n.x.op === 'OLITERAL';
      case 'OMAKESLICE':
      case 'OMAKEMAP':
        return n.esc !== 'heap';
      case 'OMAPLIT':
        return n.esc !== 'heap' || n.entries.length > maxMapEntries;
      case 'OCALLFUNC':
        return isBranchingIntrinsic(n);
      default:
        return false;
    }
  }

  /** Strings, interfaces, and what has parts are compared in several steps. */
  private comparesInSteps(n: BinaryExpr): boolean {
    if (n.x.op === 'ONIL' || n.y.op === 'ONIL') return false;
    const { kind } = underlying(n.x.type);
    return isString(n.x.type) || isInterface(n.x.type) || kind === 'struct' || kind === 'array';
  }
}

/** As people know it: what the compiler names itself comes from `new(value)`. */
function nameOf(n: Name): string {
  return n.autotemp === true ? 'new' : n.name;
}

/** Whether an operation looks at its right operand first: divisions and shifts. */
function isChecked(op: string, y: Expr): boolean {
  if (y.op === 'OLITERAL') return false;
  if (op === 'ODIV' || op === 'OMOD') return !isFloat(y.type);
  return (op === 'OLSH' || op === 'ORSH') && isSigned(repOf(y.type));
}

function isUint64(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'basic' && /^u(int(64)?|intptr)$/.test(u.name);
}

/** Functions in whose place there are instructions that not every processor has. */
const branchingIntrinsics =
  /^math\.(Floor|Ceil|Trunc|RoundToEven|FMA)$|^math\/bits\.OnesCount(|8|16|32|64)$/;

function isBranchingIntrinsic({ fun }: CallFuncExpr): boolean {
  return fun.op === 'ONAME' && branchingIntrinsics.test(canonical(fun).sym);
}

/** Whether gc keeps what is deferred in the frame: few statements, none in a loop. */
function hasOpenDefers(fn: Func): boolean {
  if (!fn.hasDefer || fn.results.some(isHeapVar)) return false;
  let defers = 0;
  let returns = 0;
  let looped = false;
  visitList(fn.body, (n) => {
    if (n.op === 'ORETURN') returns++;
    if (n.op !== 'ODEFER') return;
    defers++;
    looped ||= n.esc !== 'stack';
  });
  return !looped && defers <= 8 && returns * defers <= 15;
}
