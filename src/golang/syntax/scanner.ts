/**
 * From characters to tokens: all of Go's lexical grammar, with semicolons put in at line ends and
 * comments kept aside.
 *
 * LONG: one class with a method per kind of token.
 */

import { isKeyword, precedence } from './tokens';
import type { LiteralKind, Token } from './tokens';

/** A comment with its delimiters; offsets are UTF-16. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Told about lexical errors; `offset` is where. */
type ScanError = (offset: number, message: string) => void;

const letter = /[\p{L}_]/u;
const digit = /\p{Nd}/u;

function isDecimal(c: string): boolean {
  return c >= '0' && c <= '9' && c.length === 1;
}

function isHex(c: string): boolean {
  return isDecimal(c) || (c.length === 1 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

function isAsciiLetter(c: string): boolean {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_';
}

const baseNames: Record<number, string> = {
  2: 'binary',
  8: 'octal',
  10: 'decimal',
  16: 'hexadecimal',
};

/** The operators, longest first. */
const operators = [
  ...['<<=', '>>=', '&^=', '...', '&&', '||', '<-', '++', '--', '==', '!=', '<=', '>=', ':='],
  ...['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<', '>>', '&^'],
  ...['+', '-', '*', '/', '%', '&', '|', '^', '<', '>', '=', '!', '(', ')', '[', ']', '{', '}'],
  ...[',', ';', ':', '.', '~'],
];

const operatorsByFirst = new Map<string, string[]>();
for (const op of operators) {
  const first = op.charAt(0);
  operatorsByFirst.set(first, [...(operatorsByFirst.get(first) ?? []), op]);
}

export class Scanner {
  /** The current token and where it begins. */
  tok: Token = 'EOF';
  start = 0;
  /** Text of names and literals; for ';' what stands there: semicolon, newline or EOF. */
  lit = '';
  litKind: LiteralKind = 'int';
  /** The literal is malformed (reported). */
  bad = false;
  /** The operator of 'op', 'op=', '++' and '*'. */
  op = '';
  prec = 0;
  readonly comments: Comment[] = [];
  /** A line end here ends the statement. */
  private needSemicolon = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly error: ScanError,
  ) {
    // A byte order mark is allowed at the very beginning.
    if (text.startsWith('\uFEFF')) this.at = 1;
  }

  /** End of the token before the current position. */
  get offset(): number {
    return this.at;
  }

  next(): void {
    const needed = this.needSemicolon;
    this.needSemicolon = false;
    for (;;) {
      if (this.skipBlanks(needed)) return;
      this.start = this.at;
      this.bad = false;
      const c = this.text.charAt(this.at);
      if (c === '') {
        if (needed) this.semicolon('EOF');
        else this.tok = 'EOF';
        return;
      }
      if (isAsciiLetter(c)) return this.name();
      if (isDecimal(c) || (c === '.' && isDecimal(this.text.charAt(this.at + 1)))) {
        return this.number();
      }
      if (c === '"') return this.string();
      if (c === '`') return this.rawString();
      if (c === "'") return this.rune();
      if (c === '/' && this.comment(needed)) {
        if (this.tok === ';') return;
        continue;
      }
      if (this.operator(c)) return;
      if (this.unicode()) return;
    }
  }

  /** Skips blanks; at a line end that matters it makes a semicolon and says so. */
  private skipBlanks(needed: boolean): boolean {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c === 10 && needed) {
        this.start = this.at;
        this.at++;
        this.semicolon('newline');
        return true;
      }
      if (c !== 32 && c !== 9 && c !== 13 && c !== 10) return false;
      this.at++;
    }
  }

  private semicolon(what: string): void {
    this.tok = ';';
    this.lit = what;
  }

  private name(): void {
    let at = this.at + 1;
    for (;;) {
      const c = this.text.charAt(at);
      if (!isAsciiLetter(c) && !isDecimal(c)) break;
      at++;
    }
    this.at = at;
    if (this.text.charCodeAt(at) >= 0x80) this.identifierTail();
    const text = this.text.slice(this.start, this.at);
    if (isKeyword(text)) {
      this.tok = text;
      this.needSemicolon =
        text === 'break' || text === 'continue' || text === 'fallthrough' || text === 'return';
      return;
    }
    this.tok = 'name';
    this.lit = text;
    this.needSemicolon = true;
  }

  private identifierTail(): void {
    for (;;) {
      const code = this.text.codePointAt(this.at);
      if (code === undefined) return;
      const c = String.fromCodePoint(code);
      if (code < 0x80) {
        if (!isAsciiLetter(c) && !isDecimal(c)) return;
      } else if (!letter.test(c) && !digit.test(c)) {
        this.error(this.at, `invalid character ${unicodeName(code)} in identifier`);
      }
      this.at += c.length;
    }
  }

  /** A name that begins with another letter than ASCII's, or a character that cannot be. */
  private unicode(): boolean {
    const code = this.text.codePointAt(this.at) ?? 0;
    const c = String.fromCodePoint(code);
    if (code >= 0x80 && code !== 0xfeff) {
      if (digit.test(c)) {
        this.error(this.at, `identifier cannot begin with digit ${unicodeName(code)}`);
      } else if (!letter.test(c)) {
        this.error(this.at, `invalid character ${unicodeName(code)} in identifier`);
      }
      this.at += c.length;
      this.identifierTail();
      this.tok = 'name';
      this.lit = this.text.slice(this.start, this.at);
      this.needSemicolon = true;
      return true;
    }
    if (code === 0) this.error(this.at, 'invalid NUL character');
    else if (code === 0xfeff) this.error(this.at, 'invalid BOM in the middle of the file');
    else this.error(this.at, `invalid character ${unicodeName(code)}`);
    this.at += c.length;
    return false;
  }

  private operator(c: string): boolean {
    const candidates = operatorsByFirst.get(c);
    const found = candidates?.find((op) => this.text.startsWith(op, this.at));
    if (found === undefined) return false;
    this.at += found.length;
    this.op = found;
    this.prec = precedence[found] ?? 0;
    this.classify(found);
    return true;
  }

  private classify(text: string): void {
    switch (text) {
      case ')':
      case ']':
      case '}':
        this.needSemicolon = true;
        this.tok = text;
        return;
      case '(':
      case '[':
      case '{':
      case ',':
      case ':':
      case '.':
      case '...':
      case '=':
      case ':=':
      case '<-':
      case '*':
        this.tok = text;
        return;
      case ';':
        this.semicolon('semicolon');
        return;
      case '++':
      case '--':
        this.tok = '++';
        this.op = text.charAt(0);
        this.needSemicolon = true;
        return;
      default:
    }
    const assigns = text.length > 1 && text.endsWith('=') && precedence[text] === undefined;
    this.tok = assigns ? 'op=' : 'op';
    if (assigns) {
      this.op = text.slice(0, -1);
      this.prec = precedence[this.op] ?? 0;
    }
  }

  /**
   * A comment, if one begins here. A general comment with a line end in it counts as a line end.
   */
  private comment(needed: boolean): boolean {
    if (this.text.startsWith('//', this.at)) {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
      this.keepComment();
      this.tok = 'EOF';
      return true;
    }
    if (!this.text.startsWith('/*', this.at)) return false;
    const end = this.text.indexOf('*/', this.at + 2);
    if (end < 0) {
      this.at = this.text.length;
      this.error(this.start, 'comment not terminated');
    } else this.at = end + 2;
    const text = this.keepComment();
    this.tok = 'EOF';
    if (needed && text.includes('\n')) this.semicolon('newline');
    return true;
  }

  private keepComment(): string {
    const text = this.text.slice(this.start, this.at);
    this.comments.push({ start: this.start, end: this.at, text });
    this.checkCharacters(text);
    return text;
  }

  /** Characters that may not even stand in comments and raw strings. */
  private checkCharacters(text: string): void {
    for (let i = text.indexOf('\0'); i >= 0; i = text.indexOf('\0', i + 1)) {
      this.error(this.start + i, 'invalid NUL character');
    }
    for (let i = text.indexOf('\uFEFF'); i >= 0; i = text.indexOf('\uFEFF', i + 1)) {
      this.error(this.start + i, 'invalid BOM in the middle of the file');
    }
  }

  // ---------------------------------------------------------------------------------- literals

  private literal(kind: LiteralKind, ok: boolean): void {
    this.tok = 'literal';
    this.litKind = kind;
    this.lit = this.text.slice(this.start, this.at);
    this.bad = !ok;
    this.needSemicolon = true;
  }

  /** Reads digits and underscores; bit 1: there was a digit, bit 2: an underscore. */
  private digits(base: number): { seen: number; invalid: number } {
    let seen = 0;
    let invalid = -1;
    for (;;) {
      const c = this.text.charAt(this.at);
      if (c === '_') seen |= 2;
      else if (base === 16 ? isHex(c) : isDecimal(c)) {
        seen |= 1;
        if (base < 10 && Number(c) >= base && invalid < 0) invalid = this.at;
      } else return { seen, invalid };
      this.at++;
    }
  }

  /** LONG: the number grammar is one chain of cases that share their findings. */
  private number(): void {
    let ok = true;
    const fail = (offset: number, message: string): void => {
      if (ok) this.error(offset, message);
      ok = false;
    };
    let base = 10;
    let prefix = '';
    let kind: LiteralKind = 'int';
    let seen = 0;
    if (this.text.charAt(this.at) === '0') {
      const second = this.text.charAt(this.at + 1).toLowerCase();
      if (second === 'x' || second === 'o' || second === 'b') {
        prefix = second;
        base = second === 'x' ? 16 : second === 'o' ? 8 : 2;
        this.at += 2;
      } else {
        prefix = '0';
        base = 8;
        seen = 1;
        this.at++;
      }
    }
    const whole = this.digits(base);
    seen |= whole.seen;
    let { invalid } = whole;
    if (this.text.charAt(this.at) === '.') {
      if (prefix === 'o' || prefix === 'b') {
        fail(this.at, `invalid radix point in ${baseNames[base] ?? ''} literal`);
      }
      this.at++;
      kind = 'float';
      const fraction = this.digits(base);
      seen |= fraction.seen;
      if (invalid < 0) invalid = fraction.invalid;
    }
    if ((seen & 1) === 0) fail(this.at, `${baseNames[base] ?? ''} literal has no digits`);
    const e = this.text.charAt(this.at);
    if (e !== '' && 'eEpP'.includes(e)) {
      if (e.toLowerCase() === 'e' && prefix !== '' && prefix !== '0') {
        fail(this.at, `'${e}' exponent requires decimal mantissa`);
      } else if (e.toLowerCase() === 'p' && prefix !== 'x') {
        fail(this.at, `'${e}' exponent requires hexadecimal mantissa`);
      }
      this.at++;
      kind = 'float';
      if ('+-'.includes(this.text.charAt(this.at) || ' ')) this.at++;
      const exponent = this.digits(10);
      seen = exponent.seen | (seen & 2);
      if ((exponent.seen & 1) === 0) fail(this.at, 'exponent has no digits');
    } else if (prefix === 'x' && kind === 'float') {
      fail(this.at, "hexadecimal mantissa requires a 'p' exponent");
    }
    if (this.text.charAt(this.at) === 'i') {
      kind = 'imag';
      this.at++;
    }
    const text = this.text.slice(this.start, this.at);
    if (kind === 'int' && invalid >= 0) {
      const c = this.text.charAt(invalid);
      fail(invalid, `invalid digit '${c}' in ${baseNames[base] ?? ''} literal`);
    }
    if ((seen & 2) !== 0 && ok) {
      const wrong = misplacedUnderscore(text);
      if (wrong >= 0) fail(this.start + wrong, "'_' must separate successive digits");
    }
    this.literal(kind, ok);
  }

  private string(): void {
    let ok = true;
    this.at++;
    for (;;) {
      const c = this.text.charAt(this.at);
      if (c === '"') {
        this.at++;
        break;
      }
      if (c === '\\') {
        this.at++;
        if (!this.escape('"')) ok = false;
      } else if (c === '\n') {
        this.error(this.at, 'newline in string');
        ok = false;
        break;
      } else if (c === '') {
        this.error(this.start, 'string not terminated');
        ok = false;
        break;
      } else this.plainCharacter();
    }
    this.literal('string', ok);
  }

  /** A character inside a literal: some are errors of their own. */
  private plainCharacter(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === 0) this.error(this.at, 'invalid NUL character');
    else if (code === 0xfeff) this.error(this.at, 'invalid BOM in the middle of the file');
    this.at++;
  }

  private rawString(): void {
    const end = this.text.indexOf('`', this.at + 1);
    if (end < 0) {
      this.at = this.text.length;
      this.error(this.start, 'string not terminated');
    } else this.at = end + 1;
    this.literal('string', end >= 0);
    this.checkCharacters(this.lit);
  }

  private rune(): void {
    let ok = true;
    const fail = (offset: number, message: string): void => {
      if (ok) this.error(offset, message);
      ok = false;
    };
    this.at++;
    for (let n = 0; ; n++) {
      const c = this.text.charAt(this.at);
      if (c === "'") {
        if (n === 0) fail(this.at, "empty rune literal or unescaped '");
        else if (n !== 1) fail(this.start, 'more than one character in rune literal');
        this.at++;
        break;
      }
      if (c === '\\') {
        this.at++;
        if (!this.escape("'")) ok = false;
        continue;
      }
      if (c === '\n') {
        fail(this.at, 'newline in rune literal');
        break;
      }
      if (c === '') {
        fail(this.start, 'rune literal not terminated');
        break;
      }
      this.at += String.fromCodePoint(this.text.codePointAt(this.at) ?? 0).length;
    }
    this.literal('rune', ok);
  }

  /** What follows a backslash; false after a complaint. */
  private escape(quote: string): boolean {
    const c = this.text.charAt(this.at);
    if (c === '') return true;
    if (c === quote || 'abfnrtv\\'.includes(c)) {
      this.at++;
      return true;
    }
    let length = 3;
    let base = 8;
    let max = 255;
    if (!(c >= '0' && c <= '7')) {
      length = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
      base = 16;
      max = c === 'x' ? 255 : 0x10ffff;
      if (length === 0) {
        this.error(this.at, 'unknown escape');
        return false;
      }
      this.at++;
    }
    let value = 0;
    for (let i = 0; i < length; i++) {
      const d = this.text.charAt(this.at);
      if (d === '') return true;
      const digitValue = isHex(d) ? parseInt(d, 16) : 16;
      if (digitValue >= base) {
        const shown = quoteCharacter(this.text.codePointAt(this.at) ?? 0);
        this.error(this.at, `invalid character ${shown} in ${baseNames[base] ?? ''} escape`);
        return false;
      }
      value = value * base + digitValue;
      this.at++;
    }
    if (value > max && base === 8) {
      this.error(this.at, `octal escape value ${value} > 255`);
      return false;
    }
    if (value > max || (max > 255 && value >= 0xd800 && value < 0xe000)) {
      this.error(this.at, `escape is invalid Unicode code point ${unicodeName(value)}`);
      return false;
    }
    return true;
  }
}

