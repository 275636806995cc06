/** What the benches share: samples, their minimum and median, and lines to read them by. */
import { spawnSync } from 'node:child_process';

export function minimum(values: readonly number[]): number {
  return Math.min(...values);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** `12.3`, `0.123`, `1,234`: three digits that matter. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(places).replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ',');
}

/** Rows under a head, columns aligned to the right except the first. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]!.length)),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

/** Whether the command runs here; a bench without its peer still prints its own figures. */
export function isHere(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A Go program of this repository, built into `to`. */
export function goBuild(folder: string, to: string): void {
  const { status, stderr } = spawnSync('go', ['build', '-o', to, '.'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' },
  });
  if (status !== 0) throw new Error(`go build in ${folder}:\n${stderr}`);
}
