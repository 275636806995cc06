/**
 * Placement against what is known of Go 1.26: class, slot, span class, header, objects per span.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from '../../src/session/placement';
import { finished, session } from './load';

const row = (bytes: number, noscan: boolean): unknown[] => {
  const { path, sizeClass, spanClass, slotBytes, headerBytes, wasteBytes, slots } = place(
    bytes,
    noscan,
  );
  return [path, sizeClass, spanClass, slotBytes, headerBytes, wasteBytes, slots];
};

test('paths and classes', () => {
  assert.equal(place(0, true).path, 'zero');
  assert.deepEqual(row(8, true).slice(0, 4), ['tiny', 2, 5, 16]);
  assert.deepEqual(row(8, false).slice(0, 4), ['small', 1, 2, 8]);
  assert.deepEqual(row(48, false), ['small', 5, 10, 48, 0, 0, 165]);
  assert.deepEqual(row(48, true).slice(0, 6), ['small', 5, 11, 48, 0, 0]);
  assert.deepEqual(row(33, true), ['small', 5, 11, 48, 0, 15, 168]);
});

test('pointers in more than 512 bytes cost a header, which may cost a class', () => {
  assert.deepEqual(row(512, false).slice(0, 6), ['small', 26, 52, 512, 0, 0]);
  assert.deepEqual(row(576, true).slice(0, 6), ['small', 27, 55, 576, 0, 0]);
  assert.deepEqual(row(576, false).slice(0, 6), ['small', 28, 56, 640, 8, 56]);
});

test('large objects take whole pages', () => {
  assert.deepEqual(row(32760, true).slice(0, 4), ['small', 67, 135, 32768]);
  assert.deepEqual(row(32761, true), ['large', 0, 1, 32768, 0, 7, 1]);
  assert.deepEqual(row(65536, false), ['large', 0, 0, 65536, 0, 0, 1]);
});

test('what is left of a slot is object, header and waste', () => {
  for (let bytes = 16; bytes <= 32760; bytes += 8) {
    for (const noscan of [true, false]) {
      const { slotBytes, headerBytes, wasteBytes, slots, spanBytes } = place(bytes, noscan);
      assert.equal(bytes + headerBytes + wasteBytes, slotBytes);
      assert.ok(wasteBytes >= 0 && slots * slotBytes <= spanBytes, `${bytes}`);
    }
  }
});

for (const profile of ['go1.26', 'go1.6']) {
  test(`${profile}: a run places objects as it is said before`, () => {
    const sizes = [1, 8, 15, 16, 17, 24, 40, 48, 512, 576, 1200, 4096, 20_000, 32_768, 40_000];
    const source = `package main

var bytes [][]byte
${sizes.map((size, at) => `var b${at} *[${size}]byte\nvar p${at} *[${size}]*int`).join('\n')}

func main() {
${sizes.map((size, at) => `\tb${at} = new([${size}]byte)\n\tp${at} = new([${size}]*int)`).join('\n')}
}
`;
    const sites = finished(session(source, { profile })).sites();
    for (const size of sizes) {
      for (const [type, bytes, noscan] of [
        [`[${size}]byte`, size, true],
        [`[${size}]*int`, 8 * size, false],
      ] as const) {
        const site = sites.find(({ user, text }) => user && text === `new(${type})`)!;
        const { slotBytes, sizeClass } = place(bytes, noscan, profile);
        assert.deepEqual([site.elemBytes, site.sizeClass], [slotBytes, sizeClass], type);
      }
    }
  });
}
