/** Whether the timeline's lanes stand for Ps or for goroutines. */
import { choice } from '../controls';
import { t } from '../state/context';
import type { Context } from '../state/context';

type LaneBy = 'p' | 'g';

interface LaneChoice {
  readonly element: HTMLElement;
  get(): LaneBy;
  change(): void;
}

export function createLaneChoice(context: Context, changed: () => void): LaneChoice {
  const get = (): LaneBy => context.recall().lanes;
  const set = (lanes: LaneBy): void => {
    context.remember({ lanes });
    list.set(lanes);
    changed();
  };
  const list = choice(
    t(context, 'timeline.lanes'),
    [
      ['p', t(context, 'timeline.byP')],
      ['g', t(context, 'timeline.byG')],
    ],
    get(),
    (value) => set(value === 'g' ? 'g' : 'p'),
  );
  return { element: list.element, get, change: () => set(get() === 'p' ? 'g' : 'p') };
}
