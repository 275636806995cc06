/**
 * Texts that VS Code shows for us at run time: messages, tree items, hovers, lenses, documentation
 * of annotations.
 *
 * LONG: one table of texts.
 */
import type { Translated } from './strings';

export const hostTexts = {
  // Panel and session
  'host.panelTitle': { en: 'Go Memory: {name}', 'zh-cn': 'Go 内存：{name}' },
  'host.panelStale': {
    en: 'Go Memory: {name} (file changed)',
    'zh-cn': 'Go 内存：{name}（文件已改）',
  },
  'host.notRestored': {
    en: 'Go Memory cannot open {name} any more; its panel was closed.',
    'zh-cn': 'Go 内存无法再打开 {name}，其面板已关闭。',
  },
  'host.librarySource': {
    en: 'This line stands in the standard library ({file}), which has no source to show here.',
    'zh-cn': '这一行位于标准库（{file}），此处没有可显示的源代码。',
  },
  'host.needsGo': {
    en: 'Open a Go file first, or select Go code in a Markdown file.',
    'zh-cn': '请先打开一个 Go 文件，或在 Markdown 文件中选中 Go 代码。',
  },
  'host.needsSelection': {
    en: 'Select some Go code first, or put the cursor into a Go fence.',
    'zh-cn': '请先选中一段 Go 代码，或把光标放进 Go 代码块。',
  },
  'host.invalid': {
    en: '{name} has errors and cannot run: {message}',
    'zh-cn': '{name} 有错误，无法运行：{message}',
  },
  'host.running': { en: 'Running {name}', 'zh-cn': '正在运行 {name}' },
  'host.atTick': { en: 'tick {tick}', 'zh-cn': '第 {tick} 个时刻' },
  'host.failed': { en: 'Go Memory failed: {message}', 'zh-cn': 'Go 内存出错：{message}' },
  'host.nothingHere': {
    en: 'Nothing that line {line:raw} has made is in the heap now.',
    'zh-cn': '第 {line:raw} 行分配的对象目前都不在堆中。',
  },
  'host.noSource': {
    en: 'No line of the program made this.',
    'zh-cn': '它不是由程序的某一行产生的。',
  },
  'host.notReached': {
    en: 'The program ended without coming to line {line:raw}.',
    'zh-cn': '程序结束时没有到达第 {line:raw} 行。',
  },
  'host.pickExample': { en: 'Open an example', 'zh-cn': '打开示例' },
  'host.pickAnnotation': { en: 'Insert an annotation', 'zh-cn': '插入注解' },
  'host.pickProcs': {
    en: 'GOMAXPROCS: Ps, each with an mcache',
    'zh-cn': 'GOMAXPROCS：P 的数量，每个 P 有一个 mcache',
  },
  'host.pickRuntime': {
    en: 'Runtime: whose allocator and collector the program runs on',
    'zh-cn': '运行时：程序使用哪个版本的分配器与回收器',
  },
  'host.runtimeModern': {
    en: 'Bitmaps of pages and slots, span sets, page caches, Green Tea collector',
    'zh-cn': '页与槽位的位图、span set、页缓存、Green Tea 回收器',
  },
  'host.runtimeClassic': {
    en: 'Three regions, linked lists of spans and of free slots, stop-the-world mark termination',
    'zh-cn': '三个区域、span 与空闲槽位的链表、标记终止时停顿',
  },
  'host.pickGogc': {
    en: 'GOGC: how much the heap may grow before the next collection',
    'zh-cn': 'GOGC：下一次回收前堆可以增长多少',
  },
  'host.pickMemoryLimit': {
    en: 'GOMEMLIMIT: memory the runtime tries to stay within',
    'zh-cn': 'GOMEMLIMIT：运行时尽量不超过的内存量',
  },
  'host.noMemoryLimit': { en: 'no limit', 'zh-cn': '不限制' },
  'host.now': { en: 'now', 'zh-cn': '当前' },
  'host.collectorOff': { en: 'no collections', 'zh-cn': '不回收' },
  'host.percent': { en: '{percent:raw}%', 'zh-cn': '{percent:raw}%' },
  'host.saved': { en: 'Saved {name}.', 'zh-cn': '已保存 {name}。' },
  'host.open': { en: 'Open', 'zh-cn': '打开' },
  'host.exportJson': { en: 'Run as JSON', 'zh-cn': '运行结果（JSON）' },
  'host.exportReport': { en: 'Report', 'zh-cn': '报告' },

  // Expectations
  'host.expectations': { en: 'Expectations', 'zh-cn': '期望' },
  'host.allHold': {
    en: '{name}: {count} {count|expectation holds|expectations hold}.',
    'zh-cn': '{name}：{count} 项期望全部成立。',
  },
  'host.someFail': {
    en: '{name}: {failed} of {count} {count|expectation fails|expectations fail}.',
    'zh-cn': '{name}：{count} 项期望中有 {failed} 项不成立。',
  },
  'host.noExpectations': {
    en: '{name} expects nothing: write //mem:expect above a line.',
    'zh-cn': '{name} 中没有期望：请在某一行上方写 //mem:expect。',
  },
  'host.failedExpectation': {
    en: 'Expected {expected}, but {actual}',
    'zh-cn': '期望 {expected}，但 {actual}',
  },
  'host.runTests': { en: 'Run', 'zh-cn': '运行' },

  // Status bar
  'host.statusTick': {
    en: 'tick {tick} · {runtime}',
    'zh-cn': '时刻 {tick} · {runtime}',
  },
  'host.statusTip': {
    en: '{name} on the runtime of {runtime}: tick {tick} of {end}; HeapAlloc {live:bytes}. Click to show the panel.',
    'zh-cn':
      '{name}（{runtime} 运行时）：第 {tick} 个时刻，共 {end}；HeapAlloc {live:bytes}。单击显示面板。',
  },
  'host.statusStale': { en: 'file changed', 'zh-cn': '文件已改' },
  'host.statusStaleTip': {
    en: '{name} has changed since the run began. Click to start again.',
    'zh-cn': '{name} 在运行开始后已被修改。单击重新开始。',
  },

  // Views
  'view.more': { en: '{count} more', 'zh-cn': '还有 {count} 项' },
  'view.stale': {
    en: 'The file has changed since this run began. Restart to run it as it is now.',
    'zh-cn': '本次运行开始后文件已被修改。重新开始即可运行现在的内容。',
  },
  'view.invalid': { en: 'The program has errors.', 'zh-cn': '程序有错误。' },
  'view.running': { en: 'Running, tick {tick}', 'zh-cn': '运行中，第 {tick} 个时刻' },
  'view.noAllocations': {
    en: 'No line of this file has allocated yet.',
    'zh-cn': '此文件中还没有任何一行分配过内存。',
  },
  'view.noSuchSites': {
    en: 'No allocation site is as asked for. “Filter Sites…” shows others.',
    'zh-cn': '没有符合条件的分配点。可用“筛选分配点……”显示其他分配点。',
  },
  'view.stretch': {
    en: 'Only ticks {from} to {to}, as selected on the timeline.',
    'zh-cn': '仅限时间线上所选的时刻 {from} 至 {to}。',
  },
  'view.noneWithin': {
    en: 'No line of this file has allocated in them.',
    'zh-cn': '此时段内，此文件中没有任何一行分配过内存。',
  },
  'view.byBytes': { en: 'by bytes', 'zh-cn': '按字节' },
  'view.byCount': { en: 'by count', 'zh-cn': '按次数' },
  'view.siteDetail': {
    en: '{count} × {size:bytes} = {bytes:bytes}',
    'zh-cn': '{count} × {size:bytes}，共 {bytes:bytes}',
  },
  'view.siteUnrun': { en: '{zone}, not reached', 'zh-cn': '{zone}，尚未执行' },
  'view.siteLine': { en: 'line {line:raw}', 'zh-cn': '第 {line:raw} 行' },
  'view.siteLive': {
    en: '{live} live, {bytes:bytes}',
    'zh-cn': '存活 {live} 个，{bytes:bytes}',
  },
  'view.filterAll': { en: 'All sites', 'zh-cn': '所有分配点' },
  'view.filterHeap': { en: 'Heap only', 'zh-cn': '仅堆' },
  'view.filterLive': { en: 'With live objects', 'zh-cn': '有存活对象' },
  'view.filterUser': { en: 'Lines that have allocated', 'zh-cn': '已有分配的行' },
  'view.filterType': { en: 'Of one type…', 'zh-cn': '按类型……' },
  'view.filterClass': { en: 'Of one size class…', 'zh-cn': '按大小类……' },
  'view.filterTitle': { en: 'Which allocation sites to show', 'zh-cn': '显示哪些分配点' },
  'view.pickType': { en: 'Show sites of this type', 'zh-cn': '显示该类型的分配点' },
  'view.pickClass': { en: 'Show sites of this size class', 'zh-cn': '显示该大小类的分配点' },
  'view.sizeClass': { en: 'size class {number:raw}', 'zh-cn': '大小类 {number:raw}' },
  'view.shown': {
    en: '{filter}, {order}',
    'zh-cn': '{filter}，{order}',
  },
  'view.workspace': { en: 'In this workspace', 'zh-cn': '在此工作区中' },
  'view.examples': { en: 'Examples', 'zh-cn': '示例' },
  'view.annotations': {
    en: '{count} {count|annotation|annotations}',
    'zh-cn': '{count} 条注解',
  },
  'view.noneAnnotated': { en: 'No annotated Go file', 'zh-cn': '没有带注解的 Go 文件' },
  'view.heapGroup': { en: 'Heap', 'zh-cn': '堆' },
  'view.workGroup': { en: 'Allocations', 'zh-cn': '分配' },
  'view.gcGroup': { en: 'Collector', 'zh-cn': '回收器' },
  'view.offHeapGroup': { en: 'Outside of the heap', 'zh-cn': '堆之外' },

  // Hovers
  'hover.heap': { en: '**Heap** · {what} escapes', 'zh-cn': '**堆** · {what} 逃逸' },
  'hover.heapAlways': { en: '**Heap** · {what}', 'zh-cn': '**堆** · {what}' },
  'hover.stack': { en: '**Stack** · {what} does not escape', 'zh-cn': '**栈** · {what} 不逃逸' },
  'hover.static': {
    en: '**Static data** · {what} is made before the program runs',
    'zh-cn': '**静态数据** · {what} 在程序运行前就已存在',
  },
  'hover.none': {
    en: '**No object** · {what} needs no memory of its own',
    'zh-cn': '**无对象** · {what} 不需要自己的内存',
  },
  'hover.moved': {
    en: '**Heap** · {what} is moved to the heap',
    'zh-cn': '**堆** · {what} 被移到堆上',
  },
  'hover.shared': {
    en: 'One object for all of {names}: small variables without pointers, between which nothing branches',
    'zh-cn': '{names} 共用一个对象：不含指针的小变量，且它们之间没有分支',
  },
  'hover.onStack': {
    en: '**Stack** · {what} {type} stays in its frame, {size:bytes}',
    'zh-cn': '**栈** · {what} {type} 留在栈帧中，{size:bytes}',
  },
  'hover.global': {
    en: '**Globals** · {what} {type}, {size:bytes}: a root of every collection if it holds pointers',
    'zh-cn': '**全局变量** · {what} {type}，{size:bytes}：若含指针，则是每次回收的根',
  },
  'hover.instance': {
    en: '**Instance** · {what}, {type}',
    'zh-cn': '**实例** · {what}，{type}',
  },
  'hover.type': { en: '**Type** · {what}', 'zh-cn': '**类型** · {what}' },
  'hover.unless.small': {
    en: 'Values below 256 are not allocated: they point into a table of the runtime.',
    'zh-cn': '小于 256 的值不分配：它们指向运行时的一张表。',
  },
  'hover.unless.empty': {
    en: 'Empty values are not allocated: they share one address.',
    'zh-cn': '空值不分配：它们共用一个地址。',
  },
  'hover.unless.buffer': {
    en: 'Up to 32 bytes fit into a buffer on the stack; more goes to the heap.',
    'zh-cn': '不超过 32 字节时使用栈上的缓冲区，更大则分配到堆上。',
  },
  'hover.unless.grows': {
    en: 'Allocates only when the capacity is used up; then the capacity grows.',
    'zh-cn': '仅当容量用尽时才分配，届时容量会增长。',
  },
  'hover.why': { en: 'Because: {steps}', 'zh-cn': '原因：{steps}' },
  'hover.size.zero': {
    en: '0 B: all objects without size share one address',
    'zh-cn': '0 B：所有大小为零的对象共用一个地址',
  },
  'hover.size.tiny': {
    en: '{size:bytes} → tiny: shares a 16 B block with other small objects without pointers',
    'zh-cn': '{size:bytes} → tiny：与其他不含指针的小对象共用一个 16 B 的块',
  },
  'hover.size.small': {
    en: '{size:bytes} → size class {sizeClass:raw} → {slot:bytes} slot',
    'zh-cn': '{size:bytes} → 大小类 {sizeClass:raw} → {slot:bytes} 的槽',
  },
  'hover.size.header': {
    en: '{size:bytes} + 8 B header → size class {sizeClass:raw} → {slot:bytes} slot',
    'zh-cn': '{size:bytes} + 8 B 头部 → 大小类 {sizeClass:raw} → {slot:bytes} 的槽',
  },
  'hover.size.large': {
    en: '{size:bytes} → large: a span of its own, {slot:bytes}, straight from mheap',
    'zh-cn': '{size:bytes} → 大对象：直接由 mheap 给出独占的 span，{slot:bytes}',
  },
  'hover.waste': {
    en: '{waste:bytes} unused ({share:percent})',
    'zh-cn': '{waste:bytes} 未使用（{share:percent}）',
  },
  'hover.noWaste': { en: 'nothing unused', 'zh-cn': '没有浪费' },
  'hover.span': {
    en: 'Span class {spanClass:raw}: {slots} slots in {span:bytes}',
    'zh-cn': 'span class {spanClass:raw}：{span:bytes} 中有 {slots} 个槽',
  },
  'hover.classicSpan': {
    en: '{slots} slots in a span of {span:bytes}',
    'zh-cn': '{span:bytes} 的 span 中有 {slots} 个槽',
  },
  'hover.pointers': {
    en: 'The collector looks at the first {pointer:bytes}',
    'zh-cn': '回收器只查看前 {pointer:bytes}',
  },
  'hover.noPointers': {
    en: 'No pointers: the collector never looks inside',
    'zh-cn': '不含指针：回收器从不查看其内部',
  },
  'hover.unknownSize': { en: 'Its size is known when it runs.', 'zh-cn': '大小在运行时才知道。' },
  'hover.ran': {
    en: 'So far {count} {count|time|times}, {bytes:bytes}; {live} live',
    'zh-cn': '至今 {count} 次，{bytes:bytes}；存活 {live} 个',
  },
  'hover.notYet': { en: 'Not reached yet in this run', 'zh-cn': '本次运行尚未到达' },
  'hover.explore': { en: 'Explore', 'zh-cn': '探索' },
  'hover.showInMap': { en: 'Show in map', 'zh-cn': '在地图中显示' },
  'hover.toFirst': { en: 'Step to first', 'zh-cn': '跳到第一次' },
  'hover.runHere': { en: 'Run to here', 'zh-cn': '运行到此处' },
  'hover.pictureAlt': {
    en: 'A span of {slots} slots with one of them lit',
    'zh-cn': '由 {slots} 个槽组成的 span，其中一个高亮',
  },
  'hover.example': { en: 'Example: {example}', 'zh-cn': '示例：{example}' },
  'hover.verdict.holds': { en: 'In the last run: holds.', 'zh-cn': '上次运行：成立。' },
  'hover.verdict.fails': { en: 'In the last run: {actual}.', 'zh-cn': '上次运行：{actual}。' },

  // Steps of a flow, after the compiler's words
  'flow.return': { en: 'returned', 'zh-cn': '被返回' },
  'flow.assign': { en: 'assigned', 'zh-cn': '被赋值' },
  'flow.pair': { en: 'assigned', 'zh-cn': '被赋值' },
  'flow.captured': { en: 'captured by a closure', 'zh-cn': '被闭包捕获' },
  'flow.parameter': { en: 'passed to a call', 'zh-cn': '作为参数传递' },
  'flow.interface': { en: 'converted to an interface', 'zh-cn': '转换为接口' },
  'flow.send': { en: 'sent on a channel', 'zh-cn': '发送到 channel' },
  'flow.element': { en: 'put into a literal', 'zh-cn': '放入复合字面量' },
  'flow.map': { en: 'put into a map', 'zh-cn': '放入 map' },
  'flow.append': { en: 'appended', 'zh-cn': '被追加' },
  'flow.range': { en: 'ranged over', 'zh-cn': '被 range 遍历' },
  'flow.large': { en: 'too large for the stack', 'zh-cn': '太大，栈放不下' },
  'flow.variable': { en: 'its size is not constant', 'zh-cn': '大小不是常量' },
  'flow.at': { en: '{step} (line {line:raw})', 'zh-cn': '{step}（第 {line:raw} 行）' },

  // Lenses
  'lens.sites': {
    en: 'Explore · {count} {count|site|sites}, {bytes:bytes}/op',
    'zh-cn': '探索 · {count} 个分配点，每次 {bytes:bytes}',
  },
  'lens.sitesAtLeast': {
    en: 'Explore · {count} {count|site|sites}, {bytes:bytes}/op or more',
    'zh-cn': '探索 · {count} 个分配点，每次至少 {bytes:bytes}',
  },
  'lens.sitesOnly': {
    en: 'Explore · {count} {count|site|sites}',
    'zh-cn': '探索 · {count} 个分配点',
  },
  'lens.clean': { en: 'Explore · no heap', 'zh-cn': '探索 · 不用堆' },
  'lens.line': { en: 'Run to here', 'zh-cn': '运行到此处' },
  'lens.measured': {
    en: '{count} {count|allocation|allocations}, {bytes:bytes} so far',
    'zh-cn': '至今 {count} 次分配，{bytes:bytes}',
  },

  // Decorations
  'line.heap': {
    en: 'heap {size:bytes} × {count} · class {sizeClass:raw}',
    'zh-cn': '堆 {size:bytes} × {count} · 类 {sizeClass:raw}',
  },
  'line.large': {
    en: 'heap {size:bytes} × {count} · large',
    'zh-cn': '堆 {size:bytes} × {count} · 大对象',
  },
  'line.mixed': { en: 'heap {bytes:bytes} in {count}', 'zh-cn': '堆 {count} 次共 {bytes:bytes}' },

  // Quick fixes
  'fix.replace': { en: 'Write {text} instead', 'zh-cn': '改为 {text}' },
  'fix.remove': { en: 'Take it away', 'zh-cn': '删除' },

  // Annotations
  'verb.runtime': {
    en: 'Which runtime is modelled. go1.26 is the default.',
    'zh-cn': '模拟哪一个运行时，默认 go1.26。',
  },
  'verb.procs': {
    en: 'GOMAXPROCS: how many Ps there are, each with its own mcache.',
    'zh-cn': 'GOMAXPROCS：P 的数量，每个 P 有自己的 mcache。',
  },
  'verb.gogc': {
    en: 'GOGC in percent: how much the heap may grow before the next collection; off switches it off.',
    'zh-cn': 'GOGC（百分比）：下一次回收前堆可以增长多少；off 表示关闭回收。',
  },
  'verb.memlimit': {
    en: 'GOMEMLIMIT: the memory the runtime tries to stay within, by collecting and scavenging more; off means no limit.',
    'zh-cn': 'GOMEMLIMIT：运行时通过更频繁的回收和归还来尽量不超过的内存量；off 表示不限制。',
  },
  'verb.arch': {
    en: 'GOARCH: for which machine types are laid out.',
    'zh-cn': 'GOARCH：按哪种机器布局类型。',
  },
  'verb.seed': {
    en: 'Seed of the scheduler and of select: the same seed gives the same run.',
    'zh-cn': '调度器与 select 的随机种子：种子相同，运行就相同。',
  },
  'verb.base': {
    en: 'Where the heap begins: an address of 64 MiB alignment, or random.',
    'zh-cn': '堆的起始地址：按 64 MiB 对齐的地址，或 random。',
  },
  'verb.budget': {
    en: 'When the run ends at the latest: steps, time, heap.',
    'zh-cn': '运行的上限：步数（steps）、时间（time）、堆（heap）。',
  },
  'verb.stop': {
    en: 'A named stop on the timeline when the program comes to this line.',
    'zh-cn': '程序到达这一行时，在时间线上留下一个有名字的停止点。',
  },
  'verb.note': {
    en: 'A caption in the panel when the program comes to this line; note[zh-cn] gives the Chinese one.',
    'zh-cn': '程序到达这一行时在面板中显示的说明；note[zh-cn] 给出中文说明。',
  },
  'verb.mode': {
    en: 'What the panel shows when the run comes to the stop on this line: map, levels, structures, marking, zones, dashboard, compare, whatIf or why.',
    'zh-cn':
      '运行到本行的停止点时面板显示的模式：map、levels、structures、marking、zones、dashboard、compare、whatIf 或 why。',
  },
  'verb.watch': {
    en: 'Follows the objects an expression points to.',
    'zh-cn': '跟踪表达式所指的对象。',
  },
  'verb.gc': {
    en: 'A full collection before this line, as runtime.GC() does.',
    'zh-cn': '在这一行之前做一次完整回收，与 runtime.GC() 相同。',
  },
  'verb.scavenge': {
    en: 'Returns idle pages to the operating system before this line.',
    'zh-cn': '在这一行之前把空闲页还给操作系统。',
  },
  'verb.advance': {
    en: 'Moves the simulated clock before this line.',
    'zh-cn': '在这一行之前拨快模拟时钟。',
  },
  'verb.repeat': { en: 'Runs the statement that many times.', 'zh-cn': '把该语句执行这么多次。' },
  'verb.assume': {
    en: 'Overrides the escape verdict on this line: heap or stack.',
    'zh-cn': '覆盖这一行的逃逸结论：heap 或 stack。',
  },
  'verb.expect': {
    en: 'Checks what the line, the function or the stop does. Every one is a test in the Test Explorer.',
    'zh-cn': '检查该行、该函数或该停止点的行为。每条都是测试资源管理器中的一个测试。',
  },
  'predicate.heap': { en: 'allocates on the heap', 'zh-cn': '在堆上分配' },
  'predicate.stack': { en: 'allocates nothing on the heap', 'zh-cn': '不在堆上分配' },
  'predicate.size': { en: 'size of the object in bytes', 'zh-cn': '对象的字节数' },
  'predicate.class': { en: 'size class of its slot', 'zh-cn': '槽的大小类' },
  'predicate.spanclass': { en: 'span class of its span', 'zh-cn': 'span 的 span class' },
  'predicate.count': { en: 'allocations of this line', 'zh-cn': '这一行的分配次数' },
  'predicate.bytes': { en: 'bytes this line allocates', 'zh-cn': '这一行分配的字节数' },
  'predicate.allocs': {
    en: 'allocations, those of called packages included',
    'zh-cn': '分配次数，包含所调用的包',
  },
  'predicate.gcs': { en: 'collections so far', 'zh-cn': '至此的回收次数' },
  'predicate.heapalive': { en: 'bytes of live heap', 'zh-cn': '存活堆的字节数' },
  'predicate.reason': { en: 'words in the reason of the verdict', 'zh-cn': '逃逸原因中的文字' },

  // Statistics: fields of runtime.MemStats
  'memstats.Alloc': { en: 'bytes of allocated heap objects', 'zh-cn': '已分配堆对象的字节数' },
  'memstats.TotalAlloc': {
    en: 'bytes allocated since the start; never goes down',
    'zh-cn': '启动以来分配的总字节数，只增不减',
  },
  'memstats.Sys': {
    en: 'bytes of address space the runtime has from the OS',
    'zh-cn': '运行时向操作系统取得的地址空间字节数',
  },
  'memstats.Lookups': { en: 'pointer lookups; always 0', 'zh-cn': '指针查找次数，始终为 0' },
  'memstats.Mallocs': { en: 'objects allocated since the start', 'zh-cn': '启动以来分配的对象数' },
  'memstats.Frees': { en: 'objects freed since the start', 'zh-cn': '启动以来释放的对象数' },
  'memstats.HeapAlloc': {
    en: 'bytes of heap objects: reachable, and dead but not swept yet',
    'zh-cn': '堆对象的字节数：可达的，以及已死但尚未清扫的',
  },
  'memstats.HeapSys': {
    en: 'bytes of heap address space: in use, idle and returned',
    'zh-cn': '堆的地址空间字节数：使用中、空闲与已归还',
  },
  'memstats.HeapIdle': {
    en: 'bytes of spans with nothing in them',
    'zh-cn': '没有对象的 span 的字节数',
  },
  'memstats.HeapInuse': {
    en: 'bytes of spans with at least one object; HeapInuse − HeapAlloc is what fragmentation costs',
    'zh-cn': '至少有一个对象的 span 的字节数；HeapInuse − HeapAlloc 就是碎片的代价',
  },
  'memstats.HeapReleased': { en: 'bytes returned to the OS', 'zh-cn': '已还给操作系统的字节数' },
  'memstats.HeapObjects': { en: 'allocated heap objects', 'zh-cn': '已分配的堆对象数' },
  'memstats.StackInuse': {
    en: 'bytes of spans for goroutine stacks',
    'zh-cn': 'goroutine 栈所用 span 的字节数',
  },
  'memstats.StackSys': {
    en: 'bytes of stacks from the OS',
    'zh-cn': '从操作系统取得的栈字节数',
  },
  'memstats.MSpanInuse': { en: 'bytes of mspan structures', 'zh-cn': 'mspan 结构的字节数' },
  'memstats.MSpanSys': {
    en: 'bytes taken from the OS for mspan structures',
    'zh-cn': '为 mspan 结构取得的字节数',
  },
  'memstats.MCacheInuse': { en: 'bytes of mcache structures', 'zh-cn': 'mcache 结构的字节数' },
  'memstats.MCacheSys': {
    en: 'bytes taken from the OS for mcache structures',
    'zh-cn': '为 mcache 结构取得的字节数',
  },
  'memstats.BuckHashSys': { en: 'bytes of profiling tables', 'zh-cn': '性能分析表的字节数' },
  'memstats.GCSys': { en: 'bytes of the collector’s own data', 'zh-cn': '回收器自身数据的字节数' },
  'memstats.OtherSys': {
    en: 'bytes of everything else of the runtime',
    'zh-cn': '运行时其他部分的字节数',
  },
  'memstats.NextGC': {
    en: 'heap size at which the next collection ends',
    'zh-cn': '下一次回收的目标堆大小',
  },
  'memstats.LastGC': { en: 'when the last collection ended', 'zh-cn': '上一次回收结束的时间' },
  'memstats.PauseTotalNs': {
    en: 'nanoseconds the program was stopped',
    'zh-cn': '程序被暂停的总纳秒数',
  },
  'memstats.NumGC': { en: 'completed collections', 'zh-cn': '完成的回收次数' },
  'memstats.NumForcedGC': {
    en: 'collections the program asked for by runtime.GC',
    'zh-cn': '程序通过 runtime.GC 要求的回收次数',
  },
  'memstats.GCCPUFraction': {
    en: 'share of processor time the collector took',
    'zh-cn': '回收器占用的处理器时间比例',
  },
} as const satisfies Record<string, Translated>;
