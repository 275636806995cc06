/**
 * Nodes as gc prints them in its diagnostics.
 *
 * LONG: one case per node shape.
 */

import { constantString } from '../types/constantstring';
import type { Constant } from '../types/constant';
import type { Package, Type, TypeParam } from '../types/types';
import { typ } from '../types/universe';
import type { BasicLit, CallFuncExpr, Expr, Func, Name, Node, Stmt } from './nodes';
import { linkText, shapesOf, typeArguments, typeText } from './typetext';
import type { Shape } from './typetext';

/** How tightly operators bind; operands that bind less get parentheses. */
const precedence: Record<string, number> = {
  OPLUS: 7,
  ONOT: 7,
  OBITNOT: 7,
  ONEG: 7,
  OADDR: 7,
  ODEREF: 7,
  ORECV: 7,
  OMUL: 6,
  ODIV: 6,
  OMOD: 6,
  OLSH: 6,
  ORSH: 6,
  OAND: 6,
  OANDNOT: 6,
  OADD: 5,
  OSUB: 5,
  OOR: 5,
  OXOR: 5,
  OEQ: 4,
  OLT: 4,
  OLE: 4,
  OGE: 4,
  OGT: 4,
  ONE: 4,
  OANDAND: 2,
  OOROR: 1,
};

/** Operators without an entry bind as operands do, except those gc's table forgets. */
const unlisted = new Set<string>([
  'OPTRLIT',
  'OCLOSURE',
  'OMAKEMAP',
  'OMAKECHAN',
  'OADDSTR',
  'OREAL',
  'OIMAG',
  'OCOMPLEX',
  'ORECOVER',
]);

const operators: Record<string, string> = {
  OPLUS: '+',
  ONEG: '-',
  OBITNOT: '^',
  ONOT: '!',
  ORECV: '<-',
  OADDR: '&',
  ODEREF: '*',
  OADD: '+',
  OSUB: '-',
  OMUL: '*',
  ODIV: '/',
  OMOD: '%',
  OAND: '&',
  OOR: '|',
  OXOR: '^',
  OANDNOT: '&^',
  OLSH: '<<',
  ORSH: '>>',
  OEQ: '==',
  ONE: '!=',
  OLT: '<',
  OLE: '<=',
  OGT: '>',
  OGE: '>=',
  OANDAND: '&&',
  OOROR: '||',
};

const functions: Record<string, string> = {
  OLEN: 'len',
  OCAP: 'cap',
  OREAL: 'real',
  OIMAG: 'imag',
  OCOPY: 'copy',
  OCOMPLEX: 'complex',
  OUNSAFEADD: 'unsafe.Add',
  OUNSAFESLICE: 'unsafe.Slice',
  OUNSAFESLICEDATA: 'unsafe.SliceData',
  OUNSAFESTRING: 'unsafe.String',
  OUNSAFESTRINGDATA: 'unsafe.StringData',
  OMIN: 'min',
  OMAX: 'max',
  ORECOVER: 'recover',
  OAPPEND: 'append',
  OPANIC: 'panic',
  OCLOSE: 'close',
  OCLEAR: 'clear',
  OPRINT: 'print',
  OPRINTLN: 'println',
  ODELETE: 'delete',
};

/** Prints nodes of one package. */
export class NodePrinter {
  private fn: Func | undefined;
  private shapes: readonly Shape[] = [];

  constructor(private readonly pkg: Package | undefined) {}

  type(type: Type): string {
    return typeText(type, this.pkg, this.shapes);
  }

  /** The function that the nodes to come are of: types print otherwise in instances. */
  within(fn: Func): void {
    let outer = fn;
    while (outer.outer !== undefined) outer = outer.outer;
    if (outer === this.fn) return;
    this.fn = outer;
    const { obj } = outer;
    const generic = obj?.generic?.type;
    if (obj === undefined || generic === undefined) this.shapes = [];
    else {
      const tparams = generic.tparams.length > 0 ? generic.tparams : generic.rparams;
      this.shapes = shapesOf(tparams, obj.standIns);
    }
  }

  /** An expression or statement, as `%v` prints it. */
  node(n: Node | undefined): string {
    return n === undefined ? '<nil>' : (this.statement(n) ?? this.expr(n as Expr, 0));
  }

