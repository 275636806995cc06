/**
 * Shapes behind the modes Compare and What-if: two runs, or two moments of one, beside each other.
 * Every number stands there three times: left, right, and right minus left.
 */
import type { Key } from './keys';
import type { Format, RunOptions, SourcePosition, Text } from './views';

/** Runtimes that there are to compare. */
export const profiles: readonly string[] = ['go1.26', 'go1.6'];

/** A moment of a run. Passages of a stop count from 1. */
export type Moment =
  | { readonly kind: 'now' }
  | { readonly kind: 'end' }
  | { readonly kind: 'tick'; readonly tick: number }
  | { readonly kind: 'stop'; readonly name: string; readonly passage: number };

/** What a second run may do differently. */
export type OtherOptions = Partial<Pick<RunOptions, 'profile' | 'procs' | 'gogc' | 'memoryLimit'>>;

/** What the run of the panel is compared with: a run with other options, or a saved one. */
type Other = { readonly kind: 'run'; readonly options: OtherOptions } | { readonly kind: 'saved' };

/** `left` is a moment of the panel's own run. */
export interface CompareParams {
  readonly left: Moment;
  readonly other: Other;
  readonly right: Moment;
}

export interface ComparedCell {
  readonly left: number;
  readonly right: number;
  /** Right minus left. */
  readonly difference: number;
}

export interface ComparedTotal extends ComparedCell {
  /** A name of runtime.MemStats, or a computed fact. */
  readonly name: Text;
  readonly format: Format;
}

/** What the columns of a table may count. */
export type Measure =
  'objects' | 'bytes' | 'spans' | 'free' | 'rounding' | 'allocations' | 'allocated';

export interface ComparedRow {
  readonly label: Text;
  /** The quieter text behind the label. */
  readonly detail?: Text;
  /** What it is in the panel's own run. */
  readonly key?: Key;
  readonly source?: SourcePosition;
  /** One per measure of the table. */
  readonly cells: readonly ComparedCell[];
}

export interface ComparedTable {
  readonly measures: readonly Measure[];
  readonly rows: readonly ComparedRow[];
  /** Of all rows, those that were cut off included; one per measure. */
  readonly sums: readonly ComparedCell[];
  /** Rows that were cut off. */
  readonly hidden: number;
}

/** At most so many rows of a table are sent. */
export const comparedRowsMax = 200;

/**
 * A run over its whole time; all columns have one length. Both curves of a comparison stand over
 * the instructions that were run: a program runs the same ones whatever its allocator does, so one
 * place of the axis is one place of the program; only waiting for the collector differs.
 */
export interface ComparedCurve {
  readonly ticks: Float64Array;
  readonly live: Float64Array;
  /** 0 where there is no goal. */
  readonly goal: Float64Array;
  readonly inUse: Float64Array;
  /** Heap memory that is not with the operating system; empty when nobody knows. */
  readonly resident: Float64Array;
}
export const curveNames = ['live', 'goal', 'inUse', 'resident'] as const;
export type CurveName = (typeof curveNames)[number];

/** The heap from its first page on, in cells of `pagesPerCell` pages. */
export interface HeapStrip {
  readonly pages: number;
  readonly pagesPerCell: number;
  /** What says most of each cell: a PageState of views.ts. */
  readonly state: Uint8Array;
  /** As Go 1.26 numbers them, whatever the runtime: one size has one colour. */
  readonly sizeClass: Uint8Array;
  /** Slots taken, 0…255. */
  readonly fill: Uint8Array;
  /** 1 where a span begins. */
  readonly starts: Uint8Array;
}

export interface ComparedSide {
  readonly profile: string;
  /** A saved run does not tell. */
  readonly options?: RunOptions;
  /** Name of the file it comes from, when it is a saved one. */
  readonly saved?: string;
  readonly at: Moment;
  readonly tick: number;
  readonly endTick: number;
  /** How the program ended, when not well. */
  readonly trouble?: string;
  readonly curve: ComparedCurve;
  /** Ticks at which collections began, of the whole run. */
  readonly collections: readonly number[];
  readonly strip?: HeapStrip;
}

export interface Comparison {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  /** The most different ones first, equal ones at the end. */
  readonly totals: readonly ComparedTotal[];
  /** Absent when one side does not know. */
  readonly classes?: ComparedTable;
  readonly types?: ComparedTable;
  readonly sites?: ComparedTable;
  readonly ages?: ComparedTable;
  /** Passages of stops that both runs have come to. */
  readonly stops: readonly { readonly name: string; readonly passage: number }[];
}
