/** What axe-core finds in a page. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

interface AxeWindow {
  readonly axe?: { run?(within: string): Promise<AxeResult> };
}

/** One line per violation and element, of the whole page or of what a selector names. */
export async function axe(page: Page, within = 'html'): Promise<string[]> {
  const isThere = await page.evaluate(() => (globalThis as AxeWindow).axe?.run !== undefined);
  // The policy forbids scripts without a nonce; evaluate() is not bound by it.
  if (!isThere) await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  const result = await page.evaluate(
    (selector) => (globalThis as AxeWindow).axe!.run!(selector),
    within,
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} ${node.target.join(' ')} ${node.failureSummary}`),
  );
}
