/**
 * What is new in an answer against an earlier one to the same question. A step changes little of
 * what a view shows, so that little is what is sent; and whatever has not changed is, in the view,
 * the same object as before, so nobody needs to look at it again.
 */

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

export type Patch =
  | { readonly whole: unknown }
  /** Some cells of a column. */
  | { readonly at: Uint16Array | Uint32Array; readonly to: Column }
  /** Some members of an object, or some items of a list. */
  | { readonly parts: Readonly<Record<string, Patch>> };

type Parts = Readonly<Record<string, unknown>>;

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value);
}

function isObject(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !isColumn(value);
}

/** How `before` becomes `after`; undefined when they say the same. */
export function difference(before: unknown, after: unknown): Patch | undefined {
  if (Object.is(before, after)) return undefined;
  if (isColumn(before) && isColumn(after)) return columnDifference(before, after);
  if (isObject(before) && isObject(after)) return partsDifference(before, after);
  return { whole: after };
}

function columnDifference(before: Column, after: Column): Patch | undefined {
  const { length } = after;
  if (before.length !== length || before.constructor !== after.constructor) return { whole: after };
  let count = 0;
  for (let at = 0; at < length; at++) if (before[at] !== after[at]) count++;
  if (count === 0) return undefined;
  const Indices = length <= 2 ** 16 ? Uint16Array : Uint32Array;
  const { BYTES_PER_ELEMENT: bytes } = after;
  if (count * (Indices.BYTES_PER_ELEMENT + bytes) >= length * bytes) return { whole: after };
  const at = new Indices(count);
  let next = 0;
  for (let cell = 0; cell < length; cell++) if (before[cell] !== after[cell]) at[next++] = cell;
  const to = after.slice(0, count);
  at.forEach((cell, index) => (to[index] = after[cell]!));
  return { at, to };
}

function partsDifference(before: Parts, after: Parts): Patch | undefined {
  const names = Object.keys(after);
  const sameShape =
    Array.isArray(before) === Array.isArray(after) &&
    names.length === Object.keys(before).length &&
    names.every((name) => Object.hasOwn(before, name));
  if (!sameShape) return { whole: after };
  const parts: Record<string, Patch> = {};
  let changed = false;
  for (const name of names) {
    const part = difference(before[name], after[name]);
    if (part === undefined) continue;
    parts[name] = part;
    changed = true;
  }
  return changed ? { parts } : undefined;
}

/** What `patch` makes of `before`, which stays as it is. */
export function patched(before: unknown, patch: Patch): unknown {
  if ('whole' in patch) return patch.whole;
  if ('at' in patch) {
    const column = (before as Column).slice();
    patch.at.forEach((cell, index) => (column[cell] = patch.to[index]!));
    return column;
  }
  const parts = Object.entries(patch.parts).map(
    ([name, part]) => [name, patched((before as Parts)[name], part)] as const,
  );
  if (!Array.isArray(before)) return { ...(before as Parts), ...Object.fromEntries(parts) };
  const list: unknown[] = before.slice();
  for (const [index, part] of parts) list[Number(index)] = part;
  return list;
}

/** About how many bytes an answer takes. */
function weightOf(value: unknown): number {
  if (isColumn(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (!isObject(value)) return 8;
  return Object.values(value).reduce<number>((sum, part) => sum + weightOf(part), 16);
}

interface Answer {
  /** No other answer has it: what a doubled question is answered may differ. */
  readonly number: number;
  readonly result: unknown;
}

/** More than what a large screen shows. */
const bytesMax = 16 << 20;

/**
 * The latest answer to each of the latest questions. Each end keeps them; one that the other has
 * no more costs a whole answer and nothing else.
 */
export class LatestAnswers {
  private readonly answers = new Map<string, Answer & { readonly bytes: number }>();
  private bytes = 0;

  get(question: string): Answer | undefined {
    return this.answers.get(question);
  }

  set(question: string, number: number, result: unknown): void {
    this.delete(question);
    const bytes = weightOf(result);
    this.answers.set(question, { number, result, bytes });
    this.bytes += bytes;
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= bytesMax) break;
      this.delete(oldest);
    }
  }

  private delete(question: string): void {
    this.bytes -= this.answers.get(question)?.bytes ?? 0;
    this.answers.delete(question);
  }
}
