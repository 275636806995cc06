/**
 * Goroutines, Ps and the scheduler's own fields: the structures of runtime/runtime2.go of Go 1.26.
 *
 * NON-GO: there are no Ms. A P runs code by itself; what an M would add (a thread to be woken, its
 * latency) are a few columns of the P. Fields that only exist for locking are left out. Goroutines
 * are rows of a table and are named by the row's number; row 0 stands for no goroutine. A row is
 * used again as Go uses a dead g again, with a new goid.
 */
import type { ColumnSet, Table } from '../base/columns';

/** Status of a goroutine, numbered as in Go (`_Grunnable` …). */
export const enum GStatus {
  idle = 0,
  runnable = 1,
  running = 2,
  waiting = 4,
  dead = 6,
}

/** Status of a P. */
export const enum PStatus {
  idle = 0,
  running = 1,
}

/** NON-GO: how far a goroutine is with runtime.GC, which it does in portions. */
export const enum Collecting {
  no = 0,
  /** It waits until it can begin a cycle. */
  begun = 1,
  /** Its cycle is on, and swept afterwards. */
  cycle = 2,
  /** The call returns. */
  done = 3,
}

/** Why a goroutine waits, numbered as in Go. */
export const enum WaitReason {
  zero = 0,
  gcAssistMarking = 1,
  gcAssistWait = 7,
  gcSweepWait = 8,
  gcScavengeWait = 9,
  finalizerWait = 10,
  forceGCIdle = 11,
  updateGOMAXPROCSIdle = 12,
  semacquire = 13,
  sleep = 14,
  chanReceiveNilChan = 15,
  chanSendNilChan = 16,
  selectNoCases = 17,
  select = 18,
  chanReceive = 19,
  chanSend = 20,
  syncCondWait = 21,
  syncMutexLock = 22,
  syncRWMutexRLock = 23,
  syncRWMutexLock = 24,
  syncWaitGroupWait = 25,
  waitForGCCycle = 27,
  gcWorkerIdle = 28,
  preempted = 30,
  coroutine = 38,
  cleanupWait = 46,
}

/** How far an assist has come, see gcAssistAlloc. */
export const enum Assist {
  no = 0,
  /** It begins with the work that was worked out for it. */
  begins = 1,
  /** It is at gcDrainN. */
  drains = 2,
  /** It works out anew what it owes. */
  retries = 3,
}

/** Texts of wait reasons as goroutine traces print them. */
export const waitReasonStrings: readonly string[] = [
  '',
  'GC assist marking',
  'IO wait',
  'dumping heap',
  'garbage collection',
  'garbage collection scan',
  'panicwait',
  'GC assist wait',
  'GC sweep wait',
  'GC scavenge wait',
  'finalizer wait',
  'force gc (idle)',
  'GOMAXPROCS updater (idle)',
  'semacquire',
  'sleep',
  'chan receive (nil chan)',
  'chan send (nil chan)',
  'select (no cases)',
  'select',
  'chan receive',
  'chan send',
  'sync.Cond.Wait',
  'sync.Mutex.Lock',
  'sync.RWMutex.RLock',
  'sync.RWMutex.Lock',
  'sync.WaitGroup.Wait',
  'trace reader (blocked)',
  'wait for GC cycle',
  'GC worker (idle)',
  'GC worker (active)',
  'preempted',
  'debug call',
  'GC mark termination',
  'stopping the world',
  'flushing proc caches',
  'trace goroutine status',
  'trace proc status',
  'page trace flush',
  'coroutine',
  'GC weak to strong wait',
  'synctest.Run',
  'synctest.Wait',
  'chan receive (durable)',
  'chan send (durable)',
  'select (durable)',
  'sync.WaitGroup.Wait (durable)',
  'cleanup wait',
];

/** Slots of a P's ring of runnable goroutines. */
export const runqSlots = 256;

