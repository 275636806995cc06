/**
 * The dispatch loop: fetches operations and executes those that are frequent and cannot do more
 * than touch memory. Everything else, and every case that is not the ordinary one (a nil pointer,
 * an index out of range, a full stack, a write barrier), leaves the switch for {@link slow}, which
 * decodes the instruction again and does all of it.
 *
 * Registers are locals: `pc` program counter, `w` frame pointer in words, `fn` function. The inner
 * loop calls nothing: then the engine knows that the views of the memory stay what they are, and
 * checks each of them once.
 *
 * LONG: one switch, so that the engine keeps registers in registers. Its code stays below the size
 * (60 kB of bytecode) up to which V8 optimises a function.
 */
import { absent, Op } from '../golang/code/opcodes';
import { Leave } from './leave';
import type { Machine } from './machine';
import { slow } from './slow';

/** What an instruction that the loop cannot execute adds to `rt.effort`. */
const slowEffort = 10;

/**
 * Executes instructions until tick `until`, until `m.mostEffort` is reached, or until
 * {@link Machine.leave} is set. `code` is the program, possibly with stops in it.
 */
export function execute(m: Machine, code: Int32Array, until: number): void {
  const { rt } = m;
  const { turnEnd } = rt.sched.sched;
  let end = until;
  while (rt.tick < end) {
    fast(m, code, end);
    if (m.leave === Leave.slow) {
      m.leave = Leave.no;
      slow(m);
      rt.tick += 1;
      rt.effort += slowEffort;
      if (rt.effort >= m.mostEffort) return;
      // Somebody was woken and is to begin before the end that was set.
      if (turnEnd[0]! < end) end = turnEnd[0]!;
    }
    if (m.leave !== Leave.no) return;
  }
}

