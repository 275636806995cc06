/** Builds the command line as it ships and runs it in a process of its own. */
import { buildSync } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Beside the real one, because it looks for package.json one folder up.
const bundle = `dist/gomem-test-${process.pid}.js`;
buildSync({
  stdin: {
    contents: "import { gomem } from './src/cli'; process.exitCode = gomem(process.argv.slice(2));",
    resolveDir: process.cwd(),
  },
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  loader: { '.go': 'text' },
  logLevel: 'warning',
});
const scratch = mkdtempSync(join(tmpdir(), 'gomem-cli-'));
process.once('exit', () => {
  rmSync(bundle, { force: true });
  rmSync(scratch, { recursive: true, force: true });
});

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `gomem` with the arguments. */
export function gomem(args: readonly string[], input: string | Uint8Array = ''): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** Writes a program to a file of its own and returns the path. */
export function program(name: string, source: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, source);
  return path;
}
