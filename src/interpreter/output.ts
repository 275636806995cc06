/**
 * What the program has written. The bytes stand outside of snapshots: a run is deterministic, so
 * what is written again after a step back is what stands there already. Only the length is state.
 */
import type { ColumnSet, Table } from '../base/columns';

const schema = { bytes: 'f64' } as const;

export class Output {
  private readonly state: Table<typeof schema>;
  private bytes = new Uint8Array(4096);
  /** Bytes written so far over all runs: at least the state's length. */
  private written = 0;
  /** Where the stream changes: from this byte on, to this file descriptor. */
  private readonly from: number[] = [];
  private readonly fd: number[] = [];

  constructor(columns: ColumnSet) {
    this.state = columns.table('output', schema, 1);
  }

  /** Bytes of both streams up to the present moment. */
  get length(): number {
    return this.state.bytes[0]!;
  }

  write(fd: number, bytes: Uint8Array): void {
    const at = this.length;
    const end = at + bytes.length;
    this.state.bytes[0] = end;
    if (end <= this.written) return;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.bytes.length));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(bytes, at);
    this.written = end;
    if (this.fd[this.fd.length - 1] === fd) return;
    this.from.push(at);
    this.fd.push(fd);
  }

  /** What was written from byte `from` on, in pieces by stream. */
  since(from: number): { readonly fd: number; readonly bytes: Uint8Array }[] {
    const { length } = this;
    const parts: { fd: number; bytes: Uint8Array }[] = [];
    for (let i = this.from.length - 1; i >= 0; i--) {
      const end = Math.min(length, this.from[i + 1] ?? length);
      const start = Math.max(from, this.from[i]!);
      if (end <= from) break;
      if (start < end) parts.unshift({ fd: this.fd[i]!, bytes: this.bytes.slice(start, end) });
    }
    return parts;
  }

  /** What was written to a stream (0: to both, in order) up to the present moment. */
  read(fd: number): Uint8Array {
    const { length } = this;
    if (fd === 0) return this.bytes.slice(0, length);
    const parts: Uint8Array[] = [];
    let size = 0;
    this.from.forEach((from, i) => {
      const end = Math.min(length, this.from[i + 1] ?? length);
      if (this.fd[i] !== fd || from >= end) return;
      parts.push(this.bytes.subarray(from, end));
      size += end - from;
    });
    const all = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
