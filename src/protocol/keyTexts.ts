/** Texts of the list of keys. */
import type { Translated } from './strings';

export const keyTexts = {
  'keys.title': { en: 'Keys of this panel', 'zh-cn': '此面板的按键' },
  'keys.close': { en: 'Close', 'zh-cn': '关闭' },
  'keys.everywhere': { en: 'Everywhere', 'zh-cn': '任何位置' },
  'keys.nextView': { en: 'To the next view', 'zh-cn': '到下一个视图' },
  'keys.modes': { en: 'Tabs and their boxes', 'zh-cn': '标签页及其方框' },
  'keys.tabs': { en: 'On the tabs: another tab', 'zh-cn': '在标签上：切换标签页' },
  'keys.boxes': { en: 'To the nearest box', 'zh-cn': '到最近的方框' },
  'keys.select': { en: 'Select it', 'zh-cn': '选择它' },
  'keys.zoom': { en: 'Zoom', 'zh-cn': '缩放' },
  'keys.neighbour': { en: 'To the neighbour of the selection', 'zh-cn': '到所选项的相邻项' },
  'keys.pan': { en: 'Move the picture', 'zh-cn': '移动画面' },
  'keys.into': { en: 'Zoom into the selection', 'zh-cn': '放大到所选项' },
  'keys.out': { en: 'One level out', 'zh-cn': '缩小一级' },
  'keys.find': {
    en: 'Find an address, type, site, function, class',
    'zh-cn': '查找地址、类型、分配点、函数、大小类',
  },
  'keys.sideways': { en: 'Move the picture left, right', 'zh-cn': '左右移动画面' },
  'keys.zoomCursor': { en: 'Zoom at the cursor', 'zh-cn': '在游标处缩放' },
  'keys.time': { en: 'Earlier, later', 'zh-cn': '更早、更晚' },
  'keys.tenth': { en: 'A tenth of the picture', 'zh-cn': '移动画面的十分之一' },
  'keys.stops': { en: 'To the stop before, to the next', 'zh-cn': '到上一个、下一个停止点' },
  'keys.stretch': { en: 'Select a stretch; Esc forgets it', 'zh-cn': '选择时段；Esc 取消' },
  'keys.lanes': { en: 'Lanes for Ps or for goroutines', 'zh-cn': '泳道表示 P 或 goroutine' },
  'keys.rows': { en: 'Another row; Enter selects it', 'zh-cn': '移到另一行；回车选择' },
  'keys.open': { en: 'Close, open a row', 'zh-cn': '折叠、展开一行' },
  'keys.type': { en: 'To the row that begins so', 'zh-cn': '到以此开头的行' },
} as const satisfies Record<string, Translated>;