  /** A function's name without the package. */
  func(fn: Func): string {
    this.within(fn);
    const name = localSym(fn.name);
    if (this.shapes.length === 0) return name;
    const targs = this.shapes.map(({ type }) => linkText(type)).join();
    return name.replace(`[${targs}]`, `[${this.shapes.map(({ text }) => text).join()}]`);
  }

  private list(list: readonly Node[], separator = ', '): string {
    return list.map((n) => this.node(n)).join(separator);
  }

  private name(n: Name): string {
    const { obj } = n;
    if (n.sym === '' || obj?.pkg === undefined || obj.pkg === this.pkg) {
      return n.class === 'PFUNC' && n.def?.isClosure === true ? localSym(n.sym) : n.name;
    }
    return this.qualifier(obj.pkg) + n.name;
  }

  /** What stands before names of a package. */
  private qualifier(pkg: Package | undefined): string {
    return pkg === undefined || pkg === this.pkg ? '' : `${pkg.name}.`;
  }

  private literal(n: BasicLit): string {
    const { type, value } = n;
    if (type === typ.rune && value.kind === 'int' && value.value >= 0n) {
      if (value.value <= 0x10ffffn) return quoteRune(Number(value.value));
    }
    const text = constantString(value);
    return type === defaultTypeOf(value) ? text : `${this.type(type)}(${text})`;
  }

  // LONG: one case per shape.
  private expr(outer: Expr, outerPrecedence: number): string {
    const n = skipImplicit(outer);
    const own = precedence[n.op] ?? (unlisted.has(n.op) ? 0 : 8);
    if (outerPrecedence > own) return `(${this.node(n)})`;
    switch (n.op) {
      case 'ONAME':
        return this.name(n);
      case 'OLITERAL':
        return this.literal(n);
      case 'ONIL':
        return 'nil';
      case 'OCLOSURE':
        return 'func literal';
      case 'OPTRLIT':
        return `&${this.node(n.x)}`;
      case 'OSTRUCTLIT':
        return `${this.type(n.type)}{${n.fields.length > 0 ? '...' : ''}}`;
      case 'OARRAYLIT':
        return `${this.type(n.type)}{${n.elems.length > 0 ? '...' : ''}}`;
      case 'OMAPLIT':
        return `${this.type(n.type)}{${n.entries.length > 0 ? '...' : ''}}`;
      case 'OSLICELIT':
        if (n.implicit) return '... argument';
        return `${this.type(n.type)}{${n.elems.length > 0 ? '...' : ''}}`;
      case 'ODOT':
      case 'ODOTPTR':
        return `${this.expr(n.x, own)}.${n.field.name}`;
      case 'OMETHVALUE':
        return `${this.expr(n.x, own)}.${n.method.name}`;
      case 'OMETHEXPR': {
        const recv = this.type(n.recv);
        return `${n.recv.kind === 'pointer' ? `(${recv})` : recv}.${n.method.name}`;
      }
      case 'ODOTTYPE':
        return `${this.expr(n.x, own)}.(${this.type(n.type)})`;
      case 'OINDEX':
      case 'OINDEXMAP':
        return `${this.expr(n.x, own)}[${this.node(n.index)}]`;
      case 'OSLICE':
      case 'OSLICESTR':
      case 'OSLICEARR':
      case 'OSLICE3':
      case 'OSLICE3ARR': {
        const [low, high, max] = [n.low, n.high, n.max].map((x) => (x ? this.node(x) : ''));
        const three = n.op === 'OSLICE3' || n.op === 'OSLICE3ARR' ? `:${max}` : '';
        return `${this.expr(n.x, own)}[${low}:${high}${three}]`;
      }
      case 'OCONV':
      case 'OCONVNOP':
      case 'OCONVIFACE':
      case 'OBYTES2STR':
      case 'ORUNES2STR':
      case 'OSTR2BYTES':
      case 'OSTR2BYTESTMP':
      case 'OSTR2RUNES':
      case 'ORUNESTR':
      case 'OSLICE2ARR':
      case 'OSLICE2ARRPTR': {
        const named = n.type.kind === 'named' || n.type.kind === 'basic' || isAny(n.type);
        const type = this.type(n.type);
        return `${named ? type : `(${type})`}(${this.node(n.x)})`;
      }
      case 'OCOMPLEX':
      case 'OCOPY':
      case 'OUNSAFEADD':
      case 'OUNSAFESLICE':
        return `${functions[n.op] ?? n.op}(${this.node(n.x)}, ${this.node(n.y)})`;
      case 'OLEN':
      case 'OCAP':
      case 'OREAL':
      case 'OIMAG':
        return `${functions[n.op] ?? n.op}(${this.node(n.x)})`;
      case 'ONEW':
        // A type that depends on type parameters stands in the dictionary.
        if (this.type(n.elem).includes('go.shape.')) return 'new(<node DYNAMICTYPE>)';
        return `new(${this.type(n.elem)})`;
      case 'OAPPEND':
        return `append(${this.list(n.args)}${n.isDDD ? '...' : ''})`;
      case 'OMIN':
      case 'OMAX':
      case 'ORECOVER':
        return `${functions[n.op] ?? n.op}(${this.list(n.args)})`;
      case 'OCALLFUNC':
        return this.call(n, own);
      case 'OCALLINTER': {
        const fun = `${this.expr(n.x, own)}.${n.method.name}`;
        return `${fun}(${this.list(n.args)}${n.isDDD ? '...' : ''})`;
      }
      case 'OMAKESLICE': {
        const cap = n.cap === undefined ? '' : `, ${this.node(n.cap)}`;
        return `make(${this.type(n.type)}, ${this.node(n.len)}${cap})`;
      }
      case 'OMAKEMAP':
      case 'OMAKECHAN':
        return `make(${this.type(n.type)}${n.len === undefined ? '' : `, ${this.node(n.len)}`})`;
      case 'OPLUS':
      case 'ONEG':
      case 'OBITNOT':
      case 'ONOT':
      case 'ORECV':
      case 'OADDR':
        return `${operators[n.op]}${n.x.op === n.op ? ' ' : ''}${this.expr(n.x, own + 1)}`;
      case 'ODEREF':
        return `*${this.expr(n.x, own + 1)}`;
      case 'OADDSTR':
        return n.list.map((x) => this.expr(x, own)).join(' + ');
      case 'OMOVE2HEAP':
        return this.expr(n.x, outerPrecedence);
      case 'OUNSAFESTRING':
      case 'OUNSAFESTRINGDATA':
      case 'OUNSAFESLICEDATA':
        return `<node ${functions[n.op]}>`;
      default:
        return `${this.expr(n.x, own)} ${operators[n.op]} ${this.expr(n.y, own + 1)}`;
    }
  }