/** Executes instructions until tick `end`, or up to one that it cannot execute. */
// LONG: see the head of the file.
function fast(m: Machine, code: Int32Array, end: number): void {
  const { rt, entry, localWords, frameWords, outWords, siteType, siteFunc, isInterface } = m;
  const { mem } = rt;
  const { heapShift, staticShift } = mem;
  const { heapLow, heapHigh, typeBase, textBase, typeBytes, elemBytes, hasPointers } = m;
  const { i32, u8, u16, f32, f64, dirty, size } = mem;
  const { low, high } = m;
  let { pc, w, fn } = m;
  const barrier = rt.writeBarrierEnabled;
  let left = (end - rt.tick) | 0;
  // HOT
  while (left-- > 0) {
    switch (code[pc]!) {
      case Op.MOV1: {
        i32[w + code[pc + 1]!] = i32[w + code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case Op.MOV2: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const lo = i32[x]!;
        i32[d + 1] = i32[x + 1]!;
        i32[d] = lo;
        pc += 3;
        continue;
      }
      case Op.MOV4: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const a = i32[x]!;
        const b = i32[x + 1]!;
        const c = i32[x + 2]!;
        i32[d + 3] = i32[x + 3]!;
        i32[d + 2] = c;
        i32[d + 1] = b;
        i32[d] = a;
        pc += 3;
        continue;
      }
      case Op.MOV6: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const a = i32[x]!;
        const b = i32[x + 1]!;
        const c = i32[x + 2]!;
        const e = i32[x + 3]!;
        const f = i32[x + 4]!;
        i32[d + 5] = i32[x + 5]!;
        i32[d + 4] = f;
        i32[d + 3] = e;
        i32[d + 2] = c;
        i32[d + 1] = b;
        i32[d] = a;
        pc += 3;
        continue;
      }
      case Op.MOVN: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const n = code[pc + 3]!;
        if (d <= x) for (let k = 0; k < n; k++) i32[d + k] = i32[x + k]!;
        else for (let k = n - 1; k >= 0; k--) i32[d + k] = i32[x + k]!;
        pc += 4;
        continue;
      }
      case Op.LDC1: {
        i32[w + code[pc + 1]!] = code[pc + 2]!;
        pc += 3;
        continue;
      }
      case Op.LDC2: {
        const d = w + code[pc + 1]!;
        i32[d] = code[pc + 2]!;
        i32[d + 1] = code[pc + 3]!;
        pc += 4;
        continue;
      }
      case Op.ZERON: {
        const d = w + code[pc + 1]!;
        const end = d + code[pc + 2]!;
        for (let k = d; k < end; k++) i32[k] = 0;
        pc += 3;
        continue;
      }
      case Op.LEA: {
        const d = w + code[pc + 1]!;
        const lo = ((w << 2) + code[pc + 2]! - heapShift) | 0;
        i32[d] = lo;
        i32[d + 1] = lo >>> 0 < heapLow ? heapHigh + 1 : heapHigh;
        pc += 3;
        continue;
      }
      case Op.LDL8S: {
        i32[w + code[pc + 1]!] = (u8[(w << 2) + code[pc + 2]!]! << 24) >> 24;
        pc += 3;
        continue;
      }
      case Op.LDL8U: {
        i32[w + code[pc + 1]!] = u8[(w << 2) + code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case Op.LDL16S: {
        i32[w + code[pc + 1]!] = (u16[((w << 2) + code[pc + 2]!) >> 1]! << 16) >> 16;
        pc += 3;
        continue;
      }
      case Op.LDL16U: {
        i32[w + code[pc + 1]!] = u16[((w << 2) + code[pc + 2]!) >> 1]!;
        pc += 3;
        continue;
      }
      case Op.STL8: {
        u8[(w << 2) + code[pc + 1]!] = i32[w + code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case Op.STL16: {
        u16[((w << 2) + code[pc + 1]!) >> 1] = i32[w + code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case Op.ADD64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const lo = (a + i32[y]!) | 0;
        i32[d + 1] = (i32[x + 1]! + i32[y + 1]! + (lo >>> 0 < a >>> 0 ? 1 : 0)) | 0;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.SUB64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        i32[d + 1] = (i32[x + 1]! - i32[y + 1]! - (a >>> 0 < b >>> 0 ? 1 : 0)) | 0;
        i32[d] = (a - b) | 0;
        pc += 4;
        continue;
      }
      case Op.MUL64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        const a0 = a & 0xffff;
        const a1 = a >>> 16;
        const b0 = b & 0xffff;
        const b1 = b >>> 16;
        const t = (Math.imul(a1, b0) >>> 0) + (Math.imul(a0, b0) >>> 16);
        const u = (Math.imul(a0, b1) >>> 0) + (t & 0xffff);
        const hi = Math.imul(a, i32[y + 1]!) + Math.imul(i32[x + 1]!, b);
        i32[d + 1] = (hi + Math.imul(a1, b1) + (t >>> 16) + (u >>> 16)) | 0;
        i32[d] = Math.imul(a, b);
        pc += 4;
        continue;
      }
      case Op.DIVI64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        if (i32[x + 1] === a >> 31 && i32[y + 1] === b >> 31 && b > 0) {
          const q = (a / b) | 0;
          i32[d] = q;
          i32[d + 1] = q >> 31;
          pc += 4;
          continue;
        }
        break;
      }
      case Op.MODI64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        if (i32[x + 1] === a >> 31 && i32[y + 1] === b >> 31 && b > 0) {
          const q = (a % b) | 0;
          i32[d] = q;
          i32[d + 1] = q >> 31;
          pc += 4;
          continue;
        }
        break;
      }
      case Op.DIVU64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        if ((i32[x + 1]! | i32[y + 1]!) === 0 && b !== 0) {
          i32[d] = ((a >>> 0) / (b >>> 0)) | 0;
          i32[d + 1] = 0;
          pc += 4;
          continue;
        }
        break;
      }
      case Op.MODU64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const b = i32[y]!;
        if ((i32[x + 1]! | i32[y + 1]!) === 0 && b !== 0) {
          i32[d] = ((a >>> 0) % (b >>> 0)) | 0;
          i32[d + 1] = 0;
          pc += 4;
          continue;
        }
        break;
      }
      case Op.AND64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const lo = i32[x]! & i32[y]!;
        i32[d + 1] = i32[x + 1]! & i32[y + 1]!;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.OR64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const lo = i32[x]! | i32[y]!;
        i32[d + 1] = i32[x + 1]! | i32[y + 1]!;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.XOR64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const lo = i32[x]! ^ i32[y]!;
        i32[d + 1] = i32[x + 1]! ^ i32[y + 1]!;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.ANDN64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const lo = i32[x]! & ~i32[y]!;
        i32[d + 1] = i32[x + 1]! & ~i32[y + 1]!;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.SHL64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const n = i32[y]!;
        const lo = i32[x]!;
        const hi = i32[x + 1]!;
        if (i32[y + 1] !== 0 || n >>> 0 >= 64) {
          i32[d] = 0;
          i32[d + 1] = 0;
        } else if (n >= 32) {
          i32[d] = 0;
          i32[d + 1] = lo << n;
        } else {
          i32[d] = lo << n;
          i32[d + 1] = (hi << n) | ((lo >>> 1) >>> (31 - n));
        }
        pc += 4;
        continue;
      }
      case Op.SHRI64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const n = i32[y]!;
        const lo = i32[x]!;
        const hi = i32[x + 1]!;
        if (i32[y + 1] !== 0 || n >>> 0 >= 64) {
          i32[d] = hi >> 31;
          i32[d + 1] = hi >> 31;
        } else if (n >= 32) {
          i32[d] = hi >> n;
          i32[d + 1] = hi >> 31;
        } else {
          i32[d] = (lo >>> n) | ((hi << 1) << (31 - n));
          i32[d + 1] = hi >> n;
        }
        pc += 4;
        continue;
      }
      case Op.SHRU64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const n = i32[y]!;
        const lo = i32[x]!;
        const hi = i32[x + 1]!;
        if (i32[y + 1] !== 0 || n >>> 0 >= 64) {
          i32[d] = 0;
          i32[d + 1] = 0;
        } else if (n >= 32) {
          i32[d] = hi >>> n;
          i32[d + 1] = 0;
        } else {
          i32[d] = (lo >>> n) | ((hi << 1) << (31 - n));
          i32[d + 1] = hi >>> n;
        }
        pc += 4;
        continue;
      }
      case Op.ADDI64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const n = code[pc + 3]!;
        const a = i32[x]!;
        const lo = (a + n) | 0;
        i32[d + 1] = (i32[x + 1]! + (n >> 31) + (lo >>> 0 < a >>> 0 ? 1 : 0)) | 0;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.NEG64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const lo = i32[x]!;
        i32[d + 1] = (~i32[x + 1]! + (lo === 0 ? 1 : 0)) | 0;
        i32[d] = -lo;
        pc += 3;
        continue;
      }
      case Op.NOT64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const lo = ~i32[x]!;
        i32[d + 1] = ~i32[x + 1]!;
        i32[d] = lo;
        pc += 3;
        continue;
      }
      case Op.ADD32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = (a + b) | 0;
        pc += 4;
        continue;
      }
      case Op.SUB32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = (a - b) | 0;
        pc += 4;
        continue;
      }
      case Op.MUL32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = Math.imul(a, b);
        pc += 4;
        continue;
      }
      case Op.DIVI32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        if (b === 0) break;
        i32[w + code[pc + 1]!] = (a / b) | 0;
        pc += 4;
        continue;
      }
      case Op.MODI32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        if (b === 0) break;
        i32[w + code[pc + 1]!] = (a % b) | 0;
        pc += 4;
        continue;
      }
      case Op.DIVU32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        if (b === 0) break;
        i32[w + code[pc + 1]!] = ((a >>> 0) / (b >>> 0)) | 0;
        pc += 4;
        continue;
      }
      case Op.MODU32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        if (b === 0) break;
        i32[w + code[pc + 1]!] = ((a >>> 0) % (b >>> 0)) | 0;
        pc += 4;
        continue;
      }
      case Op.AND32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = a & b;
        pc += 4;
        continue;
      }
      case Op.OR32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = a | b;
        pc += 4;
        continue;
      }
      case Op.XOR32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = a ^ b;
        pc += 4;
        continue;
      }
      case Op.ANDN32: {
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[w + code[pc + 3]!]!;
        i32[w + code[pc + 1]!] = a & ~b;
        pc += 4;
        continue;
      }
      case Op.SHL32: {
        const y = w + code[pc + 3]!;
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[y]!;
        i32[w + code[pc + 1]!] = i32[y + 1] !== 0 || b >>> 0 >= 32 ? 0 : a << b;
        pc += 4;
        continue;
      }
      case Op.SHRI32: {
        const y = w + code[pc + 3]!;
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[y]!;
        i32[w + code[pc + 1]!] = i32[y + 1] !== 0 || b >>> 0 >= 32 ? a >> 31 : a >> b;
        pc += 4;
        continue;
      }
      case Op.SHRU32: {
        const y = w + code[pc + 3]!;
        const a = i32[w + code[pc + 2]!]!;
        const b = i32[y]!;
        i32[w + code[pc + 1]!] = i32[y + 1] !== 0 || b >>> 0 >= 32 ? 0 : a >>> b;
        pc += 4;
        continue;
      }
      case Op.ADDI32: {
        i32[w + code[pc + 1]!] = (i32[w + code[pc + 2]!]! + code[pc + 3]!) | 0;
        pc += 4;
        continue;
      }
      case Op.NEG32: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = -a;
        pc += 3;
        continue;
      }
      case Op.NOT32: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = ~a;
        pc += 3;
        continue;
      }
      case Op.EXT8S: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = (a << 24) >> 24;
        pc += 3;
        continue;
      }
      case Op.EXT8U: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = a & 0xff;
        pc += 3;
        continue;
      }
      case Op.EXT16S: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = (a << 16) >> 16;
        pc += 3;
        continue;
      }
      case Op.EXT16U: {
        const a = i32[w + code[pc + 2]!]!;
        i32[w + code[pc + 1]!] = a & 0xffff;
        pc += 3;
        continue;
      }
      case Op.CHKSHIFT: {
        if (i32[w + code[pc + 1]! + 1]! < 0) break;
        pc += 2;
        continue;
      }
      case Op.ADDF64: {
        f64[(w + code[pc + 1]!) >> 1] =
          f64[(w + code[pc + 2]!) >> 1]! + f64[(w + code[pc + 3]!) >> 1]!;
        pc += 4;
        continue;
      }
      case Op.SUBF64: {
        f64[(w + code[pc + 1]!) >> 1] =
          f64[(w + code[pc + 2]!) >> 1]! - f64[(w + code[pc + 3]!) >> 1]!;
        pc += 4;
        continue;
      }
      case Op.MULF64: {
        f64[(w + code[pc + 1]!) >> 1] =
          f64[(w + code[pc + 2]!) >> 1]! * f64[(w + code[pc + 3]!) >> 1]!;
        pc += 4;
        continue;
      }
      case Op.DIVF64: {
        f64[(w + code[pc + 1]!) >> 1] =
          f64[(w + code[pc + 2]!) >> 1]! / f64[(w + code[pc + 3]!) >> 1]!;
        pc += 4;
        continue;
      }
      case Op.ADDF32: {
        f32[w + code[pc + 1]!] = f32[w + code[pc + 2]!]! + f32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.SUBF32: {
        f32[w + code[pc + 1]!] = f32[w + code[pc + 2]!]! - f32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.MULF32: {
        f32[w + code[pc + 1]!] = f32[w + code[pc + 2]!]! * f32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.DIVF32: {
        f32[w + code[pc + 1]!] = f32[w + code[pc + 2]!]! / f32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.NEGF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const lo = i32[x]!;
        i32[d + 1] = i32[x + 1]! ^ (1 << 31);
        i32[d] = lo;
        pc += 3;
        continue;
      }
      case Op.NEGF32: {
        i32[w + code[pc + 1]!] = i32[w + code[pc + 2]!]! ^ (1 << 31);
        pc += 3;
        continue;
      }
      case Op.SX32TO64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        const a = i32[x]!;
        i32[d] = a;
        i32[d + 1] = a >> 31;
        pc += 3;
        continue;
      }
      case Op.ZX32TO64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        i32[d] = i32[x]!;
        i32[d + 1] = 0;
        pc += 3;
        continue;
      }
      case Op.I64TOF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f64[d >> 1] = i32[x + 1]! * 4294967296 + (i32[x]! >>> 0);
        pc += 3;
        continue;
      }
      case Op.U64TOF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f64[d >> 1] = (i32[x + 1]! >>> 0) * 4294967296 + (i32[x]! >>> 0);
        pc += 3;
        continue;
      }
      case Op.I32TOF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f64[d >> 1] = i32[x]!;
        pc += 3;
        continue;
      }
      case Op.U32TOF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f64[d >> 1] = i32[x]! >>> 0;
        pc += 3;
        continue;
      }
      case Op.F64TOI64: {
        const d = w + code[pc + 1]!;
        const v = f64[(w + code[pc + 2]!) >> 1]!;
        if (!(v > -2147483649 && v < 2147483648)) break;
        const a = v | 0;
        i32[d] = a;
        i32[d + 1] = a >> 31;
        pc += 3;
        continue;
      }
      case Op.F32TOF64: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f64[d >> 1] = f32[x]!;
        pc += 3;
        continue;
      }
      case Op.F64TOF32: {
        const d = w + code[pc + 1]!;
        const x = w + code[pc + 2]!;
        f32[d] = f64[x >> 1]!;
        pc += 3;
        continue;
      }
      case Op.EQ32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x] === i32[y] ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.NE32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x] !== i32[y] ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTI32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x]! < i32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTU32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x]! >>> 0 < i32[y]! >>> 0 ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEI32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x]! <= i32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEU32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x]! >>> 0 <= i32[y]! >>> 0 ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.EQ64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x] === i32[y] && i32[x + 1] === i32[y + 1] ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.NE64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[x] !== i32[y] || i32[x + 1] !== i32[y + 1] ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTI64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        i32[w + code[pc + 1]!] = a < b || (a === b && i32[x]! >>> 0 < i32[y]! >>> 0) ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTU64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        i32[w + code[pc + 1]!] =
          a >>> 0 < b >>> 0 || (a === b && i32[x]! >>> 0 < i32[y]! >>> 0) ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEI64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        i32[w + code[pc + 1]!] = a < b || (a === b && i32[x]! >>> 0 <= i32[y]! >>> 0) ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEU64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        i32[w + code[pc + 1]!] =
          a >>> 0 < b >>> 0 || (a === b && i32[x]! >>> 0 <= i32[y]! >>> 0) ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.EQF64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f64[x >> 1]! === f64[y >> 1]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.NEF64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f64[x >> 1]! !== f64[y >> 1]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTF64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f64[x >> 1]! < f64[y >> 1]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEF64: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f64[x >> 1]! <= f64[y >> 1]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.EQF32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f32[x]! === f32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.NEF32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f32[x]! !== f32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LTF32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f32[x]! < f32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.LEF32: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        i32[w + code[pc + 1]!] = f32[x]! <= f32[y]! ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.EQSTR: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        // Texts of different lengths differ; otherwise somebody has to read them.
        if (i32[x + 2] === i32[y + 2] && i32[x + 2] !== 0) break;
        i32[w + code[pc + 1]!] = i32[x + 2] === i32[y + 2] ? 1 : 0;
        pc += 4;
        continue;
      }
      case Op.NESTR: {
        const x = w + code[pc + 2]!;
        const y = w + code[pc + 3]!;
        // Texts of different lengths differ; otherwise somebody has to read them.
        if (i32[x + 2] === i32[y + 2] && i32[x + 2] !== 0) break;
        i32[w + code[pc + 1]!] = i32[x + 2] === i32[y + 2] ? 0 : 1;
        pc += 4;
        continue;
      }
      case Op.NOT: {
        i32[w + code[pc + 1]!] = i32[w + code[pc + 2]!]! ^ 1;
        pc += 3;
        continue;
      }
      case Op.JMP: {
        pc = code[pc + 1]!;
        continue;
      }
      case Op.LOOP: {
        pc = code[pc + 1]!;
        continue;
      }
      case Op.LOOPLT64: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const lo = (a + n) | 0;
        const hi = (i32[x + 1]! + (n >> 31) + (lo >>> 0 < a >>> 0 ? 1 : 0)) | 0;
        i32[x] = lo;
        i32[x + 1] = hi;
        const b = i32[y + 1]!;
        pc = hi < b || (hi === b && lo >>> 0 < i32[y]! >>> 0) ? code[pc + 4]! : pc + 5;
        continue;
      }
      case Op.LOOPLE64: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const y = w + code[pc + 3]!;
        const a = i32[x]!;
        const lo = (a + n) | 0;
        const hi = (i32[x + 1]! + (n >> 31) + (lo >>> 0 < a >>> 0 ? 1 : 0)) | 0;
        i32[x] = lo;
        i32[x + 1] = hi;
        const b = i32[y + 1]!;
        pc = hi < b || (hi === b && lo >>> 0 <= i32[y]! >>> 0) ? code[pc + 4]! : pc + 5;
        continue;
      }
      case Op.JT: {
        pc = i32[w + code[pc + 1]!] !== 0 ? code[pc + 2]! : pc + 3;
        continue;
      }
      case Op.JF: {
        pc = i32[w + code[pc + 1]!] === 0 ? code[pc + 2]! : pc + 3;
        continue;
      }
      case Op.JLT64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        pc = a < b || (a === b && i32[x]! >>> 0 < i32[y]! >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JLE64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        pc = a < b || (a === b && i32[x]! >>> 0 <= i32[y]! >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JGT64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        pc = a > b || (a === b && i32[x]! >>> 0 > i32[y]! >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JGE64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = i32[y + 1]!;
        pc = a > b || (a === b && i32[x]! >>> 0 >= i32[y]! >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JEQ64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x] === i32[y] && i32[x + 1] === i32[y + 1] ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JNE64: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x] !== i32[y] || i32[x + 1] !== i32[y + 1] ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JLT64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = a < b || (a === b && i32[x]! >>> 0 < n >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JLE64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = a < b || (a === b && i32[x]! >>> 0 <= n >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JGT64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = a > b || (a === b && i32[x]! >>> 0 > n >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JGE64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = a > b || (a === b && i32[x]! >>> 0 >= n >>> 0) ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JEQ64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = i32[x] === n && a === b ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JNE64I: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x + 1]!;
        const b = n >> 31;
        pc = i32[x] !== n || a !== b ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JEQ32: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x] === i32[y] ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JNE32: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x] !== i32[y] ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JLTI32: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x]! < i32[y]! ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JGEI32: {
        const x = w + code[pc + 1]!;
        const y = w + code[pc + 2]!;
        pc = i32[x]! >= i32[y]! ? code[pc + 3]! : pc + 4;
        continue;
      }
      case Op.JNIL: {
        const x = w + code[pc + 1]!;
        pc = (i32[x]! | i32[x + 1]!) === 0 ? code[pc + 2]! : pc + 3;
        continue;
      }
      case Op.JNNIL: {
        const x = w + code[pc + 1]!;
        pc = (i32[x]! | i32[x + 1]!) !== 0 ? code[pc + 2]! : pc + 3;
        continue;
      }
      case Op.JTABLE: {
        const x = w + code[pc + 1]!;
        const n = code[pc + 2]!;
        const a = i32[x]!;
        const k = a - code[pc + 3]!;
        pc = i32[x + 1] === a >> 31 && k >= 0 && k < n ? code[pc + 4 + k]! : code[pc + 4 + n]!;
        continue;
      }
      case Op.LD8S: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        i32[w + code[pc + 1]!] = (u8[a]! << 24) >> 24;
        pc += 4;
        continue;
      }
      case Op.LD8U: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        i32[w + code[pc + 1]!] = u8[a]!;
        pc += 4;
        continue;
      }
      case Op.LD16S: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        i32[w + code[pc + 1]!] = (u16[a >> 1]! << 16) >> 16;
        pc += 4;
        continue;
      }
      case Op.LD16U: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        i32[w + code[pc + 1]!] = u16[a >> 1]!;
        pc += 4;
        continue;
      }
      case Op.LD32: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        i32[w + code[pc + 1]!] = i32[a >> 2]!;
        pc += 4;
        continue;
      }
      case Op.LD64: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        const d = w + code[pc + 1]!;
        const s = a >> 2;
        i32[d] = i32[s]!;
        i32[d + 1] = i32[s + 1]!;
        pc += 4;
        continue;
      }
      case Op.LDN: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 3]!;
        const n = code[pc + 4]!;
        if (((a | n) & 3) !== 0) break;
        const d = w + code[pc + 1]!;
        const from = a >> 2;
        const end = n >> 2;
        for (let k = 0; k < end; k++) i32[d + k] = i32[from + k]!;
        pc += 5;
        continue;
      }
      case Op.ST8: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 2]!;
        dirty[a >> 12] = 1;
        u8[a] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.ST16: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 2]!;
        dirty[a >> 12] = 1;
        u16[a >> 1] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.ST32: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 2]!;
        dirty[a >> 12] = 1;
        i32[a >> 2] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.ST64: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 2]!;
        dirty[a >> 12] = 1;
        const x = w + code[pc + 3]!;
        const s = a >> 2;
        i32[s] = i32[x]!;
        i32[s + 1] = i32[x + 1]!;
        pc += 4;
        continue;
      }
      case Op.STP: {
        if (barrier !== 0) break;
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const a = off + code[pc + 2]!;
        dirty[a >> 12] = 1;
        const x = w + code[pc + 3]!;
        const s = a >> 2;
        i32[s] = i32[x]!;
        i32[s + 1] = i32[x + 1]!;
        pc += 4;
        continue;
      }
      case Op.NILCHK: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        pc += 2;
        continue;
      }
      case Op.ADDPTR: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const d = w + code[pc + 1]!;
        const a = i32[p]!;
        const lo = (a + code[pc + 3]!) | 0;
        i32[d + 1] = i32[p + 1]! + (lo >>> 0 < a >>> 0 ? 1 : 0);
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.LDG32: {
        i32[w + code[pc + 1]!] = i32[code[pc + 2]! >> 2]!;
        pc += 3;
        continue;
      }
      case Op.LDG64: {
        const d = w + code[pc + 1]!;
        const s = code[pc + 2]! >> 2;
        i32[d] = i32[s]!;
        i32[d + 1] = i32[s + 1]!;
        pc += 3;
        continue;
      }
      case Op.LDGN: {
        const a = code[pc + 2]!;
        const n = code[pc + 3]!;
        if (((a | n) & 3) !== 0) break;
        const d = w + code[pc + 1]!;
        const from = a >> 2;
        const end = n >> 2;
        for (let k = 0; k < end; k++) i32[d + k] = i32[from + k]!;
        pc += 4;
        continue;
      }
      case Op.STG32: {
        const a = code[pc + 1]!;
        dirty[a >> 12] = 1;
        i32[a >> 2] = i32[w + code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case Op.STG64: {
        const a = code[pc + 1]!;
        const x = w + code[pc + 2]!;
        dirty[a >> 12] = 1;
        i32[a >> 2] = i32[x]!;
        i32[(a >> 2) + 1] = i32[x + 1]!;
        pc += 3;
        continue;
      }
      case Op.STGP: {
        if (barrier !== 0) break;
        const a = code[pc + 1]!;
        const x = w + code[pc + 2]!;
        dirty[a >> 12] = 1;
        i32[a >> 2] = i32[x]!;
        i32[(a >> 2) + 1] = i32[x + 1]!;
        pc += 3;
        continue;
      }
      case Op.LEAG: {
        const d = w + code[pc + 1]!;
        i32[d] = (code[pc + 2]! - staticShift) | 0;
        i32[d + 1] = 0;
        pc += 3;
        continue;
      }
      case Op.LDSTR: {
        const d = w + code[pc + 1]!;
        i32[d] = (code[pc + 2]! - staticShift) | 0;
        i32[d + 1] = 0;
        i32[d + 2] = code[pc + 3]!;
        i32[d + 3] = 0;
        pc += 4;
        continue;
      }
      case Op.BOUND: {
        const i = w + code[pc + 1]!;
        if (i32[i + 1] !== 0 || i32[i]! >>> 0 >= i32[w + code[pc + 2]!]! >>> 0) break;
        pc += 3;
        continue;
      }
      case Op.BOUNDI: {
        const i = w + code[pc + 1]!;
        if (i32[i + 1] !== 0 || i32[i]! >>> 0 >= code[pc + 2]!) break;
        pc += 3;
        continue;
      }
      case Op.IDXADDR: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const d = w + code[pc + 1]!;
        const a = i32[s]!;
        const lo = (a + Math.imul(k, code[pc + 4]!)) | 0;
        i32[d + 1] = i32[s + 1]! + (lo >>> 0 < a >>> 0 ? 1 : 0);
        i32[d] = lo;
        pc += 5;
        continue;
      }
      case Op.IDXARR: {
        const p = w + code[pc + 2]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= code[pc + 5]!) break;
        const d = w + code[pc + 1]!;
        const a = i32[p]!;
        const lo = (a + Math.imul(k, code[pc + 4]!)) | 0;
        i32[d + 1] = i32[p + 1]! + (lo >>> 0 < a >>> 0 ? 1 : 0);
        i32[d] = lo;
        pc += 6;
        continue;
      }
      case Op.LDX8U: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = u8[off + k]!;
        pc += 4;
        continue;
      }
      case Op.LDX8S: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = (u8[off + k]! << 24) >> 24;
        pc += 4;
        continue;
      }
      case Op.LDX16U: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = u16[(off >> 1) + k]!;
        pc += 4;
        continue;
      }
      case Op.LDX16S: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = (u16[(off >> 1) + k]! << 16) >> 16;
        pc += 4;
        continue;
      }
      case Op.LDX32: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = i32[(off >> 2) + k]!;
        pc += 4;
        continue;
      }
      case Op.LDX64: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const d = w + code[pc + 1]!;
        const e = (off >> 2) + (k << 1);
        const lo = i32[e]!;
        i32[d + 1] = i32[e + 1]!;
        i32[d] = lo;
        pc += 4;
        continue;
      }
      case Op.LDX128: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const d = w + code[pc + 1]!;
        const e = (off >> 2) + (k << 2);
        const a = i32[e]!;
        const b = i32[e + 1]!;
        const c = i32[e + 2]!;
        i32[d + 3] = i32[e + 3]!;
        i32[d + 2] = c;
        i32[d + 1] = b;
        i32[d] = a;
        pc += 4;
        continue;
      }
      case Op.STX8: {
        const s = w + code[pc + 1]!;
        const i = w + code[pc + 2]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const a = off + k;
        dirty[a >> 12] = 1;
        u8[a] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.STX16: {
        const s = w + code[pc + 1]!;
        const i = w + code[pc + 2]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const a = (off >> 1) + k;
        dirty[a >> 11] = 1;
        u16[a] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.STX32: {
        const s = w + code[pc + 1]!;
        const i = w + code[pc + 2]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const a = (off >> 2) + k;
        dirty[a >> 10] = 1;
        i32[a] = i32[w + code[pc + 3]!]!;
        pc += 4;
        continue;
      }
      case Op.STX64: {
        const s = w + code[pc + 1]!;
        const i = w + code[pc + 2]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const x = w + code[pc + 3]!;
        const a = (off >> 2) + (k << 1);
        dirty[a >> 10] = 1;
        i32[a] = i32[x]!;
        i32[a + 1] = i32[x + 1]!;
        pc += 4;
        continue;
      }
      case Op.STXP: {
        if (barrier !== 0) break;
        const s = w + code[pc + 1]!;
        const i = w + code[pc + 2]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const x = w + code[pc + 3]!;
        const a = (off >> 2) + (k << 1);
        dirty[a >> 10] = 1;
        i32[a] = i32[x]!;
        i32[a + 1] = i32[x + 1]!;
        pc += 4;
        continue;
      }
      case Op.STRIDX: {
        const s = w + code[pc + 2]!;
        const i = w + code[pc + 3]!;
        const k = i32[i]!;
        if (i32[i + 1] !== 0 || k >>> 0 >= i32[s + 2]! >>> 0) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        i32[w + code[pc + 1]!] = u8[off + k]!;
        pc += 4;
        continue;
      }
      case Op.CALL: {
        const f = code[pc + 1]!;
        const nw = w - frameWords[f]!;
        if (nw - outWords[f]! < low) break;
        const link = nw + localWords[f]!;
        i32[link] = pc + 2;
        i32[link + 1] = fn;
        i32[link + 2] = 0;
        i32[link + 3] = 0;
        w = nw;
        fn = f;
        pc = entry[f]!;
        continue;
      }
      case Op.CALLC: {
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        if (off >>> 0 >= size) break;
        const f = (i32[off >> 2]! - textBase) >> 4;
        const lo = i32[p]!;
        const hi = i32[p + 1]!;
        const nw = w - frameWords[f]!;
        if (nw - outWords[f]! < low) break;
        const link = nw + localWords[f]!;
        i32[link] = pc + 2;
        i32[link + 1] = fn;
        i32[link + 2] = lo;
        i32[link + 3] = hi;
        w = nw;
        fn = f;
        pc = entry[f]!;
        continue;
      }
      case Op.CALLI: {
        const x = w + code[pc + 1]!;
        if (i32[x] !== siteType[pc]) break;
        const f = siteFunc[pc]!;
        const nw = w - frameWords[f]!;
        if (nw - outWords[f]! < low) break;
        const link = nw + localWords[f]!;
        const r = w - (code[pc + 4]! >> 2);
        i32[r] = i32[x + 2]!;
        i32[r + 1] = i32[x + 3]!;
        i32[link] = pc + 5;
        i32[link + 1] = fn;
        i32[link + 2] = 0;
        i32[link + 3] = 0;
        w = nw;
        fn = f;
        pc = entry[f]!;
        continue;
      }
      case Op.RET: {
        const link = w + localWords[fn]!;
        const up = w + frameWords[fn]!;
        const f = i32[link + 1]!;
        if (up + frameWords[f]! > high) break;
        pc = i32[link]!;
        if (pc < 0) pc = ~pc;
        w = up;
        fn = f;
        continue;
      }
      case Op.GROW: {
        const s = w + code[pc + 2]!;
        const n = w + code[pc + 3]!;
        if (i32[n + 1] !== 0 || (i32[s + 2]! >>> 0) + (i32[n]! >>> 0) > i32[s + 4]! >>> 0) break;
        const d = w + code[pc + 1]!;
        if (d !== s) for (let k = 0; k < 6; k++) i32[d + k] = i32[s + k]!;
        pc += 6;
        continue;
      }
      case Op.GROWBUF: {
        const s = w + code[pc + 2]!;
        const n = w + code[pc + 3]!;
        if (i32[n + 1] !== 0 || (i32[s + 2]! >>> 0) + (i32[n]! >>> 0) > i32[s + 4]! >>> 0) break;
        const d = w + code[pc + 1]!;
        if (d !== s) for (let k = 0; k < 6; k++) i32[d + k] = i32[s + k]!;
        pc += 9;
        continue;
      }
      case Op.APPEND: {
        const s = w + code[pc + 2]!;
        const len = i32[s + 2]!;
        const type = code[pc + 4]!;
        const bytes = typeBytes[type]!;
        if (len >= i32[s + 4]! || (barrier !== 0 && hasPointers[type] !== 0)) break;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const a = off + Math.imul(len, bytes);
        const x = w + code[pc + 3]!;
        if (bytes === 8) {
          i32[a >> 2] = i32[x]!;
          i32[(a >> 2) + 1] = i32[x + 1]!;
        } else if (bytes === 1) u8[a] = u8[x << 2]!;
        else if (bytes === 4) i32[a >> 2] = i32[x]!;
        else break;
        dirty[a >> 12] = 1;
        const d = w + code[pc + 1]!;
        if (d !== s) for (let k = 0; k < 6; k++) i32[d + k] = i32[s + k]!;
        i32[d + 2] = len + 1;
        pc += 6;
        continue;
      }
      case Op.STN: {
        if (barrier !== 0 && code[pc + 5]! >= 0) break;
        const p = w + code[pc + 1]!;
        const off = (i32[p]! + (i32[p + 1] !== 0 ? heapShift : staticShift)) | 0;
        const a = off + code[pc + 2]!;
        const n = code[pc + 4]!;
        if (off >>> 0 >= size || ((a | n) & 3) !== 0 || n > 4096) break;
        const x = w + code[pc + 3]!;
        const to = a >> 2;
        const count = n >> 2;
        for (let k = 0; k < count; k++) i32[to + k] = i32[x + k]!;
        // Two pages at most.
        dirty[a >> 12] = 1;
        dirty[(a + n - 1) >> 12] = 1;
        pc += 6;
        continue;
      }
      case Op.SLICE: {
        const s = w + code[pc + 2]!;
        const cap = i32[s + 4]!;
        let lo = 0;
        let hi = i32[s + 2]!;
        if (code[pc + 5] !== absent) break;
        if (code[pc + 3] !== absent) {
          const x = w + code[pc + 3]!;
          if (i32[x + 1] !== 0) break;
          lo = i32[x]!;
        }
        if (code[pc + 4] !== absent) {
          const x = w + code[pc + 4]!;
          if (i32[x + 1] !== 0) break;
          hi = i32[x]!;
        }
        if ((i32[s + 5]! | i32[s + 3]!) !== 0 || hi >>> 0 > cap >>> 0 || lo >>> 0 > hi >>> 0) break;
        const d = w + code[pc + 1]!;
        const a = i32[s]!;
        // What is left of nothing must not point behind the object.
        const sum = lo === cap ? a : (a + Math.imul(lo, elemBytes[code[pc + 6]!]!)) | 0;
        i32[d + 1] = i32[s + 1]! + (sum >>> 0 < a >>> 0 ? 1 : 0);
        i32[d] = sum;
        i32[d + 2] = hi - lo;
        i32[d + 3] = 0;
        i32[d + 4] = cap - lo;
        i32[d + 5] = 0;
        pc += 7;
        continue;
      }
      case Op.SLICESTR: {
        const s = w + code[pc + 2]!;
        const len = i32[s + 2]!;
        let lo = 0;
        let hi = len;
        if (code[pc + 3] !== absent) {
          const x = w + code[pc + 3]!;
          if (i32[x + 1] !== 0) break;
          lo = i32[x]!;
        }
        if (code[pc + 4] !== absent) {
          const x = w + code[pc + 4]!;
          if (i32[x + 1] !== 0) break;
          hi = i32[x]!;
        }
        if (hi >>> 0 > len >>> 0 || lo >>> 0 > hi >>> 0) break;
        const d = w + code[pc + 1]!;
        const a = i32[s]!;
        const sum = lo === hi ? a : (a + lo) | 0;
        i32[d + 1] = i32[s + 1]! + (sum >>> 0 < a >>> 0 ? 1 : 0);
        i32[d] = sum;
        i32[d + 2] = hi - lo;
        i32[d + 3] = 0;
        pc += 5;
        continue;
      }
      case Op.DECODERUNE: {
        const s = w + code[pc + 2]!;
        const i = i32[w + code[pc + 3]!]!;
        const off = (i32[s]! + (i32[s + 1] !== 0 ? heapShift : staticShift)) | 0;
        const byte = u8[off + i]!;
        if (byte >= 0x80) break;
        const d = w + code[pc + 1]!;
        i32[d] = byte;
        i32[d + 2] = i + 1;
        i32[d + 3] = 0;
        pc += 4;
        continue;
      }
      case Op.MAKEIFACE: {
        const d = w + code[pc + 1]!;
        const p = w + code[pc + 3]!;
        i32[d + 2] = i32[p]!;
        i32[d + 3] = i32[p + 1]!;
        i32[d] = typeBase + (code[pc + 2]! << 6);
        i32[d + 1] = 0;
        pc += 4;
        continue;
      }
      case Op.ISTYPE: {
        const t = code[pc + 3]!;
        if (isInterface[t] !== 0) break;
        i32[w + code[pc + 1]!] = i32[w + code[pc + 2]!] === typeBase + (t << 6) ? 1 : 0;
        pc += 4;
        continue;
      }

      default:
        break;
    }
    m.leave = code[pc] === Op.BREAK ? Leave.stop : Leave.slow;
    left++;
    break;
  }
  if (left < 0) left = 0;
  rt.tick = end - left;
  m.pc = pc;
  m.w = w;
  m.fn = fn;
}
