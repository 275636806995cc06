/**
 * What stands at a place of the source, for whoever explains it: allocation sites with the
 * characters they take and the object they make, types, variables, functions. Everything here is
 * known before the program runs; offsets are UTF-16 offsets in the file.
 */
import type { Analysis } from './analyse';
import type { HeapGroup } from './code/heapgroups';
import { heapGroups } from './code/heapgroups';
import type { FlowStep } from './escape/graph';
import type { AllocExpr, Func, Name } from './ir/nodes';
import { NodePrinter, localSym } from './ir/print';
import { kindOf, objectOf, objectType, placeOf, shapeOf } from './objects';
import type { ObjectShape, Unless, Zone } from './objects';
import { forChildren } from './syntax/children';
import type { Expr, FuncDecl, Node } from './syntax/nodes';
import type { Pos } from './syntax/pos';
import { isParameterized } from './types/subst';
import type { Obj, Type, Var } from './types/types';

/** One allocating expression or variable. */
export interface SourceSite {
  readonly start: number;
  readonly end: number;
  /** Line and byte column as the compiler prints them. */
  readonly line: number;
  readonly column: number;
  /** `new`, `make`, `&T{}`, `append`, `closure`, `box`, `string`, `variable`, … */
  readonly kind: string;
  /** As the compiler names it. */
  readonly text: string;
  readonly zone: Zone;
  readonly unless?: Unless;
  /** Type of the object. */
  readonly type: string;
  /** Absent when only the run knows the size. */
  readonly object?: ObjectShape;
  /** Why it is in the heap: flows from the value outwards. */
  readonly why: readonly FlowStep[];
  /** Evaluated any number of times per call of its function. */
  readonly inLoop: boolean;
  /** The variables that share the object, if it is not one's own. */
  readonly shared?: readonly string[];
}

/** A declared function with the sites in it and in its literals. */
export interface FunctionSites {
  /** Of an instance of a generic function with its type arguments, if the instances differ. */
  readonly name: string;
  readonly isInstance: boolean;
  /** Of the name. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly lastLine: number;
  readonly sites: readonly SourceSite[];
}

/** What a place is about. */
export type Finding = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'site'; readonly site: SourceSite }
  | { readonly kind: 'type'; readonly type: string; readonly shape: ObjectShape }
  /** A generic function with the type arguments it is used with. */
  | { readonly kind: 'instance'; readonly name: string; readonly type: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly type: string;
      readonly shape: ObjectShape;
      readonly zone: 'heap' | 'stack' | 'globals';
      /** Of a variable that was moved to the heap. */
      readonly site?: SourceSite;
    }
);

/** Looks into one analysis. Built once per analysis, when first asked. */
export class Lookup {
  readonly sites: readonly SourceSite[];
  readonly functions: readonly FunctionSites[];
  private readonly printer: NodePrinter;
  private readonly byPos = new Map<Pos, { node: Node; inLoop: boolean }[]>();
  private readonly sitesByPos = new Map<Pos, SourceSite[]>();

  constructor(private readonly analysis: Analysis) {
    this.printer = new NodePrinter(analysis.check.package);
    const all = analysis.lowered?.escapes.verdicts ?? [];
    const verdicts = all.filter(({ fn }) => !fn.isForeign);
    this.index(analysis.file, false, new Set(verdicts.map(({ n }) => n.pos)));
    const inFunction = new Map<Func, SourceSite[]>();
    this.sites = verdicts.flatMap(({ n, fn, heap, text, why }) => {
      const site = this.siteOf(n, heap, text, why, this.groupOf(n, fn));
      if (site === undefined) return [];
      add(inFunction, outermost(fn), site);
      // Instances of a generic function often make the same of it.
      if (this.sitesByPos.get(n.pos)?.some((other) => isAlike(site, other)) === true) return [];
      add(this.sitesByPos, n.pos, site);
      return [site];
    });
    this.functions = this.functionsOf(inFunction);
  }

