/** What the map keeps of the host's answers: a picture stays as long as what it shows does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapTile } from '../../src/protocol/views';
import type { Palette } from '../../webview/heapmap/palette';
import { pictureOf } from '../../webview/heapmap/tilePicture';
import { createTileStore } from '../../webview/heapmap/tiles';
import type { TileStore } from '../../webview/heapmap/tiles';
import { atom } from '../../webview/state/atom';
import type { Atom } from '../../webview/state/atom';
import type { Context } from '../../webview/state/context';

function tileOf(arena: number, fill: number, spanClass = 5): MapTile {
  return {
    ...{ arena, pagesPerCell: 64, state: new Uint8Array(128).fill(4) },
    ...{ spanClass: new Uint8Array(128).fill(spanClass), fill: new Uint8Array(128).fill(fill) },
    ...{ starts: new Uint8Array(128), shade: new Uint16Array(128) },
  };
}

const palette = {
  background: 1,
  state: [],
  sizeClass: [0, 7, 8, 9],
  muted: 2,
} as unknown as Palette;

/** A store whose host has these tiles, and how often it was told that something came. */
function storeOf(tiles: MapTile[]): {
  store: TileStore;
  revision: Atom<number>;
  asked: number[];
  answered(): Promise<void>;
} {
  const revision = atom(0);
  const asked: number[] = [];
  const context = {
    ...{ revision, colour: atom('class'), range: atom(undefined) },
    client: {
      request: (_: string, { arenas }: { arenas: number[] }) => {
        asked.push(...arenas);
        return Promise.resolve({ tiles: arenas.map((arena) => tiles[arena]!) });
      },
    },
    report: assert.ifError,
  } as unknown as Context;
  const store = createTileStore(context, () => undefined);
  const answered = async (): Promise<void> => {
    store.want({ arenas: tiles.map(({ arena }) => arena), pagesPerCell: 64, blocks: [] });
    while (store.loading()) await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, revision, asked, answered };
}

const always = (): boolean => true;
const never = (): boolean => false;

test('a new answer that looks the same keeps the picture, another does not', async () => {
  const tiles = [tileOf(0, 10), tileOf(1, 20)];
  const { store, revision, asked, answered } = storeOf(tiles);
  await answered();
  const pictures = [0, 1].map((arena) => pictureOf(store.tile(arena)!, palette, always));
  revision.set(1);
  // How full a span is has no colour in this mode; its class has.
  tiles[0] = tileOf(0, 11);
  tiles[1] = tileOf(1, 20, 6);
  await answered();
  assert.deepEqual(asked, [0, 1, 0, 1]);
  assert.equal(store.tile(0)!.revision, 1);
  assert.equal(store.tile(0)!.tile.fill[0], 11);
  assert.equal(pictureOf(store.tile(0)!, palette, never), pictures[0]);
  // Until there is time for another one, the old picture stands.
  assert.equal(pictureOf(store.tile(1)!, palette, never), pictures[1]);
  const made = pictureOf(store.tile(1)!, palette, always)!;
  assert.notEqual(made, pictures[1]);
  assert.deepEqual([pictures[1]!.cells[0], made.cells[0]], [8, 9]);
});

test('an answer that is what was there before is nothing new', async () => {
  const { store, revision, answered } = storeOf([tileOf(0, 10)]);
  await answered();
  const version = store.version();
  revision.set(1);
  await answered();
  assert.equal(store.tile(0)!.revision, 1);
  assert.equal(store.version(), version);
});
