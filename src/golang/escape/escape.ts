/**
 * Escape analysis: which variables and allocating expressions must be in the heap. It follows
 * cmd/compile of Go 1.26 rule by rule, so that the messages agree with `-gcflags='-m -l'` in text,
 * position and order.
 *
 * Leaves out inlining (functions are analysed as written), pragmas about uintptr arguments, and the
 * reflect headers.
 */

import { canonical } from '../ir/build';
import type { AllocExpr, Func, IrPackage, Name } from '../ir/nodes';
import { NodePrinter } from '../ir/print';
import { visitList } from '../ir/visit';
import type { Layouts } from '../layout/layout';
import type { Pieces } from '../pieces';
import { whole } from '../pieces';
import { isUintptr } from '../types/predicates';
import { Batch, report } from './batch';
import type { Analysis } from './batch';
import { call } from './call';
import { Explainer } from './explain';
import { expr } from './expr';
import { Attr } from './graph';
import type { FlowStep, Hole } from './graph';
import { heapReason } from './heapreason';
import { Leaks, leaksToHeap, trackedResults } from './leaks';
import { rewriteWithLiterals } from './literals';
import type { Message } from './messages';
import { isCapturing, visitBottomUp } from './scc';
import { moveSlicesLate } from './slices';
import { solve } from './solve';
import { StaticValues } from './staticvalue';
import { stmts, walkFunc } from './stmt';
import { markTemporaries } from './temporaries';
import type { Entries } from './walker';

interface EscapeOptions {
  /** Tags of functions of other packages by link name: one per parameter, receiver first. */
  readonly importedTags?: (sym: string) => readonly Leaks[] | undefined;
  /** Also report what is written and called, as -d=escapemutationscalls=1 does. */
  readonly mutationsAndCalls?: boolean;
}

/** The decision on one variable or expression. */
interface Verdict {
  readonly n: AllocExpr;
  /** The function whose frame it would be in. */
  readonly fn: Func;
  readonly heap: boolean;
  /** As messages name it. */
  readonly text: string;
  /** Why it is in the heap: flows from the value outwards. */
  readonly why: readonly FlowStep[];
}

export interface EscapeResult {
  /** The lines of `go build -gcflags='-m -l'`, in its order. */
  readonly messages: readonly Message[];
  /**
   * One per site: all that has a message, in that order, and closures of go and defer; then late
   * moves of slices and channels.
   */
  readonly verdicts: readonly Verdict[];
  /** What the parameters of each function leak, receiver first. */
  readonly tags: ReadonlyMap<Func, readonly Leaks[]>;
}

const entries: Entries = { expr, stmts, call, walkFunc };

/**
 * Analyses a package: writes `esc`, `byval`, `transient` and `site` into its nodes, and fills
 * `pkg.sites`.
 */
export function escape(
  pkg: IrPackage,
  layouts: Layouts,
  options: EscapeOptions = {},
): EscapeResult {
  return whole(escaping(pkg, layouts, options));
}

/** The same, a component of the call graph or a function at a time. */
export function* escaping(
  pkg: IrPackage,
  layouts: Layouts,
  options: EscapeOptions = {},
): Pieces<EscapeResult> {
  const analysis: Analysis = {
    layouts,
    explainer: new Explainer(new NodePrinter(pkg.types)),
    statics: new StaticValues(),
    messages: [],
    progress: new Map(),
    tags: new Map(),
    importedTags: options.importedTags ?? (() => undefined),
    reasons: new Map(),
    mutationsAndCalls: options.mutationsAndCalls ?? false,
  };
  const verdicts: Verdict[] = [];
  for (const { pos, text } of pkg.messages) analysis.messages.push({ pos, kind: 'call', text });
  yield* visitBottomUp(inOrder(pkg), pkg.staticInits, (batch) => {
    analyzeBatch(analysis, pkg, batch, verdicts);
  });
  for (const fn of inOrder(pkg)) {
    const moves = moveSlicesLate(analysis, pkg, fn);
    for (const n of moves) {
      verdicts.push({ n, fn, heap: true, text: analysis.explainer.printer.node(n), why: [] });
    }
    channels(pkg, fn, (n) => {
      verdicts.push({ n, fn, heap: true, text: analysis.explainer.printer.node(n), why: [] });
    });
    markTemporaries(fn);
    yield;
  }
  return { messages: analysis.messages, verdicts, tags: analysis.tags };
}

