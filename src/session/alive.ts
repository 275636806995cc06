/**
 * Why an object is alive: a shortest way from a root to it, and what would go if it went. Both are
 * found in portions: see objectGraph.ts and dominators.ts.
 */
import type { Key } from '../protocol/keys';
import { parseKey } from '../protocol/keys';
import { markRowsMax } from '../protocol/marking';
import type { Alive, AliveAnswer, AliveHeld, AliveStep } from '../protocol/marking';
import { RequestError } from '../protocol/port';
import type { Sources } from './details';
import type { ObjectGraph } from './objectGraph';
import type { ObjectNames } from './objectNames';
import type { Portions } from './portions';
import { say } from './rows';
import type { View } from './view';

/** Throws a RequestError when the key names no object at this tick. */
export function aliveOf({ view, graph }: Sources, key: Key): Portions<Alive> {
  const { tick } = view.rt;
  const parsed = parseKey(key);
  const isThere =
    parsed?.kind === 'slot' &&
    view.isHeap(parsed.a) &&
    parsed.b < view.nelems(parsed.a) &&
    view.isAllocated(parsed.a, parsed.b);
  if (!isThere) throw new RequestError({ code: 'notFound', message: key });
  return {
    work: (units) => graph.work(units) && graph.dominators.work(units),
    get answer() {
      if (!graph.done) return { tick, progress: graph.progress };
      const { dominators } = graph;
      if (!dominators.done) return { tick, progress: dominators.progress };
      return { tick, answer: new Answer(view, graph).of(parsed.a, parsed.b) };
    },
  };
}

class Answer {
  private readonly names: ObjectNames;

  constructor(
    private readonly view: View,
    private readonly graph: ObjectGraph,
  ) {
    this.names = graph.names;
  }

  of(span: number, slot: number): AliveAnswer {
    const { graph, names } = this;
    const { dominators } = graph;
    const node = graph.nodeAt(span, slot);
    const bytes = this.view.elemBytes(span);
    const own = { key: names.key(span, slot), label: names.label(span, slot), bytes };
    if (node === 0) {
      const nothing = { path: [], skipped: 0, holds: [], holdsTotal: 0 };
      return { ...own, reachable: false, ...nothing, retainedBytes: bytes, retainedObjects: 1 };
    }
    const above = dominators.immediate(node);
    const held = dominators.dominated(node);
    const largest = firstOf(
      held,
      holdsMax,
      (a, b) => dominators.retainedBytes(b) - dominators.retainedBytes(a) || a - b,
    );
    return {
      ...own,
      reachable: true,
      ...this.path(node),
      retainedBytes: dominators.retainedBytes(node),
      retainedObjects: dominators.retainedNodes(node),
      ...(above <= 0 ? {} : { dominator: this.nameOf(above) }),
      holds: largest.map((one) => this.held(one)),
      holdsTotal: held.length,
    };
  }

  private nameOf(node: number): { key: Key; label: AliveStep['label'] } {
    const { span, slot } = this.graph.placeOf(node);
    return { key: this.names.key(span, slot), label: this.names.label(span, slot) };
  }

  private held(node: number): AliveHeld {
    const { dominators } = this.graph;
    return {
      ...this.nameOf(node),
      retainedBytes: dominators.retainedBytes(node),
      retainedObjects: dominators.retainedNodes(node),
    };
  }

  /** From the root to a node; of a long way the first and the last steps. */
  private path(node: number): Pick<AliveAnswer, 'path' | 'skipped'> {
    const { graph } = this;
    const way: number[] = [];
    for (let at = node; at !== 0; at = graph.parent(at).node) way.push(at);
    way.reverse();
    // One step more: the root.
    const skipped = Math.max(0, way.length + 1 - markRowsMax);
    const front = skipped === 0 ? way.length : markRowsMax / 2 - 1;
    const kept = [...way.slice(0, front), ...way.slice(front + skipped)];
    return { path: [this.rootOf(way[0]!), ...kept.map((at) => this.step(at))], skipped };
  }

  /** The root that leads to the first node of a way. */
  private rootOf(first: number): AliveStep {
    const { graph } = this;
    const { root, number } = graph.rootEdge(graph.parent(first).word);
    const { key, name, where } = root;
    const label = say('marking.rootIn', { name, where });
    return { id: `r${number}`, ...(key === undefined ? {} : { key }), label, field: '' };
  }

  /** A node, and the field that leads to it. */
  private step(node: number): AliveStep {
    const { graph, names } = this;
    const { node: from, word } = graph.parent(node);
    const named = this.nameOf(node);
    if (from === 0) return { id: named.key, ...named, field: graph.rootEdge(word).field };
    const { span, slot } = graph.placeOf(from);
    return { id: named.key, ...named, field: names.field(span, slot, word) };
  }
}

/** Objects that one alone keeps alive, as many as are named. */
const holdsMax = 16;

/** The first `count` in an order, without putting the others in order too. */
function firstOf(
  all: readonly number[],
  count: number,
  compare: (a: number, b: number) => number,
): number[] {
  const first: number[] = [];
  for (const one of all) {
    if (first.length === count && compare(one, first.at(-1)!) >= 0) continue;
    if (first.length === count) first.pop();
    const at = first.findIndex((other) => compare(one, other) < 0);
    first.splice(at < 0 ? first.length : at, 0, one);
  }
  return first;
}
