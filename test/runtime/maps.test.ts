import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random32, seedRandom } from '../../src/base/prng';
import { typequal } from '../../src/runtime/alg';
import { Site } from '../../src/runtime/births';
import { Fault, faultKind, faultType } from '../../src/runtime/fault';
import * as map from '../../src/runtime/map';
import { directoryAt } from '../../src/runtime/maps/directory';
import * as fields from '../../src/runtime/maps/fields';
import * as group from '../../src/runtime/maps/group';
import { getSlot, mapType } from '../../src/runtime/maps/map';
import { hashOf, maxGrowthLeft } from '../../src/runtime/maps/table';
import type { Off } from '../../src/runtime/memory';
import type { Runtime } from '../../src/runtime/runtime';
import { Types, Values, start } from './services';

/** Map types by what is special about them. */
const shapes: Record<string, (types: Types) => [key: number, elem: number]> = {
  'map[int]int': (t) => [t.int, t.int],
  'map[int32]uint8': (t) => [t.int32, t.uint8],
  'map[string]int': (t) => [t.string, t.int],
  'map[string]string': (t) => [t.string, t.string],
  'map[string]struct{}': (t) => [t.string, t.struct()],
  'map[any]int': (t) => [t.any, t.int],
  'map[float64]*int': (t) => [t.float64, t.pointer(t.int)],
  'map[struct{string; int}][]int': (t) => [t.struct(t.string, t.int), t.slice],
  'map[[40]int]int': (t) => [t.array(t.int, 40), t.int],
  'map[int][40]string': (t) => [t.int, t.array(t.string, 40)],
  'map[[17]string][136]uint8': (t) => [t.array(t.string, 17), t.array(t.uint8, 136)],
  'map[uint8]uint8': (t) => [t.uint8, t.uint8],
};

interface Rig {
  rt: Runtime;
  values: Values;
  typ: number;
  key: Off;
  keyType: number;
  elemType: number;
}

function rig(shape: string, seed: number): Rig {
  const types = new Types();
  const [keyType, elemType] = shapes[shape]!(types);
  const typ = types.map(keyType, elemType);
  const rt = start(types, seed);
  const values = new Values(rt, types);
  return { rt, values, typ, key: values.place(keyType), keyType, elemType };
}

/** Slices cannot be written by number. */
function writable({ values, elemType }: Rig): boolean {
  return values.types.all[elemType]!.name !== '[]int';
}

function assign(r: Rig, m: Off, n: number, elem: number): string {
  const { rt, values, typ } = r;
  const at = map.mapassign(rt, typ, m, values.write(r.keyType, r.key, n));
  assert.ok(at > 0);
  if (writable(r)) values.write(r.elemType, at, elem);
  return values.read(r.keyType, r.key);
}