/** Channels are always in the heap, without a word of the compiler. */
function channels(pkg: IrPackage, fn: Func, found: (n: AllocExpr) => void): void {
  visitList(fn.body, (n) => {
    if (n.op !== 'OMAKECHAN') return;
    n.esc = 'heap';
    n.site = pkg.sites.push(n) - 1;
    found(n);
  });
}

/** All functions of a package as gc goes through them. */
function inOrder(pkg: IrPackage): Func[] {
  const inside = (fn: Func): Func[] => fn.closures.flatMap((c) => [c, ...inside(c)]);
  const init = pkg.inits.filter((fn) => fn.obj === undefined);
  const declared = [...pkg.funcs, ...pkg.natives].sort((x, y) => x.pos - y.pos);
  const all = [...init, ...init.flatMap(inside), ...declared, ...declared.flatMap(inside)];
  return [...all, ...pkg.wrappers];
}

function analyzeBatch(a: Analysis, pkg: IrPackage, fns: Func[], verdicts: Verdict[]): void {
  const b = new Batch(a);
  for (const fn of fns) declareLocations(b, fn);
  for (const fn of fns) {
    if (!isCapturing(fn)) walkFunc(b, fn, entries);
  }
  for (const { hole, closure } of b.closures) flowClosure(b, hole, closure.func);
  for (const location of [...b.locations]) {
    const { n, fn } = location;
    if (n === undefined || fn === undefined) continue;
    rewriteWithLiterals(n, fn, a.statics);
    const why = heapReason(n, a.layouts);
    if (why !== undefined) b.flow(b.heapHole.addr(n, why), location);
  }
  solve(b);
  finish(b, pkg, fns, verdicts);
}

function declareLocations(b: Batch, fn: Func): void {
  b.analysis.progress.set(fn, 'planned');
  for (const n of fn.dcls) b.newLocation(n, fn, 1, true);
  fn.results.forEach((n, i) => {
    b.locationOf(n).resultIndex = i + 1;
  });
}

/** Bytes of the largest variable a closure captures by value. */
const maxByValue = 128;

function flowClosure(b: Batch, hole: Hole, fn: Func): void {
  for (const v of fn.closureVars) {
    const n = canonical(v);
    const location = b.locationOf(n);
    const small = b.analysis.layouts.sizeof(n.type) <= maxByValue;
    n.byval = !location.addrtaken && !location.reassigned && small;
    if (!n.byval) n.addrtaken = true;
    const k = n.byval ? hole : hole.addr(v, 'reference');
    b.flow(k.note(v, 'captured by a closure'), location);
  }
}

// ------------------------------------------------------------------------------------ the outcome

