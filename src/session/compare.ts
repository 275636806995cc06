/**
 * Two moments beside each other: totals, size classes, types, lines, ages. Rows are matched by what
 * both runs have in common: a class by the size of its slots (two runtimes number them
 * differently), a site by its place and expression. The largest differences come first.
 */
import type {
  ComparedCell,
  ComparedRow,
  ComparedSide,
  ComparedTable,
  ComparedTotal,
  Comparison,
  Measure,
  Moment,
} from '../protocol/compare';
import { comparedRowsMax } from '../protocol/compare';
import type { Key } from '../protocol/keys';
import type { PlainStringId } from '../protocol/strings';
import type { Format, Text } from '../protocol/views';
import { formatOf } from './dashboard';
import type { AgeFacts, ClassFacts, Facts, SiteFacts } from './facts';
import type { Recorded } from './recording';

/** One side: a recorded run, and what was the case at the moment that is looked at. */
export interface ComparedMoment {
  readonly recorded: Recorded;
  readonly facts: Facts;
  readonly at: Moment;
}

/** `left` is the panel's own run: keys of rows are meant there. */
export function compareMoments(left: ComparedMoment, right: ComparedMoment): Comparison {
  // A saved run knows the sites of its program alone: then the other side tells no more.
  const ownOnly = left.recorded.saved !== undefined || right.recorded.saved !== undefined;
  const sitesOf = ({ facts }: ComparedMoment): readonly SiteFacts[] | undefined =>
    ownOnly
      ? facts.sites
          ?.filter(({ user }) => user)
          .map((site) => ({ ...site, objects: site.live, bytes: site.liveBytes }))
      : facts.sites;
  const sites = both(sitesOf(left), sitesOf(right));
  const classes = both(left.facts.classes, right.facts.classes);
  const ages = both(left.facts.ages, right.facts.ages);
  return {
    left: sideOf(left),
    right: sideOf(right),
    totals: totals(left, right),
    ...(classes && { classes: table(classMeasures, classes, classRow) }),
    ...(sites && { types: typeTable(sites), sites: table(siteMeasures, sites, siteRow) }),
    ...(ages && { ages: ageTable(ages) }),
    stops: left.recorded.passages
      .filter(({ name, passage }) =>
        right.recorded.passages.some((one) => one.name === name && one.passage === passage),
      )
      .map(({ name, passage }) => ({ name, passage })),
  };
}

type Both<Row> = readonly [left: readonly Row[], right: readonly Row[]];

function both<Row>(
  left: readonly Row[] | undefined,
  right: readonly Row[] | undefined,
): Both<Row> | undefined {
  return left === undefined || right === undefined ? undefined : [left, right];
}

function sideOf({ recorded, facts, at }: ComparedMoment): ComparedSide {
  const { profile, options, saved, exit, endTick, curve, collections } = recorded;
  const isWell = exit === undefined || exit.kind === 'ok';
  return {
    ...{ profile, at, tick: facts.tick, endTick, curve },
    ...(options && { options }),
    ...(saved !== undefined && { saved }),
    ...(isWell ? {} : { trouble: exit.message || `${exit.kind} ${exit.code}` }),
    collections,
    ...(facts.strip && { strip: facts.strip }),
  };
}

function cell(left: number, right: number): ComparedCell {
  return { left, right, difference: right - left };
}

// ---- totals

/** The largest value of a curve up to the moment. */
function peak(
  { recorded: { saved, curve }, facts: { tick, memStats } }: ComparedMoment,
  of: 'live' | 'inUse' | 'resident',
): number {
  // A saved run tells of its stops and collections, not of what was between them.
  if (saved !== undefined) return NaN;
  return curve[of].reduce(
    (most, value, i) => (i === 0 || curve.ticks[i - 1]! < tick ? Math.max(most, value) : most),
    of === 'live' ? memStats['HeapAlloc']! : 0,
  );
}

const computed: readonly (readonly [
  id: PlainStringId,
  format: Format,
  of: (side: ComparedMoment) => number,
])[] = [
  ['compare.ticks', 'count', ({ facts }) => facts.tick],
  ['compare.peakLive', 'bytes', (side) => peak(side, 'live')],
  ['compare.peakInUse', 'bytes', (side) => peak(side, 'inUse')],
  ['compare.peakResident', 'bytes', (side) => peak(side, 'resident')],
  ['compare.resident', 'bytes', ({ facts: { memStats: m } }) => m['HeapSys']! - m['HeapReleased']!],
  ['compare.assists', 'count', ({ facts }) => facts.assists],
  ['compare.assistBytes', 'bytes', ({ facts }) => facts.assistBytes],
  ['compare.syscalls', 'count', ({ facts }) => facts.syscalls],
  ['compare.mcacheHits', 'count', ({ facts }) => facts.mcacheHits],
  ['compare.mcentralLocks', 'count', ({ facts }) => facts.mcentralLocks],
  ['compare.mheapLocks', 'count', ({ facts }) => facts.mheapLocks],
];

/** A time of day says nothing about two runs. */
const leftOut = new Set(['LastGC']);

function totals(left: ComparedMoment, right: ComparedMoment): ComparedTotal[] {
  const rows: ComparedTotal[] = [];
  const add = (name: Text, format: Format, a: number | undefined, b: number | undefined): void => {
    // What one side does not know cannot be compared.
    if (a !== undefined && b !== undefined && Number.isFinite(a) && Number.isFinite(b))
      rows.push({ name, format, ...cell(a, b) });
  };
  for (const [id, format, of] of computed) add({ id }, format, of(left), of(right));
  for (const name of Object.keys(left.facts.memStats)) {
    if (leftOut.has(name)) continue;
    add(name, formatOf(name), left.facts.memStats[name], right.facts.memStats[name]);
  }
  const share = ({ left: a, right: b, difference }: ComparedTotal): number =>
    difference === 0 ? 0 : Math.abs(difference) / Math.max(Math.abs(a), Math.abs(b));
  return rows.toSorted((a, b) => share(b) - share(a));
}

