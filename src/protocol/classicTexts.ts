/** What is said about the runtime of Go 1.6, whose levels hang together in their own way. */
import type { Translated } from './strings';

export const classicTexts = {
  'classic.mcentrals': {
    en: 'mcentral: lists by size class',
    'zh-cn': 'mcentral：按规格的链表',
  },
  'classic.freelists': {
    en: 'Free spans: free[] and freelarge',
    'zh-cn': '空闲 span：free[] 与 freelarge',
  },
  'classic.busylists': {
    en: 'Large objects: busy[] and busylarge',
    'zh-cn': '大对象：busy[] 与 busylarge',
  },
  'classic.mcentral': {
    en: 'size class {sizeclass:raw}: {size:bytes}',
    'zh-cn': '规格 {sizeclass:raw}：{size:bytes}',
  },
  'classic.region': { en: '{name} at {address:hex}', 'zh-cn': '{name}，地址 {address:hex}' },
  'classic.region.detail': {
    en: '{mapped:bytes} of {bytes:bytes} mapped',
    'zh-cn': '{bytes:bytes} 中已映射 {mapped:bytes}',
  },
  'classic.span.free': { en: 'free, {pages} {pages|page|pages}', 'zh-cn': '空闲，{pages} 页' },
  'classic.span.released': {
    en: 'free, {pages} {pages|page|pages}, {released} of them with the operating system',
    'zh-cn': '空闲，{pages} 页，其中 {released} 页属于操作系统',
  },
  'classic.alloc': {
    en: 'alloc[{class:raw}] of P {p:raw}',
    'zh-cn': 'P {p:raw} 的 alloc[{class:raw}]',
  },
  'classic.alloc.item': { en: 'alloc[{class:raw}]: {what}', 'zh-cn': 'alloc[{class:raw}]：{what}' },
  'classic.alloc.detail': {
    en: 'span {span:raw}: {size:bytes} slots, {used} of {count} taken',
    'zh-cn': 'span {span:raw}：{size:bytes} 槽位，已用 {used}/{count}',
  },
  'classic.alloc.sentence': {
    en: 'P {p:raw} takes slots of {size:bytes} from span {span:raw}, without a lock. The span stands on the list empty of its mcentral all the while.',
    'zh-cn':
      'P {p:raw} 从 span {span:raw} 取 {size:bytes} 的槽位，无需锁。此间该 span 一直在其 mcentral 的 empty 链表上。',
  },
  'classic.alloc.dummy': {
    en: 'Nothing yet: the dummy span, which is always full, so that the first allocation refills it.',
    'zh-cn': '还没有：这是永远为满的占位 span，第一次分配时就会 refill。',
  },
  'classic.mheap.sentence': {
    en: 'One for the whole process. Free runs of pages are spans on lists by length; it takes from the shortest list that will do, under the heap lock, which has been taken {locks} {locks|time|times}.',
    'zh-cn':
      '整个进程只有一个。连续的空闲页是按长度分表的 span；它在堆锁之下从够用的最短链表取用（堆锁已获取 {locks} 次）。',
  },
  'classic.spans.sentence': {
    en: 'A table with a pointer for each page of the arena: which span it belongs to. It is mapped from its beginning upwards.',
    'zh-cn': '一张表，arena 的每一页对应一个指针：它属于哪个 span。从头向上映射。',
  },
  'classic.bitmap.sentence': {
    en: 'Two bits for each word of the arena. 32 GiB are reserved, of which no more than 16 GiB can ever be used; it is mapped from its end downwards.',
    'zh-cn': 'arena 的每个字对应两位。预留 32 GiB，最多只会用到 16 GiB；从末尾向下映射。',
  },
  'classic.arena.sentence': {
    en: 'All pages of the heap, one after the other. It grows by at least 1 MiB at a time and never shrinks; pages that are not needed go back to the system while they stay mapped.',
    'zh-cn':
      '堆的所有页，一页接一页。每次至少增长 1 MiB，从不缩小；不需要的页保持映射，但其内存归还系统。',
  },
  'classic.part': { en: 'arena from {address:hex} on', 'zh-cn': 'arena，从 {address:hex} 起' },
  'classic.part.sentence': {
    en: '{bytes:bytes} of the arena from {address:hex} on.',
    'zh-cn': 'arena 中从 {address:hex} 起的 {bytes:bytes}。',
  },
  'classic.pages.sentence': {
    en: 'Free pages are a span too: they belong to span {span:raw}, which has {pages} {pages|page|pages} and stands on a free list.',
    'zh-cn': '空闲页也是 span：它们属于 span {span:raw}，共 {pages} 页，在空闲链表上。',
  },
  'classic.freelists.sentence': {
    en: 'A list for each length up to 127 pages, and freelarge for longer ones. New free spans go to the front; freelarge is searched for the best fit.',
    'zh-cn':
      '127 页以内每种长度一个链表，更长的在 freelarge。新的空闲 span 放在前面；freelarge 中寻找最佳匹配。',
  },
  'classic.busylists.sentence': {
    en: 'Spans of large objects by length, so that sweeping can look for pages among them first.',
    'zh-cn': '按长度排列的大对象 span，以便清扫时先在其中寻找页。',
  },
  'classic.list.item': {
    en: '{name}: {count} {count|span|spans}',
    'zh-cn': '{name}：{count} 个 span',
  },
  'classic.list.title': { en: '{name} of {where}', 'zh-cn': '{where} 的 {name}' },
  'classic.list.free': {
    en: '{count} free {count|span|spans}, the one freed last in front.',
    'zh-cn': '{count} 个空闲 span，最近释放的在最前。',
  },
  'classic.list.busy': {
    en: '{count} {count|span|spans} of one large object each; swept ones go to the back.',
    'zh-cn': '{count} 个 span，各放一个大对象；清扫过的移到末尾。',
  },
  'classic.list.nonempty': {
    en: '{count} {count|span|spans} with a free object, for the next mcache that asks.',
    'zh-cn': '{count} 个 span 有空闲对象，供下一个来要的 mcache 使用。',
  },
  'classic.list.empty': {
    en: '{count} {count|span|spans} without a free object, or in an mcache; swept ones stand at the back.',
    'zh-cn': '{count} 个 span 没有空闲对象，或在 mcache 中；清扫过的在末尾。',
  },
  'classic.list.stackpool': {
    en: '{count} stack {count|span|spans} with a free stack.',
    'zh-cn': '{count} 个栈 span 有空闲的栈。',
  },
  'classic.list.links': {
    en: 'From first to last, link by link',
    'zh-cn': '从 first 到 last，逐个相连',
  },
  'classic.list.lists': { en: 'Lists with a span', 'zh-cn': '非空的链表' },
  'classic.list.classes': { en: 'Size classes', 'zh-cn': '各个规格' },
  'classic.list.alloc': { en: 'alloc, by size class', 'zh-cn': 'alloc，按规格' },
  'classic.list.freelist': {
    en: 'freelist: free slots, the next one first',
    'zh-cn': 'freelist：空闲槽位，下一个要用的在前',
  },
  'classic.slot.item': {
    en: 'slot {slot:raw} at {address:hex}',
    'zh-cn': '槽位 {slot:raw}，地址 {address:hex}',
  },
  'classic.mcentrals.sentence': {
    en: '66 central lists, one per size class, with and without pointers side by side. An mcache that runs out comes here, under the lock of that one class.',
    'zh-cn':
      '66 个 mcentral，每个规格一个，含与不含指针的对象不分开。mcache 用完时到这里来，只需获取这一个规格的锁。',
  },
  'classic.mcentral.sentence': {
    en: 'Spans with slots of {size:bytes}: nonempty have a free object, empty have none or are in an mcache.',
    'zh-cn': '{size:bytes} 槽位的 span：nonempty 有空闲对象，empty 没有，或在 mcache 中。',
  },
  'classic.mcache.sentence': {
    en: 'Points at {count} {count|span|spans}, one per size class in use. Only the goroutine on P {p:raw} may take slots from them, so no lock is needed.',
    'zh-cn':
      '指向 {count} 个 span，每个用到的规格一个。只有 P {p:raw} 上的 goroutine 能从中取槽位，因此无需锁。',
  },
  'classic.stacks.sentence': {
    en: '{bytes:bytes} of spans for goroutine stacks. Those with a free stack stand on the list of its size.',
    'zh-cn': '{bytes:bytes} 的 span 用于 goroutine 栈。有空闲栈的 span 在对应大小的链表上。',
  },
  'classic.homeless.sentence': {
    en: '{count} {count|span|spans} on no list.',
    'zh-cn': '{count} 个 span 不在任何链表上。',
  },
  'classic.mixed': { en: 'with and without pointers', 'zh-cn': '含与不含指针' },
  'classic.fact.reserved': { en: 'Reserved', 'zh-cn': '已预留' },
  'classic.fact.mapped': { en: 'Mapped', 'zh-cn': '已映射' },
  'classic.fact.mappedFrom': { en: 'Mapped from', 'zh-cn': '映射起点' },
  'classic.fact.mappedTo': { en: 'Mapped to', 'zh-cn': '映射终点' },
  'classic.fact.place': { en: 'Place on the freelist', 'zh-cn': '在 freelist 中的位置' },
  'classic.fact.next': { en: 'Next on the freelist', 'zh-cn': 'freelist 中的下一个' },
  'classic.fact.cache': { en: 'Belongs to', 'zh-cn': '属于' },
  'classic.event.refill': {
    en: 'P {p:raw} caches span {span:raw} for size class {class:raw}',
    'zh-cn': 'P {p:raw} 为规格 {class:raw} 缓存 span {span:raw}',
  },
  'classic.event.grow': {
    en: 'mcentral of size class {class:raw} gets a new span {span:raw}',
    'zh-cn': '规格 {class:raw} 的 mcentral 得到新的 span {span:raw}',
  },
  'classic.why.freelist': {
    en: 'The slot at the head of the freelist of the span in the mcache; its first word named the next one.',
    'zh-cn': 'mcache 中 span 的 freelist 头部的槽位；它的第一个字指向下一个。',
  },
  'classic.why.tiny': {
    en: 'Below 16 bytes and without pointers: it fitted into the tiny block of the P.',
    'zh-cn': '小于 16 字节且不含指针：放进了该 P 当前的 tiny 块。',
  },
  'classic.why.large': {
    en: 'Above 32 KiB: no size class fits, so mheap made a span for it alone and put it on busy.',
    'zh-cn': '超过 32 KiB：没有合适的规格，由 mheap 单独为它建立 span 并放入 busy。',
  },
  'classic.why.nonempty': {
    en: 'The freelist of the cached span had run out. The first span of nonempty had a free object; it moved to the back of empty.',
    'zh-cn':
      '缓存的 span 的 freelist 已用尽。nonempty 的第一个 span 有空闲对象，它移到了 empty 末尾。',
  },
  'classic.why.emptySwept': {
    en: 'nonempty had nothing. Spans of empty were swept one after the other until one had a free object.',
    'zh-cn': 'nonempty 中没有。依次清扫 empty 中的 span，直到其中一个有空闲对象。',
  },
  'classic.why.grow': {
    en: 'Neither nonempty nor empty had a span with a free object: mheap gave a new one.',
    'zh-cn': 'nonempty 与 empty 都没有带空闲对象的 span：由 mheap 给出一个新的。',
  },
  'classic.why.fixedList': {
    en: 'From the first list free[n] with spans that are long enough; what is too much was cut off and freed again.',
    'zh-cn': '取自第一个 span 够长的 free[n] 链表；多出的部分切下来重新释放。',
  },
  'classic.why.bestFit': {
    en: 'No list up to 127 pages had one: the smallest span of freelarge that is long enough.',
    'zh-cn': '127 页以内的链表都没有：取 freelarge 中够长的最小 span。',
  },
  'classic.why.grown': {
    en: 'No free span was long enough: the arena grew, by at least 1 MiB.',
    'zh-cn': '没有够长的空闲 span：arena 增长，至少 1 MiB。',
  },
  'classic.why.split': {
    en: 'It is what was left of a free span of which only the front was needed.',
    'zh-cn': '这是某个空闲 span 只取用前部之后剩下的部分。',
  },
  'classic.why.swept': {
    en: 'Sweeping found no marked object in it. It is joined with free neighbours and goes to the front of their list.',
    'zh-cn': '清扫时其中没有已标记的对象。它与相邻的空闲 span 合并，放到相应链表的前面。',
  },
  'classic.why.sweepSmall': {
    en: 'Slots without a mark went to the front of its freelist.',
    'zh-cn': '没有标记的槽位放到它的 freelist 前面。',
  },
  'classic.why.sweepLarge': {
    en: 'A span of one large object: without a mark its pages go back to mheap.',
    'zh-cn': '只有一个大对象的 span：没有标记时，其页归还 mheap。',
  },
  'classic.why.idle': {
    en: 'The span was free for more than five minutes, or the program called debug.FreeOSMemory.',
    'zh-cn': '该 span 空闲超过五分钟，或程序调用了 debug.FreeOSMemory。',
  },
  'classic.why.trigger': {
    en: 'heap_live reached next_gc; that is looked at after a refill or a large allocation only.',
    'zh-cn': 'heap_live 达到 next_gc；只有在 refill 或大对象分配之后才会检查。',
  },
  'classic.why.flushed': {
    en: 'All mcaches are emptied when marking ends. With a free object it goes to the front of nonempty, else it stays on empty.',
    'zh-cn': '标记结束时清空所有 mcache。有空闲对象则放到 nonempty 前面，否则留在 empty。',
  },
  'regions.name': { en: 'Regions of the reservation', 'zh-cn': '预留的区域' },
  'regions.reserved': { en: 'Reserved', 'zh-cn': '已预留' },
  'regions.mapped': { en: 'Mapped', 'zh-cn': '已映射' },
  'regions.region': {
    en: '{name}: {mapped:bytes} of {bytes:bytes} mapped',
    'zh-cn': '{name}：{bytes:bytes} 中已映射 {mapped:bytes}',
  },
  'regions.note': { en: '{name} from {address} on', 'zh-cn': '{name}，从 {address} 起' },
  'gloss.mspan.next': { en: 'the span behind it on its list', 'zh-cn': '所在链表中的后一个 span' },
  'gloss.mspan.prev': { en: 'the span before it on its list', 'zh-cn': '所在链表中的前一个 span' },
  'gloss.mspan.list': { en: 'the list that it stands on', 'zh-cn': '所在的链表' },
  'gloss.mspan.start': {
    en: 'number of its first page: address / 8192',
    'zh-cn': '首页的编号：地址 / 8192',
  },
  'gloss.mspan.freelist': {
    en: 'its first free object; the first word of each names the next one',
    'zh-cn': '第一个空闲对象；每个空闲对象的首个字指向下一个',
  },
  'gloss.mspan.ref': { en: 'objects handed out', 'zh-cn': '已分出的对象数' },
  'gloss.mspan.sizeclass': {
    en: 'which size class its slots have; 0 is one large object',
    'zh-cn': '槽位的规格；0 表示一个大对象',
  },
  'gloss.mspan.incache': { en: 'an mcache has it', 'zh-cn': '在某个 mcache 中' },
  'gloss.mspan.unusedsince': { en: 'when it became free', 'zh-cn': '变为空闲的时刻' },
  'gloss.mspan.npreleased': {
    en: 'pages of it that the operating system has back',
    'zh-cn': '其中已归还操作系统的页数',
  },
  'gloss.mheap.free': {
    en: 'free spans of up to 127 pages, by length',
    'zh-cn': '127 页以内的空闲 span，按长度',
  },
  'gloss.mheap.freelarge': { en: 'longer free spans', 'zh-cn': '更长的空闲 span' },
  'gloss.mheap.busy': { en: 'large objects of up to 127 pages', 'zh-cn': '127 页以内的大对象' },
  'gloss.mheap.busylarge': { en: 'longer large objects', 'zh-cn': '更长的大对象' },
  'gloss.mheap.sweepdone': { en: 'all spans are swept', 'zh-cn': '所有 span 都已清扫' },
  'gloss.mheap.arena_used': {
    en: 'end of what is mapped of the arena',
    'zh-cn': 'arena 已映射部分的终点',
  },
  'gloss.mcentral.nonempty': { en: 'spans with a free object', 'zh-cn': '有空闲对象的 span' },
  'gloss.mcentral.empty': {
    en: 'spans without a free object, or in an mcache',
    'zh-cn': '没有空闲对象或在 mcache 中的 span',
  },
  'gloss.mcentral.sizeclass': { en: 'the size class of its spans', 'zh-cn': '其中 span 的规格' },
} as const satisfies Record<string, Translated>;
