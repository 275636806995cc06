/** Texts of the Marking mode: what the collector is at, what waits, and why an object is alive. */
import type { Translated } from './strings';

export const markingTexts = {
  'mode.marking': { en: 'Marking', 'zh-cn': '标记' },

  // Names that the session gives.
  'marking.inData': { en: 'global, data segment', 'zh-cn': '全局变量，data 段' },
  'marking.inBss': { en: 'global, bss segment', 'zh-cn': '全局变量，bss 段' },
  'marking.inFrame': { en: '{func}, goroutine {g:raw}', 'zh-cn': '{func}，goroutine {g:raw}' },
  'marking.temporary': { en: '(temporary)', 'zh-cn': '（临时值）' },
  'marking.goroutine': { en: 'goroutine {g:raw}', 'zh-cn': 'goroutine {g:raw}' },
  'marking.ofGoroutine': {
    en: 'its g, deferred calls, frames of the library',
    'zh-cn': '它的 g、延迟调用、库函数的栈帧',
  },
  'marking.finalizer': { en: 'object with a finalizer', 'zh-cn': '带 finalizer 的对象' },
  'marking.finalizerQueue': { en: 'finalizers to be called', 'zh-cn': '待调用的 finalizer' },
  'marking.cleanup': { en: 'object with a cleanup', 'zh-cn': '带 cleanup 的对象' },
  'marking.cleanupQueue': { en: 'cleanups to be called', 'zh-cn': '待调用的 cleanup' },
  'marking.forCleanup': { en: 'kept for a cleanup', 'zh-cn': '为 cleanup 保留' },
  'marking.weak': { en: 'object with a weak pointer', 'zh-cn': '带弱指针的对象' },
  'marking.forWeak': { en: 'handle of a weak pointer', 'zh-cn': '弱指针的句柄' },
  'marking.special': { en: 'kept for a finalizer', 'zh-cn': '为 finalizer 保留' },
  'marking.statics': { en: 'static data', 'zh-cn': '静态数据' },
  'marking.runtimeGoroutine': { en: 'goroutines of the runtime', 'zh-cn': '运行时的 goroutine' },
  'marking.runtime': { en: 'runtime', 'zh-cn': '运行时' },
  'marking.ofRuntime': { en: 'held by the runtime itself', 'zh-cn': '由运行时自身持有' },
  'marking.rootIn': { en: '{name} ({where})', 'zh-cn': '{name}（{where}）' },
  'marking.tinyBlock': { en: 'tiny block', 'zh-cn': 'tiny 块' },
  'marking.largeObject': { en: 'large object', 'zh-cn': '大对象' },
  'marking.someObject': { en: 'object of {bytes:bytes}', 'zh-cn': '{bytes:bytes} 的对象' },
  'marking.closure': { en: 'closure', 'zh-cn': '闭包' },
  'marking.mapSlots': { en: 'slots of a map', 'zh-cn': 'map 的槽' },
  'marking.runtimeObjects': {
    en: 'objects of the runtime and the library',
    'zh-cn': '运行时和库的对象',
  },
  'marking.otherTypes': { en: 'objects of other types', 'zh-cn': '其他类型的对象' },

  // What one sees, in a sentence.
  'marking.unreadable': {
    en: 'Under this profile marking is done in one go, so there are no queues to watch. The variables of the program lead to {reachable} {reachable|object|objects}; nothing leads to {unreachable} others.',
    'zh-cn':
      '此版本一次完成全部标记，因此没有队列可看。程序的变量可到达 {reachable} 个对象，另有 {unreachable} 个无人指向。',
  },
  'marking.unreadableAll': {
    en: 'Under this profile marking is done in one go, so there are no queues to watch. The variables of the program lead to {reachable} {reachable|object|objects}, and every object of the program is among them.',
    'zh-cn':
      '此版本一次完成全部标记，因此没有队列可看。程序的变量可到达 {reachable} 个对象，程序的所有对象都在其中。',
  },
  'marking.sentenceOffAll': {
    en: 'Collection {cycle} is over, the next one has not begun. The variables of the program lead to {reachable} {reachable|object|objects}: nothing is left over.',
    'zh-cn':
      '第 {cycle} 次回收已结束，下一次尚未开始。程序的变量可到达 {reachable} 个对象：没有多余的对象。',
  },
  'marking.shortObject': { en: 'object', 'zh-cn': '对象' },
  'marking.sentenceCounting': {
    en: 'The objects of the heap are being counted.',
    'zh-cn': '正在统计堆中的对象。',
  },
  'marking.sentenceNone': {
    en: 'No collection has begun yet. The variables of the program lead to {reachable} {reachable|object|objects}; nothing leads to {unreachable} others. “Next phase” goes to the first collection.',
    'zh-cn':
      '还没有开始过回收。程序的变量可到达 {reachable} 个对象，另有 {unreachable} 个无人指向。“下一阶段”会前往第一次回收。',
  },
  'marking.sentenceNoneAtEnd': {
    en: 'The run is over, and there was no collection. The variables of the program lead to {reachable} {reachable|object|objects}; nothing leads to {unreachable} others. To see one, go back on the timeline and press “Run GC now”, or try a smaller GOGC under “What if”.',
    'zh-cn':
      '运行已结束，期间没有回收。程序的变量可到达 {reachable} 个对象，另有 {unreachable} 个无人指向。要观看一次回收，可在时间线上退回，再点击“立即运行 GC”；或在“假如”中尝试更小的 GOGC。',
  },
  'marking.sentenceAtEnd': {
    en: 'The run is over; collection {cycle} was its last. The variables of the program lead to {reachable} {reachable|object|objects}; nothing leads to {unreachable} others. To see it collect, go back on the timeline.',
    'zh-cn':
      '运行已结束，第 {cycle} 次回收是最后一次。程序的变量可到达 {reachable} 个对象，另有 {unreachable} 个无人指向。要观看回收，请在时间线上退回。',
  },
  'marking.sentenceOff': {
    en: 'Collection {cycle} is over, the next one has not begun. The variables of the program lead to {reachable} {reachable|object|objects}; nothing leads to {unreachable} others, which the next one will free.',
    'zh-cn':
      '第 {cycle} 次回收已结束，下一次尚未开始。程序的变量可到达 {reachable} 个对象；另有 {unreachable} 个无人指向，将由下一次回收释放。',
  },
  'marking.sentenceRoots': {
    en: 'Collection {cycle} looks at the roots: {done} of {jobs} jobs done. {grey} {grey|object is|objects are} grey and wait, {white} {white|is|are} still white.',
    'zh-cn':
      '第 {cycle} 次回收正在扫描根：已完成 {done}/{jobs} 项。{grey} 个对象为灰色在等待，{white} 个仍为白色。',
  },
  'marking.sentenceDrain': {
    en: 'Collection {cycle} follows pointers: {grey} grey {grey|object waits|objects wait} to be scanned, {black} {black|is|are} black, {white} {white|is|are} still white. What stays white is freed.',
    'zh-cn':
      '第 {cycle} 次回收正沿指针前进：{grey} 个灰色对象等待扫描，{black} 个为黑色，{white} 个仍为白色。最终仍为白色的会被释放。',
  },
  'marking.sentenceSweep': {
    en: 'Collection {cycle} has marked everything. In spans that wait for the sweeper, {live} {live|object was|objects were} reached and {dead} {dead|was|were} not: those are freed now.',
    'zh-cn':
      '第 {cycle} 次回收已完成标记。在等待清扫的 span 中，{live} 个对象被标记到，{dead} 个没有：它们现在被释放。',
  },

  // The cycle.
  'marking.phases': { en: 'Parts of a collection', 'zh-cn': '回收的各个阶段' },
  'marking.phaseOff': { en: 'Off', 'zh-cn': '未回收' },
  'marking.phaseRoots': { en: 'Roots', 'zh-cn': '扫描根' },
  'marking.phaseDrain': { en: 'Follow pointers', 'zh-cn': '沿指针标记' },
  'marking.phaseSweep': { en: 'Sweep', 'zh-cn': '清扫' },
  'marking.heap': { en: 'heap / goal', 'zh-cn': '堆 / 目标' },
  'marking.barrier': { en: 'write barrier', 'zh-cn': '写屏障' },
  'marking.on': { en: 'on', 'zh-cn': '开' },
  'marking.off': { en: 'off', 'zh-cn': '关' },
  'marking.rootJobs': { en: 'root jobs', 'zh-cn': '根任务' },
  'marking.scanned': { en: 'scanned / expected', 'zh-cn': '已扫描 / 预计' },
  'marking.marked': { en: 'marked', 'zh-cn': '已标记' },
  'marking.credit': { en: 'credit for assists', 'zh-cn': '可抵扣协助的额度' },

  // Queues.
  'marking.queues': { en: 'What waits to be scanned', 'zh-cn': '等待扫描的内容' },
  'marking.objectQueue': { en: 'objects, last in first out', 'zh-cn': '对象，后进先出' },
  'marking.spanQueue': { en: 'spans, first in first out', 'zh-cn': 'span，先进先出' },
  'marking.barrierBuffer': { en: 'write barrier buffer', 'zh-cn': '写屏障缓冲区' },
  'marking.sharedObjects': { en: 'objects for any P', 'zh-cn': '任何 P 可取的对象' },
  'marking.spanChip': { en: 'span {span:raw}: {grey} grey', 'zh-cn': 'span {span:raw}：{grey} 灰' },
  'marking.empty': { en: 'nothing waits here', 'zh-cn': '没有等待的内容' },
  'marking.first': { en: 'taken next', 'zh-cn': '下一个取出' },
  'marking.idle': { en: 'Nothing waits on {ps}.', 'zh-cn': '{ps} 上没有等待的内容。' },
  'marking.noWorker': { en: 'runs the program', 'zh-cn': '运行程序' },
  'marking.dedicated': { en: 'marks (dedicated worker)', 'zh-cn': '在标记（专职 worker）' },
  'marking.fractional': { en: 'marks (fractional worker)', 'zh-cn': '在标记（分时 worker）' },
  'marking.idleWorker': { en: 'marks (idle worker)', 'zh-cn': '在标记（空闲 worker）' },
  'marking.assists': { en: 'assists', 'zh-cn': '协助' },
  'marking.owes': {
    en: 'G{g:raw} owes for {bytes:bytes}',
    'zh-cn': 'G{g:raw} 欠 {bytes:bytes} 的标记',
  },
  'marking.waits': {
    en: 'G{g:raw} waits as no. {place}, owes for {bytes:bytes}',
    'zh-cn': 'G{g:raw} 排在第 {place} 位等待，欠 {bytes:bytes} 的标记',
  },
  'marking.hasCredit': {
    en: 'G{g:raw} may allocate {bytes:bytes}',
    'zh-cn': 'G{g:raw} 可再分配 {bytes:bytes}',
  },

  // Colours.
  'marking.legend': { en: 'What the shapes mean', 'zh-cn': '图形的含义' },
  'marking.white': { en: 'white', 'zh-cn': '白色' },
  'marking.grey': { en: 'grey', 'zh-cn': '灰色' },
  'marking.black': { en: 'black', 'zh-cn': '黑色' },
  'marking.bornBlack': { en: 'born black', 'zh-cn': '生来为黑' },
  'marking.live': { en: 'marked', 'zh-cn': '已标记' },
  'marking.dead': { en: 'dead', 'zh-cn': '已死' },
  'marking.none': { en: 'no mark', 'zh-cn': '无标记' },
  'marking.whiteNote': { en: 'white: not found yet', 'zh-cn': '白色：尚未找到' },
  'marking.greyNote': { en: 'grey: found, not looked into', 'zh-cn': '灰色：已找到，尚未扫描' },
  'marking.blackNote': { en: 'black: looked into', 'zh-cn': '黑色：已扫描' },
  'marking.bornNote': { en: 'born black, while marking', 'zh-cn': '标记期间分配，生来为黑' },
  'marking.liveNote': { en: 'marked by the last cycle', 'zh-cn': '上次回收标记到' },
  'marking.deadNote': { en: 'dead: to be swept', 'zh-cn': '已死：等待清扫' },
  'marking.noneNote': { en: 'swept: its mark is gone', 'zh-cn': '已清扫：标记已清除' },
  'marking.newNote': { en: 'no cycle has looked at it yet', 'zh-cn': '还没有回收看过它' },
  'marking.justTurned': { en: 'just turned', 'zh-cn': '刚刚变色' },
  'marking.next': { en: 'scanned next', 'zh-cn': '下一个扫描' },

  // The graph.
  'marking.roots': { en: 'Roots ({count})', 'zh-cn': '根（{count}）' },
  'marking.root': { en: 'root', 'zh-cn': '根' },
  'marking.rootScanned': { en: 'looked at', 'zh-cn': '已扫描' },
  'marking.rootWaits': { en: 'not looked at yet', 'zh-cn': '尚未扫描' },
  'marking.distance': {
    en: '{distance} {distance|pointer|pointers} away',
    'zh-cn': '相距 {distance} 个指针',
  },
  'marking.unreachable': { en: 'Unreachable ({count})', 'zh-cn': '不可达（{count}）' },
  'marking.groups': { en: 'Not drawn one by one', 'zh-cn': '未逐个绘出' },
  'marking.groupName': { en: '{count} × {what}', 'zh-cn': '{count} × {what}' },
  'marking.areaRuntime': { en: 'runtime', 'zh-cn': '运行时' },
  'marking.areaUnreachable': { en: 'unreachable', 'zh-cn': '不可达' },
  'marking.lookAround': { en: 'look around one of them', 'zh-cn': '查看其中一个的周围' },
  'marking.pointsAt': { en: 'points at {what}', 'zh-cn': '指向 {what}' },
  'marking.drawn': {
    en: '{drawn} of {total} objects drawn',
    'zh-cn': '绘出 {total} 个对象中的 {drawn} 个',
  },
  'marking.fromRoots': { en: 'From the roots', 'zh-cn': '从根开始' },
  'marking.around': { en: 'Look around it', 'zh-cn': '查看其周围' },
  'marking.count': { en: 'Count the objects', 'zh-cn': '统计对象' },
  'marking.counting': {
    en: 'Counting the objects: {share:percent}',
    'zh-cn': '正在统计对象：{share:percent}',
  },
  'marking.notCounted': {
    en: 'The objects are not counted ({share:percent}).',
    'zh-cn': '对象尚未统计完（{share:percent}）。',
  },
  'marking.stop': { en: 'Stop', 'zh-cn': '停止' },

  // Why an object is alive.
  'marking.why': { en: 'Why is this alive?', 'zh-cn': '它为什么存活？' },
  'marking.select': {
    en: 'Select an object to see why it is alive.',
    'zh-cn': '选择一个对象，查看它为什么存活。',
  },
  'marking.aliveBecause': {
    en: '{what} is alive because {root} leads to it, over {steps} {steps|pointer|pointers}.',
    'zh-cn': '{what} 存活，因为从 {root} 经 {steps} 个指针可到达它。',
  },
  'marking.notAlive': {
    en: 'No root leads to {what}: its {bytes:bytes} are freed by the next sweep after a collection, or by the one after that if a finalizer has to run first.',
    'zh-cn':
      '没有根可到达 {what}：它的 {bytes:bytes} 会在下一次回收后的清扫中释放；若有 finalizer 要先运行，则再晚一次。',
  },
  'marking.path': { en: 'The way from the root', 'zh-cn': '从根出发的路径' },
  'marking.retains': {
    en: 'If it went, {bytes:bytes} in {count} {count|object|objects} would go, itself included.',
    'zh-cn': '如果它消失，会有 {count} 个对象共 {bytes:bytes} 随之释放（含自身）。',
  },
  'marking.noDominator': {
    en: 'No single object holds it: the roots do, or several ways lead to it.',
    'zh-cn': '没有单一对象独占它：由根直接持有，或有多条路径可到达。',
  },
  'marking.dominator': { en: 'Every way to it leads through', 'zh-cn': '到它的每条路径都经过' },
  'marking.holds': {
    en: 'It alone keeps {count} alive directly, of {bytes}:',
    'zh-cn': '在这 {bytes} 中，仅由它直接存活的有 {count} 个：',
  },
  'marking.held': {
    en: '{bytes:bytes} in {count}',
    'zh-cn': '{count} 个，{bytes:bytes}',
  },

  // The table.
  'marking.asTable': { en: 'As a table ({count} rows)', 'zh-cn': '表格（{count} 行）' },
  'marking.columnName': { en: 'what', 'zh-cn': '名称' },
  'marking.columnColour': { en: 'colour', 'zh-cn': '颜色' },
  'marking.columnPlace': { en: 'where', 'zh-cn': '位置' },
  'marking.columnSize': { en: 'size', 'zh-cn': '大小' },
  'marking.columnDistance': { en: 'distance', 'zh-cn': '距离' },
  'marking.columnTargets': { en: 'points at', 'zh-cn': '指向' },

  // Steps.
  'marking.nextObject': { en: 'Next object', 'zh-cn': '下一个对象' },
  'marking.nextObjectNote': {
    en: 'Run until the collector has looked into one more object of the program',
    'zh-cn': '运行到回收器再扫描程序的一个对象',
  },
  'marking.nextSpan': { en: 'Next span', 'zh-cn': '下一个 span' },
  'marking.nextSpanNote': {
    en: 'Run until the collector has scanned one more queued span with objects of the program',
    'zh-cn': '运行到回收器再扫描队列中一个含程序对象的 span',
  },
  'marking.collect': { en: 'Run GC now', 'zh-cn': '立即运行 GC' },
  'marking.collectNote': {
    en: 'Collect here, as runtime.GC() would; the run goes on from there',
    'zh-cn': '在此处做一次回收，与 runtime.GC() 相同；之后从这里继续运行',
  },
  'marking.nextPhase': { en: 'Next phase', 'zh-cn': '下一阶段' },
  'marking.nextPhaseNote': {
    en: 'Run to the next part of a collection: roots, pointers, sweep, off',
    'zh-cn': '运行到回收的下一阶段：根、指针、清扫、结束',
  },
} as const satisfies Record<string, Translated>;