  /** The smallest thing around an offset that there is something to say about. */
  at(offset: number): Finding | undefined {
    const chain = this.chainAt(offset);
    let type: Finding | undefined;
    for (const [depth, node] of chain.entries()) {
      // The type in `&T{…}` or `new(T)` says less than the whole expression does.
      const found = this.siteFinding(node, offset) ?? (type ? undefined : this.nameFinding(node));
      if (found !== undefined) return found;
      type ??= this.typeFinding(node);
      // A statement has nothing to say about what is not one of its sites.
      if (depth > 0 && /(Stmt|Decl|Clause|FuncLit)$/.test(node.kind)) break;
    }
    return type;
  }

  /** Nodes around an offset, innermost first. */
  private chainAt(offset: number): Node[] {
    const pos = this.analysis.text.base + offset;
    const chain: Node[] = [];
    const visit = (node: Node): void => {
      chain.unshift(node);
      forChildren(node, (child) => {
        const isIn = child.start <= pos && pos < child.end;
        if (isIn) visit(child);
        return isIn;
      });
    };
    visit(this.analysis.file);
    return chain;
  }

  /** Notes the nodes at the positions of verdicts. */
  private index(node: Node, inLoop: boolean, wanted: ReadonlySet<Pos>): void {
    const loop = node.kind === 'ForStmt' || (inLoop && node.kind !== 'FuncLit');
    if (wanted.has(node.pos)) add(this.byPos, node.pos, { node, inLoop: loop });
    forChildren(node, (child) => {
      this.index(child, loop, wanted);
    });
  }

  private siteFinding(node: Node, offset: number): Finding | undefined {
    const start = node.start - this.analysis.text.base;
    const sites = this.sitesByPos.get(node.pos)?.filter((site) => site.start === start);
    // Inside its braces a literal's own elements speak.
    const site = sites?.find(({ kind, end }) => kind !== 'arguments' && end > offset);
    if (site === undefined || site.kind === 'variable') return undefined;
    if (node.kind === 'FuncLit' && offset >= node.body.start - this.analysis.text.base)
      return undefined;
    return { kind: 'site', site, start: site.start, end: site.end };
  }

  private nameFinding(node: Node): Finding | undefined {
    if (node.kind === 'Name' && node.obj?.kind === 'func' && node.targs !== undefined) {
      const { obj, targs } = node;
      const name = `${obj.name}[${targs.map((type) => this.printer.type(type)).join()}]`;
      return { ...this.range(node), kind: 'instance', name, type: this.printer.type(obj.type) };
    }
    if (node.kind !== 'Name' || node.obj?.kind !== 'var' || node.obj.type === undefined)
      return undefined;
    const { obj } = node;
    if (isParameterized(obj.type)) return undefined;
    if (obj.role === 'field' || obj.pkg !== this.analysis.check.package) return undefined;
    const moved = this.sitesByPos.get(obj.pos)?.find(({ kind }) => kind === 'variable');
    const zone = obj.role === 'package' ? 'globals' : moved === undefined ? 'stack' : 'heap';
    return {
      ...this.range(node),
      kind: 'variable',
      name: obj.name,
      type: this.printer.type(obj.type),
      shape: shapeOf(obj.type, this.analysis.layouts),
      zone,
      ...(moved === undefined ? {} : { site: moved }),
    };
  }

  private typeFinding(node: Node): Finding | undefined {
    const type = typeMeant(node);
    if (type === undefined || type.kind === 'tuple' || isParameterized(type)) return undefined;
    return {
      ...this.range(node),
      kind: 'type',
      type: this.printer.type(type),
      shape: shapeOf(type, this.analysis.layouts),
    };
  }

  private range({ start, end }: Node): { start: number; end: number } {
    const { base } = this.analysis.text;
    return { start: start - base, end: end - base };
  }

  private readonly groups = new Map<Func, ReadonlyMap<Name, HeapGroup>>();
  private groupOf(n: AllocExpr, fn: Func): HeapGroup | undefined {
    if (n.op !== 'ONAME') return undefined;
    const known = this.groups.get(fn) ?? heapGroups(fn, this.analysis.layouts);
    this.groups.set(fn, known);
    return known.get(n);
  }

