/**
 * Inspector pages about the run and the program: goroutines, frames, globals, sites, stops, events.
 */
import type { parseKey } from '../protocol/keys';
import type { Variable } from '../golang/code/program';
import type { Field, FieldGroup } from '../protocol/views';
import { newestObjects } from './backwards';
import type { Frame } from './calls';
import type { Page, Sources } from './details';
import { childList, fact, facts, field, linked, list, struct } from './fields';
import { mcacheHits } from '../runtime/mstats';
import { memStatsOf, standingTick } from './recorder';
import { say } from './rows';

type Parsed = NonNullable<ReturnType<typeof parseKey>>;

/** Undefined when the key is none of these, or what it names is not there. */
export function programPage(sources: Sources, { kind, a, b }: Parsed): Page | undefined {
  const { view, calls } = sources;
  switch (kind) {
    case 'session':
      return session(sources);
    case 'goroutines':
      return goroutines(sources);
    case 'g':
      return calls.rowOf(a) === 0 ? undefined : goroutine(sources, a);
    case 'frame': {
      const frame = calls.frames(a)[b];
      return frame === undefined ? undefined : framePage(sources, a, frame);
    }
    case 'globals':
      return globals(sources);
    case 'global':
      return a < view.program.globals.length ? globalPage(sources, a) : undefined;
    case 'sites':
      return sitesPage(sources);
    case 'site':
      return a < view.program.sites.length ? sitePage(sources, a) : undefined;
    case 'event':
      return a < view.rt.trace.count ? eventPage(sources, a) : undefined;
    case 'stop':
      return stopPage(sources, a);
    default:
      return undefined;
  }
}

function session({ name, view, options }: Sources): Page {
  const { rt } = view;
  const stats = memStatsOf(rt);
  return {
    title: say('detail.session', { name }),
    sentence: say('detail.session.sentence', {
      tick: rt.tick,
      live: stats['HeapAlloc']!,
      inUse: stats['HeapInuse']!,
      mallocs: stats['Mallocs']!,
      gcs: stats['NumGC']!,
    }),
    groups: [
      facts('group.levels', [
        fact('fact.mcacheHits', Math.max(0, mcacheHits(rt)), 'count'),
        fact('fact.mcentralLocks', view.counters.mcentralLocks, 'count'),
        fact('fact.mheapLocks', view.counters.mheapLocks, 'count'),
        fact('fact.syscalls', view.counters.mmaps + view.counters.madvises, 'count'),
      ]),
      facts('group.facts', [
        fact('fact.profile', options.profile),
        fact('fact.procs', rt.procs, 'count'),
        options.gogc < 0
          ? fact('fact.gogc', say('fact.off'))
          : fact('fact.gogc', options.gogc, 'count'),
        options.memoryLimit < 0
          ? fact('fact.memoryLimit', say('fact.off'))
          : fact('fact.memoryLimit', options.memoryLimit, 'bytes'),
        fact('fact.seed', options.seed, 'index'),
      ]),
      struct(
        'runtime.MemStats',
        Object.entries(stats).map(([key, value]) => field(key, value)),
      ),
    ],
    lists: [],
  };
}

function goroutines({ calls, rows }: Sources): Page {
  const ids = calls.goroutines();
  return {
    title: say('tree.goroutines'),
    sentence: say('detail.goroutines.sentence', { count: ids.length }),
    groups: [],
    lists: [
      list('list.goroutines', ids.length, (index) => ({
        key: `g:${ids[index]!}`,
        label: rows.facts(`g:${ids[index]!}`).label,
      })),
    ],
  };
}

function goroutine({ view, calls, rows, positions }: Sources, goid: number): Page {
  const { g } = view.rt.sched;
  const row = calls.rowOf(goid);
  const { mem } = view.rt;
  const bytes = g.stackHi[row]! - g.stackLo[row]!;
  const frames = calls.frames(goid);
  const stackSpan = view.placeOf(g.stackLo[row]!)?.span;
  const source = frames.map(({ pc }) => positions.ofPc(pc)).find((at) => at !== undefined);
  const created = positions.ofPc(g.gopc[row]! - 1);
  return {
    title: say('tree.g', { g: goid }),
    sentence: say('detail.g.sentence', { status: rows.status(goid), bytes }),
    groups: [
      struct('g', [
        field('goid', goid, 'index'),
        field('status', rows.status(goid)),
        linked(
          field('stack.lo', mem.addrOf(g.stackLo[row]!), 'address'),
          stackSpan === undefined ? undefined : `span:${stackSpan}`,
        ),
        field('stack.hi', mem.addrOf(g.stackHi[row]!), 'address'),
        field('sp', mem.addrOf(g.sp[row]!), 'address'),
        linked(field('p', g.p[row]!, 'index'), `p:${g.p[row]!}`),
        ...(g.parentGoid[row] === 0 ? [] : [field('parentGoid', g.parentGoid[row]!, 'index')]),
        ...(created === undefined ? [] : [field('gopc', `${created.file}:${created.line}`)]),
      ]),
    ],
    lists: [
      list('list.frames', frames.length, (index) => ({
        key: `frame:${goid}:${index}`,
        label: rows.facts(`frame:${goid}:${index}`).label,
      })),
    ],
    ...(source === undefined ? {} : { source }),
  };
}

