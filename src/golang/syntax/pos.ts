/**
 * Positions: one number for a place in any file of a file set, as in go/token.
 *
 * A Pos is the base of its file plus the UTF-16 offset in it. Lines and columns count from 1; the
 * columns are in BYTES of UTF-8, as the compiler prints them.
 */

/** A place in a file of a FileSet; 0 stands for no place. */
export type Pos = number & { readonly __brand: 'Pos' };

/** A place as people read it. */
interface Position {
  readonly file: string;
  readonly line: number;
  /** 1-based byte column, as gc prints it. */
  readonly column: number;
  /** 1-based UTF-16 column, as editors count. */
  readonly utf16Column: number;
}

/** Characters of a text that the user's file does not have; ends are exclusive. */
export interface HiddenRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One file of a set with its text. Where characters were put in (see snippet.ts), offsets count
 * them, lines and columns do not.
 */
export class SourceText {
  private lineStarts: number[] | undefined;

  constructor(
    readonly name: string,
    readonly text: string,
    /** Pos of offset 0. */
    readonly base: number,
    /** In order. */
    private readonly hidden: readonly HiddenRange[] = [],
  ) {}

  /** Offsets of the first character of every line. */
  private lines(): number[] {
    if (this.lineStarts !== undefined) return this.lineStarts;
    const starts = [0];
    let at = this.text.indexOf('\n');
    while (at >= 0) {
      if (!this.isHidden(at)) starts.push(at + 1);
      at = this.text.indexOf('\n', at + 1);
    }
    this.lineStarts = starts;
    return starts;
  }

  /** Whether the character at an offset was put in. */
  isHidden(offset: number): boolean {
    return this.hidden.some(({ start, end }) => offset >= start && offset < end);
  }

  /** Number of lines. */
  get lineCount(): number {
    return this.lines().length;
  }

  /** Line number (from 1) of an offset. */
  lineOf(offset: number): number {
    const starts = this.lines();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Offset of the first character of a line (from 1). */
  lineStart(line: number): number {
    return this.lines()[line - 1] ?? this.text.length;
  }

  position(offset: number): Position {
    const line = this.lineOf(offset);
    const start = this.lineStart(line);
    const before = this.visible(start, offset);
    return {
      file: this.name,
      line,
      column: utf8Length(before) + 1,
      utf16Column: before.length + 1,
    };
  }

  /** Offset of a place as editors count it, line and column from 1. */
  offsetOf(line: number, utf16Column: number): number {
    let offset = this.lineStart(line);
    if (this.hidden.length === 0) return offset + utf16Column - 1;
    for (let left = utf16Column - 1; left > 0 || this.isHidden(offset); offset++)
      if (!this.isHidden(offset)) left--;
    return offset;
  }

  /** The characters between two offsets that the user's file has. */
  visible(from: number, to: number): string {
    let text = '';
    for (const { start, end } of this.hidden) {
      if (start >= from) text += this.text.slice(from, Math.min(start, to));
      from = Math.max(from, Math.min(end, to));
    }
    return text + this.text.slice(from, to);
  }
}

/** Bytes of UTF-8 the characters take. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/** All files of one compilation. */
export class FileSet {
  private readonly files: SourceText[] = [];

  /** Adds a file; its positions come after those of all files before it. */
  add(name: string, text: string, hidden: readonly HiddenRange[] = []): SourceText {
    const last = this.files[this.files.length - 1];
    // One place after the last character is a position too (the end of the file).
    const base = last === undefined ? 1 : last.base + last.text.length + 1;
    const file = new SourceText(name, text, base, hidden);
    this.files.push(file);
    return file;
  }

  /** The file a position lies in. */
  file(pos: Pos): SourceText | undefined {
    return this.files.findLast((f) => f.base <= pos);
  }

  position(pos: Pos): Position {
    const file = pos === 0 ? undefined : this.file(pos);
    if (file === undefined) return { file: '', line: 0, column: 0, utf16Column: 0 };
    return file.position(pos - file.base);
  }
}
