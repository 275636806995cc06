/**
 * State in named typed-array columns, so that snapshot, restore and hash are one mechanism for all
 * of it. A table is a group of columns with the same number of rows; code reads and writes the
 * arrays directly (`span.npages[s]`). The set replaces arrays when a table grows, so an array must
 * not be kept across a call that may grow its table.
 *
 * A column may have several elements to a row: a record, whose fields a const enum places. To reach
 * an element, its array has to be found and measured first; what is written together all the time
 * stands in one array, side by side.
 *
 * Snapshots share what did not change: a column is cut into chunks, and a chunk equal to the one in
 * the last snapshot is not copied again. Big memories that know which pages were written (Part),
 * and tables whose writers say so (Tracked), skip the comparison.
 */
import { assert } from './assert';

interface Arrays {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f64: Float64Array;
}

/**
 * Element types of a column. What is below 2^31, as offsets and row numbers are, is `i32` wherever
 * much is computed with it: V8 computes in doubles with a `u32`, whatever it turns out to be.
 */
type Kind = keyof Arrays;

/** Element type of a column, and the elements to a row where they are several. */
type Column = Kind | readonly [Kind, number];

/** Column names and element types of a table. */
type Schema = Readonly<Record<string, Column>>;

type ArrayOf<C extends Column> = C extends readonly [infer K extends Kind, number]
  ? Arrays[K]
  : C extends Kind
    ? Arrays[C]
    : never;

/** The columns of a table, with its rows in use and the rows there is room for. */
export type Table<S extends Schema> = { [K in keyof S]: ArrayOf<S[K]> } & {
  /** Rows in use: what snapshots and hashes cover. Rows beyond are zero. */
  rows: number;
  capacity: number;
};

/** A table whose writers mark what they write: what is not marked is not even looked at. */
export type Tracked<S extends Schema> = Table<S> & {
  /** Of each `1 << trackedShift` rows: 1 when one was written since the last picture. */
  dirty: Uint8Array;
};

/** Something with state of its own way of saving: a table, or a memory with dirty pages. */
export interface Part {
  readonly name: string;
  /** Begins a picture of the state, sharing what has not changed since the last one. */
  picture(): Picture;
  /** Puts back the image of a complete picture of this part. */
  load(image: unknown): void;
  /** Mixes the state into a running hash. */
  hash(into: Hash): void;
}

/**
 * A picture in the making: large states take longer than anybody should wait. The state may not
 * change before it is complete.
 */
export interface Picture {
  /** Goes on a little; bytes it had to look at, at least 1, or 0 when the picture is complete. */
  step(): number;
  /** Immutable; of a complete picture only. */
  readonly image: unknown;
}

/** A picture of a whole set, valid for the set that made it. */
export interface Snapshot {
  readonly images: readonly unknown[];
}

/** Running 53-bit hash of 32-bit words (two multiplicative lanes). */
export class Hash {
  private a = 0x811c9dc5 | 0;
  private b = 0x2545f491 | 0;

  word(word: number): void {
    this.a = Math.imul(this.a ^ word, 0x01000193);
    this.b = Math.imul((this.b << 5) ^ (this.b >>> 27) ^ word, 0x85ebca6b);
  }

  /** Whole words of the bytes, then each byte of the rest. */
  bytes(bytes: Uint8Array): void {
    this.word(bytes.length);
    const count = bytes.byteOffset % 4 === 0 ? bytes.length >>> 2 : 0;
    const words = new Int32Array(bytes.buffer, bytes.byteOffset & ~3, count);
    let a = this.a;
    let b = this.b;
    for (let i = 0; i < count; i++) {
      const word = words[i]!;
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ word, 0x85ebca6b);
    }
    this.a = a;
    this.b = b;
    for (let i = count << 2; i < bytes.length; i++) this.word(bytes[i]!);
  }

  /** An integer below 2^53. */
  get value(): number {
    return ((this.a ^ (this.b >>> 11)) & 0x1fffff) * 4294967296 + (this.b >>> 0);
  }
}

const makers: { [K in Kind]: (length: number) => Arrays[K] } = {
  u8: (length) => new Uint8Array(length),
  u16: (length) => new Uint16Array(length),
  u32: (length) => new Uint32Array(length),
  i32: (length) => new Int32Array(length),
  f64: (length) => new Float64Array(length),
};

const kindBytes: Readonly<Record<Kind, number>> = { u8: 1, u16: 2, u32: 4, i32: 4, f64: 8 };

/** Bytes of a column that are copied or shared together. */
const chunkBytes = 16384;

