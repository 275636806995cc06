/**
 * From tokens to the syntax tree: all of Go 1.26, with recovery at statements and declarations and
 * messages as the gc compiler prints them.
 *
 * LONG: one method per production; the grammar is recursive, so that they belong together.
 */

import type { Diagnostic } from '../diagnostic';
import type { Pieces } from '../pieces';
import { whole } from '../pieces';
import { exprString } from './exprstring';
import type * as ast from './nodes';
import type { FileSet, HiddenRange, Pos, SourceText } from './pos';
import { Scanner } from './scanner';
import type { Comment } from './scanner';
import type { Token } from './tokens';

/** A parsed file: never without a tree, whatever the input. */
export interface ParseResult {
  readonly file: ast.SourceFile;
  readonly text: SourceText;
  readonly diagnostics: readonly Diagnostic[];
  /** In source order. */
  readonly comments: readonly Comment[];
}

/** Trees deeper than this are refused: every later pass walks them by recursion. */
const maxDepth = 600;

/** Longest chain of binary operators: `a + b + …` is a tree that leans to the left. */
const maxChain = 1500;

/** Parses one file and adds it to the file set. */
export function parseFile(
  fileSet: FileSet,
  name: string,
  source: string,
  hidden: readonly HiddenRange[] = [],
): ParseResult {
  return whole(parsing(fileSet, name, source, hidden));
}

/** The same, a declaration at a time. */
export function* parsing(
  fileSet: FileSet,
  name: string,
  source: string,
  hidden: readonly HiddenRange[] = [],
): Pieces<ParseResult> {
  const text = fileSet.add(name, source, hidden);
  const parser = new Parser(text);
  const file = yield* parser.file();
  return { file, text, diagnostics: parser.diagnostics, comments: parser.comments };
}

/** Tokens at which a skipped statement ends inside a function. */
const statementStarts: ReadonlySet<Token> = new Set<Token>([
  ...(['break', 'const', 'continue', 'defer', 'fallthrough', 'for', 'go', 'goto', 'if'] as const),
  ...(['return', 'select', 'switch', 'type', 'var'] as const),
]);

const keywordTokens = /^[a-z]+$/;

function tokenText(token: Token): string {
  if (token === ',') return 'comma';
  if (token === ';') return 'semicolon or newline';
  if (token === 'EOF' || token === 'name' || token === 'literal' || token === 'op') return token;
  return keywordTokens.test(token) ? `keyword ${token}` : token;
}

type SimpleStmt = ast.Stmt | ast.RangeClause;

class Parser {
  readonly diagnostics: Diagnostic[] = [];
  private readonly scanner: Scanner;
  private readonly base: number;
  /** End of the token before the current one. */
  private previousEnd: Pos;
  /** Function nesting, expression nesting (below 0 in control clauses: no composite literals). */
  private functions = 0;
  private nesting = 0;
  private depth = 0;
  private refused = false;
  /** Line of the last syntax error: only one is told per line. */
  private errorLine = 0;

  constructor(private readonly text: SourceText) {
    this.base = text.base;
    this.previousEnd = this.base as Pos;
    this.scanner = new Scanner(text.text, (offset, message) => {
      this.errorAt((this.base + offset) as Pos, message);
    });
    this.scanner.next();
  }

  get comments(): readonly Comment[] {
    return this.scanner.comments;
  }

  // ------------------------------------------------------------------------------- tokens, errors

  private get tok(): Token {
    return this.scanner.tok;
  }

  private pos(): Pos {
    return (this.base + this.scanner.start) as Pos;
  }

  private next(): void {
    if (this.tok !== 'EOF') this.previousEnd = (this.base + this.scanner.offset) as Pos;
    this.scanner.next();
  }

  private got(token: Token): boolean {
    if (this.tok !== token) return false;
    this.next();
    return true;
  }

  private want(token: Token): void {
    if (this.got(token)) return;
    this.syntaxError(`expected ${tokenText(token)}`);
    this.advance();
  }

  /** As want('='), with a friendlier word for `:=`. */
  private gotAssign(): boolean {
    if (this.tok === ':=') {
      this.syntaxError('expected =');
      this.next();
      return true;
    }
    return this.got('=');
  }

  private errorAt(pos: Pos, message: string): void {
    if (this.refused) return;
    const line = this.text.lineOf(pos - this.base);
    const syntax = message.startsWith('syntax error');
    if (syntax && line === this.errorLine) return;
    if (syntax) this.errorLine = line;
    const last = this.diagnostics[this.diagnostics.length - 1];
    if (last !== undefined && last.pos === pos && last.message === message) return;
    const end = pos === this.pos() ? ((this.base + this.scanner.offset) as Pos) : pos;
    this.diagnostics.push({ pos, end, severity: 'error', code: 'syntax', message });
  }

  private syntaxError(message: string): void {
    this.syntaxErrorAt(this.pos(), message);
  }

  /** `unexpected X, expected Y`: messages that name no token get the current one in front. */
  private syntaxErrorAt(pos: Pos, message: string): void {
    if (this.tok === 'EOF' && this.diagnostics.length > 0) return;
    let rest: string;
    if (/^(in|at|after) /.test(message)) rest = ` ${message}`;
    else if (message.startsWith('expected ')) rest = `, ${message}`;
    else {
      this.errorAt(pos, `syntax error: ${message}`);
      return;
    }
    this.errorAt(pos, `syntax error: unexpected ${this.currentText()}${rest}`);
  }

  private currentText(): string {
    const { tok, lit, op } = this.scanner;
    switch (tok) {
      case 'name':
        return `name ${lit}`;
      case ';':
        return lit;
      case 'literal':
        return `literal ${lit}`;
      case 'op':
        return op;
      case 'op=':
        return `${op}=`;
      case '++':
        return op + op;
      default:
        return tokenText(tok);
    }
  }

  /** Skips to one of the tokens, or (without any) over one token. */
  private advance(...follow: Token[]): void {
    const stop = new Set<Token>(follow);
    while (this.tok !== 'EOF' && !stop.has(this.tok)) {
      if (follow.length > 0 && this.functions > 0 && statementStarts.has(this.tok)) return;
      this.next();
      if (follow.length === 0) return;
    }
  }

  /** Gives up on the rest of the file, with one complaint. */
  private refuse(what: string): void {
    if (!this.refused) this.errorAt(this.pos(), `not supported yet: ${what}`);
    this.refused = true;
    while (this.tok !== 'EOF') this.next();
  }

  /** Runs a production one level deeper; too deep a level is skipped with one complaint. */
  private deeper<T>(parse: () => T, otherwise: () => T): T {
    if (this.depth >= maxDepth) {
      this.refuse(`nesting deeper than ${maxDepth} levels`);
      return otherwise();
    }
    this.depth++;
    const result = parse();
    this.depth--;
    return result;
  }

  // ---------------------------------------------------------------------------------------- files

  *file(): Pieces<ast.SourceFile> {
    const pos = this.pos();
    const file: ast.SourceFile = { kind: 'SourceFile', pos, start: pos, end: pos, decls: [] };
    if (!this.got('package')) {
      this.syntaxError('package statement must be first');
      return this.finishFile(file);
    }
    file.packageName = this.name();
    this.want(';');
    if (this.diagnostics.length > 0) return this.finishFile(file);
    let previous: Token = 'import';
    while (this.tok !== 'EOF') {
      if (this.tok === 'import' && previous !== 'import') {
        this.syntaxError('imports must appear before other declarations');
      }
      previous = this.tok;
      if (!this.topLevel(file)) continue;
      if (this.tokenIs('EOF')) break;
      if (!this.got(';')) {
        this.syntaxError('after top level declaration');
        this.advance('import', 'const', 'type', 'var', 'func');
      }
      yield;
    }
    return this.finishFile(file);
  }

