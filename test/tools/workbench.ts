/**
 * A VS Code window in headless Chromium, driven as a person would: files from quick open, commands
 * from the palette, the webview's own document inside its two frames.
 */
import type { Browser, Frame, Page } from 'playwright-core';

/** How long one step of a person's work may take on a slow machine. */
const patienceMilliseconds = 45_000;

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

  static async open(browser: Browser, url: string): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    const workbench = new Workbench(page);
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
