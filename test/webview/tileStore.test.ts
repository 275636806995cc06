/** What the map keeps of the host's answers: a picture stays as long as what it shows does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapTile } from '../../src/protocol/views';
import { createTileStore } from '../../webview/heapmap/tiles';
import { atom } from '../../webview/state/atom';
import type { Context } from '../../webview/state/context';

function tileOf(arena: number, fill: number): MapTile {
  return {
    ...{ arena, pagesPerCell: 64, state: new Uint8Array(128).fill(4) },
    ...{ spanClass: new Uint8Array(128).fill(5), fill: new Uint8Array(128).fill(fill) },
    ...{ starts: new Uint8Array(128), shade: new Uint16Array(128) },
  };
}

test('a new answer that says the same keeps the picture, another does not', async () => {
  const fills = [10, 20];
  const revision = atom(0);
  const asked: number[] = [];
  const context = {
    ...{ revision, colour: atom('class') },
    client: {
      request: (_: string, { arenas }: { arenas: number[] }) => {
        asked.push(...arenas);
        return Promise.resolve({ tiles: arenas.map((arena) => tileOf(arena, fills[arena]!)) });
      },
    },
    report: assert.ifError,
  } as unknown as Context;
  const store = createTileStore(context, () => undefined);
  const answered = async (): Promise<void> => {
    store.want({ arenas: [0, 1], pagesPerCell: 64, blocks: [] });
    while (store.loading()) await new Promise((resolve) => setTimeout(resolve, 0));
  };
  await answered();
  const pictures = [0, 1].map((arena) => {
    const picture = {} as HTMLCanvasElement;
    store.tile(arena)!.bitmap = picture;
    return picture;
  });
  revision.set(1);
  fills[1] = 21;
  await answered();
  assert.deepEqual(asked, [0, 1, 0, 1]);
  assert.equal(store.tile(0)!.revision, 1);
  assert.equal(store.tile(0)!.bitmap, pictures[0]);
  assert.equal(store.tile(1)!.bitmap, undefined);
  assert.equal(store.tile(1)!.tile.fill[0], 21);
});
