/**
 * Runs test/bench/*.bench.ts one after the other, each in a process of its own so that none warms
 * up another.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailures, runCommand } from './process.mjs';
import { root } from './setup.mjs';

reportFailures();
const filters = process.argv.slice(2);
const files = readdirSync(join(root, 'test/bench'))
  .filter((name) => name.endsWith('.bench.ts') && filters.every((filter) => name.includes(filter)))
  .sort();
for (const [index, name] of files.entries()) {
  console.log(`── ${name} (${index + 1}/${files.length}) ──`);
  await runCommand(process.execPath, ['test/tools/run-ts.mjs', `test/bench/${name}`], {
    cwd: root,
  });
}
