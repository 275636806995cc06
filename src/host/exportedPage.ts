/**
 * One page that holds a run and needs nothing else: the view, the engine and the program in one
 * file. It runs the program anew when it is opened, so whatever can be asked here can be asked
 * there. The frame comes from the build, with a policy that admits these very scripts and nothing
 * from any network.
 */
import { say } from '../protocol/strings';
import type { Language } from '../protocol/strings';
import type { RunOptions } from '../protocol/views';

/** Files of dist/ that the page is put together from. */
export interface PageParts {
  /** page.html */
  readonly frame: string;
  /** webview.css */
  readonly style: string;
  /** extension.js, which is the engine for pages too */
  readonly engine: string;
  /** webview.js */
  readonly view: string;
}

export const pageFiles: Readonly<Record<keyof PageParts, string>> = {
  frame: 'page.html',
  style: 'webview.css',
  engine: 'extension.js',
  view: 'webview.js',
};

/** What the page runs, and where it stands when it is opened. */
export interface PageRun {
  readonly name: string;
  readonly source: string;
  /** Line of the fence in a Markdown file. */
  readonly line: number;
  readonly options: Partial<RunOptions>;
  readonly tick: number;
  /** How far it had been run. */
  readonly endTick: number;
  readonly language: Language;
}

/** The page as text. */
export function exportedPage(parts: PageParts, run: PageRun): string {
  // No character of the program can end the element that it stands in.
  const data = JSON.stringify(run).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  const filled: Readonly<Record<string, string>> = {
    lang: run.language,
    title: escaped(`${run.name} · Go Memory`),
    noScript: escaped(say(run.language, 'page.noScript')),
    style: parts.style,
    run: data,
    engine: parts.engine,
    view: parts.view,
  };
  // In one pass: what is filled in is not looked at again.
  return parts.frame.replace(/%%(\w+)%%/g, (whole, name: string) => filled[name] ?? whole);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

function unicodeEscape(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