  /** A question to ask after calls that move on. */
  private tokenIs(token: Token): boolean {
    return this.tok === token;
  }

  private finishFile(file: ast.SourceFile): ast.SourceFile {
    file.start = this.base as Pos;
    file.end = (this.base + this.text.text.length) as Pos;
    return file;
  }

  /** One top-level declaration; false if there is none. */
  private topLevel(file: ast.SourceFile): boolean {
    switch (this.tok) {
      case 'import':
        this.next();
        this.group(file.decls, (group) => this.importDecl(group));
        return true;
      case 'const':
        this.next();
        this.group(file.decls, (group) => this.constDecl(group));
        return true;
      case 'type':
        this.next();
        this.group(file.decls, (group) => this.typeDecl(group));
        return true;
      case 'var':
        this.next();
        this.group(file.decls, (group) => this.varDecl(group));
        return true;
      case 'func': {
        const start = this.pos();
        this.next();
        file.decls.push(this.funcDecl(start));
        return true;
      }
      default: {
        const last = file.decls[file.decls.length - 1];
        if (this.tok === '{' && last?.kind === 'FuncDecl' && last.body === undefined) {
          this.syntaxError('unexpected semicolon or newline before {');
        } else this.syntaxError('non-declaration statement outside function body');
        this.advance('import', 'const', 'type', 'var', 'func');
        return false;
      }
    }
  }

  /** Elements up to `close`, which is consumed; returns its position. */
  private list(context: string, separator: Token, close: Token, element: () => boolean): Pos {
    let done = false;
    while (this.tok !== 'EOF' && this.tok !== close && !done) {
      done = element();
      if (!this.got(separator) && !this.tokenIs(close)) {
        const missing = `possibly missing ${tokenText(separator)} or ${tokenText(close)}`;
        this.syntaxError(`in ${context}; ${missing}`);
        this.advance(')', ']', '}');
        if (!this.tokenIs(close)) return this.pos();
      }
    }
    const pos = this.pos();
    this.want(close);
    return pos;
  }

  private group(decls: ast.Decl[], declaration: (group: object | undefined) => ast.Decl): void {
    if (this.tok !== '(') {
      decls.push(declaration(undefined));
      return;
    }
    const group = {};
    this.next();
    this.list('grouped declaration', ';', ')', () => {
      decls.push(declaration(group));
      return false;
    });
  }

  // --------------------------------------------------------------------------------- declarations

  private importDecl(group: object | undefined): ast.ImportDecl {
    const pos = this.pos();
    let localName: ast.Name | undefined;
    if (this.tok === 'name') localName = this.name();
    else if (this.tok === '.') {
      localName = this.makeName(pos, '.');
      this.next();
      localName.end = this.previousEnd;
    }
    let path = this.literal();
    if (path === undefined) {
      this.syntaxError('missing import path');
      this.advance(';', ')');
      path = this.missingLiteral();
    } else if (!path.bad && path.litKind !== 'string') {
      this.syntaxErrorAt(path.pos, 'import path must be a string');
      path.bad = true;
    }
    return { kind: 'ImportDecl', pos, start: pos, end: this.previousEnd, localName, path, group };
  }

  private missingLiteral(): ast.BasicLit {
    const pos = this.pos();
    return {
      kind: 'BasicLit',
      pos,
      start: pos,
      end: pos,
      litKind: 'string',
      text: '""',
      bad: true,
    };
  }

  private constDecl(group: object | undefined): ast.ConstDecl {
    const pos = this.pos();
    const names = this.nameList(this.name());
    let typeExpr: ast.Expr | undefined;
    let values: ast.Expr[] = [];
    if (this.tok !== 'EOF' && this.tok !== ';' && this.tok !== ')') {
      typeExpr = this.typeOrNone();
      if (this.gotAssign()) values = this.exprList();
    }
    const end = this.previousEnd;
    return { kind: 'ConstDecl', pos, start: pos, end, names, typeExpr, values, group };
  }

  private varDecl(group: object | undefined): ast.VarDecl {
    const pos = this.pos();
    const names = this.nameList(this.name());
    let typeExpr: ast.Expr | undefined;
    let values: ast.Expr[] = [];
    if (this.gotAssign()) values = this.exprList();
    else {
      typeExpr = this.type();
      if (this.gotAssign()) values = this.exprList();
    }
    const end = this.previousEnd;
    return { kind: 'VarDecl', pos, start: pos, end, names, typeExpr, values, group };
  }

  private typeDecl(group: object | undefined): ast.TypeDecl {
    const pos = this.pos();
    const name = this.name();
    let tparams: ast.Field[] = [];
    let alias = false;
    let typeExpr: ast.Expr | undefined;
    if (this.tok === '[') {
      const bracket = this.pos();
      this.next();
      if (this.tokenIs('name')) {
        // Either a type parameter list or an array length: decided by what follows.
        let x: ast.Expr = this.name();
        if (!this.tokenIs('[')) {
          this.nesting++;
          x = this.binaryExpr(this.primary(x, false), 0);
          this.nesting--;
        }
        const param = extractParameter(x, this.tokenIs(','));
        if (param !== undefined && (param.type !== undefined || !this.tokenIs(']'))) {
          tparams = this.paramList(param.name, param.type, ']', true, false);
          alias = this.gotAssign();
          typeExpr = this.typeOrNone();
        } else typeExpr = this.arrayType(bracket, x);
      } else if (this.got(']')) typeExpr = this.sliceType(bracket);
      else typeExpr = this.arrayType(bracket, undefined);
    } else {
      alias = this.gotAssign();
      typeExpr = this.typeOrNone();
    }
    if (typeExpr === undefined) {
      typeExpr = this.badExpr();
      this.syntaxError('in type declaration');
      this.advance(';', ')');
    }
    const end = this.previousEnd;
    return { kind: 'TypeDecl', pos, start: pos, end, name, tparams, alias, typeExpr, group };
  }

  private funcDecl(start: Pos): ast.FuncDecl {
    const pos = this.pos();
    let context = '';
    let recv: ast.Field | undefined;
    if (this.got('(')) {
      context = 'method';
      const receivers = this.paramList(undefined, undefined, ')', false, false);
      if (receivers.length === 0) this.errorAt(this.pos(), 'method has no receiver');
      if (receivers.length > 1) this.errorAt(this.pos(), 'method has multiple receivers');
      [recv] = receivers;
    }
    let name: ast.Name;
    let tparams: ast.Field[] = [];
    let sig: ast.FuncType;
    if (this.tok === 'name') {
      name = this.name();
      ({ tparams, sig } = this.signature(context));
    } else {
      name = this.makeName(this.pos(), '_');
      sig = this.emptySignature();
      this.syntaxError(context === '' ? 'expected name or (' : 'expected name');
      this.advance('{', ';');
    }
    const body = this.tok === '{' ? this.funcBody() : undefined;
    const end = this.previousEnd;
    return { kind: 'FuncDecl', pos, start, end, recv, name, tparams, sig, body };
  }

  private emptySignature(): ast.FuncType {
    const pos = this.pos();
    return { kind: 'FuncType', pos, start: pos, end: pos, params: [], results: [] };
  }

  private funcBody(): ast.BlockStmt {
    this.functions++;
    const body = this.block('');
    this.functions--;
    return body;
  }

  // ---------------------------------------------------------------------------------- expressions

