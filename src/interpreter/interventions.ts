/**
 * What somebody does to a run from outside of its program: a collection, or giving back idle pages,
 * at a tick. It is done at the first safe point from that tick on, as if an annotation stood there,
 * and happens again whenever the run is travelled: which were done is state.
 */
import type { Table } from '../base/columns';
import { scavengeAll } from '../runtime/mgcscavenge';
import type { Runtime } from '../runtime/runtime';
import { Collecting } from '../runtime/runtime2';

export interface Intervention {
  readonly tick: number;
  readonly verb: 'gc' | 'scavenge';
}

const schema = {
  done: 'u32',
  /** The goroutine that the collection keeps waiting, which has not asked for it. */
  g: 'i32',
} as const;

export class Interventions {
  private readonly state: Table<typeof schema>;

  /** `list` in order of ticks. */
  constructor(
    private readonly rt: Runtime,
    private readonly list: readonly Intervention[],
  ) {
    this.state = rt.columns.table('interventions', schema, 1);
  }

  /** Tick of the next one, Infinity when there is none. */
  get next(): number {
    return this.list[this.state.done[0]!]?.tick ?? Infinity;
  }

  /** Whether one is due, or not over. */
  get isOn(): boolean {
    return this.state.g[0] !== 0 || this.rt.tick >= this.next;
  }

  /** Does the next one; the running goroutine stands at a safe point. */
  act(): void {
    const { rt, state } = this;
    const { verb } = this.list[state.done[0]!]!;
    state.done[0]!++;
    const { collecting } = rt.sched.g;
    if (verb === 'scavenge') scavengeAll(rt);
    // Who collects already needs no other collection.
    else if (collecting[rt.g] === Collecting.no) {
      collecting[rt.g] = Collecting.begun;
      state.g[0] = rt.g;
    }
    rt.tick += 1;
  }

  /** The collection that somebody asked for is over: the goroutine goes on where it stood. */
  settle(): void {
    const { rt, state } = this;
    const gp = state.g[0]!;
    const { collecting } = rt.sched.g;
    if (gp === 0 || collecting[gp] !== Collecting.done || rt.sched.sched.gcwaiting[0] === 1) return;
    collecting[gp] = Collecting.no;
    state.g[0] = 0;
  }
}
