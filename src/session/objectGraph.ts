/**
 * All objects of the heap as a graph: what the roots lead to, in the order of their distance, with
 * every pointer as an edge, and what nothing leads to. It is found in portions, so that a large
 * heap holds nobody up; one graph belongs to one moment of the run.
 *
 * Nodes are numbered as they are found: 0 stands for the roots together, then come the objects
 * that roots of the program lead to, then those that only the library's and the runtime's do.
 */
import type { Off } from '../runtime/memory';
import type { Calls } from './calls';
import { Dominators } from './dominators';
import { Tallies } from './graphTally';
import { ObjectNames } from './objectNames';
import { rootsOf } from './roots';
import type { Root } from './roots';
import type { Values } from './values';
import type { View } from './view';

const enum Stage {
  spans = 0,
  roots = 1,
  program = 2,
  runtime = 3,
  tally = 4,
  done = 5,
}

/** What is asked to find it. */
interface GraphSources {
  readonly view: View;
  readonly calls: Calls;
  readonly values: Values;
}

/** A column that grows. */
class Growing {
  private data = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) {
      const bigger = new Int32Array(this.length * 2);
      bigger.set(this.data);
      this.data = bigger;
    }
    this.data[this.length++] = value;
  }

  /** Room for so many values, before there is any: then nothing has to be copied later. */
  reserve(count: number): void {
    this.data = new Int32Array(Math.max(this.data.length, count));
  }

  at(index: number): number {
    return this.data[index]!;
  }

  /** What is there, without a copy. */
  get values(): Int32Array {
    return this.data.subarray(0, this.length);
  }
}

export class ObjectGraph {
  roots: readonly Root[] = [];
  /** Objects that roots of the program lead to: nodes 1 to this. */
  reachable = 0;
  readonly tallies: Tallies;
  readonly names: ObjectNames;
  private stage = Stage.spans;
  /** The page up to which spans are known. */
  private page = 0;
  /** By span: where its slots begin in `nodeOf`, -1 for what is no span of objects. */
  private firstSlot = new Int32Array(0);
  /** Node of each slot, 0 for none. */
  private nodeOf = new Int32Array(0);
  private readonly spans: number[] = [];
  private slots = 0;
  // By node.
  private readonly span = new Growing();
  private readonly slot = new Growing();
  private readonly distances = new Growing();
  private readonly parents = new Growing();
  /** The word of the parent by which a node was found first; of the roots, the edge. */
  private readonly parentWords = new Growing();
  /** By node from 1 on: its first edge. */
  private readonly starts = new Growing();
  // By edge.
  private readonly to = new Growing();
  /** Edges of the roots: where they lead, which root and which of its pointers. */
  private readonly rootTo = new Growing();
  private readonly rootNumber = new Growing();
  private readonly rootPointer = new Growing();
  private current = 1;
  private currentWord = 0;
  private tallied = 0;
  private dominance: Dominators | undefined;

  constructor(private readonly sources: GraphSources) {
    this.names = new ObjectNames(sources.view, sources.values);
    this.tallies = new Tallies(sources.view, this.names);
  }

  get done(): boolean {
    return this.stage === Stage.done;
  }

  /** How far it is, against what would have to be done if every slot held an object. */
  get progress(): { done: number; total: number } {
    const total = Math.max(1, this.slots * 2);
    return { done: Math.min(total, this.current - 1 + this.tallied), total };
  }

  /** Objects and the node of the roots. */
  get nodes(): number {
    return this.span.length;
  }

  /** Works on about `units` words or objects; true when all is done. */
  work(units: number): boolean {
    for (let left = units; left > 0 && !this.done;) left -= Math.max(1, this.portion(left));
    return this.done;
  }

  /** Numbers the slots of the next spans. */
  private number(units: number): number {
    const { view } = this.sources;
    if (this.page === 0) this.firstSlot = new Int32Array(view.spanLimit).fill(-1);
    let spent = 0;
    for (; spent < units && this.page < view.mappedPages; spent++) {
      const span = view.spanAt(this.page);
      this.page = span === 0 ? this.page + 1 : view.startPage(span) + view.npages(span);
      if (!view.isHeap(span)) continue;
      this.firstSlot[span] = this.slots;
      this.slots += view.nelems(span);
      this.spans.push(span);
    }
    if (this.page >= view.mappedPages) {
      this.nodeOf = new Int32Array(this.slots);
      // All of these would grow at the same node.
      for (const column of [this.span, this.slot, this.distances, this.parents, this.parentWords])
        column.reserve(this.slots + 1);
      this.starts.reserve(this.slots + 2);
      this.stage = Stage.roots;
    }
    return spent;
  }

  private begin(): void {
    this.roots = rootsOf(this.sources);
    this.addNode(0, 0, 0, 0, 0);
    this.starts.push(0);
    this.seed(true);
    this.stage = Stage.program;
  }

  /** Edges from the roots of the program, or from the others. */
  private seed(own: boolean): void {
    this.roots.forEach((root, number) => {
      if (root.own !== own) return;
      root.pointers.forEach(({ target }, pointer) => {
        const node = this.find(target, 0, this.rootTo.length);
        if (node === 0) return;
        this.rootTo.push(node);
        this.rootNumber.push(number);
        this.rootPointer.push(pointer);
      });
    });
  }

  private addNode(span: number, slot: number, distance: number, from: number, word: number): void {
    this.span.push(span);
    this.slot.push(slot);
    this.distances.push(distance);
    this.parents.push(from);
    this.parentWords.push(word);
  }

