/**
 * The lessons that ship: every stop is told in both languages, every question is answered, every
 * expectation holds, and what the notes claim of a stop is the case there.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { shownModes } from '../../src/golang/annotations';
import type { Key } from '../../src/protocol/keys';
import { GCPhase } from '../../src/protocol/views';
import type { SessionState } from '../../src/protocol/views';
import type { Session } from '../../src/session/session';
import { modeNames } from '../../webview/state/persist';
import { finished, runOf, session, settle } from './load';

const names = readdirSync('examples/lessons').sort((a, b) => (a < b ? -1 : 1));

function sourceOf(name: string): string {
  return readFileSync(`examples/lessons/${name}`, 'utf8');
}

/** A stop as playback shows it. */
interface Told {
  readonly en: SessionState;
  readonly zh: SessionState;
}

function begun(name: string, language: 'en' | 'zh-cn' = 'en'): Session {
  return session(sourceOf(name), { language }, name);
}

function nextStop(of: Session): SessionState | undefined {
  of.beginRunTo('stop');
  const state = settle(of).state();
  return state.narration?.isHere === true ? state : undefined;
}

function told(name: string): Told[] {
  const [english, chinese] = [begun(name), begun(name, 'zh-cn')];
  const list: Told[] = [];
  for (;;) {
    const [en, zh] = [nextStop(english), nextStop(chinese)];
    if (en === undefined || zh === undefined) return list;
    list.push({ en, zh });
  }
}

const asks = (note: string | undefined): boolean => /[?？]$/.test(note ?? '');
const sentences = (note: string): number => note.match(/[.?:](\s|$)/g)?.length ?? 0;

test('there is a lesson for each of the ten topics, and one about Go 1.6', () => {
  assert.equal(names.length, 11);
  assert.ok(names.every((name, index) => name.startsWith(String(index + 1).padStart(2, '0'))));
});

test('a stop can ask for every mode of the panel', () => {
  assert.deepEqual([...shownModes], [...modeNames]);
});

for (const name of names) {
  test(`${name}: a story in both languages that asks before it shows`, () => {
    const source = sourceOf(name);
    const lines = source.trimEnd().split('\n').length;
    assert.ok(lines >= 40 && lines <= 100, `${lines} lines`);
    const stops = told(name);
    assert.equal(stops.length, stops[0]?.en.narration?.total, 'every stop is passed once');
    assert.notEqual(stops[0]?.en.narration?.mode, undefined, 'the first stop opens a mode');
    const seen = new Set<string>();
    stops.forEach(({ en, zh }, index) => {
      const [english, chinese] = [en.note ?? '', zh.note ?? ''];
      const { name: stop } = en.narration!;
      assert.ok(!seen.has(english) && english !== '', `${stop} has a note of its own`);
      seen.add(english);
      assert.match(chinese, /\p{Script=Han}/u, `${stop} in Chinese`);
      assert.ok(!/\p{Script=Han}/u.test(english), `${stop} in English`);
      assert.ok(english.length <= 330, `${stop}: ${english.length} characters`);
      assert.ok(sentences(english) <= 6, `${stop}: ${sentences(english)} sentences`);
      assert.equal(asks(english), asks(chinese), `${stop} asks in both languages`);
      assert.ok(!asks(english) || index + 1 < stops.length, `${stop} is answered`);
    });
    assert.ok(
      stops.some(({ en }) => asks(en.note)),
      'it asks',
    );
  });

  test(`${name}: what it expects is the case, and nothing is said to be wrong`, () => {
    const run = finished(begun(name));
    assert.deepEqual(run.warnings, []);
    assert.deepEqual(run.state().exit?.kind, 'ok');
    const results = run.expectations();
    assert.ok(results.length > 0);
    assert.deepEqual(
      results.filter(({ ok }) => !ok),
      [],
    );
  });
}

// ---- what the notes claim

/** Takes a lesson from stop to stop, by name. */
class Walk {
  readonly session: Session;
  private readonly states = new Map<string, SessionState>();

  constructor(private readonly name: string) {
    this.session = begun(name);
  }

  to(stop: string): SessionState {
    this.session.beginRunToStop(stop);
    const state = settle(this.session).state();
    assert.equal(state.narration?.name, stop);
    this.states.set(stop, state);
    return state;
  }

  /** Live objects of the line with `text` on it, newest first. */
  objects(text: string): Key[] {
    const line = sourceOf(this.name)
      .split('\n')
      .findIndex((one) => !one.includes('//mem:') && one.includes(text));
    assert.ok(line >= 0, text);
    return this.session.keysOfLine(line + 1).filter((key) => key.startsWith('slot:'));
  }

  page(key: Key | undefined): number {
    assert.ok(key);
    return this.session.inspect({ key }).page!;
  }

  /** What is above an object in the tree. */
  path(key: Key | undefined): readonly string[] {
    assert.ok(key);
    return this.session.inspect({ key }).path;
  }
}

