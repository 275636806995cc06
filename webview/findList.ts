/**
 * The matches of the find box, one row each, as a list of which only the rows in sight are made.
 * The list is one tab stop; in it and in the field above it arrows go from match to match.
 */
import type { Text } from '../src/protocol/views';
import { sayText } from '../src/protocol/strings';
import { apply, make, show } from './dom';
import { Stage } from './frame';
import { t } from './state/context';
import type { Context } from './state/context';

interface FindList {
  readonly element: HTMLElement;
  set(labels: readonly Text[], at: number): void;
  /** How many rows a page up or down goes. */
  page(): number;
}

/** As in the styles. */
const rowPixels = 22;

// LONG: the closure is the class; its functions are the methods.
/** `picked` hears which match was clicked. */
export function createFindList(context: Context, picked: (at: number) => void): FindList {
  const rows = make('div', { class: 'find-rows', role: 'presentation' });
  const element = make(
    'div',
    {
      class: 'find-list',
      role: 'listbox',
      tabindex: '0',
      'aria-label': t(context, 'find.matches'),
    },
    rows,
  );
  element.hidden = true;
  let labels: readonly Text[] = [];
  let current = -1;

  const draw = (): void => context.frame.schedule(Stage.dom, render);
  function render(): void {
    const first = Math.max(0, Math.floor(element.scrollTop / rowPixels) - 2);
    const limit = Math.min(labels.length, first + rowsInSight() + 5);
    rows.style.height = `${labels.length * rowPixels}px`;
    const made: HTMLElement[] = [];
    for (let at = first; at < limit; at++) made.push(rowNode(at));
    rows.replaceChildren(...made);
    // A row out of sight is not there, and what is not there cannot be named.
    const isThere = current >= first && current < limit;
    apply(element, { 'aria-activedescendant': isThere ? `match-${current}` : undefined });
  }

  function rowNode(at: number): HTMLElement {
    const text = sayText(context.language, labels[at]!);
    const row = make('div', {
      class: at === current ? 'find-row active' : 'find-row',
      id: `match-${at}`,
      role: 'option',
      'aria-selected': String(at === current),
      'aria-setsize': String(labels.length),
      'aria-posinset': String(at + 1),
      'data-at': String(at),
      title: text,
      text,
    });
    row.style.transform = `translateY(${at * rowPixels}px)`;
    return row;
  }

  const rowsInSight = (): number => Math.ceil(element.clientHeight / rowPixels);

  function scrollTo(at: number): void {
    const top = at * rowPixels;
    const bottom = top + rowPixels - element.clientHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop) element.scrollTop = bottom;
  }

  element.addEventListener('scroll', draw, { passive: true });
  element.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('.find-row') : null;
    if (row) picked(Number(row.dataset['at']));
  });
  return {
    element,
    set(next, at) {
      labels = next;
      current = at;
      show(element, labels.length > 0);
      if (labels.length === 0) return;
      rows.style.height = `${labels.length * rowPixels}px`;
      scrollTo(Math.max(0, at));
      draw();
    },
    page: () => Math.max(1, rowsInSight() - 1),
  };
}
