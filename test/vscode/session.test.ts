/**
 * A person's first minutes with the packaged extension: installs the .vsix into an empty VS Code,
 * opens the first example, explores it, steps, reloads the window. Catches what tests on sources
 * cannot, such as a file missing from the package.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Frame } from 'playwright-core';
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
  // Both the folder and the programs in it are somebody else's: nothing here needs trust.
  const settings = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
  };
  server = await startServer({ dataDir, extensionsDir, settings });
  browser = await launch();
  workbench = await Workbench.open(browser, server.url(folder));
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function explore(window: Workbench): Promise<Frame> {
  await window.openFile('01-three-levels.go');
  await window.command('Go Memory: Explore This File');
  const frame = await window.webview('canvas');
  // The counters are shown once the session has answered.
  await frame.waitForSelector('.counters:not([hidden])');
  return frame;
}

/** The tick in the status bar. */
async function tickOf(window: Workbench): Promise<string> {
  const item = window.page.locator('.statusbar-item', { hasText: /^\s*tick / });
  return (await item.innerText()).trim();
}

/** Ticks at which the session has stood. */
const stood = new Set<string>();

async function whenTick(window: Workbench, moved: (tick: string) => boolean): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const tick = await tickOf(window).catch(() => '');
    if (tick !== '' && moved(tick)) {
      stood.add(tick);
      return tick;
    }
    await window.page.waitForTimeout(100);
  }
  throw new Error(`the session still stands at ${await tickOf(window)}`);
}

test('the first example explores, forwards and back', async () => {
  const frame = await explore(workbench);
  const start = await whenTick(workbench, () => true);
  await workbench.command('Go Memory: Run to Next Stop');
  await whenTick(workbench, (tick) => tick !== start);
  // The keys of a debugger work in the panel.
  await frame.locator('canvas').first().focus();
  const ticks = [await tickOf(workbench)];
  for (let step = 0; step < 2; step++) {
    await workbench.page.keyboard.press('F10');
    ticks.push(await whenTick(workbench, (tick) => tick !== ticks.at(-1)));
  }
  await workbench.page.keyboard.press('Shift+F10');
  await whenTick(workbench, (tick) => tick === ticks[1]);
  await workbench.command('Go Memory: Run to Next GC');
  await whenTick(workbench, (tick) => tick !== ticks[1]);
  await workbench.picture('session-explorer');
});

test('a reload of the window brings the session back where it stood', async () => {
  // In a browser VS Code writes down every few seconds, when it is idle, what pages remember: an
  // earlier moment may come back, but none where the session has not stood; given time, the last.
  for (let seconds = 6; seconds <= 48; seconds *= 2) {
    const last = await whenTick(workbench, (tick) => tick !== 'tick 0');
    await workbench.page.waitForTimeout(seconds * 1000);
    await workbench.page.reload();
    const frame = await workbench.webview('canvas');
    await frame.waitForSelector('.counters:not([hidden])');
    const known = new Set(stood);
    if ((await whenTick(workbench, (tick) => known.has(tick))) === last) return;
    await workbench.command('Go Memory: Run to Next Stop');
  }
  assert.fail('an earlier moment came back every time');
});

test('the page is locked up: its policy admits our own script alone', async () => {
  const frame = await workbench.webview('canvas');
  const policy = await frame.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  assert.match(policy ?? '', /default-src 'none'/);
  assert.match(policy ?? '', /script-src 'nonce-[0-9a-f]{32}'/);
  assert.doesNotMatch(policy ?? '', /unsafe/);
  const ran = await frame.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.injected = "yes"';
    document.body.append(script);
    return document.body.dataset['injected'];
  });
  assert.equal(ran, undefined);
});

test('the first example explores in the extension host of a browser', async () => {
  const bare = await startServer({ dataDir: join(home, 'bare') });
  try {
    const window = await Workbench.open(browser, bare.url(folder), { webExtension: true });
    await explore(window);
    await window.command('Go Memory: Run to Next Stop');
    await whenTick(window, (tick) => tick !== 'tick 0');
    await window.picture('session-web');
  } finally {
    await bare.stop();
  }
});
