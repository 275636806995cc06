/**
 * Lays out the static segment: text addresses, read-only data, and variables in the order of Go's
 * linker, those without pointers apart, since the collector does not look at them.
 */
import { alignUp } from '../layout/layout';
import type { Data } from './object';

/** Address of the segment's first byte, and offset of the first function's text address. */
export const staticBase = 0x400000;
const textStart = 0x1000;

/** Bytes a function takes in the text, and a type's record. */
const textBytes = 16;
export const typeBytes = 64;

const pageBytes = 8192;

export function textOffset(func: number): number {
  return textStart + textBytes * func;
}

interface Placed {
  readonly data: Data;
  readonly offset: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Layout {
  readonly at: ReadonlyMap<Data, number>;
  readonly placed: readonly Placed[];
  readonly rodata: Range;
  readonly noptrdata: Range;
  readonly data: Range;
  readonly bss: Range;
  readonly noptrbss: Range;
  readonly size: number;
}

/** Places data; the first `reserved` bytes behind the text are taken. */
export function layOut(all: readonly Data[], funcs: number, reserved: number): Layout {
  const at = new Map<Data, number>();
  const placed: Placed[] = [];
  const byKey = new Map<string, number>();
  let end = alignUp(textOffset(funcs), 64);
  const rodataStart = end;
  end += reserved;
  const place = (segment: Data['segment'], pointers?: boolean): Range => {
    const start = end;
    for (const data of all) {
      if (data.segment !== segment) continue;
      if (pointers !== undefined && data.pointers.length > 0 !== pointers) continue;
      const same = data.key === '' ? undefined : byKey.get(data.key);
      if (same !== undefined) {
        at.set(data, same);
        continue;
      }
      const offset = alignUp(end, Math.max(1, data.align));
      // Objects without size have an address of their own all the same.
      end = offset + Math.max(1, data.size);
      at.set(data, offset);
      placed.push({ data, offset });
      if (data.key !== '') byKey.set(data.key, offset);
    }
    return { start, end };
  };
  place('rodata');
  const rodata = { start: rodataStart, end };
  end = alignUp(end, pageBytes);
  const noptrdata = place('data', false);
  end = alignUp(end, 64);
  const data = place('data', true);
  end = alignUp(end, 64);
  const bss = place('bss', true);
  end = alignUp(end, 64);
  const noptrbss = place('bss', false);
  return { at, placed, rodata, noptrdata, data, bss, noptrbss, size: alignUp(end, pageBytes) };
}
