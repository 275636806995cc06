/**
 * `//go:` comments in front of function declarations: `//go:noinline`, `//go:noescape` and the
 * like.
 */

import type { FuncDecl, SourceFile } from '../syntax/nodes';

/** A comment of a file with its offsets in it. */
interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The words after `//go:` of the comments between each function declaration and what stands before
 * it. `base` is the position of the file's first character.
 */
export function pragmaTable(
  file: SourceFile,
  comments: readonly Comment[],
  base: number,
): (decl: FuncDecl) => ReadonlySet<string> {
  const table = new Map<FuncDecl, Set<string>>();
  // Few comments are directives: a file of thousands of comments is gone through once.
  const directives = comments.filter(({ text }) => text.startsWith('//go:'));
  let previousEnd = 0;
  for (const decl of directives.length === 0 ? [] : file.decls) {
    const start = decl.start - base;
    if (decl.kind === 'FuncDecl') {
      const words = directives
        .filter((c) => c.start >= previousEnd && c.end <= start)
        .map((c) => c.text.slice('//go:'.length).trim().split(/\s/)[0] ?? '');
      if (words.length > 0) table.set(decl, new Set(words));
    }
    previousEnd = decl.end - base;
  }
  const none: ReadonlySet<string> = new Set();
  return (decl) => table.get(decl) ?? none;
}
