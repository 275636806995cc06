/** Ways from a view to the line of the program it speaks of. */
import type { SourcePosition } from '../src/protocol/views';
import { make } from './dom';
import type { Context } from './state/context';

export function openSource(context: Context, position: SourcePosition): void {
  context.client
    .request('openSource', { position })
    .catch((error: unknown) => context.report(error));
}

/** `file.go:12` */
export function placeText(position: SourcePosition): string {
  return `${position.file.split('/').at(-1)!}:${position.line}`;
}

/** A link that opens the line. */
export function sourceLink(context: Context, position: SourcePosition): HTMLElement {
  const link = make('button', { class: 'link', type: 'button', text: placeText(position) });
  link.addEventListener('click', () => openSource(context, position));
  return link;
}
