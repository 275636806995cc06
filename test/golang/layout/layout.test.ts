/** Layout of types, against the type descriptors of the real compiler. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Layouts, alignUp, target32 } from '../../../src/golang/layout/layout';
import {
  channelHeader,
  channelLayout,
  closureRecord,
  itabSize,
  mapHeader,
  mapLayout,
  mapTable,
  methodValueRecord,
} from '../../../src/golang/layout/records';
import { underlying } from '../../../src/golang/types/predicates';
import { ArrayType, Pointer } from '../../../src/golang/types/types';
import type { Type } from '../../../src/golang/types/types';
import { typ } from '../../../src/golang/types/universe';
import { checkText } from '../types/load';
import { go, inFolder, recorded } from '../types/oracle';

const folder = 'test/golang/layout';

function askGo(): string | undefined {
  return inFolder((dir) => {
    const source = readFileSync(join(folder, 'types.go'), 'utf8');
    const names = [...source.matchAll(/^type ([A-Z]\w*)/gm)].map((m) => m[1] ?? '');
    const calls = names.map((n) => `\tdescribe("${n}", reflect.TypeFor[${n}]())`).join('\n');
    const all = `package main\n\nimport "reflect"\n\nfunc describeAll() {\n${calls}\n}\n`;
    writeFileSync(join(dir, 'go.mod'), 'module layout\n\ngo 1.26\n');
    writeFileSync(join(dir, 'all.go'), all);
    for (const file of ['types.go', 'oracle.go']) copyFileSync(join(folder, file), join(dir, file));
    return go(['run', '.'], dir);
  });
}

function describe(layouts: Layouts, name: string, type: Type): object {
  const u = underlying(type);
  const common = {
    name,
    size: layouts.sizeof(type),
    align: layouts.alignof(type),
    ptrdata: layouts.ptrdata(type),
    direct: layouts.isDirectInterface(type),
  };
  if (u.kind === 'map') {
    const map = mapLayout(layouts, u);
    return {
      ...common,
      group: map.groupSize,
      slot: map.slotSize,
      elemAt: map.elemOffset,
      groupPointers: layouts.pointerOffsets(map.group),
    };
  }
  const pointers = layouts.pointerOffsets(type);
  if (u.kind === 'struct') return { ...common, offsets: layouts.offsetsof(u), pointers };
  return { ...common, pointers };
}

test('sizes, offsets, pointer maps and map groups agree with the compiler', () => {
  const answers = recorded('layout-types.txt', 'go run', askGo).trimEnd().split('\n').slice(1);
  const { result, messages } = checkText(readFileSync(join(folder, 'types.go'), 'utf8'));
  assert.deepEqual(messages, []);
  const layouts = new Layouts();
  assert(answers.length >= 60);
  for (const answer of answers) {
    const wanted = JSON.parse(answer) as Record<string, unknown> & { name: string };
    const obj = result.package.scope.lookup(wanted.name);
    assert(obj !== undefined, wanted.name);
    const got = describe(layouts, wanted.name, obj.type) as Record<string, unknown>;
    // Large types have no ready-made mask in the descriptor.
    for (const key of ['pointers', 'groupPointers']) if (wanted[key] === null) got[key] = null;
    assert.deepEqual(got, wanted);
  }
});

test('records of the runtime', () => {
  const layouts = new Layouts();
  assert.equal(layouts.sizeof(mapHeader), 48);
  assert.deepEqual(layouts.pointerOffsets(mapHeader), [16]);
  assert.equal(layouts.sizeof(mapTable), 32);
  assert.equal(layouts.sizeof(channelHeader), 112);
  assert.equal(layouts.ptrdata(channelHeader), 104);
  assert.equal(itabSize(1), 32);
  assert.equal(itabSize(3), 48);
  const closure = closureRecord([
    { type: typ.int, byReference: false },
    { type: typ.string, byReference: true },
  ]);
  assert.equal(layouts.sizeof(closure), 24);
  assert.deepEqual(layouts.pointerOffsets(closure), [16]);
  assert.equal(layouts.sizeof(methodValueRecord(typ.string, false)), 24);
  assert.equal(layouts.sizeof(methodValueRecord(typ.string, true)), 32);
  assert.deepEqual(channelLayout(layouts, typ.int, 4), {
    headerSize: 112,
    inlineBytes: 32,
    separateBytes: 0,
  });
  assert.deepEqual(channelLayout(layouts, typ.string, 4), {
    headerSize: 112,
    inlineBytes: 0,
    separateBytes: 64,
  });
});

test('32-bit targets align to 4 bytes', () => {
  const layouts = new Layouts(target32);
  assert.equal(layouts.alignof(typ.int64), 4);
  assert.equal(layouts.sizeof(typ.int), 4);
  assert.equal(layouts.sizeof(typ.string), 8);
  assert.equal(layouts.alignof(typ.complex128), 4);
  assert.deepEqual(layouts.tupleLayout([typ.int32, typ.int64]), {
    offsets: [0, 4],
    size: 12,
    align: 4,
  });
});

test('laws: arrays repeat, masks end at ptrdata, alignment divides size', () => {
  const layouts = new Layouts();
  const { result } = checkText(readFileSync(join(folder, 'types.go'), 'utf8'));
  for (const obj of result.package.scope.objects()) {
    if (obj.kind !== 'typename') continue;
    const { type } = obj;
    const size = layouts.sizeof(type);
    assert.equal(size % layouts.alignof(type), 0, obj.name);
    assert.equal(alignUp(size, 8) >= layouts.ptrdata(type), true);
    const offsets = layouts.pointerOffsets(type);
    const last = offsets[offsets.length - 1];
    assert.equal(layouts.ptrdata(type), last === undefined ? 0 : last + 8, obj.name);
    const array = new ArrayType(3, type);
    assert.equal(layouts.sizeof(array), 3 * size);
    assert.deepEqual(
      layouts.pointerOffsets(array),
      [0, 1, 2].flatMap((i) => offsets.map((offset) => offset + i * size)),
    );
    assert.equal(layouts.sizeof(new Pointer(type)), 8);
  }
});