/** Index of an underscore that does not stand between digits, -1 if there is none. */
function misplacedUnderscore(text: string): number {
  let kind = '.';
  let at = 0;
  const prefix = text.charAt(1).toLowerCase();
  const hex = text.startsWith('0') && prefix === 'x';
  if (text.startsWith('0') && 'xob'.includes(prefix) && prefix !== '') {
    kind = '0';
    at = 2;
  }
  for (; at < text.length; at++) {
    const previous = kind;
    const c = text.charAt(at);
    if (c === '_') {
      if (previous !== '0') return at;
      kind = '_';
    } else if (isDecimal(c) || (hex && isHex(c))) kind = '0';
    else {
      if (previous === '_') return at - 1;
      kind = '.';
    }
  }
  return kind === '_' ? text.length - 1 : -1;
}

/** `U+0040 '@'`: a character as messages name it. */
function unicodeName(code: number): string {
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  const printable = code <= 0x10ffff && !/[\p{C}\p{Z}]/u.test(String.fromCodePoint(code));
  return printable || code === 32 ? `U+${hex} '${String.fromCodePoint(code)}'` : `U+${hex}`;
}

function quoteCharacter(code: number): string {
  const c = String.fromCodePoint(code);
  const short: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', "'": "\\'" };
  return `'${short[c] ?? c}'`;
}
