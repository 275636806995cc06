/** Texts of the modes Compare and What-if, and of the commands that lead there. */
import type { Translated } from './strings';

export const compareTexts = {
  'mode.compare': { en: 'Compare', 'zh-cn': '比较' },
  'mode.whatIf': { en: 'What if', 'zh-cn': '假如' },

  // What is compared
  'compare.with': { en: 'Compare this run with', 'zh-cn': '将此次运行与之比较' },
  'compare.withShort': { en: 'with', 'zh-cn': '对象' },
  'compare.at': { en: 'Moment of both runs', 'zh-cn': '两次运行的时刻' },
  'compare.atShort': { en: 'at', 'zh-cn': '时刻' },
  'compare.leftAt': { en: 'Moment on the left', 'zh-cn': '左侧的时刻' },
  'compare.leftShort': { en: 'left', 'zh-cn': '左' },
  'compare.rightAt': { en: 'Moment on the right', 'zh-cn': '右侧的时刻' },
  'compare.rightShort': { en: 'right', 'zh-cn': '右' },
  'compare.runOn': { en: 'the same code on {profile}', 'zh-cn': '同样的代码在 {profile} 上' },
  'compare.whatIfRun': { en: 'the what-if run: {options}', 'zh-cn': '假如的运行：{options}' },
  'compare.moments': { en: 'another moment of this run', 'zh-cn': '此次运行的另一时刻' },
  'compare.savedRun': { en: 'a saved run…', 'zh-cn': '保存的运行……' },
  'compare.open': { en: 'Open a saved run…', 'zh-cn': '打开保存的运行……' },
  'compare.keep': { en: 'Keep this moment', 'zh-cn': '记住当前时刻' },
  'compare.atEnd': { en: 'the end', 'zh-cn': '结束时' },
  'compare.atNow': { en: 'now', 'zh-cn': '现在' },
  'compare.atTick': { en: 'instruction {tick}', 'zh-cn': '第 {tick} 条指令' },
  'compare.atStop': { en: 'stop {name}', 'zh-cn': '停靠点 {name}' },
  'compare.atPassage': {
    en: 'stop {name}, passage {passage}',
    'zh-cn': '停靠点 {name}，第 {passage} 次经过',
  },
  'compare.savedOn': { en: '{name} ({profile})', 'zh-cn': '{name}（{profile}）' },
  'compare.tickNow': { en: 'after {tick} instructions', 'zh-cn': '已执行 {tick} 条指令' },
  'compare.ended': { en: 'ended with: {message}', 'zh-cn': '结束于：{message}' },
  'compare.leftSide': { en: 'Left', 'zh-cn': '左侧' },
  'compare.rightSide': { en: 'Right', 'zh-cn': '右侧' },

  // While there is nothing to show
  'compare.running': { en: 'Simulating the other run…', 'zh-cn': '正在模拟另一次运行……' },
  'compare.runningAt': {
    en: 'Simulating: {tick} instructions so far.',
    'zh-cn': '正在模拟：已执行 {tick} 条指令。',
  },
  'compare.runningOf': {
    en: 'Simulating: {tick} of about {end} instructions.',
    'zh-cn': '正在模拟：约 {end} 条指令中的 {tick} 条。',
  },
  'compare.cancel': { en: 'Cancel', 'zh-cn': '取消' },
  'compare.cancelled': { en: 'The simulation was cancelled.', 'zh-cn': '模拟已取消。' },
  'compare.again': { en: 'Simulate again', 'zh-cn': '重新模拟' },
  'compare.nothing': {
    en: 'There is no run to compare: the file has errors.',
    'zh-cn': '没有可比较的运行：文件有错误。',
  },
  'compare.notThere': {
    en: 'One of the runs does not come to this moment. Choose another one above.',
    'zh-cn': '其中一次运行没有到达这一时刻。请在上方另选一个。',
  },
  'compare.noSaved': {
    en: 'Open a run that gomem run --json or Export has written, and see what has changed since.',
    'zh-cn': '打开由 gomem run --json 或“导出”写成的运行，看看此后有何变化。',
  },
  'compare.notKnown': {
    en: 'A saved run does not tell this.',
    'zh-cn': '保存的运行不包含这些信息。',
  },
  'compare.onlyStats': {
    en: 'Of a stop, a saved run keeps only statistics.',
    'zh-cn': '对于停靠点，保存的运行只记录统计数字。',
  },
  'compare.noRows': { en: 'Nothing here on either side.', 'zh-cn': '两侧都没有内容。' },
  'compare.pickSaved': { en: 'Compare With Saved Run', 'zh-cn': '与保存的运行比较' },
  'compare.savedRuns': { en: 'Saved runs', 'zh-cn': '保存的运行' },
  'compare.notSaved': {
    en: '{name} is not a saved run: {problem}.',
    'zh-cn': '{name} 不是保存的运行：{problem}。',
  },

  // One sentence
  'compare.sentence': {
    en: '{right} instead of {left}: {what}.',
    'zh-cn': '{right} 相比 {left}：{what}。',
  },
  'whatIf.sentence': { en: 'With {options}: {what}.', 'zh-cn': '若 {options}：{what}。' },
  'compare.same': {
    en: 'no difference in collections, memory or system calls',
    'zh-cn': '回收、内存和系统调用均无差别',
  },
  'compare.and': { en: '{first}, {rest}', 'zh-cn': '{first}，{rest}' },
  'compare.moreGcs': {
    en: '{count} more {count|collection|collections}',
    'zh-cn': '多 {count} 次回收',
  },
  'compare.fewerGcs': {
    en: '{count} fewer {count|collection|collections}',
    'zh-cn': '少 {count} 次回收',
  },
  'compare.morePeak': { en: '{size:bytes} more peak heap', 'zh-cn': '堆峰值多 {size:bytes}' },
  'compare.lessPeak': { en: '{size:bytes} less peak heap', 'zh-cn': '堆峰值少 {size:bytes}' },
  'compare.moreInUse': {
    en: '{size:bytes} more heap in use',
    'zh-cn': '使用中的堆多 {size:bytes}',
  },
  'compare.lessInUse': {
    en: '{size:bytes} less heap in use',
    'zh-cn': '使用中的堆少 {size:bytes}',
  },
  'compare.moreCalls': {
    en: '{count} more system {count|call|calls}',
    'zh-cn': '多 {count} 次系统调用',
  },
  'compare.fewerCalls': {
    en: '{count} fewer system {count|call|calls}',
    'zh-cn': '少 {count} 次系统调用',
  },
  'compare.moreAssists': {
    en: '{count} more GC {count|assist|assists}',
    'zh-cn': '多 {count} 次 GC 辅助',
  },
  'compare.fewerAssists': {
    en: '{count} fewer GC {count|assist|assists}',
    'zh-cn': '少 {count} 次 GC 辅助',
  },

  // Pictures
  'compare.heaps': { en: 'Both heaps, to one scale', 'zh-cn': '两个堆，同一比例' },
  'compare.heapsNote': {
    en: 'One row is {size:bytes}. Colour is the size of the slots, filled as far as slots are taken; an edge begins a span; grey is free, other plain cells are stacks.',
    'zh-cn':
      '每行 {size:bytes}。颜色表示槽位大小，填充高度表示已占用的比例；竖线是 span 的开头；灰色为空闲，其余纯色为栈。',
  },
  'compare.heapOf': {
    en: 'Heap of {name}: {spans} {spans|span|spans} on {used} of {pages} mapped pages.',
    'zh-cn': '{name} 的堆：{spans} 个 span，占用已映射 {pages} 页中的 {used} 页。',
  },
  'compare.course': { en: 'The whole run', 'zh-cn': '整个运行过程' },
  'compare.courseNote': {
    en: 'Both curves stand over the instructions that were run: a program runs the same ones whatever its allocator does, waiting for the collector apart, so one place of the axis is one place of the program. Marks below are collections.',
    'zh-cn':
      '两条曲线都以已执行的指令为横轴：除了等待回收器之外，无论分配器怎么做，程序执行的指令都相同，所以横轴上的同一位置就是程序中的同一位置。下方的刻度是回收。',
  },
  'compare.curve.live': { en: 'Heap live', 'zh-cn': '存活堆' },
  'compare.curve.goal': { en: 'Heap goal', 'zh-cn': '堆目标' },
  'compare.curve.inUse': { en: 'Heap in use', 'zh-cn': '使用中的堆' },
  'compare.curve.resident': { en: 'Resident heap', 'zh-cn': '常驻堆' },
  'compare.curveSays': {
    en: '{name}: peak {left:bytes} on the left, {right:bytes} on the right.',
    'zh-cn': '{name}：左侧峰值 {left:bytes}，右侧峰值 {right:bytes}。',
  },

  // Tables
  'compare.totals': { en: 'Totals, the most different first', 'zh-cn': '总计，差别最大的在前' },
  'compare.moreTotals': {
    en: '{count} more {count|total differs|totals differ} less',
    'zh-cn': '另有 {count} 项差别较小',
  },
  'compare.equalTotals': {
    en: '{count} {count|total is|totals are} equal',
    'zh-cn': '另有 {count} 项相同',
  },
  'compare.what': { en: 'what', 'zh-cn': '项目' },
  'compare.difference': { en: 'difference', 'zh-cn': '差值' },
  'compare.bars': { en: 'both', 'zh-cn': '对照' },
  'compare.tables': { en: 'Differences by', 'zh-cn': '差别，按' },
  'compare.byClass': { en: 'Size class', 'zh-cn': '规格' },
  'compare.byType': { en: 'Type', 'zh-cn': '类型' },
  'compare.bySite': { en: 'Line', 'zh-cn': '代码行' },
  'compare.byAge': { en: 'Age', 'zh-cn': '年龄' },
  'compare.counting': { en: 'What is counted', 'zh-cn': '统计内容' },
  'compare.countingShort': { en: 'counting', 'zh-cn': '统计' },
  'compare.measure.bytes': { en: 'bytes there now', 'zh-cn': '现存字节' },
  'compare.measure.objects': { en: 'slots taken', 'zh-cn': '占用的槽位' },
  'compare.measure.spans': { en: 'spans', 'zh-cn': 'span 数' },
  'compare.measure.free': { en: 'free bytes in spans', 'zh-cn': 'span 中的空闲字节' },
  'compare.measure.rounding': { en: 'bytes lost to rounding', 'zh-cn': '取整浪费的字节' },
  'compare.measure.allocations': { en: 'allocations ever', 'zh-cn': '累计分配次数' },
  'compare.measure.allocated': { en: 'bytes ever allocated', 'zh-cn': '累计分配字节' },
  'compare.sum': { en: 'all', 'zh-cn': '合计' },

  // What if
  'whatIf.gogc': {
    en: 'How much the heap may grow between collections',
    'zh-cn': '两次回收之间堆可增长的比例',
  },
  'whatIf.memoryLimit': { en: 'Soft limit of memory', 'zh-cn': '内存软上限' },
  'whatIf.procs': { en: 'Goroutines that run at once', 'zh-cn': '同时运行的 goroutine 数' },
  'whatIf.value': { en: 'Value of {name}', 'zh-cn': '{name} 的值' },
  'whatIf.badNumber': {
    en: '{name} takes a whole number from {least:raw} to {most:raw}, or off.',
    'zh-cn': '{name} 应为 {least:raw} 到 {most:raw} 的整数，或 off。',
  },
  'whatIf.badProcs': {
    en: '{name} takes a whole number from {least:raw} to {most:raw}.',
    'zh-cn': '{name} 应为 {least:raw} 到 {most:raw} 的整数。',
  },
  'whatIf.badSize': {
    en: '{name} takes a size like 4096, 64KiB or 2GiB, or off.',
    'zh-cn': '{name} 应为 4096、64KiB、2GiB 这样的大小，或 off。',
  },
  'whatIf.reset': { en: 'Back to this run', 'zh-cn': '恢复为此次运行' },
  'whatIf.apply': { en: 'Restart with these', 'zh-cn': '用这些选项重新运行' },
  'whatIf.asIs': {
    en: 'These are the options of the run you see. Move a slider: the program is run again beside it.',
    'zh-cn': '这些就是当前运行的选项。移动滑块，程序会在旁边重新运行一遍。',
  },
  'whatIf.other': {
    en: 'The other run will stand here, with its curves over these and a table of what changes. Move a slider.',
    'zh-cn': '另一次运行会显示在这里，曲线叠加在一起，并列出有何变化。请移动滑块。',
  },
  'whatIf.thisRun': { en: 'this run', 'zh-cn': '此次运行' },
  'whatIf.result': { en: 'What changes', 'zh-cn': '有何变化' },

  // Totals that runtime.MemStats has no name for.
  'compare.ticks': { en: 'Instructions run', 'zh-cn': '已执行指令' },
  'compare.peakLive': { en: 'Peak heap live', 'zh-cn': '存活堆峰值' },
  'compare.peakInUse': { en: 'Peak heap in use', 'zh-cn': '使用中堆峰值' },
  'compare.peakResident': { en: 'Peak resident heap', 'zh-cn': '常驻堆峰值' },
  'compare.resident': { en: 'Resident heap', 'zh-cn': '常驻堆' },
  'compare.assists': { en: 'GC assists', 'zh-cn': 'GC 辅助次数' },
  'compare.assistBytes': { en: 'Marked by assists', 'zh-cn': '辅助标记的字节' },
  'compare.syscalls': { en: 'System calls', 'zh-cn': '系统调用' },
  'compare.mcacheHits': { en: 'Served by an mcache', 'zh-cn': '由 mcache 直接提供' },
  'compare.mcentralLocks': { en: 'mcentral locks', 'zh-cn': 'mcentral 加锁' },
  'compare.mheapLocks': { en: 'Heap lock', 'zh-cn': '堆锁' },

  // Rows
  'compare.large': { en: 'large objects', 'zh-cn': '大对象' },
  'compare.slot': { en: '{size:bytes} slots', 'zh-cn': '{size:bytes} 槽位' },
  'compare.class': { en: 'class {class:raw}', 'zh-cn': '规格 {class:raw}' },
  'compare.runtime': { en: 'the runtime itself', 'zh-cn': '运行时自身' },
  'compare.library': { en: 'library', 'zh-cn': '标准库' },
  'compare.dead': { en: 'dead, not yet swept', 'zh-cn': '已死，尚未清扫' },
  'compare.survived': {
    en: 'survived {count} {count|collection|collections}',
    'zh-cn': '经历 {count} 次回收',
  },
  'compare.survivedRange': {
    en: 'survived {from} to {to} collections',
    'zh-cn': '经历 {from} 至 {to} 次回收',
  },
} as const satisfies Readonly<Record<string, Translated>>;
