/**
 * Runs bundled test files in Node's test runner and prints one line per file, and every failure
 * whole.
 */
import { run } from 'node:test';

/** Files in flight at once: the machines that run this have two cores. */
const concurrency = 2;

/** No file needs a tenth of it, on no machine: what takes longer hangs. */
const hangMilliseconds = 20 * 60_000;

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} output
 * @property {string[]} failures
 * @property {number} milliseconds
 */

/**
 * Runs the bundles; `name` keeps only tests whose name contains it. Returns the totals.
 * @param {{ source: string, bundle: string }[]} bundles
 * @param {string} [name]
 */
export async function runBundles(bundles, name) {
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`;
  const total = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...bundles];
  let done = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await runFile(next.bundle, name);
      total.passed += result.passed;
      total.failed += result.failed;
      total.skipped += result.skipped;
      done += 1;
      print(`[${done}/${bundles.length}]`, next.source, result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return total;
}

/**
 * Runs one file in a process of its own.
 * @param {string} file
 * @param {string | undefined} name
 */
async function runFile(file, name) {
  /** @type {Result} */
  const result = { passed: 0, failed: 0, skipped: 0, output: '', failures: [], milliseconds: 0 };
  const started = Date.now();
  const patterns = name === undefined ? {} : { testNamePatterns: [literal(name)] };
  for await (const { type, data } of run({
    files: [file],
    timeout: hangMilliseconds,
    ...patterns,
  })) {
    if (type === 'test:stdout' || type === 'test:stderr') result.output += data.message;
    if (type === 'test:pass' || type === 'test:fail') count(result, file, type, data);
  }
  if (result.passed + result.failed + result.skipped === 0 && name === undefined) {
    result.failed = 1;
    result.failures.push('the file holds no test');
  }
  result.milliseconds = Date.now() - started;
  return result;
}

/**
 * @param {Result} result
 * @param {string} file
 * @param {'test:pass' | 'test:fail'} type
 * @param {any} data of node:test, whose types lag behind what it sends
 */
function count(result, file, type, data) {
  // A file without tests appears as one test of its own name; a suite is the sum of its tests.
  if (data.name === file && type === 'test:pass') return;
  const error = data.details?.error;
  if (data.details?.type === 'suite' && error?.failureType !== 'hookFailed') return;
  if (data.skip === 'test name does not match pattern') return;
  if (data.skip !== undefined) {
    result.skipped += 1;
    result.output += `skipped: ${data.name}${typeof data.skip === 'string' ? ` (${data.skip})` : ''}\n`;
  } else if (type === 'test:pass') {
    result.passed += 1;
  } else if (error?.failureType !== 'subtestsFailed') {
    result.failed += 1;
    const cause = error?.cause ?? error;
    result.failures.push(`✗ ${data.name}\n${cause?.stack ?? cause?.message ?? String(cause)}`);
  }
}

/**
 * @param {string} progress
 * @param {string} source
 * @param {Result} result
 */
function print(progress, source, result) {
  const counts = [`${result.passed} passed`];
  if (result.failed > 0) counts.push(`${result.failed} FAILED`);
  if (result.skipped > 0) counts.push(`${result.skipped} skipped`);
  const seconds = (result.milliseconds / 1000).toFixed(1);
  console.log(`${progress} ${source}: ${counts.join(', ')} (${seconds} s)`);
  for (const text of [result.output.trimEnd(), ...result.failures]) {
    if (text.trim() !== '') console.log(text.replace(/^/gm, '    '));
  }
}

/** @param {string} text */
function literal(text) {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
