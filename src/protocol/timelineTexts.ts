/** Texts of the timeline, its stretches, births and deaths, and of finding and measuring. */
import type { Translated } from './strings';

export const timelineTexts = {
  'timeline.resident': { en: 'resident', 'zh-cn': '常驻' },
  'timeline.released': { en: 'released', 'zh-cn': '已归还' },
  'timeline.memory': {
    en: 'resident {resident}, released {released}',
    'zh-cn': '常驻 {resident}，已归还 {released}',
  },
  'timeline.lanes': { en: 'What a lane stands for', 'zh-cn': '每条泳道代表什么' },
  'timeline.byP': { en: 'lanes: P', 'zh-cn': '泳道：P' },
  'timeline.byG': { en: 'lanes: goroutine', 'zh-cn': '泳道：goroutine' },
  'timeline.range': { en: 'ticks {from} to {to} selected', 'zh-cn': '已选时刻 {from} 至 {to}' },
  'timeline.noRange': { en: 'no stretch selected', 'zh-cn': '未选择时段' },
  'timeline.keys': {
    en: 'Arrows move through the run, Shift with arrows selects a stretch, Escape forgets it. Square brackets go to the stops, plus and minus zoom, W and S zoom at the cursor, A and D move the picture, L changes the lanes. The events tab says the same in words.',
    'zh-cn':
      '方向键在运行过程中移动，按住 Shift 则选择时段，Esc 取消选择。方括号跳到停止点，加减号缩放，W、S 在游标处缩放，A、D 移动画面，L 切换泳道。“事件”标签页以文字给出同样的内容。',
  },
  'range.events': {
    en: 'Ticks {from} to {to}: {events} {events|event|events}, {allocs} {allocs|allocation|allocations}, {bytes:bytes}.',
    'zh-cn': '时刻 {from} 至 {to}：{events} 个事件，{allocs} 次分配，{bytes:bytes}。',
  },
  'range.ahead': {
    en: 'The run stands before the end of this stretch; what lies ahead is not counted.',
    'zh-cn': '当前时刻在此时段结束之前，尚未到达的部分不计入。',
  },
  'range.sites': { en: 'Allocation sites of this stretch', 'zh-cn': '此时段的分配点' },
  'range.site': {
    en: '{text}: {count} ×, {bytes:bytes}, {live} still there',
    'zh-cn': '{text}：{count} ×，{bytes:bytes}，仍在 {live}',
  },
  'range.library': { en: 'runtime and library', 'zh-cn': '运行时与标准库' },
  'range.clear': { en: 'Forget the stretch', 'zh-cn': '取消时段' },
  'why.outside': {
    en: 'The next event lies outside of the selected stretch.',
    'zh-cn': '下一个事件不在所选时段内。',
  },
  'range.none': { en: 'Nothing happened in this stretch yet.', 'zh-cn': '此时段尚无事件。' },
  'stretch.sentence': {
    en: 'In ticks {from} to {to}, {taken} {taken|slot|slots} of {bytes:bytes} {taken|was|were} taken and {frees} {frees|object was|objects were} freed; of the new ones {live} {live|is|are} still there.',
    'zh-cn':
      '时刻 {from} 至 {to}：占用了 {taken} 个槽位共 {bytes:bytes}，释放了 {frees} 个对象；新对象中仍在的有 {live} 个。',
  },
  'stretch.empty': {
    en: 'In ticks {from} to {to} no slot was taken and none was freed.',
    'zh-cn': '时刻 {from} 至 {to}：没有占用也没有释放槽位。',
  },
  'stretch.rate': {
    en: 'Per {ticks} ticks: {allocs} {allocs|allocation|allocations}, {bytes:bytes} asked for.',
    'zh-cn': '每 {ticks} 个时刻：{allocs} 次分配，申请 {bytes:bytes}。',
  },
  'stretch.classes': { en: 'By size class, in this stretch', 'zh-cn': '此时段内按大小类' },
  'stretch.taken': { en: 'slots taken', 'zh-cn': '占用槽位' },
  'stretch.perTicks': { en: 'per 1,000 ticks', 'zh-cn': '每千时刻' },
  'stretch.bytes': { en: 'bytes', 'zh-cn': '字节' },
  'stretch.waste': { en: 'not asked for', 'zh-cn': '多占' },
  'stretch.freed': { en: 'freed', 'zh-cn': '已释放' },
  'stretch.live': { en: 'still there', 'zh-cn': '仍在' },
  'stretch.bar': { en: 'Ticks {from} to {to}', 'zh-cn': '时刻 {from} 至 {to}' },
  'stretch.barName': { en: 'The selected stretch of the run', 'zh-cn': '所选的运行时段' },
  'stretch.all': { en: 'Whole run', 'zh-cn': '整个运行' },
  'stretch.allNote': {
    en: 'Forget the stretch: show the whole run again',
    'zh-cn': '取消时段：重新显示整个运行',
  },
  'stretch.notYet': {
    en: 'It lies ahead: nothing of it has happened yet.',
    'zh-cn': '此时段在前方，尚未发生。',
  },
  'stretch.partly': {
    en: 'The run stands in it, at tick {tick}.',
    'zh-cn': '当前停在其中的时刻 {tick}。',
  },
  'stretch.repeating': {
    en: 'Repeating the run up to where it begins, to see what has changed since…',
    'zh-cn': '正在重演到其开头，以便看出此后的变化……',
  },
  'stretch.toEnd': { en: 'Go to its end', 'zh-cn': '前往其结尾' },
  'stretch.map': {
    en: '{said} What had a part in it stands out; the rest is dimmed.',
    'zh-cn': '{said}与此有关的突出显示，其余变暗。',
  },
  'map.stretchTaken': { en: 'allocated in the stretch', 'zh-cn': '在时段内分配' },
  'map.stretchFreed': { en: 'freed in the stretch', 'zh-cn': '在时段内释放' },
  'map.stretchRest': { en: 'the rest', 'zh-cn': '其余' },
  'stretch.levels': {
    en: 'In ticks {from} to {to}, {total} {total|allocation|allocations} asked for {bytes:bytes}: {mcache} went no further than an mcache, {mcentral} as far as mcentral, {mheap} as far as mheap, {os} to the operating system.',
    'zh-cn':
      '时刻 {from} 至 {to}：{total} 次分配共申请 {bytes:bytes}，其中 {mcache} 次止于 mcache，{mcentral} 次到 mcentral，{mheap} 次到 mheap，{os} 次到操作系统。',
  },
  'stretch.levelsNone': {
    en: 'In ticks {from} to {to} nobody asked for memory.',
    'zh-cn': '时刻 {from} 至 {to}：没有人申请内存。',
  },
  'stretch.refills': {
    en: '{up} {up|span|spans} handed up, {down} taken back',
    'zh-cn': '交出 {up} 个 span，收回 {down} 个',
  },
  'stretch.cut': {
    en: '{cut} {cut|span|spans} cut, {freed} freed',
    'zh-cn': '切出 {cut} 个 span，释放 {freed} 个',
  },
  'stretch.grown': {
    en: 'grown {grown} {grown|time|times}, given back {back} {back|time|times}',
    'zh-cn': '增长 {grown} 次，归还 {back} 次',
  },
  'stretch.tile': { en: '{count} allocated in the stretch', 'zh-cn': '时段内分配 {count} 次' },
  'stretch.lit': { en: 'was asked in the stretch', 'zh-cn': '在时段内被请求过' },
  'stretch.structures': {
    en: 'The real structs around {what}, with their fields as they are now; marked is what has changed since tick {from}.',
    'zh-cn': '{what} 周围的真实结构体及其当前字段值；标出的是自时刻 {from} 以来的变化。',
  },
  'stretch.structChanges': {
    en: '{count} {count|field|fields} changed since tick {from}',
    'zh-cn': '自时刻 {from} 以来有 {count} 个字段变化',
  },
  'stretch.zones': {
    en: 'Since tick {from} {changed} of {all} {all|variable has|variables have} changed; in ticks {from} to {to} {born} of the {objects} heap {objects|object|objects} they point at {born|was|were} allocated.',
    'zh-cn':
      '自时刻 {from} 以来，{all} 个变量中有 {changed} 个变化；它们指向的 {objects} 个堆对象中有 {born} 个在时刻 {from} 至 {to} 分配。',
  },
  'stretch.changed': { en: 'changed since tick {from}', 'zh-cn': '自时刻 {from} 以来变化' },
  'stretch.born': { en: 'allocated in the stretch', 'zh-cn': '在时段内分配' },
  'stretch.new': { en: 'new', 'zh-cn': '新' },
  'stretch.marking': {
    en: '{cycles} {cycles|collection touches|collections touch} ticks {from} to {to}; of the {drawn} objects drawn {born} {born|was|were} allocated in them and {marked} {marked|was|were} marked since they began.',
    'zh-cn':
      '时刻 {from} 至 {to} 涉及 {cycles} 次回收；绘出的 {drawn} 个对象中有 {born} 个在此间分配，{marked} 个自此被标记。',
  },
  'stretch.cycles': { en: 'Collections in this stretch', 'zh-cn': '此时段的回收' },
  'stretch.cycle': {
    en: 'Collection {cycle}: marking began at tick {start}',
    'zh-cn': '第 {cycle} 次回收：时刻 {start} 开始标记',
  },
  'stretch.cycleMarked': {
    en: 'ended at {end} with {bytes:bytes} marked',
    'zh-cn': '时刻 {end} 结束，已标记 {bytes:bytes}',
  },
  'stretch.cycleSwept': { en: 'swept by {swept}', 'zh-cn': '时刻 {swept} 清扫完' },
  'stretch.cycleOn': { en: 'still marking', 'zh-cn': '仍在标记' },
  'life.birth': { en: 'Go to its birth', 'zh-cn': '跳到诞生时刻' },
  'life.death': { en: 'Go to its death', 'zh-cn': '跳到消亡时刻' },
  'life.born': { en: 'Made here.', 'zh-cn': '在此诞生。' },
  'life.died': { en: 'Gone here.', 'zh-cn': '在此消亡。' },
  'life.survives': { en: 'It lives to the end of the run.', 'zh-cn': '它存活到运行结束。' },
  'life.unknown': { en: 'Nothing is known of its birth.', 'zh-cn': '不知道它何时诞生。' },

  'map.byGoroutine': { en: 'goroutine', 'zh-cn': '所属 goroutine' },
  'map.byType': { en: 'type', 'zh-cn': '类型' },
  'find.name': { en: 'Find in the run', 'zh-cn': '在运行中查找' },
  'find.hint': {
    en: 'address, type, site, function, class 5, 48 B',
    'zh-cn': '地址、类型、分配点、函数、class 5、48 B',
  },
  'find.matches': { en: 'Matches', 'zh-cn': '匹配项' },
  'find.close': { en: 'Close', 'zh-cn': '关闭' },
  'find.next': { en: 'Next match', 'zh-cn': '下一个匹配' },
  'find.previous': { en: 'Previous match', 'zh-cn': '上一个匹配' },
  'find.none': { en: 'nothing found', 'zh-cn': '未找到' },
  'find.place': { en: '{at} of {total}', 'zh-cn': '第 {at} 个，共 {total} 个' },
  'find.more': { en: '{at} of {total} and more', 'zh-cn': '第 {at} 个，共 {total} 个以上' },
  'measure.span': {
    en: 'Selected {pages} {pages|page|pages} ({size:bytes}): {used:bytes} objects, {free:bytes} free slots, {waste:bytes} ({share:percent}) no slot fits in.',
    'zh-cn':
      '所选 {pages} 页（{size:bytes}）：对象 {used:bytes}，空闲槽 {free:bytes}，放不下槽的 {waste:bytes}（{share:percent}）。',
  },
  'measure.asked': {
    en: 'The program asked for {asked:bytes}; {inside:bytes} ({share:percent}) lie unused in slots.',
    'zh-cn': '程序申请 {asked:bytes}，槽内未用 {inside:bytes}（{share:percent}）。',
  },
  'measure.free': {
    en: '{pages} free {pages|page|pages} in {runs} {runs|run|runs}, the longest of {longest}: fragmentation {share:percent}.',
    'zh-cn': '{pages} 个空闲页分为 {runs} 段，最长 {longest} 页：碎片率 {share:percent}。',
  },
} as const satisfies Record<string, Translated>;
