/**
 * Markdown for hovers: text of programs never becomes markup, and links run our own commands only.
 */
import * as vscode from 'vscode';

/** Commands that links in our Markdown may run. */
const linkCommands = [
  'goMemory.exploreFile',
  'goMemory.revealLineInMap',
  'goMemory.runToLine',
  'goMemory.firstHere',
] as const;

/** Markdown in which links to our own commands work, and no others. */
export function trusted(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(lines.join('\n\n'), true);
  markdown.isTrusted = { enabledCommands: [...linkCommands] };
  markdown.supportHtml = false;
  return markdown;
}

/** Text as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Text as code, whatever backticks it holds; long text is cut. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > 80 ? `${line.slice(0, 79)}…` : line;
  const runs = [...short.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  // A space next to the fence is taken away again.
  const space = short.startsWith('`') || short.endsWith('`') ? ' ' : '';
  return `${fence}${space}${short}${space}${fence}`;
}

/** A link that runs one of our commands. */
export function link(
  text: string,
  command: (typeof linkCommands)[number],
  ...args: readonly unknown[]
): string {
  const list = encodeURIComponent(JSON.stringify(args)).replace(
    /[()']/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `[${escaped(text)}](command:${command}?${list})`;
}

/** A picture with its size; the text beside it must say the same. */
export function picture(svg: string, width: number, height: number, alt: string): string {
  const data = `data:image/svg+xml;base64,${btoa(svg)}`;
  return `![${escaped(alt)}](${data}|width=${width},height=${height})`;
}
