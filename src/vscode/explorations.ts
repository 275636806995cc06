/**
 * All explorations of this window, and which one the commands and the views speak of: the one whose
 * panel or document was looked at last.
 */
import * as vscode from 'vscode';
import { Exploration } from './exploration';
import type { Subject } from './exploration';

/** Context keys of the manifest's `when` clauses. */
function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `goMemory.${name}`, value);
}

export class Explorations implements vscode.Disposable {
  private readonly all: Exploration[] = [];
  private shown: Exploration | undefined;
  private readonly changed = new vscode.EventEmitter<Exploration | undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly context = new Map<string, boolean>();

  /** The active exploration is another one, or it has changed. */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        for (const exploration of this.about(document.uri)) exploration.compare(document);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const found = editor && this.about(editor.document.uri).at(-1);
        if (found && found !== this.shown) this.activate(found);
        else this.tell();
      }),
    ];
  }

  get active(): Exploration | undefined {
    return this.shown;
  }

  /** The exploration of a subject, as it stands or newly loaded. */
  async open(subject: Subject): Promise<Exploration> {
    const known = this.all.find((exploration) => sameSubject(exploration.subject, subject));
    if (known) {
      this.activate(known);
      return known;
    }
    return this.add(await Exploration.open(subject));
  }

  /** Takes in an exploration that somebody else has opened. */
  add(exploration: Exploration): Exploration {
    this.all.push(exploration);
    exploration.onDidChange(() => exploration === this.shown && this.tell());
    exploration.onDidProgress(() => exploration === this.shown && this.tell());
    exploration.onDidDispose(() => {
      this.all.splice(this.all.indexOf(exploration), 1);
      if (this.shown === exploration) this.activate(this.all.at(-1));
    });
    this.activate(exploration);
    return exploration;
  }

  activate(exploration: Exploration | undefined): void {
    this.shown = exploration;
    this.tell();
  }

  /** Explorations of a document or of pieces of it. */
  about(uri: vscode.Uri): Exploration[] {
    const text = uri.toString();
    return this.all.filter(({ subject }) => subject.uri.toString() === text);
  }

  dispose(): void {
    for (const exploration of [...this.all]) exploration.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tell(): void {
    const { shown } = this;
    const state = shown?.state;
    const editor = vscode.window.activeTextEditor;
    const loaded = state !== undefined && state.phase !== 'invalid' && state.phase !== 'empty';
    const running = shown?.running ?? false;
    const standing = loaded && !running && state.phase !== 'failed';
    this.setContexts({
      active: shown !== undefined,
      running,
      canStep: standing && !(state.complete && state.tick >= state.endTick),
      canStepBack: standing && state.tick > 0,
      canRestart: loaded,
      here:
        editor !== undefined &&
        shown !== undefined &&
        this.about(editor.document.uri).includes(shown),
    });
    this.changed.fire(shown);
  }

  private setContexts(values: Readonly<Record<string, boolean>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (this.context.get(name) === value) continue;
      this.context.set(name, value);
      setContext(name, value);
    }
  }
}

function sameSubject(a: Subject, b: Subject): boolean {
  return (
    a.uri.toString() === b.uri.toString() &&
    a.lines?.firstLine === b.lines?.firstLine &&
    a.lines?.lastLine === b.lines?.lastLine
  );
}
