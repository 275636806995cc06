/**
 * A VS Code window in headless Chromium, driven as a person would: files from quick open, commands
 * from the palette, the webview's own document inside its two frames.
 */
import { statSync } from 'node:fs';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';

/** How long one step of a person's work may take on a slow machine. */
const patienceMilliseconds = 90_000;

export class Workbench {
  /** What the window's console and page errors said. */
  readonly noise: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(patienceMilliseconds);
    page.on('console', (message) => {
      if (message.type() === 'error') this.noise.push(message.text());
    });
    page.on('pageerror', (error) => this.noise.push(String(error)));
  }

  /** Opens a window. With `webExtension`, this repository runs in the browser's extension host. */
  static async open(
    browser: Browser,
    url: string,
    options: { webExtension?: boolean } = {},
  ): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    if (options.webExtension) await addWebExtension(context);
    const workbench = new Workbench(await context.newPage());
    const { page } = workbench;
    await page.goto(url);
    await workbench.whenReady();
    return workbench;
  }

  async whenReady(): Promise<void> {
    await this.page.waitForSelector('.monaco-workbench .explorer-viewlet .monaco-list-row');
    await this.page.waitForSelector('.statusbar-item');
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.pick('Control+P', name, name);
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await this.page.waitForSelector('.monaco-editor .view-line');
  }

  /** Runs a command by the title the palette shows. */
  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** Opens a quick pick, types, waits for the row and takes it. */
  private async pick(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input[type="text"]').first();
    // The first key of a young window may get lost before its bindings stand.
    for (let tries = 0; tries < 10 && !(await input.isVisible()); tries++) {
      await this.page.keyboard.press(key);
      await input.waitFor({ state: 'visible', timeout: 3000 }).catch(() => undefined);
    }
    await input.fill(text);
    const found = this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
    await found.click();
  }

  /** The document of the webview that holds the selector. */
  async webview(selector: string): Promise<Frame> {
    const deadline = Date.now() + patienceMilliseconds;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames()) {
        if (
          !frame.url().includes('fake.html') &&
          frame.parentFrame()?.url().includes('webview') !== true
        )
          continue;
        const found = await frame.$(selector).catch(() => null);
        if (found) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    const frames = this.page.frames().map((frame) => frame.url().slice(0, 120));
    throw new Error(`no webview shows ${selector}; frames: ${frames.join(' ')}`);
  }

  /** Writes test-results/<name>.png. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/${name}.png` });
  }
}

/**
 * Puts this repository among the extensions which the workbench runs in a worker of the page, where
 * vscode.dev runs extensions: names it in the page's configuration and answers for its files.
 */
async function addWebExtension(context: BrowserContext): Promise<void> {
  const folder = '/extension-under-test/';
  await context.addInitScript((path) => {
    new MutationObserver((_, observer) => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (!meta) return;
      observer.disconnect();
      const settings = JSON.parse(meta.getAttribute('data-settings') ?? '{}');
      const extension = { scheme: location.protocol.slice(0, -1), authority: location.host, path };
      settings.developmentOptions = { ...settings.developmentOptions, extensions: [extension] };
      meta.setAttribute('data-settings', JSON.stringify(settings));
    }).observe(document, { childList: true, subtree: true });
  }, folder);
  await context.route(`**${folder}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname.slice(pathname.indexOf(folder) + folder.length);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) await route.fulfill({ path });
    else await route.fulfill({ status: 404 });
  });
}
