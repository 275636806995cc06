/** Sessions for tests: of an example, of a text, run to where they are wanted. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { SessionOptions } from '../../src/session/options';
import type { Run } from '../../src/session/run';
import { Session } from '../../src/session/session';

export const examples = readdirSync('examples')
  .filter((name) => name.endsWith('.go'))
  .sort((a, b) => (a < b ? -1 : 1));

/** A session of a file of examples/. */
export function example(name: string, options: Partial<SessionOptions> = {}): Session {
  return session(readFileSync(`examples/${name}`, 'utf8'), options, name);
}

/** A session of a text that must be legal. */
export function session(
  source: string,
  options: Partial<SessionOptions> = {},
  name = 'x.go',
): Session {
  const made = new Session(name, source, options);
  assert.deepEqual(made.problems, []);
  return made;
}

/** Works until the machine stands, in slices of `steps`. */
export function settle(of: Session, steps = 50_000): Session {
  for (let slices = 0; !of.work(steps); slices++)
    assert.ok(slices < 1_000_000, 'the session does not come to an end');
  return of;
}

/** A session that has run to its end. */
export function finished(of: Session): Session {
  of.beginRun();
  return settle(of);
}

/** The loaded run. */
export function runOf({ loadedRun }: Session): Run {
  assert.ok(loadedRun);
  return loadedRun;
}

/** The hash of the whole state. */
export function hashOf(of: Session): number {
  return runOf(of).machine.columns.hash();
}
