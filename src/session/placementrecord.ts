/**
 * Reads records of where real Go placed objects: one process each, from a state of its allocator on
 * to its end. Version 1 is one JSON object with absolute addresses (go-placement/1); version 2 is a
 * line per event with offsets from the start of the heap, so that millions of them can be read one
 * by one. test/oracle/recorder makes records of version 2 and describes them.
 */

import type { Fields, Lists } from './placementcheck';
import { BrokenRecord, Checker } from './placementcheck';

/** A P: what it caches. */
export interface RecordedProc {
  readonly pageCache: { readonly base: number; readonly free: string; readonly scav: string };
  readonly tiny: number;
  readonly tinyOffset: number;
  readonly tinyAllocs?: number;
  /** Span class: span, and the objects it had when the P got it (-1: not known). */
  readonly cached: Readonly<Record<string, readonly [number, number]>>;
  readonly stacks: readonly (readonly number[])[];
}

/** A span for objects. */
export interface HeapSpan {
  readonly start: number;
  readonly npages: number;
  readonly spanclass: number;
  readonly elemsize: number;
  readonly nelems: number;
  readonly freeindex: number;
  readonly allocCount: number;
  readonly sweepgen: number;
  readonly needzero: number;
  readonly allocBits: readonly string[];
  /** Bytes of data, -1 when not known. */
  readonly dataBytes: number;
}

/** A span for stacks. */
export interface StackSpan {
  readonly start: number;
  readonly npages: number;
  readonly stackBytes: number;
  readonly taken: number;
  readonly free: readonly number[];
}

/** Where the scavenger looks; pages are counted from 1, 0 is none. */
export interface ScavengeIndex {
  readonly fields: Readonly<Record<string, number>>;
  /** Pages in use, those when the generation began, the generation, 1: it has free pages. */
  readonly chunks: readonly (readonly number[])[];
}

/** The allocator's state. All addresses are offsets from the start of the heap. */
export interface RecordedState {
  readonly heapSweepgen: number;
  readonly curArenaBase: number;
  readonly curArenaEnd: number;
  readonly procs: readonly RecordedProc[];
  readonly partialSwept: Lists;
  readonly fullSwept: Lists;
  readonly partialUnswept: Lists;
  readonly fullUnswept: Lists;
  readonly freePages: readonly (readonly [number, number])[];
  readonly scavengedPages: readonly (readonly [number, number])[];
  readonly heapSpans: readonly HeapSpan[];
  readonly stackSpans: readonly StackSpan[];
  /** Version 2 only; what is undefined is not compared. */
  readonly stackPool?: readonly (readonly number[])[];
  readonly zeroedBase?: readonly number[];
  readonly counters?: Readonly<Record<string, number | readonly number[]>>;
  readonly scavengeIndex?: ScavengeIndex;
}

export interface RecordHeader {
  readonly version: 1 | 2;
  readonly go: string;
  readonly procs: number;
  /** GOGC and GOMEMLIMIT, -1: off. */
  readonly gogc: number;
  readonly memoryLimit: number;
  readonly heapBase: number;
  readonly padPages: number;
}

/** What a record tells, in its order. */
export interface RecordListener {
  header(header: RecordHeader): void;
  state(state: RecordedState): void;
  /** Slot 0: nobody keeps the object; otherwise whatever the slot kept is forgotten. */
  alloc(size: number, pointers: boolean, slot: number, offset: number): void;
  /** Any other event: its letter and its numbers. */
  event(letter: string, numbers: readonly number[]): void;
}

/** Numbers that follow the letter of an event. */
const eventNumbers: Readonly<Record<string, number>> = {
  k: 1,
  g: 0,
  f: 0,
  m: 0,
  r: 1,
  t: 3,
  u: 1,
  p: 1,
  h: 2,
  e: 2,
  T: 3,
  E: 2,
  s: 0,
  y: 0,
  n: 1,
  o: 1,
  b: 1,
  M: 1,
  c: 5,
  d: 0,
  q: 1,
  i: 1,
  z: 0,
  j: 0,
  l: 0,
  w: 1,
  x: 1,
  v: 2,
};

