/**
 * Replays a record of real Go's allocator on ours: every object must come to lie where it lay,
 * every recorded state must be ours, and a cycle must begin with the object with which it began.
 * What the scheduler and the clock decided is taken from the record (which P allocates, when
 * marking ends, how far somebody swept, what the pacer measured); all else must follow.
 */
import { mallocgc } from '../runtime/malloc';
import { prepareForSweep } from '../runtime/mcache';
import { GC, gcMarkFinished, gcMarkTermination, gcStart, gcTriggerTest } from '../runtime/mgc';
import { gcDrain } from '../runtime/mgcmark';
import { bgscavenge, scavengeAll } from '../runtime/mgcscavenge';
import { freeSomeWbufs, sweepActiveEnd, sweepone } from '../runtime/mgcsweep';
import { allocBufferSpan, prepareFreeWorkbufs } from '../runtime/mgcwork';
import { PageFlag, heapArenaStructBytes, spanListInsert } from '../runtime/mheap';
import { pageCacheFlush } from '../runtime/mpagecache';
import { readmemstats } from '../runtime/mstats';
import { noStatics, wordsType } from '../runtime/noprogram';
import { Runtime } from '../runtime/runtime';
import { pageSize } from '../runtime/sizeclasses';
import { freeStackSpans, stackalloc, stackfree } from '../runtime/stack';
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

/** Slots behind it are of objects that the runtime allocates for itself. */
const firstForeignSlot = (1 << 14) + 1;

export interface ReplayResult {
  readonly placed: number;
  /** Things placed elsewhere, and cycles that begin with another object. */
  readonly mismatched: number;
  readonly states: number;
  readonly differing: number;
  /** Cycles that the heap's growth began, in Go and here with the same object. */
  readonly triggered: number;
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
  triggered = 0;
  readonly told: string[] = [];
  private top: RecordHeader | undefined;
  private rt: Runtime | undefined;
  /** Objects by slot, 0: none. */
  private readonly kept: number[] = [];
  /**
   * What the cycle that is on finds: all that was kept when it began, since the barrier shades what
   * is dropped meanwhile, and objects that only a goroutine's stack held.
   */
  private found: number[] | undefined;
  /** Pages of spans whose objects were found one at a time, so that the span does not show it. */
  private unnoticed: number[] = [];
  /** What the pacer measured in the cycle that ends. */
  private pace: readonly number[] = [];
  /** The last allocation has got a span, so that Go looked whether a cycle is due. */
  private looked = false;
  /** Stacks by slot, or by minus the place where Go has them. */
  private readonly stacks = new Map<number, [off: number, bytes: number]>();

  header(header: RecordHeader): void {
    this.top = header;
  }

  state(state: RecordedState): void {
    if (this.rt === undefined) this.load(state);
    this.settle(false);
    const found = differences(state, stateOf(this.rt!, state), toldDifferences);
    this.states++;
    if (found.length === 0) return;
    this.differing++;
    for (const line of found) this.tell(`state ${this.states}, ${line}`);
  }

  alloc(size: number, pointers: boolean, slot: number, offset: number): void {
    const rt = this.rt!;
    this.settle(false);
    const before = rt.memstats.slowAllocs[0]!;
    const off = mallocgc(rt, size, pointers ? pointer.id : -1, true);
    this.looked = rt.memstats.slowAllocs[0] !== before;
    if (slot > 0) this.kept[slot] = off;
    this.place(off, offset, () => `${size} bytes ${pointers ? 'with' : 'without'} pointers`);
  }

  event(letter: string, numbers: readonly number[]): void {
    const [first = 0, second = 0, third = 0] = numbers;
    // What memory the process has is told between an allocation and the look at its goal.
    if (letter === 'v') this.mapped(first);
    else {
      this.settle(letter === 'y');
      if (letter === 'c') this.measured(numbers);
      else if (!this.ofProgram(letter, first, second, third)) this.ofCollector(letter, first);
    }
  }

  /** After an allocation: whether a cycle was due, in Go and here. */
  private settle(real: boolean): void {
    const rt = this.rt!;
    const ours = this.looked && gcTriggerTest(rt, WhyGC.heap);
    this.looked = false;
    if (ours && real) this.triggered++;
    if (ours === real) return;
    this.mismatched++;
    const [who, other] = real ? ['Go', 'here'] : ['here', 'Go'];
    this.tell(`allocation ${this.placed} begins a cycle in ${who}, not in ${other}`);
  }

  /** What the program does. Whether the letter is one of that. */
  private ofProgram(letter: string, first: number, second: number, third: number): boolean {
    const rt = this.rt!;
    switch (letter) {
      case 'k':
        this.kept[first] = 0;
        break;
      case 'h':
        this.kept[first] = rt.heapStart + second;
        this.found?.push(rt.heapStart + second);
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
      case 't':
      case 'T': {
        const off = stackalloc(rt, first, letter === 'T');
        this.stacks.set(second > 0 ? second : -third, [off, first]);
        this.place(off, third, () => `a stack of ${first} bytes`);
        break;
      }
      case 'u':
        this.freeStack(first);
        break;
      case 'e':
      case 'E':
        // One from before the record lies where it lay.
        if (!this.stacks.has(-second)) this.stacks.set(-second, [rt.heapStart + second, first]);
        this.freeStack(-second, letter === 'E');
        break;
      default:
        return false;
    }
    return true;
  }

