/**
 * Everything that must hold, cheap things first: format, lint, types, build, unit tests, house
 * rules, the webview in Chromium, the suite in a VS Code, and a session with the packaged
 * extension. `npm test` in a clean clone does it all; every stage runs even when one before it
 * failed, and the last line counts what they reported.
 *
 *   npm test -- unit tidy      only the stages named
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, setup } from './setup.mjs';

setup();

/** @param {string} path */
const local = (path) => join(root, path);
const node = process.execPath;
const prettier = local('node_modules/prettier/bin/prettier.cjs');
const eslint = local('node_modules/eslint/bin/eslint.js');
const formatted = ['{src,webview,test}/**/*.{ts,mjs,css}', '*.{mjs,json}'];
const lintConfig = ['--config', 'test/tools/eslint.config.mjs'];
const lintCache = ['--cache', '--cache-location', 'dist/.cache/eslint'];

/**
 * Name, arguments for Node; `beside`: at the same time as the one before, since each uses one core.
 * @type {{ name: string, args: string[], beside?: boolean }[]}
 */
const stages = [
  { name: 'format', args: [prettier, '--check', '--log-level', 'warn', ...formatted] },
  {
    name: 'lint',
    args: [eslint, ...lintConfig, ...lintCache, 'src', 'webview', 'test'],
    beside: true,
  },
  { name: 'types', args: ['test/tools/typecheck.mjs'] },
  { name: 'build', args: ['esbuild.mjs', '--production'] },
  { name: 'unit', args: ['test/run.mjs'] },
  { name: 'webview', args: ['test/run.mjs', 'test/webview'] },
  { name: 'vscode', args: ['test/tools/vscode.mjs'] },
  { name: 'vscode-zh', args: ['test/tools/vscode.mjs', '--locale', 'zh-cn', '--grep', 'zh-cn'] },
  { name: 'package', args: ['test/tools/package.mjs'] },
  { name: 'session', args: ['test/run.mjs', 'test/vscode/session.test.ts'] },
];

/**
 * Runs one stage, shows its output, and reads the closing count if there is one.
 * @param {string[]} args
 * @param {(line: string) => void} show
 * @returns {Promise<{ ok: boolean, counts: number[] | undefined }>}
 */
function runStage(args, show) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    /** @type {number[] | undefined} */
    let counts;
    let rest = '';
    child.stdout.on('data', (data) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const count = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line);
        // Only the sum of all stages may stand alone on a line.
        if (count) counts = count.slice(1).map(Number);
        show(count ? `total: ${line}.` : line);
      }
    });
    child.on('close', (code) => {
      if (rest !== '') show(rest);
      resolve({ ok: code === 0, counts });
    });
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const chosen = wanted.length > 0 ? stages.filter(({ name }) => wanted.includes(name)) : stages;
const totals = [0, 0, 0];
/** @type {string[]} */
const failedStages = [];
const started = Date.now();

/**
 * Runs a stage between its first line and its last, and adds up what it reported.
 * @param {number} index
 * @param {(line: string) => void} show
 */
async function report(index, show) {
  const { name, args } = chosen[index];
  const stageStarted = Date.now();
  show(`\n── ${name} (${index + 1}/${chosen.length}) ──`);
  const { ok, counts } = await runStage(args, show);
  // A stage without tests of its own counts as one.
  const counted = counts ?? (ok ? [1, 0, 0] : [0, 1, 0]);
  if (!ok && counted[1] === 0) counted[1] = 1;
  counted.forEach((count, at) => (totals[at] += count));
  if (!ok) failedStages.push(name);
  const seconds = ((Date.now() - stageStarted) / 1000).toFixed(1);
  show(`── ${name}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
}

for (let index = 0; index < chosen.length;) {
  const first = report(index, (line) => console.log(line));
  index += 1;
  /**
   * Those beside it are shown when it is over.
   * @type {string[]}
   */
  const lines = [];
  const besides = [first];
  for (; chosen[index]?.beside; index++) besides.push(report(index, (line) => lines.push(line)));
  await Promise.all(besides);
  for (const line of lines) console.log(line);
}
console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s`);
if (failedStages.length > 0) console.log(`failed: ${failedStages.join(', ')}`);
console.log(`${totals[0]} passed, ${totals[1]} failed, ${totals[2]} skipped`);
process.exit(failedStages.length > 0 ? 1 : 0);
