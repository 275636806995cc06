/** What lowering makes of programs: nothing implicit is left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Func, IrPackage, Node } from '../../../src/golang/ir/nodes';
import { NodePrinter } from '../../../src/golang/ir/print';
import { forChildren, visitList } from '../../../src/golang/ir/visit';
import { lookupFieldOrMethod } from '../../../src/golang/types/lookup';
import { Pointer } from '../../../src/golang/types/types';
import { analyse } from '../escape/load';

function build(body: string): IrPackage {
  const { pkg, errors } = analyse(`package main\n${body}\nfunc main() {}\n`);
  assert.deepEqual(errors, []);
  assert(pkg !== undefined);
  return pkg;
}

function func(pkg: IrPackage, name: string): Func {
  const fn = pkg.funcs.find((f) => f.name === name);
  assert(fn !== undefined, name);
  return fn;
}

/** Operators of a function's nodes, outermost first. */
function ops(fn: Func): string[] {
  const list: string[] = [];
  visitList(fn.body, (n) => list.push(n.op));
  return list;
}

function lines(pkg: IrPackage, fn: Func): string[] {
  const printer = new NodePrinter(pkg.types);
  return fn.body.map((n) => printer.node(n));
}

test('what cannot be reached is left out', () => {
  const pkg = build(`
    func f(a int) int {
      if false { print(1) }
      if a > 0 || true { return 1 } else { print(2) }
      print(3)
      return 4
    }
    func g() { for false { print(1) }; goto end; print(2); end: print(3); return; print(4) }
    func h() { switch 3 { case 1: print(1); case 3: print(3); default: print(4) } }
  `);
  assert.deepEqual(lines(pkg, func(pkg, 'main.f')), ['_ = a > 0 || true; return 1']);
  assert.deepEqual(lines(pkg, func(pkg, 'main.g')).length, 5);
  const h = ops(func(pkg, 'main.h'));
  assert.equal(h.filter((op) => op === 'OPRINT').length, 1);
});

test('loop variables of their own', () => {
  const pkg = build(`
    var kept []*int
    func leaks(n int) { for i := 0; i < n; i++ { if i == 1 { continue }; kept = append(kept, &i) } }
    func plain(n int) { for i := 0; i < n; i++ { if i == 1 { continue } } }
    func rangeLeaks(a []int) { for _, v := range a { kept = append(kept, &v) } }
    func returns(a []int) *int { for _, v := range a { return &v }; return nil }
  `);
  const leaks = ops(func(pkg, 'main.leaks'));
  assert(leaks.includes('OGOTO') && !leaks.includes('OCONTINUE'));
  const loop = func(pkg, 'main.leaks').body.find((n) => n.op === 'OFOR');
  assert(loop?.op === 'OFOR' && loop.cond === undefined && loop.post === undefined);
  assert.equal(loop.body[0]?.op, 'OAS');
  assert.equal(loop.body[0]?.init?.[0]?.op, 'ODCL');
  const plain = ops(func(pkg, 'main.plain'));
  assert(plain.includes('OCONTINUE') && !plain.includes('OGOTO'));
  const range = func(pkg, 'main.rangeLeaks').body[0];
  assert(range?.op === 'ORANGE' && range.value?.op === 'ONAME' && range.value.autotemp === true);
  // What a return statement lets out needs no copy per iteration.
  const returns = func(pkg, 'main.returns').body[0];
  assert(returns?.op === 'ORANGE' && returns.value?.op === 'ONAME');
  assert.equal(returns.value.name, 'v');
});

test('go and defer call without arguments', () => {
  const pkg = build(`
    type t struct{}
    func (t) m(int) {}
    func f(x t, i interface{ m(int) }, g func()) {
      go g()
      go x.m(1)
      defer i.m(2)
      defer print(g == nil)
      defer recover()
    }
  `);
  const calls: Extract<Node, { op: 'OGO' | 'ODEFER' }>[] = [];
  const fn = func(pkg, 'main.f');
  for (const n of fn.body) if (n.op === 'OGO' || n.op === 'ODEFER') calls.push(n);
  assert.equal(calls.length, 5);
  for (const { call } of calls) assert.deepEqual(call.args, []);
  assert.deepEqual(
    fn.closures.map((c) => c.name),
    ['main.f.gowrap1', 'main.f.deferwrap2', 'main.f.deferwrap3', 'main.f.deferwrap4'],
  );
  assert(fn.closures.every((c) => c.wrapper));
  assert(fn.hasDefer && !fn.hasRecover);
  // A nil interface panics at the statement, not later.
  assert(calls[2]?.init?.some((s) => s.op === 'OCHECKNIL'));
});

test('receivers are arguments, adjusted', () => {
  const pkg = build(`
    type inner struct{ n int }
    func (i inner) val() int { return i.n }
    func (i *inner) ptr() {}
    type outer struct{ *inner; x inner }
    func f(o outer, p *outer) { o.ptr(); o.x.ptr(); p.x.val(); p.val() }
  `);
  assert.deepEqual(lines(pkg, func(pkg, 'main.f')), [
    '(*inner).ptr(o.inner)',
    '(*inner).ptr(o.x)',
    'inner.val(p.x)',
    'inner.val(p.inner)',
  ]);
  const receivers = func(pkg, 'main.f').body.map((n) =>
    n.op === 'OCALLFUNC' ? n.args[0]?.op : '',
  );
  assert.deepEqual(receivers, ['ODOT', 'OADDR', 'ODOTPTR', 'ODEREF']);
});

