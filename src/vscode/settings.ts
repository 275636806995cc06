/** The extension's settings; every one has a default, so nothing is needed to begin. */
import * as vscode from 'vscode';

type Switch = 'hovers' | 'lineEnds' | 'overviewRuler' | 'goErrors';

/** Whether something is switched on for a document. */
export function enabled(name: Switch, uri?: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('goMemory', uri).get<boolean>(name, false);
}

/** Where lenses stand. */
export function lensMode(uri: vscode.Uri): 'all' | 'annotated' | 'off' {
  return vscode.workspace
    .getConfiguration('goMemory', uri)
    .get<'all' | 'annotated' | 'off'>('lenses', 'all');
}
