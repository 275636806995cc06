/**
 * Native leaves of the library against what Go answers (recorded with go1.26). Lines:
 *
 *     D bits from count bitSize digits point     P text float64 float32     F x y z fma
 *     X x fraction exponent n ldexp              U rune classes upper lower title fold
 *
 * Floats are written as their bits.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decimalDigits, parseDecimal } from '../../src/interpreter/natives/decimal';
import { fma, frexp, ldexp } from '../../src/interpreter/natives/math';
import { runeIs, runeTo, simpleFold } from '../../src/interpreter/natives/unicode';

const lines = readFileSync('test/oracle/std/vectors.txt', 'utf8').trim().split('\n');
const view = new DataView(new ArrayBuffer(8));

function float(bits: string): number {
  view.setBigUint64(0, BigInt(bits));
  return view.getFloat64(0);
}

function bitsOf(x: number): string {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString();
}

/** What a line's arguments give, in the form of its answers. */
const answers: Readonly<Record<string, (args: string[]) => (string | number)[]>> = {
  D: ([bits, from, count, size]) => {
    const found = decimalDigits(float(bits!), Number(from), Number(count), Number(size));
    return [`x${found.digits}`, found.point];
  },
  P: ([text]) => [bitsOf(parseDecimal(text!, 64)), bitsOf(parseDecimal(text!, 32))],
  F: ([x, y, z]) => [bitsOf(fma(float(x!), float(y!), float(z!)))],
  X: ([x]) => {
    const [fraction, exponent] = frexp(float(x!));
    return [bitsOf(fraction), exponent];
  },
  U: ([rune]) => {
    const r = Number(rune);
    let classes = 0;
    for (let i = 0; i < 12; i++) if (runeIs(i, r)) classes |= 1 << i;
    return [classes, runeTo(0, r), runeTo(1, r), runeTo(2, r), simpleFold(r)];
  },
};

/** Arguments of each kind of line. */
const arity: Readonly<Record<string, number>> = { D: 4, P: 1, F: 3, X: 1, U: 1 };

for (const [kind, what] of [
  ['D', 'digits of floats'],
  ['P', 'floats of digits'],
  ['F', 'multiplications that round once'],
  ['X', 'floats taken apart'],
  ['U', 'classes and cases of runes'],
] as const) {
  test(what, () => {
    const own = lines.map((line) => line.split(' ')).filter(([first]) => first === kind);
    assert.ok(own.length >= 100);
    for (const [, ...words] of own) {
      const args = words.slice(0, arity[kind]);
      const given = answers[kind]!(args).map(String);
      const wanted = words.slice(arity[kind], arity[kind]! + given.length);
      if (kind === 'F' && Number.isNaN(float(given[0]!)) && Number.isNaN(float(wanted[0]!)))
        continue;
      assert.deepEqual(given, wanted, args.join(' '));
    }
  });
}

test('floats put together', () => {
  for (const line of lines.filter((text) => text.startsWith('X '))) {
    const [, x, , , n, wanted] = line.split(' ');
    const given = bitsOf(ldexp(float(x!), Number(n)));
    if (!Number.isNaN(float(wanted!))) assert.equal(given, wanted, line);
  }
});
