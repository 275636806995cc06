/**
 * A person's first minutes with the packaged extension: installs the .vsix into an empty VS Code,
 * opens the first example, explores it. Catches what tests on sources cannot, such as a file
 * missing from the package.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../tools/browser.mjs';
import { installVsix, startServer } from '../tools/server.mjs';
import { Workbench } from '../tools/workbench';

const vsix = 'go-memory-explorer-0.1.0.vsix';
const home = mkdtempSync(join(tmpdir(), 'gomem-session-'));
const dataDir = join(home, 'server');
const extensionsDir = join(home, 'extensions');
const folder = join(home, 'examples');
let browser: Browser;
let server: Awaited<ReturnType<typeof startServer>>;
let workbench: Workbench;

before(async () => {
  assert.ok(existsSync(vsix), `${vsix} is missing: npm run package makes it`);
  cpSync('examples', folder, { recursive: true });
  await installVsix(join(process.cwd(), vsix), dataDir, extensionsDir);
  server = await startServer({ dataDir, extensionsDir });
  browser = await launch();
  workbench = await Workbench.open(browser, server.url(folder));
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function explore(window: Workbench): Promise<void> {
  await window.openFile('01-tour.go');
  await window.command('Go Memory: Explore This File');
  await window.webview('canvas');
}

test('the first example explores', async () => {
  await explore(workbench);
  await workbench.picture('session-explorer');
});

test('the first example explores in the extension host of a browser', async () => {
  const bare = await startServer({ dataDir: join(home, 'bare') });
  try {
    const window = await Workbench.open(browser, bare.url(folder), { webExtension: true });
    await explore(window);
    await window.picture('session-web');
  } finally {
    await bare.stop();
  }
});
