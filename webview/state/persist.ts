/** What a panel remembers over a reload of the window: everything that is the view's own. */
import type { OtherOptions } from '../../src/protocol/compare';
import type { Key } from '../../src/protocol/keys';
import type { ColourMode } from '../../src/protocol/views';

/** The ways to look at a moment that the middle of the panel offers, in the order of their tabs. */
export const modeNames = [
  'map',
  'levels',
  'structures',
  'marking',
  'zones',
  'dashboard',
  'compare',
  'whatIf',
  'why',
] as const;
export type ModeName = (typeof modeNames)[number];

export interface Remembered {
  readonly version: 1;
  readonly mode: ModeName;
  readonly selection?: Key;
  readonly expanded: readonly Key[];
  readonly colour: ColourMode;
  readonly camera?: { readonly x: number; readonly y: number; readonly scale: number };
  readonly treeOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly follow: boolean;
  readonly speed: string;
  readonly bottomTab: 'timeline' | 'events';
  /** Whether the timeline's lanes stand for Ps or for goroutines. */
  readonly lanes: 'p' | 'g';
  /** What the mode What-if does differently. */
  readonly whatIf?: OtherOptions;
  /** The passage of a stop that playback was last behind. */
  readonly passage?: number;
  /** What the host needs to find the session again, and where it stood. */
  readonly session?: unknown;
}

const nothing: Remembered = {
  version: 1,
  mode: 'map',
  expanded: ['ps', 'mheap', 'arenas'],
  colour: 'class',
  treeOpen: true,
  inspectorOpen: true,
  follow: false,
  speed: 'full',
  bottomTab: 'timeline',
  lanes: 'p',
};

/** The part of VS Code's webview API that this page uses. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** Reads what was remembered; anything that is not ours counts as nothing. */
export function recall(api: VsCodeApi): Remembered {
  const state = api.getState();
  const known = typeof state === 'object' && state !== null ? (state as Partial<Remembered>) : {};
  return { ...nothing, ...(known.version === 1 ? known : { session: known.session }) };
}

/** Merges `part` into what is remembered. */
export function remember(api: VsCodeApi, part: Partial<Remembered>): void {
  api.setState({ ...recall(api), ...part });
}
