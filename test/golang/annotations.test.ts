/** The annotation language: what each directive means; what is said about wrong ones, and where. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Annotation, Annotations, Verb } from '../../src/golang/annotations';
import { annotationsOf, parseAnnotations, verbs } from '../../src/golang/annotations';
import { FileSet } from '../../src/golang/syntax/pos';
import { parseFile } from '../../src/golang/syntax/parser';

function read(source: string): Annotations & { readonly source: string } {
  const { file, text, comments } = parseFile(new FileSet(), 'x.go', source);
  return { ...parseAnnotations(file, text, comments), source };
}

/** A directive in the place where its verb belongs. */
function place(directive: string): string {
  const verb = /^\/\/mem:(\w*)/.exec(directive)![1]!;
  const inFile = Object.hasOwn(verbs, verb) && verbs[verb as Verb].scope === 'file';
  return inFile
    ? `package main\n\n${directive}\n\nfunc main() {\n\tprintln(1)\n}\n`
    : `package main\n\nfunc main() {\n\t${directive}\n\tprintln(1)\n}\n`;
}

/** What the directive says, without where it stands. */
function said(directive: string): unknown {
  const { annotations, diagnostics } = read(place(directive));
  assert.deepEqual(diagnostics, []);
  const { pos, end, ownLine, line, stmt, func, ...rest } = annotations[0]!;
  assert.ok(pos < end && ownLine > 0 && func === undefined);
  assert.equal(line === 0, stmt === undefined);
  return rest;
}

const meanings: [directive: string, meaning: Record<string, unknown>][] = [
  ['//mem:runtime go1.26', { verb: 'runtime', profile: 'go1.26' }],
  ['//mem:runtime go1.6', { verb: 'runtime', profile: 'go1.6' }],
  ['//mem:runtime classic', { verb: 'runtime', profile: 'go1.6' }],
  ['//mem:procs 4', { verb: 'procs', value: 4 }],
  ['//mem:gogc 50', { verb: 'gogc', value: 50 }],
  ['//mem:gogc off', { verb: 'gogc', value: -1 }],
  ['//mem:arch amd64', { verb: 'arch', name: 'amd64' }],
  ['//mem:seed 7', { verb: 'seed', value: 7 }],
  ['//mem:base 0xc000000000', { verb: 'base', base: 0xc000000000 }],
  ['//mem:base random', { verb: 'base', base: 'random' }],
  [
    '//mem:budget steps=10M time=5s heap=2GiB',
    { verb: 'budget', steps: 1e7, nanoseconds: 5e9, heapBytes: 2 ** 31 },
  ],
  ['//mem:stop after-gc', { verb: 'stop', name: 'after-gc' }],
  ['//mem:note Look here.', { verb: 'note', language: 'en', text: 'Look here.' }],
  ['//mem:note[zh-cn] 看这里。', { verb: 'note', language: 'zh-cn', text: '看这里。' }],
  ['//mem:gc', { verb: 'gc' }],
  ['//mem:advance 5m', { verb: 'advance', nanoseconds: 300e9 }],
  ['//mem:advance 1h30m', { verb: 'advance', nanoseconds: 5400e9 }],
  ['//mem:repeat 1_000', { verb: 'repeat', value: 1000 }],
  ['//mem:assume heap', { verb: 'assume', zone: 'heap' }],
];

for (const [directive, meaning] of meanings) {
  test(`${directive} means ${JSON.stringify(meaning)}`, () => {
    assert.deepEqual(said(directive), meaning);
  });
}

test('every predicate of expect', () => {
  const directive =
    '//mem:expect heap size=48 class!=4 spanclass=10 count>=100 bytes<=1KiB allocs=0 gcs>1 ' +
    'heapalive<=1MiB reason~="returned from f" reason~=x';
  const { annotations } = read(place(directive));
  const [expect] = annotationsOf(annotations, 'expect');
  const shown = expect!.predicates.map(({ name, op, value }) => [name, op, value].join(' '));
  assert.deepEqual(shown, [
    'heap  ',
    'size = 48',
    'class != 4',
    'spanclass = 10',
    'count >= 100',
    'bytes <= 1024',
    'allocs = 0',
    'gcs > 1',
    'heapalive <= 1048576',
    'reason ~= returned from f',
    'reason ~= x',
  ]);
});

