/** Making elements without a framework and without anything a strict CSP forbids. */

type Child = Node | string | undefined;

/** Attributes by their HTML names; `class` and `text` as one would write them. */
export interface Props {
  readonly class?: string;
  readonly text?: string;
  readonly [attribute: string]: string | undefined;
}

/** `<tag …props>…children</tag>`. Text never becomes markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  apply(element, props);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** Sets attributes that have changed; an undefined one is taken away. */
export function apply(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (name === 'text') {
      if (element.textContent !== value) element.textContent = value ?? '';
    } else if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

/** Shows or hides without a style attribute. */
export function show(element: HTMLElement, visible: boolean): void {
  if (element.hidden === visible) element.hidden = !visible;
}

/**
 * Puts `children` in the place of what was there. If the focus was inside, what has the same
 * `data-focus` (or else `data-key`) gets it again, so rendering never throws a keyboard user out.
 */
export function refill(element: HTMLElement, children: readonly Node[]): void {
  const active = document.activeElement;
  const held = active instanceof HTMLElement && element.contains(active) ? active : undefined;
  const name = held?.dataset['focus'] ?? held?.dataset['key'];
  element.replaceChildren(...children);
  if (!held || element.contains(document.activeElement)) return;
  const again = [...element.querySelectorAll<HTMLElement>('[data-focus], [data-key]')].find(
    (one) => name !== undefined && (one.dataset['focus'] ?? one.dataset['key']) === name,
  );
  again?.focus({ preventScroll: true });
}

const svgSpace = 'http://www.w3.org/2000/svg';

/** A 16 × 16 picture from path data, drawn in the current text colour. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  apply(svg, { viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' });
  svg.setAttribute('class', 'icon');
  const shape = document.createElementNS(svgSpace, 'path');
  apply(shape, { d: path, fill: 'currentColor', 'fill-rule': 'evenodd' });
  svg.append(shape);
  return svg;
}

/** Path data of the toolbar's pictures. */
export const icons = {
  stepBack: 'M13 3v10L6.5 8zM5 3h-1.5v10H5z',
  step: 'M3 3v10l6.5-5zM11 3h1.5v10H11z',
  run: 'M4 2.5v11L13 8z',
  pause: 'M4 3h2.75v10H4zM9.25 3H12v10H9.25z',
  runTo: 'M2 3.5v9L7.5 8zM7.5 3.5v9L13 8zM13 3h1.5v10H13z',
  restart: 'M8 3V.8L4.6 3.7 8 6.6V4.4a3.9 3.9 0 1 1-3.9 3.9H2.7A5.3 5.3 0 1 0 8 3z',
  zoomIn: 'M7.3 3h1.4v4.3H13v1.4H8.7V13H7.3V8.7H3V7.3h4.3z',
  zoomOut: 'M3 7.3h10v1.4H3z',
  fit: 'M2 2h4.2v1.4H3.4v2.8H2zM9.8 2H14v4.2h-1.4V3.4H9.8zM2 9.8h1.4v2.8h2.8V14H2zM12.6 9.8H14V14H9.8v-1.4h2.8z',
  back: 'M9.7 3.3 5 8l4.7 4.7 1-1L7 8l3.7-3.7z',
  forward: 'M6.3 3.3 11 8l-4.7 4.7-1-1L9 8 5.3 4.3z',
  source: 'M5.6 4.2 1.8 8l3.8 3.8 1-1L3.8 8l2.8-2.8zM10.4 4.2l3.8 3.8-3.8 3.8-1-1L12.2 8 9.4 5.2z',
  target:
    'M7.3 1h1.4v2.1A5 5 0 0 1 12.9 7.3H15v1.4h-2.1a5 5 0 0 1-4.2 4.2V15H7.3v-2.1a5 5 0 0 1-4.2-4.2H1V7.3h2.1a5 5 0 0 1 4.2-4.2zM8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  pin: 'M8 1a4.5 4.5 0 0 0-4.5 4.5C3.5 8.9 8 15 8 15s4.5-6.1 4.5-9.5A4.5 4.5 0 0 0 8 1zm0 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  chevron: 'M5.3 3.7 9.6 8l-4.3 4.3 1 1L11.7 8 6.3 2.7z',
  down: 'M7.3 2h1.4v8.2l2.7-2.7 1 1L8 13 3.6 8.5l1-1 2.7 2.7z',
  export: 'M7.3 1.5h1.4v6.7l2.2-2.2 1 1L8 10.9 4.1 7l1-1 2.2 2.2zM2 11h1.4v2.1h9.2V11H14v3.5H2z',
  birth: 'M3 2h1.4v12H3zM13 8 6.6 12.6V3.4zM8 6.1v3.8L10.6 8z',
  death: 'M11.6 2H13v12h-1.4zM3 3.4 9.4 8 3 12.6z',
  search:
    'M7 2a5 5 0 0 1 4 8l3 3-1 1-3-3a5 5 0 1 1-3-9zm0 1.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z',
  help: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.4a5.6 5.6 0 1 1 0 11.2A5.6 5.6 0 0 1 8 2.4zM7.3 10.4h1.5v1.5H7.3zM5.6 6.3C5.6 4.9 6.6 4 8 4s2.4.9 2.4 2.2c0 1-.6 1.5-1.1 1.9-.4.4-.6.6-.6 1.1v.4H7.4v-.5c0-1 .5-1.5 1-1.9.5-.4.7-.6.7-1 0-.5-.4-.9-1.1-.9s-1.1.4-1.1 1z',
  sliders:
    'M2 4.3h6.1a2 2 0 0 1 3.8 0H14v1.4h-2.1a2 2 0 0 1-3.8 0H2zM2 10.3h2.1a2 2 0 0 1 3.8 0H14v1.4H7.9a2 2 0 0 1-3.8 0H2z',
  close: 'M4 3l4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z',
  left: 'M2 2h12v12H2zm1.4 1.4v9.2H6V3.4zm4 0v9.2h5.2V3.4z',
  right: 'M2 2h12v12H2zm1.4 1.4v9.2h5.2V3.4zm6.6 0v9.2h2.6V3.4z',
} as const;
