/**
 * Every message between the host and a view, as types. `Requests` is the one list of what a view
 * may ask: client, server and wire types are computed from it, so a new method does not compile
 * until both ends know it. Requests are JSON; results may hold typed arrays.
 *
 * The tick lives in the engine; viewport and selection live in the view. After each change of the
 * tick the host sends a `state` event and the view asks again for the windows it shows.
 */
import type { Comparison, CompareParams } from './compare';
import type { ExportFormat, ExportView, MadeFile } from './exporting';
import type { FindParams, Found, Measured, RangeSummary } from './finding';
import type { Key } from './keys';
import type { Alive, Marking } from './marking';
import type { Dashboard, Levels, Zones } from './modes';
import type { Patch } from './patch';
import type { Language } from './strings';
import type {
  ColourMode,
  Detail,
  Intervention,
  EventKind,
  EventRow,
  MapOverview,
  MapSpans,
  MapTile,
  PagesPerCell,
  RunOptions,
  SessionState,
  SourcePosition,
  Timeline,
  TreeWindow,
} from './views';

/** Raised whenever a shape changes. A restored panel with another number is told to reload. */
export const protocolVersion = 3;

/**
 * Where "run to next" stops. `line`: the next time the program comes to the given line.
 * `markObject`, `markSpan`: the collector has scanned one more. `gcPhase`: it begins with the next
 * part of a cycle.
 */
export type RunTarget =
  'stop' | 'gc' | 'refill' | 'heapGrowth' | 'line' | 'end' | 'markObject' | 'markSpan' | 'gcPhase';

/** From tick to tick, both included. */
export interface TickRange {
  readonly fromTick: number;
  readonly toTick: number;
}

/** method → what is asked and what comes back. */
interface Requests {
  /** First of all; an err with code `version` when the numbers differ. */
  hello: { params: { version: number }; result: { version: number; state: SessionState } };

  // Transport. Each settles when the machine stands again, with the state then; a new one cancels
  // a running one. `cancel` of the request pauses too.
  /** To the next statement; with `instructions`, to the first one at least as many further. */
  step: { params: { instructions?: number }; result: SessionState };
  stepBack: { params: Empty; result: SessionState };
  run: { params: Empty; result: SessionState };
  runTo: {
    params: { target: RunTarget; position?: SourcePosition };
    result: SessionState;
  };
  pause: { params: Empty; result: SessionState };
  seek: { params: { tick: number }; result: SessionState };
  /** To where the object or span was made, and to where it is there no more. */
  toBirth: { params: { key: Key }; result: SessionState };
  toDeath: { params: { key: Key }; result: SessionState };
  /** Collects, or gives back what is idle, at the present tick; the run goes on from there. */
  intervene: { params: { verb: Intervention['verb'] }; result: SessionState };
  restart: {
    params: Partial<Pick<RunOptions, 'profile' | 'procs' | 'gogc' | 'memoryLimit'>>;
    result: SessionState;
  };

  /** As it is now: for a view that has missed something. */
  state: { params: Empty; result: SessionState };

  // Windows of the state at the current tick.
  tree: {
    params: { expanded: readonly Key[]; offset: number; count: number };
    result: TreeWindow;
  };
  /** Where the row of `key` is once `expanded` ∪ `open` are open; index -1 when there is none. */
  treeLocate: {
    params: { expanded: readonly Key[]; key: Key };
    result: { index: number; open: readonly Key[] };
  };
  /** The next row after `after` (wrapping) whose label begins with `prefix`; -1 when none. */
  treeSearch: {
    params: { expanded: readonly Key[]; prefix: string; after: number; language: Language };
    result: { index: number };
  };
  /** What has to do with a text: on the map, in the lists, on stacks. */
  find: { params: FindParams; result: Found };
  /** A span, the pages of a free run, a chunk or an arena; notFound for anything else. */
  measure: { params: { key: Key }; result: Measured };
  overview: { params: Empty; result: MapOverview };
  tiles: {
    params: {
      arenas: readonly number[];
      pagesPerCell: PagesPerCell;
      colour: ColourMode;
      range?: TickRange;
    };
    result: { tick: number; tiles: readonly MapTile[] };
  };
  spans: {
    params: { firstPage: number; pageCount: number; colour: ColourMode; range?: TickRange };
    result: MapSpans;
  };
  inspect: { params: { key: Key } & Within; result: Detail };
  timeline: {
    params: { fromTick: number; toTick: number; points: number };
    result: Timeline;
  };
  /** Events from `from` on (an index), or the last `count` at or before `tick`. */
  events: {
    params: {
      tick?: number;
      /** None from before this tick. */
      fromTick?: number;
      from?: number;
      count: number;
      kinds?: readonly EventKind[];
    };
    result: { total: number; rows: readonly EventRow[] };
  };

  /** What happened in a stretch of the run, as far as the run stands now. */
  rangeSummary: { params: TickRange; result: RangeSummary };

