/**
 * One package ready to be compiled: its functions by link name, its variables as data, and what its
 * functions share while they are compiled. Functions are compiled when the first program needs
 * them.
 */
import type { EscapeResult } from '../escape/escape';
import { elemOf } from '../ir/build';
import type {
  AllocExpr,
  Expr,
  Func,
  IrPackage,
  MethodValueExpr,
  Name,
  SliceLitExpr,
  Stmt,
  StringConvExpr,
} from '../ir/nodes';
import { newFunc } from '../ir/state';
import { typeText } from '../ir/typetext';
import type { Layouts } from '../layout/layout';
import { isInterface, underlying } from '../types/predicates';
import { ArrayType } from '../types/types';
import type { Type } from '../types/types';
import { compileFunc, compileMethodValue } from './function';
import type { HeapGroup } from './heapgroups';
import { heapGroups } from './heapgroups';
import type { Data, FuncCode, GlobalData, SiteRef, Unit } from './object';
import { StaticWriter } from './staticvalue';

/** What kind of object an allocation makes, as sites say it. */
const siteKinds: Partial<Record<AllocExpr['op'], string>> = {
  ONAME: 'variable',
  ONEW: 'new',
  OMAKESLICE: 'make',
  OMAKEMAP: 'map',
  OMAPLIT: 'map',
  OMAKECHAN: 'chan',
  OPTRLIT: '&T{}',
  OSLICELIT: '[]T{}',
  OAPPEND: 'append',
  OMOVE2HEAP: 'append',
  OCLOSURE: 'closure',
  OMETHVALUE: 'closure',
  OCONVIFACE: 'box',
};

export class PackageUnit {
  private readonly funcs = new Map<string, Func>();
  private readonly compiled = new Map<string, FuncCode>();
  private readonly methodValues = new Map<string, MethodValueExpr>();
  private readonly globals = new Map<string, GlobalData>();
  private readonly sites = new Map<AllocExpr, SiteRef>();
  private readonly strings = new Map<string, Data>();
  private readonly funcValues = new Map<string, Data>();
  private readonly constants = new Map<Expr, Data>();
  private knownWrappers = 0;
  private readonly unit: Unit;

  constructor(
    readonly pkg: IrPackage,
    readonly layouts: Layouts,
    private readonly escapes: EscapeResult,
    annotations: ReadonlyMap<Stmt, readonly number[]>,
  ) {
    for (const fn of [...pkg.inits, ...pkg.funcs, ...pkg.natives]) this.addFunc(fn);
    const none: readonly number[] = [];
    this.unit = {
      pkg,
      layouts,
      siteOf: (n, fn) => this.siteOf(n, fn),
      heapGroups: (fn) => this.heapGroups(fn),
      string: (bytes) => this.string(bytes),
      funcValue: (sym) => this.funcValue(sym),
      constant: (n, segment) => this.constant(n, segment),
      backing: (n) => this.backing(n),
      methodValue: (n) => this.methodValue(n),
      annotationsAt: (s) => annotations.get(s) ?? none,
      startOf: (s) => pkg.origins.get(s)?.start,
    };
    this.addGlobals();
  }

  private addFunc(fn: Func): void {
    this.funcs.set(fn.name, fn);
    fn.closures.forEach((closure) => {
      this.addFunc(closure);
    });
  }

  // ---------------------------------------------------------------------------------------
  // functions

  /** The function with this link name, compiled; undefined if it is not of this package. */
  func(sym: string): FuncCode | undefined {
    const known = this.compiled.get(sym);
    if (known !== undefined) return known;
    const code = this.compile(sym);
    if (code !== undefined) this.compiled.set(sym, code);
    return code;
  }

  private compile(sym: string): FuncCode | undefined {
    const value = this.methodValues.get(sym);
    if (value !== undefined) return this.compileMethodValue(value, sym);
    let fn = this.funcs.get(sym);
    if (fn === undefined) {
      // Method tables made new ones since.
      const { wrappers } = this.pkg;
      for (; this.knownWrappers < wrappers.length; this.knownWrappers++) {
        this.addFunc(wrappers[this.knownWrappers] as Func);
      }
      fn = this.funcs.get(sym);
    }
    return fn === undefined ? undefined : compileFunc(fn, this.unit);
  }

  /** Functions without a body of a package's own, by their names. */
  get declared(): readonly Func[] {
    return this.pkg.funcs;
  }

  private methodValue(n: MethodValueExpr): string {
    const receiver = typeText(n.x.type, undefined);
    const own = n.callee?.sym ?? `${this.pkg.types.path}.${receiver}.${n.method.name}`;
    const sym = `${own}-fm`;
    if (!this.methodValues.has(sym)) this.methodValues.set(sym, n);
    return sym;
  }

  private compileMethodValue(n: MethodValueExpr, sym: string): FuncCode {
    const sig = underlying(n.type);
    if (sig.kind !== 'signature') throw new Error('method value of no function type');
    const fn = newFunc({ sym, pos: n.pos, endPos: n.pos, sig, wrapper: true });
    return compileMethodValue(n, sym, fn, this.unit);
  }

  // -------------------------------------------------------------------------------------------
  // sites

