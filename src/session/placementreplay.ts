/**
 * Replays a record of real Go's allocator on ours: every object must come to lie where it lay, and
 * every recorded state must be ours. What the scheduler decided is taken from the record (which P
 * allocates, when marking ends, how far somebody swept); all else must follow.
 */
import { mallocgc } from '../runtime/malloc';
import { GC, gcStart, markAll } from '../runtime/mgc';
import { gcDrain } from '../runtime/mgcmark';
import { bgscavenge, scavengeAll } from '../runtime/mgcscavenge';
import { bgsweep, sweepone } from '../runtime/mgcsweep';
import { readmemstats } from '../runtime/mstats';
import { noStatics, wordsType } from '../runtime/noprogram';
import { Runtime } from '../runtime/runtime';
import { stackalloc, stackfree } from '../runtime/stack';
import { WhyGC, WhySweep } from '../runtime/trace';
import type { RecordHeader, RecordListener, RecordedState } from './placementrecord';
import { readRecord } from './placementrecord';
import { differences, loadRecorded, stateOf } from './placementstate';

/** Type of the objects with pointers: one pointer, as often as it has room. */
const pointer = wordsType(0, [1]);

/** Differences that are told; the others are only counted. */
const toldDifferences = 10;
/** Simulated memory, as much as offsets reach. */
const budgetBytes = 0x7fffe000;
/** Credit that keeps an allocation from marking: the record says who marked, and when. */
const noAssist = 2 ** 60;

export interface ReplayResult {
  readonly placed: number;
  readonly mismatched: number;
  readonly states: number;
  readonly differing: number;
  /** The first differences, for people. */
  readonly told: readonly string[];
}

/** Replays a record given by its lines. Throws BrokenRecord if it is none. */
export function replayRecord(lines: Iterable<string>): ReplayResult {
  const replay = new PlacementReplay();
  readRecord(lines, replay);
  return replay;
}

class PlacementReplay implements RecordListener, ReplayResult {
  placed = 0;
  mismatched = 0;
  states = 0;
  differing = 0;
  readonly told: string[] = [];
  private top: RecordHeader | undefined;
  private rt: Runtime | undefined;
  /** Objects by slot, 0: none. */
  private readonly kept: number[] = [];
  private readonly stacks = new Map<number, [off: number, bytes: number]>();

  header(header: RecordHeader): void {
    this.top = header;
  }

  state(state: RecordedState): void {
    if (this.rt === undefined) this.load(state);
    const found = differences(state, stateOf(this.rt!, state), toldDifferences);
    this.states++;
    if (found.length === 0) return;
    this.differing++;
    for (const line of found) this.tell(`state ${this.states}, ${line}`);
  }

  alloc(size: number, pointers: boolean, slot: number, offset: number): void {
    const rt = this.rt!;
    const off = mallocgc(rt, size, pointers ? pointer.id : -1, true);
    if (slot > 0) this.kept[slot] = off;
    this.place(off, offset, () => `${size} bytes ${pointers ? 'with' : 'without'} pointers`);
  }

  // LONG: one list of the kinds of events.
  event(letter: string, first: number, second: number, third: number): void {
    const rt = this.rt!;
    switch (letter) {
      case 'k':
        this.kept[first] = 0;
        break;
      case 'p':
        if (first < rt.procs) rt.p = first;
        break;
      case 'g':
        GC(rt);
        break;
      case 'f':
        scavengeAll(rt);
        break;
      case 'm':
        readmemstats(rt);
        break;
      case 'r':
        // As many steps as the scavenger saw reason for.
        for (let n = 0; n < first && bgscavenge(rt) > 0; n++);
        break;
      case 't': {
        const off = stackalloc(rt, first);
        this.stacks.set(second, [off, first]);
        this.place(off, third, () => `a stack of ${first} bytes`);
        break;
      }
      case 'u': {
        const stack = this.stacks.get(first);
        if (stack === undefined) break;
        this.stacks.delete(first);
        stackfree(rt, ...stack);
        break;
      }
      case 's':
        gcStart(rt, WhyGC.cycle);
        rt.sched.g.gcAssistBytes.fill(noAssist);
        break;
      case 'b':
        if (rt.gcPhase !== 0 && rt.memstats.inWorkBufs[0]! < first)
          gcDrain(rt, rt.p, Infinity, true);
        break;
      case 'd':
        if (rt.gcPhase !== 0) markAll(rt);
        break;
      case 'w':
        this.sweep(first);
        break;
    }
  }

  private sweep(spans: number): void {
    const rt = this.rt!;
    let left = spans;
    while (left > 0 && sweepone(rt, WhySweep.gc) >= 0) left--;
    // More than there are: all are swept now, and the background sweeper does the rest.
    if (spans >= 2 ** 30) while (!bgsweep(rt, 10));
  }

  private load(state: RecordedState): void {
    const { procs, heapBase, padPages } = this.top!;
    const rt = new Runtime({
      ...{ types: [pointer], statics: noStatics, procs, heapBase, padPages, budgetBytes },
      ...{ gogc: -1, boot: false, recording: false },
    });
    this.rt = rt;
    loadRecorded(rt, state);
    rt.sched.p.status.fill(1);
    rt.roots = {
      goroutines: () => 1,
      scanstack: (_, visit) => {
        for (const off of this.kept) if (off > 0) visit(off);
      },
    };
  }

  private place(off: number, offset: number, what: () => string): void {
    const rt = this.rt!;
    this.placed++;
    const ours = off - rt.heapStart;
    if (ours === offset) return;
    this.mismatched++;
    const address = (at: number): string => `0x${(this.top!.heapBase + at).toString(16)}`;
    const [there, here] = [address(offset), address(ours)];
    this.tell(
      `allocation ${this.placed}, ${what()}: Go placed it at ${there}, here it is at ${here}`,
    );
  }

  private tell(line: string): void {
    if (this.told.length < toldDifferences) this.told.push(line);
  }
}