/** Checks what a map says of itself against what is in it; returns its keys. */
function invariants({ rt, typ, values, keyType }: Rig, m: Off): string[] {
  const type = mapType(rt, typ);
  const keys: string[] = [];
  const used = map.maplen(rt, m);
  const inGroups = (groups: Off, count: number): { full: number; deleted: number } => {
    let full = 0;
    let deleted = 0;
    for (let i = 0; i < count; i++) {
      const g = groups + i * type.map.groupSize;
      for (let slot = 0; slot < 8; slot++) {
        const ctrl = rt.mem.u8[g + slot]!;
        if (ctrl === group.ctrlDeleted) deleted++;
        else if (ctrl !== group.ctrlEmpty) {
          full++;
          const key = group.keyOf(rt, type, group.slotAt(type, g, slot));
          if (typequal(rt, keyType, key, key) === 0) continue;
          assert.equal(ctrl, hashOf(rt, type, m, key) & 0x7f, 'control byte');
          assert.equal(getSlot(rt, type, m, key), group.slotAt(type, g, slot), 'found again');
          keys.push(values.read(keyType, key));
        }
      }
    }
    return { full, deleted };
  };
  const dirLen = rt.mem.i32[(m + fields.MapField.dirLen) >> 2]!;
  if (dirLen === 0) {
    const g = rt.mem.loadPtr(m + fields.MapField.dirPtr);
    if (g === 0) assert.equal(used, 0);
    else assert.equal(inGroups(g, 1).full, used);
    return keys;
  }
  const depth = rt.mem.u8[m + fields.MapField.globalDepth]!;
  assert.equal(dirLen, 1 << depth);
  assert.equal(rt.mem.u8[m + fields.MapField.globalShift], 64 - depth);
  let sum = 0;
  for (let i = 0; i < dirLen;) {
    const t = directoryAt(rt, m, i);
    assert.equal(fields.tableIndex(rt, t), i, 'index of the first entry');
    const entries = 1 << (depth - fields.localDepth(rt, t));
    for (let j = 0; j < entries; j++) assert.equal(directoryAt(rt, m, i + j), t);
    const count = fields.lengthMask(rt, t) + 1;
    assert.equal(fields.tableCapacity(rt, t), 8 * count);
    const { full, deleted } = inGroups(fields.groupsData(rt, t), count);
    assert.equal(fields.tableUsed(rt, t), full);
    assert.equal(fields.growthLeft(rt, t), maxGrowthLeft(rt, t) - full - deleted);
    if (deleted > 0) assert.equal(rt.mem.u8[m + fields.MapField.tombstonePossible], 1);
    sum += full;
    i += entries;
  }
  assert.equal(sum, used);
  return keys;
}

for (const shape of Object.keys(shapes)) {
  test(`${shape}: any sequence of operations is that of a map`, () => {
    const r = rig(shape, 7);
    const { rt, values, typ } = r;
    const random = new Uint32Array(4);
    seedRandom(random, 99);
    const draw = (n: number): number => random32(random) % n;
    const m = map.makemap(rt, typ, 0, 0);
    const model = new Map<string, string>();
    const elem = values.place(r.elemType);
    const space = shape === 'map[uint8]uint8' ? 256 : 1500;
    // Phases that mostly add and mostly remove, so that tables grow, empty and fill with
    // tombstones.
    for (let step = 0; step < 9000; step++) {
      const growing = Math.floor(step / 3000) !== 1;
      const n = draw(space);
      const what = draw(100);
      if (what < (growing ? 60 : 25)) {
        const value = draw(200);
        const key = assign(r, m, n, value);
        model.set(
          key,
          writable(r) ? values.read(r.elemType, values.write(r.elemType, elem, value)) : '',
        );
      } else if (what < (growing ? 75 : 80)) {
        assert.equal(map.mapdelete(rt, typ, m, values.write(r.keyType, r.key, n)), 0);
        model.delete(values.read(r.keyType, r.key));
      } else if (what < 99) {
        const at = map.mapaccess(rt, typ, m, values.write(r.keyType, r.key, n));
        const expected = model.get(values.read(r.keyType, r.key));
        assert.equal(at > 0, expected !== undefined);
        if (at > 0 && writable(r)) assert.equal(values.read(r.elemType, at), expected);
      } else if (draw(60) === 0) {
        map.mapclear(rt, typ, m);
        model.clear();
      }
      assert.equal(map.maplen(rt, m), model.size);
      if (step % 500 === 0) {
        assert.deepEqual(invariants(r, m).sort(), [...model.keys()].sort());
      }
    }
    assert.deepEqual(invariants(r, m).sort(), [...model.keys()].sort());
    const copy = map.mapclone(rt, typ, m);
    map.mapclear(rt, typ, m);
    assert.deepEqual(invariants(r, copy).sort(), [...model.keys()].sort());
  });
}

/** Keys that an iteration shows, as texts; `during` may change the map. */
function iterate(r: Rig, m: Off, during: (key: string, step: number) => void): string[] {
  const { rt, values, typ } = r;
  const it = values.place(values.types.array(values.types.int, 12));
  map.mapiterinit(rt, typ, m, it);
  const keys: string[] = [];
  while (map.mapiternext(rt, typ, it)) {
    const key = values.read(r.keyType, rt.mem.loadPtr(it));
    keys.push(key);
    during(key, keys.length);
    assert.ok(keys.length < 1e5, 'an endless iteration');
  }
  assert.equal(rt.mem.loadPtr(it), 0);
  return keys;
}

