/** Comparing two moments: with itself nothing differs; sums agree with what the dashboard says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ComparedTable, Comparison, Moment } from '../../src/protocol/compare';
import { sayText } from '../../src/protocol/strings';
import { compareMoments } from '../../src/session/compare';
import { Curve } from '../../src/session/curve';
import { Gatherer } from '../../src/session/facts';
import type { SessionOptions } from '../../src/session/options';
import { runRecord } from '../../src/session/record';
import { factsAt, Recording } from '../../src/session/recording';
import type { Recorded } from '../../src/session/recording';
import { savedRun } from '../../src/session/saved';
import { Session } from '../../src/session/session';
import { example, examples, finished, settle } from './load';

/** A run recorded in slices of `steps`. */
function recorded(
  name: string,
  options: Partial<SessionOptions> = {},
  steps = 30_000,
  toTick?: number,
): Recorded {
  const recording = new Recording(example(name, options), toTick);
  for (let slices = 0; !recording.work(steps); slices++) assert.ok(slices < 1_000_000);
  return recording.recorded;
}

function compare(a: Recorded, b: Recorded, at: Moment = { kind: 'end' }): Comparison {
  const [left, right] = [factsAt(a, at), factsAt(b, at)];
  assert.ok(left && right, 'one side has not come to the moment');
  return compareMoments({ recorded: a, facts: left, at }, { recorded: b, facts: right, at });
}

const tablesOf = ({ classes, types, sites, ages }: Comparison): ComparedTable[] => {
  assert.ok(classes && types && sites && ages);
  return [classes, types, sites, ages];
};

const total = ({ totals }: Comparison, name: string): { left: number; right: number } => {
  const found = totals.find((one) => sayText('en', one.name) === name);
  assert.ok(found, name);
  return found;
};

const sumOf = (table: ComparedTable, measure: ComparedTable['measures'][number]) =>
  table.sums[table.measures.indexOf(measure)]!;

test('a run compared with itself differs nowhere, however it is sliced', () => {
  for (const name of examples) {
    const whole = recorded(name);
    const sliced = recorded(name, {}, 700);
    const moments: Moment[] = [
      { kind: 'end' },
      ...whole.passages.map(({ name: stop, passage }) => ({
        ...{ kind: 'stop' as const, name: stop, passage },
      })),
    ];
    for (const at of moments) {
      const made = compare(whole, sliced, at);
      assert.deepEqual(
        made.totals.filter(({ difference }) => difference !== 0),
        [],
      );
      for (const { rows, sums } of tablesOf(made)) {
        for (const { cells } of rows)
          for (const { difference } of cells) assert.equal(difference, 0);
        for (const { difference } of sums) assert.equal(difference, 0);
      }
      assert.deepEqual(made.left.curve, made.right.curve);
      assert.deepEqual(made.left.strip, made.right.strip);
    }
  }
});

test('sums agree with the dashboard and with one another', () => {
  for (const name of examples) {
    const of = recorded(name);
    const [classes, types, sites, ages] = tablesOf(compare(of, of)) as [
      ComparedTable,
      ComparedTable,
      ComparedTable,
      ComparedTable,
    ];
    const dashboard = finished(example(name)).dashboard().classes;
    for (const measure of ['objects', 'bytes'] as const) {
      const expected = dashboard.reduce((sum, row) => sum + row[measure], 0);
      for (const table of [classes, types, sites, ages])
        assert.equal(sumOf(table, measure).left, expected, `${name} ${measure}`);
    }
    assert.equal(
      sumOf(classes, 'spans').left,
      dashboard.reduce((sum, row) => sum + row.spans, 0),
    );
  }
});

test('two runtimes: the same program, the same instructions, each with its own classes', () => {
  for (const name of ['01-three-levels.go', '05-collect-and-reuse.go']) {
    const [modern, classic] = [recorded(name), recorded(name, { profile: 'go1.6' })];
    const made = compare(modern, classic);
    // Waiting for the collector takes its own time on each; up to there they go in step.
    const first = modern.collections[0] ?? Infinity;
    for (const { name: stop, passage, facts } of modern.passages) {
      const there = classic.passages.find((one) => one.name === stop && one.passage === passage);
      if (facts.tick < first) assert.equal(there!.facts.tick, facts.tick, stop);
    }
    assert.ok(Math.abs(made.left.endTick - made.right.endTick) < 0.03 * made.left.endTick);
    assert.deepEqual(made.left.trouble, made.right.trouble);
    // A site makes as many objects on either; what differs is how they lie.
    const [user] = [made.sites!.rows.filter(({ source }) => source !== undefined)];
    assert.ok(user!.length > 0);
    const at = made.sites!.measures.indexOf('allocations');
    for (const { cells, label } of user!) assert.equal(cells[at]!.difference, 0, String(label));
    assert.ok(made.totals.some(({ name: one, difference }) => one === 'Sys' && difference !== 0));
    const dashboard = finished(example(name, { profile: 'go1.6' })).dashboard().classes;
    for (const measure of ['objects', 'bytes'] as const) {
      const expected = dashboard.reduce((sum, row) => sum + row[measure], 0);
      for (const table of tablesOf(made))
        assert.equal(sumOf(table, measure).right, expected, `${name} ${measure}`);
    }
    assert.ok(made.stops.length > 0);
    assert.ok(made.left.strip!.pages > 0 && made.right.strip!.pages > 0);
  }
});

