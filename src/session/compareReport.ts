/** A comparison as text, and as the JSON of media/gomem-compare.schema.json. */
import type {
  ComparedCell,
  ComparedRow,
  ComparedSide,
  ComparedTable,
  Comparison,
  Measure,
} from '../protocol/compare';
import { comparisonSentence, momentText, optionsText, sideTitle } from '../protocol/comparing';
import { say, sayBytes, sayCount, sayNanoseconds, sayText } from '../protocol/strings';
import type { Language, StringId } from '../protocol/strings';
import type { Format, Text } from '../protocol/views';

/** Rows of a table that the text shows. */
const rowsMax = 16;

/** How the two sides are called, where not by what they do differently. */
type Titles = Readonly<Record<'left' | 'right', string>>;

const byteMeasures: ReadonlySet<Measure> = new Set(['bytes', 'free', 'rounding', 'allocated']);

const tableNames: readonly (readonly [
  of: 'classes' | 'types' | 'sites' | 'ages',
  title: StringId,
])[] = [
  ['classes', 'compare.byClass'],
  ['types', 'compare.byType'],
  ['sites', 'compare.bySite'],
  ['ages', 'compare.byAge'],
];

function titlesOf(language: Language, comparison: Comparison, titles?: Titles): Titles {
  return {
    left: titles?.left ?? sideTitle({ language }, comparison, 'left'),
    right: titles?.right ?? sideTitle({ language }, comparison, 'right'),
  };
}

// ---- text

export function comparisonReport(
  language: Language,
  comparison: Comparison,
  named?: Titles,
): string {
  const titles = titlesOf(language, comparison, named);
  const heads = (['left', 'right'] as const).map((name) =>
    sideLine(language, comparison[name], titles[name]),
  );
  const parts = [
    [comparisonSentence({ language }, comparison, titles)],
    heads,
    totals(language, comparison, titles),
    ...tableNames.map(([of, title]) => {
      const table = comparison[of];
      return table === undefined ? [] : tableLines(language, table, title, titles);
    }),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function sideLine(
  language: Language,
  { options, profile, at, tick, trouble }: ComparedSide,
  title: string,
): string {
  const facts = [
    ...(title.startsWith('Go ') ? [] : [profile]),
    ...(options === undefined ? [] : [optionsText(options)]),
    momentText({ language }, at),
    ...(Number.isFinite(tick) ? [say(language, 'compare.tickNow', { tick })] : []),
    ...(trouble === undefined ? [] : [say(language, 'compare.ended', { message: trouble })]),
  ];
  return `${title}: ${facts.join(' · ')}`;
}

function valueText(value: number, format: Format | undefined): string {
  if (format === 'bytes') return sayBytes(value);
  if (format === 'nanoseconds') return sayNanoseconds(value);
  return format === 'percent' ? `${Math.round(value * 1000) / 10}%` : sayCount(value);
}

function cells({ left, right, difference }: ComparedCell, format: Format): string[] {
  const sign = difference > 0 ? '+' : '−';
  const amount = valueText(Math.abs(difference), format);
  return [
    valueText(left, format),
    valueText(right, format),
    difference === 0 ? '=' : `${sign}${amount}`,
  ];
}

/** Rows under their head, all columns but the first aligned to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
}

function headRow(language: Language, what: string, { left, right }: Titles): string[] {
  return [what, left, right, say(language, 'compare.difference')];
}

function totals(language: Language, comparison: Comparison, titles: Titles): string[] {
  const different = comparison.totals.filter(({ difference }) => difference !== 0);
  const equal = comparison.totals.length - different.length;
  const rows = different.map((total) => [
    sayText(language, total.name),
    ...cells(total, total.format),
  ]);
  return [
    ...(rows.length === 0
      ? []
      : aligned([headRow(language, say(language, 'compare.totals'), titles), ...rows])),
    ...(equal === 0 ? [] : [say(language, 'compare.equalTotals', { count: equal })]),
  ];
}

/** What the table counts first, which is what its rows are in order of. */
function tableLines(
  language: Language,
  { measures, rows, sums, hidden }: ComparedTable,
  title: StringId,
  titles: Titles,
): string[] {
  const measure = measures[0]!;
  const format = byteMeasures.has(measure) ? 'bytes' : 'count';
  const different = rows.filter(({ cells: [first] }) => first!.difference !== 0);
  const shown = different.slice(0, rowsMax);
  const name = `${sayText(language, { id: title })}, ${say(language, `compare.measure.${measure}`)}`;
  const more = different.length - shown.length + hidden;
  return [
    ...aligned([
      headRow(language, name, titles),
      ...shown.map((row) => [rowName(language, row), ...cells(row.cells[0]!, format)]),
      [say(language, 'compare.sum'), ...cells(sums[0]!, format)],
    ]),
    ...(more > 0 ? [say(language, 'map.more', { count: more })] : []),
  ];
}

function rowName(language: Language, { label, detail, source }: ComparedRow): string {
  const place = source === undefined ? '' : `${source.line}:${source.column} `;
  const more = detail === undefined ? '' : ` (${sayText(language, detail)})`;
  return `${place}${sayText(language, label)}${more}`;
}

// ---- JSON

/** What `gomem compare --json` prints: names in English, so that the document stays the same. */
export function comparisonRecord(comparison: Comparison, named?: Titles): object {
  const titles = titlesOf('en', comparison, named);
  const english = (text: Text): string => sayText('en', text);
  const side = (name: 'left' | 'right'): object => {
    const { profile, options, saved, at, tick, endTick, trouble, collections } = comparison[name];
    return {
      title: titles[name],
      profile,
      ...(options && { options }),
      ...(saved !== undefined && { saved }),
      ...{ at, tick: Number.isFinite(tick) ? tick : null, endTick, collections },
      ...(trouble !== undefined && { trouble }),
    };
  };
  const table = ({ measures, rows, sums, hidden }: ComparedTable): object => ({
    measures,
    rows: rows.map(({ label, detail, source, cells: row }) => ({
      label: english(label),
      ...(detail !== undefined && { detail: english(detail) }),
      ...(source && { line: source.line, column: source.column }),
      cells: row,
    })),
    ...{ sums, hidden },
  });
  return {
    version: 1,
    sentence: comparisonSentence({ language: 'en' }, comparison, titles),
    ...{ left: side('left'), right: side('right') },
    totals: comparison.totals.map(({ name, format, ...cell }) => ({
      ...{ name: english(name), format, ...cell },
    })),
    ...Object.fromEntries(
      tableNames.flatMap(([of]) => {
        const made = comparison[of];
        return made === undefined ? [] : [[of, table(made)]];
      }),
    ),
    stops: comparison.stops,
  };
}
