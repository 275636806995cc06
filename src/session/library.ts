/**
 * Allocations that packages make on behalf of a line of the program: each counts for the line of
 * the innermost frame of the program. Kept only for programs that ask, since finding the frame
 * takes longer than allocating.
 */
import type { Table } from '../base/columns';
import type { Machine } from '../interpreter/machine';
import { FrameWalk } from '../interpreter/frames';

/** Frames of packages above the program's at most. */
const depthLimit = 64;

const schema = { allocs: 'f64' } as const;

export class Library {
  private readonly lines: Table<typeof schema> | undefined;

  /** Watches a machine that has not run yet; `lines` is the length of the program's file. */
  constructor(machine: Machine, lines: number, isWanted: boolean) {
    if (!isWanted) return;
    const table = machine.columns.table('libraryAllocs', schema, lines + 1);
    this.lines = table;
    machine.rt.onAlloc = () => {
      const { site } = machine.rt;
      if (site >= 0 && machine.program.sites[site]!.user) return;
      const line = lineOf(machine);
      if (line > 0 && line <= lines) table.allocs[line]!++;
    };
  }

  /** Allocations on behalf of the lines from `first` to `last`. */
  allocsIn(first: number, last: number): number {
    let sum = 0;
    for (let line = first; line <= last; line++) sum += this.lines?.allocs[line] ?? 0;
    return sum;
  }
}

/** Line of the innermost frame of the program; 0 when there is none. */
function lineOf(machine: Machine): number {
  if (machine.rt.g === 0) return 0;
  const walk = new FrameWalk(machine);
  walk.begin(machine.rt.g);
  for (let depth = 0; depth < depthLimit; depth++) {
    const func = machine.program.funcs[walk.fn];
    if (func?.user === true) return machine.program.positionOf(walk.pc).line;
    if (!walk.next()) return 0;
  }
  return 0;
}
