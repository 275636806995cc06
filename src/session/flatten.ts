/**
 * The visible rows of a tree of which only the open parts are looked at: a list of a million spans
 * costs nothing until it is opened, and then only the rows that are shown. A window is found from
 * the open nodes alone: between two open children all rows are one high.
 */
import type { Key } from '../protocol/keys';

/** The children of a node, by index. */
export interface Children {
  readonly count: number;
  key(index: number): Key;
  /** -1 when the key is none of them. */
  indexOf(key: Key): number;
}

/** A tree by keys; every key has one parent. */
export interface TreeSource {
  children(key: Key): Children;
  /** Undefined for the root and for keys that are not in the tree (any more). */
  parent(key: Key): Key | undefined;
}

/** One visible row: which node, how deep (1 for children of the root), and where among siblings. */
interface Place {
  readonly key: Key;
  readonly level: number;
  readonly index: number;
  readonly siblings: number;
}

/** An open node: its children, and those of them that are open too, in order. */
interface Open {
  readonly key: Key;
  readonly children: Children;
  readonly open: { readonly index: number; readonly node: Open }[];
  /** Visible rows below it. */
  rows: number;
}

/** The visible rows for a set of expanded keys. The root itself has no row. */
export class Rows {
  private readonly root: Open;

  constructor(
    private readonly source: TreeSource,
    root: Key,
    expanded: readonly Key[],
  ) {
    const below = new Map<Key, Key[]>();
    for (const key of new Set(expanded)) {
      const parent = source.parent(key);
      if (parent === undefined) continue;
      const siblings = below.get(parent);
      if (siblings === undefined) below.set(parent, [key]);
      else siblings.push(key);
    }
    this.root = this.open(root, below);
  }

  get total(): number {
    return this.root.rows;
  }

  /** Rows `offset…offset+count`, fewer at the end. */
  window(offset: number, count: number): Place[] {
    const places: Place[] = [];
    const limit = Math.min(this.total, offset + count);
    for (let row = Math.max(0, offset); row < limit; row++) places.push(this.at(row));
    return places;
  }

  /** The row with this number. */
  at(row: number): Place {
    let node = this.root;
    let level = 1;
    let rest = row;
    for (;;) {
      let first = 0;
      let next: Open | undefined;
      for (const { index, node: open } of node.open) {
        const offset = index - first;
        if (rest <= offset) break;
        rest -= offset;
        first = index;
        if (rest <= open.rows) {
          next = open;
          rest -= 1;
          break;
        }
        rest -= open.rows;
      }
      const { count } = node.children;
      if (next === undefined) {
        const index = first + rest;
        return { key: node.children.key(index), level, index, siblings: count };
      }
      node = next;
      level++;
    }
  }

  /** The row of a key whose ancestors are all open; -1 when it has none. */
  indexOf(key: Key): number {
    const parent = this.source.parent(key);
    if (parent === undefined) return -1;
    if (parent === this.root.key) return rowOfChild(this.root, key, 0);
    const above = this.indexOf(parent);
    const node = above < 0 ? undefined : this.openNode(parent);
    return node === undefined ? -1 : rowOfChild(node, key, above + 1);
  }

  private openNode(key: Key): Open | undefined {
    const find = (node: Open): Open | undefined => {
      if (node.key === key) return node;
      for (const { node: child } of node.open) {
        const found = find(child);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return find(this.root);
  }

  private open(key: Key, below: ReadonlyMap<Key, readonly Key[]>): Open {
    const children = this.source.children(key);
    const open = (below.get(key) ?? [])
      .map((child) => ({ index: children.indexOf(child), child }))
      .filter(({ index }) => index >= 0)
      .sort((a, b) => a.index - b.index)
      .map(({ index, child }) => ({ index, node: this.open(child, below) }));
    const rows = open.reduce((sum, { node }) => sum + node.rows, children.count);
    return { key, children, open, rows };
  }
}

function rowOfChild(node: Open, key: Key, first: number): number {
  const index = node.children.indexOf(key);
  if (index < 0) return -1;
  let row = first + index;
  for (const { index: at, node: open } of node.open) if (at < index) row += open.rows;
  return row;
}

/** Keys that must be open for `key` to have a row, outermost first; undefined when it never has. */
export function ancestors(source: TreeSource, root: Key, key: Key): Key[] | undefined {
  const keys: Key[] = [];
  for (let at = source.parent(key); at !== root; at = source.parent(at)) {
    if (at === undefined) return undefined;
    keys.unshift(at);
  }
  return keys;
}