  // The modes beside the map, each in one piece.
  levels: { params: Within; result: Levels };
  dashboard: { params: Empty; result: Dashboard };
  zones: { params: Within; result: Zones };
  /** Objects near the roots, or around `focus`; with `progress` in the answer, ask again. */
  marking: { params: { focus?: Key; limit: number } & Within; result: Marking };
  alive: { params: { key: Key }; result: Alive };

  /**
   * Two runs, or two moments; what is not known yet is simulated, which may take its time. A new
   * request ends the one before. An err with code `notFound`: a run does not come to the moment.
   */
  compare: { params: CompareParams; result: Comparison };
  /** Lets the user choose a saved run to compare with; no name when none was chosen. */
  openSavedRun: { params: Empty; result: { name?: string } };

  // Answered by the extension, not by the session.
  /** The views keep to a stretch of the run, or to all of it; so do VS Code's own. */
  keepTo: { params: { range?: TickRange }; result: Empty };
  openSource: { params: { position: SourcePosition }; result: Empty };
  /** Texts for the clipboard, e.g. a table twin. */
  copy: { params: { text: string }; result: Empty };
  /** Asks where to, and writes there. */
  save: { params: MadeFile; result: Empty };
  /** Writes the whole run as one page. */
  savePage: { params: Empty; result: Empty };
}

export type Method = keyof Requests;
export type Params<M extends Method> = Requests[M]['params'];
export type Result<M extends Method> = Requests[M]['result'];
type Empty = Record<string, never>;

/**
 * With a stretch of the run: what happened in it, or what has changed since it began, is told apart
 * from the rest. A stretch that lies ahead of the present changes nothing.
 */
interface Within {
  readonly range?: TickRange;
}

/** What the host says unasked. */
export type EventBody =
  /** The tick or anything else of the state has changed; windows are stale. */
  | { readonly kind: 'state'; readonly state: SessionState }
  /** During long runs and seeks, about ten times a second; windows stay as they are. */
  | {
      readonly kind: 'progress';
      readonly what: 'run' | 'seek';
      readonly toTick: number;
      readonly heapLiveBytes: number;
    }
  /** While a run for `compare` is simulated: where it is, and how long it may be. */
  | { readonly kind: 'comparing'; readonly toTick: number; readonly endTick?: number }
  /** While the run is repeated up to where a stretch of it begins: from 0 to 1; over without. */
  | { readonly kind: 'repeating'; readonly share?: number }
  /** Another part of VS Code asks to show these; the first one is selected. */
  | { readonly kind: 'reveal'; readonly keys: readonly Key[] }
  /** A command of VS Code that acts on the view. */
  | { readonly kind: 'command'; readonly command: ViewCommand }
  /** The view shall make a file and ask to save it. */
  | { readonly kind: 'export'; readonly view: ExportView; readonly format: ExportFormat }
  /** The file was edited since the run began, or is again what runs. */
  | { readonly kind: 'stale'; readonly stale: boolean }
  /** The session has gone (file closed, engine crashed); requests err with `closed` from now on. */
  | { readonly kind: 'closed'; readonly message: string };

type ViewCommand =
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'focusMap'
  | 'focusTree'
  | 'focusTimeline'
  | 'forgetStretch'
  | 'compareProfiles'
  | 'compareSaved';

/**
 * An event as sent. `seq` counts from 1 without gaps; after a gap the view asks for everything it
 * shows again, so a lost message cannot leave a wrong picture.
 */
export type ProtocolEvent = EventBody & { readonly seq: number; readonly tick: number };

/** Why a request failed. `message` is for people who report bugs; the view has its own words. */
export interface ProtocolError {
  readonly code:
    'version' | 'closed' | 'cancelled' | 'lost' | 'unknown' | 'notFound' | 'invalid' | 'internal';
  readonly message: string;
}

/**
 * view → host. `like` is the number of an earlier answer to the same method and parameters, which
 * the view still has. `waiting` asks what has become of requests whose answers are late.
 */
export type ToHost =
  | {
      [M in Method]: { type: 'request'; id: number; method: M; params: Params<M>; like?: number };
    }[Method]
  | { type: 'cancel'; id: number }
  | { type: 'waiting'; ids: readonly number[] };

/**
 * host → view. `seq` of an answer is that of the latest event: who has heard less has lost some,
 * and who has heard more has been overtaken. `answer` is a number that no other answer has: a
 * request that comes twice is answered twice. One `like` another says what is new against it, or
 * nothing.
 */
export type ToView =
  | {
      [M in Method]: { type: 'ok'; id: number; answer: number; result: Result<M>; seq: number };
    }[Method]
  | { type: 'ok'; id: number; answer: number; like: number; patch?: Patch; seq: number }
  | { type: 'err'; id: number; error: ProtocolError; seq: number }
  | { type: 'event'; event: ProtocolEvent }
  /** Of the requests that were asked about: these are worked at, those are not known (any more). */
  | { type: 'waiting'; working: readonly number[]; lost: readonly number[]; seq: number };
