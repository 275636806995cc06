/** Natives of runtime, runtime/debug and os: the collector, the scheduler, statistics, output. */
import { setGCPercent, setMemoryLimit, shownHeapGoal } from '../../runtime/mgcpacer';
import { scavengeAll } from '../../runtime/mgcscavenge';
import type { Off } from '../../runtime/memory';
import type { MemStats } from '../../runtime/mstats';
import { readmemstats } from '../../runtime/mstats';
import { gcount, goschedImpl } from '../../runtime/proc';
import { GOMAXPROCS } from '../../runtime/procresize';
import { rand } from '../../runtime/rand';
import { deferrangefunc } from '../defers';
import { otherGoroutines } from '../fatal';
import { FrameWalk } from '../frames';
import { collect } from '../hold';
import { Leave } from '../leave';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { goexitNow } from '../panics';
import { utf8 } from '../text';
import { callerPosition, traceback } from '../traceback';
import { bytesAt, getInt, setInt, setUint64 } from './args';

/** The first fields of runtime.MemStats: one uint64 each. */
const counters = [
  ...(['Alloc', 'TotalAlloc', 'Sys', 'Lookups', 'Mallocs', 'Frees', 'HeapAlloc'] as const),
  ...(['HeapSys', 'HeapIdle', 'HeapInuse', 'HeapReleased', 'HeapObjects', 'StackInuse'] as const),
  ...(['StackSys', 'MSpanInuse', 'MSpanSys', 'MCacheInuse', 'MCacheSys', 'BuckHashSys'] as const),
  ...(['GCSys', 'OtherSys', 'NextGC', 'LastGC', 'PauseTotalNs'] as const),
] satisfies readonly (keyof MemStats)[];

/** Offsets in runtime.MemStats behind them. */
const enum StatsField {
  pauseNs = 192,
  pauseEnd = 2240,
  numGC = 4288,
  numForcedGC = 4292,
  gcCPUFraction = 4296,
  enableGC = 4304,
  bySize = 4312,
  size = 5776,
}

/** readmemstats(m *MemStats) */
function memStats(m: Machine, args: Off): void {
  const { rt } = m;
  const stats = readmemstats(rt);
  const { mem } = rt;
  const at = mem.loadPtr(args);
  mem.zero(at, StatsField.size);
  counters.forEach((name, i) => {
    setInt(mem, at + 8 * i, stats[name]);
  });
  setUint64(mem, at + 8 * counters.indexOf('NextGC'), shownHeapGoal(rt));
  mem.u32[(at + StatsField.numGC) >> 2] = stats.NumGC;
  mem.u32[(at + StatsField.numForcedGC) >> 2] = stats.NumForcedGC;
  mem.f64[(at + StatsField.gcCPUFraction) >> 3] = stats.GCCPUFraction;
  mem.u8[at + StatsField.enableGC] = 1;
  stats.PauseNs.forEach((ns, i) => {
    setInt(mem, at + StatsField.pauseNs + 8 * i, ns);
  });
  stats.PauseEnd.forEach((ns, i) => {
    setInt(mem, at + StatsField.pauseEnd + 8 * i, ns);
  });
  stats.BySize.forEach(({ Size, Mallocs, Frees }, i) => {
    const row = at + StatsField.bySize + 24 * i;
    mem.u32[row >> 2] = Size;
    setInt(mem, row + 8, Mallocs);
    setInt(mem, row + 16, Frees);
  });
}

/** caller(skip int, file []byte) (n int, line int): skip 0 is the caller of runtime.Caller. */
function caller(m: Machine, args: Off): void {
  const { mem } = m.rt;
  // Frames: this native, runtime.Caller, then what is counted.
  const skip = getInt(mem, args) + 2;
  const found = skip < 0 ? undefined : callerPosition(m, skip);
  const bytes = found === undefined ? none : utf8(found.file);
  setInt(mem, args + 32, write(m, args + 8, bytes));
  setInt(mem, args + 40, found?.line ?? 0);
}

