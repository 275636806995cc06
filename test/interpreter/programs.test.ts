/**
 * Whole programs: what they print and how they end, against real Go. Answers are recorded in
 * test/oracle/programs.json; a program that is not there, or was changed since, is run with `go`
 * where there is one. RECORD=1 writes the answers anew.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { runSource } from './harness';

interface Answer {
  readonly hash: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = 'test/interpreter/testdata';
const recorded = 'test/oracle/programs.json';
const answers = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, Answer>;
const record = process.env['RECORD'] === '1';

const programs = new Map<string, string>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.go')))
  programs.set(file, readFileSync(join(folder, file), 'utf8'));
const crashes = readFileSync(join(folder, 'crashes.txt'), 'utf8');
for (const part of crashes.split(/^-- /m).slice(1)) {
  const end = part.indexOf(' --\n');
  programs.set(`crash ${part.slice(0, end)}`, part.slice(end + 4));
}

/** What `go run` says, or undefined without Go. */
function real(source: string): Answer | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'programs-'));
  try {
    writeFileSync(join(dir, 'main.go'), source);
    writeFileSync(join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    const built = spawnSync('go', ['build', '-o', 'main', '.'], { cwd: dir, encoding: 'utf8' });
    if (built.status !== 0) return undefined;
    // With more Ps, what the runtime does by itself makes objects now and then.
    const env = { ...process.env, GOMAXPROCS: '1' };
    const { status, stdout, stderr } = spawnSync(join(dir, 'main'), { encoding: 'utf8', env });
    return { hash: hashOf(source), exit: status ?? -1, stdout, stderr: normal(stderr) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}

/**
 * Without addresses, arguments, and frames of the library; of ends that show the runtime's own
 * goroutines only the message.
 */
function normal(stderr: string): string {
  const overflow = /^runtime: goroutine stack exceeds.*\n/.exec(stderr);
  if (overflow !== null) return `${overflow[0]}fatal error: stack overflow\n`;
  const printing = /^fatal error: panic while printing.*\n/.exec(stderr);
  if (printing !== null) return printing[0];
  const thrown = /^fatal error: runtime\.SetFinalizer.*\n/.exec(stderr);
  if (thrown !== null) return thrown[0];
  const lines = stderr.split('\n').filter((line, i, all) => {
    const isPosition = line.startsWith('\t/') || /^\t\S+\.go:/.test(line);
    const name = isPosition ? all[i - 1]! : line;
    return !/^(panic\(|runtime\.|sync\.|internal\/|testing\.|time\.|exit status)/.test(name);
  });
  return lines
    .join('\n')
    .replace(/^\t\S*?([\w.]+\.go):(\d+).*$/gm, '\t$1:$2')
    .replace(/^([\w.*()[\]]+)\(.*\)$/gm, '$1()')
    .replace(/0x[0-9a-f]+/g, '0x')
    .replace(/goroutine (?!1 )\d+/g, 'goroutine N')
    .replace(/(created by \S+) in goroutine \d+/g, '$1');
}

if (record) {
  test('the answers are recorded', () => {
    for (const [name, source] of programs) {
      const answer = real(source);
      if (answer !== undefined) answers[name] = answer;
    }
    const known = Object.entries(answers).filter(([name]) => programs.has(name));
    writeFileSync(recorded, `${JSON.stringify(Object.fromEntries(known), undefined, 2)}\n`);
  });
}

for (const [name, source] of programs) {
  test(name, (t) => {
    const known = answers[name];
    const want = known?.hash === hashOf(source) ? known : real(source);
    if (want === undefined) {
      t.skip('not recorded, and there is no go');
      return;
    }
    // A stack of a gigabyte is more than a test should ask for.
    const budgetBytes = name.includes('overflow') ? 64 << 20 : 1 << 30;
    const got = runSource('main.go', source, { budgetBytes });
    assert.equal(got.stdout, want.stdout);
    assert.equal(got.exit, want.exit);
    assert.equal(normal(got.stderr), want.stderr);
  });
}

for (const procs of [2, 4]) {
  for (const seed of [1, 2, 3]) {
    test(`goroutines and collections on ${procs} Ps, seed ${seed}`, () => {
      for (const name of ['goroutines.go', 'gc.go']) {
        const got = runSource('main.go', programs.get(name)!, { procs, seed });
        assert.equal(got.stdout, answers[name]!.stdout);
      }
    });
  }
}
