/** Fragments and Markdown fences run as they stand, and every position is the user's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyse, diagnosticLines, escapeLines } from '../../src/golang/analyse';
import { goFences } from '../../src/golang/snippet';

function errors(source: string, name = 'x.go', line = 1): string[] {
  return diagnosticLines(analyse(name, source, line), 'error');
}

const legal: [what: string, source: string][] = [
  ['statements', 'x := []int{1}\nfmt.Println(len(x))\n'],
  ['statements without a line end', 'println(1)'],
  ['imports, then statements', 'import "fmt"\n\nfmt.Println("x")\n'],
  [
    'an import with a comment, then statements',
    'import "fmt" // to print\nfmt.Println(strings.ToUpper(`x`))',
  ],
  ['grouped imports', 'import (\n\t"fmt"\n\t"sort"\n)\n\nfmt.Println(1)\nsort.Ints(nil)\n'],
  ['declarations', 'type T struct{ next *T }\n\nfunc f() *T { return &T{} }\n'],
  ['declarations below functions', 'func f() T { return T{} }\n\ntype T struct{}\n'],
  ['functions, then statements', 'func f() *int { return new(int) }\n\np := f()\n_ = p\n'],
  ['methods, then statements', 'type T struct{}\nfunc (t *T) M() {}\nvar t T\nt.M()\n'],
  ['a function with main', 'func main() { println(g()) }\nfunc g() int { return 1 }\n'],
  ['a function literal', 'func() { println(1) }()\n'],
  [
    'a struct in a signature',
    'func f(x struct{ a int }) struct{ b int } { return struct{ b int }{x.a} }\n',
  ],
  ['a name of its own instead of a package', 'sort := 1\n_ = sort\n'],
  ['file-wide annotations', '//mem:procs 4\n\nx := new(int)\n*x = 1\n'],
  ['a comment at the end', 'println(1) // done'],
];

for (const [what, source] of legal) {
  test(`a fragment: ${what}`, () => {
    const analysis = analyse('x.go', source);
    assert.deepEqual(analysis.diagnostics, []);
    assert.ok(analysis.lowered);
  });
}

test('what is no fragment keeps its message', () => {
  const first = 'x.go:1:1: syntax error: package statement must be first';
  for (const source of [
    '',
    '// only this\n',
    'pack',
    'package',
    'packge main\n',
    '}',
    '\u0000\u0001',
  ])
    assert.match(errors(source)[0] ?? '', /^x\.go:\d:\d: /, JSON.stringify(source));
  assert.equal(errors('packge main\n')[0], first);
});

test('positions are those of the fragment', () => {
  const source = '/* é */ x := new(int)\nvar y int = "s"; _ = z\n_, _ = x, y';
  const analysis = analyse('x.go', source);
  assert.deepEqual(diagnosticLines(analysis, 'error'), [
    'x.go:2:13: cannot use "s" (untyped string constant) as int value in variable declaration',
    'x.go:2:22: undefined: z',
  ]);
  const moved =
    'func f() *int { return new(int) }\n  /* é */ x := f(); y := new(int); _, _ = x, y\n';
  assert.deepEqual(escapeLines(analyse('x.go', moved)), [
    'x.go:1:27: new(int) escapes to heap',
    'x.go:2:30: new(int) does not escape',
  ]);
});

test('annotations of a fragment speak of its lines', () => {
  const { annotations } = analyse(
    'x.go',
    '//mem:stop a\nx := new(int)\n_ = x //mem:stop b\n',
  ).annotations;
  assert.deepEqual(
    annotations.map(({ ownLine, line, func }) => [ownLine, line, func]),
    [
      [1, 2, undefined],
      [3, 3, undefined],
    ],
  );
});

test('an unfinished fragment of any length gives positions inside of it', () => {
  const source =
    'type T struct{ a int }\n\nfunc f() *T { return &T{} }\n\nx := f()\nfmt.Println(x.a)\n';
  for (let length = 0; length <= source.length; length++) {
    const part = source.slice(0, length);
    for (const { pos, end } of analyse('x.go', part).diagnostics) {
      const { fileSet } = analyse('x.go', part);
      const lines = part.split('\n').length;
      assert.ok(fileSet.position(pos).line <= lines && fileSet.position(end).line <= lines, part);
    }
  }
});

const page = [
  '# Title',
  '',
  '```sh',
  'go run .',
  '```',
  '',
  '- in a list:',
  '',
  '  ```go',
  '  x := new(int)',
  '  _ = z',
  '  ```',
  '',
  '~~~~ golang',
  'package main',
  '',
  'func main() { y() }',
  '~~~~',
  '```go',
  'println("open")',
].join('\n');

test('fences of Markdown', () => {
  assert.deepEqual(goFences(page), [
    { firstLine: 10, limitLine: 12 },
    { firstLine: 15, limitLine: 18 },
    { firstLine: 20, limitLine: 21 },
  ]);
  assert.deepEqual(errors(page, 'x.md'), [
    'x.md:10:3: declared and not used: x',
    'x.md:11:7: undefined: z',
  ]);
  assert.deepEqual(errors(page, 'x.md', 13), ['x.md:17:15: undefined: y']);
  assert.deepEqual(errors(page, 'x.md', 99), []);
  assert.ok(errors('# nothing\n', 'x.md').length > 0);
});

test('a file with a package clause is left as it is', () => {
  const source = readFileSync('examples/01-three-levels.go', 'utf8');
  assert.equal(analyse('x.go', source).text.text, source);
});
