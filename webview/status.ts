/**
 * Where the program stands, what happened last and why, in one sentence beside the toolbar (under
 * it where there is no room); what went wrong; and the counters that tell how the three levels
 * share the work, which stand at the head of the timeline.
 */
import { sayBytes, sayCount, sayText } from '../src/protocol/strings';
import type { EventRow, SessionState } from '../src/protocol/views';
import { apply, make, show } from './dom';
import { Stage } from './frame';
import { cutText } from './fullText';
import { openSource, placeText } from './source';
import { t } from './state/context';
import type { Context } from './state/context';

interface Status {
  readonly element: HTMLElement;
  /** How the program or its run failed. */
  readonly problem: HTMLElement;
  readonly counters: HTMLElement;
}

export function createStatus(context: Context): Status {
  const place = make('button', { class: 'link place', type: 'button' });
  const who = make('span', { class: 'quiet' });
  const doer = make('code');
  const what = make('span');
  const sentence = make('span', { class: 'now' }, who, doer, what);
  const counters = make('dl', { class: 'counters', 'aria-label': t(context, 'status.counters') });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const element = make(
    'section',
    { class: 'status', 'aria-label': t(context, 'status.name') },
    cutText(context, 'status-line', make('div', {}, place, sentence)),
  );
  place.addEventListener('click', () => {
    const position = context.session.get()?.position;
    if (position) openSource(context, position);
  });

  function update(): void {
    const state = context.session.get();
    const { position } = state ?? {};
    show(place, position !== undefined);
    if (position) apply(place, { text: placeText(position) });
    const now = nowTexts(context, state);
    for (const [part, text] of [who, doer, what].map((one, at) => [one, now[at]!] as const)) {
      apply(part, { text });
      show(part, text !== '');
    }
    const trouble = troubleOf(context, state);
    apply(problem, { text: trouble });
    show(problem, trouble !== '');
    show(counters, state !== undefined);
    if (state) showCounters(counters, counterTexts(context, state));
  }
  // Of many states between two frames the last is shown.
  context.session.subscribe(() => context.frame.schedule(Stage.dom, update));
  update();
  return { element, problem, counters };
}

/** Who runs, which function of the runtime has decided something, and what. */
function nowTexts(
  context: Context,
  state: SessionState | undefined,
): [who: string, doer: string, what: string] {
  if (!state) return ['', '', t(context, 'status.loading')];
  const who = state.goroutine === undefined ? '' : `G${state.goroutine} · P${state.p ?? 0}`;
  const atEnd = state.complete && state.tick >= state.endTick;
  if (atEnd && state.exit?.kind === 'ok') {
    return ['', '', t(context, 'status.ended', { ticks: sayCount(state.endTick) })];
  }
  if (state.last && state.last.tick > 0) {
    return [who, state.last.goFunc, lastSentence(context, state.last)];
  }
  return [who, '', state.phase === 'paused' ? t(context, 'status.atStart') : ''];
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

function counterTexts(
  context: Context,
  state: SessionState,
): readonly (readonly [name: string, value: string])[] {
  const { stats } = state;
  return [
    [t(context, 'status.live'), sayBytes(stats.heapLiveBytes)],
    [t(context, 'status.inUse'), sayBytes(stats.heapInUseBytes)],
    [t(context, 'status.numGC'), sayCount(stats.numGC)],
    [t(context, 'status.mcache'), sayCount(stats.mcacheHits)],
    [t(context, 'status.mcentral'), sayCount(stats.mcentralLocks)],
    [t(context, 'status.mheap'), sayCount(stats.mheapLocks)],
    [t(context, 'status.syscalls'), sayCount(stats.syscalls)],
  ];
}

/** Only what has changed is written, so that a step does not lay out the whole line anew. */
function showCounters(
  element: HTMLElement,
  texts: readonly (readonly [name: string, value: string])[],
): void {
  texts.forEach(([name, value], at) => {
    const entry = element.children[at] ?? make('div', {}, make('dt'), make('dd'));
    if (!entry.parentElement) element.append(entry);
    apply(entry.firstElementChild!, { text: name });
    apply(entry.lastElementChild!, { text: value });
  });
}
