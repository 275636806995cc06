/**
 * From a host in Node to a page in Chromium and back, as in VS Code: three processes. What the host
 * says is carried to a page of its own, the relay, which is to the view what VS Code's window is to
 * a webview: it takes texts apart and puts them together, and what crosses between the two pages is
 * a structured clone.
 */
import type { Page } from 'playwright-core';
import type { ToView } from '../../src/protocol/protocol';
import { pack, unpack } from './wire';

export interface Bridge {
  /** To the view. */
  post(message: ToView): void;
  /** Characters of the messages to the view so far. */
  sent(): number;
  /** Joins the page before it is loaded; `relay` is the address of its relay. */
  join(page: Page, relay: string): Promise<void>;
}

/** `receive` hears what comes from the view. */
export function createBridge(receive: (message: unknown) => void): Bridge {
  let deliver: ((text: string) => Promise<unknown>) | undefined;
  let sent = 0;
  return {
    post(message) {
      const text = pack(message);
      sent += text.length;
      deliver?.(text).catch(ignoreClosed);
    },
    sent: () => sent,
    async join(page, relay) {
      const other = await page.context().newPage();
      await other.goto(relay);
      const cdp = await page.context().newCDPSession(other);
      await cdp.send('Runtime.enable');
      await cdp.send('Runtime.addBinding', { name: 'toHost' });
      cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
        if (name === 'toHost') receive(unpack(payload));
      });
      const { result } = await cdp.send('Runtime.evaluate', { expression: 'window' });
      deliver = (text) =>
        cdp.send('Runtime.callFunctionOn', {
          objectId: result.objectId!,
          functionDeclaration: 'function (text) { this.fromHost(text); }',
          arguments: [{ value: text }],
          returnByValue: true,
        });
      await page.bringToFront();
    },
  };
}

/** A page that is closed has no more use for messages. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error) || !/closed|destroyed|find (context|object)/i.test(error.message)) {
    throw error;
  }
}