/** stack(buf []byte, all bool) int */
function stack(m: Machine, args: Off): void {
  const { mem } = m.rt;
  // Frames: this native and runtime.Stack.
  const own = traceback(m, m.rt.g, 2);
  const others = mem.u8[args + 24] === 0 ? [] : otherGoroutines(m).map((gp) => traceback(m, gp));
  setInt(mem, args + 32, write(m, args, utf8([own, ...others].join('\n'))));
}

/** newdeferrange() unsafe.Pointer: for the caller of its caller. */
function newdeferrange(m: Machine, args: Off): void {
  const walk = new FrameWalk(m);
  walk.begin(m.rt.g);
  walk.next();
  walk.next();
  m.rt.mem.storePtr(args, deferrangefunc(m.rt, walk.fp, walk.pc));
}

const none = new Uint8Array(0);

/** Writes what there is room for in the slice at `slice`; how many bytes. */
function write(m: Machine, slice: Off, bytes: Uint8Array): number {
  const { mem } = m.rt;
  const part = bytes.subarray(0, mem.i32[(slice >> 2) + 2]!);
  const to = mem.loadPtr(slice);
  mem.u8.set(part, to);
  mem.touch(to, part.length);
  return part.length;
}

/** Whether no cycle is on. If one is, the goroutine waits for its end and asks again. */
function afterMarking(m: Machine): boolean {
  if (m.rt.gcPhase === 0) return true;
  m.leave = Leave.again;
  m.rt.background.gcWaitOnMark();
  return false;
}

export const runtime: Readonly<Record<string, Native>> = {
  'runtime.GC': (m) => {
    collect(m);
  },
  'runtime.Gosched': ({ rt }) => {
    goschedImpl(rt);
  },
  'runtime.Goexit': (m) => {
    goexitNow(m);
  },
  'runtime.NumGoroutine': ({ rt }, args) => {
    setInt(rt.mem, args, gcount(rt, false));
  },
  // GOMAXPROCS(n int) int
  'runtime.GOMAXPROCS': (m, args) => {
    const { rt } = m;
    const n = getInt(rt.mem, args);
    if (n > 0 && n !== rt.procs && !afterMarking(m)) return;
    setInt(rt.mem, args + 8, GOMAXPROCS(rt, n));
  },
  'runtime.NumCPU': ({ rt }, args) => {
    setInt(rt.mem, args, rt.ncpu);
  },
  'runtime.readmemstats': memStats,
  'runtime.caller': caller,
  'runtime.stack': stack,
  'runtime.newdeferrange': newdeferrange,
  // setGCPercent(percent int) int
  'runtime/debug.setGCPercent': ({ rt }, args) => {
    setInt(rt.mem, args + 8, setGCPercent(rt, getInt(rt.mem, args)));
  },
  // gcWaitOnMark()
  'runtime/debug.gcWaitOnMark': (m) => {
    if (m.rt.go16 === undefined) afterMarking(m);
  },
  // SetMemoryLimit(limit int64) int64
  'runtime/debug.SetMemoryLimit': ({ rt }, args) => {
    const old = setMemoryLimit(rt, getInt(rt.mem, args));
    // No limit is the largest int64, which is no float.
    if (old < 2 ** 63) setInt(rt.mem, args + 8, old);
    else {
      rt.mem.i32[(args >> 2) + 2] = -1;
      rt.mem.i32[(args >> 2) + 3] = 0x7fffffff;
    }
  },
  'runtime/debug.scavengeAll': ({ rt }) => {
    scavengeAll(rt);
  },
  // runtime_rand() uint64
  'math/rand.runtime_rand': ({ rt }, args) => {
    rt.mem.i32[args >> 2] = rand(rt);
    rt.mem.i32[(args >> 2) + 1] = rand(rt);
  },
  // write(fd int, b []byte)
  'os.write': (m, args) => {
    const { mem } = m.rt;
    m.write(mem.i32[args >> 2]!, bytesAt(mem, args + 8).slice());
  },
  // Exit(code int)
  'os.Exit': (m, args) => {
    const code = m.rt.mem.i32[args >> 2]!;
    m.end('exit', code & 255, code === 0 ? '' : `exit status ${code & 255}`);
  },
};