function grew(from: SessionState, to: SessionState): SessionState['stats'] {
  const entries = Object.entries(to.stats) as [keyof SessionState['stats'], number][];
  const made = entries.map(([name, value]) => [name, value - from.stats[name]] as const);
  return Object.fromEntries(made) as unknown as SessionState['stats'];
}

test('startup: no system call for twenty thousand objects, one for 8 MiB', () => {
  const walk = new Walk('01-startup.go');
  const [predict, none] = [walk.to('predict'), walk.to('none')];
  const [still, grown] = [walk.to('still'), walk.to('grown')];
  assert.equal(grew(predict, none).syscalls, 0);
  assert.equal(grew(none, still).syscalls, 0);
  assert.equal(grew(none, still).mallocs, 20_000);
  assert.equal(grew(still, grown).syscalls, 1);
});

test('size classes: neighbours, and the mark bits at the end of the span', () => {
  const walk = new Walk('02-size-classes.go');
  walk.to('end');
  const [last, before] = walk.objects('new([6]int64)');
  const { span } = walk.session.inspect({ key: last! });
  assert.deepEqual([span?.nelems[0], span?.elemBytes[0], span?.markBitsBytes[0]], [168, 48, 128]);
  const number = (key: string): number => Number(key.split(':')[2]);
  assert.equal(number(last!) - number(before!), 1);
});

test('taking a slot: none, a shared one, a span of thirteen pages', () => {
  const walk = new Walk('03-taking-a-slot.go');
  const [zero, tiny, noscan] = [walk.to('zero'), walk.to('tiny'), walk.to('noscan')];
  assert.equal(grew(zero, tiny).heapLiveBytes, 0);
  assert.ok(grew(tiny, noscan).heapLiveBytes <= 16);
  const [large, end] = [walk.to('large'), walk.to('end')];
  const grown = grew(large, end);
  assert.equal(grown.heapInUseBytes, 13 * 8192);
  assert.deepEqual([grown.mcentralLocks, grown.mheapLocks], [0, 1]);
});

test('three levels: which locks are taken', () => {
  const walk = new Walk('04-three-levels.go');
  const [first, refilled, full] = [walk.to('first'), walk.to('refilled'), walk.to('full')];
  const [second, many] = [walk.to('second'), walk.to('many')];
  const begin = grew(first, refilled);
  assert.deepEqual([begin.mcentralLocks, begin.mheapLocks], [1, 0]);
  const fill = grew(refilled, full);
  assert.deepEqual([fill.mcentralLocks, fill.mheapLocks, fill.mallocs], [0, 0, 7]);
  const rest = grew(second, many);
  assert.deepEqual([rest.mallocs, rest.mcentralLocks, rest.mheapLocks], [816, 204, 3]);
});

test('mspan: a full one, dead slots that nobody knows of, reuse of the lowest', () => {
  const walk = new Walk('05-mspan.go');
  const span = (): unknown[] => {
    const found = walk.session.inspect({ key: walk.objects('new(block)').at(-1)! }).span!;
    return [found.freeindex[0], found.allocCount[0], found.nelems[0]];
  };
  walk.to('one');
  assert.deepEqual(span(), [1, 1, 4]);
  walk.to('full');
  assert.deepEqual(span(), [4, 4, 4]);
  walk.to('dead');
  assert.deepEqual(span(), [4, 4, 4]);
  walk.to('swept');
  assert.deepEqual(span(), [0, 2, 4]);
  const before = walk.objects('new(block)');
  walk.to('reused');
  const [slot] = walk.objects('new(block)').filter((key) => !before.includes(key));
  assert.match(slot!, /:1$/);
});

test('structures: one span from the mcache to mcentral and back', () => {
  const walk = new Walk('06-structures.go');
  walk.to('cached');
  const span = walk.path(walk.objects('blocks[i] = new(block)')[0]).at(-1);
  const place = (): string => walk.path(span as Key).join(' ');
  assert.match(place(), /mcache/);
  walk.to('handed');
  assert.match(place(), /mcentral/);
  assert.doesNotMatch(place(), /mcache/);
  const partial = walk.to('partial');
  assert.match(place(), /mcentral/);
  const taken = walk.to('taken');
  assert.match(place(), /mcache/);
  assert.equal(walk.path(walk.objects('third = new(block)')[0]).at(-1), span);
  assert.equal(grew(partial, taken).mheapLocks, 0);
});

test('zones: two on the heap', () => {
  const walk = new Walk('07-four-zones.go');
  walk.to('stays');
  assert.deepEqual(walk.objects('&point{x: x}'), []);
  walk.to('closure');
  assert.equal(walk.objects('&point{x: x}').length, 1);
  assert.equal(walk.objects('count := 0').length, 1);
});

test('marking: the ring goes, and a cycle runs while the program stores', () => {
  const walk = new Walk('08-marking.go');
  walk.to('before');
  assert.equal(walk.objects('a, b := &node{}').length, 2);
  assert.equal(walk.objects('n := &node{}').length, 15);
  walk.to('after');
  assert.equal(walk.objects('a, b := &node{}').length, 0);
  assert.equal(walk.objects('n := &node{}').length, 15);
  for (const stop of ['during', 'black', 'barrier'])
    assert.equal(walk.to(stop).gcPhase, GCPhase.mark, stop);
  assert.equal(walk.to('end').stats.numGC, 2);
});

