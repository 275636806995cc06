/** What objects of the heap are called, and what their words are called. */
import type { Key } from '../protocol/keys';
import type { Text } from '../protocol/views';
import { say } from './rows';
import type { Values } from './values';
import type { View } from './view';

/** Words of an object that are looked at for pointers to name. */
const wordsMax = 16_384;

/** {@link ObjectNames.whatOf} of blocks of tiny objects: no span class is as large. */
const tinyBlock = -10_000;

/** A pointer in an object. */
interface Pointer {
  readonly word: number;
  readonly span: number;
  readonly slot: number;
}

export class ObjectNames {
  private readonly siteTypes: string[] = [];

  constructor(
    private readonly view: View,
    private readonly values: Values,
  ) {}

  key(span: number, slot: number): Key {
    return `slot:${span}:${slot}`;
  }

  /**
   * What an object is, as a number: of its type, else of the type that the site which made it
   * speaks of, else -1 - its span class.
   */
  whatOf(span: number, slot: number): number {
    const { view } = this;
    const type = view.objectType(span, slot);
    const { types, sites } = view.program;
    if (types[type] !== undefined) return type;
    if (view.isTiny(span, slot)) return tinyBlock;
    const site = sites[view.siteOf(span, slot)];
    if (site === undefined || site.type === '') return -1 - view.spanClass(span);
    let at = this.siteTypes.indexOf(site.type);
    if (at < 0) at = this.siteTypes.push(site.type) - 1;
    return types.length + at;
  }

  /** The name of {@link whatOf}. */
  nameOf(what: number): Text {
    const { types } = this.view.program;
    if (what >= 0) {
      const name = types[what]?.name ?? this.siteTypes[what - types.length]!;
      if (name.startsWith('struct { F uintptr')) return say('marking.closure');
      return name.startsWith('struct { ctrl uint64; slots') ? say('marking.mapSlots') : name;
    }
    if (what === tinyBlock) return say('marking.tinyBlock');
    const sizeClass = (-1 - what) >> 1;
    if (sizeClass === 0) return say('marking.largeObject');
    return say('marking.someObject', { bytes: this.view.classBytes(sizeClass) });
  }

  /** Its type, or what else is known of it. */
  label(span: number, slot: number): Text {
    return this.nameOf(this.whatOf(span, slot));
  }

  /** Its value, shortened; empty when nothing is known of its type. */
  value(span: number, slot: number): string {
    const { view, values } = this;
    const type = view.objectType(span, slot);
    if (view.program.types[type] === undefined) return '';
    return values.format(type, view.slotOff(span, slot) + view.headerBytes(span));
  }

  /** The field of an object in which a word stands; empty when its type is not known. */
  field(span: number, slot: number, word: number): string {
    const { view, values } = this;
    const type = view.objectType(span, slot);
    if (view.program.types[type] === undefined) return '';
    const several = view.requestedBytes(span, slot) > view.program.types[type]!.size;
    return values.pointerName(type, word * 8 - view.headerBytes(span), several);
  }

  /** Objects that an object points at, at most `limit`. */
  pointers(span: number, slot: number, limit: number): Pointer[] {
    const { view } = this;
    const { mem } = view.rt;
    const off = view.slotOff(span, slot);
    const words = Math.min(wordsMax, view.elemBytes(span) >> 3);
    const found: Pointer[] = [];
    for (let word = 0; word < words && found.length < limit; word++) {
      if (!view.isPointer(span, slot, word)) continue;
      const target = mem.loadPtr(off + word * 8);
      const place = target > 0 ? view.placeOf(target) : undefined;
      if (place === undefined || place.slot < 0 || !view.isAllocated(place.span, place.slot))
        continue;
      found.push({ word, ...place });
    }
    return found;
  }
}
