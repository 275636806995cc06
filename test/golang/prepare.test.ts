/** A program is compiled piece by piece, and the library it needs before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, escapeLines } from '../../src/golang/analyse';
import { compile, compiling } from '../../src/golang/compile';

/** Programs whose packages import each other's. */
const three = [
  'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println(fmt.Sprint(1), "x") }\n',
  'package main\n\nimport ("errors"; "os"; "sort")\n\n' +
    'func main() { s := []string{"b", "a"}; sort.Strings(s); println(errors.New(s[0]), os.Args) }\n',
  'package main\n\nimport ("slices"; "strings")\n\n' +
    'func main() { println(slices.Max([]int{1}), strings.Fields("x y")[0]) }\n',
] as const;

type Compiled = ReturnType<typeof compile>;

/** How many pieces it took, and what came of them. */
function inPieces(text: string): { pieces: number; compiled: Compiled } {
  const work = compiling('x.go', text);
  for (let pieces = 1; ; pieces++) {
    const { done, value } = work.next();
    if (done) return { pieces, compiled: value };
    assert.ok(pieces < 100_000, 'it does not come to an end');
  }
}

function same({ program }: Compiled, whole: Compiled): void {
  assert.ok(program);
  assert.deepEqual(program.code, whole.program?.code);
  assert.deepEqual(program.funcs, whole.program?.funcs);
  assert.deepEqual(program.statics, whole.program?.statics);
  assert.deepEqual(program.sites, whole.program?.sites);
  assert.deepEqual(program.types, whole.program?.types);
}

// First: nothing of the library is there yet.
test('several programs at a time, piece by piece, and analyses between any two pieces', () => {
  const works = three.map((text) => compiling('x.go', text));
  const compiled: (Compiled | undefined)[] = three.map(() => undefined);
  const lines: string[][] = [];
  for (let turn = 0; compiled.includes(undefined); turn++) {
    works.forEach((work, i) => {
      const { done, value } = work.next();
      if (done && value !== undefined) compiled[i] = value;
    });
    if (turn % 97 === 0) lines.push(escapeLines(analyse('x.go', three[(turn / 97) % 3]!)));
    assert.ok(turn < 100_000, 'they do not come to an end');
  }
  assert.ok(lines.length > 20, `${lines.length} analyses`);
  lines.forEach((found, i) => {
    const later = escapeLines(analyse('x.go', three[i % 3]!));
    assert.ok(later.length > 0);
    assert.deepEqual(found, later);
  });
  three.forEach((text, i) => same(compiled[i]!, compile('x.go', text)));
});

test('the library is made once; the program is the same', () => {
  const fresh =
    'package main\n\nimport "context"\n\nfunc main() { println(context.Background()) }\n';
  const first = inPieces(fresh);
  const second = inPieces(fresh);
  const whole = compile('x.go', fresh);
  // Every declaration of context and of what it imports is parsed, checked, lowered and analysed.
  assert.ok(first.pieces > second.pieces + 500, `${first.pieces} and ${second.pieces} pieces`);
  for (const { compiled } of [first, second]) same(compiled, whole);
});

test('no piece is larger than a function', () => {
  const functions = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `func f${i}(p *int) *int { x := *p; return &x }\n`,
    ).join('');
  const calls = (count: number): string =>
    Array.from({ length: count }, (_, i) => `  f${i}(new(int))\n`).join('');
  const program = (count: number): string =>
    `package main\n\n${functions(count)}\nfunc main() {\n${calls(count)}}\n`;
  const few = inPieces(program(20));
  const many = inPieces(program(120));
  assert.ok(many.compiled.program);
  // Parsed twice, declared, checked, lowered, its calls, loops and locals looked at, analysed and
  // looked at once more, compiled with what it refers to, put in its place.
  const perFunction = (many.pieces - few.pieces) / 100;
  assert.ok(perFunction >= 12, `${perFunction} pieces for a function`);
});

test('instances of generic functions are pieces of their own', () => {
  const body = (types: readonly string[]): string =>
    types.map((type) => `  println(slices.Index([]${type}{}, 1))\n`).join('');
  const program = (types: readonly string[]): string =>
    `package main\n\nimport "slices"\n\nfunc main() {\n${body(types)}}\n`;
  const one = inPieces(program(['int']));
  const five = inPieces(program(['int', 'int8', 'int16', 'uint', 'float64']));
  assert.ok(five.compiled.program);
  const perInstance = (five.pieces - one.pieces) / 4;
  assert.ok(perInstance >= 6, `${perInstance} pieces for an instance`);
});

test('nothing is too wrong to be asked about', () => {
  for (const text of [
    '',
    '\0',
    'package main\nimport "',
    'import "nowhere"\n',
    'x := fmt.Sprint(1)',
  ]) {
    assert.doesNotThrow(() => inPieces(text));
    assert.doesNotThrow(() => compile('x.go', text));
  }
});
