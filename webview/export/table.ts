/** Rows of values as CSV (RFC 4180), and any answer of the host as JSON. */

type Cell = string | number | boolean | undefined;

/** What stands behind a view: rows for CSV, and the answers of the host as they came for JSON. */
export interface ViewData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly answers: unknown;
}

export function csvOf({ columns, rows }: Pick<ViewData, 'columns' | 'rows'>): string {
  const lines = [columns, ...rows].map((row) => row.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(value: Cell): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  // A spreadsheet would run a text that begins like a formula, and names come from programs.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns (typed arrays) become lists of numbers. */
export function jsonOf(value: unknown): string {
  const plain = (_: string, one: unknown): unknown =>
    ArrayBuffer.isView(one) && !(one instanceof DataView)
      ? Array.from(one as unknown as ArrayLike<number>)
      : one;
  return `${JSON.stringify(value, plain, 2)}\n`;
}
