/**
 * The long form of test/runtime/fuzz.test.ts: a seed gives a configuration and a random program,
 * whose state must satisfy the invariants all along and be the same when the program runs again.
 *
 *     npm run fuzz                          ten minutes, from seed 1
 *     npm run fuzz -- --seconds 60 --from 5000
 *     npm run fuzz -- --from 4711 --count 1  one seed, to see a failure again
 *
 * A seed that fails is printed with its error; once mended it goes into `knownSeeds` of that test.
 */
import { parseArgs } from 'node:util';
import { checkInvariants } from '../runtime/invariants';
import { World, worldOptions } from '../runtime/world';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
  },
});
const steps = 4000;
/** Steps between two looks at the invariants, which cost as much as many steps. */
const stride = 40;

/** Runs a seed's program; with `look` its invariants are checked. Returns the hash of its end. */
function run(seed: number, look: boolean): number {
  const world = new World(seed, worldOptions(seed));
  for (let i = 1; i <= steps; i++) {
    world.step();
    if (look && i % stride === 0) checkInvariants(world.rt);
    if (look && i % 500 === 0) world.check();
  }
  return world.rt.columns.hash();
}

const end = Date.now() + Number(values.seconds) * 1000;
const first = Number(values.from);
let seed = first;
let failed = 0;
for (; seed < first + Number(values.count) && Date.now() < end; seed++) {
  try {
    if (run(seed, true) !== run(seed, false)) throw new Error('the same seed gave another state');
  } catch (error) {
    failed++;
    console.log(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
console.log(`${seed - first} seeds, ${(seed - first) * steps * 2} steps, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
