/** Expectations: in the Test Explorer, by command, as problems. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/vscode/activate';
import { api, closeAll, openExample, openText, run, until } from './window';

let exports: Api;

function itemOf(uri: vscode.Uri): vscode.TestItem | undefined {
  return exports.tests.items.get(uri.toString());
}

suite('expectations', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(closeAll);

  test('every //mem:expect is a test, and follows what is written', async () => {
    const { document } = await openExample('01-three-levels.go');
    const item = await until('the tests', () => {
      const found = itemOf(document.uri);
      return found && found.children.size > 0 && found;
    });
    const written = document.getText().match(/\/\/mem:expect/g)!.length;
    assert.equal(item.children.size, written);
    const [, first] = [...item.children][0]!;
    assert.equal(first.label, 'heap size=48 class=5 spanclass=10');
    assert.equal(
      document.lineAt(first.range!.start.line).text.trim().startsWith('//mem:expect'),
      true,
    );
  });

  test('the workspace is looked through when the Test Explorer asks', async () => {
    await exports.tests.resolveHandler!(undefined);
    assert.ok(exports.tests.items.size >= 6, `${exports.tests.items.size} files`);
  });

  test('a failed expectation is a problem that shows what is the case', async () => {
    const { document } = await openText(
      'package main\n\nvar keep *int\n\nfunc main() {\n\t//mem:expect heap size=48\n\tkeep = new(int)\n}\n',
    );
    await run('checkExpectations', document.uri);
    const problem = await until('the problem', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ code }) => code === 'mem.expect'),
    );
    assert.equal(document.getText(problem.range), 'size=48');
    assert.match(problem.message, /size is 8/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// \n');
    await vscode.workspace.applyEdit(edit);
    await until(
      'the problem to go',
      () => vscode.languages.getDiagnostics(document.uri).length === 0,
    );
  });
});