  private expr(): ast.Expr {
    return this.binaryExpr(undefined, 0);
  }

  private binaryExpr(first: ast.Expr | undefined, minimum: number): ast.Expr {
    let x = first ?? this.unaryExpr();
    let chain = 0;
    while ((this.tok === 'op' || this.tok === '*') && this.scanner.prec > minimum) {
      const pos = this.pos();
      const { op, prec } = this.scanner;
      this.next();
      if (++chain > maxChain) this.refuse(`chains of more than ${maxChain} operators`);
      const y = this.deeper(
        () => this.binaryExpr(undefined, prec),
        () => this.badExpr(),
      );
      const { start } = x;
      x = { kind: 'Operation', pos, start, end: this.previousEnd, op, x, y };
    }
    return x;
  }

  private unaryExpr(): ast.Expr {
    return this.deeper(
      () => this.unaryInner(),
      () => this.badExpr(),
    );
  }

  private unaryInner(): ast.Expr {
    const pos = this.pos();
    const { op } = this.scanner;
    if (
      (this.tok === 'op' || this.tok === '*') &&
      ['*', '+', '-', '!', '^', '~', '&'].includes(op)
    ) {
      this.next();
      let x = this.unaryExpr();
      if (op === '&') x = unparen(x);
      return { kind: 'Operation', pos, start: pos, end: this.previousEnd, op, x };
    }
    if (this.tok !== '<-') return this.primary(undefined, true);
    this.next();
    const x = this.unaryExpr();
    if (x.kind === 'ChanType') return this.receiveChannel(x, pos);
    return { kind: 'Operation', pos, start: pos, end: this.previousEnd, op: '<-', x };
  }

  /** `<-chan T` was read as a receive from a channel type: the arrow belongs to the type. */
  private receiveChannel(type: ast.ChanType, start: Pos): ast.Expr {
    let inner: ast.Expr = type;
    let dir: ast.ChanType['dir'] = 'send';
    while (dir === 'send') {
      if (inner.kind !== 'ChanType') break;
      dir = inner.dir;
      if (dir === 'recv') this.syntaxError('unexpected <-, expected chan');
      inner.dir = 'recv';
      inner = inner.elem;
    }
    if (dir === 'send') this.syntaxError(`unexpected ${exprString(inner)}, expected chan`);
    type.start = start;
    return type;
  }

  /** LONG: one case per kind of operand. */
  private operand(keepParens: boolean): ast.Expr {
    const pos = this.pos();
    switch (this.tok) {
      case 'name':
        return this.name();
      case 'literal':
        return this.literal() ?? this.badExpr();
      case '(': {
        this.next();
        this.nesting++;
        const x = this.expr();
        this.nesting--;
        this.want(')');
        // A following { is an error that wants to know about the parentheses.
        if (!keepParens && !this.tokenIs('{')) return x;
        return { kind: 'ParenExpr', pos, start: pos, end: this.previousEnd, x };
      }
      case 'func': {
        this.next();
        const { sig } = this.signature('function type');
        sig.start = pos;
        if (!this.tokenIs('{')) return sig;
        this.nesting++;
        const body = this.funcBody();
        this.nesting--;
        return { kind: 'FuncLit', pos, start: pos, end: this.previousEnd, sig, body };
      }
      case '[':
      case 'chan':
      case 'map':
      case 'struct':
      case 'interface':
        return this.type();
      default: {
        const x = this.badExpr();
        this.syntaxError('expected expression');
        this.advance(')', ']', '}');
        return x;
      }
    }
  }

  /** An operand with its selectors, indices, calls and literals. */
  private primary(first: ast.Expr | undefined, keepParens: boolean): ast.Expr {
    let x = first ?? this.operand(keepParens);
    let chain = 0;
    for (;;) {
      const longer = this.suffix(x);
      if (longer === undefined) break;
      x = longer;
      this.depth++;
      chain++;
      if (this.depth >= maxDepth) {
        x = this.deeper(
          () => x,
          () => this.badExpr(),
        );
        break;
      }
    }
    this.depth -= chain;
    return x;
  }

  private suffix(x: ast.Expr): ast.Expr | undefined {
    const pos = this.pos();
    const { start } = x;
    switch (this.tok) {
      case '.':
        this.next();
        return this.selectorSuffix(x, pos);
      case '[':
        this.next();
        return this.indexSuffix(x, pos);
      case '(': {
        this.next();
        const { args, hasDots } = this.argList();
        const end = this.previousEnd;
        return { kind: 'CallExpr', pos, start, end, fun: x, args, hasDots };
      }
      case '{': {
        const type = unparen(x);
        if (!this.canBeLiteralType(type)) return undefined;
        if (type !== x) this.syntaxError('cannot parenthesize type in composite literal');
        const literal = this.compositeLit();
        literal.typeExpr = x;
        literal.start = start;
        return literal;
      }
      default:
        return undefined;
    }
  }

  private canBeLiteralType(x: ast.Expr): boolean {
    switch (x.kind) {
      case 'Name':
      case 'SelectorExpr':
        return this.nesting >= 0;
      case 'IndexExpr':
        return this.nesting >= 0 && !isValue(x);
      case 'ArrayType':
      case 'SliceType':
      case 'StructType':
      case 'MapType':
        return true;
      default:
        return false;
    }
  }

  private selectorSuffix(x: ast.Expr, pos: Pos): ast.Expr {
    const { start } = x;
    if (this.tok === 'name') {
      const sel = this.name();
      return { kind: 'SelectorExpr', pos, start, end: this.previousEnd, x, sel };
    }
    if (this.got('(')) {
      if (this.got('type')) {
        this.want(')');
        return { kind: 'TypeSwitchGuard', pos, start, end: this.previousEnd, x };
      }
      const typeExpr = this.type();
      this.want(')');
      return { kind: 'AssertExpr', pos, start, end: this.previousEnd, x, typeExpr };
    }
    this.syntaxError('expected name or (');
    this.advance(';', ')');
    // The half-typed selector stays in the tree: completion asks about it.
    const sel = this.makeName(this.previousEnd, '');
    return { kind: 'SelectorExpr', pos, start, end: this.previousEnd, x, sel };
  }

  private indexSuffix(x: ast.Expr, pos: Pos): ast.Expr {
    const { start } = x;
    let first: ast.Expr | undefined;
    if (this.tok !== ':') {
      let indices: ast.Expr[];
      let comma = false;
      if (this.tok === ']') {
        this.syntaxError('expected operand');
        indices = [this.badExpr()];
      } else ({ list: indices, comma } = this.typeList(false));
      if (comma || this.tokenIs(']')) {
        this.want(']');
        return { kind: 'IndexExpr', pos, start, end: this.previousEnd, x, indices };
      }
      [first] = indices;
    }
    if (!this.got(':')) {
      this.syntaxError('expected comma, : or ]');
      this.advance(',', ':', ']');
    }
    return this.sliceSuffix(x, pos, first);
  }

  private sliceSuffix(x: ast.Expr, pos: Pos, low: ast.Expr | undefined): ast.Expr {
    this.nesting++;
    let high: ast.Expr | undefined;
    let max: ast.Expr | undefined;
    let full = false;
    if (this.tok !== ':' && this.tok !== ']') high = this.expr();
    if (this.tokenIs(':')) {
      full = true;
      if (high === undefined) {
        this.errorAt(this.pos(), 'middle index required in 3-index slice');
        high = this.badExpr();
      }
      this.next();
      if (!this.tokenIs(']')) max = this.expr();
      else {
        this.errorAt(this.pos(), 'final index required in 3-index slice');
        max = this.badExpr();
      }
    }
    this.nesting--;
    this.want(']');
    const { start } = x;
    const index: ast.SliceExpr['index'] = [low, high, max];
    return { kind: 'SliceExpr', pos, start, end: this.previousEnd, x, index, full };
  }