  /** A call; generic functions get a dictionary, which is their first argument. */
  private call(n: CallFuncExpr, precedence: number): string {
    const args = n.args.map((x) => this.node(x));
    let fun = this.expr(n.fun, precedence);
    if (n.fun.op === 'ONAME' && n.fun.obj?.kind === 'func' && n.fun.obj.generic !== undefined) {
      const { generic, targs } = n.fun.obj;
      const pkg = this.qualifier(n.fun.obj.pkg);
      fun = this.name(n.fun) + shapeList(generic.type.tparams, targs);
      args.unshift(`&${pkg}.dict.${n.fun.name}[${targs.map(linkText).join()}]`);
    } else if (n.fun.op === 'OMETHEXPR') {
      const { recv, method } = n.fun;
      const base = recv.kind === 'pointer' ? recv.elem : recv;
      if (base.kind === 'named' && base.generic !== undefined) {
        const pkg = this.qualifier(base.obj.pkg);
        const own = pkg + base.obj.name + shapeList(base.tparams, base.targs);
        fun = `${recv.kind === 'pointer' ? `(*${own})` : own}.${method.name}`;
        args.splice(1, 0, `&${pkg}.dict.${base.obj.name}${typeArguments(base)}`);
      }
    }
    return `${fun}(${args.join(', ')}${n.isDDD ? '...' : ''})`;
  }

