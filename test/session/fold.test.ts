/** Thinning out a run: nothing is invented, order stays, and what is sent is bounded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { firstPerStep, longestPerStep, stepOf } from '../../src/session/fold';

const gaps = fc.array(
  fc.record({ gap: fc.nat(30), length: fc.nat(400), g: fc.integer({ min: 1, max: 50 }) }),
  {
    maxLength: 400,
  },
);

test('stretches: long ones stay, of the short ones the longest of a step and of each goroutine', () => {
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 60 }), (drawn, points) => {
      let tick = 0;
      const all = drawn.map(({ gap, length, g }) => {
        const from = tick + gap;
        tick = from + length;
        return { from, to: tick, g };
      });
      const steps = { fromTick: 0, toTick: tick, points };
      const numbers = all.map((_, i) => i);
      const kept = longestPerStep(numbers, steps, {
        from: (i) => all[i]!.from,
        to: (i) => all[i]!.to,
        g: (i) => all[i]!.g,
      });
      assert.deepEqual(
        kept,
        [...new Set(kept)].sort((a, b) => a - b),
      );
      if (all.length <= points) return assert.deepEqual(kept, numbers);
      const step = (i: number): number => stepOf(steps, all[i]!.from);
      const isShort = (i: number): boolean => stepOf(steps, all[i]!.to) === step(i);
      const length = (i: number): number => all[i]!.to - all[i]!.from;
      for (const i of numbers) {
        if (kept.includes(i)) continue;
        assert.ok(isShort(i), 'what is left out is shorter than a step');
        const beside = kept.filter((other) => step(other) === step(i));
        assert.ok(beside.some((other) => length(other) >= length(i)));
        const own = all[i]!.g;
        if (own <= 32) assert.ok(beside.some((other) => all[other]!.g === own));
      }
    }),
  );
});

test('moments: the first of each step and those that must stay', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 40 }), (drawn, points) => {
      const ticks = [...drawn].sort((a, b) => a - b);
      const steps = { fromTick: 0, toTick: 1000, points };
      const kept = firstPerStep(
        ticks,
        steps,
        (tick) => tick,
        (tick) => tick % 97 === 0,
      );
      const others = kept.filter((tick) => tick % 97 !== 0);
      assert.ok(others.length <= points + 1);
      for (const tick of ticks) {
        assert.ok(kept.some((other) => stepOf(steps, other) === stepOf(steps, tick)));
        if (tick % 97 === 0) assert.ok(kept.includes(tick));
      }
    }),
  );
});