const mostProcs = 256;
const mostSlots = 1 << 24;

/**
 * Passes on to the listener, for which every event has been checked alone. If it fails all the
 * same, the events do not fit together: that too is the record's fault.
 */
function guarded(line: () => number, to: RecordListener): RecordListener {
  const pass = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new BrokenRecord(line(), `what fits to the lines before (${why})`);
    }
  };
  return {
    header: (header) => pass(() => to.header(header)),
    state: (state) => pass(() => to.state(state)),
    alloc: (size, pointers, slot, offset) => pass(() => to.alloc(size, pointers, slot, offset)),
    event: (letter, numbers) => pass(() => to.event(letter, numbers)),
  };
}

/** Reads a record line by line; a record of version 1
 * is one object. Throws {@link BrokenRecord}. */
export function readRecord(lines: Iterable<string>, listener: RecordListener): void {
  let number = 0;
  const to = guarded(() => number, listener);
  let allocs = 0;
  let states = 0;
  let ended = false;
  const json: string[] = [];
  for (const line of lines) {
    number++;
    if (json.length > 0) {
      json.push(line);
      continue;
    }
    if (ended && line === '') continue;
    if (ended) throw new BrokenRecord(number, 'nothing behind the end');
    if (number === 1) {
      if (line.startsWith('{')) json.push(line);
      else to.header(readHeader(new Checker(number), line));
      continue;
    }
    const words = line.split(' ');
    if (states === 0 && words[0] !== 'state') throw new BrokenRecord(number, 'the initial state');
    if (words[0] === 'a') {
      const [size, pointers, slot, offset] = numbers(number, words, 4);
      if (size! < 1 || pointers! > 1 || slot! > mostSlots)
        throw new BrokenRecord(number, 'a size, 0 or 1, a slot, and an offset');
      to.alloc(size!, pointers === 1, slot!, offset!);
      allocs++;
    } else if (words[0] === 'state') {
      const check = new Checker(number);
      to.state(stateOf2(check, check.object(check.json(line.slice(6)), 'a state')));
      states++;
    } else if (words[0] === 'end') {
      const [count] = numbers(number, words, 1);
      if (count !== allocs)
        throw new BrokenRecord(number, `${allocs} as the number of allocations`);
      ended = true;
    } else {
      const count = Object.hasOwn(eventNumbers, words[0]!) ? eventNumbers[words[0]!] : undefined;
      if (count === undefined) throw new BrokenRecord(number, 'an event, a state or the end');
      to.event(words[0]!, numbers(number, words, count));
    }
  }
  if (json.length > 0) readVersion1(new Checker(1), json.join('\n'), to);
  else if (!ended) throw new BrokenRecord(number + 1, 'more: the record stops before its end');
}

function numbers(line: number, words: readonly string[], count: number): number[] {
  const found = words.slice(1).map((word) => (word === '' ? NaN : Number(word)));
  const fine = found.length === count && found.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (fine) return found;
  throw new BrokenRecord(line, `${count} whole numbers behind ${words[0]}`);
}

function readHeader(check: Checker, line: string): RecordHeader {
  const magic = 'go-placement/2 ';
  if (!line.startsWith(magic)) check.fail('go-placement/2 and a header, or a record of version 1');
  const header = check.object(check.json(line.slice(magic.length)), 'a header');
  return headerOf(check, header, 2, check.whole(header['procs'], 'procs', 1, mostProcs));
}