  private element(): ast.Expr {
    if (this.tok !== '{') return this.expr();
    return this.deeper<ast.Expr>(
      () => this.compositeLit(),
      () => this.badExpr(),
    );
  }

  private compositeLit(): ast.CompositeLit {
    const pos = this.pos();
    const elems: ast.Expr[] = [];
    this.nesting++;
    this.want('{');
    const rbrace = this.list('composite literal', ',', '}', () => {
      const key = this.element();
      if (this.tok !== ':') {
        elems.push(key);
        return false;
      }
      const colon = this.pos();
      this.next();
      const val = this.element();
      const { start } = key;
      const end = this.previousEnd;
      elems.push({ kind: 'KeyValueExpr', pos: colon, start, end, key, val });
      return false;
    });
    this.nesting--;
    return { kind: 'CompositeLit', pos, start: pos, end: this.previousEnd, elems, rbrace };
  }

  private argList(): { args: ast.Expr[]; hasDots: boolean } {
    const args: ast.Expr[] = [];
    let hasDots = false;
    this.nesting++;
    this.list('argument list', ',', ')', () => {
      args.push(this.expr());
      hasDots = this.got('...');
      return hasDots;
    });
    this.nesting--;
    return { args, hasDots };
  }

  private exprList(): ast.Expr[] {
    const list = [this.expr()];
    while (this.got(',')) list.push(this.expr());
    return list;
  }

  private typeList(strict: boolean): { list: ast.Expr[]; comma: boolean } {
    this.nesting++;
    const list = [strict ? this.type() : this.expr()];
    let comma = false;
    while (this.got(',')) {
      comma = true;
      const type = this.typeOrNone();
      if (type === undefined) break;
      list.push(type);
    }
    this.nesting--;
    return { list, comma };
  }

  private badExpr(): ast.BadExpr {
    const pos = this.pos();
    return { kind: 'BadExpr', pos, start: pos, end: pos };
  }

  private literal(): ast.BasicLit | undefined {
    if (this.tok !== 'literal') return undefined;
    const pos = this.pos();
    const { lit, litKind, bad } = this.scanner;
    this.next();
    return { kind: 'BasicLit', pos, start: pos, end: this.previousEnd, litKind, text: lit, bad };
  }

  private makeName(pos: Pos, name: string): ast.Name {
    return { kind: 'Name', pos, start: pos, end: pos, name };
  }

  private name(): ast.Name {
    const pos = this.pos();
    if (this.tok !== 'name') {
      this.syntaxError('expected name');
      this.advance();
      return this.makeName(pos, '_');
    }
    const { lit } = this.scanner;
    this.next();
    return { kind: 'Name', pos, start: pos, end: this.previousEnd, name: lit };
  }

  private nameList(first: ast.Name): ast.Name[] {
    const list = [first];
    while (this.got(',')) list.push(this.name());
    return list;
  }

  // ---------------------------------------------------------------------------------------- types

  private type(): ast.Expr {
    const type = this.typeOrNone();
    if (type !== undefined) return type;
    const bad = this.badExpr();
    this.syntaxError('expected type');
    this.advance(',', ':', ';', ')', ']', '}');
    return bad;
  }

  private typeOrNone(): ast.Expr | undefined {
    return this.deeper<ast.Expr | undefined>(
      () => this.typeInner(),
      () => this.badExpr(),
    );
  }

  /** LONG: one case per kind of type. */
  private typeInner(): ast.Expr | undefined {
    const pos = this.pos();
    switch (this.tok) {
      case '*':
        this.next();
        return this.pointer(pos, this.type());
      case '<-': {
        this.next();
        this.want('chan');
        const elem = this.chanElem();
        return { kind: 'ChanType', pos, start: pos, end: this.previousEnd, dir: 'recv', elem };
      }
      case 'func': {
        this.next();
        const { sig } = this.signature('function type');
        sig.start = pos;
        return sig;
      }
      case '[':
        this.next();
        return this.got(']') ? this.sliceType(pos) : this.arrayType(pos, undefined);
      case 'chan': {
        this.next();
        const dir = this.got('<-') ? 'send' : 'both';
        const elem = this.chanElem();
        return { kind: 'ChanType', pos, start: pos, end: this.previousEnd, dir, elem };
      }
      case 'map': {
        this.next();
        this.want('[');
        const key = this.type();
        this.want(']');
        const elem = this.type();
        return { kind: 'MapType', pos, start: pos, end: this.previousEnd, key, elem };
      }
      case 'struct':
        return this.structType();
      case 'interface':
        return this.interfaceType();
      case 'name':
        return this.qualifiedName(undefined);
      case '(': {
        this.next();
        const type = this.type();
        this.want(')');
        return type;
      }
      default:
        return undefined;
    }
  }

  private pointer(pos: Pos, x: ast.Expr): ast.Expr {
    return { kind: 'Operation', pos, start: pos, end: this.previousEnd, op: '*', x };
  }

  private chanElem(): ast.Expr {
    const type = this.typeOrNone();
    if (type !== undefined) return type;
    const bad = this.badExpr();
    this.syntaxError('missing channel element type');
    return bad;
  }

  private arrayType(pos: Pos, length: ast.Expr | undefined): ast.Expr {
    let len = length;
    if (len === undefined && !this.got('...')) {
      this.nesting++;
      len = this.expr();
      this.nesting--;
    }
    if (this.tok === ',') {
      this.syntaxError('unexpected comma; expected ]');
      this.next();
    }
    this.want(']');
    const elem = this.type();
    return { kind: 'ArrayType', pos, start: pos, end: this.previousEnd, len, elem };
  }

  private sliceType(pos: Pos): ast.Expr {
    const elem = this.type();
    return { kind: 'SliceType', pos, start: pos, end: this.previousEnd, elem };
  }

  private qualifiedName(first: ast.Name | undefined): ast.Expr {
    let x: ast.Expr;
    if (first !== undefined) x = first;
    else if (this.tok === 'name') x = this.name();
    else {
      x = this.makeName(this.pos(), '_');
      this.syntaxError('expected name');
      this.advance('.', ';', '}');
    }
    if (this.tokenIs('.')) {
      const pos = this.pos();
      const { start } = x;
      this.next();
      const sel = this.name();
      x = { kind: 'SelectorExpr', pos, start, end: this.previousEnd, x, sel };
    }
    return this.tokenIs('[') ? this.typeInstance(x) : x;
  }

  private typeInstance(x: ast.Expr): ast.Expr {
    const pos = this.pos();
    const { start } = x;
    this.want('[');
    let indices: ast.Expr[];
    if (this.tok === ']') {
      this.syntaxError('expected type argument list');
      indices = [this.badExpr()];
    } else indices = this.typeList(true).list;
    this.want(']');
    return { kind: 'IndexExpr', pos, start, end: this.previousEnd, x, indices };
  }

  private structType(): ast.Expr {
    const pos = this.pos();
    const fields: ast.Field[] = [];
    const tags: (ast.BasicLit | undefined)[] = [];
    this.want('struct');
    this.want('{');
    this.list('struct type', ';', '}', () => {
      this.fieldDecl(fields, tags);
      return false;
    });
    return { kind: 'StructType', pos, start: pos, end: this.previousEnd, fields, tags };
  }

