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
import { graphPortion } from './marking';
import type { ObjectGraph } from './objectGraph';
import type { ObjectNames } from './objectNames';
import { say } from './rows';

/** Throws a RequestError when the key names no object at this tick. */
export function aliveOf(sources: Sources, graph: ObjectGraph, key: Key): Alive {
  const { view } = sources;
  const { tick } = view.rt;
  const parsed = parseKey(key);
  const notFound = (): RequestError => new RequestError({ code: 'notFound', message: key });
  if (parsed?.kind !== 'slot') throw notFound();
  if (!view.isHeap(parsed.a) || parsed.b >= view.nelems(parsed.a)) throw notFound();
  if (!view.isAllocated(parsed.a, parsed.b)) throw notFound();
  if (!graph.work(graphPortion)) return { tick, progress: graph.progress };
  const { dominators } = graph;
  if (!dominators.work(graphPortion)) return { tick, progress: dominators.progress };
  return { tick, answer: new Answer(sources, graph).of(parsed.a, parsed.b) };
}

class Answer {
  private readonly names: ObjectNames;

  constructor(
    { view }: Sources,
    private readonly graph: ObjectGraph,
  ) {
    this.names = graph.names;
    this.slotBytes = (span) => view.elemBytes(span);
  }

  private readonly slotBytes: (span: number) => number;

  of(span: number, slot: number): AliveAnswer {
    const { graph, names } = this;
    const { dominators } = graph;
    const node = graph.nodeAt(span, slot);
    const bytes = this.slotBytes(span);
    const own = { key: names.key(span, slot), label: names.label(span, slot), bytes };
    if (node === 0) {
      const nothing = { path: [], skipped: 0, holds: [], holdsTotal: 0 };
      return { ...own, reachable: false, ...nothing, retainedBytes: bytes, retainedObjects: 1 };
    }
    const path = this.path(node);
    const above = dominators.immediate(node);
    const held = dominators.dominated(node);
    held.sort((a, b) => dominators.retainedBytes(b) - dominators.retainedBytes(a) || a - b);
    return {
      ...own,
      reachable: true,
      path: shorten(path),
      skipped: Math.max(0, path.length - markRowsMax),
      retainedBytes: dominators.retainedBytes(node),
      retainedObjects: dominators.retainedNodes(node),
      ...(above <= 0 ? {} : { dominator: this.nameOf(above) }),
      holds: held.slice(0, holdsMax).map((one) => this.held(one)),
      holdsTotal: held.length,
    };
  }

  private nameOf(node: number): { key: Key; label: AliveStep['label'] } {
    const { span, slot } = this.graph.placeOf(node);
    return { key: this.names.key(span, slot), label: this.names.label(span, slot) };
  }

  private stepTo(node: number): Omit<AliveStep, 'field'> {
    const named = this.nameOf(node);
    return { id: named.key, ...named };
  }

  private held(node: number): AliveHeld {
    const { dominators } = this.graph;
    return {
      ...this.nameOf(node),
      retainedBytes: dominators.retainedBytes(node),
      retainedObjects: dominators.retainedNodes(node),
    };
  }

  /** From the root to a node. */
  private path(node: number): AliveStep[] {
    const { graph, names } = this;
    const steps: AliveStep[] = [];
    for (let at = node; at !== 0;) {
      const { node: from, word } = graph.parent(at);
      if (from === 0) {
        const { root, number, field } = graph.rootEdge(word);
        steps.unshift({ ...this.stepTo(at), field });
        const { key, name, where } = root;
        const label = say('marking.rootIn', { name: name, where: where });
        const id = `r${number}`;
        steps.unshift({ id, ...(key === undefined ? {} : { key }), label, field: '' });
      } else {
        const { span, slot } = graph.placeOf(from);
        steps.unshift({ ...this.stepTo(at), field: names.field(span, slot, word) });
      }
      at = from;
    }
    return steps;
  }
}

/** Objects that one alone keeps alive, as many as are named. */
const holdsMax = 16;

/** The first and the last steps of a long way. */
function shorten(path: readonly AliveStep[]): AliveStep[] {
  if (path.length <= markRowsMax) return [...path];
  const front = markRowsMax / 2;
  return [...path.slice(0, front), ...path.slice(front - markRowsMax)];
}
