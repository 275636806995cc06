/**
 * Finds a Chromium (Chrome, Edge, Chromium), installs one where none is, and starts it headless for
 * tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { runCommand, step } from './process.mjs';
import { root } from './setup.mjs';

/** Names on the PATH, most common first. */
const commands = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Where installers put browsers without touching the PATH. */
const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((path) =>
      join(process.env[variable] ?? '', path),
    ),
  ),
};

/** @returns {string | undefined} path of a browser that starts */
export function findBrowser() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => commands.map((command) => join(dir, command)))
    .sort((a, b) => rank(a) - rank(b));
  const fixed =
    process.platform === 'darwin' || process.platform === 'win32'
      ? places[process.platform]
      : onPath;
  const named = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
  return [...named, ...fixed, chromium.executablePath()].find(starts);
}

/** @param {string} path */
function rank(path) {
  return commands.findIndex((command) => path.endsWith(`/${command}`));
}

/**
 * A path may lead to a stand-in that only says how to install the browser; on Windows `--version`
 * opens a window.
 * @param {string} path
 */
function starts(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/**
 * Finds a browser or installs one. Throws one line that says what to do when neither works.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  for (const [what, install] of installers()) {
    try {
      await step(`Installing Chromium (${what})`, install);
    } catch (error) {
      console.log(String(error).split('\n')[0]);
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'No Chrome, Edge or Chromium found and none could be installed: install one, or set CHROME_PATH to its program.',
  );
}

/** @returns {[string, () => Promise<unknown>][]} */
function installers() {
  const quiet = { quiet: true };
  /** @type {[string, () => Promise<unknown>][]} */
  const list = [];
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    list.push([
      'Debian package',
      async () => {
        await runCommand('apt-get', ['update'], quiet);
        const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
        await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
          ...quiet,
          env,
        });
      },
    ]);
  }
  list.push([
    'Playwright download',
    () =>
      runCommand(process.execPath, [
        join(root, 'node_modules/playwright-core/cli.js'),
        'install',
        'chromium',
        '--no-shell',
      ]),
  ]);
  return list;
}

/**
 * Starts a headless browser; the caller closes it.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launch() {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    args: [
      // Chromium's own sandbox refuses root, which is who runs containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
  });
}
