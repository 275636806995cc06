/**
 * mheap.alloc and the page reclaimer of runtime/mheap.go of Go 1.26: whoever wants pages while
 * sweeping is not done first sweeps as many out of the heap.
 *
 * NON-GO: stands in a file of its own because it needs the sweeper, which needs the heap; modules
 * import in one direction.
 */
import { isSweepDone, sweepActiveBegin, sweepActiveEnd, sweepSpan, tryAcquire } from './mgcsweep';
import { PageFlag, SpanAllocType, allocSpan, pagesPerArena } from './mheap';
import type { Runtime } from './runtime';
import { WhySweep } from './trace';

const pagesPerReclaimerChunk = 512;
/** Value of reclaimIndex when every page was looked at. */
const reclaimDone = 9007199254740991;

/** A span for objects. */
export function alloc(rt: Runtime, npages: number, spc: number): number {
  if (!isSweepDone(rt)) reclaim(rt, npages);
  return allocSpan(rt, npages, SpanAllocType.heap, spc);
}

/** Sweeps until `npages` pages were freed or nothing is left to look at. */
function reclaim(rt: Runtime, npages: number): void {
  const { mheap } = rt;
  let wanted = npages;
  if (mheap.reclaimIndex[0] === reclaimDone) return;
  while (wanted > 0) {
    const credit = mheap.reclaimCredit[0]!;
    if (credit > 0) {
      const take = Math.min(credit, wanted);
      mheap.reclaimCredit[0] = credit - take;
      wanted -= take;
      continue;
    }
    const index = mheap.reclaimIndex[0]!;
    if (index >= mheap.sweepArenas[0]! * pagesPerArena) {
      mheap.reclaimIndex[0] = reclaimDone;
      break;
    }
    mheap.reclaimIndex[0] = index + pagesPerReclaimerChunk;
    const found = reclaimChunk(rt, index);
    if (found > wanted) mheap.reclaimCredit[0]! += found - wanted;
    wanted -= Math.min(found, wanted);
  }
}

/** Sweeps the unmarked spans that begin in 512 pages. Returns the pages freed. */
function reclaimChunk(rt: Runtime, index: number): number {
  const { page, mspan } = rt;
  if (!sweepActiveBegin(rt)) return 0;
  let freed = 0;
  const first = Math.max(0, index - rt.arenaSkew);
  const end = Math.min(page.rows, index - rt.arenaSkew + pagesPerReclaimerChunk);
  for (let at = first; at < end; at++) {
    if ((page.flags[at]! & (PageFlag.inUse | PageFlag.marks)) !== PageFlag.inUse) continue;
    const s = page.spans[at]!;
    if (!tryAcquire(rt, s)) continue;
    const npages = mspan.npages[s]!;
    if (sweepSpan(rt, s, false, WhySweep.reclaim)) freed += npages;
  }
  sweepActiveEnd(rt);
  return freed;
}
