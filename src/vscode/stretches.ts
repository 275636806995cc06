/**
 * The stretch of its run that an exploration's panel keeps to. The page has it; what is here
 * follows it, for the views of VS Code itself.
 */
import * as vscode from 'vscode';
import { Lane } from '../host/lane';
import type { TickRange } from '../protocol/protocol';
import type { SiteCounts } from '../session/session';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';

export class Stretches implements vscode.Disposable {
  private readonly ranges = new WeakMap<Exploration, TickRange>();
  private readonly lanes = new WeakMap<Exploration, Lane>();
  private readonly changed = new vscode.EventEmitter<Exploration>();

  private isKept = false;

  /** An exploration keeps to another stretch, or to none. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly explorations: Explorations) {
    explorations.onDidChange(() => this.tell());
    this.onDidChange(() => this.tell());
  }

  /** For the `when` clauses of the manifest. */
  private tell(): void {
    const isKept = this.of(this.explorations.active) !== undefined;
    if (isKept === this.isKept) return;
    this.isKept = isKept;
    void vscode.commands.executeCommand('setContext', 'goMemory.stretch', isKept);
  }

  of(exploration: Exploration | undefined): TickRange | undefined {
    return exploration && this.ranges.get(exploration);
  }

  keepTo(exploration: Exploration, range: TickRange | undefined): void {
    if (range === undefined) this.ranges.delete(exploration);
    else this.ranges.set(exploration, range);
    this.changed.fire(exploration);
  }

  /** What each site has done up to now, or within the stretch. */
  async sitesOf(exploration: Exploration): Promise<readonly SiteCounts[]> {
    const range = this.of(exploration);
    if (range === undefined || exploration.session.loadedRun === undefined)
      return exploration.sites;
    const lane = this.lanes.get(exploration) ?? new Lane(() => exploration.session);
    this.lanes.set(exploration, lane);
    return lane.answer('sites', () => exploration.session.sitesWithin(range));
  }

  dispose(): void {
    this.changed.dispose();
  }
}