// ---- tables

/** A row before both sides are put together. */
interface Half {
  /** What the row is known by on the other side. */
  readonly id: string;
  readonly row: Omit<ComparedRow, 'cells'>;
  readonly values: readonly number[];
}

const classMeasures: readonly Measure[] = ['bytes', 'objects', 'spans', 'free', 'rounding'];
const siteMeasures: readonly Measure[] = ['bytes', 'objects', 'allocated', 'allocations'];
const ageMeasures: readonly Measure[] = ['bytes', 'objects'];

function table<Row>(
  measures: readonly Measure[],
  [left, right]: Both<Row>,
  halfOf: (row: Row) => Half,
): ComparedTable {
  const rows = new Map<string, { row: Half['row']; left: number[]; right: number[] }>();
  const take = (side: 'left' | 'right') => (from: Row) => {
    const { id, row, values } = halfOf(from);
    // Several sites may stand at one place: an inlined function has one for each call.
    const known = rows.get(id) ?? {
      row,
      left: measures.map(() => 0),
      right: measures.map(() => 0),
    };
    values.forEach((value, at) => (known[side][at]! += value));
    rows.set(id, known);
  };
  left.forEach(take('left'));
  right.forEach(take('right'));
  const all = [...rows.values()]
    .map(({ row, ...sides }): ComparedRow => ({
      ...row,
      cells: measures.map((_, at) => cell(sides.left[at]!, sides.right[at]!)),
    }))
    .filter(({ cells }) => cells.some((one) => one.left !== 0 || one.right !== 0));
  const sums = measures.map((_, at) =>
    cell(
      all.reduce((sum, { cells }) => sum + cells[at]!.left, 0),
      all.reduce((sum, { cells }) => sum + cells[at]!.right, 0),
    ),
  );
  const sorted = all.toSorted((a, b) => byDifference(a.cells[0]!, b.cells[0]!));
  const shown = sorted.slice(0, comparedRowsMax);
  return { measures, rows: shown, sums, hidden: sorted.length - shown.length };
}

/** The largest difference first, of equal ones the larger amount. */
function byDifference(a: ComparedCell, b: ComparedCell): number {
  return (
    Math.abs(b.difference) - Math.abs(a.difference) ||
    Math.max(b.left, b.right) - Math.max(a.left, a.right)
  );
}

function classRow(one: ClassFacts): Half {
  const { elemBytes, sizeClass, objects, bytes, spans, free, rounding } = one;
  const isLarge = elemBytes === 0;
  return {
    id: String(elemBytes),
    row: {
      label: isLarge ? { id: 'compare.large' } : { id: 'compare.slot', args: { size: elemBytes } },
      ...(isLarge ? {} : { detail: { id: 'compare.class', args: { class: sizeClass } } }),
      key: isLarge ? 'large' : (`mcentral:${sizeClass << 1}` satisfies Key),
    },
    values: [bytes, objects, spans, free, rounding],
  };
}

function siteRow({ site, position, byteColumn, kind, text, type, ...one }: SiteFacts): Half {
  const values = [one.bytes, one.objects, one.allocated, one.allocations];
  const key: { key?: Key } = site < 0 ? {} : { key: `site:${site}` };
  if (one.user) {
    const row = { label: text, detail: type, ...key, ...(site < 0 ? {} : { source: position }) };
    return { id: `${position.line}:${byteColumn}:${kind}:${type}`, row, values };
  }
  if (site < 0) return { id: '', row: { label: { id: 'compare.runtime' } }, values };
  // Lines of the library mean little to who has not written them: one row for each function.
  return {
    id: one.func,
    row: { label: one.func, detail: { id: 'compare.library' }, ...key },
    values,
  };
}

function typeTable([left, right]: Both<SiteFacts>): ComparedTable {
  // The site that holds most shows what the type is on the map.
  const keys = new Map<string, Key>();
  for (const { site, type } of left.toSorted((a, b) => a.bytes - b.bytes))
    if (site >= 0) keys.set(type, `site:${site}`);
  return table(siteMeasures, [left, right], ({ type, ...one }): Half => {
    const key = keys.get(type);
    return {
      id: type,
      row: {
        label: type === '' ? { id: 'compare.runtime' } : type,
        ...(key === undefined ? {} : { key }),
      },
      values: [one.bytes, one.objects, one.allocated, one.allocations],
    };
  });
}

/** Above this, ages are counted by powers of two. */
const exactAges = 3;

function ageTable(ages: Both<AgeFacts>): ComparedTable {
  const order = new Map<Text, number>();
  const made = table(ageMeasures, ages, ({ survived, objects, bytes }): Half => {
    const power = Math.floor(Math.log2(Math.max(1, survived)));
    const [from, to] =
      survived <= exactAges ? [survived, survived] : [2 ** power, 2 ** (power + 1) - 1];
    const label: Text =
      survived < 0
        ? { id: 'compare.dead' }
        : from === to
          ? { id: 'compare.survived', args: { count: from } }
          : { id: 'compare.survivedRange', args: { from, to } };
    order.set(label, from);
    return { id: String(from), row: { label }, values: [bytes, objects] };
  });
  // Ages have an order of their own, the youngest first.
  const rows = made.rows.toSorted((a, b) => order.get(a.label)! - order.get(b.label)!);
  return { ...made, rows };
}