function framePage(sources: Sources, goid: number, frame: Frame): Page {
  const { view, positions } = sources;
  const func = view.program.funcs[frame.func]!;
  const { file, line } = view.program.positionOf(frame.pc);
  const source = positions.ofPc(frame.pc);
  const isInScope = ({ fromPc, toPc }: Variable): boolean => frame.pc >= fromPc && frame.pc < toPc;
  const variables = func.variables
    .filter(isInScope)
    .map((variable) => variableField(sources, frame, variable));
  return {
    title: say('tree.frame', { func: func.name, line }),
    sentence: say('detail.frame.sentence', { func: func.name, file, line, g: goid }),
    groups: [
      facts('group.variables', variables),
      facts('group.where', [
        fact('fact.func', func.name),
        fact('fact.address', view.rt.mem.addrOf(frame.fp), 'address'),
        fact('fact.bytes', func.frameBytes, 'bytes'),
        linked(fact('fact.goid', goid, 'index'), `g:${goid}`),
      ]),
    ],
    lists: [],
    ...(source === undefined ? {} : { source }),
  };
}

function variableField(sources: Sources, frame: Frame, variable: Variable): Field {
  const { view, calls, values } = sources;
  const { name, type, home } = variable;
  const off = calls.placeOf(frame, variable);
  if (off === undefined) return field(name, '?');
  const isInHeap = home === 'heap' || home === 'capturedRef';
  const target = isInHeap ? off : calls.pointerIn(type, off);
  return linked(field(name, values.format(type, off)), target > 0 ? view.keyOf(target) : undefined);
}

function globals(sources: Sources): Page {
  return {
    title: say('tree.globals'),
    sentence: say('detail.globals.sentence', { bytes: sources.view.globalBytes }),
    groups: [],
    lists: [childList('list.globals', 'globals', sources)],
  };
}

function globalPage({ view, calls, values, positions }: Sources, number: number): Page {
  const { globals: all, types } = view.program;
  const global = all[number]!;
  const desc = types[global.type]!;
  const address = view.rt.mem.addrOf(global.offset);
  const target = calls.pointerIn(global.type, global.offset);
  const source = positions.of(global.position);
  return {
    title: global.name,
    sentence: say('detail.global.sentence', { type: desc.name, address, bytes: desc.size }),
    groups: [
      facts('group.facts', [
        linked(
          fact('fact.value', values.format(global.type, global.offset)),
          target > 0 ? view.keyOf(target) : undefined,
        ),
        fact('fact.type', desc.name),
        fact('fact.segment', global.segment),
        fact('fact.address', address, 'address'),
        fact('fact.bytes', desc.size, 'bytes'),
      ]),
    ],
    lists: [],
    ...(source === undefined ? {} : { source }),
  };
}

function sitesPage(sources: Sources): Page {
  const { count } = sources.tree.children('sites');
  return {
    title: say('tree.sites'),
    sentence: say('detail.sites.sentence', { count }),
    groups: [],
    lists: [childList('list.sites', 'sites', sources)],
  };
}

function sitePage(sources: Sources, number: number): Page {
  const { view, positions } = sources;
  const site = view.program.sites[number]!;
  const totals = sources.sites.of(number);
  const source = positions.of(site.position);
  const objects = newestObjects(view, [number], 64);
  return {
    title: say('detail.site', { line: site.position.line, what: site.text }),
    sentence:
      site.zone === 'heap' || totals.count > 0
        ? say('detail.site.sentence.heap', { count: totals.count, live: totals.live })
        : say('detail.site.sentence.stack'),
    groups: siteFacts(sources, number),
    lists:
      totals.live === 0
        ? []
        : [
            {
              title: { id: 'list.objects' },
              total: totals.live,
              items: objects.map(({ span, slot }) => ({
                key: `slot:${span}:${slot}` as const,
                label: say('tree.slot.of', { slot, span }),
              })),
            },
          ],
    ...(source === undefined ? {} : { source }),
  };
}

function siteFacts({ view, sites }: Sources, number: number): FieldGroup[] {
  const site = view.program.sites[number]!;
  const totals = sites.of(number);
  const verdict = facts('group.verdict', [
    fact('fact.zone', say(`zone.${site.zone}`)),
    fact('fact.type', site.type),
    fact('fact.kind', site.kind),
    fact('fact.func', site.func),
  ]);
  if (totals.count === 0) return [verdict];
  return [
    verdict,
    facts('group.counters', [
      fact('fact.count', totals.count, 'count'),
      fact('fact.total', totals.bytes, 'bytes'),
      fact('fact.live', totals.live, 'count'),
      fact('fact.requested', totals.size, 'bytes'),
      fact('fact.slotBytes', totals.elemBytes, 'bytes'),
      fact('fact.class', totals.spanClass >> 1, 'index'),
      linked(
        fact('fact.spanClass', totals.spanClass, 'index'),
        totals.spanClass < 2 ? 'large' : `mcentral:${totals.spanClass}`,
      ),
    ]),
  ];
}

function eventPage({ events }: Sources, index: number): Page {
  const row = events.row(index);
  return {
    title: say('detail.event', { index }),
    sentence: row.what,
    groups: [
      facts('group.where', [
        fact('fact.age', row.tick, 'tick'),
        linked(fact('fact.p', row.p, 'index'), `p:${row.p}`),
        linked(fact('fact.goid', row.g, 'index'), `g:${row.g}`),
        ...(row.goFunc === '' ? [] : [fact('fact.func', row.goFunc)]),
      ]),
    ],
    lists: [],
    last: row,
    ...(row.position === undefined ? {} : { source: row.position }),
  };
}

function stopPage({ recorder, view }: Sources, number: number): Page | undefined {
  const stop = recorder.stops[number];
  if (stop === undefined || stop.event >= view.rt.trace.count) return undefined;
  return {
    title: say('detail.stop', { name: stop.name }),
    sentence: say('detail.stop.sentence', { tick: standingTick(stop) }),
    groups: [],
    lists: [],
    ...(stop.position === undefined ? {} : { source: stop.position }),
  };
}
