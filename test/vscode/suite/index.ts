/**
 * The entry VS Code calls in its extension host: runs every *.test.js beside this file in Mocha and
 * appends each result to report.jsonl. The same bundle runs in the embedded server and under
 * `@vscode/test-electron`.
 */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

const report = join(__dirname, 'report.jsonl');

function write(line: object): void {
  appendFileSync(report, `${JSON.stringify(line)}\n`);
}

/** Runs the suite; rejects when a test failed. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, color: false });
  const only = process.env['GOMEM_TEST_GREP'];
  // What is named after a language runs in that language only.
  if (only) mocha.grep(only);
  else if (vscode.env.language !== 'zh-cn') mocha.grep(/zh-cn/).invert();
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  return new Promise((resolve, reject) => {
    try {
      const runner = mocha.run((failures) => {
        write({ kind: 'end', title: `${failures} failed` });
        if (failures === 0) resolve();
        else reject(new Error(`${failures} failed`));
      });
      runner.on('pass', (test) => {
        write({ kind: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
      });
      runner.on('pending', (test) => write({ kind: 'skipped', title: test.fullTitle() }));
      runner.on('fail', (test, error: Error) => {
        write({ kind: 'failed', title: test.fullTitle(), error: error.stack ?? error.message });
      });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write({ kind: 'failed', title: 'the suite does not load', error: text });
      write({ kind: 'end', title: 'load' });
      reject(error);
    }
  });
}
