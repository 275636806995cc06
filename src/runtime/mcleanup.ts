/**
 * The queue of cleanups whose objects are dead, and the goroutines that call them, after
 * runtime/mcleanup.go of Go 1.26. AddCleanup and what those goroutines do are Go (package runtime
 * of our library).
 *
 * NON-GO: blocks are rows of tables; Go takes them from memory of its own.
 */
import type { ColumnSet, Table } from '../base/columns';
import { persistentalloc } from './persistentalloc';
import { greyPointer } from './mgcmark_greenteagc';
import type { Off } from './memory';
import type { Runtime } from './runtime';

/** Bytes of a block, and cleanups in it. */
const cleanupBlockSize = 512;
const cleanupsPerBlock = (cleanupBlockSize - 32) / 24;

const blockSchema = {
  /** Cleanups in it. */
  n: 'u32',
  /** Next in a stack of blocks. */
  next: 'u32',
} as const;

/** What is called: `call` with `fn` and `arg`, offsets all. Row block × 20 + i. */
const cleanupSchema = { call: 'u32', fn: 'u32', arg: 'u32' } as const;

const queueSchema = {
  /** Stacks of blocks: to be worked off, and free; how many are to be worked off. */
  full: 'u32',
  free: 'u32',
  workUnits: 'u32',
  /** What Ps had has gone to `full`, and no sweeper adds to it. */
  flushed: 'u8',
  /** Goroutines that wait for work: a list, and its length. */
  sleeping: 'u32',
  asleep: 'u32',
  /** Goroutines for cleanups that there are, and that are to be made. */
  ng: 'u32',
  needg: 'u32',
  executed: 'f64',
} as const;

/** Of a P: the block it fills (0: none), and cleanups it has queued ever. */
const procSchema = { cleanups: 'u32', cleanupsQueued: 'f64' } as const;

/** Block 0 stands for none. */
export const newCleanups = (
  columns: ColumnSet,
  procs: number,
): {
  readonly block: Table<typeof blockSchema>;
  readonly cleanup: Table<typeof cleanupSchema>;
  readonly queue: Table<typeof queueSchema>;
  readonly p: Table<typeof procSchema>;
} => ({
  block: columns.table('cleanupBlock', blockSchema, 1),
  cleanup: columns.table('cleanup', cleanupSchema, cleanupsPerBlock),
  queue: columns.table('gcCleanups', queueSchema, 1),
  p: columns.table('cleanupP', procSchema, procs),
});

/** lfstack.push and pop. */
function push(rt: Runtime, stack: Uint32Array, b: number): void {
  rt.gcCleanups.block.next[b] = stack[0]!;
  stack[0] = b;
}

function pop(rt: Runtime, stack: Uint32Array): number {
  const b = stack[0]!;
  if (b !== 0) stack[0] = rt.gcCleanups.block.next[b]!;
  return b;
}

/** cleanupQueue.enqueue, which the sweeper does on its P. */
export function gcCleanupsEnqueue(rt: Runtime, call: Off, fn: Off, arg: Off): void {
  const { queue, p, block } = rt.gcCleanups;
  const pp = rt.p;
  let b = p.cleanups[pp]!;
  if (b === 0) {
    queue.flushed[0] = 0;
    b = pop(rt, queue.free);
    if (b === 0) b = newBlock(rt);
    p.cleanups[pp] = b;
  }
  const { cleanup } = rt.gcCleanups;
  const at = b * cleanupsPerBlock + block.n[b]!;
  cleanup.call[at] = call;
  cleanup.fn[at] = fn;
  cleanup.arg[at] = arg;
  block.n[b]!++;
  if (block.n[b] === cleanupsPerBlock) {
    push(rt, queue.full, b);
    p.cleanups[pp] = 0;
    queue.workUnits[0]!++;
  }
  p.cleanupsQueued[pp]!++;
}

function newBlock(rt: Runtime): number {
  const { block, cleanup } = rt.gcCleanups;
  const b = block.rows;
  rt.columns.resize<typeof blockSchema>(block, b + 1);
  rt.columns.resize<typeof cleanupSchema>(cleanup, (b + 1) * cleanupsPerBlock);
  persistentalloc(rt, cleanupBlockSize, cleanupBlockSize, 'gcMiscSys');
  return b;
}

/** cleanupBlock.take: as many of b's as there is room for, its last ones, go to a. */
function take(rt: Runtime, a: number, b: number): void {
  const { block, cleanup } = rt.gcCleanups;
  const n = Math.min(cleanupsPerBlock - block.n[a]!, block.n[b]!);
  const from = b * cleanupsPerBlock + block.n[b]! - n;
  const to = a * cleanupsPerBlock + block.n[a]!;
  for (const column of [cleanup.call, cleanup.fn, cleanup.arg])
    column.copyWithin(to, from, from + n);
  block.n[a]! += n;
  block.n[b]! -= n;
}

