/** From a host in Node to a page in Chromium and back, over the DevTools protocol. */
import type { CDPSession, Page } from 'playwright-core';
import type { ToView } from '../../src/protocol/protocol';
import { pack, unpack } from './wire';

export interface Bridge {
  /** To the view. */
  post(message: ToView): void;
  /** Characters of the messages to the view so far. */
  sent(): number;
  /** Joins the page; to be called before the page is loaded. */
  join(page: Page): Promise<CDPSession>;
}

/** `receive` hears what comes from the view. */
export function createBridge(receive: (message: unknown) => void): Bridge {
  let cdp: CDPSession | undefined;
  /** The page's window; another one after each load. */
  let windowId: Promise<string> | undefined;
  let sent = 0;

  async function deliver(text: string): Promise<void> {
    if (!cdp) return;
    windowId ??= cdp
      .send('Runtime.evaluate', { expression: 'window' })
      .then(({ result }) => result.objectId!);
    await cdp.send('Runtime.callFunctionOn', {
      objectId: await windowId,
      functionDeclaration: 'function (text) { this.fromHost(text); }',
      arguments: [{ value: text }],
      returnByValue: true,
    });
  }

  return {
    post(message) {
      const text = pack(message);
      sent += text.length;
      deliver(text).catch(ignoreClosed);
    },
    sent: () => sent,
    async join(page) {
      cdp = await page.context().newCDPSession(page);
      cdp.on('Runtime.executionContextCreated', () => (windowId = undefined));
      await cdp.send('Runtime.enable');
      await cdp.send('Runtime.addBinding', { name: 'toHost' });
      cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
        if (name === 'toHost') receive(unpack(payload));
      });
      return cdp;
    },
  };
}

/** A page that is closed or loaded anew has no more use for messages to the one before. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error) || !/closed|destroyed|find (context|object)/i.test(error.message)) {
    throw error;
  }
}
