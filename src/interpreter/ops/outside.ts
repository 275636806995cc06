/** What leads out of the program: print, and annotations of the source. */
import { PrintKind } from '../../golang/code/opcodes';
import { scavengeAll } from '../../runtime/mgcscavenge';
import { jump, nanotime } from '../../runtime/time';
import { traceEvent, TraceKind } from '../../runtime/trace';
import { collect } from '../hold';
import { Leave } from '../leave';
import type { Machine } from '../machine';
import { complexText, float32Text, floatText, hexText, intText } from '../panictext';
import { stringBytes } from '../text';

function printed(m: Machine, x: number, kind: PrintKind): string {
  const { i32, f64 } = m.rt.mem;
  const low = i32[x]!;
  const high = i32[x + 1]!;
  switch (kind) {
    case PrintKind.bool:
      return low === 0 ? 'false' : 'true';
    case PrintKind.int:
      return intText(low, high, true);
    case PrintKind.uint:
      return intText(low, high, false);
    case PrintKind.float:
      return floatText(f64[x >> 1]!);
    case PrintKind.float32:
      return float32Text(m.rt.mem.f32[x]!);
    case PrintKind.complex64:
      return complexText(float32Text(m.rt.mem.f32[x]!), float32Text(m.rt.mem.f32[x + 1]!));
    case PrintKind.complex:
      return complexText(floatText(f64[x >> 1]!), floatText(f64[(x >> 1) + 1]!));
    case PrintKind.pointer:
      return hexText(low, high);
    case PrintKind.slice: {
      const len = intText(i32[x + 2]!, i32[x + 3]!, true);
      return `[${len}/${intText(i32[x + 4]!, i32[x + 5]!, true)}]${hexText(low, high)}`;
    }
    case PrintKind.iface:
      return `(${hexText(low, high)},${hexText(i32[x + 2]!, i32[x + 3]!)})`;
    case PrintKind.space:
      return ' ';
    default:
      return '\n';
  }
}

/** PRINT: x #kind */
export function print(m: Machine): void {
  const { code, pc, w } = m;
  const x = w + code[pc + 1]!;
  const kind = code[pc + 2]! as PrintKind;
  if (kind === PrintKind.string) m.write(2, stringBytes(m, x << 2));
  else m.printError(printed(m, x, kind));
  m.pc += 3;
}

/** ANNOTATION: #n */
export function annotation(m: Machine): void {
  const { rt } = m;
  const n = m.code[m.pc + 1]!;
  const what = m.program.annotations[n]!;
  if (what.verb === 'gc' && !collect(m)) return;
  m.pc += 2;
  if (what.verb === 'stop') {
    traceEvent(rt, TraceKind.stop, 0, n, 0);
    m.leave = Leave.stop;
  } else if (what.verb === 'note') traceEvent(rt, TraceKind.note, 0, n, 0);
  else if (what.verb === 'advance') advance(m, what.nanoseconds);
  else if (what.verb === 'scavenge') scavengeAll(rt);
}

/** WATCH: x #n */
export function watch(m: Machine): void {
  const { rt, code, pc } = m;
  const off = rt.mem.loadPtr((m.w + code[pc + 1]!) << 2);
  traceEvent(rt, TraceKind.watch, 0, Math.max(0, off), code[pc + 2]!);
  m.pc += 3;
}

/** The clock moves on; timers act when the turn ends, which is now. */
function advance(m: Machine, nanoseconds: number): void {
  const { rt } = m;
  jump(rt, nanotime(rt) + nanoseconds);
  rt.sched.sched.turnEnd[0] = rt.tick;
}
