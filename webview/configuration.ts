/**
 * What the run is configured with: a button that says it in a few words, and under it the choices.
 * Choosing begins the run anew.
 */
import { profiles } from '../src/protocol/compare';
import type { Params } from '../src/protocol/protocol';
import { sayRuntime } from '../src/protocol/strings';
import type { SessionState } from '../src/protocol/views';
import { choice, textButton } from './controls';
import { icon, icons, make } from './dom';
import { createPopover } from './popover';
import { t } from './state/context';
import type { Context } from './state/context';

const procsChoices = [1, 2, 4, 8];
const gogcChoices = [25, 50, 100, 200, 400, -1];

const sayGogc = (percent: number): string => (percent < 0 ? 'off' : String(percent));

// LONG: a list of controls, one after the other.
export function createConfiguration(
  context: Context,
  restartWith: (options: Params<'restart'>) => void,
): HTMLElement {
  const profile = choice(
    t(context, 'run.profile'),
    profiles.map((name) => [name, sayRuntime(name)] as const),
    'go1.26',
    (value) => restartWith({ profile: value }),
  );
  const procs = choice(
    'GOMAXPROCS',
    procsChoices.map((count) => [String(count), String(count)] as const),
    '1',
    (value) => restartWith({ procs: Number(value) }),
  );
  const gogc = choice(
    'GOGC',
    gogcChoices.map((percent) => [String(percent), sayGogc(percent)] as const),
    '100',
    (value) => restartWith({ gogc: Number(value) }),
  );
  const row = (label: string, note: string, element: HTMLElement): HTMLElement =>
    make(
      'div',
      { class: 'configuration-row' },
      make('span', { class: 'configuration-name', text: label, 'aria-hidden': 'true' }),
      element,
      make('p', { class: 'quiet', text: note }),
    );
  const name = t(context, 'run.configuration');
  const content = make(
    'div',
    { class: 'configuration', role: 'group', 'aria-label': name },
    row(t(context, 'run.profileShort'), t(context, 'run.profileNote'), profile.element),
    row('GOMAXPROCS', t(context, 'whatIf.procs'), procs.element),
    row('GOGC', t(context, 'whatIf.gogc'), gogc.element),
    make('p', { class: 'quiet', text: t(context, 'run.configurationNote') }),
  );
  // The library gives a span in a button the size of a picture.
  const runtime = make('span');
  const rest = make('span', { class: 'configuration-rest' });
  const text = make('div', { class: 'configuration-text' }, runtime, rest);
  const button = textButton(name, () => popover.set(!popover.isOpen()));
  button.element.replaceChildren(icon(icons.sliders), text);
  button.element.classList.add('configuration-button');
  const popover = createPopover(button, content, 'configuration-place', () => undefined);

  function update(state: SessionState | undefined): void {
    if (!state) return;
    const { options } = state;
    addOption(procs.element, String(options.procs));
    addOption(gogc.element, sayGogc(options.gogc), String(options.gogc));
    addOption(profile.element, options.profile);
    procs.set(String(options.procs));
    gogc.set(String(options.gogc));
    profile.set(options.profile);
    runtime.textContent = sayRuntime(options.profile);
    rest.textContent = ` · P ${options.procs} · GOGC ${sayGogc(options.gogc)}`;
    button.setLabel(`${name}: ${text.textContent}`);
  }
  context.session.subscribe(update);
  update(context.session.get());
  return popover.element;
}

/** A value set by an annotation may be none of the choices. */
function addOption(list: HTMLElement, text: string, value = text): void {
  if ([...list.children].some((option) => option.getAttribute('value') === value)) return;
  const option = document.createElement('vscode-option');
  option.setAttribute('value', value);
  option.textContent = text;
  list.append(option);
}
