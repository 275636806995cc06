/**
 * Builds everything that ships into dist/: the extension (one file for Node and for a browser's
 * extension host), the command line, and the webview. `--watch` rebuilds on change, `--production`
 * minifies and leaves source maps out.
 */
import * as esbuild from 'esbuild';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Go sources of the standard library travel inside the bundle as text. */
export const loader = { '.go': 'text' };

const common = {
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  bundle: true,
  loader,
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  target: 'es2022',
};

const entries = [
  {
    // For Node too: what runs in a browser's worker runs there as well.
    entryPoints: { extension: 'src/extension.ts' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    entryPoints: { gomem: 'src/cli.ts' },
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  { entryPoints: { webview: 'webview/main.ts' }, platform: 'browser', format: 'iife' },
];

/** Builds or watches all entries; rejects when one does not build. */
export async function build() {
  const present = entries.filter(({ entryPoints }) => existsSync(Object.values(entryPoints)[0]));
  for (const entry of present) {
    const options = { ...common, ...entry, outdir: 'dist' };
    if (watch) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
    else await esbuild.build(options);
  }
  console.log(
    `${watch ? 'watching' : 'built'} ${present.map(({ entryPoints }) => `dist/${Object.keys(entryPoints)[0]}.js`).join(' ')}`,
  );
}

await build();
