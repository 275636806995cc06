/**
 * The line under the toolbar: where the program stands, what happened last and why, in one
 * sentence; at its end the counters that tell how the three levels share the work.
 */
import { sayBytes, sayCount, sayText } from '../src/protocol/strings';
import type { EventRow, SessionState } from '../src/protocol/views';
import { make, show } from './dom';
import { openSource, placeText } from './source';
import { t } from './state/context';
import type { Context } from './state/context';

interface Status {
  readonly element: HTMLElement;
}

export function createStatus(context: Context): Status {
  const place = make('button', { class: 'link place', type: 'button' });
  const sentence = make('span', { class: 'now' });
  const counters = make('dl', { class: 'counters', 'aria-label': t(context, 'status.counters') });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const element = make(
    'section',
    { class: 'status', 'aria-label': t(context, 'status.name') },
    make('div', { class: 'status-line' }, place, sentence),
    problem,
    counters,
  );
  place.addEventListener('click', () => {
    const position = context.session.get()?.position;
    if (position) openSource(context, position);
  });

  function update(state: SessionState | undefined): void {
    const { position } = state ?? {};
    show(place, position !== undefined);
    if (position) place.textContent = placeText(position);
    sentence.replaceChildren(...nowNodes(context, state));
    // The line is cut where it has no room; the inspector has the whole of it.
    sentence.title = sentence.textContent ?? '';
    const trouble = troubleOf(context, state);
    problem.textContent = trouble;
    show(problem, trouble !== '');
    show(counters, state !== undefined);
    if (state) counters.replaceChildren(...counterNodes(context, state));
  }
  context.session.subscribe(update);
  update(context.session.get());
  return { element };
}

function nowNodes(context: Context, state: SessionState | undefined): Node[] {
  if (!state) return [document.createTextNode(t(context, 'status.loading'))];
  const nodes: Node[] = [];
  if (state.goroutine !== undefined) {
    nodes.push(make('span', { class: 'quiet', text: `G${state.goroutine} · P${state.p ?? 0}` }));
  }
  if (state.last && state.last.tick > 0) {
    if (state.last.goFunc !== '') nodes.push(make('code', { text: state.last.goFunc }));
    nodes.push(make('span', { text: lastSentence(context, state.last) }));
  } else if (state.phase === 'paused') {
    nodes.push(make('span', { text: t(context, 'status.atStart') }));
  }
  return nodes;
}

/** What happened, and the last link of the chain of reasons. */
export function lastSentence(context: Pick<Context, 'language'>, event: EventRow): string {
  const what = sayText(context.language, event.what);
  const reason = event.why.at(-1);
  return reason === undefined
    ? what
    : t(context, 'status.because', { what, why: sayText(context.language, reason) });
}

function troubleOf(context: Context, state: SessionState | undefined): string {
  if (!state) return '';
  if (state.problems.length > 0) return state.problems.join('\n');
  if (state.exit && state.exit.kind !== 'ok' && state.tick >= state.endTick) {
    return t(context, 'status.exit', { message: state.exit.message || state.exit.kind });
  }
  return '';
}

function counterNodes(context: Context, state: SessionState): Node[] {
  const { stats } = state;
  const entries: [string, string][] = [
    [t(context, 'status.live'), sayBytes(stats.heapLiveBytes)],
    [t(context, 'status.inUse'), sayBytes(stats.heapInUseBytes)],
    [t(context, 'status.numGC'), sayCount(stats.numGC)],
    [t(context, 'status.mcache'), sayCount(stats.mcacheHits)],
    [t(context, 'status.mcentral'), sayCount(stats.mcentralLocks)],
    [t(context, 'status.mheap'), sayCount(stats.mheapLocks)],
    [t(context, 'status.syscalls'), sayCount(stats.syscalls)],
  ];
  return entries.map(([name, value]) =>
    make('div', {}, make('dt', { text: name }), make('dd', { text: value })),
  );
}
