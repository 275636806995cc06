/**
 * The rules of ARCHITECTURE.md as tests: a rule that is not here does not exist. Each test lists
 * every offence as `file:line reason`, so a failure says what to mend.
 *
 * Two kinds of exception explain themselves in the code: a comment with `LONG:` and a reason at the
 * head of a file or right before a function, and `NON-GO:` with a reason in src/runtime.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import {
  exportsOf,
  functionsOf,
  headOf,
  lineOf,
  listFiles,
  readJson,
  readSource,
  walk,
} from './tools/sources';
import type { Source } from './tools/sources';

const rooms = [
  ...['base', 'runtime', 'golang', 'interpreter', 'session', 'protocol', 'host', 'vscode', 'page'],
];
const pureRooms = ['base', 'runtime', 'golang', 'interpreter', 'session'];

/** Who may import whom, beside itself: rooms, then packages and prefixes of modules. */
const mayImport: Record<string, { rooms: string[]; packages: string[] }> = {
  base: { rooms: [], packages: [] },
  runtime: { rooms: ['base'], packages: [] },
  golang: { rooms: ['base'], packages: [] },
  interpreter: { rooms: ['base', 'golang', 'runtime'], packages: [] },
  session: { rooms: ['base', 'golang', 'interpreter', 'runtime', 'protocol'], packages: [] },
  protocol: { rooms: [], packages: [] },
  host: { rooms: ['session', 'protocol'], packages: [] },
  page: { rooms: ['host', 'session', 'golang', 'protocol'], packages: [] },
  vscode: { rooms: ['host', 'session', 'golang', 'protocol'], packages: ['vscode'] },
  extension: { rooms: ['vscode'], packages: ['vscode'] },
  cli: { rooms: ['host', 'session', 'golang'], packages: ['node:'] },
  webview: { rooms: ['protocol'], packages: ['@vscode/webview-ui-toolkit'] },
};

const fileLimit = 400;
const functionLimit = 60;
const columnLimit = 100;

const files = listFiles();
const shipped = files
  .filter((path) => /^(src|webview)\/.*\.ts$/.test(path) && !path.endsWith('.d.ts'))
  .map(readSource);
const tests = files.filter((path) => /^test\/.*\.ts$/.test(path)).map(readSource);
const scripts = files.filter((path) => path.endsWith('.mjs')).map(readSource);
const byPath = new Map(shipped.map((source) => [source.path, source]));

/** `src/golang/x.ts` → golang; `src/cli.ts` → cli; `webview/x.ts` → webview. */
function roomOf(path: string): string {
  const [top, next] = path.split('/');
  return top === 'src' ? next!.replace(/\.ts$/, '') : top!;
}

function inPureRoom({ path }: Source): boolean {
  return pureRooms.includes(roomOf(path));
}

function none(offences: string[]): void {
  assert.ok(offences.length === 0, `${offences.length}:\n${offences.join('\n')}`);
}

test('every room is there, and nothing else stands at the top', () => {
  for (const room of rooms) assert.ok(existsSync(`src/${room}`), `src/${room} is missing`);
  const allowed = new Set(
    (
      'package.json package-lock.json package.nls.json package.nls.zh-cn.json tsconfig.json esbuild.mjs ' +
      'src webview media test examples l10n .vscodeignore .gitignore .npmrc .ci .github ' +
      'README.md README.zh-cn.md CHANGELOG.md ARCHITECTURE.md LICENSE'
    ).split(' '),
  );
  const made = /^(node_modules|dist|test-results|\.vscode-test|\.git)$|\.vsix$/;
  none(readdirSync('.').filter((name) => !allowed.has(name) && !made.test(name)));
  const inSrc = new Set([
    ...rooms,
    'extension.ts',
    'cli.ts',
    'go-text.d.ts',
    'tsconfig.engine.json',
  ]);
  none(readdirSync('src').filter((name) => !inSrc.has(name)));
});

