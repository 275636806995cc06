/**
 * The page allocator's bitmap, after runtime/mpagealloc.go, mpallocbits.go and mpagecache.go's
 * allocToCache of Go 1.26: which pages of the heap are free, and which free ones the system has
 * back (scavenged). First fit by address.
 *
 * Pages are numbered from the first chunk of the heap on.
 *
 * NON-GO: Go finds runs through a radix tree of summaries over 48 bits of address space; our heap
 * is one stretch of at most 2 GiB, so summaries of its chunks are walked in a line. The pages found
 * are the same.
 */
import { clearRange, ctz32, findOne, popcountRange, setRange } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';

/** Pages of a chunk (4 MiB). */
export const pallocChunkPages = 512;
const chunkWords = pallocChunkPages / 32;

const bitsSchema = {
  /** 1: allocated, or set aside in a page cache. */
  alloc: 'u32',
  /** 1: free, and without memory behind it. */
  scavenged: 'u32',
} as const;

const chunkSchema = {
  /** Free pages at the start, in the longest run, and at the end. */
  start: 'u16',
  max: 'u16',
  end: 'u16',
  /** scavChunkData: pages in use, those when the generation began, the generation. */
  inUse: 'u16',
  lastInUse: 'u16',
  gen: 'u32',
  /** scavChunkFlags: scavChunkHasFree. */
  hasFree: 'u8',
} as const;

const stateSchema = {
  /** No page below is free; past the end when there is none. */
  searchAddr: 'u32',
  /** scavengeIndex: generation, and where background and forced searches begin (page + 1). */
  gen: 'u32',
  searchAddrBg: 'u32',
  searchAddrForce: 'u32',
  /** Marked ones were raised since a search used them: a search that finds nothing leaves them. */
  markedBg: 'u8',
  markedForce: 'u8',
  freeHWM: 'u32',
} as const;

const noPage = 0x7fffffff;

export class PageAlloc {
  readonly bits: Table<typeof bitsSchema>;
  readonly chunk: Table<typeof chunkSchema>;
  readonly state: Table<typeof stateSchema>;

  constructor(private readonly columns: ColumnSet) {
    this.bits = columns.table('pallocBits', bitsSchema, 0, chunkWords * 16);
    this.chunk = columns.table('pallocChunk', chunkSchema, 0, 16);
    this.state = columns.table('pageAlloc', stateSchema, 1);
    this.state.searchAddr[0] = noPage;
  }

  /** Pages handed to the allocator so far. */
  get end(): number {
    return this.chunk.rows * pallocChunkPages;
  }

  /** New memory at the end: whole chunks of free pages without memory behind them. */
  grow(pages: number): void {
    const first = this.end;
    this.columns.resize(this.chunk, this.chunk.rows + pages / pallocChunkPages);
    this.columns.resize(this.bits, this.chunk.rows * chunkWords);
    setRange(this.bits.scavenged, 0, first, pages);
    for (let c = first / pallocChunkPages; c < this.chunk.rows; c++) this.summarize(c);
    this.state.searchAddr[0] = Math.min(this.state.searchAddr[0]!, first);
  }

  /** First page of the lowest run of `npages` free pages, now allocated; -1 when there is none. */
  alloc(npages: number): number {
    const page = this.find(npages);
    if (page < 0) {
      if (npages === 1) this.state.searchAddr[0] = noPage;
      return -1;
    }
    return page;
  }

  /** Marks a run allocated. Returns how many of its pages were scavenged. */
  allocRange(page: number, npages: number): number {
    const { alloc, scavenged } = this.bits;
    const scav = popcountRange(scavenged, 0, page, npages);
    setRange(alloc, 0, page, npages);
    if (scav > 0) clearRange(scavenged, 0, page, npages);
    this.update(page, npages);
    this.scavAlloc(page, npages);
    if (page === this.state.searchAddr[0]) this.state.searchAddr[0] = page + npages;
    return scav;
  }

  free(page: number, npages: number): void {
    clearRange(this.bits.alloc, 0, page, npages);
    this.update(page, npages);
    this.scavFree(page, npages);
    this.state.searchAddr[0] = Math.min(this.state.searchAddr[0]!, page);
  }

  /** Lowest free page, -1 when there is none. */
  find1(): number {
    const from = this.state.searchAddr[0]!;
    if (from >= this.end) return -1;
    const { max } = this.chunk;
    for (let c = from >> 9; c < this.chunk.rows; c++) {
      if (max[c] === 0) continue;
      return this.findInChunk(c, 1, Math.max(from, c << 9));
    }
    return -1;
  }

