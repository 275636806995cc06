/**
 * Builds for production and writes go-memory-explorer-<version>.vsix; prints what is inside and how
 * large.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { reportFailures, runCommand } from './process.mjs';
import { root } from './setup.mjs';

reportFailures();

/** Budgets of the package, in bytes. */
const vsixLimit = 1.5 * 1024 * 1024;
const webviewLimit = 200_000;

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `${name}-${version}.vsix`);
await runCommand(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
// Everything is bundled, so no node_modules ships and vsce need not look for any.
await runCommand(
  process.execPath,
  [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ],
  {
    cwd: root,
  },
);

const vsixBytes = statSync(vsix).size;
const webviewBytes = gzipSync(readFileSync(join(root, 'dist/webview.js'))).length;
console.log(
  `${vsix}: ${(vsixBytes / 1024).toFixed(0)} KiB; webview script ${webviewBytes} B gzipped`,
);
if (vsixBytes > vsixLimit || webviewBytes > webviewLimit) {
  console.error(
    `over the budget of ${vsixLimit} B for the package or ${webviewLimit} B for the script`,
  );
  process.exit(1);
}
