/**
 * Runs the extension-host suite (test/vscode/suite) in a VS Code and shows its report:
 *
 *   node test/tools/vscode.mjs            in the embedded VS Code server and headless Chromium
 *   node test/tools/vscode.mjs --desktop  in a desktop VS Code that @vscode/test-electron downloads
 *   node test/tools/vscode.mjs --locale zh-cn --grep word   in another language; only some tests
 *
 * The suite appends one JSON line per result to a report file, which this script follows; no report
 * is a failure.
 */
import * as esbuild from 'esbuild';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { reportFailures } from './process.mjs';
import { installServer, startServer } from './server.mjs';
import { root } from './setup.mjs';

reportFailures();

const suiteRoot = join(root, 'test/vscode/suite');
const bundleRoot = join(root, 'dist/vscode-suite');
const results = join(root, 'test-results');
const report = join(bundleRoot, 'report.jsonl');
const { values: options } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    locale: { type: 'string' },
    grep: { type: 'string' },
  },
});
/** The suite is given up when it has not ended by then. */
const limitMilliseconds = 5 * 60_000;

/** Bundles the suite; each file stays a module of its own so that Mocha loads them by name. */
async function bundleSuite() {
  rmSync(bundleRoot, { recursive: true, force: true });
  const files = readdirSync(suiteRoot).filter((name) => /^index\.ts$|\.test\.ts$/.test(name));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: files.map((name) => join(suiteRoot, name)),
    outdir: bundleRoot,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    loader: { '.go': 'text' },
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
  });
}

/** The folder VS Code opens: a copy of the examples, so that a test may write into it. */
function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'gomem-workspace-'));
  if (existsSync(join(root, 'examples')))
    cpSync(join(root, 'examples'), folder, { recursive: true });
  return folder;
}

/** Follows the report: prints results, answers requests of the suite for pictures of the window. */
class Report {
  passed = 0;
  failed = 0;
  skipped = 0;
  ended = false;
  #read = 0;

  /** @param {(name: string) => Promise<void>} takePicture */
  constructor(takePicture) {
    this.takePicture = takePicture;
  }

  /** Reads what was appended since the last call. */
  async follow() {
    if (!existsSync(report)) return;
    const lines = readFileSync(report, 'utf8').split('\n');
    // The last piece is not a line yet.
    for (; this.#read < lines.length - 1; this.#read++)
      await this.#line(JSON.parse(lines[this.#read]));
  }

  /** @param {{ kind: string, title: string, error?: string, milliseconds?: number }} line */
  async #line({ kind, title, error, milliseconds }) {
    if (kind === 'passed') this.passed += 1;
    if (kind === 'failed') this.failed += 1;
    if (kind === 'skipped') this.skipped += 1;
    if (kind === 'end') this.ended = true;
    if (kind === 'picture') {
      await this.takePicture(title);
      writeFileSync(join(bundleRoot, `picture-${title}.done`), '');
    }
    if (kind === 'passed') console.log(`  ✓ ${title} (${milliseconds} ms)`);
    if (kind === 'skipped') console.log(`  - ${title}`);
    if (kind === 'failed') console.log(`  ✗ ${title}\n${(error ?? '').replace(/^/gm, '      ')}`);
  }

  /** @param {() => boolean} stopped */
  async followToEnd(stopped) {
    const deadline = Date.now() + limitMilliseconds;
    while (!this.ended && !stopped() && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await this.follow();
    }
    await this.follow();
    if (this.ended) return;
    this.failed += 1;
    console.log(
      `  ✗ the extension host gave no complete report within ${limitMilliseconds / 60_000} minutes`,
    );
  }
}

/** @param {string} workspace */
async function runInServer(workspace) {
  await installServer();
  const browser = await launch();
  const dataDir = mkdtempSync(join(tmpdir(), 'gomem-server-'));
  const server = await startServer({ dataDir, locale: options.locale });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    /** @type {string[]} */
    const noise = [];
    page.on('console', (message) => message.type() === 'error' && noise.push(message.text()));
    const tracked = new Report(async (name) => {
      await page.screenshot({ path: join(results, `vscode-${name}.png`) });
    });
    await page.goto(
      server.url(workspace, { extension: root, tests: join(bundleRoot, 'index.js') }),
    );
    await tracked.followToEnd(() => page.isClosed());
    if (tracked.failed > 0) {
      await page.screenshot({ path: join(results, 'vscode-failed.png') });
      writeFileSync(join(results, 'vscode-failed.log'), [server.log(), ...noise].join('\n'));
      console.log('  see test-results/vscode-failed.png and vscode-failed.log');
    }
    return tracked;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @param {string} workspace */
async function runInDesktop(workspace) {
  const { runTests } = await import('@vscode/test-electron');
  // Nobody can see this window from here, so pictures are answered without being taken.
  const tracked = new Report(async () => {});
  let ended = false;
  const run = runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: join(bundleRoot, 'index.js'),
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      ...(options.locale ? ['--locale', options.locale] : []),
    ],
  }).finally(() => (ended = true));
  await Promise.all([run.catch(() => {}), tracked.followToEnd(() => ended)]);
  return tracked;
}

mkdirSync(results, { recursive: true });
// The extension host inherits this; the suite hands it to Mocha.
if (options.grep) process.env.GOMEM_TEST_GREP = options.grep;
await bundleSuite();
const workspace = makeWorkspace();
try {
  const { passed, failed, skipped } = await (options.desktop ? runInDesktop : runInServer)(
    workspace,
  );
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
