/** Progress of runs that take their time. */
import * as vscode from 'vscode';
import type { SessionState } from '../protocol/views';
import type { Exploration } from './exploration';
import { t } from './texts';

/** Runs of this length or more get a progress message with a button to stop. */
const longMilliseconds = 800;

/** Shows progress, with a button to stop, when something takes its time. */
export async function watched(
  exploration: Exploration,
  move: () => Promise<SessionState>,
): Promise<SessionState> {
  const moving = move();
  const first = await Promise.race([
    moving.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), longMilliseconds)),
  ]);
  if (first || !exploration.running) return moving;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('host.running', { name: exploration.name }),
      cancellable: true,
    },
    (progress, cancellation) => {
      cancellation.onCancellationRequested(() => exploration.pause());
      const told = exploration.onDidProgress(({ tick }) =>
        progress.report({ message: t('host.atTick', { tick }) }),
      );
      return moving.finally(() => told.dispose());
    },
  );
}
