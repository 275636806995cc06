/**
 * Checks `//mem:expect`: what a line, a function or a stop claims against what the run did.
 *
 * On a line and on a function the predicates speak of the whole run; with a `//mem:stop` on the
 * same line `gcs` and `heapalive` speak of the last time the stop was passed. `count`, `size`,
 * `class`, `spanclass` and `bytes` look at allocations made by the line's own expressions; `allocs`
 * also counts what packages allocate on the line's behalf.
 */

/** One predicate as parsed by annotations.ts. */
export interface Predicate {
  readonly name: string;
  readonly op: '' | '=' | '!=' | '<=' | '>=' | '<' | '>' | '~=';
  readonly value: number | string;
  /** As written. */
  readonly text: string;
}

/** Allocations of one size from one place. */
interface SizeFacts {
  readonly size: number;
  readonly sizeClass: number;
  readonly spanClass: number;
}

/** What the run says about the place an expectation stands at. */
export interface Facts {
  /** Verdicts of the escape analysis on what stands there. */
  readonly heapTexts: readonly string[];
  readonly stackTexts: readonly string[];
  /** The flows that made it escape, in words. */
  readonly reasons: readonly string[];
  readonly sizes: readonly SizeFacts[];
  readonly count: number;
  readonly bytes: number;
  readonly allocs: number;
  readonly gcs: number;
  readonly heapAlive: number;
  /** False when a stop was never passed: nothing can be said. */
  readonly reached: boolean;
}

/** Undefined when the predicate holds, else what is the case instead. */
export function checkPredicate(predicate: Predicate, facts: Facts): string | undefined {
  if (!facts.reached) return 'the program never came here';
  const { name } = predicate;
  if (name === 'heap') return checkHeap(facts);
  if (name === 'stack') return checkStack(facts);
  if (name === 'reason') return checkReason(String(predicate.value), facts);
  const count = counts[name];
  if (count !== undefined) return checkNumbers(predicate, [count(facts)]);
  const ofSize = sizes[name];
  // The parser knows the same names.
  if (ofSize === undefined) return `there is no ${name}`;
  if (facts.sizes.length === 0) return 'nothing was allocated here';
  return checkNumbers(predicate, [...new Set(facts.sizes.map(ofSize))]);
}

const counts: Readonly<Record<string, (facts: Facts) => number>> = {
  count: (facts) => facts.count,
  bytes: (facts) => facts.bytes,
  allocs: (facts) => facts.allocs,
  gcs: (facts) => facts.gcs,
  heapalive: (facts) => facts.heapAlive,
};

const sizes: Readonly<Record<string, (facts: SizeFacts) => number>> = {
  size: ({ size }) => size,
  class: ({ sizeClass }) => sizeClass,
  spanclass: ({ spanClass }) => spanClass,
};

function checkHeap({ heapTexts, stackTexts, count }: Facts): string | undefined {
  if (heapTexts.length > 0 || count > 0) return undefined;
  if (stackTexts.length > 0) return `${stackTexts[0]!} does not escape`;
  return 'nothing here can be allocated';
}

function checkStack({ heapTexts, stackTexts, count }: Facts): string | undefined {
  if (heapTexts.length > 0) return `${heapTexts[0]!} escapes to heap`;
  if (count > 0) return `${count} ${count === 1 ? 'object was' : 'objects were'} allocated`;
  return stackTexts.length > 0 ? undefined : 'nothing here can be allocated';
}

function checkReason(text: string, { reasons }: Facts): string | undefined {
  if (reasons.some((reason) => reason.includes(text))) return undefined;
  return reasons.length === 0 ? 'nothing escapes here' : `the reason is: ${reasons.join('; ')}`;
}

/** An `=` wants one of the values to match, every other operator all of them. */
function checkNumbers(
  { name, op, value }: Predicate,
  actual: readonly number[],
): string | undefined {
  const wanted = Number(value);
  const holds = (number: number): boolean => compare(number, op, wanted);
  if (op === '=' ? actual.some(holds) : actual.every(holds)) return undefined;
  return `${name} is ${actual.join(', ')}`;
}

function compare(left: number, op: Predicate['op'], right: number): boolean {
  if (op === '<=') return left <= right;
  if (op === '>=') return left >= right;
  if (op === '<') return left < right;
  if (op === '>') return left > right;
  return op === '!=' ? left !== right : left === right;
}
