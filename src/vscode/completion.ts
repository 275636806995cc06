/** Completion of //mem: directives: verbs, and the words that may stand behind them. */
import * as vscode from 'vscode';
import { predicateKinds } from '../golang/annotationvalues';
import { shownModes, verbs } from '../golang/annotations';
import type { Verb } from '../golang/annotations';
import { goDocuments } from './analyses';
import { t } from './texts';

/** Words that may stand behind a verb. `$` marks where the cursor goes. */
const words: Readonly<Partial<Record<Verb, readonly string[]>>> = {
  runtime: ['go1.26'],
  gogc: ['off', '25', '50', '100', '200'],
  memlimit: ['off', '4MiB', '16MiB', '64MiB', '1GiB'],
  procs: ['1', '2', '4', '8'],
  arch: ['amd64'],
  base: ['0xc000000000', 'random'],
  budget: ['steps=', 'time=', 'heap='],
  assume: ['heap', 'stack'],
  mode: shownModes,
  advance: ['100ms', '5s', '5m'],
};

class Completion implements vscode.CompletionItemProvider {
  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] | undefined {
    const before = document.lineAt(position).text.slice(0, position.character);
    const directive = /\/\/(m(?:e(?:m(?::(\w*))?)?)?)?$/.exec(before);
    if (directive) {
      const typed = directive[0].length;
      const range = new vscode.Range(position.translate(0, -typed), position);
      return (Object.keys(verbs) as Verb[]).map((verb, index) => verbItem(verb, range, index));
    }
    const argument = /\/\/mem:(\w+)\s(?:.*\s)?([\w.=]*)$/.exec(before);
    if (!argument) return undefined;
    const [, verb, typed] = argument;
    const range = new vscode.Range(position.translate(0, -typed!.length), position);
    if (verb === 'expect') return predicateItems(range);
    if (!Object.hasOwn(verbs, verb!)) return undefined;
    return words[verb as Verb]?.map((word) => {
      const item = new vscode.CompletionItem(word, vscode.CompletionItemKind.Value);
      item.range = range;
      return item;
    });
  }
}

/** `//mem:gogc 50` with its argument ready to be typed over. */
export function verbSnippet(verb: Verb): vscode.SnippetString {
  const { example } = verbs[verb];
  const [directive, ...rest] = example.split(' ');
  const snippet = new vscode.SnippetString(directive);
  if (rest.length === 0) return snippet;
  return snippet.appendText(' ').appendPlaceholder(rest.join(' '));
}

function verbItem(verb: Verb, range: vscode.Range, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem(`//mem:${verb}`, vscode.CompletionItemKind.Keyword);
  item.insertText = verbSnippet(verb);
  item.range = range;
  item.detail = verbs[verb].example;
  item.documentation = new vscode.MarkdownString(t(`verb.${verb}`));
  item.sortText = String(index).padStart(2, '0');
  return item;
}

function predicateItems(range: vscode.Range): vscode.CompletionItem[] {
  return (Object.keys(predicateKinds) as (keyof typeof predicateKinds)[]).map((name) => {
    const kind = predicateKinds[name];
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Property);
    item.range = range;
    item.documentation = new vscode.MarkdownString(t(`predicate.${name}`));
    item.insertText = new vscode.SnippetString(name);
    if (kind === 'text') item.insertText.appendText('~="').appendTabstop().appendText('"');
    else if (kind !== 'nothing') item.insertText.appendText('=').appendTabstop();
    return item;
  });
}

export function registerCompletion(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(goDocuments, new Completion(), ':', ' ');
}
