/** What the editor shows before anything runs: hovers, lenses, problems, fixes, completion. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { api, closeAll, hoverAt, openExample, openText, placeOf, until } from './window';

async function lensesOf(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    50,
  );
}

async function completionsAt(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const oursOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Go Memory');

suite('editor', () => {
  suiteSetup(api);
  teardown(closeAll);

  test('a hover says the verdict, the size, the class, the span, and draws it', async () => {
    const { document } = await openExample('01-three-levels.go');
    const text = await hoverAt(document.uri, placeOf(document, '&node{next'));
    assert.match(text, /\*\*Heap\*\*.*escapes/);
    assert.match(text, /48 B → size class 5 → 48 B slot/);
    assert.match(text, /Span class 10: 165 slots in 8 KiB/);
    assert.match(text, /first 8 B/);
    assert.match(text, /data:image\/svg\+xml;base64,/);
    assert.match(text, /command:goMemory\.exploreFile/);
    assert.ok(text.length < 20_000, `${text.length} characters`);
  });

  test('hovers and lenses know the size classes of the runtime that the file names', async () => {
    const { document } = await openText(
      '//mem:runtime go1.6\npackage main\n\nvar p *[6]int\n\nfunc main() { p = new([6]int) }\n',
    );
    const text = await hoverAt(document.uri, placeOf(document, 'new('));
    assert.match(text, /48 B → size class 4 → 48 B slot/);
    assert.match(text, /170 slots in a span of 8 KiB/);
    assert.doesNotMatch(text, /Span class/);
  });

  test('a hover tells why something escapes, and what stays on the stack', async () => {
    const { document } = await openExample('02-heap-or-stack.go');
    assert.match(
      await hoverAt(document.uri, placeOf(document, '&point{3, 4}')),
      /returned.*line 26/,
    );
    assert.match(
      await hoverAt(document.uri, placeOf(document, '&point{1, 2}')),
      /\*\*Stack\*\*.*does not escape/,
    );
    assert.match(await hoverAt(document.uri, placeOf(document, 'counter :=')), /moved to the heap/);
  });

  test('a hover on a type tells its class; one on a keyword tells nothing', async () => {
    const { document } = await openExample('09-struct-padding.go');
    assert.match(await hoverAt(document.uri, placeOf(document, 'type ', 6)), /\*\*Type\*\*/);
    assert.equal(await hoverAt(document.uri, placeOf(document, 'package')), '');
  });

  test('text of the program never becomes markup', async () => {
    const source =
      'package main\n\nvar keep any\n\nfunc main() {\n\tkeep = "[x](command:evil) <img src=x> `" + string([]byte{65})\n}\n';
    const { document } = await openText(source);
    const text = await hoverAt(document.uri, placeOf(document, '" + string', 2));
    assert.match(text, /\*\*Heap\*\*/);
    // Outside of code spans nothing of the program is left.
    const outside = text.replace(/``.*?``/g, '');
    assert.doesNotMatch(outside, /evil|<img/);
  });

  test('a fragment without package clause is understood, at its own places', async () => {
    const { document } = await openText(
      'type T struct{ a, b int }\n\nkeep := &T{}\nfmt.Println(keep)\n',
    );
    const text = await hoverAt(document.uri, placeOf(document, '&T{}'));
    assert.match(text, /\*\*Heap\*\* · `&T\{\}` escapes/);
    assert.match(text, /16 B → size class 2/);
  });

  test('a hover on an annotation explains it', async () => {
    const { document } = await openExample('01-three-levels.go');
    assert.match(
      await hoverAt(document.uri, placeOf(document, '//mem:gogc', 3)),
      /GOGC in percent/,
    );
  });

  test('lenses stand on functions and on stops', async () => {
    const { document } = await openExample('01-three-levels.go');
    const titles = (await lensesOf(document.uri)).map(({ command }) => command?.title ?? '');
    assert.ok(titles.includes('Explore · 1 site, 48 B/op'), titles.join('\n'));
    assert.ok(titles.includes('Run to here'), titles.join('\n'));
  });

  test('a wrong annotation is a warning with a fix; Go errors are left to gopls', async () => {
    const { document } = await openText(
      'package main\n\n//mem:gocg 50\n\nfunc main() {\n\tundefined()\n}\n',
    );
    const [problem, ...others] = await until('the warning', () => {
      const found = oursOf(document.uri);
      return found.length > 0 && found;
    });
    assert.equal(others.length, 0);
    assert.match(problem!.message, /gocg is not an annotation/);
    assert.equal(document.getText(problem!.range), 'gocg');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem!.range,
    );
    const fix = actions.find(({ title }) => title === 'Write gogc instead');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join('\n'));
    await vscode.workspace.applyEdit(fix.edit);
    assert.ok(document.getText().includes('//mem:gogc 50'));
    await until('no warning', () => oursOf(document.uri).length === 0);
  });

  test('completion offers directives, and what stands behind them', async () => {
    const { document } = await openText('package main\n\n//mem:\n//mem:expect \n//mem:assume \n');
    const verbs = await completionsAt(document.uri, new vscode.Position(2, 6));
    for (const verb of ['//mem:expect', '//mem:stop', '//mem:gogc'])
      assert.ok(verbs.includes(verb), verb);
    const predicates = await completionsAt(document.uri, new vscode.Position(3, 13));
    assert.ok(predicates.includes('spanclass'), predicates.join(' '));
    const zones = await completionsAt(document.uri, new vscode.Position(4, 13));
    assert.deepEqual(zones.filter((zone) => /^(heap|stack)$/.test(zone)).sort(), ['heap', 'stack']);
  });
});