/** cleanupQueue.flush: the sweep is over, so what Ps have is to be called too. */
export function gcCleanupsFlush(rt: Runtime): void {
  const { queue, p, block } = rt.gcCleanups;
  let coalesced = 0;
  for (let pp = 0; pp < rt.procs; pp++) {
    const b = p.cleanups[pp]!;
    if (b === 0) continue;
    p.cleanups[pp] = 0;
    if (coalesced === 0) {
      coalesced = b;
      continue;
    }
    take(rt, coalesced, b);
    if (block.n[coalesced] === cleanupsPerBlock) {
      push(rt, queue.full, coalesced);
      queue.workUnits[0]!++;
      coalesced = b;
    } else push(rt, queue.free, b);
  }
  if (coalesced !== 0) {
    push(rt, queue.full, coalesced);
    queue.workUnits[0]!++;
  }
  queue.flushed[0] = 1;
}

/**
 * cleanupQueue.dequeue for the running goroutine: a block. 0: it is now among those that wait for
 * work, and has to park.
 */
export function gcCleanupsDequeue(rt: Runtime): number {
  const { queue } = rt.gcCleanups;
  if (queue.workUnits[0] !== 0) {
    queue.workUnits[0]!--;
    return pop(rt, queue.full);
  }
  rt.sched.g.schedlink[rt.g] = queue.sleeping[0]!;
  queue.sleeping[0] = rt.g;
  queue.asleep[0]!++;
  return 0;
}

/** Takes the i-th cleanup out of a block; undefined when there are no more. */
export function gcCleanupsTake(
  rt: Runtime,
  b: number,
  i: number,
): { readonly call: Off; readonly fn: Off; readonly arg: Off } | undefined {
  const { block, cleanup } = rt.gcCleanups;
  if (i >= block.n[b]!) return undefined;
  const at = b * cleanupsPerBlock + i;
  const taken = { call: cleanup.call[at]!, fn: cleanup.fn[at]!, arg: cleanup.arg[at]! };
  cleanup.call[at] = cleanup.fn[at] = cleanup.arg[at] = 0;
  return taken;
}

/** The block was worked off. */
export function gcCleanupsDone(rt: Runtime, b: number): void {
  const { queue, block } = rt.gcCleanups;
  queue.executed[0]! += block.n[b]!;
  block.n[b] = 0;
  push(rt, queue.free, b);
}

/** cleanupQueue.needsWake. */
export function gcCleanupsNeedsWake(rt: Runtime): boolean {
  const { queue } = rt.gcCleanups;
  if (queue.workUnits[0] === 0) return false;
  return queue.asleep[0] !== 0 || queue.ng[0]! < maxCleanupGs(rt);
}

/** cleanupQueue.wake: wakes a goroutine for each block, or has some made. The list of the woken. */
export function gcCleanupsWake(rt: Runtime): number {
  const { queue } = rt.gcCleanups;
  const { schedlink } = rt.sched.g;
  const work = queue.workUnits[0]!;
  const wake = Math.min(work, queue.asleep[0]!);
  const extra = work - wake;
  if (extra > 0) queue.needg[0]! += Math.min(extra, maxCleanupGs(rt) - queue.ng[0]!);
  queue.asleep[0]! -= wake;
  let list = 0;
  for (let i = 0; i < wake; i++) {
    const gp = queue.sleeping[0]!;
    queue.sleeping[0] = schedlink[gp]!;
    schedlink[gp] = list;
    list = gp;
  }
  return list;
}

/** cleanupQueue.needG and createGs: how many goroutines are to be made for cleanups. */
export function gcCleanupsCreateGs(rt: Runtime): number {
  const { queue } = rt.gcCleanups;
  const have = queue.ng[0]!;
  if (have >= maxCleanupGs(rt)) return 0;
  const need = Math.min(queue.needg[0]!, maxCleanupGs(rt) - have);
  const made = have === 0 && need === 0 ? 1 : need;
  queue.needg[0] = 0;
  queue.ng[0] = have + made;
  return made;
}

function maxCleanupGs(rt: Runtime): number {
  return Math.max(1, Math.floor(rt.procs / 4));
}

/** cleanupQueue.readQueueStats, queued. */
export function gcCleanupsQueued(rt: Runtime): number {
  return rt.gcCleanups.p.cleanupsQueued.reduce((sum, n) => sum + n, 0);
}

/** The queue is a root: what is in it lives until its cleanup has been called. */
export function markrootCleanups(rt: Runtime, p: number): void {
  queuedCleanups(rt, (off) => {
    greyPointer(rt, p, off);
  });
}

/** Calls `visit` with what the queue holds: blocks that were made last come first. */
export function queuedCleanups(rt: Runtime, visit: (off: Off) => void): void {
  const { block, cleanup } = rt.gcCleanups;
  for (let b = block.rows - 1; b > 0; b--) {
    for (let i = 0; i < block.n[b]!; i++) {
      const at = b * cleanupsPerBlock + i;
      for (const column of [cleanup.call, cleanup.fn, cleanup.arg])
        if (column[at] !== 0) visit(column[at]!);
    }
  }
}
