/** The walkthrough of the manifest: its pictures are there, its links and endings name commands. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const commands = contributes.commands.map(({ command }) => command);
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

test('four to six steps, each with a picture that follows the theme', () => {
  assert.ok(steps.length >= 4 && steps.length <= 6, `${steps.length}`);
  for (const { id, media } of steps) {
    assert.ok(existsSync(media.svg), `${id}: ${media.svg}`);
    const picture = readFileSync(media.svg, 'utf8');
    assert.match(picture, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/);
    assert.match(picture, /var\(--vscode-foreground|var\(--vscode-charts-/);
    assert.doesNotMatch(picture, /#[0-9a-f]{3,6}|<text|<script|href/);
  }
});

test('a step ends with a command of ours', () => {
  for (const { id, completionEvents } of steps) {
    assert.ok(completionEvents.length > 0, id);
    for (const event of completionEvents) {
      assert.match(event, /^onCommand:/);
      assert.ok(commands.includes(event.slice('onCommand:'.length)), `${id}: ${event}`);
    }
  }
});

for (const file of ['package.nls.json', 'package.nls.zh-cn.json'])
  test(`links of the walkthrough in ${file}`, () => {
    const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    for (const { description } of steps) {
      const text = texts[description.slice(1, -1)]!;
      const links = [...text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
      assert.ok(links.length > 0, description);
      for (const [, command, args] of links) {
        assert.ok(command === 'workbench.action.files.openFile' || commands.includes(command!));
        if (args === undefined) continue;
        const [path] = JSON.parse(decodeURIComponent(args)) as string[];
        assert.ok(existsSync(`examples/${path}`), path);
      }
    }
  });
