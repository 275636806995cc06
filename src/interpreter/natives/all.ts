/** The native bodies of library functions, by their link names. */
import { assert } from '../../base/assert';
import type { Native } from '../native';
import { bytealg } from './bytealg';
import { iter } from './iter';
import { math } from './math';
import { metrics } from './metrics';
import { mcleanup } from './mcleanup';
import { mfinal } from './mfinal';
import { reflect } from './reflect';
import { runtime } from './runtime';
import { strconv } from './strconv';
import { sync } from './sync';
import { time } from './time';
import { unicode } from './unicode';

const bodies: Readonly<Record<string, Native>> = {
  ...bytealg,
  ...iter,
  ...math,
  ...metrics,
  ...mcleanup,
  ...mfinal,
  ...reflect,
  ...runtime,
  ...strconv,
  ...sync,
  ...time,
  ...unicode,
};

/** The bodies for a program's natives, in its order. */
export function nativeTable(names: readonly string[]): readonly Native[] {
  return names.map((name) => {
    const body = bodies[name];
    assert(body !== undefined, `${name} has no body`);
    return body;
  });
}
