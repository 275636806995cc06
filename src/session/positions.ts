/**
 * Places in the source as views name them: the session's own file, columns in UTF-16 units. Code of
 * the library has no place there.
 */
import type { SourcePosition as BytePosition } from '../golang/code/position';
import type { Program } from '../golang/code/program';
import type { Pos, SourceText } from '../golang/syntax/pos';
import type { SourcePosition } from '../protocol/views';
import type { Trace } from '../runtime/trace';

export class Positions {
  constructor(
    private readonly text: SourceText,
    private readonly program: Program | undefined,
    private readonly trace: Trace | undefined,
  ) {}

  /** Undefined in other files. */
  of({ file, line, column }: BytePosition): SourcePosition | undefined {
    if (file !== this.text.name || line < 1) return undefined;
    return { file, line, column: this.utf16Column(line, column) };
  }

  /** A place of the front end. */
  ofPos(pos: Pos): SourcePosition {
    const { file, line, utf16Column } = this.text.position(pos - this.text.base);
    return { file, line, column: utf16Column };
  }

  ofPc(pc: number): SourcePosition | undefined {
    return pc < 0 || this.program === undefined ? undefined : this.of(this.program.positionOf(pc));
  }

  /** Where the program stood when an event happened. */
  ofEvent(index: number): SourcePosition | undefined {
    if (this.trace === undefined) return undefined;
    const site = this.program?.sites[this.trace.site(index)];
    return site === undefined ? this.ofPc(this.trace.pc(index)) : this.of(site.position);
  }

  private utf16Column(line: number, byteColumn: number): number {
    const { text } = this;
    const start = text.lineStart(line);
    const limit = Math.min(text.lineStart(line + 1), start + byteColumn * 2 + 64);
    const characters = text.visible(start, Math.max(limit, start));
    let column = 1;
    for (let bytes = 1; bytes < byteColumn && column <= characters.length; column++)
      bytes += utf8Bytes(characters.charCodeAt(column - 1));
    return column;
  }
}

/** Bytes of a UTF-16 unit in UTF-8; the halves of a pair count two each. */
function utf8Bytes(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
