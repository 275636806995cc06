/**
 * SVG as text. Whatever a program says (names of types, of files, its values) comes in by these
 * functions, which escape it; characters that XML cannot hold are shown as U+FFFD.
 */

export type Attributes = Readonly<Record<string, string | undefined>>;

/** Safe as the text of an element and as the value of an attribute. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      // eslint-disable-next-line no-control-regex -- these are what XML cannot hold
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
  );
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
