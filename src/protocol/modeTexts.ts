/** Texts of the panel's modes: their names, the sentence that says what one sees, their labels. */
import type { Translated } from './strings';

export const modeTexts = {
  'mode.name': { en: 'What the middle shows', 'zh-cn': '中间显示的内容' },
  'mode.map': { en: 'Map', 'zh-cn': '地图' },
  'mode.levels': { en: 'Levels', 'zh-cn': '层级' },
  'mode.structures': { en: 'Structures', 'zh-cn': '结构' },
  'mode.zones': { en: 'Zones', 'zh-cn': '区域' },
  'mode.dashboard': { en: 'Dashboard', 'zh-cn': '仪表盘' },
  'mode.why': { en: 'Why', 'zh-cn': '原因' },
  'mode.keys': {
    en: 'Arrow keys move between the boxes, Enter selects one.',
    'zh-cn': '方向键在方框之间移动，回车选择。',
  },
  'mode.showOnMap': { en: 'Show on the map', 'zh-cn': '在地图中显示' },

  // Map
  'mapMode.sentence': {
    en: '{count} {count|span|spans} in {arenas} {arenas|arena|arenas}, each drawn where it lies; colour is {colour}.',
    'zh-cn': '{arenas} 个 arena 中有 {count} 个 span，按真实位置绘制；颜色表示{colour}。',
  },

  // Levels
  'levels.none': {
    en: 'Nothing has been allocated yet. Step, and see which level serves the first object.',
    'zh-cn': '还没有分配。单步执行，看第一个对象由哪一级提供。',
  },
  'levels.atMcache': {
    en: 'The last allocation ({size:bytes}) took a slot that the mcache of P{p:raw} had ready: no lock.',
    'zh-cn': '最近一次分配（{size:bytes}）直接取用 P{p:raw} 的 mcache 中现成的槽位：无锁。',
  },
  'levels.atMcentral': {
    en: 'For the last allocation ({size:bytes}) the mcache of P{p:raw} was out of slots; mcentral handed over a span with room, under the lock of that one class.',
    'zh-cn':
      '最近一次分配（{size:bytes}）时 P{p:raw} 的 mcache 已无空槽；mcentral 交出一个有空位的 span，只锁这一个规格。',
  },
  'levels.atMheap': {
    en: 'For the last allocation ({size:bytes}) neither the mcache of P{p:raw} nor mcentral had room; mheap cut a new span out of free pages.',
    'zh-cn':
      '最近一次分配（{size:bytes}）时 P{p:raw} 的 mcache 和 mcentral 都没有空位；mheap 用空闲页切出新的 span。',
  },
  'levels.atMheapLarge': {
    en: 'The last allocation ({size:bytes}) is over 32 KiB: it went straight to mheap, which cut a span for it alone.',
    'zh-cn': '最近一次分配（{size:bytes}）超过 32 KiB：直接向 mheap 申请，得到一个独占的 span。',
  },
  'levels.atOs': {
    en: 'For the last allocation ({size:bytes}) mheap had no free pages left and asked the operating system to map more.',
    'zh-cn': '最近一次分配（{size:bytes}）时 mheap 已无空闲页，于是向操作系统申请映射更多内存。',
  },
  'levels.share': {
    en: '{share:percent} of all {total} allocations went no further than the first level.',
    'zh-cn': '全部 {total} 次分配中，{share:percent} 止步于第一级。',
  },
  'levels.mcache': { en: 'one per P · no lock', 'zh-cn': '每个 P 一个 · 无锁' },
  'levels.mcentral': {
    en: 'one per class · its own lock',
    'zh-cn': '每个规格一个 · 各有锁',
  },
  'levels.mheap': { en: 'one for all · the heap lock', 'zh-cn': '全局一个 · 堆锁' },
  'levels.os': { en: 'operating system', 'zh-cn': '操作系统' },
  'levels.osNote': { en: 'a system call each', 'zh-cn': '每次一个系统调用' },
  'levels.served': { en: '{count} served here', 'zh-cn': '此处提供 {count} 次' },
  'levels.locked': { en: 'locked {count} {count|time|times}', 'zh-cn': '加锁 {count} 次' },
  'levels.calls': { en: '{count} {count|call|calls}', 'zh-cn': '{count} 次调用' },
  'levels.lit': { en: 'on the path of the last allocation', 'zh-cn': '在最近一次分配的路径上' },
  'levels.refill': { en: 'out of slots: refill', 'zh-cn': '没有空槽：refill' },
  'levels.grow': { en: 'no span with room: grow', 'zh-cn': '没有空位的 span：grow' },
  'levels.map': { en: 'no free pages: map more', 'zh-cn': '没有空闲页：映射更多' },
  'levels.idle': { en: 'idle', 'zh-cn': '空闲' },
  'levels.queue': { en: 'next', 'zh-cn': '接下来' },
  'levels.tiny': { en: 'tiny block {used:raw}/16 B', 'zh-cn': 'tiny 块 {used:raw}/16 B' },
  'levels.pageCache': {
    en: 'page cache {pages} {pages|page|pages}',
    'zh-cn': '页缓存 {pages} 页',
  },
  'levels.noSpans': { en: 'no span at the moment', 'zh-cn': '目前没有 span' },
  'levels.cachedSpan': {
    en: '{size:bytes} slots: {used} of {nelems} taken',
    'zh-cn': '{size:bytes} 槽位：{nelems} 个已用 {used}',
  },
  'levels.central': {
    en: '{size:bytes} slots: {partial} with room, {full} full, {unswept} to be swept',
    'zh-cn': '{size:bytes} 槽位：{partial} 个有空位，{full} 个已满，{unswept} 个待清扫',
  },
  'levels.centralShort': {
    en: '{partial} + {full}',
    'zh-cn': '{partial} + {full}',
  },
  'levels.centralKey': {
    en: 'A box is a span class: spans with room + full spans on its lists.',
    'zh-cn': '方框是一个 span class：链表中有空位的 span + 已满的 span。',
  },
  'levels.unsweptShort': { en: '{count} unswept', 'zh-cn': '{count} 待清扫' },
  'levels.noCentral': { en: 'every list is empty', 'zh-cn': '所有链表都为空' },
  'levels.global': { en: 'Waiting for a P', 'zh-cn': '等待 P' },
  'levels.reserved': { en: 'reserved', 'zh-cn': '已保留' },
  'levels.mapped': { en: 'mapped', 'zh-cn': '已映射' },
  'levels.returned': { en: 'given back', 'zh-cn': '已归还' },
  'levels.key': {
    en: 'A box is a span, its bar the slots taken. A dot behind a size: objects without pointers.',
    'zh-cn': '方框是 span，条表示已用的槽位。大小后的点：对象不含指针。',
  },
  'levels.slots': {
    en: '{pages} {pages|page|pages} cut into {nelems} slots of {size:bytes}, {used} taken; the last object lies in slot {slot}.',
    'zh-cn':
      '{pages} 页切成 {nelems} 个 {size:bytes} 的槽位，已用 {used} 个；最近的对象在槽位 {slot}。',
  },
  'levels.why': { en: 'Why there are levels', 'zh-cn': '为什么要分级' },
  'levels.oneLock': {
    en: 'One lock for everything would have been taken {all} times, {waits} of them after waiting; the levels took a lock {taken} times. The Ps would spend {times} times as long in the allocator.',
    'zh-cn':
      '如果只有一把全局锁，它要被获取 {all} 次，其中 {waits} 次需要等待；分级后只获取了 {taken} 次锁。各个 P 花在分配器里的时间会是现在的 {times} 倍。',
  },
  'levels.oneLockAlone': {
    en: 'One lock for everything would have been taken {all} times; the levels took a lock {taken} times. With a single P nobody waits: raise GOMAXPROCS and look again.',
    'zh-cn':
      '如果只有一把全局锁，它要被获取 {all} 次；分级后只获取了 {taken} 次锁。只有一个 P 时没有人需要等待：增大 GOMAXPROCS 再看。',
  },
  'levels.lockKind': { en: 'locking', 'zh-cn': '加锁方式' },
  'levels.lockTaken': { en: 'locks taken', 'zh-cn': '获取锁次数' },
  'levels.lockWaits': { en: 'had to wait', 'zh-cn': '需要等待' },
  'levels.lockWaiting': { en: 'waiting', 'zh-cn': '等待时间' },
  'levels.lockSpent': { en: 'in the allocator', 'zh-cn': '分配器总耗时' },
  'levels.withLevels': {
    en: 'mcache, mcentral, mheap',
    'zh-cn': 'mcache、mcentral、mheap 三级',
  },
  'levels.withOne': { en: 'one lock, no caches', 'zh-cn': '一把锁，无缓存' },
  'levels.lockModel': {
    en: 'A model: the requests are those of this run; 20 ns per object, 200 ns in mcentral, 1 µs in mheap, 6 ns per lock, 50 ns more when it is handed over.',
    'zh-cn':
      '这是一个模型：请求来自本次运行；每个对象 20 ns，mcentral 200 ns，mheap 1 µs，每次加锁 6 ns，锁易手时再加 50 ns。',
  },

  // Structures
  'structures.sentence': {
    en: 'The real structs around {what}, with their fields as they are now. Follow a link to move along.',
    'zh-cn': '{what} 周围的真实结构体及其当前字段值。点击链接即可跳转。',
  },
  'structures.empty': {
    en: 'The page heap and the goroutine that runs. Step to the first allocation, or select a span, and the structs around it appear.',
    'zh-cn':
      '页堆和正在运行的 goroutine。单步执行到第一次分配，或选择一个 span，就会显示它周围的结构体。',
  },
  'structures.slots': {
    en: 'Slots in address order: filled ones are taken, the line is where the next one is looked for.',
    'zh-cn': '按地址排列的槽位：实心为已占用，竖线处开始寻找下一个。',
  },
  'structures.changes': {
    en: '{count} {count|field|fields} changed by the last step',
    'zh-cn': '上一步改变了 {count} 个字段',
  },

  // Zones
  'zones.sentence': {
    en: '{globals} {globals|global|globals}, {stacks} {stacks|goroutine stack|goroutine stacks}, and the {objects} heap {objects|object|objects} they point at.',
    'zh-cn': '{globals} 个全局变量、{stacks} 个 goroutine 栈，以及它们指向的 {objects} 个堆对象。',
  },
  'zones.code': { en: 'Code', 'zh-cn': '代码' },
  'zones.codeNote': {
    en: 'read only, never allocated from',
    'zh-cn': '只读，不参与分配',
  },
  'zones.functions': {
    en: '{count} {count|function|functions}',
    'zh-cn': '{count} 个函数',
  },
  'zones.inData': { en: 'data: it has an initial value', 'zh-cn': 'data：有初始值' },
  'zones.inBss': { en: 'bss: it starts as zero', 'zh-cn': 'bss：从零开始' },
  'zones.inFrame': { en: 'a value in the frame', 'zh-cn': '栈帧中的值' },
  'zones.inFrameMemory': {
    en: 'in the frame: its address does not outlive the call',
    'zh-cn': '在栈帧中：它的地址不会比调用活得更久',
  },
  'zones.movedToHeap': {
    en: 'moved to the heap: its address outlives the call',
    'zh-cn': '移到堆上：它的地址比调用活得更久',
  },
  'zones.captured': { en: 'a copy in the closure', 'zh-cn': '闭包中的副本' },
  'zones.capturedRef': {
    en: 'belongs to the function around it, reached through the closure',
    'zh-cn': '属于外层函数，通过闭包访问',
  },
  'zones.unknownObject': { en: 'object of the runtime or a library', 'zh-cn': '运行时或库的对象' },
  'zones.tinyBlock': {
    en: 'tiny block, shared by small objects',
    'zh-cn': 'tiny 块，由小对象共用',
  },
  'zones.globals': { en: 'Globals', 'zh-cn': '全局变量' },
  'zones.globalsNote': {
    en: 'data and bss: as long as the process',
    'zh-cn': 'data 与 bss：与进程同寿命',
  },
  'zones.stacks': { en: 'Stacks', 'zh-cn': '栈' },
  'zones.stacksNote': {
    en: 'one per goroutine: gone when the call returns',
    'zh-cn': '每个 goroutine 一个：调用返回即消失',
  },
  'zones.heap': { en: 'Heap', 'zh-cn': '堆' },
  'zones.heapNote': {
    en: 'until nothing points at it and a collection has passed',
    'zh-cn': '直到没有指针指向它并经过一次回收',
  },
  'zones.noGlobals': {
    en: 'The program has no variables outside functions.',
    'zh-cn': '程序没有函数外的变量。',
  },
  'zones.noStacks': { en: 'No goroutine is alive.', 'zh-cn': '没有存活的 goroutine。' },
  'zones.noObjects': {
    en: 'Nothing here points into the heap.',
    'zh-cn': '这里没有指向堆的指针。',
  },
  'zones.others': {
    en: '{count} more {type}, {bytes:bytes} each',
    'zh-cn': '还有 {count} 个 {type}，各 {bytes:bytes}',
  },
  'zones.moreObjects': { en: 'and more behind these', 'zh-cn': '以及由此可达的更多对象' },
  'zones.noVariables': { en: 'no variables here yet', 'zh-cn': '这里还没有变量' },
  'zones.stack': {
    en: 'goroutine {g:raw}: {status}, {used:bytes} of {size:bytes} used',
    'zh-cn': 'goroutine {g:raw}：{status}，已用 {used:bytes}/{size:bytes}',
  },
  'zones.frame': { en: '{func}, line {line:raw}', 'zh-cn': '{func}，第 {line:raw} 行' },
  'zones.pointsAt': { en: 'points at {what}', 'zh-cn': '指向 {what}' },

  // Dashboard
  'dashboard.sentence': {
    en: '{objects} {objects|object|objects} live in {spans} {spans|span|spans}; {waste:percent} of those bytes hold nothing.',
    'zh-cn': '{spans} 个 span 中有 {objects} 个对象；这些字节中有 {waste:percent} 是空的。',
  },
  'dashboard.empty': {
    en: 'Nothing has been allocated yet. Step, and the tables fill.',
    'zh-cn': '还没有分配。单步执行后表格会有内容。',
  },
  'dashboard.memStats': { en: 'runtime.MemStats', 'zh-cn': 'runtime.MemStats' },
  'dashboard.classes': { en: 'By size class', 'zh-cn': '按大小类' },
  'dashboard.class': { en: 'class', 'zh-cn': '大小类' },
  'dashboard.slot': { en: 'slot', 'zh-cn': '槽位' },
  'dashboard.spans': { en: 'spans', 'zh-cn': 'span 数' },
  'dashboard.cached': { en: 'in mcaches', 'zh-cn': '在 mcache 中' },
  'dashboard.unswept': { en: 'unswept', 'zh-cn': '待清扫' },
  'dashboard.objects': { en: 'objects', 'zh-cn': '对象' },
  'dashboard.use': { en: 'use', 'zh-cn': '占用' },
  'dashboard.free': { en: 'free slots', 'zh-cn': '空闲槽位' },
  'dashboard.tail': { en: 'tail', 'zh-cn': '尾部' },
  'dashboard.mallocs': { en: 'allocated', 'zh-cn': '已分配' },
  'dashboard.frees': { en: 'freed', 'zh-cn': '已释放' },
  'dashboard.large': { en: 'large', 'zh-cn': '大对象' },
  'dashboard.freeRuns': { en: 'Free pages by length of run', 'zh-cn': '按连续长度统计的空闲页' },
  'dashboard.run': { en: 'pages in a row', 'zh-cn': '连续页数' },
  'dashboard.runs': { en: 'runs', 'zh-cn': '段数' },
  'dashboard.pages': { en: 'pages', 'zh-cn': '页数' },
  'dashboard.noRuns': { en: 'There are no free pages.', 'zh-cn': '没有空闲页。' },
  'dashboard.spanOf': {
    en: 'class {class:raw}, show on the map',
    'zh-cn': '大小类 {class:raw}，在地图中显示',
  },

  // Why
  'why.sentence': {
    en: 'At tick {tick}: {what}. Below is what functions of the runtime decided on the way there.',
    'zh-cn': '第 {tick} 个时刻：{what}。下面是运行时函数一路上的决定。',
  },
  'why.empty': {
    en: 'Nothing has happened yet. Step, or run to the next event.',
    'zh-cn': '还没有发生任何事。请单步，或运行到下一个事件。',
  },
  'why.previous': { en: 'Previous event', 'zh-cn': '上一个事件' },
  'why.next': { en: 'Next event', 'zh-cn': '下一个事件' },
  'why.number': { en: 'event {index} of {total}', 'zh-cn': '第 {index} 个事件，共 {total}' },
  'why.so': { en: 'so', 'zh-cn': '于是' },
  'why.noReason': {
    en: 'Always done here; there was nothing to decide.',
    'zh-cn': '此处总是如此，无需判断。',
  },
} as const satisfies Record<string, Translated>;
