/** Runs Go programs on the machine, for tests. */
import assert from 'node:assert/strict';
import { compile } from '../../src/golang/compile';
import type { MachineOptions } from '../../src/interpreter/machine';
import { Machine } from '../../src/interpreter/machine';
import { nativeTable } from '../../src/interpreter/natives/all';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** A machine that stands before the first instruction of a program. */
export function load(name: string, source: string, options: Partial<MachineOptions> = {}): Machine {
  const { program, diagnostics } = compile(name, source);
  assert.ok(program, diagnostics.map(({ message }) => message).join('\n'));
  return new Machine(program, nativeTable(program.natives), {
    procs: 1,
    gogc: 100,
    seed: 1,
    sites: program.sites.length,
    ...options,
  });
}

/** Runs a machine to its end; fails when it does not come to one. */
export function finish(machine: Machine, limit = 2e9): void {
  while (!machine.ended && machine.tick < limit) machine.run(10_000_000, false);
  assert.ok(machine.ended, `it still runs after ${machine.tick} ticks`);
}

export function outcomeOf(machine: Machine): Outcome {
  const text = (fd: number): string => Buffer.from(machine.output.read(fd)).toString();
  return { stdout: text(1), stderr: text(2), exit: machine.exit?.code ?? -1 };
}

export function runSource(
  name: string,
  source: string,
  options: Partial<MachineOptions> = {},
): Outcome {
  const machine = load(name, source, { recording: false, ...options });
  finish(machine);
  return outcomeOf(machine);
}
