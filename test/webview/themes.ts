/** The colours that tests hand to the view: those that an exported page brings along. */
export { themeStyle, themes } from '../../src/page/themes';
export type { ThemeName } from '../../src/page/themes';
