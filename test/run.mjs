/**
 * Runs unit tests: bundles test/**\/*.test.ts with esbuild and hands the bundles to Node's own test
 * runner.
 *
 *   node test/run.mjs                     every unit test (webview/ and vscode/ only when named)
 *   node test/run.mjs test/golang         one folder
 *   node test/run.mjs a.test.ts -t word   one file, only tests whose name contains the word
 */
import { setup, root } from './tools/setup.mjs';

setup();
const { bundleTests, findTests } = await import('./tools/bundle.mjs');
const { runBundles } = await import('./tools/report.mjs');

const args = process.argv.slice(2);
const nameAt = args.indexOf('-t');
const name = nameAt < 0 ? undefined : args.splice(nameAt, 2)[1];
const files = findTests(args);
if (files.length === 0) {
  console.error(args.length > 0 ? `no test file matches ${args.join(' ')}` : 'no test file');
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
process.chdir(root);
const bundles = await bundleTests(files);
try {
  const total = await runBundles(bundles.files, name);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
} finally {
  bundles.remove();
}
