/**
 * The tokens of Go.
 */

const keywords = [
  ...(['break', 'case', 'chan', 'const', 'continue', 'default', 'defer', 'else'] as const),
  ...(['fallthrough', 'for', 'func', 'go', 'goto', 'if', 'import', 'interface', 'map'] as const),
  ...(['package', 'range', 'return', 'select', 'struct', 'switch', 'type', 'var'] as const),
] as const;

type Keyword = (typeof keywords)[number];

/** A token; 'op' and 'op=' carry the operator, 'name', 'literal' and ';' their text. */
export type Token =
  | Keyword
  | 'EOF'
  | 'name'
  | 'literal'
  | 'op'
  | 'op='
  | '++'
  | '='
  | ':='
  | '<-'
  | '*'
  | '('
  | '['
  | '{'
  | ')'
  | ']'
  | '}'
  | ','
  | ';'
  | ':'
  | '.'
  | '...';

const keywordSet: ReadonlySet<string> = new Set(keywords);

export function isKeyword(text: string): text is Keyword {
  return keywordSet.has(text);
}

/** Binding strength of binary operators; 0 for operators that are unary only. */
export const precedence: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '|': 4,
  '^': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '&': 5,
  '&^': 5,
  '<<': 5,
  '>>': 5,
};

export type LiteralKind = 'int' | 'float' | 'imag' | 'rune' | 'string';
