/** Rows of the tree: what each node is called and what is said behind its name. */
import { parseKey, SpanSetList } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import type { Args, Phrase, PlainStringId, StringId } from '../protocol/strings';
import { PageState, SweepState } from '../protocol/views';
import type { Text, TreeRow } from '../protocol/views';
import { GStatus, waitReasonStrings } from '../runtime/runtime2';
import type { Calls, Frame } from './calls';
import type { SiteTotals } from './sites';
import type { Structures } from './structures';
import type { Tree } from './tree';
import type { View } from './view';

/** What a row says; where it stands is for the tree to know. */
export type RowFacts = Pick<
  TreeRow,
  'kind' | 'label' | 'detail' | 'fill' | 'spanClass' | 'changed'
>;

export function say(id: StringId, args?: Args): Phrase {
  return args === undefined ? { id } : { id, args };
}

export const listNames: Readonly<Record<SpanSetList, PlainStringId>> = {
  [SpanSetList.partialSwept]: 'tree.list.partialSwept',
  [SpanSetList.fullSwept]: 'tree.list.fullSwept',
  [SpanSetList.partialUnswept]: 'tree.list.partialUnswept',
  [SpanSetList.fullUnswept]: 'tree.list.fullUnswept',
};

export const sweepNames: Readonly<Record<SweepState, PlainStringId>> = {
  [SweepState.none]: 'sweep.swept',
  [SweepState.unswept]: 'sweep.unswept',
  [SweepState.sweeping]: 'sweep.sweeping',
  [SweepState.swept]: 'sweep.swept',
  [SweepState.cachedUnswept]: 'sweep.cachedUnswept',
  [SweepState.cachedSwept]: 'sweep.cachedSwept',
};

export const pageStateNames: Readonly<Record<PageState, PlainStringId>> = {
  [PageState.reserved]: 'state.reserved',
  [PageState.released]: 'state.released',
  [PageState.free]: 'state.free',
  [PageState.cached]: 'state.cached',
  [PageState.heap]: 'state.heap',
  [PageState.stack]: 'state.stack',
  [PageState.manual]: 'state.manual',
  [PageState.padding]: 'state.padding',
};

const statusNames: Readonly<Record<number, PlainStringId>> = {
  [GStatus.idle]: 'status.idle',
  [GStatus.runnable]: 'status.runnable',
  [GStatus.running]: 'status.running',
  [GStatus.waiting]: 'status.waiting',
  [GStatus.dead]: 'status.dead',
};

/** With pointers or without. */
export function scanName(spanClass: number): Phrase {
  return say((spanClass & 1) === 1 ? 'tree.noscan' : 'tree.scan');
}

/** Names rows of one state. */
export class RowNames {
  constructor(
    private readonly view: View,
    private readonly calls: Calls,
    private readonly tree: Tree,
    private readonly sites: SiteTotals,
    private readonly structures: Structures,
  ) {}

  /** The row of a key, as a node at this place. */
  row(key: Key, level: number, index: number, siblings: number, isOpen: boolean): TreeRow {
    const { detail, ...facts } = this.facts(key);
    const hasChildren = this.tree.children(key).count > 0;
    return {
      key,
      ...facts,
      ...(detail === undefined ? {} : { detail }),
      level,
      setSize: siblings,
      posInSet: index + 1,
      ...(hasChildren ? { expanded: isOpen } : {}),
    };
  }

