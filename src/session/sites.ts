/** What each allocation site of the program has done up to the present tick. */
import type { Program } from '../golang/code/program';
import { Site } from '../runtime/births';
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
    const { numbers } = this.rt.sites;
    const at = site * Site.numbers;
    return {
      count: numbers[at + Site.count]!,
      bytes: numbers[at + Site.bytes]!,
      live: numbers[at + Site.live]!,
      liveBytes: numbers[at + Site.liveBytes]!,
      size: numbers[at + Site.size]!,
      elemBytes: numbers[at + Site.elemsize]!,
      spanClass: numbers[at + Site.spanclass]!,
    };
  }

  /** Names of sites for the map's legend; entry 0 is "none". */
  names(): string[] {
    return ['', ...this.program.sites.map(({ text, user }) => (user ? text : 'runtime'))];
  }
}