/** Bytes that are looked at in the time it takes to find a chunk clean. */
const cleanBytes = 64;

/** Log of the rows of a tracked table that are copied or shared together. */
export const trackedShift = 10;

interface ColumnImage {
  readonly chunks: readonly Uint8Array[];
}

interface TableImage {
  readonly rows: number;
  readonly columns: readonly ColumnImage[];
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.length >>> 2;
  const wordsA = new Int32Array(a.buffer, a.byteOffset, words);
  const wordsB = new Int32Array(b.buffer, b.byteOffset, words);
  for (let i = 0; i < words; i++) if (wordsA[i] !== wordsB[i]) return false;
  for (let i = words << 2; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

type AnyTable = Table<Record<string, Kind>> & { dirty?: Uint8Array };

const dirtyFlags = (capacity: number): Uint8Array =>
  new Uint8Array(Math.ceil(capacity / (1 << trackedShift)));

/** A column: name, element type, elements to a row. */
type Shape = readonly [name: string, kind: Kind, width: number];

class TablePart implements Part {
  /** Of the last picture, or of the one put back since. */
  images: readonly ColumnImage[];

  constructor(
    readonly name: string,
    readonly shapes: readonly Shape[],
    readonly table: AnyTable,
  ) {
    this.images = shapes.map(() => ({ chunks: [] }));
  }

  bytes([column, , width]: Shape, rows: number): Uint8Array {
    const array = this.table[column] as Arrays[Kind];
    return new Uint8Array(array.buffer, 0, rows * width * array.BYTES_PER_ELEMENT);
  }

  picture(): Picture {
    return new TablePicture(this);
  }

  chunkBytes([, kind, width]: Shape): number {
    if (this.table.dirty === undefined) return chunkBytes;
    return (kindBytes[kind] * width) << trackedShift;
  }

  /** Whether a chunk looks as in the last picture, because nobody has written to it since. */
  isClean(chunk: number): boolean {
    return this.table.dirty?.[chunk] === 0;
  }

  load(image: unknown): void {
    const { rows, columns } = image as TableImage;
    const before = this.table.rows;
    this.reserve(rows);
    this.table.rows = rows;
    this.shapes.forEach((shape, c) => {
      const bytes = this.bytes(shape, Math.max(rows, before));
      const now = this.images[c]!.chunks;
      let at = 0;
      columns[c]!.chunks.forEach((chunk, i) => {
        if (now[i] !== chunk || !this.isClean(i)) bytes.set(chunk, at);
        at += chunk.length;
      });
      bytes.fill(0, at);
    });
    this.pictured(columns);
  }

  /** The table looks like this. */
  pictured(images: readonly ColumnImage[]): void {
    this.images = images;
    this.table.dirty?.fill(0);
  }

  hash(into: Hash): void {
    into.word(this.table.rows);
    for (const shape of this.shapes) into.bytes(this.bytes(shape, this.table.rows));
  }

  /** Makes room for `rows` rows, at least doubling, and keeps what is there. */
  reserve(rows: number): void {
    const table = this.table;
    if (rows <= table.capacity) return;
    const capacity = Math.max(rows, table.capacity * 2);
    for (const [column, kind, width] of this.shapes) {
      const array = makers[kind](capacity * width);
      array.set(table[column] as Arrays[Kind]);
      (table as Record<string, Arrays[Kind]>)[column] = array;
    }
    table.capacity = capacity;
    if (table.dirty === undefined) return;
    const { dirty } = table;
    table.dirty = dirtyFlags(capacity);
    table.dirty.set(dirty);
  }
}

/** A picture of a table: column by column, chunk by chunk. */
class TablePicture implements Picture {
  private readonly columns: ColumnImage[] = [];
  private chunks: Uint8Array[] = [];
  /** Of the column that is being pictured. */
  private at = 0;

  constructor(private readonly part: TablePart) {}

  get image(): TableImage {
    return { rows: this.part.table.rows, columns: this.columns };
  }

  step(): number {
    const { part, columns } = this;
    let looked = 0;
    while (columns.length < part.shapes.length && looked < chunkBytes) looked += this.chunk() + 1;
    if (looked === 0) part.pictured(columns);
    return looked;
  }

  /** Pictures one chunk; the bytes that had to be looked at. */
  private chunk(): number {
    const { part, columns, at } = this;
    const shape = part.shapes[columns.length]!;
    const bytes = part.bytes(shape, part.table.rows);
    const now = bytes.subarray(at, Math.min(bytes.length, at + part.chunkBytes(shape)));
    let looked = now.length;
    if (looked > 0) {
      const index = this.chunks.length;
      const old = part.images[columns.length]!.chunks[index];
      const isClean = old?.length === now.length && part.isClean(index);
      if (isClean) looked = cleanBytes;
      this.chunks.push(isClean || (old !== undefined && sameBytes(now, old)) ? old! : now.slice());
    }
    this.at += now.length;
    if (this.at === bytes.length) {
      columns.push({ chunks: this.chunks });
      this.chunks = [];
      this.at = 0;
    }
    return looked;
  }
}

/** A picture of a whole set in the making: part by part. */
export class SetPicture {
  private readonly images: unknown[] = [];
  private current: Picture | undefined;

  constructor(private readonly parts: readonly Part[]) {}

  /** Goes on for about `bytes` bytes of state; true when the picture is complete. */
  work(bytes: number): boolean {
    const { parts, images } = this;
    for (let left = bytes; left > 0 && images.length < parts.length;) {
      this.current ??= parts[images.length]!.picture();
      const looked = this.current.step();
      left -= looked;
      if (looked > 0) continue;
      images.push(this.current.image);
      this.current = undefined;
    }
    return images.length === parts.length;
  }

  /** Of a complete picture. */
  get snapshot(): Snapshot {
    assert(this.images.length === this.parts.length, 'a picture that is not complete');
    return { images: this.images };
  }
}

/** The tables and memories that together are the state of one machine. */
export class ColumnSet {
  private readonly parts: Part[] = [];
  private readonly tables = new Map<object, TablePart>();

  /** Makes a table of `rows` zero rows under a name of its own, with room for `capacity`. */
  table<S extends Schema>(name: string, schema: S, rows: number, capacity = rows): Table<S> {
    return this.made(schema, name, { rows, capacity }) as Table<S>;
  }

  /**
   * A table for what is large and seldom written. Whoever writes to a row sets
   * `dirty[row >> trackedShift]`.
   */
  tracked<S extends Schema>(name: string, schema: S, rows: number, capacity: number): Tracked<S> {
    return this.made(schema, name, { rows, capacity, dirty: dirtyFlags(capacity) }) as Tracked<S>;
  }

  private made(
    schema: Schema,
    name: string,
    made: { readonly capacity: number } & Record<string, unknown>,
  ): object {
    const shapes = Object.entries(schema).map(([column, kind]): Shape =>
      typeof kind === 'string' ? [column, kind, 1] : [column, ...kind],
    );
    const { capacity } = made;
    for (const [column, kind, width] of shapes) made[column] = makers[kind](capacity * width);
    // An object that grew by computed names is a hash table to V8 once it has more than a dozen;
    // its copy has a shape, and reading a column is one load.
    const table = { ...made };
    const part = new TablePart(name, shapes, table as AnyTable);
    this.add(part);
    this.tables.set(table, part);
    return table;
  }

  /** Adds a part that saves itself its own way. */
  add(part: Part): void {
    assert(!this.parts.some(({ name }) => name === part.name), `two parts called ${part.name}`);
    this.parts.push(part);
  }

  /** Puts `rows` rows into use, replacing the arrays when there is no room for them. */
  resize<S extends Schema>(table: Table<S>, rows: number): void {
    const part = this.tables.get(table);
    assert(part !== undefined, 'a table of another set');
    assert(rows >= table.rows, `a table shrinks from ${table.rows} to ${rows} rows`);
    part.reserve(rows);
    (table as { rows: number }).rows = rows;
  }

  /** Begins a picture of everything. Until it is complete the state must stay as it is. */
  picture(): SetPicture {
    return new SetPicture(this.parts);
  }

  /** A picture of everything at once. */
  snapshot(): Snapshot {
    const picture = this.picture();
    picture.work(Infinity);
    return picture.snapshot;
  }

  /** Puts everything back as it was. */
  restore(snapshot: Snapshot): void {
    assert(snapshot.images.length === this.parts.length, 'a snapshot of another set');
    this.parts.forEach((part, i) => part.load(snapshot.images[i]));
  }

  /** A number that two equal states share; an integer below 2^53. */
  hash(): number {
    const hash = new Hash();
    for (const part of this.parts) part.hash(hash);
    return hash.value;
  }

  /** Hash of each part by name: says where two runs begin to differ. */
  hashes(): { name: string; hash: number }[] {
    return this.parts.map((part) => {
      const hash = new Hash();
      part.hash(hash);
      return { name: part.name, hash: hash.value };
    });
  }
}
