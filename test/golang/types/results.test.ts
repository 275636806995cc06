/** What the checker writes into the tree and hands to later rooms. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constantString } from '../../../src/golang/types/constantstring';
import { identical } from '../../../src/golang/types/identity';
import { methodSet } from '../../../src/golang/types/lookup';
import { relativeTo, signatureString, typeString } from '../../../src/golang/types/typestring';
import { ArrayType, Pointer, Slice } from '../../../src/golang/types/types';
import { TypeTable } from '../../../src/golang/types/typetable';
import type { FuncInfo, Type } from '../../../src/golang/types/types';
import { typ, universe } from '../../../src/golang/types/universe';
import { checkText, expressions } from './load';

const show = (type: Type | undefined): string =>
  type === undefined ? '-' : typeString(type, relativeTo(undefined));

/** Type, mode and constant of every expression with the given text. */
function found(source: string, text: string): string[] {
  const { file, messages } = checkText(`package p\n\n${source}\n`);
  assert.deepEqual(messages, []);
  return expressions(file, text).map((e) => {
    const value = e.value === undefined ? '' : ` = ${constantString(e.value)}`;
    return `${e.mode ?? '-'} ${show(e.type)}${value}`;
  });
}

test('untyped expressions get the type their context gives them', () => {
  const cases: [string, string, string][] = [
    ['var x float32 = 1', '1', 'constant float32 = 1'],
    ['var x any = 1', '1', 'constant int = 1'],
    ['var x any = nil', 'nil', 'nil any'],
    ["var x = 'a'", "'a'", 'constant rune = 97'],
    ['const c = 1', '1', 'constant untyped int = 1'],
    ['var s uint; var x int64 = 1 << s', '1', 'constant int64 = 1'],
    ['var s uint; var x any = 1 << s', '1 << s', 'value int'],
    ['var a, b int; var x = a < b', 'a < b', 'value untyped bool'],
    ['type B bool; var a, b int; var x B = a < b', 'a < b', 'value p.B'],
    ['var x = 1 + 2.5', '1 + 2.5', 'constant float64 = 3.5'],
    ['var p *int = nil', 'nil', 'nil *int'],
    ['var x = []float64{1}', '1', 'constant float64 = 1'],
    ['func f(x ...int8) {}; var _ = func() { f(1, 2) }', '2', 'constant int8 = 2'],
    ['var a [4]int; const n = len(a)', 'len(a)', 'constant int = 4'],
    ['var x = map[string]int{}["a"]', 'map[string]int{}["a"]', 'mapindex int'],
    ['var x struct{ f int }; var y = &x.f', 'x.f', 'variable int'],
    ['var c chan int; var v, ok = <-c', '<-c', 'commaok ( int,  bool)'],
    ['var p = new(5)', 'new(5)', 'value *int'],
  ];
  for (const [source, text, wanted] of cases) {
    const got = found(source.replaceAll('; ', '\n'), text);
    if (wanted === 'value untyped bool') assert.match(got[0] ?? '', /^value (untyped )?bool$/);
    else if (wanted.startsWith('commaok')) assert.match(got[0] ?? '', /^commaok \(int, bool\)$/);
    else assert.equal(got[0], wanted, source);
  }
});

test('selections tell the way through embedded fields', () => {
  const { file } = checkText(`package p

type deep struct{ f int }
func (*deep) m() {}
type middle struct{ *deep; g int }
type outer struct{ middle }

var o outer
var a = o.f
var b = o.middle.g
var c = (*deep).m
var d = o.m
`);
  const selection = (text: string): unknown => {
    const [e] = expressions(file, text);
    if (e?.kind !== 'SelectorExpr' || e.selection === undefined) return undefined;
    const { kind, index, indirect, obj } = e.selection;
    return [kind, obj.name, index, indirect];
  };
  assert.deepEqual(selection('o.f'), ['field', 'f', [0, 0, 0], true]);
  assert.deepEqual(selection('o.middle.g'), ['field', 'g', [1], false]);
  assert.deepEqual(selection('(*deep).m'), ['methodexpr', 'm', [0], true]);
  assert.deepEqual(selection('o.m'), ['method', 'm', [0, 0, 0], true]);
});

