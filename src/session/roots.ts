/**
 * Where the collector begins: variables outside of functions, variables in the frames of
 * goroutines, and what the runtime itself holds. Those of the program have names.
 */
import type { Variable } from '../golang/code/program';
import type { Key } from '../protocol/keys';
import type { MarkRoot } from '../protocol/marking';
import type { Text } from '../protocol/views';
import type { Off } from '../runtime/memory';
import { queuedCleanups } from '../runtime/mcleanup';
import { queuedFinalizers } from '../runtime/mfinal';
import { SpecialKind } from '../runtime/mspecial';
import { markrootSudogs } from '../runtime/sudog';
import type { Calls, Frame } from './calls';
import { say } from './rows';
import type { Values } from './values';
import type { View } from './view';

/** Bytes of a segment that one root job looks at. */
const rootBlockBytes = 256 << 10;
/** Pages whose specials one root job looks at. */
const pagesPerSpanRoot = 512;

/** Name of the root that a special is, and what it keeps things for. */
const specialTexts = {
  [SpecialKind.finalizer]: ['marking.finalizer', 'marking.special'],
  [SpecialKind.weakHandle]: ['marking.weak', 'marking.forWeak'],
  [SpecialKind.cleanup]: ['marking.cleanup', 'marking.forCleanup'],
} as const;

/** A pointer that a root holds: what it points at, and in which part of the variable it stands. */
interface RootPointer {
  readonly target: Off;
  readonly field: string;
}

/** One root, as the graph needs it. */
export interface Root {
  readonly kind: MarkRoot['kind'];
  readonly key?: Key;
  readonly name: Text;
  readonly where: Text;
  /** Of the program rather than of the library or the runtime. */
  readonly own: boolean;
  /** Number of the collector's job that looks at it. */
  readonly job: number;
  readonly pointers: RootPointer[];
}

/** What is asked to find them. */
interface RootSources {
  readonly view: View;
  readonly calls: Calls;
  readonly values: Values;
}

/**
 * Every root that holds a pointer into the heap: variables of the program first, then its other
 * words, so that ways from a name come before ways from something without one.
 */
