/**
 * Compare: this run beside the same code on another runtime, beside the what-if run, beside a saved
 * one, or two of its own moments. Both sides stand at the same stop, or at the end.
 */
import { profiles } from '../../src/protocol/compare';
import type { CompareParams, Comparison, Moment } from '../../src/protocol/compare';
import { comparisonSentence, momentText, optionsText } from '../../src/protocol/comparing';
import { sayRuntime } from '../../src/protocol/strings';
import { createAsking } from '../compare/asking';
import type { Outcome } from '../compare/asking';
import { createBusy } from '../compare/busy';
import { createCurves } from '../compare/curves';
import { createHeaps } from '../compare/heaps';
import { sideColours, sideHead, sideNames } from '../compare/names';
import { createTables, totalsNode } from '../compare/tables';
import { choice, textButton } from '../controls';
import { make, refill, show } from '../dom';
import { paletteOf } from '../heapmap/palette';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { markSelected, modeFrame } from './box';
import { whileShown } from './mode';
import type { Mode } from './mode';

/** The colours of both sides, for everything inside of `element`. */
export function setSideColours(context: Context, element: HTMLElement): void {
  const colours = sideColours(paletteOf(context.theme.get()));
  for (const side of sideNames) element.style.setProperty(`--${side}`, css(colours[side]));
}

/** A drop-down list whose choices may change; it is made anew only when they do. */
interface Picker {
  readonly element: HTMLElement;
  offer(options: readonly (readonly [string, string])[], value: string): void;
}

function createPicker(label: string, short: string, act: (value: string) => void): Picker {
  const element = make('span', { class: 'labelled' });
  let known = '';
  let list: ReturnType<typeof choice> | undefined;
  return {
    element,
    offer(options, value) {
      const now = JSON.stringify(options);
      if (now === known && list) {
        list.set(value);
        return;
      }
      known = now;
      list = choice(label, options, value, act);
      element.replaceChildren(
        make('span', { class: 'bar-label', 'aria-hidden': 'true', text: short }),
        list.element,
      );
    },
  };
}

/** Moments as values of a drop-down list. */
const momentId = (moment: Moment): string => JSON.stringify(moment);
const end: Moment = { kind: 'end' };
const now: Moment = { kind: 'now' };

