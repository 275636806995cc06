/** Texts of exports: the menu, what a picture says of itself, what VS Code says about files. */
import type { Translated } from './strings';

export const exportTexts = {
  'export.menu': { en: 'Export', 'zh-cn': '导出' },
  'export.as': { en: '{view} as {format}', 'zh-cn': '{view}导出为 {format}' },
  'export.run': { en: 'Whole run', 'zh-cn': '整个运行' },
  'export.page': {
    en: 'HTML: the whole run as one page that opens without VS Code',
    'zh-cn': 'HTML：整个运行导出为一个网页，无需 VS Code 即可打开',
  },
  'export.tick': { en: 'tick {tick} of {end}', 'zh-cn': '第 {tick} 个时刻，共 {end}' },
  'export.line': { en: 'line {line}', 'zh-cn': '第 {line} 行' },

  // Said by VS Code
  'export.pick': { en: 'What to export', 'zh-cn': '选择要导出的内容' },
  'export.pickFormat': { en: 'Export {view} as', 'zh-cn': '{view}导出为' },
  'export.stage': { en: 'The view in the middle of the panel', 'zh-cn': '面板中间的视图' },
  'export.bottom': { en: 'The timeline or the events', 'zh-cn': '时间线或事件' },
  'export.pageShort': { en: 'Run as one HTML page', 'zh-cn': '运行导出为一个 HTML 网页' },
  'export.file.png': { en: 'Picture (PNG)', 'zh-cn': '图片（PNG）' },
  'export.file.svg': { en: 'Drawing (SVG)', 'zh-cn': '矢量图（SVG）' },
  'export.file.csv': { en: 'Table (CSV)', 'zh-cn': '表格（CSV）' },
  'export.file.json': { en: 'Data (JSON)', 'zh-cn': '数据（JSON）' },
  'export.file.html': { en: 'Web page (HTML)', 'zh-cn': '网页（HTML）' },

  // In the exported page
  'page.source': { en: 'Program', 'zh-cn': '程序' },
  'page.noScript': {
    en: 'This page needs JavaScript: it runs the program again on a model of Go’s memory.',
    'zh-cn': '此网页需要 JavaScript：它会在 Go 内存模型上重新运行该程序。',
  },
} as const satisfies Record<string, Translated>;
