/** From verdicts to memory: where objects really are, and the late moves of appended slices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appendBuffers,
  boxKind,
  closureKind,
  conversionKind,
  makeKind,
} from '../../../src/golang/escape/storage';
import type { Func, Node } from '../../../src/golang/ir/nodes';
import { visitList } from '../../../src/golang/ir/visit';
import { Layouts } from '../../../src/golang/layout/layout';
import { analyse } from './load';

const layouts = new Layouts();

function functions(body: string): Map<string, Func> {
  const { pkg, errors } = analyse(`package main\n${body}\nfunc main() {}\n`);
  assert.deepEqual(errors, []);
  return new Map(pkg?.funcs.map((fn) => [fn.name.replace('main.', ''), fn]));
}

function nodes<O extends Node['op']>(fn: Func | undefined, op: O): Extract<Node, { op: O }>[] {
  const found: Extract<Node, { op: O }>[] = [];
  visitList(fn?.body ?? [], (n) => {
    if (n.op === op) found.push(n as Extract<Node, { op: O }>);
  });
  return found;
}

test('where boxed values are', () => {
  const fns = functions(`
    type one struct{ n int }
    type pair struct{ a, b int }
    var sink any
    func heap(b bool, c byte, n int, s string, l []int, p *int, f float64, o one, q pair,
      e struct{}, k any, t [2]int32) {
      for _, sink = range []any{b, c, n, s, l, p, f, o, q, e, k, t, 7, "x", pair{1, 2}, one{}} { }
    }
    func stack(n int, big [200]int) bool { return any(n) == any(big) }
  `);
  const kinds = nodes(fns.get('heap'), 'OCONVIFACE').map((n) => boxKind(n, layouts));
  assert.deepEqual(kinds, [
    ...['byteTable', 'byteTable', 'small', 'string', 'slice', 'direct', 'small', 'small'],
    ...['heap', 'zero', 'heap', 'readonly', 'readonly', 'readonly', 'readonly'],
  ]);
  const locals = nodes(fns.get('stack'), 'OCONVIFACE').map((n) => boxKind(n, layouts));
  assert.deepEqual(locals, ['stack', 'heap']);
});

test('where slices, strings and closures are', () => {
  const fns = functions(`
    var sink []int
    func makes(n int) int {
      a := make([]int, 4)
      b := make([]int, n)
      c := make([][5]int, n)
      sink = make([]int, 2)
      return len(a) + len(b) + len(c)
    }
    func convs(b []byte, s string, m map[string]int) int {
      x := string(b)
      y := []byte(s)
      y[0] = 1
      n := m[string(b)]
      if string(b) == s { n++ }
      for range []byte(s) { n++ }
      z := "a" + string(b)
      m[string(b)] = 1
      return n + len(x) + len(z)
    }
    func funcs(p *int) { func() {}(); f := func() { *p = 1 }; f() }
  `);
  const makes = nodes(fns.get('makes'), 'OMAKESLICE').map((n) => makeKind(n, layouts));
  assert.deepEqual(makes, ['stack', 'buffer', 'heap', 'heap']);
  const strings = nodes(fns.get('convs'), 'OBYTES2STR').map(conversionKind);
  assert.deepEqual(strings, ['buffer', 'shared', 'shared', 'shared', 'heap']);
  const bytes = [
    ...nodes(fns.get('convs'), 'OSTR2BYTES'),
    ...nodes(fns.get('convs'), 'OSTR2BYTESTMP'),
  ];
  assert.deepEqual(bytes.map(conversionKind), ['buffer', 'shared']);
  const closures = nodes(fns.get('funcs'), 'OCLOSURE').map(closureKind);
  assert.deepEqual(closures, ['static', 'stack']);
});

test('arrays of appended slices move to the heap late', () => {
  const fns = functions(`
    func plain(n int) []int { var s []int; for i := 0; i < n; i++ { s = append(s, i) }; return s }
    func caps(n int) []int {
      var s []int; for i := range n { s = append(s, i) }; print(cap(s)); return s }
    func ranged(n int) (s []int) { for i := range n { s = append(s, i) }; for range s { }; return }
    func once(a int) []int { var s []int; s = append(s, a); return s }
    func address(n int) []int {
      var s []int; for i := range n { s = append(s, i); p := &s[0]; *p = 1 }; return s }
    func twice(n int) ([]int, []int) {
      var s []int; for i := range n { s = append(s, i) }; t := s; return t, s }
    func wide(n int) [][5]int { var s [][5]int; for range n { s = append(s, [5]int{}) }; return s }
    func inside(n int) []int {
      var s []int; for i := range n { s = append(s, i); if n > 3 { return s } }; return nil }
    func captured(n int) []int {
      var s []int; f := func() { s = append(s, n) }; f(); f(); return s }
  `);
  const moves = (name: string): string => {
    const [move] = nodes(fns.get(name), 'OMOVE2HEAP');
    if (move === undefined) return 'no';
    return move.preserveCapacity ? 'with capacity' : 'yes';
  };
  assert.equal(moves('plain'), 'yes');
  assert.equal(moves('caps'), 'with capacity');
  assert.equal(moves('ranged'), 'yes');
  for (const name of ['once', 'address', 'twice', 'wide', 'inside', 'captured']) {
    assert.equal(moves(name), 'no', name);
  }
  const plain = fns.get('plain');
  assert(plain !== undefined);
  assert.deepEqual([...appendBuffers(plain, layouts).values()], [4]);
  assert(nodes(fns.get('caps'), 'OAPPEND').every((n) => n.esc === 'stack' && n.useBuf === true));
  assert(nodes(fns.get('once'), 'OAPPEND').every((n) => n.esc === 'heap'));
});

test('every object has a site, and a reason if it is in the heap', () => {
  const { pkg, result, fileSet } = analyse(`package main
type t struct{ next *t }
var kept *t
func set(p *t) *t { kept = p; return p }
func main() {
	x := t{}
	y := &t{&x}
	set(y)
	z := new(t)
	_ = z.next
}
`);
  assert(pkg !== undefined && result !== undefined);
  pkg.sites.forEach((n, i) => {
    assert.equal(n.site, i);
  });
  assert.deepEqual(
    result.verdicts.map((v) => v.n),
    pkg.sites,
  );
  const heap = result.verdicts.filter((v) => v.heap);
  assert.deepEqual(
    heap.map((v) => v.text),
    ['x', '&t{...}'],
  );
  const [x] = heap;
  assert.deepEqual(
    x?.why.map((step) => step.flow),
    ['{storage for &t{...}} ← &x'],
  );
  assert.deepEqual(
    x?.why[0]?.notes.map((n) => [n.text, n.why, fileSet.position(n.pos).line]),
    [
      ['&x', 'address-of', 7],
      ['t{...}', 'struct literal element', 7],
    ],
  );
});
