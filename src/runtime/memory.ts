/**
 * The memory of the simulated process: one buffer, lazily backed, behind the addresses that Go
 * programs see.
 *
 * NON-GO: in Go the machine and the kernel do this; here it is what the runtime stands on.
 *
 * Offsets. The buffer begins with the static segment, which stands at a low address, and goes on
 * with the heap window, whose arenas follow one another; goroutine stacks are spans inside of it.
 * An {@link Off} is a byte offset into the buffer below 2^31, so that the engine computes in small
 * integers; only what lies in simulated memory are real 64-bit addresses. Offset 0 is never the
 * target of a pointer and stands for nil.
 *
 * Pictures. A write marks its 4 KiB page dirty. A picture copies dirty pages and shares the others
 * with the one before; pages that were never written are not there at all.
 */
import { assert } from '../base/assert';
import type { Addr } from '../base/brand';
import type { Hash, Part, Picture } from '../base/columns';

/**
 * The one buffer that grows without being copied, which for a large heap takes far longer than any
 * instruction may: the memory of a WebAssembly program, here without a program.
 */
interface Room {
  readonly buffer: ArrayBuffer;
  /** Detaches the buffer that was; the new one has as many pages of 64 KiB more. */
  grow(pages: number): number;
}

/** It is not everywhere, and the language's own library does not declare it. */
declare const WebAssembly:
  { readonly Memory: new (limits: { initial: number; maximum: number }) => Room } | undefined;

const roomPageBytes = 65536;

/**
 * Room that is there from the first growth on; what is not written has no backing. Growing further
 * detaches a buffer, and once any buffer was detached, V8 looks at every access to every array
 * whether its buffer still is there, for as long as the process lives.
 */
const reserveBytes = 256 << 20;

/** Byte offset into the memory, below 2^31. 0 is nil, -1 a wild pointer. */
export type Off = number;

/** The simulated process asks for more than its machine has. */
export class OutOfMemory extends Error {
  constructor(readonly bytes: number) {
    super(`out of memory: ${bytes} bytes`);
  }
}

const pageShift = 12;
const pageBytes = 1 << pageShift;
/** Pages whose pictures are kept or shared as one group (1 MiB). */
const groupPages = 256;

/** Pictures of the pages of a group; undefined for a page of zeros. */
type Group = readonly (Uint8Array | undefined)[];

interface MemoryImage {
  readonly size: number;
  readonly groups: readonly (Group | undefined)[];
}

const zeroPage = new Uint8Array(pageBytes);
const noPages: Group = new Array<undefined>(groupPages).fill(undefined);

export class Memory implements Part {
  readonly name = 'memory';
  // Views over the buffer. They are replaced when it grows: re-read them after whatever may
  // allocate.
  i8!: Int8Array;
  u8!: Uint8Array;
  i16!: Int16Array;
  u16!: Uint16Array;
  i32!: Int32Array;
  u32!: Uint32Array;
  f32!: Float32Array;
  f64!: Float64Array;
  /** Per 4 KiB page: 1 when it was written since the last picture. */
  dirty = new Uint8Array(0);
  /** Bytes that may be accessed: static segment and the part of the heap that is mapped. */
  size: number;
  /** Low word of an address + shift = Off, in 32-bit arithmetic: for the heap, and for statics. */
  readonly heapShift: number;
  readonly staticShift: number;
  /** Words of the heap's first address. */
  readonly heapLow: number;
  readonly heapHigh: number;
  /** What the clean pages look like, in groups. */
  private groups: (Group | undefined)[] = [];
  /** Where the buffer stands once it has grown. */
  private room: Room | undefined;

