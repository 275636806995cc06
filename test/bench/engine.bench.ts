/**
 * How fast the engine allocates: nanoseconds per object for sizes from 8 to 32768 bytes, with and
 * without pointers, and of mixed sizes with both, recording off and on, next to the real runtime's
 * mallocgc on the same stream where Go is present. The bar, on the mixed stream: a ratio of 1 with
 * recording off, 0.5 with it on.
 *
 * The stream: objects are put at places of a ring drawn by xorshift from a fixed seed, so that each
 * lives until its place is drawn again, and the collector runs as the heap grows (GOGC 100, one P).
 * Engine and runtime take turns line by line, after the engine has run the mixed streams once;
 * each ratio is of one turn.
 *
 * Both do the same work: the collector marks while the world stands still (GODEBUG
 * gcstoptheworld=1), since a stream is no program whose threads it could run between. Without it
 * the real one decides by the clock: at 32768 bytes with pointers a cycle does not end within a
 * round, everything is born black, and nothing is scanned. How often either collected stands in
 * the table.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mallocgc } from '../../src/runtime/malloc';
import { writePointer } from '../../src/runtime/mbarrier';
import { Runtime } from '../../src/runtime/runtime';
import type { Statics } from '../../src/runtime/runtime';
import { arrayType } from '../runtime/process';
import { digits, goBuild, isHere, median, minimum, printTable } from './figures';

const sizes = [8, 16, 24, 32, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768];
/** Of the mixed stream, as often as they stand here; the Go program has the same list. */
const mixed = [
  ...[8, 8, 16, 16, 16, 24, 32, 32, 32, 48, 48, 64, 64, 96, 128, 128, 192, 256, 512, 1024, 2048],
  8192,
];
const seed = 0x2545f491;
const rounds = 4;
const turns = 3;

/** Objects with pointers, without, or of either kind, as it is drawn. */
const kinds = ['noscan', 'scan', 'both'] as const;

/** One line of the table: a size (0: mixed). */
interface Stream {
  readonly size: number;
  readonly scan: (typeof kinds)[number];
  /** Places of the ring, less one; a power of two. */
  readonly mask: number;
  readonly count: number;
}

const streams: Stream[] = [0, ...sizes].flatMap((size) =>
  (size === 0 ? kinds : kinds.slice(0, 2)).map((scan) => {
    const bytes = size === 0 ? 300 : size;
    const ring = Math.min(4096, 2 ** Math.floor(Math.log2((8 << 20) / bytes)));
    return { size, scan, mask: ring - 1, count: Math.ceil(Math.min(100_000, (1 << 27) / bytes)) };
  }),
);

const ringAt = 65536;
/** A static segment with the ring in its bss. */
const statics: Statics = {
  base: 0x400000,
  image: new Uint8Array(0),
  size: 131072,
  noptrdata: { start: 32768, end: 32768 },
  data: { start: 32768, end: 32768 },
  bss: { start: ringAt, end: ringAt + 4096 * 8 },
  noptrbss: { start: ringAt + 4096 * 8, end: ringAt + 4096 * 8 },
  ownBytes: 4096 * 8,
  pointers: Uint32Array.from({ length: 4096 }, (_, place) => ringAt + place * 8),
  typesStart: 8192,
  zerobase: 65528,
  zeroVal: 49152,
  staticuint64s: 53248,
};

function next(state: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  return state ^ (state << 5);
}

/** Nanoseconds per object in the fastest round, and the collections of all rounds. */
interface Result {
  readonly nanoseconds: number;
  readonly collections: number;
}

function onEngine({ size, scan, mask, count }: Stream, recording: boolean): Result {
  const sizesOf = size === 0 ? mixed : [size];
  const types = sizesOf.map((bytes, id) => arrayType(id, bytes >> 3));
  const rt = new Runtime({ types, statics, procs: 1, gogc: 100, recording, sites: 1 });
  rt.site = 0;
  const times: number[] = [];
  let state = seed;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) {
      state = next(state);
      const kind = size === 0 ? (state >>> 16) % mixed.length : 0;
      const hasPointers = scan === 'scan' || (scan === 'both' && (state & (1 << 13)) === 0);
      const off = mallocgc(rt, sizesOf[kind]!, hasPointers ? kind : -1, true);
      const at = ringAt + (state & mask) * 8;
      if (rt.writeBarrierEnabled === 0) rt.mem.storePtr(at, off);
      else writePointer(rt, at, off);
    }
    times.push(Number(process.hrtime.bigint() - start));
  }
  return { nanoseconds: minimum(times) / count, collections: rt.memstats.numgc[0]! };
}

/** The stream on the real runtime. */
function onGo(binary: string, { size, scan, mask, count }: Stream): Result {
  const input = [size, kinds.indexOf(scan), mask, count, rounds, seed].join(' ');
  const env = {
    ...process.env,
    ...{ GOMAXPROCS: '1', GOGC: '100', GODEBUG: 'gcstoptheworld=1' },
  };
  const { stdout, status, stderr } = spawnSync(binary, { input, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  const numbers = stdout.trimEnd().split(' ').map(Number);
  return {
    nanoseconds: minimum(numbers.slice(0, rounds)) / count,
    collections: numbers[rounds]!,
  };
}

const home = mkdtempSync(join(tmpdir(), 'gomem-bench-'));
const binary = join(home, 'engine');
const hasGo = isHere('go', 'version');
try {
  if (hasGo) goBuild('test/bench/engine', binary);
  else console.log('Go is not here: no ratios');
  const off: Result[][] = streams.map(() => []);
  const on: Result[][] = streams.map(() => []);
  const go: Result[][] = streams.map(() => []);
  const none: Result = { nanoseconds: NaN, collections: NaN };
  // Ours is compiled as it runs, Go's is before.
  for (const recording of [false, true])
    for (const stream of streams.slice(0, 3)) onEngine(stream, recording);
  for (let turn = 0; turn < turns; turn++) {
    console.log(`turn ${turn + 1} of ${turns}…`);
    streams.forEach((stream, line) => {
      off[line]!.push(onEngine(stream, false));
      go[line]!.push(hasGo ? onGo(binary, stream) : none);
      on[line]!.push(onEngine(stream, true));
    });
  }
  const fastest = (results: readonly Result[]): string =>
    digits(minimum(results.map(({ nanoseconds }) => nanoseconds)));
  const ratios = (line: number, ours: readonly Result[]): string => {
    const all = ours.map(({ nanoseconds }, turn) => go[line]![turn]!.nanoseconds / nanoseconds);
    return `${digits(minimum(all))} / ${digits(median(all))}`;
  };
  printTable(
    [
      ...['bytes', 'off ns', 'on ns', 'Go ns', 'off: ratio min / median'],
      ...['on: ratio min / median', 'collections, Go'],
    ],
    streams.map(({ size, scan }, line) => [
      `${size === 0 ? 'mixed' : size} ${scan}`,
      fastest(off[line]!),
      fastest(on[line]!),
      fastest(go[line]!),
      ratios(line, off[line]!),
      ratios(line, on[line]!),
      `${off[line]![0]!.collections}, ${go[line]![0]!.collections}`,
    ]),
  );
  console.log('bars on the mixed stream: off 1, on 0.5 (Go ns over ours)');
} finally {
  rmSync(home, { recursive: true, force: true });
}
