/**
 * The four zones of the process at this tick, with the program's variables in the zone they live in
 * and the heap objects that these point at, directly or through one another.
 */
import type { Variable } from '../golang/code/program';
import type { Key } from '../protocol/keys';
import { parseKey } from '../protocol/keys';
import { modeRowsMax } from '../protocol/modes';
import type { ZoneFrame, ZoneObject, ZoneStack, ZoneVariable, Zones } from '../protocol/modes';
import type { PlainStringId } from '../protocol/strings';
import type { Frame } from './calls';
import type { Sources } from './details';
import type { EventWindow } from './eventWindow';
import { memStatsOf } from './recorder';
import { say } from './rows';
import type { View } from './view';

/** Frames of one stack, and variables of one frame, that are sent. */
const framesMax = 16;
const variablesMax = 32;
/** Words of a value or an object that are searched for pointers. */
const wordsMax = 64;

/** `within` is a stretch of the run, `then` the same run where it begins. */
export function zonesOf(sources: Sources, within?: EventWindow, then?: Sources): Zones {
  const { view, calls } = sources;
  const { program, rt } = view;
  const reached = new Reached(sources, within);
  const held = then === undefined ? undefined : new Held(sources, then);
  const scene = { sources, reached, held };
  const own = program.globals.flatMap(({ user }, number) => (user ? [number] : []));
  const globals = own.slice(0, modeRowsMax).map((number) => globalOf(scene, number));
  const running = rt.sched.g.goid[rt.sched.p.curg[rt.p]!]!;
  const all = calls.goroutines().filter((goid) => rt.sched.g.system[calls.rowOf(goid)] === 0);
  const order = [...all.filter((goid) => goid === running), ...all.filter((g) => g !== running)];
  const stacks = order.slice(0, modeRowsMax).map((goid) => stackOf(scene, goid));
  const objects = reached.objects();
  return {
    tick: rt.tick,
    functions: program.funcs.length,
    globalBytes: view.globalBytes,
    heapBytes: memStatsOf(rt)['HeapAlloc']!,
    stackBytes: view.counters.stackBytes,
    globals,
    globalsTotal: own.length,
    stacks,
    stacksTotal: all.length,
    objects,
    moreObjects: reached.total > objects.length,
    ...(held === undefined ? {} : { compared: true }),
  };
}

/** What a picture of the zones is made from. */
interface Scene {
  readonly sources: Sources;
  readonly reached: Reached;
  readonly held: Held | undefined;
}

/** What variables held at an earlier moment. */
class Held {
  /** Offset of each variable that was in scope, by goroutine, function, name and depth. */
  private readonly offs = new Map<string, number>();

  constructor(
    private readonly sources: Sources,
    private readonly then: Sources,
  ) {
    const { calls, view } = then;
    for (const goid of calls.goroutines())
      for (const frame of calls.frames(goid))
        for (const variable of inScope(view, frame)) {
          const off = calls.placeOf(frame, variable);
          if (off !== undefined) this.offs.set(nameOf(then, goid, frame, variable, off), off);
        }
  }

  /** Whether a variable of a frame was not there, or held something else. */
  isNew(goid: number, frame: Frame, variable: Variable, off: number): boolean {
    const was = this.offs.get(nameOf(this.sources, goid, frame, variable, off));
    return was === undefined || this.differs(off, was, this.sizeOf(variable.type));
  }

  private sizeOf(type: number): number {
    return this.sources.view.program.types[type]!.size;
  }

  /** Whether bytes from `off` on differ from those from `was` on at the earlier moment. */
  differs(off: number, was: number, bytes: number): boolean {
    const now = this.sources.view.rt.mem;
    const { mem } = this.then.view.rt;
    for (let at = 0; at < bytes; at++) if (now.u8[off + at] !== mem.u8[was + at]) return true;
    return false;
  }
}

/** A stack may move, so places on it count from its end; what escaped stands where it stands. */
function nameOf(
  { view, calls }: Sources,
  goid: number,
  frame: Frame,
  { name, home }: Variable,
  off: number,
): string {
  const high = view.rt.sched.g.stackHi[calls.rowOf(goid)]!;
  const place = home === 'heap' || home === 'capturedRef' ? off : high - off;
  return `${goid} ${frame.func} ${name} ${high - frame.fp} ${place}`;
}

/** Heap objects in the order in which pointers to them were met. */
class Reached {
  private readonly keys: Key[] = [];
  private readonly known = new Set<Key>();

  constructor(
    private readonly sources: Sources,
    private readonly within: EventWindow | undefined,
  ) {}

  get total(): number {
    return this.keys.length;
  }

  /**
   * Keys of what the pointers in memory from `off` on point at; isPointer tells which words are.
   */
  targets(off: number, words: number, isPointer: (word: number) => boolean): Key[] {
    const { view } = this.sources;
    const found: Key[] = [];
    for (let word = 0; word < Math.min(words, wordsMax); word++) {
      if (!isPointer(word)) continue;
      const target = view.rt.mem.loadPtr(off + word * 8);
      const key = target > 0 ? view.keyOf(target) : undefined;
      if (key === undefined || !key.startsWith('slot:') || found.includes(key)) continue;
      found.push(key);
      this.add(key);
    }
    return found;
  }

  add(key: Key): void {
    if (this.known.has(key)) return;
    this.known.add(key);
    this.keys.push(key);
  }

