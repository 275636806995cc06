/**
 * The part of the object graph that is drawn: objects near the roots, or around one of them, and
 * the others by what they are. Arrows to what is not drawn lead to its group.
 */
import type { Key } from '../protocol/keys';
import { parseKey } from '../protocol/keys';
import { markObjectsMax, markRowsMax } from '../protocol/marking';
import type { MarkEdge, MarkGraph, MarkGroup, MarkObject, MarkRoot } from '../protocol/marking';
import type { Params } from '../protocol/protocol';
import { TraceKind, WhyAlloc } from '../runtime/trace';
import type { Sources } from './details';
import type { EventWindow } from './eventWindow';
import type { Area, Tally } from './graphTally';
import type { ObjectGraph } from './objectGraph';
import type { ObjectNames } from './objectNames';
import { say } from './rows';

/** Distances from the roots that are drawn, and objects at one distance. */
const layersMax = 8;
const layerObjectsMax = 18;
/** Unreachable objects that are drawn. */
const unreachableMax = 12;
/** Around an object: steps towards the roots, objects that point at it. */
const backMax = 4;
const holdersMax = 6;
/** Groups by type in one area; the rest is one group. */
const groupsMax = 10;
/** Pointers of one object that are drawn. */
const edgesMax = 48;

interface Place {
  readonly span: number;
  readonly slot: number;
}

const nameOf = ({ span, slot }: Place): Key => `slot:${span}:${slot}`;

/** To be asked when the graph is done. */
export function graphOf(
  sources: Sources,
  { focus, limit }: Params<'marking'>,
  within?: EventWindow,
  then?: Sources,
): MarkGraph {
  return new Picture(sources, within, then).draw(focus, Math.min(limit, markObjectsMax));
}

class Picture {
  private readonly shown = new Map<Key, Place>();
  private readonly groupIds = new Map<string, string>();
  /** First event of the cycle that is marking; events before it are of older ones. */
  private readonly cycleTick: number;

  private readonly graph: ObjectGraph;
  private readonly names: ObjectNames;

  /** `within` is a stretch of the run, `then` the same run where it begins. */
  constructor(
    private readonly sources: Sources,
    private readonly within: EventWindow | undefined,
    private readonly then: Sources | undefined,
  ) {
    this.graph = sources.graph;
    this.names = this.graph.names;
    const { rt } = sources.view;
    const cycle = rt.work.cycles[0]!;
    const begun = sources.recorder.collections.find((one) => one.cycle === cycle);
    this.cycleTick = rt.gcPhase === 0 ? Infinity : (begun?.startTick ?? Infinity);
  }

  draw(focus: Key | undefined, limit: number): MarkGraph {
    const { graph } = this;
    const { tallies } = graph;
    const around = focus === undefined ? undefined : this.placeOfKey(focus);
    if (around === undefined) this.chooseNearRoots(limit);
    else this.chooseAround(around, limit);
    const groups = this.groups();
    const roots = this.roots(around === undefined);
    return {
      counts: tallies.counts,
      objectsTotal: tallies.objects,
      bytesTotal: tallies.bytes,
      reachable: graph.reachable,
      unreachable: tallies.unreachable,
      unreachableBytes: tallies.unreachableBytes,
      roots: roots.slice(0, markRowsMax),
      rootsTotal: roots.length,
      objects: [...this.shown.values()].map((place) => this.object(place)),
      groups,
    };
  }

  private placeOfKey(key: Key): Place | undefined {
    const parsed = parseKey(key);
    if (parsed?.kind !== 'slot') return undefined;
    const place = { span: parsed.a, slot: parsed.b };
    return this.graph.knows(place.span, place.slot) ? place : undefined;
  }

  private show(place: Place): void {
    this.shown.set(nameOf(place), { span: place.span, slot: place.slot });
  }

  private chooseNearRoots(limit: number): void {
    const { graph } = this;
    const inLayer = new Uint32Array(layersMax + 1);
    const room = limit - Math.min(unreachableMax, graph.tallies.unreachable);
    for (let node = 1; node <= graph.reachable && this.shown.size < room; node++) {
      const distance = graph.distance(node);
      if (distance > layersMax) break;
      if (inLayer[distance]!++ < layerObjectsMax) this.show(graph.placeOf(node));
    }
    for (const place of graph.tallies.unreachablePlaces.slice(0, unreachableMax)) this.show(place);
  }

