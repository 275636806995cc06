/** Goroutines by their ids, their frames, and where the variables of a frame are. */
import type { Variable } from '../golang/code/program';
import { Kind } from '../golang/code/program';
import { FrameWalk } from '../interpreter/frames';
import type { Machine } from '../interpreter/machine';
import { runqSlots } from '../runtime/runtime2';
import { GStatus } from '../runtime/runtime2';

/** Frames of one goroutine that are looked at: a runaway recursion has millions. */
const frameLimit = 256;

/** One call that has not returned. */
export interface Frame {
  readonly func: number;
  /** The instruction it stands at. */
  readonly pc: number;
  /** Offset of its frame pointer. */
  readonly fp: number;
}

/** Reads the goroutines of a machine at its present state. */
export class Calls {
  private readonly known = new Map<number, Frame[]>();

  constructor(private readonly machine: Machine) {}

  /** Ids of the goroutines that are not dead, in the order of their rows. */
  goroutines(): number[] {
    const { g } = this.machine.rt.sched;
    const ids: number[] = [];
    for (let row = 1; row < g.rows; row++) if (this.isAlive(row)) ids.push(g.goid[row]!);
    return ids;
  }

  private isAlive(row: number): boolean {
    const { status } = this.machine.rt.sched.g;
    return status[row] !== GStatus.dead && status[row] !== GStatus.idle;
  }

  /** Row of the goroutine with this id, 0 when there is none (any more). */
  rowOf(goid: number): number {
    const { g } = this.machine.rt.sched;
    for (let row = 1; row < g.rows; row++)
      if (g.goid[row] === goid && this.isAlive(row)) return row;
    return 0;
  }

  /** Innermost first; the machine's own first frame is left out. */
  frames(goid: number): readonly Frame[] {
    const known = this.known.get(goid);
    if (known !== undefined) return known;
    const row = this.rowOf(goid);
    const frames: Frame[] = [];
    this.known.set(goid, frames);
    if (row === 0) return frames;
    const walk = new FrameWalk(this.machine);
    walk.begin(row);
    do {
      if (walk.fn < this.machine.program.funcs.length)
        frames.push({ func: walk.fn, pc: walk.pc, fp: walk.fp });
    } while (frames.length < frameLimit && walk.next());
    return frames;
  }

  /**
   * Calls `visit` with each word of a goroutine's frames that the collector would take for a
   * pointer, innermost first. `precise` is false for a frame that stands where the collector never
   * looks at it; its words are not visited then.
   */
  stackWords(
    goid: number,
    visit: (frame: Frame, depth: number, precise: boolean, at: number) => void,
  ): void {
    const row = this.rowOf(goid);
    if (row === 0) return;
    const walk = new FrameWalk(this.machine);
    walk.begin(row);
    let depth = 0;
    do {
      if (walk.fn >= this.machine.program.funcs.length) continue;
      const frame = { func: walk.fn, pc: walk.pc, fp: walk.fp };
      const at = depth++;
      if (!walk.hasMap) visit(frame, at, false, 0);
      else walk.pointers((word) => visit(frame, at, true, word));
    } while (depth < frameLimit && walk.next());
  }

  /** Calls `visit` with everything that a row of goroutines holds, as the collector sees it. */
  scanned(row: number, visit: (target: number) => void): void {
    this.machine.rt.roots.scanstack(row, visit);
  }

  /** Ids of the goroutines in a P's run queue, the next one first. */
  runQueue(p: number): number[] {
    const { p: table, runq, g } = this.machine.rt.sched;
    const rows: number[] = [];
    if (table.runnext[p] !== 0) rows.push(table.runnext[p]!);
    for (let at = table.runqhead[p]!; at !== table.runqtail[p]; at++)
      rows.push(runq.g[p * runqSlots + (at % runqSlots)]!);
    return rows.map((row) => g.goid[row]!);
  }

  /** Ids of the goroutines in the scheduler's own run queue, the next one first. */
  globalRunQueue(): number[] {
    const { g, sched } = this.machine.rt.sched;
    const ids: number[] = [];
    for (let row = sched.runqhead[0]!; row !== 0; row = g.schedlink[row]!) ids.push(g.goid[row]!);
    return ids;
  }

  /** Offset of a variable's value, in memory form; undefined when it is not to be found. */
  placeOf(frame: Frame, { home, offset }: Variable): number | undefined {
    const { rt, program } = this.machine;
    const { mem } = rt;
    const closure = mem.loadPtr(frame.fp + program.funcs[frame.func]!.localBytes + 8);
    // Small integers in register form have the same first bytes as in memory.
    let off = frame.fp + offset;
    if (home === 'heap') off = mem.loadPtr(off);
    else if (home === 'captured') off = closure > 0 ? closure + offset : -1;
    else if (home === 'capturedRef') off = closure > 0 ? mem.loadPtr(closure + offset) : -1;
    return off > 0 && off < mem.size ? off : undefined;
  }

  /** What a value of a type points at: an offset, 0 or -1 for nothing. */
  pointerIn(type: number, off: number): number {
    const { rt, program } = this.machine;
    const desc = program.types[type]!;
    switch (desc.kind) {
      case Kind.pointer:
      case Kind.unsafePointer:
      case Kind.map:
      case Kind.chan:
      case Kind.func:
      case Kind.slice:
      case Kind.string:
        return rt.mem.loadPtr(off);
      case Kind.interface:
        return rt.mem.loadPtr(off + 8);
      default:
        return 0;
    }
  }
}
