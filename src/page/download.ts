/** Hands a file to whoever reads the page: a page has no other place to write to. */
import type { MadeFile } from '../protocol/exporting';

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  json: 'application/json',
  html: 'text/html',
};

export function saveFile(
  file: Omit<MadeFile, 'format'> & { readonly format: MadeFile['format'] | 'html' },
): void {
  const { name, format, text, base64 } = file;
  const bytes =
    base64 === undefined ? (text ?? '') : Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: types[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