test('moments are aligned at stops: the same passage of the same stop on both sides', () => {
  const name = '05-collect-and-reuse.go';
  const [a, b] = [recorded(name), recorded(name, { gogc: 400 })];
  assert.ok(a.passages.length > 1);
  assert.deepEqual(
    compare(a, b).stops,
    a.passages.map((one) => ({ name: one.name, passage: one.passage })),
  );
  for (const { name: stop, passage, facts } of a.passages) {
    const direct = example(name);
    for (let count = 0; count < passage; count++) {
      direct.beginRunToStop(stop);
      settle(direct);
    }
    assert.equal(facts.tick, direct.state().tick, stop);
    assert.deepEqual(facts.memStats, direct.memStats(), stop);
    const made = compare(a, b, { kind: 'stop', name: stop, passage });
    assert.equal(made.left.tick, facts.tick);
  }
});

test('a lower GOGC collects more often and keeps the peak lower', () => {
  const source = readFileSync('test/session/testdata/churn.go', 'utf8');
  const record = (options: Partial<SessionOptions>): Recorded => {
    const recording = new Recording(new Session('churn.go', source, options));
    while (!recording.work(100_000));
    return recording.recorded;
  };
  const made = compare(record({ gogc: 100 }), record({ gogc: 25 }));
  const collections = total(made, 'NumGC');
  assert.ok(collections.right > collections.left, JSON.stringify(collections));
  const peak = total(made, 'Peak heap live');
  assert.ok(peak.right < peak.left, JSON.stringify(peak));
  assert.equal(total(made, 'Mallocs').left, total(made, 'Mallocs').right);
  // The same program executes the same instructions, which is what the axis of the curves rests on:
  // test/interpreter/ticks.test.ts counts them. Portions of assists take a tick each beside that.
  assert.ok(Math.abs(made.left.endTick - made.right.endTick) < 50);
  assert.equal(made.left.collections.length, collections.left);
  const ages = made.ages!.rows.map(({ label }) => sayText('en', label));
  assert.ok(
    ages.some((label) => /^survived [1-9]/.test(label)),
    ages.join(', '),
  );
  // The most different totals stand first.
  const shares = made.totals.map(
    ({ left, right }) => Math.abs(left - right) / Math.max(1, Math.abs(left), Math.abs(right)),
  );
  assert.ok(shares[0]! > 0.3 && shares.at(-1) === 0);
});

test('a recording to a tick stands where a seek leads', () => {
  const name = '05-collect-and-reuse.go';
  const end = recorded(name);
  const tick = Math.floor(end.endTick / 2);
  const half = recorded(name, {}, 30_000, tick);
  assert.equal(half.end!.tick, tick);
  const direct = finished(example(name));
  direct.beginSeek(tick);
  settle(direct);
  assert.deepEqual(half.end!.memStats, direct.memStats());
  const gatherer = new Gatherer(direct);
  let slices = 1;
  while (!gatherer.work(50)) slices++;
  assert.ok(slices > 3, 'gathering is sliced');
  assert.deepEqual(gatherer.facts.sites, half.end!.sites);
  assert.deepEqual(gatherer.facts.ages, half.end!.ages);
});

test('a saved run of the same program differs nowhere in what it tells', () => {
  for (const name of examples) {
    const record = JSON.stringify(runRecord(finished(example(name)), undefined));
    const saved = savedRun('run.json', record);
    assert.ok(typeof saved !== 'string', String(saved));
    const made = compare(recorded(name), saved);
    assert.deepEqual(
      made.totals.filter(({ difference }) => difference !== 0),
      [],
      name,
    );
    assert.ok(made.totals.length > 20);
    assert.equal(made.classes, undefined);
    assert.equal(made.ages, undefined);
    for (const { rows } of [made.sites!, made.types!])
      for (const { label, cells } of rows)
        for (const { difference } of cells)
          assert.equal(difference, 0, `${name} ${sayText('en', label)}`);
  }
});

test('what is no saved run is refused with a reason', () => {
  assert.match(String(savedRun('x', 'nothing')), /JSON|Unexpected/);
  assert.equal(savedRun('x', '[]'), 'it is not an object');
  assert.equal(savedRun('x', '{"version":7}'), 'version 7 is not known');
  assert.equal(savedRun('x', '{"version":1}'), 'it has no memstats');
  const odd = savedRun(
    'x',
    '{"version":1,"memstats":{"Sys":"a"},"sites":[null,{"line":"b"}],"gcs":3}',
  );
  assert.ok(typeof odd !== 'string' && odd.end!.sites!.length === 1);
});

test('a curve keeps every peak while its points are merged', () => {
  const curve = new Curve();
  const values = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 1000);
  values[3333] = 4000;
  values.forEach((live, i) => curve.add(i * 256, { live, goal: 0, inUse: live, resident: live }));
  const { ticks, live } = curve.points();
  assert.ok(ticks.length <= 1024 && ticks.length > 500);
  assert.equal(Math.max(...live), 4000);
  assert.equal(ticks.at(-1), 4999 * 256);
  const at = live.indexOf(4000);
  assert.ok(ticks[at]! >= 3333 * 256 && ticks[at]! - curve.width <= 3333 * 256);
});
