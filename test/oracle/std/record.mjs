/**
 * Asks the real toolchain what the programs of test/std/programs print: standard output, and of
 * `allocs.go` standard error, where it counts. Package main is compiled without inlining, as ours
 * is.
 *
 *     node test/oracle/std/record.mjs            compare with the recorded answers
 *     node test/oracle/std/record.mjs --write    record them
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const programs = join(root, 'test/std/programs');

/**
 * What Go prints for a program; throws when it does not run.
 * @param {string} name
 */
export function ask(name) {
  const env = {
    ...process.env,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOMAXPROCS: '1',
    GOGC: name === 'allocs' ? 'off' : '100',
    GODEBUG: 'asyncpreemptoff=1',
  };
  const args = ['run', '-gcflags=-l', join(programs, `${name}.go`)];
  const { status, stdout, stderr } = spawnSync('go', args, {
    env,
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return name === 'allocs' ? stderr : stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let differing = 0;
  for (const file of readdirSync(programs).filter((name) => name.endsWith('.go'))) {
    const name = file.slice(0, -3);
    const recorded = join(root, 'test/oracle/std', `${name}.txt`);
    const answer = ask(name);
    if (process.argv.includes('--write')) writeFileSync(recorded, answer);
    else if (readFileSync(recorded, 'utf8') !== answer) {
      differing++;
      console.log(`${name}: not what is recorded`);
    }
  }
  process.exitCode = differing > 0 ? 1 : 0;
}
