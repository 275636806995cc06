/** How the two sides of a comparison are called, and the colours they have everywhere. */
import type { Comparison, Moment, OtherOptions } from '../../src/protocol/compare';
import { sayBytes, sayRuntime } from '../../src/protocol/strings';
import type { RunOptions } from '../../src/protocol/views';
import { make } from '../dom';
import type { Palette } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import type { Pixel } from '../theme';

type SideName = 'left' | 'right';
export const sideNames: readonly SideName[] = ['left', 'right'];

/** Blue and orange stay apart for every eye; the right one is dashed as well. */
export function sideColours(palette: Palette): Record<SideName, Pixel> {
  return { left: palette.category[1]!, right: palette.category[2]! };
}

/** `go1.26` → Go 1.26 */
export function profileName(profile: string): string {
  return sayRuntime(profile);
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

export function momentText(context: Context, at: Moment): string {
  if (at.kind === 'end') return t(context, 'compare.atEnd');
  if (at.kind === 'now') return t(context, 'compare.atNow');
  if (at.kind === 'tick') return t(context, 'compare.atTick', { tick: at.tick });
  const { name, passage } = at;
  return passage === 1
    ? t(context, 'compare.atStop', { name })
    : t(context, 'compare.atPassage', { name, passage });
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
export function sideTitle(context: Context, { left, right }: Comparison, name: SideName): string {
  const side = name === 'left' ? left : right;
  const other = name === 'left' ? right : left;
  const profile = profileName(side.profile);
  if (side.saved !== undefined) return t(context, 'compare.savedOn', { name: side.saved, profile });
  if (side.profile !== other.profile || other.saved !== undefined) return profile;
  if (side.options && other.options) {
    const changed = changedOptions(other.options, side.options);
    if (Object.keys(changed).length > 0) return optionsText(changed);
  }
  return JSON.stringify(side.at) === JSON.stringify(other.at)
    ? t(context, 'whatIf.thisRun')
    : momentText(context, side.at);
}

/** The head of a column: the side's mark, what it is, and under which circumstances. */
export function sideHead(context: Context, comparison: Comparison, name: SideName): HTMLElement {
  const side = comparison[name];
  const { options, at, tick, trouble } = side;
  const facts = [
    ...(options ? [optionsText(options)] : []),
    momentText(context, at),
    ...(Number.isFinite(tick) ? [t(context, 'compare.tickNow', { tick })] : []),
  ];
  return make(
    'section',
    { class: `card compare-side ${name}` },
    make(
      'h3',
      {},
      make('span', { class: 'side-mark', 'aria-hidden': 'true' }),
      make('span', {
        class: 'visually-hidden',
        text: `${t(context, name === 'left' ? 'compare.leftSide' : 'compare.rightSide')}: `,
      }),
      sideTitle(context, comparison, name),
    ),
    make('p', { class: 'quiet', text: facts.join(' · ') }),
    trouble === undefined
      ? undefined
      : make('p', { class: 'problem', text: t(context, 'compare.ended', { message: trouble }) }),
  );
}
