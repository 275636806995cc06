/**
 * A slider with a field beside it for exact values. The slider moves over round values; what is
 * typed may be any that the option takes. What is wrong with a value is said under the field.
 */
import { apply, make } from '../dom';

interface Slider {
  readonly element: HTMLElement;
  get(): number;
  set(value: number): void;
  focus(): void;
}

interface SliderProps {
  /** Go's name of the option. */
  readonly name: string;
  /** What it does. */
  readonly note: string;
  /** What the field is called. */
  readonly fieldLabel: string;
  /** Round values in order, from the left. */
  readonly values: readonly number[];
  readonly textOf: (value: number) => string;
  /** The value that a text means; undefined when it means none. */
  readonly valueOf: (text: string) => number | undefined;
  /** Says what texts mean something. */
  readonly problem: string;
  readonly changed: (value: number) => void;
}

// LONG: the slider, its field and what is wrong with it are one control.
export function createSlider(props: SliderProps): Slider {
  const { name, values, textOf } = props;
  const id = `slider-${name}`;
  const range = make('input', {
    type: 'range',
    id,
    min: '0',
    max: String(values.length - 1),
    step: '1',
    'aria-describedby': `${id}-note`,
  });
  const field = make('input', {
    type: 'text',
    class: 'slider-field',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': props.fieldLabel,
  });
  const problem = make('p', { class: 'slider-problem', id: `${id}-problem`, role: 'alert' });
  const element = make(
    'div',
    { class: 'slider' },
    make('label', { class: 'go-type', for: id, text: name }),
    field,
    range,
    make('p', { class: 'quiet slider-note', id: `${id}-note`, text: props.note }),
    problem,
  );
  let current = values[0]!;

  /** The round value that is nearest; off, the last one, is near nothing else. */
  function indexOf(value: number): number {
    if (value < 0) return values.length - 1;
    const distances = values.map((one) => (one < 0 ? Infinity : Math.abs(one - value)));
    return distances.indexOf(Math.min(...distances));
  }
  function complain(text: string): void {
    problem.textContent = text;
    apply(field, {
      'aria-invalid': text === '' ? undefined : 'true',
      'aria-describedby': text === '' ? undefined : problem.id,
    });
  }
  function set(value: number): void {
    current = value;
    range.value = String(indexOf(value));
    apply(range, { 'aria-valuetext': textOf(value) });
    if (document.activeElement !== field) field.value = textOf(value);
    complain('');
  }
  range.addEventListener('input', () => {
    set(values[Number(range.value)]!);
    field.value = textOf(current);
    props.changed(current);
  });
  field.addEventListener('change', () => {
    const value = props.valueOf(field.value.trim());
    complain(value === undefined ? props.problem : '');
    if (value === undefined || value === current) return;
    set(value);
    props.changed(value);
  });
  field.addEventListener('blur', () => {
    if (props.valueOf(field.value.trim()) !== undefined) field.value = textOf(current);
  });
  return { element, get: () => current, set, focus: () => range.focus() };
}

/** A whole number in a range, or off (-1) where that is allowed. */
export function wholeNumber(
  text: string,
  least: number,
  most: number,
  off: boolean,
): number | undefined {
  if (off && text.toLowerCase() === 'off') return -1;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** A size as GOMEMLIMIT takes it, or off (-1). */
export function sizeIn(text: string): number | undefined {
  if (text.toLowerCase() === 'off') return -1;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  const scale = unit === undefined ? undefined : units[unit.toLowerCase()];
  if (digits === undefined || scale === undefined) return undefined;
  return Math.round(Number(digits) * scale);
}
