/**
 * Builds everything that ships into dist/: the extension (one file for Node and for a browser's
 * extension host, for the command line and for exported pages), what starts the command line, the
 * webview, and the frame of exported pages. `--watch` rebuilds on change, `--production` minifies
 * and leaves source maps out.
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

/**
 * The extension's file is also the command line's and the engine of exported pages, so that the
 * engine ships once. Wherever it runs, something is not there: VS Code in a terminal and in a page,
 * Node in a browser. In its place stands something that answers everything with itself, for what is
 * said while the file is loaded; nothing else asks it.
 */
function requireWhatIsThere(there) {
  const absent = new Proxy(function () {}, {
    get(target, key) {
      if (key === Symbol.toPrimitive) return () => '';
      return typeof key === 'symbol' ? target[key] : absent;
    },
    apply: () => absent,
    construct: () => absent,
    // The bundle makes a namespace of it, which finds everything in its prototype.
    getPrototypeOf: () => absent,
  });
  return (name) => {
    try {
      return there(name);
    } catch {
      return absent;
    }
  };
}

const prelude = [
  'var module = typeof module === "object" ? module : { exports: {} };',
  `var require = (${requireWhatIsThere})(require);`,
].join('\n');

const entries = [
  {
    name: 'extension',
    stdin: {
      contents: [
        "export * from './src/extension.ts';",
        "export { gomem } from './src/cli.ts';",
        "import './src/page/main.ts';",
      ].join('\n'),
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    outfile: 'dist/extension.js',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode', 'node:*'],
    banner: { js: prelude },
  },
  {
    name: 'gomem',
    stdin: {
      contents: "process.exitCode = require('./extension.js').gomem(process.argv.slice(2));",
    },
    outfile: 'dist/gomem.js',
    platform: 'node',
    format: 'cjs',
    external: ['./extension.js'],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    name: 'webview',
    entryPoints: { webview: 'webview/main.ts' },
    platform: 'browser',
    format: 'iife',
  },
];

/**
 * Writes the frame of exported pages, with a policy that admits the files of this build and nothing
 * from any network.
 */
export function writePageFrame() {
  const files = ['dist/extension.js', 'dist/webview.js', 'dist/webview.css'];
  if (!files.every((path) => existsSync(path))) return;
  const [engine, view, style] = files.map((path) => readFileSync(path, 'utf8'));
  for (const script of [engine, view])
    if (/<\/script/i.test(script) || (script.includes('<!--') && /<script/i.test(script)))
      throw new Error('a script cannot stand in a page');
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    `default-src 'none'`,
    `script-src ${[engine, view].map(hash).join(' ')}`,
    // The toolkit makes one style element without content, and fills it by script.
    `style-src ${hash(style)} ${hash('')}`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const frame = readFileSync('src/page/frame.html', 'utf8');
  writeFileSync('dist/page.html', frame.replace('%%policy%%', policy));
}

/** Writes it again whenever one of its parts was built. */
const frame = {
  name: 'frame',
  setup: (build) => build.onEnd(({ errors }) => errors.length === 0 && writePageFrame()),
};

/** Builds or watches all entries; rejects when one does not build. */
export async function build() {
  for (const { name: _, ...entry } of entries) {
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
