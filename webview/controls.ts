/**
 * The only module that knows which library draws the form controls: @vscode/webview-ui-toolkit, as
 * the project requires. It must run before the window's `load` event, because the toolkit reads
 * the theme then. Names and target sizes are set here, since the toolkit leaves them to its user.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { apply, icon, make } from './dom';
import type { Props } from './dom';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeTextField(),
);

/** The library's elements have no entry in the DOM's tag map. */
function control(tag: string, props: Props): HTMLElement {
  return make(tag as 'div', props);
}

/** A button; it acts on click, Enter and Space. */
export interface Button {
  readonly element: HTMLElement;
  setLabel(label: string): void;
  setIcon(path: string): void;
  setEnabled(enabled: boolean): void;
  /** For toggles. */
  setPressed(pressed: boolean): void;
  /** Of a button with text: whether it is what most people want next. */
  setPrimary(primary: boolean): void;
}

/** A button that shows a picture and is named by `label`, which is also its tooltip. */
export function iconButton(path: string, label: string, act: () => void): Button {
  const element = control('vscode-button', { appearance: 'icon', class: 'icon-button' });
  element.append(icon(path));
  return finishButton(element, label, act, path);
}

/** A button that shows its text. */
export function textButton(label: string, act: () => void): Button {
  const element = control('vscode-button', { appearance: 'secondary', text: label });
  return finishButton(element, label, act);
}

function finishButton(element: HTMLElement, label: string, act: () => void, path?: string): Button {
  let shown = path;
  element.addEventListener('click', act);
  const setLabel = (text: string): void => apply(element, { 'aria-label': text, title: text });
  setLabel(label);
  return {
    element,
    setLabel,
    setIcon(path) {
      if (path === shown) return;
      shown = path;
      element.replaceChildren(icon(path));
    },
    setEnabled: (enabled) => element.toggleAttribute('disabled', !enabled),
    setPressed(pressed) {
      apply(element, { 'aria-pressed': String(pressed) });
      element.classList.toggle('pressed', pressed);
    },
    setPrimary: (primary) => apply(element, { appearance: primary ? 'primary' : 'secondary' }),
  };
}

/** One of several. */
interface Choice {
  readonly element: HTMLElement;
  set(value: string): void;
  get(): string;
  setEnabled(enabled: boolean): void;
}

/** A drop-down list of `options` (value, text); `act` hears what the user picks. */
export function choice(
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  act: (value: string) => void,
): Choice {
  const element = control('vscode-dropdown', { 'aria-label': label, title: label });
  for (const [optionValue, text] of options) {
    element.append(control('vscode-option', { value: optionValue, text }));
  }
  let current = value;
  const asInput = element as HTMLElement & { value: string };
  const set = (next: string): void => {
    if (next === current && asInput.value === next) return;
    current = next;
    asInput.value = next;
  };
  // The element's value can be set only once its options are in the page.
  requestAnimationFrame(() => set(current));
  element.addEventListener('change', () => {
    if (asInput.value === current) return;
    current = asInput.value;
    act(current);
  });
  return {
    element,
    set,
    get: () => current,
    setEnabled: (enabled) => element.toggleAttribute('disabled', !enabled),
  };
}

/** A line of text that a user writes. */
interface TextField {
  readonly element: HTMLElement;
  get(): string;
  focus(): void;
}

/** `act` hears of each change. */
export function textField(label: string, hint: string, act: (text: string) => void): TextField {
  const element = control('vscode-text-field', { placeholder: hint });
  const asInput = element as HTMLElement & { value: string };
  // The library calls the element "Text field" when it comes into the page.
  requestAnimationFrame(() => element.setAttribute('aria-label', label));
  element.addEventListener('input', () => act(asInput.value));
  return {
    element,
    get: () => asInput.value ?? '',
    // At once, or what is typed before the next frame is lost.
    focus: () => element.focus(),
  };
}

/** A line between groups. */
export function divider(): HTMLElement {
  return make('span', { class: 'divider', 'aria-hidden': 'true' });
}
