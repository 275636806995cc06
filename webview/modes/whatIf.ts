/**
 * What-if: GOGC, GOMEMLIMIT and GOMAXPROCS by slider. The program is run again beside the run one
 * sees, which stays; what changes is said in a sentence, drawn, and listed.
 */
import type { Comparison, OtherOptions } from '../../src/protocol/compare';
import { changedOptions, limitText, totalOf, whatIfSentence } from '../../src/protocol/comparing';
import type { RunOptions } from '../../src/protocol/views';
import { createAsking } from '../compare/asking';
import { createBusy } from '../compare/busy';
import { createCurves } from '../compare/curves';
import { sideHead, sideNames } from '../compare/names';
import { createSlider, sizeIn, wholeNumber } from '../compare/sliders';
import { totalsNode } from '../compare/tables';
import { textButton } from '../controls';
import { make, refill, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { modeFrame } from './box';
import { setSideColours } from './compare';
import { whileShown } from './mode';
import type { Mode } from './mode';

const gogcValues = [10, 25, 50, 75, 100, 150, 200, 300, 400, 800, -1];
const procsValues = [1, 2, 3, 4, 6, 8, 12, 16];
const limitValues = [1, 2, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512]
  .map((mebibytes) => mebibytes * 2 ** 20)
  .concat(-1);

const gogcMost = 1_000_000;
const procsMost = 256;

/** Where the other run will stand once there is one. */
function placeOfOther(context: Context): HTMLElement {
  return make(
    'div',
    { class: 'card compare-side right placeholder' },
    make('p', { class: 'quiet', text: t(context, 'whatIf.other') }),
  );
}

/** While a slider is on its way nothing is simulated. */
const settleMilliseconds = 200;

/** What the collector's options change, in the order in which one asks. */
const rows = [
  'NumGC',
  'compare.assists',
  'compare.assistBytes',
  'GCCPUFraction',
  'PauseTotalNs',
  'compare.peakLive',
  'compare.peakInUse',
  'compare.peakResident',
  'HeapAlloc',
  'HeapInuse',
  'HeapSys',
  'HeapReleased',
  'compare.resident',
  'NextGC',
  'TotalAlloc',
  'Mallocs',
  'Frees',
  'Sys',
  'compare.mcacheHits',
  'compare.mcentralLocks',
  'compare.mheapLocks',
  'compare.syscalls',
  'compare.ticks',
];

// LONG: sliders, what they stand at and what comes of it share one state.
export function createWhatIf(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'whatIf');
  let comparison: Comparison | undefined;
  let timer = 0;
  let base: RunOptions | undefined;

  const changed = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(choose, settleMilliseconds);
  };
  const off = (value: number): string => (value < 0 ? 'off' : String(value));
  const limits = (name: string, least: number, most: number) => ({ name, least, most });
  const gogc = createSlider({
    name: 'GOGC',
    note: t(context, 'whatIf.gogc'),
    fieldLabel: t(context, 'whatIf.value', { name: 'GOGC' }),
    values: gogcValues,
    textOf: off,
    valueOf: (text) => wholeNumber(text.replace(/%$/, ''), 0, gogcMost, true),
    problem: t(context, 'whatIf.badNumber', limits('GOGC', 0, gogcMost)),
    changed,
  });
  const memoryLimit = createSlider({
    name: 'GOMEMLIMIT',
    note: t(context, 'whatIf.memoryLimit'),
    fieldLabel: t(context, 'whatIf.value', { name: 'GOMEMLIMIT' }),
    values: limitValues,
    textOf: limitText,
    valueOf: sizeIn,
    problem: t(context, 'whatIf.badSize', { name: 'GOMEMLIMIT' }),
    changed,
  });
  const procs = createSlider({
    name: 'GOMAXPROCS',
    note: t(context, 'whatIf.procs'),
    fieldLabel: t(context, 'whatIf.value', { name: 'GOMAXPROCS' }),
    values: procsValues,
    textOf: String,
    valueOf: (text) => wholeNumber(text, 1, procsMost, false),
    problem: t(context, 'whatIf.badProcs', limits('GOMAXPROCS', 1, procsMost)),
    changed,
  });

  const reset = textButton(t(context, 'whatIf.reset'), () => {
    context.whatIf.set({});
    standAt();
    ask();
  });
  const apply = textButton(t(context, 'whatIf.apply'), () => {
    const options = context.whatIf.get();
    context.whatIf.set({});
    context.client.request('restart', options).catch((error: unknown) => context.report(error));
  });
  const heads = make('div', { class: 'compare-heads' });
  const curves = createCurves(context);
  const totals = make('div', {});
  const result = make('div', { class: 'compare-result' }, heads, curves.element, totals);
  const again = textButton(t(context, 'compare.again'), () => ask());
  const asking = createAsking(context, {
    onBegin: () => busy.begin(),
    onEnd(outcome, made) {
      busy.end();
      show(again.element, outcome === 'cancelled');
      if (made) comparison = made;
      else say(t(context, outcome === 'cancelled' ? 'compare.cancelled' : 'compare.notThere'));
      if (made) render();
    },
  });
  const busy = createBusy(context, () => asking.cancel());
  body.append(
    make('div', { class: 'sliders' }, gogc.element, memoryLimit.element, procs.element),
    make('div', { class: 'slider-buttons' }, reset.element, apply.element, again.element),
    busy.element,
    result,
  );
  show(again.element, false);
  show(result, false);

  /** Puts the sliders where the options of the second run are. */
  function standAt(): void {
    if (base === undefined) return;
    const options = { ...base, ...context.whatIf.get() };
    gogc.set(options.gogc);
    memoryLimit.set(options.memoryLimit);
    procs.set(options.procs);
  }

  /** The sliders have come to rest. */
  function choose(): void {
    if (base === undefined) return;
    const options: OtherOptions = {
      ...{ gogc: gogc.get(), memoryLimit: memoryLimit.get(), procs: procs.get() },
    };
    context.whatIf.set(changedOptions(base, options));
    ask();
  }

  function ask(): void {
    const state = context.session.get();
    if (state === undefined || state.phase === 'invalid' || state.phase === 'empty') {
      say(t(context, 'compare.nothing'));
      show(result, false);
      return;
    }
    const options = context.whatIf.get();
    const isChanged = Object.keys(options).length > 0;
    reset.setEnabled(isChanged);
    apply.setEnabled(isChanged);
    if (!isChanged) say(t(context, 'whatIf.asIs'));
    const end = { kind: 'end' } as const;
    asking.ask({ left: end, right: end, other: { kind: 'run', options } });
  }

  function say(text: string): void {
    if (sentence.textContent !== text) context.announcer.say(text);
    sentence.textContent = text;
  }

  function render(): void {
    if (comparison === undefined) return;
    const made = comparison;
    const options = context.whatIf.get();
    if (Object.keys(options).length > 0) say(whatIfSentence(context, made, options));
    show(result, true);
    const isAlone = Object.keys(options).length === 0;
    const sides = isAlone ? sideNames.slice(0, 1) : sideNames;
    refill(heads, [
      ...sides.map((side) => sideHead(context, made, side)),
      ...(isAlone ? [placeOfOther(context)] : []),
    ]);
    curves.set(made, sides);
    const picked = rows.flatMap((name) => totalOf(made, name) ?? []);
    refill(totals, isAlone ? [] : [totalsNode(context, made, picked, 'whatIf.result')]);
  }

  setSideColours(context, element);
  context.theme.subscribe(() => setSideColours(context, element));
  context.whatIf.subscribe((whatIf) => context.remember({ whatIf }));
  const shown = whileShown(context, () => {
    const options = context.session.get()?.options;
    // A restart with other options is another run to begin from.
    if (JSON.stringify(options) !== JSON.stringify(base)) {
      base = options;
      if (base) context.whatIf.set(changedOptions(base, context.whatIf.get()));
      standAt();
      ask();
    } else if (comparison === undefined) ask();
    return Promise.resolve();
  });
  return { element, setShown: shown.setShown, focus: () => gogc.focus() };
}
