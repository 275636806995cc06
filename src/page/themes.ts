/**
 * Colours as VS Code hands them to webviews, for its four kinds of theme; only what the view reads.
 * Exported pages wear them, and so do tests.
 */

export type ThemeName = 'dark' | 'light' | 'hcDark' | 'hcLight';

interface ThemePage {
  readonly bodyClass: string;
  readonly colours: Readonly<Record<string, string>>;
}

const common = {
  'font-family': '"Segoe WPC", "Segoe UI", "DejaVu Sans", "WenQuanYi Micro Hei", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
  'editor-font-size': '13px',
};

export const themes: Record<ThemeName, ThemePage> = {
  dark: {
    bodyClass: 'vscode-dark',
    colours: {
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      errorForeground: '#f85149',
      focusBorder: '#0078d4',
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      'sideBar-background': '#181818',
      'panel-border': '#2b2b2b',
      'panelTitle-activeForeground': '#cccccc',
      'panelTitle-activeBorder': '#0078d4',
      'panelTitle-inactiveForeground': '#9d9d9d',
      'textLink-foreground': '#4daafc',
      'textLink-activeForeground': '#4daafc',
      'textCodeBlock-background': '#2b2b2b',
      'textBlockQuote-background': '#2b2b2b',
      'list-hoverBackground': '#2a2d2e',
      'list-activeSelectionBackground': '#04395e',
      'list-activeSelectionForeground': '#ffffff',
      'list-inactiveSelectionBackground': '#37373d',
      'list-focusOutline': '#0078d4',
      'editorWidget-background': '#202020',
      'editorHoverWidget-background': '#202020',
      'editorHoverWidget-border': '#454545',
      'editorHoverWidget-foreground': '#cccccc',
      'widget-shadow': '#0000005c',
      'toolbar-activeBackground': '#63666750',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'icon-foreground': '#cccccc',
      'dropdown-background': '#313131',
      'dropdown-border': '#3c3c3c',
      'dropdown-foreground': '#cccccc',
      'settings-dropdownListBorder': '#454545',
      'checkbox-background': '#313131',
      'checkbox-border': '#3c3c3c',
      'checkbox-foreground': '#cccccc',
      'input-background': '#313131',
      'input-foreground': '#cccccc',
      'progressBar-background': '#0078d4',
      'gitDecoration-modifiedResourceForeground': '#e2c08d',
    },
  },
  light: {
    bodyClass: 'vscode-light',
    colours: {
      foreground: '#3b3b3b',
      descriptionForeground: '#5f5f5f',
      errorForeground: '#c72e0f',
      focusBorder: '#005fb8',
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      'sideBar-background': '#f8f8f8',
      'panel-border': '#e5e5e5',
      'panelTitle-activeForeground': '#3b3b3b',
      'panelTitle-activeBorder': '#005fb8',
      'panelTitle-inactiveForeground': '#5f5f5f',
      'textLink-foreground': '#005fb8',
      'textLink-activeForeground': '#005fb8',
      'textCodeBlock-background': '#f2f2f2',
      'textBlockQuote-background': '#f4f4f4',
      'list-hoverBackground': '#f2f2f2',
      'list-activeSelectionBackground': '#cfe6fb',
      'list-activeSelectionForeground': '#000000',
      'list-inactiveSelectionBackground': '#e4e6f1',
      'list-focusOutline': '#005fb8',
      'editorWidget-background': '#f8f8f8',
      'editorHoverWidget-background': '#f8f8f8',
      'editorHoverWidget-border': '#c8c8c8',
      'editorHoverWidget-foreground': '#3b3b3b',
      'widget-shadow': '#00000029',
      'toolbar-activeBackground': '#b8b8b850',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'icon-foreground': '#3b3b3b',
      'dropdown-background': '#ffffff',
      'dropdown-border': '#cecece',
      'dropdown-foreground': '#3b3b3b',
      'settings-dropdownListBorder': '#cecece',
      'checkbox-background': '#f8f8f8',
      'checkbox-border': '#cecece',
      'checkbox-foreground': '#3b3b3b',
      'input-background': '#ffffff',
      'input-foreground': '#3b3b3b',
      'progressBar-background': '#005fb8',
      'gitDecoration-modifiedResourceForeground': '#895503',
    },
  },
  hcDark: {
    bodyClass: 'vscode-high-contrast',
    colours: {
      foreground: '#ffffff',
      descriptionForeground: '#ffffffb3',
      errorForeground: '#f48771',
      focusBorder: '#f38518',
      contrastBorder: '#6fc3df',
      contrastActiveBorder: '#f38518',
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      'sideBar-background': '#000000',
      'panel-border': '#6fc3df',
      'panelTitle-activeForeground': '#ffffff',
      'panelTitle-activeBorder': '#6fc3df',
      'panelTitle-inactiveForeground': '#ffffff',
      'textLink-foreground': '#21a6ff',
      'textLink-activeForeground': '#21a6ff',
      'textCodeBlock-background': '#000000',
      'editorWidget-background': '#0c141f',
      'editorHoverWidget-background': '#0c141f',
      'editorHoverWidget-border': '#6fc3df',
      'editorHoverWidget-foreground': '#ffffff',
      'list-focusOutline': '#f38518',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'button-secondaryForeground': '#ffffff',
      'icon-foreground': '#ffffff',
      'dropdown-background': '#000000',
      'dropdown-border': '#6fc3df',
      'dropdown-foreground': '#ffffff',
      'settings-dropdownListBorder': '#6fc3df',
      'checkbox-background': '#000000',
      'checkbox-border': '#6fc3df',
      'checkbox-foreground': '#ffffff',
      'input-background': '#000000',
      'input-foreground': '#ffffff',
      'progressBar-background': '#6fc3df',
    },
  },
  hcLight: {
    bodyClass: 'vscode-high-contrast-light',
    colours: {
      foreground: '#292929',
      descriptionForeground: '#292929b3',
      errorForeground: '#b5200d',
      focusBorder: '#006bbd',
      contrastBorder: '#0f4a85',
      contrastActiveBorder: '#006bbd',
      'editor-background': '#ffffff',
      'editor-foreground': '#292929',
      'sideBar-background': '#ffffff',
      'panel-border': '#0f4a85',
      'panelTitle-activeForeground': '#292929',
      'panelTitle-activeBorder': '#b5200d',
      'panelTitle-inactiveForeground': '#292929',
      'textLink-foreground': '#0f4a85',
      'textLink-activeForeground': '#0f4a85',
      'textCodeBlock-background': '#f2f2f2',
      'editorWidget-background': '#ffffff',
      'editorHoverWidget-background': '#ffffff',
      'editorHoverWidget-border': '#0f4a85',
      'editorHoverWidget-foreground': '#292929',
      'list-focusOutline': '#006bbd',
      'button-background': '#0f4a85',
      'button-foreground': '#ffffff',
      'button-border': '#0f4a85',
      'button-secondaryBackground': '#ffffff',
      'button-secondaryForeground': '#292929',
      'icon-foreground': '#292929',
      'dropdown-background': '#ffffff',
      'dropdown-border': '#0f4a85',
      'dropdown-foreground': '#292929',
      'settings-dropdownListBorder': '#0f4a85',
      'checkbox-background': '#ffffff',
      'checkbox-border': '#0f4a85',
      'checkbox-foreground': '#292929',
      'input-background': '#ffffff',
      'input-foreground': '#292929',
      'progressBar-background': '#0f4a85',
    },
  },
};

/** The `style` attribute VS Code puts on <html>. */
export function themeStyle(name: ThemeName): string {
  return Object.entries({ ...common, ...themes[name].colours })
    .map(([key, value]) => `--vscode-${key}: ${value.replaceAll('"', "'")}`)
    .join('; ');
}

/** The reader's own wishes, as the browser tells them. */
const wishes = [
  '(prefers-color-scheme: dark)',
  '(prefers-contrast: more)',
  '(forced-colors: active)',
];

/** Dresses the page as VS Code dresses a webview, now and when the reader's wishes change. */
export function followTheme(): void {
  const queries = wishes.map((wish) => window.matchMedia(wish));
  const dress = (): void => {
    const [dark, ...contrast] = queries.map(({ matches }) => matches);
    const strong = contrast.includes(true);
    const name: ThemeName = strong ? (dark ? 'hcDark' : 'hcLight') : dark ? 'dark' : 'light';
    const { bodyClass } = themes[name];
    document.documentElement.style.cssText = themeStyle(name);
    document.body.className = bodyClass;
    document.body.dataset['vscodeThemeKind'] = bodyClass;
  };
  dress();
  for (const query of queries) query.addEventListener('change', dress);
}
