/** In a Chinese VS Code everything we say is Chinese. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/vscode/activate';
import { takePicture } from './picture';
import { api, closeAll, hoverAt, openExample, openText, placeOf, run, until } from './window';

const chinese = /\p{Script=Han}/u;
let exports: Api;

suite('zh-cn', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(closeAll);

  test('hovers and lenses', async () => {
    const { document } = await openExample('01-three-levels.go');
    const text = await hoverAt(document.uri, placeOf(document, '&node{next'));
    assert.match(text, /\*\*堆\*\* · `&node\{\.\.\.\}` 逃逸/);
    assert.match(text, /48 B → 大小类 5 → 48 B 的槽/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      50,
    );
    for (const { command } of lenses) assert.match(command?.title ?? '', chinese);
  });

  test('problems and what annotations mean', async () => {
    const { document } = await openText(
      'package main\n\n//mem:gocg 50\n\n//mem:gogc 50\n\nfunc main() {}\n',
    );
    const [problem] = await until('the problem', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length > 0 && found;
    });
    assert.equal(problem!.message, '//mem:gocg 不是注解');
    assert.match(await hoverAt(document.uri, placeOf(document, 'mem:gogc', 5)), /GOGC（百分比）/);
  });

  test('the panel, the views and the tests', async () => {
    await openExample('01-three-levels.go');
    await run('exploreFile');
    await run('runToStop');
    await until('the panel', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label }) => label === 'Go 内存：01-three-levels.go'),
    );
    const { statisticsView, snippetsView } = exports;
    for (const group of statisticsView.getChildren())
      assert.match(statisticsView.getTreeItem(group).label as string, chinese);
    for (const group of await snippetsView.getChildren())
      assert.match((await snippetsView.getTreeItem(group)).label as string, chinese);
    await run('runToStop');
    assert.match(exports.explorations.active?.state.note ?? '', chinese);
    await takePicture('chinese');
  });
});
