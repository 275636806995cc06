/**
 * Another number of Ps while the program runs: GOMAXPROCS of runtime/debug.go, stopping and
 * starting the world, procresize, p.init and p.destroy of runtime/proc.go of Go 1.26.
 *
 * NON-GO: rows of Ps that are gone stay, as Go keeps their structs; a process has 256 of them at
 * most. Timers are the process's, so they need not be taken over.
 */
import type { DelaySchema } from './contention';
import { settleLocks } from './contention';
import { gfpurge } from './gfree';
import { freemcache as freemcache16 } from './go1.6/mcache';
import { numSizeClasses as numSizeClasses16 } from './go1.6/msize';
import { stackOrders } from './go1.6/runtime';
import { mallocgc } from './malloc';
import { prepareForSweep, releaseAll } from './mcache';
import { resetCapacity } from './mgclimit';
import { destroySpanq } from './mgcmark_greenteagc';
import { spanqSlots } from './mgcwork';
import { pageCacheFlush } from './mpagecache';
import { mcacheBytes, mcachesBytes } from './mstats';
import { wbBufEntries } from './mwbbuf';
import { fixallocChunk } from './persistentalloc';
import { pidleget, pidleput, wakeNS, wakep } from './proc';
import { globrunqput, globrunqputhead } from './runq';
import type { Runtime } from './runtime';
import type { PSchema } from './runtime2';
import { GStatus, PStatus, runqSlots } from './runtime2';
import { numSpanClasses } from './sizeclasses';
import { numStackOrders, stackcache_clear } from './stack';
import { sudogCacheSize } from './sudog';
import { nanotime } from './time';

/** NON-GO: Ps that a process may have; in Go there may be any number. */
const maxProcs = 256;

/**
 * GOMAXPROCS: sets the number of Ps when `n` is one. Returns the one before. No cycle may be on:
 * stopTheWorldGC waits until there is none.
 */
export function GOMAXPROCS(rt: Runtime, n: number): number {
  const ret = rt.procs;
  if (n <= 0 || n === ret) return ret;
  stopTheWorld(rt);
  procresize(rt, Math.min(n, maxProcs));
  wakep(rt);
  // How fast time goes depends on how many Ps run.
  rt.sched.sched.turnEnd[0] = rt.tick;
  return ret;
}

/** stopTheWorldWithSema: what runs on other Ps is preempted and goes to the global queue. */
function stopTheWorld(rt: Runtime): void {
  const { g, p, sched } = rt.sched;
  for (let pp = 0; pp < rt.procs; pp++) {
    if (pp === rt.p || p.status[pp] === PStatus.idle) continue;
    if (p.spinning[pp] !== 0) {
      p.spinning[pp] = 0;
      sched.nmspinning[0]!--;
    }
    p.stealAt[pp] = 0;
    const gp = p.curg[pp]!;
    if (gp === 0) continue;
    p.curg[pp] = 0;
    g.status[gp] = GStatus.runnable;
    globrunqput(rt, gp);
  }
  while (pidleget(rt) >= 0);
}

/** procresize, and the start of the Ps that it returns. */
function procresize(rt: Runtime, nprocs: number): void {
  const { p, g, sched } = rt.sched;
  const old = rt.procs;
  const now = nanotime(rt);
  settleLocks(rt);
  sched.totaltime[0]! += old * (now - sched.procresizetime[0]!);
  sched.procresizetime[0] = now;
  if (nprocs > p.rows && rt.go16 === undefined) growAllp(rt, nprocs);
  for (let pp = old; pp < nprocs; pp++) init(rt, pp);
  if (rt.p >= nprocs) {
    // The current P is one of those that go: its goroutine goes on on the first one.
    p.curg[0] = rt.g;
    p.curg[rt.p] = 0;
    g.p[rt.g] = 0;
    p.schedwhen[0] = p.schedwhen[rt.p]!;
    rt.p = 0;
  }
  if (rt.go16 === undefined) prepareForSweep(rt, rt.p);
  for (let pp = nprocs; pp < old; pp++) destroy(rt, pp);
  for (let pp = 0; pp < nprocs; pp++) {
    if (pp === rt.p) continue;
    if (p.runqhead[pp] === p.runqtail[pp] && p.runnext[pp] === 0) {
      pidleput(rt, pp);
      continue;
    }
    p.status[pp] = PStatus.running;
    p.readyAt[pp] = now + wakeNS;
  }
  sched.gomaxprocs[0] = nprocs;
  resetCapacity(rt, now, nprocs);
}

