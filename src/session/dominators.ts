/**
 * Dominators of a graph, after Lengauer and Tarjan's "A fast algorithm for finding dominators in a
 * flowgraph" (1979), the version with path compression alone: O(edges × log nodes), without
 * recursion, in typed arrays. Node d dominates n when every way from the root to n leads through d;
 * what would go with n is n and all that it dominates.
 *
 * Everything is done in portions, so that a large heap holds nobody up.
 */

/**
 * A graph with node 0 as root: its successors are `roots`, those of another node n are
 * `to[starts[n]] … to[starts[n + 1] - 1]`.
 */
export interface Graph {
  readonly nodes: number;
  readonly roots: Int32Array;
  readonly starts: Int32Array;
  readonly to: Int32Array;
}

const enum Stage {
  columns = 0,
  depthFirst = 1,
  count = 2,
  predecessors = 3,
  semidominators = 4,
  dominators = 5,
  retained = 6,
  done = 7,
}

const none: Int32Array = new Int32Array(0);

/** Nodes are known by their depth-first numbers while it works: a parent's is smaller. */
export class Dominators {
  private stage = Stage.columns;
  /** How many nodes of a stage are done, and how many edges of the one that is not. */
  private at = 0;
  private edges = 0;
  /** Depth-first number by node, -1 for what was not reached, and the node of a number. */
  private number = none;
  private vertex = none;
  private parent = none;
  private reached = 1;
  /** The way of the depth-first search: nodes, and how many of each one's edges are done. */
  private way = none;
  private edge = none;
  private depth = 1;
  private predStarts = none;
  private preds = none;
  private semi = none;
  private ancestor = none;
  private label = none;
  private bucket = none;
  private nextInBucket = none;
  private idom = none;
  private bytes = new Float64Array(0);
  private objects = none;
  /** The columns are large: each is made in a portion of its own. */
  private readonly columns: (() => void)[];

  /** `weight` is what a node alone counts for: bytes. The root counts nothing. */
  constructor(
    private readonly graph: Graph,
    private readonly weight: (node: number) => number,
  ) {
    const { nodes } = graph;
    const column = (fill = 0): Int32Array => {
      const made = new Int32Array(nodes);
      return fill === 0 ? made : made.fill(fill);
    };
    const identity = (): Int32Array => {
      const made = new Int32Array(nodes);
      for (let v = 0; v < nodes; v++) made[v] = v;
      return made;
    };
    this.columns = [
      () => {
        this.number = column(-1);
        this.number[0] = 0;
      },
      () => (this.vertex = column()),
      () => (this.parent = column()),
      () => (this.way = column()),
      () => (this.edge = column()),
      () => (this.semi = identity()),
      () => (this.ancestor = column(-1)),
      () => (this.label = identity()),
      () => (this.bucket = column(-1)),
      () => (this.nextInBucket = column(-1)),
      () => (this.idom = column()),
      () => (this.bytes = new Float64Array(nodes)),
      () => (this.objects = column()),
    ];
  }

  get done(): boolean {
    return this.stage === Stage.done;
  }

