/** A comparison for the toy host: the right side has done a little more of everything. */
import type {
  ComparedCell,
  ComparedRow,
  ComparedSide,
  ComparedTable,
  CompareParams,
  Comparison,
  HeapStrip,
  Measure,
} from '../../src/protocol/compare';
import { PageState } from '../../src/protocol/views';

const endTick = 40_000;

const cell = (left: number, right: number): ComparedCell => ({
  left,
  right,
  difference: right - left,
});

function stripOf(seed: number): HeapStrip {
  const pages = 300;
  const of = (value: (page: number) => number): Uint8Array =>
    Uint8Array.from({ length: pages }, (_, page) => value(page));
  const isUsed = (page: number): boolean => page < 190 && (page * seed) % 11 < 8;
  return {
    ...{ pages, pagesPerCell: 1 },
    state: of((page) => (isUsed(page) ? PageState.heap : PageState.free)),
    sizeClass: of((page) => (isUsed(page) ? 1 + ((page >> 2) % 30) : 0)),
    fill: of((page) => (isUsed(page) ? 40 + ((page * 37) % 216) : 0)),
    starts: of((page) => (isUsed(page) && page % 4 === 0 ? 1 : 0)),
  };
}

function sideOf(at: ComparedSide['at'], factor: number): ComparedSide {
  const column = (of: (i: number) => number): Float64Array =>
    Float64Array.from({ length: 160 }, (_, i) => Math.round(of(i) * factor));
  const live = (i: number): number => 200_000 + ((i * 9_000) % 700_000);
  return {
    profile: 'go1.26',
    options: {
      ...{ profile: 'go1.26', procs: 4, gogc: Math.round(100 * factor), memoryLimit: -1, seed: 1 },
    },
    ...{ at, tick: endTick, endTick },
    curve: {
      ticks: Float64Array.from({ length: 160 }, (_, i) => ((i + 1) * endTick) / 160),
      live: column(live),
      goal: column(() => 900_000),
      inUse: column((i) => live(i) + 250_000),
      resident: column((i) => 800_000 + i * 2_000),
    },
    collections: [9_000, 19_000, 31_000],
    strip: stripOf(Math.round(7 * factor)),
  };
}

function tableOf(measures: readonly Measure[], rows: readonly ComparedRow[]): ComparedTable {
  const sums = measures.map((_, at) =>
    cell(
      rows.reduce((sum, { cells }) => sum + cells[at]!.left, 0),
      rows.reduce((sum, { cells }) => sum + cells[at]!.right, 0),
    ),
  );
  return { measures, rows, sums, hidden: 3 };
}

export function comparisonOf({ left, right }: CompareParams): Comparison {
  const cells = (i: number, count: number): ComparedCell[] =>
    Array.from({ length: count }, (_, at) => cell(900 * (i + 1), (900 + 100 * at) * (i + 1)));
  const classes = Array.from({ length: 6 }, (_, i) => ({
    label: { id: 'compare.slot' as const, args: { size: 16 * (i + 1) } },
    key: `mcentral:${2 * (i + 1)}` as const,
    cells: cells(i, 5),
  }));
  const sites = Array.from({ length: 8 }, (_, i) => ({
    label: `make([]someRatherLongTypeName${i}, n)`,
    detail: '[]main.someRatherLongTypeNameThatGoesOn',
    key: `site:${i}` as const,
    source: { file: 'main.go', line: 12 + i, column: 4 },
    cells: cells(i, 4),
  }));
  const types = sites.map(({ detail, key, cells: own }) => ({ label: detail, key, cells: own }));
  const ages = [0, 1, 2].map((count) => ({
    label: { id: 'compare.survived' as const, args: { count } },
    cells: cells(count, 2),
  }));
  const siteMeasures: Measure[] = ['bytes', 'objects', 'allocated', 'allocations'];
  return {
    left: sideOf(left, 1),
    right: sideOf(right, 1.3),
    totals: [
      { name: 'NumGC', format: 'count', ...cell(3, 5) },
      { name: { id: 'compare.peakLive' }, format: 'bytes', ...cell(900_000, 1_170_000) },
      { name: 'HeapInuse', format: 'bytes', ...cell(1_000_000, 1_200_000) },
      { name: 'Mallocs', format: 'count', ...cell(4_200, 4_200) },
    ],
    classes: tableOf(['bytes', 'objects', 'spans', 'free', 'rounding'], classes),
    types: tableOf(siteMeasures, types),
    sites: tableOf(siteMeasures, sites),
    ages: tableOf(['bytes', 'objects'], ages),
    stops: [
      { name: 'fill', passage: 1 },
      { name: 'fill', passage: 2 },
    ],
  };
}
