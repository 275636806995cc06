/**
 * `npm start`: builds, then opens the extension on examples/ in the desktop VS Code if `code` is
 * found, else in the embedded VS Code server. `npm start -- --web` takes the server in any case.
 * Ctrl-C ends everything.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, setup } from './setup.mjs';

setup();
const { reportFailures, runCommand } = await import('./process.mjs');
const { findBrowser } = await import('./browser.mjs');
const { startServer } = await import('./server.mjs');

reportFailures();
const examples = join(root, 'examples');
const onWindows = process.platform === 'win32';

/**
 * Whether `code` starts a desktop VS Code; inside a remote terminal it only talks to the window
 * there.
 */
function hasDesktop() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: onWindows }).status === 0;
}

async function openDesktop() {
  console.log('Opening VS Code on examples/…');
  await runCommand('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples]);
}

async function openServer() {
  // The server ends with this process (see startServer), so leaving is all there is to do.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
  const dataDir = join(root, '.vscode-test/start');
  mkdirSync(dataDir, { recursive: true });
  const server = await startServer({ dataDir });
  const url = server.url(examples, { extension: root });
  console.log(`\nGo Memory Explorer is open at\n\n  ${url}\n\nCtrl-C ends it.`);
  openBrowser(url);
}

/**
 * Shows the address in the user's browser where there is a screen; says nothing where there is
 * none.
 * @param {string} url
 */
function openBrowser(url) {
  if (process.env.CI || process.env.GOMEM_NO_BROWSER) return;
  const hasScreen =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen) return;
  const openers = new Map([
    ['darwin', 'open'],
    ['win32', 'explorer'],
  ]);
  const opener = openers.get(process.platform) ?? 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.once('error', () => {
    const browser = findBrowser();
    if (browser) spawn(browser, [url], { stdio: 'ignore', detached: true }).unref();
  });
  child.unref();
}

await runCommand(process.execPath, ['esbuild.mjs'], { cwd: root });
const web = process.argv.includes('--web') || !hasDesktop();
await (web ? openServer() : openDesktop());
