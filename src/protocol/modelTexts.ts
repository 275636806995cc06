/**
 * Texts about the state of the run: labels of the tree, titles and sentences of the inspector,
 * what events say and why. Go's own words stay as they are; `gloss.<goType>.<field>` explains one.
 */
import type { Translated } from './strings';

export const modelTexts = {
  'tree.goroutines': { en: 'Goroutines', 'zh-cn': 'Goroutine' },
  'tree.ps': { en: 'Ps and their mcaches', 'zh-cn': 'P 与各自的 mcache' },
  'tree.mcentrals': {
    en: 'mcentral: lists by span class',
    'zh-cn': 'mcentral：按 span class 的链表',
  },
  'tree.mheap': { en: 'mheap: the page heap', 'zh-cn': 'mheap：页堆' },
  'tree.arenas': { en: 'Arenas', 'zh-cn': 'Arena' },
  'tree.spans': { en: 'Spans', 'zh-cn': 'Span' },
  'tree.large': { en: 'Large objects', 'zh-cn': '大对象' },
  'tree.stacks': { en: 'Stacks', 'zh-cn': '栈' },
  'tree.globals': { en: 'Globals (data, bss)', 'zh-cn': '全局变量（data、bss）' },
  'tree.sites': { en: 'Allocation sites', 'zh-cn': '分配点' },
  'tree.count': { en: '{count}', 'zh-cn': '{count}' },
  'tree.free': { en: 'free', 'zh-cn': '空闲' },
  'tree.empty': { en: 'empty', 'zh-cn': '空' },
} as const satisfies Record<string, Translated>;
