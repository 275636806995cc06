/**
 * From compiled functions to a program: reaches everything from the entry on, numbers functions,
 * types, sites and natives, lays out the static segment, and puts the code together.
 *
 * LONG: every step reads and adds to the same numbering.
 */
import { assert } from '../../base/assert';
import type { Func as IrFunc, IrPackage } from '../ir/nodes';
import { newFunc, emptySignature } from '../ir/state';
import type { Layouts } from '../layout/layout';
import type { Pieces } from '../pieces';
import type { FileSet, Pos } from '../syntax/pos';
import type { Type } from '../types/types';
import { libraryUnit } from './library';
import type { Data, FuncCode, Ref, SiteRef } from './object';
import { Op } from './opcodes';
import { lengthAt, selectCaseOperands, shapeOf } from './operands';
import type { Func, Global, Program, ProgramAnnotation, Site, StaticSegment } from './program';
import type { SourcePosition } from './position';
import { SourceTable } from './sourcetable';
import { layOut, staticBase, textOffset, typeBytes } from './segment';
import type { Layout } from './segment';
import { stackMaps } from './stackmaps';
import { TypeLinker } from './typedesc';
import { typeRecords } from './typerecords';
import type { PackageUnit } from './unit';

/** What is linked besides the user's own package. */
interface LinkInput {
  readonly main: PackageUnit;
  /** Library packages in the order of their initialisation. */
  readonly library: readonly PackageUnit[];
  readonly fileSet: FileSet;
  readonly libraryFiles: FileSet;
  readonly layouts: Layouts;
  readonly annotations: readonly ProgramAnnotation[];
}

/** Link name of the function a program begins with. */
const entryName = 'runtime.main';

interface Linked {
  readonly code: FuncCode;
  readonly user: boolean;
  entry: number;
}

