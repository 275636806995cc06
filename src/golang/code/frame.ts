/**
 * The frame of a function under compilation: slots of 8 bytes for variables and temporaries. A slot
 * is only ever reused for values with pointers at the same places, so that whether a word may hold
 * a pointer does not depend on where the function stands.
 */
import type { Layouts } from '../layout/layout';
import type { Type } from '../types/types';

/**
 * Word number (of 4 bytes) that stands for the beginning of the argument block until it is known.
 */
export const argBase = 1 << 24;

/** Where the closure object's address stands: in the link, below the argument block. */
export const contextWord = argBase - 2;

/** The most a frame may hold, in bytes. */
const maxFrameBytes = 1 << 25;

/** Thrown when a frame gets too large; the compiler turns it into a diagnostic. */
export class FrameTooLarge extends Error {}

interface Slot {
  readonly at: number;
  readonly shape: string;
}

/** Slots of the types that most values have: `p` for a pointer, `.` for any other word. */
const shapes = { scalar: '.', pointer: 'p', string: 'p.', slice: 'p..', iface: '.p' } as const;

export class Frame {
  /** Slots so far. */
  private count = 0;
  private readonly free = new Map<string, number[]>();
  private temps: Slot[] = [];
  private variables: Slot[] = [];
  /** Numbers of the slots that hold pointers. */
  private readonly pointers = new Set<number>();
  /** Pointer slots of areas whose address is taken: always looked at, zeroed at entry. */
  readonly pinned: number[] = [];
  private readonly shapeByType = new Map<Type, string>();

  constructor(private readonly layouts: Layouts) {}

  get bytes(): number {
    return this.count * 8;
  }

  isPointer(slot: number): boolean {
    return this.pointers.has(slot);
  }

  /** Which words of a type's slots hold pointers. */
  shapeOf(type: Type): string {
    const known = this.shapeByType.get(type);
    if (known !== undefined) return known;
    const slots = Math.ceil(this.layouts.sizeof(type) / 8);
    if (slots * 8 > maxFrameBytes) throw new FrameTooLarge();
    let shape: string = shapes.scalar.repeat(slots);
    if (this.layouts.hasPointers(type)) {
      const chars = new Array<string>(slots).fill('.');
      for (const offset of this.layouts.pointerOffsets(type)) chars[offset / 8] = 'p';
      shape = chars.join('');
    }
    this.shapeByType.set(type, shape);
    return shape;
  }

  private take(shape: string): number {
    const free = this.free.get(shape)?.pop();
    return free ?? this.fresh(shape);
  }

  /** Slots never used before. */
  private fresh(shape: string): number {
    const at = this.count;
    this.count += shape.length;
    if (this.count * 8 > maxFrameBytes) throw new FrameTooLarge();
    for (let i = 0; i < shape.length; i++) {
      if (shape[i] === 'p') this.pointers.add(at + i);
    }
    return at;
  }

  private release(slots: Slot[], from: number): void {
    for (const { at, shape } of slots.splice(from)) {
      const list = this.free.get(shape);
      if (list === undefined) this.free.set(shape, [at]);
      else list.push(at);
    }
  }

  /** A temporary, until the temporaries are reset to a mark before it. Its word number. */
  temp(shape: string): number {
    if (shape === '') return 0;
    const at = this.take(shape);
    this.temps.push({ at, shape });
    return at * 2;
  }

  markTemps(): number {
    return this.temps.length;
  }

  resetTemps(mark: number): void {
    this.release(this.temps, mark);
  }

  /** A variable of the innermost block. */
  variable(shape: string): number {
    if (shape === '') return 0;
    const at = this.take(shape);
    this.variables.push({ at, shape });
    return at * 2;
  }

  markVariables(): number {
    return this.variables.length;
  }

  resetVariables(mark: number): void {
    this.release(this.variables, mark);
  }

  /** Slots of their own for the whole function. */
  own(shape: string): number {
    return this.fresh(shape) * 2;
  }

  /** The same, for an area that pointers lead to. */
  pin(shape: string): number {
    const at = this.fresh(shape);
    for (let i = 0; i < shape.length; i++) if (shape[i] === 'p') this.pinned.push(at + i);
    return at * 2;
  }
}

/** Shapes of values that have no type here. */
export const frameShapes = shapes;
