/**
 * Texts about the state of the run: labels of the tree, titles and sentences of the inspector,
 * what events say and why. Go's own words stay as they are; `gloss.<goType>.<field>` explains one.
 *
 * LONG: a table of texts, looked up by id and never read from top to bottom.
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
  'tree.g': { en: 'goroutine {g:raw}', 'zh-cn': 'goroutine {g:raw}' },
  'tree.g.on': { en: '{status}, on P {p:raw}', 'zh-cn': '{status}，在 P {p:raw} 上' },
  'tree.frame': { en: '{func}, line {line:raw}', 'zh-cn': '{func}，第 {line:raw} 行' },
  'tree.p': { en: 'P {p:raw}', 'zh-cn': 'P {p:raw}' },
  'tree.p.runs': { en: 'runs goroutine {g:raw}', 'zh-cn': '正在运行 goroutine {g:raw}' },
  'tree.p.idle': { en: 'idle', 'zh-cn': '空闲' },
  'tree.mcache': { en: 'mcache', 'zh-cn': 'mcache' },
  'tree.mcache.detail': {
    en: '{count} {count|span|spans}, tiny block {offset:raw} of 16 B',
    'zh-cn': '{count} 个 span，tiny 块已用 {offset:raw}/16 B',
  },
  'tree.pagecache': { en: 'page cache', 'zh-cn': '页缓存' },
  'tree.pages': { en: '{count} {count|page|pages}', 'zh-cn': '{count} 页' },
  'tree.mcentral': {
    en: 'span class {spanClass:raw}: {size:bytes}, {noscan}',
    'zh-cn': 'span class {spanClass:raw}：{size:bytes}，{noscan}',
  },
  'tree.scan': { en: 'with pointers', 'zh-cn': '含指针' },
  'tree.noscan': { en: 'without pointers', 'zh-cn': '不含指针' },
  'tree.spansCount': { en: '{count} {count|span|spans}', 'zh-cn': '{count} 个 span' },
  'tree.list.partialSwept': { en: 'partial, swept', 'zh-cn': 'partial，已清扫' },
  'tree.list.fullSwept': { en: 'full, swept', 'zh-cn': 'full，已清扫' },
  'tree.list.partialUnswept': { en: 'partial, unswept', 'zh-cn': 'partial，未清扫' },
  'tree.list.fullUnswept': { en: 'full, unswept', 'zh-cn': 'full，未清扫' },
  'tree.arena': {
    en: 'arena {arena:raw} at {address:hex}',
    'zh-cn': 'arena {arena:raw}，地址 {address:hex}',
  },
  'tree.arena.detail': {
    en: '{mapped:bytes} of 64 MiB mapped',
    'zh-cn': '64 MiB 中已映射 {mapped:bytes}',
  },
  'tree.freeRun': { en: '{count} free {count|page|pages}', 'zh-cn': '{count} 个空闲页' },
  'tree.releasedRun': {
    en: '{count} {count|page|pages} of the operating system',
    'zh-cn': '{count} 页属于操作系统',
  },
  'tree.cachedRun': {
    en: '{count} {count|page|pages} set aside for a P',
    'zh-cn': '{count} 页留给某个 P',
  },
  'tree.span': { en: 'span {span:raw}', 'zh-cn': 'span {span:raw}' },
  'tree.span.small': {
    en: '{size:bytes} slots, {used} of {count} taken',
    'zh-cn': '{size:bytes} 槽位，已用 {used}/{count}',
  },
  'tree.span.large': { en: 'large object, {bytes:bytes}', 'zh-cn': '大对象，{bytes:bytes}' },
  'tree.span.stack': { en: 'stack, {bytes:bytes}', 'zh-cn': '栈，{bytes:bytes}' },
  'tree.span.manual': {
    en: 'work buffers of the collector, {bytes:bytes}',
    'zh-cn': '回收器的工作缓冲区，{bytes:bytes}',
  },
  'tree.slot': { en: 'slot {slot:raw}', 'zh-cn': '槽位 {slot:raw}' },
  'tree.slot.object': {
    en: '{type}, from line {line:raw}',
    'zh-cn': '{type}，来自第 {line:raw} 行',
  },
  'tree.slot.unknown': {
    en: 'object, not made by a line of the program',
    'zh-cn': '对象，并非程序某一行所分配',
  },
  'tree.slot.tiny': { en: 'block of tiny objects', 'zh-cn': '微小对象共用的块' },
  'tree.slot.free': { en: 'free', 'zh-cn': '空闲' },
  'tree.slot.dead': {
    en: 'not marked by the last collection, not yet swept',
    'zh-cn': '上次回收未标记，尚未清扫',
  },
  'tree.global': { en: '{type}, {bytes:bytes}', 'zh-cn': '{type}，{bytes:bytes}' },
  'tree.variable': { en: '{type}', 'zh-cn': '{type}' },
  'tree.site': { en: 'line {line:raw}: {what}', 'zh-cn': '第 {line:raw} 行：{what}' },
  'tree.site.detail': {
    en: '{count} × {size:bytes}, {live} live',
    'zh-cn': '{count} × {size:bytes}，存活 {live}',
  },
  'tree.site.stack': { en: 'on the stack', 'zh-cn': '在栈上' },
  'tree.site.none': { en: 'not reached', 'zh-cn': '未执行到' },
  'status.idle': { en: 'idle', 'zh-cn': '空闲' },
  'status.runnable': { en: 'runnable', 'zh-cn': '可运行' },
  'status.running': { en: 'running', 'zh-cn': '运行中' },
  'status.waiting': { en: 'waiting', 'zh-cn': '等待' },
  'status.dead': { en: 'dead', 'zh-cn': '已结束' },
  'state.reserved': { en: 'reserved', 'zh-cn': '已预留' },
  'state.released': { en: 'with the operating system', 'zh-cn': '属于操作系统' },
  'state.free': { en: 'free', 'zh-cn': '空闲' },
  'state.cached': { en: 'in a page cache', 'zh-cn': '在页缓存中' },
  'state.heap': { en: 'heap span', 'zh-cn': '堆 span' },
  'state.stack': { en: 'stack span', 'zh-cn': '栈 span' },
  'state.manual': { en: 'work buffer span', 'zh-cn': '工作缓冲区 span' },
  'state.padding': {
    en: 'padding in front of a random heap base',
    'zh-cn': '随机堆基址之前的填充',
  },
  'sweep.unswept': { en: 'not swept yet', 'zh-cn': '尚未清扫' },
  'sweep.sweeping': { en: 'being swept', 'zh-cn': '清扫中' },
  'sweep.swept': { en: 'swept', 'zh-cn': '已清扫' },
  'sweep.cachedUnswept': { en: 'in an mcache, not swept yet', 'zh-cn': '在 mcache 中，尚未清扫' },
  'sweep.cachedSwept': { en: 'in an mcache, swept', 'zh-cn': '在 mcache 中，已清扫' },
  'colour.white': { en: 'white: no mark found it yet', 'zh-cn': '白色：尚未被标记' },
  'colour.grey': { en: 'grey: marked, not scanned yet', 'zh-cn': '灰色：已标记，尚未扫描' },
  'colour.black': { en: 'black: marked and scanned', 'zh-cn': '黑色：已标记并扫描' },
  'detail.session': { en: 'The run of {name}', 'zh-cn': '{name} 的运行' },
  'detail.session.sentence': {
    en: 'At tick {tick}: {live:bytes} live of {inUse:bytes} in heap spans, after {mallocs} allocations and {gcs} {gcs|collection|collections}.',
    'zh-cn':
      '第 {tick} 步：堆 span {inUse:bytes} 中存活 {live:bytes}，已分配 {mallocs} 次，回收 {gcs} 次。',
  },
  'detail.mheap.sentence': {
    en: 'One for the whole process. It hands out runs of pages under the heap lock, which has been taken {locks} {locks|time|times}, and asks the operating system when it has none.',
    'zh-cn':
      '整个进程只有一个。它在堆锁之下分发连续的页（堆锁已获取 {locks} 次），没有页时才向操作系统要。',
  },
  'detail.arenas.sentence': {
    en: '{count} {count|piece|pieces} of 64 MiB of address space. Reserving costs no memory; pages are mapped 4 MiB at a time.',
    'zh-cn': '{count} 块 64 MiB 的地址空间。预留不占内存，每次映射 4 MiB。',
  },
  'detail.arena.sentence': {
    en: '64 MiB from {address:hex} on, of which {mapped:bytes} are mapped.',
    'zh-cn': '从 {address:hex} 起 64 MiB，其中已映射 {mapped:bytes}。',
  },
  'detail.chunk': { en: 'chunk {chunk:raw}', 'zh-cn': 'chunk {chunk:raw}' },
  'detail.chunk.sentence': {
    en: '4 MiB from {address:hex} on: the unit in which the heap grows and in which the page allocator keeps its bitmaps.',
    'zh-cn': '从 {address:hex} 起 4 MiB：堆增长的单位，也是页分配器保存位图的单位。',
  },
  'detail.pages': {
    en: '{count} {count|page|pages} from {address:hex} on',
    'zh-cn': '从 {address:hex} 起 {count} 页',
  },
  'detail.pages.sentence': {
    en: 'No span owns these pages: {state}.',
    'zh-cn': '没有 span 占用这些页：{state}。',
  },
  'detail.mcentrals.sentence': {
    en: '136 central lists, one per span class. An mcache that runs out comes here, under the lock of that one list.',
    'zh-cn':
      '136 个中央链表，每个 span class 一个。mcache 用完时到这里来，只需获取这一个链表的锁。',
  },
  'detail.mcentral': {
    en: 'mcentral of span class {spanClass:raw}',
    'zh-cn': 'span class {spanClass:raw} 的 mcentral',
  },
  'detail.mcentral.sentence': {
    en: 'Spans with slots of {size:bytes} that no mcache holds, {noscan}. {count} {count|span|spans} at present.',
    'zh-cn': '没有被 mcache 持有的 {size:bytes} 槽位 span，{noscan}。目前 {count} 个。',
  },
  'detail.large.sentence': {
    en: 'Objects above 32 KiB have a span of their own, straight from mheap. {count} at present.',
    'zh-cn': '超过 32 KiB 的对象各占一个 span，直接来自 mheap。目前 {count} 个。',
  },
  'detail.spanset.sentence': {
    en: '{count} {count|span|spans}, first in, first out.',
    'zh-cn': '{count} 个 span，先进先出。',
  },
  'detail.ps.sentence': {
    en: 'A P is the right to run Go code: GOMAXPROCS is {count:raw}. The goroutine on a P allocates from its mcache without a lock.',
    'zh-cn':
      'P 是运行 Go 代码的资格：GOMAXPROCS 为 {count:raw}。P 上的 goroutine 从该 P 的 mcache 分配，无需锁。',
  },
  'detail.p.sentence.runs': {
    en: "Runs goroutine {g:raw}, which allocates from this P's mcache.",
    'zh-cn': '正在运行 goroutine {g:raw}，它从此 P 的 mcache 分配。',
  },
  'detail.p.sentence.idle': {
    en: 'Idle. It keeps its mcache, spans included, until the next collection.',
    'zh-cn': '空闲。它保留自己的 mcache 及其中的 span，直到下次回收。',
  },
  'detail.mcache': { en: 'mcache of P {p:raw}', 'zh-cn': 'P {p:raw} 的 mcache' },
  'detail.mcache.sentence': {
    en: 'Holds {count} {count|span|spans}, one per span class in use. Only the goroutine on P {p:raw} may take slots from them, so no lock is needed.',
    'zh-cn':
      '持有 {count} 个 span，每个用到的 span class 一个。只有 P {p:raw} 上的 goroutine 能从中取槽位，因此无需锁。',
  },
  'detail.pagecache': { en: 'page cache of P {p:raw}', 'zh-cn': 'P {p:raw} 的页缓存' },
  'detail.pagecache.sentence': {
    en: '{count} free {count|page|pages} set aside for P {p:raw}: spans of up to 15 pages are cut from them without the heap lock.',
    'zh-cn': '为 P {p:raw} 留出 {count} 个空闲页：不超过 15 页的 span 从中切出，无需堆锁。',
  },
  'detail.pagecache.empty': {
    en: 'Empty. The next small span takes 64 aligned pages from the page heap.',
    'zh-cn': '空。下一个小 span 会从页堆取 64 个对齐的页。',
  },
  'detail.goroutines.sentence': {
    en: '{count} {count|goroutine|goroutines}. Each one has a stack of its own, which is a span too.',
    'zh-cn': '{count} 个 goroutine。每个都有自己的栈，栈也是 span。',
  },
  'detail.g.sentence': {
    en: '{status}. Its stack has {bytes:bytes}.',
    'zh-cn': '{status}。栈大小 {bytes:bytes}。',
  },
  'detail.frame.sentence': {
    en: 'A call of {func} at {file}:{line:raw}. Its variables live in the stack of goroutine {g:raw}.',
    'zh-cn': '{func} 的一次调用，位于 {file}:{line:raw}。其变量在 goroutine {g:raw} 的栈中。',
  },
  'detail.spans.sentence': {
    en: '{count} {count|span|spans}: runs of pages, each cut into equal slots or held for one object, a stack or the collector.',
    'zh-cn': '{count} 个 span：连续的页，切成等大的槽位，或供单个对象、栈、回收器使用。',
  },
  'detail.span.sentence.small': {
    en: '{pages} {pages|page|pages} cut into {count} slots of {size:bytes}, {noscan}. {used} taken, {free} free; {tail:bytes} at the end are not used by slots. {sweep}.',
    'zh-cn':
      '{pages} 页，切成 {count} 个 {size:bytes} 槽位，{noscan}。已用 {used}，空闲 {free}；末尾 {tail:bytes} 不作槽位。{sweep}。',
  },
  'detail.span.sentence.large': {
    en: '{pages} {pages|page|pages} for one object, {noscan}. {sweep}.',
    'zh-cn': '{pages} 页，供一个对象使用，{noscan}。{sweep}。',
  },
  'detail.span.sentence.manual': {
    en: '{pages} {pages|page|pages}: {state}. The sweeper does not look at it.',
    'zh-cn': '{pages} 页：{state}。清扫器不处理它。',
  },
  'detail.slot.sentence.free': {
    en: '{size:bytes}, free. {next}',
    'zh-cn': '{size:bytes}，空闲。{next}',
  },
  'detail.slot.next': {
    en: 'The next allocation of this class takes it.',
    'zh-cn': '该规格的下一次分配会取用它。',
  },
  'detail.slot.sentence.object': {
    en: '{size:bytes} at {address:hex}, made by line {line:raw}: {type}.',
    'zh-cn': '{address:hex} 处 {size:bytes}，由第 {line:raw} 行分配：{type}。',
  },
  'detail.slot.sentence.unknown': {
    en: '{size:bytes} at {address:hex}, made by the runtime or a library.',
    'zh-cn': '{address:hex} 处 {size:bytes}，由运行时或库分配。',
  },
  'detail.stacks.sentence': {
    en: '{count} {count|span|spans} for goroutine stacks, {bytes:bytes}. Stacks grow by copying to a new place twice as large.',
    'zh-cn':
      '{count} 个 span 用于 goroutine 栈，共 {bytes:bytes}。栈增长时复制到两倍大小的新位置。',
  },
  'detail.globals.sentence': {
    en: 'Variables that live as long as the process: {bytes:bytes} in data and bss. They are roots of the collector.',
    'zh-cn': '与进程同寿命的变量：data 与 bss 中共 {bytes:bytes}。它们是回收器的根。',
  },
  'detail.global.sentence': {
    en: '{type} at {address:hex}, {bytes:bytes}. A root: what it points at stays alive.',
    'zh-cn': '{address:hex} 处的 {type}，{bytes:bytes}。它是根：所指对象保持存活。',
  },
  'detail.sites.sentence': {
    en: '{count} {count|place|places} of the program allocate or could have.',
    'zh-cn': '程序中有 {count} 处分配内存（或本来可能分配）。',
  },
  'detail.site': { en: 'line {line:raw}: {what}', 'zh-cn': '第 {line:raw} 行：{what}' },
  'detail.site.sentence.heap': {
    en: 'Allocates on the heap: {count} {count|object|objects} so far, {live} not swept.',
    'zh-cn': '在堆上分配：至今 {count} 个对象，{live} 个尚未清扫。',
  },
  'detail.site.sentence.stack': {
    en: 'Lives in the stack frame: no allocation.',
    'zh-cn': '位于栈帧中：没有分配。',
  },
  'detail.stop': { en: 'stop {name}', 'zh-cn': '停点 {name}' },
  'detail.stop.sentence': { en: 'Passed at tick {tick}.', 'zh-cn': '在第 {tick} 步经过。' },
  'detail.event': { en: 'event {index}', 'zh-cn': '事件 {index}' },
  'group.counters': { en: 'Counters', 'zh-cn': '计数' },
  'group.levels': { en: 'Who was asked', 'zh-cn': '各级请求' },
  'group.cost': { en: 'Cost', 'zh-cn': '开销' },
  'group.facts': { en: 'Facts', 'zh-cn': '要点' },
  'group.verdict': { en: 'Verdict', 'zh-cn': '判定' },
  'group.where': { en: 'Where', 'zh-cn': '位置' },
  'list.cached': { en: 'Cached spans', 'zh-cn': '缓存的 span' },
  'list.queue': { en: 'From head to tail', 'zh-cn': '从头到尾' },
  'list.spans': { en: 'Spans', 'zh-cn': 'Span' },
  'list.objects': { en: 'Objects', 'zh-cn': '对象' },
  'list.pointers': { en: 'Points at', 'zh-cn': '指向' },
  'list.frames': { en: 'Frames, innermost first', 'zh-cn': '栈帧（由内到外）' },
  'list.runq': { en: 'Run queue', 'zh-cn': '运行队列' },
  'fact.address': { en: 'Address', 'zh-cn': '地址' },
  'fact.limit': { en: 'End', 'zh-cn': '结束' },
  'fact.pages': { en: 'Pages', 'zh-cn': '页数' },
  'fact.bytes': { en: 'Bytes', 'zh-cn': '字节' },
  'fact.mapped': { en: 'Mapped', 'zh-cn': '已映射' },
  'fact.free': { en: 'Free', 'zh-cn': '空闲' },
  'fact.inUse': { en: 'In use', 'zh-cn': '使用中' },
  'fact.released': { en: 'With the operating system', 'zh-cn': '属于操作系统' },
  'fact.waste.slot': { en: 'Lost in slots', 'zh-cn': '槽位内浪费' },
  'fact.waste.tail': { en: 'Lost at the end of the span', 'zh-cn': 'span 末尾浪费' },
  'fact.slot.state': { en: 'State', 'zh-cn': '状态' },
  'fact.colour': { en: 'Colour', 'zh-cn': '颜色' },
  'fact.requested': { en: 'Asked for', 'zh-cn': '申请' },
  'fact.slotBytes': { en: 'Slot', 'zh-cn': '槽位' },
  'fact.header': { en: 'Malloc header', 'zh-cn': 'malloc header' },
  'fact.site': { en: 'Made by', 'zh-cn': '分配于' },
  'fact.age': { en: 'Made at tick', 'zh-cn': '分配于步' },
  'fact.owner': { en: 'Held by', 'zh-cn': '持有者' },
  'fact.span': { en: 'Span', 'zh-cn': 'Span' },
  'fact.type': { en: 'Type', 'zh-cn': '类型' },
  'fact.func': { en: 'Function', 'zh-cn': '函数' },
  'fact.count': { en: 'Allocations', 'zh-cn': '分配次数' },
  'fact.total': { en: 'Bytes in all', 'zh-cn': '总字节数' },
  'fact.live': { en: 'Objects not swept', 'zh-cn': '未清扫对象' },
  'fact.class': { en: 'Size class', 'zh-cn': '规格' },
  'fact.spanClass': { en: 'Span class', 'zh-cn': 'span class' },
  'fact.reason': { en: 'Why', 'zh-cn': '原因' },
  'fact.goid': { en: 'Goroutine', 'zh-cn': 'Goroutine' },
  'fact.status': { en: 'Status', 'zh-cn': '状态' },
  'fact.stackBytes': { en: 'Stack', 'zh-cn': '栈' },
  'fact.profile': { en: 'Runtime', 'zh-cn': '运行时' },
  'fact.procs': { en: 'GOMAXPROCS', 'zh-cn': 'GOMAXPROCS' },
  'fact.gogc': { en: 'GOGC', 'zh-cn': 'GOGC' },
  'fact.off': { en: 'off', 'zh-cn': 'off' },
  'fact.seed': { en: 'Seed', 'zh-cn': '种子' },
  'fact.mcacheHits': { en: 'mcache, without a lock', 'zh-cn': 'mcache（无锁）' },
  'fact.mcentralLocks': { en: 'mcentral, one lock of 136', 'zh-cn': 'mcentral（136 把锁之一）' },
  'fact.mheapLocks': { en: 'mheap, the heap lock', 'zh-cn': 'mheap（堆锁）' },
  'fact.syscalls': { en: 'system calls', 'zh-cn': '系统调用' },
  'gloss.mspan.startAddr': {
    en: "address of the span's first byte",
    'zh-cn': 'span 第一个字节的地址',
  },
  'gloss.mspan.npages': {
    en: 'pages in the span (8 KiB each)',
    'zh-cn': 'span 的页数（每页 8 KiB）',
  },
  'gloss.mspan.nelems': { en: 'slots in the span', 'zh-cn': 'span 中的槽位数' },
  'gloss.mspan.elemsize': { en: 'bytes of one slot', 'zh-cn': '每个槽位的字节数' },
  'gloss.mspan.spanclass': {
    en: 'size class × 2, plus 1 when its objects hold no pointers',
    'zh-cn': '规格 × 2，不含指针时再加 1',
  },
  'gloss.mspan.state': {
    en: 'dead, in use for the heap, or managed by hand (stacks, work buffers)',
    'zh-cn': '已释放、堆使用中，或手工管理（栈、工作缓冲区）',
  },
  'gloss.mspan.sweepgen': {
    en: "compared with mheap's: −2 unswept, −1 being swept, 0 swept, +1 cached and unswept, +3 cached and swept",
    'zh-cn':
      '与 mheap 的 sweepgen 比较：−2 未清扫，−1 清扫中，0 已清扫，+1 在缓存中未清扫，+3 在缓存中已清扫',
  },
  'gloss.mspan.freeindex': {
    en: 'the search for a free slot goes on here; slots below it count as allocated',
    'zh-cn': '从这里继续寻找空闲槽位；之前的槽位都算已分配',
  },
  'gloss.mspan.freeIndexForScan': {
    en: 'as freeindex, as the collector may see it',
    'zh-cn': '供回收器使用的 freeindex',
  },
  'gloss.mspan.allocCount': { en: 'slots that are allocated', 'zh-cn': '已分配的槽位数' },
  'gloss.mspan.allocCountBeforeCache': {
    en: 'allocCount when an mcache took the span',
    'zh-cn': 'mcache 取得该 span 时的 allocCount',
  },
  'gloss.mspan.allocCache': {
    en: 'the next 64 bits of the inverted allocBits: a 1 is a free slot',
    'zh-cn': 'allocBits 取反后的接下来 64 位：1 表示空闲',
  },
  'gloss.mspan.allocBits': {
    en: 'one bit per slot, as of the last sweep',
    'zh-cn': '每个槽位一位，上次清扫时的状态',
  },
  'gloss.mspan.gcmarkBits': {
    en: 'one bit per slot, set by the collection under way',
    'zh-cn': '每个槽位一位，由当前回收设置',
  },
  'gloss.mspan.needzero': {
    en: 'the slots may hold old bytes and must be cleared before use',
    'zh-cn': '槽位可能残留旧数据，使用前须清零',
  },
  'gloss.mspan.limit': { en: 'address behind the last slot', 'zh-cn': '最后一个槽位之后的地址' },
  'gloss.mspan.largeType': { en: 'type of the one large object', 'zh-cn': '大对象的类型' },
  'gloss.mcache.tiny': {
    en: 'the block that tiny objects share at present',
    'zh-cn': '当前供微小对象共用的块',
  },
  'gloss.mcache.tinyoffset': {
    en: 'bytes of that block that are taken',
    'zh-cn': '该块中已占用的字节数',
  },
  'gloss.mcache.tinyAllocs': {
    en: 'tiny objects since the last flush',
    'zh-cn': '自上次刷新以来的微小对象数',
  },
  'gloss.mcache.scanAlloc': {
    en: 'bytes with pointers since the last refill',
    'zh-cn': '自上次 refill 以来分配的含指针字节数',
  },
  'gloss.mcache.flushGen': {
    en: 'the sweepgen for which this cache was last flushed',
    'zh-cn': '该缓存上次刷新时的 sweepgen',
  },
  'gloss.mcache.nextSample': {
    en: 'bytes until the heap profiler takes a sample',
    'zh-cn': '距离下一次堆采样的字节数',
  },
  'gloss.mcentral.spanclass': { en: 'the span class of this list', 'zh-cn': '该链表的 span class' },
  'gloss.mcentral.partial': {
    en: 'spans with a free slot, swept and unswept',
    'zh-cn': '有空闲槽位的 span（已清扫、未清扫）',
  },
  'gloss.mcentral.full': {
    en: 'spans without a free slot, swept and unswept',
    'zh-cn': '没有空闲槽位的 span（已清扫、未清扫）',
  },
  'gloss.mheap.sweepgen': { en: 'goes up by 2 with each collection', 'zh-cn': '每次回收加 2' },
  'gloss.mheap.pagesInUse': { en: 'pages of heap spans', 'zh-cn': '堆 span 占用的页数' },
  'gloss.mheap.pagesSwept': { en: 'pages swept in this cycle', 'zh-cn': '本轮已清扫的页数' },
  'gloss.mheap.curArena': {
    en: 'rest of the arena that is reserved and not mapped yet',
    'zh-cn': '已预留而尚未映射的 arena 剩余部分',
  },
  'gloss.mheap.arenas': {
    en: '64 MiB pieces of reserved address space',
    'zh-cn': '已预留的 64 MiB 地址空间块',
  },
  'gloss.mheap.centralIndex': {
    en: 'which mcentral list the sweeper looks at next',
    'zh-cn': '清扫器接下来要看的 mcentral 链表',
  },
  'gloss.mheap.reclaimIndex': {
    en: 'the next page that the page reclaimer looks at',
    'zh-cn': '页回收接下来要看的页',
  },
  'gloss.mheap.reclaimCredit': {
    en: 'pages freed beyond what was asked for',
    'zh-cn': '回收多出的页数',
  },
  'gloss.g.goid': { en: 'number of the goroutine', 'zh-cn': 'goroutine 编号' },
  'gloss.g.status': {
    en: 'idle, runnable, running, waiting or dead',
    'zh-cn': '空闲、可运行、运行中、等待或已结束',
  },
  'gloss.g.stack': { en: 'bounds of its stack', 'zh-cn': '栈的上下界' },
  'gloss.p.id': { en: 'number of the P', 'zh-cn': 'P 的编号' },
  'gloss.p.status': { en: 'idle or running', 'zh-cn': '空闲或运行中' },
  'gloss.p.mcache': {
    en: 'the cache that goroutines on this P allocate from',
    'zh-cn': '此 P 上的 goroutine 从这个缓存分配',
  },
  'gloss.pageCache.base': {
    en: 'first page of the 64 that are set aside for this P',
    'zh-cn': '为该 P 留出的 64 页的起点',
  },
  'gloss.pageCache.cache': { en: 'one bit per page: 1 is free', 'zh-cn': '每页一位：1 表示空闲' },
  'gloss.pageCache.scav': {
    en: 'one bit per page: 1 was given back to the operating system',
    'zh-cn': '每页一位：1 表示已归还操作系统',
  },
  'gloss.heapArena.spans': { en: 'which span owns each page', 'zh-cn': '每一页属于哪个 span' },
  'gloss.heapArena.pageInUse': { en: 'first pages of heap spans', 'zh-cn': '堆 span 的首页' },
  'gloss.heapArena.pageMarks': {
    en: 'first pages of spans with a marked object',
    'zh-cn': '含已标记对象的 span 的首页',
  },
  'gloss.heapArena.zeroedBase': {
    en: 'bytes from here on have never been used',
    'zh-cn': '从这里往后的字节从未使用过',
  },
} as const satisfies Record<string, Translated>;
