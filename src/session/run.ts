/**
 * One life of a program: its machine from the first instruction on, with everything that watches it
 * and answers questions about it. A restart makes a new one.
 */
import { randomBelow, seedRandom } from '../base/prng';
import type { Analysis } from '../golang/analyse';
import { annotationsOf } from '../golang/annotations';
import type { Program } from '../golang/code/program';
import type { Key } from '../protocol/keys';
import type { TickRange } from '../protocol/protocol';
import type { Detail, Exit } from '../protocol/views';
import { Machine } from '../interpreter/machine';
import { nativeTable } from '../interpreter/natives/all';
import { Runtime } from '../runtime/runtime';
import type { RuntimeOptions } from '../runtime/runtime';
import { Calls } from './calls';
import { ClassicStructures } from './classicStructures';
import { ClassicView } from './classicView';
import { countersOf } from './counters';
import type { Sources } from './details';
import { Events } from './events';
import { Library } from './library';
import { ObjectGraph } from './objectGraph';
import { profileOf } from './options';
import type { SessionOptions } from './options';
import { Positions } from './positions';
import { Recorder } from './recorder';
import { RowNames } from './rows';
import { SiteTotals } from './sites';
import { Stretch } from './stretch';
import type { Structures } from './structures';
import { Survey } from './survey';
import { Touched } from './touched';
import { Transport } from './transport';
import { Tree } from './tree';
import { Values } from './values';
import type { View } from './view';
import { ModernStructures } from './modernStructures';
import { ModernView } from './modernView';

/** Pages of the inspector whose state before a movement is remembered. */
const rememberedPages = 4;

export class Run {
  readonly machine: Machine;
  readonly recorder: Recorder;
  readonly positions: Positions;
  readonly transport: Transport;
  readonly library: Library;
  /** Where the machine stood before the last movement. */
  private before = { tick: 0, event: 0 };
  /** How the program ended, once it has been there. */
  exit: Exit | undefined;
  private nextPart: ((transport: Transport) => boolean) | undefined;
  private cached: { readonly tick: number; readonly sources: Sources } | undefined;
  private lastStretch: Stretch | undefined;
  private lastTouched: Touched | undefined;
  /** Pages shown since the last movement, and those shown before it. */
  private shown = new Map<Key, Detail>();
  private shownBefore: ReadonlyMap<Key, Detail> = new Map();

  constructor(
    readonly name: string,
    analysis: Analysis,
    readonly program: Program,
    readonly options: SessionOptions,
    onStop: (run: Run) => void,
    runtime?: Runtime,
  ) {
    const { interventions } = options;
    this.machine = new Machine(program, nativeTable(program.natives), {
      ...runtimeOptionsOf(program, options),
      ...(interventions === undefined ? {} : { interventions }),
      ...(runtime === undefined ? {} : { runtime }),
    });
    const { rt } = this.machine;
    this.positions = new Positions(analysis.text, program, rt.trace);
    this.recorder = new Recorder(rt, program, this.positions);
    this.library = new Library(this.machine, analysis.text.lineCount, wantsLibrary(analysis));
    this.transport = new Transport(
      this.movable(),
      options.steps,
      options.keyframeBytes,
      (first) => {
        const stops = this.recorder.stops.length;
        this.recorder.see(first);
        if (this.recorder.stops.length > stops) onStop(this);
      },
    );
  }

  private movable(): ConstructorParameters<typeof Transport>[0] {
    const { machine } = this;
    return {
      columns: machine.columns,
      trace: machine.rt.trace,
      get tick() {
        return machine.tick;
      },
      get ended() {
        return machine.ended;
      },
      get atStatement() {
        return machine.atStatement;
      },
      get currentPc() {
        return machine.currentPc;
      },
      run: (steps, statements) => machine.run(steps, statements, steps),
      runTo: (steps, pcs) => machine.runTo(steps, pcs, steps),
    };
  }

  /** Begins a movement: what happens from now on is fresh. */
  begin(how: (transport: Transport) => void): void {
    this.before = { tick: this.machine.tick, event: this.machine.rt.trace.count };
    this.shownBefore = this.shown;
    this.shown = new Map();
    this.cached = undefined;
    this.nextPart = undefined;
    how(this.transport);
  }

  /**
   * Begins a movement in several parts: where one ends, `next` begins another or says that the last
   * one was it.
   */
  beginParts(next: (transport: Transport) => boolean): void {
    this.begin((transport) => {
      if (next(transport)) this.nextPart = next;
    });
  }

  /** A slice of the movement; true when the machine stands. */
  work(steps: number): boolean {
    this.cached = undefined;
    let stands = this.transport.work(steps);
    if (stands && this.nextPart !== undefined) {
      stands = this.transport.complete || !this.nextPart(this.transport);
      if (stands) this.nextPart = undefined;
    }
    if (this.transport.complete) this.noteExit();
    return stands;
  }

