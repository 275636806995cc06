/**
 * Stack maps: which words of a frame hold pointers that are still needed, at every instruction
 * where the collector may look. As in cmd/compile/internal/liveness, by data flow backwards over
 * the code; areas whose address is taken count as live throughout.
 */
import { isString, underlying } from '../types/predicates';
import { elemOf } from '../ir/build';
import type { Layouts } from '../layout/layout';
import type { Type } from '../types/types';
import type { Gen } from './gen';
import type { LiveMap, Ref } from './object';
import { Op } from './opcodes';
import { iteratorWords, lengthAt, selectCaseOperands, shapeOf } from './operands';
import type { Operand, Shape } from './operands';
import type { ArgLayout } from './rep';

/** Reads and writes of one instruction: numbers of tracked slots. */
interface Effects {
  readonly pc: number;
  readonly uses: readonly number[];
  readonly defs: readonly number[];
  readonly next: readonly number[];
  readonly isSafePoint: boolean;
}

/** The maps, and the slots of locals that may be read before they are written. */
export function liveMaps(
  g: Gen,
  code: Int32Array,
  shift: number,
  localBytes: number,
  layout: ArgLayout,
  deferReturnPc: number,
): { maps: LiveMap[]; unset: number[] } {
  const tracked = new Tracked(g, localBytes, layout);
  const reader = new Reader(g, code, shift, tracked);
  const instructions = reader.all();
  const live = solve(instructions, tracked.count, code.length);
  const always = new Set(tracked.always);
  const atExit = deferReturnPc < 0 ? [] : live.at(deferReturnPc);
  for (const slot of atExit) always.add(slot);
  const maps: LiveMap[] = [];
  // Between two statements of the program somebody may ask for a collection.
  const isProgram = g.unit.pkg.types.path === 'main';
  const statements = new Set(isProgram ? g.statements.map((pc) => pc + shift) : []);
  for (const { pc, defs, next, uses, isSafePoint } of instructions) {
    if (!isSafePoint && !statements.has(pc)) continue;
    const words = new Set(always);
    // While the instruction executes: what is needed behind it, and its operands.
    for (const to of next) for (const slot of live.at(to)) words.add(slot);
    for (const slot of defs) if (!always.has(slot)) words.delete(slot);
    for (const slot of uses) words.add(slot);
    const list = [...words].map((slot) => tracked.wordOf(slot));
    maps.push({ pc, words: list.sort((a, b) => a - b) });
  }
  const locals = live.at(0).map((slot) => tracked.wordOf(slot));
  const unset = locals.filter((word) => word * 8 < localBytes && !g.frame.pinned.includes(word));
  return { maps, unset };
}

/** The slots of a frame that may hold pointers, numbered from 0. */
class Tracked {
  private readonly numbers = new Map<number, number>();
  private readonly words: number[] = [];
  readonly always: number[] = [];
  readonly results: number[] = [];

  constructor(g: Gen, localBytes: number, layout: ArgLayout) {
    const { frame } = g;
    for (let word = 0; word * 8 < localBytes; word++) if (frame.isPointer(word)) this.add(word);
    for (const word of frame.pinned) this.always.push(this.add(word));
    // The closure object's address in the link.
    this.add(localBytes / 8 + 1);
    const first = localBytes / 8 + 2;
    const block = (type: Type, offset: number, into: number[] | undefined): void => {
      [...frame.shapeOf(type)].forEach((kind, i) => {
        if (kind !== 'p') return;
        const slot = this.add(first + offset / 8 + i);
        into?.push(slot);
      });
    };
    layout.params.forEach((type, i) => {
      const own = g.fn.params[i];
      const isPinned = own !== undefined && g.pinnedArgs.includes(own);
      block(type, layout.paramAt[i] ?? 0, isPinned ? this.always : undefined);
    });
    layout.results.forEach((type, i) => {
      block(type, layout.resultAt[i] ?? 0, this.results);
      const own = g.fn.results[i];
      if (own === undefined || !g.pinnedArgs.includes(own)) return;
      block(type, layout.resultAt[i] ?? 0, this.always);
    });
  }

  get count(): number {
    return this.words.length;
  }

  private add(word: number): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const slot = this.words.push(word) - 1;
    this.numbers.set(word, slot);
    return slot;
  }

  wordOf(slot: number): number {
    return this.words[slot] ?? 0;
  }

  /** Adds the tracked slots among the words (of 4 bytes) from `word` on. */
  collect(word: number, words: number, into: number[]): void {
    if (word < 0) return;
    for (let w = word & ~1; w < word + words; w += 2) {
      const slot = this.numbers.get(w >> 1);
      if (slot !== undefined) into.push(slot);
    }
  }
}

/** Reads code as effects on tracked slots. */
class Reader {
  constructor(
    private readonly g: Gen,
    private readonly code: Int32Array,
    private readonly shift: number,
    private readonly tracked: Tracked,
  ) {}

  all(): Effects[] {
    const list: Effects[] = [];
    for (let pc = 0; pc < this.code.length; pc += lengthAt(this.code, pc)) {
      list.push(this.effects(pc));
    }
    return list;
  }