const gSchema = {
  goid: 'f64',
  /** {@link GStatus} */
  status: 'u8',
  /** {@link WaitReason} */
  waitreason: 'u8',
  /** Bounds of the stack (Off); 0 when a dead g has none. */
  stackLo: 'i32',
  stackHi: 'i32',
  /** Where it goes on: program counter, function, frame pointer (Off). */
  pc: 'i32',
  fn: 'i32',
  sp: 'i32',
  /** The g object in the heap. */
  object: 'i32',
  /** Innermost panic and defer record (Off). */
  _panic: 'i32',
  _defer: 'i32',
  /** Passed by whoever readies it: a sudog or 0. */
  param: 'i32',
  /** Sudogs it waits on (Off), in lock order for a select. */
  waiting: 'i32',
  /** Its panic began with a memory fault. */
  sig: 'u8',
  /** Another case of its select has won already. */
  selectDone: 'u8',
  /** Small numbers that a blocked operation keeps for its second call. */
  scratch: 'i32',
  /** Creator, and the instruction after its go statement. */
  parentGoid: 'f64',
  gopc: 'i32',
  /** Function it began with. */
  startfn: 'i32',
  /** Simulated time when it began to wait, in nanoseconds. */
  waitsince: 'f64',
  /** P it last ran on. */
  p: 'i32',
  /** Timer of its sleep, or 0. */
  timer: 'i32',
  /** Next in a list of goroutines. */
  schedlink: 'i32',
  gcAssistBytes: 'f64',
  /** NON-GO: {@link Assist}: where in gcAssistAlloc it stands, before its next instruction. */
  assisting: 'u8',
  /** Scan work that its gcDrainN is to do, and what it has done; when it began, in nanoseconds. */
  assistWork: 'f64',
  assistDone: 'f64',
  assistStart: 'f64',
  /** It is to stop what it does at the next safe point; while it has locks there is none. */
  preempt: 'u8',
  locks: 'u8',
  /** NON-GO: {@link Collecting}, while it is in runtime.GC. */
  collecting: 'u8',
  gcscandone: 'u8',
  /** Made by the runtime itself: not counted by NumGoroutine, no deadlock with it. */
  system: 'u8',
} as const;

const pSchema = {
  /** {@link PStatus} */
  status: 'u8',
  /** Next idle P. */
  link: 'i32',
  schedtick: 'f64',
  /** Goroutine it runs, or 0. */
  curg: 'i32',
  runqhead: 'u32',
  runqtail: 'u32',
  runnext: 'i32',
  /** Looks for work: its M would be spinning. */
  spinning: 'u8',
  /** Simulated time from which on it runs, and from which on it may take a runnext. */
  readyAt: 'f64',
  stealAt: 'f64',
  /** Simulated time at which the running time slice began. */
  schedwhen: 'f64',
  /** Dead goroutines: list and number. */
  gFree: 'i32',
  gFreeN: 'i32',
  /** Defer records: list through their link word, and number. */
  deferpool: 'i32',
  deferpoolN: 'i32',
  /** What the limiter counts on it, and since when; time of assists not told yet (ns). */
  limiterEvent: 'u8',
  limiterEventStart: 'f64',
  gcAssistTime: 'f64',
  goidcache: 'f64',
  goidcacheend: 'f64',
} as const;

const schedSchema = {
  goidgen: 'f64',
  /** NON-GO: those of all Ps too. */
  goroutinesCreated: 'f64',
  /** List of idle Ps (P + 1), and their number. */
  pidle: 'i32',
  npidle: 'i32',
  nmspinning: 'i32',
  runqhead: 'i32',
  runqtail: 'i32',
  runqsize: 'i32',
  gFree: 'i32',
  gFreeNoStack: 'i32',
  gFreeN: 'i32',
  /** Bytes a new stack gets when a dead g without one is used again. */
  startingStackSize: 'i32',
  /** Defer records that any P may take: a list through their link word. */
  deferpool: 'i32',
  deferpoolN: 'i32',
  /** The collector wants the world to stand still, which it does from the next safe point on. */
  gcwaiting: 'u8',
  /** Tick at which the turn ends. */
  turnEnd: 'f64',
  /** Simulated time at tick `sinceTick`, and nanoseconds per tick since. */
  since: 'f64',
  sinceTick: 'f64',
  rate: 'f64',
  mainStarted: 'u8',
  gomaxprocs: 'i32',
  /** Row of allp's array among the objects of the runtime, 0: not there. */
  allp: 'u32',
  /** Simulated time of the last change of that, and processor time of all Ps until then. */
  procresizetime: 'f64',
  totaltime: 'f64',
} as const;

export type GSchema = typeof gSchema;
type GTable = Table<GSchema>;
export type PSchema = typeof pSchema;
type PTable = Table<PSchema>;

/** Everything the scheduler remembers. */
export interface Sched {
  readonly columns: ColumnSet;
  /** allgs: row 0 is none. */
  readonly g: GTable;
  readonly p: PTable;
  /** Rings of all Ps, {@link runqSlots} each. */
  readonly runq: Table<{ readonly g: 'i32' }>;
  readonly sched: Table<typeof schedSchema>;
}

/** Tables for a process with `procs` Ps. */
export function newSched(columns: ColumnSet, procs: number): Sched {
  return {
    columns,
    g: columns.table('g', gSchema, 1, 64),
    p: columns.table('p', pSchema, procs),
    runq: columns.table('runq', { g: 'i32' } as const, procs * runqSlots),
    sched: columns.table('sched', schedSchema, 1),
  };
}
