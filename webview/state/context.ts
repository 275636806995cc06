/**
 * What every view of the panel is given: the wire, the shared state, the language, the frame loop.
 * Each atom has one owner: selection, colour and expansion belong to the view; the session's state
 * comes from the host and is only set where its events arrive (main.ts).
 */
import type { OtherOptions } from '../../src/protocol/compare';
import type { Key } from '../../src/protocol/keys';
import type { Client } from '../../src/protocol/port';
import type { TickRange } from '../../src/protocol/protocol';
import { say } from '../../src/protocol/strings';
import type { ArgsOf, Language, StringId } from '../../src/protocol/strings';
import type { ColourMode, Detail, MapOverview, SessionState } from '../../src/protocol/views';
import type { Announcer } from '../a11y/live';
import type { Frame } from '../frame';
import type { Theme } from '../theme';
import type { Atom } from './atom';
import type { ModeName, Remembered } from './persist';

export interface Context {
  readonly client: Client;
  readonly language: Language;
  readonly frame: Frame;
  readonly theme: Atom<Theme>;
  readonly announcer: Announcer;
  readonly session: Atom<SessionState | undefined>;
  readonly overview: Atom<MapOverview | undefined>;
  /** Counts up whenever windows of the state have become stale. */
  readonly revision: Atom<number>;
  readonly selection: Atom<Selection | undefined>;
  /** The inspector's page about the selection; undefined while it is on its way. */
  readonly detail: Atom<Detail | undefined>;
  readonly colour: Atom<ColourMode>;
  /** A stretch of the run that Why and the events keep to; undefined for all of it. */
  readonly range: Atom<TickRange | undefined>;
  /** What the middle of the panel shows. */
  readonly mode: Atom<ModeName>;
  /** What the mode Compare compares with; undefined: what it thinks best. */
  readonly compareWith: Atom<string | undefined>;
  /** What the mode What-if does differently. */
  readonly whatIf: Atom<OtherOptions>;
  /** How far the simulation for a comparison is. */
  readonly comparing: Atom<{ readonly toTick: number; readonly endTick?: number } | undefined>;
  /** How far the run is repeated for the selected stretch, from 0 to 1; else undefined. */
  readonly repeating: Atom<number | undefined>;
  recall(): Remembered;
  remember(part: Partial<Remembered>): void;
  /** A failed request: cancelled and closed ones are expected, others are shown. */
  report(error: unknown): void;
}

/** What is selected, and which view it was picked in, so that view does not jump about. */
export interface Selection {
  readonly key: Key;
  readonly from: 'tree' | 'map' | 'inspector' | 'timeline' | 'mode' | 'host';
}

/** A text of the panel in the user's language. */
export function t<Id extends StringId>(
  context: Pick<Context, 'language'>,
  id: Id,
  ...args: [keyof ArgsOf<Id>] extends [never] ? [] : [args: ArgsOf<Id>]
): string {
  return say(context.language, id, ...args);
}

/** The selected stretch of the run, as a part of what is asked; nothing while there is none. */
export function withRange(context: Pick<Context, 'range'>): { readonly range?: TickRange } {
  const range = context.range.get();
  return range === undefined ? {} : { range };
}
