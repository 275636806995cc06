/**
 * A seeded pseudo-random generator in integer arithmetic (xorshift with 128 bits of state), so that
 * every machine draws the same numbers. The state is four words of a column of the owner.
 */

/** Fills `state` (four words) from a seed. */
export function seedRandom(state: Uint32Array, seed: number): void {
  let x = (seed >>> 0) ^ (Math.floor(seed / 4294967296) | 0);
  for (let i = 0; i < 4; i++) {
    x = (x + 0x9e3779b9) | 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = z ^ (z >>> 16);
  }
  // All zero is the one state the generator cannot leave.
  if ((state[0]! | state[1]! | state[2]! | state[3]!) === 0) state[0] = 1;
}

/** The next 32 random bits. */
export function random32(state: Uint32Array): number {
  let t = state[3]! | 0;
  const s = state[0]! | 0;
  state[3] = state[2]!;
  state[2] = state[1]!;
  state[1] = s;
  t ^= t << 11;
  t ^= t >>> 8;
  const next = t ^ s ^ (s >>> 19);
  state[0] = next;
  return next >>> 0;
}

/** A random integer in `[0, bound)`, for `1 ≤ bound ≤ 2^32`, without bias. */
export function randomBelow(state: Uint32Array, bound: number): number {
  const reject = 4294967296 % bound;
  for (;;) {
    const drawn = random32(state);
    if (drawn >= reject) return drawn % bound;
  }
}
