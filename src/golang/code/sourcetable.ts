/**
 * From program counters to the source and back.
 */
import type { FuncCode } from './object';
import type { SourcePosition } from './position';

interface Entry {
  readonly code: FuncCode;
  readonly user: boolean;
  readonly entry: number;
}

export class SourceTable {
  private readonly entries: Int32Array;
  private readonly byLine = new Map<string, number[]>();
  private isIndexed = false;

  constructor(
    private readonly funcs: readonly Entry[],
    private readonly position: (pos: number, user: boolean) => SourcePosition,
  ) {
    this.entries = Int32Array.from(funcs, ({ entry }) => entry);
  }

  funcOf(pc: number): number {
    return lastAtMost(this.entries, pc);
  }

  positionOf(pc: number): SourcePosition {
    const { code, user, entry } = this.funcs[this.funcOf(pc)] as Entry;
    const i = lastAtMost(code.positionPcs, pc - entry);
    return this.position(code.positions[i] ?? 0, user);
  }

  statementStarts(length: number): Uint32Array {
    const bits = new Uint32Array(Math.ceil(length / 32));
    for (const { code, user, entry } of this.funcs) {
      if (!user || code.func.wrapper) continue;
      for (const own of code.statements) {
        const pc = entry + own;
        if (own < code.code.length) bits[pc >> 5] = (bits[pc >> 5] ?? 0) | (1 << (pc & 31));
      }
    }
    return bits;
  }

  pcsOfLine(file: string, line: number): readonly number[] {
    if (!this.isIndexed) this.index();
    return this.byLine.get(`${file}:${line}`) ?? [];
  }

  private index(): void {
    this.isIndexed = true;
    for (const { code, user, entry } of this.funcs) {
      if (code.func.wrapper) continue;
      for (const own of code.statements) {
        const { file, line } = this.position(
          code.positions[lastAtMost(code.positionPcs, own)] ?? 0,
          user,
        );
        const key = `${file}:${line}`;
        const list = this.byLine.get(key);
        if (list === undefined) this.byLine.set(key, [entry + own]);
        else list.push(entry + own);
      }
    }
  }
}

/** Number of the last element that is not above x; 0 if there is none. */
function lastAtMost(sorted: Int32Array, x: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
