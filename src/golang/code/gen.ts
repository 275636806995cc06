/**
 * One function under compilation: emits instructions with their positions, keeps labels, references
 * and the frame, and knows where variables live. What is emitted for which node is decided in the
 * files beside this one; they reach each other through `Gen.entries`.
 */
import { canonical } from '../ir/build';
import type { AllocExpr, AppendExpr, Expr, Func, Name, Node, Stmt } from '../ir/nodes';
import { appendBuffers } from '../escape/storage';
import { typeText } from '../ir/typetext';
import type { Layouts } from '../layout/layout';
import type { Pos } from '../syntax/pos';
import type { Type } from '../types/types';
import { Frame, frameShapes } from './frame';
import type { HeapGroup } from './heapgroups';
import type { Data, LocalVariable, Ref, SiteRef, Unit } from './object';
import { absent, Op } from './opcodes';
import type { ArgLayout } from './rep';

/** No destination wanted: the value may stand anywhere. */
export const anywhere = -0x7fffffff;

/** Something the compiler cannot do yet, at a place of the program. */
export class NotSupported extends Error {
  constructor(
    readonly pos: Pos,
    readonly what: string,
  ) {
    super(what);
  }
}

/** Where a variable lives. */
type Home =
  /** A register; structs and arrays in Go's layout. */
  | { readonly kind: 'register'; readonly at: number }
  /** Go's layout in the frame, at a byte offset. */
  | { readonly kind: 'memory'; readonly byte: number }
  /** Behind the pointer in register `pointer`. */
  | { readonly kind: 'pointer'; readonly pointer: number }
  /** In the closure object. */
  | { readonly kind: 'captured'; readonly offset: number };

export interface Label {
  readonly id: number;
  pc: number;
}

/** Where break, continue and fallthrough lead. */
interface Target {
  readonly label: string | undefined;
  readonly breakTo?: Label;
  readonly continueTo?: Label | undefined;
  readonly fallTo?: Label | undefined;
}

/** Functions of files that call each other. */
interface Entries {
  expr(g: Gen, n: Expr, dst: number): number;
  stmts(g: Gen, list: readonly Stmt[]): void;
}

/** Nesting beyond this depth is refused: the compiler works recursively. */
const maxDepth = 1000;

/** Constants of loops that get registers of their own, at most. */
const maxConstants = 24;

export class Gen {
  readonly code: number[] = [];
  readonly refs: Ref[] = [];
  private readonly refNumbers = new Map<unknown, number>();
  readonly frame: Frame;
  readonly labels: Label[] = [];
  readonly positionPcs: number[] = [];
  readonly positions: number[] = [];
  readonly statements: number[] = [];
  readonly variables: { variable: LocalVariable; from: number; to: number }[] = [];
  readonly homes = new Map<Name, Home>();
  /** Values computed ahead of the expression they stand in: see order.ts. */
  readonly done = new Map<Expr, number>();
  readonly complexity = new Map<Node, boolean>();
  readonly targets: Target[] = [];
  readonly namedLabels = new Map<string, Label>();
  /** Instructions that go to the front: constants that loops use. */
  readonly constants = new Map<string, { at: number; words: readonly number[] }>();
  /** Stack buffers of appends, by the slice appended to. */
  readonly buffers = new Map<Expr, { at: number; used: number }>();
  /** Elements of the buffer an append may use. */
  readonly bufferSizes: ReadonlyMap<AppendExpr, number>;
  /** Variables that share an object with others, and the register that holds its address. */
  readonly heapGroups: ReadonlyMap<Name, HeapGroup>;
  readonly groupBases = new Map<Name, number>();
  /** LEA instructions that stand for a use of so many bytes. */
  readonly leaUses = new Map<number, number>();
  /** Parameters and results whose address is taken. */
  readonly pinnedArgs: Name[] = [];
  loopDepth = 0;
  outBytes = 0;
  /** Where a return goes that has more to do than to return. */
  exit: Label | undefined;
  deferReturn: Label | undefined;
  pos: Pos;
  private depth = 0;

