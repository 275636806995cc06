/**
 * A house rule that needs types: the views of the simulated memory (`i32`, `u8`, …) are replaced
 * when it grows, so none that was taken before is used after a call that may make it grow. What may
 * is found from the calls in the engine's own source. A view in a `let` is taken to be read anew.
 */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const viewNames = new Set(['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64']);
const rooms = /\/src\/(base|runtime|interpreter)\//;

/** Calls of functions that stand in fields: whatever they are, they may make the memory grow. */
const unknownCalls = /\b(roots|background)\.\w+$|\bonTimer$|\bnatives\[/;

function each(node: ts.Node, found: (node: ts.Node) => void): void {
  found(node);
  ts.forEachChild(node, (child) => {
    each(child, found);
  });
}

function functionAround(node: ts.Node): ts.Node | undefined {
  // A file has no parent, whatever the type says.
  let at = node.parent as ts.Node | undefined;
  while (at !== undefined && !ts.isFunctionLike(at)) at = at.parent as ts.Node | undefined;
  return at;
}

/** What a call calls, as far as that can be seen. */
function callees(checker: ts.TypeChecker, call: ts.CallExpression): ts.Node[] {
  const { expression } = call;
  let symbol = checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(expression) ? expression.name : expression,
  );
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return (symbol?.declarations ?? []).flatMap((declared) => {
    if (ts.isFunctionLike(declared)) return [declared];
    const value =
      ts.isVariableDeclaration(declared) || ts.isPropertyAssignment(declared)
        ? declared.initializer
        : undefined;
    return value && ts.isFunctionLike(value) ? [value] : [];
  });
}

/** The functions after which the memory may have other views. */
function growing(checker: ts.TypeChecker, files: readonly ts.SourceFile[]): Set<ts.Node> {
  const callersOf = new Map<ts.Node, ts.Node[]>();
  const grown: ts.Node[] = [];
  for (const file of files) {
    each(file, (node) => {
      const isMethod = ts.isMethodDeclaration(node) && ts.isClassDeclaration(node.parent);
      if (isMethod && node.parent.name?.text === 'Memory' && node.name.getText() === 'grow')
        grown.push(node);
      const caller = functionAround(node);
      if (caller === undefined) return;
      // What a function holds inside of it, it is taken to call.
      const called = ts.isCallExpression(node)
        ? callees(checker, node)
        : ts.isFunctionLike(node)
          ? [node]
          : [];
      for (const one of called) callersOf.set(one, [...(callersOf.get(one) ?? []), caller]);
      if (ts.isCallExpression(node) && unknownCalls.test(node.expression.getText()))
        grown.push(caller);
    });
  }
  const all = new Set<ts.Node>();
  for (let next = grown.pop(); next !== undefined; next = grown.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    grown.push(...(callersOf.get(next) ?? []));
  }
  return all;
}

/** The names of views that a declaration takes from the memory for good. */
function viewsTaken(checker: ts.TypeChecker, node: ts.Node): ts.Identifier[] {
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return [];
  if ((ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) === 0) return [];
  const isMemory = (of: ts.Expression): boolean =>
    checker.getTypeAtLocation(of).symbol?.name === 'Memory';
  const { name, initializer } = node;
  if (ts.isObjectBindingPattern(name) && isMemory(initializer)) {
    return name.elements.flatMap((element) =>
      ts.isIdentifier(element.name) &&
      viewNames.has((element.propertyName ?? element.name).getText())
        ? [element.name]
        : [],
    );
  }
  const isView =
    ts.isPropertyAccessExpression(initializer) &&
    viewNames.has(initializer.name.text) &&
    isMemory(initializer.expression);
  return isView && ts.isIdentifier(name) ? [name] : [];
}

/** Whether, once this part was run, `within` is left before what comes after in its own list. */
function isLast(part: ts.Node, within: ts.Node): boolean {
  for (let at = part; at !== within; at = at.parent) {
    if (ts.isReturnStatement(at) || ts.isThrowStatement(at)) return true;
    const { parent } = at;
    if (parent === within) continue;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) continue;
    const after = parent.statements.slice(parent.statements.indexOf(at as ts.Statement));
    if (after.some((one) => ts.isReturnStatement(one) || ts.isThrowStatement(one))) return true;
  }
  return false;
}

/** Whether two parts of a function are in branches of which only one is run. */
function areApart(a: ts.Node, b: ts.Node): boolean {
  const above = new Set<ts.Node>();
  for (let at = a; !ts.isSourceFile(at); at = at.parent) above.add(at);
  let [inB, common] = [b, b.parent];
  for (; !above.has(common); [inB, common] = [common, common.parent]);
  let inA = a;
  while (inA.parent !== common) inA = inA.parent;
  if (ts.isIfStatement(common) || ts.isConditionalExpression(common)) {
    const condition = ts.isIfStatement(common) ? common.expression : common.condition;
    return inA !== condition && inB !== condition;
  }
  return ts.isCaseBlock(common) && isLastOfClause(inA);
}

