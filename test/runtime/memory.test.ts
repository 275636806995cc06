/** Memory: what was written stays as it grows, with and without the buffer that is not copied. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ColumnSet } from '../../src/base/columns';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import { Memory, OutOfMemory } from '../../src/runtime/memory';

const staticBytes = 65536;
const budgetBytes = 280 << 20;
/** In steps of 6 MiB, and on past what is reserved at once. */
const sizes = [2, 8, 14, 20, 26, 32, 38, 262, 280].map((megabytes) => megabytes << 20);

function make(): { memory: Memory; columns: ColumnSet } {
  const memory = new Memory(0x400000, staticBytes, 0xc000000000, budgetBytes);
  const columns = new ColumnSet();
  columns.add(memory);
  return { memory, columns };
}

/** Grows by steps, writes all over, and goes back and forth between pictures. */
function walk(): number[] {
  const { memory, columns } = make();
  const state = new Uint32Array(4);
  seedRandom(state, 11);
  const pictures: { hash: number; snapshot: ReturnType<ColumnSet['snapshot']> }[] = [];
  for (const size of sizes) {
    const before = memory.size;
    memory.grow(size);
    for (let at = Math.max(staticBytes, before); at < size; at += 4096)
      assert.equal(memory.u8[at], 0, `byte ${at} of new memory`);
    for (let i = 0; i < 500; i++) {
      const at = staticBytes + randomBelow(state, size - staticBytes - 8);
      const word = at & ~7;
      memory.i32[word >> 2] = random32(state);
      memory.touch(word, 4);
    }
    pictures.push({ hash: columns.hash(), snapshot: columns.snapshot() });
  }
  for (let i = 0; i < 20; i++) {
    const picture = pictures[randomBelow(state, pictures.length)]!;
    columns.restore(picture.snapshot);
    assert.equal(columns.hash(), picture.hash);
  }
  return pictures.map(({ hash }) => hash);
}

test('memory that grows keeps what was written; pictures of any size are put back', () => {
  const here = globalThis as { WebAssembly?: unknown };
  const { WebAssembly } = here;
  assert.ok(WebAssembly !== undefined);
  const grown = walk();
  try {
    delete here.WebAssembly;
    assert.deepEqual(walk(), grown, 'copied as it grows');
    const refused = (): never => {
      throw new RangeError('no room');
    };
    here.WebAssembly = { Memory: refused };
    assert.deepEqual(walk(), grown, 'refused');
  } finally {
    here.WebAssembly = WebAssembly;
  }
});

test('as it grows its buffer is not copied, and for long not detached', () => {
  const { memory } = make();
  memory.grow(staticBytes + (8 << 20));
  const before = memory.u8;
  memory.grow(200 << 20);
  assert.equal(memory.u8, before);
  assert.ok(before.length > 0);
  memory.grow(270 << 20);
  // A buffer that was moved on is detached, one that was copied is not.
  assert.equal(before.length, 0);
});

test('more than the machine has', () => {
  const { memory } = make();
  memory.grow(budgetBytes);
  assert.throws(() => memory.grow(budgetBytes + 1), OutOfMemory);
});