  private siteOf(
    n: AllocExpr,
    heap: boolean,
    text: string,
    why: readonly FlowStep[],
    group: HeapGroup | undefined,
  ): SourceSite | undefined {
    const kind = kindOf(n);
    const known = this.byPos.get(n.pos);
    const fits = known?.find(({ node }) => standsFor(n, node)) ?? known?.[0];
    // Made by the compiler: nothing in the source to point at.
    if (fits === undefined) return undefined;
    const { file, layouts, fileSet } = this.analysis;
    if (n.pos < file.start || n.pos > file.end) return undefined;
    const object = group === undefined ? objectOf(n, layouts) : shapeOf(group.type, layouts);
    const { line, column } = fileSet.position(n.pos);
    const { zone, unless } = placeOf(n, heap, layouts);
    return {
      ...this.range(fits.node),
      line,
      column,
      kind,
      text,
      zone,
      ...(unless === undefined ? {} : { unless }),
      type: this.printer.type(objectType(n)),
      ...(group === undefined ? {} : { shared: group.names }),
      ...(object === undefined ? {} : { object }),
      why,
      inLoop: fits.inLoop,
    };
  }

  /** One entry per declared function, or per instance where instances differ. */
  private functionsOf(inFunction: ReadonlyMap<Func, readonly SourceSite[]>): FunctionSites[] {
    const byPlace = new Map<number, FunctionSites[]>();
    for (const [fn, sites] of inFunction) {
      for (const found of this.functionOf(fn, sites)) {
        const others = byPlace.get(found.start) ?? [];
        byPlace.set(found.start, others);
        const isKnown = others.some((other) => areAlike(other.sites, found.sites));
        if (!isKnown) others.push(found);
      }
    }
    return [...byPlace.values()].flatMap((list) =>
      list.map((found) => ({ ...found, isInstance: list.length > 1 })),
    );
  }

  private functionOf(fn: Func, sites: readonly SourceSite[]): FunctionSites[] {
    const decl = this.analysis.file.decls.find(
      (candidate): candidate is FuncDecl =>
        candidate.kind === 'FuncDecl' && candidate.name.pos === fn.pos,
    );
    if (decl === undefined) return [];
    const { text } = this.analysis;
    return [
      {
        ...this.range(decl.name),
        name: localSym(fn.name),
        isInstance: false,
        line: text.lineOf(decl.start - text.base),
        lastLine: text.lineOf(Math.max(decl.start, decl.end - 1) - text.base),
        sites,
      },
    ];
  }
}

/** Whether two sites cost the same. */
function isAlike(a: SourceSite, b: SourceSite): boolean {
  const { zone, kind, unless, object } = a;
  if (zone !== b.zone || kind !== b.kind || unless !== b.unless) return false;
  const shape = b.object;
  return object?.bytes === shape?.bytes && object?.pointerBytes === shape?.pointerBytes;
}

function areAlike(a: readonly SourceSite[], b: readonly SourceSite[]): boolean {
  return a.length === b.length && a.every((site, i) => isAlike(site, b[i]!));
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function outermost(fn: Func): Func {
  let outer = fn;
  while (outer.outer !== undefined) outer = outer.outer;
  return outer;
}

/** The type that a type expression or a declared type's name means. */
function typeMeant(node: Node): Type | undefined {
  if (node.kind === 'Name' && node.obj?.kind === 'typename') return objType(node.obj);
  return 'mode' in node && node.mode === 'type' ? (node as Expr).type : undefined;
}

function objType(obj: Obj): Type | undefined {
  return (obj as Var).type;
}

/** Whether a node of the syntax tree at the same position is what `n` was made from. */
function standsFor(n: AllocExpr, node: Node): boolean {
  switch (n.op) {
    case 'ONAME':
      return node.kind === 'Name';
    case 'OPTRLIT':
      return node.kind === 'Operation' && node.y === undefined;
    case 'OSLICELIT':
    case 'OMAPLIT':
      return node.kind === 'CompositeLit' || node.kind === 'CallExpr';
    case 'OCLOSURE':
      return node.kind === 'FuncLit';
    case 'OMETHVALUE':
      return node.kind === 'SelectorExpr';
    case 'OADDSTR':
      return node.kind === 'Operation' || node.kind === 'AssignStmt';
    case 'OCONVIFACE':
      return 'mode' in node;
    default:
      return node.kind === 'CallExpr';
  }
}
