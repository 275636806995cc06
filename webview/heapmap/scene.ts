/** What the map shows, put together for who draws it, and the same in one sentence. */
import { sayHex } from '../../src/protocol/strings';
import { pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { MapOverview } from '../../src/protocol/views';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { colourTexts } from './mapBar';
import type { Scene } from './paint';

export function sceneOf(
  context: Context,
  overview: MapOverview,
  store: Scene['store'],
  outlines: Pick<Scene, 'selected' | 'hovered' | 'words'>,
): Scene {
  return {
    overview,
    store,
    colour: context.colour.get(),
    ...outlines,
    arenaTitle(arena) {
      const address = sayHex(overview.arenaAddresses[arena]!);
      return t(context, 'map.arena', { number: arena, address });
    },
    chunkTitle(chunk) {
      const first = chunk * pagesPerChunk;
      const arena = Math.floor(first / pagesPerArena);
      const address = overview.arenaAddresses[arena]! + (first % pagesPerArena) * 8192;
      return t(context, 'map.chunk', { number: chunk, address: sayHex(address) });
    },
  };
}

export function sentenceOf(context: Context, overview: MapOverview): string {
  return t(context, 'mapMode.sentence', {
    count: overview.spanCount,
    arenas: overview.arenaCount,
    colour: t(context, colourTexts[context.colour.get()]),
  });
}

/** What the inspector knows of the selected object's contents. */
export function selectedWords(context: Context): Scene['words'] {
  const detail = context.detail.get();
  const elemBytes = detail?.span?.elemBytes[0];
  if (!detail?.words || elemBytes === undefined) return undefined;
  return context.selection.get()?.key === detail.key
    ? { words: detail.words, elemBytes }
    : undefined;
}
