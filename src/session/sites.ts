/** What each allocation site of the program has done up to the present tick. */
import type { Program } from '../golang/code/program';
import type { Runtime } from '../runtime/runtime';

/** What one site has done. */
export interface Totals {
  readonly count: number;
  /** Slot bytes of all of them. */
  readonly bytes: number;
  /** Objects not swept yet, and their slot bytes. */
  readonly live: number;
  readonly liveBytes: number;
  /** Of the last allocation. */
  readonly size: number;
  readonly elemBytes: number;
  readonly spanClass: number;
}

export class SiteTotals {
  constructor(
    private readonly rt: Runtime,
    private readonly program: Program,
  ) {}

  of(site: number): Totals {
    const { count, bytes, live, liveBytes, size, elemsize, spanclass } = this.rt.sites;
    return {
      count: count[site]!,
      bytes: bytes[site]!,
      live: live[site]!,
      liveBytes: liveBytes[site]!,
      size: size[site]!,
      elemBytes: elemsize[site]!,
      spanClass: spanclass[site]!,
    };
  }

  /** Names of sites for the map's legend; entry 0 is "none". */
  names(): string[] {
    return ['', ...this.program.sites.map(({ text, user }) => (user ? text : 'runtime'))];
  }
}
