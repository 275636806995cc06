/** Comparing: the commands open the mode, a saved run is read, and nobody is held up meanwhile. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { RequestError } from '../../../src/protocol/port';
import { runRecord } from '../../../src/session/record';
import type { Api } from '../../../src/vscode/activate';
import type { Exploration } from '../../../src/vscode/exploration';
import { takePicture } from './picture';
import { api, closeAll, openExample, run, until } from './window';

let exports: Api;

function active(): Exploration {
  const { active: exploration } = exports.explorations;
  assert.ok(exploration, 'nothing is being explored');
  return exploration;
}

const end = { kind: 'end' } as const;
const uncancelled = { cancelled: false, onCancel: () => undefined };

suite('compare', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(async () => {
    await closeAll();
    await until('all sessions to end', () => exports.explorations.active === undefined);
  });

  test('compare profiles: explores the file and simulates it on the other runtime', async () => {
    await openExample('01-three-levels.go');
    await run('compareProfiles');
    const exploration = active();
    // The page has asked for it, so the run is known by now or soon.
    await until('the page to compare', () => exploration.comparer.longestMilliseconds > 0);
    const other = { kind: 'run', options: { profile: 'go1.6' } } as const;
    const params = { left: end, other, right: end };
    const made = await exploration.comparer.compare(params, uncancelled);
    assert.deepEqual([made.left.profile, made.right.profile], ['go1.26', 'go1.6']);
    assert.ok(made.stops.some(({ name }) => name === 'fill'));
    assert.equal(exploration.state.tick, 0, 'the explored run has not moved');
    await takePicture('compared');
  });

  test('compare with a saved run: read from a file, refused when it is none', async () => {
    await openExample('01-three-levels.go');
    await run('exploreFile');
    await run('run');
    const exploration = active();
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const file = vscode.Uri.joinPath(folder, 'saved.gomem.json');
    const text = JSON.stringify(runRecord(exploration.session, undefined));
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    try {
      await run('compareSaved', file);
      const params = { left: end, other: { kind: 'saved' }, right: end } as const;
      const made = await exploration.comparer.compare(params, uncancelled);
      assert.equal(made.right.saved, 'saved.gomem.json');
      assert.ok(made.totals.every(({ difference }) => difference === 0));
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    assert.match(exploration.comparer.takeSaved('x.json', '{}')!, /version/);
  });

  test('a newer comparison ends the one before', async () => {
    await openExample('05-collect-and-reuse.go');
    await run('exploreFile');
    const { comparer } = active();
    const ask = (gogc: number) =>
      comparer.compare(
        { left: end, right: end, other: { kind: 'run', options: { gogc } } },
        uncancelled,
      );
    const first = ask(50).then(
      () => 'made',
      (error: RequestError) => error.code,
    );
    const second = await ask(25);
    assert.equal(await first, 'cancelled');
    assert.equal(second.right.options?.gogc, 25);
  });
});
