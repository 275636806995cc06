/** Natives of runtime/metrics. */
import { readMetric, readMetricBySize, readSeconds } from '../../runtime/metrics';
import type { Native } from '../native';
import { bytesAt, latin1, setInt, setUint64 } from './args';

export const metrics: Readonly<Record<string, Native>> = {
  // readScalar(name string) (value uint64, ok bool)
  'runtime/metrics.readScalar': ({ rt }, args) => {
    const { mem } = rt;
    const value = readMetric(rt, latin1(bytesAt(mem, args)));
    setUint64(mem, args + 16, value ?? [0, 0]);
    mem.i32[(args >> 2) + 6] = value === undefined ? 0 : 1;
  },
  // readSeconds(name string) (value float64, ok bool)
  'runtime/metrics.readSeconds': ({ rt }, args) => {
    const { mem } = rt;
    const value = readSeconds(rt, latin1(bytesAt(mem, args)));
    mem.f64[(args >> 3) + 2] = value ?? 0;
    mem.i32[(args >> 2) + 6] = value === undefined ? 0 : 1;
  },
  // readBySize(name string, counts []uint64) (ok bool)
  'runtime/metrics.readBySize': ({ rt }, args) => {
    const { mem } = rt;
    const counts = readMetricBySize(rt, latin1(bytesAt(mem, args)));
    const to = mem.loadPtr(args + 16);
    counts?.forEach((count, i) => {
      setInt(mem, to + 8 * i, count);
    });
    if (counts !== undefined) mem.touch(to, 8 * counts.length);
    mem.i32[(args >> 2) + 10] = counts === undefined ? 0 : 1;
  },
};
