/**
 * One run of one program, from any side: load, run in slices, step back, seek, and every question a
 * view may ask about the state at the current tick. Nothing here waits: transport is begun, then
 * `work` runs a slice of it, so whoever drives the session decides how long it may take at once.
 *
 * Requests about things that are not there throw a RequestError with code `notFound`.
 *
 * LONG: the one facade, a few lines per question; the answers are made elsewhere.
 */
import type { Analysis } from '../golang/analyse';
import { diagnosticLines } from '../golang/analyse';
import { annotationsOf } from '../golang/annotations';
import { compile } from '../golang/compile';
import type { Compiled } from '../golang/compile';
import { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { Params, Result, RunTarget, TickRange } from '../protocol/protocol';
import { GCPhase } from '../protocol/views';
import type {
  Intervention,
  Phase,
  RunOptions,
  SessionState,
  SourcePosition,
  Stats,
  TreeRow,
} from '../protocol/views';
import { mcacheHits } from '../runtime/mstats';
import type { Runtime } from '../runtime/runtime';
import { TraceKind } from '../runtime/trace';
import { newestObjects } from './backwards';
import { Claims } from './claims';
import { countersOf } from './counters';
import { detailOf } from './details';
import type { Ends } from './details';
import { ancestors, Rows } from './flatten';
import { followed, lives, mayEnd } from './life';
import type { Follow } from './life';
import { mapOverview } from './map';
import { isMarkTarget, markStep } from './markSteps';
import type { MarkTarget } from './markSteps';
import { narrationOf } from './narration';
import { optionsOf } from './options';
import type { SessionOptions } from './options';
import { after, whole } from './portions';
import type { Portions } from './portions';
import { questions } from './questions';
import type { LongQuestion } from './questions';
import { memStatsOf } from './recorder';
import type { MemStats } from './recorder';
import { report } from './report';
import { Run, runtimeOf } from './run';
import type { Totals } from './sites';
import { treeRoot } from './tree';
import { decodeUtf8 } from './values';

/** What one allocation site has done up to the current tick. */
export interface SiteCounts {
  /** Number of the site: `site:N`. */
  readonly site: number;
  readonly position: SourcePosition;
  /** Column as the compiler counts: in bytes. */
  readonly byteColumn: number;
  /** Function it stands in. */
  readonly func: string;
  /** `new`, `make`, `&T{}`, `append`, `closure`, `box`, `string`, `variable`, … */
  readonly kind: string;
  readonly type: string;
  /** The expression or variable as the compiler names it. */
  readonly text: string;
  readonly zone: 'heap' | 'stack' | 'static';
  /** In the program itself rather than in the library. */
  readonly user: boolean;
  readonly count: number;
  readonly bytes: number;
  /** Objects not swept yet, and their slot bytes. */
  readonly live: number;
  readonly liveBytes: number;
  /** Of the last allocation; 0 when there was none. */
  readonly size: number;
  readonly elemBytes: number;
  readonly sizeClass: number;
  readonly spanClass: number;
}

/** What became of one predicate of a `//mem:expect`. */
export interface ExpectationResult {
  readonly line: number;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
  /** The predicate's own characters. */
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** What a run knows about a place; the rest of a hover is known before. */
interface HoverFacts {
  /** What "Show in map" selects: the newest live object made here, else the site. */
  readonly key: Key;
  /** Tick of the first allocation made here: what "Step to first" seeks. */
  readonly firstTick?: number;
}

/** Bytes of one stream. */
interface OutputPart {
  readonly fd: number;
  readonly bytes: Uint8Array;
}

const noStats: Stats = {
  heapLiveBytes: 0,
  heapGoalBytes: 0,
  heapInUseBytes: 0,
  heapSysBytes: 0,
  heapReleasedBytes: 0,
  mallocs: 0,
  frees: 0,
  numGC: 0,
  goroutines: 0,
  syscalls: 0,
  mcacheHits: 0,
  mcentralLocks: 0,
  mheapLocks: 0,
};

export class Session {
  readonly analysis: Analysis;
  /** What the run was started with. */
  options: SessionOptions;
  /** Errors as `file:line:column: message`: with any, there is nothing to run. */
  readonly problems: readonly string[];
  /** Annotations that count for nothing, in the same form. */
  readonly warnings: readonly string[];
  private readonly compiled: Compiled;
  private readonly program;
  private readonly overrides: { -readonly [K in keyof SessionOptions]?: SessionOptions[K] };
  private run: Run | undefined;
  private claims: Claims;
  /** Why the engine gave up. */
  private failure: string | undefined;

  /** Analyses, compiles and loads; a program with errors gives a session in phase `invalid`. */
  constructor(
    readonly name: string,
    source: string | Compiled,
    options: Partial<SessionOptions> = {},
    runtime?: Runtime,
  ) {
    const compiled = typeof source === 'string' ? compile(name, source, options.line ?? 1) : source;
    this.compiled = compiled;
    this.analysis = compiled;
    this.program = compiled.program;
    this.problems = diagnosticLines(compiled, 'error');
    this.warnings = diagnosticLines(compiled, 'warning');
    this.overrides = { ...options };
    this.options = optionsOf(compiled.annotations.annotations, options);
    this.claims = new Claims(compiled);
    this.load(runtime);
  }

  /**
   * A session of a compiled program in two portions, whatever may be worked at a time: the process,
   * whose heap main.main finds in use, and what runs and watches it. For the first session of a
   * host, whose code V8 has not seen run yet, one piece would be too long.
   */
  static loading(
    name: string,
    compiled: Compiled,
    options: Partial<SessionOptions>,
  ): Portions<Session> {
    const { program } = compiled;
    let begun = false;
    let runtime: Runtime | undefined;
    let session: Session | undefined;
    return {
      work() {
        if (program !== undefined && !begun) {
          begun = true;
          try {
            runtime = runtimeOf(program, optionsOf(compiled.annotations.annotations, options));
          } catch {
            // The session makes it again, and says what is wrong.
          }
          return false;
        }
        session ??= new Session(name, compiled, options, runtime);
        return true;
      },
      get answer() {
        return session!;
      },
    };
  }

  /** A session of the same text with these options, without compiling it again. */
  sibling(options: Partial<SessionOptions>): Session {
    return new Session(this.name, this.compiled, options);
  }

  private load(runtime?: Runtime): void {
    this.failure = undefined;
    this.run = undefined;
    if (this.program === undefined) return;
    this.claims = new Claims(this.analysis);
    this.guard(() => {
      const onStop = (run: Run): void =>
        this.claims.notePassage(run, run.recorder.stops.at(-1)!.name);
      this.run = new Run(this.name, this.analysis, this.program!, this.options, onStop, runtime);
    });
  }

  /** A mistake of the engine leaves the session standing, in phase `failed`. */
  private guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.run?.transport.cancel();
      this.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  // ---- state

  get stopNames(): readonly string[] {
    return annotationsOf(this.analysis.annotations.annotations, 'stop').map(({ name }) => name);
  }

  private get phase(): Phase {
    if (this.failure !== undefined) return 'failed';
    if (this.run === undefined) return 'invalid';
    if (this.run.transport.isMoving) return 'running';
    return this.run.transport.complete ? 'finished' : 'paused';
  }

  /** Something was begun and has not come to its end. */
  get moving(): boolean {
    return this.failure === undefined && this.run?.transport.isMoving === true;
  }

  /** Everything the panel needs at once. */
  state(): SessionState {
    const { profile, procs, gogc, memoryLimit, seed, interventions } = this.options;
    const { run, name, phase } = this;
    const problems = this.failure === undefined ? this.problems : [this.failure];
    const options = {
      ...{ profile, procs, gogc, memoryLimit, seed },
      ...(interventions === undefined ? {} : { interventions }),
    };
    if (run === undefined)
      return {
        ...{ phase, name, tick: 0, endTick: 0, complete: false, gcPhase: GCPhase.off },
        ...{ options, stats: noStats, problems, outputBytes: 0 },
        ...(this.failure === undefined
          ? {}
          : { exit: { kind: 'crash', code: 70, message: this.failure } as const }),
      };
    const { machine, transport } = run;
    const { tick, rt } = machine;
    const standing = this.standing(run);
    const last = rt.trace.count - 1;
    const exit =
      this.failure === undefined
        ? run.exit
        : ({ kind: 'crash', code: 70, message: this.failure } as const);
    return {
      ...{ phase, name, tick, endTick: transport.endTick, complete: transport.complete },
      ...standing,
      ...{ gcPhase: rt.gcPhase, options, stats: this.stats(run), problems },
      ...(exit === undefined ? {} : { exit }),
      ...(last < 0 ? {} : { last: run.sources().events.row(last) }),
      ...narrationOf(run, this.analysis.annotations.annotations, this.options.language),
      outputBytes: machine.output.length,
    };
  }

  /** Where the goroutine that runs stands: in the program's own code, if it has called any. */
  private standing(run: Run): Pick<SessionState, 'position' | 'goroutine' | 'p'> {
    const { machine } = run;
    const row = machine.goroutine;
    if (row === 0 || machine.ended) return {};
    const goroutine = machine.rt.sched.g.goid[row]!;
    const { calls, positions } = run.sources();
    const position = calls
      .frames(goroutine)
      .map(({ pc }) => positions.ofPc(pc))
      .find((found) => found !== undefined);
    return {
      goroutine,
      p: machine.currentP,
      ...(position === undefined ? {} : { position }),
    };
  }

  private stats(run: Run): Stats {
    const { rt } = run.machine;
    const all = memStatsOf(rt);
    const counters = countersOf(rt);
    return {
      heapLiveBytes: all['HeapAlloc']!,
      heapGoalBytes: run.recorder.goal,
      heapInUseBytes: all['HeapInuse']!,
      heapSysBytes: all['HeapSys']!,
      heapReleasedBytes: all['HeapReleased']!,
      mallocs: all['Mallocs']!,
      frees: all['Frees']!,
      numGC: all['NumGC']!,
      goroutines: run.sources().calls.goroutines().length,
      syscalls: counters.mmaps + counters.madvises,
      mcacheHits: Math.max(0, mcacheHits(rt)),
      mcentralLocks: counters.mcentralLocks,
      mheapLocks: counters.mheapLocks,
    };
  }

  // ---- transport

  /** To the next beginning of a statement; to one at least so many `instructions` further. */
  beginStep(instructions = 1): void {
    const { run } = this;
    if (run === undefined) return;
    const { machine } = run;
    if (!(instructions > 1)) run.begin((transport) => transport.beginStep());
    else {
      const isStatement = (): boolean => machine.atStatement;
      const tick = machine.tick + Math.floor(instructions);
      run.begin((transport) => transport.beginBeyond(tick, isStatement));
    }
  }

  /** To the last beginning of a statement before this one. */
  beginStepBack(): void {
    this.run?.begin((transport) => transport.beginStepBack());
  }

  /** To the end of the program or of the budget. */
  beginRun(): void {
    this.run?.begin((transport) => transport.beginRun());
  }

  /** `position` is for the target `line`. */
  beginRunTo(target: RunTarget, position?: SourcePosition): void {
    const { run } = this;
    if (run === undefined) return;
    if (target === 'end') this.beginRun();
    else if (target === 'line') {
      const line = position?.line ?? 0;
      const pcs = run.program.pcsOfLine(this.name, line);
      run.begin((transport) => transport.beginLine(pcs));
    } else if (isMarkTarget(target)) {
      const { trace } = run.machine.rt;
      const { view } = run.sources();
      const starts = (event: number): boolean => trace.kind(event) === TraceKind.gcStart;
      const { there, isIdle } = markStep(view, target);
      run.begin((transport) => transport.beginUntil(there, isIdle ? starts : undefined));
    } else {
      const wanted = targetKinds[target];
      const { trace } = run.machine.rt;
      run.begin((transport) => transport.beginEvent((event) => trace.kind(event) === wanted));
    }
  }

  /** To the next passage of the stop of this name. */
  beginRunToStop(name: string): void {
    const { run } = this;
    const { trace } = run?.machine.rt ?? {};
    if (run === undefined || trace === undefined) return;
    const isIt = (event: number): boolean => {
      if (trace.kind(event) !== TraceKind.stop) return false;
      const said = run.program.annotations[trace.a(event)];
      return said?.verb === 'stop' && said.name === name;
    };
    run.begin((transport) => transport.beginEvent(isIt));
  }

  beginSeek(tick: number): void {
    this.run?.begin((transport) => transport.beginSeek(tick));
  }

  /** To right behind the making of what stands at `key`. */
  beginBirth(key: Key): void {
    const { born } = this.follow(key);
    this.run?.begin((transport) => transport.beginBehind(born));
  }

  /** On to where what stands at `key` is there no more, else to the end. */
  beginDeath(key: Key): void {
    const { run } = this;
    const what = this.follow(key);
    run?.beginParts((transport) => {
      const { view } = run.sources();
      if (!lives(view, what)) return false;
      transport.beginEvent((event) => mayEnd(view, what, event));
      return true;
    });
  }

  private follow(key: Key): Follow {
    const what = followed(this.loaded.sources().view, key);
    if (what !== undefined) return what;
    throw new RequestError({ code: 'notFound', message: `${key} has no birth that is known` });
  }

  /** Forgets what was begun; the machine stands where it came to. */
  pause(): void {
    this.run?.transport.cancel();
  }

  /** Starts anew at tick 0 with other options; what was done from outside is forgotten. */
  restart(options: Partial<RunOptions>): void {
    delete this.overrides.interventions;
    Object.assign(this.overrides, options);
    this.options = optionsOf(this.analysis.annotations.annotations, this.overrides);
    this.load();
  }

  /**
   * Collects, or gives back what is idle, at the present tick, and goes to where that is done. The
   * run ahead of the present is another one from here on: all is run anew, and what was done from
   * outside before is done again.
   */
  beginIntervention(verb: Intervention['verb']): void {
    if (this.run === undefined || this.run.machine.ended) return;
    const { tick } = this.run.machine;
    const before = this.options.interventions?.filter((one) => one.tick < tick) ?? [];
    this.restart({ interventions: [...before, { tick, verb }] });
    const { machine } = this.run;
    const isDone = (): boolean => !machine.interventions.isOn && machine.atStatement;
    this.run.begin((transport) => transport.beginBeyond(tick, isDone));
  }

  /** Runs at most about `steps` instructions of what was begun; true when the machine stands. */
  work(steps: number): boolean {
    const { run } = this;
    if (run === undefined || this.failure !== undefined) return true;
    let stands = true;
    this.guard(() => {
      stands = run.work(steps);
    });
    return stands;
  }

  /** Whoever drives says that `options.nanoseconds` are over: the run ends here. */
  exceedTime(): void {
    this.run?.exceedTime();
  }

  // ---- windows of the state at the current tick, as the protocol has them

  private get loaded(): Run {
    if (this.run !== undefined) return this.run;
    throw new RequestError({ code: 'notFound', message: 'nothing is loaded' });
  }

  tree({ expanded, offset, count }: Params<'tree'>): Result<'tree'> {
    const { tree } = this.loaded.sources();
    const rows = new Rows(tree, treeRoot, expanded);
    const open = new Set(expanded);
    const places = rows.window(offset, Math.min(count, rowLimit));
    return { total: rows.total, offset, rows: places.map((place) => this.row(place, open)) };
  }

  private row(
    place: { key: Key; level: number; index: number; siblings: number },
    open: ReadonlySet<Key>,
  ): TreeRow {
    const { rows } = this.loaded.sources();
    return rows.row(place.key, place.level, place.index, place.siblings, open.has(place.key));
  }

  treeLocate({ expanded, key }: Params<'treeLocate'>): Result<'treeLocate'> {
    const { tree } = this.loaded.sources();
    const open = ancestors(tree, treeRoot, key);
    if (open === undefined) return { index: -1, open: [] };
    const rows = new Rows(tree, treeRoot, [...expanded, ...open]);
    return { index: rows.indexOf(key), open };
  }

  /** A question whose answer may take its time: to be worked at while the state stands still. */
  ask<M extends LongQuestion>(method: M, params: Params<M>, ends?: Ends): Portions<Result<M>> {
    // The table has each question under its own method; the compiler can not follow it there.
    const of = questions[method] as (
      run: Run,
      params: Params<M>,
      ends?: Ends,
    ) => Portions<Result<M>>;
    return of(this.loaded, params, ends);
  }

  treeSearch(params: Params<'treeSearch'>): Result<'treeSearch'> {
    return whole(this.ask('treeSearch', params));
  }

  /** Children of a node for a tree that keeps its own open state; `session` is the root. */
  treeChildren(key: Key, offset: number, count: number): { total: number; rows: TreeRow[] } {
    const { tree } = this.loaded.sources();
    const children = tree.children(key);
    const limit = Math.min(children.count, offset + count);
    const level = (ancestors(tree, treeRoot, key)?.length ?? 0) + (key === treeRoot ? 1 : 2);
    const rows: TreeRow[] = [];
    for (let index = offset; index < limit; index++) {
      const place = { key: children.key(index), level, index, siblings: children.count };
      rows.push(this.row(place, new Set()));
    }
    return { total: children.count, rows };
  }

  /** The parent of a node; undefined for children of the root. */
  treeParent(key: Key): Key | undefined {
    const parent = this.loaded.sources().tree.parent(key);
    return parent === treeRoot ? undefined : parent;
  }

  overview(): Result<'overview'> {
    const { view, sites } = this.loaded.sources();
    return mapOverview(view, sites.names());
  }

  tiles(params: Params<'tiles'>): Result<'tiles'> {
    return whole(this.ask('tiles', params));
  }

  spans(params: Params<'spans'>): Result<'spans'> {
    return whole(this.ask('spans', params));
  }

  inspect(params: Params<'inspect'>): Result<'inspect'> {
    return whole(this.ask('inspect', params));
  }

  timeline(params: Params<'timeline'>): Result<'timeline'> {
    return whole(this.ask('timeline', params));
  }

  events(params: Params<'events'>): Result<'events'> {
    return whole(this.ask('events', params));
  }

  find(params: Params<'find'>): Result<'find'> {
    return whole(this.ask('find', params));
  }

  measure(params: Params<'measure'>): Result<'measure'> {
    return whole(this.ask('measure', params));
  }

  rangeSummary(range: Params<'rangeSummary'>): Result<'rangeSummary'> {
    return whole(this.ask('rangeSummary', range));
  }

  levels(): Result<'levels'> {
    return whole(this.ask('levels', {}));
  }

  dashboard(): Result<'dashboard'> {
    return whole(this.ask('dashboard', {}));
  }

  zones(): Result<'zones'> {
    return whole(this.ask('zones', {}));
  }

  /** With `progress` in the answer the graph is not counted yet: asking again goes on with it. */
  marking(params: Params<'marking'>): Result<'marking'> {
    return portion(this.ask('marking', params));
  }

  /** As marking. */
  alive(params: Params<'alive'>): Result<'alive'> {
    return portion(this.ask('alive', params));
  }

  // ---- the rest

  /** What the program has printed up to the current tick, both streams in order. */
  output(): string {
    return this.printed(0);
  }

  /** What went to a stream (0: both). */
  printed(fd: number): string {
    return this.run === undefined ? '' : decodeUtf8(this.run.machine.output.read(fd));
  }

  /** What was printed from byte `from` on, in pieces by stream. */
  outputFrom(from: number): OutputPart[] {
    return this.run?.machine.output.since(from) ?? [];
  }

  /** Every site of the program, by number. */
  sites(): readonly SiteCounts[] {
    const { run } = this;
    if (run === undefined) return [];
    const { sites } = run.sources();
    return this.countedSites(run, (site) => sites.of(site));
  }

  /** What the sites have done within a stretch of the run. */
  sitesWithin(range: TickRange): Portions<readonly SiteCounts[]> {
    const run = this.loaded;
    const stretch = run.stretch(range);
    return after(stretch, () => this.countedSites(run, (site) => stretch.siteTotals(site)));
  }

  private countedSites(run: Run, totalsOf: (site: number) => Totals): readonly SiteCounts[] {
    const { positions } = run.sources();
    return run.program.sites.map((site) => {
      const { position, func, kind, type, text, zone, user } = site;
      const { file, line, column } = position;
      const totals = totalsOf(site.id);
      return {
        ...{ site: site.id, func, kind, type, text, zone, user, byteColumn: column },
        position: positions.of(position) ?? { file, line, column },
        ...totals,
        sizeClass: totals.spanClass >> 1,
      };
    });
  }

  /** Checked against the run so far; meant for complete runs. */
  expectations(): readonly ExpectationResult[] {
    return this.run === undefined ? [] : this.claims.results(this.run);
  }

  /** runtime.MemStats at the current tick, under its names. */
  memStats(): MemStats {
    return this.run === undefined ? {} : memStatsOf(this.run.machine.rt);
  }

  /** What a run knows about this place; undefined where no site is. */
  hoverFacts({ line, column }: SourcePosition): HoverFacts | undefined {
    const { run } = this;
    if (run === undefined) return undefined;
    const here = this.sitesOf(line).filter(({ position }) => position.column === column);
    const found = here[0] ?? this.sitesOf(line)[0];
    if (found === undefined) return undefined;
    const [object] = newestObjects(run.sources().view, [found.site], 1);
    const firstTick = run.recorder.firstTick(found.site);
    return {
      key: object === undefined ? `site:${found.site}` : `slot:${object.span}:${object.slot}`,
      ...(firstTick < 0 ? {} : { firstTick }),
    };
  }

  private sitesOf(line: number): SiteCounts[] {
    return this.sites().filter(({ user, position }) => user && position.line === line);
  }

  /** Where a key stands in the source: what "Reveal in source" opens. */
  sourceOf(key: Key): SourcePosition | undefined {
    if (this.run === undefined || parseKey(key) === undefined) return undefined;
    return detailOf(this.run.sources(), key).source;
  }

  /**
   * What stands on a line (from 1) that the map can show: live objects, newest first, then sites.
   */
  keysOfLine(line: number): readonly Key[] {
    const { run } = this;
    if (run === undefined) return [];
    const numbers = this.sitesOf(line).map(({ site }) => site);
    const objects = newestObjects(run.sources().view, numbers, 64);
    return [
      ...objects.map(({ span, slot }): Key => `slot:${span}:${slot}`),
      ...numbers.map((site): Key => `site:${site}`),
    ];
  }

  /** The run so far as a Markdown page. */
  report(): string {
    return report(this);
  }

  /** The run itself, for those who need more of it than one answer; undefined without a program. */
  get loadedRun(): Run | undefined {
    return this.run;
  }
}

/** Rows of one answer at most. */
const rowLimit = 1000;

/** Words and objects that one question works on: a few milliseconds. */
const graphPortion = 40_000;

/** What can be said after some work. */
function portion<Answer>(portions: Portions<Answer>): Answer {
  portions.work(graphPortion);
  return portions.answer;
}

const targetKinds: Readonly<Record<Exclude<RunTarget, 'line' | 'end' | MarkTarget>, TraceKind>> = {
  stop: TraceKind.stop,
  gc: TraceKind.gcStart,
  refill: TraceKind.refill,
  heapGrowth: TraceKind.heapGrow,
};