  private word(pc: number): number {
    return this.code[pc] ?? 0;
  }

  private effects(pc: number): Effects {
    const op = this.word(pc);
    const shape = shapeOf[op] as Shape;
    const uses: number[] = [];
    const defs: number[] = [];
    const next: number[] = shape.ends ? [] : [pc + lengthAt(this.code, pc)];
    shape.operands.forEach((operand, i) => {
      const value = this.word(pc + 1 + i);
      switch (operand.role) {
        case 'd':
          this.tracked.collect(value, this.wordsOf(pc, shape, operand), defs);
          break;
        case 'x':
          this.tracked.collect(value, this.wordsOf(pc, shape, operand), uses);
          break;
        case 'u':
          this.tracked.collect(value, this.wordsOf(pc, shape, operand), uses);
          break;
        case 'I':
          this.tracked.collect(value, iteratorWords, defs);
          break;
        case 'J':
          this.tracked.collect(value, iteratorWords, uses);
          break;
        case 'A': {
          const bytes = this.g.leaUses.get(pc - this.shift) ?? 0;
          this.tracked.collect(value >> 2, bytes >> 2, uses);
          break;
        }
        case 't':
          next.push(value);
          break;
        default:
      }
    });
    this.others(pc, op, uses, defs, next);
    return { pc, uses, defs, next, isSafePoint: shape.isSafePoint };
  }

  /** What is not in the shapes. */
  private others(pc: number, op: number, uses: number[], defs: number[], next: number[]): void {
    const end = pc + lengthAt(this.code, pc);
    const first = pc + 1 + (shapeOf[op] as Shape).operands.length;
    if (op === Op.RET) uses.push(...this.tracked.results);
    else if (op === Op.JTABLE) for (let at = first; at < end; at++) next.push(this.word(at));
    else if (op === Op.SELECT) {
      for (let at = first; at < end; at += selectCaseOperands) {
        this.tracked.collect(this.word(at + 1), 2, uses);
        const words = this.elemWords(this.word(at + 3));
        this.tracked.collect(this.word(at + 2), words, this.word(at) === 1 ? uses : defs);
      }
    } else if (op === Op.PRINT) this.tracked.collect(this.word(pc + 1), 4, uses);
  }

  private wordsOf(pc: number, shape: Shape, operand: Operand): number {
    const { size } = operand;
    if (typeof size === 'number') return size;
    const value = (role: string): number =>
      this.word(pc + 1 + shape.operands.findIndex((o) => o.role === role));
    switch (size) {
      case 'w':
        return value('w');
      case 'b':
        return (value('b') + 3) >> 2;
      case 'c':
        return 4 * value('c');
      case 'T':
        return this.typeWords(this.typeAt(value('T')));
      case 'E':
        return this.elemWords(value('T'));
      case 'K': {
        const u = underlying(this.typeAt(value('T')));
        return u.kind === 'map' ? this.typeWords(u.key) : 0;
      }
    }
  }

  private typeAt(ref: number): Type {
    const target = this.g.refs[ref] as Ref;
    if (target.kind !== 'type') throw new Error('no type');
    return target.type;
  }

  private typeWords(type: Type): number {
    return wordsOf(type, this.g.layouts);
  }

  private elemWords(ref: number): number {
    const type = this.typeAt(ref);
    return isString(type) ? 0 : this.typeWords(elemOf(type));
  }
}

function wordsOf(type: Type, layouts: Layouts): number {
  return Math.ceil(layouts.sizeof(type) / 8) * 2;
}

/** Live slots before each instruction, as bit sets. */
class Live {
  readonly sets: Int32Array;
  readonly width: number;
  constructor(
    private readonly count: number,
    length: number,
  ) {
    this.width = Math.ceil(count / 32);
    this.sets = new Int32Array(this.width * (length + 1));
  }

  at(pc: number): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.count; slot++) {
      const bits = this.sets[pc * this.width + (slot >> 5)] ?? 0;
      if ((bits >> (slot & 31)) & 1) slots.push(slot);
    }
    return slots;
  }

  /** in = uses ∪ (out − defs); whether that changed something. */
  update({ pc, uses, defs, next }: Effects): boolean {
    const { width, sets } = this;
    let changed = false;
    for (let i = 0; i < width; i++) {
      let bits = 0;
      for (const to of next) bits |= sets[to * width + i] ?? 0;
      for (const slot of defs) if (slot >> 5 === i) bits &= ~(1 << (slot & 31));
      for (const slot of uses) if (slot >> 5 === i) bits |= 1 << (slot & 31);
      if (bits !== sets[pc * width + i]) {
        sets[pc * width + i] = bits;
        changed = true;
      }
    }
    return changed;
  }
}

function solve(instructions: readonly Effects[], count: number, length: number): Live {
  const live = new Live(count, length);
  for (let changed = true; changed;) {
    changed = false;
    for (let i = instructions.length - 1; i >= 0; i--) {
      if (live.update(instructions[i] as Effects)) changed = true;
    }
  }
  return live;
}