  // LONG: one case per kind of statement, as the compiler's printer has it.
  /** Statements in the short form messages use; undefined for expressions. */
  private statement(n: Node): string | undefined {
    switch (n.op) {
      case 'ODCL':
        return `var ${n.x.name} ${this.type(n.x.type)}`;
      case 'OAS':
        return `${this.node(n.x)} ${n.def ? ':=' : '='} ${this.node(n.y)}`;
      case 'OASOP':
        if (n.incDec) return `${this.node(n.x)}${n.asOp === 'OADD' ? '++' : '--'}`;
        return `${this.node(n.x)} ${operators[n.asOp]}= ${this.node(n.y)}`;
      case 'OAS2':
      case 'OAS2FUNC':
      case 'OAS2MAPR':
      case 'OAS2DOTTYPE':
      case 'OAS2RECV':
      case 'OSELRECV2':
        return `${this.list(n.lhs)} ${n.def ? ':=' : '='} ${this.list(n.rhs)}`;
      case 'ORETURN':
        return `return ${this.list(n.results)}`;
      case 'OGO':
        return `go ${this.node(n.call)}`;
      case 'ODEFER':
        return `defer ${this.node(n.call)}`;
      case 'OFOR':
      case 'ORANGE':
        return 'for loop';
      case 'OSELECT':
        return 'select statement';
      case 'OSWITCH':
      case 'OTYPESW':
        return 'switch statement';
      case 'OSEND':
        return `${this.expr(n.chan, 3)} <- ${this.expr(n.value, 4)}`;
      case 'OPANIC':
      case 'OCLOSE':
      case 'OCLEAR':
        return `${functions[n.op]}(${this.node(n.x)})`;
      case 'OPRINT':
      case 'OPRINTLN':
      case 'ODELETE':
        return `${functions[n.op]}(${this.list(n.args)})`;
      case 'OIF':
        return `if ${this.node(n.cond)} { ${this.list(n.body, '; ')} }`;
      case 'OREPEAT':
        return this.list(n.body, '; ');
      case 'OBLOCK':
        return this.list(n.list, '; ');
      case 'OCASE':
      case 'OTYPECASE':
        return this.clause(n);
      case 'OLABEL':
        return `${n.label}: `;
      case 'OBREAK':
      case 'OCONTINUE':
      case 'OGOTO':
      case 'OFALL':
      case 'OCOMM':
      case 'OCHECKNIL':
        return n.op.slice(1).toLowerCase();
      default:
        return undefined;
    }
  }

  private clause(n: Extract<Node, { op: 'OCASE' | 'OTYPECASE' }>): string {
    const list =
      n.op === 'OCASE'
        ? this.list(n.list)
        : n.types.map((t) => (t === undefined ? 'nil' : this.type(t))).join(', ');
    return `${n.isDefault ? 'default' : `case ${list}`}: ${this.list(n.body as Stmt[], '; ')}`;
  }
}

function shapeList(tparams: readonly TypeParam[], targs: readonly Type[]): string {
  return `[${shapesOf(tparams, targs)
    .map((shape) => shape.text)
    .join()}]`;
}

/** Link names without the package: closures print as `f.func1`. */
export function localSym(sym: string): string {
  return sym.slice(sym.indexOf('.') + 1);
}

function isAny(type: Type): boolean {
  return type.kind === 'interface' && type.predeclared !== '';
}

function skipImplicit(n: Expr): Expr {
  let x = n;
  while (
    (x.op === 'OADDR' ||
      x.op === 'ODEREF' ||
      x.op === 'OCONV' ||
      x.op === 'OCONVNOP' ||
      x.op === 'OCONVIFACE') &&
    x.implicit
  ) {
    x = x.x;
  }
  return x;
}

/** The type a constant has without saying so. */
function defaultTypeOf(value: Constant): Type {
  switch (value.kind) {
    case 'bool':
      return typ.bool;
    case 'string':
      return typ.string;
    case 'int':
      return typ.int;
    case 'float':
      return typ.float64;
    case 'complex':
      return typ.complex128;
  }
}

const runeEscapes: Record<number, string> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
};

/** A code point as a rune literal. */
function quoteRune(rune: number): string {
  const known = runeEscapes[rune];
  if (known !== undefined) return `'${known}'`;
  const hex = (digits: number): string => rune.toString(16).padStart(digits, '0');
  if (rune < 32 || rune === 127) return `'\\x${hex(2)}'`;
  if (rune >= 0xd800 && rune < 0xe000) return "'\uFFFD'";
  const text = String.fromCodePoint(rune);
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(text)) return `'${text}'`;
  return rune < 0x10000 ? `'\\u${hex(4)}'` : `'\\U${hex(8)}'`;
}
