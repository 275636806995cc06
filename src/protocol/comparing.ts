/** What a comparison says of its two sides in words: what they are called, what differs. */
import type { ComparedTotal, Comparison, Moment, OtherOptions } from './compare';
import { say, sayBytes, sayRuntime, sayText } from './strings';
import type { Language, Phrase, StringId } from './strings';
import type { RunOptions } from './views';

export type SideName = 'left' | 'right';

/** In which language is spoken. */
interface Speaker {
  readonly language: Language;
}

/** Options as one would write them in a shell; `off` needs no translation. */
export function optionsText({ gogc, procs, memoryLimit }: OtherOptions): string {
  return [
    ...(gogc === undefined ? [] : [`GOGC=${gogc < 0 ? 'off' : gogc}`]),
    ...(memoryLimit === undefined ? [] : [`GOMEMLIMIT=${limitText(memoryLimit)}`]),
    ...(procs === undefined ? [] : [`GOMAXPROCS=${procs}`]),
  ].join(' ');
}

/** A memory limit as the variable of the environment takes it. */
export function limitText(bytes: number): string {
  return bytes < 0 ? 'off' : sayBytes(bytes).replaceAll(/[ ,]/g, '');
}

export function momentText({ language }: Speaker, at: Moment): string {
  if (at.kind === 'end') return say(language, 'compare.atEnd');
  if (at.kind === 'now') return say(language, 'compare.atNow');
  if (at.kind === 'tick') return say(language, 'compare.atTick', { tick: at.tick });
  const { name, passage } = at;
  return passage === 1
    ? say(language, 'compare.atStop', { name })
    : say(language, 'compare.atPassage', { name, passage });
}

/** What of the options is not the same. */
export function changedOptions(from: RunOptions, to: OtherOptions): OtherOptions {
  const { gogc, procs, memoryLimit } = to;
  return {
    ...(gogc === undefined || gogc === from.gogc ? {} : { gogc }),
    ...(memoryLimit === undefined || memoryLimit === from.memoryLimit ? {} : { memoryLimit }),
    ...(procs === undefined || procs === from.procs ? {} : { procs }),
  };
}

/** What tells a side from the other one: its runtime, its options, its file or its moment. */
export function sideTitle(
  { language }: Speaker,
  { left, right }: Comparison,
  name: SideName,
): string {
  const side = name === 'left' ? left : right;
  const other = name === 'left' ? right : left;
  const profile = sayRuntime(side.profile);
  if (side.saved !== undefined)
    return say(language, 'compare.savedOn', { name: side.saved, profile });
  if (side.profile !== other.profile || other.saved !== undefined) return profile;
  if (side.options && other.options) {
    const changed = changedOptions(other.options, side.options);
    if (Object.keys(changed).length > 0) return optionsText(changed);
  }
  return JSON.stringify(side.at) === JSON.stringify(other.at)
    ? say(language, 'whatIf.thisRun')
    : momentText({ language }, side.at);
}

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
function differencesText({ language }: Speaker, comparison: Comparison): string {
  const parts = worth.flatMap(([name, more, less, bytes]): Phrase[] => {
    const difference = totalOf(comparison, name)?.difference ?? 0;
    if (difference === 0) return [];
    const amount = Math.abs(difference);
    return [
      { id: difference > 0 ? more : less, args: bytes ? { size: amount } : { count: amount } },
    ];
  });
  if (parts.length === 0) return say(language, 'compare.same');
  return parts
    .slice(0, partsMax)
    .map((part) => sayText(language, part))
    .reduce((first, rest) => say(language, 'compare.and', { first, rest }));
}

/** `titles`: where the sides are better known by other names than {@link sideTitle}'s. */
export function comparisonSentence(
  speaker: Speaker,
  comparison: Comparison,
  titles?: Readonly<Record<SideName, string>>,
): string {
  return say(speaker.language, 'compare.sentence', {
    left: titles?.left ?? sideTitle(speaker, comparison, 'left'),
    right: titles?.right ?? sideTitle(speaker, comparison, 'right'),
    what: differencesText(speaker, comparison),
  });
}

export function whatIfSentence(
  { language }: Speaker,
  comparison: Comparison,
  options: Parameters<typeof optionsText>[0],
): string {
  return say(language, 'whatIf.sentence', {
    options: optionsText(options),
    what: differencesText({ language }, comparison),
  });
}
