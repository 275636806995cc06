/**
 * SVG as text. Whatever a program says (names of types, of files, its values) comes in by these
 * functions, which escape it; characters that XML cannot hold are shown as U+FFFD.
 */

export type Attributes = Readonly<Record<string, string | undefined>>;

/** What XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Safe as the text of an element and as the value of an attribute. */
export function escapeXml(text: string): string {
  return text.replace(notXml, '\ufffd').replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** A number with as many digits as a picture needs. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `<tag …>content</tag>`; content is markup that was made here, or a text to be escaped. */
export function svgElement(
  tag: string,
  attributes: Attributes,
  content: string | { readonly text: string } = '',
): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(value!)}"`)
    .join('');
  const inside = typeof content === 'string' ? content : escapeXml(content.text);
  return inside === '' ? `<${tag}${given}/>` : `<${tag}${given}>${inside}</${tag}>`;
}

/**
 * The attributes that say `colour`, as the browser writes colours: three numbers and an opacity.
 * Older programs that read SVG know neither CSS's new colours nor one with an opacity in it.
 */
export function paint(what: 'fill' | 'stroke', colour: string): Attributes {
  const found = /^rgba?\(([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:[ ,/]+([\d.]+))?\)$/.exec(colour);
  if (found === null) return { [what]: colour };
  const hex = found
    .slice(1, 4)
    .map((one) => Math.round(Number(one)).toString(16).padStart(2, '0'))
    .join('');
  const alpha = Number(found[4] ?? 1);
  return { [what]: `#${hex}`, ...(alpha < 1 ? { [`${what}-opacity`]: String(alpha) } : {}) };
}
