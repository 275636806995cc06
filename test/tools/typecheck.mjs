/**
 * Type-checks the four worlds: host, pure rooms, webview, tests. Prints every error; exit 1 on any.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const projects = [
  'src/tsconfig.engine.json',
  'tsconfig.json',
  'webview/tsconfig.json',
  'test/tsconfig.json',
];
const cache = join(root, 'dist/.cache');
mkdirSync(cache, { recursive: true });
let failed = false;
for (const project of projects) {
  const started = Date.now();
  const info = join(cache, `${project.replace(/\W/g, '-')}.tsbuildinfo`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [
    tsc,
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    info,
    '--pretty',
    'false',
  ];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const output = result.stdout.trim();
  // A room that does not exist yet has no input: nothing to check is not an error (TS18003).
  const empty = output.includes('error TS18003');
  if (result.status !== 0 && !empty) failed = true;
  console.log(
    `${project}: ${empty ? 'no files' : result.status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (result.status !== 0 && !empty) console.log(output);
}
process.exit(failed ? 1 : 0);
