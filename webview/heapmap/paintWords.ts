/**
 * The words of the selected object, drawn in its slot once it is large enough: 8 bytes each, with
 * field, value, and a dot where the collector sees a pointer. The inspector has the same as text.
 */
import type { Words } from '../../src/protocol/views';
import type { Rect } from '../space/camera';
import { mix } from '../theme';
import type { Pen } from './pen';

/** A word narrower or lower than this cannot be read. */
const widthMin = 64;
const heightMin = 22;

/** Draws `words` into the box (world units) of an object whose slot holds `elemBytes`. */
export function paintWords(pen: Pen, box: Rect, words: Words, elemBytes: number): void {
  const { camera } = pen;
  const count = Math.max(1, Math.ceil(elemBytes / 8));
  const width = box.width * camera.scale;
  const height = box.height * camera.scale;
  const columns = Math.max(1, Math.min(count, Math.floor(Math.sqrt((count * width) / height / 3))));
  const rows = Math.ceil(count / columns);
  const cell = { width: width / columns, height: height / rows };
  if (cell.width < widthMin || cell.height < heightMin) return;
  const left = (box.x - camera.x) * camera.scale;
  const top = (box.y - camera.y) * camera.scale;
  for (let index = 0; index < words.low.length; index++) {
    const word = words.firstWord + index;
    const x = left + (word % columns) * cell.width;
    const y = top + Math.floor(word / columns) * cell.height;
    if (x > pen.width || y > pen.height || x + cell.width < 0 || y + cell.height < 0) continue;
    paintWord(pen, words, index, { x, y, ...cell });
  }
}

function paintWord(pen: Pen, words: Words, index: number, { x, y, width, height }: Rect): void {
  const { palette } = pen;
  pen.fill(mix(palette.background, palette.foreground, pen.theme.dark ? 0.08 : 0.04));
  pen.rect(x + 3, y + 3, width - 6, height - 6);
  const size = Math.min(13, height * 0.3);
  const name = words.names[index] || `+${(words.firstWord + index) * 8}`;
  const low = words.low[index]!.toString(16).padStart(8, '0');
  const value = `${words.high[index]!.toString(16)}${low}`.replace(/^0+(?=.)/, '');
  const middle = y + height / 2;
  const isPointer = words.pointers[index] === 1;
  const ink = isPointer ? palette.accent : palette.foreground;
  const room = Math.floor((width - 20) / (size * 0.62));
  const shown = value.length > room ? `${value.slice(0, Math.max(1, room - 1))}…` : value;
  pen.text(name.slice(0, room), x + 10, middle - size * 0.68, size * 0.86, palette.muted);
  pen.text(`0x${shown}`, x + 10, middle + size * 0.62, size, ink);
  if (!isPointer) return;
  pen.shape(palette.accent, (context) => {
    context.beginPath();
    context.arc(x + width - 12, y + 12, 4, 0, 2 * Math.PI);
    context.fill();
  });
}
