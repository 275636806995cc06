/** Children: every node that a node holds is among them, once. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { analyse } from '../../../src/golang/analyse';
import { Lookup } from '../../../src/golang/lookup';
import { forChildren } from '../../../src/golang/syntax/children';
import type { Node } from '../../../src/golang/syntax/nodes';
import { parseFile } from '../../../src/golang/syntax/parser';
import { FileSet } from '../../../src/golang/syntax/pos';

/** All that the parser can make, most of it from the library that ships. */
const sources = ['src/golang/std', 'examples', 'test/interpreter/testdata'].flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.go'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);
const rest = `package p
type g[T any] struct { f func(...T) (r chan<- T); T; m map[string]T "tag" }
type i interface { ~int | string; m() }
func f[T any](x any) {
	a := [...]int{1: 2}
L:
	for i := range a[0:1:2] { continue L }
	switch y := x.(type) { case int: _ = y; fallthrough; default: }
	select { case v, ok := <-c: _, _ = v, ok; case d <- 1: default: goto L }
	go func() { defer (recover)() }()
	_ = x.(g[int]).f
	;
}
`;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'start' in value;
}

test('every node inside a node, once', () => {
  const kinds = new Set<string>();
  for (const source of [rest, ...sources]) {
    const visit = (node: Node): void => {
      kinds.add(node.kind);
      const children: Node[] = [];
      forChildren(node, (child) => {
        children.push(child);
      });
      const held = Object.entries(node)
        .filter(([name]) => name !== 'target')
        .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? value : [value]))
        .filter(isNode);
      assert.deepEqual(new Set(children), new Set(held), `in a ${node.kind}`);
      assert.equal(children.length, new Set(children).size);
      children.forEach(visit);
    };
    visit(parseFile(new FileSet(), 'x.go', source).file);
  }
  assert.ok(kinds.size >= 44, `${kinds.size} kinds of nodes: ${[...kinds].join(' ')}`);
});

test('true from the callback ends it', () => {
  const { file } = parseFile(new FileSet(), 'x.go', rest);
  let count = 0;
  forChildren(file, () => ++count === 2);
  assert.equal(count, 2);
});

test('what is sent on a channel is found', () => {
  const source = 'package main\n\nfunc main() {\n\tc := make(chan *int, 1)\n\tc <- new(int)\n}\n';
  const lookup = new Lookup(analyse('x.go', source));
  const at = source.indexOf('new(int)');
  const [found] = lookup.sites.filter(({ start }) => start === at);
  assert.equal(found?.kind, 'new');
  assert.equal(found.end, at + 'new(int)'.length);
});