function headerOf(check: Checker, header: Fields, version: 1 | 2, procs: number): RecordHeader {
  const heapBase = check.whole(header['heapBase'], 'heapBase', 2 ** 32, 2 ** 47);
  if (heapBase % (4 << 20) !== 0) check.fail('heapBase to be a multiple of 4 MiB');
  const { go } = header;
  if (typeof go !== 'string') return check.fail('go to be a version');
  if (!/^(go)?1\.26(\D|$)/.test(go)) check.fail(`a record of Go 1.26, this is of ${go}`);
  const padPages = check.whole(header['padPages'], 'padPages', 0, 512);
  const gogc = check.whole(header['gogc'] ?? -1, 'gogc', -1, 2 ** 31);
  const memoryLimit = check.whole(header['memoryLimit'] ?? -1, 'memoryLimit', -1);
  return { version, go, procs, gogc, memoryLimit, heapBase, padPages };
}

function readVersion1(check: Checker, line: string, to: RecordListener): void {
  const record = check.object(check.json(line), 'a record');
  if (record['format'] !== 'go-placement/1') check.fail('format to be go-placement/1');
  const header = headerOf(check, record, 1, 1);
  to.header(header);
  const state = (value: unknown): RecordedState =>
    stateOf1(check, check.object(value, 'a state'), header.heapBase);
  to.state(state(record['initial']));
  const gcs = new Map<number, number[]>();
  for (const item of check.array(record['gcs'], 'gcs')) {
    const gc = check.object(item, 'a collection');
    gcs.set(check.whole(gc['afterAllocs'], 'afterAllocs'), check.wholes(gc['drop'], 'drop'));
  }
  const checkpoints = new Map<string, unknown>();
  for (const item of check.array(record['checkpoints'], 'checkpoints')) {
    const found = check.object(item, 'a checkpoint');
    checkpoints.set(`${String(found['when'])} ${String(found['afterAllocs'])}`, found['state']);
  }
  const show = (when: string): void => {
    if (checkpoints.has(when)) to.state(state(checkpoints.get(when)));
  };
  const allocs = check.array(record['allocs'], 'allocs');
  allocs.forEach((item, i) => {
    const dropped = gcs.get(i);
    if (dropped !== undefined) {
      for (const k of dropped) to.event('k', [k + 1]);
      show(`before-gc ${i}`);
      to.event('g', []);
      show(`after-gc ${i}`);
    }
    const [size, pointers, kept, address] = check.wholes(item, 'allocs');
    if (size === undefined || size < 1 || address === undefined)
      check.fail(`size, pointers, kept and address of allocation ${i}`);
    to.alloc(size!, pointers === 1, kept === 1 ? i + 1 : 0, address! - header.heapBase);
  });
  show(`end ${allocs.length}`);
}

function stateOf1(check: Checker, state: Fields, base: number): RecordedState {
  const cached: Record<string, [number, number]> = {};
  for (const [spc, start] of Object.entries(check.object(state['cached'], 'cached')))
    cached[spc] = [check.whole(start, 'cached') - base, -1];
  const tiny = check.whole(state['tiny'], 'tiny');
  const proc: RecordedProc = {
    pageCache: pageCacheOf(check, state['pageCache'], base),
    tiny: tiny === 0 ? 0 : tiny - base,
    tinyOffset: check.whole(state['tinyOffset'], 'tinyOffset', 0, 16),
    cached,
    stacks: [],
  };
  return { ...common(check, state, base), procs: [proc] };
}

function stateOf2(check: Checker, state: Fields): RecordedState {
  const lists = (value: unknown, name: string): number[][] =>
    check.array(value, name).map((list) => check.wholes(list, name));
  const procs = check.array(state['procs'], 'procs').map((item): RecordedProc => {
    const proc = check.object(item, 'a P');
    const cached: Record<string, [number, number]> = {};
    for (const [spc, pair] of Object.entries(check.object(proc['cached'], 'cached')))
      cached[spc] = check.pair(pair, 'cached');
    return {
      pageCache: pageCacheOf(check, proc['pageCache'], 0),
      tiny: check.whole(proc['tiny'], 'tiny'),
      tinyOffset: check.whole(proc['tinyOffset'], 'tinyOffset', 0, 16),
      tinyAllocs: check.whole(proc['tinyAllocs'], 'tinyAllocs', 0),
      cached,
      stacks: lists(proc['stacks'], 'stacks'),
    };
  });
  const counters: Record<string, number | number[]> = {};
  for (const [name, value] of Object.entries(check.object(state['counters'], 'counters')))
    counters[name] = Array.isArray(value) ? check.wholes(value, name) : check.whole(value, name);
  return {
    ...common(check, state, 0),
    procs,
    stackPool: lists(state['stackPool'], 'stackPool'),
    zeroedBase: check.wholes(state['zeroedBase'], 'zeroedBase'),
    counters,
    scavengeIndex: scavengeIndexOf(check, check.object(state['scavengeIndex'], 'scavengeIndex')),
  };
}

