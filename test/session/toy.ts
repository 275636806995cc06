/**
 * A small deterministic machine for tests of replay: each step changes a pseudo-random word, and
 * which steps begin a statement depends on the state.
 */
import type { Table } from '../../src/base/columns';
import { ColumnSet } from '../../src/base/columns';
import { random32, seedRandom } from '../../src/base/prng';
import type { Replayable } from '../../src/session/replay';

const schema = { value: 'u32', random: 'u32' } as const;

export class Toy implements Replayable {
  readonly columns = new ColumnSet();
  private readonly table: Table<typeof schema>;
  private readonly clock: Table<{ tick: 'f64'; statement: 'u8' }>;

  constructor(
    private readonly rows: number,
    private readonly length = Infinity,
  ) {
    this.table = this.columns.table('words', schema, rows);
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
      this.clock.tick[0]!++;
      this.clock.statement[0] = drawn % 9 === 0 ? 1 : 0;
      if (statements && this.atStatement) break;
    }
    return i;
  }
}
