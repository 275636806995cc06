/**
 * What events say: what happened and why, each reason a sentence. Go's own words stay as they are.
 */
import type { Translated } from './strings';

export const eventTexts = {
  'event.alloc': {
    en: '{bytes:bytes} at {address:hex}: {text}',
    'zh-cn': '{address:hex} 处 {bytes:bytes}：{text}',
  },
  'event.alloc.runtime': {
    en: '{bytes:bytes} at {address:hex}, for the runtime or a library',
    'zh-cn': '{address:hex} 处 {bytes:bytes}，供运行时或库使用',
  },
  'event.refill': {
    en: 'P {p:raw} caches span {span:raw} for span class {spanClass:raw}',
    'zh-cn': 'P {p:raw} 为 span class {spanClass:raw} 缓存 span {span:raw}',
  },
  'event.uncache': {
    en: 'P {p:raw} gives span {span:raw} back to its mcentral',
    'zh-cn': 'P {p:raw} 把 span {span:raw} 还给 mcentral',
  },
  'event.grow': {
    en: 'mcentral of span class {spanClass:raw} gets a new span {span:raw}',
    'zh-cn': 'span class {spanClass:raw} 的 mcentral 得到新的 span {span:raw}',
  },
  'event.heapGrow': {
    en: 'the heap grows by {bytes:bytes} from {address:hex} on',
    'zh-cn': '堆从 {address:hex} 起增长 {bytes:bytes}',
  },
  'event.spanAlloc': {
    en: 'span {span:raw} gets {pages} {pages|page|pages}',
    'zh-cn': 'span {span:raw} 得到 {pages} 页',
  },
  'event.spanFree': {
    en: 'the pages of span {span:raw} are free again',
    'zh-cn': 'span {span:raw} 的页重新空闲',
  },
  'event.gcStart': {
    en: 'collection {cycle:raw} begins with {bytes:bytes} live',
    'zh-cn': '第 {cycle:raw} 次回收开始，堆中 {bytes:bytes}',
  },
  'event.gcEnd': {
    en: 'collection {cycle:raw} has marked {bytes:bytes}; sweeping begins',
    'zh-cn': '第 {cycle:raw} 次回收已标记 {bytes:bytes}，开始清扫',
  },
  'event.mark.root': { en: 'root job {job:raw} is scanned', 'zh-cn': '扫描第 {job:raw} 项根' },
  'event.mark.grey': {
    en: 'the object at {address:hex} turns grey',
    'zh-cn': '{address:hex} 处的对象变灰',
  },
  'event.mark.black': {
    en: 'the object at {address:hex} is scanned and turns black',
    'zh-cn': '{address:hex} 处的对象扫描完毕，变黑',
  },
  'event.mark.noscan': {
    en: 'the object at {address:hex} turns black at once',
    'zh-cn': '{address:hex} 处的对象直接变黑',
  },
  'event.mark.span': {
    en: '{count} {count|object|objects} of span {span:raw} are scanned together',
    'zh-cn': '一并扫描 span {span:raw} 中的 {count} 个对象',
  },
  'event.mark.assist': {
    en: 'goroutine {g:raw} helps to mark: {bytes:bytes} of work',
    'zh-cn': 'goroutine {g:raw} 协助标记：{bytes:bytes}',
  },
  'event.mark.assistWait': {
    en: 'goroutine {g:raw} waits: it owes for {bytes:bytes}, and finds nothing to mark',
    'zh-cn': 'goroutine {g:raw} 等待：欠 {bytes:bytes} 的标记，却找不到可标记的对象',
  },
  'event.mark.assistPaid': {
    en: 'workers have paid the {bytes:bytes} that goroutine {g:raw} owed: it goes on',
    'zh-cn': 'worker 已替 goroutine {g:raw} 还清 {bytes:bytes}：它继续运行',
  },
  'event.mark.wbFlush': {
    en: '{count} {count|pointer|pointers} from the write barrier of P {p:raw}',
    'zh-cn': '来自 P {p:raw} 写屏障的 {count} 个指针',
  },
  'event.mark.done': { en: 'nothing grey is left', 'zh-cn': '已没有灰色对象' },
  'event.sweep': {
    en: 'span {span:raw} is swept: {count} {count|slot|slots} freed',
    'zh-cn': '清扫 span {span:raw}：释放 {count} 个槽位',
  },
  'event.stackAlloc': {
    en: 'a stack of {bytes:bytes} at {address:hex}',
    'zh-cn': '{address:hex} 处 {bytes:bytes} 的栈',
  },
  'event.stackFree': {
    en: 'the stack of {bytes:bytes} at {address:hex} is free again',
    'zh-cn': '{address:hex} 处 {bytes:bytes} 的栈重新空闲',
  },
  'event.schedule': {
    en: 'goroutine {g:raw} runs on P {p:raw}',
    'zh-cn': 'goroutine {g:raw} 在 P {p:raw} 上运行',
  },
  'event.go': { en: 'goroutine {g:raw} starts: {func}', 'zh-cn': 'goroutine {g:raw} 启动：{func}' },
  'event.goExit': { en: 'goroutine {g:raw} ends', 'zh-cn': 'goroutine {g:raw} 结束' },
  'event.stop': { en: 'stop {name}', 'zh-cn': '停点 {name}' },
  'event.noteEn': { en: 'note: {text}', 'zh-cn': '英文注释：{text}' },
  'event.noteZhCn': { en: 'note in Chinese: {text}', 'zh-cn': '注释：{text}' },
  'event.watch': { en: '{name} points to {address:hex}', 'zh-cn': '{name} 指向 {address:hex}' },
  'event.watchNil': { en: '{name} points to nothing', 'zh-cn': '{name} 没有指向任何对象' },
  'event.output': { en: 'the program prints', 'zh-cn': '程序输出' },
  'event.scavenge': {
    en: '{pages} {pages|page|pages} from {address:hex} on go back to the operating system',
    'zh-cn': '从 {address:hex} 起的 {pages} 页归还操作系统',
  },

  'why.alloc.zero': {
    en: 'It has no size: all such objects share the address of runtime.zerobase.',
    'zh-cn': '大小为零：所有这样的对象共用 runtime.zerobase 的地址。',
  },
  'why.alloc.tinyCombined': {
    en: 'Below 16 bytes and without pointers: it fitted into the tiny block of the P.',
    'zh-cn': '小于 16 字节且不含指针：放进了该 P 当前的 tiny 块。',
  },
  'why.alloc.tinyBlock': {
    en: 'Below 16 bytes and without pointers: the tiny block of the P had no room, so it took a new one.',
    'zh-cn': '小于 16 字节且不含指针：该 P 的 tiny 块放不下，于是换了一个新的。',
  },
  'why.alloc.tinyBlockAside': {
    en: 'Below 16 bytes and without pointers: it got a new block, and the P kept the old one, which has more room left.',
    'zh-cn': '小于 16 字节且不含指针：它得到一个新块，而 P 保留剩余空间更多的旧块。',
  },
  'why.alloc.smallNoscan': {
    en: 'Small, without pointers: the span in the mcache had a free slot.',
    'zh-cn': '小对象，不含指针：mcache 中的 span 有空闲槽位。',
  },
  'why.alloc.smallScan': {
    en: 'Small, with pointers: the span in the mcache had a free slot; its pointer bits stand at the end of the span.',
    'zh-cn': '小对象，含指针：mcache 中的 span 有空闲槽位；指针位记在 span 末尾。',
  },
  'why.alloc.smallScanHeader': {
    en: 'With pointers and above 512 bytes: 8 bytes in front of it name its type.',
    'zh-cn': '含指针且超过 512 字节：前面的 8 字节记录其类型。',
  },
  'why.alloc.large': {
    en: 'Above 32 KiB: no size class fits, so mheap made a span for it alone.',
    'zh-cn': '超过 32 KiB：没有合适的规格，由 mheap 单独为它建立 span。',
  },
  'why.alloc.nextWord': {
    en: 'The next 64 bits of the allocation bitmap had to be loaded first.',
    'zh-cn': '需要先载入分配位图的下一个 64 位。',
  },
  'why.alloc.refilled': {
    en: 'The span in the mcache was full, or there was none: a refill came first.',
    'zh-cn': 'mcache 中的 span 已满或没有：先进行了 refill。',
  },
  'why.alloc.black': {
    en: 'The collector was marking, so it was born black.',
    'zh-cn': '回收器正在标记，因此它生来就是黑色。',
  },
  'why.refill.first': {
    en: 'The mcache held no span of this class yet.',
    'zh-cn': 'mcache 还没有该 span class 的 span。',
  },
  'why.refill.full': { en: 'The cached span was full.', 'zh-cn': '缓存的 span 已满。' },
  'why.refill.partialSwept': {
    en: 'mcentral had a swept span with free slots.',
    'zh-cn': 'mcentral 有一个已清扫且有空闲槽位的 span。',
  },
  'why.refill.partialUnswept': {
    en: 'mcentral had no swept span with free slots; it swept one that had some before.',
    'zh-cn': 'mcentral 没有已清扫且有空闲槽位的 span，于是清扫了一个原本就有空闲的。',
  },
  'why.refill.fullUnswept': {
    en: 'mcentral swept spans that had been full until one had a free slot.',
    'zh-cn': 'mcentral 依次清扫原本已满的 span，直到其中一个有空闲槽位。',
  },
  'why.refill.grown': {
    en: 'mcentral had no span with a free slot and asked mheap for a new one.',
    'zh-cn': 'mcentral 没有带空闲槽位的 span，于是向 mheap 要了一个新的。',
  },
  'why.uncache.full': {
    en: 'It is full: it goes to the full list.',
    'zh-cn': '它已满：放入 full 链表。',
  },
  'why.uncache.partial': {
    en: 'It has free slots: it goes to the partial list.',
    'zh-cn': '它有空闲槽位：放入 partial 链表。',
  },
  'why.uncache.stale': {
    en: 'It was cached before this cycle of sweeping began, so it is swept right away.',
    'zh-cn': '它在本轮清扫开始前就已被缓存，因此立即清扫。',
  },
  'why.uncache.released': {
    en: 'The whole mcache is emptied, as before each sweep.',
    'zh-cn': '整个 mcache 被清空，每轮清扫前都会如此。',
  },
  'why.grow': {
    en: 'No span of this class had a free slot.',
    'zh-cn': '该 span class 没有任何 span 有空闲槽位。',
  },
  'why.heapGrow.first': {
    en: 'The first arena has just been reserved: nothing was mapped before.',
    'zh-cn': '第一个 arena 刚刚预留：之前没有映射任何内存。',
  },
  'why.heapGrow.more': {
    en: 'No run of free pages was long enough, so more of the reserved arena is mapped, 4 MiB at a time.',
    'zh-cn': '没有足够长的连续空闲页，于是把预留 arena 的更多部分映射进来，每次 4 MiB。',
  },
  'why.span.cacheHit': {
    en: 'From the page cache of the P, without the heap lock.',
    'zh-cn': '来自该 P 的页缓存，无需堆锁。',
  },
  'why.span.cacheRefilled': {
    en: 'The page cache of the P was empty: it took 64 aligned pages under the heap lock, and the span was cut from them.',
    'zh-cn': '该 P 的页缓存为空：在堆锁之下取了 64 个对齐的页，再从中切出 span。',
  },
  'why.span.cacheMiss': {
    en: 'The page cache of the P has no run that long: the lowest fitting one of the heap was taken.',
    'zh-cn': '该 P 的页缓存没有这么长的连续页：取堆中地址最低的合适位置。',
  },
  'why.span.large': {
    en: '16 pages or more pass by the page cache: the lowest fitting run of the heap was taken.',
    'zh-cn': '16 页及以上不经过页缓存：取堆中地址最低的合适位置。',
  },
  'why.span.grown': {
    en: 'The heap had no run that long and grew first.',
    'zh-cn': '堆中没有这么长的连续页，先进行了增长。',
  },
  'why.free.heap': {
    en: 'The sweeper found no marked object in it.',
    'zh-cn': '清扫器在其中没有发现已标记的对象。',
  },
  'why.free.stack': { en: 'No stack uses it any more.', 'zh-cn': '不再有栈使用它。' },
  'why.free.workBuf': {
    en: 'The collector needs no work buffers now.',
    'zh-cn': '回收器目前不需要工作缓冲区。',
  },
  'why.gc.heap': {
    en: 'The heap reached the trigger, some way below its goal.',
    'zh-cn': '堆达到了触发值（略低于目标）。',
  },
  'why.gc.time': {
    en: 'Two minutes have passed without a collection.',
    'zh-cn': '已有两分钟没有回收。',
  },
  'why.gc.cycle': { en: 'The program called runtime.GC.', 'zh-cn': '程序调用了 runtime.GC。' },
  'why.mark.root': {
    en: 'Roots come first: globals, then the stacks of the goroutines.',
    'zh-cn': '先从根开始：全局变量，然后是各 goroutine 的栈。',
  },
  'why.mark.grey': {
    en: 'Something that is alive points at it; it waits to be scanned.',
    'zh-cn': '存活者指向了它；它等待扫描。',
  },
  'why.mark.noscan': {
    en: 'Something that is alive points at it, and it has no pointers to follow.',
    'zh-cn': '存活者指向了它，而它没有可追踪的指针。',
  },
  'why.mark.black': {
    en: 'All it points at has been marked.',
    'zh-cn': '它所指的对象都已标记。',
  },
  'why.mark.span': {
    en: 'Green Tea waits until a span has gathered marks, then scans it in one pass.',
    'zh-cn': 'Green Tea 等待 span 积累标记，再一次扫描完。',
  },
  'why.mark.assist': {
    en: 'It allocated faster than the background workers mark, and pays for that.',
    'zh-cn': '它的分配快于后台标记，因此要协助偿还。',
  },
  'why.mark.assistWait': {
    en: 'There was not work enough, so it leaves what there is to the workers and lines up.',
    'zh-cn': '可做的工作不足，它便让 worker 去做，自己排队等待。',
  },
  'why.mark.assistPaid': {
    en: 'Work of the background workers first pays for goroutines that wait, in their order.',
    'zh-cn': '后台 worker 的工作先按顺序抵偿等待中的 goroutine。',
  },
  'why.mark.done': {
    en: 'All queues are empty, so what is white now is garbage.',
    'zh-cn': '所有队列已空，此时的白色对象就是垃圾。',
  },
  'why.sweep.background': { en: 'By the background sweeper.', 'zh-cn': '由后台清扫器执行。' },
  'why.sweep.credit': {
    en: 'An allocation had to sweep first, in proportion to what it takes.',
    'zh-cn': '一次分配须先按比例清扫。',
  },
  'why.sweep.cacheSpan': {
    en: 'mcentral looked for a span with a free slot.',
    'zh-cn': 'mcentral 在寻找有空闲槽位的 span。',
  },
  'why.sweep.reclaim': {
    en: 'mheap wanted pages and looked for spans without a marked object.',
    'zh-cn': 'mheap 需要页，寻找没有已标记对象的 span。',
  },
  'why.sweep.uncache': {
    en: 'An mcache gave it up, and it was still to be swept.',
    'zh-cn': 'mcache 交出了它，而它尚未清扫。',
  },
  'why.sweep.gc': {
    en: 'runtime.GC finishes the cycle before it returns.',
    'zh-cn': 'runtime.GC 返回前完成本轮清扫。',
  },
  'why.sweep.gcStart': {
    en: 'The next collection may begin only when all is swept.',
    'zh-cn': '全部清扫完，下一次回收才能开始。',
  },
  'why.sweep.ensureSwept': {
    en: 'A finalizer, cleanup or weak pointer of an object in it is concerned.',
    'zh-cn': '涉及其中对象的 finalizer、cleanup 或弱指针。',
  },
  'why.sweep.freed': {
    en: 'Nothing in it was marked: its pages go back to mheap.',
    'zh-cn': '其中没有任何标记：页归还 mheap。',
  },
  'why.sweep.partial': {
    en: 'It has free slots now: it goes to the partial list.',
    'zh-cn': '它现在有空闲槽位：放入 partial 链表。',
  },
  'why.sweep.full': {
    en: 'All its objects are alive: it goes to the full list.',
    'zh-cn': '其中对象全部存活：放入 full 链表。',
  },
  'why.sweep.kept': { en: 'Whoever swept it keeps it.', 'zh-cn': '由清扫者持有。' },
  'why.scavenge.background': {
    en: 'More pages are free than the heap goal calls for.',
    'zh-cn': '空闲页多于堆目标所需。',
  },
  'why.scavenge.memoryLimit': { en: 'GOMEMLIMIT is near.', 'zh-cn': '接近 GOMEMLIMIT。' },
  'why.scavenge.heapGrowth': {
    en: 'The heap grew, and gives back as much elsewhere.',
    'zh-cn': '堆增长了，在别处归还同样多的页。',
  },
  'why.scavenge.forced': {
    en: 'The program or an annotation asked for it.',
    'zh-cn': '程序或注解要求如此。',
  },
} as const satisfies Record<string, Translated>;
