/**
 * Every text the product shows at run time, in both languages, and how it is put together. The
 * texts stand in tables by who shows them: panelTexts and modeTexts (webview), modelTexts and
 * eventTexts (what the session says about the state and the events) and hostTexts (what VS Code
 * shows).
 *
 * Placeholders: `{name}` a text or a whole number with thousands separated · `{name:bytes}` 8 KiB ·
 * `{name:hex}` 0xc000012000 · `{name:raw}` digits without separators · `{name:percent}` of a share
 * 0…1 · `{name|one|many}` the first word when the number is 1, else the second.
 */
import { classicTexts } from './classicTexts';
import { compareTexts } from './compareTexts';
import { eventTexts } from './eventTexts';
import { exportTexts } from './exportTexts';
import { hostTexts } from './hostTexts';
import { keyTexts } from './keyTexts';
import { lessonTexts } from './lessonTexts';
import { markingTexts } from './markingTexts';
import { modelTexts } from './modelTexts';
import { modeTexts } from './modeTexts';
import { panelTexts } from './panelTexts';
import { timelineTexts } from './timelineTexts';

export type Language = 'en' | 'zh-cn';

/** One text in both languages. */
export interface Translated {
  readonly en: string;
  readonly 'zh-cn': string;
}

const texts = {
  ...panelTexts,
  ...modeTexts,
  ...markingTexts,
  ...keyTexts,
  ...lessonTexts,
  ...modelTexts,
  ...eventTexts,
  ...classicTexts,
  ...compareTexts,
  ...hostTexts,
  ...exportTexts,
  ...timelineTexts,
};

export type StringId = keyof typeof texts;

/** A text with its arguments, which may be texts themselves. */
export interface Phrase {
  readonly id: StringId;
  readonly args?: Args;
}

/** Values for placeholders. */
export type Args = Readonly<Record<string, string | number | Phrase>>;

type NamesIn<Template extends string> = Template extends `${string}{${infer Inner}}${infer Rest}`
  ? NameOf<Inner> | NamesIn<Rest>
  : never;
type NameOf<Inner extends string> = Inner extends `${infer Name}|${string}`
  ? Name
  : Inner extends `${infer Name}:${string}`
    ? Name
    : Inner;

/** The placeholders that the English text of `Id` has. */
export type ArgsOf<Id extends StringId> = Readonly<
  Record<NamesIn<(typeof texts)[Id]['en']>, string | number | Phrase>
>;

/** Texts without placeholders. */
export type PlainStringId = {
  [Id in StringId]: [keyof ArgsOf<Id>] extends [never] ? Id : never;
}[StringId];

/** The text `id` in `language`; placeholders are checked against the English text. */
export function say<Id extends StringId>(
  language: Language,
  id: Id,
  ...args: [keyof ArgsOf<Id>] extends [never] ? [] : [args: ArgsOf<Id>]
): string {
  return fillIn(language, texts[id][language], args[0] ?? {});
}

/** A `Text` of views.ts as one string; ids come from the host, so they may be unknown here. */
export function sayText(language: Language, text: string | Phrase): string {
  if (typeof text === 'string') return text;
  return hasText(text.id) ? fillIn(language, texts[text.id][language], text.args ?? {}) : text.id;
}

/** Whether there is such a text, e.g. a gloss for a field. */
export function hasText(id: string): id is StringId {
  return Object.hasOwn(texts, id);
}

/** VS Code's display language as one of ours. */
export function languageOf(displayLanguage: string): Language {
  return /^zh(-|$)/i.test(displayLanguage) ? 'zh-cn' : 'en';
}

function fillIn(language: Language, template: string, args: Args): string {
  return template.replace(/\{(\w+)(?::(\w+)|\|([^|}]*)\|([^}]*))?\}/g, (whole, ...found) => {
    const [name, format, one, many] = found as (string | undefined)[];
    const value = args[name!];
    if (value === undefined) return whole;
    if (one !== undefined) return Number(value) === 1 ? one : many!;
    if (typeof value === 'string') return value;
    if (typeof value === 'object') return sayText(language, value);
    if (format === 'bytes') return sayBytes(value);
    if (format === 'hex') return sayHex(value);
    if (format === 'percent') return `${Math.round(value * 100)}%`;
    return format === 'raw' ? String(value) : sayCount(value);
  });
}

/** 1234567 → 1,234,567, the same in both languages. */
export function sayCount(value: number): string {
  const [whole, fraction] = String(Math.abs(value)).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** 48 B, 8 KiB, 3.81 MiB: binary units, at most three significant digits behind the first unit. */
export function sayBytes(value: number): string {
  const size = Math.abs(value);
  if (size < 1024) return `${sayCount(value)} B`;
  const power = Math.min(4, Math.floor(Math.log2(size) / 10));
  const scaled = value / 1024 ** power;
  const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
  return `${sayCount(Number(scaled.toFixed(digits)))} ${'KMGT'[power - 1]}iB`;
}

/** go1.6 → Go 1.6. */
export function sayRuntime(profile: string): string {
  return profile.replace(/^go/, 'Go ');
}

/** 840 ns, 56.7 µs, 20.5 ms, 1.2 s: three significant digits at most. */
export function sayNanoseconds(value: number): string {
  const power = value < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const digits = power === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  return `${sayCount(Number(scaled.toFixed(digits)))} ${['ns', 'µs', 'ms', 's'][power]}`;
}

/** 0xc000012000. Works beyond 32 bits. */
export function sayHex(value: number): string {
  return `0x${value.toString(16)}`;
}