function scavengeIndexOf(check: Checker, { chunks, ...rest }: Fields): ScavengeIndex {
  const fields: Record<string, number> = {};
  for (const [name, value] of Object.entries(rest)) fields[name] = check.whole(value, name, 0);
  const rows = check.array(chunks, 'chunks').map((row) => check.wholes(row, 'chunks'));
  return { fields, chunks: rows };
}

function pageCacheOf(check: Checker, value: unknown, base: number): RecordedProc['pageCache'] {
  const cache = check.object(value, 'pageCache');
  return {
    base: check.whole(cache['base'], 'base of a page cache') - base,
    free: check.hex(cache['free'], 'free pages of a page cache'),
    scav: check.hex(cache['scav'], 'scavenged pages of a page cache'),
  };
}

/** What states of both versions have. */
function common(check: Checker, state: Fields, base: number): Omit<RecordedState, 'procs'> {
  const pages = (name: string): [number, number][] =>
    check.array(state[name], name).map((run) => {
      const [start, n] = check.pair(run, name);
      return [start - base, n];
    });
  const list = (name: string): Lists => check.lists(state[name] ?? {}, name, base);
  const heapSpans: HeapSpan[] = [];
  const stackSpans: StackSpan[] = [];
  for (const item of check.array(state['spans'], 'spans')) {
    const row = check.array(item, 'a span');
    if (row[2] === 2) stackSpans.push(stackSpan(check, row, base));
    else heapSpans.push(heapSpan(check, row, base));
  }
  return {
    heapSweepgen: check.whole(state['heapSweepgen'], 'heapSweepgen', 0),
    curArenaBase: check.whole(state['curArenaBase'], 'curArenaBase', base, base + 2 ** 31) - base,
    curArenaEnd: check.whole(state['curArenaEnd'], 'curArenaEnd', base, base + 2 ** 32) - base,
    partialSwept: list('partialSwept'),
    fullSwept: list('fullSwept'),
    partialUnswept: list('partialUnswept'),
    fullUnswept: list('fullUnswept'),
    freePages: pages('freePages'),
    scavengedPages: pages('scavengedPages'),
    heapSpans,
    stackSpans,
  };
}

function heapSpan(check: Checker, row: readonly unknown[], base: number): HeapSpan {
  const at = (i: number): number => check.whole(row[i], `field ${i} of a span`, 0);
  if (at(2) !== 1) check.fail('a span that is in use');
  return {
    start: at(0) - base,
    npages: at(1),
    spanclass: check.whole(row[3], 'span class', 0, 135),
    elemsize: at(4),
    nelems: at(5),
    freeindex: at(6),
    allocCount: at(7),
    sweepgen: at(8),
    needzero: at(9),
    allocBits: check.array(row[10], 'allocBits').map((word) => check.hex(word, 'allocBits')),
    dataBytes: row[11] === undefined ? -1 : at(11),
  };
}

function stackSpan(check: Checker, row: readonly unknown[], base: number): StackSpan {
  const at = (i: number): number => check.whole(row[i], `field ${i} of a span of stacks`, 0);
  const second = row.length > 6;
  return {
    start: at(0) - base,
    npages: at(1),
    // Rows of version 1 have the fields of heap spans.
    stackBytes: at(second ? 4 : 3),
    taken: at(second ? 7 : 4),
    free: second ? [] : check.wholes(row[5], 'free stacks'),
  };
}
