/** What the native part of the standard library is made of. */
import type { Off } from '../runtime/memory';
import type { Machine } from './machine';

/**
 * The body of a function that is not written in Go. `args` is the argument block: parameters, then
 * results, each in 8-byte slots in register form. When it leaves the goroutine waiting (gopark), it
 * is called again once that is readied.
 */
export type Native = (m: Machine, args: Off) => void;
