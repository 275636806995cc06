import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Site } from '../../src/runtime/births';
import * as map from '../../src/runtime/map';
import { go, inFolder, recorded } from '../golang/types/oracle';
import { Types, Values, kinds, start } from './services';

interface Answer {
  type: string;
  hint: number;
  steps: [inserted: number, objects: number, bytes: number][];
}

function answers(): Answer[] {
  const text = recorded('mapallocs.txt', 'go run testdata/mapallocs.go', () =>
    inFolder((dir) => {
      copyFileSync(join('test/runtime/testdata/mapallocs.go'), join(dir, 'mapallocs.go'));
      return go(['run', 'mapallocs.go'], dir);
    }),
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** Key and element types of the program that was asked. */
const shapes: Record<string, (types: Types) => [key: number, elem: number]> = {
  'map[int]int': (t) => [t.int, t.int],
  'map[int32]bool': (t) => [t.int32, t.scalar('bool', kinds.bool, 1)],
  'map[string]int': (t) => [t.string, t.int],
  'map[string]string': (t) => [t.string, t.string],
  'map[string]struct{}': (t) => [t.string, t.struct()],
  'map[int][]int': (t) => [t.int, t.slice],
  'map[any]int': (t) => [t.any, t.int],
  'map[uint8]uint8': (t) => [t.uint8, t.uint8],
  'map[float64]*int': (t) => [t.float64, t.pointer(t.int)],
  'map[big]int': (t) => [t.array(t.int, 17), t.int],
  'map[int]text40': (t) => [t.int, t.array(t.string, 40)],
  'map[big]big': (t) => [t.array(t.int, 17), t.array(t.int, 17)],
};

test('growing maps allocate as many objects of the same sizes as the real runtime', () => {
  const all = answers();
  assert.ok(all.length > 40);
  for (const { type, hint, steps } of all) {
    const types = new Types();
    const [keyType, elemType] = shapes[type]!(types);
    const typ = types.map(keyType, elemType);
    const rt = start(types, 5);
    const values = new Values(rt, types);
    const { sites } = rt;
    const [last] = steps[steps.length - 1]!;
    // What a key needs besides its place in the map was allocated before.
    const keys = Array.from({ length: 1000 }, (_, n) =>
      values.write(keyType, values.place(keyType), n),
    );
    rt.site = 0;
    const m = map.makemap(rt, typ, Math.max(0, hint), 0);
    const got: Answer['steps'] = [];
    for (let n = 0; ; n++) {
      if (n === 0 || sites.numbers[Site.count] !== got[got.length - 1]![1])
        got.push([n, sites.numbers[Site.count]!, sites.numbers[Site.bytes]!]);
      if (n > last || n === keys.length) break;
      if (hint < 0) map.mapassign(rt, typ, m, keys[n]!);
      else break;
    }
    assert.deepEqual(got.slice(0, steps.length), steps, `${type}, hint ${hint}`);
  }
});