function finish(b: Batch, pkg: IrPackage, fns: readonly Func[], verdicts: Verdict[]): void {
  const { analysis } = b;
  for (const fn of fns) {
    analysis.progress.set(fn, 'tagged');
    const tags = fn.params.map((n) => paramTag(b, fn, n));
    analysis.tags.set(fn, tags);
  }
  const { printer } = analysis.explainer;
  for (const location of b.locations) {
    const { n, fn } = location;
    if (n === undefined || fn === undefined) continue;
    printer.within(fn);
    const heap = location.has(Attr.escapes);
    const quiet =
      (n.op === 'OCLOSURE' && n.func.wrapper) || (n.op === 'OMETHVALUE' && n.hasDictionary);
    const text = n.op === 'OAPPEND' ? 'append' : printer.node(n);
    n.esc = heap ? 'heap' : 'stack';
    n.transient = !heap && !location.has(Attr.persists);
    if (n.op === 'ONAME') {
      if (heap) report(analysis, fn, n, 'moved', `moved to heap: ${text}`);
    } else if (!quiet) {
      if (heap) report(analysis, fn, n, 'escapes', `${text} escapes to heap`);
      else report(analysis, fn, n, 'stays', `${text} does not escape`);
    }
    if (n.op !== 'ONAME' || heap) {
      n.site = pkg.sites.push(n) - 1;
      verdicts.push({ n, fn, heap, text, why: analysis.reasons.get(n) ?? [] });
    }
    if (n.op === 'OSTR2BYTES' && !location.has(Attr.mutates)) {
      report(analysis, fn, n, 'zeroCopy', 'zero-copy string->[]byte conversion');
      n.op = 'OSTR2BYTESTMP';
    }
  }
}

/** The tag of a parameter, with the messages about it. */
function paramTag(b: Batch, fn: Func, n: Name): Leaks {
  const { analysis } = b;
  const name = analysis.explainer.printer.node(n);
  const named = n.obj !== undefined && n.obj.name !== '' && n.obj.name !== '_';
  const diagnose = !fn.wrapper && !fn.isInstance;
  if (!fn.hasBody && isUintptr(n.type)) {
    if (diagnose) report(analysis, fn, n, 'uintptr', `assuming ${name} is unsafe uintptr`);
    return leaksToHeap();
  }
  // Nothing flows out of a value without pointers; a pointer to one, passed where a method wants
  // the value, is not looked into.
  if (!analysis.layouts.hasPointers(n.type)) return leaksToHeap();
  if (!fn.hasBody) return bodylessTag(analysis, fn, n, diagnose && n.obj?.name !== '');
  if (!named) return new Leaks();
  const location = b.locationOf(n);
  location.leaks.optimize();
  if (diagnose && !location.has(Attr.escapes)) reportLeaks(analysis, fn, n, location.leaks);
  return location.leaks;
}

/** Functions without a body are external: everything leaks unless they say otherwise. */
function bodylessTag(a: Analysis, fn: Func, n: Name, diagnose: boolean): Leaks {
  const name = a.explainer.printer.node(n);
  if (!fn.pragmas.has('noescape')) {
    if (diagnose) report(a, fn, n, 'leaks', `leaking param: ${name}`);
    return leaksToHeap();
  }
  if (diagnose) report(a, fn, n, 'parameter', `${name} does not escape`);
  const leaks = new Leaks();
  leaks.addMutator(0);
  leaks.addCallee(0);
  return leaks;
}

function reportLeaks(a: Analysis, fn: Func, n: Name, leaks: Leaks): void {
  const name = a.explainer.printer.node(n);
  const count = a.messages.length;
  const leak = (text: string): void => {
    report(a, fn, n, 'leaks', text);
  };
  if (leaks.heap === 0) leak(`leaking param: ${name}`);
  else if (leaks.heap > 0) leak(`leaking param content: ${name}`);
  for (let i = 0; i < trackedResults; i++) {
    const derefs = leaks.results[i] ?? -1;
    const result = fn.results[i];
    if (derefs < 0 || result === undefined) continue;
    const to = a.explainer.printer.node(result);
    leak(`leaking param: ${name} to result ${to} level=${derefs}`);
  }
  if (a.mutationsAndCalls) {
    if (leaks.mutator >= 0) leak(`mutates param: ${name} derefs=${leaks.mutator}`);
    if (leaks.callee >= 0) leak(`calls param: ${name} derefs=${leaks.callee}`);
  }
  if (a.messages.length > count) return;
  const more = a.mutationsAndCalls ? ', mutate, or call' : '';
  report(a, fn, n, 'parameter', `${name} does not escape${more}`);
}
