/**
 * The tree of the whole run: one tab stop, the active row named by aria-activedescendant, only the
 * rows in sight in the page, whatever their number. Rows come in windows from the host; which are
 * open and which one is active is the view's own.
 *
 * Keys as in VS Code's trees: arrows, Home, End, Page Up and Down, letters to find, Enter or Space
 * to select.
 */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { sayText } from '../../src/protocol/strings';
import type { TreeRow } from '../../src/protocol/views';
import { apply, icon, icons, make } from '../dom';
import { Stage } from '../frame';
import { paletteOf } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { createRows } from './rows';

export interface TreeView {
  readonly element: HTMLElement;
  focus(): void;
}

const rowPixels = 22;
/** Rows kept above and below what is in sight. */
const overscan = 6;
/** Browsers do not make elements much taller than 33 million pixels. */
const heightMax = 30_000_000;
const typeaheadMilliseconds = 700;

// LONG: the tree's keyboard, scrolling and rendering share its few variables.
export function createTreeView(context: Context): TreeView {
  const rows = createRows(context, () => redraw());
  const spacer = make('div', { class: 'tree-spacer', role: 'presentation' });
  const tree = make(
    'div',
    { class: 'tree', role: 'tree', tabindex: '0', 'aria-label': t(context, 'tree.name') },
    spacer,
  );
  let palette = paletteOf(context.theme.get());
  let activeIndex = 0;
  let activeKey: Key | undefined;
  let typed = '';
  let typedAt = 0;
  const elements = new Map<number, HTMLElement>();
  /** What each element shows. */
  const shown = new WeakMap<HTMLElement, readonly unknown[]>();

  const redraw = (): void => context.frame.schedule(Stage.dom, render);
  /** Rows between which the scrolled element's height is spread when it had to be capped. */
  const step = (): number => Math.min(rowPixels, heightMax / Math.max(1, rows.total()));
  /** Asking the page for it while it is written to would have it laid out at once. */
  let sight = { top: 0, height: 0 };
  const look = (): void => {
    sight = { top: tree.scrollTop, height: tree.clientHeight };
    redraw();
  };
  const firstInSight = (): number => Math.floor(sight.top / step());
  const rowsInSight = (): number => Math.ceil(sight.height / rowPixels);

  function render(): void {
    const first = Math.max(0, firstInSight() - overscan);
    const limit = firstInSight() + rowsInSight() + overscan;
    rows.want(first, limit);
    spacer.style.height = `${Math.min(heightMax, rows.total() * rowPixels)}px`;
    if (activeIndex >= rows.total()) activeIndex = Math.max(0, rows.total() - 1);
    for (const [index, element] of elements) {
      if (index >= first && index < Math.min(limit, rows.total())) continue;
      element.remove();
      elements.delete(index);
    }
    for (let index = first; index < Math.min(limit, rows.total()); index++) {
      const row = rows.row(index);
      if (row) renderRow(index, row);
    }
    const active = elements.get(activeIndex);
    apply(tree, { 'aria-activedescendant': active?.id });
  }

  function renderRow(index: number, row: TreeRow): void {
    let element = elements.get(index);
    if (!element) {
      element = make('div', { class: 'tree-row', role: 'treeitem', id: `row-${index}` });
      elements.set(index, element);
      spacer.append(element);
    }
    const now = [
      row,
      index,
      context.selection.get()?.key === row.key,
      index === activeIndex,
      step(),
    ];
    if (now.every((value, at) => value === shown.get(element)?.[at])) return;
    shown.set(element, now);
    const label = sayText(context.language, row.label);
    const detail = row.detail === undefined ? '' : sayText(context.language, row.detail);
    const selected = context.selection.get()?.key === row.key;
    const active = index === activeIndex;
    if (active) activeKey = row.key;
    apply(element, {
      'aria-level': String(row.level),
      'aria-setsize': String(row.setSize),
      'aria-posinset': String(row.posInSet),
      'aria-expanded': row.expanded === undefined ? undefined : String(row.expanded),
      'aria-selected': String(selected),
      class: ['tree-row', active && 'active', selected && 'selected', row.changed && 'changed']
        .filter(Boolean)
        .join(' '),
      'data-key': row.key,
    });
    element.style.transform = `translateY(${index * step()}px)`;
    const content = `${label}|${detail}|${row.level}|${row.expanded}|${row.fill}|${row.spanClass}`;
    if (element.dataset['content'] === content) return;
    element.dataset['content'] = content;
    element.replaceChildren(...rowContent(row, label, detail));
  }

  function rowContent(row: TreeRow, label: string, detail: string): Node[] {
    const twistie = make('span', { class: 'twistie', 'aria-hidden': 'true' });
    twistie.style.marginInlineStart = `${(row.level - 1) * 12}px`;
    if (row.expanded !== undefined) {
      twistie.append(icon(icons.chevron));
      twistie.classList.toggle('open', row.expanded);
    }
    const chip = make('span', { class: `chip chip-${row.kind}`, 'aria-hidden': 'true' });
    if (row.spanClass !== undefined) {
      chip.style.backgroundColor = css(palette.sizeClass[row.spanClass >> 1]!);
    }
    const nodes: Node[] = [twistie, chip, make('span', { class: 'row-label', text: label })];
    // The space keeps the two apart in the row's name.
    if (detail)
      nodes.push(document.createTextNode(' '), make('span', { class: 'row-detail', text: detail }));
    if (row.fill !== undefined) {
      const bar = make('span', { class: 'row-fill', 'aria-hidden': 'true' }, make('span', {}));
      (bar.firstElementChild as HTMLElement).style.width = `${Math.round(row.fill * 100)}%`;
      nodes.push(bar);
    }
    return nodes;
  }

  function scrollTo(index: number): void {
    const top = index * step();
    if (top < tree.scrollTop) tree.scrollTop = top;
    else if (top + rowPixels > tree.scrollTop + tree.clientHeight) {
      tree.scrollTop = top + rowPixels - tree.clientHeight;
    }
    look();
  }

  function setActive(index: number): void {
    if (rows.total() === 0) return;
    activeIndex = Math.max(0, Math.min(rows.total() - 1, index));
    activeKey = rows.row(activeIndex)?.key;
    scrollTo(activeIndex);
    // At once, so that assistive technology finds the row that activedescendant names.
    render();
  }

  function toggle(row: TreeRow): void {
    if (row.expanded !== undefined) rows.setOpen([row.key], !row.expanded);
  }

  function select(row: TreeRow): void {
    context.selection.set({ key: row.key, from: 'tree' });
    redraw();
  }

  async function toParent(index: number, level: number): Promise<void> {
    for (let above = index - 1; above >= 0; above--) {
      const row = await rows.fetch(above);
      if (row && row.level < level) {
        setActive(above);
        return;
      }
    }
  }

  function type(letter: string): void {
    const now = performance.now();
    typed = now - typedAt > typeaheadMilliseconds ? letter : typed + letter;
    typedAt = now;
    const after = typed.length > 1 ? activeIndex - 1 : activeIndex;
    const params = { expanded: rows.expanded(), prefix: typed, after, language: context.language };
    context.client
      .request('treeSearch', params)
      .then(({ index }) => {
        if (index >= 0) setActive(index);
      })
      .catch((error: unknown) => context.report(error));
  }

  const onRow: Record<string, (row: TreeRow) => void> = {
    ArrowRight(row) {
      if (row.expanded === false) toggle(row);
      else if (row.expanded) setActive(activeIndex + 1);
    },
    ArrowLeft(row) {
      if (row.expanded) toggle(row);
      else void toParent(activeIndex, row.level);
    },
    Enter: select,
    ' ': select,
  };
  const moves: Record<string, () => number> = {
    ArrowDown: () => activeIndex + 1,
    ArrowUp: () => activeIndex - 1,
    Home: () => 0,
    End: () => rows.total() - 1,
    PageDown: () => activeIndex + Math.max(1, rowsInSight() - 1),
    PageUp: () => activeIndex - Math.max(1, rowsInSight() - 1),
  };
  tree.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    const act = onRow[event.key];
    const row = rows.row(activeIndex);
    if (move) setActive(move());
    else if (act && row && !(event.key === ' ' && typed && isTyping())) act(row);
    else if (event.key.length === 1) type(event.key);
    else return;
    event.preventDefault();
  });
  const isTyping = (): boolean => performance.now() - typedAt < typeaheadMilliseconds;

  tree.addEventListener('click', (event) => {
    const element = (event.target as Element).closest<HTMLElement>('.tree-row');
    if (!element) return;
    const index = Number(element.id.slice(4));
    const row = rows.row(index);
    if (!row) return;
    setActive(index);
    if ((event.target as Element).closest('.twistie')) toggle(row);
    else select(row);
  });
  tree.addEventListener('dblclick', (event) => {
    const element = (event.target as Element).closest<HTMLElement>('.tree-row');
    const row = element && rows.row(Number(element.id.slice(4)));
    if (row) toggle(row);
  });
  tree.addEventListener('scroll', look, { passive: true });

  /** Opens what is above the row of `key` and makes it the active one. */
  async function reveal(key: Key): Promise<void> {
    if (activeKey === key && rows.row(activeIndex)?.key === key) return;
    const before = context.selection.get();
    const found = await context.client.request('treeLocate', { expanded: rows.expanded(), key });
    if (found.index < 0 || context.selection.get() !== before) return;
    if (found.open.length > 0) rows.setOpen(found.open, true);
    await rows.fetch(found.index);
    setActive(found.index);
  }

  context.selection.subscribe((selection) => {
    redraw();
    // A slot's row exists only inside an open span: opening 500 rows at each click would be noise.
    if (!selection || selection.from === 'tree') return;
    const parsed = parseKey(selection.key);
    const key: Key =
      parsed?.kind === 'slot' && !rows.isOpen(`span:${parsed.a}`)
        ? `span:${parsed.a}`
        : selection.key;
    reveal(key).catch((error: unknown) => context.report(error));
  });
  context.revision.subscribe(redraw);
  context.theme.subscribe((theme) => {
    palette = paletteOf(theme);
    for (const element of elements.values()) {
      element.dataset['content'] = '';
      shown.delete(element);
    }
    redraw();
  });
  new ResizeObserver(look).observe(tree);

  return { element: tree, focus: () => tree.focus() };
}
