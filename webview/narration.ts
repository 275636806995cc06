/**
 * The story of the file: the note that playback has reached, where among the stops that is, and
 * the way to the stop before and the next. A stop may ask for a mode of the panel: it gets it when
 * playback comes to it, and from then on the mode is the user's again.
 */
import type { Narration, SessionState } from '../src/protocol/views';
import { iconButton, textButton } from './controls';
import { icons, make, show } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';
import { modeNames } from './state/persist';

export function createNarration(context: Context): HTMLElement {
  const { client, session } = context;
  const ask = (request: Promise<unknown>): void => {
    request.catch((error: unknown) => context.report(error));
  };
  const previous = iconButton(icons.back, t(context, 'narration.previous'), () => {
    const tick = session.get()?.narration?.previousTick;
    if (tick !== undefined) ask(client.request('seek', { tick }));
  });
  const next = textButton(t(context, 'narration.next'), () =>
    ask(client.request('runTo', { target: 'stop' })),
  );
  const place = make('span', { class: 'narration-place' });
  const note = make('p', { class: 'note' });
  const element = make(
    'section',
    { class: 'narration', 'aria-label': t(context, 'narration.name') },
    make('div', { class: 'narration-way' }, previous.element, next.element, place),
    note,
  );

  function update(state: SessionState | undefined): void {
    const narration = state?.narration;
    show(element, state?.note !== undefined || narration !== undefined);
    note.textContent = state?.note ?? '';
    show(note, Boolean(state?.note));
    show(previous.element.parentElement!, narration !== undefined);
    if (state === undefined || narration === undefined) return;
    place.textContent = placeOf(context, narration);
    const stands = state.phase === 'paused' || state.phase === 'finished';
    previous.setEnabled(stands && narration.previousTick !== undefined);
    next.setEnabled(stands && !(state.complete && state.tick >= state.endTick));
    // The story is told by this button; who has stepped away from it finds the way back.
    next.setPrimary(narration.isHere || narration.number === 0);
    const isLast = narration.number === narration.total;
    const text = t(context, isLast ? 'narration.finish' : 'narration.next');
    next.element.textContent = text;
    next.setLabel(text);
    follow(context, narration);
  }
  session.subscribe(update);
  update(session.get());
  return element;
}

function placeOf(context: Context, { number, total, name, isHere }: Narration): string {
  if (number === 0) return t(context, 'narration.before', { total });
  if (isHere) return t(context, 'narration.place', { number, total, name });
  return t(context, 'narration.left', { name });
}

/** Shows what the stop asks for, once for each time that playback comes to it. */
function follow(context: Context, { passage, isHere, mode }: Narration): void {
  if (context.recall().passage === passage) return;
  context.remember({ passage });
  const wanted = modeNames.find((name) => name === mode);
  if (isHere && wanted !== undefined && wanted !== context.mode.get()) context.mode.set(wanted);
}
