/** Inspector pages about spans and slots, with the contents of objects word by word. */
import type { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { PageState, SlotBit } from '../protocol/views';
import type { FieldGroup, Words } from '../protocol/views';
import type { Page, Sources } from './details';
import { fact, facts, linked, list, struct } from './fields';
import { spanColumns } from './map';
import { pageStateNames, say, sweepNames } from './rows';
import type { Touched } from './touched';
import type { View } from './view';

type Parsed = NonNullable<ReturnType<typeof parseKey>>;

/** Words of an object that are sent. */
const wordLimit = 512;

/** Undefined when the key is neither, or what it names is not there. */
export function spanPage(
  sources: Sources,
  { kind, a, b }: Parsed,
  touched?: Touched,
): Page | undefined {
  const { view } = sources;
  if (kind === 'span') return view.isLive(a) ? span(sources, a, touched) : undefined;
  if (kind !== 'slot' || !view.isHeap(a) || b >= view.nelems(a)) return undefined;
  return slot(sources, a, b, touched);
}

function placeOnMap(
  view: View,
  number: number,
  touched?: Touched,
): Pick<Page, 'page' | 'pageCount' | 'span'> {
  const page = view.mapPage(view.startPage(number));
  const pageCount = view.npages(number);
  return { page, pageCount, span: spanColumns(view, number, page, pageCount, 'site', touched) };
}

function span(sources: Sources, number: number, touched?: Touched): Page {
  const { view, rows } = sources;
  const spanClass = view.spanClass(number);
  const count = view.isHeap(number) ? view.nelems(number) : 0;
  const taken = takenSlots(view, number);
  return {
    title: say('tree.span', { span: number }),
    sentence: spanSentence(sources, number),
    ...placeOnMap(view, number, touched),
    groups: [struct('mspan', sources.structures.spanFields(number)), ...spanFacts(view, number)],
    lists:
      count === 0
        ? []
        : [
            ...sources.structures.spanLists(number),
            list('list.objects', taken.length, (index) => {
              const at = taken[index]!;
              return {
                key: `slot:${number}:${at}`,
                label: say('tree.slot.item', { slot: at, what: rows.object(number, at) }),
              };
            }),
          ],
    ...(spanClass < 2 && count === 1 ? wordsOf(sources, number, 0) : {}),
  };
}

function takenSlots(view: View, number: number): number[] {
  if (!view.isHeap(number)) return [];
  const taken: number[] = [];
  for (let at = 0; at < view.nelems(number); at++) if (view.isAllocated(number, at)) taken.push(at);
  return taken;
}

function spanSentence({ view, structures }: Sources, number: number): Page['sentence'] {
  const pages = view.npages(number);
  const state = view.spanState(number);
  if (state !== PageState.heap)
    return say('detail.span.sentence.manual', { pages, state: say(pageStateNames[state]) });
  const noscan = structures.pointers(number);
  const sweep = say(sweepNames[view.sweepState(number)]!);
  if (view.spanClass(number) < 2)
    return say('detail.span.sentence.large', { pages, noscan, sweep });
  const count = view.nelems(number);
  const used = view.used(number);
  const size = view.elemBytes(number);
  return say('detail.span.sentence.small', {
    pages,
    count,
    size,
    noscan,
    used,
    free: count - used,
    tail: pages * 8192 - count * size,
    sweep,
  });
}

function spanFacts(view: View, number: number): FieldGroup[] {
  if (!view.isHeap(number)) return [];
  const owner = view.owner(number);
  const tail = view.npages(number) * 8192 - view.nelems(number) * view.elemBytes(number);
  return [
    facts('group.facts', [
      ...(owner === 0
        ? []
        : [
            linked(
              fact('fact.owner', say('detail.mcache', { p: owner - 1 })),
              `mcache:${owner - 1}`,
            ),
          ]),
      fact('fact.waste.tail', Math.max(0, tail), 'bytes'),
      ...(view.heapBitsBytes(number) === 0
        ? []
        : [fact('fact.heapBits', view.heapBitsBytes(number), 'bytes')]),
      ...(view.markBitsBytes(number) === 0
        ? []
        : [fact('fact.markBits', view.markBitsBytes(number), 'bytes')]),
    ]),
  ];
}

// ---- slots -------------------------------------------------------------------------------------

function slot(sources: Sources, number: number, at: number, touched?: Touched): Page {
  const { view, positions } = sources;
  const site = view.program.sites[view.siteOf(number, at)];
  const isTaken = view.isAllocated(number, at);
  const source = isTaken && site !== undefined ? positions.of(site.position) : undefined;
  return {
    title: say('tree.slot.of', { slot: at, span: number }),
    sentence: slotSentence(view, number, at),
    ...placeOnMap(view, number, touched),
    groups: slotFacts(sources, number, at),
    lists: isTaken ? [pointerList(sources, number, at)] : [],
    ...(source === undefined ? {} : { source }),
    ...wordsOf(sources, number, at),
  };
}

function slotSentence(view: View, number: number, at: number): Page['sentence'] {
  const { mem } = view.rt;
  const size = view.elemBytes(number);
  if (!view.isAllocated(number, at)) {
    const isNext = view.owner(number) !== 0 && view.nextFree(number) === at;
    return isNext
      ? say('detail.slot.sentence.next', { size })
      : say('detail.slot.sentence.free', { size });
  }
  const address = mem.addrOf(view.slotOff(number, at));
  const site = view.program.sites[view.siteOf(number, at)];
  if (site === undefined || !site.user)
    return say('detail.slot.sentence.unknown', { size, address });
  return say('detail.slot.sentence.object', {
    size,
    address,
    line: site.position.line,
    type: site.type,
  });
}

function slotFacts({ view, structures }: Sources, number: number, at: number): FieldGroup[] {
  const { mem } = view.rt;
  const size = view.elemBytes(number);
  const header = view.headerBytes(number);
  const bits = view.slotBits(number, at);
  const isTaken = (bits & SlotBit.allocated) !== 0;
  const siteNumber = view.siteOf(number, at);
  const site = view.program.sites[siteNumber];
  const born = view.bornAt(number, at);
  const asked = isTaken ? view.requestedBytes(number, at) : -1;
  const where = facts('group.where', [
    fact('fact.address', mem.addrOf(view.slotOff(number, at)), 'address'),
    fact('fact.slotBytes', size, 'bytes'),
    linked(fact('fact.span', number, 'index'), `span:${number}`),
    fact('fact.slot.state', say(isTaken ? 'state.taken' : 'tree.slot.free')),
    ...(isTaken ? [fact('fact.colour', say(colourName(bits)))] : []),
    ...(header === 0 ? [] : [fact('fact.header', header, 'bytes')]),
    ...structures.slotFields(number, at),
  ]);
  if (!isTaken) return [where];
  return [
    where,
    facts('group.facts', [
      ...(site === undefined
        ? []
        : [
            linked(fact('fact.site', site.text), site.user ? `site:${siteNumber}` : undefined),
            fact('fact.type', site.type),
          ]),
      ...(asked < 0 ? [] : [fact('fact.requested', asked, 'bytes')]),
      ...(asked < 0 ? [] : [fact('fact.waste.slot', Math.max(0, size - asked - header), 'bytes')]),
      ...(born < 0 ? [] : [fact('fact.age', born, 'tick')]),
    ]),
  ];
}

function colourName(bits: number): 'colour.white' | 'colour.grey' | 'colour.black' {
  if ((bits & SlotBit.marked) === 0) return 'colour.white';
  return (bits & SlotBit.scanned) === 0 ? 'colour.grey' : 'colour.black';
}

/** What the pointers in an object point at. */
function pointerList({ view }: Sources, number: number, at: number): Page['lists'][number] {
  const found: { key: Key; word: number }[] = [];
  const off = view.slotOff(number, at);
  const words = Math.min(wordLimit, view.elemBytes(number) >> 3);
  for (let word = 0; word < words; word++) {
    if (!view.isPointer(number, at, word)) continue;
    const target = view.rt.mem.loadPtr(off + word * 8);
    const key = target > 0 ? view.keyOf(target) : undefined;
    if (key !== undefined) found.push({ key, word });
  }
  return list('list.pointers', found.length, (index) => {
    const { key, word } = found[index]!;
    return { key, label: say('tree.pointer', { word: word * 8, key }) };
  });
}

/** An object's contents; of a taken slot, or of the one object of a large span. */
function wordsOf(sources: Sources, number: number, at: number): { words?: Words } {
  const { view, values } = sources;
  const { mem } = view.rt;
  if (!view.isAllocated(number, at)) return {};
  const off = view.slotOff(number, at);
  const count = Math.min(wordLimit, Math.floor(view.elemBytes(number) / 8));
  const header = view.headerBytes(number);
  const type = view.objectType(number, at);
  const names = type < 0 ? [] : values.wordNames(type, header, 0, count);
  const words: Words = {
    address: mem.addrOf(off),
    firstWord: 0,
    low: mem.u32.slice(off >> 2, (off >> 2) + 2 * count).filter((_, i) => i % 2 === 0),
    high: mem.u32.slice(off >> 2, (off >> 2) + 2 * count).filter((_, i) => i % 2 === 1),
    pointers: Uint8Array.from({ length: count }, (_, word) =>
      view.isPointer(number, at, word) ? 1 : 0,
    ),
    names: Array.from({ length: count }, (_, word) =>
      word === 0 && header > 0 ? 'type' : (names[word] ?? ''),
    ),
    targets: Array.from({ length: count }, (_, word): Key | '' => {
      if (!view.isPointer(number, at, word)) return '';
      const target = mem.loadPtr(off + word * 8);
      return target > 0 ? (view.keyOf(target) ?? '') : '';
    }),
  };
  return { words };
}
