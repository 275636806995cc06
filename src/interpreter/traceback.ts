/** Goroutine traces as text: runtime/traceback.go of Go 1.26. */
import { nanotime } from '../runtime/time';
import { GStatus, waitReasonStrings } from '../runtime/runtime2';
import { FrameWalk } from './frames';
import type { Machine } from './machine';
import { hexText } from './panictext';
import { PanicFlag } from './stubs';

/** Frames of a trace at most: this many of the innermost and of the outermost. */
const tracebackInnerFrames = 50;
const tracebackOuterFrames = 50;

/** Where the runtime's own frames stand in Go 1.26. */
const gopanicPosition = { file: 'runtime/panic.go', line: 860 } as const;
const mainPosition = { file: 'runtime/proc.go', line: 290 } as const;
const goexitPosition = { file: 'runtime/asm_amd64.s', line: 1771 } as const;

/** What a goroutine is doing, as the first line of its trace says it. */
function statusText(m: Machine, gp: number): string {
  const { g } = m.rt.sched;
  const status = g.status[gp]!;
  if (status === GStatus.waiting) return waitReasonStrings[g.waitreason[gp]!] ?? 'waiting';
  if (status === GStatus.runnable) return 'runnable';
  return status === GStatus.running ? 'running' : 'dead';
}

/** Go does not say which instance of a generic function it is. */
function shortened(name: string): string {
  const open = name.indexOf('[');
  return open < 0 ? name : `${name.slice(0, open)}[...]${name.slice(name.lastIndexOf(']') + 1)}`;
}

/** Whether a frame shows in a trace: of package runtime only exported functions, as in Go. */
function isShown(name: string): boolean {
  if (!name.startsWith('runtime.')) return true;
  return /^runtime\.[A-Z]/.test(name);
}

/** The trace of one goroutine without its innermost `skip` frames, ending in a newline. */
export function traceback(m: Machine, gp: number, skip = 0): string {
  const { g } = m.rt.sched;
  const minutes = Math.floor((nanotime(m.rt) - g.waitsince[gp]!) / 60e9);
  const waits = g.status[gp] === GStatus.waiting && minutes >= 1 ? `, ${minutes} minutes` : '';
  const lines = [`goroutine ${g.goid[gp]} [${statusText(m, gp)}${waits}]:`];
  const frames: string[][] = [];
  const walk = new FrameWalk(m);
  walk.begin(gp);
  for (let i = 0; i < skip; i++) walk.next();
  do {
    const frame = frameLines(m, walk, frames.length === 0);
    if (frame !== undefined) frames.push(frame);
  } while (walk.next());
  const most = tracebackInnerFrames + tracebackOuterFrames;
  if (frames.length > most) {
    const left = frames.length - most;
    frames.splice(tracebackInnerFrames, left, [`...${left} frames elided...`]);
  }
  for (const frame of frames) lines.push(...frame);
  if (gp !== 1 && g.parentGoid[gp] !== 0) {
    const { name } = m.funcs[m.program.funcOf(g.gopc[gp]!)]!;
    // What the runtime has begun for itself is nobody's business, as in showframe.
    if (!name.startsWith('runtime.')) {
      lines.push(`created by ${shortened(name)} in goroutine ${g.parentGoid[gp]}`);
      lines.push(positionLine(m, g.gopc[gp]!));
    }
  }
  return `${lines.join('\n')}\n`;
}

function frameLines(m: Machine, walk: FrameWalk, first: boolean): string[] | undefined {
  const func = m.funcs[walk.fn]!;
  if (walk.fn >= m.stubs.goexit) return panicLines(m, walk, first);
  if (func.wrapper || !isShown(func.name)) return undefined;
  const args = func.params.length === 0 ? '' : '...';
  return [`${shortened(func.name)}(${args})`, positionLine(m, walk.pc)];
}

/**
 * A panic whose deferred functions run stands in the trace; one that has nothing left to run not.
 */
function panicLines(m: Machine, walk: FrameWalk, first: boolean): string[] | undefined {
  if (walk.fn !== m.stubs.gopanic || first) return undefined;
  const { i32 } = m.rt.mem;
  const at = walk.fp >> 2;
  if ((i32[at + 9]! & PanicFlag.goexit) !== 0) return undefined;
  const type = hexText(i32[at]!, i32[at + 1]!);
  return [
    `panic({${type}?, ${hexText(i32[at + 2]!, i32[at + 3]!)}?})`,
    `\t${gopanicPosition.file}:${gopanicPosition.line}`,
  ];
}

/**
 * Where frame `skip` of the running goroutine stands, 0 for the innermost; undefined when there are
 * not so many. Wrappers are not counted, and what the runtime does in several frames is one.
 */
export function callerPosition(
  m: Machine,
  skip: number,
): { readonly file: string; readonly line: number } | undefined {
  const walk = new FrameWalk(m);
  walk.begin(m.rt.g);
  for (let level = 0; ;) {
    if (!m.funcs[walk.fn]!.wrapper && level++ === skip) break;
    if (!walk.next()) return undefined;
  }
  if (walk.fn === m.stubs.gopanic) return gopanicPosition;
  if (walk.fn >= m.stubs.goexit) return goexitPosition;
  return walk.fn === m.program.entry ? mainPosition : m.program.positionOf(walk.pc);
}

function positionLine(m: Machine, pc: number): string {
  const { file, line } = m.program.positionOf(pc);
  return `\t${file}:${line}`;
}