/** p.init: the P's struct is made when there has not been one of this number before. */
function init(rt: Runtime, pp: number): void {
  const { p } = rt.sched;
  if (pp >= p.rows) newP(rt, pp);
  p.status[pp] = PStatus.running;
  rt.allp.wbBufNext[pp] = 0;
  rt.mcache.flushGen[pp] = rt.mheap.sweepgen[0]!;
  const { memstats } = rt;
  memstats.mcacheInuse[0]! += mcacheBytes;
  // Structs of mcaches that are free are used first.
  if (mcachesBytes(memstats.mcacheInuse[0]! / mcacheBytes) > memstats.mcache_sys[0]!)
    fixallocChunk(rt, mcacheBytes, 'mcache_sys');
}

/** A row in each table of Ps. */
function newP(rt: Runtime, pp: number): void {
  const { columns, sched, sudogs, go16 } = rt;
  const rows = pp + 1;
  columns.resize<PSchema>(sched.p, rows);
  columns.resize(sched.runq, rows * runqSlots);
  columns.resize(rt.mcache, rows);
  columns.resize(rt.mcacheAlloc, rows * numSpanClasses);
  columns.resize(rt.allp, rows);
  columns.resize(rt.palloc, rows + 1);
  columns.resize(rt.stackcache, rows * numStackOrders);
  columns.resize(rt.gcw, rows);
  columns.resize(rt.spanq, rows * spanqSlots);
  columns.resize(rt.wbBuf, rows * wbBufEntries);
  columns.resize<DelaySchema>(rt.contention.delays, rows);
  columns.resize(rt.gcCleanups.p, rows);
  columns.resize(sudogs.cache, rows * sudogCacheSize);
  columns.resize(sudogs.length, rows);
  if (go16 !== undefined) {
    columns.resize(go16.mcache, rows);
    columns.resize(go16.mcacheAlloc, rows * numSizeClasses16);
    columns.resize(go16.stackcache, rows * stackOrders);
    return;
  }
  own(rt, rt.internal.p, rt.typeTable.size[rt.internal.p]!);
}

/** An object of the runtime's own, which stays: its row in bootObjects. */
function own(rt: Runtime, typ: number, size: number): number {
  const { site, bootObjects, columns } = rt;
  rt.site = -1;
  rt.preemptoff = true;
  const object = mallocgc(rt, size, typ, true);
  rt.preemptoff = false;
  rt.site = site;
  columns.resize(bootObjects, bootObjects.rows + 1);
  bootObjects.off[bootObjects.rows - 1] = object;
  return bootObjects.rows - 1;
}

/** allp gets an array that is large enough; the old one is garbage. */
function growAllp(rt: Runtime, nprocs: number): void {
  const { allp } = rt.sched.sched;
  const row = own(rt, rt.internal.pointer, 8 * nprocs);
  if (allp[0] !== 0) rt.bootObjects.off[allp[0]!] = 0;
  allp[0] = row;
}

/** p.destroy: what the P has goes to the others or back to where it came from. */
function destroy(rt: Runtime, pp: number): void {
  const { p, runq } = rt.sched;
  while (p.runqhead[pp] !== p.runqtail[pp]) {
    p.runqtail[pp]!--;
    globrunqputhead(rt, runq.g[pp * runqSlots + (p.runqtail[pp]! % runqSlots)]!);
  }
  if (p.runnext[pp] !== 0) {
    globrunqputhead(rt, p.runnext[pp]!);
    p.runnext[pp] = 0;
  }
  const { cache, length } = rt.sudogs;
  cache.sudog.fill(0, pp * sudogCacheSize, (pp + 1) * sudogCacheSize);
  length.cached[pp] = 0;
  p.deferpool[pp] = 0;
  p.deferpoolN[pp] = 0;
  if (rt.go16 !== undefined) freemcache16(rt.go16, pp);
  else {
    destroySpanq(rt, pp);
    rt.mheap.spanInuse[0]! -= rt.allp.mspancacheLen[pp]!;
    rt.mheap.spanFree[0]! += rt.allp.mspancacheLen[pp]!;
    rt.allp.mspancacheLen[pp] = 0;
    pageCacheFlush(rt, pp);
    releaseAll(rt, pp);
    stackcache_clear(rt, pp);
    rt.memstats.mcacheInuse[0]! -= mcacheBytes;
  }
  gfpurge(rt, pp);
  p.gcAssistTime[pp] = 0;
  p.status[pp] = PStatus.idle;
}
