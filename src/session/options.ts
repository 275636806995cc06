/**
 * What a run is started with: defaults, then the annotations of the file, then what the user says.
 */
import type { Annotation } from '../golang/annotations';
import { annotationsOf } from '../golang/annotations';
import { profiles } from '../protocol/compare';
import type { Language } from '../protocol/strings';
import type { RunOptions } from '../protocol/views';

export interface SessionOptions extends RunOptions {
  /** Address of the first arena; `random` draws one from the seed. */
  readonly base: number | 'random';
  /** Instructions after which the run is over. */
  readonly steps: number;
  /** Bytes of heap the program may map. */
  readonly heapBytes: number;
  /** Real time after which whoever drives the session calls `exceedTime`; 0: no limit. */
  readonly nanoseconds: number;
  /** Bytes that keyframes may take. */
  readonly keyframeBytes: number;
  /** Language of notes. */
  readonly language: Language;
  /** In Markdown, the line (from 1) whose fence is meant. */
  readonly line: number;
}

const defaultOptions: SessionOptions = {
  profile: 'go1.26',
  procs: 1,
  gogc: 100,
  memoryLimit: -1,
  seed: 1,
  base: 0xc000000000,
  steps: 500_000_000,
  heapBytes: 2 ** 29,
  nanoseconds: 0,
  keyframeBytes: 256 * 2 ** 20,
  language: 'en',
  line: 1,
};

/** The profile of a name, or what is to be said of one that is none. */
export function profileNamed(name: string): { profile: string } | { complaint: string } {
  const profile = name === 'classic' ? 'go1.6' : name;
  return profiles.includes(profile)
    ? { profile }
    : { complaint: `${name} is not one of ${profiles.join(', ')}, classic` };
}

/** The runtime that a run on this one is compared with. */
export function otherProfile(profile: string): string {
  return profiles.find((name) => name !== profile)!;
}

/** Whose runtime a run is on: what is not Go 1.6 is Go 1.26. */
export function profileOf({ profile }: RunOptions): 'go1.26' | 'go1.6' {
  return profile === 'go1.6' ? profile : 'go1.26';
}

/** The options of a run of a file with these annotations. */
export function optionsOf(
  annotations: readonly Annotation[],
  overrides: Partial<SessionOptions>,
): SessionOptions {
  const last = <T>(list: readonly T[]): T | undefined => list.at(-1);
  const budget = last(annotationsOf(annotations, 'budget'));
  const said: Partial<Record<keyof SessionOptions, unknown>> = {
    profile: last(annotationsOf(annotations, 'runtime'))?.profile,
    procs: last(annotationsOf(annotations, 'procs'))?.value,
    gogc: last(annotationsOf(annotations, 'gogc'))?.value,
    memoryLimit: last(annotationsOf(annotations, 'memlimit'))?.bytes,
    seed: last(annotationsOf(annotations, 'seed'))?.value,
    base: last(annotationsOf(annotations, 'base'))?.base,
    steps: budget?.steps,
    nanoseconds: budget?.nanoseconds,
    heapBytes: budget?.heapBytes,
  };
  const present = (options: object): Partial<SessionOptions> =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...defaultOptions, ...present(said), ...present(overrides) };
}