export class Linker {
  private readonly linked: Linked[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly natives: string[] = [];
  private readonly nativeNumbers = new Map<string, number>();
  private readonly sites: SiteRef[] = [];
  private readonly siteNumbers = new Map<SiteRef, number>();
  private readonly datas = new Set<Data>();
  /** What the program's own variables and functions lead to, variables of the library apart. */
  private readonly own = new Set<Data>();
  private readonly queue: (FuncCode | Data)[] = [];
  private readonly types: TypeLinker;
  private readonly specials: Record<'zerobase' | 'zeroVal' | 'staticuint64s', Data>;
  private readonly userSites: Set<SiteRef>;

  constructor(private readonly input: LinkInput) {
    this.types = new TypeLinker(input.layouts, (type) => this.packageOf(type));
    this.specials = specialData();
    for (const site of input.main.allSites()) this.site(site);
    this.userSites = new Set(this.sites);
  }

  /** Links piece by piece: between two of them, others may have a turn. */
  *link(): Pieces<Program> {
    const entry = this.add(entryName, this.entryCode(), false);
    const runtimeFuncs: Record<string, number> = {};
    for (const { name } of runtimeRoots()) {
      runtimeFuncs[name.slice('runtime.'.length)] = this.reach(name);
      yield;
    }
    for (const { data } of this.input.main.allGlobals) this.data(data, true);
    for (const data of Object.values(this.specials)) this.data(data);
    do {
      for (let next = this.queue.pop(); next !== undefined; next = this.queue.pop()) {
        const refs = 'code' in next ? next.refs : next.relocations.map(({ target }) => target);
        const own = 'code' in next ? next.sym.startsWith('main.') : this.own.has(next);
        for (const ref of refs) {
          this.ref(ref, own);
          yield;
        }
      }
    } while (yield* this.types.settle((sym) => this.reach(sym)));
    const funcs = this.linked.map((_, id) => this.func(id));
    yield;
    yield* this.typesOfVariables();
    yield;
    const types = this.types.descriptors();
    this.specials.zeroVal = zeroData(Math.max(1024, this.types.largestMapElem()), 8);
    this.data(this.specials.zeroVal);
    yield;
    return yield* this.program(entry, runtimeFuncs, funcs, types);
  }

  // ------------------------------------------------------------------------------------- reaching

  private packageOf(type: Type): IrPackage {
    const base = type.kind === 'pointer' ? type.elem : type;
    const path = base.kind === 'named' ? base.obj.pkg?.path : undefined;
    if (path === undefined || path === this.input.main.pkg.types.path) return this.input.main.pkg;
    return libraryUnit(path).pkg;
  }

  private add(sym: string, code: FuncCode, user: boolean): number {
    const id = this.linked.push({ code, user, entry: 0 }) - 1;
    this.numbers.set(sym, id);
    this.queue.push(code);
    return id;
  }

  /** The number of the function with this link name, which is part of the program from now on. */
  private reach(sym: string): number {
    const known = this.numbers.get(sym);
    if (known !== undefined) return known;
    const own = this.input.main.func(sym);
    if (own !== undefined) return this.add(sym, own, !own.func.isForeign);
    for (const unit of this.input.library) {
      const code = unit.func(sym);
      if (code !== undefined) return this.add(sym, code, false);
    }
    throw new Error(`no function ${sym}`);
  }

  private data(data: Data, own = false): void {
    if (this.datas.has(data)) return;
    this.datas.add(data);
    if (own) this.own.add(data);
    this.queue.push(data);
  }

  private site(site: SiteRef): number {
    const known = this.siteNumbers.get(site);
    if (known !== undefined) return known;
    const id = this.sites.push(site) - 1;
    this.siteNumbers.set(site, id);
    return id;
  }

  private native(sym: string): number {
    const known = this.nativeNumbers.get(sym);
    if (known !== undefined) return known;
    const id = this.natives.push(sym) - 1;
    this.nativeNumbers.set(sym, id);
    return id;
  }

  private globalData(sym: string): Data {
    for (const unit of [this.input.main, ...this.input.library]) {
      const found = unit.global(sym);
      if (found === undefined) continue;
      // Variables without size are all at one place, as objects without size are.
      return found.data.size === 0 ? this.specials.zerobase : found.data;
    }
    throw new Error(`no variable ${sym}`);
  }

  private ref(ref: Ref, own: boolean): void {
    switch (ref.kind) {
      case 'type':
        if (ref.boxed) this.types.box(ref.type);
        else this.types.number(ref.type);
        return;
      case 'func':
      case 'text':
        this.reach(ref.sym);
        return;
      case 'site':
        this.site(ref.site);
        return;
      case 'native':
        this.native(ref.sym);
        return;
      case 'data':
        this.data(ref.data, own);
        return;
      case 'global':
        this.data(this.globalData(ref.sym));
        return;
      case 'special':
    }
  }

  // ---------------------------------------------------------------------------------------- roots

  /** Calls the packages' initialisation in order, then main.main. */
  private entryCode(): FuncCode {
    const units = [...this.input.library, this.input.main];
    const inits = units.flatMap((unit) => unit.pkg.inits.map((fn) => fn.name));
    const calls = [...inits, 'main.main'];
    const code = [...calls.flatMap((_, i) => [Op.CALL, i]), Op.RET];
    const fn = newFunc({ sym: entryName, pos: 0 as Pos, endPos: 0 as Pos, sig: emptySignature() });
    return {
      func: fn,
      sym: entryName,
      code: Int32Array.from(code),
      refs: calls.map((sym) => ({ kind: 'func', sym })),
      maps: calls.map((_, i) => ({ pc: 2 * i, words: [] })),
      localBytes: 0,
      argBytes: 0,
      outBytes: 64,
      deferReturnPc: -1,
      native: false,
      positionPcs: Int32Array.of(0),
      positions: Int32Array.of(0),
      statements: new Int32Array(0),
      variables: [],
      params: [],
      results: [],
    };
  }

  // -------------------------------------------------------------------------------------- results

  private position(pos: number, user: boolean): SourcePosition {
    const files = user ? this.input.fileSet : this.input.libraryFiles;
    const { file, line, column } = files.position(pos as Pos);
    return { file, line, column };
  }

  private func(id: number): Func {
    const { code, user } = this.linked[id] as Linked;
    return {
      id,
      name: code.sym,
      entry: 0,
      end: 0,
      localBytes: code.localBytes,
      argBytes: code.argBytes,
      frameBytes: code.localBytes + 16 + code.argBytes,
      outBytes: code.outBytes,
      deferReturnPc: code.deferReturnPc,
      wrapper: code.func.wrapper,
      variables: [],
      native: code.native ? this.native(code.sym) : -1,
      position: this.position(code.func.pos, user),
      user,
      params: code.params.map((type) => this.types.number(type)),
      results: code.results.map((type) => this.types.number(type)),
    };
  }

  /** Types the debugger shows have descriptors as well. */
  private *typesOfVariables(): Pieces<void> {
    for (const { code, user } of this.linked) {
      if (user) for (const { type } of code.variables) this.types.number(type);
    }
    for (const { name } of this.globalsInProgram()) this.types.number(name.type);
    while (yield* this.types.settle((sym) => this.numbers.get(sym) ?? -1));
  }

  private globalsInProgram(): {
    name: { name: string; sym: string; type: Type; pos: Pos };
    data: Data;
    user: boolean;
  }[] {
    const of = (unit: PackageUnit, user: boolean): ReturnType<Linker['globalsInProgram']> =>
      unit.allGlobals
        .filter(({ data }) => this.datas.has(data))
        .map(({ name, data }) => ({ name, data, user }));
    return [...of(this.input.main, true), ...this.input.library.flatMap((unit) => of(unit, false))];
  }

  private *program(
    entry: number,
    runtimeFuncs: Record<string, number>,
    bare: readonly Func[],
    types: Program['types'],
  ): Pieces<Program> {
    const zeroes = typeRecords(types, 0).length;
    const layout = layOut([...this.datas], this.linked.length, zeroes);
    yield;
    const typesStart = layout.rodata.start;
    const code = yield* this.code(layout);
    const funcs = bare.map((fn, id) => this.complete(fn, id));
    yield;
    const maps = stackMaps(this.linked);
    yield;
    const source = new SourceTable(this.linked, (pos, user) => this.position(pos, user));
    yield;
    return {
      code,
      funcs,
      types,
      statics: this.segment(layout, types, typesStart),
      globals: this.globalsInProgram().map(({ name, data, user }): Global => ({
        name: name.sym,
        type: this.types.number(name.type),
        offset: layout.at.get(data) ?? 0,
        segment: data.segment === 'bss' ? 'bss' : 'data',
        position: this.position(name.pos, user),
        user,
      })),
      sites: this.sites.map((site, id) => this.programSite(site, id)),
      stackMaps: maps,
      natives: this.natives,
      annotations: this.input.annotations,
      entry,
      runtimeFuncs,
      statementStarts: source.statementStarts(code.length),
      positionOf: (pc) => source.positionOf(pc),
      funcOf: (pc) => source.funcOf(pc),
      pcsOfLine: (file, line) => source.pcsOfLine(file, line),
    };
  }

  private programSite(site: SiteRef, id: number): Site {
    const isOwn = this.userSites.has(site) || site.func.startsWith('main.');
    const user = isOwn && !site.isForeign;
    const { func, kind, type, text, zone } = site;
    return { id, position: this.position(site.pos, user), func, kind, type, text, zone, user };
  }

  private complete(fn: Func, id: number): Func {
    const { code, entry, user } = this.linked[id] as Linked;
    return {
      ...fn,
      entry,
      end: entry + code.code.length,
      deferReturnPc: code.deferReturnPc < 0 ? -1 : entry + code.deferReturnPc,
      variables: (user ? code.variables : []).map((v) => ({
        name: v.name,
        type: this.types.number(v.type),
        offset: v.offset,
        home: v.home,
        role: v.role,
        fromPc: entry + v.fromPc,
        toPc: entry + v.toPc,
        position: this.position(v.pos, user),
        site: v.site === undefined ? -1 : this.site(v.site),
      })),
    };
  }

  // ----------------------------------------------------------------------------------------- code

  private *code(layout: Layout): Pieces<Int32Array> {
    let length = 0;
    for (const linked of this.linked) {
      linked.entry = length;
      length += linked.code.code.length;
    }
    const all = new Int32Array(length);
    for (const { code, entry } of this.linked) {
      all.set(code.code, entry);
      this.relocate(all, code, entry, layout);
      yield;
    }
    return all;
  }

  private relocate(all: Int32Array, { code, refs }: FuncCode, entry: number, layout: Layout): void {
    const value = (ref: number): number => {
      if (ref < 0) return ref;
      return this.valueOf(refs[ref] as Ref, layout);
    };
    for (let pc = 0; pc < code.length;) {
      const op = code[pc] ?? 0;
      const shape = shapeOf[op];
      assert(shape !== undefined, `unknown operation ${op}`);
      const at = entry + pc + 1;
      shape.operands.forEach(({ role }, i) => {
        if (role === 't') all[at + i] = (all[at + i] ?? 0) + entry;
        else if ('TFSNa'.includes(role)) all[at + i] = value(all[at + i] ?? 0);
      });
      const length = lengthAt(code, pc);
      const rest = at + shape.operands.length;
      if (op === Op.JTABLE) {
        for (let i = rest; i < entry + pc + length; i++) all[i] = (all[i] ?? 0) + entry;
      } else if (op === Op.SELECT) {
        for (let i = rest; i < entry + pc + length; i += selectCaseOperands) {
          all[i + 3] = value(all[i + 3] ?? 0);
        }
      }
      pc += length;
    }
  }

  private valueOf(ref: Ref, layout: Layout): number {
    switch (ref.kind) {
      case 'type':
        return this.types.number(ref.type);
      case 'func':
        return this.numbers.get(ref.sym) ?? -1;
      case 'site':
        return this.site(ref.site);
      case 'native':
        return this.native(ref.sym);
      default:
        return this.offsetOf(ref, layout);
    }
  }

  private offsetOf(ref: Ref, layout: Layout): number {
    switch (ref.kind) {
      case 'text':
        return textOffset(this.numbers.get(ref.sym) ?? 0);
      case 'data':
        return (layout.at.get(ref.data) ?? 0) + ref.add;
      case 'global':
        return (layout.at.get(this.globalData(ref.sym)) ?? 0) + ref.add;
      case 'special':
        return (layout.at.get(this.specials[ref.name]) ?? 0) + ref.add;
      case 'type':
        return layout.rodata.start + typeBytes * this.types.number(ref.type);
      default:
        throw new Error(`${ref.kind} has no address`);
    }
  }

  private segment(layout: Layout, types: Program['types'], typesStart: number): StaticSegment {
    const image = new Uint8Array(layout.data.end);
    const view = new DataView(image.buffer);
    image.set(typeRecords(types, staticBase + typesStart), typesStart);
    const pointers: number[] = [];
    for (const { data, offset } of layout.placed) {
      if (data.segment !== 'rodata') for (const at of data.pointers) pointers.push(offset + at);
      if (data.bytes === undefined) continue;
      image.set(data.bytes, offset);
      for (const { offset: at, target } of data.relocations) {
        const address = staticBase + this.offsetOf(target, layout);
        view.setUint32(offset + at, address, true);
        view.setUint32(offset + at + 4, 0, true);
      }
    }
    let ownBytes = 0;
    for (const { data } of layout.placed)
      if (this.own.has(data) && data.segment !== 'rodata' && data.pointers.length > 0)
        ownBytes += data.size;
    const { size, rodata, noptrdata, data, bss, noptrbss, at } = layout;
    return {
      base: staticBase,
      image,
      size,
      rodata,
      noptrdata,
      data,
      bss,
      noptrbss,
      ownBytes,
      pointers: Uint32Array.from(pointers.sort((a, b) => a - b)),
      typesStart,
      zerobase: at.get(this.specials.zerobase) ?? 0,
      zeroVal: at.get(this.specials.zeroVal) ?? 0,
      staticuint64s: at.get(this.specials.staticuint64s) ?? 0,
    };
  }
}

/** The functions of package runtime that the interpreter calls by name. */
function runtimeRoots(): IrFunc[] {
  return libraryUnit('runtime').declared.filter(
    (fn) => /^runtime\.[a-z]\w*$/.test(fn.name) && fn.name !== 'runtime.init' && isPlain(fn),
  );
}

/** A plain function: neither a method nor made by the compiler. */
function isPlain(fn: IrFunc): boolean {
  return fn.recv === undefined && !fn.isClosure && !fn.wrapper && fn.obj !== undefined;
}

function zeroData(size: number, align: number): Data {
  return { key: '', segment: 'bss', size, align, relocations: [], pointers: [] };
}

function specialData(): Record<'zerobase' | 'zeroVal' | 'staticuint64s', Data> {
  const bytes = new Uint8Array(256 * 8);
  for (let i = 0; i < 256; i++) bytes[i * 8] = i;
  return {
    zerobase: zeroData(8, 8),
    zeroVal: zeroData(1024, 8),
    staticuint64s: {
      key: 'staticuint64s',
      segment: 'rodata',
      size: bytes.length,
      align: 8,
      bytes,
      relocations: [],
      pointers: [],
    },
  };
}
