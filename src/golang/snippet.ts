/**
 * Go code that is less than a file: fragments without package clause, wrapped like documentation
 * examples are, and fences in Markdown. What is put in around them is hidden (see SourceText), so
 * every position is one of the file the user has.
 *
 * A fragment is: imports, then declarations, then statements, each of them optional. Standard
 * packages need no import.
 */
import { nearest } from './annotationvalues';
import type { HiddenRange } from './syntax/pos';
import { Scanner } from './syntax/scanner';
import type { Token } from './syntax/tokens';

/** A program as it is compiled, and which of its characters the user's file does not have. */
interface Snippet {
  readonly text: string;
  readonly hidden: readonly HiddenRange[];
}

/** The program in a file; in Markdown the one of the fence at the line or the next one below. */
export function snippetOf(
  name: string,
  source: string,
  line: number,
  packages: readonly string[],
): Snippet {
  return wrap(/\.(md|markdown)$/i.test(name) ? fence(source, line) : source, packages);
}

/** A fence with Go code: the line behind the opening one, and the closing one. */
interface Fence {
  readonly firstLine: number;
  readonly limitLine: number;
}

/** The fences with Go code in a Markdown text; lines count from 1. */
export function goFences(source: string): Fence[] {
  const fences: Fence[] = [];
  let open: { mark: string; go: boolean; line: number } | undefined;
  const lines = source.split('\n');
  const close = (limitLine: number): void => {
    if (open?.go === true) fences.push({ firstLine: open.line + 1, limitLine });
    open = undefined;
  };
  lines.forEach((text, index) => {
    const [, mark, info] = /^\s*(`{3,}|~{3,})\s*(.*?)\s*$/.exec(text) ?? [];
    if (mark === undefined) return;
    if (open === undefined) open = { mark, go: /^go(lang)?\b/i.test(info!), line: index + 1 };
    else if (info === '' && mark[0] === open.mark[0] && mark.length >= open.mark.length)
      close(index + 1);
  });
  close(lines.length + 1);
  return fences;
}

/** The text with everything but one fence blanked, so that lines and columns stay. */
function fence(source: string, line: number): string {
  const fences = goFences(source);
  const found = fences.find(({ limitLine }) => line < limitLine) ?? fences.at(-1);
  const isIn = (at: number): boolean =>
    found !== undefined && at >= found.firstLine && at < found.limitLine;
  return source
    .split('\n')
    .map((text, index) => (isIn(index + 1) ? text : ''))
    .join('\n');
}

/** Token with its place. */
interface Word {
  readonly tok: Token;
  readonly lit: string;
  readonly start: number;
  readonly end: number;
}

/** Puts around a fragment what makes it a program. */
function wrap(source: string, packages: readonly string[]): Snippet {
  const words = scan(source);
  if (words === undefined || !isFragment(words)) return { text: source, hidden: [] };
  const { imported, importsEnd, rest } = readImports(words);
  const { declared, statements } = readDeclarations(words, rest);
  const used = packages.filter((path) => !imported.has(path) && uses(words, path));
  const imports = used.map((path) => `import "${path}"; `).join('');
  const first = words[0]!.start;
  const insertions = [{ at: first, text: `package main; ${importsEnd < 0 ? imports : ''}` }];
  if (importsEnd >= 0) insertions.push({ at: importsEnd, text: `; ${imports}` });
  if (!declared.has('main')) {
    const at = words[statements]?.start ?? source.length;
    insertions.push({ at, text: at === source.length ? '\nfunc main() {' : 'func main() { ' });
    insertions.push({ at: source.length, text: '\n}\n' });
  }
  return insert(source, insertions);
}

/** The tokens, the last one EOF; undefined when the text begins with what is no Go at all. */
function scan(source: string): Word[] | undefined {
  let bad = -1;
  const scanner = new Scanner(source, (offset) => {
    if (bad < 0) bad = offset;
  });
  const words: Word[] = [];
  do {
    scanner.next();
    const { tok, lit, start, offset } = scanner;
    words.push({ tok, lit: tok === 'op' ? scanner.op : lit, start, end: offset });
  } while (words.at(-1)!.tok !== 'EOF');
  return bad >= 0 && bad <= words[0]!.start ? undefined : words;
}

/** Tokens a declaration or a statement may begin with, names apart. */
const beginnings: ReadonlySet<Token> = new Set<Token>([
  ...(['import', 'func', 'type', 'var', 'const', 'if', 'for', 'switch', 'select', 'go'] as const),
  ...(['defer', '*', '<-', '(', '{'] as const),
]);

function isFragment(words: readonly Word[]): boolean {
  const [first, second] = words;
  if (words.some(({ tok }) => tok === 'package')) return false;
  if (first!.tok !== 'name') return beginnings.has(first!.tok);
  // Somebody who is about to write a package clause has no fragment.
  const isClause =
    'package'.startsWith(first!.lit) || nearest(first!.lit, ['package']) !== undefined;
  return !(isClause && /^(name|;|EOF)$/.test(second!.tok));
}

/** Leading imports: their paths, where they end (-1: there are none), the first word behind. */
function readImports(words: readonly Word[]): {
  imported: ReadonlySet<string>;
  importsEnd: number;
  rest: number;
} {
  const imported = new Set<string>();
  let importsEnd = -1;
  let at = 0;
  while (words[at]!.tok === 'import') {
    const grouped = words[at + 1]!.tok === '(';
    const last = grouped ? ')' : ';';
    while (words[at]!.tok !== last && words[at]!.tok !== 'EOF') {
      const { tok, lit, end } = words[at++]!;
      if (tok !== 'literal') continue;
      imported.add(lit.slice(1, -1));
      importsEnd = end;
    }
    if (words[at]!.tok === ')') importsEnd = words[at++]!.end;
    if (words[at]!.tok === ';') at++;
  }
  return { imported, importsEnd, rest: at };
}

/**
 * Names of the functions declared from word `rest` on, and the first word of the statements: what
 * stands behind the last function, unless that is declarations only. Without functions there is
 * nothing that could not stand among statements.
 */
function readDeclarations(
  words: readonly Word[],
  rest: number,
): { declared: ReadonlySet<string>; statements: number } {
  const declared = new Set<string>();
  let statements = rest;
  let onlyDeclarations = true;
  for (let at = rest; words[at]!.tok !== 'EOF';) {
    const name = words[at]!.tok === 'func' ? functionName(words, at) : undefined;
    if (name !== undefined) {
      declared.add(name);
      at = skipFunction(words, at);
      statements = at;
      onlyDeclarations = true;
      continue;
    }
    if (!/^(type|var|const)$/.test(words[at]!.tok)) onlyDeclarations = false;
    at = skipStatement(words, at);
  }
  if (onlyDeclarations && declared.size > 0) statements = words.length - 1;
  return { declared, statements };
}

/** The word behind the semicolon that ends what begins at `at`. */
function skipStatement(words: readonly Word[], at: number): number {
  while (words[at]!.tok !== ';' && words[at]!.tok !== 'EOF') {
    at = isOpening(words[at]!) ? skipBrackets(words, at) : at + 1;
  }
  return words[at]!.tok === ';' ? at + 1 : at;
}

function isOpening({ tok }: Word): boolean {
  return tok === '(' || tok === '[' || tok === '{';
}

/** The name of the function declared at word `at`; methods count as ''. Undefined for a literal. */
function functionName(words: readonly Word[], at: number): string | undefined {
  if (words[at + 1]!.tok === 'name') return words[at + 1]!.lit;
  if (words[at + 1]!.tok !== '(') return undefined;
  const behind = skipBrackets(words, at + 1);
  return words[behind]!.tok === 'name' ? '' : undefined;
}

/** The word behind a function declaration and its semicolon. */
function skipFunction(words: readonly Word[], at: number): number {
  while (!/^(\{|;|EOF)$/.test(words[at]!.tok)) {
    // A struct or interface in the signature has braces of its own.
    const hasBraces = /^(struct|interface)$/.test(words[at]!.tok) && words[at + 1]!.tok === '{';
    if (hasBraces) at = skipBrackets(words, at + 1);
    else at = isOpening(words[at]!) ? skipBrackets(words, at) : at + 1;
  }
  if (words[at]!.tok === '{') at = skipBrackets(words, at);
  return words[at]!.tok === ';' ? at + 1 : at;
}

/** The word behind the bracket that closes the one at `at`. */
function skipBrackets(words: readonly Word[], at: number): number {
  let depth = 0;
  for (; words[at]!.tok !== 'EOF'; at++) {
    const { tok } = words[at]!;
    if (isOpening(words[at]!)) depth++;
    if ((tok === ')' || tok === ']' || tok === '}') && --depth === 0) return at + 1;
  }
  return at;
}

/** Whether the package of a path is spoken of, and nothing else has its name. */
function uses(words: readonly Word[], path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const places = words.flatMap(({ tok, lit }, at) =>
    tok === 'name' && lit === name && words[at - 1]?.tok !== '.' ? [at] : [],
  );
  return places.length > 0 && places.every((at) => words[at + 1]!.tok === '.');
}

function insert(source: string, insertions: readonly { at: number; text: string }[]): Snippet {
  const hidden: HiddenRange[] = [];
  let text = '';
  let from = 0;
  for (const { at, text: added } of insertions) {
    text += source.slice(from, at);
    hidden.push({ start: text.length, end: text.length + added.length });
    text += added;
    from = at;
  }
  return { text: text + source.slice(from), hidden };
}