  /** Chunks' summaries after a change of their bits. */
  update(page: number, npages: number): void {
    const last = (page + npages - 1) >> 9;
    for (let c = page >> 9; c <= last; c++) this.summarize(c);
  }

  private find(npages: number): number {
    const { start, max, end } = this.chunk;
    const chunks = this.chunk.rows;
    const from = this.state.searchAddr[0]!;
    let run = 0;
    // HOT
    for (let c = from >> 9; c < chunks; c++) {
      if (run + start[c]! >= npages) return (c << 9) - run;
      if (max[c]! >= npages) return this.findInChunk(c, npages, c << 9);
      run = start[c] === pallocChunkPages ? run + pallocChunkPages : end[c]!;
    }
    return -1;
  }

  /** Lowest run of free pages in a chunk whose summary says that there is one. */
  private findInChunk(c: number, npages: number, from: number): number {
    const { alloc } = this.bits;
    const limit = (c + 1) << 9;
    let run = 0;
    // HOT
    for (let at = from; at < limit;) {
      const word = alloc[at >>> 5]! >>> (at & 31);
      if (word & 1) {
        const ones = ctz32(~word);
        run = 0;
        at += Math.min(ones, 32 - (at & 31));
        continue;
      }
      const zeros = Math.min(ctz32(word), 32 - (at & 31));
      if (run + zeros >= npages) return at - run;
      run += zeros;
      at += zeros;
    }
    return -1;
  }

  private summarize(c: number): void {
    const { alloc } = this.bits;
    const first = c * chunkWords;
    let start = -1;
    let max = 0;
    let run = 0;
    // HOT
    for (let w = first; w < first + chunkWords; w++) {
      const word = alloc[w]! | 0;
      if (word === 0) {
        run += 32;
        continue;
      }
      run += ctz32(word);
      if (start < 0) start = run;
      if (run > max) max = run;
      run = Math.clz32(word);
      if (word === -1) continue;
      let inner = 0;
      for (let free = ~word; free !== 0; free &= free << 1) inner++;
      if (inner > max) max = inner;
    }
    this.chunk.start[c] = start < 0 ? run : start;
    this.chunk.max[c] = Math.max(max, run);
    this.chunk.end[c] = run;
  }

  /** scavengeIndex.alloc: more pages of the chunks are in use. */
  private scavAlloc(page: number, npages: number): void {
    for (let at = page; at < page + npages;) {
      const c = at >> 9;
      const stop = Math.min(page + npages, (c + 1) << 9);
      this.scavIndexAlloc(c, stop - at);
      at = stop;
    }
  }

  scavIndexAlloc(c: number, npages: number): void {
    const { inUse } = this.chunk;
    this.newGeneration(c);
    inUse[c]! += npages;
    if (inUse[c] === pallocChunkPages) this.chunk.hasFree[c] = 0;
  }

  /** scavengeIndex.free: pages of the chunks are free for scavenging. */
  private scavFree(page: number, npages: number): void {
    for (let at = page; at < page + npages;) {
      const c = at >> 9;
      const stop = Math.min(page + npages, (c + 1) << 9);
      this.scavIndexFree(c, at, stop - at);
      at = stop;
    }
  }

  scavIndexFree(c: number, page: number, npages: number): void {
    const { inUse, hasFree } = this.chunk;
    const { freeHWM, searchAddrForce } = this.state;
    this.newGeneration(c);
    inUse[c]! -= npages;
    hasFree[c] = 1;
    const past = page + npages;
    if (past > freeHWM[0]!) freeHWM[0] = past;
    if (past <= searchAddrForce[0]!) return;
    searchAddrForce[0] = past;
    this.state.markedForce[0] = 1;
  }

  private newGeneration(c: number): void {
    const { gen, inUse, lastInUse } = this.chunk;
    if (gen[c] === this.state.gen[0]) return;
    lastInUse[c] = inUse[c]!;
    gen[c] = this.state.gen[0]!;
  }

  /** markRandomPaddingPages: pages at the start of a random heap base that are never used. */
  markRandomPaddingPages(page: number, npages: number): void {
    setRange(this.bits.alloc, 0, page, npages);
    this.update(page, npages);
    this.scavAlloc(page, npages);
  }

  /** Whether some page of the range is allocated. */
  anyAllocated(page: number, npages: number): boolean {
    return findOne(this.bits.alloc, 0, page, page + npages) < page + npages;
  }
}
