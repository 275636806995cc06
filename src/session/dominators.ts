/**
 * Dominators of a graph, after Lengauer and Tarjan's "A fast algorithm for finding dominators in a
 * flowgraph" (1979), the version with path compression alone: O(edges × log nodes), without
 * recursion, in typed arrays. Node d dominates n when every way from the root to n leads through d;
 * what would go with n is n and all that it dominates.
 *
 * Everything is done in portions, so that a large heap holds nobody up.
 */

/** A graph with node 0 as root: successors of n are `to[starts[n]] … to[starts[n + 1] - 1]`. */
export interface Graph {
  readonly nodes: number;
  readonly starts: Int32Array;
  readonly to: Int32Array;
}

const enum Stage {
  depthFirst = 0,
  count = 1,
  predecessors = 2,
  semidominators = 3,
  dominators = 4,
  retained = 5,
  done = 6,
}

/** Nodes are known by their depth-first numbers while it works: a parent's is smaller. */
export class Dominators {
  private stage = Stage.depthFirst;
  private at = 0;
  /** Depth-first number by node, -1 for what was not reached, and the node of a number. */
  private readonly number: Int32Array;
  private readonly vertex: Int32Array;
  private readonly parent: Int32Array;
  private reached = 1;
  /** The way of the depth-first search: nodes, and how many of each one's edges are done. */
  private readonly way: Int32Array;
  private readonly edge: Int32Array;
  private depth = 1;
  private predStarts = new Int32Array(0);
  private preds = new Int32Array(0);
  private readonly semi: Int32Array;
  private readonly ancestor: Int32Array;
  private readonly label: Int32Array;
  private readonly bucket: Int32Array;
  private readonly nextInBucket: Int32Array;
  private readonly idom: Int32Array;
  private readonly bytes: Float64Array;
  private readonly objects: Int32Array;

  /** `weight` is what a node alone counts for: bytes. The root counts nothing. */
  constructor(
    private readonly graph: Graph,
    private readonly weight: (node: number) => number,
  ) {
    const { nodes } = graph;
    const column = (fill = 0): Int32Array => new Int32Array(nodes).fill(fill);
    this.number = column(-1);
    this.vertex = column();
    this.parent = column();
    this.way = column();
    this.edge = column();
    this.semi = column();
    this.ancestor = column(-1);
    this.label = column();
    this.bucket = column(-1);
    this.nextInBucket = column(-1);
    this.idom = column();
    this.bytes = new Float64Array(nodes);
    this.objects = column();
    this.number[0] = 0;
  }

  get done(): boolean {
    return this.stage === Stage.done;
  }

  /** How far it is, in portions of about the same cost. */
  get progress(): { done: number; total: number } {
    const { nodes, to } = this.graph;
    const total = nodes * 5 + to.length * 3;
    const sizes = [to.length, to.length, to.length, nodes * 3, nodes, nodes];
    let done = 0;
    for (let stage = 0; stage < this.stage; stage++) done += sizes[stage]!;
    return { done: Math.min(total, done), total };
  }

  /** Works on about `units` edges or nodes; true when all is done. */
  work(units: number): boolean {
    for (let left = units; left > 0 && this.stage !== Stage.done;) left -= this.portion(left);
    return this.done;
  }

  private portion(units: number): number {
    switch (this.stage) {
      case Stage.depthFirst:
        return this.search(units);
      case Stage.count:
        return this.each(units, 0, this.reached, 1, (v) => this.countPredecessors(v));
      case Stage.predecessors:
        return this.each(units, 0, this.reached, 1, (v) => this.addPredecessors(v));
      case Stage.semidominators:
        return this.each(units, this.reached - 1, 0, -1, (w) => this.semidominator(w));
      case Stage.dominators:
        return this.each(units, 1, this.reached, 1, (w) => this.dominator(w));
      default:
        return this.each(units, this.reached - 1, 0, -1, (w) => this.retain(w));
    }
  }

  /** Calls `act` for numbers from `first` to before `end`; `at` holds how many are done. */
  private each(
    units: number,
    first: number,
    end: number,
    by: 1 | -1,
    act: (number: number) => number,
  ): number {
    const count = Math.max(0, (end - first) * by);
    let spent = 0;
    for (; this.at < count && spent < units; this.at++) spent += 1 + act(first + this.at * by);
    if (this.at >= count) this.enter(this.stage + 1);
    return Math.max(1, spent);
  }

  private enter(stage: Stage): void {
    this.stage = stage;
    this.at = 0;
    if (stage === Stage.count) this.predStarts = new Int32Array(this.reached + 1);
    else if (stage === Stage.predecessors) this.sumPredecessors();
  }

