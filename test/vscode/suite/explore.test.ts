/** Exploring: the panel, stepping in both directions, the views, the marks, several sessions. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { RequestError } from '../../../src/protocol/port';
import type { Api } from '../../../src/vscode/activate';
import type { Exploration } from '../../../src/vscode/exploration';
import { takePicture } from './picture';
import { api, closeAll, hoverAt, openExample, openText, placeOf, run, until } from './window';

let exports: Api;

function active(): Exploration {
  const { active: exploration } = exports.explorations;
  assert.ok(exploration, 'nothing is being explored');
  return exploration;
}

/** Opens an example and explores it. */
async function explore(name: string): Promise<Exploration> {
  await openExample(name);
  await run('exploreFile');
  return active();
}

async function endAll(): Promise<void> {
  await closeAll();
  await until('all sessions to end', () => exports.explorations.active === undefined);
}

suite('explore', () => {
  suiteSetup(async () => {
    exports = await api();
  });
  teardown(endAll);

  test('a file explores: the panel opens, the program stands at its start', async () => {
    const { state } = await explore('01-three-levels.go');
    assert.equal(state.phase, 'paused', state.problems.join('\n'));
    assert.equal(state.tick, 0);
    await until('the tab', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label }) => label === 'Go Memory: 01-three-levels.go'),
    );
  });

  test('step and step back lead to the same place', async () => {
    const exploration = await explore('01-three-levels.go');
    const places = [exploration.state.tick];
    for (let step = 0; step < 12; step++) {
      await run('step');
      places.push(exploration.state.tick);
    }
    assert.ok(
      places.every((tick, i) => i === 0 || tick > places[i - 1]!),
      places.join(' '),
    );
    for (let step = 11; step >= 0; step--) {
      await run('stepBack');
      assert.equal(exploration.state.tick, places[step]);
    }
  });

  test('run to the next stop, refill, growth and collection', async () => {
    const exploration = await explore('01-three-levels.go');
    await run('runToStop');
    const first = exploration.state;
    assert.equal(first.last?.kind, 'stop');
    await run('runToRefill');
    assert.ok(exploration.state.tick > first.tick);
    // The same instruction may do more after what was looked for.
    const happened = (kind: 'refill' | 'heapGrow' | 'gcStart'): boolean =>
      exploration.session.events({ count: 1, kinds: [kind] }).rows.length === 1;
    assert.ok(happened('refill'));
    await run('runToHeapGrowth');
    assert.ok(happened('heapGrow') && !happened('gcStart'));
    await run('runToGC');
    assert.ok(happened('gcStart'));
    await run('run');
    assert.equal(exploration.state.phase, 'finished');
    assert.equal(exploration.state.exit?.kind, 'ok', exploration.state.exit?.message);
    assert.match(exploration.session.output(), /nodes: 402/);
    await takePicture('explored');
  });

  test('run to this line, and from the line to the map and back', async () => {
    const { document } = await openExample('01-three-levels.go');
    const place = placeOf(document, 'list = n');
    await run('runToLine', { uri: document.uri.toString(), line: place.line });
    const exploration = active();
    assert.equal(exploration.state.position?.line, place.line + 1);
    const keys = exploration.keysOfLine(place.line - 2);
    assert.match(keys[0] ?? '', /^slot:/);
    await run('revealLineInMap', { uri: document.uri.toString(), line: place.line - 2 });
    await run('revealInSource', { key: keys[0] });
    const editor = await until('the source', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.toString(), document.uri.toString());
    assert.equal(editor.selection.active.line, place.line - 2);
  });

  test('the native tree shows the levels, and its rows have children', async () => {
    await explore('01-three-levels.go');
    await run('runToGC');
    const { heapView } = exports;
    const groups = heapView.getChildren();
    const labels = groups.map((row) => heapView.getTreeItem(row).label as string);
    for (const word of ['mcache', 'mcentral', 'mheap'])
      assert.ok(
        labels.some((label) => label.includes(word)),
        `${word} in ${labels.join(', ')}`,
      );
    const parents = groups.filter((row) => heapView.getChildren(row).length > 0);
    assert.ok(parents.length >= 3);
    const child = heapView.getChildren(parents[0])[0]!;
    assert.equal(
      heapView.getTreeItem(heapView.getParent(child)!).id,
      heapView.getTreeItem(parents[0]!).id,
    );
  });

  test('sites keep to the stretch that is selected on the timeline, and forget it', async () => {
    const exploration = await explore('01-three-levels.go');
    await run('run');
    const { sitesView, stretches } = exports;
    const total = async (): Promise<number> =>
      (await sitesView.getChildren()).reduce((sum, { count }) => sum + count, 0);
    const all = await total();
    const { endTick } = exploration.state;
    const range = { fromTick: Math.floor(endTick / 3), toTick: Math.floor(endTick / 2) };
    stretches.keepTo(exploration, range);
    const some = await total();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    const { sites, allocs } = exploration.session.rangeSummary(range);
    assert.equal(some, allocs - (sites.find(({ key }) => key === undefined)?.count ?? 0));
    await run('forgetStretch');
    assert.equal(stretches.of(exploration), undefined);
    assert.equal(await total(), all);
  });

  test('before its first allocation the file is said to have none, not the program', async () => {
    const exploration = await explore('01-three-levels.go');
    const { sitesView } = exports;
    assert.ok(exploration.state.stats.mallocs > 0, 'the library has allocated already');
    assert.equal((await sitesView.getChildren()).length, 0);
    const said = sitesView.message(exploration, 0);
    assert.equal(said, 'No line of this file has allocated yet.');
  });

  test('sites and statistics tell what the run did', async () => {
    await explore('01-three-levels.go');
    await run('run');
    const { sitesView, statisticsView } = exports;
    const [first] = await sitesView.getChildren();
    assert.equal(first!.text, 'make([]byte, size)');
    await run('sortSitesByCount');
    assert.equal((await sitesView.getChildren())[0]!.count, 403);
    await run('sortSitesByBytes');
    const fields = statisticsView
      .getChildren()
      .flatMap((group) => statisticsView.getChildren(group));
    const items = fields.map((field) => statisticsView.getTreeItem(field));
    const mallocs = items.find(({ label }) => label === 'Mallocs');
    assert.ok(
      Number(String(mallocs?.description).replace(/\D.*/, '')) >= 403,
      String(mallocs?.description),
    );
    for (const { label, tooltip } of items)
      assert.ok(tooltip, `${String(label)} has no explanation`);
  });

  test('a hover tells what the run has done here', async () => {
    const { subject } = await explore('01-three-levels.go');
    await run('run');
    const document = await vscode.workspace.openTextDocument(subject.uri);
    const text = await hoverAt(document.uri, placeOf(document, '&node{next'));
    assert.match(text, /So far 403 times, 18\.9 KiB/);
    assert.match(text, /command:goMemory\.revealLineInMap/);
  });

  test('a changed file makes its session stale; restart runs the new text', async () => {
    const { document } = await openText('package main\n\nfunc main() {\n\tprintln(1)\n}\n');
    await run('exploreFile', document.uri);
    const exploration = active();
    await run('run');
    assert.match(exploration.session.output(), /^1\n/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(3, 9, 3, 10), '22');
    await vscode.workspace.applyEdit(edit);
    await until('the session to be stale', () => exploration.stale);
    await run('restart');
    assert.equal(exploration.stale, false);
    await run('run');
    assert.match(exploration.session.output(), /^22\n/);
  });

  test('a collection now: the run stands where it stood, and it is part of the run', async () => {
    const text = `package main

var last []byte

func main() {
	for i := 0; i < 100; i++ {
		last = make([]byte, 1000)
	}
	last = nil
	println("done")
}
`;
    const { document } = await openText(text);
    await run('exploreFile', document.uri);
    const exploration = active();
    await run('runToLine', { uri: document.uri.toString(), line: 8 });
    const before = exploration.state;
    await run('runGCNow');
    const { state } = exploration;
    assert.deepEqual(state.position, before.position);
    assert.equal(state.stats.numGC, before.stats.numGC + 1);
    assert.ok(state.stats.frees >= before.stats.frees + 99);
    await run('scavengeNow');
    assert.ok(exploration.state.stats.heapReleasedBytes > state.stats.heapReleasedBytes);
    await run('run');
    assert.equal(exploration.state.exit?.kind, 'ok');
    assert.equal(exploration.state.stats.numGC, before.stats.numGC + 1);
  });

  test('two sessions at once do not know of each other', async () => {
    const one = await explore('01-three-levels.go');
    await run('run');
    const two = await explore('02-heap-or-stack.go');
    assert.notEqual(one, two);
    assert.equal(two.state.tick, 0);
    await run('step');
    assert.equal(one.state.phase, 'finished');
    assert.ok(two.state.tick > 0 && two.state.phase === 'paused');
  });

  test('a selection and a fence in Markdown explore, with the lines of the document', async () => {
    const text = '# Notes\n\nText.\n\n```go\nx := new(int)\n*x = 7\nfmt.Println(*x)\n```\n';
    const editor = await openText(text, 'markdown');
    editor.selection = new vscode.Selection(6, 0, 6, 0);
    await run('exploreSelection');
    const exploration = active();
    assert.equal(exploration.state.phase, 'paused', exploration.state.problems.join('\n'));
    await run('step');
    await run('step');
    const line = exploration.state.position?.line ?? 0;
    assert.ok(line >= 6 && line <= 8, `line ${line}`);
    await run('run');
    assert.equal(exploration.session.output(), '7\n');
  });

  test('a long run is sliced, tells its progress, and can be paused', async () => {
    const source =
      'package main\n\nfunc main() {\n\tn := 0\n\tfor i := 0; i < 1<<40; i++ {\n\t\tn += i\n\t}\n\tprintln(n)\n}\n';
    const { document } = await openText(source);
    await run('exploreFile', document.uri);
    const exploration = active();
    let progress = 0;
    exploration.onDidProgress(() => progress++);
    // Others of this host get a turn between any two slices, here a timer. How long a slice takes
    // is measured by `npm run bench slices`: a test on a busy machine cannot tell.
    const turns: number[] = [];
    const ticking = setInterval(() => turns.push(exploration.state.tick), 1);
    let outcome = 'running';
    const running = exploration.run().then(
      () => (outcome = 'ended'),
      (error: unknown) => (outcome = (error as RequestError).code),
    );
    await until('the run to tell five times', () => progress >= 5 || outcome !== 'running', 20_000);
    const { phase, tick, problems } = exploration.state;
    assert.equal(outcome, 'running', `${phase} at ${tick}: ${problems.join(', ')}`);
    exploration.pause();
    clearInterval(ticking);
    assert.equal(await running, 'cancelled');
    assert.ok(exploration.state.tick > 100_000 && exploration.state.phase === 'paused');
    const steps = turns.map((tick, i) => tick - (turns[i - 1] ?? 0));
    assert.ok(turns.length > progress, `${turns.length} turns in ${progress} reports`);
    const most = Math.max(...steps);
    assert.ok(most < turns.at(-1)! / 4, `${most} instructions of ${turns.at(-1)} in one go`);
  });

  test('closing the panel in the middle of a run ends the session', async () => {
    const { document } = await openText('package main\n\nfunc main() {\n\tfor {\n\t}\n}\n');
    await run('exploreFile', document.uri);
    const exploration = active();
    const running = exploration.run().catch(() => 'cancelled');
    await until('the run', () => exploration.state.tick > 0);
    exports.panels.of(exploration)!.panel.dispose();
    assert.equal(await running, 'cancelled');
    assert.equal(exports.explorations.active, undefined);
    await assert.rejects(exploration.step());
  });

  test('a panel comes back with its session, at its tick', async () => {
    const exploration = await explore('01-three-levels.go');
    await run('runToStop');
    await run('runToStop');
    const { tick } = exploration.state;
    const subject = { uri: exploration.subject.uri.toString() };
    await endAll();
    const panel = vscode.window.createWebviewPanel('goMemory.explorer', '', vscode.ViewColumn.One);
    const state = { version: 1, session: { subject, tick, options: { procs: 1, gogc: -1 } } };
    await exports.panels.deserializeWebviewPanel(panel, state);
    assert.equal(active().state.tick, tick);
    assert.equal(panel.title, 'Go Memory: 01-three-levels.go');
  });

  test('what was remembered may be nonsense', async () => {
    for (const state of [undefined, null, 7, {}, { session: { subject: { uri: 3 } } }]) {
      const panel = vscode.window.createWebviewPanel(
        'goMemory.explorer',
        '',
        vscode.ViewColumn.One,
      );
      await exports.panels.deserializeWebviewPanel(panel, state);
      assert.equal(exports.explorations.active, undefined);
    }
  });

  test('a program with errors says so, and the views stay calm', async () => {
    const { document } = await openText('package main\n\nfunc main() {\n\tx := \n}\n');
    await run('exploreFile', document.uri);
    assert.equal(active().state.phase, 'invalid');
    assert.ok(active().state.problems.length > 0);
    assert.deepEqual(exports.heapView.getChildren(), []);
    await run('step');
    await run('checkExpectations', document.uri);
  });
});
