/** Texts of the lessons: their titles, what each is about, and the bar that tells their story. */
import type { Translated } from './strings';

export const lessonTexts = {
  'narration.name': { en: 'Narration', 'zh-cn': '讲解' },
  'narration.place': {
    en: 'Stop {number} of {total}: {name}',
    'zh-cn': '第 {number} / {total} 站：{name}',
  },
  'narration.left': {
    en: 'Between stops, after {name}',
    'zh-cn': '已离开停止点 {name}',
  },
  'narration.before': {
    en: 'This file tells a story in {total} {total|stop|stops}. “Next stop” runs to the first.',
    'zh-cn': '此文件的讲解共有 {total} 站。点击“下一站”运行到第一站。',
  },
  'narration.previous': { en: 'Previous stop', 'zh-cn': '上一站' },
  'narration.next': { en: 'Next stop', 'zh-cn': '下一站' },
  'narration.finish': { en: 'To the end', 'zh-cn': '运行到结尾' },

  'lesson.pick': { en: 'Open a lesson', 'zh-cn': '打开课程' },
  'lesson.group': { en: 'Lessons', 'zh-cn': '课程' },

  'lesson.startup.title': { en: '1. Starting up', 'zh-cn': '1. 启动' },
  'lesson.startup.about': {
    en: 'A thousand allocations, and how few system calls they need',
    'zh-cn': '一千次分配，只需要几次系统调用',
  },
  'lesson.sizeClasses.title': { en: '2. Size classes', 'zh-cn': '2. 大小类' },
  'lesson.sizeClasses.about': {
    en: 'Spans are cut into equal slots; what rounding up costs',
    'zh-cn': 'span 切成等大的槽；向上取整的代价',
  },
  'lesson.slots.title': { en: '3. Taking a slot', 'zh-cn': '3. 取用一个槽' },
  'lesson.slots.about': {
    en: 'Zero-size, tiny, small with and without pointers, large',
    'zh-cn': '零大小、微小、含与不含指针的小对象、大对象',
  },
  'lesson.levels.title': { en: '4. Three levels', 'zh-cn': '4. 三级结构' },
  'lesson.levels.about': {
    en: 'mcache, mcentral, mheap: who is asked, and which lock that takes',
    'zh-cn': 'mcache、mcentral、mheap：问的是谁，要拿哪把锁',
  },
  'lesson.mspan.title': { en: '5. The mspan', 'zh-cn': '5. mspan' },
  'lesson.mspan.about': {
    en: 'The unit of everything: pages, freeindex, allocBits, sweepgen',
    'zh-cn': '一切的单位：页、freeindex、allocBits、sweepgen',
  },
  'lesson.structures.title': { en: '6. The structures', 'zh-cn': '6. 数据结构' },
  'lesson.structures.about': {
    en: 'A span travels from mheap to mcache to mcentral; follow the fields',
    'zh-cn': '一个 span 从 mheap 到 mcache 再到 mcentral；跟着字段走',
  },
  'lesson.zones.title': { en: '7. Four zones', 'zh-cn': '7. 四个区域' },
  'lesson.zones.about': {
    en: 'Code, globals, heap, stacks: where each variable stands, and why',
    'zh-cn': '代码、全局变量、堆、栈：每个变量在哪里，为什么',
  },
  'lesson.marking.title': { en: '8. Marking', 'zh-cn': '8. 标记' },
  'lesson.marking.about': {
    en: 'Roots, grey and black; what only a cycle holds does not live',
    'zh-cn': '根、灰色与黑色；只靠环互相引用的对象活不下来',
  },
  'lesson.release.title': { en: '9. Release and reuse', 'zh-cn': '9. 释放与重用' },
  'lesson.release.about': {
    en: 'From dead object to free slot, free span, and back to the system',
    'zh-cn': '从死去的对象到空闲槽、空闲 span，再归还系统',
  },
  'lesson.cost.title': { en: '10. What it costs', 'zh-cn': '10. 代价' },
  'lesson.cost.about': {
    en: 'Waste inside of slots, holes between spans, work of the collector',
    'zh-cn': '槽内的浪费、span 之间的空洞、回收器的工作',
  },
  'lesson.classic.title': { en: '11. How Go 1.6 did it', 'zh-cn': '11. Go 1.6 的做法' },
  'lesson.classic.about': {
    en: 'Slots on a linked free list, spans on doubly linked lists',
    'zh-cn': '槽连成空闲链表，span 挂在双向链表上',
  },
} as const satisfies Record<string, Translated>;
