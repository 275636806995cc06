/**
 * Opens the built webview in Chromium with a host behind it, as VS Code would: theme variables on
 * <html>, theme kind on <body>, strict CSP with a nonce. One bundle and one server per process.
 */
import * as esbuild from 'esbuild';
import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch } from '../tools/browser.mjs';
import { servePages } from '../tools/pages.mjs';
import { themeStyle, themes } from './themes';
import type { ThemeName } from './themes';

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly language?: 'en' | 'zh-cn';
  readonly width?: number;
  readonly height?: number;
  readonly ratio?: number;
  readonly reducedMotion?: boolean;
  /** Passed to the host of the page. */
  readonly host?: Record<string, unknown>;
  /** Called before the page is loaded, with the address of the page that relays (bridge.ts). */
  readonly join?: (page: Page, relay: string) => Promise<unknown>;
}

export interface Harness {
  open(options?: OpenOptions): Promise<Opened>;
  close(): Promise<void>;
}

export interface Opened {
  readonly page: Page;
  /** Errors, failed requests and CSP violations so far. */
  readonly complaints: string[];
}

/** Test files run side by side, each with its own host. */
const outdir = `test-results/webview-${process.pid}`;

async function bundle(hostEntry: string): Promise<void> {
  await esbuild.build({
    entryPoints: {
      ...{ webview: 'webview/main.ts', host: hostEntry },
      relay: 'test/webview/relayPage.ts',
    },
    bundle: true,
    outdir,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    loader: { '.go': 'text' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

function html({ theme = 'dark', language = 'en', host = {} }: OpenOptions): string {
  const csp =
    "default-src 'none'; script-src 'nonce-abc'; style-src 'self' 'nonce-abc'; img-src 'self' data:; font-src 'self'";
  const { bodyClass } = themes[theme];
  // VS Code sets the variables from script; a style attribute would be refused by the policy.
  const style = JSON.stringify(themeStyle(theme));
  const hostOptions = JSON.stringify(host).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>Go Memory</title>
<link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${csp}"><meta property="csp-nonce" content="abc">
<link rel="stylesheet" href="/${outdir}/webview.css">
<script nonce="abc">document.documentElement.style.cssText = ${style}; window.hostOptions = ${hostOptions};</script>
<script nonce="abc" defer src="/${outdir}/host.js"></script>
<script nonce="abc" defer src="/${outdir}/webview.js"></script>
</head><body class="${bodyClass}" data-vscode-theme-kind="${bodyClass}"></body></html>`;
}

/** Nothing but the script that relays. */
const relayHtml = `<!DOCTYPE html><html lang="en"><head><title>Relay</title>
<link rel="icon" href="data:,"><script src="/${outdir}/relay.js"></script></head></html>`;

export async function createHarness(hostEntry = 'test/webview/page.ts'): Promise<Harness> {
  await bundle(hostEntry);
  const relay = '/relay.html';
  const pages: Record<string, string> = { [relay]: relayHtml };
  const server = await servePages(pages);
  const browser: Browser = await launch();
  let count = 0;
  return {
    async open(options = {}) {
      const path = `/page${count++}.html`;
      pages[path] = html(options);
      const settings: BrowserContextOptions = {
        viewport: { width: options.width ?? 1400, height: options.height ?? 900 },
        deviceScaleFactor: options.ratio ?? 1,
        reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
      };
      const page = await (await browser.newContext(settings)).newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      await options.join?.(page, server.origin + relay);
      await page.goto(server.origin + path);
      await settle(page);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.close();
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}

/** Waits until the map has what it asked for and two frames have passed. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { explorer } = window as unknown as {
      explorer?: {
        context: { overview: { get(): unknown } };
        panel: { map: { loading(): boolean } };
      };
    };
    return explorer?.context.overview.get() !== undefined && !explorer.panel.map.loading();
  });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
