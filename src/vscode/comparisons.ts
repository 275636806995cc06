/** Commands that lead to the mode Compare, and saved runs to compare with. */
import * as vscode from 'vscode';
import { RequestError } from '../protocol/port';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { t } from './texts';

interface Panel {
  emit(event: { kind: 'command'; command: 'compareProfiles' | 'compareSaved' }): void;
}

/** What the commands work with. */
interface Parts {
  readonly explorations: Explorations;
  readonly panels: { show(exploration: Exploration, preserveFocus: boolean): Panel };
}

export function compareCommands({
  explorations,
  panels,
}: Parts): Readonly<Record<string, (uri?: unknown) => Promise<void>>> {
  /** The active exploration; where there is none, the file in the editor is explored first. */
  const active = async (): Promise<Exploration | undefined> => {
    if (explorations.active === undefined)
      await vscode.commands.executeCommand('goMemory.exploreFile');
    return explorations.active;
  };
  return {
    compareProfiles: async () => {
      const exploration = await active();
      if (exploration === undefined) return;
      panels.show(exploration, false).emit({ kind: 'command', command: 'compareProfiles' });
    },
    compareSaved: async (uri) => {
      const exploration = await active();
      if (exploration === undefined) return;
      const file = uri instanceof vscode.Uri ? uri : await pickSavedRun(exploration);
      if (file === undefined) return;
      await takeSavedRun(exploration, file);
      panels.show(exploration, false).emit({ kind: 'command', command: 'compareSaved' });
    },
  };
}

/** Asks the user for a saved run on behalf of the panel. */
export async function openSavedRun(exploration: Exploration): Promise<{ name?: string }> {
  const file = await pickSavedRun(exploration);
  return file === undefined ? {} : { name: await takeSavedRun(exploration, file) };
}

async function pickSavedRun({ subject }: Exploration): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(subject.uri)?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: t('compare.pickSaved'),
    filters: { [t('compare.savedRuns')]: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return picked?.[0];
}

/** Reads it; its name. */
async function takeSavedRun({ comparer }: Exploration, file: vscode.Uri): Promise<string> {
  const name = file.path.split('/').at(-1)!;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const problem = comparer.takeSaved(name, text);
  if (problem === undefined) return name;
  throw new RequestError({
    code: 'invalid',
    message: t('compare.notSaved', { name, problem }),
  });
}
