/** The log gives back what was put in, whatever the numbers are, and takes 16 bytes an event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { noStatics } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import { sweptNote, sweptObjects, sweptSpanClass } from '../../src/runtime/trace';
import type { Trace, TraceKind } from '../../src/runtime/trace';

const empty = (): Runtime =>
  new Runtime({ types: [], statics: noStatics, procs: 1, gogc: -1, boot: false });

interface Event {
  readonly kind: number;
  readonly why: number;
  readonly p: number;
  readonly g: number;
  readonly site: number;
  readonly pc: number;
  readonly a: number;
  readonly b: number;
  /** Ticks since the event before. */
  readonly later: number;
}

function append(rt: Runtime, { kind, why, p, g, site, pc, a, b, later }: Event): void {
  rt.tick += later;
  rt.p = p;
  rt.sched.g.goid[rt.g] = g;
  rt.site = site;
  rt.pc = pc;
  rt.trace.append(rt, kind as TraceKind, why, a, b);
}

function read(trace: Trace, index: number): Omit<Event, 'later'> & { tick: number } {
  return {
    kind: trace.kind(index),
    why: trace.why(index),
    p: trace.p(index),
    g: trace.g(index),
    site: trace.site(index),
    pc: trace.pc(index),
    a: trace.a(index),
    b: trace.b(index),
    tick: trace.tick(index),
  };
}

/** Numbers up to `limit`, and often those beside the edges of a field of `bits`. */
const around = (bits: number, limit: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 0, max: limit }),
    fc.integer({ min: 0, max: 300 }),
    fc.constantFrom(2 ** bits - 1, 2 ** bits - 2, Math.min(limit, 2 ** bits), limit),
  );

const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.integer({ min: 0, max: 20 }),
  why: fc.integer({ min: 0, max: 255 }),
  p: around(6, 1023),
  g: around(20, 2 ** 31 - 1),
  site: fc.oneof(fc.constant(-1), around(19, 2 ** 30)),
  pc: around(19, 2 ** 30),
  a: around(31, 2 ** 32 - 1),
  b: around(20, 2 ** 32 - 1),
  later: fc.oneof(fc.integer({ min: 0, max: 40 }), around(16, 2 ** 33)),
});

test('events are read as they were written, in any order', () => {
  const longest = { minLength: 1, maxLength: 60 };
  fc.assert(
    fc.property(fc.array(event, longest), (events) => {
      const rt = empty();
      let tick = 0;
      const expected = events.map(({ later, ...event }) => {
        append(rt, { later, ...event });
        tick += later;
        const [site, pc] = event.site >= 0 ? [event.site, -1] : [-1, event.pc];
        return { ...event, site, pc, tick };
      });
      for (let index = events.length - 1; index >= 0; index--)
        assert.deepEqual(read(rt.trace, index), expected[index]);
    }),
  );
});

const usual: Event = {
  ...{ kind: 0, why: 36, p: 3, g: 17, site: 90, pc: 4000, a: 0x7000_0000, b: 8192, later: 30 },
};

test('an event takes 16 bytes, over many chunks too', () => {
  const rt = empty();
  const count = 100_000;
  for (let i = 0; i < count; i++) append(rt, { ...usual, site: i % 2 === 0 ? -1 : i, b: i });
  assert.ok(rt.trace.bytes / count < 16.02, `${rt.trace.bytes / count} bytes`);
  for (let i = 0; i < count; i += 997) {
    assert.equal(rt.trace.b(i), i);
    assert.equal(rt.trace.tick(i), (i + 1) * 30);
  }
});

test('what happens again after a step back is the event that is there', () => {
  const rt = empty();
  append(rt, usual);
  const before = rt.columns.snapshot();
  append(rt, { ...usual, b: 1 });
  rt.columns.restore(before);
  assert.equal(rt.trace.count, 1);
  append(rt, { ...usual, b: 1 });
  append(rt, { ...usual, b: 2 });
  assert.equal(rt.trace.count, 3);
  assert.deepEqual(
    [0, 1, 2].map((index) => rt.trace.b(index)),
    [8192, 1, 2],
  );
  rt.trace.clear();
  append(rt, { ...usual, b: 7 });
  assert.deepEqual([rt.trace.count, rt.trace.b(0)], [1, 7]);
});

test('a sweep notes its objects and span class within an event', () => {
  for (const [objects, spanClass] of [
    [0, 0],
    [1024, 135],
    [1, 134],
  ] as const) {
    const note = sweptNote(objects, spanClass);
    assert.ok(note < 1 << 20);
    assert.deepEqual([sweptObjects(note), sweptSpanClass(note)], [objects, spanClass]);
  }
});
