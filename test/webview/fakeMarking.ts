/** What the toy heap has to say to the Marking mode: a cycle in the middle of its work. */
import type { Key } from '../../src/protocol/keys';
import type {
  Alive,
  MarkColour,
  MarkCounts,
  MarkEdge,
  Marking,
  MarkObject,
} from '../../src/protocol/marking';
import { PageState } from '../../src/protocol/views';
import { procs } from './model';
import type { ToyHeap, ToySpan } from './model';

const counts = (some: Partial<MarkCounts>): MarkCounts => ({
  ...{ white: 0, grey: 0, black: 0, live: 0, dead: 0, none: 0 },
  ...some,
});

/** Objects as [slot, colour, distance, slots pointed at]. */
const plan: readonly (readonly [number, MarkColour, number, readonly number[]])[] = [
  [0, 'black', 1, [1, 2]],
  [1, 'grey', 2, [3]],
  [2, 'black', 2, [3, 4]],
  [3, 'white', 3, [5]],
  [4, 'grey', 3, []],
  [5, 'white', 4, []],
  [6, 'white', 0, [7]],
  [7, 'white', 0, []],
];

export function markingOf(heap: ToyHeap, hostile = ''): Marking {
  const span = [...heap.spans.values()].find(({ state, nelems }) => isFit(state, nelems));
  const objects = span === undefined ? [] : plan.map((one) => object(span, one, hostile));
  const keys = objects.map(({ key }) => key);
  return {
    tick: heap.tick,
    readable: true,
    phase: 'drain',
    cycle: 3,
    barrier: true,
    work: {
      ...{ rootsDone: 31, rootJobs: 31, scanned: 81_920, expected: 262_144, marked: 96_000 },
      ...{ heapLive: heap.heapLive, trigger: 4 << 20, goal: heap.goal, credit: 2048 },
    },
    queues: Array.from({ length: procs }, (_, p) => ({
      p,
      objects: {
        total: p === 0 ? 2 : 0,
        items: p === 0 ? keys.slice(3, 5).map((key) => ({ key, label: 'node' })) : [],
      },
      spans: p === 0 && span ? [{ key: `span:${span.id}` as const, label: 'node', grey: 2 }] : [],
      spansTotal: p === 0 && span ? 1 : 0,
      spansShared: 0,
      barrier: p === 1 ? [keys[1], undefined] : [],
      barrierTotal: p === 1 ? 2 : 0,
      ...(p === 0 ? { worker: 'dedicated' as const } : {}),
      ...(p === 0 && keys[0] && keys[1] ? { last: keys[0], next: keys[1] } : {}),
    })),
    shared: { total: 0, items: [] },
    assists: [{ key: 'g:1', g: 1, bytes: -2048 }],
    graph: {
      counts: counts({ white: 204, grey: 2, black: 90 }),
      objectsTotal: 296,
      bytesTotal: 48_000,
      reachable: 280,
      unreachable: 16,
      unreachableBytes: 1024,
      roots: [
        {
          id: 'r0',
          kind: 'variable',
          key: 'frame:1:0',
          name: hostile || 'list',
          where: { id: 'marking.inFrame', args: { func: 'main.work', g: 1 } },
          scanned: true,
          edges: keys[0] ? [{ to: keys[0], name: '', count: 1 }] : [],
        },
      ],
      rootsTotal: 1,
      objects,
      groups: [
        {
          id: 'program1',
          area: 'program',
          label: hostile || 'node',
          count: 288,
          bytes: 46_000,
          counts: counts({ white: 198, black: 90 }),
          key: keys[5] ?? 'slot:0:0',
        },
      ],
    },
  };
}

const isFit = (state: PageState, nelems: number): boolean =>
  state === PageState.heap && nelems > plan.length;

function object(
  { id, page, elemBytes, spanClass }: ToySpan,
  [slot, colour, distance, targets]: (typeof plan)[number],
  hostile: string,
): MarkObject {
  const edges: MarkEdge[] = targets.map((to, i) => ({
    to: `slot:${id}:${to}`,
    name: hostile || ['next', 'left'][i]!,
    count: 1,
  }));
  if (slot === 5) edges.push({ to: 'program1', name: 'next', count: 3 });
  return {
    key: `slot:${id}:${slot}`,
    label: hostile || 'node',
    address: 0xc000000000 + page * 8192 + slot * elemBytes,
    bytes: elemBytes,
    spanClass,
    value: hostile || '{next: 0xc000030520}',
    colour,
    bornBlack: slot === 2,
    distance,
    edges,
  };
}

export function aliveOf(heap: ToyHeap, key: Key, hostile = ''): Alive {
  const label = hostile || 'node';
  return {
    tick: heap.tick,
    answer: {
      ...{ key, label, bytes: 48, reachable: true, skipped: 0 },
      path: [
        { id: 'r0', key: 'frame:1:0', label: 'list', field: '' },
        { id: key, key, label, field: 'next' },
      ],
      ...{ retainedBytes: 4800, retainedObjects: 100, holds: [], holdsTotal: 0 },
    },
  };
}
