/**
 * Panics: gopanic, gorecover, recovery, Goexit and the printing of what nobody recovered, after
 * runtime/panic.go and runtime/error.go of Go 1.26.
 *
 * A panic's record stands in the frame of the stub gopanic, whose one instruction is executed again
 * whenever a deferred function returns to it.
 */
import { Kind } from '../golang/code/program';
import type { Off } from '../runtime/memory';
import { callDeferred, endGoroutine } from './calls';
import { DeferField, nextDefer, popDefer } from './defers';
import { enter } from './enter';
import { fatal, printGoroutines } from './fatal';
import { FrameWalk } from './frames';
import type { Machine } from './machine';
import { printPanicValue } from './panictext';
import { raise } from './raise';
import { markStack } from './stackcopy';
import { PanicFlag, PanicWord } from './stubs';

/** panic(x): x is in a register. */
export function panic(m: Machine): void {
  const x = m.w + m.code[m.pc + 1]!;
  const { i32 } = m.rt.mem;
  if (i32[x] === 0) raise(m, 'panicnil');
  else begin(m, i32[x]!, i32[x + 2]!, i32[x + 3]!, 0);
}

/** runtime.Goexit: runs what is deferred, then ends the goroutine. */
export function goexitNow(m: Machine): void {
  begin(m, 0, 0, 0, PanicFlag.goexit);
}

/** A panic begins: its frame is entered, its record filled. The value is never on the stack. */
function begin(m: Machine, type: number, low: number, high: number, flags: number): void {
  enter(m, m.stubs.gopanic, ~m.pc, 0);
  if (m.fn !== m.stubs.gopanic) return;
  const { mem } = m.rt;
  const { g } = m.rt.sched;
  const record = m.w;
  mem.i32.fill(0, record, record + 10);
  mem.i32[record] = type;
  mem.i32[record + 2] = low;
  mem.i32[record + 3] = high;
  mem.storePtr((record << 2) + 8 * PanicWord.link, g._panic[m.rt.g]!);
  mem.i32[record + 9] = flags;
  g._panic[m.rt.g] = record << 2;
}

function flagsOf(m: Machine, record: Off): number {
  return m.rt.mem.i32[(record >> 2) + 9]!;
}

function setFlag(m: Machine, record: Off, flag: PanicFlag): void {
  m.rt.mem.i32[(record >> 2) + 9]! |= flag;
  m.rt.mem.touch(record, 40);
}

function linkOf(m: Machine, record: Off): Off {
  return m.rt.mem.loadPtr(record + 8 * PanicWord.link);
}

/** The body of gopanic: one deferred function after the other, then the end. */
export function gopanic(m: Machine): void {
  const { rt } = m;
  const { mem } = rt;
  const { g } = rt.sched;
  const record = m.w << 2;
  const flags = flagsOf(m, record);
  if ((flags & PanicFlag.recovered) !== 0) {
    recovery(m, record);
    return;
  }
  const d = nextDefer(rt);
  if (d !== 0) {
    mem.storePtr(record + 8 * PanicWord.sp, mem.loadPtr(d + DeferField.sp));
    mem.i32[(record >> 2) + 8] = mem.i32[(d + DeferField.pc) >> 2]!;
    callDeferred(m, popDefer(rt));
    return;
  }
  if ((flags & PanicFlag.goexit) !== 0) {
    g._panic[rt.g] = 0;
    endGoroutine(m);
    return;
  }
  if (whilePrinting(m, record)) return;
  setFlag(m, record, PanicFlag.uncaught);
  if (!preprintpanics(m, record)) fatalpanic(m, record);
}

/** A method that was called to print a panic has panicked itself: the program ends with that. */
function whilePrinting(m: Machine, record: Off): boolean {
  for (let p = linkOf(m, record); p !== 0; p = linkOf(m, p)) {
    if ((flagsOf(m, p) & PanicFlag.uncaught) === 0) continue;
    const type = m.rt.types[(m.rt.mem.i32[record >> 2]! - m.typeBase) >> 6]!;
    const what =
      (type.kind as Kind) === Kind.string ? printPanicValue(m, record) : `type ${type.name}`;
    fatal(m, 'fatal', `panic while printing panic value: ${what}`);
    return true;
  }
  return false;
}