  private addField(
    fields: ast.Field[],
    tags: (ast.BasicLit | undefined)[],
    pos: Pos,
    name: ast.Name | undefined,
    typeExpr: ast.Expr,
    tag: ast.BasicLit | undefined,
  ): void {
    fields.push({ kind: 'Field', pos, start: pos, end: this.previousEnd, name, typeExpr });
    tags.push(tag);
  }

  /** LONG: the forms of a field that are errors are told apart here. */
  private fieldDecl(fields: ast.Field[], tags: (ast.BasicLit | undefined)[]): void {
    const pos = this.pos();
    const embed = (type: ast.Expr): void => {
      this.addField(fields, tags, pos, undefined, type, this.literal());
    };
    switch (this.tok) {
      case 'name': {
        const name = this.name();
        if (['.', 'literal', ';', '}'].includes(this.tok)) {
          embed(this.qualifiedName(name));
          return;
        }
        const names = this.nameList(name);
        let type: ast.Expr;
        if (names.length === 1 && this.tokenIs('[')) {
          type = this.arrayOrTypeArguments(name);
          if (type.kind === 'IndexExpr') {
            embed(type);
            return;
          }
        } else type = this.type();
        const tag = this.literal();
        for (const n of names) this.addField(fields, tags, n.pos, n, type, tag);
        return;
      }
      case '*': {
        this.next();
        if (!this.tokenIs('(')) {
          embed(this.pointer(pos, this.qualifiedName(undefined)));
          return;
        }
        this.syntaxError('cannot parenthesize embedded type');
        this.next();
        const type = this.qualifiedName(undefined);
        this.got(')');
        embed(this.pointer(pos, type));
        return;
      }
      case '(': {
        this.syntaxError('cannot parenthesize embedded type');
        this.next();
        const star = this.pos();
        const type = this.got('*')
          ? this.pointer(star, this.qualifiedName(undefined))
          : this.qualifiedName(undefined);
        this.got(')');
        embed(type);
        return;
      }
      default:
        this.syntaxError('expected field name or embedded type');
        this.advance(';', '}');
    }
  }

  /** `[n]T`, `[]T`, or the arguments of a generic type `x[A, B]`. */
  private arrayOrTypeArguments(x: ast.Name): ast.Expr {
    const pos = this.pos();
    this.want('[');
    if (this.got(']')) return this.sliceType(pos);
    const { list, comma } = this.typeList(false);
    this.want(']');
    if (!comma) {
      const elem = this.typeOrNone();
      if (elem !== undefined) {
        const end = this.previousEnd;
        return { kind: 'ArrayType', pos, start: pos, end, len: list[0], elem };
      }
    }
    const end = this.previousEnd;
    return { kind: 'IndexExpr', pos, start: x.start, end, x, indices: list };
  }

  private interfaceType(): ast.Expr {
    const pos = this.pos();
    const methods: ast.Field[] = [];
    this.want('interface');
    this.want('{');
    this.list('interface type', ';', '}', () => {
      let field = this.tok === 'name' ? this.methodDecl() : undefined;
      if (field?.name === undefined) field = this.embeddedElement(field);
      methods.push(field);
      return false;
    });
    return { kind: 'InterfaceType', pos, start: pos, end: this.previousEnd, methods };
  }

  private makeField(pos: Pos, name: ast.Name | undefined, typeExpr: ast.Expr): ast.Field {
    return { kind: 'Field', pos, start: pos, end: this.previousEnd, name, typeExpr };
  }

  /** A method, or an embedded type that begins with a name. */
  private methodDecl(): ast.Field {
    const pos = this.pos();
    const name = this.name();
    const context = 'interface method';
    if (this.tokenIs('(')) return this.makeField(pos, name, this.signature(context).sig);
    if (!this.tokenIs('[')) return this.makeField(pos, undefined, this.qualifiedName(name));
    const bracket = this.pos();
    this.next();
    if (this.tokenIs(']')) {
      const close = this.pos();
      this.next();
      if (this.tokenIs('(')) {
        this.errorAt(close, 'empty type parameter list');
        return this.makeField(pos, name, this.signature(context).sig);
      }
      this.errorAt(close, 'empty type argument list');
      return this.makeField(pos, undefined, name);
    }
    const list = this.paramList(undefined, undefined, ']', false, false);
    const [first] = list;
    if (first === undefined || first.name !== undefined) {
      if (first !== undefined || this.tokenIs('(')) {
        const { sig } = this.signature(context);
        if (first !== undefined) {
          this.errorAt(bracket, 'interface method must have no type parameters');
        }
        return this.makeField(pos, name, sig);
      }
      return this.makeField(pos, undefined, name);
    }
    const indices = list.map((f) => f.typeExpr);
    const end = this.previousEnd;
    const index: ast.IndexExpr = {
      kind: 'IndexExpr',
      pos: bracket,
      start: pos,
      end,
      x: name,
      indices,
    };
    return this.makeField(pos, undefined, index);
  }

  /** `A | ~B | C`. */
  private embeddedElement(first: ast.Field | undefined): ast.Field {
    const field = first ?? this.makeField(this.pos(), undefined, this.embeddedTerm());
    while (this.tok === 'op' && this.scanner.op === '|') {
      const pos = this.pos();
      this.next();
      const x = field.typeExpr;
      const y = this.embeddedTerm();
      const { start } = x;
      const end = this.previousEnd;
      field.typeExpr = { kind: 'Operation', pos, start, end, op: '|', x, y };
    }
    field.end = this.previousEnd;
    return field;
  }

  private embeddedTerm(): ast.Expr {
    if (this.tok === 'op' && this.scanner.op === '~') {
      const pos = this.pos();
      this.next();
      const x = this.type();
      return { kind: 'Operation', pos, start: pos, end: this.previousEnd, op: '~', x };
    }
    const type = this.typeOrNone();
    if (type !== undefined) return type;
    const bad = this.badExpr();
    this.syntaxError('expected ~ term or type');
    this.advance('op', ';', ')', ']', '}');
    return bad;
  }

  // ----------------------------------------------------------------------------------- parameters

  private signature(context: string): { tparams: ast.Field[]; sig: ast.FuncType } {
    const pos = this.pos();
    let tparams: ast.Field[] = [];
    if (this.got('[')) {
      if (context !== '') this.syntaxErrorAt(pos, `${context} must have no type parameters`);
      if (this.tokenIs(']')) {
        this.syntaxError('empty type parameter list');
        this.next();
      } else tparams = this.paramList(undefined, undefined, ']', true, false);
    }
    this.want('(');
    const params = this.paramList(undefined, undefined, ')', false, true);
    const results = this.funcResult();
    const end = this.previousEnd;
    return { tparams, sig: { kind: 'FuncType', pos, start: pos, end, params, results } };
  }

  private funcResult(): ast.Field[] {
    if (this.got('(')) return this.paramList(undefined, undefined, ')', false, false);
    const pos = this.pos();
    const type = this.typeOrNone();
    return type === undefined ? [] : [this.makeField(pos, undefined, type)];
  }

