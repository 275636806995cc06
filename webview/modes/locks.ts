/**
 * Why there are levels, as a number: the locks that the run took, and what the same run would have
 * paid at one lock for everything. The figures are a model's (src/runtime/contention.ts).
 */
import type { LockCosts, Levels } from '../../src/protocol/modes';
import { sayCount, sayNanoseconds } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { bar } from './box';

const columns: readonly PlainStringId[] = [
  'levels.lockKind',
  'levels.lockTaken',
  'levels.lockWaits',
  'levels.lockWaiting',
  'levels.lockSpent',
];

/** Heading, sentence and table; nothing before the first allocation. */
export function locksNode(context: Context, { locks, procs }: Levels): HTMLElement {
  const { levels, one } = locks;
  if (one.taken === 0) return make('section', { class: 'locks' });
  const most = Math.max(levels.spentNS, one.spentNS);
  const row = (id: PlainStringId, costs: LockCosts): HTMLElement =>
    make(
      'tr',
      {},
      make('th', { scope: 'row', text: t(context, id) }),
      make('td', { class: 'number', text: sayCount(costs.taken) }),
      make('td', { class: 'number', text: sayCount(costs.waits) }),
      make('td', { class: 'number', text: sayNanoseconds(costs.waitNS) }),
      make(
        'td',
        { class: 'number spent' },
        make('span', { text: sayNanoseconds(costs.spentNS) }),
        bar(costs.spentNS / Math.max(1, most)),
      ),
    );
  return make(
    'section',
    { class: 'locks' },
    make('h3', { text: t(context, 'levels.why') }),
    make('p', { text: lockSentence(context, locks, procs) }),
    make(
      'table',
      { 'aria-label': t(context, 'levels.why') },
      make(
        'thead',
        {},
        make('tr', {}, ...columns.map((id) => make('th', { scope: 'col', text: t(context, id) }))),
      ),
      make('tbody', {}, row('levels.withLevels', levels), row('levels.withOne', one)),
    ),
    make('p', { class: 'quiet', text: t(context, 'levels.lockModel') }),
  );
}

function lockSentence(context: Context, { levels, one }: Levels['locks'], procs: number): string {
  if (procs === 1) {
    const args = { all: one.taken, taken: levels.taken };
    return t(context, 'levels.oneLockAlone', args);
  }
  const times = Math.round((one.spentNS / Math.max(1, levels.spentNS)) * 10) / 10;
  return t(context, 'levels.oneLock', {
    all: one.taken,
    taken: levels.taken,
    waits: one.waits,
    times,
  });
}
