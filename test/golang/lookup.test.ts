/** What is said about generic code: sites and functions per instance, instances at their calls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, diagnosticLines } from '../../src/golang/analyse';
import { Lookup } from '../../src/golang/lookup';

const source = `package main

type Pair[K comparable, V any] struct {
	key   K
	value V
}

func New[K comparable, V any](k K, v V) *Pair[K, V] {
	return &Pair[K, V]{k, v}
}

func Same[T any](list []T) *int {
	n := len(list)
	return &n
}

func main() {
	println(New("a", 1).value, New[int8, bool](1, true).value)
	println(*Same([]int{1}), *Same([]string{}))
	var p Pair[string, int]
	_ = p
}
`;
const analysis = analyse('x.go', source);
const lookup = new Lookup(analysis);

function at(text: string, skip = 0): ReturnType<Lookup['at']> {
  let offset = -1;
  for (let i = 0; i <= skip; i++) offset = source.indexOf(text, offset + 1);
  assert(offset >= 0, text);
  return lookup.at(offset);
}

test('sites of instances stand once if they cost the same', () => {
  assert.deepEqual(diagnosticLines(analysis, 'error'), []);
  const literals = lookup.sites.filter(({ line }) => line === 9);
  assert.deepEqual(
    literals.map(({ zone, object, type }) => `${zone} ${object?.bytes} ${type}`),
    ['heap 24 Pair[string,int]', 'heap 2 Pair[int8,bool]'],
  );
  assert.equal(lookup.sites.filter(({ line }) => line === 13).length, 1);
});

test('functions stand once, or per instance where instances differ', () => {
  const names = lookup.functions.map(({ name, isInstance }) => `${name} ${isInstance}`);
  assert.deepEqual(names.filter((name) => name.startsWith('New')).sort(), [
    'New[int8,bool] true',
    'New[string,int] true',
  ]);
  assert.equal(names.filter((name) => name.startsWith('Same')).length, 1);
});

test('a call of a generic function tells its instance', () => {
  const inferred = at('New("a"');
  assert.equal(inferred?.kind === 'instance' ? inferred.name : '', 'New[string,int]');
  const given = at('New[int8');
  assert.equal(given?.kind === 'instance' ? given.name : '', 'New[int8,bool]');
});

test('what depends on type parameters has no size', () => {
  assert.equal(at('Pair[K, V] {'), undefined);
  const type = at('Pair[string, int]\n');
  assert.equal(
    type?.kind === 'type' ? `${type.type} ${type.shape.bytes}` : '',
    'Pair[string,int] 24',
  );
});
