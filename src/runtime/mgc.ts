/**
 * The garbage collector's cycle, after runtime/mgc.go of Go 1.26.
 */
import type { Runtime } from './runtime';

/** runtime.GC(). */
export function GC(rt: Runtime): void {
  void rt;
}
