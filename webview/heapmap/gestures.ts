/** Pointer and wheel on the map, told apart into pan, zoom, hover, pick and open. */
import type { Point } from '../space/camera';

interface Gestures {
  pan(dx: number, dy: number): void;
  zoom(at: Point, factor: number): void;
  hover(at: Point | undefined): void;
  pick(at: Point): void;
  open(at: Point): void;
}

/** A press that moves less than this many pixels is a click. */
const clickSlop = 4;

// LONG: one listener per kind of pointer event, over the same few variables.
export function listenForGestures(element: HTMLElement, gestures: Gestures): void {
  let last: Point | undefined;
  let moved = 0;
  /** Positions of touches, for pinching. */
  const touches = new Map<number, Point>();
  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 && event.button !== 1) return;
    element.setPointerCapture(event.pointerId);
    last = at(event);
    moved = 0;
    touches.set(event.pointerId, last);
  });
  element.addEventListener('pointermove', (event) => {
    const point = at(event);
    if (!last || !touches.has(event.pointerId)) {
      gestures.hover(point);
      return;
    }
    if (touches.size === 2) {
      pinch(touches, event.pointerId, point, gestures);
      return;
    }
    const [dx, dy] = [point.x - last.x, point.y - last.y];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < clickSlop) return;
    element.classList.add('panning');
    gestures.hover(undefined);
    gestures.pan(dx, dy);
    last = point;
  });
  const end = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    element.classList.remove('panning');
    if (last && moved < clickSlop && event.type === 'pointerup') gestures.pick(at(event));
    last = undefined;
    moved = 0;
  };
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('pointerleave', () => gestures.hover(undefined));
  element.addEventListener('dblclick', (event) => gestures.open(at(event)));
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // Lines and pages of a mouse wheel as pixels.
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 240 : 1;
      // A touchpad scrolls both ways in small steps and pinches with ctrl; a wheel has one axis.
      const isWheel = Math.abs(event.deltaY) * unit >= 40 && event.deltaX === 0;
      if (event.ctrlKey || event.metaKey || (isWheel && !event.shiftKey)) {
        const speed = event.ctrlKey && !isWheel ? 0.01 : 0.0018;
        gestures.zoom(at(event), Math.exp(-event.deltaY * unit * speed));
      } else if (event.shiftKey && event.deltaX === 0) gestures.pan(-event.deltaY * unit, 0);
      else gestures.pan(-event.deltaX * unit, -event.deltaY * unit);
    },
    { passive: false },
  );
}

function pinch(
  touches: Map<number, Point>,
  moving: number,
  point: Point,
  gestures: Gestures,
): void {
  const [other] = [...touches].filter(([id]) => id !== moving).map(([, place]) => place);
  const before = touches.get(moving)!;
  touches.set(moving, point);
  const distance = (from: Point): number => Math.hypot(from.x - other!.x, from.y - other!.y);
  const centre = { x: (point.x + other!.x) / 2, y: (point.y + other!.y) / 2 };
  gestures.pan((point.x - before.x) / 2, (point.y - before.y) / 2);
  gestures.zoom(centre, Math.max(1, distance(point)) / Math.max(1, distance(before)));
}
