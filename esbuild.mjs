/**
 * Builds everything that ships into dist/: the extension (one file for Node and for a browser's
 * extension host), the command line, which is also the engine of exported pages, the webview, and
 * the frame of exported pages. `--watch` rebuilds on change, `--production` minifies and leaves
 * source maps out.
 */
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
    name: 'extension',
    entryPoints: { extension: 'src/extension.ts' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    // In a terminal the command line, in an exported page its host: the engine ships once.
    name: 'gomem',
    stdin: {
      contents: "import './src/cli.ts';\nimport './src/page/main.ts';\n",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    outfile: 'dist/gomem.js',
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    name: 'webview',
    entryPoints: { webview: 'webview/main.ts' },
    platform: 'browser',
    format: 'iife',
  },
];

/** What the engine of an exported page finds where Node would be. */
const shim = 'var require=()=>({});';

/**
 * Writes the frame of exported pages, with a policy that admits the files of this build and nothing
 * from any network.
 */
export function writePageFrame() {
  const files = ['dist/gomem.js', 'dist/webview.js', 'dist/webview.css'];
  if (!files.every((path) => existsSync(path))) return;
  const [engine, view, style] = files.map((path) => readFileSync(path, 'utf8'));
  for (const script of [engine, view])
    if (/<\/script/i.test(script) || (script.includes('<!--') && /<script/i.test(script)))
      throw new Error('a script cannot stand in a page');
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    `default-src 'none'`,
    `script-src ${[shim, engine, view].map(hash).join(' ')}`,
    // The toolkit makes one style element without content, and fills it by script.
    `style-src ${hash(style)} ${hash('')}`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const frame = readFileSync('src/page/frame.html', 'utf8');
  const filled = { policy, shim };
  writeFileSync(
    'dist/page.html',
    frame.replace(/%%(\w+)%%/g, (whole, name) => filled[name] ?? whole),
  );
}

/** Writes it again whenever one of its parts was built. */
const frame = {
  name: 'frame',
  setup: (build) => build.onEnd(({ errors }) => errors.length === 0 && writePageFrame()),
};

/** Builds or watches all entries; rejects when one does not build. */
export async function build() {
  for (const { name, ...entry } of entries) {
    const out = entry.outfile ? {} : { outdir: 'dist' };
    const options = { ...common, ...entry, ...out, ...(watch ? { plugins: [frame] } : {}) };
    if (watch) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
    else await esbuild.build(options);
  }
  if (!watch) writePageFrame();
  console.log(
    `${watch ? 'watching' : 'built'} ${entries.map(({ name }) => `dist/${name}.js`).join(' ')}`,
  );
}

await build();
