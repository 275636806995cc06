/**
 * An element of the page as SVG: its boxes where the browser has laid them out, in the colours the
 * theme gave them, its texts line by line, and its canvases painted anew by whoever paints them.
 * What is scrolled out of sight within the element is part of the picture.
 */
import { painterOf } from '../paper';
import { borders, isClear } from './borders';
import { ascentOf, measure } from './measure';
import { SvgPaper } from './svgPaper';
import { number, paint, svgElement } from './svgText';
import type { Attributes } from './svgText';
import { textLines } from './textLines';

/** Content of an `svg` element, in pixels from the element's top left corner. */
interface ElementPicture {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** Device pixels per pixel at which canvases are painted: how thin their thinnest line is. */
const ratio = 2;

/** What reaches so near to the end of the picture has nothing behind it. */
const roomBehind = 48;

/** Is not part of a picture: hidden things, what follows the pointer, controls. */
const left = '[hidden], .visually-hidden, .tooltip, vscode-option, [data-export="no"]';

export function elementPicture(root: HTMLElement): ElementPicture {
  const scrolled = [...root.querySelectorAll('*')]
    .filter(({ scrollTop, scrollLeft }) => scrollTop !== 0 || scrollLeft !== 0)
    .map((element) => ({ element, left: element.scrollLeft, top: element.scrollTop }));
  for (const { element } of scrolled) element.scrollTo({ left: 0, top: 0, behavior: 'instant' });
  try {
    return drawn(root);
  } finally {
    for (const { element, left, top } of scrolled)
      element.scrollTo({ left, top, behavior: 'instant' });
  }
}

function drawn(root: HTMLElement): ElementPicture {
  const box = root.getBoundingClientRect();
  const walker = new Walker(box.left - root.scrollLeft, box.top - root.scrollTop, box);
  walker.element(root, true);
  const width = Math.max(root.scrollWidth, walker.right, box.width);
  const height = Math.max(walker.bottom, Math.min(root.scrollHeight, box.height));
  return { width: Math.ceil(width), height: Math.ceil(height), content: walker.content() };
}

class Walker {
  /** How far what was drawn reaches. */
  right = 0;
  bottom = 0;
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];

  constructor(
    private readonly x: number,
    private readonly y: number,
    /** The box of the element that is drawn. */
    private readonly end: DOMRect,
  ) {}

  content(): string {
    const definitions =
      this.definitions.length > 0 ? `<defs>${this.definitions.join('')}</defs>` : '';
    return definitions + this.parts.join('');
  }

  element(element: Element, isRoot = false): void {
    if (element.matches(left)) return;
    const style = getComputedStyle(element);
    // Also what a closed <details> holds, though it has a place.
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    const box = element.getBoundingClientRect();
    if (element instanceof SVGSVGElement) {
      this.drawing(element, box);
      return;
    }
    if (style.display !== 'contents') this.box(style, box);
    if (element instanceof HTMLCanvasElement) {
      this.canvas(element, box);
      return;
    }
    const faint = style.opacity !== '1';
    if (faint) this.parts.push(`<g opacity="${number(Number(style.opacity))}">`);
    // What is cut off here is cut off in the picture; what can be scrolled to is shown.
    const cut = !isRoot && this.isCut(element, style, box);
    if (cut) this.clip(box);
    if (element.localName === 'vscode-dropdown') this.chosen(element, style, box);
    for (const child of element.childNodes) {
      if (child instanceof Text) this.text(child, style);
      else if (child instanceof Element) this.element(child);
    }
    if (cut) this.parts.push('</g>');
    if (faint) this.parts.push('</g>');
  }

  /** Texts that are shortened, and what scrolls where other things stand behind it. */
  private isCut(element: Element, style: CSSStyleDeclaration, box: DOMRect): boolean {
    if (style.overflowX === 'hidden') return style.textOverflow !== 'clip';
    const scrolls = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
    const below = scrollHeight > clientHeight + 1 && box.bottom < this.end.bottom - roomBehind;
    const beside = scrollWidth > clientWidth + 1 && box.right < this.end.right - roomBehind;
    return scrolls && (below || beside);
  }

  /** A list's choice stands in a part of it that has no text of its own. */
  private chosen(list: Element, style: CSSStyleDeclaration, box: DOMRect): void {
    const said = (list as Element & { readonly displayValue?: string }).displayValue ?? '';
    this.parts.push(
      svgElement(
        'text',
        {
          x: number(box.left + 9 - this.x),
          y: number(box.top + box.height / 2 + 4.5 - this.y),
          ...paint('fill', style.color),
          'font-family': style.fontFamily,
          'font-size': number(Number.parseFloat(style.fontSize)),
        },
        { text: said },
      ),
    );
  }

  private place({ left, top, width, height }: DOMRect): Attributes {
    const [x, y] = [left - this.x, top - this.y];
    this.right = Math.max(this.right, x + width);
    this.bottom = Math.max(this.bottom, y + height);
    return { x: number(x), y: number(y), width: number(width), height: number(height) };
  }

