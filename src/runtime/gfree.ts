/**
 * Dead goroutines, kept to be used again: gfput and gfget of runtime/proc.go and
 * markrootFreeGStacks of runtime/mgcmark.go of Go 1.26. Lists go through `schedlink`.
 */
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { stackalloc, stackfree } from './stack';

/** Puts a dead g where the P finds it again; one whose stack has grown loses it. */
export function gfput(rt: Runtime, pp: number, gp: number): void {
  const { g, p } = rt.sched;
  const size = g.stackHi[gp]! - g.stackLo[gp]!;
  if (size !== rt.sched.sched.startingStackSize[0]) {
    stackfree(rt, g.stackLo[gp]!, size);
    g.stackLo[gp] = 0;
    g.stackHi[gp] = 0;
  }
  g.schedlink[gp] = p.gFree[pp]!;
  p.gFree[pp] = gp;
  p.gFreeN[pp]!++;
  if (p.gFreeN[pp]! < 64) return;
  while (p.gFreeN[pp]! >= 32) gfputglobal(rt, gfpop(rt, pp));
}

function gfpop(rt: Runtime, pp: number): number {
  const { g, p } = rt.sched;
  const gp = p.gFree[pp]!;
  p.gFree[pp] = g.schedlink[gp]!;
  p.gFreeN[pp]!--;
  return gp;
}

function gfputglobal(rt: Runtime, gp: number): void {
  const { g, sched } = rt.sched;
  const list = g.stackLo[gp] === 0 ? sched.gFreeNoStack : sched.gFree;
  g.schedlink[gp] = list[0]!;
  list[0] = gp;
  sched.gFreeN[0]!++;
}

/** gfpurge: all of a P's go to the lists that all Ps share. */
export function gfpurge(rt: Runtime, pp: number): void {
  while (rt.sched.p.gFree[pp] !== 0) gfputglobal(rt, gfpop(rt, pp));
}

/** The collector takes the stacks of dead goroutines that no P keeps (markrootFreeGStacks). */
export function freeGStacks(rt: Runtime): void {
  const { g, sched } = rt.sched;
  while (sched.gFree[0] !== 0) {
    const gp = sched.gFree[0]!;
    sched.gFree[0] = g.schedlink[gp]!;
    stackfree(rt, g.stackLo[gp]!, g.stackHi[gp]! - g.stackLo[gp]!);
    g.stackLo[gp] = 0;
    g.stackHi[gp] = 0;
    g.schedlink[gp] = sched.gFreeNoStack[0]!;
    sched.gFreeNoStack[0] = gp;
  }
}

/** A dead g to be used again, with a stack; 0 if there is none. */
export function gfget(rt: Runtime, pp: number): number {
  const { g, p, sched } = rt.sched;
  if (p.gFree[pp] === 0) {
    while (p.gFreeN[pp]! < 32 && sched.gFreeN[0]! > 0) {
      const list = sched.gFree[0] === 0 ? sched.gFreeNoStack : sched.gFree;
      const gp = list[0]!;
      list[0] = g.schedlink[gp]!;
      sched.gFreeN[0]!--;
      g.schedlink[gp] = p.gFree[pp]!;
      p.gFree[pp] = gp;
      p.gFreeN[pp]!++;
    }
  }
  if (p.gFree[pp] === 0) return 0;
  const gp = gfpop(rt, pp);
  const size = sched.startingStackSize[0]!;
  if (g.stackLo[gp] !== 0 && g.stackHi[gp]! - g.stackLo[gp]! !== size) {
    stackfree(rt, g.stackLo[gp]!, g.stackHi[gp]! - g.stackLo[gp]!);
    g.stackLo[gp] = 0;
  }
  if (g.stackLo[gp] === 0) {
    const lo: Off = stackalloc(rt, size);
    rt.sched.g.stackLo[gp] = lo;
    rt.sched.g.stackHi[gp] = lo + size;
  }
  return gp;
}
