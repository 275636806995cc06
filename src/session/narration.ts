/**
 * The story of a file: its stops in order, what is noted at each, and the mode of the panel that a
 * stop asks for.
 */
import { annotationsOf } from '../golang/annotations';
import type { Annotation } from '../golang/annotations';
import type { Language } from '../protocol/strings';
import type { Narration, SessionState } from '../protocol/views';
import { standingTick } from './recorder';
import type { Run } from './run';

/** Where playback stands in the story, and what is said there. */
export function narrationOf(
  run: Run,
  annotations: readonly Annotation[],
  language: Language,
): Pick<SessionState, 'note' | 'narration'> {
  const note = noteNow(run, language);
  const narration = stopNow(run, annotations);
  return {
    ...(note === undefined ? {} : { note }),
    ...(narration === undefined ? {} : { narration }),
  };
}

/** The last note in the language, or in the one there is. */
function noteNow(run: Run, language: Language): string | undefined {
  const texts = run.recorder
    .notesBefore(run.machine.rt.trace.count)
    .map((number) => run.program.annotations[number])
    .filter((note) => note?.verb === 'note');
  const own = language === 'zh-cn' ? 'zhCn' : 'en';
  const local = texts.find((note) => note[own] !== '') ?? texts[0];
  return local === undefined ? undefined : local.en || local.zhCn;
}

function stopNow(run: Run, annotations: readonly Annotation[]): Narration | undefined {
  const named = annotationsOf(annotations, 'stop');
  const total = named.length;
  if (total === 0) return undefined;
  const { stops } = run.recorder;
  const { count } = run.machine.rt.trace;
  const passage = passedBefore(stops, count);
  if (passage === 0) return { total, number: 0, name: '', passage, isHere: false };
  const { name, event } = stops[passage - 1]!;
  // A stop is an instruction of its own; whatever comes next moves the machine on.
  const isHere = event === count - 1 && run.machine.tick <= standingTick(stops[passage - 1]!);
  const at = named.findIndex((stop) => stop.name === name);
  const mode = annotationsOf(annotations, 'mode').find(({ line }) => line === named[at]?.line);
  const previous = stops[passage - (isHere ? 2 : 1)];
  return {
    ...{ total, number: at + 1, name, passage, isHere },
    ...(mode === undefined ? {} : { mode: mode.mode }),
    ...(previous === undefined ? {} : { previousTick: standingTick(previous) }),
  };
}

/** How many passages stand before event number `count`. */
function passedBefore(stops: readonly { readonly event: number }[], count: number): number {
  let low = 0;
  let high = stops.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stops[middle]!.event < count) low = middle + 1;
    else high = middle;
  }
  return low;
}