  private siteOf(n: AllocExpr, fn: Func): SiteRef {
    const known = this.sites.get(n);
    if (known !== undefined) return known;
    const verdict = n.site < 0 ? undefined : this.verdicts().get(n);
    const zone = n.esc === 'static' ? 'static' : n.esc === 'stack' ? 'stack' : 'heap';
    const owner = verdict?.fn ?? fn;
    const group = n.op === 'ONAME' ? this.heapGroups(owner).get(n) : undefined;
    const shared = group?.first === n ? group : undefined;
    const site: SiteRef = {
      pos: n.pos,
      number: n.site,
      isForeign: owner.isForeign,
      func: owner.name,
      kind: siteKinds[n.op] ?? 'string',
      type: typeText(shared?.type ?? objectType(n), undefined),
      text: shared?.names.join(', ') ?? verdict?.text ?? '',
      zone,
    };
    this.sites.set(n, site);
    return site;
  }

  private readonly groups = new Map<Func, ReadonlyMap<Name, HeapGroup>>();
  private heapGroups(fn: Func): ReadonlyMap<Name, HeapGroup> {
    const known = this.groups.get(fn) ?? heapGroups(fn, this.layouts);
    this.groups.set(fn, known);
    return known;
  }

  private verdictTable: Map<AllocExpr, EscapeResult['verdicts'][number]> | undefined;
  private verdicts(): Map<AllocExpr, EscapeResult['verdicts'][number]> {
    this.verdictTable ??= new Map(this.escapes.verdicts.map((v) => [v.n, v]));
    return this.verdictTable;
  }

  /** All sites of the package in the order of their numbers. */
  allSites(): SiteRef[] {
    const fn = this.pkg.inits[0] ?? this.pkg.funcs[0];
    return fn === undefined ? [] : this.pkg.sites.map((n) => this.siteOf(n, fn));
  }

  // --------------------------------------------------------------------------------------------
  // data

  /** The variable with this link name. */
  global(sym: string): GlobalData | undefined {
    return this.globals.get(sym);
  }

  get allGlobals(): readonly GlobalData[] {
    return [...this.globals.values()];
  }

  private addGlobals(): void {
    const values = new Map<string, Expr>();
    for (const s of this.pkg.staticInits) {
      if (s.op === 'OAS' && s.x.op === 'ONAME' && s.y !== undefined) values.set(s.x.sym, s.y);
    }
    for (const name of this.pkg.globals) {
      if (name.name === '_') continue;
      const value = values.get(name.sym);
      const size = this.layouts.sizeof(name.type);
      const data: Data = {
        key: '',
        segment: value === undefined ? 'bss' : 'data',
        size,
        align: this.layouts.alignof(name.type),
        ...(value === undefined ? { relocations: [] } : this.bytesOf(value, size)),
        pointers: this.pointers(name.type),
      };
      this.globals.set(name.sym, { name, data });
    }
  }

  private pointers(type: Type): readonly number[] {
    return this.layouts.hasPointers(type) ? this.layouts.pointerOffsets(type) : [];
  }

  private bytesOf(n: Expr, size: number): { bytes: Uint8Array; relocations: Data['relocations'] } {
    const writer = new StaticWriter({ ...this.unit }, new Uint8Array(size));
    writer.write(n, 0);
    return { bytes: writer.bytes, relocations: writer.relocations };
  }

  private string(text: string): Data {
    const known = this.strings.get(text);
    if (known !== undefined) return known;
    const bytes = latin1(text);
    const data: Data = {
      key: `s${text}`,
      segment: 'rodata',
      size: bytes.length,
      align: 1,
      bytes,
      relocations: [],
      pointers: [],
    };
    this.strings.set(text, data);
    return data;
  }

  private funcValue(sym: string): Data {
    const known = this.funcValues.get(sym);
    if (known !== undefined) return known;
    const data: Data = {
      key: `f${sym}`,
      segment: 'rodata',
      size: 8,
      align: 8,
      bytes: new Uint8Array(8),
      relocations: [{ offset: 0, target: { kind: 'text', sym } }],
      pointers: [],
    };
    this.funcValues.set(sym, data);
    return data;
  }

  private constant(n: Expr, segment: 'rodata' | 'data'): Data {
    const known = this.constants.get(n);
    if (known !== undefined) return known;
    const data = this.newConstant(n, segment);
    this.constants.set(n, data);
    return data;
  }

  private readonly backings = new Map<Expr, Data>();
  private backing(n: SliceLitExpr | StringConvExpr): Data {
    const known = this.backings.get(n);
    if (known !== undefined) return known;
    const data = this.newBacking(n);
    this.backings.set(n, data);
    return data;
  }

  private newBacking(n: SliceLitExpr | StringConvExpr): Data {
    if (n.op === 'OSLICELIT') {
      const type = new ArrayType(n.len, elemOf(n.type));
      return this.newConstant({ op: 'OARRAYLIT', pos: n.pos, type, elems: n.elems }, 'data');
    }
    const text = n.x.op === 'OLITERAL' && n.x.value.kind === 'string' ? n.x.value.value : '';
    const bytes = latin1(text);
    const size = bytes.length;
    return { key: '', segment: 'data', size, align: 1, bytes, relocations: [], pointers: [] };
  }

  private newConstant(n: Expr, segment: 'rodata' | 'data'): Data {
    const size = this.layouts.sizeof(n.type);
    return {
      key: '',
      segment,
      size,
      align: this.layouts.alignof(n.type),
      ...this.bytesOf(n, size),
      pointers: segment === 'data' ? this.pointers(n.type) : [],
    };
  }
}

/** The type of the object that is made. */
function objectType(n: AllocExpr): Type {
  switch (n.op) {
    case 'ONEW':
    case 'OPTRLIT':
      return elemOf(n.type);
    case 'OCONVIFACE':
      return isInterface(n.x.type) ? n.type : n.x.type;
    default:
      return n.type;
  }
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
