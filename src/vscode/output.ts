/**
 * What the program has printed up to the current tick, in an output channel; stepping back takes it
 * away.
 */
import * as vscode from 'vscode';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';

export class ProgramOutput implements vscode.Disposable {
  private channel: vscode.OutputChannel | undefined;
  private shownBytes = 0;
  private shownOf: Exploration | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly explorations: Explorations) {
    this.subscription = explorations.onDidChange((active) => this.update(active));
  }

  /** Opens the channel, even if nothing was printed yet. */
  show(): void {
    this.channel ??= vscode.window.createOutputChannel('Go Memory');
    this.update(this.explorations.active);
    this.channel.show(true);
  }

  dispose(): void {
    this.subscription.dispose();
    this.channel?.dispose();
  }

  private update(active: Exploration | undefined): void {
    const bytes = active?.state.outputBytes ?? 0;
    if (active === this.shownOf && bytes === this.shownBytes) return;
    if (bytes > 0) this.channel ??= vscode.window.createOutputChannel('Go Memory');
    // One call, so that nobody sees the half of it.
    this.channel?.replace(active?.session.output() ?? '');
    this.shownOf = active;
    this.shownBytes = bytes;
  }
}
