/** Natives of iter: the coroutines behind Pull. */
import { coroarg, coroexit, coroswitch, newcoro } from '../../runtime/coro';
import { funcOf } from '../enter';
import type { Native } from '../native';

export const iter: Readonly<Record<string, Native>> = {
  // createcoro(c *coro, start func())
  'iter.createcoro': (m, args) => {
    const { mem } = m.rt;
    const start = mem.loadPtr(args + 8);
    const gp = newcoro(m.rt, mem.loadPtr(args), funcOf(m, start), m.pc);
    m.layOut(gp, m.stubs.goexit, start);
  },
  // coroarg() *coro
  'iter.coroarg': ({ rt }, args) => {
    rt.mem.storePtr(args, coroarg(rt));
  },
  // coroswitch(c *coro)
  'iter.coroswitch': ({ rt }, args) => {
    coroswitch(rt, rt.mem.loadPtr(args));
  },
  // coroexit(c *coro)
  'iter.coroexit': ({ rt }, args) => {
    coroexit(rt, rt.mem.loadPtr(args));
  },
};
