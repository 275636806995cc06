/** How an exported page stands around the panel. */

export const pageStyle = `
body { display: flex; height: 100vh; overflow: hidden; }
body > .root { flex: 1 1 0; min-width: 0; }
.page-source {
  flex: 0 0 min(34%, 520px);
  display: flex;
  flex-direction: column;
  min-width: 0;
  min-height: 0;
  color: var(--vscode-editor-foreground);
  background: var(--vscode-editor-background);
  border-inline-end: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
}
.page-source h2 {
  margin: 0;
  padding: 8px 12px;
  font-size: 1em;
  font-weight: 600;
}
.source-scroll { flex: 1; overflow: auto; padding-block-end: 24px; }
.source-scroll:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.page-source ol { margin: 0; padding: 0; width: max-content; min-width: 100%; counter-reset: line; }
.page-source li {
  display: flex;
  gap: 12px;
  padding-inline-end: 16px;
  line-height: 1.5;
  list-style: none;
  font-family: var(--vscode-editor-font-family, monospace);
  border-inline-start: 3px solid transparent;
}
.page-source li::before {
  counter-increment: line;
  content: counter(line);
  flex: 0 0 3.2em;
  text-align: end;
  color: var(--vscode-descriptionForeground);
}
.page-source code { white-space: pre; tab-size: 4; font-family: inherit; }
.page-source li.here {
  background: var(--vscode-editor-stackFrameHighlightBackground, rgb(255 204 0 / 0.18));
  border-inline-start-color: var(--vscode-charts-yellow, #b58900);
}
.page-source li.shown { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.vscode-high-contrast .page-source li.here,
.vscode-high-contrast-light .page-source li.here {
  outline: 1px dashed var(--vscode-contrastActiveBorder, currentColor);
  outline-offset: -1px;
}
@media (max-width: 900px) {
  body { flex-direction: column; }
  .page-source {
    flex: 0 0 30vh;
    border-inline-end: none;
    border-block-end: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  body > .root { min-height: 0; }
}
`;
