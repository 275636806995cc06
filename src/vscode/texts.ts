/** Texts in the display language of this VS Code. */
import * as vscode from 'vscode';
import { languageOf, say, sayText } from '../protocol/strings';
import type { ArgsOf, StringId } from '../protocol/strings';
import type { Text } from '../protocol/views';

export const language = languageOf(vscode.env.language);

/** A text with its placeholders filled in. */
export function t<Id extends StringId>(
  id: Id,
  ...args: [keyof ArgsOf<Id>] extends [never] ? [] : [args: ArgsOf<Id>]
): string {
  return say(language, id, ...args);
}

/** A text that the session says. */
export function textOf(text: Text): string {
  return sayText(language, text);
}
