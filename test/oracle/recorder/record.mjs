/**
 * Records a process of real Go 1.26 for `gomem replay`: builds the recorder with the Go in PATH and
 * runs it.
 *
 *   node test/oracle/recorder/record.mjs --seed 7 --kind single --allocations 1000000 -o out.gz
 *
 * Kinds: single, scavenge, stacks, cycles (see README.md).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));

/** @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} options */
function onGo(args, options) {
  const { status, stdout, stderr, error } = spawnSync('go', args, { encoding: 'utf8', ...options });
  if (error !== undefined || status !== 0)
    throw new Error(`go ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.toString().trim();
}

/** Builds the recorder into a folder and returns the binary. @param {string} folder */
function build(folder) {
  const version = onGo(['env', 'GOVERSION'], { cwd: here });
  if (!/^go1\.26(\D|$)/.test(version)) throw new Error(`Go 1.26 is needed, here is ${version}`);
  const runtime = join(onGo(['env', 'GOROOT'], { cwd: here }), 'src/runtime');
  const overlay = join(folder, 'overlay.json');
  const added = { [join(runtime, 'zz_recorder.go')]: join(here, 'overlay/recorder.go') };
  writeFileSync(overlay, JSON.stringify({ Replace: added }));
  const binary = join(folder, 'recorder');
  const env = {
    ...process.env,
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    CGO_ENABLED: '0',
    GOFLAGS: '',
  };
  onGo(['build', '-overlay', overlay, '-o', binary, '.'], { cwd: here, env });
  return binary;
}

const options = { seed: '1', kind: 'single', allocations: '100000', output: '' };
const args = process.argv.slice(2);
for (let i = 0; i < args.length; i += 2) {
  const name = args[i] === '-o' ? 'output' : args[i]?.replace(/^--/, '');
  const value = args[i + 1];
  if (name === undefined || value === undefined || !Object.hasOwn(options, name))
    throw new Error(`unknown or incomplete option ${args[i]}`);
  Object.assign(options, { [name]: value });
}
if (options.output === '') throw new Error('-o FILE is needed');

const folder = mkdtempSync(join(tmpdir(), 'recorder-'));
try {
  const { seed, kind, allocations, output } = options;
  const binary = build(folder);
  const env = { GOMAXPROCS: '1', GODEBUG: 'asyncpreemptoff=1,gcshrinkstackoff=1' };
  const record = () => spawnSync(binary, [kind, seed, allocations], { env, maxBuffer: 2 ** 31 });
  let run = record();
  // 3: the runtime has started a thread, so that the record would not tell everything.
  for (let attempt = 0; attempt < 5 && run.status === 3; attempt++) run = record();
  if (run.status !== 0) throw new Error(`the recorder failed: ${run.stderr.toString()}`);
  const bytes = output.endsWith('.gz') ? gzipSync(run.stdout, { level: 9 }) : run.stdout;
  writeFileSync(resolve(output), bytes);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
