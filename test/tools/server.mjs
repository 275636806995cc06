/**
 * The embedded VS Code server: the whole of VS Code (workbench, extension host, webviews) out of a
 * package registry, served to a browser. Tests and `npm start` use it where no desktop VS Code is
 * at hand.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endTree, runCommand, signalTree, step } from './process.mjs';
import { root } from './setup.mjs';

const serverVersion = '4.139.1';
/** The Node release line this server is built for. */
const nodeMajor = 24;
const cache = join(root, '.vscode-test');
const home = join(cache, `code-server-${serverVersion}`);
const vscodeRoot = join(home, 'node_modules/code-server/lib/vscode');

/**
 * Settings that keep the workbench still and bare, for pictures and for people who came to see one
 * extension.
 */
const calmSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
};

/**
 * Installs the server into .vscode-test/ unless it stands there; an interrupted installation is
 * done again.
 */
export async function installServer() {
  if (existsSync(join(home, 'installed'))) return;
  await step(`Installing VS Code server (code-server ${serverVersion}, once)`, async () => {
    const partial = `${home}.partial`;
    rmSync(partial, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
    const quiet = { quiet: true };
    const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const packages = [`code-server@${serverVersion}`];
    if (!hostNodeServes()) packages.push(`${nodePackage()}@${nodeMajor}`);
    await runCommand('npm', [...npm, ...packages], { ...quiet, cwd: partial });
    const inner = join(partial, 'node_modules/code-server/lib/vscode');
    await runCommand('npm', [...npm, '--omit=dev'], { ...quiet, cwd: inner });
    writeFileSync(join(partial, 'installed'), '');
    renameSync(partial, home);
  });
}

function hostNodeServes() {
  return Number(process.versions.node.split('.')[0]) === nodeMajor;
}

/** The registry's package of a Node binary for this machine. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}

function serverNode() {
  if (hostNodeServes()) return process.execPath;
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return join(home, 'node_modules', nodePackage(), binary);
}

/** @returns {Promise<number>} a port nobody listens on right now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {(folder: string, development?: Development) => string} url address that opens a folder
 * @property {() => Promise<void>} stop ends the server and its extension hosts
 * @property {() => string} log what the server printed so far
 */

/**
 * @typedef {object} Development
 * @property {string} [extension] folder of an extension to load from source
 * @property {string} [tests] file whose `run()` the extension host calls
 */

/**
 * Starts the server and waits until it serves.
 * @param {object} options
 * @param {string} options.dataDir user data; settings are written there
 * @param {string} [options.extensionsDir]
 * @param {string} [options.locale] display language for extensions; the workbench stays English
 * @param {Record<string, unknown>} [options.settings] on top of the calm ones
 * @param {number} [options.port]
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  await installServer();
  const port = options.port ?? (await freePort());
  const userDir = join(options.dataDir, 'data/User');
  mkdirSync(userDir, { recursive: true });
  const settings = { ...calmSettings, ...options.settings };
  for (const dir of [userDir, join(options.dataDir, 'data/Machine')]) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'settings.json'), JSON.stringify(settings, null, 2));
  }
  if (options.locale) registerLanguage(options.dataDir, options.locale);
  const child = spawn(serverNode(), serverArguments(options, port), {
    // A group of its own, so that ending it ends the extension hosts too.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutEditorVariables(),
  });
  const endNow = () => signalTree(child, 'SIGKILL');
  process.once('exit', endNow);
  let log = '';
  await new Promise((resolve, reject) => {
    /** @param {Buffer} data */
    const read = (data) => {
      log += data;
      if (log.includes('Web UI available') || log.includes('Extension host agent listening'))
        resolve(undefined);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The server ended with ${code}:\n${log}`)));
  });
  return {
    port,
    log: () => log,
    url: (folder, development) => address(port, folder, development),
    stop: async () => {
      await endTree(child);
      process.off('exit', endNow);
    },
  };
}

/**
 * @param {{ dataDir: string, extensionsDir?: string, locale?: string }} options
 * @param {number} port
 */
function serverArguments(options, port) {
  return [
    join(vscodeRoot, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port)],
    '--without-connection-token',
    '--accept-server-license-terms',
    ...['--server-data-dir', options.dataDir],
    ...['--extensions-dir', options.extensionsDir ?? join(options.dataDir, 'extensions')],
    '--disable-telemetry',
    ...(options.locale ? ['--locale', options.locale] : []),
    // Without this a built server ignores the payload that names an extension under development.
    '--enable-smoke-test-driver',
  ];
}

/**
 * Registers a language pack without texts, which is enough to make a locale the display language.
 * @param {string} dataDir
 * @param {string} locale
 */
function registerLanguage(dataDir, locale) {
  const texts = join(dataDir, 'data/empty.i18n.json');
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: `test.language-${locale}` }, version: '1.0.0' }];
  const pack = { hash: '1', label: locale, extensions, translations: { vscode: texts } };
  writeFileSync(join(dataDir, 'data/languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/**
 * A server started from a terminal inside VS Code would take that window's variables for its own.
 */
function withoutEditorVariables() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
    ),
  );
}

/**
 * The name must be localhost throughout: webviews need a secure context, and the authority is part
 * of every uri.
 * @param {number} port
 * @param {string} folder
 * @param {Development} [development]
 */
function address(port, folder, development = {}) {
  /** @param {string} path */
  const remote = (path) => `vscode-remote://localhost:${port}${uriPath(path)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (development.extension)
    payload.push(['extensionDevelopmentPath', remote(development.extension)]);
  if (development.tests) payload.push(['extensionTestsPath', remote(development.tests)]);
  const query = new URLSearchParams({ folder: uriPath(folder), payload: JSON.stringify(payload) });
  return `http://localhost:${port}/?${query}`;
}

/** @param {string} path */
function uriPath(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

/**
 * Installs a .vsix into an extensions folder, as a user would.
 * @param {string} vsix
 * @param {string} dataDir
 * @param {string} extensionsDir
 */
export async function installVsix(vsix, dataDir, extensionsDir) {
  await installServer();
  const args = [join(vscodeRoot, 'out/server-main.js'), '--accept-server-license-terms'];
  args.push('--server-data-dir', dataDir, '--extensions-dir', extensionsDir);
  args.push('--install-extension', vsix);
  await runCommand(serverNode(), args, { quiet: true, env: withoutEditorVariables() });
}
