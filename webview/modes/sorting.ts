/**
 * Sorting the rows of a table by a column: its heading is a button, the first press puts the
 * largest on top, the second the smallest, the third gives the rows their own order back. What a
 * table is sorted by holds over renderings, because each step of the program makes it anew.
 */
import { make } from '../dom';

interface Order {
  readonly column: number;
  readonly down: boolean;
}

/** By the name of the table. */
const orders = new Map<string, Order>();

const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** What a cell says as a number: `1,024`, `1.5 MiB`, `12%`; the first of `4–7`; -1 for a word. */
function numberIn(text: string): number {
  const [, digits, unit = ''] = /^\s*(-?[\d,.]+)\s*([KMG]iB)?/.exec(text) ?? [];
  return digits === undefined ? -1 : Number(digits.replaceAll(',', '')) * (units[unit] ?? 1);
}

/** The heading of a column; {@link sortable} makes it act. */
export function sortButton(table: string, text: string): HTMLElement {
  return make('button', {
    class: 'sort',
    type: 'button',
    'data-focus': `sort:${table}:${text}`,
    text,
  });
}

export function sortable(name: string, table: HTMLTableElement): void {
  const body = table.tBodies[0]!;
  const own = [...body.rows];
  const heads = [...table.tHead!.rows[0]!.cells];
  const valueOf = (row: HTMLTableRowElement, column: number): number =>
    numberIn(row.cells[column]?.textContent ?? '');

  function apply(): void {
    const order = orders.get(name);
    heads.forEach((head, at) => {
      if (order?.column !== at) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
    });
    if (order === undefined) {
      body.append(...own);
      return;
    }
    const sign = order.down ? -1 : 1;
    const { column } = order;
    body.append(...own.toSorted((a, b) => sign * (valueOf(a, column) - valueOf(b, column))));
  }
  heads.forEach((head, column) =>
    head.querySelector('.sort')?.addEventListener('click', () => {
      const order = orders.get(name);
      if (order?.column !== column) orders.set(name, { column, down: true });
      else if (order.down) orders.set(name, { column, down: false });
      else orders.delete(name);
      apply();
    }),
  );
  apply();
}
