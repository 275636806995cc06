/** The dashboard of a selected stretch: what was taken and freed in it, by class and by site. */
import type { RangeSummary, StretchClass } from '../../src/protocol/finding';
import { sayBytes, sayCount } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { siteNodes } from '../timeline/rangeSummary';
import { bar } from './box';
import { classRow, tableNode } from './numbers';

/** Ticks that a rate counts. */
const rateTicks = 1000;

export function stretchSentence(context: Context, summary: RangeSummary): string {
  const { fromTick: from, toTick: to, classes } = summary;
  const sum = (of: (row: StretchClass) => number): number =>
    classes.reduce((total, row) => total + of(row), 0);
  const taken = sum(({ mallocs }) => mallocs);
  const frees = sum((row) => row.frees);
  if (taken + frees === 0) return t(context, 'stretch.empty', { from, to });
  const bytes = sum((row) => row.bytes);
  const live = sum((row) => row.live);
  return t(context, 'stretch.sentence', { from, to, taken, bytes, frees, live });
}

export function stretchNodes(context: Context, summary: RangeSummary): Node[] {
  const { fromTick, toTick, tick, allocs, bytes, classes } = summary;
  const ticks = Math.max(1, Math.min(tick, toTick) - fromTick + 1);
  const perRate = (count: number): number => (count * rateTicks) / ticks;
  const said = t(context, 'stretch.rate', {
    allocs: rounded(perRate(allocs)),
    bytes: Math.round(perRate(bytes)),
    ticks: rateTicks,
  });
  const columns: readonly PlainStringId[] = [
    'dashboard.class',
    'dashboard.slot',
    'stretch.taken',
    'stretch.perTicks',
    'stretch.bytes',
    'stretch.waste',
    'stretch.freed',
    'stretch.live',
  ];
  const rows = classes.map((row) => {
    const share = row.live / Math.max(1, row.mallocs);
    return classRow(context, row, [
      sayCount(row.mallocs),
      sayCount(rounded(perRate(row.mallocs))),
      sayBytes(row.bytes),
      // What shares a tiny block asks for more than the slots that were taken for it.
      sayBytes(Math.max(0, row.bytes - row.asked)),
      sayCount(row.frees),
      make('span', { class: 'use' }, bar(share), sayCount(row.live)),
    ]);
  });
  return [
    make(
      'section',
      { class: 'dashboard-part range-summary' },
      make('p', { text: said }),
      ...siteNodes(context, summary),
    ),
    tableNode(context, 'stretch.classes', columns, rows),
  ];
}

/** Three digits that matter. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