  constructor(
    readonly unit: Unit,
    readonly fn: Func,
    readonly args: ArgLayout,
    readonly entries: Entries,
  ) {
    this.frame = new Frame(unit.layouts);
    this.pos = fn.pos;
    this.bufferSizes = appendBuffers(fn, unit.layouts);
    this.heapGroups = unit.heapGroups(fn);
  }

  get layouts(): Layouts {
    return this.unit.layouts;
  }

  get pc(): number {
    return this.code.length;
  }

  // ---------------------------------------------------------------------------------- instructions

  emit(op: Op, ...operands: number[]): void {
    if (this.positions.at(-1) !== this.pos) {
      this.positionPcs.push(this.pc);
      this.positions.push(this.pos);
    }
    this.code.push(op, ...operands);
  }

  label(): Label {
    const label = { id: this.labels.length, pc: -1 };
    this.labels.push(label);
    return label;
  }

  bind(label: Label): void {
    label.pc = this.pc;
  }

  jump(to: Label): void {
    this.emit(Op.JMP, to.id);
  }

  namedLabel(name: string): Label {
    let label = this.namedLabels.get(name);
    if (label === undefined) {
      label = this.label();
      this.namedLabels.set(name, label);
    }
    return label;
  }

  // ------------------------------------------------------------------------------------ references

  private ref(key: unknown, make: () => Ref): number {
    const known = this.refNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.refs.push(make()) - 1;
    this.refNumbers.set(key, number);
    return number;
  }

  typeRef(type: Type): number {
    return this.ref(type, () => ({ kind: 'type', type, boxed: false }));
  }

  /** A type whose values get into interfaces. */
  boxedRef(type: Type): number {
    const key = this.boxedKeys.get(type) ?? { type };
    this.boxedKeys.set(type, key);
    return this.ref(key, () => ({ kind: 'type', type, boxed: true }));
  }
  private readonly boxedKeys = new Map<Type, object>();

  /** For stores: the type when it has pointers, else -1. */
  barrierRef(type: Type): number {
    return this.layouts.hasPointers(type) ? this.typeRef(type) : -1;
  }

  funcRef(sym: string): number {
    return this.ref(`f${sym}`, () => ({ kind: 'func', sym }));
  }

  siteRef(n: AllocExpr): number {
    return this.ref(n, () => ({ kind: 'site', site: this.unit.siteOf(n, this.fn) }));
  }

  /** A site the analysis knows nothing of: what is allocated there has no message. */
  otherSite(kind: string, type: Type, text: string): number {
    const { pos, fn } = this;
    const site: SiteRef = {
      pos,
      number: -1,
      isForeign: fn.isForeign,
      func: fn.name,
      kind,
      type: typeText(type, undefined),
      text,
      zone: 'heap',
    };
    return this.newRef({ kind: 'site', site });
  }

  /** A reference that is not shared. */
  newRef(ref: Ref): number {
    return this.refs.push(ref) - 1;
  }

  dataRef(data: Data, add = 0): number {
    return this.newRef({ kind: 'data', data, add });
  }

  // ----------------------------------------------------------------------------------------- frame

  temp(type: Type): number {
    return this.frame.temp(this.frame.shapeOf(type));
  }

  scalar(): number {
    return this.frame.temp(frameShapes.scalar);
  }

  pointer(): number {
    return this.frame.temp(frameShapes.pointer);
  }

  /** `dst` if a destination is wanted, else a temporary. */
  into(dst: number, type: Type): number {
    return dst === anywhere ? this.temp(type) : dst;
  }

  /** Register with a constant of one or two words. */
  constant(low: number, high: number | undefined, dst: number): number {
    const words = high === undefined ? [low | 0] : [low | 0, high | 0];
    if (dst === anywhere && this.loopDepth > 0) {
      const key = words.join();
      const known = this.constants.get(key);
      if (known !== undefined) return known.at;
      if (this.constants.size < maxConstants) {
        const at = this.frame.own(frameShapes.scalar);
        this.constants.set(key, { at, words });
        return at;
      }
    }
    const at = dst === anywhere ? this.scalar() : dst;
    this.emit(words.length === 1 ? Op.LDC1 : Op.LDC2, at, ...words);
    return at;
  }

