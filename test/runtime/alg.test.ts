import assert from 'node:assert/strict';
import { test } from 'node:test';
import { efaceeq, memhash, typehash, typequal } from '../../src/runtime/alg';
import { Fault, faultKind, faultType } from '../../src/runtime/fault';
import { getitab, methodOf, missingMethod } from '../../src/runtime/iface';
import { mallocgc } from '../../src/runtime/malloc';
import type { TypeDesc } from '../../src/runtime/type';
import { Types, Values, kinds, start } from './services';

test('equal values have equal hashes, and different ones seldom do', () => {
  const types = new Types();
  const { int, int32, uint8, string, any, float64 } = types;
  const ids = [
    int,
    int32,
    uint8,
    string,
    any,
    float64,
    types.array(string, 3),
    types.array(uint8, 13),
    types.struct(int, string, uint8),
    types.struct(int32, int32),
    types.pointer(int),
  ];
  const rt = start(types);
  const values = new Values(rt, types);
  for (const id of ids) {
    const a = Array.from({ length: 200 }, (_, n) => values.write(id, values.place(id), n));
    const b = Array.from({ length: 200 }, (_, n) => values.write(id, values.place(id), n));
    const hashes = new Set<number>();
    for (let i = 0; i < 200; i++) {
      hashes.add(typehash(rt, id, a[i]!, 7));
      assert.equal(typehash(rt, id, a[i]!, 7), typehash(rt, id, b[i]!, 7));
      assert.notEqual(typehash(rt, id, a[i]!, 7), typehash(rt, id, a[i]!, 8));
      for (const j of [0, i, 199 - i])
        assert.equal(typequal(rt, id, a[i]!, b[j]!), i === j ? 1 : 0, types.all[id]!.name);
    }
    assert.ok(hashes.size >= 199, `${types.all[id]!.name}: ${hashes.size} hashes`);
  }
});

test('the bits of a hash that choose tables, groups and control bytes are spread evenly', () => {
  const types = new Types();
  const rt = start(types);
  const at = mallocgc(rt, 8, -1, true);
  const counts = [new Uint32Array(128), new Uint32Array(128), new Uint32Array(128)];
  for (let n = 0; n < 128 * 256; n++) {
    rt.mem.i32[at >> 2] = n * 8;
    const hash = typehash(rt, types.int, at, 12345);
    counts[0]![hash & 127]!++;
    counts[1]![(hash >>> 7) & 127]!++;
    counts[2]![hash >>> 25]!++;
  }
  // 256 in each bucket but for chance: chi-squared with 127 degrees of freedom.
  for (const bucket of counts) {
    const chi = bucket.reduce((sum, count) => sum + (count - 256) ** 2 / 256, 0);
    assert.ok(chi < 190, `chi-squared is ${chi}`);
  }
});

test('the hash of bytes does not depend on where they stand', () => {
  const rt = start(new Types());
  const at = mallocgc(rt, 256, -1, true);
  for (let length = 0; length < 40; length++) {
    const hashes = [0, 1, 2, 3, 64].map((offset) => {
      for (let i = 0; i < length; i++) rt.mem.u8[at + offset + i] = i * 37;
      return memhash(rt, at + offset, 5, length);
    });
    assert.deepEqual(new Set(hashes).size, 1);
  }
});

