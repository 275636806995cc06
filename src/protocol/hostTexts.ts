/** Texts that VS Code shows for us at run time: messages, tree items, hovers, lenses. */
import type { Translated } from './strings';

export const hostTexts = {
  'host.panelTitle': { en: 'Go Memory: {name}', 'zh-cn': 'Go 内存：{name}' },
} as const satisfies Record<string, Translated>;
