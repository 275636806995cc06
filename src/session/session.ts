/**
 * One run of one program, from any side: load, run in slices, step back, seek, and every question a
 * view may ask about the state at the current tick. Nothing here waits: transport is begun, then
 * `work` runs a slice of it, so whoever drives the session decides how long it may take at once.
 *
 * Requests about things that are not there throw a RequestError with code `notFound`.
 */
import type { Analysis } from '../golang/analyse';
import { analyse } from '../golang/analyse';
import type { Key } from '../protocol/keys';
import type { Params, Result, RunTarget } from '../protocol/protocol';
import type { RunOptions, SessionState, SourcePosition, TreeRow } from '../protocol/views';
import { GCPhase } from '../protocol/views';
import type { SessionOptions } from './options';
import { optionsOf } from './options';

/** What one allocation site has done up to the current tick. */
export interface SiteCounts {
  /** Number of the site: `site:N`. */
  readonly site: number;
  readonly position: SourcePosition;
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
export interface HoverFacts {
  /** What "Show in map" selects: the newest live object made here, else the site. */
  readonly key: Key;
  /** Tick of the first allocation made here: what "Step to first" seeks. */
  readonly firstTick?: number;
}

export class Session {
  readonly analysis: Analysis;
  /** What the run was started with. */
  readonly options: SessionOptions;

  /** Analyses, compiles and loads; a program with errors gives a session in phase `invalid`. */
  constructor(
    readonly name: string,
    source: string,
    options: Partial<SessionOptions> = {},
  ) {
    this.analysis = analyse(name, source);
    this.options = optionsOf(this.analysis.annotations.annotations, options);
  }

  /** Everything the panel needs at once. */
  state(): SessionState {
    const { profile, procs, gogc, seed } = this.options;
    return {
      phase: 'empty',
      name: this.name,
      tick: 0,
      endTick: 0,
      complete: false,
      gcPhase: GCPhase.off,
      options: { profile, procs, gogc, seed },
      stats: {
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
      },
      problems: [],
      outputBytes: 0,
    };
  }

  // ---- transport

  /** To the next beginning of a statement. */
  beginStep(): void {}
  /** To the last beginning of a statement before this one. */
  beginStepBack(): void {}
  /** To the end of the program or of the budget. */
  beginRun(): void {}
  beginRunTo(_target: RunTarget, _position?: SourcePosition): void {}
  beginSeek(_tick: number): void {}
  /** Forgets what was begun; the machine stands where it came to. */
  pause(): void {}
  /** Starts anew at tick 0 with other options. */
  restart(_options: Partial<RunOptions>): void {}
  /** Runs at most about `steps` instructions of what was begun; true when the machine stands. */
  work(_steps: number): boolean {
    return true;
  }
  /** Whoever drives says that `options.nanoseconds` are over: the run ends here. */
  exceedTime(): void {}

  // ---- windows of the state at the current tick, as the protocol has them

  tree(_params: Params<'tree'>): Result<'tree'> {
    return { total: 0, offset: 0, rows: [] };
  }
  treeLocate(_params: Params<'treeLocate'>): Result<'treeLocate'> {
    return { index: -1, open: [] };
  }
  treeSearch(_params: Params<'treeSearch'>): Result<'treeSearch'> {
    return { index: -1 };
  }
  /** Children of a node for a tree that keeps its own open state; `session` is the root. */
  treeChildren(_key: Key, _offset: number, _count: number): { total: number; rows: TreeRow[] } {
    return { total: 0, rows: [] };
  }
  /** The parent of a node; undefined for children of the root. */
  treeParent(_key: Key): Key | undefined {
    return undefined;
  }
  overview(): Result<'overview'> {
    throw new Error('not yet');
  }
  tiles(_params: Params<'tiles'>): Result<'tiles'> {
    throw new Error('not yet');
  }
  spans(_params: Params<'spans'>): Result<'spans'> {
    throw new Error('not yet');
  }
  inspect(_params: Params<'inspect'>): Result<'inspect'> {
    throw new Error('not yet');
  }
  timeline(_params: Params<'timeline'>): Result<'timeline'> {
    throw new Error('not yet');
  }
  events(_params: Params<'events'>): Result<'events'> {
    throw new Error('not yet');
  }

  // ---- the rest

  /** What the program has printed up to the current tick, standard output and error in order. */
  output(): string {
    return '';
  }
  /** Every site of the program, by number. */
  sites(): readonly SiteCounts[] {
    return [];
  }
  /** Checked against the run so far; meant for complete runs. */
  expectations(): readonly ExpectationResult[] {
    return [];
  }
  /** runtime.MemStats at the current tick, under its names. */
  memStats(): Readonly<Record<string, number>> {
    return {};
  }
  /** What a hover at this place (UTF-16 column) shows. */
  hoverFacts(_position: SourcePosition): HoverFacts | undefined {
    return undefined;
  }
  /** Where a key stands in the source: what "Reveal in source" opens. */
  sourceOf(_key: Key): SourcePosition | undefined {
    return undefined;
  }
  /** What stands on a line (from 1) that the map can show: the newest live object, else a site. */
  keysOfLine(_line: number): readonly Key[] {
    return [];
  }
  /** The run so far as a Markdown page. */
  report(): string {
    return '';
  }
}
