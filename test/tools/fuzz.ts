/**
 * The long form of test/runtime/fuzz.test.ts: a seed gives a configuration (of either runtime) and
 * a random program, whose state must satisfy the invariants all along and be the same when the
 * program runs again.
 *
 *     npm run fuzz                          ten minutes, from seed 1
 *     npm run fuzz -- --seconds 60 --from 5000
 *     npm run fuzz -- --from 4711 --count 1  one seed, to see a failure again
 *
 * After each allocation the new object's slot, span and mcache are looked at; after each 40th event
 * all invariants; after each 500th all that the program can reach, byte for byte. Each eighth seed
 * runs twice. A seed that fails is printed with its error; once mended it goes into `knownSeeds` of
 * that test.
 */
import { parseArgs } from 'node:util';
import { checkCollector, checkInvariants } from '../runtime/invariants';
import { World, worldOptions } from '../runtime/world';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
  },
});
const steps = 8000;
/** Steps between two looks at all invariants, which cost as much as many steps. */
const stride = 40;
const walkStride = 500;
const twiceStride = 8;

const events = { 'go1.26': 0, 'go1.6': 0 };

/** Runs a seed's program; with `look` its invariants are checked. Returns the hash of its end. */
function run(seed: number, look: boolean): number {
  const options = worldOptions(seed);
  const world = new World(seed, options);
  const { rt } = world;
  const scheduled = options.concurrent === true && rt.go16 === undefined;
  for (let i = 1; i <= steps; i++) {
    world.step();
    events[rt.go16 === undefined ? 'go1.26' : 'go1.6']++;
    if (look && i % stride === 0) checkInvariants(rt);
    if (look && i % stride === 0 && scheduled) checkCollector(rt);
    if (look && i % walkStride === 0) world.check();
  }
  return rt.columns.hash();
}

const say = (text: string): void => {
  console.log(text);
};

const end = Date.now() + Number(values.seconds) * 1000;
const first = Number(values.from);
let seed = first;
let failed = 0;
let said = 0;
for (; seed < first + Number(values.count) && Date.now() < end; seed++) {
  try {
    const hash = run(seed, true);
    if (seed % twiceStride === 0 && run(seed, false) !== hash)
      throw new Error('the same seed gave another state');
  } catch (error) {
    failed++;
    say(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  const millions = Math.floor((events['go1.26'] + events['go1.6']) / 1e6);
  if (millions > said) say(`${millions} million events, ${failed} seeds failed`);
  said = millions;
}
say(`${seed - first} seeds, ${JSON.stringify(events)} events, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