  private chooseAround(place: Place, limit: number): void {
    const { graph, names } = this;
    let node = graph.nodeAt(place.span, place.slot);
    const holders = node === 0 ? [] : graph.holders(node, holdersMax);
    const way: number[] = [];
    for (let steps = 0; steps < backMax && node !== 0; steps++) {
      node = graph.parent(node).node;
      if (node !== 0) way.unshift(node);
    }
    for (const one of [...way, ...holders]) this.show(graph.placeOf(one));
    this.show(place);
    let front: Place[] = [place];
    for (let layer = 0; layer < layersMax && front.length > 0; layer++) {
      const next: Place[] = [];
      for (const from of front) {
        for (const target of names.pointers(from.span, from.slot, edgesMax)) {
          if (this.shown.has(nameOf(target))) continue;
          if (next.length >= layerObjectsMax || this.shown.size >= limit) break;
          this.show(target);
          next.push(target);
        }
      }
      front = next;
    }
  }

  // ---- what is drawn

  private object(place: Place): MarkObject {
    const { graph, names } = this;
    const { view } = this.sources;
    const { span, slot } = place;
    const node = graph.nodeAt(span, slot);
    return {
      key: nameOf(place),
      label: names.label(span, slot),
      address: view.rt.mem.addrOf(view.slotOff(span, slot)),
      bytes: view.elemBytes(span),
      spanClass: view.spanClass(span),
      value: names.value(span, slot),
      colour: graph.tallies.colourOf(span, slot),
      bornBlack: this.isBornBlack(span, slot),
      distance: node === 0 ? 0 : graph.distance(node),
      edges: this.edgesOf(place),
      ...(this.isBorn(place) ? { born: true } : {}),
      ...(this.isMarked(place) ? { marked: true } : {}),
    };
  }

  private isBorn({ span, slot }: Place): boolean {
    const { within } = this;
    const event = this.sources.view.eventOf(span, slot);
    return within !== undefined && event >= within.first && event < within.limit;
  }

  /** Whether the cycle that is marking has marked it, and had not where the stretch begins. */
  private isMarked({ span, slot }: Place): boolean {
    const { view } = this.sources;
    const then = this.then?.view;
    if (then === undefined || view.rt.gcPhase === 0 || !view.isMarked(span, slot)) return false;
    const isSame = then.rt.gcPhase !== 0 && then.rt.work.cycles[0] === view.rt.work.cycles[0];
    return !(isSame && then.isLive(span) && then.isHeap(span) && then.isMarked(span, slot));
  }

  private isBornBlack(span: number, slot: number): boolean {
    const { view } = this.sources;
    const { trace } = view.rt;
    const event = view.eventOf(span, slot);
    if (event < 0 || trace.kind(event) !== TraceKind.alloc) return false;
    return (trace.why(event) & WhyAlloc.black) !== 0 && trace.tick(event) >= this.cycleTick;
  }

  private edgesOf({ span, slot }: Place): MarkEdge[] {
    const edges = new EdgeList();
    for (const pointer of this.names.pointers(span, slot, edgesMax)) {
      const to = this.targetOf(pointer);
      if (to !== undefined && to !== nameOf({ span, slot }))
        edges.add(to, () => this.names.field(span, slot, pointer.word));
    }
    return edges.list();
  }

  /** Key of an object that is drawn, else its group's id. */
  private targetOf(place: Place): string | undefined {
    const key = nameOf(place);
    if (this.shown.has(key)) return key;
    const { graph } = this;
    const node = graph.nodeAt(place.span, place.slot);
    const area: Area = node === 0 ? 'unreachable' : node <= graph.reachable ? 'program' : 'runtime';
    if (area === 'runtime') return this.groupIds.get('runtime');
    const what = graph.names.whatOf(place.span, place.slot);
    return this.groupIds.get(`${area} ${what}`) ?? this.groupIds.get(area);
  }