test('imports go in the one direction', () => {
  none(
    shipped.flatMap((source) => {
      const room = roomOf(source.path);
      const allowed = mayImport[room];
      return source.imports.flatMap(({ specifier, target, line }) => {
        if (!allowed) return [`${source.path}:${line} stands in no room`];
        if (target === undefined) {
          const known = allowed.packages.some((name) => specifier.startsWith(name));
          return known ? [] : [`${source.path}:${line} ${room} may not import ${specifier}`];
        }
        const other = roomOf(target);
        if (other === room || allowed.rooms.includes(other)) return [];
        return [`${source.path}:${line} ${room} may not import ${other} (${specifier})`];
      });
    }),
  );
});

test('no file imports itself in the end', () => {
  const done = new Set<string>();
  const offences: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) offences.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined && !typeOnly) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of shipped) visit(path, []);
  none(offences);
});

test('no barrels: a file is imported for what it does', () => {
  none(
    shipped.flatMap((source) =>
      source.tree.statements
        .filter((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier)
        .map(
          (statement) => `${source.path}:${lineOf(source.tree, statement.getStart())} re-export`,
        ),
    ),
  );
});

/** Why a node may not stand in a pure room, or undefined. */
function impurity(node: ts.Node, room: string): string | undefined {
  const globals =
    /^(Date|performance|console|set(Timeout|Interval)|Promise|process|window|document|globalThis)$/;
  if (ts.isIdentifier(node) && globals.test(node.text) && isReference(node))
    return `uses ${node.text}`;
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random')
    return 'uses Math.random';
  if (ts.isAwaitExpression(node)) return 'awaits';
  if (ts.isFunctionLike(node)) {
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return 'is async';
    // Compiling is done piece by piece; a run keeps its state where snapshots find it.
    if ('asteriskToken' in node && node.asteriskToken && room !== 'golang') return 'is a generator';
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const method = node.expression.name.text;
    if (/^(sort|toSorted)$/.test(method) && node.arguments.length === 0)
      return 'sorts without a comparator';
    if (/^toLocale|^localeCompare$/.test(method)) return 'depends on the locale of the machine';
  }
  if (/^(runtime|interpreter)$/.test(room)) {
    if (ts.isBigIntLiteral(node)) return 'uses a bigint';
    if (ts.isIdentifier(node) && /^Big(Int|Uint)/.test(node.text) && isReference(node))
      return `uses ${node.text}`;
  }
  return undefined;
}

/** Whether an identifier is a free name rather than a property, a member or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isEnumMember(parent) ||
    ts.isTypeReferenceNode(parent)
  );
}

test('pure rooms have no clock, chance, console, promises or generators', () => {
  const offences: string[] = [];
  for (const source of shipped.filter(inPureRoom)) {
    walk(source.tree, (node) => {
      const reason = impurity(node, roomOf(source.path));
      if (reason) offences.push(`${source.path}:${lineOf(source.tree, node.getStart())} ${reason}`);
    });
  }
  none(offences);
});

test('state of the machine hangs on no Map or Set order', () => {
  const paths = shipped.filter(({ path }) => /^(runtime|interpreter)$/.test(roomOf(path)));
  const program = ts.createProgram(
    paths.map(({ path }) => path),
    {
      lib: ['lib.es2023.d.ts'],
      types: [],
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.ESNext,
    },
  );
  const checker = program.getTypeChecker();
  const isHashed = (node: ts.Expression): boolean =>
    /^(Readonly)?(Map|Set)(Iterator)?$/.test(checker.getTypeAtLocation(node).symbol?.name ?? '');
  const walks = (node: ts.Node): ts.Expression | undefined => {
    if (ts.isForOfStatement(node) || ts.isSpreadElement(node)) return node.expression;
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
      return undefined;
    return /^(forEach|keys|values|entries)$/.test(node.expression.name.text)
      ? node.expression.expression
      : undefined;
  };
  const offences: string[] = [];
  for (const { path } of paths) {
    const tree = program.getSourceFile(path);
    assert.ok(tree, path);
    walk(tree, (node) => {
      const over = walks(node);
      if (over && isHashed(over))
        offences.push(`${path}:${lineOf(tree, node.getStart(tree))} walks a Map or Set`);
    });
  }
  none(offences);
});

test('loops marked HOT allocate nothing', () => {
  const allocates = (node: ts.Node): boolean =>
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isTemplateExpression(node);
  const offences: string[] = [];
  for (const source of shipped.filter(inPureRoom)) {
    walk(source.tree, (loop) => {
      if (!ts.isIterationStatement(loop, false)) return;
      if (!/\bHOT\b/.test(source.text.slice(loop.getFullStart(), loop.getStart()))) return;
      walk(loop.statement, (node) => {
        // What only a failing assertion builds costs nothing while all is well.
        const inThrow = ts.isThrowStatement(node.parent) || ts.isThrowStatement(node.parent.parent);
        if (allocates(node) && !inThrow)
          offences.push(`${source.path}:${lineOf(source.tree, node.getStart())} allocates`);
      });
    });
  }
  none(offences);
});

test('files and functions keep to their limits, or say why not', () => {
  const reason = /\bLONG: .{15,}/;
  const offences: string[] = [];
  for (const source of shipped) {
    const lines = source.lines.length - 1;
    const fileReason = reason.test(headOf(source).split(/\*\/\n\s*\/\*/)[0] ?? '');
    if (lines > fileLimit && !fileReason)
      offences.push(`${source.path}:1 ${lines} lines, and no LONG: reason at its head`);
    const spans = functionsOf(source);
    for (const { name, line, lines: length, comment } of spans) {
      const inner = spans.some((other) => other.line > line && other.line < line + length);
      const explained = reason.test(comment) || (fileReason && line < 10);
      if (length > functionLimit && !explained && !(inner && name === 'constructor'))
        offences.push(`${source.path}:${line} ${name} has ${length} lines, and no LONG: reason`);
    }
  }
  none(offences);
});

