/**
 * A small deterministic machine for tests of replay: each step changes a pseudo-random word, here
 * and there one of a tracked table that grows, and which steps begin a statement depends on the
 * state.
 */
import type { Table, Tracked } from '../../src/base/columns';
import { ColumnSet, trackedShift } from '../../src/base/columns';
import { random32, seedRandom } from '../../src/base/prng';
import type { Replayable } from '../../src/session/replay';

const markedSchema = { pair: ['u16', 2], wide: 'f64' } as const;
const schema = { value: 'u32', random: 'u32' } as const;

export class Toy implements Replayable {
  readonly columns = new ColumnSet();
  private readonly table: Table<typeof schema>;
  private readonly marked: Tracked<typeof markedSchema>;
  private readonly clock: Table<{ tick: 'f64'; statement: 'u8' }>;

  constructor(
    private readonly rows: number,
    private readonly length = Infinity,
  ) {
    this.table = this.columns.table('words', schema, rows);
    this.marked = this.columns.tracked('marked', markedSchema, 1, 1);
    this.clock = this.columns.table('clock', { tick: 'f64', statement: 'u8' }, 1);
    this.clock.statement[0] = 1;
    seedRandom(this.table.random, 7);
  }

  get tick(): number {
    return this.clock.tick[0]!;
  }

  get ended(): boolean {
    return this.tick >= this.length;
  }

  get atStatement(): boolean {
    return this.clock.statement[0] === 1 && !this.ended;
  }

  run(steps: number, statements: boolean): number {
    let i = 0;
    while (i < steps && !this.ended) {
      i++;
      const drawn = random32(this.table.random);
      this.table.value[drawn % this.rows]! += 1 + (drawn % 7);
      if (drawn % 64 === 0) this.mark(drawn >>> 6);
      this.clock.tick[0]!++;
      this.clock.statement[0] = drawn % 9 === 0 ? 1 : 0;
      if (statements && this.atStatement) break;
    }
    return i;
  }

  private mark(drawn: number): void {
    const { marked } = this;
    if (drawn % 3 === 0 && marked.rows < 5000)
      this.columns.resize<typeof markedSchema>(marked, marked.rows + (drawn % 50));
    const row = drawn % marked.rows;
    marked.pair[2 * row + 1]! += 1;
    marked.wide[row]! -= 1;
    marked.dirty[row >> trackedShift] = 1;
  }
}