  /** A parameter while it is not clear yet whether its name is a type. */
  private paramDecl(first: ast.Name | undefined, follow: Token): Parameter | undefined {
    const typeSets = follow === ']';
    const pos = first?.pos ?? this.pos();
    const atOp = (op: string): boolean => this.tok === 'op' && this.scanner.op === op;
    if (first === undefined && typeSets && atOp('~')) {
      return { pos, type: this.embeddedElement(undefined).typeExpr };
    }
    let name: ast.Name | undefined;
    if (this.tok === 'name' || first !== undefined) {
      const n = first ?? this.name();
      const union = (type: ast.Expr): ast.Expr =>
        typeSets && atOp('|')
          ? this.embeddedElement(this.makeField(pos, undefined, type)).typeExpr
          : type;
      if (this.tokenIs('[')) {
        const type = this.arrayOrTypeArguments(n);
        return type.kind === 'IndexExpr'
          ? { pos, type: union(type) }
          : { pos, name: n, type: union(type) };
      }
      if (this.tokenIs('.')) return { pos, type: union(this.qualifiedName(n)) };
      if (typeSets && atOp('|')) return { pos, type: union(n) };
      name = n;
    }
    if (this.tokenIs('...')) return { pos, name, type: this.dotsType() };
    if (typeSets && atOp('~')) {
      return { pos, name, type: this.embeddedElement(undefined).typeExpr };
    }
    let type = this.typeOrNone();
    if (typeSets && atOp('|') && type !== undefined) {
      type = this.embeddedElement(this.makeField(pos, undefined, type)).typeExpr;
    }
    if (name !== undefined || type !== undefined) return { pos, name, type };
    this.syntaxError(`expected ${tokenText(follow)}`);
    this.advance(',', follow);
    return undefined;
  }

  private dotsType(): ast.Expr {
    const pos = this.pos();
    this.next();
    const elem = this.typeOrNone();
    if (elem !== undefined) {
      return { kind: 'DotsType', pos, start: pos, end: this.previousEnd, elem };
    }
    const bad = this.badExpr();
    this.syntaxError('... is missing type');
    return bad;
  }

  private paramList(
    firstName: ast.Name | undefined,
    firstType: ast.Expr | undefined,
    close: Token,
    requireNames: boolean,
    dotsAllowed: boolean,
  ): ast.Field[] {
    if (firstName !== undefined && firstType !== undefined && this.got(close)) {
      return [this.makeField(firstName.pos, firstName, firstType)];
    }
    const list: Parameter[] = [];
    let name = firstName;
    let type = firstType;
    const end = this.list('parameter list', ',', close, () => {
      const param =
        type !== undefined && name !== undefined
          ? { pos: name.pos, name, type }
          : this.paramDecl(name, close);
      name = undefined;
      type = undefined;
      if (param !== undefined) list.push({ ...param, end: this.previousEnd });
      return false;
    });
    const fields = this.distribute(list, end, requireNames);
    this.checkDots(fields, dotsAllowed);
    return fields;
  }

  /** Decides which names are types, and gives names without a type the one that follows. */
  private distribute(list: Parameter[], close: Pos, requireNames: boolean): ast.Field[] {
    const named = list.filter((p) => p.name !== undefined && p.type !== undefined).length;
    const typed = list.filter((p) => p.type !== undefined).length;
    if (named === 0 && !requireNames) {
      for (const p of list) {
        p.type ??= p.name;
        p.name = undefined;
      }
    } else if (named !== list.length) {
      let errorPos: Pos | undefined;
      let type: ast.Expr | undefined;
      for (const p of [...list].reverse()) {
        if (p.type !== undefined) {
          ({ type } = p);
          if (p.name === undefined) {
            errorPos = p.type.start;
            p.name = this.makeName(errorPos, '_');
          }
        } else if (type !== undefined) p.type = type;
        else {
          errorPos = p.pos;
          p.type = { kind: 'BadExpr', pos: p.pos, start: p.pos, end: p.pos };
        }
      }
      if (errorPos !== undefined)
        this.paramError(list, named, typed, errorPos, close, requireNames);
    }
    return list.map(({ pos, name, type, end }) => ({
      kind: 'Field',
      pos,
      start: pos,
      end: end ?? pos,
      name,
      typeExpr: type ?? { kind: 'BadExpr', pos, start: pos, end: pos },
    }));
  }

  private paramError(
    list: readonly Parameter[],
    named: number,
    typed: number,
    errorPos: Pos,
    close: Pos,
    requireNames: boolean,
  ): void {
    if (named === typed) {
      const what = requireNames ? 'missing type constraint' : 'missing parameter type';
      this.syntaxErrorAt(close, what);
      return;
    }
    let what = requireNames ? 'missing type parameter name' : 'missing parameter name';
    if (requireNames && list.length === 1) what += ' or invalid array length';
    this.syntaxErrorAt(errorPos, what);
  }

  /** `...T` is for the last parameter of a function only. */
  private checkDots(fields: ast.Field[], allowed: boolean): void {
    let told = false;
    fields.forEach((f, i) => {
      const type = f.typeExpr;
      if (type.kind !== 'DotsType' || (allowed && i + 1 === fields.length)) return;
      if (!told) {
        const what = allowed ? 'can only use ... with final parameter' : 'invalid use of ...';
        this.errorAt(type.pos, what);
      }
      told = true;
      f.typeExpr = type.elem;
    });
  }

  // ----------------------------------------------------------------------------------- statements

  private simpleStmt(first: ast.Expr[] | undefined, keyword: Token | undefined): SimpleStmt {
    if (keyword === 'for' && this.tok === 'range') return this.rangeClause([], false);
    const lhs = first ?? this.exprList();
    const x = lhs[0] ?? this.badExpr();
    const { start } = x;
    const pos = this.pos();
    if (lhs.length === 1 && this.tok !== '=' && this.tok !== ':=') {
      const { op } = this.scanner;
      if (this.tok === 'op=') {
        this.next();
        return this.assign(pos, op, lhs, [this.expr()], false);
      }
      if (this.tok === '++') {
        this.next();
        return this.assign(pos, op, lhs, [], true);
      }
      if (this.tok === '<-') {
        this.next();
        const value = this.expr();
        return { kind: 'SendStmt', pos, start, end: this.previousEnd, chan: x, value };
      }
      return this.exprStmt(x);
    }
    if (this.tok !== '=' && this.tok !== ':=') {
      this.syntaxError('expected := or = or comma');
      this.advance(';', '}');
      return this.exprStmt(x);
    }
    const op = this.tok;
    this.next();
    if (keyword === 'for' && this.tokenIs('range')) return this.rangeClause(lhs, op === ':=');
    const rhs = this.exprList();
    const guard = rhs[0];
    if (
      rhs.length === 1 &&
      guard?.kind === 'TypeSwitchGuard' &&
      keyword === 'switch' &&
      op === ':=' &&
      lhs.length === 1 &&
      x.kind === 'Name'
    ) {
      guard.lhs = x;
      guard.start = x.start;
      return this.exprStmt(guard);
    }
    return this.assign(pos, op, lhs, rhs, false);
  }

  private exprStmt(x: ast.Expr): ast.ExprStmt {
    return { kind: 'ExprStmt', pos: x.pos, start: x.start, end: x.end, x };
  }

  private assign(
    pos: Pos,
    op: string,
    lhs: ast.Expr[],
    rhs: ast.Expr[],
    isIncDec: boolean,
  ): ast.AssignStmt {
    const start = lhs[0]?.start ?? pos;
    return { kind: 'AssignStmt', pos, start, end: this.previousEnd, op, lhs, rhs, isIncDec };
  }

  private rangeClause(lhs: ast.Expr[], def: boolean): ast.RangeClause {
    const pos = this.pos();
    this.next();
    const x = this.expr();
    const start = lhs[0]?.start ?? pos;
    return { kind: 'RangeClause', pos, start, end: this.previousEnd, lhs, def, x };
  }

