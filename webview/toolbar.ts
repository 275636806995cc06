/** The panel's toolbar: transport, how fast it plays, and what the run is configured with. */
import type { Method, Params, RunTarget } from '../src/protocol/protocol';
import type { PlainStringId } from '../src/protocol/strings';
import type { SessionState } from '../src/protocol/views';
import { createConfiguration } from './configuration';
import { choice, divider, iconButton } from './controls';
import { icons, make } from './dom';
import { t } from './state/context';
import type { Context } from './state/context';

interface Toolbar {
  readonly element: HTMLElement;
  /** What the run is configured with; it stands at the other end of the bar. */
  readonly configuration: HTMLElement;
}

const targets: readonly (readonly [RunTarget, PlainStringId])[] = [
  ['stop', 'run.toStop'],
  ['gc', 'run.toGC'],
  ['refill', 'run.toRefill'],
  ['heapGrowth', 'run.toHeapGrowth'],
  ['line', 'run.toLine'],
  ['end', 'run.toEnd'],
];

/** How a run is played: a step, and after some time the next. */
interface Pace {
  readonly milliseconds: number;
  /** A step goes at least so far, and on to a statement. */
  readonly instructions: number;
}

/** Without a pace the machine runs as fast as it can, and only where it ends is shown. */
const speeds: readonly (readonly [string, PlainStringId, Pace?])[] = [
  ['slow', 'run.slow', { milliseconds: 900, instructions: 1 }],
  ['medium', 'run.medium', { milliseconds: 300, instructions: 1 }],
  ['fast', 'run.fast', { milliseconds: 80, instructions: 1 }],
  ['by100', 'run.by100', { milliseconds: 80, instructions: 100 }],
  ['by10000', 'run.by10000', { milliseconds: 80, instructions: 10_000 }],
  ['by1000000', 'run.by1000000', { milliseconds: 80, instructions: 1_000_000 }],
  ['full', 'run.full'],
];

// LONG: a list of controls, one after the other, and what enables them.
export function createToolbar(context: Context): Toolbar {
  let target: RunTarget = 'gc';
  let playing = 0;
  let busy = false;

  const send = async <M extends Method>(method: M, params: Params<M>): Promise<boolean> => {
    busy = true;
    try {
      await context.client.request(method, params);
      return true;
    } catch (error) {
      context.report(error);
      return false;
    } finally {
      busy = false;
    }
  };

  const running = (): boolean => playing !== 0 || context.session.get()?.phase === 'running';

  /**
   * Plays step by step until the program ends or somebody pauses; a run that was at its end before
   * is played from where somebody went back to. Steps begin at an even pace, even slow ones.
   */
  function play(pace: Pace, due = performance.now() + pace.milliseconds): void {
    const step = async (): Promise<void> => {
      const { instructions } = pace;
      const worked = await send('step', instructions > 1 ? { instructions } : {});
      if (playing === 0) return;
      if (!worked || !canStep(context.session.get())) stopPlaying();
      else play(pace, Math.max(due + pace.milliseconds, performance.now()));
    };
    playing = window.setTimeout(() => void step(), due - performance.now());
    update(context.session.get());
  }
  function stopPlaying(): void {
    window.clearTimeout(playing);
    playing = 0;
    update(context.session.get());
  }

  function runOrPause(): void {
    if (playing !== 0) stopPlaying();
    else if (running()) void send('pause', {});
    else {
      const pace = speeds.find(([name]) => name === speed.get())?.[2];
      if (pace === undefined) void send('run', {});
      else play(pace);
    }
  }

  function runTo(): void {
    const position = context.session.get()?.position;
    void send('runTo', target === 'line' ? { target, position } : { target });
  }

  const restart = iconButton(icons.restart, t(context, 'run.restart'), () => {
    stopPlaying();
    void send('restart', {});
  });
  const stepBack = iconButton(
    icons.stepBack,
    t(context, 'run.stepBack'),
    () => void send('stepBack', {}),
  );
  const step = iconButton(icons.step, t(context, 'run.step'), () => {
    // Holding the key must not queue steps without end.
    if (!busy) void send('step', {});
  });
  const run = iconButton(icons.run, t(context, 'run.run'), runOrPause);
  const next = iconButton(icons.runTo, t(context, 'run.runTo'), runTo);
  const texts = targets.map(([value, id]) => [value, t(context, id)] as const);
  const targetChoice = choice(t(context, 'run.target'), texts, target, (value) => {
    target = value as RunTarget;
  });
  const speed = choice(
    t(context, 'run.speed'),
    speeds.map(([name, id]) => [name, t(context, id)] as const),
    context.recall().speed,
    (value) => context.remember({ speed: value }),
  );
  const restartWith = (options: Params<'restart'>): void => {
    stopPlaying();
    void send('restart', options);
  };

  function update(state: SessionState | undefined): void {
    const loaded = state !== undefined && state.phase !== 'empty' && state.phase !== 'invalid';
    const standing = loaded && !running() && state.phase !== 'failed';
    const atEnd = loaded && state.complete && state.tick >= state.endTick;
    restart.setEnabled(loaded);
    stepBack.setEnabled(standing && state.tick > 0);
    step.setEnabled(standing && !atEnd);
    run.setEnabled(loaded && (running() || !atEnd));
    run.setIcon(running() ? icons.pause : icons.run);
    run.setLabel(t(context, running() ? 'run.pause' : 'run.run'));
    next.setEnabled(standing && !atEnd);
  }
  context.session.subscribe(update);
  update(context.session.get());

  const labelled = (label: string, element: HTMLElement): HTMLElement =>
    make(
      'span',
      { class: 'labelled' },
      make('span', { class: 'bar-label', text: label, 'aria-hidden': 'true' }),
      element,
    );
  const element = make(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': t(context, 'run.tools') },
    restart.element,
    stepBack.element,
    step.element,
    run.element,
    divider(),
    next.element,
    targetChoice.element,
    divider(),
    labelled(t(context, 'run.speedShort'), speed.element),
  );
  return { element, configuration: createConfiguration(context, restartWith) };
}

/** Whether the machine stands, with something of the run before it. */
function canStep(state: SessionState | undefined): boolean {
  if (state?.phase !== 'paused' && state?.phase !== 'finished') return false;
  return !state.complete || state.tick < state.endTick;
}
