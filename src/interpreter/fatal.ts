/**
 * The ends of a program that Go calls fatal: throw and fatalpanic of runtime/panic.go of Go 1.26,
 * with what they print on standard error.
 */
import { GStatus } from '../runtime/runtime2';
import type { ExitKind, Machine } from './machine';
import { traceback } from './traceback';

/** runtime.throw and runtime.fatal: prints the message and where goroutines are, exits with 2. */
export function fatal(m: Machine, kind: ExitKind, message: string): void {
  m.printError(`fatal error: ${message}\n`);
  printGoroutines(m, true);
  m.end(kind, 2, `fatal error: ${message}`);
}

/** The running goroutine, and with `all` the others that wait or could run. */
export function printGoroutines(m: Machine, all: boolean): void {
  const { g } = m.rt.sched;
  const running = m.rt.g;
  const shown: number[] = [];
  if (running !== 0 && g.status[running] === GStatus.running) shown.push(running);
  if (all) shown.push(...otherGoroutines(m));
  for (const gp of shown) m.printError(`\n${traceback(m, gp)}`);
}

/** The goroutines of the program besides the running one, as many as a trace shows. */
export function otherGoroutines(m: Machine): number[] {
  const { g } = m.rt.sched;
  const found: number[] = [];
  for (let gp = 1; gp < g.rows && found.length < 99; gp++) {
    const status = g.status[gp]!;
    const alive = status !== GStatus.dead && status !== GStatus.idle;
    const isRunning = gp === m.rt.g && status === GStatus.running;
    if (alive && g.system[gp] === 0 && !isRunning) found.push(gp);
  }
  return found;
}