  private block(context: string): ast.BlockStmt {
    const pos = this.pos();
    const empty = (): ast.BlockStmt => ({
      kind: 'BlockStmt',
      pos,
      start: pos,
      end: this.previousEnd,
      list: [],
      rbrace: this.pos(),
    });
    if (!this.got('{')) {
      this.syntaxError(`expected { after ${context}`);
      this.advance('name', '}');
      const rbrace = this.pos();
      if (this.got('}')) return { ...empty(), rbrace };
    }
    return this.deeper(() => {
      const list = this.stmtList();
      const rbrace = this.pos();
      this.want('}');
      return { kind: 'BlockStmt', pos, start: pos, end: this.previousEnd, list, rbrace };
    }, empty);
  }

  private stmtList(): ast.Stmt[] {
    const list: ast.Stmt[] = [];
    while (!['EOF', '}', 'case', 'default'].includes(this.tok)) {
      const s = this.stmtOrNone();
      if (s === undefined) break;
      list.push(s);
      if (!this.got(';') && !this.tokenIs('}')) {
        this.syntaxError('at end of statement');
        this.advance(';', '}', 'case', 'default');
        this.got(';');
      }
    }
    return list;
  }

  private stmtOrNone(): ast.Stmt | undefined {
    return this.deeper<ast.Stmt | undefined>(
      () => this.stmtInner(),
      () => undefined,
    );
  }

  /** LONG: one case per kind of statement. */
  private stmtInner(): ast.Stmt | undefined {
    const pos = this.pos();
    if (this.tok === 'name') {
      const lhs = this.exprList();
      const [label] = lhs;
      if (label?.kind === 'Name' && lhs.length === 1 && this.tokenIs(':')) {
        return this.labeledStmt(label);
      }
      return this.statement(this.simpleStmt(lhs, undefined));
    }
    switch (this.tok) {
      case 'var':
        return this.declStmt((group) => this.varDecl(group));
      case 'const':
        return this.declStmt((group) => this.constDecl(group));
      case 'type':
        return this.declStmt((group) => this.typeDecl(group));
      case '{':
        return this.block('');
      case 'op':
      case '*':
        if (!['+', '-', '*', '&', '^', '!'].includes(this.scanner.op)) return undefined;
        return this.statement(this.simpleStmt(undefined, undefined));
      case 'literal':
      case 'func':
      case '(':
      case '[':
      case 'struct':
      case 'map':
      case 'chan':
      case 'interface':
      case '<-':
        return this.statement(this.simpleStmt(undefined, undefined));
      case 'for':
        return this.forStmt();
      case 'switch':
        return this.switchStmt();
      case 'select':
        return this.selectStmt();
      case 'if':
        return this.ifStmt();
      case 'fallthrough':
        this.next();
        return { kind: 'BranchStmt', pos, start: pos, end: this.previousEnd, tok: 'fallthrough' };
      case 'break':
      case 'continue': {
        const { tok } = this;
        this.next();
        const label = this.tokenIs('name') ? this.name() : undefined;
        return { kind: 'BranchStmt', pos, start: pos, end: this.previousEnd, tok, label };
      }
      case 'go':
      case 'defer':
        return this.callStmt(this.tok);
      case 'goto': {
        this.next();
        const label = this.name();
        return { kind: 'BranchStmt', pos, start: pos, end: this.previousEnd, tok: 'goto', label };
      }
      case 'return': {
        this.next();
        const empty = this.tokenIs(';') || this.tokenIs('}');
        const results = empty ? [] : this.exprList();
        return { kind: 'ReturnStmt', pos, start: pos, end: this.previousEnd, results };
      }
      case ';':
        return { kind: 'EmptyStmt', pos, start: pos, end: pos };
      default:
        return undefined;
    }
  }

  /** Range clauses come from `for` only; elsewhere the parser never makes one. */
  private statement(s: SimpleStmt): ast.Stmt {
    return s.kind === 'RangeClause' ? this.exprStmt(s.x) : s;
  }

  private declStmt(declaration: (group: object | undefined) => ast.Decl): ast.DeclStmt {
    const pos = this.pos();
    const decls: ast.Decl[] = [];
    this.next();
    this.group(decls, declaration);
    return { kind: 'DeclStmt', pos, start: pos, end: this.previousEnd, decls };
  }

  private labeledStmt(label: ast.Name): ast.Stmt | undefined {
    const pos = this.pos();
    const { start } = label;
    this.want(':');
    const here = this.pos();
    if (this.tok === '}') {
      const empty: ast.EmptyStmt = { kind: 'EmptyStmt', pos: here, start: here, end: here };
      return { kind: 'LabeledStmt', pos, start, end: this.previousEnd, label, stmt: empty };
    }
    const stmt = this.stmtOrNone();
    if (stmt === undefined) {
      this.syntaxErrorAt(pos, 'missing statement after label');
      return undefined;
    }
    return { kind: 'LabeledStmt', pos, start, end: this.previousEnd, label, stmt };
  }

  private callStmt(tok: 'go' | 'defer'): ast.CallStmt {
    const pos = this.pos();
    this.next();
    const x = this.primary(undefined, this.tok === '(');
    const call = unparen(x);
    if (call !== x) this.errorAt(x.pos, `expression in ${tok} must not be parenthesized`);
    return { kind: 'CallStmt', pos, start: pos, end: this.previousEnd, tok, call };
  }

  private ifStmt(): ast.IfStmt {
    const pos = this.pos();
    const { init, cond } = this.header('if');
    const then = this.block('if clause');
    let otherwise: ast.Stmt | undefined;
    if (this.got('else')) {
      if (this.tokenIs('if')) {
        otherwise = this.deeper<ast.Stmt | undefined>(
          () => this.ifStmt(),
          () => undefined,
        );
      } else if (this.tokenIs('{')) otherwise = this.block('');
      else {
        this.syntaxError('else must be followed by if or statement block');
        this.advance('name', '}');
      }
    }
    return {
      kind: 'IfStmt',
      pos,
      start: pos,
      end: this.previousEnd,
      init: init === undefined ? undefined : this.statement(init),
      cond: cond ?? this.badExpr(),
      then,
      else: otherwise,
    };
  }

  private forStmt(): ast.ForStmt {
    const pos = this.pos();
    const { init, cond, post } = this.header('for');
    const body = this.block('for clause');
    return { kind: 'ForStmt', pos, start: pos, end: this.previousEnd, init, cond, post, body };
  }

  /** What stands between the keyword and the brace of if, for and switch. */
  private header(keyword: 'if' | 'for' | 'switch'): Header {
    this.want(keyword);
    if (this.tok === '{') {
      if (keyword !== 'if') return {};
      this.syntaxError('missing condition in if statement');
      return { cond: this.badExpr() };
    }
    const outer = this.nesting;
    this.nesting = -1;
    const header = this.headerClauses(keyword);
    this.nesting = outer;
    return header;
  }

  private headerClauses(keyword: 'if' | 'for' | 'switch'): Header {
    let init: SimpleStmt | undefined;
    let condition: SimpleStmt | undefined;
    let post: ast.Stmt | undefined;
    let semi: { pos: Pos; lit: string } | undefined;
    if (this.tok !== ';') {
      if (this.got('var')) {
        this.syntaxError(`var declaration not allowed in ${keyword} initializer`);
      }
      init = this.simpleStmt(undefined, keyword);
      if (init.kind === 'RangeClause') return { init };
    }
    if (this.tok === '{') {
      condition = init;
      init = undefined;
    } else {
      if (this.tok === ';') {
        semi = { pos: this.pos(), lit: this.scanner.lit };
        this.next();
      } else {
        this.want('{');
        if (!this.tokenIs('{')) this.advance('{', '}');
      }
      if (keyword === 'for') ({ condition, post } = this.forClauses());
      else if (!this.tokenIs('{')) condition = this.simpleStmt(undefined, keyword);
    }
    return { init, post, cond: this.conditionOf(keyword, condition, semi) };
  }

