/** Natives of sync: semaphores, lists of waiters, the pools' part of a P. */
import { goyield } from '../../runtime/proc';
import type { Off } from '../../runtime/memory';
import { WaitReason } from '../../runtime/runtime2';
import {
  notifyListAdd,
  notifyListNotifyAll,
  notifyListNotifyOne,
  notifyListWait,
  semacquire1,
  semrelease1,
} from '../../runtime/sema';
import { nanotime } from '../../runtime/time';
import { fatal } from '../fatal';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { textOf } from '../text';
import { bytesAt, setInt } from './args';

const acquire =
  (reason: WaitReason): Native =>
  ({ rt }, args) => {
    semacquire1(rt, rt.mem.loadPtr(args), false, reason);
  };

/** Offsets in sync.Pool. */
const enum PoolField {
  local = 0,
  localSize = 8,
  victim = 16,
  victimSize = 24,
}

/** The beginning of a global of the library, 0 when the program has none. */
function globalAt(m: Machine, name: string): Off {
  return m.program.globals.find((global) => global.name === name)?.offset ?? 0;
}

/**
 * poolCleanup of sync/pool.go, at the beginning of a collection: what was not taken since the last
 * one is given up, and what is there now has its last chance.
 */
export function poolCleanup(m: Machine): () => void {
  const all = globalAt(m, 'sync.pools');
  const old = all + 24;
  return () => {
    if (all === 0) return;
    const { mem } = m.rt;
    const each = (list: Off, visit: (pool: Off) => void): void => {
      const data = mem.loadPtr(list);
      const length = mem.i32[(list >> 2) + 2]!;
      for (let i = 0; i < length; i++) {
        const pool = mem.loadPtr(data + 8 * i);
        visit(pool);
        mem.touch(pool, 40);
      }
    };
    each(old, (pool) => {
      mem.zero(pool + PoolField.victim, 16);
    });
    each(all, (pool) => {
      mem.copy(pool + PoolField.victim, pool + PoolField.local, 16);
      mem.zero(pool + PoolField.local, 16);
    });
    mem.copy(old, all, 24);
    mem.zero(all, 24);
  };
}

export const sync: Readonly<Record<string, Native>> = {
  'sync.runtime_SemacquireRWMutexR': acquire(WaitReason.syncRWMutexRLock),
  'sync.runtime_SemacquireRWMutex': acquire(WaitReason.syncRWMutexLock),
  'sync.runtime_SemacquireWaitGroup': acquire(WaitReason.syncWaitGroupWait),
  // runtime_SemacquireMutex(s *uint32, lifo bool)
  'sync.runtime_SemacquireMutex': ({ rt }, args) => {
    const lifo = rt.mem.i32[(args >> 2) + 2] !== 0;
    semacquire1(rt, rt.mem.loadPtr(args), lifo, WaitReason.syncMutexLock);
  },
  // runtime_Semrelease(s *uint32, handoff bool)
  'sync.runtime_Semrelease': ({ rt }, args) => {
    const handoff = rt.mem.i32[(args >> 2) + 2] !== 0;
    if (semrelease1(rt, rt.mem.loadPtr(args), handoff)) goyield(rt);
  },
  'sync.runtime_notifyListAdd': ({ rt }, args) => {
    rt.mem.i32[(args >> 2) + 2] = notifyListAdd(rt, rt.mem.loadPtr(args));
  },
  'sync.runtime_notifyListWait': ({ rt }, args) => {
    notifyListWait(rt, rt.mem.loadPtr(args), rt.mem.u32[(args >> 2) + 2]!);
  },
  'sync.runtime_notifyListNotifyAll': ({ rt }, args) => {
    notifyListNotifyAll(rt, rt.mem.loadPtr(args));
  },
  'sync.runtime_notifyListNotifyOne': ({ rt }, args) => {
    notifyListNotifyOne(rt, rt.mem.loadPtr(args));
  },
  'sync.runtime_procPin': ({ rt }, args) => {
    rt.sched.g.locks[rt.g]!++;
    setInt(rt.mem, args, rt.p);
  },
  'sync.runtime_procUnpin': ({ rt }) => {
    rt.sched.g.locks[rt.g]!--;
  },
  'sync.runtime_nanotime': ({ rt }, args) => {
    setInt(rt.mem, args, nanotime(rt));
  },
  // fatal(text string)
  'sync.fatal': (m, args) => {
    fatal(m, 'fatal', textOf(bytesAt(m.rt.mem, args)));
  },
};
