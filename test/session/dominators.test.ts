/** Dominators and retained sizes against the definition, on random graphs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Dominators } from '../../src/session/dominators';
import type { Graph } from '../../src/session/dominators';

function graphOf(nodes: number, edges: readonly (readonly [number, number])[]): Graph {
  const lists = Array.from({ length: nodes }, () => [] as number[]);
  for (const [from, to] of edges) lists[from % nodes]!.push(to % nodes);
  const starts = new Int32Array(nodes + 1);
  lists.forEach((list, node) => (starts[node + 1] = starts[node]! + list.length));
  return { nodes, roots: Int32Array.from(lists[0]!), starts, to: Int32Array.from(lists.flat()) };
}

/** Nodes that can be reached from 0 without passing through `without`. */
function reached({ nodes, starts, to }: Graph, without: number): Set<number> {
  const found = new Set<number>(without === 0 || nodes === 0 ? [] : [0]);
  for (const node of found)
    for (let at = starts[node]!; at < starts[node + 1]!; at++)
      if (to[at] !== without) found.add(to[at]!);
  return found;
}

/** By definition: which nodes go when one is taken out. */
function dominatedBy(graph: Graph): Map<number, Set<number>> {
  const all = reached(graph, -1);
  return new Map(
    [...all].map((node) => {
      const left = reached(graph, node);
      return [node, new Set([...all].filter((one) => !left.has(one)))];
    }),
  );
}

const weight = (node: number): number => (node === 0 ? 0 : 16 * (1 + (node % 7)));

function computed(graph: Graph, units: number): Dominators {
  const dominators = new Dominators(graph, weight);
  for (let calls = 0; !dominators.work(units); calls++) assert.ok(calls < 1_000_000);
  return dominators;
}

const graphs = fc
  .tuple(
    fc.integer({ min: 1, max: 24 }),
    fc.array(fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 23 })), { maxLength: 60 }),
  )
  .map(([nodes, edges]) => graphOf(nodes, edges));

test('what goes with a node, and who dominates it at once, are as defined', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 50 }), (graph, units) => {
      const dominators = computed(graph, units);
      const truth = dominatedBy(graph);
      for (let node = 0; node < graph.nodes; node++) {
        const goes = truth.get(node);
        const bytes = [...(goes ?? [])].reduce((sum, one) => sum + weight(one), 0);
        if (node > 0) assert.equal(dominators.retainedBytes(node), bytes);
        if (node > 0) assert.equal(dominators.retainedNodes(node), goes?.size ?? 0);
        const above = [...truth].filter(([one, set]) => one !== node && set.has(node));
        // The nearest of those that dominate a node is dominated by all others.
        const nearest = above.sort((a, b) => a[1].size - b[1].size)[0]?.[0] ?? -1;
        assert.equal(dominators.immediate(node), nearest);
      }
      for (const node of truth.keys())
        for (const one of dominators.dominated(node)) assert.equal(dominators.immediate(one), node);
    }),
    { numRuns: 400 },
  );
});

test('a chain of 300,000 nodes with ways back is done without recursion', () => {
  const nodes = 300_000;
  const edges = Array.from({ length: nodes - 1 }, (_, node): [number, number] => [node, node + 1]);
  for (let node = 2; node < nodes; node += 3) edges.push([node, node - 1]);
  const dominators = computed(graphOf(nodes, edges), 10_000);
  assert.equal(dominators.retainedNodes(1), nodes - 1);
  assert.equal(dominators.immediate(nodes - 1), nodes - 2);
});

test('progress grows to its total', () => {
  const edges = Array.from({ length: 4000 }, (_, i): [number, number] => [i % 997, (i * 7) % 1000]);
  const dominators = new Dominators(graphOf(1000, edges), weight);
  let last = 0;
  while (!dominators.work(200)) {
    const { done, total } = dominators.progress;
    assert.ok(done >= last && done <= total);
    last = done;
  }
  assert.equal(dominators.progress.done, dominators.progress.total);
});
