/** What can be exported of a view, and how a file made by the view comes to the host. */

/** The view in the middle of the panel, or the one at its bottom. */
export type ExportView = 'stage' | 'bottom';

/** A picture, or the numbers behind it. */
export type ExportFormat = 'png' | 'svg' | 'csv' | 'json';

/** A file that the view has made: text, or bytes in base 64. */
export interface MadeFile {
  /** What the view would call it; the host makes a file's name of it. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly text?: string;
  readonly base64?: string;
}
