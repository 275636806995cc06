/**
 * Analyses of documents, at most one per document and version: made when first asked for, kept
 * until the text changes or the document is closed. Nothing is analysed that nobody looks at.
 */
import * as vscode from 'vscode';
import type { Analysis } from '../golang/analyse';
import { analyse } from '../golang/analyse';
import { Lookup } from '../golang/lookup';

/** Longer texts are analysed only when somebody explores them. */
const limitCharacters = 1_000_000;

/** Milliseconds of quiet before a changed document is looked at again. */
const quietMilliseconds = 250;

/** What is known about one version of a document. */
export class Analysed {
  private found: Lookup | undefined;

  constructor(
    readonly document: vscode.TextDocument,
    readonly version: number,
    readonly analysis: Analysis,
  ) {}

  get lookup(): Lookup {
    this.found ??= new Lookup(this.analysis);
    return this.found;
  }

  /** Two offsets in the text as a range of the document. */
  range({ start, end }: { readonly start: number; readonly end: number }): vscode.Range {
    return new vscode.Range(this.position(start), this.position(end));
  }

  /** A diagnostic's place as a range of the document. */
  rangeOf({ pos, end }: { readonly pos: number; readonly end: number }): vscode.Range {
    const { base } = this.analysis.text;
    return this.range({ start: pos - base, end: end - base });
  }

  /** A place of the document in the text that was analysed. */
  offsetOf({ line, character }: vscode.Position): number {
    return this.analysis.text.offsetOf(line + 1, character + 1);
  }

  // The document may be newer than the analysis, and a fragment was wrapped: its text counts.
  private position(offset: number): vscode.Position {
    const { line, utf16Column } = this.analysis.text.position(offset);
    return new vscode.Position(line - 1, utf16Column - 1);
  }
}

export class Analyses implements vscode.Disposable {
  private readonly known = new Map<string, Analysed>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly settled = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable[];

  /** A Go document was opened, or has been changed and left alone for a moment. */
  readonly onDidSettle = this.settled.event;

  constructor() {
    this.subscriptions = [
      this.settled,
      vscode.workspace.onDidOpenTextDocument((document) => this.settleSoon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        this.settleSoon(document, quietMilliseconds),
      ),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    ];
  }

  /** The analysis of the document as it is now; undefined for what is not Go, or too long. */
  of(document: vscode.TextDocument): Analysed | undefined {
    if (!isGo(document)) return undefined;
    const key = document.uri.toString();
    const known = this.known.get(key);
    if (known?.version === document.version) return known;
    const source = document.getText();
    if (source.length > limitCharacters) return undefined;
    const analysis = analyse(nameOf(document.uri), source);
    const analysed = new Analysed(document, document.version, analysis);
    this.known.set(key, analysed);
    return analysed;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private settleSoon(document: vscode.TextDocument, milliseconds: number): void {
    if (!isGo(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        if (!document.isClosed) this.settled.fire(document);
      }, milliseconds),
    );
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.known.delete(key);
  }
}

export function isGo(document: vscode.TextDocument): boolean {
  return document.languageId === 'go';
}

/** Documents our providers speak about, wherever they are stored. */
export const goDocuments: vscode.DocumentSelector = { language: 'go' };

/** The last part of a document's path: what messages call it. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1)!;
}
