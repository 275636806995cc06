/**
 * Selection keys: one short text that names the same thing in the tree, on the map, in the
 * inspector, on the timeline and in the native VS Code tree. Numbers are the engine's own (span
 * id, slot index, P, goroutine), so a key means the same at every tick at which the thing exists.
 */

/**
 * What a key may name, with the numbers that follow the word:
 *
 * | key | names |
 * |---|---|
 * | `session` | the whole run |
 * | `mheap` | the page heap |
 * | `arenas`, `arena:A` | all arenas; arena number A, in order of reservation |
 * | `chunk:C` | 4 MiB chunk, C = map page / 512 |
 * | `pages:F:N` | N pages from map page F that no span owns |
 * | `mcentrals`, `mcentral:S` | all central lists; those of span class S |
 * | `spanset:S:L` | one list of span class S; L is a {@link SpanSetList} |
 * | `list:N` | list number N of spans in Go 1.6: the numbers of its engine |
 * | `freelists`, `busylists` | the lists of free runs of pages, and of large objects, in Go 1.6 |
 * | `region:R` | one of the regions of Go 1.6: 0 spans, 1 bitmap, 2 arena |
 * | `ps`, `p:P`, `mcache:P`, `pagecache:P` | all Ps; P number P, its mcache, its page cache |
 * | `alloc:P:C` | entry C of mcache.alloc of P number P, in Go 1.6 |
 * | `goroutines`, `g:G`, `frame:G:D` | all goroutines; goroutine G; its frame D, 0 = innermost |
 * | `spans`, `span:I` | all spans; span id I |
 * | `slot:I:K` | slot K of span I, with the object in it if there is one |
 * | `large` | spans of large objects |
 * | `stacks` | spans that hold goroutine stacks |
 * | `globals`, `global:N` | the data and bss segments; global variable number N |
 * | `sites`, `site:N` | all allocation sites; site N |
 * | `event:N` | event number N of the recording |
 * | `stop:N` | the N-th passage of a named stop |
 */
const keyKinds = {
  session: 0,
  mheap: 0,
  arenas: 0,
  arena: 1,
  chunk: 1,
  pages: 2,
  mcentrals: 0,
  mcentral: 1,
  spanset: 2,
  list: 1,
  freelists: 0,
  busylists: 0,
  region: 1,
  ps: 0,
  p: 1,
  mcache: 1,
  pagecache: 1,
  alloc: 2,
  goroutines: 0,
  g: 1,
  frame: 2,
  spans: 0,
  span: 1,
  slot: 2,
  large: 0,
  stacks: 0,
  globals: 0,
  global: 1,
  sites: 0,
  site: 1,
  event: 1,
  stop: 1,
} as const satisfies Record<string, 0 | 1 | 2>;

type KeyKind = keyof typeof keyKinds;

type KeyText<Kind extends KeyKind> = (typeof keyKinds)[Kind] extends 0
  ? Kind
  : (typeof keyKinds)[Kind] extends 1
    ? `${Kind}:${number}`
    : `${Kind}:${number}:${number}`;

/** A selection key; see {@link keyKinds}. */
export type Key = { [Kind in KeyKind]: KeyText<Kind> }[KeyKind];

/** The four lists of an mcentral. */
export const enum SpanSetList {
  partialSwept = 0,
  fullSwept = 1,
  partialUnswept = 2,
  fullUnswept = 3,
}

/** A key taken apart; `a` and `b` are 0 where the kind has no such number. */
interface ParsedKey {
  readonly kind: KeyKind;
  readonly a: number;
  readonly b: number;
}

/** Takes a key apart; undefined when the text is none. */
export function parseKey(text: string): ParsedKey | undefined {
  const [kind, first, second, ...rest] = text.split(':');
  if (kind === undefined || !Object.hasOwn(keyKinds, kind)) return undefined;
  const count = keyKinds[kind as KeyKind];
  const numbers = [first, second].filter((part) => part !== undefined);
  if (rest.length > 0 || numbers.length !== count) return undefined;
  if (!numbers.every((part) => /^(0|[1-9]\d{0,14})$/.test(part))) return undefined;
  return { kind: kind as KeyKind, a: Number(first ?? 0), b: Number(second ?? 0) };
}