test('method tables have functions for the exact receiver', () => {
  const pkg = build(`
    type base struct{}
    func (base) Value() {}
    func (*base) pointer() {}
    type user interface{ Use() }
    type derived struct { *base; user }
  `);
  const derived = pkg.types.scope.lookup('derived');
  assert(derived?.kind === 'typename');
  const table = pkg.methodTable(derived.type);
  assert.deepEqual(
    table.map((e) => e.callee.sym),
    ['main.derived.Use', 'main.derived.Value', 'main.derived.pointer'],
  );
  assert(table.every((e) => e.callee.def?.wrapper === true));
  const base = pkg.types.scope.lookup('base');
  assert(base?.kind === 'typename');
  const pointers = pkg.methodTable(new Pointer(base.type));
  assert.deepEqual(
    pointers.map((e) => e.callee.sym),
    ['main.(*base).Value', 'main.(*base).pointer'],
  );
  assert.equal(pkg.methodTable(base.type).length, 1);
  assert(lookupFieldOrMethod(base.type, true, pkg.types, 'pointer').obj !== undefined);
});

test('several values go through temporaries', () => {
  const pkg = build(`
    func two() (int, error) { return 1, nil }
    func take(n any, rest ...any) {}
    func f(m map[string]int) {
      a, err := two()
      var x any
      x, err = two()
      take(two())
      v, ok := m["k"]
      take(1)
      print(a, err, x, v, ok)
    }
  `);
  const list = ops(func(pkg, 'main.f'));
  assert.equal(list.filter((op) => op === 'OAS2FUNC').length, 3);
  assert.equal(list.filter((op) => op === 'OAS2MAPR').length, 1);
  const calls = func(pkg, 'main.f').body.filter((n) => n.op === 'OCALLFUNC');
  assert.deepEqual(
    calls.map((n) => n.args.map((x) => x.op)),
    [
      ['OCONVIFACE', 'OSLICELIT'],
      ['OCONVIFACE', 'ONIL'],
    ],
  );
});

test('initial values of globals', () => {
  const pkg = build(`
    type t struct{ p *int }
    var a = &t{}
    var b = []any{1, "x", t{}}
    var c = new(int)
    var d = map[int]*t{1: {}}
    var e, f = two()
    var g = func() {}
    func two() (int, *t) { return 1, nil }
    func init() {}
    func init() {}
  `);
  assert.deepEqual(
    pkg.inits.map((fn) => fn.name),
    ['main.init', 'main.init.0', 'main.init.1'],
  );
  assert.deepEqual(
    pkg.globals.map((n) => n.sym),
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((n) => `main.${n}`),
  );
  assert.equal(pkg.staticInits.size, 3);
  const [init] = pkg.inits;
  assert(init !== undefined);
  const esc: string[] = [];
  visitList(init.body, (n) => {
    if ('esc' in n && n.op !== 'ONAME') esc.push(`${n.op} ${n.esc}`);
  });
  assert.deepEqual(esc, [
    'OPTRLIT static',
    'OSLICELIT static',
    'OCONVIFACE static',
    'OCONVIFACE static',
    'OCONVIFACE static',
    'ONEW heap',
    'OMAPLIT heap',
    'OPTRLIT heap',
    'OCLOSURE static',
  ]);
});

test('each node is in one place, names and literals apart', () => {
  const pkg = build(`
    func f(a []int, m map[string][]int, s string) (r int, err error) {
      a[0], m[s] = len(a), append(m[s], a...)
      defer func() { r++ }()
      switch x := any(a).(type) { case []int: r += x[0]; case nil: r = 1 }
      for i, v := range a { r += i * v; func() { r += v }() }
      return
    }
  `);
  const seen = new Set<Node>();
  const visit = (n: Node): void => {
    const shared = n.op === 'ONAME' || n.op === 'OLITERAL' || n.op === 'ONIL';
    assert(shared || !seen.has(n), n.op);
    seen.add(n);
    if (n.op === 'OCLOSURE') n.func.body.forEach(visit);
    forChildren(n, visit);
  };
  for (const fn of pkg.funcs) fn.body.forEach(visit);
  assert(seen.size > 40, `${seen.size} nodes`);
});

test('repeated statements', () => {
  const source =
    'package main\nvar kept []*int\nfunc main() {\n\tx := 1\n\tkept = append(kept, &x)\n}\n';
  const { pkg, messages } = analyse(source, { repeat: new Map([[5, 10]]) });
  const fn = pkg?.funcs[0];
  assert.deepEqual(
    fn?.body.map((n) => n.op),
    ['OAS', 'OREPEAT'],
  );
  assert.deepEqual(messages, analyse(source).messages);
});