  /**
   * `staticBase` is below 2^32, `heapBase` above; both and `staticBytes` are multiples of 8192.
   * `budgetBytes` is what the machine has: more makes {@link OutOfMemory}.
   */
  constructor(
    readonly staticBase: number,
    readonly staticBytes: number,
    readonly heapBase: number,
    private readonly budgetBytes: number,
  ) {
    assert(staticBytes % 8192 === 0 && heapBase % 8192 === 0, 'segments begin at pages');
    assert(budgetBytes <= 0x7fffe000, `offsets have 31 bits, not room for ${budgetBytes} bytes`);
    this.heapLow = heapBase >>> 0;
    this.heapHigh = Math.floor(heapBase / 4294967296);
    assert(this.heapHigh > 0, 'the heap stands above 4 GiB');
    this.heapShift = (staticBytes - this.heapLow) | 0;
    this.staticShift = -staticBase | 0;
    this.size = staticBytes;
    this.setBuffer(makeBuffer(staticBytes + (4 << 20)));
  }

  /** Offset of an address given as two words; 0 for nil, -1 outside of what is mapped. */
  offOf(low: number, high: number): Off {
    if (high !== 0) {
      const off = (low + this.heapShift) | 0;
      const inside = off >= this.staticBytes && off < this.size;
      return inside && high === this.highOf(off) ? off : -1;
    }
    if (low === 0) return 0;
    const off = (low + this.staticShift) | 0;
    return off > 0 && off < this.staticBytes ? off : -1;
  }

  addrOf(off: Off): Addr {
    if (off === 0) return 0 as Addr;
    const inHeap = off >= this.staticBytes;
    return (inHeap ? off - this.staticBytes + this.heapBase : off + this.staticBase) as Addr;
  }

  /** Low word of an offset's address, as a signed integer. */
  lowOf(off: Off): number {
    if (off >= this.staticBytes) return (off - this.heapShift) | 0;
    return off === 0 ? 0 : (off - this.staticShift) | 0;
  }

  /** High word of an offset's address. */
  highOf(off: Off): number {
    if (off < this.staticBytes) return 0;
    return this.heapHigh + ((off - this.heapShift) >>> 0 < this.heapLow ? 1 : 0);
  }

  /** The pointer at `at` (a multiple of 8): 0 for nil, -1 for one that leads nowhere. */
  loadPtr(at: Off): Off {
    const low = this.i32[at >> 2]!;
    const high = this.i32[(at >> 2) + 1]!;
    return (low | high) === 0 ? 0 : this.offOf(low, high);
  }

  /** Stores a pointer, without write barrier; `target` 0 stores nil. */
  storePtr(at: Off, target: Off): void {
    const { i32 } = this;
    // lowOf and highOf at once: most of what programs store leads into the heap.
    const inHeap = target >= this.staticBytes;
    const low = inHeap ? (target - this.heapShift) | 0 : this.lowOf(target);
    i32[at >> 2] = low;
    i32[(at >> 2) + 1] = inHeap ? this.heapHigh + (low >>> 0 < this.heapLow ? 1 : 0) : 0;
    this.dirty[at >> pageShift] = 1;
  }

  /** Marks bytes as written. */
  touch(off: Off, bytes: number): void {
    const last = (off + bytes - 1) >> pageShift;
    for (let page = off >> pageShift; page <= last; page++) this.dirty[page] = 1;
  }

  /** memmove: the ranges may overlap. */
  copy(to: Off, from: Off, bytes: number): void {
    if (bytes <= 0) return;
    this.touch(to, bytes);
    if (((to | from | bytes) & 7) === 0 && bytes <= 128) {
      const { i32 } = this;
      const words = bytes >> 2;
      const t = to >> 2;
      const f = from >> 2;
      if (to <= from) for (let i = 0; i < words; i++) i32[t + i] = i32[f + i]!;
      else for (let i = words - 1; i >= 0; i--) i32[t + i] = i32[f + i]!;
      return;
    }
    this.u8.copyWithin(to, from, from + bytes);
  }

