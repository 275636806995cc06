/** The parser against the release's own sources, and its laws on any text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseFile } from '../../../src/golang/syntax/parser';
import { FileSet } from '../../../src/golang/syntax/pos';
import { goRoot } from '../types/oracle';

const root = goRoot();

function goFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.go'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function problems(source: string): string[] {
  const fileSet = new FileSet();
  const { diagnostics } = parseFile(fileSet, 'x.go', source);
  return diagnostics.map((d) => {
    const { line, column } = fileSet.position(d.pos);
    return `${line}:${column}: ${d.message}`;
  });
}

test(
  'every file of the standard library and the tools parses',
  { skip: root === undefined && 'Go is not here' },
  () => {
    const files = goFiles(join(root ?? '', 'src')).filter((path) => !path.includes('testdata'));
    assert(files.length > 6000);
    const refused = files.filter((path) => problems(readFileSync(path, 'utf8')).length > 0);
    assert.deepEqual(refused, []);
  },
);

test('messages for wrong syntax', () => {
  const cases: [string, string[]][] = [
    ['var x int', ['1:1: syntax error: package statement must be first']],
    ['package p\nfunc f() { x := }', ['2:17: syntax error: unexpected }, expected expression']],
    [
      'package p\nfunc f() {\n\tif x := 1 {\n\t}\n}',
      ['3:7: syntax error: cannot use x := 1 as value'],
    ],
    ['package p\nfunc f()\n{\n}', ['3:1: syntax error: unexpected semicolon or newline before {']],
    [
      'package p\nvar a = [3]int{1, 2\n}',
      ['2:20: syntax error: unexpected newline in composite literal; possibly missing comma or }'],
    ],
    ["package p\nvar a = 'ab'", ['2:9: more than one character in rune literal']],
    ['package p\nvar a = 0b12', ["2:12: invalid digit '2' in binary literal"]],
    ['package p\nvar a = "x', ['2:9: string not terminated']],
    [
      'package p\nimport "a"\nvar x int\nimport "b"',
      ['4:1: syntax error: imports must appear before other declarations'],
    ],
    ['package p\nfunc f(a, b int, string) {}', ['2:24: syntax error: missing parameter type']],
    [
      'package p\nfunc f() { for i := 0; i < 10 { } }',
      ['2:31: syntax error: unexpected {, expected semicolon or newline'],
    ],
  ];
  for (const [source, wanted] of cases) assert.deepEqual(problems(source), wanted, source);
});

test('columns count bytes, UTF-16 columns characters', () => {
  const fileSet = new FileSet();
  fileSet.add('first.go', 'package first\n');
  const { file } = parseFile(fileSet, 'é.go', 'package p\n\nvar s, x = "é😀", 1\n');
  const [decl] = file.decls;
  assert(decl?.kind === 'VarDecl');
  const one = decl.values[1];
  assert(one !== undefined);
  const position = fileSet.position(one.pos);
  assert.deepEqual(position, { file: 'é.go', line: 3, column: 22, utf16Column: 19 });
});

test('comments are kept in order', () => {
  const source = '// a\npackage p /* b */ // c\n\n//mem:x\nvar x int\n';
  const { comments } = parseFile(new FileSet(), 'x.go', source);
  assert.deepEqual(
    comments.map((c) => c.text),
    ['// a', '/* b */', '// c', '//mem:x'],
  );
  for (const c of comments) assert.equal(source.slice(c.start, c.end), c.text);
});
