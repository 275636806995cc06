/**
 * Bundles one TypeScript file and runs it in this process: `node test/tools/run-ts.mjs file.ts
 * arguments…`
 */
import { pathToFileURL } from 'node:url';
import { setup } from './setup.mjs';

setup();
const [file, ...args] = process.argv.slice(2);
const { bundleTests } = await import('./bundle.mjs');
const bundles = await bundleTests([file]);
process.setSourceMapsEnabled(true);
process.argv.splice(1, Infinity, bundles.files[0].bundle, ...args);
await import(pathToFileURL(bundles.files[0].bundle).href);
