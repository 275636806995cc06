/**
 * Finds test files and bundles TypeScript for Node, so that tests need no loader and run what
 * esbuild ships.
 */
import * as esbuild from 'esbuild';
import { mkdtempSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** Folders whose tests need a browser or a VS Code: run only when named. */
const hosted = ['test/webview/', 'test/vscode/'];

/**
 * Repository-relative paths (forward slashes) of the test files the filters name; all unit tests
 * without filters.
 * @param {string[]} filters
 */
export function findTests(filters) {
  const all = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .sort();
  if (filters.length === 0)
    return all.filter((path) => !hosted.some((dir) => path.startsWith(dir)));
  const wanted = filters.map((filter) =>
    (statSync(filter, { throwIfNoEntry: false }) ? relative(root, filter) : filter)
      .split(sep)
      .join('/'),
  );
  return all.filter((path) =>
    wanted.some(
      (want) => path === want || path.startsWith(`${want}/`) || path.endsWith(`/${want}`),
    ),
  );
}

/**
 * The tools run as they are: they find the repository by their own place, which a bundle would
 * move.
 * @type {esbuild.Plugin}
 */
const toolsStay = {
  name: 'tools-stay',
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(resolve(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * Bundles the given TypeScript files into a new folder under dist/ (so that packages resolve as
 * from the root). Returns the written files with their sources, and `remove` to delete the folder.
 * @param {string[]} files
 */
export async function bundleTests(files) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const outdir = mkdtempSync(join(root, 'dist/test-'));
  const remove = () => rmSync(outdir, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: files.map((path) => ({ in: path, out: path.replace(/\.ts$/, '') })),
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      loader: { '.go': 'text' },
      plugins: [toolsStay],
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'warning',
    });
  } catch (error) {
    remove();
    throw error;
  }
  return {
    files: files.map((source) => ({
      source,
      bundle: join(outdir, source.replace(/\.ts$/, '.mjs')),
    })),
    remove,
  };
}
