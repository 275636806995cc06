/**
 * Asks the host for a comparison: one at a time, the newest wish ends the one before, and what has
 * been answered stays in sight until the next answer is here.
 */
import type { CompareParams, Comparison } from '../../src/protocol/compare';
import { RequestError } from '../../src/protocol/port';
import type { Context } from '../state/context';

/** What came of a wish. `missing`: a run does not come there, or no saved run is open. */
export type Outcome = 'made' | 'cancelled' | 'missing';

interface Asking {
  ask(params: CompareParams): void;
  /** Ends what is asked, as the user wants it. */
  cancel(): void;
}

interface Listener {
  onBegin(): void;
  onEnd(outcome: Outcome, comparison: Comparison | undefined): void;
}

export function createAsking(context: Context, listener: Listener): Asking {
  let pending: { cancel(): void } | undefined;

  return {
    ask(params) {
      const before = pending;
      const mine = context.client.start('compare', params);
      pending = mine;
      before?.cancel();
      listener.onBegin();
      const end = (outcome: Outcome, comparison?: Comparison): void => {
        // A newer wish speaks for itself.
        if (pending !== mine) return;
        pending = undefined;
        listener.onEnd(outcome, comparison);
      };
      mine.result.then(
        (comparison) => end('made', comparison),
        (error: unknown) => {
          const code = error instanceof RequestError ? error.code : undefined;
          if (pending === mine && code !== 'cancelled' && code !== 'notFound')
            context.report(error);
          end(code === 'notFound' ? 'missing' : 'cancelled');
        },
      );
    },
    cancel: () => pending?.cancel(),
  };
}
