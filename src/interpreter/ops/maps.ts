/** Operations on maps. */
import { absent } from '../../golang/code/opcodes';
import type { Off } from '../../runtime/memory';
import {
  makemap,
  mapaccess,
  mapassign,
  mapclear,
  mapdelete,
  mapiterinit,
  mapiternext,
  maplen,
} from '../../runtime/map';
import type { Machine } from '../machine';
import { raiseFault } from '../raise';
import { int } from './memory';
import { storeInt } from './slices';

function hintOf(m: Machine, k: number): number {
  const operand = m.code[m.pc + k]!;
  return operand === absent ? 0 : Math.max(0, int(m, m.w + operand));
}

/** MAKEMAP: d T hint S */
export function makeMap(m: Machine): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 4]!;
  const map = makemap(rt, code[pc + 2]!, hintOf(m, 3), 0);
  rt.mem.storePtr((w + code[pc + 1]!) << 2, map);
  m.pc += 5;
}

const mapBytes = 48;
const emptyGroup = -0x7f7f7f80;

/** MAKEMAPSTK: d T hint #header #group S */
export function makeMapStack(m: Machine): void {
  const { code, pc, w, rt } = m;
  const { mem } = rt;
  const type = code[pc + 2]!;
  const hint = hintOf(m, 3);
  const header = (w << 2) + code[pc + 4]!;
  mem.zero(header, mapBytes);
  rt.site = code[pc + 6]!;
  if (hint <= 8) {
    const group = (w << 2) + code[pc + 5]!;
    mem.zero(group, rt.types[type]!.map!.groupSize);
    mem.i32[group >> 2] = emptyGroup;
    mem.i32[(group >> 2) + 1] = emptyGroup;
    mem.storePtr(header + dirPtr, group);
  }
  makemap(rt, type, hint, header);
  mem.storePtr((w + code[pc + 1]!) << 2, header);
  m.pc += 7;
}

/** Offset of Map.dirPtr. */
const dirPtr = 16;

/** Offset of a map register's target. */
function mapAt(m: Machine, k: number): Off {
  return m.rt.mem.loadPtr((m.w + m.code[m.pc + k]!) << 2);
}

/** MAPGET: p T m k; MAPGETOK: p ok T m k */
export function mapGet(m: Machine, withOk: number): void {
  const { code, pc, w, rt } = m;
  const at = pc + withOk;
  const key = (w + code[at + 4]!) << 2;
  const found = mapaccess(rt, code[at + 2]!, mapAt(m, 3 + withOk), key);
  if (raiseFault(m, found)) return;
  rt.mem.storePtr((w + code[pc + 1]!) << 2, found === 0 ? rt.statics.zeroVal : found);
  if (withOk === 1) rt.mem.i32[w + code[pc + 2]!] = found === 0 ? 0 : 1;
  m.pc += 5 + withOk;
}

/** MAPASSIGN: p T m k S */
export function mapAssign(m: Machine): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 5]!;
  const place = mapassign(rt, code[pc + 2]!, mapAt(m, 3), (w + code[pc + 4]!) << 2);
  if (raiseFault(m, place)) return;
  rt.mem.storePtr((w + code[pc + 1]!) << 2, place);
  m.pc += 6;
}

/** MAPDELETE: T m k */
export function mapDelete(m: Machine): void {
  const { code, pc, w, rt } = m;
  const done = mapdelete(rt, code[pc + 1]!, mapAt(m, 2), (w + code[pc + 3]!) << 2);
  if (!raiseFault(m, done)) m.pc += 4;
}

/** MAPCLEAR: T m */
export function mapClear(m: Machine): void {
  mapclear(m.rt, m.code[m.pc + 1]!, mapAt(m, 2));
  m.pc += 3;
}

/** MAPLEN: d m */
export function mapLen(m: Machine): void {
  storeInt(m, m.w + m.code[m.pc + 1]!, maplen(m.rt, mapAt(m, 2)));
  m.pc += 3;
}

/** MAPITER: it T m */
export function mapIter(m: Machine): void {
  const { code, pc, w, rt } = m;
  const it = (w + code[pc + 1]!) << 2;
  mapiterinit(rt, code[pc + 2]!, mapAt(m, 3), it);
  m.pc += 4;
}

/** MAPNEXT: pk pe it T →t */
export function mapNext(m: Machine): void {
  const { code, pc, w, rt } = m;
  const it = w + code[pc + 3]!;
  if (!mapiternext(rt, code[pc + 4]!, it << 2)) {
    m.pc = code[pc + 5]!;
    return;
  }
  const { i32 } = rt.mem;
  const pk = code[pc + 1]!;
  const pe = code[pc + 2]!;
  if (pk !== absent) i32.copyWithin(w + pk, it, it + 2);
  if (pe !== absent) i32.copyWithin(w + pe, it + 2, it + 4);
  m.pc += 6;
}