  private search(units: number): number {
    const { starts, to } = this.graph;
    const { number, vertex, parent, way, edge } = this;
    let spent = 0;
    while (this.depth > 0 && spent < units) {
      spent++;
      const node = way[this.depth - 1]!;
      const at = starts[node]! + edge[node]!;
      if (at >= starts[node + 1]!) {
        this.depth--;
        continue;
      }
      edge[node]!++;
      const next = to[at]!;
      if (number[next] !== -1) continue;
      number[next] = this.reached;
      vertex[this.reached] = next;
      parent[this.reached++] = number[node]!;
      way[this.depth++] = next;
    }
    if (this.depth === 0) this.enter(Stage.count);
    return spent;
  }

  private countPredecessors(v: number): number {
    const { starts, to } = this.graph;
    const node = this.vertex[v]!;
    for (let at = starts[node]!; at < starts[node + 1]!; at++)
      this.predStarts[this.number[to[at]!]! + 1]!++;
    return starts[node + 1]! - starts[node]!;
  }

  /** From counts to where each node's predecessors begin. */
  private sumPredecessors(): void {
    const { reached, predStarts } = this;
    for (let v = 0; v < reached; v++) predStarts[v + 1]! += predStarts[v]!;
    this.preds = new Int32Array(predStarts[reached]!);
    this.edge.fill(0);
    for (let v = 0; v < reached; v++) this.semi[v] = this.label[v] = v;
  }

  private addPredecessors(v: number): number {
    const { starts, to } = this.graph;
    const node = this.vertex[v]!;
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const w = this.number[to[at]!]!;
      this.preds[this.predStarts[w]! + this.edge[w]!++] = v;
    }
    return starts[node + 1]! - starts[node]!;
  }

  private semidominator(w: number): number {
    const { semi, parent, bucket, nextInBucket, predStarts } = this;
    for (let at = predStarts[w]!; at < predStarts[w + 1]!; at++) {
      const u = this.evaluate(this.preds[at]!);
      if (semi[u]! < semi[w]!) semi[w] = semi[u]!;
    }
    const s = semi[w]!;
    nextInBucket[w] = bucket[s]!;
    bucket[s] = w;
    const p = parent[w]!;
    this.ancestor[w] = p;
    for (let v = bucket[p]!; v !== -1; v = nextInBucket[v]!) {
      const u = this.evaluate(v);
      this.idom[v] = semi[u]! < semi[v]! ? u : p;
    }
    bucket[p] = -1;
    return predStarts[w + 1]! - predStarts[w]!;
  }

  /** The node with the smallest semidominator on the linked way above v, which is shortened. */
  private evaluate(v: number): number {
    const { ancestor, label, semi, way } = this;
    if (ancestor[v] === -1) return v;
    let depth = 0;
    for (let u = v; ancestor[ancestor[u]!] !== -1; u = ancestor[u]!) way[depth++] = u;
    while (depth > 0) {
      const u = way[--depth]!;
      const above = ancestor[u]!;
      if (semi[label[above]!]! < semi[label[u]!]!) label[u] = label[above]!;
      ancestor[u] = ancestor[above]!;
    }
    return label[v]!;
  }

  private dominator(w: number): number {
    if (this.idom[w] !== this.semi[w]) this.idom[w] = this.idom[this.idom[w]!]!;
    return 0;
  }

  private retain(w: number): number {
    const { idom, bytes, objects } = this;
    bytes[w]! += this.weight(this.vertex[w]!);
    objects[w]! += 1;
    bytes[idom[w]!]! += bytes[w]!;
    objects[idom[w]!]! += objects[w]!;
    return 0;
  }

  // ---- answers, once it is done

  /** The node that dominates `node` immediately; -1 for the root and for what is not reached. */
  immediate(node: number): number {
    const w = this.number[node]!;
    return w <= 0 ? -1 : this.vertex[this.idom[w]!]!;
  }

  retainedBytes(node: number): number {
    return this.number[node] === -1 ? 0 : this.bytes[this.number[node]!]!;
  }

  retainedNodes(node: number): number {
    return this.number[node] === -1 ? 0 : this.objects[this.number[node]!]!;
  }

  /** The nodes that `node` dominates immediately. */
  dominated(node: number): number[] {
    const found: number[] = [];
    const w = this.number[node]!;
    for (let v = 1; v < this.reached; v++) if (this.idom[v] === w) found.push(this.vertex[v]!);
    return found;
  }
}
