/**
 * Records a process of real Go 1.26 for `gomem replay`: builds the recorder with the Go in PATH and
 * runs it.
 *
 *   node test/oracle/recorder/record.mjs --seed 7 --kind single --allocations 1000000 -o out.gz
 *
 * Kinds: single, scavenge, stacks (one P); cycles, growth, limit (with --procs N, default 1). See
 * README.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Changes of files of package runtime: functions that overlay/hooks.go wraps get another name, and
 * it is called where an object is placed, a cycle begins, and memory is counted.
 *
 * @type {Record<string, [find: RegExp, put: string, times: number][]>}
 */
const changes = {
  'malloc.go': [
    [
      /^(\t)(\/\/ Actually do the allocation\.)$/gm,
      '$1recorded := recorderEnter(size, typ)\n$1$2',
      1,
    ],
    [/^(\t+)gcStart\(t\)$/gm, '$1recorderTrigger(x)\n$1gcStart(t)', 5],
    [/^(\t\/\/ Notify sanitizers, if enabled\.)$/gm, '\trecorderLeave(recorded, x)\n$1', 1],
  ],
  'mcache.go': [[/^(func \(c \*mcache\) )prepareForSweep\(/gm, '$1recordedPrepareForSweep(', 1]],
  'mgc.go': [
    [/^func gcSweep\(/gm, 'func recordedGcSweep(', 1],
    [/^(\t+)sweep\.active\.end\(sl\)$/gm, '$1recorderSwept(sl)', 1],
    [/^(\t+)if pp\.status == _Pidle \{$/gm, '$&\n$1\trecorderIdle(pp)', 1],
  ],
  'mgcsweep.go': [
    [/^func sweepone\(/gm, 'func recordedSweepone(', 1],
    [/^func finishsweep_m\(/gm, 'func recordedFinishsweep_m(', 1],
  ],
  'mgcwork.go': [
    [/mheap_\.allocManual\(workbufAlloc\/pageSize, spanAllocWorkBuf\)/g, 'recorderBuffers()', 1],
    [/^func freeSomeWbufs\(/gm, 'func recordedFreeSomeWbufs(', 1],
    [/^func prepareFreeWorkbufs\(/gm, 'func recordedPrepareFreeWorkbufs(', 1],
  ],
  'mgcpacer.go': [
    [/^(\t+)mappedReady = c\.mappedReady\.Load\(\).*$/gm, '$1recorderMapped(recMappedGoal)\n$&', 1],
  ],
  'mheap.go': [
    [
      /^(\t+)inuse := gcController\.mappedReady\.Load\(\)$/gm,
      '$1recorderMapped(recMappedSpan)\n$&',
      1,
    ],
  ],
  'stack.go': [
    [/^func stackalloc\(/gm, 'func recordedStackalloc(', 1],
    [/^func stackfree\(/gm, 'func recordedStackfree(', 1],
    [/^func freeStackSpans\(/gm, 'func recordedFreeStackSpans(', 1],
  ],
};

/** Writes the changed files of package runtime into a folder. @returns what replaces what */
function changed(/** @type {string} */ runtime, /** @type {string} */ folder) {
  /** @type {Record<string, string>} */
  const replace = {};
  for (const [name, edits] of Object.entries(changes)) {
    let text = readFileSync(join(runtime, name), 'utf8');
    for (const [find, put, times] of edits) {
      const found = text.match(find)?.length ?? 0;
      if (found !== times) throw new Error(`${name}: ${find} found ${found} times, not ${times}`);
      text = text.replace(find, put);
    }
    replace[join(runtime, name)] = join(folder, name);
    writeFileSync(join(folder, name), text);
  }
  return replace;
}

/** Builds the recorder into a folder and returns the binary. @param {string} folder */
function build(folder) {
  const version = onGo(['env', 'GOVERSION'], { cwd: here });
  if (!/^go1\.26(\D|$)/.test(version)) throw new Error(`Go 1.26 is needed, here is ${version}`);
  const runtime = join(onGo(['env', 'GOROOT'], { cwd: here }), 'src/runtime');
  const overlay = join(folder, 'overlay.json');
  const replace = changed(runtime, folder);
  for (const name of ['recorder', 'hooks'])
    replace[join(runtime, `zz_${name}.go`)] = join(here, `overlay/${name}.go`);
  writeFileSync(overlay, JSON.stringify({ Replace: replace }));
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

const options = { seed: '1', kind: 'single', allocations: '100000', procs: '1', output: '' };
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
  const { seed, kind, allocations, procs, output } = options;
  const binary = build(folder);
  const env = { GOMAXPROCS: procs, GODEBUG: 'asyncpreemptoff=1,gcshrinkstackoff=1' };
  const record = () => spawnSync(binary, [kind, seed, allocations], { env, maxBuffer: 2 ** 31 });
  let run = record();
  // 3: the runtime has started a thread, so that the record would not tell everything.
  for (let attempt = 0; attempt < 5 && run.status === 3; attempt++) run = record();
  if (run.status !== 0)
    throw new Error(`the recorder failed: ${run.stderr.toString().slice(0, 2000)}`);
  const bytes = output.endsWith('.gz') ? gzipSync(run.stdout, { level: 9 }) : run.stdout;
  writeFileSync(resolve(output), bytes);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