  private forClauses(): { condition?: SimpleStmt; post?: ast.Stmt } {
    let condition: SimpleStmt | undefined;
    let post: ast.Stmt | undefined;
    if (this.tok !== ';') {
      if (this.tok === '{') {
        this.syntaxError('expected for loop condition');
        return {};
      }
      condition = this.simpleStmt(undefined, undefined);
    }
    this.want(';');
    if (!this.tokenIs('{')) {
      post = this.statement(this.simpleStmt(undefined, undefined));
      if (post.kind === 'AssignStmt' && post.op === ':=') {
        this.syntaxErrorAt(post.pos, 'cannot declare in post statement of for loop');
      }
    }
    return { condition, post };
  }

  private conditionOf(
    keyword: 'if' | 'for' | 'switch',
    s: SimpleStmt | undefined,
    semi: { pos: Pos; lit: string } | undefined,
  ): ast.Expr | undefined {
    if (s === undefined) {
      if (keyword !== 'if' || semi === undefined) return undefined;
      const { pos, lit } = semi;
      if (lit === 'semicolon') this.syntaxErrorAt(pos, 'missing condition in if statement');
      else this.syntaxErrorAt(pos, `unexpected ${lit}, expected { after if clause`);
      return { kind: 'BadExpr', pos, start: pos, end: pos };
    }
    if (s.kind === 'ExprStmt') return s.x;
    this.syntaxErrorAt(s.pos, `cannot use ${statementText(s)} as value`);
    return undefined;
  }

  private switchStmt(): ast.SwitchStmt {
    const pos = this.pos();
    const { init, cond } = this.header('switch');
    if (!this.got('{')) {
      this.syntaxError('missing { after switch clause');
      this.advance('case', 'default', '}');
    }
    const body: ast.CaseClause[] = [];
    while (!['EOF', '}'].includes(this.tok)) body.push(this.caseClause());
    const rbrace = this.pos();
    this.want('}');
    return {
      kind: 'SwitchStmt',
      pos,
      start: pos,
      end: this.previousEnd,
      init: init === undefined ? undefined : this.statement(init),
      tag: cond,
      body,
      rbrace,
    };
  }

  private caseClause(): ast.CaseClause {
    const pos = this.pos();
    let cases: ast.Expr[] = [];
    const isDefault = this.tok !== 'case';
    if (this.got('case')) cases = this.exprList();
    else this.defaultClause();
    const colon = this.pos();
    this.want(':');
    const body = this.stmtList();
    const end = this.previousEnd;
    return { kind: 'CaseClause', pos, start: pos, end, cases, isDefault, body, colon };
  }

  private defaultClause(): void {
    if (this.got('default')) return;
    this.syntaxError('expected case or default or }');
    this.advance(':', 'case', 'default', '}');
  }

  private selectStmt(): ast.SelectStmt {
    const pos = this.pos();
    this.want('select');
    if (!this.got('{')) {
      this.syntaxError('missing { after select clause');
      this.advance('case', 'default', '}');
    }
    const body: ast.CommClause[] = [];
    while (!['EOF', '}'].includes(this.tok)) body.push(this.commClause());
    const rbrace = this.pos();
    this.want('}');
    return { kind: 'SelectStmt', pos, start: pos, end: this.previousEnd, body, rbrace };
  }

  private commClause(): ast.CommClause {
    const pos = this.pos();
    let comm: ast.Stmt | undefined;
    if (this.got('case')) comm = this.statement(this.simpleStmt(undefined, undefined));
    else this.defaultClause();
    const colon = this.pos();
    this.want(':');
    const body = this.stmtList();
    return { kind: 'CommClause', pos, start: pos, end: this.previousEnd, comm, body, colon };
  }
}

interface Header {
  init?: SimpleStmt;
  cond?: ast.Expr;
  post?: ast.Stmt;
}

interface Parameter {
  pos: Pos;
  end?: Pos;
  name?: ast.Name;
  type?: ast.Expr;
}

function unparen(e: ast.Expr): ast.Expr {
  let x = e;
  while (x.kind === 'ParenExpr') ({ x } = x);
  return x;
}

/** Whether an expression can only be a value, so that `x {` does not begin a literal. */
function isValue(x: ast.Expr): boolean {
  switch (x.kind) {
    case 'BasicLit':
    case 'CompositeLit':
    case 'FuncLit':
    case 'SliceExpr':
    case 'AssertExpr':
    case 'TypeSwitchGuard':
    case 'CallExpr':
      return true;
    case 'Operation':
      return x.op !== '*' || x.y !== undefined;
    case 'ParenExpr':
      return isValue(x.x);
    case 'IndexExpr':
      return isValue(x.x) || x.indices.some(isValue);
    default:
      return false;
  }
}

/** Splits `P *C`, `P (C)` and `P *C|D`, which read as expressions, into name and constraint. */
function extractParameter(
  x: ast.Expr,
  force: boolean,
): { name: ast.Name; type: ast.Expr | undefined } | undefined {
  if (x.kind === 'Name') return { name: x, type: undefined };
  if (x.kind === 'Operation' && x.y !== undefined) {
    const { y } = x;
    if (x.op === '*' && x.x.kind === 'Name' && (force || isTypeElement(y))) {
      const { pos, end } = x;
      return { name: x.x, type: { kind: 'Operation', pos, start: pos, end, op: '*', x: y } };
    }
    if (x.op === '|') {
      const left = extractParameter(x.x, force || isTypeElement(y));
      if (left?.type === undefined) return undefined;
      return { name: left.name, type: { ...x, start: left.type.start, x: left.type } };
    }
  }
  if (x.kind === 'CallExpr' && x.fun.kind === 'Name' && x.args.length === 1 && !x.hasDots) {
    const [arg] = x.args;
    if (arg !== undefined && (force || isTypeElement(arg))) {
      return { name: x.fun, type: unparen(arg) };
    }
  }
  return undefined;
}

function isTypeElement(x: ast.Expr): boolean {
  switch (x.kind) {
    case 'ArrayType':
    case 'StructType':
    case 'FuncType':
    case 'InterfaceType':
    case 'SliceType':
    case 'MapType':
    case 'ChanType':
      return true;
    case 'Operation':
      return isTypeElement(x.x) || (x.y !== undefined && isTypeElement(x.y)) || x.op === '~';
    case 'ParenExpr':
      return isTypeElement(x.x);
    default:
      return false;
  }
}

/** A simple statement where a condition was expected. */
function statementText(s: SimpleStmt): string {
  const list = (exprs: readonly ast.Expr[]): string => exprs.map(exprString).join(', ');
  if (s.kind === 'AssignStmt') {
    if (s.isIncDec) return `${list(s.lhs)}${s.op}${s.op}`;
    if (s.op === '=') return `assignment ${emphasize(s.lhs)} = ${emphasize(s.rhs)}`;
    return `${list(s.lhs)} ${s.op === ':=' ? s.op : `${s.op}=`} ${list(s.rhs)}`;
  }
  if (s.kind === 'SendStmt') return `${exprString(s.chan)} <- ${exprString(s.value)}`;
  return s.kind === 'ExprStmt' ? exprString(s.x) : s.kind;
}

function emphasize(exprs: readonly ast.Expr[]): string {
  const text = exprs.map(exprString).join(', ');
  const [only] = exprs;
  const binary = exprs.length === 1 && only?.kind === 'Operation' && only.y !== undefined;
  return binary ? `(${text})` : text;
}