/** A text or an address cannot be broken; an apostrophe in a comment is no text. */
function mayBeLong(line: string): boolean {
  return /https?:/.test(line) || (/['"`]/.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line));
}

test('lines keep to 100 columns, texts apart', () => {
  none(
    [...shipped, ...tests, ...scripts].flatMap((source) =>
      source.lines.flatMap((line, index) =>
        line.length > columnLimit && !mayBeLong(line)
          ? [`${source.path}:${index + 1} ${line.length} columns`]
          : [],
      ),
    ),
  );
});

test('every file begins by saying what it is', () => {
  none(
    [...shipped, ...tests]
      .filter((source) => headOf(source).length < 20 && !source.path.includes('.test.ts'))
      .map((source) => `${source.path}:1 no comment at the head`),
  );
});

test('every shipped file is reached from an entry', () => {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { target } of byPath.get(path)?.imports ?? []) if (target) visit(target);
  };
  for (const entry of ['src/extension.ts', 'src/cli.ts', 'src/page/main.ts', 'webview/main.ts']) {
    assert.ok(existsSync(entry), `${entry} is missing`);
    visit(entry);
  }
  none(
    files.filter(
      (path) =>
        /^(src|webview)\/.*\.(ts|go|css)$/.test(path) &&
        !/\.d\.ts$/.test(path) &&
        !reached.has(path),
    ),
  );
});

test('every export is used by another file', () => {
  const used = new Map<string, Set<string>>();
  for (const { imports } of [...shipped, ...tests]) {
    for (const { target, names } of imports) {
      if (target === undefined) continue;
      const known = used.get(target) ?? new Set();
      names.forEach((name) => known.add(name));
      used.set(target, known);
    }
  }
  // VS Code calls these by name.
  used.set('src/extension.ts', new Set(['activate', 'deactivate']));
  used.set('src/cli.ts', new Set(['gomem']));
  none(
    shipped.flatMap((source) => {
      const names = used.get(source.path) ?? new Set();
      if (names.has('*')) return [];
      return exportsOf(source)
        .filter(({ name }) => !names.has(name))
        .map(({ name, line }) => `${source.path}:${line} ${name} is exported for nobody`);
    }),
  );
});

