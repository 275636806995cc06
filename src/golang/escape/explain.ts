/**
 * Explanations: the flows that lead from a value to where it must not go, in the compiler's words.
 */

import type { NodePrinter } from '../ir/print';
import type { Batch } from './batch';
import type { FlowStep, Location, Note } from './graph';

/** Builds explanations for one package. */
export class Explainer {
  constructor(readonly printer: NodePrinter) {}

  /** The name of a location in explanations. */
  location(b: Batch, l: Location): string {
    if (l === b.heap) return '{heap}';
    if (l.n === undefined) return '{temp}';
    const text = this.printer.node(l.n);
    return l.n.op === 'ONAME' ? text : `{storage for ${text}}`;
  }

  step(b: Batch, dst: Location, src: Location, derefs: number, notes: Note | undefined): FlowStep {
    const ops = derefs >= 0 ? '*'.repeat(derefs) : '&';
    const flow = `${this.location(b, dst)} ← ${ops}${this.location(b, src)}`;
    const list: { pos: FlowStep['notes'][number]['pos']; text: string; why: string }[] = [];
    for (let note = notes; note !== undefined; note = note.next) {
      const { where, why } = note;
      list.push({ pos: where.pos, text: this.printer.node(where), why });
    }
    return { flow, notes: list };
  }

  /** The way the current walk came from `root` to `start`. */
  path(b: Batch, root: Location, start: Location): FlowStep[] {
    const steps: FlowStep[] = [];
    const visited = new Set<Location>();
    let src = start;
    while (!visited.has(src)) {
      visited.add(src);
      const { dst } = src;
      const edge = dst?.edges[src.dstEdge];
      if (dst === undefined || edge === undefined) break;
      steps.push(this.step(b, dst, src, edge.derefs, edge.notes));
      if (dst === root) break;
      src = dst;
    }
    return steps;
  }
}
