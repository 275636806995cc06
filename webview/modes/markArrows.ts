/**
 * Arrows of the Marking mode's board. They repeat what the boxes say in words, so they are hidden
 * from assistive technology. Those at the box that is selected or has the focus, and those on the
 * way that keeps the selection alive, are drawn last and bold, with the names of their fields.
 */
import type { AliveAnswer, MarkEdge, MarkGraph } from '../../src/protocol/marking';
import { apply } from '../dom';

const svgSpace = 'http://www.w3.org/2000/svg';

interface MarkArrows {
  readonly element: SVGSVGElement;
  draw(graph: MarkGraph | undefined, alive: AliveAnswer | undefined): void;
}

export function createMarkArrows(board: HTMLElement): MarkArrows {
  const element = document.createElementNS(svgSpace, 'svg');
  apply(element, { class: 'arrows', 'aria-hidden': 'true' });

  function draw(graph: MarkGraph | undefined, alive: AliveAnswer | undefined): void {
    const frame = board.getBoundingClientRect();
    if (frame.width === 0 || graph === undefined) {
      element.replaceChildren();
      return;
    }
    const ends = new Map<string, HTMLElement>();
    for (const one of board.querySelectorAll<HTMLElement>('[data-end]'))
      ends.set(one.dataset['end']!, one);
    const path = new Set<string>();
    alive?.path.forEach(({ id }, at) => {
      if (at > 0) path.add(`${alive.path[at - 1]!.id} ${id}`);
    });
    const layers: Record<Look, SVGElement[]> = { quiet: [], lit: [], path: [] };
    const all = [
      ...graph.roots.map(({ id, edges }) => ({ id, edges })),
      ...graph.objects.map(({ key, edges }) => ({ id: key as string, edges })),
    ];
    for (const { id, edges } of all) {
      const from = ends.get(id);
      if (from === undefined) continue;
      for (const edge of edges) {
        const to = ends.get(edge.to);
        if (to === undefined) continue;
        const look = lookOf(from, to, path.has(`${id} ${edge.to}`));
        layers[look].push(...arrow(place(from, frame), place(to, frame), look, edge));
      }
    }
    apply(element, { width: String(board.scrollWidth), height: String(board.scrollHeight) });
    element.replaceChildren(...layers.quiet, ...layers.lit, ...layers.path);
  }
  return { element, draw };
}

type Look = 'quiet' | 'lit' | 'path';

function lookOf(from: HTMLElement, to: HTMLElement, onPath: boolean): Look {
  if (onPath) return 'path';
  const isLit = (one: HTMLElement): boolean =>
    one === document.activeElement || one.classList.contains('selected');
  return isLit(from) || isLit(to) ? 'lit' : 'quiet';
}

/** A box in the board's own coordinates. */
interface Place {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
  readonly top: number;
}

function place(element: HTMLElement, frame: DOMRect): Place {
  const box = element.getBoundingClientRect();
  return {
    left: box.left - frame.x,
    right: box.right - frame.x,
    middle: box.y + box.height / 2 - frame.y,
    top: box.y - frame.y,
  };
}

/**
 * A curve from the right edge of one box to the left edge of another, around the right side inside
 * of a column and back, or down to the top of a group.
 */
function arrow(from: Place, to: Place, look: Look, { name }: MarkEdge): SVGElement[] {
  const isAhead = to.left > from.right + 8;
  const [x1, y1] = [from.right, from.middle];
  const x2 = isAhead ? to.left : to.right;
  const y2 = to.middle;
  const tip = isAhead ? -1 : 1;
  const bend = isAhead ? Math.max(14, (x2 - x1) / 2) : 20;
  const path = document.createElementNS(svgSpace, 'path');
  const curve = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 + tip * bend} ${y2} ${x2} ${y2}`;
  const head = `M${x2 + tip * 6} ${y2 - 3.5}L${x2} ${y2}L${x2 + tip * 6} ${y2 + 3.5}`;
  apply(path, { d: curve + head, class: `arrow ${look}` });
  if (look === 'quiet' || name === '') return [path];
  const text = document.createElementNS(svgSpace, 'text');
  apply(text, { x: String(x1 + 7), y: String(y1 + (y2 < y1 - 4 ? 11 : -4)), class: 'arrow-name' });
  text.textContent = name.length > 14 ? `${name.slice(0, 13)}…` : name;
  return [path, text];
}
