/** One sentence that says what a comparison comes to. */
import type { ComparedTotal, Comparison } from '../../src/protocol/compare';
import { sayText } from '../../src/protocol/strings';
import type { Phrase, StringId } from '../../src/protocol/strings';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { optionsText, sideTitle } from './names';

/** What is worth saying, in this order: a name of MemStats or ours, what more and less of it is. */
const worth: readonly (readonly [name: string, more: StringId, less: StringId, bytes: boolean])[] =
  [
    ['NumGC', 'compare.moreGcs', 'compare.fewerGcs', false],
    ['compare.peakLive', 'compare.morePeak', 'compare.lessPeak', true],
    ['HeapInuse', 'compare.moreInUse', 'compare.lessInUse', true],
    ['compare.assists', 'compare.moreAssists', 'compare.fewerAssists', false],
    ['compare.syscalls', 'compare.moreCalls', 'compare.fewerCalls', false],
  ];

/** Parts of a sentence at most. */
const partsMax = 3;

function nameOf({ name }: ComparedTotal): string {
  return typeof name === 'string' ? name : name.id;
}

/** A total by its name in {@link worth}. */
export function totalOf({ totals }: Comparison, name: string): ComparedTotal | undefined {
  return totals.find((one) => nameOf(one) === name);
}

/** "3 more collections, 1.2 MiB less peak heap" */
function differencesText(context: Context, comparison: Comparison): string {
  const parts = worth.flatMap(([name, more, less, bytes]): Phrase[] => {
    const difference = totalOf(comparison, name)?.difference ?? 0;
    if (difference === 0) return [];
    const amount = Math.abs(difference);
    return [
      { id: difference > 0 ? more : less, args: bytes ? { size: amount } : { count: amount } },
    ];
  });
  if (parts.length === 0) return t(context, 'compare.same');
  return parts
    .slice(0, partsMax)
    .map((part) => sayText(context.language, part))
    .reduce((first, rest) => t(context, 'compare.and', { first, rest }));
}

export function comparisonSentence(context: Context, comparison: Comparison): string {
  return t(context, 'compare.sentence', {
    left: sideTitle(context, comparison, 'left'),
    right: sideTitle(context, comparison, 'right'),
    what: differencesText(context, comparison),
  });
}

export function whatIfSentence(
  context: Context,
  comparison: Comparison,
  options: Parameters<typeof optionsText>[0],
): string {
  return t(context, 'whatIf.sentence', {
    options: optionsText(options),
    what: differencesText(context, comparison),
  });
}
