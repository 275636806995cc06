/** How the cards of the Ps share the room. */

/** Tiles that one row of a card has room for. */
const tilesPerRow = 4;
/** Rows of cards that one card may take. */
const rowsMax = 3;

/**
 * Beside a mcache that holds far more spans than the others, these stand one over the other: in
 * rows of equal height most of their cards would be empty.
 */
export function spanRows(cards: readonly HTMLElement[], tiles: readonly number[]): void {
  const all = tiles.reduce((sum, count) => sum + count, 0);
  // Two have nothing to stand over.
  if (tiles.length < 3) return;
  tiles.forEach((count, at) => {
    const others = (all - count) / (tiles.length - 1);
    const rows = Math.min(rowsMax, Math.round(count / Math.max(tilesPerRow, others)));
    if (rows > 1) cards[at]!.style.gridRow = `span ${rows}`;
  });
}