test('release: slots, spans, pages, and the way back', () => {
  const walk = new Walk('09-release.go');
  const stats = (stop: string): SessionState['stats'] => walk.to(stop).stats;
  walk.to('fill');
  const half = stats('half');
  const first = walk.page(walk.objects('records[i] = new(record)').at(-1));
  const slots = stats('slots');
  assert.ok(slots.heapLiveBytes < half.heapLiveBytes - 120 * 1024);
  const refilled = stats('refilled');
  assert.equal(refilled.heapInUseBytes, slots.heapInUseBytes);
  const spans = stats('spans');
  assert.ok(spans.heapInUseBytes <= refilled.heapInUseBytes - 32 * 8192);
  const recut = stats('recut');
  assert.equal(recut.heapReleasedBytes, spans.heapReleasedBytes);
  const wide = walk.page(walk.objects('wide = make')[0]);
  assert.ok(Math.abs(wide - first) < 32, `${wide} is where ${first} was`);
  const released = stats('released');
  assert.ok(released.heapReleasedBytes > recut.heapReleasedBytes);
  assert.ok(released.syscalls > recut.syscalls);
  const again = stats('again');
  assert.equal(released.heapReleasedBytes - again.heapReleasedBytes, 25 * 8192);
});

test('cost: no hole is large enough for ten pages, the lowest takes five', () => {
  const walk = new Walk('10-cost.go');
  const [slots, waste] = [walk.to('slots'), walk.to('waste')];
  assert.equal(grew(slots, waste).heapLiveBytes, 200 * 1152);
  walk.to('holes');
  const pieces = walk.objects('pieces[index] = make').map((key) => walk.page(key));
  assert.equal(pieces.length, 32);
  walk.to('behind');
  const [large] = walk.objects('pieces[index] = make').map((key) => walk.page(key));
  assert.ok(pieces.every((page) => page < large!));
  walk.to('fits');
  const [fit] = walk.objects('pieces[2] = make').map((key) => walk.page(key));
  assert.ok(fit! < Math.min(...pieces));
  walk.to('cycle');
  const [one, two] = runOf(walk.session).recorder.collections.map(({ marked }) => marked);
  assert.ok(two! >= one! && two! < one! * 1.2, `${one}, then ${two}`);
});

test('classic: the span of a free list, on the lists of its mcentral', () => {
  const walk = new Walk('11-classic.go');
  assert.equal(walk.to('reserved').options.profile, 'go1.6');
  walk.to('taken');
  const span = walk.path(walk.objects('kept[i] = new(block)')[0]).at(-1) as Key;
  const fields = (): Map<unknown, unknown> =>
    new Map(
      walk.session
        .inspect({ key: span })
        .groups.flatMap((group) => group.fields)
        .map((field) => [field.name, field.value]),
    );
  assert.equal(fields().get('freelist'), 'nil');
  assert.equal(fields().get('ref'), 4);
  const list = (): string => {
    const key = walk.path(span).at(-1) as Key;
    return JSON.stringify(walk.session.inspect({ key }).title);
  };
  walk.to('refilled');
  assert.match(list(), /\bempty/);
  walk.to('swept');
  assert.notEqual(fields().get('freelist'), 'nil');
  assert.equal(fields().get('ref'), 2);
  assert.match(list(), /nonempty/);
  walk.to('end');
  const large = walk.path(walk.objects('large = make')[0]);
  const titles = large.map((key) => walk.session.inspect({ key: key as Key }).title);
  assert.match(JSON.stringify(titles), /busy\[13\]/);
});

// ---- the story as the session tells it

test('the way back through the stops, and what a step away from one says', () => {
  const walk = new Walk('04-three-levels.go');
  walk.to('full');
  const { narration } = walk.session.state();
  assert.deepEqual(
    [narration?.number, narration?.total, narration?.passage, narration?.isHere],
    [3, 6, 3, true],
  );
  walk.session.beginSeek(narration!.previousTick!);
  const back = settle(walk.session).state();
  assert.deepEqual([back.narration?.name, back.narration?.isHere], ['refilled', true]);
  assert.match(back.note!, /^That of its mcentral/);
  walk.session.beginStep();
  const away = settle(walk.session).state();
  assert.deepEqual([away.narration?.name, away.narration?.isHere], ['refilled', false]);
  walk.session.beginSeek(away.narration!.previousTick!);
  assert.equal(settle(walk.session).state().narration?.isHere, true);
  walk.session.beginSeek(0);
  const start = settle(walk.session).state().narration;
  assert.deepEqual([start?.number, start?.isHere, start?.previousTick], [0, false, undefined]);
});

test('a file without stops has no story', () => {
  assert.equal(session('package main\n\nfunc main() {}\n').state().narration, undefined);
});
