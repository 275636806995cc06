/**
 * Many boxes, one tab stop: arrow keys go to the nearest box in that direction, as the eye would.
 * Boxes are the elements of class `item` inside the container; `data-focus` names one over a
 * rendering, so the focus stays where it was when the program steps on.
 */

interface Roving {
  /** To be called after the boxes have been made anew. */
  refresh(): void;
  focus(): void;
}

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function createRoving(container: HTMLElement): Roving {
  let current = '';
  const items = (): HTMLElement[] => [...container.querySelectorAll<HTMLElement>('.item')];
  const nameOf = (item: HTMLElement): string => item.dataset['focus'] ?? '';

  function refresh(): void {
    const all = items();
    const active = all.find((item) => nameOf(item) === current) ?? all[0];
    for (const item of all) item.tabIndex = item === active ? 0 : -1;
  }

  container.addEventListener('focusin', ({ target }) => {
    const item = target instanceof HTMLElement ? target.closest<HTMLElement>('.item') : null;
    if (!item) return;
    current = nameOf(item);
    refresh();
  });
  container.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = items();
    const from = all.find((item) => item === document.activeElement);
    if (!from) return;
    const direction = directions[event.key];
    const next =
      event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : direction && nearest(from, all, direction);
    if (!next && !direction) return;
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return {
    refresh,
    focus: () =>
      items()
        .find((item) => item.tabIndex === 0)
        ?.focus(),
  };
}

/** The box whose near edge is closest in the direction; sideways distance counts twice. */
function nearest(
  from: HTMLElement,
  all: readonly HTMLElement[],
  [dx, dy]: readonly [number, number],
): HTMLElement | undefined {
  const own = from.getBoundingClientRect();
  let best: HTMLElement | undefined;
  let least = Infinity;
  for (const item of all) {
    if (item === from) continue;
    const box = item.getBoundingClientRect();
    const across = (box.x + box.width / 2 - own.x - own.width / 2) * dx;
    const down = (box.y + box.height / 2 - own.y - own.height / 2) * dy;
    const ahead = across + down;
    if (ahead <= 1) continue;
    const aside =
      dx !== 0
        ? gap(own.top, own.bottom, box.top, box.bottom)
        : gap(own.left, own.right, box.left, box.right);
    const distance = ahead + 4 * aside;
    if (distance < least) [best, least] = [item, distance];
  }
  return best;
}

/** Distance of two stretches; 0 when they overlap. */
function gap(a: number, b: number, c: number, d: number): number {
  return Math.max(0, c - b, a - d);
}
