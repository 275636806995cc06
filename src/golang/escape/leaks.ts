/**
 * The summary of where a parameter's value flows: the smallest number of dereferences on a way to
 * the heap, to memory that is written, to a function that is called, and to each result.
 */

/** Results beyond this many count as the heap. */
export const trackedResults = 5;

/** Flows of one parameter; -1 stands for "does not flow there". */
export class Leaks {
  heap = -1;
  mutator = -1;
  callee = -1;
  readonly results: number[] = new Array<number>(trackedResults).fill(-1);

  addHeap(derefs: number): void {
    this.heap = smaller(this.heap, derefs);
  }

  addMutator(derefs: number): void {
    this.mutator = smaller(this.mutator, derefs);
  }

  addCallee(derefs: number): void {
    this.callee = smaller(this.callee, derefs);
  }

  addResult(i: number, derefs: number): void {
    this.results[i] = smaller(this.results[i] ?? -1, derefs);
  }

  /** Whether the value flows anywhere at all. */
  get any(): boolean {
    const direct = this.heap >= 0 || this.mutator >= 0 || this.callee >= 0;
    return direct || this.results.some((derefs) => derefs >= 0);
  }

  /** Drops the flows that a flow to the heap of at most as many dereferences implies. */
  optimize(): void {
    const { heap } = this;
    if (heap < 0) return;
    if (this.mutator >= heap) this.mutator = -1;
    if (this.callee >= heap) this.callee = -1;
    this.results.forEach((derefs, i) => {
      if (derefs >= heap) this.results[i] = -1;
    });
  }
}

function smaller(old: number, derefs: number): number {
  const bounded = Math.min(derefs, 254);
  return old < 0 || bounded < old ? bounded : old;
}

/** Everything leaks: what is assumed of functions nothing is known about. */
export function leaksToHeap(): Leaks {
  const leaks = new Leaks();
  leaks.addHeap(0);
  return leaks;
}

/**
 * Reads tags in the notation of the recorded standard library: `-` and `.` flow nowhere, `h1` is
 * the heap after one dereference, `r0=2` result 0 after two, `m` memory written, `c` called.
 */
export function parseLeaks(tag: string): Leaks {
  const leaks = new Leaks();
  for (const [, kind, derefs, result, resultDerefs] of tag.matchAll(/([hmc])(\d+)|r(\d+)=(\d+)/g)) {
    if (result !== undefined) leaks.addResult(Number(result), Number(resultDerefs));
    else if (kind === 'h') leaks.addHeap(Number(derefs));
    else if (kind === 'm') leaks.addMutator(Number(derefs));
    else leaks.addCallee(Number(derefs));
  }
  return leaks;
}
