/**
 * Copies of syntax trees without what the checker wrote into them.
 */
import { childFields } from './children';
import type { Node } from './nodes';

/** What the checker writes. */
const results = new Set([
  'type',
  'mode',
  'value',
  'obj',
  'targs',
  'selection',
  'info',
  'target',
  'implicitVar',
  'template',
]);

/** A copy of a tree; each node of it knows the node it is a copy of. */
export function cloneTree<N extends Node>(node: N): N {
  // Neighbouring fields share the node of their type.
  return new Cloner().node(node) as N;
}

class Cloner {
  private readonly shared = new Map<Node, Node>();

  node(node: Node): Node {
    const known = this.shared.get(node);
    if (known !== undefined) return known;
    const copy: Record<string, unknown> = {};
    const fields = childFields[node.kind] as readonly string[];
    for (const [name, value] of Object.entries(node)) {
      if (!fields.includes(name)) {
        if (!results.has(name)) copy[name] = value;
      } else if (Array.isArray(value)) {
        copy[name] = (value as (Node | undefined)[]).map((n) => n && this.node(n));
      } else copy[name] = value === undefined ? undefined : this.node(value as Node);
    }
    copy.template = node;
    const made = copy as unknown as Node;
    this.shared.set(node, made);
    return made;
  }
}
