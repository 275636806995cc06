/**
 * Programs that exercise the library must print what they print in real Go (recorded by
 * test/oracle/std/record.mjs), and make as many objects of the same sizes.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { diagnosticLines } from '../../src/golang/analyse';
import { compile } from '../../src/golang/compile';
import { Machine } from '../../src/interpreter/machine';
import { nativeTable } from '../../src/interpreter/natives/all';

const programs = readdirSync('test/std/programs').filter((name) => name.endsWith('.go'));

/** More instructions than any of the programs takes. */
const enough = 200_000_000;

/** Runs a program to its end; gives what it wrote to a stream. */
function run(file: string, fd: 1 | 2, gogc: number): string {
  const compiled = compile(file, readFileSync(`test/std/programs/${file}`, 'utf8'));
  const { program } = compiled;
  assert.ok(program, diagnosticLines(compiled, 'error').join('\n'));
  const options = { procs: 1, gogc, sites: program.sites.length };
  const machine = new Machine(program, nativeTable(program.natives), options);
  while (!machine.ended && machine.tick < enough) machine.run(1_000_000, false);
  const errors = Buffer.from(machine.output.read(2)).toString();
  assert.equal(machine.exit?.kind, 'ok', `${machine.exit?.message ?? 'no end'}\n${errors}`);
  return Buffer.from(machine.output.read(fd)).toString();
}

for (const file of programs) {
  test(`${file} prints what it prints in Go`, () => {
    const recorded = readFileSync(`test/oracle/std/${file.replace(/\.go$/, '.txt')}`, 'utf8');
    const counts = file === 'allocs.go';
    const printed = counts ? run(file, 2, -1) : run(file, 1, 100);
    const expected = recorded.split('\n');
    printed.split('\n').forEach((line, i) => {
      assert.equal(line, expected[i], `line ${i + 1}`);
    });
    assert.equal(printed.length, recorded.length);
  });
}