/** `at` is the text the warning covers; `fix` replaces it. */
const wrong: [directive: string, at: string, message: string, fix?: string][] = [
  ['//mem:stopp x', 'stopp', '//mem:stopp is not an annotation', 'stop'],
  ['//mem:', '//mem:', '//mem: is not an annotation'],
  ['//mem:runtime go1.25', 'go1.25', 'go1.25 is not one of go1.26, go1.6, classic', 'go1.26'],
  ['//mem:runtime', 'runtime', 'runtime needs an argument, as in //mem:runtime go1.26'],
  ['//mem:procs many', 'many', 'many is not a whole number from 1 to 256'],
  ['//mem:procs 0', '0', '0 is not a whole number from 1 to 256'],
  ['//mem:procs 4 8 9', '8 9', 'procs takes one argument', ''],
  ['//mem:gogc low', 'low', 'low is not a whole number from 0 to 1000000'],
  ['//mem:memlimit much', 'much', 'much is not a size like 4096, 64KiB or 2GiB'],
  ['//mem:arch arm64', 'arm64', 'arm64 is not available yet', 'amd64'],
  ['//mem:arch amd46', 'amd46', 'amd46 is not one of amd64, arm64', 'amd64'],
  ['//mem:seed -1', '-1', '-1 is not a whole number from 0 to 9007199254740991'],
  [
    '//mem:base 0x1000',
    '0x1000',
    '0x1000 is neither random nor an address of 64 MiB alignment below 2^47',
    '0xc000000000',
  ],
  ['//mem:budget steps', 'steps', 'steps is not like steps=10M'],
  ['//mem:budget step=5', 'step', 'step is not one of steps, time, heap', 'steps'],
  ['//mem:budget steps=0', '0', '0 is not a count like 5000, 200k or 10M'],
  ['//mem:budget time=5', '5', '5 is not a duration like 500ms, 5s or 5m'],
  ['//mem:stop', 'stop', 'stop needs an argument, as in //mem:stop NAME'],
  ['//mem:stop a/b', 'a/b', 'a name has letters, digits, dots, dashes and underscores'],
  ['//mem:note', 'note', 'note needs an argument, as in //mem:note TEXT'],
  ['//mem:mode', 'mode', 'mode needs an argument, as in //mem:mode levels'],
  ['//mem:note[de] Hallo', 'de', 'de is not one of en, zh-cn', 'en'],
  ['//mem:note[zh-cn Hallo', 'zh-cn', 'the ] is missing', 'zh-cn]'],
  ['//mem:watch f()', 'f()', 'a watch reads variables, fields and elements only'],
  ['//mem:watch <-c', '<-c', 'a watch reads variables, fields and elements only'],
  [
    '//mem:watch p q',
    'p q',
    'not an expression: syntax error: unexpected name q after top level declaration',
  ],
  ['//mem:gc now', 'now', 'this annotation takes no argument', ''],
  ['//mem:scavenge all', 'all', 'this annotation takes no argument', ''],
  ['//mem:advance soon', 'soon', 'soon is not a duration like 500ms, 5s or 5m'],
  ['//mem:repeat 0', '0', '0 is not a whole number from 1 to 1000000000'],
  ['//mem:assume stak', 'stak', 'stak is not one of heap, stack', 'stack'],
  ['//mem:expect', 'expect', 'expect needs an argument, as in //mem:expect heap size=48'],
  [
    '//mem:expect siz=48',
    'siz',
    'siz is not one of heap, stack, size, class, spanclass, count, bytes, allocs, gcs, ' +
      'heapalive, reason',
    'size',
  ],
  ['//mem:expect heap=1', 'heap=1', 'heap stands alone', 'heap'],
  ['//mem:expect size', 'size', 'size needs a value, as in size=1'],
  ['//mem:expect size=big', 'big', 'big is not a size like 4096, 64KiB or 2GiB'],
  ['//mem:expect count=1KiB', '1KiB', '1KiB is not a whole number from 0 to 9007199254740991'],
  ['//mem:expect reason=x', 'reason=x', 'reason is compared with ~=', 'reason~=x'],
  ['//mem:expect reason~="x', '"x', 'the closing quote is missing', '"x"'],
  ['//mem:expect size~=4', 'size~=4', 'size is compared with =, !=, <, <=, > or >=', 'size=4'],
];

for (const [directive, at, message, fix] of wrong) {
  test(`${directive}: ${message}`, () => {
    const { annotations, diagnostics, source } = read(place(directive));
    assert.deepEqual(annotations, []);
    assert.equal(diagnostics.length, 1);
    const { pos, end, severity, fix: offered } = diagnostics[0]!;
    assert.equal(diagnostics[0]!.message, message);
    // The file's base is 1.
    assert.equal(source.slice(pos - 1, end - 1), at);
    assert.equal(severity, 'warning');
    assert.equal(offered?.text, fix);
  });
}

