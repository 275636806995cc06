/**
 * The rows that the tree has been sent, in pages of 64, and which branches are open. A stale page
 * is shown until its successor is here, so nothing flickers while the program runs.
 */
import type { Key } from '../../src/protocol/keys';
import type { TreeRow } from '../../src/protocol/views';
import type { Context } from '../state/context';

const rowsPerPage = 64;
const pagesMax = 64;

interface Rows {
  total(): number;
  row(index: number): TreeRow | undefined;
  /** Asks for the rows from `first` to `limit` that are missing or stale. */
  want(first: number, limit: number): void;
  /** The row once it is here. */
  fetch(index: number): Promise<TreeRow | undefined>;
  isOpen(key: Key): boolean;
  setOpen(keys: readonly Key[], open: boolean): void;
  expanded(): readonly Key[];
}

interface Page {
  readonly rows: readonly TreeRow[];
  readonly mark: string;
}

/** `arrived` is called when rows have changed. */
// LONG: the closure is the class; its functions are the methods.
export function createRows(context: Context, arrived: () => void): Rows {
  const expanded = new Set<Key>(context.recall().expanded);
  const pages = new Map<number, Page>();
  const onTheirWay = new Map<string, Promise<void>>();
  let total = 0;
  /** Counts changes of what is open. */
  let shape = 0;

  const mark = (): string => `${context.revision.get()}/${shape}`;

  function ask(page: number): Promise<void> {
    const now = mark();
    const name = `${page}@${now}`;
    const running = onTheirWay.get(name);
    if (running) return running;
    const asked = shape;
    const promise = context.client
      .request('tree', {
        expanded: [...expanded],
        offset: page * rowsPerPage,
        count: rowsPerPage,
      })
      .then((window) => {
        if (asked !== shape) return;
        total = window.total;
        pages.set(page, { rows: window.rows, mark: now });
        for (const old of [...pages.keys()].slice(0, Math.max(0, pages.size - pagesMax))) {
          pages.delete(old);
        }
        arrived();
      })
      .catch((error: unknown) => context.report(error))
      .finally(() => onTheirWay.delete(name));
    onTheirWay.set(name, promise);
    return promise;
  }

  const pageOf = (index: number): number => Math.floor(index / rowsPerPage);
  const row = (index: number): TreeRow | undefined =>
    pages.get(pageOf(index))?.rows[index % rowsPerPage];

  return {
    total: () => total,
    row,
    want(first, limit) {
      for (let page = pageOf(first); page <= pageOf(Math.max(first, limit - 1)); page++) {
        if (pages.get(page)?.mark !== mark()) void ask(page);
      }
    },
    async fetch(index) {
      if (index < 0) return undefined;
      if (pages.get(pageOf(index))?.mark !== mark()) await ask(pageOf(index));
      return row(index);
    },
    isOpen: (key) => expanded.has(key),
    setOpen(keys, open) {
      for (const key of keys) {
        if (open) expanded.add(key);
        else expanded.delete(key);
      }
      shape += 1;
      context.remember({ expanded: [...expanded] });
      arrived();
    },
    expanded: () => [...expanded],
  };
}