test('src/runtime names the Go file it follows, and gives a reason for each departure', () => {
  const offences: string[] = [];
  for (const source of shipped.filter(({ path }) => roomOf(path) === 'runtime')) {
    const head = headOf(source);
    if (!/\.go\b/.test(head) && !/NON-GO: .{10,}/.test(head))
      offences.push(`${source.path}:1 names no Go file and no NON-GO: reason at its head`);
    if (/\.go\b/.test(head) && !/1\.26|Go 1\.6/.test(head) && !/NON-GO: .{10,}/.test(head))
      offences.push(`${source.path}:1 does not say which Go version it follows`);
  }
  for (const path of files.filter((name) => name.startsWith('src/runtime/'))) {
    readFileSync(path, 'utf8')
      .split('\n')
      .forEach((line, index, all) => {
        const at = line.indexOf('NON-GO');
        if (at < 0 || path.endsWith('.md')) return;
        const reason = `${line.slice(at)} ${all[index + 1] ?? ''}`;
        if (!/^NON-GO: .{10,}/.test(reason))
          offences.push(`${path}:${index + 1} NON-GO without ": reason"`);
      });
  }
  none(offences);
});

test('no unfinished business, no silenced checks, no word of the workshop', () => {
  const banned: [RegExp, string][] = [
    // context.TODO is a function of the library: its uses and its declaration, nothing else.
    [/\b(FIXME|XXX|HACK)\b|(?<!context\.)\bTODO\b(?!\(\) Context)/, 'unfinished business'],
    [/@ts-(ignore|nocheck|expect-error)/, 'silences the type checker'],
    [/eslint-disable(?!.* -- .{10,})/, 'silences the linter without " -- reason"'],
    [/\.(only|todo)\(/, 'a test that hides others or is not there'],
    [/registry\.(npmjs|yarnpkg)|npmmirror|deb\.debian\.org|proxy\.golang/, 'a registry host'],
    [/(^|[\s'"`(=])\/(work|root|home\/\w+|Users\/\w+)\//, 'a path of one machine'],
    [/\.\.\/shared\b|shared\/(design|facts|data)/, 'a path outside of the repository'],
    [/\b(claude|anthropic|chatgpt|openai|language model)\b/i, 'a word of the workshop'],
  ];
  const self = /^test\/tidy\.test\.ts$/;
  const text = /\.(ts|mjs|js|css|json|md|go|yml|yaml|txt|svg)$|^\.|^LICENSE$/;
  // Recorded answers and Go programs under test are data, whose words are not ours.
  const data = /^(test\/oracle\/|package-lock\.json)|\/testdata\//;
  const offences: string[] = [];
  for (const path of files) {
    if (self.test(path) || !text.test(path) || data.test(path)) continue;
    readFileSync(path, 'utf8')
      .split('\n')
      .forEach((line, index) => {
        for (const [pattern, reason] of banned) {
          if (pattern.test(line)) offences.push(`${path}:${index + 1} ${reason}: ${line.trim()}`);
        }
      });
  }
  none(offences);
});

test('every text of the manifest exists in both languages and is used', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]!));
  const english = readJson('package.nls.json');
  const chinese = readJson('package.nls.zh-cn.json');
  none([...used].filter((key) => !(key in english)).map((key) => `${key} has no text`));
  none(
    Object.keys(english)
      .filter((key) => !used.has(key))
      .map((key) => `${key} is not used`),
  );
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  none(Object.keys(english).filter((key) => String(chinese[key]).trim() === ''));
});

test('each package is named in ARCHITECTURE.md with its reason', () => {
  const manifest = readJson('package.json');
  const architecture = readFileSync('ARCHITECTURE.md', 'utf8');
  const packages = { ...(manifest['dependencies'] ?? {}), ...(manifest['devDependencies'] ?? {}) };
  none(Object.keys(packages).filter((name) => !architecture.includes(`\`${name}\``)));
});