test('iteration shows each entry once, in an order that differs between iterations', () => {
  for (const size of [0, 1, 5, 8, 9, 14, 30, 500, 900, 5000]) {
    const r = rig('map[int]int', size + 1);
    const m = map.makemap(r.rt, r.typ, 0, 0);
    for (let n = 0; n < size; n++) assign(r, m, n, n);
    const orders = new Set<string>();
    const expected = Array.from({ length: size }, (_, n) => String(n)).sort();
    for (let i = 0; i < 8; i++) {
      const keys = iterate(r, m, () => undefined);
      orders.add(keys.join());
      assert.deepEqual(keys.sort(), expected);
    }
    if (size >= 5) assert.ok(orders.size > 2, `${orders.size} orders of ${size} keys`);
  }
  const r = rig('map[int]int', 1);
  assert.deepEqual(
    iterate(r, 0, () => undefined),
    [],
  );
});

test('an iteration under changes shows what stays exactly once and nothing that is gone', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const r = rig(seed % 2 === 0 ? 'map[int]int' : 'map[string]int', seed);
    const { rt, typ, values } = r;
    const random = new Uint32Array(4);
    seedRandom(random, seed);
    const draw = (n: number): number => random32(random) % n;
    const m = map.makemap(rt, typ, seed % 3 === 0 ? 40 : 0, 0);
    const size = [3, 8, 20, 200, 1000, 2500][seed % 6]!;
    const before = new Set<string>();
    for (let n = 0; n < size; n++) before.add(assign(r, m, n, n));
    const now = new Set(before);
    const stays = new Set(before);
    let next = size;
    // More is added than removed, so that tables grow, split and double the directory meanwhile.
    const keys = iterate(r, m, (key) => {
      assert.ok(now.has(key), `${key} was removed before`);
      for (let i = 0; i < 3; i++) {
        if (draw(10) < 4) {
          now.add(assign(r, m, next++, 0));
          if (next > 8 * size) next = size;
        } else if (draw(10) < 3) {
          map.mapdelete(rt, typ, m, values.write(r.keyType, r.key, draw(next)));
          const gone = values.read(r.keyType, r.key);
          now.delete(gone);
          stays.delete(gone);
        }
      }
    });
    const shown = new Set(keys);
    assert.equal(shown.size, keys.length, 'no key twice');
    for (const key of stays) assert.ok(shown.has(key), `${key} was not shown (seed ${seed})`);
    assert.deepEqual(invariants(r, m).sort(), [...now].sort());
  }
});

test('an iteration shows elements as they are now, and ends early when the map is cleared', () => {
  const r = rig('map[int]int', 3);
  const { rt, typ, values } = r;
  const m = map.makemap(rt, typ, 0, 0);
  for (let n = 0; n < 8; n++) assign(r, m, n, 1);
  const it = values.place(values.types.array(values.types.int, 12));
  map.mapiterinit(rt, typ, m, it);
  map.mapiternext(rt, typ, it);
  for (let n = 0; n < 600; n++) assign(r, m, n, 2);
  let shown = 1;
  while (map.mapiternext(rt, typ, it)) {
    shown++;
    assert.equal(rt.mem.i32[rt.mem.loadPtr(it + 8) >> 2], 2);
  }
  assert.equal(shown, 8);
  const cleared = iterate(r, m, (_, step) => {
    if (step === 10) map.mapclear(rt, typ, m);
  });
  assert.equal(cleared.length, 10);
});