  /** Clears bytes. Pages that were never written stay without backing. */
  zero(off: Off, bytes: number): void {
    if (((off | bytes) & 7) === 0 && bytes <= 64) {
      if (bytes <= 0) return;
      const { f64, dirty } = this;
      // No more pages than that of its first and that of its last byte.
      dirty[off >> pageShift] = 1;
      dirty[(off + bytes - 1) >> pageShift] = 1;
      const end = (off + bytes) >> 3;
      for (let i = off >> 3; i < end; i++) f64[i] = 0;
    } else this.zeroMany(off, bytes);
  }

  /** Apart, so that the rest of zero is short enough to stand in whoever calls it. */
  private zeroMany(off: Off, bytes: number): void {
    if (((off | bytes) & 7) === 0 && bytes <= 256) {
      const { f64, dirty } = this;
      dirty[off >> pageShift] = 1;
      dirty[(off + bytes - 1) >> pageShift] = 1;
      const end = (off + bytes) >> 3;
      let i = off >> 3;
      // Several at a time: up to here that takes less than a call of fill.
      for (; i + 8 <= end; i += 8) {
        f64[i] = 0;
        f64[i + 1] = 0;
        f64[i + 2] = 0;
        f64[i + 3] = 0;
        f64[i + 4] = 0;
        f64[i + 5] = 0;
        f64[i + 6] = 0;
        f64[i + 7] = 0;
      }
      for (; i < end; i++) f64[i] = 0;
      return;
    }
    const end = off + bytes;
    for (let at = off; at < end;) {
      const page = at >> pageShift;
      let stop = Math.min(end, (page + 1) << pageShift);
      if (this.touched(page)) {
        while (stop < end && this.touched(stop >> pageShift))
          stop = Math.min(end, stop + pageBytes);
        this.u8.fill(0, at, stop);
        this.touch(at, stop - at);
      }
      at = stop;
    }
  }

  /** Lets `size` bytes be accessed: more of the heap window is mapped. */
  grow(size: number): void {
    if (size > this.budgetBytes) throw new OutOfMemory(size);
    const { byteLength } = this.u8;
    if (size > byteLength) this.growBuffer(size);
    this.size = Math.max(this.size, size);
  }

  picture(): Picture {
    return new MemoryPicture(this);
  }

  /** For pictures: what is known of the pages before. */
  get image(): MemoryImage {
    return { size: this.size, groups: [...this.groups] };
  }

  /** Pictures the dirty pages of the first group from `group` on that has any; -1 for none. */
  saveFrom(group: number): number {
    const { dirty } = this;
    const flags = new Uint32Array(dirty.buffer, 0, dirty.length >> 2);
    const perGroup = groupPages >> 2;
    for (let at = group * perGroup; at < flags.length; at++) {
      if (flags[at] === 0) continue;
      const found = Math.floor(at / perGroup);
      this.saveGroup(found);
      return found;
    }
    return -1;
  }

  load(image: unknown): void {
    const { size, groups } = image as MemoryImage;
    this.grow(size);
    for (let group = 0; group * groupPages < this.size >> pageShift; group++)
      this.loadGroup(group, groups[group]);
    this.dirty.fill(0);
    this.size = size;
    this.groups = [...groups];
  }

  hash(into: Hash): void {
    into.word(this.size);
    const pages = this.size >> pageShift;
    for (let page = 0; page < pages; page++) {
      if (!this.touched(page)) continue;
      const bytes = this.pageBytes(page);
      if (samePage(bytes, zeroPage)) continue;
      into.word(page);
      into.bytes(bytes);
    }
  }

  private loadGroup(group: number, then: Group = noPages): void {
    const now = this.groups[group] ?? noPages;
    const first = group * groupPages;
    const limit = Math.min(first + groupPages, this.size >> pageShift);
    if (now === then && !this.dirty.subarray(first, limit).includes(1)) return;
    for (let page = first; page < limit; page++) {
      const picture = then[page - first];
      if (now[page - first] === picture && this.dirty[page] === 0) continue;
      if (picture === undefined) this.u8.fill(0, page << pageShift, (page + 1) << pageShift);
      else this.u8.set(picture, page << pageShift);
    }
  }

