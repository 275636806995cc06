/** Lessons: from the command, the view and the walkthrough to the first stop, in both languages. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/vscode/activate';
import { lessons } from '../../../src/vscode/lessons';
import { takePicture } from './picture';
import { api, closeAll, extensionId, run, until } from './window';

const chinese = /\p{Script=Han}/u;
const isChinese = /^zh/i.test(vscode.env.language);
let exports: Api;

suite('zh-cn lesson', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(closeAll);

  test('lesson: opens beside its panel, at its first stop', async () => {
    const { path } = lessons[3]!;
    await run('openLesson', path);
    const state = await until('the first stop', () => {
      const now = exports.explorations.active?.state;
      return now?.narration?.isHere === true ? now : undefined;
    });
    assert.deepEqual([state.narration?.number, state.narration?.mode], [1, 'levels']);
    assert.equal(chinese.test(state.note ?? ''), isChinese);
    const texts = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
    assert.ok(texts.includes(`gomem-example:/${path}`), texts.join(' '));
    await until('the panel', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await takePicture(`lesson-${isChinese ? 'zh' : 'en'}`);
    await run('runToStop');
    assert.equal(exports.explorations.active?.state.narration?.number, 2);
  });

  test('lesson: the view lists those that ship, with what each is about', async () => {
    const { snippetsView } = exports;
    const shown = await snippetsView.getChildren({ kind: 'lessons' });
    const items = await Promise.all(shown.map((node) => snippetsView.getTreeItem(node)));
    assert.equal(items.length, lessons.length);
    for (const { label, description, command } of items) {
      assert.equal(chinese.test(String(label)), isChinese && !/mspan/.test(String(label)));
      assert.equal(chinese.test(String(description)), isChinese);
      assert.equal(command?.command, 'goMemory.openLesson');
    }
    const extension = vscode.extensions.getExtension(extensionId)!;
    const folder = vscode.Uri.joinPath(extension.extensionUri, 'examples/lessons');
    const shipped = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.deepEqual(
      lessons.map(({ path }) => path),
      shipped.sort().map((name) => `lessons/${name}`),
    );
  });

  test('lesson: the walkthrough opens', async () => {
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      `${extensionId}#start`,
    );
    await until('the walkthrough', () => vscode.window.tabGroups.activeTabGroup.activeTab);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await takePicture(`walkthrough-${isChinese ? 'zh' : 'en'}`);
  });
});