test('closures know what they capture', () => {
  const { result } = checkText(`package p

var global int

func outer(p int) {
	x, y, z := 1, 2, 3
	f := func() int {
		x++
		return func() int { return y + p + global }()
	}
	_, _ = f, z
	x = 4
	q := &z
	_ = q
}
`);
  const info = result.functions[0]?.info;
  assert(info !== undefined);
  const names = (i: FuncInfo): string => `${i.name}: ${i.captures.map((v) => v.name).join(' ')}`;
  const [first] = info.inner;
  assert(first !== undefined);
  assert.equal(names(info), 'outer: ');
  assert.equal(names(first), 'outer.func1: x y p');
  assert.deepEqual(first.inner.map(names), ['outer.func1.1: y p']);
  const [x, y] = first.captures;
  assert.deepEqual([x?.reassigned, y?.reassigned, y?.captured], [true, false, true]);
});

test('variables are initialised in the order of their dependencies', () => {
  const { result, messages } = checkText(`package p

var a = b + f()
var b = g(c)
var c, d = two()
var e = 1

func f() int           { return d + h() }
func h() int           { return e }
func g(x int) int      { return x }
func two() (int, int)  { return e, 2 }
`);
  assert.deepEqual(messages, []);
  const order = result.initOrder.map((i) => i.lhs.map((v) => v.name).join());
  assert.deepEqual(order, ['e', 'c,d', 'b', 'a']);
});

test('method sets contain promoted methods', () => {
  const { result } = checkText(`package p

type inner struct{}
func (inner) value()    {}
func (*inner) pointer() {}
type byValue struct{ inner }
type byPointer struct{ *inner }
type withInterface struct{ error }
`);
  const methods = (name: string, pointer = false): string[] => {
    const obj = result.package.scope.lookup(name);
    assert(obj !== undefined);
    return methodSet(pointer ? new Pointer(obj.type) : obj.type).map((m) => m.method.name);
  };
  assert.deepEqual(methods('inner'), ['value']);
  assert.deepEqual(methods('inner', true), ['pointer', 'value']);
  assert.deepEqual(methods('byValue'), ['value']);
  assert.deepEqual(methods('byValue', true), ['pointer', 'value']);
  assert.deepEqual(methods('byPointer'), ['pointer', 'value']);
  assert.deepEqual(methods('withInterface'), ['Error']);
});

test('identical types share a representative, others do not', () => {
  const { result } = checkText(`package p

type named int
type loop interface{ m() interface{ loop } }
var (
	a func(x int, y ...string) (err error)
	b func(int, ...string) error
	c func(int, []string) error
	d struct{ a, b int }
	e struct{ a int; b int }
	f struct{ a int; b int "tag" }
	g map[named][]chan<- int
	h map[int][]chan<- int
	i interface{ m(); n() }
	j interface{ n(); m() }
	k interface{ m() }
	l loop
)
`);
  const table = new TypeTable();
  const type = (name: string): Type => result.package.scope.lookup(name)?.type ?? typ.invalid;
  const pairs = { ab: true, bc: false, de: true, ef: false, gh: false, ij: true, jk: false };
  for (const [pair, same] of Object.entries(pairs)) {
    const x = type(pair.charAt(0));
    const y = type(pair.charAt(1));
    assert.equal(identical(x, y), same, pair);
    assert.equal(table.canonical(x) === table.canonical(y), same, pair);
    assert.equal(table.id(x) === table.id(y), same, pair);
  }
  assert.equal(table.canonical(typ.byte), table.canonical(typ.uint8));
  assert.equal(identical(new Slice(typ.rune), new Slice(typ.int32)), true);
  assert.equal(identical(new ArrayType(2, typ.int), new ArrayType(3, typ.int)), false);
  assert.equal(table.canonical(type('l')), type('l'));
});

test('types print as in messages', () => {
  const { result } = checkText(`package p

var v func(a, b int, rest ...string) (x map[string]*[3]chan (<-chan int), err error)
`);
  const v = result.package.scope.lookup('v');
  assert(v?.type.kind === 'signature');
  const text = '(a int, b int, rest ...string) (x map[string]*[3]chan (<-chan int), err error)';
  assert.equal(signatureString(v.type, relativeTo(undefined)), text);
});

test('names are found from inside out, from their declaration on', () => {
  const { result } = checkText(`package p

var x = 1

func f() {
	_ = x
	x := 2
	_ = x
}
`);
  const inner = result.functions[0]?.info.sig.scope;
  assert(inner !== undefined);
  assert.equal(inner.lookupOuter('x', 0)?.parent, result.package.scope);
  assert.equal(inner.lookupOuter('x', Number.MAX_SAFE_INTEGER)?.parent, inner);
  assert.equal(inner.lookupOuter('int', 0)?.parent, universe);
});