  facts(key: Key): RowFacts {
    const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: 0, b: 0 };
    const { view } = this;
    switch (kind) {
      case 'goroutines':
        return this.group('tree.goroutines', this.calls.goroutines().length);
      case 'ps':
        return this.group('tree.ps', view.rt.procs);
      case 'mheap':
        return { kind: 'heap', label: say('tree.mheap'), detail: this.spanCount() };
      case 'globals':
      case 'sites':
        return this.group(`tree.${kind}`, this.tree.children(key).count);
      case 'g':
        return this.goroutine(a);
      case 'frame':
        return this.frame(this.calls.frames(a)[b]);
      case 'p':
        return this.p(a);
      default: {
        const own = this.structures.row({ kind, a, b }, this.tree.children(key).count);
        return own ?? this.thing(key, kind, a, b);
      }
    }
  }

  /** Things of the heap and of the program. */
  private thing(key: Key, kind: string, a: number, b: number): RowFacts {
    switch (kind) {
      case 'pages':
        return this.pages(a, b);
      case 'span':
        return this.span(a);
      case 'slot':
        return this.slot(a, b);
      case 'global':
        return this.global(a);
      case 'site':
        return this.site(a);
      default:
        return { kind: 'group', label: key };
    }
  }

  private group(id: PlainStringId, count: number): RowFacts {
    return { kind: 'group', label: say(id), detail: say('tree.count', { count }) };
  }

  private spanCount(): Text {
    return say('tree.spansCount', { count: this.view.spanCount });
  }

  /** Runnable, waiting and for what, … */
  status(goid: number): string | Phrase {
    const { g } = this.view.rt.sched;
    const row = this.calls.rowOf(goid);
    const status = g.status[row]!;
    const reason = waitReasonStrings[g.waitreason[row]!] ?? '';
    return status === GStatus.waiting && reason !== ''
      ? reason
      : say(statusNames[status] ?? 'status.idle');
  }

  private goroutine(goid: number): RowFacts {
    const { g } = this.view.rt.sched;
    const row = this.calls.rowOf(goid);
    const isRunning = g.status[row] === GStatus.running;
    const func = this.view.program.funcs[g.startfn[row]!]?.name;
    const status = this.status(goid);
    return {
      kind: 'g',
      label:
        func === undefined ? say('tree.g', { g: goid }) : say('tree.g.func', { g: goid, func }),
      detail: isRunning ? say('tree.g.on', { status, p: g.p[row]! }) : status,
    };
  }

  private frame(frame: Frame | undefined): RowFacts {
    if (frame === undefined) return { kind: 'frame', label: '' };
    const { funcs } = this.view.program;
    const { line } = this.view.program.positionOf(frame.pc);
    return { kind: 'frame', label: say('tree.frame', { func: funcs[frame.func]!.name, line }) };
  }

  private p(p: number): RowFacts {
    const { curg } = this.view.rt.sched.p;
    const row = curg[p]!;
    return {
      kind: 'p',
      label: say('tree.p', { p }),
      detail:
        row === 0 ? say('tree.p.idle') : say('tree.p.runs', { g: this.view.rt.sched.g.goid[row]! }),
    };
  }

  private pages(first: number, count: number): RowFacts {
    const state = this.view.bareState(this.view.enginePage(first));
    const id: StringId =
      state === PageState.released
        ? 'tree.releasedRun'
        : state === PageState.cached
          ? 'tree.cachedRun'
          : 'tree.freeRun';
    return { kind: 'pages', label: say(id, { count }) };
  }

  private span(span: number): RowFacts {
    const bytes = this.view.npages(span) * 8192;
    const label = say('tree.span', { span });
    const state = this.view.spanState(span);
    if (state === PageState.stack)
      return { kind: 'span', label, detail: say('tree.span.stack', { bytes }) };
    if (state !== PageState.heap)
      return { kind: 'span', label, detail: say('tree.span.manual', { bytes }) };
    const spanClass = this.view.spanClass(span);
    const count = this.view.nelems(span);
    const used = this.view.used(span);
    return {
      kind: 'span',
      label,
      detail:
        spanClass < 2
          ? say('tree.span.large', { bytes })
          : say('tree.span.small', { size: this.view.elemBytes(span), used, count }),
      fill: used / Math.max(1, count),
      spanClass,
      changed: this.view.isSpanFresh(span),
    };
  }

  private slot(span: number, slot: number): RowFacts {
    const { view } = this;
    const label = say('tree.slot', { slot });
    if (!view.isAllocated(span, slot))
      return { kind: 'freeSlot', label, detail: say('tree.slot.free') };
    const fresh = view.eventOf(span, slot) >= view.before.event;
    return {
      kind: 'object',
      label,
      detail: this.object(span, slot),
      spanClass: view.spanClass(span),
      ...(fresh ? { changed: true } : {}),
    };
  }

  /** What is known of the object in a slot. */
  object(span: number, slot: number): Phrase {
    const { view } = this;
    if (view.isUnsweptGarbage(span, slot)) return say('tree.slot.dead');
    const site = view.program.sites[view.siteOf(span, slot)];
    if (view.isTiny(span, slot)) return say('tree.slot.tiny');
    if (site === undefined || !site.user) return say('tree.slot.unknown');
    return say('tree.slot.object', { type: site.type, line: site.position.line });
  }

  private global(global: number): RowFacts {
    const { globals, types } = this.view.program;
    const { name, type } = globals[global]!;
    const desc = types[type]!;
    return {
      kind: 'variable',
      label: name,
      detail: say('tree.global', { type: desc.name, bytes: desc.size }),
    };
  }

  private site(number: number): RowFacts {
    const site = this.view.program.sites[number]!;
    const { count, size, live } = this.sites.of(number);
    const detail =
      count > 0
        ? say('tree.site.detail', { count, size, live })
        : say(site.zone === 'heap' ? 'tree.site.none' : 'tree.site.stack');
    return {
      kind: 'site',
      label: say('tree.site', { line: site.position.line, what: site.text }),
      detail,
    };
  }
}
