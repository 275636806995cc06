/**
 * Arrows between boxes: from each element with `data-targets` to the ones whose `data-object` names
 * one of them. They only repeat what the boxes say in words, so they are hidden from assistive
 * technology, and the arrows of the box that is selected or has the focus are drawn last and bold.
 */
import { apply } from '../dom';

const svgSpace = 'http://www.w3.org/2000/svg';
/** So many from one box are drawn as they are. */
const fewArrows = 8;

interface Arrows {
  readonly element: SVGSVGElement;
  draw(): void;
}

export function createArrows(board: HTMLElement): Arrows {
  const element = document.createElementNS(svgSpace, 'svg');
  apply(element, { class: 'arrows', 'aria-hidden': 'true' });

  function draw(): void {
    const frame = board.getBoundingClientRect();
    if (frame.width === 0) return;
    const objects = new Map<string, DOMRect>();
    for (const one of board.querySelectorAll<HTMLElement>('[data-object]')) {
      const place = one.getBoundingClientRect();
      for (const name of one.dataset['object']!.split(' ')) objects.set(name, place);
    }
    const quiet: SVGPathElement[] = [];
    const strong: SVGPathElement[] = [];
    for (const from of board.querySelectorAll<HTMLElement>('[data-targets]')) {
      const lit = from === document.activeElement || from.classList.contains('selected');
      const start = from.getBoundingClientRect();
      // Where one row stands for many objects, one arrow goes to it.
      const ends = new Set(from.dataset['targets']!.split(' ').map((name) => objects.get(name)));
      for (const end of ends) {
        if (!end) continue;
        const one = arrow(start, end, frame, lit);
        // Of many from one box each is fainter, so that together they are no wall.
        if (!lit && ends.size > fewArrows) one.style.opacity = String(fewArrows / ends.size);
        (lit ? strong : quiet).push(one);
      }
    }
    apply(element, { width: String(frame.width), height: String(board.scrollHeight) });
    element.replaceChildren(...quiet, ...strong);
  }
  return { element, draw };
}

/** A curve from the right edge of one box to the left edge of another, or around the right side. */
function arrow(from: DOMRect, to: DOMRect, frame: DOMRect, lit: boolean): SVGPathElement {
  const [x1, y1] = [from.right - frame.x, from.y + from.height / 2 - frame.y];
  const sameColumn = to.left < from.right;
  const x2 = (sameColumn ? to.right : to.left) - frame.x;
  const y2 = to.y + Math.min(14, to.height / 2) - frame.y;
  const bend = sameColumn ? 22 : Math.max(18, (x2 - x1) / 2);
  const tip = sameColumn ? 1 : -1;
  const path = document.createElementNS(svgSpace, 'path');
  const curve = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 + tip * bend} ${y2} ${x2} ${y2}`;
  const head = `M${x2 + tip * 6} ${y2 - 4}L${x2} ${y2}L${x2 + tip * 6} ${y2 + 4}`;
  apply(path, { d: curve + head, class: lit ? 'arrow lit' : 'arrow' });
  return path;
}
