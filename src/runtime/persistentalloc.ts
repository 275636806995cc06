/**
 * Memory that the runtime takes for itself and never gives back: persistentalloc of
 * runtime/malloc.go, the fixed-size allocators of runtime/mfixalloc.go, and the arenas of mark bits
 * of runtime/mheap.go, all of Go 1.26.
 *
 * NON-GO: only sizes are counted, since what lies there is kept in tables; where it lies is visible
 * to nobody. How much of it there is shows in MemStats and counts against a memory limit.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';

/** sysMemStat: who memory from the system is charged to. */
type SysMemStat = 'gcMiscSys' | 'other_sys' | 'mspan_sys' | 'mcache_sys' | 'buckhash_sys';

/** Bytes that are asked of the system at a time, and from how many on it is asked directly. */
const persistentChunkSize = 256 << 10;
const maxBlock = 64 << 10;
/** Bytes of what links a chunk to the one before. */
const chunkHeader = 8;

/** Bytes from which structs of one size are cut. */
const fixAllocChunk = 16 << 10;

/** Bytes of an arena of bits, and of what stands before the bits. */
const gcBitsChunkBytes = 64 << 10;
const gcBitsHeaderBytes = 16;

/**
 * Up to where a chunk is used; 0: there is none. Row 0 is globalAlloc, row p + 1 the palloc of a P.
 */
const pallocSchema = { off: 'u32' } as const;

/** Arenas by what they are for, and bytes used of the one that bits come from now. */
const gcBitsArenasSchema = {
  free: 'u32',
  next: 'u32',
  nextUsed: 'u32',
  current: 'u32',
  previous: 'u32',
} as const;

/** The table of chunks. */
export const newPalloc = (columns: ColumnSet, procs: number): Table<typeof pallocSchema> =>
  columns.table('palloc', pallocSchema, procs + 1);

/** The table of gcBitsArenas. */
export const newGcBitsArenas = (columns: ColumnSet): Table<typeof gcBitsArenasSchema> =>
  columns.table('gcBitsArenas', gcBitsArenasSchema, 1);

/** sysAlloc of runtime/mem.go: `size` bytes from the system at once. */
export function sysAllocMetadata(rt: Runtime, size: number, stat: SysMemStat): void {
  rt.memstats.mmaps[0]!++;
  rt.memstats[stat][0]! += size;
  if (!rt.metadataIsTold) rt.gcController.mappedReady[0]! += size;
}

/** sysFree: gives back what sysAlloc gave. */
export function sysFreeMetadata(rt: Runtime, size: number, stat: SysMemStat): void {
  rt.memstats[stat][0]! -= size;
  if (!rt.metadataIsTold) rt.gcController.mappedReady[0]! -= size;
}

/** persistentalloc: `size` bytes, at a multiple of `align`, a power of two. */
export function persistentalloc(rt: Runtime, size: number, align: number, stat: SysMemStat): void {
  if (size >= maxBlock) {
    sysAllocMetadata(rt, size, stat);
    return;
  }
  const { off } = rt.palloc;
  const at = rt.p + 1;
  off[at] = alignUp(off[at]!, align);
  if (off[at] === 0 || off[at]! + size > persistentChunkSize) {
    sysAllocMetadata(rt, persistentChunkSize, 'other_sys');
    off[at] = alignUp(chunkHeader, align);
  }
  off[at]! += size;
  rt.memstats[stat][0]! += size;
  rt.memstats.other_sys[0]! -= size;
}

const alignUp = (bytes: number, align: number): number => (bytes + align - 1) & -align;

/** fixalloc: takes memory for more structs of `size` bytes. Returns how many. */
export function fixallocChunk(rt: Runtime, size: number, stat: SysMemStat): number {
  const structs = Math.floor(fixAllocChunk / size);
  persistentalloc(rt, structs * size, 8, stat);
  return structs;
}

/** newMarkBits: a block of zero bits for `nelems` objects. */
export function newMarkBits(rt: Runtime, nelems: number): void {
  const { free, next, nextUsed } = rt.gcBitsArenas;
  const bytes = ((nelems + 63) >> 6) * 8;
  nextUsed[0]! += bytes;
  if (next[0] !== 0 && nextUsed[0]! <= gcBitsChunkBytes - gcBitsHeaderBytes) return;
  if (free[0] === 0) sysAllocMetadata(rt, gcBitsChunkBytes, 'gcMiscSys');
  else free[0]!--;
  next[0]!++;
  nextUsed[0] = bytes;
}

/**
 * nextMarkBitArenaEpoch, when all is swept: marks become the bits of what is allocated, and what
 * was that before is free.
 */
export function nextMarkBitArenaEpoch(rt: Runtime): void {
  const { free, next, current, previous } = rt.gcBitsArenas;
  free[0]! += previous[0]!;
  previous[0] = current[0]!;
  current[0] = next[0]!;
  next[0] = 0;
}
