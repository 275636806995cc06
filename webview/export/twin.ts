/** A view's own words as rows: its tables cell by cell, everything else line by line. */
import type { ViewData } from './table';

const words = 'h2, h3, h4, p, tr, dt, dd, li, button';

/** The rows of `element`, each with the heading it stands under. */
export function twinRows(element: HTMLElement): ViewData {
  let under = '';
  const rows: string[][] = [];
  for (const one of element.querySelectorAll<HTMLElement>(words)) {
    const hidden = one.closest('[hidden]') !== null || one.closest('.tooltip') !== null;
    // What holds other lines is told by them.
    if (hidden || (one.tagName !== 'TR' && one.querySelector(words) !== null)) continue;
    if (one.tagName !== 'TR' && one.closest('tr') !== null) continue;
    const text = (of: Element): string => (of.textContent ?? '').replace(/\s+/g, ' ').trim();
    const cells = one.tagName === 'TR' ? [...one.children].map(text) : [text(one)];
    if (cells.every((cell) => cell === '')) continue;
    if (/^H\d$/.test(one.tagName)) under = cells[0]!;
    else rows.push([under, ...cells]);
  }
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns = ['under', ...Array.from({ length: width - 1 }, (_, i) => `text${i + 1}`)];
  return { columns, rows, answers: rows };
}
