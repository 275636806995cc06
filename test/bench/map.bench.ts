/**
 * How long the map takes to draw a frame at ten thousand, a hundred thousand and a million spans,
 * in Chromium with software rendering. The bar: 16 ms at the 95th percentile with a million spans.
 */
import { benchMap } from '../webview/mapBench';
import { digits, printTable } from './figures';

const results = await benchMap([1e4, 1e5, 1e6]);
printTable(
  ['spans', 'frames', 'median ms', 'p95 ms', 'max ms'],
  results.map((result) => [
    result.spans.toLocaleString('en'),
    String(result.frames),
    digits(result.medianMilliseconds),
    digits(result.p95Milliseconds),
    digits(result.maxMilliseconds),
  ]),
);
const [scales] = results.slice(-1);
console.log(
  `p95 by pixels per page at ${scales!.spans.toLocaleString('en')} spans: ` +
    scales!.byScale.map(({ scale, p95Milliseconds }) => `${scale}: ${p95Milliseconds}`).join(', '),
);
