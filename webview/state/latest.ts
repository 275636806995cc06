/**
 * Asking the host again and again without queueing: of many wishes during a request one remains.
 */
import type { Context } from './context';

/** Calls `ask`; calls during a call make one more after it. */
export function latest(context: Context, ask: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    while (again) {
      again = false;
      await ask().catch((error: unknown) => context.report(error));
    }
    running = false;
  };
  return () => {
    again = true;
    if (!running) void run();
  };
}
