/**
 * What a mode of the panel is: one more way to look at the same moment and the same selection. A
 * mode asks for its data only while it is shown, and shows the last answer until the next is here.
 */
import { latest } from '../state/latest';
import type { Context } from '../state/context';

export interface Mode {
  readonly element: HTMLElement;
  /** Stands beside the tabs while the mode is shown. */
  readonly tools?: HTMLElement;
  setShown(shown: boolean): void;
  focus(): void;
}

/** Calls `ask` when the mode comes into sight and, while it is there, after each change. */
export function whileShown(
  context: Context,
  ask: () => Promise<void>,
): { setShown(shown: boolean): void; refresh(): void } {
  let shown = false;
  const askNow = latest(context, ask);
  const refresh = (): void => {
    if (shown && context.session.get()) askNow();
  };
  context.revision.subscribe(refresh);
  return {
    refresh,
    setShown(next) {
      shown = next;
      refresh();
    },
  };
}