function isLastOfClause(clause: ts.Node): boolean {
  if (!ts.isCaseOrDefaultClause(clause)) return false;
  const last = clause.statements.at(-1);
  return last !== undefined && (ts.isBreakStatement(last) || ts.isReturnStatement(last));
}

/** Whether `use` may run after `call`, both in `within`. */
function mayFollow(call: ts.Node, use: ts.Node, within: ts.Node, declared: ts.Node): boolean {
  const inCall = use.pos >= call.pos && use.end <= call.end;
  if (!inCall && use.pos >= call.end)
    return !areApart(call, use) && !isLast(call, commonOf(call, use));
  for (let at = call.parent; at !== within; at = at.parent) {
    if (!ts.isIterationStatement(at, false) || at.pos < declared.pos) continue;
    if (use.pos >= at.pos && use.end <= at.end && !isLast(call, at)) return true;
  }
  return false;
}

function commonOf(a: ts.Node, b: ts.Node): ts.Node {
  let at = a;
  while (b.pos < at.pos || b.end > at.end) at = at.parent;
  return at;
}

/** Places where a view is used that may be one of a memory that has grown since. */
function staleUses(
  checker: ts.TypeChecker,
  files: readonly ts.SourceFile[],
): { stale: string[]; looked: number } {
  const grows = growing(checker, files);
  const isGrowing = (node: ts.Node): boolean =>
    ts.isCallExpression(node) &&
    (callees(checker, node).some((one) => grows.has(one)) ||
      unknownCalls.test(node.expression.getText()));
  const stale: string[] = [];
  let looked = 0;
  for (const file of files) {
    each(file, (node) => {
      for (const view of viewsTaken(checker, node)) {
        looked++;
        const within = functionAround(view)!;
        const symbol = checker.getSymbolAtLocation(view);
        const calls: ts.Node[] = [];
        const uses: ts.Node[] = [];
        each(within, (part) => {
          if (part.pos < node.end) return;
          if (isGrowing(part)) calls.push(part);
          if (ts.isIdentifier(part) && checker.getSymbolAtLocation(part) === symbol)
            uses.push(part);
        });
        const place = (of: ts.Node): number =>
          file.getLineAndCharacterOfPosition(of.getStart()).line + 1;
        for (const call of calls) {
          const use = uses.find((one) => mayFollow(call, one, within, node));
          if (use === undefined) continue;
          const where = `${file.fileName.replace(/.*\/(?=src\/)/, '')}:${place(use)}`;
          stale.push(`${where} ${view.text} is used after the call in line ${place(call)}`);
          break;
        }
      }
    });
  }
  return { stale, looked };
}

function programOf(names: readonly string[], host?: ts.CompilerHost): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
  };
  return ts.createProgram(names, options, host);
}

test('no view of the memory is used after it may have grown', () => {
  const roots = ['machine.ts', 'natives/all.ts'].map((name) => resolve('src/interpreter', name));
  const program = programOf(roots);
  const files = program.getSourceFiles().filter(({ fileName }) => rooms.test(fileName));
  const { stale, looked } = staleUses(program.getTypeChecker(), files);
  assert.ok(files.length > 100 && looked > 90, `${looked} views in ${files.length} files`);
  assert.deepEqual(stale, []);
});

test('the rule finds what it is for, and nothing else', () => {
  const source = `
    class Memory { i32 = new Int32Array(1); grow(): void {} }
    const mem = new Memory();
    function allocate(): number { mem.grow(); return 1; }
    function read(): number { return 1; }
    export function straight() { const { i32 } = mem; allocate(); return i32[0]; }
    export function inLoop() { const i32 = mem.i32; for (;;) { i32[0] = 1; allocate(); } }
    export function arm() { const { i32 } = mem; if (read()) allocate(); return i32[0]; }
    export function quiet() { const { i32 } = mem; read(); return i32[0]; }
    export function anew() { let { i32 } = mem; allocate(); ({ i32 } = mem); return i32[0]; }
    export function either() { const { i32 } = mem; if (read()) allocate(); else i32[0] = 1; }
    export function over() { const { i32 } = mem; if (read()) { allocate(); return; } i32[0] = 1; }
    export function before() { const { i32 } = mem; return i32[0]! + allocate(); }
    export function ends() { const { i32 } = mem; for (;;) { i32[0] = 1; return allocate(); } }
  `;
  const name = '/src/runtime/example.ts';
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === name
      ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true)
      : getSourceFile.call(host, path, ...rest);
  host.fileExists = (path) => path === name || ts.sys.fileExists(path);
  const program = programOf([name], host);
  const files = program.getSourceFiles().filter(({ fileName }) => fileName === name);
  const { stale } = staleUses(program.getTypeChecker(), files);
  const lines = stale.map((one) => Number(/:(\d+) /.exec(one)![1]));
  assert.deepEqual(lines, [6, 7, 8]);
});