  int(value: number, dst = anywhere): number {
    return this.constant(value | 0, Math.floor(value / 2 ** 32), dst);
  }

  /** Address of `bytes` bytes of the frame that are read through it right away. */
  leaOfValue(word: number, bytes: number): number {
    const d = this.pointer();
    this.leaUses.set(this.pc, bytes);
    this.emit(Op.LEA, d, word * 4);
    return d;
  }

  outgoing(bytes: number): void {
    this.outBytes = Math.max(this.outBytes, bytes);
  }

  // ------------------------------------------------------------------------------------- variables

  /** Where the variable lives that n names; declares it when it is met for the first time. */
  homeOf(n: Name): Home {
    return this.homes.get(n) ?? this.declare(n, false);
  }

  /** Gives a local variable its place, in the innermost block if `scoped`. */
  declare(n: Name, scoped: boolean): Home {
    const known = this.homes.get(n);
    if (known !== undefined) return known;
    const home = this.newHome(n, scoped);
    this.homes.set(n, home);
    if (n.autotemp !== true && n.obj !== undefined && n.name !== '_') this.describe(n, home);
    return home;
  }

  private newHome(n: Name, scoped: boolean): Home {
    const shape = this.frame.shapeOf(n.type);
    if (canonical(n).esc === 'heap') {
      return { kind: 'pointer', pointer: this.slot(frameShapes.pointer, scoped) };
    }
    if (canonical(n).addrtaken === true) {
      return { kind: 'memory', byte: this.frame.pin(shape) * 4 };
    }
    return { kind: 'register', at: this.slot(shape, scoped) };
  }

  private slot(shape: string, scoped: boolean): number {
    return scoped ? this.frame.variable(shape) : this.frame.own(shape);
  }

  describe(n: Name, home: Home): void {
    const role = n.class === 'PPARAM' ? 'param' : n.class === 'PPARAMOUT' ? 'result' : 'local';
    const places = {
      register: 'register',
      memory: 'memory',
      pointer: 'heap',
      captured: 'captured',
    } as const;
    const offset =
      home.kind === 'register'
        ? home.at * 4
        : home.kind === 'memory'
          ? home.byte
          : home.kind === 'pointer'
            ? home.pointer * 4
            : home.offset;
    const variable: LocalVariable = {
      name: n.name,
      type: n.type,
      offset,
      home: places[home.kind],
      role: n.outer === undefined ? role : 'local',
      fromPc: 0,
      toPc: 0,
      pos: canonical(n).pos,
      site: canonical(n).site < 0 ? undefined : this.unit.siteOf(canonical(n), this.fn),
    };
    this.variables.push({ variable, from: this.pc, to: -1 });
  }

  /** Runs `body` as a block: variables declared in it end with it. */
  block(body: () => void): void {
    const variables = this.frame.markVariables();
    const described = this.variables.length;
    body();
    this.frame.resetVariables(variables);
    for (const entry of this.variables.slice(described)) {
      if (entry.to < 0 && entry.variable.role === 'local') entry.to = this.pc;
    }
  }

  /** Something that is executed by itself, though it is no statement of the tree. */
  statementAt(pos: Pos): void {
    if (pos === 0) return;
    this.pos = pos;
    if (this.statements.at(-1) !== this.pc) this.statements.push(this.pc);
  }

  // ------------------------------------------------------------------------------------- recursion

  /** The value of n in register form: at `dst`, or wherever it is. */
  expr(n: Expr, dst = anywhere): number {
    if (++this.depth > maxDepth) throw new NotSupported(n.pos, 'nesting this deep');
    const at = this.entries.expr(this, n, dst);
    this.depth--;
    return at;
  }

  stmts(list: readonly Stmt[]): void {
    if (++this.depth > maxDepth) throw new NotSupported(this.pos, 'nesting this deep');
    this.entries.stmts(this, list);
    this.depth--;
  }

  /** A block of statements with variables of its own. */
  body(list: readonly Stmt[]): void {
    this.block(() => {
      this.stmts(list);
    });
  }
}

/** An operand that is absent if x is. */
export function optional(x: number | undefined): number {
  return x ?? absent;
}