test('interfaces: nil, different types, values that cannot be compared', () => {
  const types = new Types();
  const inner = types.struct(types.int, types.slice);
  const pointer = types.pointer(types.int);
  const rt = start(types);
  const values = new Values(rt, types);
  const box = (typ: number, data: number): number => {
    const at = values.place(types.any);
    if (typ >= 0) rt.mem.storePtr(at, rt.statics.typesStart + 64 * typ);
    rt.mem.storePtr(at + 8, data);
    return at;
  };
  const number = (n: number): number => values.write(types.int, values.place(types.int), n);
  assert.equal(efaceeq(rt, box(-1, 0), box(-1, 0)), 1);
  assert.equal(efaceeq(rt, box(-1, 0), box(types.int, number(0))), 0);
  assert.equal(efaceeq(rt, box(types.int, number(4)), box(types.int, number(4))), 1);
  assert.equal(efaceeq(rt, box(types.int, number(4)), box(types.int, number(5))), 0);
  assert.equal(efaceeq(rt, box(types.int, number(4)), box(types.int32, number(4))), 0);
  assert.equal(efaceeq(rt, box(pointer, 128), box(pointer, 128)), 1);
  assert.equal(efaceeq(rt, box(pointer, 128), box(pointer, 136)), 0);
  const bad = efaceeq(rt, box(inner, values.place(inner)), box(inner, values.place(inner)));
  assert.equal(faultKind(bad), Fault.uncomparable);
  assert.equal(faultType(bad), inner);
  assert.equal(efaceeq(rt, box(inner, 128), box(types.slice, 128)), 0, 'types are compared first');
});

test('parts are compared in order up to the first difference', () => {
  const types = new Types();
  const pair = types.struct(types.any, types.any);
  const rt = start(types);
  const values = new Values(rt, types);
  const make = (first: number, second: number): number => {
    const at = values.place(pair);
    rt.mem.storePtr(at, rt.statics.typesStart + 64 * first);
    rt.mem.storePtr(at + 8, values.place(first));
    rt.mem.storePtr(at + 16, rt.statics.typesStart + 64 * second);
    rt.mem.storePtr(at + 24, values.place(second));
    return at;
  };
  const { int, string, slice } = types;
  assert.equal(typequal(rt, pair, make(int, slice), make(string, slice)), 0);
  const bad = typequal(rt, pair, make(int, slice), make(int, slice));
  assert.equal(faultType(bad), slice);
});

test('methods of a type for an interface, and the first one missing', () => {
  const types = new Types();
  const add = (desc: Partial<TypeDesc>): number => {
    const id = types.struct();
    types.all[id] = { ...types.all[id]!, ...desc };
    return id;
  };
  const method = (name: string, func: number, type = 0, pkg = ''): TypeDesc['methods'][number] => ({
    name,
    pkg,
    func,
    type,
  });
  const reader = add({ kind: kinds.interface, methods: [method('Read', -1)] });
  const both = add({
    kind: kinds.interface,
    methods: [method('Read', -1), method('Write', -1, 3), method('own', -1, 0, 'p')],
  });
  const file = add({
    methods: [
      method('Close', 10),
      method('Read', 11),
      method('Write', 12, 3),
      method('own', 13, 0, 'q'),
      method('own', 14, 0, 'p'),
    ],
  });
  const pipe = add({ methods: [method('Read', 20), method('Write', 21, 2)] });
  const rt = start(types);
  assert.equal(missingMethod(rt, file, reader), -1);
  assert.equal(missingMethod(rt, file, both), -1);
  assert.equal(missingMethod(rt, pipe, reader), -1);
  assert.equal(missingMethod(rt, pipe, both), 1, 'Write has another signature');
  assert.equal(missingMethod(rt, types.int, both), 0);
  assert.deepEqual(
    [0, 1, 2].map((m) => methodOf(rt, both, file, m)),
    [11, 12, 14],
  );
  assert.equal(methodOf(rt, reader, pipe, 0), 20);
});

test('the table of itabs grows and still finds all', () => {
  const types = new Types();
  const inter = types.struct();
  const first = types.all.length;
  for (let i = 0; i < 1500; i++) {
    const id = types.struct();
    types.all[id] = { ...types.all[id]!, methods: [{ name: 'M', pkg: '', func: i, type: 0 }] };
  }
  types.all[inter] = {
    ...types.all[inter]!,
    methods: [{ name: 'M', pkg: '', func: -1, type: 0 }],
  };
  const rt = start(types);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 1500; i++) assert.equal(methodOf(rt, inter, first + i, 0), i);
  }
  assert.equal(rt.itabs.count.entries[0], 1500);
  assert.equal(getitab(rt, inter, types.int), -1);
});