  private clip(box: DOMRect): void {
    const id = `e${++clips}`;
    this.definitions.push(svgElement('clipPath', { id }, svgElement('rect', this.place(box))));
    this.parts.push(`<g clip-path="url(#${id})">`);
  }

  private box(style: CSSStyleDeclaration, box: DOMRect): void {
    if (box.width === 0 || box.height === 0) return;
    const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.height / 2);
    const round = radius > 0 ? { rx: number(radius) } : {};
    if (!isClear(style.backgroundColor)) {
      const fill = paint('fill', style.backgroundColor);
      this.parts.push(svgElement('rect', { ...this.place(box), ...round, ...fill }));
    }
    const gradient = /gradient\(/.test(style.backgroundImage);
    if (gradient) this.gradient(style.backgroundImage, box, round);
    this.parts.push(borders(style, box, { x: this.x, y: this.y }, round));
  }

  /** Equally spaced colours from left to right: the legends' scales. */
  private gradient(image: string, box: DOMRect, round: Attributes): void {
    const colours = image.match(/rgba?\([^)]*\)/g) ?? [];
    if (!image.startsWith('linear-gradient(to right') || colours.length < 2) return;
    const id = `e${++clips}`;
    const stops = colours.map((colour, index) => {
      const { fill } = paint('fill', colour);
      const offset = number(index / (colours.length - 1));
      return svgElement('stop', { offset, 'stop-color': fill });
    });
    this.definitions.push(svgElement('linearGradient', { id }, stops.join('')));
    this.parts.push(svgElement('rect', { ...this.place(box), ...round, fill: `url(#${id})` }));
  }

  private text(node: Text, style: CSSStyleDeclaration): void {
    const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const pre = style.whiteSpace.startsWith('pre');
    for (const { text, box } of textLines(node, pre)) {
      const shown = style.textTransform === 'uppercase' ? text.toUpperCase() : text;
      const ascent = ascentOf(font);
      this.place(box);
      this.parts.push(
        svgElement(
          'text',
          {
            x: number(box.left - this.x),
            y: number(box.top + ascent - this.y),
            ...paint('fill', style.color),
            'font-family': style.fontFamily,
            'font-size': number(Number.parseFloat(style.fontSize)),
            'font-weight': style.fontWeight === '400' ? undefined : style.fontWeight,
            'font-style': style.fontStyle === 'normal' ? undefined : style.fontStyle,
            'xml:space': pre ? 'preserve' : undefined,
            // The width it has here, whatever fonts there are where the file is opened.
            textLength: number(box.width),
            lengthAdjust: 'spacingAndGlyphs',
          },
          { text: shown },
        ),
      );
    }
  }

  private canvas(canvas: HTMLCanvasElement, box: DOMRect): void {
    if (box.width === 0 || box.height === 0 || canvas.width === 0 || canvas.height === 0) return;
    const place = this.place(box);
    const painter = painterOf(canvas);
    if (painter) {
      const size = { width: box.width, height: box.height, ratio };
      const paper = new SvgPaper(size, measure);
      painter(paper, size);
      this.parts.push(svgElement('svg', { ...place, overflow: 'hidden' }, paper.content()));
      return;
    }
    this.parts.push(svgElement('image', { ...place, href: canvas.toDataURL() }));
  }

  /** Icons and arrows: the same shapes with the colours that style sheets gave them. */
  private drawing(svg: SVGSVGElement, box: DOMRect): void {
    if (box.width === 0 || box.height === 0) return;
    const shapes = [
      ...svg.querySelectorAll<SVGElement>('path, line, rect, circle, polyline, text'),
    ];
    const drawn = shapes.map((shape) => {
      const style = getComputedStyle(shape);
      const own = [...shape.attributes]
        .filter(({ name }) => !/^(class|style|id|fill|stroke|on)/.test(name))
        .map(({ name, value }) => [name, value] as const);
      const dash =
        style.strokeDasharray === 'none' ? {} : { 'stroke-dasharray': style.strokeDasharray };
      const attributes = {
        ...Object.fromEntries(own),
        ...paint('fill', style.fill),
        ...(style.stroke === 'none'
          ? {}
          : { ...paint('stroke', style.stroke), 'stroke-width': style.strokeWidth, ...dash }),
        opacity: style.opacity === '1' ? undefined : style.opacity,
      };
      const text = shape instanceof SVGTextElement ? (shape.textContent ?? '') : undefined;
      return text === undefined
        ? svgElement(shape.tagName, attributes)
        : svgElement('text', { ...attributes, 'font-size': style.fontSize }, { text });
    });
    const viewBox = svg.getAttribute('viewBox') ?? undefined;
    const overflow = viewBox === undefined ? { overflow: 'visible' } : {};
    const inner = { ...this.place(box), viewBox, ...overflow };
    this.parts.push(svgElement('svg', inner, drawn.join('')));
  }
}

let clips = 0;