  /** How far it is, in portions of about the same cost. */
  get progress(): { done: number; total: number } {
    const { nodes, roots, to } = this.graph;
    const edges = roots.length + to.length;
    const total = nodes * 6 + edges * 3;
    const sizes = [nodes, edges, edges, edges, nodes * 3, nodes, nodes];
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
      case Stage.columns:
        return this.makeColumn();
      case Stage.depthFirst:
        return this.search(units);
      case Stage.count:
        return this.eachEdge(units, (_, w) => this.predStarts[w + 1]!++);
      case Stage.predecessors:
        return this.eachEdge(units, (v, w) => {
          this.preds[this.predStarts[w]! + this.edge[w]!++] = v;
        });
      case Stage.semidominators:
        return this.semidominators(units);
      case Stage.dominators:
        return this.each(units, 1, this.reached, 1, (w) => this.dominator(w));
      default:
        return this.each(units, this.reached - 1, 0, -1, (w) => this.retain(w));
    }
  }

  private makeColumn(): number {
    const make = this.columns.shift();
    if (make === undefined) this.enter(Stage.depthFirst);
    else make();
    return 1 + (this.graph.nodes >> 3);
  }

  /** Where the edges of a node are, and the first and the last of them. */
  private edgesOf(node: number): { to: Int32Array; first: number; end: number } {
    const { roots, starts, to } = this.graph;
    if (node === 0) return { to: roots, first: 0, end: roots.length };
    return { to, first: starts[node]!, end: starts[node + 1]! };
  }

  /** Calls `act` with the numbers at both ends of each edge. */
  private eachEdge(units: number, act: (from: number, to: number) => void): number {
    let spent = 0;
    while (this.at < this.reached && spent < units) {
      const { to, first, end } = this.edgesOf(this.vertex[this.at]!);
      const from = first + this.edges;
      const limit = Math.min(end, from + units - spent);
      for (let at = from; at < limit; at++) act(this.at, this.number[to[at]!]!);
      spent += limit - from + 1;
      this.edges = limit < end ? limit - first : 0;
      if (limit >= end) this.at++;
    }
    if (this.at >= this.reached) this.enter(this.stage + 1);
    return Math.max(1, spent);
  }

  /** Calls `act` for numbers from `first` to before `end`; `at` holds how many are done. */
  private each(
    units: number,
    first: number,
    end: number,
    by: 1 | -1,
    act: (number: number) => void,
  ): number {
    const count = Math.max(0, (end - first) * by);
    let spent = 0;
    for (; this.at < count && spent < units; this.at++, spent++) act(first + this.at * by);
    if (this.at >= count) this.enter(this.stage + 1);
    return Math.max(1, spent);
  }

  private enter(stage: Stage): void {
    this.stage = stage;
    this.at = this.edges = 0;
    if (stage === Stage.count) this.predStarts = new Int32Array(this.reached + 1);
    else if (stage === Stage.predecessors) this.sumPredecessors();
  }

  private search(units: number): number {
    const { number, vertex, parent, way, edge } = this;
    let spent = 0;
    while (this.depth > 0 && spent < units) {
      spent++;
      const node = way[this.depth - 1]!;
      const { to, first, end } = this.edgesOf(node);
      const at = first + edge[node]!;
      if (at >= end) {
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

  /** From counts to where each node's predecessors begin. */
  private sumPredecessors(): void {
    const { reached, predStarts } = this;
    for (let v = 0; v < reached; v++) predStarts[v + 1]! += predStarts[v]!;
    this.preds = new Int32Array(predStarts[reached]!);
    this.edge.fill(0);
  }

  /**
   * From the last number on: the semidominator of w from its predecessors, then the immediate
   * dominators, as far as they are known, of those whose semidominator is w's parent.
   */
  private semidominators(units: number): number {
    const { semi, parent, bucket, nextInBucket, predStarts, idom } = this;
    let spent = 0;
    while (this.at < this.reached - 1 && spent < units) {
      const w = this.reached - 1 - this.at;
      const p = parent[w]!;
      const count = predStarts[w + 1]! - predStarts[w]!;
      for (; this.edges < count && spent < units; this.edges++, spent++) {
        const u = this.evaluate(this.preds[predStarts[w]! + this.edges]!);
        if (semi[u]! < semi[w]!) semi[w] = semi[u]!;
        if (this.edges === count - 1) this.link(w);
      }
      if (this.edges < count) break;
      for (; bucket[p] !== -1 && spent < units; spent++) {
        const v = bucket[p]!;
        const u = this.evaluate(v);
        idom[v] = semi[u]! < semi[v]! ? u : p;
        bucket[p] = nextInBucket[v]!;
      }
      if (bucket[p] !== -1) break;
      this.edges = 0;
      this.at++;
      spent++;
    }
    if (this.at >= this.reached - 1) this.enter(Stage.dominators);
    return Math.max(1, spent);
  }

  /** w's semidominator is known. */
  private link(w: number): void {
    const s = this.semi[w]!;
    this.nextInBucket[w] = this.bucket[s]!;
    this.bucket[s] = w;
    this.ancestor[w] = this.parent[w]!;
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

  private dominator(w: number): void {
    if (this.idom[w] !== this.semi[w]) this.idom[w] = this.idom[this.idom[w]!]!;
  }

  private retain(w: number): void {
    const { idom, bytes, objects } = this;
    bytes[w]! += this.weight(this.vertex[w]!);
    objects[w]! += 1;
    bytes[idom[w]!]! += bytes[w]!;
    objects[idom[w]!]! += objects[w]!;
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
