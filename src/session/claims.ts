/**
 * What the run has to say about the places that `//mem:expect` annotations stand at. Beside a
 * `//mem:stop` that speaks of the same line, `gcs` and `heapalive` are those of its last passage.
 */
import type { Analysis } from '../golang/analyse';
import type { Annotation } from '../golang/annotations';
import { annotationsOf } from '../golang/annotations';
import type { SourcePosition } from '../protocol/views';
import { checkPredicate } from './expectations';
import type { Facts } from './expectations';
import { memStatsOf } from './recorder';
import type { MemStats } from './recorder';
import type { Run } from './run';
import type { ExpectationResult } from './session';

type Expect = Extract<Annotation, { verb: 'expect' }>;

/** The words of the compiler's explanations as people say them. */
const reasonWords: Readonly<Record<string, string>> = {
  return: 'returned',
  assign: 'assigned',
  'assign-pair': 'assigned',
  'call parameter': 'passed to a function',
  'captured by a closure': 'captured by a closure',
  'address-of': 'its address is taken',
  'interface-converted': 'converted to an interface',
  send: 'sent to a channel',
};

export class Claims {
  private readonly expects: readonly Expect[];
  private readonly verdicts;
  /** Statistics of the last time the stop beside an expectation was passed. */
  private readonly atStops = new Map<Expect, MemStats>();

  constructor(private readonly analysis: Analysis) {
    const { annotations } = analysis.annotations;
    this.expects = annotationsOf(annotations, 'expect');
    const all = analysis.lowered?.escapes.verdicts ?? [];
    this.verdicts = all
      .filter(({ fn }) => !fn.isForeign)
      .map((verdict) => ({
        ...verdict,
        line: analysis.fileSet.position(verdict.n.pos).line,
      }));
  }

  /** The stop that an expectation speaks of; undefined when it speaks of the whole run. */
  private stopOf({ line, func }: Expect): string | undefined {
    if (func !== undefined) return undefined;
    const stops = annotationsOf(this.analysis.annotations.annotations, 'stop');
    return stops.find((stop) => stop.line === line)?.name;
  }

  /** A stop has just been passed. */
  notePassage(run: Run, name: string): void {
    for (const expect of this.expects)
      if (this.stopOf(expect) === name) this.atStops.set(expect, memStatsOf(run.machine.rt));
  }

  results(run: Run): ExpectationResult[] {
    const now = memStatsOf(run.machine.rt);
    return this.expects.flatMap((expect) => {
      if (this.stopOf(expect) === undefined)
        return this.check(expect, this.factsOf(run, expect, now));
      const then = this.atStops.get(expect);
      const facts = this.factsOf(run, expect, then ?? now);
      return this.check(expect, then === undefined ? { ...facts, reached: false } : facts);
    });
  }

  private check(expect: Expect, facts: Facts): ExpectationResult[] {
    const { text } = this.analysis;
    const place = (offset: number): SourcePosition => {
      const { file, line, utf16Column } = text.position(offset);
      return { file, line, column: utf16Column };
    };
    return expect.predicates.map((predicate) => {
      const actual = checkPredicate(predicate, facts);
      return {
        line: expect.ownLine,
        ok: actual === undefined,
        expected: predicate.text,
        actual: actual ?? '',
        start: place(predicate.start),
        end: place(predicate.end),
      };
    });
  }

  /** Lines an expectation speaks of: its own, or those of its function. */
  private linesOf({ line, func }: Expect): { first: number; last: number } {
    if (func === undefined) return { first: line, last: line };
    const { text } = this.analysis;
    return { first: line, last: text.lineOf(func.end - text.base) };
  }

  private factsOf(run: Run, expect: Expect, stats: MemStats): Facts {
    const { first, last } = this.linesOf(expect);
    const isIn = (line: number): boolean => line >= first && line <= last;
    const { sites } = run.sources();
    const verdicts = this.verdicts.filter(({ line }) => isIn(line));
    const own = run.program.sites
      .filter(({ user, position }) => user && isIn(position.line))
      .map(({ id }) => sites.of(id))
      .filter(({ count }) => count > 0);
    const sum = (of: (totals: (typeof own)[number]) => number): number =>
      own.reduce((total, totals) => total + of(totals), 0);
    const count = sum((totals) => totals.count);
    return {
      heapTexts: verdicts.filter(({ heap }) => heap).map(({ text }) => text),
      stackTexts: verdicts.filter(({ heap }) => !heap).map(({ text }) => text),
      reasons: verdicts.flatMap(({ why }) => why.flatMap(reasonsOf)),
      sizes: own.flatMap((totals) => sizesOf(totals)),
      count,
      bytes: sum((totals) => totals.bytes),
      allocs: count + run.library.allocsIn(first, last),
      gcs: stats['NumGC'] ?? 0,
      heapAlive: stats['HeapAlloc'] ?? 0,
      reached: true,
    };
  }
}

function sizesOf(totals: { size: number; spanClass: number }): Facts['sizes'] {
  const { size, spanClass } = totals;
  return [{ size, sizeClass: spanClass >> 1, spanClass }];
}

/** A step of an explanation in words, and as the compiler words it. */
function reasonsOf({ notes }: { notes: readonly { text: string; why: string }[] }): string[] {
  return notes.map(({ text, why }) => {
    const words = reasonWords[why];
    return words === undefined ? `${text} (${why})` : `${words}: ${text} (${why})`;
  });
}
