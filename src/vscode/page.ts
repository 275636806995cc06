/** The panel's HTML: our script and style sheet, and a policy that admits nothing else. */
import * as vscode from 'vscode';
import { language } from './texts';

/** `session` is handed to the page as it is; the page keeps it over a reload. */
export function pageOf(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, session }: { readonly title: string; readonly session: object },
): string {
  const nonce = makeNonce();
  const at = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${at('webview.css')}">
<script nonce="${nonce}" defer src="${at('webview.js')}"></script>
</head>
<body data-session="${escaped(JSON.stringify(session))}"></body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Nobody outside may guess it: what is injected into the page must not run. */
function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
