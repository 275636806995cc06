/**
 * Type-checks the four worlds: host, pure rooms, webview, tests. Prints every error; exit 1 on any.
 */
import { spawn } from 'node:child_process';
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

/**
 * @param {string} project
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function check(project) {
  const info = join(cache, `${project.replace(/\W/g, '-')}.tsbuildinfo`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['-p', project, '--incremental', '--tsBuildInfoFile', info, '--pretty', 'false'];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tsc, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('close', (status) => resolve({ status, output: output.trim() }));
  });
}

/** Two at a time, as many as the machines have cores that run this. */
const waiting = [...projects];
const worker = async () => {
  for (let project = waiting.pop(); project !== undefined; project = waiting.pop()) {
    const started = Date.now();
    const { status, output } = await check(project);
    // A room that does not exist yet has no input: nothing to check is not an error (TS18003).
    const empty = output.includes('error TS18003');
    if (status !== 0 && !empty) failed = true;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(
      `${project}: ${empty ? 'no files' : status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`,
    );
    if (status !== 0 && !empty) console.log(output);
  }
};
await Promise.all([worker(), worker()]);
process.exit(failed ? 1 : 0);
