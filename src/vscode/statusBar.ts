/** The item in the status bar: at which tick the session stands; absent while there is none. */
import * as vscode from 'vscode';
import { sayRuntime } from '../protocol/strings';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { t } from './texts';

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'goMemory.tick',
    vscode.StatusBarAlignment.Left,
    10,
  );
  private readonly subscription: vscode.Disposable;

  constructor(explorations: Explorations) {
    this.item.name = 'Go Memory';
    this.subscription = explorations.onDidChange((active) => this.show(active));
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private show(active: Exploration | undefined): void {
    if (active === undefined || active.invalid) {
      this.item.hide();
      return;
    }
    const { name, stale, running } = active;
    const { tick, endTick, stats, options } = active.state;
    const icon = stale ? '$(warning)' : running ? '$(sync~spin)' : '$(circuit-board)';
    const text = stale
      ? t('host.statusStale')
      : t('host.statusTick', { tick, runtime: sayRuntime(options.profile) });
    this.item.text = `${icon} ${text}`;
    this.item.tooltip = stale
      ? t('host.statusStaleTip', { name })
      : t('host.statusTip', {
          name,
          tick,
          end: endTick,
          live: stats.heapLiveBytes,
          runtime: sayRuntime(options.profile),
        });
    this.item.command = stale ? 'goMemory.restart' : 'goMemory.showPanel';
    this.item.backgroundColor = stale
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.show();
  }
}