export function rootsOf(sources: RootSources): Root[] {
  const all = [
    ...globalRoots(sources),
    ...goroutineRoots(sources),
    ...specialRoots(sources),
    runtimeRoot(sources),
  ];
  const found = all.filter(({ pointers }) => pointers.length > 0);
  const rank = ({ own, name }: Root): number => (own ? (typeof name === 'string' ? 0 : 1) : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Adds a pointer to a root if it points at an object of the heap. */
function add({ view }: RootSources, root: Root, target: Off, field: string): void {
  if (target <= 0) return;
  const place = view.placeOf(target);
  if (place === undefined || place.slot < 0 || !view.isHeap(place.span)) return;
  if (place.slot >= view.nelems(place.span)) return;
  if (view.isAllocated(place.span, place.slot)) root.pointers.push({ target, field });
}

function globalRoots(sources: RootSources): Root[] {
  const { rt, program } = sources.view;
  const { statics, work } = rt;
  const order = program.globals.map((_, number) => number);
  order.sort((a, b) => program.globals[a]!.offset - program.globals[b]!.offset);
  const jobOf = (off: Off): number => {
    const isData = off < statics.data.end;
    const segment = isData ? statics.data : statics.bss;
    const base = isData ? work.baseData[0]! : work.baseBSS[0]!;
    return base + Math.floor((off - segment.start) / rootBlockBytes);
  };
  const roots: Root[] = [];
  const rest = otherRoot(sources, say('marking.statics'), work.baseData[0]!);
  let next = 0;
  for (const number of order) {
    const { offset, name, type, user, segment } = program.globals[number]!;
    if (offset < statics.data.start || offset >= statics.bss.end) continue;
    const root: Root = {
      kind: 'global',
      key: `global:${number}`,
      name,
      where: say(segment === 'data' ? 'marking.inData' : 'marking.inBss'),
      own: user,
      job: jobOf(offset),
      pointers: [],
    };
    const end = offset + Math.max(1, program.types[type]!.size);
    for (; next < statics.pointers.length && statics.pointers[next]! < end; next++) {
      const at = statics.pointers[next]!;
      const target = rt.mem.loadPtr(at);
      if (at < offset) add(sources, rest, target, '');
      else if (target > 0)
        add(sources, root, target, sources.values.pointerName(type, at - offset, false));
    }
    roots.push(root);
  }
  for (; next < statics.pointers.length; next++)
    add(sources, rest, rt.mem.loadPtr(statics.pointers[next]!), '');
  return [...roots, rest];
}

/** A root of the library or the runtime, or of what has no name. */
function otherRoot({ view }: RootSources, name: Text, job: number): Root {
  const where = say('marking.ofRuntime');
  const key: Key | undefined = view.arenaCount > 0 ? 'mheap' : undefined;
  const own = false;
  return { kind: 'runtime', ...(key ? { key } : {}), name, where, own, job, pointers: [] };
}

function goroutineRoots(sources: RootSources): Root[] {
  const { view, calls } = sources;
  const { g } = view.rt.sched;
  const alive = new Set(calls.goroutines());
  const roots: Root[] = [];
  for (let row = 0; row < g.rows; row++) {
    const job = view.rt.work.baseStacks[0]! + row;
    const isOwn = row > 0 && alive.has(g.goid[row]!) && g.system[row] === 0;
    const named = isOwn ? frameRoots(sources, g.goid[row]!, job) : [];
    const known = new Map<Off, number>();
    for (const { pointers } of named)
      for (const { target } of pointers) known.set(target, (known.get(target) ?? 0) + 1);
    const root: Root = isOwn
      ? {
          kind: 'goroutine',
          key: `g:${g.goid[row]!}`,
          name: say('marking.goroutine', { g: g.goid[row]! }),
          where: say('marking.ofGoroutine'),
          own: false,
          job,
          pointers: [],
        }
      : otherRoot(sources, say('marking.runtimeGoroutine'), job);
    calls.scanned(row, (target) => {
      const left = known.get(target) ?? 0;
      if (left > 0) known.set(target, left - 1);
      else add(sources, root, target, '');
    });
    roots.push(...named, root);
  }
  return roots;
}

/** Variables of a goroutine's frames that hold pointers, innermost first. */
function frameRoots(sources: RootSources, goid: number, job: number): Root[] {
  const { view, calls } = sources;
  const roots = new Map<string, Root>();
  const rootOf = (frame: Frame, depth: number, name: Text, id: string): Root => {
    const known = roots.get(`${depth} ${id}`);
    if (known !== undefined) return known;
    const func = view.program.funcs[frame.func]!.name;
    const where = say('marking.inFrame', { func, g: goid });
    const key: Key = `frame:${goid}:${depth}`;
    const made: Root = { kind: 'variable', key, name, where, own: true, job, pointers: [] };
    roots.set(`${depth} ${id}`, made);
    return made;
  };
  calls.stackWords(goid, (frame, depth, precise, at) => {
    const variables = inScope(view, frame);
    if (!precise) {
      for (const one of variables)
        imprecise(sources, frame, one, rootOf(frame, depth, one.name, one.name));
      return;
    }
    const target = view.rt.mem.loadPtr(at);
    const of = variables.find((one) => covers(view, frame, one, at));
    const name = of === undefined ? say('marking.temporary') : of.name;
    const root = rootOf(frame, depth, name, of?.name ?? '');
    const isValue = of !== undefined && of.home !== 'heap';
    const field = isValue
      ? sources.values.pointerName(of.type, at - frame.fp - of.offset, false)
      : '';
    add(sources, root, target, field);
  });
  return [...roots.values()];
}

/** Variables with names that exist where a frame stands, inner scopes first. */
function inScope(view: View, { func, pc }: Frame): Variable[] {
  const isHere = ({ name, fromPc, toPc }: Variable): boolean =>
    pc >= fromPc && pc < toPc && /^[\p{L}_]/u.test(name);
  return view.program.funcs[func]!.variables.filter(isHere).reverse();
}

function covers(view: View, { fp }: Frame, { home, offset, type }: Variable, at: Off): boolean {
  if (home === 'captured' || home === 'capturedRef') return false;
  const bytes = home === 'heap' ? 8 : Math.max(8, view.program.types[type]!.size);
  return at >= fp + offset && at < fp + offset + bytes;
}

/** Pointers of a variable where the compiler has noted none: every one that it may hold. */
function imprecise(sources: RootSources, frame: Frame, variable: Variable, root: Root): void {
  const { view, values } = sources;
  const { home, offset, type } = variable;
  if (home === 'captured' || home === 'capturedRef') return;
  const { mem } = view.rt;
  const at = frame.fp + offset;
  if (home === 'heap') {
    add(sources, root, mem.loadPtr(at), '');
    return;
  }
  const { gcmask } = view.program.types[type]!;
  for (let word = 0; word < gcmask.length; word++) {
    if (gcmask[word] !== 1) continue;
    add(sources, root, mem.loadPtr(at + word * 8), values.pointerName(type, word * 8, false));
  }
}

/**
 * What objects have beside them. What one with a finalizer points at lives as long as it does, so
 * that the finalizer finds it whole; cleanups keep their func and argument, weak pointers their
 * handle. What waits to be called lives until then.
 */
function specialRoots(sources: RootSources): Root[] {
  const { view } = sources;
  const { specials, mspan } = view.rt;
  const { special } = specials;
  const finalizers = specialRoot(say('marking.finalizerQueue'), say('marking.special'), 0);
  queuedFinalizers(view.rt, (off) => {
    add(sources, finalizers, off, '');
  });
  const cleanups = specialRoot(say('marking.cleanupQueue'), say('marking.forCleanup'), 2);
  queuedCleanups(view.rt, (off) => {
    add(sources, cleanups, off, '');
  });
  const roots = [finalizers, cleanups];
  if (special.rows === 1 || view.rt.go16 !== undefined) return roots;
  view.forSpans(0, view.mappedPages, (span) => {
    for (let row = mspan.specials[span]!; row !== 0; row = special.next[row]!)
      roots.push(rootOfSpecial(sources, span, row));
  });
  return roots;
}

function specialRoot(name: Text, where: Text, job: number, key?: Key): Root {
  const facts = { kind: 'finalizer', ...(key ? { key } : {}), name, where } as const;
  return { ...facts, own: true, job, pointers: [] };
}

function rootOfSpecial(sources: RootSources, span: number, row: number): Root {
  const { view } = sources;
  const { specials, mem, work } = view.rt;
  const { special } = specials;
  const kind = special.kind[row]! as SpecialKind;
  const slot = Math.floor(special.offset[row]! / view.elemBytes(span));
  const shard = Math.floor(view.mapPage(view.startPage(span)) / pagesPerSpanRoot);
  const [name, where] = specialTexts[kind];
  const job = work.baseSpans[0]! + shard;
  const root = specialRoot(say(name), say(where), job, `slot:${span}:${slot}`);
  for (const off of [special.fn[row]!, special.arg[row]!, special.call[row]!])
    add(sources, root, off, '');
  if (kind !== SpecialKind.finalizer || view.isNoscan(span, slot)) return root;
  const off = view.slotOff(span, slot);
  for (let word = 0; word < view.elemBytes(span) >> 3; word++)
    if (view.isPointer(span, slot, word)) add(sources, root, mem.loadPtr(off + word * 8), '');
  return root;
}

/** What the runtime holds since the start, goroutines that wait at channels, tiny blocks in use. */
function runtimeRoot(sources: RootSources): Root {
  const { rt } = sources.view;
  const root = otherRoot(sources, say('marking.runtime'), 0);
  for (let i = 0; i < rt.bootObjects.rows; i++) add(sources, root, rt.bootObjects.off[i]!, '');
  markrootSudogs(rt, (target) => add(sources, root, target, ''));
  for (let p = 0; p < rt.procs; p++) add(sources, root, rt.mcache.tiny[p]!, '');
  for (const off of rt.kept) add(sources, root, off, '');
  return root;
}
