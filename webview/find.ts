/**
 * The find box: opened by / or Ctrl+F from anywhere in the panel, it lists what is found and goes
 * from match to match. Each is selected, and so comes into view in whatever is shown. Enter or the
 * arrow down goes on, Shift+Enter or the arrow up back, Escape closes it.
 */
import type { Found } from '../src/protocol/finding';
import { sayText } from '../src/protocol/strings';
import { iconButton, textField } from './controls';
import { icons, make, show } from './dom';
import { createFindList } from './findList';
import { t } from './state/context';
import type { Context } from './state/context';

interface FindBox {
  readonly element: HTMLElement;
  open(): void;
}

/** Matches that are gone through; who wants others says more. */
const matchesMax = 1000;
const delayMilliseconds = 150;
/** In the field these move within what is written. */
const inLineKeys = ['Home', 'End'];

// LONG: the closure is the class; its functions are the methods.
export function createFindBox(context: Context): FindBox {
  /** Heard, not seen: the list shows it. */
  const what = make('span', { class: 'find-what visually-hidden' });
  const place = make('span', { class: 'find-place' });
  const field = textField(t(context, 'find.name'), t(context, 'find.hint'), () => later());
  const previous = iconButton(icons.back, t(context, 'find.previous'), () => go(-1));
  const next = iconButton(icons.forward, t(context, 'find.next'), () => go(1));
  const shut = iconButton(icons.close, t(context, 'find.close'), () => close());
  const list = createFindList(context, (index) => goTo(index));
  const element = make(
    'div',
    {
      class: 'find-box',
      role: 'search',
      'data-export': 'no',
      'aria-label': t(context, 'find.name'),
    },
    make(
      'div',
      { class: 'find-head' },
      field.element,
      make('span', { class: 'quiet find-said', role: 'status' }, place, ' ', what),
      previous.element,
      next.element,
      shut.element,
    ),
    list.element,
  );
  element.hidden = true;
  let matches: Found['matches'][number][] = [];
  let hasMore = false;
  let at = -1;
  let timer = 0;
  /** Answers to what was asked before are dropped. */
  let asked = 0;
  /** What had the focus before; it gets it back. */
  let from: Element | null = null;

  function later(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void search(true), delayMilliseconds);
  }

  /** Looks through the whole heap, answer by answer. */
  async function search(select: boolean): Promise<void> {
    const mine = ++asked;
    const text = field.get();
    let found: typeof matches = [];
    let fromPage: number | undefined = 0;
    try {
      while (fromPage !== undefined && found.length < matchesMax) {
        const answer: Found = await context.client.request('find', { text, fromPage });
        if (mine !== asked) return;
        found = [...found, ...answer.matches];
        fromPage = answer.nextPage;
      }
    } catch (error) {
      context.report(error);
    }
    const before = matches[at]?.key;
    matches = found;
    hasMore = fromPage !== undefined;
    at = matches.findIndex(({ key }) => key === before);
    if (at < 0 && matches.length > 0) at = 0;
    update();
    if (select && at >= 0) context.selection.set({ key: matches[at]!.key, from: 'host' });
  }

  /** The first follows the last. */
  function go(by: number): void {
    goTo((at + by + matches.length) % Math.max(1, matches.length));
  }

  function goTo(index: number): void {
    if (matches.length === 0) return;
    at = Math.max(0, Math.min(matches.length - 1, index));
    const { key } = matches[at]!;
    context.selection.set({ key, from: 'host' });
    update();
  }

  function update(): void {
    const total = matches.length;
    previous.setEnabled(total > 0);
    next.setEnabled(total > 0);
    const isAsked = field.get().trim() !== '';
    const match = matches[at];
    what.textContent = match && isAsked ? sayText(context.language, match.label) : '';
    list.set(isAsked ? matches.map(({ label }) => label) : [], at);
    const numbers = { at: at + 1, total };
    if (!isAsked) place.textContent = '';
    else if (total === 0) place.textContent = t(context, 'find.none');
    else place.textContent = t(context, hasMore ? 'find.more' : 'find.place', numbers);
  }

  const moves: Record<string, () => void> = {
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    PageDown: () => goTo(at + list.page()),
    PageUp: () => goTo(at - list.page()),
    Home: () => goTo(0),
    End: () => goTo(matches.length - 1),
  };

  function close(): void {
    asked += 1;
    show(element, false);
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  }

  function open(): void {
    if (element.hidden) from = document.activeElement;
    show(element, true);
    update();
    field.focus();
  }

  element.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const inField = target === field.element;
    const inList = target === list.element;
    const move = inField || inList ? moves[key] : undefined;
    if (key === 'Enter' && (inField || inList)) go(event.shiftKey ? -1 : 1);
    else if (key === 'Escape') close();
    else if (move && (inList || !inLineKeys.includes(key))) move();
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || !isHere(event.target)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isSlash = event.key === '/' && !isCommand && !writes(event.target);
    if (!isSlash && !(isCommand && !event.shiftKey && event.key.toLowerCase() === 'f')) return;
    event.preventDefault();
    open();
  });
  context.revision.subscribe(() => {
    if (!element.hidden && field.get().trim() !== '') void search(false);
  });
  return { element, open };
}

/** Whether somebody writes there. */
function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, vscode-text-field') !== null;
}

/** Not beside the panel, as in the source of an exported page, nor behind a dialog. */
function isHere(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('dialog')) return false;
  return target === document.body || target.closest('.panel') !== null;
}
