/**
 * The cache of a P, after runtime/mcache.go of Go 1.6: one span per size class, the current tiny
 * block, and stacks.
 */
import { assert } from '../../base/assert';
import { uncacheSpan } from './mcentral';
import { cacheSpan } from './mcentralcache';
import { numSizeClasses } from './msize';
import type { Runtime16 } from './runtime';
import { stackcache_clear } from './stack';

/** Replaces the full span of a class. The full one stands on the central empty list already. */
export function refill(rt: Runtime16, sizeclass: number): number {
  const { mspan, mcacheAlloc } = rt;
  const at = Math.max(0, rt.host.p) * numSizeClasses + sizeclass;
  const before = mcacheAlloc.span[at]!;
  assert(mspan.freelist[before] === 0, 'a span with free objects is not refilled');
  mspan.incache[before] = 0;
  mspan.owner[before] = 0;
  const s = cacheSpan(rt, sizeclass);
  mcacheAlloc.span[at] = s;
  return s;
}

/** Gives all spans of a P's cache back and forgets its tiny block. */
function releaseAll(rt: Runtime16, p: number): void {
  const { mcache, mcacheAlloc } = rt;
  for (let sizeclass = 0; sizeclass < numSizeClasses; sizeclass++) {
    const at = p * numSizeClasses + sizeclass;
    const s = mcacheAlloc.span[at]!;
    if (s === 0) continue;
    uncacheSpan(rt, s);
    mcacheAlloc.span[at] = 0;
  }
  mcache.tiny[p] = 0;
  mcache.tinyoffset[p] = 0;
}

/** freemcache of a P that goes. */
export function freemcache(rt: Runtime16, p: number): void {
  releaseAll(rt, p);
  stackcache_clear(rt, p);
}

/** While the world is stopped: all caches are emptied. */
export function flushallmcaches(rt: Runtime16): void {
  for (let p = 0; p < rt.host.procs; p++) {
    releaseAll(rt, p);
    stackcache_clear(rt, p);
  }
}