test('NaN keys are never found, are all shown, and leave only by clear', () => {
  const r = rig('map[float64]*int', 5);
  const { rt, typ } = r;
  const m = map.makemap(rt, typ, 0, 0);
  rt.mem.f64[r.key >> 3] = NaN;
  for (let n = 1; n <= 100; n++) {
    assert.ok(map.mapassign(rt, typ, m, r.key) > 0);
    assert.equal(map.maplen(rt, m), n);
  }
  assert.equal(map.mapaccess(rt, typ, m, r.key), 0);
  map.mapdelete(rt, typ, m, r.key);
  let added = 0;
  const keys = iterate(r, m, () => {
    if (added++ < 100) map.mapassign(rt, typ, m, r.key);
  });
  assert.ok(keys.length >= 100 && keys.every((key) => key === 'NaN'));
  map.mapclear(rt, typ, m);
  assert.equal(map.maplen(rt, m), 0);
  // Both zeros are one key, and the one assigned last stays.
  rt.mem.f64[r.key >> 3] = 0;
  map.mapassign(rt, typ, m, r.key);
  rt.mem.f64[r.key >> 3] = -0;
  map.mapassign(rt, typ, m, r.key);
  assert.equal(map.maplen(rt, m), 1);
  const slot = getSlot(rt, mapType(rt, typ), m, r.key);
  assert.ok(Object.is(rt.mem.f64[slot >> 3], -0));
});

test('keys that cannot be hashed, and nil maps', () => {
  const r = rig('map[any]int', 1);
  const { rt, typ, values } = r;
  const { slice } = values.types;
  const m = map.makemap(rt, typ, 0, 0);
  const bad = (at: Off): Off => {
    rt.mem.storePtr(at, rt.statics.typesStart + 64 * slice);
    rt.mem.storePtr(at + 8, values.place(slice));
    return at;
  };
  const check = (result: number, kind: Fault): void => {
    assert.equal(faultKind(result), kind);
    assert.equal(faultType(result), slice);
  };
  check(map.mapaccess(rt, typ, m, bad(r.key)), Fault.unhashableKey);
  check(map.mapdelete(rt, typ, 0, r.key), Fault.unhashableKey);
  check(map.mapassign(rt, typ, m, r.key), Fault.unhashable);
  assert.equal(faultKind(map.mapassign(rt, typ, 0, r.key)), Fault.nilMap);
  assign(r, m, 1, 1);
  check(map.mapaccess(rt, typ, m, bad(r.key)), Fault.unhashable);
  check(map.mapdelete(rt, typ, m, r.key), Fault.unhashable);
  rt.mem.zero(r.key, 16);
  assert.equal(map.mapaccess(rt, typ, m, r.key), 0);
  assert.equal(map.mapaccess(rt, typ, 0, r.key), 0);
  assert.equal(map.maplen(rt, 0), 0);
});

test('a struct key says which type in it cannot be hashed', () => {
  const types = new Types();
  const key = types.struct(types.int, types.any);
  const typ = types.map(key, types.int);
  const inner = types.struct(types.slice);
  const rt = start(types);
  const values = new Values(rt, types);
  const at = values.place(key);
  rt.mem.storePtr(at + 8, rt.statics.typesStart + 64 * inner);
  rt.mem.storePtr(at + 16, values.place(inner));
  const result = map.mapassign(rt, typ, map.makemap(rt, typ, 0, 0), at);
  assert.equal(faultType(result), inner);
});

test('a map in a frame uses the group the compiler put there', () => {
  const r = rig('map[int]int', 2);
  const { rt, typ, values } = r;
  const frame = values.place(values.types.array(values.types.int, 6 + 17));
  group.setEmpty(rt, frame + 48);
  rt.mem.storePtr(frame + fields.MapField.dirPtr, frame + 48);
  const m = map.makemap(rt, typ, 0, frame);
  assert.equal(m, frame);
  rt.site = 0;
  for (let n = 0; n < 8; n++) assign(r, m, n, n);
  assert.equal(rt.sites.numbers[Site.count], 0, 'nothing was allocated');
  assign(r, m, 8, 8);
  assert.equal(invariants(r, m).length, 9);
});