/** Goes on at the end of the function whose deferred call has recovered the panic. */
function recovery(m: Machine, record: Off): void {
  const { rt } = m;
  const { mem } = rt;
  const { g } = rt.sched;
  const sp = mem.loadPtr(record + 8 * PanicWord.sp);
  const fn = m.program.funcOf(mem.i32[(record >> 2) + 8]!);
  let p = record;
  // Panics that began in frames below are over with this one. A Goexit is not: it takes up again.
  while (p !== 0 && p < sp && (flagsOf(m, p) & PanicFlag.goexit) === 0) p = linkOf(m, p);
  g._panic[rt.g] = p;
  if (p === 0) g.sig[rt.g] = 0;
  if (p !== 0 && p < sp) {
    m.w = p >> 2;
    m.fn = m.stubs.gopanic;
    m.pc = m.entry[m.fn]!;
  } else {
    m.w = sp >> 2;
    m.fn = fn;
    m.pc = m.funcs[fn]!.deferReturnPc;
  }
  markStack(m);
}

/**
 * recover(): the value of the running panic when the function that calls it was called by that
 *
 * directly, wrappers aside.
 */
export function recover(m: Machine): void {
  const { rt } = m;
  const { i32 } = rt.mem;
  const d = m.w + m.code[m.pc + 1]!;
  const record = rt.sched.g._panic[rt.g]!;
  i32.fill(0, d, d + 4);
  m.pc += 2;
  if (record === 0) return;
  if ((flagsOf(m, record) & (PanicFlag.goexit | PanicFlag.recovered)) !== 0) return;
  if (!calledBy(m, record)) return;
  setFlag(m, record, PanicFlag.recovered);
  const from = record >> 2;
  i32[d] = i32[from]!;
  i32[d + 2] = i32[from + 2]!;
  i32[d + 3] = i32[from + 3]!;
}

/** Whether exactly one function that is no wrapper stands between the panic and here. */
function calledBy(m: Machine, record: Off): boolean {
  const walk = new FrameWalk(m);
  walk.begin(m.rt.g);
  let frames = 0;
  do {
    if (walk.fn === m.stubs.gopanic) return walk.fp === record && frames > 0;
    if (!m.funcs[walk.fn]!.wrapper) frames++;
  } while (frames <= 1 && walk.next());
  return false;
}

/**
 * Turns the values of all panics into what is printed, by calling their Error and String methods.
 * True when such a call has been made: the instruction is executed again after it.
 */
function preprintpanics(m: Machine, innermost: Off): boolean {
  const { i32 } = m.rt.mem;
  for (let p = innermost; p !== 0; p = linkOf(m, p)) {
    const flags = flagsOf(m, p);
    const at = p >> 2;
    if ((flags & PanicFlag.printed) !== 0) continue;
    if ((flags & PanicFlag.printing) !== 0) {
      const result = m.w - 4;
      for (let k = 0; k < 4; k++) i32[at + k] = i32[result + k]!;
      setFlag(m, p, PanicFlag.printed);
      continue;
    }
    const link = linkOf(m, p);
    if (link !== 0 && sameValue(i32, at, link >> 2)) {
      setFlag(m, link, PanicFlag.repanicked);
      setFlag(m, p, PanicFlag.printed);
      continue;
    }
    const f = m.program.runtimeFuncs['preprintpanic'];
    if (f === undefined || i32[at] === 0) {
      setFlag(m, p, PanicFlag.printed);
      continue;
    }
    setFlag(m, p, PanicFlag.printing);
    for (let k = 0; k < 4; k++) i32[m.w - 8 + k] = i32[at + k]!;
    enter(m, f, ~m.pc, 0);
    return true;
  }
  return false;
}

function sameValue(i32: Int32Array, a: number, b: number): boolean {
  return i32[a] === i32[b] && i32[a + 2] === i32[b + 2] && i32[a + 3] === i32[b + 3];
}

/** Prints all panics, the first one first, and ends the program. */
function fatalpanic(m: Machine, record: Off): void {
  const text = panicsText(m, record);
  m.printError(text);
  if (m.rt.sched.g.sig[m.rt.g] !== 0) m.printError(signalLine(m));
  printGoroutines(m, false);
  m.end('panic', 2, text.replace(/\n$/, ''));
}

/** What Go adds when the first panic was a memory fault. */
function signalLine(m: Machine): string {
  const pc = (m.textBase + 16 * m.fn).toString(16);
  return `[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x${pc}]\n`;
}

function panicsText(m: Machine, record: Off): string {
  const link = linkOf(m, record);
  let text = '';
  if (link !== 0) {
    text = panicsText(m, link);
    if ((flagsOf(m, link) & PanicFlag.repanicked) !== 0) return text;
    if ((flagsOf(m, link) & PanicFlag.goexit) === 0) text += '\t';
  }
  const flags = flagsOf(m, record);
  if ((flags & PanicFlag.goexit) !== 0) return text;
  text += `panic: ${printPanicValue(m, record)}`;
  if ((flags & PanicFlag.recovered) !== 0)
    text += (flags & PanicFlag.repanicked) !== 0 ? ' [recovered, repanicked]' : ' [recovered]';
  return `${text}\n`;
}