  /** The node of the object that an offset lies in, a new one if need be; 0 where none is. */
  private find(off: Off, from: number, word: number): number {
    if (off <= 0) return 0;
    const { view } = this.sources;
    const place = view.placeOf(off);
    if (place === undefined || place.slot < 0) return 0;
    const { span, slot } = place;
    if (this.firstSlot[span]! < 0 || slot >= view.nelems(span)) return 0;
    const at = this.firstSlot[span]! + slot;
    if (this.nodeOf[at] !== 0) return this.nodeOf[at]!;
    if (!view.isAllocated(span, slot)) return 0;
    const node = this.nodes;
    this.nodeOf[at] = node;
    this.addNode(span, slot, this.distances.at(from) + 1, from, word);
    return node;
  }

  private portion(units: number): number {
    if (this.stage === Stage.spans) return this.number(units);
    if (this.stage === Stage.tally) return this.tally(units);
    if (this.current < this.nodes) return this.follow(units);
    if (this.stage === Stage.roots) this.begin();
    else if (this.stage === Stage.program) {
      this.reachable = this.nodes - 1;
      this.seed(false);
      this.stage = Stage.runtime;
    } else {
      this.starts.push(this.to.length);
      this.stage = Stage.tally;
    }
    return 1;
  }

  /** Goes on with the pointers of the current object. */
  private follow(units: number): number {
    const { view } = this.sources;
    const { mem } = view.rt;
    const node = this.current;
    const span = this.span.at(node);
    const slot = this.slot.at(node);
    if (this.currentWord === 0) this.starts.push(this.to.length);
    const words = view.isNoscan(span, slot) ? 0 : view.elemBytes(span) >> 3;
    const limit = Math.min(words, this.currentWord + units);
    const off = view.slotOff(span, slot);
    const spent = limit - this.currentWord;
    for (let word = this.currentWord; word < limit; word++) {
      if (!view.isPointer(span, slot, word)) continue;
      const target = mem.loadPtr(off + word * 8);
      const found = target > 0 ? this.find(target, node, word) : 0;
      if (found !== 0) this.to.push(found);
    }
    this.currentWord = limit;
    if (limit >= words) {
      this.current++;
      this.currentWord = 0;
    }
    return spent;
  }

  /** Counts the objects of the next spans. */
  private tally(units: number): number {
    const { view } = this.sources;
    let spent = 0;
    while (spent < units && this.spans.length > 0) {
      const span = this.spans.pop()!;
      const nelems = view.nelems(span);
      const first = this.firstSlot[span]!;
      this.tallies.countSpan(span, (slot) => {
        const node = this.nodeOf[first + slot]!;
        if (node === 0) return 'unreachable';
        return node <= this.reachable ? 'program' : 'runtime';
      });
      this.tallied += nelems;
      spent += nelems;
    }
    if (this.spans.length === 0) this.stage = Stage.done;
    return spent;
  }

  // ---- answers, once it is done

  /** The node of an object, 0 when no root leads to it. */
  nodeAt(span: number, slot: number): number {
    const first = this.firstSlot[span] ?? -1;
    return first < 0 ? 0 : (this.nodeOf[first + slot] ?? 0);
  }

  /** Whether a slot can be asked for at all. */
  knows(span: number, slot: number): boolean {
    const { view } = this.sources;
    return (this.firstSlot[span] ?? -1) >= 0 && view.isAllocated(span, slot);
  }

  placeOf(node: number): { span: number; slot: number } {
    return { span: this.span.at(node), slot: this.slot.at(node) };
  }

  bytesOf(node: number): number {
    return node === 0 ? 0 : this.sources.view.elemBytes(this.span.at(node));
  }

  distance(node: number): number {
    return this.distances.at(node);
  }

  /** The object or the root by which a node was found first: on a shortest way. */
  parent(node: number): { node: number; word: number } {
    return { node: this.parents.at(node), word: this.parentWords.at(node) };
  }

  /** Root and pointer in it behind an edge of the roots. */
  rootEdge(edge: number): { root: Root; number: number; field: string } {
    const number = this.rootNumber.at(edge);
    const root = this.roots[number]!;
    return { root, number, field: root.pointers[this.rootPointer.at(edge)]!.field };
  }

  get rootEdges(): number {
    return this.rootTo.length;
  }

  /** Where an edge of the roots leads. */
  rootTarget(edge: number): number {
    return this.rootTo.at(edge);
  }

  /** Objects that point at one, at most `limit` of them. */
  holders(node: number, limit: number): number[] {
    const found = new Set<number>();
    const to = this.to.values;
    for (let edge = to.indexOf(node); edge >= 0 && found.size < limit;) {
      const from = this.ownerOf(edge);
      if (from !== node) found.add(from);
      edge = to.indexOf(node, edge + 1);
    }
    return [...found];
  }

  /** The node that an edge begins at: the last one whose edges begin there or before. */
  private ownerOf(edge: number): number {
    let low = 1;
    let high = this.nodes - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts.at(middle) <= edge) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Dominators of everything that roots lead to. */
  get dominators(): Dominators {
    this.dominance ??= new Dominators(
      {
        nodes: this.nodes,
        roots: this.rootTo.values,
        starts: this.starts.values,
        to: this.to.values,
      },
      (node) => this.bytesOf(node),
    );
    return this.dominance;
  }
}
