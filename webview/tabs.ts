/** Tabs over one place: arrows, Home and End move between them, and one of them is a tab stop. */
import { make, show } from './dom';

interface Tab<Name extends string> {
  readonly name: Name;
  readonly text: string;
  readonly content: HTMLElement;
}

interface Tabs<Name extends string> {
  readonly list: HTMLElement;
  readonly panels: readonly HTMLElement[];
  select(name: Name): void;
  focus(): void;
}

/** A tab is described by the sentence that its panel says of itself, if it says one. */
function describe(button: HTMLElement, panel: HTMLElement): void {
  const sentence = panel.querySelector('.mode-sentence');
  if (sentence === null) return;
  sentence.id = `${panel.id}-sentence`;
  button.setAttribute('aria-describedby', sentence.id);
}

/** Brings a tab of a row that scrolls into its middle, unless all of it can be seen. */
function reveal(list: HTMLElement, button: HTMLElement): void {
  const row = list.getBoundingClientRect();
  const { left, right, width } = button.getBoundingClientRect();
  if (left >= row.left && right <= row.right) return;
  list.scrollLeft += left - row.left - (row.width - width) / 2;
}

/**
 * Notes on which sides a row goes on beyond what can be seen, where the style fades it; `resized`
 * is called before.
 */
function noteOverflow(list: HTMLElement, resized: () => void): void {
  const note = (): void => {
    const rest = list.scrollWidth - list.clientWidth - list.scrollLeft;
    list.classList.toggle('goes-on-left', list.scrollLeft > 1);
    list.classList.toggle('goes-on-right', rest > 1);
  };
  list.addEventListener('scroll', note, { passive: true });
  new ResizeObserver(() => {
    resized();
    note();
  }).observe(list);
}

/** `chosen` hears of every change, also of those by `select`. */
// LONG: the closure is the class; its functions are the methods.
export function createTabs<Name extends string>(
  label: string,
  tabs: readonly Tab<Name>[],
  chosen: (name: Name) => void,
): Tabs<Name> {
  const buttons = tabs.map(({ name, text }) =>
    make('button', {
      class: 'tab',
      type: 'button',
      role: 'tab',
      id: `tab-${name}`,
      'aria-controls': `panel-${name}`,
      text,
    }),
  );
  const panels = tabs.map(({ name, content }) =>
    make(
      'div',
      {
        class: 'tab-panel',
        role: 'tabpanel',
        id: `panel-${name}`,
        'aria-labelledby': `tab-${name}`,
      },
      content,
    ),
  );
  const list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, ...buttons);
  let selected = 0;
  noteOverflow(list, () => reveal(list, buttons[selected]!));

  function pick(index: number): void {
    selected = index;
    buttons.forEach((button, at) => {
      button.setAttribute('aria-selected', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
      show(panels[at]!, at === index);
      describe(button, panels[at]!);
    });
    reveal(list, buttons[index]!);
    chosen(tabs[index]!.name);
  }
  buttons.forEach((button, index) => button.addEventListener('click', () => pick(index)));
  list.addEventListener('keydown', (event) => {
    const next = {
      ArrowLeft: selected - 1,
      ArrowRight: selected + 1,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    pick((next + tabs.length) % tabs.length);
    buttons[selected]!.focus();
  });
  return {
    list,
    panels,
    select(name) {
      const index = tabs.findIndex((tab) => tab.name === name);
      if (index >= 0) pick(index);
    },
    focus: () => buttons[selected]!.focus(),
  };
}
