/** The Snippets view and the examples that ship. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/vscode/activate';
import { exampleNames } from '../../../src/vscode/examples';
import { api, closeAll, run, until } from './window';

let exports: Api;

suite('snippets', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(closeAll);

  test('the view lists annotated files of the workspace, the lessons and the examples', async () => {
    const { snippetsView } = exports;
    const groups = await snippetsView.getChildren();
    const files = await Promise.all(groups.map((group) => snippetsView.getChildren(group)));
    const labels = await Promise.all(
      files.map((list) => Promise.all(list.map((file) => snippetsView.getTreeItem(file)))),
    );
    const [workspace, lessons, examples] = labels.map((items) => items.map(({ label }) => label));
    assert.ok(workspace!.includes('01-three-levels.go'), workspace!.join(' '));
    assert.equal(lessons!.length, 11);
    assert.deepEqual(examples, [...exampleNames]);
  });

  test('the examples of the view are those that ship', async () => {
    const extension = vscode.extensions.getExtension('go-memory-explorer.go-memory-explorer')!;
    const folder = vscode.Uri.joinPath(extension.extensionUri, 'examples');
    const shipped = (await vscode.workspace.fs.readDirectory(folder))
      .map(([name]) => name)
      .filter((name) => name.endsWith('.go'));
    assert.deepEqual([...exampleNames], shipped.sort());
  });

  test('an example opens as Go, read-only, and explores', async () => {
    await run('openExample', exampleNames[0]);
    const editor = await until('the example', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.scheme, 'gomem-example');
    assert.equal(editor.document.languageId, 'go');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('gomem-example'), false);
    await run('exploreFile', editor.document.uri);
    assert.equal(exports.explorations.active?.state.phase, 'paused');
  });
});