  /** The first objects; what they point at in turn is appended while there is room. */
  objects(): ZoneObject[] {
    const made: ZoneObject[] = [];
    for (let i = 0; i < this.keys.length && i < modeRowsMax; i++)
      made.push(this.object(this.keys[i]!));
    return made;
  }

  private object(key: Key): ZoneObject {
    const { view, values } = this.sources;
    const { a: span, b: slot } = parseKey(key)!;
    const { mem } = view.rt;
    const off = view.slotOff(span, slot);
    const header = view.headerBytes(span);
    const type = view.objectType(span, slot);
    const desc = view.program.types[type];
    const bytes = view.elemBytes(span);
    const isTiny = view.isTiny(span, slot);
    const site = view.siteOf(span, slot);
    const unknown = say(isTiny ? 'zones.tinyBlock' : 'zones.unknownObject');
    return {
      key,
      label: desc === undefined ? unknown : desc.name,
      address: mem.addrOf(off + header),
      bytes,
      spanClass: view.spanClass(span),
      ...(site < 0 ? {} : { site }),
      value: desc === undefined ? '' : values.format(type, off + header),
      targets: this.targets(off, bytes >> 3, (word) => view.isPointer(span, slot, word)),
      ...(this.isBorn(view.eventOf(span, slot)) ? { born: true } : {}),
    };
  }

  private isBorn(event: number): boolean {
    const { within } = this;
    return within !== undefined && event >= within.first && event < within.limit;
  }
}

function globalOf({ sources, reached, held }: Scene, number: number): ZoneVariable {
  const { view, values, positions } = sources;
  const global = view.program.globals[number]!;
  const desc = view.program.types[global.type]!;
  const source = positions.of(global.position);
  return {
    name: global.name,
    type: desc.name,
    value: values.format(global.type, global.offset),
    address: view.rt.mem.addrOf(global.offset),
    bytes: desc.size,
    key: `global:${number}`,
    targets: reached.targets(global.offset, desc.ptrdata >> 3, (word) => desc.gcmask[word] === 1),
    reason: say(global.segment === 'data' ? 'zones.inData' : 'zones.inBss'),
    ...(source === undefined ? {} : { source }),
    ...(held?.differs(global.offset, global.offset, desc.size) === true ? { changed: true } : {}),
  };
}

function stackOf(scene: Scene, goid: number): ZoneStack {
  const { view, calls, rows } = scene.sources;
  const { g } = view.rt.sched;
  const row = calls.rowOf(goid);
  const frames = calls.frames(goid);
  const [low, high] = [g.stackLo[row]!, g.stackHi[row]!];
  return {
    key: `g:${goid}`,
    g: goid,
    status: rows.status(goid),
    lowAddress: view.rt.mem.addrOf(low),
    highAddress: view.rt.mem.addrOf(high),
    usedBytes: high - (frames[0]?.fp ?? high),
    frames: frames.slice(0, framesMax).map((frame, depth) => frameOf(scene, goid, frame, depth)),
    framesTotal: frames.length,
  };
}

/** Names of the compiler's own, and those of the library, say nothing to who reads the program. */
function inScope(view: View, frame: Frame): readonly Variable[] {
  return view.program.funcs[frame.func]!.variables.filter(
    ({ name, fromPc, toPc }) => frame.pc >= fromPc && frame.pc < toPc && /^[\p{L}_]/u.test(name),
  );
}

function frameOf(scene: Scene, goid: number, frame: Frame, depth: number): ZoneFrame {
  const { view, positions } = scene.sources;
  const func = view.program.funcs[frame.func]!;
  const position = positions.ofPc(frame.pc);
  return {
    key: `frame:${goid}:${depth}`,
    func: func.name,
    ...(position === undefined ? {} : { position }),
    bytes: func.frameBytes,
    variables: inScope(view, frame)
      .slice(0, variablesMax)
      .flatMap((variable) => variableOf(scene, goid, frame, variable) ?? []),
  };
}

const reasons: Readonly<Record<Variable['home'], PlainStringId>> = {
  register: 'zones.inFrame',
  memory: 'zones.inFrameMemory',
  heap: 'zones.movedToHeap',
  captured: 'zones.captured',
  capturedRef: 'zones.capturedRef',
};

function variableOf(
  { sources, reached, held }: Scene,
  goid: number,
  frame: Frame,
  variable: Variable,
): ZoneVariable | undefined {
  const { view, calls, values, positions } = sources;
  const off = calls.placeOf(frame, variable);
  if (off === undefined) return undefined;
  const desc = view.program.types[variable.type]!;
  const own = variable.home === 'heap' ? view.keyOf(off) : undefined;
  if (own !== undefined) reached.add(own);
  const source = positions.of(variable.position);
  return {
    name: variable.name,
    type: desc.name,
    value: values.format(variable.type, off),
    address: view.rt.mem.addrOf(off),
    bytes: desc.size,
    ...(own === undefined ? {} : { key: own }),
    targets:
      own === undefined
        ? reached.targets(off, desc.ptrdata >> 3, (word) => desc.gcmask[word] === 1)
        : [own],
    reason: say(reasons[variable.home]),
    ...(source === undefined ? {} : { source }),
    ...(held?.isNew(goid, frame, variable, off) === true ? { changed: true } : {}),
  };
}