  private freeStack(key: number, noCache = false): void {
    const stack = this.stacks.get(key);
    if (stack === undefined) return;
    this.stacks.delete(key);
    stackfree(this.rt!, ...stack, noCache);
  }

  /** Nothing points at an object of the runtime's own any more. */
  private lose(off: number): void {
    const { bootObjects } = this.rt!;
    const boot = bootObjects.off.indexOf(off);
    if (boot >= 0) bootObjects.off[boot] = 0;
    const slot = this.kept.indexOf(off, firstForeignSlot);
    if (slot >= 0) this.kept[slot] = 0;
    const found = this.found?.indexOf(off) ?? -1;
    if (found >= 0) this.found![found] = 0;
  }

  /** What the collector does. */
  private ofCollector(letter: string, first: number): void {
    const rt = this.rt!;
    switch (letter) {
      case 's':
        gcStart(rt, WhyGC.cycle);
        rt.sched.g.gcAssistBytes.fill(noAssist);
        this.found = this.kept.filter((off) => off > 0);
        break;
      case 'n': {
        const s = allocBufferSpan(rt);
        spanListInsert(rt, rt.work.freeSpans, 0, s);
        this.place(rt.mspan.base[s]!, first, () => 'work buffers');
        break;
      }
      case 'o':
        this.found?.push(rt.heapStart + first);
        break;
      case 'b':
        this.lose(rt.heapStart + first);
        break;
      case 'M':
        this.unnoticed.push(first / pageSize);
        break;
      case 'd':
        this.endMarking();
        break;
      case 'q':
        if (first < rt.procs) prepareForSweep(rt, first);
        break;
      case 'i':
        if (first < rt.procs) pageCacheFlush(rt, first);
        break;
      case 'z':
        sweepActiveEnd(rt);
        break;
      case 'j':
        prepareFreeWorkbufs(rt);
        break;
      case 'l':
        freeStackSpans(rt);
        break;
      case 'w':
        for (let n = 0; n < first && sweepone(rt, WhySweep.background) >= 0; n++);
        break;
      case 'x':
        freeSomeWbufs(rt, first);
        break;
    }
  }

  private endMarking(): void {
    const rt = this.rt!;
    if (rt.gcPhase === 0) throw new Error('no cycle is on');
    do gcDrain(rt, rt.p);
    while (!gcMarkFinished(rt));
    for (const page of this.unnoticed) rt.page.flags[page]! &= ~PageFlag.marks;
    this.unnoticed = [];
    this.measure();
    gcMarkTermination(rt);
    this.found = undefined;
  }

  private measured(numbers: readonly number[]): void {
    this.pace = numbers;
    if (this.rt!.gcPhase === 0) this.measure();
  }

  /** Puts what was measured where the pacer looks for it. */
  private measure(): void {
    const { gcController: c } = this.rt!;
    const [high = 0, low = 0, heap = 0, stacks = 0, globals = 0] = this.pace;
    const bits = new DataView(new ArrayBuffer(8));
    bits.setUint32(0, high);
    bits.setUint32(4, low);
    c.consMark[0] = bits.getFloat64(0);
    c.heapScanWork[0] = c.lastHeapScan[0] = heap;
    c.stackScanWork[0] = c.lastStackScan[0] = stacks;
    c.globalsScan[0] = globals;
  }

  /** The process has `overhead` bytes of memory beside the heap's pages and their metadata. */
  private mapped(overhead: number): void {
    const { gcController: c, memstats: m, mheap } = this.rt!;
    const pages = c.heapInUse[0]! + c.heapFree[0]! + m.inStacks[0]! + m.inWorkBufs[0]!;
    c.mappedReady[0] = overhead + pages + mheap.arenas[0]! * heapArenaStructBytes;
  }

  private load(state: RecordedState): void {
    const { procs, heapBase, padPages, gogc, memoryLimit: limit } = this.top!;
    const rt = new Runtime({
      ...{ types: [pointer], statics: noStatics, procs, heapBase, padPages, budgetBytes, gogc },
      ...{ memoryLimit: limit < 0 ? Infinity : limit, boot: false, recording: false },
    });
    this.rt = rt;
    loadRecorded(rt, state);
    rt.sched.p.status.fill(1);
    // When a cycle begins is told, and compared.
    rt.preemptoff = true;
    rt.metadataIsTold = true;
    rt.roots = {
      goroutines: () => 1,
      scanstack: (_, visit) => {
        for (const off of this.found ?? this.kept) if (off > 0) visit(off);
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