  private saveGroup(group: number): void {
    const pages = [...(this.groups[group] ?? noPages)];
    const first = group * groupPages;
    const end = Math.min(groupPages, this.dirty.length - first);
    for (let i = 0; i < end; i++) {
      if (this.dirty[first + i] === 0) continue;
      this.dirty[first + i] = 0;
      const now = this.pageBytes(first + i);
      if (samePage(now, zeroPage)) pages[i] = undefined;
      else if (!samePage(now, pages[i] ?? zeroPage)) pages[i] = now.slice();
    }
    while (this.groups.length <= group) this.groups.push(undefined);
    this.groups[group] = pages;
  }

  private touched(page: number): boolean {
    return this.dirty[page] !== 0 || this.groups[page >> 8]?.[page & 255] !== undefined;
  }

  private pageBytes(page: number): Uint8Array {
    return this.u8.subarray(page << pageShift, (page + 1) << pageShift);
  }

  /** Goes on with a buffer of at least `bytes`. */
  private growBuffer(bytes: number): void {
    const { room } = this;
    if (room !== undefined) {
      room.grow(Math.ceil((bytes - room.buffer.byteLength) / roomPageBytes));
      this.setBuffer(room.buffer);
      return;
    }
    const before = this.u8;
    this.room = makeRoom(bytes, this.budgetBytes);
    const doubled = Math.min(this.budgetBytes, Math.max(bytes, before.length * 2));
    this.setBuffer(this.room?.buffer ?? makeBuffer(doubled));
    // Pages that were never written are zeros there too.
    for (let page = 0; page < before.length >> pageShift; page++) {
      if (!this.touched(page)) continue;
      const at = page << pageShift;
      this.u8.set(before.subarray(at, at + pageBytes), at);
    }
  }

  private setBuffer(buffer: ArrayBuffer): void {
    const { dirty } = this;
    this.dirty = new Uint8Array(buffer.byteLength >> pageShift);
    this.dirty.set(dirty);
    this.u8 = new Uint8Array(buffer);
    this.i8 = new Int8Array(buffer);
    this.i16 = new Int16Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f32 = new Float32Array(buffer);
    this.f64 = new Float64Array(buffer);
  }
}

function makeBuffer(bytes: number): ArrayBuffer {
  return new ArrayBuffer(Math.ceil(bytes / roomPageBytes) * roomPageBytes);
}

/** Room for `bytes` now and `most` later; undefined where there is no such thing. */
function makeRoom(bytes: number, most: number): Room | undefined {
  const reserved = Math.min(most, Math.max(bytes, reserveBytes));
  const [initial, maximum] = [reserved, most].map((size) => Math.ceil(size / roomPageBytes));
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    return new WebAssembly.Memory({ initial: initial!, maximum: maximum! });
  } catch {
    // There are too many already, or too few addresses: the buffer is copied as it grows.
    return undefined;
  }
}

/** A picture of the memory: group by group of the pages written since the last one. */
class MemoryPicture implements Picture {
  private group = 0;

  constructor(private readonly memory: Memory) {}

  get image(): MemoryImage {
    return this.memory.image;
  }

  step(): number {
    const saved = this.memory.saveFrom(this.group);
    this.group = saved + 1;
    return saved < 0 ? 0 : groupPages * pageBytes;
  }
}

function samePage(a: Uint8Array, b: Uint8Array): boolean {
  const wordsA = new Int32Array(a.buffer, a.byteOffset, pageBytes >> 2);
  const wordsB = new Int32Array(b.buffer, b.byteOffset, pageBytes >> 2);
  for (let i = 0; i < pageBytes >> 2; i++) if (wordsA[i] !== wordsB[i]) return false;
  return true;
}
