/**
 * mSpanList of Go 1.6 (runtime/mheap.go): a doubly linked list of spans with both ends known. Every
 * move is an event, so that one can follow a span from list to list.
 */
import { assert } from '../../base/assert';
import type { Runtime16 } from './runtime';

/** At the front. */
export function insert(rt: Runtime16, list: number, s: number): void {
  const { mspan } = rt;
  assert(mspan.list[s] === 0, `span ${s} is on list ${mspan.list[s]} already`);
  const first = rt.list.first[list]!;
  mspan.next[s] = first;
  mspan.prev[s] = 0;
  if (first !== 0) mspan.prev[first] = s;
  else rt.list.last[list] = s;
  rt.list.first[list] = s;
  rt.list.count[list]!++;
  mspan.list[s] = list;
}

/** At the back. */
export function insertBack(rt: Runtime16, list: number, s: number): void {
  const { mspan } = rt;
  assert(mspan.list[s] === 0, `span ${s} is on list ${mspan.list[s]} already`);
  const last = rt.list.last[list]!;
  mspan.prev[s] = last;
  mspan.next[s] = 0;
  if (last !== 0) mspan.next[last] = s;
  else rt.list.first[list] = s;
  rt.list.last[list] = s;
  rt.list.count[list]!++;
  mspan.list[s] = list;
}

export function remove(rt: Runtime16, list: number, s: number): void {
  const { mspan } = rt;
  assert(mspan.list[s] === list, `span ${s} is on list ${mspan.list[s]}, not ${list}`);
  const next = mspan.next[s]!;
  const prev = mspan.prev[s]!;
  if (prev !== 0) mspan.next[prev] = next;
  else rt.list.first[list] = next;
  if (next !== 0) mspan.prev[next] = prev;
  else rt.list.last[list] = prev;
  rt.list.count[list]!--;
  mspan.next[s] = 0;
  mspan.prev[s] = 0;
  mspan.list[s] = 0;
}
