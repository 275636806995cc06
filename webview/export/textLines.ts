/** Where the browser has broken a text into lines, and where each of them stands. */

interface TextLine {
  readonly text: string;
  readonly box: DOMRect;
}

/** The lines of a text node; `pre` keeps white space as it is. */
export function textLines(node: Text, pre: boolean): TextLine[] {
  const text = node.data;
  if (text.trim() === '') return [];
  const range = document.createRange();
  const boxOf = (from: number, to: number): DOMRect => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  range.selectNodeContents(node);
  const rects = range.getClientRects();
  if (rects.length === 0) return [];
  const said = (from: number, to: number): string => {
    const part = text.slice(from, to);
    return pre ? part.replace(/\n$/, '') : part.replace(/\s+/g, ' ').trim();
  };
  if (rects.length === 1) return [{ text: said(0, text.length), box: trimmed(text, pre, boxOf) }];
  return broken(text, pre, boxOf).map(({ from, to }) => ({
    text: said(from, to),
    box: boxOf(from, to),
  }));
}

/** White space at the ends of a line has no place in its width. */
function trimmed(
  text: string,
  pre: boolean,
  boxOf: (from: number, to: number) => DOMRect,
): DOMRect {
  if (pre) return boxOf(0, text.length);
  const from = text.length - text.trimStart().length;
  return boxOf(from, text.trimEnd().length);
}

/** Words that stand on one line, line by line; a word that is broken itself goes by letters. */
function broken(
  text: string,
  pre: boolean,
  boxOf: (from: number, to: number) => DOMRect,
): { from: number; to: number }[] {
  const lines: { from: number; to: number; top: number }[] = [];
  const take = (from: number, to: number): void => {
    const box = boxOf(from, to);
    if (box.width === 0 && !pre) return;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - box.top) < box.height / 2) last.to = to;
    else lines.push({ from, to, top: box.top });
  };
  for (const { 0: word, index } of text.matchAll(/\S+\s?|\n/g)) {
    const end = index + word.trimEnd().length;
    const first = boxOf(index, index + 1);
    if (boxOf(index, end).height > 1.5 * first.height) {
      for (let at = index; at < end; at++) take(at, at + 1);
    } else take(index, Math.max(end, index + 1));
  }
  return lines;
}
