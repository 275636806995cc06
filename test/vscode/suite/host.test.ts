/** The extension in its host: it is found, wakes fast, and its manifest agrees with its code. */
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { takePicture } from './picture';
import { api, extensionId } from './window';

interface Manifest {
  readonly displayName: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly name: string }[]>>;
  };
}

function manifest(): Manifest {
  return vscode.extensions.getExtension(extensionId)?.packageJSON as Manifest;
}

suite('host', () => {
  test('the extension is found and activates', async () => {
    await api();
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, true);
    await takePicture('workbench');
  });

  test('every command of the manifest does something', async () => {
    await api();
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest().contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  test('zh-cn: the manifest speaks Chinese', () => {
    assert.equal(vscode.env.language, 'zh-cn');
    assert.match(manifest().displayName, /\p{Script=Han}/u);
    for (const { name } of manifest().contributes.views['goMemory']!)
      assert.match(name, /\p{Script=Han}/u);
  });
});
