/**
 * Random numbers of the runtime. Follows runtime/rand.go of Go 1.26 in who draws what.
 *
 * NON-GO: there is one generator for a whole run, seeded by its options, in place of one per thread
 * seeded by the operating system: runs with the same seed are the same.
 */
import type { ColumnSet, Table } from '../base/columns';
import { random32, randomBelow, seedRandom } from '../base/prng';
import type { Runtime } from './runtime';

const randSchema = { state: 'u32' } as const;

export type RandTable = Table<typeof randSchema>;

/** The state of the generator: four words. */
export function newRand(columns: ColumnSet, seed: number): RandTable {
  const table = columns.table('rand', randSchema, 4);
  seedRandom(table.state, seed);
  return table;
}

/** 32 random bits: half of what Go's rand gives, all that anybody here looks at. */
export function rand(rt: Runtime): number {
  return random32(rt.rand.state);
}

/** A random number in `[0, n)`, n ≥ 1. */
export function cheaprandn(rt: Runtime, n: number): number {
  return randomBelow(rt.rand.state, n);
}
