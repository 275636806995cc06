/** Inspector pages about pages, spans and Ps that are the same in all runtimes, and their parts. */
import type { PlainStringId } from '../protocol/strings';
import { PageState } from '../protocol/views';
import type { Field, LinkList } from '../protocol/views';
import { PStatus } from '../runtime/runtime2';
import type { Page, Sources } from './details';
import { childList, fact, facts, field, linked, list, struct } from './fields';
import { pageStateNames, say } from './rows';
import type { Parsed } from './structures';
import type { View } from './view';

/** Undefined when the key is none of these, or what it names is not there. */
export function heapPage(sources: Sources, { kind, a, b }: Parsed): Page | undefined {
  switch (kind) {
    case 'pages':
      return pages(sources, a, b);
    case 'ps':
      return ps(sources);
    default:
      return undefined;
  }
}

function pages({ view }: Sources, first: number, count: number): Page | undefined {
  const page = view.enginePage(first);
  if (count === 0 || page < 0 || page + count > view.mappedPages) return undefined;
  if (view.spanAt(page) !== 0) return undefined;
  const address = view.pageAddress(first);
  const state = view.bareState(page);
  return {
    title: say('detail.pages', { count, address }),
    sentence: say('detail.pages.sentence', { state: say(pageStateNames[state]) }),
    page: first,
    pageCount: count,
    groups: [
      facts('group.where', [
        fact('fact.address', address, 'address'),
        fact('fact.limit', address + count * 8192, 'address'),
        fact('fact.bytes', count * 8192, 'bytes'),
      ]),
    ],
    lists: [],
  };
}

/** Pages by use, of a range of map pages. */
export function pageFacts(view: View, first: number, count: number): Field[] {
  const byState = new Uint32Array(8);
  const start = view.enginePage(first);
  const end = Math.min(start + count, view.mappedPages);
  byState[PageState.reserved] = start + count - Math.max(start, end);
  for (let page = start; page < end; page++) {
    const span = view.spanAt(page);
    byState[span === 0 ? view.bareState(page) : view.spanState(span)]!++;
  }
  return Object.entries(pageStateNames)
    .filter(([state]) => byState[Number(state)]! > 0)
    .map(([state, id]) => fact(id, byState[Number(state)]! * 8192, 'bytes'));
}

function ps({ view, rows }: Sources): Page {
  return {
    title: say('tree.ps'),
    sentence: say('detail.ps.sentence', { count: view.rt.procs }),
    groups: [],
    lists: [
      list('list.ps', view.rt.procs, (index) => ({
        key: `p:${index}`,
        label: rows.facts(`p:${index}`).label,
      })),
    ],
  };
}

/** The page of all mcentrals, under the words of the runtime. */
export function mcentralsPage(
  sources: Sources,
  title: PlainStringId,
  sentence: PlainStringId,
  listName: PlainStringId,
): Page {
  const locks = fact('fact.mcentralLocks', sources.view.counters.mcentralLocks, 'count');
  return {
    title: say(title),
    sentence: say(sentence),
    groups: [facts('group.counters', [locks])],
    lists: [childList(listName, 'mcentrals', sources)],
  };
}

/** A P's page; `caches` are the fields that lead to what it keeps. */
export function pPage({ view, calls }: Sources, number: number, caches: readonly Field[]): Page {
  const { p: table, g } = view.rt.sched;
  const row = table.curg[number]!;
  const running = g.goid[row]!;
  const isIdle = table.status[number] === PStatus.idle;
  const queue = calls.runQueue(number);
  return {
    title: say('tree.p', { p: number }),
    sentence:
      row === 0 ? say('detail.p.sentence.idle') : say('detail.p.sentence.runs', { g: running }),
    groups: [
      struct('p', [
        field('id', number, 'index'),
        field('status', say(isIdle ? 'status.idle' : 'status.running')),
        ...caches,
        field('schedtick', table.schedtick[number]!, 'count'),
        ...(row === 0 ? [] : [linked(field('curg', running, 'index'), `g:${running}`)]),
      ]),
    ],
    lists: [
      list('list.runq', queue.length, (index) => ({
        key: `g:${queue[index]!}`,
        label: say('tree.g', { g: queue[index]! }),
      })),
    ],
  };
}

/** The span of a key that is one's. */
export function spanOf(key: string): number {
  return Number(key.slice('span:'.length));
}

/** A span in a list. */
export function spanItem({ view, rows }: Sources, span: number): LinkList['items'][number] {
  const { fill } = rows.facts(`span:${span}`);
  return {
    key: `span:${span}`,
    label: say('tree.span.item', {
      span,
      address: view.rt.mem.addrOf(view.baseOff(span)),
    }),
    ...(fill === undefined ? {} : { fill }),
  };
}
