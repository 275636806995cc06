/**
 * The tree of a session: which node has which children. Every span stands where it is: what that
 * means differs from runtime to runtime, see structures.ts. Nothing is looked at before its parent
 * is opened; lists are found once per state.
 */
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import type { Calls } from './calls';
import { listed, none, numbered } from './children';
import type { Children, TreeSource } from './flatten';
import type { Parsed, Structures } from './structures';
import type { View } from './view';

export const treeRoot: Key = 'session';

export class Tree implements TreeSource {
  private readonly known = new Map<Key, Children>();

  constructor(
    private readonly view: View,
    private readonly calls: Calls,
    private readonly structures: Structures,
  ) {}

  children(key: Key): Children {
    let found = this.known.get(key);
    if (found === undefined) {
      const parsed = parseKey(key);
      found = parsed === undefined ? none : this.find(parsed);
      this.known.set(key, found);
    }
    return found;
  }

  private find(parsed: Parsed): Children {
    const { view } = this;
    const { kind, a } = parsed;
    switch (kind) {
      case 'session':
        return listed(['goroutines', 'ps', 'mcentrals', 'mheap', 'globals', 'sites']);
      case 'goroutines':
        return listed(this.calls.goroutines().map((g): Key => `g:${g}`));
      case 'g':
        return numbered(this.calls.frames(a).length, 0, `frame:${a}:`);
      case 'ps':
        return numbered(view.rt.procs, 0, 'p:');
      case 'span':
        return numbered(view.isHeap(a) ? view.nelems(a) : 0, 0, `slot:${a}:`);
      case 'globals':
        return listed(this.globals());
      case 'sites':
        return listed(this.sites());
      default:
        return this.structures.children(parsed) ?? none;
    }
  }

  parent(key: Key): Key | undefined {
    const parsed = parseKey(key);
    if (parsed === undefined || key === treeRoot) return undefined;
    const parent = this.parentOf(parsed);
    return parent === undefined || this.children(parent).indexOf(key) < 0 ? undefined : parent;
  }

  private parentOf(parsed: Parsed): Key | undefined {
    const { kind, a } = parsed;
    switch (kind) {
      case 'goroutines':
      case 'ps':
      case 'mcentrals':
      case 'mheap':
      case 'globals':
      case 'sites':
        return treeRoot;
      case 'g':
        return 'goroutines';
      case 'frame':
        return `g:${a}`;
      case 'p':
        return 'ps';
      case 'slot':
        return `span:${a}`;
      case 'global':
        return 'globals';
      case 'site':
        return 'sites';
      default:
        return this.structures.parent(parsed);
    }
  }

  private globals(): Key[] {
    return this.view.program.globals.flatMap(({ user }, i): Key[] => (user ? [`global:${i}`] : []));
  }

  private sites(): Key[] {
    return this.view.program.sites.flatMap(({ user }, i): Key[] => (user ? [`site:${i}`] : []));
  }
}