// LONG: what is compared, its controls and what they show share one state.
export function createCompare(context: Context): Mode {
  const { element, sentence, body } = modeFrame(context, 'compare');
  let comparison: Comparison | undefined;
  let moments: readonly Moment[] = [];
  let kept: Moment | undefined;
  let at: Moment = end;
  let left: Moment = now;
  let right: Moment = end;

  const others = (): readonly string[] => {
    const own = context.session.get()?.options.profile;
    return profiles.filter((profile) => profile !== own);
  };
  const chosen = (): string => context.compareWith.get() ?? others()[0] ?? 'moment';
  const isMoments = (): boolean => chosen() === 'moment';

  const withPicker = createPicker(
    t(context, 'compare.with'),
    t(context, 'compare.withShort'),
    (value) => context.compareWith.set(value),
  );
  const momentPicker = (
    label: 'compare.at' | 'compare.leftAt' | 'compare.rightAt',
    short: 'compare.atShort' | 'compare.leftShort' | 'compare.rightShort',
    set: (moment: Moment) => void,
  ): Picker =>
    createPicker(t(context, label), t(context, short), (value) => {
      set(JSON.parse(value) as Moment);
      ask();
    });
  const atPicker = momentPicker('compare.at', 'compare.atShort', (one) => (at = one));
  const leftPicker = momentPicker('compare.leftAt', 'compare.leftShort', (one) => (left = one));
  const rightPicker = momentPicker('compare.rightAt', 'compare.rightShort', (one) => (right = one));
  const keep = textButton(t(context, 'compare.keep'), () => {
    kept = { kind: 'tick', tick: context.session.get()?.tick ?? 0 };
    right = kept;
    left = now;
    offer();
    ask();
  });
  const open = textButton(t(context, 'compare.open'), () => {
    context.client
      .request('openSavedRun', {})
      .then(({ name }) => name !== undefined && ask())
      .catch((error: unknown) => context.report(error));
  });
  const tools = make(
    'div',
    { class: 'mode-tools compare-tools' },
    ...[withPicker, atPicker, leftPicker, rightPicker].map((picker) => picker.element),
    keep.element,
    open.element,
  );

  const heads = make('div', { class: 'compare-heads' });
  const heaps = createHeaps(context);
  const curves = createCurves(context);
  const totals = make('div', {});
  const tables = createTables(context);
  const result = make(
    'div',
    { class: 'compare-result' },
    ...[heads, heaps.element, curves.element, totals, tables.element],
  );
  const empty = make('p', { class: 'quiet compare-empty' });
  const again = textButton(t(context, 'compare.again'), () => ask());
  const asking = createAsking(context, {
    onBegin: () => busy.begin(),
    onEnd(outcome, made) {
      busy.end();
      comparison = made ?? (outcome === 'cancelled' ? comparison : undefined);
      render(outcome);
    },
  });
  const busy = createBusy(context, () => asking.cancel());
  body.append(tools, busy.element, empty, again.element, result);
  body.tabIndex = 0;
  body.setAttribute('role', 'region');
  body.setAttribute('aria-label', t(context, 'mode.compare'));
  show(again.element, false);
  show(result, false);

  function offer(): void {
    const options = context.whatIf.get();
    const hasWhatIf = Object.keys(options).length > 0;
    withPicker.offer(
      [
        ...others().map((profile): readonly [string, string] => [
          profile,
          t(context, 'compare.runOn', { profile: sayRuntime(profile) }),
        ]),
        ...(hasWhatIf
          ? [
              [
                'whatIf',
                t(context, 'compare.whatIfRun', { options: optionsText(options) }),
              ] as const,
            ]
          : []),
        ['moment', t(context, 'compare.moments')],
        ['saved', t(context, 'compare.savedRun')],
      ],
      chosen(),
    );
    const named = (list: readonly Moment[]): (readonly [string, string])[] =>
      list.map((moment) => [momentId(moment), momentText(context, moment)] as const);
    const own = [now, ...(kept ? [kept] : []), ...moments, end];
    atPicker.offer(named([end, ...moments]), momentId(at));
    leftPicker.offer(named(own), momentId(left));
    rightPicker.offer(named(own), momentId(right));
    show(atPicker.element, !isMoments());
    show(leftPicker.element, isMoments());
    show(rightPicker.element, isMoments());
    show(keep.element, isMoments());
    show(open.element, chosen() === 'saved');
  }

  function params(): CompareParams {
    if (isMoments()) return { left, other: { kind: 'run', options: {} }, right };
    const sides = { left: at, right: at };
    if (chosen() === 'saved') return { ...sides, other: { kind: 'saved' } };
    const options = chosen() === 'whatIf' ? context.whatIf.get() : { profile: chosen() };
    return { ...sides, other: { kind: 'run', options } };
  }

  function ask(): void {
    const phase = context.session.get()?.phase;
    offer();
    if (phase === undefined || phase === 'invalid' || phase === 'empty') {
      sentence.textContent = t(context, 'compare.nothing');
      show(result, false);
      return;
    }
    if (sentence.textContent === '') sentence.textContent = t(context, 'compare.running');
    asking.ask(params());
  }

  function render(outcome: Outcome): void {
    show(again.element, outcome === 'cancelled');
    show(empty, outcome !== 'made');
    show(result, comparison !== undefined);
    const isUnopened = outcome === 'missing' && chosen() === 'saved' && at.kind === 'end';
    empty.textContent = t(
      context,
      outcome === 'cancelled'
        ? 'compare.cancelled'
        : isUnopened
          ? 'compare.noSaved'
          : 'compare.notThere',
    );
    if (outcome !== 'made' || comparison === undefined) {
      const isLost = outcome === 'missing' || comparison === undefined;
      if (isLost) sentence.textContent = empty.textContent;
      context.announcer.say(empty.textContent);
      return;
    }
    moments = comparison.stops.map((stop) => ({ kind: 'stop', ...stop }));
    offer();
    const text = comparisonSentence(context, comparison);
    if (sentence.textContent !== text) context.announcer.say(text);
    sentence.textContent = text;
    fill(comparison);
  }

  function fill(made: Comparison): void {
    refill(
      heads,
      sideNames.map((side) => sideHead(context, made, side)),
    );
    heaps.set(made);
    curves.set(made);
    refill(totals, [totalsNode(context, made, made.totals, 'compare.totals')]);
    tables.set(made);
  }

  setSideColours(context, element);
  context.theme.subscribe(() => {
    setSideColours(context, element);
    if (comparison) fill(comparison);
  });
  context.selection.subscribe((selection) => markSelected(body, selection?.key));
  context.compareWith.subscribe(() => shown.refresh());
  context.whatIf.subscribe(() => shown.refresh());
  const shown = whileShown(context, () => {
    ask();
    return Promise.resolve();
  });
  return { element, setShown: shown.setShown, focus: () => body.focus() };
}
