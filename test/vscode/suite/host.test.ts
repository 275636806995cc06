import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { takePicture } from './picture';

const extensionId = 'go-memory-explorer.go-memory-explorer';

suite('host', () => {
  test('the extension is found and activates', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not among the extensions of this host`);
    await extension.activate();
    assert.equal(extension.isActive, true);
    await takePicture('workbench');
  });

  test('zh-cn: the manifest speaks Chinese', () => {
    assert.equal(vscode.env.language, 'zh-cn');
    const manifest: { displayName: string } =
      vscode.extensions.getExtension(extensionId)?.packageJSON;
    assert.match(manifest.displayName, /\p{Script=Han}/u);
  });
});
