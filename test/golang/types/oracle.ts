/**
 * Answers of the real Go tool chain: recorded in test/oracle, asked again where `go` is present.
 * UPDATE_ORACLE=1 writes new records.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const environment = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' };

/** Runs `go` with the given arguments; undefined if there is no go. */
export function go(args: readonly string[], cwd = process.cwd()): string | undefined {
  const run = spawnSync('go', args, { cwd, env: environment, maxBuffer: 1 << 28 });
  if (run.error !== undefined) return undefined;
  return run.stdout.toString() + run.stderr.toString();
}

/** Version as `go1.26.8`; undefined without go or with another language version than 1.26. */
export function goVersion(): string | undefined {
  const version = /go1\.26(\.\d+)?/.exec(go(['version']) ?? '');
  return version?.[0];
}

/** GOROOT, where the release's own tests are; undefined without go 1.26. */
export function goRoot(): string | undefined {
  return goVersion() === undefined ? undefined : go(['env', 'GOROOT'])?.trim();
}

/** Runs `use` with a fresh folder that is removed afterwards. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'go-oracle-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The recorded answer named `name`. `ask` gets it from the tool chain; where that is present the
 * record must agree. The first line of a record says where it comes from.
 */
export function recorded(name: string, command: string, ask: () => string | undefined): string {
  const file = join('test/oracle', name);
  const version = goVersion();
  const live = version === undefined ? undefined : ask();
  if (live !== undefined && process.env.UPDATE_ORACLE === '1') {
    writeFileSync(file, `# ${version ?? ''} linux/amd64: ${command}\n${live}`);
  }
  assert(existsSync(file), `${file} is missing: run with UPDATE_ORACLE=1 and go 1.26`);
  const text = readFileSync(file, 'utf8');
  const answer = text.slice(text.indexOf('\n') + 1);
  if (live !== undefined) assert.equal(live, answer, `${file} differs from ${version ?? ''}`);
  return answer;
}