  private roots(all: boolean): MarkRoot[] {
    const { graph } = this;
    const { rt } = this.sources.view;
    const isOn = rt.gcPhase !== 0;
    const lists = new Map<number, EdgeList>();
    for (let edge = 0; edge < graph.rootEdges; edge++) {
      const { root, number, field } = graph.rootEdge(edge);
      const to = this.targetOf(graph.placeOf(graph.rootTarget(edge)));
      if (to === undefined || (!all && !this.shown.has(to as Key))) continue;
      // What the runtime holds of its own is one arrow.
      const id = root.own || this.shown.has(to as Key) ? number : -1;
      const list = lists.get(id) ?? new EdgeList();
      lists.set(id, list);
      list.add(to, () => field);
    }
    return [...lists].map(([number, edges]): MarkRoot => {
      const root = graph.roots[number];
      const scanned = isOn ? (root?.job ?? 0) < rt.work.markrootNext[0]! : undefined;
      return {
        id: `r${number}`,
        kind: root?.kind ?? 'runtime',
        ...(root?.key === undefined ? {} : { key: root.key }),
        name: root?.name ?? say('marking.runtime'),
        where: root?.where ?? say('marking.ofRuntime'),
        ...(scanned === undefined ? {} : { scanned }),
        edges: edges.list(),
      };
    });
  }

  // ---- what is not drawn

  /** Tallies less what is drawn; in each area the smaller ones together. */
  private groups(): MarkGroup[] {
    const { graph } = this;
    const drawn = new Map<string, Place[]>();
    for (const place of this.shown.values()) {
      const name = this.tallyName(place);
      drawn.set(name, [...(drawn.get(name) ?? []), place]);
    }
    const found: MarkGroup[] = [];
    for (const area of ['program', 'runtime', 'unreachable'] as const) {
      const rest = graph.tallies
        .list()
        .filter((tally) => tally.area === area)
        .map((tally) => this.less(tally, drawn.get(`${area} ${tally.what}`) ?? []))
        .filter(({ count }) => count > 0);
      const single = area === 'runtime' ? 0 : rest.length > groupsMax ? groupsMax - 1 : rest.length;
      for (const tally of rest.slice(0, single)) found.push(this.group(tally));
      if (rest.length > single) found.push(this.together(area, rest.slice(single)));
    }
    return found;
  }

  private tallyName({ span, slot }: Place): string {
    const node = this.graph.nodeAt(span, slot);
    const area = node === 0 ? 'unreachable' : node <= this.graph.reachable ? 'program' : 'runtime';
    return `${area} ${this.graph.names.whatOf(span, slot)}`;
  }

  private less(tally: Tally, drawn: readonly Place[]): Tally {
    const counts = { ...tally.counts };
    let { count, bytes } = tally;
    for (const { span, slot } of drawn) {
      counts[this.graph.tallies.colourOf(span, slot)]--;
      count--;
      bytes -= this.sources.view.elemBytes(span);
    }
    return { ...tally, counts, count, bytes };
  }

  private group(tally: Tally): MarkGroup {
    const { area, what, count, bytes, counts, span, slot } = tally;
    const id = `${area}${what}`;
    this.groupIds.set(`${area} ${what}`, id);
    const label = this.names.nameOf(what);
    return { id, area, label, count, bytes, counts, key: nameOf({ span, slot }) };
  }

  private together(area: Area, rest: readonly Tally[]): MarkGroup {
    this.groupIds.set(area, area);
    const counts = { ...rest[0]!.counts };
    for (const tally of rest.slice(1))
      for (const colour of Object.keys(counts) as (keyof typeof counts)[])
        counts[colour] += tally.counts[colour];
    const { span, slot } = rest[0]!;
    return {
      id: area,
      area,
      label: say(area === 'runtime' ? 'marking.runtimeObjects' : 'marking.otherTypes'),
      count: rest.reduce((sum, one) => sum + one.count, 0),
      bytes: rest.reduce((sum, one) => sum + one.bytes, 0),
      counts,
      key: nameOf({ span, slot }),
    };
  }
}

/** Edges from one place, those to the same one together. */
class EdgeList {
  private readonly edges = new Map<string, { name: string; count: number }>();

  add(to: string, name: () => string): void {
    const known = this.edges.get(to);
    if (known === undefined) this.edges.set(to, { name: name(), count: 1 });
    else known.count++;
  }

  list(): MarkEdge[] {
    return [...this.edges].map(([to, { name, count }]) => ({ to, name, count }));
  }
}