  private noteExit(): void {
    const { exit } = this.machine;
    if (exit !== undefined) {
      const kind = exit.kind === 'fatal' ? 'panic' : exit.kind;
      this.exit = { ...exit, kind };
    } else if (this.transport.outOfSteps && this.exit === undefined) {
      const message = `the budget of ${this.options.steps} steps is used up`;
      this.exit = { kind: 'budget', code: 3, message };
    }
  }

  /** The run ends where it has come to. */
  exceedTime(): void {
    this.transport.cancel();
    this.transport.endHere();
    if (this.transport.complete && this.exit !== undefined) return;
    const seconds = this.options.nanoseconds / 1e9;
    this.exit = { kind: 'budget', code: 3, message: `the budget of ${seconds} s is used up` };
  }

  /** Everything that can say something about the present state. */
  sources(): Sources {
    const { tick, rt } = this.machine;
    if (this.cached?.tick === tick) return this.cached.sources;
    const { program, positions, recorder, name, options } = this;
    const isBack = this.before.event > rt.trace.count;
    const before = isBack ? { tick, event: rt.trace.count } : this.before;
    const [view, structures] = this.tables(before);
    const calls = new Calls(this.machine);
    const tree = new Tree(view, calls, structures);
    const sites = new SiteTotals(rt, program);
    const values = new Values(rt.mem, program.types, program.statics.typesStart, (address) =>
      this.functionAt(address),
    );
    const rows = new RowNames(view, calls, tree, sites, structures);
    const events = new Events(view, positions);
    const graph = new ObjectGraph({ view, calls, values });
    const sources: Sources = {
      ...{ name, options, view, structures, calls, tree, rows, sites },
      ...{ events, positions, values, recorder, graph, survey: new Survey(view) },
    };
    this.cached = { tick, sources };
    return sources;
  }

  /** The one place where the runtime's own tables are chosen. */
  private tables(before: View['before']): [View, Structures] {
    const { rt } = this.machine;
    if (rt.go16 === undefined) {
      const view = new ModernView(rt, this.program, before, countersOf(rt));
      return [view, new ModernStructures(view)];
    }
    const view = new ClassicView(rt, rt.go16, this.program, before);
    return [view, new ClassicStructures(view)];
  }

  /** What a stretch amounts to at the present tick; who asks again goes on with the same. */
  stretch(range: TickRange): Stretch {
    const { view } = this.sources();
    if (this.lastStretch?.isOf(view, range) !== true) this.lastStretch = new Stretch(view, range);
    return this.lastStretch;
  }

  /** What had a part in a stretch, of the heap at the present tick. */
  touched(range: TickRange): Touched {
    const { view } = this.sources();
    if (this.lastTouched?.isOf(view, range) !== true) this.lastTouched = new Touched(view, range);
    return this.lastTouched;
  }

  private functionAt(address: number): string | undefined {
    const { statics, funcs } = this.program;
    return funcs[(address - statics.base - 0x1000) / 16]?.name;
  }

  /** Remembers a page that is shown; gives the same page as it was before the last movement. */
  remember(page: Detail): Detail | undefined {
    if (this.shown.size >= rememberedPages) this.shown.clear();
    this.shown.set(page.key, page);
    return this.shownBefore.get(page.key);
  }
}

/** Whether an expectation speaks of allocations that packages make on behalf of a line. */
function wantsLibrary(analysis: Analysis): boolean {
  return annotationsOf(analysis.annotations.annotations, 'expect').some(({ predicates }) =>
    predicates.some(({ name }) => name === 'allocs'),
  );
}

/**
 * Where the heap stands. A random base is drawn as Go draws it: an arena below 2^46, one of its 16
 * chunks, and up to 511 pages that stay unused (runtime.schedinit, mheap.grow).
 */
/** The process that a run begins with: its heap is as main.main finds it. */
export function runtimeOf(program: Program, options: SessionOptions): Runtime {
  const { types, statics } = program;
  return new Runtime({ ...runtimeOptionsOf(program, options), types, statics });
}

function runtimeOptionsOf(
  program: Program,
  options: SessionOptions,
): Omit<RuntimeOptions, 'types' | 'statics'> {
  const { procs, gogc, memoryLimit, seed, heapBytes } = options;
  return {
    profile: profileOf(options),
    procs,
    gogc,
    memoryLimit: memoryLimit < 0 ? Infinity : memoryLimit,
    seed,
    budgetBytes: Math.min(heapBytes, 0x7fffe000),
    sites: program.sites.length,
    ...heapBaseOf(options),
  };
}

function heapBaseOf({ base, seed }: SessionOptions): { heapBase: number; padPages?: number } {
  if (base !== 'random') return { heapBase: base };
  const state = new Uint32Array(4);
  seedRandom(state, seed);
  const arena = 64 + randomBelow(state, 2 ** 20 - 64);
  const chunk = randomBelow(state, 16);
  return { heapBase: arena * 2 ** 26 + chunk * 2 ** 22, padPages: randomBelow(state, 512) };
}
