/** The keys of the panel in one list: what a keyboard user else finds only by trying. */
import type { PlainStringId } from '../src/protocol/strings';
import { iconButton } from './controls';
import { icons, make } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

type Row = readonly [keys: string, does: PlainStringId];
type Group = readonly [title: PlainStringId, rows: readonly Row[]];

/** Keys of VS Code's own; an exported page has none of them. */
const hosted: Group = [
  'run.tools',
  [
    ['F10', 'run.step'],
    ['Shift+F10', 'run.stepBack'],
    ['F5', 'run.run'],
  ],
];

const groups: readonly Group[] = [
  [
    'keys.everywhere',
    [
      ['Tab', 'keys.nextView'],
      ['/  Ctrl+F', 'keys.find'],
      ['?', 'keys.title'],
    ],
  ],
  [
    'keys.modes',
    [
      ['← →', 'keys.tabs'],
      ['← ↑ → ↓', 'keys.boxes'],
      ['Enter', 'keys.select'],
    ],
  ],
  [
    'mode.map',
    [
      ['+ −', 'keys.zoom'],
      ['W S', 'keys.zoom'],
      ['A D', 'keys.sideways'],
      ['0', 'map.fit'],
      ['← ↑ → ↓', 'keys.neighbour'],
      ['Shift+← ↑ → ↓', 'keys.pan'],
      ['Enter', 'keys.into'],
      ['Esc', 'keys.out'],
    ],
  ],
  [
    'timeline.tab',
    [
      ['← →', 'keys.time'],
      ['PgUp PgDn', 'keys.tenth'],
      ['[ ]', 'keys.stops'],
      ['Shift+← →', 'keys.stretch'],
      ['+ − 0', 'keys.zoom'],
      ['W S', 'keys.zoomCursor'],
      ['A D', 'keys.sideways'],
      ['L', 'keys.lanes'],
    ],
  ],
  [
    'tree.name',
    [
      ['↑ ↓', 'keys.rows'],
      ['← →', 'keys.open'],
      ['A … Z', 'keys.type'],
    ],
  ],
];

/** The button that opens the list; `?` does it too, wherever no text is written. */
export function createKeyHelp(context: Context): {
  readonly element: HTMLElement;
  readonly dialog: HTMLElement;
} {
  const isHosted = document.body.dataset['session'] !== undefined;
  const shown = isHosted ? [hosted, ...groups] : groups;
  const close = iconButton(icons.close, t(context, 'keys.close'), () => dialog.close());
  const dialog = make(
    'dialog',
    { class: 'key-help', 'aria-label': t(context, 'keys.title') },
    make(
      'div',
      { class: 'key-head' },
      make('h2', { text: t(context, 'keys.title') }),
      close.element,
    ),
    make('div', { class: 'key-groups' }, ...shown.map((group) => groupNode(context, ...group))),
  );
  // A click beside the list is one on the dialog itself, which its content covers.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  const open = iconButton(icons.help, t(context, 'keys.title'), () => dialog.showModal());
  document.addEventListener('keydown', (event) => {
    const writes =
      event.target instanceof Element && event.target.closest('input, vscode-text-field');
    if (event.key !== '?' || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  });
  return { element: open.element, dialog };
}

function groupNode(context: Context, title: PlainStringId, rows: readonly Row[]): HTMLElement {
  return make(
    'section',
    {},
    make('h3', { text: t(context, title) }),
    make(
      'dl',
      {},
      ...rows.map(([keys, does]) =>
        make(
          'div',
          {},
          make('dt', {}, make('kbd', { text: keys })),
          make('dd', { text: t(context, does) }),
        ),
      ),
    ),
  );
}