test('there is a wrong example of every verb', () => {
  for (const verb of Object.keys(verbs))
    assert.ok(
      wrong.some(([directive]) => directive.startsWith(`//mem:${verb}`)),
      verb,
    );
});

test('a fix mends what it is offered for', () => {
  for (const [directive, , , fix] of wrong) {
    if (fix === undefined) continue;
    const { source, diagnostics } = read(place(directive));
    const { pos, end, text } = diagnostics[0]!.fix!;
    const mended = source.slice(0, pos - 1) + text + source.slice(end - 1);
    assert.deepEqual(read(mended).diagnostics, [], `${directive} with ${text}`);
  }
});

function lines(annotations: readonly Annotation[]): (string | number)[][] {
  return annotations.map(({ verb, ownLine, line, stmt, func }) => [
    verb,
    ownLine,
    line,
    stmt?.kind ?? func?.kind ?? 'file',
  ]);
}

test('a directive speaks of its own line, of the code below its comments, or of a function', () => {
  const { annotations, diagnostics } = read(`// About the file.
//mem:procs 2
package main

//mem:seed 1

import "fmt"

//mem:gogc off

// f is a function.
//
//go:noinline
//mem:expect allocs=0
func f() int {
	x := 1 //mem:stop one
	//mem:stop two
	// An ordinary comment.
	//mem:note Text
	for i := 0; i < 3; i++ {
		x += i /* a comment */ //mem:expect stack

	}
	go func() {
		//mem:gc
		fmt.Println(
			//mem:expect heap
			x)
	}()
	return x //mem:repeat 2
}
`);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(lines(annotations), [
    ['procs', 2, 0, 'file'],
    ['seed', 5, 0, 'file'],
    ['gogc', 9, 0, 'file'],
    ['expect', 14, 15, 'FuncDecl'],
    ['stop', 16, 16, 'AssignStmt'],
    ['stop', 17, 20, 'ForStmt'],
    ['note', 19, 20, 'ForStmt'],
    ['expect', 21, 21, 'AssignStmt'],
    ['gc', 25, 26, 'ExprStmt'],
    ['expect', 27, 28, 'file'],
    ['repeat', 30, 30, 'ReturnStmt'],
  ]);
});

test('wrong places', () => {
  const { annotations, diagnostics, source } = read(`package main

//mem:stop early

var x = 1

//mem:procs 4
func main() {
	//mem:gc

	println(x)
	//mem:stop a
	println(x)
	//mem:stop a
	println(x)
	//mem:expect heap
}
`);
  assert.deepEqual(lines(annotations), [['stop', 12, 13, 'ExprStmt']]);
  const shown = diagnostics.map(
    ({ pos, end, message }) => `${source.slice(pos - 1, end - 1)}: ${message}`,
  );
  const nowhere = 'no statement begins on this line or the one below the annotation';
  assert.deepEqual(shown, [
    `//mem:stop early: ${nowhere}`,
    '//mem:procs 4: this annotation stands before the first declaration',
    `//mem:gc: ${nowhere}`,
    'a: there is a stop a already',
    '//mem:expect heap: there is no code on this line or the one below',
  ]);
});

test('all annotations of the examples count', () => {
  let count = 0;
  for (const name of readdirSync('examples').filter((file) => file.endsWith('.go'))) {
    const { annotations, diagnostics } = read(readFileSync(`examples/${name}`, 'utf8'));
    assert.deepEqual(diagnostics, [], name);
    count += annotations.length;
  }
  assert.ok(count > 100, `${count}`);
});

test('a mode speaks of the stop of its line, and of nothing else', () => {
  const { annotations, diagnostics } = read(
    [
      'package main',
      '',
      'func main() {',
      '\t//mem:stop here',
      '\t//mem:mode levels',
      '\tprintln(1)',
      '\t//mem:mode zones',
      '\tprintln(2)',
      '\t//mem:stop there',
      '\t//mem:mode levles',
      '\tprintln(3)',
      '}',
      '',
    ].join('\n'),
  );
  assert.deepEqual(
    annotationsOf(annotations, 'mode').map(({ mode, line }) => [mode, line]),
    [['levels', 6]],
  );
  assert.deepEqual(
    diagnostics.map(({ message, fix }) => [message.slice(0, 32), fix?.text]),
    [
      ['levles is not one of map, levels', 'levels'],
      ['mode speaks of a stop, and there', undefined],
    ],
  );
});

test('other comments are none of our business', () => {
  const { annotations, diagnostics } = read(
    'package main\n\n// mem:stop x\n/*mem:stop x*/\n//go:noinline\nfunc main() {}\n',
  );
  assert.deepEqual([annotations, diagnostics], [[], []]);
});
