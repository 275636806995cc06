/** Texts of the Explorer panel itself. */
import type { Translated } from './strings';

export const panelTexts = {
  'panel.step': { en: 'Step', 'zh-cn': '单步' },
} as const satisfies Record<string, Translated>;
